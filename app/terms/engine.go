package terms

import (
	"math"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Engine is Terms made ready to pay the events of one agreement, in the order of their days. It remembers the window it
// was last in and is used by one goroutine at a time; what was measured is in the Book alone.
type Engine struct {
	terms Terms
	start calendar.Day
	none  Why // these terms pay no money
	rules []rule
	limit window // of cap and floor
	tries []try
}

type rule struct {
	Rule
	no     int // 1-based
	on     EventKind
	earns  FeeKind
	label  string
	steps  ladder
	window window
}

// try is what one rule would pay.
type try struct {
	rule   *rule
	amount int64
	rate   money.Rate
	mixed  bool // several rates
	why    Why
	until  calendar.Day
	tally  *Tally
	before int64 // measured
	adds   int64 // to what is measured
}

// Compile makes terms ready for an agreement that began on start. It refuses what Check refuses.
func Compile(t Terms, start calendar.Day) (*Engine, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	if start == 0 {
		return nil, wrong("from", "The agreement has no first day.", "Give the day it begins.")
	}
	e := &Engine{terms: t, start: start, rules: make([]rule, len(t.Rules)), tries: make([]try, 0, len(t.Rules))}
	for i, r := range t.Rules {
		e.rules[i] = rule{Rule: r, no: i + 1, on: r.trigger(), earns: r.fee(), label: r.Label(t.Currency),
			steps: climb(r.Tiers), window: window{kind: r.Window, start: start}}
		switch r.Kind {
		case ReciprocalOnly:
			e.none = WhyReciprocal
		case NoPayment:
			e.none = WhyNoPayment
		}
	}
	if l := t.limited(); l != nil {
		e.limit = window{kind: l.Window, start: start}
	}
	return e, nil
}

// limited is the cap, or the floor when there is no cap; both have the same window.
func (t *Terms) limited() *Limit {
	if t.Cap != nil {
		return t.Cap
	}
	return t.Floor
}

// trigger is the event that a rule waits for.
func (r *Rule) trigger() EventKind {
	switch {
	case r.Kind == FlatPerReferral, r.Kind == Tiered && r.Measure == ByAcceptedCount:
		return Accepted
	case r.Kind == PercentOnce, r.Kind == RevenueShare, r.Kind == Tiered && r.Measure == ByRevenue:
		return Fee
	}
	return Won
}

// fee is the fee event that a rule is paid on.
func (r *Rule) fee() FeeKind {
	if r.Basis == OnInvoice {
		return Invoiced
	}
	return Received
}

// serves tells whether a rule applies to a service line, in any case of letters; a rule without services applies to all.
func (r *Rule) serves(service string) bool {
	for _, s := range r.Services {
		if strings.EqualFold(s, service) {
			return true
		}
	}
	return len(r.Services) == 0
}

// PayAmount is Pay without the Reason, for replays: the same amounts, rules and tallies, and nothing is allocated.
func (e *Engine) PayAmount(ev *Event, book Book, out *Result) {
	out.Reason = Reason{}
	e.settle(ev, book, out)
}

// settle pays an event and counts it in the book. It returns what there is to explain.
func (e *Engine) settle(ev *Event, book Book, out *Result) (d deal) {
	out.Amount, out.Base, out.Rate, out.Rule, out.Window, out.Nothing = 0, 0, money.Rate{}, 0, calendar.Period{}, ""
	d.label, out.Nothing = e.gather(ev, out)
	if ev.Kind == Fee {
		out.Base = ev.Base
	}
	if out.Nothing != "" {
		return d
	}
	if out.Nothing, d.until = e.outside(ev); out.Nothing != "" {
		out.Rule = 0 // no rule has measured it
		return d
	}
	best := e.contest(ev, book)
	d.best, d.until = best, best.until
	d.result, out.Amount, out.Rate, out.Nothing = best.amount, best.amount, best.rate, best.why
	d.label, out.Rule = best.rule.label, best.rule.no
	e.count(ev, book, best, &d, out)
	return d
}

// gather puts the rules that look at this event and its service into e.tries.
func (e *Engine) gather(ev *Event, out *Result) (label string, why Why) {
	e.tries = e.tries[:0]
	why = WhyNoRule
	for i := range e.rules {
		r := &e.rules[i]
		switch {
		case r.on != ev.Kind:
		case r.on == Fee && r.earns != ev.FeeKind:
			if why == WhyNoRule {
				why = WhyNotBasis
			}
		case !r.serves(ev.Service):
			if why != "" {
				why = WhyService
			}
			if label == "" {
				label = r.label
			}
		default:
			if len(e.tries) == 0 {
				label, why, out.Rule = r.label, e.none, r.no
			}
			e.tries = append(e.tries, try{rule: r})
		}
	}
	return label, why
}

// contest works out what every gathered rule would pay and finds the best: most money, ties to the earlier. A rule that
// does not apply only stands when none does. What takes back goes by size.
func (e *Engine) contest(ev *Event, book Book) *try {
	best := &e.tries[0]
	for i := range e.tries {
		t := &e.tries[i]
		e.pay(t, ev, book)
		switch {
		case t == best, t.why != "":
		case best.why != "", size(t.amount) > size(best.amount):
			best = t
		}
	}
	return best
}

func size(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// count adds the event to the tallies and applies the cap: order of the two is cap, then floor.
func (e *Engine) count(ev *Event, book Book, best *try, d *deal, out *Result) {
	var all *Tally
	if e.limit.kind != "" {
		out.Window = e.limit.of(ev.Day)
		all = book.Tally(AllRules, out.Window)
		d.left = math.MaxInt64
		if e.terms.Cap != nil && best.why == "" {
			d.left = max(0, e.terms.Cap.Amount-all.Earned)
			d.cut = max(0, out.Amount-d.left)
			out.Amount -= d.cut
		}
		all.Earned, all.Last = plus(all.Earned, out.Amount), max(all.Last, ev.Day)
	}
	for i := range e.tries {
		if t := &e.tries[i]; t.tally != nil {
			t.tally.Measured, t.tally.Last = plus(t.tally.Measured, t.adds), max(t.tally.Last, ev.Day)
		}
	}
	if best.tally != nil {
		best.tally.Earned = plus(best.tally.Earned, out.Amount)
		out.Window = best.rule.window.span
	}
	if out.Amount == 0 && out.Nothing == "" {
		out.Nothing = best.zero(ev, d.cut)
	}
}
