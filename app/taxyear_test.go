package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
)

// paidUSD is a US firm with one partner that is owed a lot, and its statement.
func paidUSD(t *testing.T) (*desk, app.Statement) {
	d := openIn(t, t, "USD").on("2025-01-10")
	return d, d.owedUSD("Alder Tax")
}

// owedUSD is the statement of a new US partner that is owed 10,000.00 USD.
func (d *desk) owedUSD(name string) app.Statement {
	d.t.Helper()
	p := app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: name, Country: "US"})).ID)
	d.sign(p, "2020-01-01", terms.Terms{Currency: "USD", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 1_000_000}}})
	on := d.today().AddDays(-9).String()
	d.won(p, "Client of "+name, on)
	d.run()
	d.approve()
	return d.statements("2025-01", p)[0].Statement
}

func (d *desk) payUSD(s app.Statement, minor int64, method string) app.Receipt {
	d.t.Helper()
	return d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: money.New(minor, "USD"), Method: method}))
}

func (d *desk) taxYear(year int) app.TaxYear {
	d.t.Helper()
	t, err := d.Taxes.TaxYear(ctx(), year)
	if err != nil {
		d.t.Fatalf("tax year: %v", err)
	}
	return t
}

// The threshold is that of the year of payment, the edge itself counts, and what went by card does not.
func TestFormsByYearAndMethod(t *testing.T) {
	for _, c := range []struct {
		day, method string
		minor       int64
		threshold   int64
		due         bool
		warned      bool
	}{
		{"2025-12-31", "cheque", 599_99, 600_00, false, true},
		{"2025-12-31", "cheque", 600_00, 600_00, true, true},
		{"2025-12-31", "card", 5_000_00, 600_00, false, false},
		{"2025-06-30", "cheque", 479_99, 600_00, false, false},
		{"2025-06-30", "cheque", 480_00, 600_00, false, true}, // 80 %
		{"2026-01-01", "bank transfer", 600_00, 2_000_00, false, false},
		{"2026-01-01", "bank transfer", 1_599_99, 2_000_00, false, false},
		{"2026-01-01", "bank transfer", 1_600_00, 2_000_00, false, true},
		{"2026-12-31", "cash", 2_000_00, 2_000_00, true, true},
	} {
		t.Run(fmt.Sprint(c.day, c.method, c.minor), func(t *testing.T) {
			d, s := paidUSD(t)
			d.on(c.day)
			r := d.payUSD(s, c.minor, c.method)
			if warned := strings.Contains(strings.Join(r.Warnings, " "), "W-9 is missing"); warned != c.warned {
				t.Errorf("warned %v: %q", warned, r.Warnings)
			}
			row := d.taxYear(day(c.day).Year()).Rows[0]
			if row.Threshold != c.threshold || row.Due != c.due || row.Paid != c.minor {
				t.Errorf("%+v", row)
			}
			if c.method == "card" && row.Reportable != 0 || c.method != "card" && row.Reportable != c.minor {
				t.Errorf("reportable %d", row.Reportable)
			}
			if other := d.taxYear(2024); len(other.Rows) != 0 {
				t.Errorf("in another year: %+v", other.Rows)
			}
		})
	}
}

// A figure the firm enters holds from its day on, before a release knows it; until then the older one stands and says so.
func TestAFirmEntersTheThresholdOfALaterYear(t *testing.T) {
	d, s := paidUSD(t)
	d.on("2027-03-01")
	d.payUSD(s, 2_050_00, "cheque")
	before := d.taxYear(2027)
	if !before.Rows[0].Due || len(before.Notes) != 1 || !strings.Contains(before.Notes[0], "2027") {
		t.Errorf("%+v", before)
	}
	set := func(minor int64) (app.Receipt, error) {
		return d.Taxes.SetThreshold(ctx(), app.Ask{}, app.Threshold{Rule: app.Form1099, From: day("2027-01-01"), Amount: money.New(minor, "USD"), Source: "Rev. Proc."})
	}
	d.ok(set(2_050_00))
	d.ok(set(2_100_00)) // corrected
	after := d.taxYear(2027)
	if after.Rows[0].Due || after.Rows[0].Threshold != 2_100_00 || len(after.Notes) != 0 {
		t.Errorf("%+v", after)
	}
	if d.taxYear(2026).Year != 2026 || len(d.taxYear(2026).Notes) != 0 {
		t.Error("2026 has a note")
	}
	d.refused("no amount", refusal{app.Invalid, "amount", "USD", false}, func() error { _, err := set(0); return err })
}

