package storetest

import (
	"errors"
	"slices"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

func applications(_ *testing.T, d *desk) {
	firm(d)
	old := app.Application{ID: 1, Partner: 1, Applied: day("2025-01-05"), ReviewBy: day("2025-02-04"), Note: "n", Decision: app.ApplicationDeclined, Decided: day("2025-01-20"),
		Who: "ann", Reason: "conflict", MayReapply: day("2026-01-20"), Version: 1}
	open := app.Application{ID: 2, Partner: 1, Applied: day("2026-02-01"), ReviewBy: day("2026-03-03"), Version: 1}
	other := app.Application{ID: 3, Partner: 2, Applied: day("2026-02-01"), Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddApplication(old), b.AddApplication(open), b.AddApplication(other))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.Application, error) { return b.Application(1) }), old)
	missing(d, func(b app.Books) (app.Application, error) { return b.Application(9) })
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Application, error) { return b.Applications(1) }), []app.Application{open, old})
	due := func(on string) []app.Application {
		return got(d, func(b app.Books) ([]app.Application, error) { return b.ApplicationsDue(day(on)) })
	}
	same(d, "due on its day", due("2026-03-03"), []app.Application{})
	same(d, "due the day after", due("2026-03-04"), []app.Application{open})
	open.Decision, open.Version = app.ApplicationAccepted, 2
	d.write(func(b app.Books) error { return b.PutApplication(open) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutApplication(open) })
	same(d, "decided", due("2026-03-04"), []app.Application{})
	d.write(func(b app.Books) error { return b.DeleteApplication(3) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteApplication(3) })
}

func ratings(_ *testing.T, d *desk) {
	firm(d)
	one := []app.Rating{{Criterion: 1, Points: 3, Note: "n", Day: day("2026-01-05"), Who: "ann"}, {Criterion: 4, Points: 0, Day: day("2026-01-06"), Who: "ben"}}
	two := []app.Rating{{Criterion: 2, Points: 1, Day: day("2026-01-07"), Who: "ann"}}
	of := func(ids ...app.ID[app.Partner]) map[app.ID[app.Partner]][]app.Rating {
		return got(d, func(b app.Books) (map[app.ID[app.Partner]][]app.Rating, error) { return b.Ratings(ids) })
	}
	same(d, "none", of(1, 2), map[app.ID[app.Partner]][]app.Rating{})
	d.write(func(b app.Books) error { return errors.Join(b.PutRatings(1, one), b.PutRatings(2, two)) })
	same(d, "both", of(2, 1), map[app.ID[app.Partner]][]app.Rating{1: one, 2: two})
	same(d, "one", of(2), map[app.ID[app.Partner]][]app.Rating{2: two})
	d.write(func(b app.Books) error { return b.PutRatings(1, one[1:]) })
	same(d, "replaced", of(1), map[app.ID[app.Partner]][]app.Rating{1: one[1:]})
	same(d, "sources", got(d, func(b app.Books) (map[string]map[app.PartnerState]int64, error) { return b.PartnerSources() }),
		map[string]map[app.PartnerState]int64{"": {app.Active: 2}})
}

func credentials(_ *testing.T, d *desk) {
	firm(d)
	full := app.Credential{ID: 1, Partner: 1, Kind: app.Licence, What: "Chartered accountant", Issuer: "ICAEW", Number: "C1", Jurisdiction: "England", Cover: money.New(5, "GBP"),
		Day: day("2025-01-01"), Expires: day("2026-01-31"), Result: "clear", Note: "n", Version: 1}
	bare := app.Credential{ID: 2, Partner: 1, Kind: app.Screening, What: "Sanctions list", Version: 1}
	gone := app.Credential{ID: 3, Partner: 2, Kind: app.Insurance, What: "Indemnity", Expires: day("2025-12-31"), Retired: day("2026-01-01"), Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddCredential(full), b.AddCredential(bare), b.AddCredential(gone))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.Credential, error) { return b.Credential(1) }), full)
	missing(d, func(b app.Books) (app.Credential, error) { return b.Credential(9) })
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Credential, error) { return b.Credentials(1) }), []app.Credential{full, bare})
	expiring := func(on string) []app.CredentialRow {
		return got(d, func(b app.Books) ([]app.CredentialRow, error) { return b.CredentialsExpiring(day(on)) })
	}
	same(d, "not yet", expiring("2026-01-30"), []app.CredentialRow{})
	same(d, "until its last day", expiring("2026-01-31"), []app.CredentialRow{{Credential: full, PartnerName: "Harcourt & Lowe"}})
	full.Retired, full.Version = day("2026-01-15"), 2
	d.write(func(b app.Books) error { return b.PutCredential(full) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutCredential(full) })
	same(d, "retired", expiring("2026-01-31"), []app.CredentialRow{})
	d.write(func(b app.Books) error { return b.DeleteCredential(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteCredential(2) })
}

