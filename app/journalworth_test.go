package app_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// inDollars is a firm in EUR with an agreement in USD, 10 % of all.
func inDollars(d *desk) (app.ID[app.Partner], app.ID[app.Referral]) {
	p := d.partner("Harcourt & Lowe")
	terms := percentOfAll("0.10")
	terms.Currency = "USD"
	d.sign(p, "2026-01-01", terms)
	return p, d.won(p, "Amber Ltd", "2026-02-01")
}

func (d *desk) dollars(r app.ID[app.Referral], on string, minor int64) {
	d.fee(r, app.Received, on, 0, func(f *app.Fee) { f.Amount = money.New(minor, "USD") })
}

// posted writes the postings of an entry as a bookkeeper reads them.
func posted(e report.Entry) string {
	var out []string
	for _, p := range e.Postings {
		text := p.Account[0] + " " + p.Account[len(p.Account)-1] + " " + p.Amount.String()
		if p.Worth.Currency != "" {
			text += " @@ " + p.Worth.String()
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

// Earned at 0.90 and at 0.80, paid in two parts at 0.95: the payments take out what was booked, and the difference is booked by itself.
func TestTheJournalBooksExchangeDifferences(t *testing.T) {
	d := open(t)
	p, r := inDollars(d)
	d.rate("USD", "EUR", "2026-02-10", "0.90")
	d.rate("USD", "EUR", "2026-02-20", "0.80")
	d.rate("USD", "EUR", "2026-03-10", "0.95")
	d.dollars(r, "2026-02-10", 100_000)
	d.dollars(r, "2026-02-21", 100_000)
	d.on("2026-03-02").monthEnd("2026-02")
	var s app.Statement
	err := d.store.Read(ctx(), func(b app.Books) (err error) { s, _, err = b.LastStatement(p, "USD"); return err })
	if err != nil {
		t.Fatal(err)
	}
	d.on("2026-03-10")
	for _, minor := range []int64{5_000, 15_000} {
		d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: money.New(minor, "USD"), Method: "bank transfer"}))
	}
	j := d.journal()
	sums := j.balances(t)
	want := []string{
		"Expenses Commission 90.00 EUR; Liabilities Payable -100.00 USD @@ -90.00 EUR",
		"Expenses Commission 80.00 EUR; Liabilities Payable -100.00 USD @@ -80.00 EUR",
		"Assets Bank -50.00 USD @@ -47.50 EUR; Liabilities Payable 50.00 USD @@ 42.50 EUR; Expenses Exchange differences 5.00 EUR",
		"Assets Bank -150.00 USD @@ -142.50 EUR; Liabilities Payable 150.00 USD @@ 127.50 EUR; Expenses Exchange differences 15.00 EUR",
	}
	for i, e := range j.all {
		if i >= len(want) || posted(e) != want[i] {
			t.Errorf("entry %d: %s", i+1, posted(e))
		}
	}
	if sums["Expenses:Exchange differences"] != 2_000 || len(j.all) != len(want) {
		t.Errorf("%d entries, %+v", len(j.all), sums)
	}
	if !strings.Contains(fmt.Sprint(j.Notes), "Amounts in USD are counted in EUR") {
		t.Errorf("notes: %q", j.Notes)
	}
}

// Without any rate the amounts stay in their currency, and the notes say so; with one from later on, that one counts.
func TestTheJournalWithoutARate(t *testing.T) {
	d := open(t)
	_, r := inDollars(d)
	d.dollars(r, "2026-02-10", 100_000)
	d.run()
	j := d.journal()
	j.balances(t)
	if got := posted(j.all[0]); got != "Expenses Commission 100.00 USD; Liabilities Accrued -100.00 USD" || !strings.Contains(fmt.Sprint(j.Notes), "No rate to EUR is kept for USD") {
		t.Errorf("%s, %q", got, j.Notes)
	}
	d.rate("EUR", "USD", "2026-04-01", "1.25")
	j = d.journal()
	j.balances(t)
	if got := posted(j.all[0]); got != "Expenses Commission 80.00 EUR; Liabilities Accrued -100.00 USD @@ -80.00 EUR" {
		t.Errorf("with a later rate: %s", got)
	}
}

// A line that was worked out of a fee in the base currency keeps the rate that it was worked out with.
func TestTheJournalTakesALinesOwnRate(t *testing.T) {
	d := open(t)
	_, r := inDollars(d)
	d.rate("USD", "EUR", "2026-02-10", "0.50")
	d.fee(r, app.Received, "2026-02-10", 0, func(f *app.Fee) { f.Amount, f.Rate, f.RateTo = eur(100_000), "1.25", "USD" })
	d.run()
	j := d.journal()
	j.balances(t)
	if got := posted(j.all[0]); got != "Expenses Commission 100.00 EUR; Liabilities Accrued -125.00 USD @@ -100.00 EUR" {
		t.Error(got)
	}
}

// Whatever is earned, taken back and paid at whatever rates: every entry balances in the base, and an account with nothing left on it is
// counted as nothing.
func TestAnyRatesLeaveNothingOnAnEmptyAccount(t *testing.T) {
	times(t, 8, func(r *rapid.T) {
		d := openIn(r, t, "EUR")
		defer func() { d.t = t; _ = d.store.Close() }()
		p, ref := inDollars(d)
		d.on("2026-12-01")
		for on := calendar.D("2026-02-01"); on <= calendar.D("2026-12-01"); on = on.AddDays(rapid.IntRange(1, 40).Draw(r, "apart")) {
			d.rate("USD", "EUR", on.String(), fmt.Sprintf("0.%d", rapid.IntRange(1_000, 99_999).Draw(r, "rate")))
		}
		var owes int64
		for month := 2; month < 2+rapid.IntRange(1, 4).Draw(r, "months"); month++ {
			first := calendar.D("2026-01-01").AddMonths(month - 1)
			d.on(first.AddDays(20).String())
			d.dollars(ref, first.AddDays(3).String(), rapid.Int64Range(1, 90_000).Draw(r, "fee"))
			if minor := rapid.Int64Range(-9_000, 9_000).Draw(r, "correction"); minor != 0 {
				d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: money.New(minor, "USD"), Day: first.AddDays(5), Reason: "a correction"}))
			}
			d.on(first.AddMonths(1).AddDays(1).String()).run()
			d.approve()
			made := d.statements(first.String()[:7])
			if len(made) == 1 {
				owes = made[0].Closing
				pay := min(owes, rapid.Int64Range(1, 12_000).Draw(r, "payment"))
				if rapid.Bool().Draw(r, "in full") {
					pay = owes
				}
				if pay > 0 {
					d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: made[0].ID, Amount: money.New(pay, "USD"), Method: "cheque"}))
				}
			}
		}
		j := d.journal()
		own, base := map[string]int64{}, map[string]int64{}
		for _, e := range j.all {
			var sum int64
			for _, post := range e.Postings {
				worth := post.Worth
				if worth.Currency == "" {
					worth = post.Amount
				}
				if worth.Currency != "EUR" {
					r.Fatalf("entry %s is not counted in EUR: %s", e.Number, posted(e))
				}
				name := strings.Join(post.Account, ":")
				sum, own[name], base[name] = sum+worth.Minor, own[name]+post.Amount.Minor, base[name]+worth.Minor
			}
			if sum != 0 {
				r.Fatalf("entry %s is off by %d: %s", e.Number, sum, posted(e))
			}
		}
		for name := range own {
			if strings.HasPrefix(name, "Liabilities:Partners") && own[name] == 0 && base[name] != 0 {
				r.Fatalf("%s is empty and counted as %d EUR", name, base[name])
			}
		}
	})
}