// Two records of one payee, known by its tax number, reach the threshold together; forms that came silence their notes.
func TestOnePayeeByTaxNumber(t *testing.T) {
	d, one := paidUSD(t)
	two := d.owedUSD("Alder Tax of Boston")
	d.on("2026-02-01")
	for _, id := range []app.ID[app.Partner]{one.Partner, two.Partner} {
		p, err := d.Partners.Get(ctx(), id)
		if err != nil {
			t.Fatal(err)
		}
		p.TaxNumber = map[app.ID[app.Partner]]string{one.Partner: "12-3456789", two.Partner: "12 3456789"}[id]
		d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	}
	d.payUSD(one, 1_000_00, "cheque")
	d.payUSD(two, 1_000_00, "cheque")
	for _, r := range d.taxYear(2026).Rows {
		if notes := strings.Join(r.Notes, " "); !r.Due || !strings.Contains(notes, "together 2,000.00 USD") || !strings.Contains(notes, "W-9 is missing") || strings.Contains(notes, "TIN") {
			t.Errorf("%+v", r)
		}
	}
	r := d.ok(d.Taxes.SetProfile(ctx(), app.Ask{}, app.TaxProfile{Partner: one.Partner, W9On: day("2026-01-31")}))
	if notes := strings.Join(d.taxYear(2026).Rows[0].Notes, " "); strings.Contains(notes, "W-9") {
		t.Errorf("the W-9 came: %s", notes)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if notes := strings.Join(d.taxYear(2026).Rows[0].Notes, " "); !strings.Contains(notes, "W-9") {
		t.Errorf("undone: %s", notes)
	}
	d.clean()
}

func TestBadTaxDetails(t *testing.T) {
	d, s := paidUSD(t)
	for _, c := range []struct {
		field string
		p     app.TaxProfile
	}{
		{"w9", app.TaxProfile{W9On: d.today() + 1}}, {"vat number", app.TaxProfile{VATNumber: "12"}}, {"vat number", app.TaxProfile{VATNumber: "GB-123"}},
		{"vat rate", app.TaxProfile{VATRate: rate("1")}}, {"vat by", app.TaxProfile{VATBy: "page"}}, {"self-billing", app.TaxProfile{SelfTo: 1}},
		{"self-billing", app.TaxProfile{SelfFrom: 2, SelfTo: 1}}, {"wording", app.TaxProfile{Wording: strings.Repeat("x", 301)}},
	} {
		c.p.Partner = s.Partner
		d.refused(c.field, refusal{app.Invalid, c.field, "", false}, func() error { _, err := d.Taxes.SetProfile(ctx(), app.Ask{}, c.p); return err })
	}
	d.refused("older", refusal{app.Conflict, "", "meanwhile", false}, func() error {
		_, err := d.Taxes.SetProfile(ctx(), app.Ask{}, app.TaxProfile{Partner: s.Partner, Version: 4, W9On: calendar.D("2025-01-01")})
		return err
	})
}

// Every payment of the year stands behind its payee's total, and they sum to it: other years and currencies stay out, what came back counts.
func TestTheSinglePaymentsSumToTheYear(t *testing.T) {
	d, s := paidUSD(t)
	d.payUSD(s, 100_00, "cheque") // on 10 January 2025
	d.on("2025-12-31").payUSD(s, 30_01, "bank transfer")
	d.on("2026-01-01").payUSD(s, 7_00, "card")
	d.on("2026-03-01").payUSD(s, 20_00, "cheque")
	for year, want := range map[int]string{
		2025: "2025-01-10 cheque 100.00 USD, 2025-12-31 bank transfer 30.01 USD",
		2026: "2026-01-01 card 7.00 USD, 2026-03-01 cheque 20.00 USD",
	} {
		y := d.taxYear(year)
		var got []string
		var sum, counted int64
		for _, p := range y.Rows[0].Payments {
			if p.StatementNumber != s.Number {
				t.Errorf("paid on %q", p.StatementNumber)
			}
			got = append(got, fmt.Sprint(p.Day, " ", p.Method, " ", p.Amount))
			sum += p.Amount.Minor
			if p.Counts() {
				counted += p.Amount.Minor
			}
		}
		if text := strings.Join(got, ", "); text != want || sum != y.Rows[0].Paid || counted != y.Rows[0].Reportable || len(y.Payments().Rows) != 2 {
			t.Errorf("%d: %s, %d of %d", year, text, sum, y.Rows[0].Paid)
		}
	}
}

// A firm that keeps its books in another currency than USD is not asked for Form 1099-NEC: nothing of it stands in its tables and on paper.
func TestTheFormIsOfFirmsInTheUS(t *testing.T) {
	for currency, asked := range map[money.Currency]bool{"USD": true, "EUR": false} {
		d := openIn(t, t, currency).on("2026-03-10")
		p := d.partner("Harcourt & Lowe")
		d.sign(p, "2026-01-01", terms.Terms{Currency: currency, Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 100_00}}})
		d.won(p, "Amber Ltd", "2026-02-01")
		s := d.monthEnd("2026-02")[0].Statement
		d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: money.New(100_00, currency), Method: "bank transfer"}))
		if _, err := d.Taxes.TaxYearPDF(ctx(), 2026); err != nil {
			t.Fatal(err)
		}
		y, doc := d.taxYear(2026), d.printed[len(d.printed)-1]
		for what, table := range map[string]report.Table{"table": y.Table(), "payments": y.Payments(), "paper": *doc.Sections[0].Table} {
			has := slices.ContainsFunc(table.Columns, func(c report.Column) bool { return c.Title == "Reportable" || c.Title == "Form" || c.Title == "W-9" })
			if has != asked || len(table.Rows[0].Cells) != len(table.Columns) {
				t.Errorf("%s in %s: columns %v, cells %d", what, currency, table.Columns, len(table.Rows[0].Cells))
			}
		}
	}
}
