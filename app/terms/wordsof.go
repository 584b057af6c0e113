package terms

import (
	"strconv"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Small words that sentences are put together from.

func list(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

func percentWords(r money.Rate) string { return r.Percent() + " %" }

// rateWords and amountWords are what a rule pays. Terms that are not finished yet say what is missing instead of nothing.
func rateWords(r money.Rate) string {
	if r.IsZero() {
		return "(rate missing)"
	}
	return percentWords(r)
}

func amountWords(minor int64, c money.Currency) string {
	if minor == 0 {
		return "(amount missing)"
	}
	return money.New(minor, c).String()
}

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
