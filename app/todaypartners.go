package app

import "slices"

// partners adds what waits of the partners on their way in, of papers that run out, and how far the goals have come.
func (t *Today) partners(b Books) error {
	late, err := overdueOnboarding(b, t.Day)
	if err != nil {
		return err
	}
	for _, o := range late {
		t.OnboardingItems++
		once(&t.Onboarding, o.Partner)
	}
	papers, err := credentialsDue(b, t.Day)
	if err != nil {
		return err
	}
	for _, c := range papers {
		switch {
		case c.State == CredentialLapsed:
			t.LapsedPapers++
			once(&t.Lapsed, c.Partner)
		case c.State == CredentialExpires:
			t.ExpiringPapers++
			once(&t.Expiring, c.Partner)
			t.Pressing = t.Pressing || c.Pressing()
		}
	}
	reviews, err := b.ApplicationsDue(t.Day + 1)
	if err != nil {
		return err
	}
	for _, a := range reviews {
		once(&t.Reviews, a.Partner)
	}
	if err := t.materials(b); err != nil {
		return err
	}
	t.Goals, err = goalRows(b, t.Day, func(g Goal) bool { return g.Period.From <= t.Day && t.Day < g.Period.To })
	return err
}

// once adds a partner to a list that names each one once, as the list it is a link to does.
func once(to *[]int64, partner ID[Partner]) {
	if !slices.Contains(*to, int64(partner)) {
		*to = append(*to, int64(partner))
	}
}
