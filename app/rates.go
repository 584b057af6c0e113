package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// Rates are the use-cases of the table of exchange rates.
type Rates struct{ f *Firm }

// Pairs gives what is kept, by pair.
func (u Rates) Pairs(ctx context.Context) ([]RatePair, error) {
	return read(ctx, u.f, func(b Books) ([]RatePair, error) { return b.RatePairs() })
}

// List gives the rates of a pair, newest first, at most limit.
func (u Rates) List(ctx context.Context, from, to money.Currency, first, last calendar.Day, limit int) ([]Rate, error) {
	return read(ctx, u.f, func(b Books) ([]Rate, error) {
		if last == 0 {
			last = calendar.D("9999-12-31")
		}
		return b.Rates(from, to, first, last, limit)
	})
}

// On gives the rate that the program would use from one currency into another on a day (0 today).
func (u Rates) On(ctx context.Context, from, to money.Currency, day calendar.Day) (Rate, error) {
	return read(ctx, u.f, func(b Books) (Rate, error) {
		s, err := b.Settings()
		if err != nil {
			return Rate{}, err
		}
		day = orDay(day, u.f.today(s))
		r, ok, err := rateOf(b, s, from, to, day)
		if err == nil && !ok {
			err = noRate(s, from, to, day)
		}
		return r, err
	})
}

func noRate(s Settings, from, to money.Currency, day calendar.Day) error {
	return &Problem{Kind: NotFound, Say: fmt.Sprintf("There is no exchange rate from %s to %s for %s or the %d days before.", from, to, day, s.rateDays()),
		Try: "Enter one, or import a newer file of reference rates."}
}

// Add enters a rate by hand. One of the same pair and day is replaced; lines keep the rate they were worked out with.
func (u Rates) Add(ctx context.Context, ask Ask, r Rate) (Receipt, error) {
	return u.f.write(ctx, ask, "rate.add", func(t *tx) error {
		if r.Day == 0 {
			r.Day = t.today
		}
		if err := t.checkRate(&r); err != nil {
			return err
		}
		before, ok, err := t.RateOn(r.From, r.To, r.Day, r.Day)
		if err != nil {
			return err
		}
		if _, _, err := t.PutRates([]Rate{r}); err != nil {
			return err
		}
		if ok && before.FX != r.FX {
			t.warn("It was %s before. Lines that were worked out with it keep it.", before.FX)
		}
		t.noUndo = true
		t.did(KindRate, 0, "Entered the rate %s", r.Words())
		return nil
	})
}

func (t *tx) checkRate(r *Rate) error {
	var err error
	if r.From, err = money.ParseCurrency(string(r.From)); err != nil {
		return Bad("from", err.Error(), "")
	}
	if r.To, err = money.ParseCurrency(string(r.To)); err != nil {
		return Bad("to", err.Error(), "")
	}
	switch r.Source = names.Clean(r.Source); {
	case r.From == r.To:
		return Bad("to", "A currency has no rate into itself.", "Enter two currencies.")
	case r.FX.IsZero():
		return Bad("rate", "No exchange rate is given.", "Write it like 1.0837.")
	case r.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", r.Day), "Enter the day the rate was published.")
	case r.Source == "":
		return Bad("source", "A rate needs its source; it is kept with every line.", "Write where it is from, such as the bank's statement.")
	}
	return within("source", r.Source, 80)
}
