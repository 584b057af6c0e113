package storetest

import (
	"testing"

	"rapport/app"
)

func onboarding(_ *testing.T, d *desk) {
	firm(d)
	list := []app.OnboardingItem{
		{Partner: 1, No: 1, Kind: app.OnboardAgreement, What: "Agreement signed", Owner: "ann", Due: day("2026-02-28"), Done: day("2026-02-27"), Who: "ben"},
		{Partner: 1, No: 2, Kind: app.OnboardReferral, What: "First referral", Later: true},
		{Partner: 1, No: 5, Kind: app.OnboardOwn, What: "Logo on our website", Waived: "they would rather not", Who: "ann"},
	}
	of := func(id app.ID[app.Partner]) []app.OnboardingItem {
		return got(d, func(b app.Books) ([]app.OnboardingItem, error) { return b.Onboarding(id) })
	}
	open := func() []app.OnboardingItem {
		return got(d, func(b app.Books) ([]app.OnboardingItem, error) { return b.OnboardingOpen() })
	}
	same(d, "none yet", of(1), []app.OnboardingItem{})
	d.write(func(b app.Books) error { return b.PutOnboarding(1, list) })
	same(d, "round trip", of(1), list)
	same(d, "another partner", of(2), []app.OnboardingItem{})
	same(d, "open, but nobody is in onboarding", open(), []app.OnboardingItem{})
	d.write(func(b app.Books) error {
		p, err := b.Partner(1)
		if err != nil {
			return err
		}
		p.State, p.Version = app.Onboarding, p.Version+1
		return b.PutPartner(p)
	})
	same(d, "open", open(), list[1:2])
	d.write(func(b app.Books) error { return b.PutOnboarding(1, list[:1]) })
	same(d, "replaced", of(1), list[:1])
	d.write(func(b app.Books) error { return b.PutOnboarding(1, nil) })
	same(d, "emptied", of(1), []app.OnboardingItem{})
}
