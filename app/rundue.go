package app

import "slices"

// releaseDue lets go what a hold's own date has released.
func (r *runner) releaseDue() error {
	var free []Standing
	err := r.t.Standings(Query{}.With(Is("state", string(Held))), func(l *LineRow) error {
		s := l.Standing
		s.Holds = slices.DeleteFunc(slices.Clone(s.Holds), func(h HoldReason) bool { return h.Until != 0 && h.Until <= r.t.today })
		if len(s.Holds) == len(l.Standing.Holds) {
			return nil
		}
		if len(s.Holds) == 0 {
			s.State = Accrued
		}
		free = append(free, s)
		return nil
	})
	if err != nil {
		return err
	}
	r.turned = len(free)
	return r.t.PutStanding(free)
}

// supersede marks the versions whose successor's day has come. What one that goes back speaks for is worked out again.
func (r *runner) supersede(partners []ID[Partner]) error {
	for _, id := range partners {
		a, err := r.account(id)
		if err != nil {
			return err
		}
		for _, p := range a.plans {
			for i, v := range p.Versions {
				if v.State != VersionFrozen || i+1 == len(p.Versions) || p.Versions[i+1].State == VersionDraft ||
					p.Versions[i+1].Effective > r.t.today {
					continue
				}
				v.State = VersionSuperseded
				if err := r.t.PutVersion(v); err != nil {
					return err
				}
				r.effected++
				if p.Versions[i+1].Retroactive {
					if err := r.unsettleAll(id, p); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
