package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// The words of Reason.Event.
const (
	OnAccepted  = "accepted"
	OnWon       = "won"
	OnInvoiced  = "invoiced"
	OnReceived  = "received"
	OnCredited  = "credited"    // a credit note or refund takes a line back
	OnWriteOff  = "written off" // so does an invoice that is not paid
	OnTakenBack = "taken back"  // and a fee that was entered wrongly
	OnRerated   = "re-rated"    // worked out again after an event with an earlier day
	OnAdjusted  = "adjusted"    // by hand
	OnWindowEnd = "window end"  // a floor is looked at
	OnMeeting   = "meeting"
	OnDelivered = "delivered" // a service
	OnPeriod    = "period"    // of a retainer
	OnStep      = "step"      // a cliff with true-up: what the window measured before, at the tier now reached
	OnVAT       = "vat"       // a self-billed document is issued
)

// deal is what settle leaves to be explained.
type deal struct {
	label  string
	until  calendar.Day
	best   *try
	result int64
	left   int64 // of the cap; without a cap the largest number
	cut    int64
}

// Pay says what a part of an event pays and why, and counts it in the book. The caller adds to the Reason what it did before:
// Gross, GrossIn, Excluded, the exchange rate and Share.
func (e *Engine) Pay(part int, ev *Event, book Book, out *Result) {
	d := e.settle(part, ev, book, out)
	out.Up = nil
	out.Reason = Reason{Label: d.label, Currency: e.terms.Currency, Event: ev.word(), Nothing: out.Nothing,
		Base: out.Base, Until: d.until, Result: d.result}
	r := &out.Reason
	if r.Nothing == WhyNotYet {
		r.From = e.start
	}
	if d.best == nil || d.best.why != "" {
		return
	}
	if r.Base != 0 {
		r.Before0 = d.best.prior
	}
	e.explainTail(&d, ev, r)
	e.explainMeasure(d.best, ev, r)
	if ev.Kind == Fee && r.Base != 0 && !d.best.rate.IsZero() || d.best.mixed || d.best.rule.pays(Tiered, Fee) && r.Base != 0 {
		r.Bands = d.best.bands(r.Base, e.terms.Currency.Digits())
		e.explainRounding(d.best, r)
	}
	e.explainCaps(&d, r)
	for i := range e.tries {
		if t := &e.tries[i]; t != d.best && t.why == "" {
			r.Losers = append(r.Losers, Loser{Rule: t.rule.label, No: t.rule.no, Amount: t.amount + t.more})
		}
	}
	if d.best.more != 0 {
		out.Up = e.explainUp(d.best, r, out.TrueUp)
	}
}

func (r *rule) pays(k Kind, on EventKind) bool { return r.Kind == k && r.on == on }

// explainTail says until when this is paid, and what still pays after the agreement's end.
func (e *Engine) explainTail(d *deal, ev *Event, r *Reason) {
	tail := &d.best.rule.tail
	if ev.End == 0 || ev.Day <= ev.End {
		return
	}
	r.Ended, r.Tail = ev.End, tail.Kind
	if over := tail.over(ev.End); over != 0 && (r.Until == 0 || over <= r.Until) {
		r.Until = over - 1
	}
}

// explainMeasure keeps what was measured, which step that reaches, and what the rule itself says.
func (e *Engine) explainMeasure(t *try, ev *Event, r *Reason) {
	rule := t.rule
	r.Cost, r.Payee = t.cost, rule.Payee.To
	if t.tally != nil {
		r.Window, r.Before, r.After = rule.window.name(), t.before, t.before+t.adds
		r.Counts = rule.on != Fee && (rule.Kind != Tiered || rule.Mode == Retro)
	}
	switch {
	case rule.Kind == Bonus:
		r.Reached, r.Next = rule.reached(r.After)
	case rule.Kind == Milestone && rule.On == AtNth:
		if r.Reached = int64(rule.Count); r.After < r.Reached {
			r.Reached, r.Next = 0, r.Reached
		}
	case rule.Kind == Milestone && rule.On == AtFees:
		r.Before, r.After, r.Reached = t.before, t.before+t.base, rule.Over
	case rule.Kind == FixedFee:
		r.Quantity, r.Each = ev.Quantity, rule.Flat
	case rule.Kind == Tiered && rule.Mode == Retro && rule.on != Fee:
		r.Each = rule.steps[t.step].Flat
	}
}

