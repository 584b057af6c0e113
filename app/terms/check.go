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
	switch {
	case len(t.Rules) == 0:
		return wrong("rules", "The terms have no rule.", "Add at least one; “no payment permitted” is one too.")
	case len(t.Rules) > mostRules:
		return wrong("rules", "The terms have more than "+strconv.Itoa(mostRules)+" rules.", "Make two agreements of them, by service line.")
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
	if err := t.checkTimes(); err != nil {
		return err
	}
	return t.checkWhole()
}

func (r *Rule) unpaid() bool {
	return r.Kind == ReciprocalOnly || r.Kind == NoPayment || r.Kind == GiftOnly
}

// windowsToChoose is the way out where a window is missing.
const windowsToChoose = "Choose calendar year, agreement year, quarter, month or lifetime."

func (t *Terms) checkLimits() error {
	if (t.Cap != nil || t.Floor != nil) && t.Rules[0].unpaid() {
		path, name := "cap", "The cap"
		if t.Cap == nil {
			path, name = "floor", "The guaranteed minimum"
		}
		return wrong(path, name+" does not fit terms that pay no money.", "Remove it.")
	}
	return checkLimits(t.Cap, t.Floor, "", "", t.Currency)
}

// checkLimits looks at a cap and a floor. The cap is applied first and the floor then, so that a floor above the cap would undo it.
// path is before their fields, of is after their names: " of rule 1".
func checkLimits(cap, floor *Limit, path, of string, c money.Currency) error {
	for _, l := range []struct {
		*Limit
		path, name string
	}{{cap, path + "cap", "The cap" + of}, {floor, path + "floor", "The guaranteed minimum" + of}} {
		switch {
		case l.Limit == nil:
		case l.Amount <= 0:
			return wrong(l.path+".amount", l.name+" must be more than 0.", "Give an amount, or remove it.")
		case l.Amount > money.Max:
			return wrong(l.path+".amount", l.name+" is too large.", "At most "+money.New(money.Max, c).String()+" is possible.")
		case !l.Window.known():
			return wrong(l.path+".window", l.name+" has no span of time to count over.", windowsToChoose)
		}
	}
	switch {
	case floor == nil:
	case floor.Window == Lifetime:
		return wrong(path+"floor.window", "A guaranteed minimum over the whole life would never fall due.", "Choose a year or a quarter.")
	case cap == nil:
	case cap.Window != floor.Window:
		return wrong(path+"floor.window", "The cap"+of+" counts by "+string(cap.Window)+", the guaranteed minimum by "+string(floor.Window)+".",
			"Choose the same for both.")
	case cap.Amount < floor.Amount:
		return wrong(path+"cap.amount", "The cap"+of+" of "+money.New(cap.Amount, c).String()+" is less than the guaranteed minimum of "+
			money.New(floor.Amount, c).String()+".", "Raise the cap or lower the minimum.")
	}
	return nil
}

func (t *Terms) show(minor int64) string { return money.New(minor, t.Currency).String() }

func (t *Terms) checkTimes() error {
	if err := checkHold(t.HoldDays, ""); err != nil {
		return err
	}
	return t.Tail.check("")
}

func checkHold(days int, path string) error {
	if days < 0 || days > mostHold {
		return wrong(path+"hold_days", "A line can be held from 0 to "+strconv.Itoa(mostHold)+" days.", "Give a number of days in between.")
	}
	return nil
}

func (tail Tail) check(path string) error {
	switch tail.Kind {
	case "", TailNone, TailOpen, TailLife:
		if tail.Months != 0 {
			return wrong(path+"tail.months", "Months are given for a tail that has none.", "Remove them, or choose “clients already won”.")
		}
	case TailWon:
		if tail.Months < 1 || tail.Months > mostMonths {
			return wrong(path+"tail.months", "It is not said how long clients already won still earn after the end.",
				"Give 1 to "+strconv.Itoa(mostMonths)+" months.")
		}
	default:
		return wrong(path+"tail.kind", "What earns after the end is not known: “"+string(tail.Kind)+"”.",
			"Choose none, open referrals, clients already won or for life.")
	}
	return nil
}

func (w Window) known() bool {
	return w == CalendarYear || w == AgreementYear || w == Quarter || w == Month || w == Lifetime
}
