package app

import (
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// settling is an agreement that is settled: its course from the first day on, held against the ledger.
type settling struct {
	*runner
	*unsettled
	course
	has         *booked
	gone        map[ID[Fee]]*PendingFact // fees taken back, and the facts that did it
	undelivered map[int64]*PendingFact   // so of services
	seen        map[int64]bool           // facts
	places      map[slot]int             // of what was worked out
	told        int                      // works from which was taken what a person voided
	seqs        map[slot]int64           // of lines posted now
}

func (r *runner) settleOne(u *unsettled) error {
	s, err := r.workedOut(u)
	if err != nil {
		return err
	}
	s.places = make(map[slot]int, len(s.works))
	for i := range s.works {
		s.places[s.works[i].slot] = i
	}
	return s.book()
}

// workedOut works out again what is unsettled, beside what the ledger holds of it.
func (r *runner) workedOut(u *unsettled) (*settling, error) {
	s := &settling{runner: r, unsettled: u, gone: map[ID[Fee]]*PendingFact{}, undelivered: map[int64]*PendingFact{},
		seen: map[int64]bool{}, seqs: map[slot]int64{}}
	s.course.reasons, s.course.adjusted, s.skip = true, s.corrected, s.voided
	rows, err := s.lines()
	if err != nil {
		return nil, err
	}
	if s.has, err = readBooked(rows); err != nil {
		return nil, err
	}
	return s, s.work()
}

// lines reads what the ledger holds.
func (s *settling) lines() (rows family, err error) {
	if s.referrals == nil {
		err = s.t.Standings(Query{}.With(Is("agreement", fmt.Sprint(int64(s.plan.ID)))), func(l *LineRow) error {
			rows = append(rows, *l)
			return nil
		})
		return rows, err
	}
	for id := range s.referrals {
		list, err := s.t.LinesEarned(id)
		if err != nil {
			return nil, err
		}
		for _, l := range list {
			if l.Agreement == s.plan.ID {
				rows = append(rows, l)
			}
		}
	}
	slices.SortFunc(rows, func(a, b LineRow) int { return int(a.Seq - b.Seq) })
	return rows, nil
}

// work works the agreement out from its first day on.
func (s *settling) work() error {
	until := max(s.runner.until, s.has.last)
	var facts []PendingFact
	err := s.t.Facts(s.unsettled.partner, until, func(f *PendingFact) error {
		if s.covers(f.Referral) && !s.waits[f.ID] {
			facts = append(facts, *f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range facts {
		f := &facts[i]
		if s.seen[f.ID] = true; f.Row.Reverses != 0 {
			s.gone[f.Row.Reverses] = f
		}
	}
	if s.referrals == nil {
		if err := s.endings(&s.course, s.unsettled.partner, s.plan, &pick{}, until); err != nil {
			return err
		}
	}
	if err := s.mistaken(until); err != nil {
		return err
	}
	s.reversedByHand()
	s.begin()
	for i := range facts {
		if err := s.before(facts[i].Day); err != nil {
			return err
		}
		if err := s.one(&facts[i]); err != nil {
			return err
		}
	}
	err = s.before(calendar.MustDate(9999, 12, 31) + 1)
	s.undone()
	return err
}

// one works one fact out.
func (s *settling) one(f *PendingFact) error {
	if f.Row.Reverses != 0 || s.gone[f.Fee] != nil {
		return nil
	}
	if f.takesBack() {
		fees, err := s.t.FeesOf(f.Referral)
		if err != nil || s.refund(f, fees) > 0 || !s.facts[f.ID] {
			return err
		}
		return s.nothingTaken(f)
	}
	use, err := s.speaks(f)
	if err != nil || use == nil {
		return err
	}
	wait, err := s.ready(f, use)
	if err != nil {
		return err
	}
	if wait != "" {
		if s.facts[f.ID] {
			err = s.wait(f, wait)
		}
		return err
	}
	s.course.fact(use, &s.job, s.undone)
	return nil
}

// speaks gives the version that a fact is worked out under: that of its line, so that what was agreed later moves nothing unless it goes back; of a new fact the one
// that speaks for it; none for a fact that paid nothing and can't pay now.
func (s *settling) speaks(f *PendingFact) (*pick, error) {
	if e := s.has.byFact[f.ID]; e != nil {
		why, err := e.line.Why()
		if err != nil {
			return nil, err
		}
		if why.Rate != "" { // converted as it was
			f.Row.Rate, f.Row.RateTo, f.Row.RateDay, f.Row.RateFrom = why.Rate, e.line.Amount.Currency, why.RateDay, why.RateFrom
		}
		use, err := s.pickOf(s.unsettled.partner, e.line.Version)
		if err != nil {
			return nil, err
		}
		return use.on(f.Day)
	}
	c, err := s.choose(f, f.decides())
	if err != nil || c == nil || c.plan.ID != s.plan.ID {
		return nil, err
	}
	if !s.facts[f.ID] && !c.version.Retroactive && (f.Kind != FactFee || f.Frozen == 0 || !c.engine.Asks().FeesBefore) {
		return nil, nil
	}
	return c, nil
}

// voided tells whether a person voided the line of a part: nothing counts it any more.
func (s *settling) voided(of slot) bool {
	e := s.has.bySlot[of]
	return e != nil && e.voided
}

// undone takes out of what was worked out since what a person voided of its true-ups.
func (s *settling) undone() {
	for ; s.told < len(s.works); s.told++ {
		w := &s.works[s.told]
		e := s.has.bySlot[w.slot]
		if e == nil {
			continue
		}
		by := e.undone
		if e.voided { // a step beside its line
			by = w.Amount
		}
		if w.Amount -= by; by != 0 {
			w.engine.Counted(w.rule, w.day, w.window, func(number int, in calendar.Period) { s.sheet.Tally(number, in).Earned -= by })
		}
	}
}

// corrected is by how much a line was corrected by hand before something was taken back of it.
func (s *settling) corrected(of, back slot) (by int64) {
	e, b := s.has.bySlot[of], s.has.bySlot[back]
	if e == nil {
		return 0
	}
	for _, l := range e.adjusts {
		if !l.voided() && (b == nil || l.Seq < b.line.Seq) {
			by += l.Amount.Minor
		}
	}
	return by
}

// reversedByHand puts what people decided among what ends on its day: all that is left of a line that they reversed, and of a mistake what they say,
// also when they voided what took it back.
func (s *settling) reversedByHand() {
	for _, e := range s.has.list {
		if hands := e.byHand(); len(hands) > 0 {
			s.ends = append(s.ends, ending{hands[len(hands)-1].line.Day, func() error { s.reverseAgain(e, hands); return nil }})
		}
		if e.standsAll() {
			s.ends = append(s.ends, ending{e.line.Day, func() error { return s.countAsIs(e.line, e.total()) }})
		}
	}
	for i := range s.has.rows {
		if l := &s.has.rows[i]; s.has.ofMistake(l) {
			s.ends = append(s.ends, ending{l.Day, func() error { return s.countAsIs(l, ruleSum{amount: l.Amount.Minor, base: l.Base}) }})
		}
	}
}

// reverseAgain takes off what people took off a line, and what it has become more since: the last of their reversals has that.
func (s *settling) reverseAgain(e *entry, hands []*entry) {
	at := slices.IndexFunc(s.works, func(w worked) bool { return w.slot == e.slot })
	if at < 0 {
		return
	}
	w := &s.works[at]
	was := e.total()
	for _, p := range e.points {
		if p.slot.what == keyBack && !p.mistake {
			back := p.total()
			was.amount, was.base = was.amount+back.amount, was.base+back.base
		}
	}
	last, along := hands[len(hands)-1], int64(0)
	var by, others ruleSum
	for _, h := range hands {
		others, along = by, along+h.along
		t := h.total()
		by.amount, by.base = by.amount+t.amount, by.base+t.base
	}
	l := last.line
	back := worked{slot: last.slot, day: l.Day, referral: l.Referral, fee: l.Fee, reason: &terms.Reason{Event: "reversed", OfBase: w.Base, OfAmount: w.Amount}}
	if w.engine.TruesUp(w.rule) {
		back.Base = w.TakenBase - w.Base
		s.back(at, back) // all that its window pays less without it
		s.works[len(s.works)-1].Amount += e.undone - along
	} else {
		back.Earned = terms.Earned{Amount: by.amount - (w.Amount + e.undone - w.TakenAmount - was.amount), Base: by.base - (w.Base - w.TakenBase - was.base)}
		s.back(at, back)
	}
	its := &s.works[len(s.works)-1]
	its.Amount, its.Base = its.Amount-others.amount, its.Base-others.base
}

// countAsIs counts what people decided of a mistake: left, put back, or taken off again. It moves nothing that was before.
func (s *settling) countAsIs(l *LineRow, by ruleSum) error {
	use, err := s.pickOf(l.Partner, l.Version)
	if err != nil || use == nil {
		return err
	}
	var window calendar.Day
	if use.engine.PaysBySum(l.Rule) || use.engine.ByPeriod(l.Rule) {
		window = l.Window
	}
	use.engine.Counted(l.Rule, l.Day, window, func(number int, in calendar.Period) {
		t := s.sheet.Tally(number, in)
		t.Earned, t.Last = t.Earned+by.amount, max(t.Last, l.Day)
		if number == l.Rule {
			t.Measured += by.base
		}
	})
	return nil
}

// mistaken finds the services delivered that were taken back.
func (s *settling) mistaken(until calendar.Day) error {
	asks := false
	for i := range s.plan.Versions {
		asks = asks || s.plan.Versions[i].Terms.Asks().Delivered
	}
	if !asks || s.referrals != nil {
		return nil
	}
	list, err := s.t.Deliveries(s.unsettled.partner)
	for _, d := range list {
		if s.seen[int64(d.ID)] = true; d.Reverses != 0 && d.Day <= until {
			s.undelivered[int64(d.Reverses)] = &PendingFact{Fact: Fact{ID: int64(d.ID), Day: d.Day}, Credited: d.Partner}
		}
	}
	return err
}

// nothingTaken leaves a line of zero for a refund that touches nothing.
func (r *runner) nothingTaken(f *PendingFact) error {
	reason := terms.Reason{Currency: f.Row.Amount.Currency, Event: string(f.Row.Kind), Gross: f.Row.Amount.Minor,
		GrossIn: f.Row.Amount.Currency, Nothing: terms.WhyNothingTaken}
	return r.add(&Line{Key: lineKey(keyNothing, f.Credited, f.ID, 0), Partner: f.Credited, Kind: Reversal, Day: f.Day,
		Amount: money.New(0, f.Row.Amount.Currency), Referral: f.Referral, Fee: f.Fee}, &reason, 0)
}
