package terms

import (
	"strconv"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Words is the plan as one plain sentence without its full stop. It also reads terms that are not finished yet.
func (t Terms) Words() string {
	var rules []string
	seen, compete := map[EventKind]bool{}, false
	for i := range t.Rules {
		r := &t.Rules[i]
		rules = append(rules, r.Words(t.Currency))
		compete = compete || seen[r.trigger()]
		seen[r.trigger()] = true
	}
	text := strings.Join(rules, "; ")
	if compete {
		text += "; where several apply, the one that pays most"
	}
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
	return text + t.Tail.words()
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
	if r.Kind != Tiered {
		return r.Label(c)
	}
	text := ""
	if r.trigger() == Fee {
		text = r.bandWords(c) + ", on fees " + string(r.fee()) + within(r.Window)
		if r.Mode == Cliff {
			text += ", the whole fee at the rate that the total reaches with it"
		} else if len(r.Tiers) > 1 {
			text += ", each slice at its own rate"
		}
	} else {
		text = r.countWords(c) + ", counted" + within(r.Window)
	}
	return text + r.only()
}

// Label is Words, but short where a tier table would make it long: it is kept with every line.
func (r Rule) Label(c money.Currency) string {
	text := string(r.Kind)
	switch r.Kind {
	case PercentOnce:
		text = percentWords(r.Rate) + " of the first invoice of each won referral, when " + string(r.fee())
	case RevenueShare:
		text = percentWords(r.Rate) + " of every fee " + string(r.fee()) + " for " + count(r.Months, "month") + " from the win"
		if r.Months == 0 {
			text = percentWords(r.Rate) + " of every fee " + string(r.fee()) + ", for life"
		}
	case FlatOnWin:
		text = money.New(r.Flat, c).String() + " for each referral won"
	case FlatPerReferral:
		text = money.New(r.Flat, c).String() + " for each referral accepted"
	case Tiered:
		text = r.tierLabel(c)
	case ReciprocalOnly:
		text = "introductions both ways, no money"
	case NoPayment:
		text = "no payment is permitted"
	}
	return text + r.only()
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
	text := rates + " of fees " + string(r.fee()) + ", by tiers" + of(r.Window)
	if r.Mode == Cliff {
		text += ", the whole fee at the rate reached"
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

// only is ", only for Audit and Tax".
func (r *Rule) only() string {
	if len(r.Services) == 0 {
		return ""
	}
	return ", only for " + list(r.Services)
}

func list(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

func percentWords(r money.Rate) string { return r.Percent() + " %" }

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func ordinal(n int64) string {
	end := "th"
	if n%100/10 != 1 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return strconv.FormatInt(n, 10) + end
}

// each is " a calendar year", within " in a calendar year", of " of the calendar year".
func each(w Window) string {
	switch w {
	case Lifetime:
		return " in all"
	case AgreementYear:
		return " an agreement year"
	}
	return " a " + string(w)
}

func within(w Window) string {
	switch w {
	case Lifetime:
		return " since the agreement began"
	case AgreementYear:
		return " in an agreement year"
	}
	return " in a " + string(w)
}

func of(w Window) string {
	if w == Lifetime {
		return " since the agreement began"
	}
	return " of the " + string(w)
}

// inWindow is " in " and the label of one span, nothing without.
func inWindow(label string) string {
	if label == "" {
		return ""
	}
	return " in " + label
}

func onDay(text string, d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return text + d.Label()
}
