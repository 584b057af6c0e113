package storetest

import (
	"errors"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

func tenPercent() terms.Terms {
	rate, err := money.ParseRate("0.10")
	if err != nil {
		panic(err)
	}
	return terms.Terms{Currency: "EUR", HoldDays: 30, Cap: &terms.Limit{Amount: 500000, Window: terms.CalendarYear},
		Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: rate, Months: 24, Services: []string{"tax"}},
			{Kind: terms.Tiered, Mode: terms.Marginal, Tiers: []terms.Tier{{Rate: rate}, {From: 100000, Rate: rate}}}}}
}

func agreement(id, partner int64, from string) app.Agreement {
	return app.Agreement{ID: app.ID[app.Agreement](id), Number: app.Number("A", id, 4), Partner: app.ID[app.Partner](partner), Title: "Referral agreement",
		State: app.AgreementActive, From: day(from), PaymentDays: 30, Version: 1}
}

func version(id, agreement int64, no int, state app.VersionState) app.AgreementVersion {
	return app.AgreementVersion{ID: app.ID[app.AgreementVersion](id), Agreement: app.ID[app.Agreement](agreement), No: no, State: state,
		Effective: day("2026-01-01"), Terms: tenPercent()}
}

func agreements(_ *testing.T, d *desk) {
	firm(d)
	a := agreement(1, 1, "2026-01-01")
	a.To, a.PayeeName, a.Note, a.Notice = day("2027-12-31"), "Holding", "n", calendar.Every{N: 3, Unit: calendar.Months}
	v := version(1, 1, 1, app.VersionDraft)
	v.SignedOn, v.SignedBy = day("2025-12-20"), "Ann"
	d.write(func(b app.Books) error { return errors.Join(b.AddAgreement(a), b.AddVersion(v)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Agreement, error) { return b.Agreement(1) }), a)
	same(d, "by number", got(d, func(b app.Books) (app.Agreement, error) { return b.AgreementByNumber("A-0001") }), a)
	same(d, "version", got(d, func(b app.Books) (app.AgreementVersion, error) { return b.Version(1) }), v)
	missing(d, func(b app.Books) (app.AgreementVersion, error) { return b.Version(9) })
	missing(d, func(b app.Books) (app.Agreement, error) { return b.Agreement(9) })

	a.Title, a.Version = "Other", 2
	d.write(func(b app.Books) error { return b.PutAgreement(a) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutAgreement(a) })

	bare := agreement(2, 1, "2025-01-01")
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(bare), b.AddVersion(version(2, 1, 2, app.VersionDraft)))
	})
	same(d, "of a partner", got(d, func(b app.Books) ([]app.Agreement, error) { return b.Agreements(1) }), []app.Agreement{bare, a})
	list := func(b app.Books) listing { return b.AgreementIDs }
	takesAll(d, app.AgreementFields(), app.AgreementSorts(), list)
	refusesUnknownKeys(d, list)
	same(d, "rows", got(d, func(b app.Books) ([]app.AgreementRow, error) { return b.AgreementRows([]int32{1, 2}) }), []app.AgreementRow{
		{Agreement: a, PartnerName: "Harcourt & Lowe", Latest: version(2, 1, 2, app.VersionDraft)}, {Agreement: bare, PartnerName: "Harcourt & Lowe"}})
	d.write(func(b app.Books) error { return b.DeleteAgreement(1) })
	missing(d, func(b app.Books) (app.Agreement, error) { return b.Agreement(1) })
}

func frozenVersions(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(1, 1, "2026-01-01")), b.AddVersion(version(1, 1, 1, app.VersionDraft)))
	})
	v := version(1, 1, 1, app.VersionFrozen)
	v.Terms.HoldDays, v.Retroactive = 7, true
	d.write(func(b app.Books) error { return b.PutVersion(v) }) // frozen as it is saved
	over := v
	over.Terms.HoldDays = 8
	d.refused(app.Refused, func(b app.Books) error { return b.PutVersion(over) })
	back := v
	back.State = app.VersionDraft
	d.refused(app.Refused, func(b app.Books) error { return b.PutVersion(back) })
	same(d, "as it was", got(d, func(b app.Books) (app.AgreementVersion, error) { return b.Version(1) }), v)
	over = v
	over.Retroactive = !v.Retroactive
	d.refused(app.Refused, func(b app.Books) error { return b.PutVersion(over) })
	same(d, "as it was signed", got(d, func(b app.Books) (app.AgreementVersion, error) { return b.Version(1) }), v)
	v.State = app.VersionSuperseded
	d.write(func(b app.Books) error { return b.PutVersion(v) })
	d.refused(app.Conflict, func(b app.Books) error { return b.DeleteAgreement(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.PutVersion(version(9, 1, 9, app.VersionDraft)) })
}

