package app

import (
	"cmp"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// unsettled is an agreement of which something came out of its order: a fee with an earlier day, a refund of before the last receipt, a fee
// taken back. A run works it out again from its first day on, when all else is done, and books what differs.
type unsettled struct {
	partner   ID[Partner]
	plan      *plan
	referrals map[ID[Referral]]bool // only these; nil all of the agreement
	facts     map[int64]bool        // new in this run
	waits     map[int64]bool        // left out: a check looks at what was run
}

// covers tells whether a fact of a referral is worked out when the agreement is settled.
func (u *unsettled) covers(r ID[Referral]) bool {
	return u != nil && (u.referrals == nil || u.referrals[r])
}

// unsettle puts a fact aside until its agreement is settled: only its referral, where referrals have nothing to do with each other.
func (r *runner) unsettle(f *PendingFact, p *plan) error {
	coupled := false
	err := p.spoke(func(v *pick, _ inTime) error { coupled = coupled || v.engine.Coupled(); return nil })
	if err != nil {
		return err
	}
	u := r.unsettled[p.ID]
	if u == nil {
		u = &unsettled{partner: f.Credited, plan: p, facts: map[int64]bool{}}
		if r.unsettled[p.ID] = u; !coupled {
			u.referrals = map[ID[Referral]]bool{}
		}
	}
	if u.facts[f.ID] = true; u.referrals != nil {
		u.referrals[f.Referral] = true
	}
	return nil
}

// unsettleAll puts an agreement aside to be settled as a whole.
func (r *runner) unsettleAll(partner ID[Partner], p *plan) error {
	if u := r.unsettled[p.ID]; u != nil {
		u.referrals = nil
		return nil
	}
	r.unsettled[p.ID] = &unsettled{partner: partner, plan: p, facts: map[int64]bool{}}
	return nil
}

// readUnsettled puts aside what was marked since the last run: agreements of which something about days that were worked out has changed.
func (r *runner) readUnsettled() error {
	list, err := r.t.Unsettled()
	if err != nil || len(list) == 0 {
		return err
	}
	for _, a := range list {
		account, err := r.account(a.Partner)
		if err != nil {
			return err
		}
		for _, p := range account.plans {
			if p.ID == a.ID {
				err = r.unsettleAll(a.Partner, p)
			}
		}
		if err != nil {
			return err
		}
	}
	r.effected += len(list)
	return r.t.Settled()
}

// workOutAgain marks an agreement of which something was changed from a day on that may have been worked out: the next run books what differs.
func (t *tx) workOutAgain(a ID[Agreement], from calendar.Day) error {
	if from > t.today {
		return nil
	}
	t.warn("The next commission run works it out again: what was booked for days from %s on and is not owed is taken back by lines of its own.", from)
	return t.Unsettle(a)
}

// late tells whether a fact comes out of its order: something that was paid or taken back on a later day would be different with it.
func (r *runner) late(j *job) (bool, error) {
	if j.plan.goesBack() {
		return true, nil
	}
	r.places = r.places[:0]
	for part := range j.engine.Parts() {
		r.places = j.engine.Measuring(part, &j.event, r.places)
	}
	if late, err := r.factOvertaken(j.fact, j.plan); err != nil || late {
		return late, err
	}
	if j.engine.HasCap() { // a guaranteed amount that was topped up has used the cap
		for _, rule := range j.engine.Floors() {
			if w, ok := j.engine.FloorWindow(rule, j.event.Day); ok && w.Last() < r.t.today {
				return true, nil
			}
		}
	}
	if j.fact.Kind != FactFee {
		return false, nil
	}
	if last, err := r.lastDone(j.fact.Credited); err != nil || last.Day < j.fact.Day || last.Day == j.fact.Day && last.ID < j.fact.ID {
		return false, err
	}
	fees, err := r.t.FeesOf(j.fact.Referral)
	return err == nil && slices.ContainsFunc(fees, func(f Fee) bool {
		return (f.Kind == Credited || f.Kind == WrittenOff) && f.Day >= j.fact.Day && !f.Void && f.Reverses == 0
	}), err
}

// overtaken tells whether one of r.places has something of a later day, and whether one has something of the same day from an earlier run.
func (r *runner) overtaken(a ID[Agreement], day calendar.Day) (late, sameDay bool, err error) {
	for _, at := range r.places {
		k := r.tally(a, at.Number, at.Window.From, &err)
		late, sameDay = late || k.Last > day, sameDay || k.read == day
	}
	return late, sameDay, err
}

// factOvertaken tells whether one of r.places has something that comes behind a fact.
func (r *runner) factOvertaken(f *PendingFact, p *plan) (bool, error) {
	late, sameDay, err := r.overtaken(p.ID, f.Day)
	if late || !sameDay || err != nil {
		return late, err
	}
	last, err := r.lastDone(f.Credited)
	if err != nil || last.Day != f.Day || last.ID > f.ID {
		return true, err
	}
	return r.dayOver(f.Credited, f.Day)
}

// lastDone is the last fact of a partner that was run before, in the order of a run.
func (r *runner) lastDone(partner ID[Partner]) (*Fact, error) {
	a, err := r.account(partner)
	if err != nil {
		return nil, err
	}
	if a.last == nil {
		f, err := r.t.LastFactDone(partner)
		if err != nil {
			return nil, err
		}
		a.last = &f
	}
	return a.last, nil
}

// dayOver tells whether earlier runs, or people, posted on a day what comes behind all facts of it: services delivered, a period, a guaranteed
// amount, a line reversed by hand. It is asked for one day of a partner, that of the last fact done.
func (r *runner) dayOver(partner ID[Partner], day calendar.Day) (bool, error) {
	a, err := r.account(partner)
	if err != nil || a.over != nil {
		return a.over != nil && *a.over, err
	}
	list, err := r.t.Deliveries(partner)
	if err != nil {
		return false, err
	}
	over := slices.ContainsFunc(list, func(d Delivery) bool { return d.Day == day })
	q := Query{}.With(Is("partner", fmt.Sprint(int64(partner))), Is("day", day.String()),
		Is("kind", string(Retainer), string(FloorTopUp), string(TrueUp), string(Reversal)))
	err = r.t.Standings(q, func(l *LineRow) error {
		switch l.Key[0] {
		case keyPeriod, keyFloor, keyReverse:
			over = true
		}
		return nil
	})
	a.over = &over
	return over, err
}

// settle works out again what is unsettled, agreement after agreement.
func (r *runner) settle() error {
	all := make([]*unsettled, 0, len(r.unsettled))
	for _, u := range r.unsettled {
		all = append(all, u)
	}
	slices.SortFunc(all, func(a, b *unsettled) int { return cmp.Compare(a.plan.ID, b.plan.ID) })
	for _, u := range all {
		if err := r.post.flush(); err != nil {
			return err
		}
		if err := r.settleOne(u); err != nil {
			return err
		}
		if u.referrals == nil {
			r.settled[u.plan.ID] = true
		}
	}
	clear(r.unsettled)
	return r.post.flush()
}

// putOff tells whether what follows from no fact of an agreement is left to settling, or was done by it: where a cap has counted later days.
func (r *runner) putOff(partner ID[Partner], p *plan, e *terms.Engine, rule int, day calendar.Day) (bool, error) {
	if r.settled[p.ID] {
		return true, nil
	}
	if u := r.unsettled[p.ID]; u != nil && u.referrals == nil {
		return true, nil
	}
	r.places = r.places[:0]
	if e.HasCap() {
		r.places = e.Ordered(rule, day, r.places)
	}
	late, sameDay, err := r.overtaken(p.ID, day)
	if late = late || sameDay || p.goesBack(); late && err == nil {
		err = r.unsettleAll(partner, p)
	}
	return late, err
}
