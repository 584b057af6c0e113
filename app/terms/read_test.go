package terms_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// worked is one case of testdata: terms, and what happens with what it must pay.
type worked struct {
	name, words string
	terms       terms.Terms
	from, to    calendar.Day
	won         calendar.Day
	acts        []act
}

// act is one line of a case: an event, the end of a floor's window, what is due by a day, or a credit of an earlier line.
type act struct {
	at     string // file:line
	event  terms.Event
	floor  calendar.Day
	rule   int // of the floor
	until  calendar.Day
	credit int64
	of     int // line credited, from 1
	lines  []line
	none   terms.Why // why there is no line at all
	says   []string
}

// reader reads one file of worked cases. Whatever it does not understand fails the test.
type reader struct {
	t     *testing.T
	at    string
	cases []*worked
}

func readCases(t *testing.T, file string) []*worked {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{t: t}
	for i, line := range strings.Split(string(text), "\n") {
		r.at = fmt.Sprintf("%s:%d", file, i+1)
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			r.cases = append(r.cases, &worked{name: strings.Trim(line, "[]")})
		case len(r.cases) == 0:
			r.fail("a line before the first [case]")
		default:
			r.line(r.cases[len(r.cases)-1], line)
		}
	}
	return r.cases
}

func (r *reader) fail(format string, args ...any) {
	r.t.Helper()
	r.t.Fatalf("%s: %s", r.at, fmt.Sprintf(format, args...))
}

func (r *reader) line(c *worked, line string) {
	key, value, _ := strings.Cut(line, ": ")
	switch key {
	case "agreement":
		r.agreement(c, value)
	case "rule":
		c.terms.Rules = append(c.terms.Rules, r.rule(c, value))
	case "and":
		r.and(c, &c.terms.Rules[len(c.terms.Rules)-1], value)
	case "hold":
		c.terms.HoldDays = r.number(strings.Fields(value)[0])
	case "cap":
		c.terms.Cap = r.limit(c, value)
	case "at least":
		c.terms.Floor = r.limit(c, value)
	case "after the end":
		c.terms.Tail = r.tail(value)
	case "won":
		c.won = r.day(value)
	case "words":
		c.words = value
	case "says":
		last := &c.acts[len(c.acts)-1]
		last.says = append(last.says, value)
	default:
		c.acts = append(c.acts, r.act(c, line))
	}
}

// agreement is "EUR from 2026-01-01 to 2026-12-31, half even".
func (r *reader) agreement(c *worked, text string) {
	text, even := strings.CutSuffix(text, ", half even")
	if even {
		c.terms.Rounding = money.HalfEven
	}
	f := strings.Fields(text)
	c.terms.Currency, c.from = money.Currency(f[0]), r.day(f[2])
	if len(f) == 5 {
		c.to = r.day(f[4])
	}
}

// A rule is its kind with its figures, then "on invoice" and "only for A, B" where they apply.
func (r *reader) rule(c *worked, text string) terms.Rule {
	var rule terms.Rule
	text, services, some := strings.Cut(text, " only for ")
	if some {
		rule.Services = strings.Split(services, ", ")
	}
	text, invoiced := strings.CutSuffix(text, " on invoice")
	if invoiced {
		rule.Basis = terms.OnInvoice
	}
	for _, k := range []terms.Kind{terms.PercentOnce, terms.RevenueShare, terms.FlatOnWin, terms.FlatPerReferral,
		terms.Tiered, terms.Bonus, terms.Milestone, terms.Retainer, terms.FixedFee, terms.FeeDivision, terms.CharityDonation,
		terms.GiftOnly, terms.ReciprocalOnly, terms.NoPayment} {
		rest, ok := strings.CutPrefix(text, string(k))
		if !ok {
			continue
		}
		rule.Kind = k
		r.figures(c, &rule, strings.TrimSpace(rest))
		return rule
	}
	r.fail("no rule: %s", text)
	return rule
}

func (r *reader) figures(c *worked, rule *terms.Rule, text string) {
	switch rule.Kind {
	case terms.PercentOnce:
		rule.Rate = r.rate(text)
	case terms.RevenueShare:
		percent, months, limited := strings.Cut(text, " for ")
		rule.Rate = r.rate(percent)
		if limited {
			rule.Months, _ = strconv.Atoi(strings.Fields(months)[0])
		}
	case terms.FeeDivision:
		rule.Rate = r.rate(text)
	case terms.FlatOnWin, terms.FlatPerReferral:
		rule.Flat = r.amount(c, text)
	case terms.Bonus:
		r.bonus(c, rule, text)
	case terms.Milestone:
		r.milestone(c, rule, text)
	case terms.Retainer, terms.FixedFee:
		r.retainer(c, rule, text)
	case terms.CharityDonation:
		r.charity(c, rule, text)
	case terms.Tiered:
		r.tiers(c, rule, text)
	}
}

var tieredText = regexp.MustCompile(`^by (revenue|won count|accepted count) in (?:an? )?([a-z ]+?)(?:, (each slice|whole fee|all of it))?: (.+)$`)

// tiers reads "by revenue in a calendar year, each slice: 5 % to 50000.00, 8 % above".
func (r *reader) tiers(c *worked, rule *terms.Rule, text string) {
	m := tieredText.FindStringSubmatch(text)
	if m == nil {
		r.fail("no tiers: %s", text)
	}
	rule.Measure, rule.Window = terms.Measure(m[1]), terms.Window(m[2])
	switch m[3] {
	case "each slice":
		rule.Mode = terms.Marginal
	case "whole fee":
		rule.Mode = terms.Cliff
	case "all of it":
		rule.Mode = terms.Retro
	}
	var from int64
	for _, part := range strings.Split(m[4], ", ") {
		pays, to, more := strings.Cut(strings.TrimSuffix(part, " above"), " to ")
		tier := terms.Tier{From: from}
		if rule.Measure == terms.ByRevenue {
			tier.Rate = r.rate(pays)
			if more {
				from = r.amount(c, to)
			}
		} else {
			tier.Flat = r.amount(c, pays)
			from, _ = strconv.ParseInt(to, 10, 64)
		}
		rule.Tiers = append(rule.Tiers, tier)
	}
}

func (r *reader) limit(c *worked, text string) *terms.Limit {
	amount, window, _ := strings.Cut(strings.Replace(text, " an ", " a ", 1), " a ")
	return &terms.Limit{Amount: r.amount(c, amount), Window: terms.Window(window)}
}

func (r *reader) tail(text string) terms.Tail {
	kind, months, some := strings.Cut(text, " for months ")
	tail := terms.Tail{Kind: terms.TailKind(kind)}
	if some {
		tail.Months, _ = strconv.Atoi(months)
	}
	return tail
}

func (r *reader) day(text string) calendar.Day {
	day, err := calendar.ParseDay(text)
	if err != nil {
		r.fail("%v", err)
	}
	return day
}

func (r *reader) rate(text string) money.Rate {
	rate, err := money.ParsePercent(text)
	if err != nil {
		r.fail("%v", err)
	}
	return rate
}

func (r *reader) amount(c *worked, text string) int64 {
	m, err := money.ParseAmount(text, c.terms.Currency, money.Point)
	if err != nil {
		r.fail("%v", err)
	}
	return m.Minor
}
