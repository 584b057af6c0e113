package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// ecbSource is what is kept as the source of the European Central Bank's euro reference rates.
const ecbSource = "ECB"

// RateFile is what was found in a file of reference rates.
type RateFile struct {
	Currencies []money.Currency
	First      calendar.Day
	Last       calendar.Day
	Added      int64
	Changed    int64
	Missing    []string // days and spans of days without rates, as sentences
}

// ImportReference takes in the ECB's euro reference rates (eurofxref-hist.csv: a Date column and one for each currency, newest
// first, N/A where there is none). currencies limits what is kept, none for all; days before since are left out.
func (u Rates) ImportReference(ctx context.Context, ask Ask, sheet Sheet, currencies []money.Currency, since calendar.Day) (Receipt, RateFile, error) {
	var found RateFile
	receipt, err := u.f.write(ctx, ask, "rate.import", func(t *tx) error {
		e := ecbFile{keep: currencies, since: since, today: t.today, has: map[money.Currency][]calendar.Day{}}
		if err := e.read(sheet); err != nil {
			return err
		}
		found = e.summary()
		var err error
		if found.Added, found.Changed, err = t.PutRates(e.rates); err != nil {
			return err
		}
		for _, m := range found.Missing {
			t.warn("%s", m)
		}
		if found.Changed > 0 {
			t.warn("%s changed; lines that were worked out with the earlier ones keep them.", counted(found.Changed, "rate"))
		}
		t.noUndo = true
		t.did(KindRate, 0, "Imported %s of %s from %s to %s", counted(found.Added, "new rate"), currencyList(found.Currencies), found.First, found.Last)
		return nil
	})
	return receipt, found, err
}

// ecbFile is a file of reference rates on its way in.
type ecbFile struct {
	keep  []money.Currency
	since calendar.Day
	today calendar.Day
	cols  map[int]money.Currency
	rates []Rate
	days  []calendar.Day                    // of the file, as they come
	has   map[money.Currency][]calendar.Day // days with a rate
}

func (e *ecbFile) read(sheet Sheet) error {
	if err := e.columns(sheet.Headings()); err != nil {
		return err
	}
	err := sheet.Each(func(line int, cells []string, _ int, flaw string) error {
		if flaw != "" {
			return Bad("file", fmt.Sprintf("Line %d of the file: %s", line, flaw), "Nothing was imported. Download the file again.")
		}
		return e.row(line, cells)
	})
	if err == nil && len(e.rates) == 0 {
		err = Bad("file", "The file has no rate of these currencies and days.", "Choose others, or another file.")
	}
	return err
}

// columns finds the currencies; the file ends every line with a comma, which makes a column without a name.
func (e *ecbFile) columns(headings []string) error {
	e.cols = map[int]money.Currency{}
	if len(headings) < 2 || !strings.EqualFold(strings.TrimSpace(headings[0]), "date") {
		return Bad("file", "This is not the ECB's file of euro reference rates: its first column is not Date.", "Use eurofxref-hist.csv as the ECB publishes it.")
	}
	for i, h := range headings[1:] {
		c := money.Currency(strings.TrimSpace(h))
		if len(c) == 3 && c == money.Currency(strings.ToUpper(string(c))) && c != "EUR" && (len(e.keep) == 0 || slices.Contains(e.keep, c)) {
			e.cols[i+1] = c
		}
	}
	for _, c := range e.keep {
		if c != "EUR" && !slices.Contains(headings, string(c)) {
			return Bad("currency", fmt.Sprintf("The file has no column %s.", c), "Leave it out.")
		}
	}
	return nil
}

func (e *ecbFile) row(line int, cells []string) error {
	day, err := calendar.ParseDay(strings.TrimSpace(cells[0]))
	if err != nil {
		return Bad("file", fmt.Sprintf("Line %d of the file: %v", line, err), "Nothing was imported. Download the file again.")
	}
	if day > e.today {
		return Bad("file", fmt.Sprintf("Line %d of the file: %s lies in the future.", line, day), "Nothing was imported. Download the file again.")
	}
	if day < e.since {
		return nil
	}
	e.days = append(e.days, day)
	for i, c := range e.cols {
		text := ""
		if i < len(cells) {
			text = strings.TrimSpace(cells[i])
		}
		if text == "" || strings.EqualFold(text, "N/A") {
			continue
		}
		fx, err := money.ParseFX(text)
		if err != nil {
			return Bad("file", fmt.Sprintf("Line %d of the file, %s: %v.", line, c, err), "Nothing was imported. Download the file again.")
		}
		e.rates = append(e.rates, Rate{From: "EUR", To: c, Day: day, FX: fx, Source: ecbSource})
		e.has[c] = append(e.has[c], day)
	}
	return nil
}

// summary says what the file holds, and which days it lacks: business days between its first and last without any rate, and
// for each currency the days within its own first and last on which only others have one.
func (e *ecbFile) summary() RateFile {
	slices.Sort(e.days)
	f := RateFile{First: e.days[0], Last: e.days[len(e.days)-1]}
	inFile := map[calendar.Day]bool{}
	for _, d := range e.days {
		inFile[d] = true
	}
	if gap := spans(f.First, f.Last, func(d calendar.Day) bool { return !inFile[d] && publishes(d) }); gap != "" {
		f.Missing = append(f.Missing, "The file has no rates for "+gap+".")
	}
	for c, days := range e.has {
		f.Currencies = append(f.Currencies, c)
		has := map[calendar.Day]bool{}
		for _, d := range days {
			has[d] = true
		}
		if gap := spans(slices.Min(days), slices.Max(days), func(d calendar.Day) bool { return inFile[d] && !has[d] }); gap != "" {
			f.Missing = append(f.Missing, fmt.Sprintf("%s has no rate for %s.", c, gap))
		}
	}
	slices.Sort(f.Currencies)
	slices.Sort(f.Missing)
	return f
}

// mostSpans is how many gaps are named; the rest are counted.
const mostSpans = 12

// spans names the days for which lacks holds, neighbours together: weekends and days off between them do not part them.
func spans(first, last calendar.Day, lacks func(calendar.Day) bool) string {
	var out []string
	more := 0
	for d := first; d <= last; d++ {
		if !lacks(d) {
			continue
		}
		end := d
		for next := d + 1; next <= last && (lacks(next) || !publishes(next)); next++ {
			if lacks(next) {
				end = next
			}
		}
		switch {
		case len(out) == mostSpans:
			more++
		case end == d:
			out = append(out, d.String())
		default:
			out = append(out, fmt.Sprintf("%s to %s", d, end))
		}
		d = end
	}
	if more > 0 {
		out = append(out, counted(more, "more span"))
	}
	return strings.Join(out, ", ")
}

// publishes tells whether the ECB publishes rates on a day: Monday to Friday but for the closing days of its payment system
// since 2002: New Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26 December.
func publishes(d calendar.Day) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	switch d.String()[5:] {
	case "01-01", "05-01", "12-25", "12-26":
		return false
	}
	easter := easterSunday(d.Year())
	return d != easter-2 && d != easter+1
}

// easterSunday is Easter of the Gregorian calendar, by the method printed anonymously in Nature, 20 April 1876.
func easterSunday(year int) calendar.Day {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return calendar.D(fmt.Sprintf("%04d-%02d-%02d", year, n/31, n%31+1))
}

func currencyList(list []money.Currency) string {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = string(c)
	}
	return strings.Join(words, ", ")
}
