package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// outside says why an event earns nothing whatever the rules are: it was before the agreement, or after its end and not
// in the tail. A win or acceptance after the end earns only in a tail of open referrals.
func (e *Engine) outside(ev *Event) (Why, calendar.Day) {
	switch {
	case ev.Day < e.start:
		return WhyNotYet, 0
	case ev.End == 0 || ev.Day <= ev.End:
		return "", 0
	}
	open := ev.Introduced != 0 && ev.Introduced <= ev.End
	won := ev.Kind == Fee && ev.WonOn != 0 && ev.WonOn <= ev.End
	switch tail := e.terms.Tail; {
	case tail.Kind == TailOpen && open, tail.Kind == TailLife && won:
		return "", 0
	case tail.Kind == TailWon && won:
		over := e.tailOver(ev.End)
		if over == 0 || ev.Day < over {
			return "", 0
		}
		return WhyTail, over - 1
	}
	return WhyEnded, ev.End
}

// tailOver is the first day after the months of a tail; none when the tail has no end.
func (e *Engine) tailOver(end calendar.Day) calendar.Day {
	if e.terms.Tail.Kind != TailWon {
		return 0
	}
	return (end + 1).AddMonths(e.terms.Tail.Months)
}

// pay works out what one rule pays on an event inside the agreement, or why it does not apply.
func (e *Engine) pay(t *try, ev *Event, book Book) {
	r, m := t.rule, e.terms.Rounding
	switch r.Kind {
	case FlatOnWin, FlatPerReferral:
		t.amount = ev.part(r.Flat, m)
	case PercentOnce:
		if !ev.First {
			t.why = WhyOnce
			return
		}
		t.rate, t.amount = r.Rate, percent(r.Rate, ev.InvoiceBefore, ev.Base, m)
	case RevenueShare:
		if t.why, t.until = r.share(ev); t.why == "" {
			t.rate, t.amount = r.Rate, percent(r.Rate, ev.InvoiceBefore, ev.Base, m)
		}
	case Tiered:
		t.tally = book.Tally(r.no, r.window.of(ev.Day))
		t.before = t.tally.Measured
		if ev.Kind == Fee {
			e.climb(t, ev)
			return
		}
		t.adds, t.amount = 1, ev.part(r.steps[r.steps.at(t.before)].Flat, m)
	}
}

// part is this partner's part of a flat amount.
func (ev *Event) part(flat int64, m money.Mode) int64 {
	if ev.Share == 0 {
		return flat
	}
	return money.MulDiv(flat, ev.ShareBefore+ev.Share, allOfIt, m) - money.MulDiv(flat, ev.ShareBefore, allOfIt, m)
}

// share says whether a fee is in the months of a revenue share, and its last day.
func (r *rule) share(ev *Event) (Why, calendar.Day) {
	if ev.WonOn == 0 || ev.Day < ev.WonOn {
		return WhyBeforeWin, 0
	}
	if r.Months == 0 {
		return "", 0
	}
	over := ev.WonOn.AddMonths(r.Months)
	switch {
	case over == 0: // beyond the calendar
		return "", 0
	case ev.Day >= over:
		return WhyExpired, over - 1
	}
	return "", over - 1
}

// climb pays a fee by tiers of what its window has measured. At a cliff each receipt of an invoice takes the rate that is
// reached with it.
func (e *Engine) climb(t *try, ev *Event) {
	steps, m := t.rule.steps, e.terms.Rounding
	after := plus(t.before, ev.Base)
	t.adds = ev.Base
	to := steps.at(after)
	if t.rule.Mode == Cliff {
		t.rate = steps[to].Rate
		t.amount = percent(t.rate, ev.InvoiceBefore, ev.Base, m)
		return
	}
	t.amount = steps.due(after, m) - steps.due(t.before, m)
	if low := steps.at(min(t.before, after)); low == steps.top(max(t.before, after)) {
		t.rate = steps[low].Rate
	} else {
		t.mixed = true
	}
}

// top is the step in which a total ends: one that just fills a step is still in it.
func (l ladder) top(x int64) int {
	i := l.at(x)
	if i > 0 && x == l[i].From {
		i--
	}
	return i
}

// zero says why a rule that applies paid nothing.
func (t *try) zero(ev *Event, cut int64) Why {
	switch {
	case cut > 0:
		return WhyCap
	case ev.Kind == Fee && ev.Base == 0:
		return WhyNoBase
	case ev.Kind != Fee, !t.mixed && t.rate.IsZero():
		return WhyFree
	}
	return WhyTooSmall
}

// window is a kind of span with the one last asked for, because events come in the order of their days.
type window struct {
	kind  Window
	start calendar.Day
	span  calendar.Period
	label string
}

// of is the window that a day is in.
func (w *window) of(day calendar.Day) calendar.Period {
	if !w.span.Contains(day) {
		w.span, w.label = w.kind.Of(w.start, day), ""
	}
	return w.span
}

func (w *window) name() string {
	if w.label == "" {
		w.label = w.kind.label(w.span)
	}
	return w.label
}

// Of is the span of this window that holds a day, for an agreement that began on start; none before start. Years of an
// agreement that began on 29 February begin on the 28th where there is no 29th.
func (w Window) Of(start, day calendar.Day) calendar.Period {
	switch {
	case day < start || start == 0:
	case w == CalendarYear:
		return calendar.YearOf(day)
	case w == Quarter:
		return calendar.QuarterOf(day)
	case w == AgreementYear:
		return calendar.AgreementYear(start, day)
	case w == Lifetime:
		return calendar.Period{From: start, To: calendar.MustDate(9999, 12, 31) + 1}
	}
	return calendar.Period{}
}

// label names one span of the window: "calendar year 2026".
func (w Window) label(p calendar.Period) string {
	switch w {
	case CalendarYear:
		return "calendar year " + p.Label()
	case AgreementYear:
		return "the agreement year " + p.Label()
	case Lifetime:
		return "the time since " + p.From.Label()
	}
	return p.Label()
}
