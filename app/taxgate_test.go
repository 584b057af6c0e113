package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
)

// In 2026 the threshold is 2,000.00 USD: the edge itself is blocked without a tax number, a cent below it is paid.
func TestNoPayoutOverTheThresholdWithoutATaxNumber(t *testing.T) {
	for _, c := range []struct {
		paid    int64 // before, by cheque unless the method says otherwise
		method  string
		tin     string
		country string
		blocked bool
	}{
		{8_000_00, "cheque", "", "US", true}, // 2,000.00 are left to pay
		{8_000_01, "card", "", "US", false},  // the card's processor reports what went by card
		{8_000_00, "cheque", "12-3456789", "US", false},
		{8_000_00, "cheque", "", "CA", false},
		{0, "", "", "US", true},
		{0, "", "12-3456789", "US", false},
		{0, "", "", "", true}, // a country that is not known
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			d, s := paidUSD(t)
			d.paidTo(app.BankDetail{Partner: s.Partner, Currency: "USD", Account: bank.Account{Method: bank.Cheque, Holder: "Alder Tax", Address: bank.Address{Street: "Main St", Building: "1", Town: "Boston", Country: "US"}}})
			if c.paid > 0 {
				d.on("2025-06-01").payUSD(s, c.paid, c.method) // of another year
			}
			d.on("2026-02-01")
			p, err := d.Partners.Get(ctx(), s.Partner)
			if err != nil {
				t.Fatal(err)
			}
			p.TaxNumber, p.Country = c.tin, c.country
			d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
			res := d.payouts(app.PayoutOrder{})
			if blocked := len(res.Left) == 1 && res.Left[0].Why == "no tax number" && strings.Contains(res.Left[0].Say, "TIN"); blocked != c.blocked || blocked == (len(res.Made) == 1) {
				t.Errorf("made %+v, left %+v", res.Made, res.Left)
			}
			d.clean()
		})
	}
}

// A payout drafted while the number was known is not approved once it is not.
func TestNoApprovalWithoutATaxNumber(t *testing.T) {
	d, s := paidUSD(t)
	d.paidTo(app.BankDetail{Partner: s.Partner, Currency: "USD", Account: bank.Account{Method: bank.Cheque, Holder: "Alder Tax", Address: bank.Address{Street: "Main St", Building: "1", Town: "Boston", Country: "US"}}})
	p, err := d.Partners.Get(ctx(), s.Partner)
	if err != nil {
		t.Fatal(err)
	}
	number := func(tin string) {
		p.TaxNumber = tin
		d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
		p.Version++
	}
	number("12-3456789")
	id := d.drafted()
	number("")
	d.refused("without a number", refusal{app.Refused, "", money.New(10_000_00, "USD").String(), false}, func() error {
		_, _, err := d.Payouts.Approve(ctx(), app.Ask{}, []app.ID[app.Payout]{id})
		return err
	})
	number("12-3456789")
	d.approved(id)
}
