package app

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// deferLate puts a back-dated fact aside when a tiered rule has measured later days of its window already. The lines of
// that window are worked out again together, once, by rerate.
func (r *runner) deferLate(j job) (bool, error) {
	var key tallyKey
	var failed error
	j.engine.Measuring(&j.event, func(rule int, window calendar.Period) {
		k := tallyKey{j.plan.ID, rule, window.From}
		if r.late[k] != nil || r.tally(j.plan.ID, rule, window.From, &failed).Last > j.event.Day {
			key = k
		}
	})
	if key.agreement == 0 || failed != nil {
		return false, failed
	}
	r.late[key] = append(r.late[key], j)
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
	for _, j := range jobs {
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
			out[n].now = why.Result
			continue
		}
		at[lines[i].Seq] = len(out)
		out = append(out, past{lines[i], why, why.Result})
	}
	return out, nil
}

// payLate pays a deferred fact as its window stood on its day, and counts it.
func (r *runner) payLate(k tallyKey, j job, measured *int64) error {
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
	adds := p.Base
	if e.Counts(k.rule) && p.Kind == Earning {
		adds = 1
	}
	*measured += adds
	if !moved || p.Kind != Earning {
		return nil
	}
	result, _ := e.Rerate(k.rule, before, p.Base, p.reason.Before0)
	if result == p.now {
		return nil
	}
	return r.trueUp(e, k, p, before)
}

func (r *runner) trueUp(e *terms.Engine, k tallyKey, p *past, before int64) error {
	reason, rate := e.Rerated(k.rule, p.Seq, &p.reason, before, p.now)
	amount := reason.Amount()
	if w := e.WindowOf(terms.AllRules, p.Day); w != (calendar.Period{}) {
		var failed error
		allowed := e.Capped(&r.tally(k.agreement, terms.AllRules, w.From, &failed).Tally, amount)
		if failed != nil {
			return failed
		}
		reason.Cut, amount = amount-allowed, allowed
	}
	if err := r.correct(e, &p.Line, amount, rate, reason); err != nil {
		return err
	}
	return r.correctTaken(e, &p.Line, amount)
}

// correct posts a true-up of a line and counts it where the line was counted.
func (r *runner) correct(e *terms.Engine, of *Line, amount int64, rate money.Rate, reason terms.Reason) error {
	var failed error
	if w := e.WindowOf(terms.AllRules, of.Day); w != (calendar.Period{}) {
		all := r.tally(of.Agreement, terms.AllRules, w.From, &failed)
		all.Earned, all.dirty = all.Earned+amount, true
	}
	if w := e.WindowOf(of.Rule, of.Day); of.Rule != terms.AllRules && w != (calendar.Period{}) {
		t := r.tally(of.Agreement, of.Rule, w.From, &failed)
		t.Earned, t.dirty = t.Earned+amount, true
	}
	if failed != nil {
		return failed
	}
	r.again = false
	return r.add(Line{Key: lineKey("true-up", of.Seq, r.post.head.Seq), Partner: of.Partner, Kind: TrueUp, Day: of.Day,
		Amount: money.New(amount, of.Amount.Currency), Rate: rate, Agreement: of.Agreement, Version: of.Version, Rule: of.Rule,
		Window: of.Window, Referral: of.Referral, Fee: of.Fee, Reverses: of.Seq}, reason, 0)
}

// correctTaken trues up what refunds took of a line that now pays more or less: they take the line's own ratio.
func (r *runner) correctTaken(e *terms.Engine, of *Line, by int64) error {
	rows, err := r.t.LinesOfReferral(of.Referral)
	if err != nil {
		return err
	}
	all := family(rows)
	for _, back := range all {
		if back.Reverses != of.Seq || back.Kind != Reversal || back.Base >= 0 || of.Base <= 0 || back.Standing.State == VoidLine && back.Amount.Minor != 0 {
			continue
		}
		_, base := all.net(back.Seq)
		more := money.MulDiv(by, base, of.Base, e.Rounding())
		if more == 0 {
			continue
		}
		now, _ := all.net(back.Seq)
		reason := terms.Reason{Label: e.RuleLabel(of.Rule), Currency: of.Amount.Currency, Event: terms.OnRerated, Of: back.Seq, OfAmount: now, Result: now + more}
		if err := r.correct(e, &back.Line, more, of.Rate, reason); err != nil {
			return err
		}
	}
	return nil
}

