package storetest

import (
	"errors"
	"testing"

	"rapport/app"
)

func referrals(_ *testing.T, d *desk) {
	firm(d)
	want := referral(9, 2, 1, "2026-05-04")
	want.Reference, want.Service, want.Stage, want.Accepted, want.Closed = "X-1", "tax", app.Won, day("2026-05-06"), day("2026-06-01")
	want.Person, want.Estimate, want.Owner, want.Note, want.Reason = 1, eur(1_000_050), "ann", "n", "r"
	want.DuplicateOf, want.Agreement, want.Disclosed, want.Split = 1, 1, day("2026-05-05"), true
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 2, Name: "Ann", Version: 1}}), b.AddAgreement(agreement(1, 2, "2026-01-01")),
			b.AddVersion(version(1, 1, 1, app.VersionFrozen)), b.AddReferrals([]app.Referral{want}))
	})
	get := func() app.Referral {
		return got(d, func(b app.Books) (app.Referral, error) { return b.Referral(9) })
	}
	same(d, "round trip", get(), want)
	same(d, "by number", got(d, func(b app.Books) (app.Referral, error) { return b.ReferralByNumber("R-2026-0009") }), want)
	same(d, "by reference", got(d, func(b app.Books) (map[string]app.Referral, error) {
		return b.ReferralsByReference([]string{"X-1", "X-2"})
	}), map[string]app.Referral{"X-1": want})
	missing(d, func(b app.Books) (app.Referral, error) { return b.Referral(99) })
	same(d, "of a client", got(d, func(b app.Books) ([]app.Referral, error) { return b.ReferralsOfClient(2) }), []app.Referral{referral(2, 1, 2, "2026-02-01"), referral(3, 2, 2, "2026-03-01")})
	want.Stage, want.Closed, want.Estimate, want.Version = app.Meeting, 0, app.Referral{}.Estimate, 2
	d.write(func(b app.Books) error { return b.PutReferral(want) })
	same(d, "changed", get(), want)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutReferral(want) })
	d.refused(app.NotFound, func(b app.Books) error { return b.PutReferral(referral(88, 1, 1, "2026-01-01")) })
}

func referralList(_ *testing.T, d *desk) {
	firm(d)
	won := referral(4, 2, 1, "2026-04-01")
	won.Stage, won.Closed, won.Service, won.Owner = app.Won, day("2026-04-20"), "tax", "ann"
	usd := fee(3, 4, "2026-04-23", 77)
	usd.Amount.Currency = "USD"
	d.write(func(b app.Books) error {
		return errors.Join(b.AddReferrals([]app.Referral{won}), b.AddFees([]app.Fee{fee(1, 4, "2026-04-21", 10_000), fee(2, 4, "2026-04-22", 5_000), usd}))
	})
	list := func(b app.Books) listing { return b.ReferralIDs }
	takesAll(d, app.ReferralFields(), app.ReferralSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "newest first", ids(d, list, q), []int32{4, 3, 1, 2})
	same(d, "by partner", ids(d, list, q.By("partner", false)), []int32{3, 4, 1, 2})
	same(d, "by client, filtered", ids(d, list, q.With(app.Is("stage", "logged")).By("client", false)), []int32{1, 2, 3})
	same(d, "two keys", ids(d, list, app.Query{Sort: []app.Sort{{Key: "introduced"}, {Key: "client", Desc: true}}}), []int32{2, 3, 1, 4})
	same(d, "of a partner", ids(d, list, q.With(app.Is("partner", "1"))), []int32{1, 2})
	same(d, "between days, ends inside", ids(d, list, q.With(app.Condition{Field: "introduced", From: "2026-02-01", To: "2026-03-01"})), []int32{3, 1, 2})
	same(d, "closed until: open ones are not", ids(d, list, q.With(app.Condition{Field: "closed", To: "2026-12-31"})), []int32{4})
	same(d, "entered on a day", ids(d, list, q.With(app.Condition{Field: "entered", From: "2026-11-22", To: "2026-11-22"}, app.Is("service", "tax"))), []int32{4})
	same(d, "searched and filtered", ids(d, list, app.Query{Search: "mull"}.With(app.Is("partner", "2"))), []int32{3})
	same(d, "many ids", ids(d, list, q.With(app.Is("id", "1", "4", "77"))), []int32{4, 1})
	row := app.ReferralRow{Referral: won, PartnerName: "Ångström Søren Łódź", ClientName: "Baker Street Bakery", Fees: eur(15_000)}
	same(d, "rows", got(d, func(b app.Books) ([]app.ReferralRow, error) { return b.ReferralRows([]int32{4}) }), []app.ReferralRow{row})
	same(d, "stages", got(d, func(b app.Books) (map[app.Stage]int64, error) { return b.StageCounts(q) }), map[app.Stage]int64{app.Logged: 3, app.Won: 1})
	same(d, "stages of a partner", got(d, func(b app.Books) (map[app.Stage]int64, error) { return b.StageCounts(q.With(app.Is("partner", "2"))) }), map[app.Stage]int64{app.Logged: 1, app.Won: 1})
}

func attribution(_ *testing.T, d *desk) {
	firm(d)
	get := func() []app.Attribution {
		return got(d, func(b app.Books) ([]app.Attribution, error) { return b.Attribution(1) })
	}
	same(d, "none", get(), []app.Attribution{})
	want := []app.Attribution{{Partner: 2, Role: app.Sourced, Share: 7000}, {Partner: 1, Role: app.Influenced, Share: 3000}}
	d.write(func(b app.Books) error { return b.PutAttribution(1, want) })
	same(d, "kept in order", get(), want)
	d.write(func(b app.Books) error { return b.PutAttribution(1, want[1:]) })
	same(d, "replaced", get(), want[1:])
}

func referralRemoval(_ *testing.T, d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.PutAttribution(1, []app.Attribution{{Partner: 2, Role: app.Sourced, Share: 10000}}),
			b.AddSteps([]app.Step{{Kind: app.KindReferral, Subject: 1, To: "logged", At: now()}}),
			b.AddFacts([]app.Fact{{Kind: app.FactAccepted, Day: day("2026-03-02"), Referral: 1}}))
	})
	d.write(func(b app.Books) error { return b.DeleteReferral(1) })
	missing(d, func(b app.Books) (app.Referral, error) { return b.Referral(1) })
	same(d, "its history", len(got(d, func(b app.Books) ([]app.Step, error) { return b.Steps(app.KindReferral, 1) })), 0)
	same(d, "no longer found", ids(d, func(b app.Books) listing { return b.ReferralIDs }, app.Query{Search: "bakery"}), []int32{})
	d.write(func(b app.Books) error { return b.AddFees([]app.Fee{fee(1, 2, "2026-03-01", 1)}) })
	d.refused(app.Conflict, func(b app.Books) error { return b.DeleteReferral(2) })
	same(d, "still found", ids(d, func(b app.Books) listing { return b.ReferralIDs }, app.Query{Search: "harcourt"}), []int32{2})
}
