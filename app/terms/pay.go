package terms

import (
	"rapport/app/calendar"
	"rapport/app/money"
)

// inside leaves of the gathered rules those that an event is inside of, and says why when none is left: it was before the
// agreement, or after its end and not in the tail. A win or acceptance after the end earns only in a tail of open referrals.
func (e *Engine) inside(ev *Event) (why Why, until calendar.Day) {
	switch {
	case ev.Day < e.start:
		return WhyNotYet, 0
	case ev.End == 0 || ev.Day <= ev.End:
		return "", 0
	}
	left := e.tries[:0]
	for _, t := range e.tries {
		w, last := t.rule.tail.outside(ev)
		switch {
		case w == "":
			left = append(left, t)
		case why == "":
			why, until = w, last
		}
	}
	if e.tries = left; len(left) > 0 {
		return "", 0
	}
	return why, until
}

// outside says why a tail does not hold an event after the agreement's end.
func (tail Tail) outside(ev *Event) (Why, calendar.Day) {
	open := ev.Introduced != 0 && ev.Introduced <= ev.End
	won := ev.Kind == Fee && ev.WonOn != 0 && ev.WonOn <= ev.End
	switch {
	case tail.Kind == TailOpen && open, tail.Kind == TailLife && won:
		return "", 0
	case tail.Kind == TailWon && won:
		over := tail.over(ev.End)
		if over == 0 || ev.Day < over {
			return "", 0
		}
		return WhyTail, over - 1
	}
	return WhyEnded, ev.End
}

// over is the first day after the months of a tail; none when the tail has no end.
func (tail Tail) over(end calendar.Day) calendar.Day {
	if tail.Kind != TailWon {
		return 0
	}
	return (end + 1).AddMonths(tail.Months)
}

// pay works out what one rule pays on an event inside the agreement, or why it does not apply.
func (e *Engine) pay(t *try, ev *Event, book Book) {
	r, m := t.rule, e.terms.Rounding
	if r.over != 0 && ev.Day >= r.over {
		t.why, t.until, t.base = WhyLasted, r.over-1, ev.Base
		return
	}
	t.base, t.prior, t.cost = r.base(ev, m)
	switch r.Kind {
	case FlatOnWin, FlatPerReferral:
		t.amount = ev.part(r.Flat, m)
	case PercentOnce:
		if !ev.First {
			t.why = WhyOnce
			return
		}
		t.rate, t.amount = r.Rate, percent(r.Rate, t.prior, t.base, m)
	case RevenueShare, FeeDivision:
		e.share(t, ev)
	case CharityDonation:
		if t.amount = ev.part(r.Flat, m); ev.Kind == Fee {
			e.share(t, ev)
		}
	case Tiered:
		t.tally = book.Tally(r.no, r.window.of(ev.Day))
		t.before = t.tally.Measured
		e.climb(t, ev)
	case Bonus:
		e.bonus(t, ev, book)
	case Milestone:
		e.milestone(t, ev, book)
	case FixedFee:
		t.amount = r.Flat * ev.Quantity
	}
	e.limitRule(t, ev.Day, book)
}

// share pays a share of a fee in its months.
func (e *Engine) share(t *try, ev *Event) {
	if t.why, t.until = t.rule.share(ev); t.why == "" {
		t.rate, t.amount = t.rule.Rate, percent(t.rule.Rate, t.prior, t.base, e.terms.Rounding)
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

// climb pays by tiers of what the window has measured. At a cliff each receipt of an invoice takes the rate that is
// reached with it.
func (e *Engine) climb(t *try, ev *Event) {
	steps, m := t.rule.steps, e.terms.Rounding
	switch {
	case t.rule.Mode == Retro:
		e.climbBack(t, ev)
		return
	case ev.Kind != Fee:
		t.adds, t.amount = 1, ev.part(steps[steps.at(t.before)].Flat, m)
		return
	}
	after := plus(t.before, t.base)
	t.adds = t.base
	to := steps.at(after)
	if t.rule.Mode == Cliff {
		t.rate = steps[to].Rate
		t.amount = percent(t.rate, t.prior, t.base, m)
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
	case t.none != "":
		return t.none
	case cut > 0:
		return WhyCap
	case ev.Kind == Fee && t.base == 0:
		return WhyNoBase
	case t.rule.Every != "":
		return WhyTooSmall
	case ev.Kind != Fee && ev.Share != 0 && (t.rule.Kind != Tiered || t.rule.steps[t.rule.steps.at(t.before)].Flat != 0):
		return WhyTooSmall
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
	case w == Month:
		return calendar.MonthPeriod(day)
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
