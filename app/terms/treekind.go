package terms

import (
	"strconv"

	"rapport/app/money"
)

// Branches of an explanation that only some kinds of rule have.

// credits writes basis points of credited referrals: "3" or "2.50".
func credits(bp int64) string {
	if bp%allOfIt == 0 {
		return strconv.FormatInt(bp/allOfIt, 10)
	}
	return money.New(bp/100, "EUR").Amount()
}

// step is what a bonus or a milestone reached.
func (t *tree) step() {
	r := t.r
	switch {
	case r.Reached == 0:
	case r.Window == "":
		t.say("Fees of this referral before this: ", t.bare(r.Before), "; after: ", t.bare(r.After))
		t.say("That reaches ", t.money(r.Reached))
	default:
		t.say("That reaches the step of ", r.amountOrCount(r.Reached))
	}
}

// period is one period of a retainer, and the part of it that is paid.
func (t *tree) period() {
	r := t.r
	if r.First == r.Last {
		t.say("For ", r.First.Label())
	} else {
		t.say("For ", r.First.Label(), " to ", r.Last.Label())
	}
	if r.OfDays != 0 {
		t.deep(strconv.Itoa(r.Served), " of ", strconv.Itoa(r.OfDays), " days of ", t.money(r.Each))
	}
	if r.OfBase != 0 {
		t.deep("Worked out for the same period before: ", t.money(r.OfBase))
	}
}

// stepped is what a cliff with true-up makes of all that the window measured before.
func (t *tree) stepped() {
	r := t.r
	t.say(upper(r.Label))
	reached := r.amountOrCount(r.Reached)
	if r.Counts {
		reached = "more than " + reached
		t.say("Credit for referrals in ", r.Window, ": ", credits(r.After), ", which changes what those before it pay")
		t.deep(credits(r.Before), " at ", t.money(r.Each), " = ", t.bare(r.Due1), " (", reached, ")")
	} else {
		t.say("Measured in ", r.Window, ": ", t.bare(r.After), ", which changes the rate of all before it")
		for _, b := range r.Bands {
			t.deep(t.bare(b.Slice), " at ", percentWords(b.Rate), t.band(b), " = ", t.bare(r.Due1))
		}
	}
	t.say(t.bare(r.Due1), " less ", t.bare(r.Due0), " at the step before = ", t.money(r.Result))
	if r.Cut != 0 {
		t.say("less ", t.bare(r.Cut), " over the most that is paid = ", t.money(r.Amount()))
	}
}

func (t *tree) cap() {
	r := t.r
	if r.Cut == 0 || r.CapLeft == nil {
		return
	}
	t.say("The most that is paid in ", r.CapIn, " is ", t.money(r.Cap), "; ", t.money(*r.CapLeft), " of it was left")
	t.say(t.bare(r.Result-r.RuleCut), " less ", t.bare(r.Cut), " over the limit = ", t.money(r.Amount()))
}

// ruleCap is what the cap of the rule alone took.
func (t *tree) ruleCap() {
	r := t.r
	if r.RuleCut == 0 {
		return
	}
	t.say("The most that this rule pays in ", r.RuleIn, " is ", t.money(r.RuleCap))
	t.say(t.bare(r.Result), " less ", t.bare(r.RuleCut), " over it = ", t.money(r.Result-r.RuleCut))
}
