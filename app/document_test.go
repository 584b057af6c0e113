package app_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

func TestReprintIsByteForByte(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	s := d.monthEnd("2026-02")[0]
	first, err := d.Statements.PDF(ctx(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	// Everything that it shows changes: the partner's name and address, the firm's, the client's, the terms.
	partner, _ := d.Partners.Get(ctx(), p)
	partner.Name, partner.Address = "Lowe & Partners", "1 New Street"
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, partner))
	client, _ := d.Clients.Get(ctx(), 1)
	client.Name = "Amber plc"
	d.ok(d.Clients.Edit(ctx(), app.Ask{}, client))
	settings, _ := d.Setup.Settings(ctx())
	settings.FirmName, settings.ClientShown = "Harcourt International", app.ShownCode
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, settings))
	again, err := d.Statements.PDF(ctx(), s.ID)
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("reprinted it differs (%v)", err)
	}
	if found, err := d.Statements.Verify(ctx(), again); err != nil || found.Number != s.Number {
		t.Errorf("verified as %+v, %v", found, err)
	}
	altered := bytes.Replace(first, []byte("100"), []byte("900"), 1)
	if bytes.Equal(altered, first) {
		t.Fatal("the control altered nothing")
	}
	for what, pdf := range map[string][]byte{"altered": altered, "a byte longer": append(bytes.Clone(first), ' '), "empty": nil, "another file": []byte("%PDF-1.4")} {
		d.refused(what, refusal{kind: app.NotFound, say: "not one of this firm's statements"}, func() error {
			_, err := d.Statements.Verify(ctx(), pdf)
			return err
		})
	}
	// The next statement shows what is valid then.
	d.received(r, "2026-03-10", 100_000)
	d.monthEnd("2026-03")
	text := flat(d.printed[len(d.printed)-1])
	for _, want := range []string{"Lowe & Partners", "Harcourt International", "C-00001"} {
		if !strings.Contains(text, want) {
			t.Errorf("the next one lacks %q", want)
		}
	}
	if strings.Contains(text, "Amber") {
		t.Error("it names the client that is shown by code")
	}
}

func TestTheWordsOnAStatement(t *testing.T) {
	d, p, r := engaged(t)
	d.received(r, "2026-02-10", 100_000)
	f := d.received(r, "2026-02-11", 20_000)
	d.fee(r, app.Credited, "2026-02-20", 10_000, of(f))
	first := d.monthEnd("2026-02")[0]
	d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: first.ID, Day: d.today(), Amount: eur(4_000), Method: "cheque", Reference: "No. 88"}))
	d.received(r, "2026-06-11", 10_000)
	d.on("2026-07-01")
	d.monthEnd("2026-06")
	doc := d.printed[len(d.printed)-1]
	text := flat(doc)
	for _, want := range []string{"S-2026-0002", "June 2026", "EUR", "Opening balance 110.00", "Commission earned 10.00", "Payments -40.00",
		"Closing balance 80.00", "Amount payable now (EUR) 80.00", "R-2026-0001", "Amber Ltd", "Harcourt & Lowe", "Harcourt LLP", "cheque No. 88 40.00",
		"10 %", "not the same as agreed", "Ledger 5"} {
		if !strings.Contains(text, want) {
			t.Errorf("the statement lacks %q:\n%s", want, text)
		}
	}
	for shown, want := range map[app.ClientShown]string{app.ShownInitials: "A. L.", app.ShownCode: "C-00001", app.ShownFull: "Amber Ltd"} {
		partner, _ := d.Partners.Get(ctx(), p)
		partner.ClientShown = shown
		d.ok(d.Partners.Edit(ctx(), app.Ask{}, partner))
		d.received(r, "2026-07-01", 10_000)
		d.run()
		d.approve()
		if _, err := d.Statements.Preview(ctx(), p, month("2026-07")); err != nil {
			t.Fatal(err)
		}
		text := flat(d.printed[len(d.printed)-1])
		if !strings.Contains(text, want) || shown != app.ShownFull && strings.Contains(text, "Amber") {
			t.Errorf("shown as %s:\n%s", shown, text)
		}
	}
}

