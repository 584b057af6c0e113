package storetest

import (
	"context"
	"errors"
	"testing"

	"rapport/app"
)

func partnerCodes(_ *testing.T, d *desk) {
	firm(d)
	own := app.PartnerCode{ID: 1, Partner: 1, Code: "HARCOURT", Campaign: "Über uns", Made: day("2026-01-31"), Ended: day("2026-03-01"), Note: "on the van", Version: 1}
	made := app.PartnerCode{ID: 2, Partner: 1, Code: "K7MQ4X", Made: day("2026-02-01"), Version: 1}
	other := app.PartnerCode{ID: 3, Partner: 2, Code: "K7MQ4Y", Made: day("2026-02-02"), Version: 1}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPartnerCode(own), b.AddPartnerCode(made), b.AddPartnerCode(other))
	})
	get := func(id app.ID[app.PartnerCode]) func(app.Books) (app.PartnerCode, error) {
		return func(b app.Books) (app.PartnerCode, error) { return b.PartnerCode(id) }
	}
	of := func(p app.ID[app.Partner]) func(app.Books) ([]app.PartnerCode, error) {
		return func(b app.Books) ([]app.PartnerCode, error) { return b.PartnerCodes(p) }
	}
	same(d, "round trip", got(d, get(1)), own)
	missing(d, get(9))
	same(d, "by its letters", got(d, func(b app.Books) (app.PartnerCode, error) { return b.PartnerCodeNamed("K7MQ4X") }), made)
	missing(d, func(b app.Books) (app.PartnerCode, error) { return b.PartnerCodeNamed("k7mq4x") })
	same(d, "of a partner", got(d, of(1)), []app.PartnerCode{made, own})
	same(d, "of all", got(d, of(0)), []app.PartnerCode{other, made, own})
	twice := app.PartnerCode{ID: 4, Partner: 2, Code: "HARCOURT", Made: day("2026-02-02"), Version: 1}
	if err := d.store.Write(context.Background(), func(b app.Books) error { return b.AddPartnerCode(twice) }); err == nil {
		d.Error("two codes of the same letters")
	}
	own.Note, own.Version = "", 2
	d.write(func(b app.Books) error { return b.PutPartnerCode(own) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPartnerCode(own) })

	first, second, third := referral(11, 1, 1, "2026-01-01"), referral(12, 1, 2, "2026-02-01"), referral(13, 1, 2, "2026-03-01")
	first.Code, second.Code, first.Stage = "HARCOURT", "HARCOURT", app.Won
	d.write(func(b app.Books) error { return b.AddReferrals([]app.Referral{first, second, third}) })
	same(d, "what came by them", got(d, func(b app.Books) (map[string]app.CodeCount, error) {
		return b.CodeCounts([]string{"HARCOURT", "K7MQ4X", ""})
	}),
		map[string]app.CodeCount{"HARCOURT": {Referrals: 2, Won: 1, Last: day("2026-02-01")}})
	same(d, "the referrals of a code", ids(d, func(b app.Books) listing { return b.ReferralIDs }, app.Query{}.With(app.Is("code", "HARCOURT"))), []int32{12, 11})
	d.write(func(b app.Books) error { return b.DeletePartnerCode(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeletePartnerCode(2) })
}
