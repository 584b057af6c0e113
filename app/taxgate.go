package app

import (
	"fmt"

	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/money"
)

// missingTIN says why a payee may not be paid, or nothing: without its tax number it would get to what Form 1099-NEC reports. What was paid
// this year counts, what payouts are about to pay, and next: the minor units of one that is not made yet. Payments by card do not count.
// A person may have set the rule aside for the partner.
func (t *tx) missingTIN(p Partner, c money.Currency, m bank.Method, next int64) (string, error) {
	if p.TaxNumber != "" || paymentMethod(m) == "card" || !reported(t.settings, p, c) {
		return "", nil
	}
	open, err := t.taken(p.ID, c)
	if err != nil {
		return "", err
	}
	year := calendar.YearOf(t.today)
	totals, err := t.PaymentTotals(year.From, year.To)
	if err != nil {
		return "", err
	}
	parts := []int64{open.sum, next}
	for _, paid := range totals {
		if paid.Partner == p.ID && paid.Currency == c && paid.Method != "card" {
			parts = append(parts, paid.Minor)
		}
	}
	sum, err := money.SumMinor(parts...)
	limit := thresholdOn(t.settings, Form1099, t.today).Amount
	if err != nil || sum < limit.Minor {
		return "", err
	}
	if aside, err := t.aside(GateTIN, p); err != nil || aside {
		return "", err
	}
	return fmt.Sprintf("With it %s are paid in %d, which reaches the %s of Form 1099-NEC, and the tax number (TIN) of %s is missing.",
		money.New(sum, c), t.today.Year(), limit, p.Name), nil
}
