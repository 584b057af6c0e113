package terms

import (
	"strconv"

	"rapport/app/money"
)

// Why is the reason for a line of zero, or for no line at all.
type Why string

// The codes. WhyNotBasis, WhyNoRule, WhyBeside and WhyNoStep ask for no line; all others are lines of zero.
const (
	WhyNotBasis     Why = "basis"         // an invoice where receipts earn, or the reverse
	WhyNoRule       Why = "no rule"       // no rule pays for this sort of event
	WhyNoAgreement  Why = "no agreement"  // none was in force
	WhyService      Why = "service"       // the rules are for other services
	WhyNotYet       Why = "not yet"       // before the agreement's first day
	WhyEnded        Why = "ended"         // after its last day, and the tail does not hold the referral
	WhyTail         Why = "tail"          // after the tail's last day
	WhyOnce         Why = "once"          // not the first invoice of the referral
	WhyBeforeWin    Why = "before win"    // a revenue share begins with the win
	WhyExpired      Why = "expired"       // after the months of a revenue share
	WhyReciprocal   Why = "reciprocal"    // introductions both ways, no money
	WhyNoPayment    Why = "no payment"    // none is permitted
	WhyNoBase       Why = "no base"       // nothing is left to take a rate of
	WhyFree         Why = "free"          // this tier pays nothing
	WhyTooSmall     Why = "too small"     // rounds to nothing
	WhyCap          Why = "cap"           // the cap is used up
	WhyBeside       Why = "beside"        // another part of the terms answers for the event
	WhyNoStep       Why = "no step"       // a milestone is not reached by this, or was before
	WhyStep         Why = "step"          // counted; the next step is not reached yet
	WhyCondition    Why = "condition"     // the rules are for other clients, persons or partner tiers
	WhyLasted       Why = "lasted"        // after the months in which the rule pays
	WhyGift         Why = "gift"          // gifts, no money
	WhyNothingTaken Why = "nothing taken" // a credit of what nothing was earned on
	WhySuspended    Why = "suspended"     // the agreement was, on all days of a period
)

// sentence ends "Nothing, because …".
func (w Why) sentence(r *Reason) string {
	switch w {
	case WhyNotBasis:
		return "the agreement does not pay on fees " + r.Event
	case WhyNoRule:
		return "no rule of the agreement pays for this"
	case WhyNoAgreement:
		return "no agreement was in force on that day"
	case WhyService:
		return "the agreement pays for other services only"
	case WhyNotYet:
		return "the agreement began later" + onDay(", on ", r.From)
	case WhyEnded:
		return "the agreement had ended" + onDay(" on ", r.Until) + " and does not cover this afterwards"
	case WhyTail:
		return "the time after the agreement's end was over" + onDay(" on ", r.Until)
	case WhyOnce:
		return "only the first invoice of a referral pays"
	case WhyBeforeWin:
		return "the share of fees begins with the win, and the referral was not won by then"
	case WhyExpired:
		return "the share of fees ended" + onDay(" on ", r.Until)
	case WhyReciprocal:
		return "the agreement is to introduce clients to each other, without money"
	case WhyNoPayment:
		return "no payment is permitted under the agreement"
	case WhyNoBase:
		return "nothing is left that commission is taken of"
	case WhyFree:
		return "this tier pays nothing"
	case WhyTooSmall:
		if r.Due1 != 0 {
			return "the running total, rounded, is still " + money.New(r.Due1, r.Currency).String()
		}
		return "it is less than the smallest amount that can be paid"
	case WhyCap:
		if r.RuleCut != 0 && r.Cut == 0 {
			return "the most that this rule pays" + inWindow(r.RuleIn) + " was reached"
		}
		return "the most that is paid" + inWindow(r.CapIn) + " was reached"
	case WhyBeside:
		return "another rule of the agreement answers for this"
	case WhyNoStep:
		return "the milestone is not reached by this"
	case WhyStep:
		if r.Next == 0 {
			return "all steps were reached before"
		}
		return "the next step, " + r.amountOrCount(r.Next) + ", is not reached yet"
	case WhyCondition:
		return "the agreement pays for other clients, persons or partner tiers only"
	case WhyLasted:
		return "the time in which this is paid was over" + onDay(" on ", r.Until)
	case WhyGift:
		return "the agreement is to thank with gifts, without money"
	case WhyNothingTaken:
		return "nothing was earned on what is taken back"
	case WhySuspended:
		return "the agreement was suspended"
	}
	return string(w)
}

// amountOrCount writes what is measured.
func (r *Reason) amountOrCount(n int64) string {
	if r.Counts {
		return strconv.FormatInt(n, 10)
	}
	return money.New(n, r.Currency).String()
}
