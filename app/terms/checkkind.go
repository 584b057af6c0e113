package terms

import (
	"slices"
	"strconv"

	"rapport/app/money"
)

// reads tells which fields a kind of rule reads.
type reads struct{ months, tiers, window, moment, periods bool }

func (r *Rule) reads() reads {
	switch r.Kind {
	case RevenueShare, FeeDivision:
		return reads{months: true}
	case CharityDonation:
		return reads{months: !r.Rate.IsZero()}
	case Tiered, Bonus:
		return reads{tiers: true, window: true}
	case Milestone:
		return reads{moment: true, window: r.On == AtNth}
	case Retainer, FixedFee:
		return reads{periods: true, months: r.Every != ""}
	}
	return reads{}
}

// stray refuses what a kind does not read: somebody meant something by it.
func (c ruleCheck) stray() error {
	has := c.reads()
	switch {
	case !has.months && c.Months != 0:
		return c.wrong("months", "runs for months, but only a share of all fees does.", "Remove the months, or choose revenue share.")
	case !has.tiers && len(c.Tiers) > 0:
		return c.wrong("tiers", "has tiers, but is not by tiers.", "Remove them, or choose tiered.")
	case !has.tiers && (c.Measure != "" || c.Mode != "") || !has.window && c.Window != "":
		return c.wrong("measure", "says what tiers measure, but is not by tiers.", "Remove it, or choose tiered.")
	case !has.moment && (c.On != "" || c.Count != 0 || c.Over != 0):
		return c.wrong("on", "says when a milestone is reached, but is none.", "Remove it, or choose milestone.")
	case !has.periods && (c.Every != "" || c.Start != 0), c.Every == "" && (c.Advance || c.ProRata):
		return c.wrong("every", "says how periods are paid, but has none.", "Remove it, or choose retainer.")
	}
	return nil
}

func (c ruleCheck) milestone() error {
	if err := c.flat(); err != nil {
		return err
	}
	switch {
	case c.On == "":
		return c.wrong("on", "does not say when its milestone is reached.", "Choose accepted, meeting, won, nth referral or fee threshold.")
	case !slices.Contains([]Moment{AtAccepted, AtMeeting, AtWon, AtNth, AtFees}, c.On):
		return c.wrong("on", "waits for what is not known: “"+string(c.On)+"”.", "Choose accepted, meeting, won, nth referral or fee threshold.")
	case c.On == AtNth && (c.Count < 1 || c.Count > 1_000_000):
		return c.wrong("count", "does not say at which referral it pays.", "Give a number such as 10.")
	case c.On != AtNth && c.Count != 0:
		return c.wrong("count", "has a number of referrals, but does not wait for it.", "Remove it, or choose nth referral.")
	case c.On == AtNth && c.Window != "" && !c.Window.known():
		return c.wrong("window", "counts referrals over a time that is not known.", windowsToChoose)
	case c.On == AtFees && (c.Over <= 0 || c.Over > money.Max):
		return c.wrong("over", "does not say what the fees have to reach.", "Give an amount of more than 0.")
	case c.On != AtFees && c.Over != 0:
		return c.wrong("over", "has a threshold of fees, but does not wait for it.", "Remove it, or choose fee threshold.")
	}
	return nil
}

func (c ruleCheck) retainer() error {
	if err := c.flat(); err != nil {
		return err
	}
	switch {
	case c.Every == "" && c.Kind == FixedFee:
		return nil // for each service delivered
	case c.Every == "":
		return c.wrong("every", "does not say how often it is paid.", "Choose a month, a quarter, a half year or a year.")
	case c.Every.months() == 0:
		return c.wrong("every", "is paid at a cadence that is not known: “"+string(c.Every)+"”.", "Choose a month, a quarter, a half year or a year.")
	case c.Months < 0 || c.Months > mostMonths:
		return c.wrong("months", "runs for a number of months that is not possible.", "Give up to "+strconv.Itoa(mostMonths)+" months, or 0 for as long as the agreement.")
	case len(c.Services) > 0 && c.Kind == Retainer, !c.When.IsZero():
		return c.wrong("when", "is paid by period, whatever happens, and yet has a condition.", "Remove the condition.")
	case c.Tail != nil:
		return c.wrong("tail", "ends with the agreement, and yet says what earns afterwards.", "Remove the tail.")
	}
	return nil
}

func (c ruleCheck) charity() error {
	switch {
	case c.Payee.To != ToCharity:
		return c.wrong("payee", "is a donation and does not say to which charity.", "Choose charity and give its name.")
	case !c.Rate.IsZero() && c.Flat != 0:
		return c.wrong("flat", "donates a percentage and has an amount too.", "Remove one of the two.")
	case c.Flat != 0:
		return c.flat()
	}
	return c.percent()
}

// bonus checks the steps: rising, each with an amount or, of revenue, a rate of the whole.
func (c ruleCheck) bonus() error {
	switch {
	case !c.Rate.IsZero() || c.Flat != 0:
		return c.wrong("rate", "is by steps and has a rate or amount beside them.", "Put it into the steps.")
	case c.Measure != ByRevenue && c.Measure != ByWonCount && c.Measure != ByAcceptedCount:
		return c.wrong("measure", "does not say what its steps measure.", "Choose revenue, won count or accepted count.")
	case !c.Window.known():
		return c.wrong("window", "does not say over which time its steps count.", windowsToChoose)
	case c.Mode != Marginal && c.Mode != Cliff:
		return c.wrong("mode", "does not say how its steps are read.", "Choose marginal (each on top of those before) or cliff (instead of them).")
	case len(c.Tiers) == 0:
		return c.wrong("tiers", "is a bonus and has no step.", "Add what has to be reached and what it pays.")
	}
	for i := range c.Tiers {
		if err := c.bonusStep(i); err != nil {
			return err
		}
	}
	return nil
}

