package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

const taxColumns = "partner_id, w9_on, vat_number, vat_rate, vat_by, self_from, self_to, wording, version"

func readTaxProfile(r *row) app.TaxProfile {
	return app.TaxProfile{Partner: app.ID[app.Partner](r.num()), W9On: r.day(), VATNumber: r.text(), VATRate: r.rate(), VATBy: app.VATBy(r.text()),
		SelfFrom: r.day(), SelfTo: r.day(), Wording: r.text(), Version: r.num()}
}

// TaxProfile gives what is known of a partner for tax papers.
func (b *books) TaxProfile(id app.ID[app.Partner]) (app.TaxProfile, error) {
	p, ok, err := first(b, readTaxProfile, "SELECT "+taxColumns+" FROM tax_profile WHERE partner_id = $1", int64(id))
	if !ok {
		p.Partner = id
	}
	return p, err
}

// TaxProfiles gives all that was entered, by partner.
func (b *books) TaxProfiles() ([]app.TaxProfile, error) {
	return all(b, readTaxProfile, "SELECT "+taxColumns+" FROM tax_profile ORDER BY partner_id")
}

// PutTaxProfile keeps what is known of a partner, over a version that is one less.
func (b *books) PutTaxProfile(p app.TaxProfile) error {
	n, err := b.exec("INSERT INTO tax_profile("+taxColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT(partner_id) DO UPDATE SET w9_on = excluded.w9_on, vat_number = excluded.vat_number, vat_rate = excluded.vat_rate, vat_by = excluded.vat_by,
		self_from = excluded.self_from, self_to = excluded.self_to, wording = excluded.wording, version = excluded.version WHERE version = excluded.version - 1`,
		int64(p.Partner), p.W9On.String(), p.VATNumber, p.VATRate.String(), string(p.VATBy), p.SelfFrom.String(), p.SelfTo.String(), p.Wording, p.Version)
	if err == nil && n == 0 {
		err = app.Stale("These tax details")
	}
	return err
}

// PaymentTotals totals the payments of some days by partner, currency and method.
func (b *books) PaymentTotals(from, to calendar.Day) ([]app.PaymentTotal, error) {
	return all(b, func(r *row) app.PaymentTotal {
		return app.PaymentTotal{Partner: app.ID[app.Partner](r.num()), Currency: r.currency(), Method: r.text(), Count: r.num(), Minor: r.num()}
	}, `SELECT partner_id, currency, method, count(*), sum(amount_minor) FROM payment INDEXED BY payment_day
		WHERE day >= $1 AND day < $2 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, from.String(), to.String())
}
