package app

import (
	"cmp"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// course is an agreement worked out from its first day on, as if everything had been entered in time: its facts in the order of their
// days, and what follows from no fact on its own day. A fee that was taken back never was. A replay sums up what it pays; settling holds it
// against the ledger.
type course struct {
	sheet terms.Sheet
	works []worked
	at    map[ID[Referral]][]int32 // places in works, once somebody asks
	ends  []ending                 // by day
	given map[slot]int64           // top-ups of guaranteed amounts
	out   terms.Result

	tell     func(day calendar.Day, amount int64) // when set, told of every amount
	reasons  bool                                 // of every amount are kept
	skip     func(slot) bool                      // when set, tells what is left out
	adjusted func(of, back slot) int64            // when set, by how much a line was corrected by hand before something was taken back of it
}

// slot is what a line answers for. The true-ups of a line share it, and working everything out again finds the line by it.
type slot struct {
	what     byte // keyFact, keyRule, keyStep, keyDelivery, keyBack, keyReverse, keyPeriod, keyFloor
	of       int64
	rule     int
	taken    int64 // of keyBack: the fact whose line is taken back, and its rule
	takenOf  int
	takenWas byte
}

// worked is an amount of a course.
type worked struct {
	slot     slot
	engine   *terms.Engine
	version  ID[AgreementVersion]
	day      calendar.Day
	referral ID[Referral]
	fee, of  ID[Fee]
	invoiced bool
	kind     LineKind
	rule     int
	rate     money.Rate
	window   calendar.Day
	gross    int64 // of the fee, in its own currency
	given    int64 // of that, given back; of a refund's amount, what it gave
	reverses int   // 1-based place of what it takes back; 0 none
	terms.Earned
	reason *terms.Reason
	held   []HoldReason
}

// ending is what follows from no fact, on its day: services delivered, a period, a guaranteed amount, a line reversed by hand.
type ending struct {
	day calendar.Day
	do  func() error
}

// begin sorts the endings.
func (c *course) begin() {
	slices.SortStableFunc(c.ends, func(a, b ending) int { return cmp.Compare(a.day, b.day) })
}

// before works out what ended before a day.
func (c *course) before(day calendar.Day) error {
	for len(c.ends) > 0 && c.ends[0].day < day {
		e := c.ends[0]
		c.ends = c.ends[1:]
		if err := e.do(); err != nil {
			return err
		}
	}
	return nil
}

// fact pays the parts of a fact under the terms that speak for it; each is told when one paid.
func (c *course) fact(use *pick, j *job, each func()) {
	for j.part = range use.engine.Parts() {
		if c.skip != nil && c.skip(j.slot(use.engine.PartRule(j.part))) {
			continue
		}
		if c.reasons {
			c.out = terms.Result{}
			use.engine.Pay(j.part, &j.event, &c.sheet, &c.out)
		} else {
			use.engine.PayAmount(j.part, &j.event, &c.sheet, &c.out)
		}
		if !c.out.Posts() {
			continue
		}
		c.earn(use, j)
		if each != nil {
			each()
		}
	}
}

// slot is that of the line of a part.
func (j *job) slot(rule int) slot {
	switch {
	case j.delivery:
		return slot{what: keyDelivery, of: j.fact.ID, rule: rule}
	case j.part == 0:
		return slot{what: keyFact, of: j.fact.ID}
	}
	return slot{what: keyRule, of: j.fact.ID, rule: rule}
}

// earn keeps what a part of a fact pays.
func (c *course) earn(use *pick, j *job) {
	if pays := c.out.Amount + c.out.TrueUp; pays != 0 && c.tell != nil {
		c.tell(j.fact.Day, pays)
	}
	f := j.fact
	if !c.reasons && (f.Kind != FactFee || c.out.Amount == 0 && c.out.Base == 0) {
		return
	}
	w := worked{slot: j.slot(c.out.Rule), engine: use.engine, version: use.version.ID, day: f.Day, referral: f.Referral, fee: f.Fee,
		of: f.Row.Of, invoiced: f.Row.Kind == Invoiced, gross: f.Row.Amount.Minor, rule: c.out.Rule, kind: lineKind(use.engine, c.out.Rule),
		window: c.out.Window.From, rate: c.out.Rate, Earned: terms.Earned{Amount: c.out.Amount, Base: c.out.Base, Rounding: use.engine.Rounding()}}
	if c.reasons {
		reason := c.out.Reason
		j.explain(&reason)
		w.reason, w.held = &reason, j.holds(c.out.Rule)
	}
	c.keep(w)
	if c.reasons && c.out.Up != nil {
		up := w
		up.slot, up.kind, up.reason = slot{what: keyStep, of: f.ID, rule: c.out.Rule}, TrueUp, c.out.Up
		up.Amount, up.Base = c.out.TrueUp, 0
		c.keep(up)
	}
}

func (c *course) keep(w worked) {
	c.works = append(c.works, w)
	if c.at != nil {
		c.at[w.referral] = append(c.at[w.referral], int32(len(c.works)-1))
	}
}

// ofReferral gives the places of a referral's amounts. They are looked up once somebody asks: most agreements have no refunds.
func (c *course) ofReferral(r ID[Referral]) []int32 {
	if c.at == nil {
		c.at = map[ID[Referral]][]int32{}
		for i := range c.works {
			id := c.works[i].referral
			c.at[id] = append(c.at[id], int32(i))
		}
	}
	return c.at[r]
}

// refund takes back what a refund or write-off touches of what there was by then, newest first, until its amount is used up.
func (c *course) refund(f *PendingFact, fees []Fee) (n int) {
	places := c.ofReferral(f.Referral)
	gross, uses := c.refunded(f, fees, places), map[ID[Fee]]int64{}
	for i := len(places) - 1; i >= 0; i-- {
		w := &c.works[places[i]]
		if !w.touchedBy(f) {
			continue
		}
		use, known := uses[w.fee]
		if !known {
			use = max(0, min(gross, w.gross-w.given))
			uses[w.fee] = use
			gross -= use
		}
		if use = min(use, w.gross-w.given); use > 0 {
			if n++; c.skip == nil || !c.skip(backSlot(f.ID, w.slot)) {
				c.giveBack(f, int(places[i]), use)
			}
		}
	}
	return n
}

// asksFees tells whether the other fees of the referral matter to a refund: not where it is of a receipt that was worked out.
func (c *course) asksFees(f *PendingFact) bool {
	return f.Row.Of != 0 && !slices.ContainsFunc(c.ofReferral(f.Referral), func(i int32) bool {
		w := &c.works[i]
		return w.reverses == 0 && w.fee == f.Row.Of && !w.invoiced
	})
}

// touchedBy tells whether a refund or write-off takes of this amount.
func (w *worked) touchedBy(f *PendingFact) bool {
	return w.reverses == 0 && w.fee != 0 && (w.kind == Earning || w.kind == Bonus) && about(f.Row, Fee{ID: w.fee, Of: w.of})
}

// refunded is how much of the fee is taken back: a credit note first lowers what is still open on its invoice.
func (c *course) refunded(f *PendingFact, fees []Fee, places []int32) int64 {
	for _, i := range places {
		if w := &c.works[i]; w.invoiced && w.touchedBy(f) {
			return f.Row.Amount.Minor
		}
	}
	for i := range fees {
		if fees[i].ID == f.Row.Of && fees[i].Kind == Invoiced {
			return beyondOpen(fees, f.Row)
		}
	}
	return f.Row.Amount.Minor
}

// giveBack takes back of one amount what giving back so much of its fee asks for.
func (c *course) giveBack(f *PendingFact, place int, use int64) {
	w := &c.works[place]
	s := backSlot(f.ID, w.slot)
	e := w.Earned
	if c.adjusted != nil {
		e.Amount += c.adjusted(w.slot, s)
	}
	want := e.Base - e.TakenBase
	if w.gross > 0 { // on the running total, so that the last refund takes the remainder
		want = min(want, money.MulDiv(w.given+use, e.Base, w.gross, money.HalfUp)-e.TakenBase)
	}
	amount, used := terms.Reverse(e, want)
	var reason *terms.Reason
	if c.reasons {
		reason = &terms.Reason{OfBase: e.Base, OfAmount: e.Amount, Taken: e.TakenAmount, Used: use, Event: takeBackEvent(f.Row),
			Gross: f.Row.Amount.Minor, GrossIn: f.Row.Amount.Currency}
		if amount == 0 {
			reason.Nothing = terms.WhyTooSmall
		}
	}
	back := worked{slot: s, day: f.Day, referral: f.Referral, fee: f.Fee, of: f.Row.Of, given: use, reason: reason}
	back.Earned = terms.Earned{Amount: amount, Base: -used}
	c.back(place, back)
}

// back takes an amount and a base off what was worked out, and out of what its rule, cap and floor have measured and paid.
func (c *course) back(place int, b worked) {
	w := &c.works[place]
	e := w.engine
	var window calendar.Day
	lowers := b.Base
	if e.Counts(w.rule) && e.TruesUp(w.rule) { // by hand; counts have no base
		lowers = w.reason.Before - w.reason.After
	}
	if e.PaysBySum(w.rule) && (b.slot.what == keyBack || e.TruesUp(w.rule)) {
		window = w.window
		tally := *c.sheet.Tally(w.rule, e.WindowOf(w.rule, window))
		if b.reason != nil {
			e.Lowered(w.rule, tally, -lowers, b.reason)
			if b.reason.Window, b.reason.Nothing = w.reason.Window, ""; b.reason.Result == 0 {
				b.reason.Nothing = terms.WhyNothingTaken
			}
		}
		b.Amount = e.Lower(w.rule, tally, -lowers)
	} else if e.PaysBySum(w.rule) || e.ByPeriod(w.rule) { // by hand, all that is left
		window = w.window
	}
	if w.rule != 0 || w.kind == FloorTopUp {
		e.Counted(w.rule, b.day, window, func(number int, in calendar.Period) {
			if e.ByPeriod(number) {
				return // it was due all the same
			}
			t := c.sheet.Tally(number, in)
			t.Earned, t.Last = t.Earned+b.Amount, max(t.Last, b.day)
			if number == w.rule {
				t.Measured += lowers
			}
		})
	}
	if c.tell != nil && b.Amount != 0 {
		c.tell(b.day, b.Amount)
	}
	w.TakenAmount, w.TakenBase, w.given = w.TakenAmount-b.Amount, w.TakenBase-b.Base, w.given+b.given
	if b.reason != nil {
		b.reason.Label, b.reason.Currency, b.reason.Base, b.reason.Result = w.reason.Label, w.reason.Currency, b.Base, b.Amount
	}
	b.engine, b.version, b.kind, b.rule, b.rate, b.window, b.reverses = e, w.version, Reversal, w.rule, w.rate, backWindow(e, w.rule, window, b.day), place+1
	c.keep(b)
}

// backWindow is the window that a line which takes back names: of a rule that pays by the total of a window that one, else that of its own day.
func backWindow(e *terms.Engine, rule int, of, day calendar.Day) calendar.Day {
	if of != 0 {
		return of
	}
	if w := e.WindowOf(rule, day); w != (calendar.Period{}) {
		return w.From
	}
	return e.WindowOf(terms.AllRules, day).From
}
