package terms

import (
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Engine is Terms made ready to pay the events of one agreement, in the order of their days. It remembers the window it
// was last in and is used by one goroutine at a time; what was measured is in the Book alone.
type Engine struct {
	terms  Terms
	start  calendar.Day
	none   Why // these terms pay no money
	rules  []rule
	adding []int  // indices of the rules that pay beside the others
	limit  window // of cap and floor
	tries  []try
	asks   Asks
	capped bool // something is
	plain  bool
}

type rule struct {
	Rule
	no     int // 1-based
	on     EventKind
	earns  FeeKind
	label  string
	steps  ladder
	window window
	limit  window       // of its own cap and floor
	tail   Tail         // its own or the agreement's
	over   calendar.Day // the first day on which it pays no more; 0 none

	anyOrder bool // see InAnyOrder
}

// try is what one rule would pay.
type try struct {
	rule   *rule
	amount int64 // after the rule's own cap
	more   int64 // beside it: a true-up of what was measured before
	rate   money.Rate
	mixed  bool // several rates
	base   int64
	prior  int64 // of the same invoice, base counted before
	cost   int64
	why    Why // it does not apply
	none   Why // it applies and yet pays nothing
	until  calendar.Day
	tally  *Tally
	before int64 // measured
	adds   int64 // to what is measured
	step   int   // of a cliff with true-up: the tier now, and the one before
	was    int
	cut    int64 // by the rule's own cap
	own    *Tally
}

// Compile makes terms ready for an agreement that began on start. It refuses what Check refuses.
func Compile(t Terms, start calendar.Day) (*Engine, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	if start == 0 {
		return nil, wrong("from", "The agreement has no first day.", "Give the day it begins.")
	}
	e := &Engine{terms: t, start: start, rules: make([]rule, len(t.Rules)), tries: make([]try, 0, len(t.Rules)), asks: t.Asks()}
	for i := range t.Rules {
		e.rules[i] = t.compile(i, start)
		if r := &t.Rules[i]; r.Every == "" && r.beside() {
			e.adding = append(e.adding, i)
		}
		switch t.Rules[i].Kind {
		case ReciprocalOnly:
			e.none = WhyReciprocal
		case NoPayment:
			e.none = WhyNoPayment
		case GiftOnly:
			e.none = WhyGift
		}
	}
	if l := limited(t.Cap, t.Floor); l != nil {
		e.limit = window{kind: l.Window, start: start}
	}
	e.capped, e.plain = t.Cap != nil, true
	for i := range e.rules {
		r := &e.rules[i]
		r.anyOrder = r.bySum() && !e.contested(r) && r.limit.kind == "" && e.limit.kind == ""
		e.capped = e.capped || r.Cap != nil
		e.plain = e.plain && r.Mode != Retro && !e.Counts(r.no)
	}
	return e, nil
}

func (t *Terms) compile(i int, start calendar.Day) rule {
	r := t.Rules[i]
	out := rule{Rule: r, no: i + 1, on: r.trigger(), earns: r.fee(), label: r.Label(t.Currency),
		steps: climb(r.Tiers), window: window{kind: r.Window, start: start}, tail: t.Tail}
	if r.Kind == Milestone && r.Window == "" {
		out.window.kind = Lifetime
	}
	if l := limited(r.Cap, r.Floor); l != nil {
		out.limit = window{kind: l.Window, start: start}
	}
	if r.Tail != nil {
		out.tail = *r.Tail
	}
	if r.Lasts > 0 {
		out.over = start.AddMonths(r.Lasts)
	}
	return out
}

// limited is the cap, or the floor when there is no cap; both have the same window.
func limited(cap, floor *Limit) *Limit {
	if cap != nil {
		return cap
	}
	return floor
}

// beside tells whether a rule pays beside the others and does not compete with them.
func (r *Rule) beside() bool {
	switch r.Kind {
	case Milestone, Bonus, Retainer, FixedFee, CharityDonation:
		return true
	}
	return r.Adds
}

// trigger is the event that a rule waits for; a retainer waits for none.
func (r *Rule) trigger() EventKind {
	switch r.Kind {
	case FlatPerReferral:
		return Accepted
	case PercentOnce, RevenueShare, FeeDivision:
		return Fee
	case Tiered, Bonus:
		return r.Measure.event()
	case Milestone:
		return r.On.event()
	case FixedFee:
		if r.Every == "" {
			return Delivered
		}
		return 0
	case Retainer:
		return 0
	case CharityDonation:
		if !r.Rate.IsZero() {
			return Fee
		}
	}
	return Won
}

// event is what a measure counts.
func (m Measure) event() EventKind {
	switch m {
	case ByRevenue:
		return Fee
	case ByAcceptedCount:
		return Accepted
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

// Parts is how many results an event has: one for the rules that compete, and one for each that adds. Terms whose rules all
// compete have 1.
func (e *Engine) Parts() int { return 1 + len(e.adding) }

// PayAmount is Pay without the Reason, for replays: the same amounts, rules and tallies, and nothing is allocated.
func (e *Engine) PayAmount(part int, ev *Event, book Book, out *Result) {
	out.Reason, out.Up = Reason{}, nil
	e.settle(part, ev, book, out)
}

// settle pays a part of an event and counts it in the book. It returns what there is to explain.
func (e *Engine) settle(part int, ev *Event, book Book, out *Result) (d deal) {
	out.Amount, out.Base, out.Rate, out.Rule, out.Window, out.Nothing, out.TrueUp = 0, 0, money.Rate{}, 0, calendar.Period{}, "", 0
	d.label, out.Nothing = e.gather(part, ev, out)
	if ev.Kind == Fee {
		out.Base = ev.Base
	}
	if out.Nothing != "" {
		return d
	}
	if out.Nothing, d.until = e.inside(ev); out.Nothing != "" {
		out.Rule = 0 // no rule has measured it
		if part > 0 && e.toldBefore(part, ev) {
			out.Nothing = WhyBeside
		}
		return d
	}
	best := e.contest(ev, book)
	d.best, d.until = best, best.until
	d.result, out.Amount, out.TrueUp, out.Rate, out.Nothing = best.amount+best.cut, best.amount, best.more, best.rate, best.why
	d.label, out.Rule = best.rule.label, best.rule.no
	if ev.Kind == Fee {
		out.Base = best.base
	}
	if best.why != "" && best.rule.window.kind != "" {
		out.Base = 0 // not measured
	}
	e.count(ev, book, &d, out)
	return d
}

// gather puts the rules of a part that look at this event and its service into e.tries.
func (e *Engine) gather(part int, ev *Event, out *Result) (label string, why Why) {
	e.tries = e.tries[:0]
	why = WhyNoRule
	if part > 0 {
		r := &e.rules[e.adding[part-1]]
		if label, why = e.look(r, ev, label, why, out); why == WhyService || why == WhyCondition {
			why = WhyBeside
		}
		return label, why
	}
	for i := range e.rules {
		if r := &e.rules[i]; !r.beside() {
			label, why = e.look(r, ev, label, why, out)
		}
	}
	if len(e.tries) > 0 || len(e.adding) == 0 {
		return label, why
	}
	return e.elsewhere(ev, label, why, out)
}

// look adds a rule to the tries, or says why not; what was said of the rules before it is label and why.
func (e *Engine) look(r *rule, ev *Event, label string, why Why, out *Result) (string, Why) {
	switch {
	case r.on != ev.Kind:
	case r.on == Fee && r.earns != ev.FeeKind:
		if why == WhyNoRule {
			why = WhyNotBasis
		}
	case !r.serves(ev.Service), !r.When.IsZero() && !r.When.holds(ev):
		if len(e.tries) == 0 {
			why = WhyService
			if r.serves(ev.Service) {
				why = WhyCondition
			}
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
	return label, why
}

// elsewhere says of an event that no competing rule is for whether a rule that adds is; else why nobody is paid.
func (e *Engine) elsewhere(ev *Event, label string, why Why, out *Result) (string, Why) {
	for _, i := range e.adding {
		if label, why = e.look(&e.rules[i], ev, label, why, out); len(e.tries) > 0 {
			e.tries, out.Rule = e.tries[:0], 0
			return label, WhyBeside
		}
	}
	return label, why
}

// toldBefore tells whether an earlier part looks at the same event, and so says already why it is outside the agreement.
func (e *Engine) toldBefore(part int, ev *Event) bool {
	mine := e.adding[part-1]
	for i := range e.rules {
		r := &e.rules[i]
		if (!r.beside() || i < mine) && r.on == ev.Kind && (r.on != Fee || r.earns == ev.FeeKind) && r.applies(ev) {
			return true
		}
	}
	return false
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
		case best.why != "", size(t.amount+t.more) > size(best.amount+best.more):
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
