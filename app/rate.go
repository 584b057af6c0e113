package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Rate is an exchange rate of a day: how many major units of To one of From buys, and where that stands.
type Rate struct {
	From, To money.Currency
	Day      calendar.Day
	FX       money.FX
	Source   string
}

// Words is "1 USD = 0.9229 EUR (ECB, 2026-02-10)".
func (r Rate) Words() string {
	return fmt.Sprintf("1 %s = %s %s (%s, %s)", r.From, r.FX, r.To, r.Source, r.Day)
}

// RatePair is what is kept of a pair: its newest rate, its first day and how many days.
type RatePair struct {
	Rate
	First calendar.Day
	Count int64
}

// RateBooks keeps exchange rates.
type RateBooks interface {
	// RateOn gives the latest rate of a pair, in that direction, with first <= Day <= last.
	RateOn(from, to money.Currency, first, last calendar.Day) (Rate, bool, error)
	PutRates([]Rate) (added, changed int64, err error) // one a pair and day; a later one replaces
	RatePairs() ([]RatePair, error)                    // by from, to
	Rates(from, to money.Currency, first, last calendar.Day, limit int) ([]Rate, error)
}

// usualRateDays is how old a rate may be unless the firm says otherwise: the longest run of days without one is Easter's.
const usualRateDays = 7

// rateDays is how many days before an event a rate may be.
func (s Settings) rateDays() int {
	if s.RateDays == 0 {
		return usualRateDays
	}
	return s.RateDays
}

// rateFor finds the rate from one currency into another on a day, or on the last day before that has one and is at most days
// back: as entered, turned round, or by way of a currency that both have a rate of on one day. The latest of these wins.
func rateFor(b RateBooks, from, to money.Currency, day calendar.Day, days int, pivots ...money.Currency) (Rate, bool, error) {
	if from == to {
		return Rate{From: from, To: to, Day: day, FX: money.Par(), Source: "same currency"}, true, nil
	}
	first := day.AddDays(-days)
	best, ok, err := b.RateOn(from, to, first, day)
	if err != nil {
		return best, ok, err
	}
	better := func(r Rate, found bool, err error) error {
		if err == nil && found && (!ok || r.Day > best.Day) {
			best, ok = r, true
		}
		return err
	}
	if err := better(turned(b, from, to, first, day)); err != nil {
		return best, ok, err
	}
	for _, pivot := range pivots {
		if pivot == from || pivot == to {
			continue
		}
		if err := better(across(b, pivot, from, to, first, day)); err != nil {
			return best, ok, err
		}
	}
	return best, ok, nil
}

// turned is the inverse of the rate that is kept the other way round.
func turned(b RateBooks, from, to money.Currency, first, day calendar.Day) (Rate, bool, error) {
	r, ok, err := b.RateOn(to, from, first, day)
	if err != nil || !ok {
		return r, ok, err
	}
	r.FX, err = money.Par().Over(r.FX)
	r.From, r.To = from, to
	return r, true, err
}

// across goes by way of a pivot that has a rate into both on one day.
func across(b RateBooks, pivot, from, to money.Currency, first, day calendar.Day) (Rate, bool, error) {
	for day >= first {
		in, ok, err := b.RateOn(pivot, from, first, day)
		if err != nil || !ok {
			return in, false, err
		}
		out, ok, err := b.RateOn(pivot, to, first, in.Day)
		if err != nil || !ok {
			return out, false, err
		}
		if out.Day == in.Day {
			fx, err := out.FX.Over(in.FX)
			return Rate{From: from, To: to, Day: in.Day, FX: fx, Source: out.Source + " by way of " + string(pivot)}, err == nil, err
		}
		day = out.Day
	}
	return Rate{}, false, nil
}

// rateOf is rateFor as the firm does it.
func rateOf(b RateBooks, s Settings, from, to money.Currency, day calendar.Day) (Rate, bool, error) {
	return rateFor(b, from, to, day, s.rateDays(), "EUR", s.Currency)
}

// InBase is amounts of several currencies summed in the firm's base currency, with the rates that were used.
type InBase struct {
	Sum     money.Money
	Used    []Rate
	Missing []money.Currency // without a rate; they are not in Sum
}

// Words is "1,234.00 EUR at 1 USD = 0.9229 EUR (ECB, 2026-02-10); without JPY, for which there is no rate".
func (i InBase) Words() string {
	say := i.Sum.String()
	used := make([]string, len(i.Used))
	for n, r := range i.Used {
		used[n] = r.Words()
	}
	if len(used) > 0 {
		say += " at " + strings.Join(used, ", ")
	}
	if len(i.Missing) > 0 {
		words := make([]string, len(i.Missing))
		for n, c := range i.Missing {
			words[n] = string(c)
		}
		say += "; without " + strings.Join(words, ", ") + ", for which there is no rate"
	}
	return say
}

// inBase sums amounts in the base currency at the rates of a day. A single currency, the base, needs none.
func inBase(b RateBooks, s Settings, day calendar.Day, amounts ...money.Money) (InBase, error) {
	out := InBase{Sum: money.New(0, s.Currency)}
	total := map[money.Currency]int64{}
	var order []money.Currency
	for _, m := range amounts {
		if _, ok := total[m.Currency]; !ok {
			order = append(order, m.Currency)
		}
		total[m.Currency] += m.Minor
	}
	for _, c := range order {
		r, ok, err := rateOf(b, s, c, s.Currency, day)
		if err != nil {
			return out, err
		}
		if !ok {
			out.Missing = append(out.Missing, c)
			continue
		}
		m, err := r.FX.Convert(money.New(total[c], c), s.Currency, money.HalfUp)
		if err != nil {
			return out, err
		}
		if out.Sum, err = out.Sum.Add(m); err != nil {
			return out, err
		}
		if c != s.Currency {
			out.Used = append(out.Used, r)
		}
	}
	return out, nil
}

// InBase sums amounts in the firm's base currency at the rates of a day (0 today).
func (u Overview) InBase(ctx context.Context, day calendar.Day, amounts ...money.Money) (InBase, error) {
	return read(ctx, u.f, func(b Books) (InBase, error) {
		s, err := b.Settings()
		if err != nil {
			return InBase{}, err
		}
		return inBase(b, s, orDay(day, u.f.today(s)), amounts...)
	})
}

// foreign tells whether something was converted, or could not be.
func (i InBase) foreign() bool { return len(i.Used)+len(i.Missing) > 0 }

// Note is Words where the currencies are not the base alone, else empty.
func (i InBase) Note() string {
	if !i.foreign() {
		return ""
	}
	return i.Words()
}

// sumsInBase sums sums in the base currency at the rates of a day.
func sumsInBase(b RateBooks, s Settings, day calendar.Day, sums []Sums) (InBase, error) {
	amounts := make([]money.Money, len(sums))
	for i, one := range sums {
		amounts[i] = money.New(one.Minor, one.Currency)
	}
	return inBase(b, s, day, amounts...)
}

// LiabilityInBase sums what is owed, estimates left out, in the base currency at the rates of a day (0 today).
func (u Overview) LiabilityInBase(ctx context.Context, asOf calendar.Day, rows []Liability) (InBase, error) {
	amounts := make([]money.Money, 0, 4*len(rows))
	for _, l := range rows {
		for _, minor := range []int64{l.Accrued, l.Held, l.Approved, l.Unpaid} {
			amounts = append(amounts, money.New(minor, l.Currency))
		}
	}
	return u.InBase(ctx, asOf, amounts...)
}
