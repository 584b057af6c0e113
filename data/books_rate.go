package data

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

const rateColumns = "base, quote, day, rate, source"

func readRate(r *row) app.Rate {
	v := app.Rate{From: r.currency(), To: r.currency(), Day: r.day()}
	if err := v.FX.UnmarshalText([]byte(r.text())); err != nil {
		r.fail("an exchange rate", err)
	}
	v.Source = r.text()
	return v
}

// RateOn gives the latest rate of a pair, as it was entered, with first <= Day <= last.
func (b *books) RateOn(from, to money.Currency, first_, last calendar.Day) (app.Rate, bool, error) {
	return first(b, readRate, "SELECT "+rateColumns+" FROM rate WHERE base = $1 AND quote = $2 AND day BETWEEN $3 AND $4 ORDER BY day DESC LIMIT 1",
		string(from), string(to), first_.String(), last.String())
}

// PutRates keeps rates, new or changed, and gives how many were new and how many differ from what was kept.
func (b *books) PutRates(rates []app.Rate) (added, changed int64, err error) {
	for _, v := range rates {
		n, err := b.exec("INSERT INTO rate("+rateColumns+") VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
			string(v.From), string(v.To), v.Day.String(), v.FX.String(), v.Source)
		if err != nil {
			return added, changed, err
		}
		added += n
		if n > 0 {
			continue
		}
		n, err = b.exec("UPDATE rate SET rate = $4, source = $5 WHERE base = $1 AND quote = $2 AND day = $3 AND rate <> $4",
			string(v.From), string(v.To), v.Day.String(), v.FX.String(), v.Source)
		if err != nil {
			return added, changed, err
		}
		changed += n
	}
	return added, changed, nil
}

// RatePairs gives every pair with its first and last day and its newest rate.
func (b *books) RatePairs() ([]app.RatePair, error) {
	return all(b, func(r *row) app.RatePair {
		p := app.RatePair{Rate: readRate(r)}
		p.First, p.Count = r.day(), r.num()
		return p
	}, `SELECT v.base, v.quote, v.day, v.rate, v.source, p.first_day, p.n FROM
		(SELECT base, quote, min(day) AS first_day, max(day) AS last_day, count(*) AS n FROM rate GROUP BY base, quote) AS p
		CROSS JOIN rate v ON v.base = p.base AND v.quote = p.quote AND v.day = p.last_day ORDER BY 1, 2`)
}

// Rates gives the rates of a pair with from <= Day <= to, newest first, at most limit.
func (b *books) Rates(base, quote money.Currency, from, to calendar.Day, limit int) ([]app.Rate, error) {
	return all(b, readRate, "SELECT "+rateColumns+" FROM rate WHERE base = $1 AND quote = $2 AND day BETWEEN $3 AND $4 ORDER BY day DESC LIMIT $5",
		string(base), string(quote), from.String(), to.String(), limit)
}