func goals(_ *testing.T, d *desk) {
	firm(d)
	year := calendar.Period{From: day("2026-01-01"), To: day("2027-01-01")}
	march := calendar.Period{From: day("2026-03-01"), To: day("2026-04-01")}
	a := app.Goal{ID: 1, KPI: app.Revenue, Target: 100, Currency: "EUR", Period: march, Owner: "ann", Note: "n", Version: 1}
	b2 := app.Goal{ID: 2, KPI: app.NewPartners, Target: 5, Period: year, Version: 1}
	d.write(func(b app.Books) error { return errors.Join(b.AddGoal(a), b.AddGoal(b2)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Goal, error) { return b.Goal(1) }), a)
	missing(d, func(b app.Books) (app.Goal, error) { return b.Goal(9) })
	same(d, "all", got(d, func(b app.Books) ([]app.Goal, error) { return b.Goals() }), []app.Goal{b2, a})
	a.Target, a.Version = 200, 2
	d.write(func(b app.Books) error { return b.PutGoal(a) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutGoal(a) })
	d.write(func(b app.Books) error { return b.DeleteGoal(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteGoal(2) })

	figure := func(k app.KPI, p calendar.Period) app.Measured {
		return got(d, func(b app.Books) (app.Measured, error) { return b.Measure(k, p, "EUR") })
	}
	for _, k := range app.KPIs() {
		want := app.Measured{}
		if k == app.ReciprocityRate {
			want.Whole = 3 // the referrals there are
		}
		same(d, string(k)+" of nothing", figure(k, year), want)
	}
	d.write(func(b app.Books) error {
		for id, change := range map[app.ID[app.Referral]]func(*app.Referral){
			1: func(r *app.Referral) { r.Accepted, r.Stage, r.Closed = day("2026-03-02"), app.Won, day("2026-03-31") },
			2: func(r *app.Referral) { r.Accepted, r.Stage, r.Closed = day("2026-04-01"), app.Lost, day("2026-04-01") },
			3: func(r *app.Referral) { r.Accepted, r.Stage, r.Closed = day("2026-03-31"), app.Lost, day("2026-03-01") },
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
		step := func(id int64, to, on, note string) app.Step {
			return app.Step{Kind: app.KindPartner, Subject: id, To: to, Day: day(on), At: now(), Note: note}
		}
		return errors.Join(
			b.AddFees([]app.Fee{fee(1, app.Invoiced, "2026-03-01", 900, "EUR", 0), fee(2, app.Received, "2026-03-02", 700, "EUR", 1), fee(3, app.Credited, "2026-03-03", 100, "EUR", 1),
				fee(4, app.Credited, "2026-03-31", 50, "EUR", 2), fee(5, app.Received, "2026-04-01", 9, "EUR", 1), fee(6, app.Received, "2026-03-02", 9, "USD", 0)}),
			b.AddSteps([]app.Step{step(1, "active", "2026-03-31", ""), step(1, "active", "2026-05-01", ""), step(2, "active", "2025-03-31", ""), step(2, "active", "2026-03-05", "")}),
			b.AddCheckins([]app.Checkin{{ID: 1, Partner: 1, Kind: "call", State: app.CheckinHeld, Day: day("2026-03-31"), Minutes: 45, EnteredAt: now(), Version: 1},
				{ID: 2, Partner: 1, Kind: "call", State: app.CheckinPlanned, Day: day("2026-03-31"), EnteredAt: now(), Version: 1}}))
	})
	for _, c := range []struct {
		kpi    app.KPI
		period calendar.Period
		want   app.Measured
	}{
		{app.QualifiedReferrals, march, app.Measured{Part: 2}}, {app.QualifiedReferrals, year, app.Measured{Part: 3}},
		{app.Conversion, march, app.Measured{Part: 1, Whole: 2}}, {app.Conversion, year, app.Measured{Part: 1, Whole: 3}},
		{app.Revenue, march, app.Measured{Part: 650}}, {app.Revenue, year, app.Measured{Part: 659}},
		{app.CostPerClient, march, app.Measured{Whole: 1}},
		{app.NewPartners, march, app.Measured{Part: 1}}, {app.NewPartners, calendar.Period{From: day("2026-05-01"), To: day("2026-06-01")}, app.Measured{}},
		{app.CheckinsHeld, march, app.Measured{Part: 1}}, {app.OwnMinutes, march, app.Measured{Part: 45, Whole: 1}},
		{app.CommissionCost, march, app.Measured{}}, {app.GiftCost, march, app.Measured{}}, {app.ClientValue, march, app.Measured{Part: 659, Whole: 1}},
		{app.ActivePartners, year, app.Measured{Part: 2, Whole: 2}}, {app.Acceptance, march, app.Measured{Part: 2, Whole: 2}},
	} {
		same(d, string(c.kpi), figure(c.kpi, c.period), c.want)
	}
	for _, by := range app.Dimensions() {
		var all []app.Outcome
		d.read(func(b app.Books) error {
			return b.Outcomes(by, march, "EUR", func(o app.Outcome) error { all = append(all, o); return nil })
		})
		slices.SortFunc(all, func(a, b app.Outcome) int { return int(b.Fees - a.Fees) })
		if len(all) != 2 || !all[0].Won || all[0].Fees != 659 || all[0].Closed != day("2026-03-31") || all[1].Won {
			d.Errorf("by %s: %+v", by, all)
		}
	}
	same(d, "who became active", got(d, func(b app.Books) ([]int64, error) { return b.PartnersReached(app.Active, march) }), []int64{1})
}
