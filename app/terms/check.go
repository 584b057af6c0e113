package terms

import (
	"strconv"
	"strings"

	"rapport/app/money"
)

// FieldError is what is wrong with one field of terms. Field is a path such as "rules.1.tiers.2.from", counted from 1.
type FieldError struct{ Field, Say, Try string }

// Error is the whole sentence with the way out.
func (e *FieldError) Error() string { return strings.TrimSpace(e.Say + " " + e.Try) }

func wrong(field, say, try string) error { return &FieldError{Field: field, Say: say, Try: try} }

const (
	mostMonths = 1200
	mostHold   = 366
)

// Check says the first thing that is wrong with the terms, as a *FieldError, or nil. Nothing it passes can fail later.
func (t Terms) Check() error {
	if !t.Currency.Known() {
		return wrong("currency", "The terms have no currency that is known.", "Choose one such as EUR or USD.")
	}
	if t.Rounding != money.HalfUp && t.Rounding != money.HalfEven {
		return wrong("rounding", "The way of rounding is not known.", "Choose half up or half even.")
	}
	if len(t.Rules) == 0 {
		return wrong("rules", "The terms have no rule.", "Add at least one; “no payment permitted” is one too.")
	}
	for i := range t.Rules {
		c := ruleCheck{Rule: &t.Rules[i], path: "rules." + strconv.Itoa(i+1), name: "Rule " + strconv.Itoa(i+1), cur: t.Currency}
		if err := c.check(); err != nil {
			return err
		}
		if len(t.Rules) > 1 && t.Rules[i].unpaid() {
			return wrong(c.path+".kind", c.name+" says that no money is paid, yet there are other rules.",
				"Remove it or the others.")
		}
	}
	if err := t.checkLimits(); err != nil {
		return err
	}
	return t.checkTimes()
}

func (r *Rule) unpaid() bool { return r.Kind == ReciprocalOnly || r.Kind == NoPayment }

// checkLimits: the cap is applied first and the floor then, so that a floor above the cap would undo it.
func (t *Terms) checkLimits() error {
	for _, l := range []struct {
		*Limit
		path, name string
	}{{t.Cap, "cap", "The cap"}, {t.Floor, "floor", "The guaranteed minimum"}} {
		switch {
		case l.Limit == nil:
		case t.Rules[0].unpaid():
			return wrong(l.path, l.name+" does not fit terms that pay no money.", "Remove it.")
		case l.Amount <= 0:
			return wrong(l.path+".amount", l.name+" must be more than 0.", "Give an amount, or remove it.")
		case l.Amount > money.Max:
			return wrong(l.path+".amount", l.name+" is too large.", "At most "+t.show(money.Max)+" is possible.")
		case !l.Window.known():
			return wrong(l.path+".window", l.name+" has no span of time to count over.",
				"Choose calendar year, agreement year, quarter or lifetime.")
		}
	}
	switch {
	case t.Floor == nil:
	case t.Floor.Window == Lifetime:
		return wrong("floor.window", "A guaranteed minimum over the whole life would never fall due.", "Choose a year or a quarter.")
	case t.Cap == nil:
	case t.Cap.Window != t.Floor.Window:
		return wrong("floor.window", "The cap counts by "+string(t.Cap.Window)+", the guaranteed minimum by "+string(t.Floor.Window)+".",
			"Choose the same for both.")
	case t.Cap.Amount < t.Floor.Amount:
		return wrong("cap.amount", "The cap of "+t.show(t.Cap.Amount)+" is less than the guaranteed minimum of "+t.show(t.Floor.Amount)+".",
			"Raise the cap or lower the minimum.")
	}
	return nil
}

func (t *Terms) show(minor int64) string { return money.New(minor, t.Currency).String() }

func (t *Terms) checkTimes() error {
	if t.HoldDays < 0 || t.HoldDays > mostHold {
		return wrong("hold_days", "A line can be held from 0 to "+strconv.Itoa(mostHold)+" days.", "Give a number of days in between.")
	}
	switch t.Tail.Kind {
	case "", TailNone, TailOpen, TailLife:
		if t.Tail.Months != 0 {
			return wrong("tail.months", "Months are given for a tail that has none.", "Remove them, or choose “clients already won”.")
		}
	case TailWon:
		if t.Tail.Months < 1 || t.Tail.Months > mostMonths {
			return wrong("tail.months", "It is not said how long clients already won still earn after the end.",
				"Give 1 to "+strconv.Itoa(mostMonths)+" months.")
		}
	default:
		return wrong("tail.kind", "What earns after the end is not known: “"+string(t.Tail.Kind)+"”.",
			"Choose none, open referrals, clients already won or for life.")
	}
	return nil
}

func (w Window) known() bool {
	return w == CalendarYear || w == AgreementYear || w == Quarter || w == Lifetime
}
