package data

import "rapport/app"

const onboardingColumns = "partner_id, no, kind, what, owner, due, later, done, waived, who"

func readOnboarding(r *row) app.OnboardingItem {
	return app.OnboardingItem{Partner: app.ID[app.Partner](r.num()), No: int(r.num()), Kind: app.OnboardKind(r.text()), What: r.text(), Owner: r.text(), Due: r.day(),
		Later: r.yes(), Done: r.day(), Waived: r.text(), Who: r.text()}
}

// Onboarding gives a partner's checklist.
func (b *books) Onboarding(id app.ID[app.Partner]) ([]app.OnboardingItem, error) {
	return all(b, readOnboarding, "SELECT "+onboardingColumns+" FROM onboarding WHERE partner_id = $1 ORDER BY no", int64(id))
}

// PutOnboarding replaces a partner's checklist.
func (b *books) PutOnboarding(id app.ID[app.Partner], items []app.OnboardingItem) error {
	if _, err := b.exec("DELETE FROM onboarding WHERE partner_id = $1", int64(id)); err != nil {
		return err
	}
	return insert(b, "onboarding", onboardingColumns, items, func(dst []any, i *app.OnboardingItem) []any {
		return append(dst, int64(id), i.No, string(i.Kind), i.What, i.Owner, i.Due.String(), i.Later, i.Done.String(), i.Waived, i.Who)
	})
}

// OnboardingOpen gives what is kept as open of the partners in onboarding.
func (b *books) OnboardingOpen() ([]app.OnboardingItem, error) {
	return all(b, readOnboarding, `SELECT n.partner_id, n.no, n.kind, n.what, n.owner, n.due, n.later, n.done, n.waived, n.who
		FROM partner p CROSS JOIN onboarding n ON n.partner_id = p.id WHERE p.state = 'onboarding' AND n.done = '' AND n.waived = '' ORDER BY n.partner_id, n.no`)
}