func (c ruleCheck) bonusStep(i int) error {
	t, path, no := c.Tiers[i], "tiers."+strconv.Itoa(i+1)+".", strconv.Itoa(i+1)
	switch {
	case t.From <= 0:
		return c.wrong(path+"from", "has a step "+no+" that is reached with nothing.", "Give what has to be reached.")
	case t.From > money.Max:
		return c.wrong(path+"from", "has a step that begins too high.", "Lower where step "+no+" begins.")
	case i > 0 && t.From <= c.Tiers[i-1].From:
		return c.wrong(path+"from", "has steps that do not rise: step "+no+" is at "+c.size(t.From)+", the one before at "+c.size(c.Tiers[i-1].From)+".",
			"Put the steps in rising order.")
	case t.Flat != 0 && !t.Rate.IsZero():
		return c.wrong(path+"flat", "has an amount and a percentage in step "+no+".", "Remove one of the two.")
	case c.Measure != ByRevenue && !t.Rate.IsZero():
		return c.wrong(path+"rate", "has a percentage in step "+no+", but counts referrals.", "Give an amount.")
	case !t.Rate.IsZero():
		return c.rate(path+"rate", "in step "+no+" ", t.Rate, false)
	case t.Flat <= 0:
		return c.wrong(path+"flat", "has no amount in step "+no+".", "Give an amount of more than 0.")
	case t.Flat > money.Max:
		return c.wrong(path+"flat", "has an amount in step "+no+" that is too large.", "Lower it.")
	case i > 0 && c.Mode == Cliff && c.Tiers[i-1].Flat >= t.Flat:
		return c.wrong(path+"flat", "pays no more at step "+no+" than at the one before, which it replaces.", "Raise it, or choose marginal.")
	}
	return nil
}

func (c ruleCheck) condition() error {
	w := &c.When
	switch {
	case w.Client != "" && w.Client != Persons && w.Client != Organisations:
		return c.wrong("when.client", "is for clients of a type that is not known: “"+string(w.Client)+"”.", "Choose person or organisation.")
	case w.Age != "" && w.Age != NewClients && w.Age != ReturningClients:
		return c.wrong("when.age", "is for clients that are not known: “"+string(w.Age)+"”.", "Choose new or returning.")
	case w.Person < 0:
		return c.wrong("when.person", "is for a person who is not known.", "Choose a person of the partner.")
	case c.unpaid() && !w.IsZero():
		return c.wrong("when", "pays no money and yet has a condition.", "Remove the condition.")
	case !w.IsZero() && c.trigger() == Delivered && (w.Client != "" || w.Age != ""):
		return c.wrong("when", "pays for services delivered, which have no client, and yet is for some clients only.", "Remove the client from the condition.")
	}
	for i, tier := range w.Tiers {
		if tier == "" || slices.Contains(w.Tiers[:i], tier) {
			return c.wrong("when.partner_tiers."+strconv.Itoa(i+1), "names a partner tier without a name, or twice.", "Remove it.")
		}
	}
	return nil
}

func (c ruleCheck) payee() error {
	p := c.Payee
	switch {
	case p.To != "" && p.To != ToIntroducer && p.To != ToPerson && p.To != ToCharity:
		return c.wrong("payee.to", "pays whom is not known: “"+string(p.To)+"”.", "Choose introducer, person or charity, or leave it out for the partner.")
	case p.To == ToPerson && p.Person <= 0:
		return c.wrong("payee.person", "pays a person and does not say whom.", "Choose a person of the partner.")
	case p.To == ToCharity && p.Name == "":
		return c.wrong("payee.name", "pays a charity without a name.", "Give its name.")
	case p.To != ToPerson && p.Person != 0, p.To != ToCharity && p.Name != "":
		return c.wrong("payee", "names a payee and does not pay them.", "Choose person or charity, or remove the name.")
	case c.unpaid() && p.To != "":
		return c.wrong("payee", "pays no money and yet has a payee.", "Remove it.")
	case p.To == ToIntroducer && (c.Every != "" || c.trigger() == Delivered):
		return c.wrong("payee", "pays who made the introduction, but follows from none.", "Choose a person of the partner.")
	}
	return nil
}

// limits looks at the cap and floor of the rule alone.
func (c ruleCheck) limits() error {
	if c.unpaid() && (c.Cap != nil || c.Floor != nil) {
		return c.wrong("cap", "pays no money and yet has a cap or a guaranteed minimum.", "Remove it.")
	}
	return checkLimits(c.Cap, c.Floor, c.path+".", " of "+lower(c.name), c.cur)
}

func (c ruleCheck) times() error {
	if c.Lasts < 0 || c.Lasts > mostMonths {
		return c.wrong("lasts", "pays for a number of months that is not possible.", "Give up to "+strconv.Itoa(mostMonths)+" months, or 0 for as long as the agreement.")
	}
	if c.HoldDays != nil {
		if err := checkHold(*c.HoldDays, c.path+"."); err != nil {
			return err
		}
	}
	if c.Tail == nil {
		return nil
	}
	return c.Tail.check(c.path + ".")
}

func lower(s string) string { return string(s[0]|0x20) + s[1:] }
