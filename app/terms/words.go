package terms

import (
	"strconv"
	"strings"

	"rapport/app/money"
)

// Words is the plan as one plain sentence without its full stop. It also reads terms that are not finished yet.
func (t Terms) Words() string {
	var rules, besides []string
	seen, compete := map[EventKind]bool{}, false
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.beside() {
			besides = append(besides, r.Words(t.Currency))
			continue
		}
		rules = append(rules, r.Words(t.Currency))
		compete = compete || seen[r.trigger()]
		seen[r.trigger()] = true
	}
	text := strings.Join(rules, "; ")
	if compete {
		text += "; where several apply, the one that pays most"
	}
	if len(rules) > 0 && len(besides) > 0 {
		text += "; besides, "
	}
	return text + strings.Join(besides, "; and ") + t.limitWords() + t.Tail.words()
}

// Sentences are the plan as people read it in a list: one for each rule, then what holds for all of them. Each without its full stop.
func (t Terms) Sentences() (list []string) {
	for i := range t.Rules {
		text := upper(t.Rules[i].Words(t.Currency))
		if len(t.Rules) > 1 && t.Rules[i].beside() {
			text += "; this adds to the other rules"
		}
		list = append(list, text)
	}
	all := t.limitWords() + t.Tail.words()
	for part := range strings.SplitSeq(strings.TrimPrefix(strings.ReplaceAll(all, "; together ", "; in all "), ", "), "; ") {
		if part != "" {
			list = append(list, upper(part))
		}
	}
	return list
}

// limitWords is what the agreement pays at most and at least, and for how long lines are held.
func (t *Terms) limitWords() (text string) {
	then := ", "
	if len(t.Rules) > 1 {
		then = "; together "
	}
	if t.Cap != nil {
		text += then + "at most " + money.New(t.Cap.Amount, t.Currency).String() + each(t.Cap.Window)
	}
	if t.Floor != nil {
		text += then + "at least " + money.New(t.Floor.Amount, t.Currency).String() + each(t.Floor.Window)
	}
	if t.HoldDays > 0 {
		text += "; held for " + count(t.HoldDays, "day")
	}
	return text
}

func (t Tail) words() string {
	switch t.Kind {
	case TailOpen:
		return "; after the end also for referrals introduced before it"
	case TailWon:
		return "; after the end for another " + count(t.Months, "month") + " for clients already won"
	case TailLife:
		return "; after the end for life for clients already won"
	}
	return ""
}

// still is whom a tail pays for.
func (k TailKind) still() string {
	if k == TailOpen {
		return "referrals introduced before the end"
	}
	return "clients already won"
}

// Words is the rule as a part of a sentence.
func (r Rule) Words(c money.Currency) string {
	return r.pays(c) + r.only() + r.own(c)
}

func (r *Rule) pays(c money.Currency) string {
	if r.Kind != Tiered {
		return r.short(c)
	}
	if r.trigger() != Fee {
		text := r.countWords(c) + ", counted" + within(r.Window)
		if r.Mode == Retro {
			text += ", all of them at the amount reached"
		}
		return text
	}
	text := r.bandWords(c) + ", on " + r.fees() + within(r.Window)
	switch {
	case r.Mode == Cliff:
		return text + ", the whole fee at the rate that the total reaches with it"
	case r.Mode == Retro:
		return text + ", all of them at the rate that the total reaches"
	case len(r.Tiers) > 1:
		return text + ", each slice at its own rate"
	}
	return text
}

// Label is Words, but short where a tier table would make it long: it is kept with every line.
func (r Rule) Label(c money.Currency) string { return r.short(c) + r.only() }

