package terms

import (
	"strconv"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Earned is a line that something is taken back of, and what was taken back of it before. Taken amounts are positive
// for a positive line.
type Earned struct {
	Amount, Base           int64
	TakenAmount, TakenBase int64
	Rounding               money.Mode
}

// Reverse takes a line back by a credit of creditBase (positive, like the line's Base) at the line's own ratio of amount
// to base, whatever the terms say today. It returns the amount of the new line and the base it used up: never more than
// the line has left, and taking back all of the base takes back exactly all of the amount.
//
// The caller takes usedBase off Measured of the line's rule and adds amount to Earned, of the rule and of AllRules, in the
// windows of the credit's day: a cap then has room again. A flat amount has no base and is not touched by a credit; it is taken back whole or not at all.
func Reverse(line Earned, creditBase int64) (amount, usedBase int64) {
	usedBase = min(creditBase, line.Base-line.TakenBase)
	if line.Base <= 0 || usedBase <= 0 {
		return 0, 0
	}
	gone := money.MulDiv(line.Amount, line.TakenBase+usedBase, line.Base, line.Rounding)
	return line.TakenAmount - gone, usedBase
}

// Amount is the amount of the line that this is the reason of.
func (r *Reason) Amount() int64 {
	if r.Event == OnRerated {
		return r.Result - r.RuleCut - r.Cut - r.OfAmount
	}
	return r.Result - r.RuleCut - r.Cut
}

// floor gives the floor of a rule, of the agreement for AllRules, and the window it counts in.
func (e *Engine) floor(rule int) (*Limit, *window) {
	if rule == AllRules {
		return e.terms.Floor, &e.limit
	}
	r := &e.rules[rule-1]
	return r.Floor, &r.limit
}

// Floors are the rules with a floor, AllRules for that of the agreement, in the order in which they are looked at: a rule's own
// top-up counts towards that of the agreement.
func (e *Engine) Floors() (rules []int) {
	for i := range e.rules {
		if e.rules[i].Floor != nil {
			rules = append(rules, i+1)
		}
	}
	if e.terms.Floor != nil {
		rules = append(rules, AllRules)
	}
	return rules
}

// FloorWindow is the span of a floor that a day is in; false without a floor or before the agreement.
func (e *Engine) FloorWindow(rule int, day calendar.Day) (calendar.Period, bool) {
	floor, _ := e.floor(rule)
	if floor == nil || day < e.start {
		return calendar.Period{}, false
	}
	return floor.Window.Of(e.start, day), true
}

// FloorTopUp is what is missing to the floor at the end of a window, after the cap, and its reason; 0 when nothing is.
// tally is that of AllRules, or of LimitOf the rule, in the window. The caller adds the amount to tally.Earned, so that asking again gives 0.
// A floor is for whole windows: the first and last of an agreement are not made shorter.
func (e *Engine) FloorTopUp(rule int, tally Tally, window calendar.Period) (amount int64, reason Reason) {
	floor, _ := e.floor(rule)
	if floor == nil || e.none != "" || tally.Earned >= floor.Amount {
		return 0, Reason{}
	}
	amount = floor.Amount - tally.Earned
	return amount, Reason{Label: e.FloorLabel(rule), Currency: e.terms.Currency,
		Event: OnWindowEnd, Window: floor.Window.label(window), Before: tally.Earned, Floor: floor.Amount, Result: amount}
}

// FloorLabel is the guaranteed amount in words.
func (e *Engine) FloorLabel(rule int) string {
	floor, _ := e.floor(rule)
	text := "at least " + e.show(floor.Amount) + each(floor.Window)
	if rule != AllRules {
		text += " from rule " + strconv.Itoa(rule)
	}
	return text
}

func (e *Engine) show(minor int64) string { return money.New(minor, e.terms.Currency).String() }