func allVersions(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(1, 2, "2026-01-01")), b.AddAgreement(agreement(2, 1, "2026-06-01")), b.AddAgreement(agreement(3, 1, "2026-01-01")),
			b.AddVersion(version(1, 1, 1, app.VersionDraft)), b.AddVersion(version(2, 2, 1, app.VersionDraft)),
			b.AddVersion(version(4, 3, 2, app.VersionDraft)), b.AddVersion(version(3, 3, 1, app.VersionDraft)))
	})
	var order []app.ID[app.AgreementVersion]
	d.read(func(b app.Books) error {
		return b.AllVersions(func(a app.Agreement, v app.AgreementVersion) error {
			if v.Agreement != a.ID {
				d.Error("a version beside another's agreement")
			}
			_, err := b.Partner(a.Partner) // a reading inside a reading
			order = append(order, v.ID)
			return err
		})
	})
	same(d, "by partner, first day, number", order, []app.ID[app.AgreementVersion]{3, 4, 2, 1})
}

func waitingVersions(_ *testing.T, d *desk) {
	firm(d)
	other := version(3, 3, 1, app.VersionFrozen)
	other.Terms.HoldDays = 9
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(1, 2, "2026-01-01")), b.AddAgreement(agreement(2, 1, "2026-06-01")), b.AddAgreement(agreement(3, 1, "2026-01-01")),
			b.AddVersion(version(1, 1, 1, app.VersionFrozen)), b.AddVersion(version(2, 2, 1, app.VersionFrozen)),
			b.AddVersion(version(4, 3, 2, app.VersionDraft)), b.AddVersion(other),
			b.AddFacts([]app.Fact{{Kind: app.FactAccepted, Day: day("2026-03-02"), Referral: 1}, {Kind: app.FactAccepted, Day: day("2026-03-03"), Referral: 1}}))
	})
	read := func(until string) (order []app.ID[app.AgreementVersion]) {
		d.read(func(b app.Books) error {
			return b.WaitingVersions(day(until), func(s app.PartnerState, a app.Agreement, v app.AgreementVersion) error {
				p, err := b.Partner(1)
				same(d, "the partner's state", s, p.State)
				same(d, "its agreement", []app.ID[app.Agreement]{a.ID}, []app.ID[app.Agreement]{v.Agreement})
				same(d, "its terms", v, got(d, func(b app.Books) (app.AgreementVersion, error) { return b.Version(v.ID) }))
				order = append(order, v.ID)
				return err
			})
		})
		return order
	}
	same(d, "before the fact's day", len(read("2026-03-01")), 0)
	same(d, "of the one who waits", read("2026-03-02"), []app.ID[app.AgreementVersion]{3, 4, 2})
}

func unsettled(_ *testing.T, d *desk) {
	firm(d)
	marked := func() []app.Agreement { return got(d, app.Books.Unsettled) }
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(1, 1, "2026-01-01")), b.AddAgreement(agreement(2, 2, "2026-01-01")))
	})
	same(d, "at first", len(marked()), 0)
	d.write(func(b app.Books) error { return errors.Join(b.Unsettle(2), b.Unsettle(1), b.Unsettle(2)) })
	same(d, "marked", marked(), []app.Agreement{agreement(1, 1, "2026-01-01"), agreement(2, 2, "2026-01-01")})
	d.write(app.Books.Settled)
	same(d, "after the run", len(marked()), 0)
}

func partnersDue(_ *testing.T, d *desk) {
	firm(d)
	floor := version(1, 1, 1, app.VersionFrozen)
	floor.Terms.Floor = &terms.Limit{Amount: 1000_00, Window: terms.CalendarYear}
	later := version(3, 2, 2, app.VersionFrozen)
	later.Effective = day("2026-06-01")
	due := func(on string) []app.ID[app.Partner] {
		return got(d, func(b app.Books) ([]app.ID[app.Partner], error) { return b.PartnersDue(day(on)) })
	}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(2, 2, "2026-01-01")), b.AddVersion(version(2, 2, 1, app.VersionFrozen)), b.AddVersion(later))
	})
	same(d, "before the successor's day", len(due("2026-05-31")), 0)
	same(d, "on it", due("2026-06-01"), []app.ID[app.Partner]{2})
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(1, 1, "2026-01-01")), b.AddVersion(floor))
	})
	same(d, "a guaranteed amount, in order", due("2026-06-01"), []app.ID[app.Partner]{1, 2})
	over := version(2, 2, 1, app.VersionSuperseded)
	d.write(func(b app.Books) error { return b.PutVersion(over) })
	same(d, "once it is superseded", due("2026-06-01"), []app.ID[app.Partner]{1})
	d.write(func(b app.Books) error { return b.AddVersion(version(4, 1, 2, app.VersionDraft)) })
	same(d, "a draft succeeds nobody", due("2026-06-01"), []app.ID[app.Partner]{1})
}
