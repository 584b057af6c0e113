package app

import (
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// book posts what the course pays and the ledger does not hold: lines of what is new, and true-ups of what differs. What was entered by mistake
// is reversed.
func (s *settling) book() error {
	even := s.even()
	for i := range s.works {
		w := &s.works[i]
		e := s.has.bySlot[w.slot]
		var err error
		switch {
		case even[windowOf(w.rule, w.window)] && (e != nil || !s.facts[w.slot.of]):
		case e == nil && (s.facts[w.slot.of] || w.Amount != 0 || w.Base != 0 || w.slot.what == keyPeriod):
			err = s.enter(w)
		case e != nil && !e.voided:
			err = s.hold(e, w)
		}
		if err != nil {
			return err
		}
	}
	for _, e := range s.has.list {
		if _, ok := s.places[e.slot]; ok || e.voided || e.mistake || e.gone || e.slot.what == keyReverse {
			continue
		}
		if s.mistake(e) == nil && even[windowOf(e.line.Rule, e.line.Window)] {
			continue
		}
		if err := s.takeAway(e); err != nil {
			return err
		}
	}
	if s.referrals != nil {
		return nil
	}
	return s.measured()
}

// ruleWindow is a window of a rule.
type ruleWindow struct {
	rule int
	from calendar.Day
}

func windowOf(rule int, from calendar.Day) ruleWindow { return ruleWindow{rule, from} }

// even gives the windows of rules that pay by their total in which the ledger holds that total: which line holds which part of it depends on the
// order of entry, and stays.
func (s *settling) even() map[ruleWindow]bool {
	if s.plan.goesBack() { // a number may have been another rule's
		return nil
	}
	differs, seen := map[ruleWindow]ruleSum{}, map[ruleWindow]bool{}
	for i := range s.works {
		w := &s.works[i]
		e := s.has.bySlot[w.slot]
		if !w.engine.InAnyOrder(w.rule) || e == nil && s.facts[w.slot.of] {
			continue
		}
		k := windowOf(w.rule, w.window)
		d := differs[k]
		d.amount, d.base = d.amount+w.Amount, d.base+w.Base
		if e != nil {
			d.amount += e.undone
		}
		differs[k], seen[k] = d, true
	}
	for _, e := range s.has.list {
		k := windowOf(e.line.Rule, e.line.Window)
		if e.voided || s.mistake(e) != nil || e.of != nil && s.mistake(e.of) != nil {
			continue
		}
		for _, sum := range e.sums {
			if k.rule = sum.rule; seen[k] {
				d := differs[k]
				differs[k] = ruleSum{amount: d.amount - sum.amount, base: d.base - sum.base}
			}
		}
	}
	even := map[ruleWindow]bool{}
	for k := range seen {
		even[k] = differs[k] == ruleSum{}
	}
	return even
}

// enter posts a line that the ledger does not have.
func (s *settling) enter(w *worked) error {
	l := Line{Partner: s.unsettled.partner, Kind: w.kind, Day: w.day, Amount: money.New(w.Amount, w.reason.Currency), Base: w.Base, Rate: w.rate,
		Agreement: s.plan.ID, Version: w.version, Rule: w.rule, Window: w.window, Referral: w.referral, Fee: w.fee}
	hold := w.engine.HoldDays(w.rule)
	switch w.slot.what {
	case keyFact:
		l.Key = lineKey(keyFact, l.Partner, w.slot.of, w.version)
	case keyBack:
		l.Reverses, hold = s.seqOf(w.reverses), 0
		l.Key, w.reason.Of = lineKey(keyBack, l.Partner, w.slot.of, l.Reverses), l.Reverses
	case keyPeriod, keyFloor:
		l.Key = lineKey(w.slot.what, int64(w.rule)<<32|int64(s.plan.ID), w.window, s.run)
	default:
		l.Key = lineKey(w.slot.what, l.Partner, w.slot.of<<8|int64(w.slot.rule), w.version)
	}
	s.held = w.held
	defer func() { s.held = nil }()
	s.seqs[w.slot] = s.post.head.Seq + 1
	if !s.facts[w.slot.of] && w.Amount != 0 {
		s.changed(w.Amount)
	}
	return s.counted(w.engine, &l, w.reason, hold)
}

// seqOf is the line of what was worked out at a 1-based place.
func (s *settling) seqOf(place int) int64 {
	of := s.works[place-1].slot
	if e := s.has.bySlot[of]; e != nil {
		return e.line.Seq
	}
	return s.seqs[of]
}

// counted posts a line and counts it where lines of its rule are counted.
func (s *settling) counted(e *terms.Engine, l *Line, reason *terms.Reason, holdDays int) error {
	l.Reason = reason.Compact()
	if err := s.count(e, l); err != nil {
		return err
	}
	s.runner.again = false
	return s.add(l, reason, holdDays)
}

// hold trues a line up to what is worked out now: what it was under one rule, and under another when that one pays now.
func (s *settling) hold(e *entry, w *worked) error {
	e.sum(w.rule)
	for _, sum := range e.sums {
		amount, base := -sum.amount, -sum.base
		by, reason := *w, w.reason
		if sum.rule == w.rule {
			amount, base = amount+w.Amount+e.undone, base+w.Base
		} else if use, err := s.underOf(e, sum.rule); err != nil {
			return err
		} else { // another rule pays now
			by.engine, by.version = use.engine, use.version.ID
			reason = &terms.Reason{Label: use.engine.RuleLabel(sum.rule), Currency: w.reason.Currency}
		}
		var used int64
		if w.slot.what == keyBack && sum.rule == w.rule {
			used = w.given - s.given(e)
		}
		if amount == 0 && base == 0 && used == 0 {
			continue
		}
		if err := s.trueUp(e, &by, sum, amount, base, used, reason); err != nil {
			return err
		}
	}
	return nil
}

func (s *settling) trueUp(e *entry, w *worked, sum ruleSum, amount, base, used int64, of *terms.Reason) error {
	l := Line{Key: lineKey(keyTrueUp, e.line.Seq, s.post.head.Seq, 0), Partner: e.line.Partner, Kind: TrueUp, Day: e.line.Day,
		Amount: money.New(amount, e.line.Amount.Currency), Base: base, Agreement: s.plan.ID, Version: w.version, Rule: sum.rule,
		Window: e.line.Window, Referral: e.line.Referral, Fee: e.line.Fee, Reverses: e.line.Seq}
	reason := rerated(of, sum, used, e.line.Seq)
	if w.reason == of {
		l.Rate, l.Window = w.rate, w.window
		reason.OfAmount -= e.undone
	} else { // another rule pays now
		reason.Nothing = terms.WhyBeside
	}
	if w.reverses != 0 {
		reason = &terms.Reason{Label: of.Label, Currency: of.Currency, Event: terms.OnRerated, Of: e.line.Seq, OfAmount: reason.OfAmount,
			Result: reason.OfAmount + amount, Used: used}
	}
	if err := s.because(e, reason); err != nil {
		return err
	}
	s.changed(amount)
	return s.counted(w.engine, &l, reason, 0)
}

// rerated is the reason of a true-up of a line that comes to sum: what it is worked out to now.
func rerated(now *terms.Reason, sum ruleSum, used, seq int64) *terms.Reason {
	r := *now
	r.Event, r.Of, r.OfBase, r.OfAmount, r.Used, r.Taken = terms.OnRerated, seq, sum.base, sum.amount, used, 0
	r.Gross, r.GrossIn, r.Excluded, r.Rate, r.RateDay, r.RateFrom = 0, "", 0, "", 0, ""
	if r.Floor != 0 {
		r.Floor, r.Before, r.Window = 0, 0, ""
	}
	return &r
}

// mistake gives the fact that took back what an entry is for; nil when it stands.
func (s *settling) mistake(e *entry) *PendingFact {
	if e.slot.what == keyDelivery {
		return s.undelivered[e.slot.of]
	}
	if e.line.Fee == 0 {
		return nil
	}
	return s.gone[e.line.Fee]
}

// takeAway leaves nothing of a line that is for nothing any more, its true-ups included.
func (s *settling) takeAway(e *entry) error {
	f := s.mistake(e)
	if f == nil && !s.seen[e.slot.of] && e.slot.what != keyPeriod && e.slot.what != keyFloor {
		return nil
	}
	for _, sum := range e.own() {
		if sum.amount == 0 && sum.base == 0 {
			continue
		}
		use, err := s.underOf(e, sum.rule)
		if err != nil || use == nil {
			return err
		}
		if f == nil || e.gone {
			w := worked{engine: use.engine, version: use.version.ID, day: e.line.Day, rule: sum.rule, window: e.line.Window, reason: &terms.Reason{Label: use.engine.RuleLabel(sum.rule), Currency: e.line.Amount.Currency}}
			if err := s.trueUp(e, &w, sum, -sum.amount, -sum.base, -s.given(e), w.reason); err != nil {
				return err
			}
			continue
		}
		e.gone = true
		if err := s.reverse(e, f, use, sum); err != nil {
			return err
		}
	}
	if f == nil || e.gone || len(e.byHand()) == 0 {
		return nil
	}
	use, err := s.underOf(e, e.line.Rule) // nothing is left; the line says since when, so that what is put back from here on stands
	if err != nil || use == nil {
		return err
	}
	return s.reverse(e, f, use, ruleSum{rule: e.line.Rule})
}

// given is how much of its fee what takes back gave back.
func (s *settling) given(e *entry) int64 {
	if e.slot.what != keyBack {
		return 0
	}
	return s.has.rows.given(*e.line)
}

// reverse takes a line back whose fee, refund or delivery was a mistake.
func (s *settling) reverse(e *entry, f *PendingFact, use *pick, sum ruleSum) error {
	of, engine := e.line, use.engine
	l := Line{Key: lineKey(keyBack, of.Partner, f.ID, of.Seq), Partner: of.Partner, Kind: Reversal, Day: f.Day,
		Amount: money.New(-sum.amount, of.Amount.Currency), Base: -sum.base, Rate: of.Rate, Agreement: of.Agreement, Version: use.version.ID,
		Rule: sum.rule, Referral: of.Referral, Fee: f.Fee, Reverses: of.Seq}
	var window calendar.Day
	if engine.PaysBySum(sum.rule) {
		window = of.Window
	}
	l.Window = backWindow(engine, sum.rule, window, l.Day)
	if f.Fee == 0 {
		l.Key = lineKey(keyDelivery, of.Partner, f.ID<<8|int64(e.slot.rule), of.Version)
	}
	why, err := of.Why()
	if err != nil {
		return err
	}
	reason := &terms.Reason{Label: why.Label, Currency: of.Amount.Currency, Event: terms.OnTakenBack, Gross: max(f.Row.Amount.Minor, -f.Row.Amount.Minor),
		GrossIn: f.Row.Amount.Currency, Base: l.Base, Of: of.Seq, OfBase: of.Base, OfAmount: of.Amount.Minor, Taken: of.Amount.Minor - sum.amount,
		Used: -s.given(e), Result: l.Amount.Minor}
	return s.counted(engine, &l, reason, 0)
}

// measured keeps what the rules have measured.
func (s *settling) measured() error {
	failed := s.forgetMeasured()
	s.sheet.Each(func(number int, w calendar.Period, t *terms.Tally) {
		k := s.tally(s.plan.ID, number, w.From, &failed)
		k.Last, k.dirty = max(k.Last, t.Last), true
		if number != terms.AllRules {
			k.Measured = t.Measured
		}
	})
	return failed
}

// forgetMeasured empties what was measured of the lines there were, also by rules that did not win: a mistake, or terms that go back, may leave nothing
// to measure where it was.
func (s *settling) forgetMeasured() (failed error) {
	for _, e := range s.has.list {
		use, err := s.pickOf(e.line.Partner, e.line.Version)
		if err != nil {
			return err
		}
		if use == nil {
			continue
		}
		for i := range use.version.Terms.Rules {
			w := use.engine.WindowOf(i+1, e.line.Day)
			if w == (calendar.Period{}) {
				continue
			}
			if k := s.tally(s.plan.ID, i+1, w.From, &failed); k.Measured != 0 {
				k.Measured, k.dirty = 0, true
			}
		}
	}
	return failed
}