// recap goes over a capped window again after back-dated events: what the cap allows goes to the lines in the order of
// their days, so that it is the same as if all had come in time.
func (r *runner) recap(k tallyKey) error {
	var rows family
	err := r.t.Standings(Query{}.With(Is("agreement", fmt.Sprint(int64(k.agreement)))), func(l *LineRow) error {
		rows = append(rows, *l)
		return nil
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	e, err := r.engineOf(rows[0].Partner, rows[len(rows)-1].Version)
	if err != nil || e == nil || !e.HasCap() {
		return err
	}
	slices.SortStableFunc(rows, func(a, b LineRow) int { return int(a.Day - b.Day) })
	running := map[calendar.Day]int64{}
	for _, l := range rows {
		w := e.WindowOf(terms.AllRules, l.Day).From
		if l.Kind != Earning {
			if l.Kind != TrueUp && l.Kind != AdjustmentLine {
				running[w] += l.Amount.Minor
			}
			continue
		}
		if err := r.recapLine(e, rows, l, running, w); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) recapLine(e *terms.Engine, rows family, l LineRow, running map[calendar.Day]int64, w calendar.Day) error {
	why, err := l.Why()
	if err != nil || l.Standing.State == VoidLine && l.Amount.Minor != 0 {
		return err
	}
	result, paid := why.Result, l.Amount.Minor
	for _, t := range rows {
		if t.Reverses == l.Seq && t.Kind == TrueUp {
			now, err := t.Why()
			if err != nil {
				return err
			}
			result, paid = now.Result, paid+t.Amount.Minor
		}
	}
	allowed := e.Capped(&terms.Tally{Earned: running[w]}, result)
	running[w] += allowed
	if allowed == paid {
		return nil
	}
	reason := terms.Reason{Label: why.Label, Currency: l.Amount.Currency, Event: terms.OnRerated, Base: l.Base, Of: l.Seq, OfBase: l.Base,
		OfAmount: paid, Result: result, Cut: result - allowed}
	return r.correct(e, &l.Line, allowed-paid, l.Rate, reason)
}

// floors posts the top-up of every guaranteed amount whose window is over and was not reached.
func (r *runner) floors() error {
	for _, partner := range slices.Sorted(maps.Keys(r.plans)) {
		for _, p := range r.plans[partner] {
			v, ok := p.At(r.until)
			if !ok || v.Terms.Floor == nil {
				continue
			}
			if err := r.floor(partner, p, v); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *runner) floor(partner ID[Partner], p *plan, v AgreementVersion) error {
	e, err := p.engine(v)
	if err != nil {
		return err
	}
	over := min(r.until, r.t.today-1) // the last day of a window has to be over
	for day := p.From; day <= over && (p.To == 0 || day <= p.To); {
		w := e.WindowOf(terms.AllRules, day)
		if w.To > over+1 || w.To <= day {
			return nil
		}
		if err := r.topUp(partner, p, v, e, w); err != nil {
			return err
		}
		day = w.To
	}
	return nil
}

// topUp posts what a finished window lacks to its guaranteed amount; what came in late since is trued up.
func (r *runner) topUp(partner ID[Partner], p *plan, v AgreementVersion, e *terms.Engine, w calendar.Period) error {
	var failed error
	k := r.tally(p.ID, terms.AllRules, w.From, &failed)
	if failed != nil {
		return failed
	}
	lines, err := r.t.LinesOfWindow(p.ID, terms.AllRules, w.From)
	if err != nil {
		return err
	}
	var first, paid int64
	others := k.Tally
	for _, l := range lines {
		others.Earned -= l.Amount.Minor
		if l.Kind == FloorTopUp && first == 0 {
			first = l.Seq
		}
		if l.Kind != Reversal {
			paid += l.Amount.Minor
		}
	}
	wanted, reason := e.FloorTopUp(others, w)
	if wanted == paid {
		return nil
	}
	l := Line{Key: lineKey("floor", p.ID, w.From, r.run), Partner: partner, Kind: FloorTopUp, Day: w.To - 1,
		Amount: money.New(wanted-paid, v.Terms.Currency), Agreement: p.ID, Version: v.ID, Window: w.From}
	if first != 0 {
		l.Kind, l.Reverses = TrueUp, first
		reason = terms.Reason{Label: e.FloorLabel(), Currency: v.Terms.Currency, Event: terms.OnRerated, Of: first, OfAmount: paid, Result: wanted}
	}
	k.Earned, k.dirty, r.again = k.Earned+wanted-paid, true, false
	return r.add(l, reason, v.Terms.HoldDays)
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
func (r *runner) supersede() error {
	for _, plans := range r.plans {
		for _, p := range plans {
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
