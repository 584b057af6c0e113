package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// headerKey recognises files with the same columns.
func headerKey(headings []string) string {
	folded := make([]string, len(headings))
	for i, h := range headings {
		folded[i] = names.Fold(h)
	}
	return strings.Join(folded, "|")
}

// guessColumns matches headings with what fields are known by. A heading goes to the field that has it earliest among its
// names, a field takes the surest heading; each is used once.
func guessColumns(fields []ImportField, headings []string) map[string]string {
	type match struct{ rank, field, column int }
	var all []match
	for i, f := range fields {
		known := append([]string{names.Fold(strings.ReplaceAll(f.Key, "_", " ")), names.Fold(f.Title)}, f.Aliases...)
		for j, h := range headings {
			if rank := slices.Index(known, headingWords(h)); rank >= 0 {
				all = append(all, match{rank, i, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int { return a.rank - b.rank })
	columns, taken := map[string]string{}, map[int]bool{}
	for _, m := range all {
		if key := fields[m.field].Key; columns[key] == "" && !taken[m.column] {
			columns[key], taken[m.column] = headings[m.column], true
		}
	}
	return columns
}

// headingWords is a heading folded, words written together in capitals (CloseDate) taken apart.
func headingWords(h string) string {
	var b strings.Builder
	lower := false
	for _, r := range h {
		if lower && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		lower = r >= 'a' && r <= 'z'
		b.WriteRune(r)
	}
	return names.Fold(b.String())
}

// missingColumns asks for the columns of required fields.
func missingColumns(fields []ImportField, plan ImportPlan, headings []string) []ImportQuestion {
	var asks []ImportQuestion
	for _, f := range fields {
		if f.Required && !slices.Contains(headings, plan.Columns[f.Key]) {
			asks = append(asks, ImportQuestion{About: AskColumn, Field: f.Key, Choices: headings,
				Say: fmt.Sprintf("Which column holds the %s?", strings.ToLower(f.Title))})
		}
	}
	return asks
}

// valuesOf gives the different values of all day and of all amount columns that are mapped, in the order they come.
func valuesOf(ctx context.Context, fields []ImportField, plan ImportPlan, sheet Sheet) (days, amounts []string, err error) {
	var dayAt, moneyAt []int
	for _, f := range fields {
		at := slices.Index(sheet.Headings(), plan.Columns[f.Key])
		switch {
		case at < 0 || plan.Columns[f.Key] == "":
		case f.Kind == FieldDay:
			dayAt = append(dayAt, at)
		case f.Kind == FieldMoney:
			moneyAt = append(moneyAt, at)
		}
	}
	seenDays, seenAmounts, n := map[string]bool{}, map[string]bool{}, 0
	err = sheet.Each(func(_ int, cells []string, _ int, flaw string) error {
		if n++; n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if flaw == "" {
			days = gather(days, seenDays, cells, dayAt)
			amounts = gather(amounts, seenAmounts, cells, moneyAt)
		}
		return nil
	})
	return days, amounts, err
}

func gather(values []string, seen map[string]bool, cells []string, at []int) []string {
	for _, i := range at {
		if i < len(cells) && cells[i] != "" && !seen[cells[i]] {
			v := strings.Clone(cells[i])
			seen[v] = true
			values = append(values, v)
		}
	}
	return values
}

// settleDays finds the one way in which all days of the file are written, or asks. Values that are no day in any way are
// left to their rows; a file without any is read as if its days were written as ISO has them, so that the rows themselves say what is
// wrong with them.
func settleDays(chosen string, values []string, asks []ImportQuestion) (string, []ImportQuestion) {
	days, fitting := values, calendar.GuessFormat(values)
	if len(fitting) == 0 {
		days = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return len(calendar.GuessFormat([]string{v})) == 0 })
		fitting = calendar.GuessFormat(days)
	}
	if len(days) == 0 {
		return orElse(chosen, calendar.ISO), asks
	}
	switch {
	case slices.Contains(fitting, chosen):
		return chosen, asks
	case len(fitting) == 1:
		return fitting[0], asks
	case len(fitting) > 1:
		return "", append(asks, ImportQuestion{About: AskDateFormat, Say: "How are the days of this file written?", Choices: fitting,
			Samples: firstFew(days)})
	}
	formats, samples := contradicting(days)
	if slices.Contains(formats, chosen) {
		return chosen, asks // somebody said so, knowing of the others
	}
	return "", append(asks, ImportQuestion{About: AskDateFormat, Choices: formats, Samples: samples,
		Say: "The days of this file are written in more than one way. Which one counts? Rows written otherwise are refused."})
}

// contradicting gives the formats that read some of the days, most first, and a few days that the first of them can't read.
func contradicting(days []string) (formats, samples []string) {
	counts := map[string]int{}
	for _, day := range days {
		for _, f := range calendar.GuessFormat([]string{day}) {
			counts[f]++
		}
	}
	for _, f := range calendar.Formats() {
		if counts[f] > 0 {
			formats = append(formats, f)
		}
	}
	slices.SortStableFunc(formats, func(a, b string) int { return counts[b] - counts[a] })
	for _, day := range days {
		if _, err := calendar.ParseDayAs(day, formats[0]); err != nil {
			samples = append(samples, day)
		}
	}
	return formats, firstFew(samples)
}

// settleDecimal finds the sign that begins the decimals, or asks when it matters and the file does not tell.
func settleDecimal(plan ImportPlan, amounts []string, asks []ImportQuestion) (money.Decimal, []ImportQuestion) {
	told, contradict := money.GuessDecimal(amounts)
	if told != money.AskDecimal {
		return told, asks
	}
	if plan.Decimal != money.AskDecimal {
		return plan.Decimal, asks
	}
	q := ImportQuestion{About: AskDecimals, Choices: []string{money.Point.String(), money.Comma.String()}}
	for _, v := range amounts {
		if contradict && decimalIn(v) != money.AskDecimal || !contradict && ambiguous(v, plan.Currency) {
			q.Samples = append(q.Samples, v)
		}
	}
	q.Say = "Does a point or a comma begin the decimals of this file's amounts?"
	if contradict {
		q.Say = "This file has amounts with a decimal point and with a decimal comma. Which one counts? The other rows are refused."
		slices.SortStableFunc(q.Samples, func(a, b string) int { return int(decimalIn(a)) - int(decimalIn(b)) })
		q.Samples = []string{q.Samples[0], q.Samples[len(q.Samples)-1]}
	}
	if len(q.Samples) == 0 {
		return money.AskDecimal, asks
	}
	q.Samples = firstFew(q.Samples)
	return money.AskDecimal, append(asks, q)
}

// decimalIn is the sign that must begin the decimals of one amount; AskDecimal when it can be either.
func decimalIn(v string) money.Decimal {
	d, _ := money.GuessDecimal([]string{v})
	return d
}

// ambiguous tells whether an amount can be two amounts.
func ambiguous(v string, c money.Currency) bool {
	_, err := money.ParseAmount(v, c, money.AskDecimal)
	return errors.Is(err, money.ErrAmbiguous)
}

func firstFew(values []string) []string { return values[:min(len(values), 5)] }
