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

// The rule is set aside with a reason: the payout goes through and says so, the log has it, and undo or the next year lets it stand again.
func TestTheTaxNumberRuleIsSetAsideWithAReason(t *testing.T) {
	d, s := paidUSD(t)
	d.paidTo(app.BankDetail{Partner: s.Partner, Currency: "USD", Account: bank.Account{Method: bank.Cheque, Holder: "Alder Tax", Address: bank.Address{Street: "Main St", Building: "1", Town: "Boston", Country: "US"}}})
	d.on("2026-02-01")
	blocked := func(when string, want bool) {
		t.Helper()
		_, res, err := d.Payouts.Run(ctx(), app.Ask{Preview: true}, app.PayoutOrder{})
		if err != nil || (len(res.Left) == 1) != want || (len(res.Made) == 1) == want {
			t.Errorf("%s: made %d, left %+v, %v", when, len(res.Made), res.Left, err)
		}
	}
	aside := func(g app.Gate, reason string) (app.Receipt, error) {
		return d.Taxes.SetAside(ctx(), app.Ask{}, s.Partner, g, reason)
	}
	blocked("before", true)
	d.refused("without a reason", refusal{kind: app.Invalid, field: "reason"}, func() error { _, err := aside(app.GateTIN, " "); return err })
	d.refused("another rule", refusal{kind: app.Invalid, field: "gate"}, func() error { _, err := aside("ABA 7.2(b)", "x"); return err })
	r := d.ok(aside(app.GateTIN, "its number is applied for"))
	blocked("set aside", false)
	d.refused("twice", refusal{kind: app.Refused, final: true}, func() error { _, err := aside(app.GateTIN, "again"); return err })
	if log, _ := d.History.Last(ctx(), 1); !r.Undoable || log[0].Act != "gate.override" || !strings.Contains(log[0].Label, "its number is applied for") {
		t.Errorf("the log says %+v", log)
	}
	undo := d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	blocked("undone", true)
	d.ok(d.History.Undo(ctx(), app.Ask{}, undo.Audit))
	all, err := d.Taxes.Rules(ctx(), s.Partner)
	if err != nil || len(all) != 1 || !all[0].SetAside() || all[0].Blocks || all[0].Aside.Reason != "its number is applied for" || all[0].Aside.By != "Ms Tester" || all[0].Aside.Until.String() != "2026-12-31" {
		t.Errorf("set aside: %+v, %v", all, err)
	}
	d.on("2027-02-01")
	blocked("the year after", true)
	d.on("2026-03-01").ok(d.Taxes.Heed(ctx(), app.Ask{}, s.Partner, app.GateTIN))
	blocked("heeded", true)
	d.ok(aside(app.GateTIN, "its number is applied for"))
	id := d.drafted()
	receipt, _, err := d.Payouts.Approve(ctx(), app.Ask{}, []app.ID[app.Payout]{id})
	if d.ok(receipt, err); !strings.Contains(strings.Join(receipt.Warnings, " "), "set aside for Alder Tax by Ms Tester") {
		t.Errorf("approving says %q", receipt.Warnings)
	}
	d.clean()
}

// From 80 % of the threshold on the rule warns, and it blocks when what is owed would reach it; a number, or paying by card, ends it.
func TestTheRuleOnTaxNumbersSaysWhatItStops(t *testing.T) {
	for _, c := range []struct {
		paid, owed int64
		tin        string
		method     bank.Method
		warns      bool
		blocks     bool
	}{
		{0, 1_599_99, "", bank.Cheque, false, false},
		{0, 1_600_00, "", bank.Cheque, true, false},
		{1_000_00, 999_99, "", bank.Cheque, true, false},
		{1_000_00, 1_000_00, "", bank.Cheque, true, true},
		{2_500_00, 0, "", bank.Cheque, true, false}, // nothing is left to pay
		{1_000_00, 1_000_00, "12-3456789", bank.Cheque, false, false},
		{1_000_00, 1_000_00, "", bank.GiftCard, false, false},
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			d, s := paidUSD(t) // 10,000.00 are owed
			a := bank.Account{Method: c.method, Holder: "Alder Tax", Address: bank.Address{Street: "Main St", Building: "1", Town: "Boston", Country: "US"}}
			if c.method == bank.GiftCard {
				a = bank.Account{Method: c.method, Holder: "Alder Tax", Email: "pay@alder.test"}
			}
			d.paidTo(app.BankDetail{Partner: s.Partner, Currency: "USD", Account: a})
			if old := 10_000_00 - c.paid - c.owed; old > 0 {
				d.on("2025-06-01").payUSD(s, old, "cheque") // of another year
			}
			d.on("2026-02-01")
			if c.paid > 0 {
				d.payUSD(s, c.paid, "cheque")
			}
			p, err := d.Partners.Get(ctx(), s.Partner)
			if err != nil {
				t.Fatal(err)
			}
			p.TaxNumber, p.Country = c.tin, "US"
			d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
			all, err := d.Taxes.Rules(ctx(), s.Partner)
			if err != nil || (len(all) == 1) != c.warns || c.warns && all[0].Blocks != c.blocks {
				t.Errorf("the rules: %+v, %v", all, err)
			}
			if c.warns && (all[0].From.String() != "2026-01-01" || !strings.Contains(all[0].Source, "26 USC 6041") || !strings.Contains(all[0].Missing, "2,000.00 USD")) {
				t.Errorf("the rule says %+v", all[0])
			}
			if res := d.payouts(app.PayoutOrder{}); c.blocks != (len(res.Left) == 1 && res.Left[0].Gate == app.GateTIN) {
				t.Errorf("blocks: %v, but left out: %+v", c.blocks, res.Left)
			}
		})
	}
}
