package terms_test

import (
	"regexp"
	"strings"

	"rapport/app/terms"
)

// The figures of rules that are not a rate or an amount alone.

var bonusText = regexp.MustCompile(`^by (revenue|won count|accepted count) in (?:an? )?([a-z ]+?), (each step|highest step): (.+)$`)

// bonus reads "by won count in a quarter, each step: 500.00 at 10, 1000.00 at 20".
func (r *reader) bonus(c *worked, rule *terms.Rule, text string) {
	m := bonusText.FindStringSubmatch(text)
	if m == nil {
		r.fail("no bonus: %s", text)
	}
	rule.Measure, rule.Window, rule.Mode = terms.Measure(m[1]), terms.Window(m[2]), terms.Marginal
	if m[3] == "highest step" {
		rule.Mode = terms.Cliff
	}
	for part := range strings.SplitSeq(m[4], ", ") {
		pays, at, _ := strings.Cut(part, " at ")
		var tier terms.Tier
		if strings.Contains(pays, "%") {
			tier.Rate = r.rate(pays)
		} else {
			tier.Flat = r.amount(c, pays)
		}
		if rule.Measure == terms.ByRevenue {
			tier.From = r.amount(c, at)
		} else {
			tier.From = int64(r.number(at))
		}
		rule.Tiers = append(rule.Tiers, tier)
	}
}

// milestone reads "250.00 at meeting", "250.00 at nth referral 10 in a calendar year", "250.00 at fee threshold 10000.00".
func (r *reader) milestone(c *worked, rule *terms.Rule, text string) {
	pays, at, _ := strings.Cut(text, " at ")
	rule.Flat = r.amount(c, pays)
	at, window, _ := strings.Cut(at, " in a ")
	rule.Window = terms.Window(window)
	for _, m := range []terms.Moment{terms.AtAccepted, terms.AtMeeting, terms.AtWon, terms.AtNth, terms.AtFees} {
		rest, ok := strings.CutPrefix(at, string(m))
		if !ok {
			continue
		}
		switch rule.On = m; m {
		case terms.AtNth:
			rule.Count = r.number(strings.TrimSpace(rest))
		case terms.AtFees:
			rule.Over = r.amount(c, strings.TrimSpace(rest))
		}
		return
	}
	r.fail("no milestone: %s", text)
}

// retainer reads "1000.00 a calendar month, in advance, for 12 months, from 2026-01-31, by days", or of a fixed fee "200.00".
func (r *reader) retainer(c *worked, rule *terms.Rule, text string) {
	parts := strings.Split(text, ", ")
	pays, every, _ := strings.Cut(parts[0], " a ")
	rule.Flat, rule.Every = r.amount(c, pays), terms.Cadence(every)
	for _, p := range parts[1:] {
		f := strings.Fields(p)
		switch f[0] {
		case "in":
			rule.Advance = true
		case "for":
			rule.Months = r.number(f[1])
		case "from":
			rule.Start = r.day(f[1])
		case "by":
			rule.ProRata = true
		default:
			r.fail("not known of a retainer: %s", p)
		}
	}
}

// charity reads "50.00 to Red Cross" or "2 % to Red Cross".
func (r *reader) charity(c *worked, rule *terms.Rule, text string) {
	pays, to, _ := strings.Cut(text, " to ")
	rule.Payee = terms.Payee{To: terms.ToCharity, Name: to}
	if strings.Contains(pays, "%") {
		rule.Rate = r.rate(pays)
	} else {
		rule.Flat = r.amount(c, pays)
	}
}

// and reads what else a rule says: "adds", "only new clients", "cap 100.00 a quarter", "margin after 40 %", "lasts 12 months", …
func (r *reader) and(c *worked, rule *terms.Rule, text string) {
	f := strings.Fields(text)
	rest := strings.TrimSpace(strings.TrimPrefix(text, f[0]))
	switch f[0] {
	case "adds":
		rule.Adds = true
	case "only":
		r.only(rule, rest)
	case "margin":
		if rule.Basis = terms.OnMargin; len(f) > 1 {
			rule.CostRate = r.rate(strings.TrimPrefix(rest, "after "))
		}
	case "lasts":
		rule.Lasts = r.number(f[1])
	case "cap":
		rule.Cap = r.limit(c, rest)
	case "least":
		rule.Floor = r.limit(c, rest)
	case "hold":
		days := r.number(f[1])
		rule.HoldDays = &days
	case "tail":
		tail := r.tail(rest)
		rule.Tail = &tail
	case "paid":
		r.paidTo(rule, strings.TrimPrefix(rest, "to "))
	default:
		r.fail("not known of a rule: %s", text)
	}
}

func (r *reader) only(rule *terms.Rule, text string) {
	switch f := strings.Fields(text); {
	case text == "persons":
		rule.When.Client = terms.Persons
	case text == "organisations":
		rule.When.Client = terms.Organisations
	case text == "new clients":
		rule.When.Age = terms.NewClients
	case text == "returning clients":
		rule.When.Age = terms.ReturningClients
	case f[0] == "tier":
		rule.When.Tiers = strings.Split(strings.TrimPrefix(text, "tier "), ", ")
	case f[0] == "by":
		rule.When.Person = int64(r.number(f[1]))
	default:
		r.fail("no condition: %s", text)
	}
}

func (r *reader) paidTo(rule *terms.Rule, text string) {
	if text == "introducer" {
		rule.Payee.To = terms.ToIntroducer
		return
	}
	rule.Payee = terms.Payee{To: terms.ToPerson, Person: int64(r.number(strings.TrimPrefix(text, "person ")))}
}
