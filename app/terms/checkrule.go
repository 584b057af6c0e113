package terms

import (
	"strconv"
	"strings"

	"rapport/app/money"
)

// ruleCheck looks at one rule of terms.
type ruleCheck struct {
	*Rule
	path, name string // "rules.1", "Rule 1"
	cur        money.Currency
}

func (c ruleCheck) wrong(field, say, try string) error {
	return wrong(c.path+"."+field, c.name+" "+say, try)
}

func (c ruleCheck) check() error {
	var err error
	switch c.Kind {
	case PercentOnce, RevenueShare, FeeDivision:
		err = c.percent()
	case FlatOnWin, FlatPerReferral:
		err = c.flat()
	case Tiered:
		err = c.tiered()
	case Bonus:
		err = c.bonus()
	case Milestone:
		err = c.milestone()
	case Retainer, FixedFee:
		err = c.retainer()
	case CharityDonation:
		err = c.charity()
	case GiftOnly, ReciprocalOnly, NoPayment:
		if !c.Rate.IsZero() || c.Flat != 0 {
			err = c.wrong("kind", "pays no money and yet has a rate or an amount.", "Remove it, or choose a rule that pays.")
		}
	case "":
		err = c.wrong("kind", "does not say what it pays for.", "Choose a kind.")
	default:
		err = c.wrong("kind", "is of a kind that is not known: “"+string(c.Kind)+"”.", "Choose one of the list.")
	}
	if err != nil {
		return err
	}
	for _, next := range []func() error{c.basis, c.stray, c.services, c.condition, c.payee, c.limits, c.times} {
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

func (c ruleCheck) basis() error {
	switch {
	case c.Basis != "" && c.Basis != Collected && c.Basis != OnInvoice && c.Basis != OnMargin:
		return c.wrong("basis", "pays on fees of a kind that is not known: “"+string(c.Basis)+"”.", "Choose collected, invoiced or margin.")
	case c.Basis != OnMargin && !c.CostRate.IsZero():
		return c.wrong("cost_rate", "has a cost, but does not pay on the margin.", "Remove it, or choose margin.")
	case c.CostRate.IsZero():
		return nil
	case c.CostRate.Sign() < 0 || c.CostRate.Of(whole, money.HalfUp) >= whole:
		return c.wrong("cost_rate", "has a cost of "+percentWords(c.CostRate)+", which leaves no margin.", "Give a percentage from 0 to less than 100.")
	}
	return nil
}

func (c ruleCheck) percent() error {
	if c.Flat != 0 {
		return c.wrong("flat", "pays a percentage and has an amount too.", "Remove the amount, or make a rule of its own of it.")
	}
	if c.Months < 0 || c.Months > mostMonths {
		return c.wrong("months", "runs for a number of months that is not possible.",
			"Give up to "+strconv.Itoa(mostMonths)+" months, or 0 for life.")
	}
	return c.rate("rate", "", c.Rate, false)
}

// rate refuses what is not a share of a fee. where is "in tier 2 " or nothing.
func (c ruleCheck) rate(field, where string, r money.Rate, zero bool) error {
	switch {
	case r.Sign() < 0:
		return c.wrong(field, where+"has a rate below 0.", "Give a percentage from 0 to 100.")
	case r.Of(whole, money.HalfUp) > whole:
		return c.wrong(field, where+"has a rate of "+percentWords(r)+", more than the whole fee.", "Give at most 100 %.")
	case r.IsZero() && !zero:
		return c.wrong(field, where+"has no rate.", "Give a percentage such as 10 %.")
	}
	return nil
}

func (c ruleCheck) flat() error {
	switch {
	case !c.Rate.IsZero():
		return c.wrong("rate", "pays an amount and has a percentage too.", "Remove the percentage, or make a rule of its own of it.")
	case c.Flat <= 0:
		return c.wrong("flat", "has no amount.", "Give an amount of more than 0.")
	case c.Flat > money.Max:
		return c.wrong("flat", "has an amount that is too large.", "At most "+money.New(money.Max, c.cur).String()+" is possible.")
	}
	return nil
}

func (c ruleCheck) services() error {
	for i, s := range c.Services {
		field := "services." + strconv.Itoa(i+1)
		if strings.TrimSpace(s) == "" {
			return c.wrong(field, "names a service without a name.", "Remove it or give the name.")
		}
		for _, before := range c.Services[:i] {
			if strings.EqualFold(before, s) {
				return c.wrong(field, "names the service "+s+" twice.", "Remove one.")
			}
		}
	}
	return nil
}

func (c ruleCheck) tiered() error {
	switch {
	case !c.Rate.IsZero() || c.Flat != 0:
		return c.wrong("rate", "is by tiers and has a rate or amount beside them.", "Put it into the tiers.")
	case c.Measure == "":
		return c.wrong("measure", "does not say what its tiers measure.", "Choose revenue, won count or accepted count.")
	case c.Measure != ByRevenue && c.Measure != ByWonCount && c.Measure != ByAcceptedCount:
		return c.wrong("measure", "measures what is not known: “"+string(c.Measure)+"”.", "Choose revenue, won count or accepted count.")
	case !c.Window.known():
		return c.wrong("window", "does not say over which time its tiers count.", windowsToChoose)
	case c.Measure == ByRevenue && c.Mode != Marginal && c.Mode != Cliff && c.Mode != Retro:
		return c.wrong("mode", "does not say how its tiers are read.", "Choose marginal (each slice at its own rate), cliff (the whole fee) or cliff with true-up (all of the window).")
	case c.Measure != ByRevenue && c.Mode == Cliff:
		return c.wrong("mode", "counts referrals, and each pays its own amount.", "Cliff is for tiers of revenue only; cliff with true-up pays all of them at the step reached.")
	case len(c.Tiers) == 0:
		return c.wrong("tiers", "is by tiers and has none.", "Add a first tier that begins at 0.")
	}
	for i := range c.Tiers {
		if err := c.tier(i); err != nil {
			return err
		}
	}
	return nil
}

// tier checks one band. Only the first may pay nothing: a threshold under which commission does not begin.
func (c ruleCheck) tier(i int) error {
	t, path, no := c.Tiers[i], "tiers."+strconv.Itoa(i+1)+".", strconv.Itoa(i+1)
	switch {
	case i == 0 && t.From != 0:
		return c.wrong(path+"from", "has a gap: tier 1 begins at "+c.size(t.From)+", so nothing is said of less.", "Let tier 1 begin at 0.")
	case i > 0 && t.From == c.Tiers[i-1].From:
		return c.wrong(path+"from", "has two tiers that begin at "+c.size(t.From)+": tier "+no+" and the one before.", "Remove one, or let it begin higher.")
	case i > 0 && t.From < c.Tiers[i-1].From:
		return c.wrong(path+"from", "has tiers that overlap: tier "+no+" begins at "+c.size(t.From)+", but the one before it at "+
			c.size(c.Tiers[i-1].From)+".", "Put the tiers in rising order.")
	case t.From > money.Max:
		return c.wrong(path+"from", "has a tier that begins too high.", "Lower where tier "+no+" begins.")
	}
	last := i > 0 || len(c.Tiers) == 1
	if c.Measure == ByRevenue {
		if t.Flat != 0 {
			return c.wrong(path+"flat", "has an amount in tier "+no+", but measures revenue.", "Give a percentage.")
		}
		return c.rate(path+"rate", "in tier "+no+" ", t.Rate, !last)
	}
	switch {
	case !t.Rate.IsZero():
		return c.wrong(path+"rate", "has a percentage in tier "+no+", but counts referrals.", "Give an amount.")
	case t.Flat < 0 || t.Flat == 0 && last:
		return c.wrong(path+"flat", "has no amount in tier "+no+".", "Give an amount of more than 0.")
	case t.Flat > money.Max:
		return c.wrong(path+"flat", "has an amount in tier "+no+" that is too large.", "Lower it.")
	}
	return nil
}

// size is where a tier begins, as people read it.
func (c ruleCheck) size(from int64) string {
	if c.Measure == ByRevenue {
		return money.New(from, c.cur).String()
	}
	return strconv.FormatInt(from, 10)
}
