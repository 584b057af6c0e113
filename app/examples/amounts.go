package examples

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapport/app/money"
	"rapport/app/terms"
)

// Scale gives an amount in hundredths of a currency with two decimals in the minor units of another, of about the same worth: of a
// currency without decimals as many whole units (250.00 becomes 25,000), of one with three decimals two fifths (100.000), because those are worth
// more. It is for examples and ready plans, not for conversion.
func Scale(hundredths int64, c money.Currency) int64 {
	digits := c.Digits()
	if digits <= 2 {
		return hundredths
	}
	hundredths *= 4
	for range digits - 3 {
		hundredths *= 10
	}
	return hundredths
}

// howMany example amounts a table has when nobody chose them.
const howMany = 5

// Amounts are five example amounts that show the terms well: below, on and above their steps, else round ones.
func Amounts(t terms.Terms, by By) []int64 {
	steps := stepsOf(t, by)
	if len(steps) == 0 {
		return plainAmounts(t, by)
	}
	top := steps[len(steps)-1]
	all := []int64{max(1, steps[0]/2)}
	for i, s := range steps {
		all = append(all, s)
		if i+1 < len(steps) {
			all = append(all, s+(steps[i+1]-s)/2)
		}
	}
	all = append(all, top+top/2, 2*top, 4*top)
	slices.Sort(all)
	all = slices.Compact(all)
	if len(steps) > 2 { // more than has room: the steps themselves come first
		all = append(append([]int64{max(1, steps[0]/2)}, steps[:min(len(steps), howMany-1)]...), 2*top)
		slices.Sort(all)
		all = slices.Compact(all)
	}
	for n := top; len(all) < howMany; n++ { // small counts lie close together
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return all[:howMany]
}

func plainAmounts(t terms.Terms, by By) []int64 {
	switch by {
	case ByMonths:
		return []int64{1, 3, 6, 12, 24}
	case ByFees:
		all := []int64{1_000_00, 5_000_00, 10_000_00, 25_000_00, 100_000_00}
		for i := range all {
			all[i] = Scale(all[i], t.Currency)
		}
		return all
	}
	return []int64{1, 2, 5, 10, 25}
}

// stepsOf are the amounts at which the terms begin to pay otherwise, rising.
func stepsOf(t terms.Terms, by By) (steps []int64) {
	for i := range t.Rules {
		r := &t.Rules[i]
		if r.Kind == terms.Milestone {
			switch {
			case by == ByFees && r.On == terms.AtFees:
				steps = append(steps, r.Over)
			case by == ByReferrals && r.On == terms.AtNth:
				steps = append(steps, int64(r.Count))
			}
		}
		if (r.Measure == terms.ByRevenue) != (by == ByFees) || by != ByFees && by != ByReferrals {
			continue
		}
		for _, tier := range r.Tiers {
			if tier.From > 0 && tier.From <= money.Max/8 {
				steps = append(steps, tier.From)
			}
		}
	}
	slices.Sort(steps)
	return slices.Compact(steps)
}

// Most is how many example amounts a table may have.
const Most = 12

// Parse reads example amounts as people type them, between semicolons: "1,000; 5,000.50". An empty text is no amounts.
func Parse(text string, by By, c money.Currency) (amounts []int64, err error) {
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		n, err := parseOne(part, by, c)
		if err != nil {
			return nil, err
		}
		amounts = append(amounts, n)
	}
	if len(amounts) > Most {
		return nil, fmt.Errorf("At most %d example amounts fit", Most)
	}
	return amounts, nil
}

// mostCount is the largest count an example is worked out for: every one of them is an event.
const mostCount = 1_000

func parseOne(text string, by By, c money.Currency) (int64, error) {
	if by == ByFees {
		m, err := money.ParseAmount(text, c, money.Point)
		if err == nil && m.Minor < 0 {
			err = fmt.Errorf("“%s” is below 0", text)
		}
		return m.Minor, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n > mostCount {
		return 0, fmt.Errorf("“%s” is not a whole number from 0 to %d", text, mostCount)
	}
	return n, nil
}