// flat is everything a document says, a line a row.
func flat(doc report.Document) string {
	var b strings.Builder
	say := func(parts ...string) {
		var kept []string
		for _, p := range parts {
			if p != "" {
				kept = append(kept, p)
			}
		}
		fmt.Fprintln(&b, strings.Join(kept, " "))
	}
	say(doc.Title, doc.Letterhead.FirmName)
	for _, p := range doc.Parties {
		say(append([]string{p.Label, p.Name}, p.Lines...)...)
	}
	for _, f := range doc.Facts {
		say(f.Label, f.Value.Shown())
	}
	for _, s := range doc.Sections {
		say(append([]string{s.Heading}, s.Text...)...)
		for _, l := range s.Summary {
			say(l.Label, l.Value.Shown())
		}
		if s.Table != nil {
			for _, r := range s.Table.Rows {
				var cells []string
				for _, c := range r.Cells {
					cells = append(cells, c.Shown())
				}
				say(cells...)
			}
		}
		for _, l := range s.Tree {
			say(l.Text)
		}
	}
	say(doc.Footer...)
	return b.String()
}

// The printed lines add up to the printed totals, to the cent, on every statement of random months (MN-27).
func TestMN27_PrintedLinesAddUpToPrintedTotals(t *testing.T) {
	seen := 0
	times(t, 10, func(r *rapid.T) {
		d := openIn(r, t, rapid.SampledFrom([]money.Currency{"EUR", "JPY", "KWD"}).Draw(r, "currency"))
		s, _ := d.Setup.Settings(ctx())
		for i := range 4 {
			d.partner(fmt.Sprintf("Partner %d", i))
		}
		for _, m := range []string{"2026-02", "2026-03", "2026-04"} {
			d.on(m + "-28")
			for p := app.ID[app.Partner](1); p <= 4; p++ {
				for _, minor := range rapid.SliceOfN(rapid.Int64Range(-2_000_000, 3_000_000), 0, 3).Draw(r, "amounts") {
					if minor != 0 {
						d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Day: day(m + "-10"), Amount: money.New(minor, s.Currency),
							Reason: fmt.Sprint("no. ", minor)}))
					}
				}
			}
			d.approve()
			for _, made := range d.statements(m) {
				owed, _, _ := d.Payments.Compare(ctx(), made.Partner, money.New(0, s.Currency))
				if owed.Minor > 0 && rapid.Bool().Draw(r, "paid") {
					part := rapid.Int64Range(1, owed.Minor).Draw(r, "payment")
					d.ok(d.Payments.Record(ctx(), app.Ask{}, app.Payment{Statement: made.ID, Amount: money.New(part, s.Currency), Method: "other"}))
				}
			}
		}
		for _, doc := range d.printed {
			addsUp(r, doc, s.Currency)
			seen++
		}
		_ = d.store.Close()
	})
	t.Logf("%d statements add up", seen)
}

// addsUp reads a statement as its reader does: amounts from what is printed, not from what was meant.
func addsUp(t *rapid.T, doc report.Document, c money.Currency) {
	t.Helper()
	amount := func(cell report.Cell) int64 {
		m, err := money.ParseAmount(cell.Shown(), c, money.Point)
		if err != nil {
			t.Fatalf("%q is no amount: %v", cell.Shown(), err)
		}
		return m.Minor
	}
	sums := map[string]int64{}
	for _, s := range doc.Sections {
		for _, l := range s.Summary {
			sums[l.Label] = amount(l.Value)
		}
		if s.Table == nil {
			continue
		}
		var lines, total int64
		for _, row := range s.Table.Rows {
			last := amount(row.Cells[len(row.Cells)-1])
			if row.Style == report.Total {
				total = last
			} else {
				lines += last
			}
		}
		if lines != total {
			t.Fatalf("%s: lines add up to %d, printed is %d", s.Heading, lines, total)
		}
		sums["table of "+s.Heading] = total
	}
	if sums["Commission earned"]+sums["Taken back"] != sums["table of Commission lines"] || sums["Payments"] != -sums["table of Payments"] ||
		sums["Opening balance"]+sums["table of Commission lines"]+sums["Payments"] != sums["Closing balance"] ||
		sums["Amount payable now ("+string(c)+")"] != max(0, sums["Closing balance"]) {
		t.Fatalf("the summary does not add up: %v", sums)
	}
}
