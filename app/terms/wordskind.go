package terms

import (
	"strconv"
	"strings"

	"rapport/app/money"
)

// milestoneWords is "250.00 EUR when the client is met", "… for the 10th referral accepted in a calendar year".
func (r *Rule) milestoneWords(c money.Currency) string {
	text := amountWords(r.Flat, c)
	switch r.On {
	case AtAccepted:
		return text + " once a referral is accepted"
	case AtMeeting:
		return text + " once a meeting with the client was held"
	case AtWon:
		return text + " once the client has engaged the firm"
	case AtNth:
		if r.Window == "" {
			return text + " for the " + ordinal(int64(r.Count)) + " referral accepted"
		}
		return text + " for the " + ordinal(int64(r.Count)) + " referral accepted" + within(r.Window)
	case AtFees:
		return text + " once the fees of a referral reach " + amountWords(r.Over, c)
	}
	return text + " at a milestone"
}

// retainerWords is "1,000.00 EUR a month in arrears, for 12 months from 1 Jan 2026, part periods by days", or "200.00 EUR for each service delivered".
func (r *Rule) retainerWords(c money.Currency) string {
	text := amountWords(r.Flat, c)
	if r.Every == "" && r.Kind == FixedFee {
		return text + " for each service delivered"
	}
	text += " a " + string(r.Every)
	if r.Kind == FixedFee {
		text += " for services"
	}
	if r.Advance {
		text += " in advance"
	}
	if r.Months > 0 {
		text += " for " + count(r.Months, "month")
	}
	text += onDay(" from ", r.Start)
	if r.ProRata {
		text += ", part periods by their days"
	}
	return text
}

func (r *Rule) charityWords(c money.Currency) string {
	text := amountWords(r.Flat, c) + " for each referral won"
	if !r.Rate.IsZero() {
		text = percentWords(r.Rate) + " of " + r.the("every fee "+string(r.fee()), "the margin on every fee received") + r.long()
	}
	return text + ", donated to " + r.Payee.Name
}

// bonusWords is "a bonus of 500.00 EUR from 10 referrals won in a quarter, another 1,000.00 EUR from 20".
func (r *Rule) bonusWords(c money.Currency) string {
	var parts []string
	for i, t := range r.Tiers {
		pays := money.New(t.Flat, c).String()
		if !t.Rate.IsZero() {
			pays = percentWords(t.Rate) + " of all of it"
		}
		reach := strconv.FormatInt(t.From, 10)
		if r.Measure == ByRevenue {
			reach = money.New(t.From, c).String()
		}
		switch {
		case i == 0 && r.Measure == ByRevenue:
			pays = "a bonus of " + pays + " when " + r.fees() + within(r.Window) + " reach " + reach
		case i == 0:
			pays = "a bonus of " + pays + " for " + reach + " referrals " + r.Measure.counted() + within(r.Window)
		case r.Mode == Cliff:
			pays = pays + " instead at " + reach
		default:
			pays = "another " + pays + " at " + reach
		}
		parts = append(parts, pays)
	}
	if len(parts) == 0 {
		return "a bonus"
	}
	return strings.Join(parts, ", ")
}

// only is ", only for Audit and Tax, for new clients".
func (r *Rule) only() string {
	var to []string
	if len(r.Services) > 0 {
		to = append(to, "for "+list(r.Services))
	}
	w := &r.When
	who := "clients"
	switch w.Client {
	case Persons:
		who = "clients who are persons"
	case Organisations:
		who = "organisations"
	}
	if w.Age != "" {
		who = string(w.Age) + " " + who
	}
	if who != "clients" {
		to = append(to, "for "+who)
	}
	if len(w.Tiers) > 0 {
		to = append(to, "while the partner is "+either(w.Tiers))
	}
	if w.Person != 0 {
		to = append(to, "for introductions by person "+strconv.FormatInt(w.Person, 10))
	}
	if len(to) == 0 {
		return ""
	}
	return ", only " + strings.Join(to, " and ")
}

// own is what a rule says for itself of limits and times.
func (r *Rule) own(c money.Currency) string {
	text := ""
	if r.Lasts > 0 {
		text += ", in the first " + count(r.Lasts, "month") + " of the agreement"
	}
	if r.Cap != nil {
		text += ", at most " + money.New(r.Cap.Amount, c).String() + each(r.Cap.Window) + " by this rule"
	}
	if r.Floor != nil {
		text += ", at least " + money.New(r.Floor.Amount, c).String() + each(r.Floor.Window) + " by this rule"
	}
	if r.HoldDays != nil {
		text += ", held for " + count(*r.HoldDays, "day")
	}
	if r.Tail != nil {
		tail := strings.TrimPrefix(r.Tail.words(), "; ")
		if tail == "" {
			tail = "after the end nothing more"
		}
		text += ", " + tail
	}
	switch r.Payee.To {
	case ToIntroducer:
		text += ", paid to the person who made the introduction"
	case ToPerson:
		text += ", paid to person " + strconv.FormatInt(r.Payee.Person, 10)
	case ToCharity:
		if r.Kind != CharityDonation {
			text += ", paid to " + r.Payee.Name
		}
	}
	return text
}

// either is "Gold", "Gold or Silver".
func either(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " or " + parts[len(parts)-1]
}
