package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/report"
)

// keptJournal is a journal with its entries read.
type keptJournal struct {
	report.Journal
	all []report.Entry
}

func (d *desk) journal() keptJournal {
	d.t.Helper()
	var k keptJournal
	err := d.Overview.Journal(ctx(), func(j report.Journal) error {
		k.Journal = j
		for e, err := range j.Entries {
			if err != nil {
				return err
			}
			k.all = append(k.all, e)
		}
		return nil
	})
	if err != nil {
		d.t.Fatalf("the journal: %v", err)
	}
	return k
}

// balances sums postings by account and currency, and wants each entry to balance and each account to be declared.
func (k keptJournal) balances(t fataler) map[string]int64 {
	t.Helper()
	declared := map[string]bool{}
	for _, a := range k.Accounts {
		declared[strings.Join(a, ":")] = true
	}
	out := map[string]int64{}
	for _, e := range k.all {
		sums := map[string]int64{}
		for _, p := range e.Postings {
			name := strings.Join(p.Account, ":")
			if !declared[name] {
				t.Errorf("account %s is not declared", name)
			}
			m := p.Amount
			if p.Worth.Currency != "" {
				m = p.Worth
			}
			sums[string(m.Currency)] += m.Minor
			out[name] += p.Amount.Minor
		}
		for c, minor := range sums {
			if minor != 0 {
				t.Errorf("entry %s does not balance: %d %s", e.Number, minor, c)
			}
		}
	}
	return out
}

// A partner with lines in every state: what each account holds.
func TestTheJournalByWhereLinesStand(t *testing.T) {
	d := open(t)
	p := d.partner("Smith; Jones")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	d.received(d.won(p, "One", "2026-02-01"), "2026-02-10", 100_000) // 100.00, paid in part
	d.on("2026-03-02").monthEnd("2026-02")
	s := d.statementOf(p)
	d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: eur(4_000), Method: "bank transfer", Reference: "A1"}))
	d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: s.ID, Amount: eur(500), Method: "card"}))
	d.received(d.won(p, "Two", "2026-03-01"), "2026-03-02", 20_000) // 20.00, approved
	d.run()
	d.approve()
	for i, client := range []string{"Three", "Four", "Five"} { // 3.00 held, 3.00 void, 3.00 accrued
		d.received(d.won(p, client, "2026-03-02"), "2026-03-02", 3_000)
		d.run()
		seq := int64(len(d.lines()))
		switch i {
		case 0:
			d.ok(d.Commissions.Hold(ctx(), app.Ask{}, seq, "asked back", 0))
		case 1:
			d.ok(d.Commissions.Void(ctx(), app.Ask{}, seq, "entered twice"))
		}
	}
	j := d.journal()
	got := j.balances(t)
	const owed = "Liabilities:Partners:P-0001 Smith; Jones:"
	for name, want := range map[string]int64{"Expenses:Commission": 12_600, "Assets:Bank": -4_000, "Liabilities:Card": -500, owed + "Payable": -5_500,
		owed + "Approved": -2_000, owed + "Held": -300, owed + "Accrued": -300} {
		if got[name] != want {
			t.Errorf("%s holds %d, wanted %d", name, got[name], want)
		}
	}
	if text := fmt.Sprint(j.Notes); !strings.Contains(text, "1 void or forfeited line ") {
		t.Errorf("the notes do not tell what was left out: %s", text)
	}
	list, err := d.Overview.Liability(ctx(), 0)
	if err != nil || len(list) != 1 || list[0].Unpaid != 5_500 || list[0].Approved != 2_000 || list[0].Held != 300 || list[0].Accrued != 300 {
		t.Errorf("the liability is %+v (%v)", list, err)
	}
	pay := j.all[1]
	if pay.Number != "2" || pay.Payee != "Smith; Jones" || fmt.Sprint(pay.Tags) != "[{kind payment} {method bank transfer} {reference A1}]" {
		t.Errorf("the payment is %+v", pay)
	}
}

// statementOf is a partner's latest statement in EUR.
func (d *desk) statementOf(p app.ID[app.Partner]) (s app.Statement) {
	d.t.Helper()
	err := d.store.Read(ctx(), func(b app.Books) (err error) {
		s, _, err = b.LastStatement(p, "EUR")
		return err
	})
	if err != nil {
		d.t.Fatalf("the statement: %v", err)
	}
	return s
}
