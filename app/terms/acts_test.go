package terms_test

import (
	"strconv"
	"strings"

	"rapport/app/terms"
)

// act reads "2026-03-01 received 100.00 won 2026-01-05 | 10.00 by 1 + 5.00 by 2 cut 5.00": an amount for each line, in the order of the rules.
func (r *reader) act(c *worked, text string) act {
	what, pays, ok := strings.Cut(text, " | ")
	if !ok {
		r.fail("no “ | ” and amount in: %s", text)
	}
	a := act{at: r.at}
	f := strings.Fields(what)
	switch f[0] {
	case "floor": // floor 2026-03-31 of rule 1
		if a.floor = r.day(f[1]); len(f) == 5 {
			a.rule = r.number(f[4])
		}
	case "credit": // credit 500.00 of line 1
		a.credit, a.of = r.amount(c, f[1]), r.number(f[4])
	case "due": // due until 2026-03-31
		a.until = r.day(f[2])
	default:
		a.event = r.event(c, f)
	}
	if because, none := strings.CutPrefix(pays, "no line"); none {
		a.none = terms.Why(strings.TrimPrefix(because, " because "))
		return a
	}
	for part := range strings.SplitSeq(pays, " + ") {
		a.lines = append(a.lines, r.pays(c, strings.Fields(part)))
	}
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
	case "met":
		ev.Kind = terms.Meeting
	case "delivered":
		ev.Kind, ev.Quantity = terms.Delivered, int64(r.number(f[2]))
		rest = f[3:]
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
		case "person":
			ev.ClientPerson, rest = true, rest[1:]
			continue
		case "returning":
			ev.Returning, rest = true, rest[1:]
			continue
		case "won":
			ev.WonOn = r.day(rest[1])
		case "introduced":
			ev.Introduced = r.day(rest[1])
		case "of": // of an invoice on which this much was counted before
			ev.InvoiceBefore = r.amount(c, rest[1])
		case "for":
			ev.Service = rest[1]
		case "tier":
			ev.PartnerTier = rest[1]
		case "by":
			ev.Person = int64(r.number(rest[1]))
		case "cost":
			ev.Cost = r.amount(c, rest[1])
		case "after": // so much of the same referral
			ev.FeesBefore = r.amount(c, rest[1])
		case "share": // percent credited to this partner
			ev.Share = int64(r.number(rest[1])) * 100
		default:
			r.fail("not known of an event: %s", rest[0])
		}
		rest = rest[2:]
	}
	return ev
}

func (r *reader) pays(c *worked, f []string) line {
	l := line{amount: r.amount(c, f[0]), rule: -1}
	for i := 1; i < len(f); i += 2 {
		switch f[i] {
		case "by":
			l.rule = r.number(f[i+1])
		case "cut":
			l.cut = r.amount(c, f[i+1])
		case "up":
			l.trueUp = r.amount(c, f[i+1])
		case "because":
			l.because = terms.Why(strings.Join(f[i+1:], " "))
			return l
		default:
			r.fail("not known of a line: %s", f[i])
		}
	}
	return l
}
