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

// Pay says what an event pays and why, and counts it in the book. The caller adds to the Reason what it did before:
// Gross, GrossIn, Excluded, the exchange rate and Share.
func (e *Engine) Pay(ev *Event, book Book, out *Result) {
	d := e.settle(ev, book, out)
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
		r.Before0 = ev.InvoiceBefore
	}
	if ev.End != 0 && ev.Day > ev.End {
		r.Ended, r.Tail = ev.End, e.terms.Tail.Kind
		if over := e.tailOver(ev.End); over != 0 && (r.Until == 0 || over <= r.Until) {
			r.Until = over - 1
		}
	}
	if t := d.best; t.tally != nil {
		r.Window, r.Before, r.After = t.rule.window.name(), t.before, t.before+t.adds
	}
	if ev.Kind == Fee && r.Base != 0 {
		r.Bands = d.best.bands(r.Base, e.terms.Currency.Digits())
		e.explainRounding(d.best, ev, r)
	}
	if e.terms.Cap != nil {
		left := d.left
		r.Cap, r.CapIn, r.CapLeft, r.Cut = e.terms.Cap.Amount, e.limit.name(), &left, d.cut
	}
	for i := range e.tries {
		if t := &e.tries[i]; t != d.best && t.why == "" {
			r.Losers = append(r.Losers, Loser{Rule: t.rule.label, No: t.rule.no, Amount: t.amount})
		}
	}
}

func (ev *Event) word() string {
	switch ev.Kind {
	case Accepted:
		return OnAccepted
	case Won:
		return OnWon
	}
	return string(ev.FeeKind)
}

// bands is every slice of the base with its rate and its exact amount.
func (t *try) bands(base int64, digits int) []Band {
	if t.rule.Kind != Tiered {
		return []Band{{Slice: base, Rate: t.rate, Exact: t.rate.Exact(base, digits)}}
	}
	steps, after := t.rule.steps, t.before+base
	if t.rule.Mode == Cliff {
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
func (e *Engine) explainRounding(t *try, ev *Event, r *Reason) {
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
	case t.rule.Kind == Tiered && t.rule.Mode != Cliff:
		r.Due0, r.Due1 = t.rule.steps.due(r.Before, m), t.rule.steps.due(r.After, m)
	case ev.InvoiceBefore != 0:
		r.Due0, r.Due1 = t.rate.Of(ev.InvoiceBefore, m), t.rate.Of(ev.InvoiceBefore+ev.Base, m)
	}
}
