package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// worths counts what is owed in other currencies in the firm's base currency. An amount enters an account at the rate of its day, or at
// the line's own rate where it was worked out of the base currency. What lowers an account takes out its part of what the account is
// counted as, so that an account with nothing on it is counted as nothing. Where a payment is counted as more or less than it takes out,
// the difference is an exchange difference.
type worths struct {
	b     Books
	s     Settings
	rates map[dayRate]money.FX
	kept  map[money.Currency][]calendar.Day // days to look on when a day has none before it; no entry: there is no rate at all
	held  map[string]onAccount              // by account
}

type dayRate struct {
	currency money.Currency
	day      calendar.Day
}

// onAccount is what stands on an account of what is owed, in its own currency and in the base, minor units.
type onAccount struct{ own, base int64 }

func exchangeDifferences() report.Account {
	return report.Account{"Expenses", "Exchange differences"}
}

// anyDay is further back than any rate is kept.
const anyDay = 3_000_000

func newWorths(b Books, s Settings, currencies []money.Currency) (*worths, error) {
	w := &worths{b: b, s: s, rates: map[dayRate]money.FX{}, kept: map[money.Currency][]calendar.Day{}, held: map[string]onAccount{}}
	pairs, err := b.RatePairs()
	if err != nil {
		return nil, err
	}
	for _, c := range currencies {
		last, ok, err := w.lookUp(c, calendar.D("9999-12-31"))
		if err != nil {
			return nil, err
		}
		if c == s.Currency || !ok {
			continue
		}
		var days []calendar.Day
		for _, p := range pairs {
			days = append(days, p.First)
		}
		slices.SortFunc(days, func(a, b calendar.Day) int { return cmp.Compare(a, b) })
		w.kept[c] = append(days, last.Day)
	}
	return w, nil
}

func (w *worths) lookUp(c money.Currency, day calendar.Day) (Rate, bool, error) {
	return rateFor(w.b, c, w.s.Currency, day, anyDay, "EUR", w.s.Currency)
}

// counts tells whether amounts of a currency are counted in the base.
func (w *worths) counts(c money.Currency) bool { return len(w.kept[c]) > 0 }

// notes say how the amounts of other currencies are counted.
func (w *worths) notes(currencies []money.Currency) (out []string) {
	var with, without []string
	for _, c := range currencies {
		switch {
		case w.counts(c):
			with = append(with, string(c))
		case c != w.s.Currency:
			without = append(without, string(c))
		}
	}
	if len(with) > 0 {
		out = append(out, fmt.Sprintf("Amounts in %s are counted in %s at the rate of their day, or the latest before; what a payment differs from what was booked is on %s.",
			strings.Join(with, ", "), w.s.Currency, strings.Join(exchangeDifferences(), ":")))
	}
	if len(without) > 0 {
		out = append(out, fmt.Sprintf("No rate to %s is kept for %s, so these amounts stand in their own currency.", w.s.Currency, strings.Join(without, ", ")))
	}
	return out
}

// rate is the rate of a day into the base: the latest before it, or the first after it.
func (w *worths) rate(c money.Currency, day calendar.Day) (money.FX, error) {
	at := dayRate{c, day}
	if r, ok := w.rates[at]; ok {
		return r, nil
	}
	for _, d := range append([]calendar.Day{day}, w.kept[c]...) {
		r, ok, err := w.lookUp(c, max(d, day))
		if err != nil {
			return money.FX{}, err
		}
		if ok {
			w.rates[at] = r.FX
			return r.FX, nil
		}
	}
	return money.FX{}, fmt.Errorf("the rate from %s on %s is gone", c, day)
}

// ofLine is what a line's amount is counted as when it is booked.
func (w *worths) ofLine(l *LineRow) (int64, error) {
	fx, err := w.ownRate(l)
	if err == nil && fx.IsZero() {
		fx, err = w.rate(l.Amount.Currency, l.Day)
	}
	if err != nil {
		return 0, err
	}
	m, err := fx.Convert(l.Amount, w.s.Currency, money.HalfUp)
	return m.Minor, err
}

// ownRate is the rate that a line was worked out with, turned round, when its fee was in the base currency.
func (w *worths) ownRate(l *LineRow) (money.FX, error) {
	if l.Fee == 0 {
		return money.FX{}, nil
	}
	why, err := l.Why()
	if err != nil || why.GrossIn != w.s.Currency || why.Rate == "" {
		return money.FX{}, err
	}
	fx, err := money.ParseFX(why.Rate)
	if err != nil {
		return fx, err
	}
	return money.Par().Over(fx)
}

// book puts an amount on an account of what is owed and gives what it is counted as there; worth is what it is counted as by itself.
func (w *worths) book(account string, minor, worth int64) int64 {
	h := w.held[account]
	if minor < 0 != (h.own < 0) && h.own != 0 {
		out := min(magnitude(minor), magnitude(h.own))
		rest := worth - money.MulDiv(worth, out, magnitude(minor), money.HalfUp)
		worth = rest - money.MulDiv(h.base, out, magnitude(h.own), money.HalfUp)
	}
	w.held[account] = onAccount{h.own + minor, h.base + worth}
	return worth
}

func magnitude(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// convert counts an entry in the base: its first posting is the other account, its second what is owed.
func (w *worths) convert(e *report.Entry, l *LineRow) error {
	if !w.counts(l.Amount.Currency) {
		return nil
	}
	worth, err := w.ofLine(l)
	if err != nil {
		return err
	}
	other, owed := &e.Postings[0], &e.Postings[1]
	booked := w.book(strings.Join(owed.Account, ":")+" "+string(l.Amount.Currency), l.Amount.Minor, worth)
	owed.Worth = money.New(-booked, w.s.Currency)
	if l.Kind != PaymentLine {
		other.Amount = money.New(booked, w.s.Currency)
		return nil
	}
	other.Worth = money.New(worth, w.s.Currency)
	if booked != worth {
		e.Postings = append(e.Postings, report.Posting{Account: exchangeDifferences(), Amount: money.New(booked-worth, w.s.Currency)})
	}
	return nil
}
