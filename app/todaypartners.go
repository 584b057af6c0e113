package app

// partners adds what waits of the partners on their way in, of papers that run out, and how far the goals have come.
func (t *Today) partners(b Books) error {
	late, err := overdueOnboarding(b, t.Day)
	if err != nil {
		return err
	}
	for _, o := range late {
		t.Onboarding = append(t.Onboarding, int64(o.Partner))
	}
	papers, err := credentialsDue(b, t.Day)
	if err != nil {
		return err
	}
	for _, c := range papers {
		switch {
		case c.State == CredentialLapsed:
			t.Lapsed = append(t.Lapsed, int64(c.Partner))
		case c.State == CredentialExpires:
			t.Expiring = append(t.Expiring, int64(c.Partner))
			t.Pressing = t.Pressing || c.Pressing()
		}
	}
	reviews, err := b.ApplicationsDue(t.Day + 1)
	if err != nil {
		return err
	}
	for _, a := range reviews {
		t.Reviews = append(t.Reviews, int64(a.Partner))
	}
	if err := t.materials(b); err != nil {
		return err
	}
	t.Goals, err = goalRows(b, t.Day, func(g Goal) bool { return g.Period.From <= t.Day && t.Day < g.Period.To })
	return err
}
