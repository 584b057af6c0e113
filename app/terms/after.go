package terms

import (
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
		return r.Result - r.Cut - r.OfAmount
	}
	return r.Result - r.Cut
}

// FloorWindow is the span of the floor that a day is in; false without a floor or before the agreement.
func (e *Engine) FloorWindow(day calendar.Day) (calendar.Period, bool) {
	if e.terms.Floor == nil || day < e.start {
		return calendar.Period{}, false
	}
	return e.terms.Floor.Window.Of(e.start, day), true
}

// FloorTopUp is what is missing to the floor at the end of a window, after the cap, and its reason; 0 when nothing is.
// tally is that of AllRules in the window. The caller adds the amount to tally.Earned, so that asking again gives 0.
// A floor is for whole windows: the first and last of an agreement are not made shorter.
func (e *Engine) FloorTopUp(tally Tally, window calendar.Period) (amount int64, reason Reason) {
	floor := e.terms.Floor
	if floor == nil || e.none != "" || tally.Earned >= floor.Amount {
		return 0, Reason{}
	}
	amount = floor.Amount - tally.Earned
	return amount, Reason{Label: "at least " + e.show(floor.Amount) + each(floor.Window), Currency: e.terms.Currency,
		Event: OnWindowEnd, Window: floor.Window.label(window), Before: tally.Earned, Floor: floor.Amount, Result: amount}
}

func (e *Engine) show(minor int64) string { return money.New(minor, e.terms.Currency).String() }
