package terms

import (
	"strconv"
	"strings"

	"rapport/app/money"
)

// Step is one line of an explanation; Depth says how far it is set in.
type Step struct {
	Depth int
	Text  string
}

// Tree explains the line in words, from the facts down to its amount or why there is none; rules that would not have paid
// more come last. show writes money; nil means money.Money.String.
func (r Reason) Tree(show func(money.Money) string) []Step {
	if show == nil {
		show = money.Money.String
	}
	t := &tree{r: &r, show: show}
	switch {
	case r.Floor != 0:
		t.floor()
	case r.Event == OnRerated:
		t.rerated()
	case r.Event == OnStep:
		t.stepped()
	case r.takesBack():
		t.reversal()
	case r.Event == OnAdjusted:
		t.adjustment()
	case r.Event == OnVAT:
		t.say(r.Label, ", net ", t.money(r.Base), ": ", t.money(r.Result))
	default:
		t.earning()
	}
	return t.steps
}

// allOfIt is a Share of the whole, in basis points.
const allOfIt = 10_000

type tree struct {
	r     *Reason
	show  func(money.Money) string
	steps []Step
}

func (t *tree) say(parts ...string)  { t.steps = append(t.steps, Step{0, strings.Join(parts, "")}) }
func (t *tree) deep(parts ...string) { t.steps = append(t.steps, Step{1, strings.Join(parts, "")}) }

func (t *tree) money(minor int64) string { return t.show(money.New(minor, t.r.Currency)) }

// bare is the amount without its currency, where the steps around it name it.
func (t *tree) bare(minor int64) string {
	return strings.TrimSpace(strings.ReplaceAll(t.money(minor), string(t.r.Currency), ""))
}

// exact is an amount before rounding: as money when it is whole minor units.
func (t *tree) exact(text string) string {
	if m, err := money.ParseAmount(text, t.r.Currency, money.Point); err == nil {
		return t.bare(m.Minor)
	}
	whole, rest, _ := strings.Cut(text, ".")
	if m, err := money.ParseAmount(whole, "JPY", money.Point); err == nil {
		return m.Amount() + "." + rest
	}
	return text
}

// line names the line that this one is about.
func (t *tree) line() string { return "line " + strconv.FormatInt(t.r.Of, 10) }

func (t *tree) earning() {
	r := t.r
	if head := t.head(); head != "" {
		t.say(head)
	}
	t.happened()
	if r.Nothing == WhyStep {
		t.measured()
	}
	if r.Nothing != "" && r.Nothing != WhyCap && r.Nothing != WhyTooSmall {
		t.say("Nothing, because ", r.Nothing.sentence(r))
		return
	}
	t.times()
	t.measured()
	t.step()
	t.slices()
	t.ruleCap()
	t.cap()
	if r.Nothing != "" {
		t.say("Nothing, because ", r.Nothing.sentence(r))
	}
	t.losers()
}

// head is the rule; by tiers, the rates that were used.
func (t *tree) head() string {
	r := t.r
	if len(r.Bands) == 0 || r.Window == "" {
		return upper(r.Label)
	}
	var rates []string
	for _, b := range r.Bands {
		rates = append(rates, percentWords(b.Rate))
	}
	return list(rates) + " of fees" + t.paidOn() + ", by tiers of " + r.Window
}

// paidOn is " received", where the event says so.
func (t *tree) paidOn() string {
	if t.r.Event == OnRerated {
		return ""
	}
	return " " + t.r.Event
}

// credited says which part of a flat amount is this partner's.
func (t *tree) credited() {
	if s := t.r.Share; s != 0 && s != allOfIt {
		t.say(sharePercent(s), " of the credit is this partner's")
	}
}

// sharePercent writes basis points as a percentage.
func sharePercent(bp int64) string { return money.New(bp, "EUR").Plain() + " %" }

