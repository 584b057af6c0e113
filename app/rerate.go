package app

import (
	"cmp"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// deferLate puts a back-dated fact aside when a tiered rule has measured later days of its window already. The lines of
// that window are worked out again together, once, by rerate.
func (r *runner) deferLate(j *job) (bool, error) {
	var key tallyKey
	var failed error
	j.engine.Measuring(j.part, &j.event, func(rule int, window calendar.Period) {
		k := tallyKey{j.plan.ID, rule, window.From}
		if r.late[k] != nil || r.tally(j.plan.ID, rule, window.From, &failed).Last > j.event.Day {
			key = k
		}
	})
	if key.agreement == 0 || failed != nil {
		return false, failed
	}
	fact, later := *j.fact, *j // the queue's reader uses its row again
	later.fact = &fact
	r.late[key] = append(r.late[key], later)
	return true, nil
}

// rerate works through the deferred facts: each gets the line it would have had in time, and every later line of the
// window that this moves gets a true-up line with the difference. Past lines never move.
func (r *runner) rerate() error {
	if len(r.late) == 0 && len(r.moved) == 0 {
		return nil
	}
	late, moved := r.late, r.moved
	r.late, r.moved = map[tallyKey][]job{}, map[tallyKey]calendar.Day{}
	keys := make([]tallyKey, 0, len(late)+len(moved))
	for k := range late {
		keys = append(keys, k)
	}
	for k := range moved {
		if late[k] == nil {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, tallyKey.compare)
	for _, k := range keys {
		if err := r.post.flush(); err != nil {
			return err
		}
		if err := r.rerateWindow(k, late[k], moved[k]); err != nil {
			return err
		}
		if err := r.post.flush(); err != nil {
			return err
		}
		if err := r.recap(k); err != nil {
			return err
		}
	}
	return nil
}

// compare orders windows, so that the same facts always give the same lines in the same order.
func (k tallyKey) compare(o tallyKey) int {
	return cmp.Or(cmp.Compare(k.agreement, o.agreement), cmp.Compare(k.rule, o.rule), cmp.Compare(k.window, o.window))
}

// past is an earning line of a window with what true-ups have made of it.
type past struct {
	Line
	reason terms.Reason
	now    int64 // its result before the cap, after true-ups
	paid   int64 // what it comes to after the cap, true-ups included
}

// rerateWindow goes through a window in the order of days, earlier entries of a day first. from is the day of a take-back
// in it, 0 none: lines from that day on are worked out again.
func (r *runner) rerateWindow(k tallyKey, jobs []job, from calendar.Day) error {
	lines, err := r.t.LinesOfWindow(k.agreement, k.rule, k.window)
	if err != nil {
		return err
	}
	walk, err := pastLines(lines)
	if err != nil {
		return err
	}
	slices.SortStableFunc(jobs, func(a, b job) int { return int(a.event.Day - b.event.Day) })
	var measured int64
	late := false
	moved := func(p *past) bool { return late || from != 0 && p.Day >= from }
	i := 0
	for n := range jobs {
		j := &jobs[n]
		for ; i < len(walk) && walk[i].Day <= j.event.Day; i++ {
			if err := r.pass(k, &walk[i], &measured, moved(&walk[i])); err != nil {
				return err
			}
		}
		if err := r.payLate(k, j, &measured); err != nil {
			return err
		}
		late = true
	}
	for ; i < len(walk); i++ {
		if err := r.pass(k, &walk[i], &measured, moved(&walk[i])); err != nil {
			return err
		}
	}
	return nil
}

// pastLines gives the lines that a window measured, with the true-ups that point at them folded in.
func pastLines(lines []Line) ([]past, error) {
	var out []past
	at := map[int64]int{}
	for i := range lines {
		why, err := lines[i].Why()
		if err != nil {
			return nil, err
		}
		if n, ok := at[lines[i].Reverses]; ok && lines[i].Kind == TrueUp {
			out[n].now, out[n].paid = why.Result, out[n].paid+lines[i].Amount.Minor
			continue
		}
		at[lines[i].Seq] = len(out)
		out = append(out, past{lines[i], why, why.Result, lines[i].Amount.Minor})
	}
	return out, nil
}

// payLate pays a deferred fact as its window stood on its day, and counts it.
func (r *runner) payLate(k tallyKey, j *job, measured *int64) error {
	var failed error
	real := r.tally(k.agreement, k.rule, k.window, &failed)
	if failed != nil {
		return failed
	}
	stood := terms.Tally{Measured: *measured, Last: j.event.Day}
	book := tallyBook{r: r, agreement: k.agreement, late: k, stood: &stood}
	r.again = j.fact.Again
	if err := r.pay(j, &book); err != nil {
		return err
	}
	real.Earned, real.Measured, real.dirty = real.Earned+stood.Earned, real.Measured+stood.Measured-*measured, true
	real.Last = max(real.Last, j.event.Day)
	*measured = stood.Measured
	return nil
}

// pass counts a past line and, when a back-dated event came before it, posts the true-up that it needs.
func (r *runner) pass(k tallyKey, p *past, measured *int64, moved bool) error {
	e, err := r.engineOf(p.Partner, p.Version)
	if err != nil || e == nil {
		return err
	}
	before := *measured
	adds, err := measuredBy(e, &p.Line)
	if err != nil {
		return err
	}
	*measured += adds
	if !moved || p.Kind != Earning {
		return nil
	}
	result, _ := e.Rerate(k.rule, before, p.Base, &p.reason)
	if result == p.now {
		return nil
	}
	return r.trueUp(e, k, p, before)
}

func (r *runner) trueUp(e *terms.Engine, k tallyKey, p *past, before int64) error {
	reason, rate := e.Rerated(k.rule, p.Seq, &p.reason, before, p.now)
	if e.HasCap() {
		own, err := r.without(k.agreement, e, terms.LimitOf(k.rule), p)
		if err != nil {
			return err
		}
		all, err := r.without(k.agreement, e, terms.AllRules, p)
		if err != nil {
			return err
		}
		leaves := e.RuleCapped(k.rule, &own, reason.Result)
		reason.OfAmount, reason.RuleCut = p.paid, reason.Result-leaves
		reason.Cut = leaves - e.Capped(&all, leaves)
	}
	amount := reason.Amount()
	if amount == 0 {
		return nil
	}
	if err := r.correct(e, &p.Line, amount, rate, reason); err != nil {
		return err
	}
	return r.correctTaken(e, &p.Line, amount)
}

// without is the tally of a cap without what a line has paid: what the cap leaves is worked out anew.
func (r *runner) without(a ID[Agreement], e *terms.Engine, number int, p *past) (tally terms.Tally, err error) {
	if w := e.WindowOf(number, p.Day); w != (calendar.Period{}) {
		tally = r.tally(a, number, w.From, &err).Tally
		tally.Earned -= p.paid
	}
	return tally, err
}

// correct posts a true-up of a line and counts it where the line was counted.
func (r *runner) correct(e *terms.Engine, of *Line, amount int64, rate money.Rate, reason terms.Reason) error {
	r.again = false
	l := Line{Key: lineKey(keyTrueUp, of.Seq, r.post.head.Seq, 0), Partner: of.Partner, Kind: TrueUp, Day: of.Day,
		Amount: money.New(amount, of.Amount.Currency), Rate: rate, Agreement: of.Agreement, Version: of.Version, Rule: of.Rule,
		Window: of.Window, Referral: of.Referral, Fee: of.Fee, Reverses: of.Seq}
	if err := r.count(e, &l); err != nil {
		return err
	}
	return r.add(&l, &reason, 0)
}

// correctTaken trues up what refunds took of a line that now pays more or less: they take the line's own ratio, on the
// running total of what they took of its base.
func (r *runner) correctTaken(e *terms.Engine, of *Line, by int64) error {
	rows, err := r.t.LinesOfReferral(of.Referral)
	if err != nil || of.Base <= 0 {
		return err
	}
	all := family(rows)
	pays := all.earned(LineRow{Line: *of}, Fee{}).Amount + by
	var taken int64
	for _, back := range all {
		if back.Reverses != of.Seq || back.Kind != Reversal || back.voided() {
			continue
		}
		now, base := all.net(back.Seq)
		wanted := money.MulDiv(pays, taken, of.Base, e.Rounding()) - money.MulDiv(pays, taken-base, of.Base, e.Rounding())
		taken -= base
		if wanted == now || base >= 0 {
			continue
		}
		reason := terms.Reason{Label: e.RuleLabel(of.Rule), Currency: of.Amount.Currency, Event: terms.OnRerated, Of: back.Seq, OfAmount: now, Result: wanted}
		if err := r.correct(e, &back.Line, wanted-now, of.Rate, reason); err != nil {
			return err
		}
	}
	return nil
}

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
	r.released = len(free)
	return r.t.PutStanding(free)
}

// supersede marks the versions whose successor's day has come.
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
			}
		}
	}
	return nil
}