func (r *Rule) short(c money.Currency) string {
	switch r.Kind {
	case PercentOnce:
		return rateWords(r.Rate) + " of " + r.the("the first invoice of each won referral, when "+string(r.fee()), "the margin on the first invoice of each won referral")
	case RevenueShare:
		return rateWords(r.Rate) + " of " + r.the("every fee "+string(r.fee()), "the margin on every fee received") + r.long()
	case FeeDivision:
		return rateWords(r.Rate) + " of " + r.the("every fee "+string(r.fee()), "the margin on every fee received") + " as a division of the fee, with the client's written consent" + r.long()
	case FlatOnWin:
		return amountWords(r.Flat, c) + " for each referral won"
	case FlatPerReferral:
		return amountWords(r.Flat, c) + " for each referral accepted"
	case Tiered:
		return r.tierLabel(c)
	case Bonus:
		return r.bonusWords(c)
	case Milestone:
		return r.milestoneWords(c)
	case Retainer, FixedFee:
		return r.retainerWords(c)
	case CharityDonation:
		return r.charityWords(c)
	case GiftOnly:
		return "thanks with gifts, no money"
	case ReciprocalOnly:
		return "introductions both ways, no money"
	case NoPayment:
		return "no payment is permitted"
	}
	return string(r.Kind)
}

// the is one text, or of a margin another.
func (r *Rule) the(fee, margin string) string {
	if r.Basis != OnMargin {
		return fee
	}
	if r.CostRate.IsZero() {
		return margin + " after its cost"
	}
	return margin + " after costs of " + percentWords(r.CostRate)
}

// fees is what tiers and bonuses of revenue measure.
func (r *Rule) fees() string { return r.the("fees "+string(r.fee()), "the margin on fees received") }

// long is for how long a share of fees is paid.
func (r *Rule) long() string {
	if r.Months == 0 {
		return ", for life"
	}
	return " for " + count(r.Months, "month") + " from the win"
}

func (r *Rule) tierLabel(c money.Currency) string {
	if len(r.Tiers) == 0 {
		return "tiers"
	}
	low, high := r.Tiers[0], r.Tiers[len(r.Tiers)-1]
	if r.trigger() != Fee {
		flats := money.New(low.Flat, c).String()
		if len(r.Tiers) > 1 {
			flats = money.New(low.Flat, c).Amount() + " to " + money.New(high.Flat, c).String()
		}
		return flats + " for each referral " + r.Measure.counted() + ", by tiers" + of(r.Window)
	}
	rates := percentWords(low.Rate)
	if len(r.Tiers) > 1 {
		rates += " to " + percentWords(high.Rate)
	}
	text := rates + " of " + r.fees() + ", by tiers" + of(r.Window)
	switch r.Mode {
	case Cliff:
		text += ", the whole fee at the rate reached"
	case Retro:
		text += ", all of them at the rate reached"
	}
	return text
}

func (m Measure) counted() string {
	if m == ByAcceptedCount {
		return OnAccepted
	}
	return OnWon
}

// bandWords is "5 % up to 50,000.00 EUR, 8 % from 50,000.00 EUR to 150,000.00 EUR, 10 % above".
func (r *Rule) bandWords(c money.Currency) string {
	var parts []string
	for i, t := range r.Tiers {
		text, last := percentWords(t.Rate), i == len(r.Tiers)-1
		switch {
		case last && i > 0:
			text += " above"
		case !last && i == 0:
			text += " up to " + money.New(r.Tiers[1].From, c).String()
		case !last:
			text += " from " + money.New(t.From, c).String() + " to " + money.New(r.Tiers[i+1].From, c).String()
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// countWords is "100.00 EUR each for the first 5 referrals won, 150.00 EUR each for the 6th to 10th, … from the 11th on".
func (r *Rule) countWords(c money.Currency) string {
	var parts []string
	for i, t := range r.Tiers {
		text, last := money.New(t.Flat, c).String(), i == len(r.Tiers)-1
		switch {
		case i == 0 && last:
			text += " for each referral " + r.Measure.counted()
		case i == 0:
			text += " each for the first " + strconv.FormatInt(r.Tiers[1].From, 10) + " referrals " + r.Measure.counted()
		case last:
			text += " from the " + ordinal(t.From+1) + " on"
		default:
			text += " each for the " + ordinal(t.From+1) + " to " + ordinal(r.Tiers[i+1].From)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}