// explainCaps keeps what the caps took: the rule's own, then the agreement's.
func (e *Engine) explainCaps(d *deal, r *Reason) {
	if t := d.best; t.cut != 0 {
		r.RuleCap, r.RuleIn, r.RuleCut = t.rule.Cap.Amount, t.rule.limit.name(), t.cut
	}
	if e.terms.Cap != nil {
		left := d.left
		r.Cap, r.CapIn, r.CapLeft, r.Cut = e.terms.Cap.Amount, e.limit.name(), &left, d.cut
	}
}

// explainUp is the reason of a true-up that a cliff makes beside its line, which has the reason of.
func (e *Engine) explainUp(t *try, of *Reason, pays int64) *Reason {
	r, m := t.rule, e.terms.Rounding
	up := &Reason{Label: of.Label, Currency: of.Currency, Event: OnStep, Window: of.Window, Before: of.Before, After: of.After,
		Counts: of.Counts, Reached: r.steps[t.step].From, Payee: of.Payee}
	up.Due0, up.Due1 = r.at(t.was, t.before, m), r.at(t.step, t.before, m)
	if up.Result = up.Due1 - up.Due0; up.Result > pays {
		up.Cut = up.Result - pays
	}
	if r.on == Fee {
		up.Base = t.before
		up.Bands = []Band{r.steps.band(t.step, t.before, e.terms.Currency.Digits())}
		return up
	}
	up.Each = r.steps[t.step].Flat
	return up
}

func (ev *Event) word() string {
	switch ev.Kind {
	case Accepted:
		return OnAccepted
	case Won:
		return OnWon
	case Meeting:
		return OnMeeting
	case Delivered:
		return OnDelivered
	}
	return string(ev.FeeKind)
}

// bands is every slice of the base with its rate and its exact amount.
func (t *try) bands(base int64, digits int) []Band {
	if t.rule.Kind != Tiered {
		return []Band{{Slice: base, Rate: t.rate, Exact: t.rate.Exact(base, digits)}}
	}
	steps, after := t.rule.steps, t.before+base
	if t.rule.Mode == Cliff || t.rule.Mode == Retro {
		return []Band{steps.band(steps.at(after), base, digits)}
	}
	low, high := min(t.before, after), max(t.before, after)
	var bands []Band
	for i := steps.at(low); i <= steps.top(high) || len(bands) == 0; i++ {
		from, to := low, high
		if i > 0 {
			from = max(low, steps[i].From)
		}
		if end := steps.end(i); end > 0 {
			to = min(high, end)
		}
		slice := to - from
		if base < 0 {
			slice = -slice
		}
		bands = append(bands, steps.band(i, slice, digits))
	}
	return bands
}

func (l ladder) band(i int, slice int64, digits int) Band {
	return Band{From: l[i].From, To: l.end(i), Slice: slice, Rate: l[i].Rate, Exact: l[i].Rate.Exact(slice, digits)}
}

// explainRounding keeps what was rounded, only where rounding changed something. On an invoice paid in parts and on
// tiers the running total is rounded and not the part, so that the parts sum to the whole.
func (e *Engine) explainRounding(t *try, r *Reason) {
	var exact money.Exact
	for i := range r.Bands {
		exact = exact.Plus(r.Bands[i].Rate.Exactly(r.Bands[i].Slice))
	}
	if exact.Is(r.Result) {
		return
	}
	m := e.terms.Rounding
	r.Exact, r.Rounding = exact.Text(r.Currency.Digits(), 0), "half up"
	if m == money.HalfEven {
		r.Rounding = "half even"
	}
	switch {
	case t.rule.Mode == Retro:
		r.Due0, r.Due1 = t.rate.Of(r.Before, m), t.rate.Of(r.After, m)
	case t.rule.Kind == Tiered && t.rule.Mode != Cliff:
		r.Due0, r.Due1 = t.rule.steps.due(r.Before, m), t.rule.steps.due(r.After, m)
	case t.prior != 0:
		r.Due0, r.Due1 = t.rate.Of(t.prior, m), t.rate.Of(t.prior+t.base, m)
	}
}