// happened is the event and how its money became the base.
func (t *tree) happened() {
	r := t.r
	switch r.Event {
	case OnWon, OnAccepted:
		t.say("Referral ", r.Event)
		t.credited()
		return
	case OnMeeting:
		t.say("A meeting with the client was held")
		t.credited()
		return
	case OnDelivered:
		t.say(count(int(r.Quantity), "service"), " delivered, ", t.money(r.Each), " for each")
		return
	case OnPeriod:
		t.period()
		return
	case OnInvoiced, OnReceived:
	default:
		return
	}
	in := r.GrossIn
	if in == "" {
		in = r.Currency
	}
	gross := r.Gross
	if gross == 0 {
		gross = r.Base + r.Cost + r.Excluded
	}
	t.say("Fee ", r.Event, " ", t.show(money.New(gross, in)))
	if r.Excluded != 0 {
		t.say("less disbursements, taxes and costs passed on ", t.show(money.New(r.Excluded, in)))
		t.say("leaves ", t.show(money.New(gross-r.Excluded, in)))
	}
	t.converted()
	if r.Cost != 0 {
		t.say("less its cost ", t.money(r.Cost), " leaves a margin of ", t.money(r.Base))
	}
	if r.Before0 != 0 {
		t.say("Of the same invoice, ", t.money(r.Before0), " was counted before")
	}
}

// converted is the exchange and the partner's share, which were rounded together once.
func (t *tree) converted() {
	r := t.r
	var parts []string
	if r.Rate != "" {
		text := "at the exchange rate " + r.Rate + onDay(" of ", r.RateDay)
		if r.RateFrom != "" {
			text += " (" + r.RateFrom + ")"
		}
		parts = append(parts, text)
	}
	if r.Share != 0 && r.Share != allOfIt {
		parts = append(parts, "of which "+sharePercent(r.Share)+" are credited to this partner")
	}
	if len(parts) > 0 {
		t.say(strings.Join(parts, ", "), ": ", t.money(r.Base+r.Cost))
	}
}

// measured is where the window's total stood.
func (t *tree) measured() {
	r := t.r
	switch {
	case r.Window == "":
	case r.Each != 0 && r.Counts:
		t.say("Credit for referrals in ", r.Window, " before this: ", credits(r.Before), "; after: ", credits(r.After))
	case r.Event == OnWon || r.Event == OnAccepted || r.Base == 0:
		t.say("The ", ordinal(r.After), " in ", r.Window)
	default:
		t.say("Measured in ", r.Window, " before this: ", t.bare(r.Before), "; after: ", t.bare(r.After))
	}
}

// slices is the multiplication, and its rounding where it changed something.
func (t *tree) slices() {
	r := t.r
	for _, b := range r.Bands {
		t.deep(t.bare(b.Slice), " at ", percentWords(b.Rate), t.band(b), " = ", t.exact(b.Exact))
	}
	switch {
	case r.Rounding == "" && len(r.Bands) > 1:
		t.say("Together ", t.money(r.Result))
	case r.Rounding == "":
		t.say("Commission ", t.money(r.Result))
	case r.Due0 != 0 || r.Due1 != 0:
		t.say("Exactly ", t.exact(r.Exact), "; the running total is rounded ", r.Rounding, ", so that the parts sum to the whole")
		t.deep(t.bare(r.Due1), " now less ", t.bare(r.Due0), " before = ", t.money(r.Result))
	default:
		t.say("Exactly ", t.exact(r.Exact), ", rounded ", r.Rounding, " to ", t.money(r.Result))
	}
}

func (t *tree) band(b Band) string {
	switch {
	case t.r.Window == "" || b.From == 0 && b.To == 0:
		return ""
	case b.To == 0:
		return " (from " + t.bare(b.From) + ")"
	}
	return " (" + t.bare(b.From) + " to " + t.bare(b.To) + ")"
}

// times is until when this is paid, and what still pays after the agreement's end.
func (t *tree) times() {
	r := t.r
	if r.Ended != 0 {
		t.say("The agreement ended on ", r.Ended.Label(), "; it still pays for ", r.Tail.still())
	}
	if r.Until != 0 {
		t.say("Fees count until ", r.Until.Label())
	}
}

func (t *tree) losers() {
	for _, l := range t.r.Losers {
		t.say("Also applies, but pays no more: ", l.Rule, " = ", t.money(l.Amount))
	}
}
