package storetest

import (
	"errors"
	"slices"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// studies: what insight is worked out from. Referral 1 of March is won, 2 of February lost after a meeting, 3 of March open; 4 is a duplicate, which
// counts nowhere but among its partner's fees.
func studies(_ *testing.T, d *desk) {
	firm(d)
	year, march := calendar.YearOf(day("2026-01-01")), calendar.MonthPeriod(day("2026-03-01"))
	month := func(on string) calendar.Month { return calendar.MonthOf(day(on)) }
	d.write(func(b app.Books) error {
		twin := referral(4, 1, 1, "2026-03-05")
		twin.Stage = app.Duplicate
		if err := b.AddReferrals([]app.Referral{twin}); err != nil {
			return err
		}
		for id, change := range map[app.ID[app.Referral]]func(*app.Referral){
			1: func(r *app.Referral) { r.Accepted, r.Stage, r.Closed = day("2026-03-02"), app.Won, day("2026-03-31") },
			2: func(r *app.Referral) {
				r.Accepted, r.Stage, r.Closed, r.Reason, r.Estimate = day("2026-02-03"), app.Lost, day("2026-04-01"), "price", money.New(700, "EUR")
			},
			3: func(r *app.Referral) { r.Stage, r.Estimate = app.Checking, money.New(900, "EUR") },
		} {
			r, err := b.Referral(id)
			if err != nil {
				return err
			}
			change(&r)
			r.Version++
			if err := b.PutReferral(r); err != nil {
				return err
			}
		}
		fee := func(id app.ID[app.Fee], kind app.FeeKind, on string, minor int64, c money.Currency, of app.ID[app.Fee]) app.Fee {
			return app.Fee{ID: id, Referral: 1, Kind: kind, Day: day(on), Amount: money.New(minor, c), Of: of, EnteredAt: now()}
		}
		step := func(id int64, from, to app.Stage) app.Step {
			return app.Step{Kind: app.KindReferral, Subject: id, From: string(from), To: string(to), Day: day("2026-04-01"), At: now()}
		}
		note := func(id app.ID[app.MarketNote], on string, kind app.MarketKind, tags ...string) app.MarketNote {
			return app.MarketNote{ID: id, Day: day(on), Kind: kind, Said: "Too dear", Tags: tags, Partner: 1, EnteredAt: now(), Version: 1}
		}
		return errors.Join(
			b.AddFees([]app.Fee{fee(1, app.Invoiced, "2026-03-01", 900, "EUR", 0), fee(2, app.Received, "2026-03-02", 700, "EUR", 1), fee(3, app.Credited, "2026-05-31", 50, "EUR", 2),
				fee(4, app.Received, "2027-01-01", 9, "EUR", 1), fee(5, app.Received, "2026-03-02", 9, "USD", 0)}),
			b.AddSteps([]app.Step{step(2, app.Proposal, app.Lost), step(2, app.Meeting, app.Lost), step(1, app.Proposal, app.Won)}), // lost, taken back, lost again
			b.AddMarketNote(note(1, "2026-03-01", app.Objection, "price", "late")), b.AddMarketNote(note(2, "2026-03-31", app.Objection, "price")), b.AddMarketNote(note(3, "2026-04-01", app.Objection)),
			b.AddMarketNote(note(4, "2026-03-01", app.Need, "price")))
	})
	courses := func(p calendar.Period) (all []app.Course) {
		d.read(func(b app.Books) error {
			return b.Courses(p, func(c app.Course) error { all = append(all, c); return nil })
		})
		return all
	}
	same(d, "courses", courses(march), []app.Course{{Introduced: day("2026-03-01"), Stage: app.Checking, Count: 1}, {Introduced: day("2026-03-01"), Closed: day("2026-03-31"), Stage: app.Won, Count: 1}})
	same(d, "courses of a year", len(courses(year)), 3)
	same(d, "cohort fees", got(d, func(b app.Books) ([]app.CohortFee, error) { return b.CohortFees(year, "EUR") }), []app.CohortFee{{Month: month("2026-03-01"), Fees: 659}})
	same(d, "reached", got(d, func(b app.Books) ([]app.Reach, error) { return b.Reached(year) }), []app.Reach{{Furthest: app.Checking, Now: app.Checking, Count: 1},
		{Furthest: app.Meeting, Accepted: true, Now: app.Lost, Count: 1}, {Furthest: app.Won, Accepted: true, Now: app.Won, Count: 1}})
	same(d, "reached by none", got(d, func(b app.Books) ([]app.Reach, error) { return b.Reached(calendar.MonthPeriod(day("2026-01-01"))) }), []app.Reach{})
	same(d, "reasons", got(d, func(b app.Books) ([]app.LostReason, error) { return b.LostReasonCounts(year, "EUR") }), []app.LostReason{{Stage: app.Lost, Reason: "price", Count: 1, Estimate: 700}})
	same(d, "reasons of March", got(d, func(b app.Books) ([]app.LostReason, error) { return b.LostReasonCounts(march, "EUR") }), []app.LostReason{})
	same(d, "objections", got(d, func(b app.Books) ([]app.MarketTally, error) { return b.ObjectionTallies(year) }), []app.MarketTally{{Month: month("2026-03-01"), Kind: app.Objection, Tag: "late", Count: 1},
		{Month: month("2026-03-01"), Kind: app.Objection, Tag: "price", Count: 2}, {Month: month("2026-04-01"), Kind: app.Objection, Count: 1}})
	same(d, "pipeline", got(d, func(b app.Books) ([]app.OpenReferrals, error) { return b.Pipeline("EUR") }), []app.OpenReferrals{{Stage: app.Checking, Month: month("2026-03-01"), Count: 1, Estimated: 1, Estimate: 900}})
	same(d, "pipeline in pounds", got(d, func(b app.Books) ([]app.OpenReferrals, error) { return b.Pipeline("GBP") }), []app.OpenReferrals{{Stage: app.Checking, Month: month("2026-03-01"), Count: 1}})
	same(d, "ages of fees", got(d, func(b app.Books) ([]app.FeeAge, error) { return b.FeeAges(year, "EUR") }), []app.FeeAge{{Month: month("2026-03-01"), Fees: 700}, {Month: month("2026-03-01"), Age: 2, Fees: -50}, {Month: month("2026-03-01"), Age: 10, Fees: 9}})
	results := func(p calendar.Period) []app.PartnerResult {
		return got(d, func(b app.Books) ([]app.PartnerResult, error) { return b.PartnerResults(p, "EUR") })
	}
	one, two := partner(1, "Harcourt & Lowe"), partner(2, "Ångström Søren Łódź")
	same(d, "partners", results(year), []app.PartnerResult{{Partner: 1, Name: one.Name, Type: one.Type, Introduced: 2, Won: 1, Ended: 2, Fees: 650}, {Partner: 2, Name: two.Name, Type: two.Type, Introduced: 1}})
	same(d, "partners of a month", results(calendar.MonthPeriod(day("2026-05-01"))), []app.PartnerResult{{Partner: 1, Name: one.Name, Type: one.Type, Fees: -50}})

	given := func(id app.ID[app.MaterialDelivery], what int64, to app.ID[app.Partner], on string) app.MaterialDelivery {
		return app.MaterialDelivery{ID: id, Material: app.ID[app.Material](what), Of: app.ID[app.MaterialVersion](what), Partner: to, Day: day(on), Way: "post", EnteredAt: now(), Version: 1}
	}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddMaterial(material(1, "Fees")), b.AddMaterialVersion(edition(1, 1, 1, app.MaterialPublished), ""), b.AddMaterial(material(2, "Tax")), b.AddMaterialVersion(edition(2, 2, 1, app.MaterialPublished), ""),
			b.AddMaterialDeliveries([]app.MaterialDelivery{given(1, 1, 1, "2026-02-15"), given(2, 2, 1, "2026-03-01"), given(3, 2, 1, "2026-03-01"), given(4, 1, 2, "2026-01-01")}))
	})
	var held []string
	d.read(func(b app.Books) error {
		return b.Outcomes(app.AcrossMaterials, year, "EUR", func(o app.Outcome) error {
			held = append(held, o.Name+map[bool]string{true: " won"}[o.Won])
			return nil
		})
	})
	slices.Sort(held)
	same(d, "materials held", held, []string{"", "Fees won", "Tax won"}) // given twice is held once; given later is not held
}
