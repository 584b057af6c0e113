package app

import (
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// given works out what a fact's commission is taken of: the fee, less what is excluded, converted, this partner's share.
// It answers with a sentence when something needed is not there yet.
func (r *runner) given(f *PendingFact, tm *terms.Terms, g *terms.Reason) (string, error) {
	g.Share = allOfIt
	if f.Kind != FactFee {
		return "", nil
	}
	g.Gross, g.GrossIn, g.Excluded = f.Row.Amount.Minor, f.Row.Amount.Currency, f.Row.Excluded
	base, wait, err := r.inTerms(&f.Row, f.Row.Amount.Minor-f.Row.Excluded, tm, g)
	if err != nil || wait != "" {
		return wait, err
	}
	g.Base, g.Share, err = r.shareOf(f, base)
	return "", err
}

// inTerms converts minor units of a fee's currency into the agreement's, at the rate kept with the fee, else the table's of its
// day.
func (r *runner) inTerms(fee *Fee, minor int64, tm *terms.Terms, g *terms.Reason) (int64, string, error) {
	from := fee.Amount.Currency
	if from == tm.Currency {
		return minor, "", nil
	}
	rate, ok, err := r.rateOf(fee, tm.Currency)
	if err != nil {
		return 0, "", err
	}
	if !ok {
		return 0, fmt.Sprintf("The fee is in %s and the agreement in %s: there is no exchange rate for %s or the %d days before.",
			from, tm.Currency, fee.Day, r.t.settings.rateDays()), nil
	}
	g.Rate, g.RateDay, g.RateFrom = rate.FX.String(), rate.Day, rate.Source
	m, err := rate.FX.Convert(money.New(minor, from), tm.Currency, tm.Rounding)
	return m.Minor, "", err
}

// rateOf is the rate kept with a fee, else the table's, looked up once a run for each pair and day.
func (r *runner) rateOf(fee *Fee, to money.Currency) (Rate, bool, error) {
	if fee.Rate != "" && fee.RateTo == to {
		fx, err := money.ParseFX(fee.Rate)
		return Rate{From: fee.Amount.Currency, To: to, Day: fee.RateDay, FX: fx, Source: fee.RateFrom}, true, err
	}
	k := rateKey{fee.Amount.Currency, to, fee.Day}
	if known, ok := r.rates[k]; ok {
		return known, !known.FX.IsZero(), nil
	}
	rate, ok, err := rateOf(r.t, r.t.settings, k.from, to, k.day)
	r.rates[k] = rate
	return rate, ok, err
}

// rateKey is what a rate is asked for.
type rateKey struct {
	from, to money.Currency
	day      calendar.Day
}

// shareOf gives the part of a base that a fact's partner is credited with; parts of a split referral sum to the whole.
func (r *runner) shareOf(f *PendingFact, base int64) (part, share int64, err error) {
	if !f.Split {
		return base, allOfIt, nil
	}
	list, err := r.t.Attribution(f.Referral)
	if err != nil {
		return 0, 0, err
	}
	shares := make([]int64, len(list))
	for i, a := range list {
		shares[i] = a.Share
	}
	for i, p := range money.Split(base, shares) {
		if list[i].Partner == f.Credited {
			return p, list[i].Share, nil
		}
	}
	return 0, 0, nil
}

// allOfIt is the whole credit for a referral, in basis points.
const allOfIt = 10000

// creditOf gives a partner's share of a split referral, and the shares listed before it.
func (r *runner) creditOf(f *PendingFact) (before, share int64, err error) {
	list, err := r.t.Attribution(f.Referral)
	for _, a := range list {
		if a.Partner == f.Credited {
			return before, a.Share, err
		}
		before += a.Share
	}
	return 0, 0, err
}

// ofInvoice finds what of the same invoice came before a receipt, so that parts sum to the whole, and whether the fee is
// of the referral's first invoice. What an invoice excludes is excluded from its receipts in proportion.
func (r *runner) ofInvoice(f *PendingFact, tm *terms.Terms, g *terms.Reason, ev *terms.Event) error {
	fees, err := r.t.FeesOf(f.Referral)
	if err != nil {
		return err
	}
	ev.First = isFirst(fees, f.Row)
	if f.Row.Of == 0 || f.Row.Kind != Received {
		return nil
	}
	var invoice Fee
	var before int64
	for _, e := range fees {
		switch {
		case e.ID == f.Row.Of:
			invoice = e
		case e.Of == f.Row.Of && e.Kind == Received && e.ID < f.Row.ID && !e.Void && e.Reverses == 0:
			before += e.Amount.Minor
		}
	}
	if invoice.Kind != Invoiced || invoice.Amount.Minor == 0 {
		return nil
	}
	net := invoice.Amount.Minor - invoice.Excluded
	upTo := func(received int64) int64 { return money.MulDiv(received, net, invoice.Amount.Minor, tm.Rounding) }
	counted := upTo(before)
	part := upTo(before+f.Row.Amount.Minor) - counted
	if f.Row.Excluded > 0 {
		part = f.Row.Amount.Minor - f.Row.Excluded // the receipt says itself what it holds
	}
	g.Excluded = f.Row.Amount.Minor - part
	base, _, err := r.inTerms(&f.Row, part, tm, g)
	if err != nil {
		return err
	}
	if g.Base, _, err = r.shareOf(f, base); err != nil {
		return err
	}
	if counted, _, err = r.inTerms(&f.Row, counted, tm, g); err != nil {
		return err
	}
	ev.Base = g.Base
	ev.InvoiceBefore, _, err = r.shareOf(f, counted)
	return err
}

// isFirst tells whether a fee belongs to the first invoice of its referral, or is its first receipt without one.
func isFirst(fees []Fee, fee Fee) bool {
	mine := fee.Of
	if mine == 0 {
		mine = fee.ID
	}
	for _, e := range fees {
		if e.Void || e.Reverses != 0 || e.Kind != Invoiced && (e.Kind != Received || e.Of != 0) {
			continue
		}
		return e.ID == mine // the earliest entered invoice, or receipt without one
	}
	return true
}
