package terms_test

import (
	"strconv"
	"strings"

	"rapport/app/terms"
)

// act reads "2026-03-01 received 100.00 won 2026-01-05 | 10.00 by 1 because cap cut 5.00".
func (r *reader) act(c *worked, line string) act {
	what, pays, ok := strings.Cut(line, " | ")
	if !ok {
		r.fail("no “ | ” and amount in: %s", line)
	}
	a := act{at: r.at, rule: -1}
	f := strings.Fields(what)
	switch {
	case f[0] == "floor":
		a.floor = r.day(f[1])
	case f[0] == "credit": // credit 500.00 of line 1
		a.credit, a.of = r.amount(c, f[1]), r.number(f[4])
	default:
		a.event = r.event(c, f)
	}
	r.pays(c, &a, strings.Fields(pays))
	return a
}

func (r *reader) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		r.fail("%v", err)
	}
	return n
}

func (r *reader) event(c *worked, f []string) terms.Event {
	ev := terms.Event{Day: r.day(f[0]), End: c.to, WonOn: c.won, First: true}
	rest := f[2:]
	switch f[1] {
	case "accepted":
		ev.Kind = terms.Accepted
	case "won":
		ev.Kind, ev.WonOn = terms.Won, ev.Day
	case "received", "invoiced", "credited":
		ev.Kind, ev.FeeKind, ev.Base = terms.Fee, terms.FeeKind(f[1]), r.amount(c, f[2])
		rest = f[3:]
	default:
		r.fail("no event: %s", f[1])
	}
	for len(rest) > 0 {
		switch rest[0] {
		case "later": // not the first invoice
			ev.First, rest = false, rest[1:]
			continue
		case "won":
			ev.WonOn = r.day(rest[1])
		case "introduced":
			ev.Introduced = r.day(rest[1])
		case "of": // of an invoice on which this much was counted before
			ev.InvoiceBefore = r.amount(c, rest[1])
		case "for":
			ev.Service = rest[1]
		default:
			r.fail("not known of an event: %s", rest[0])
		}
		rest = rest[2:]
	}
	return ev
}

func (r *reader) pays(c *worked, a *act, f []string) {
	if f[0] == "no" { // no line
		a.none, a.because = true, terms.Why(strings.Join(f[3:], " "))
		return
	}
	a.amount = r.amount(c, f[0])
	for i := 1; i < len(f); i += 2 {
		switch f[i] {
		case "by":
			a.rule = r.number(f[i+1])
		case "cut":
			a.cut = r.amount(c, f[i+1])
		case "because":
			a.because = terms.Why(strings.Join(f[i+1:], " "))
			return
		default:
			r.fail("not known of a line: %s", f[i])
		}
	}
}
