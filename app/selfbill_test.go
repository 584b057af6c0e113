package app_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

// selfBilled is a firm with a statement of three lines of 0.53 and one of 10.00, and a self-billing agreement with its partner.
func selfBilled(t *testing.T, change ...func(*app.TaxProfile)) (*desk, app.ID[app.Partner], app.Statement) {
	t.Helper()
	d, p, r := engaged(t)
	for _, minor := range []int64{5_30, 5_30, 5_30, 100_00} {
		d.received(r, "2026-02-10", minor)
	}
	profile := app.TaxProfile{Partner: p, VATNumber: "DE123456789", VATRate: rate("0.20"), VATBy: app.VATByLine, SelfFrom: day("2026-01-01"), SelfTo: day("2026-12-31")}
	for _, c := range change {
		c(&profile)
	}
	d.ok(d.Taxes.SetProfile(ctx(), app.Ask{}, profile))
	return d, p, d.monthEnd("2026-02")[0].Statement
}

func (d *desk) billed(s app.Statement) app.SelfBillRow {
	d.t.Helper()
	r, made, err := d.SelfBills.Issue(ctx(), app.Ask{}, s.ID)
	d.ok(r, err)
	return made
}

// columns gives a printed document's lines and their total row, as minor units by column: net, VAT, gross.
func columns(doc report.Document) (sum, total [3]int64) {
	for _, r := range doc.Sections[0].Table.Rows {
		for i := range sum {
			m, _ := r.Cells[4+i].Value.(money.Money)
			if r.Style == report.Total {
				total[i] = m.Minor
			} else {
				sum[i] += m.Minor
			}
		}
	}
	return sum, total
}

// By the line three times 0.53 bear 0.11 each; on the total of 11.59 the tax is 2.32. Either way what is printed adds up.
func TestMN23_PrintedLinesAddUp(t *testing.T) {
	for _, c := range []struct {
		by   app.VATBy
		want [3]int64
	}{{app.VATByLine, [3]int64{11_59, 2_33, 13_92}}, {app.VATByTotal, [3]int64{11_59, 2_32, 13_91}}} {
		t.Run(string(c.by), func(t *testing.T) {
			d, p, s := selfBilled(t, func(p *app.TaxProfile) { p.VATBy = c.by })
			b := d.billed(s)
			sum, total := columns(d.printed[len(d.printed)-1])
			if got := [3]int64{b.Net, b.VAT, b.Gross}; got != c.want || sum != c.want || total != c.want {
				t.Errorf("kept %v, lines sum to %v, printed total %v; want %v", got, sum, total, c.want)
			}
			d.expect(p, "earning 0.53 on statement", "earning 0.53 on statement", "earning 0.53 on statement", "earning 10.00 on statement",
				"VAT "+eur(c.want[1]).Amount()+" approved")
			d.replays("VAT is of no agreement, and no commission")
			d.clean()
		})
	}
}

func TestWhatASelfBilledDocumentTakes(t *testing.T) {
	for _, c := range []struct {
		what, say string
		change    func(*app.TaxProfile)
	}{
		{"no agreement", "No self-billing agreement", func(p *app.TaxProfile) { p.SelfFrom, p.SelfTo = 0, 0 }},
		{"over the day before", "No self-billing agreement", func(p *app.TaxProfile) { p.SelfTo = day("2026-06-14") }},
		{"begins tomorrow", "No self-billing agreement", func(p *app.TaxProfile) { p.SelfFrom = day("2026-06-16") }},
		{"no VAT number", "VAT number of Harcourt & Lowe is not known", func(p *app.TaxProfile) { p.VATNumber = "" }},
		{"a country without words", "must say", func(p *app.TaxProfile) { p.VATNumber = "NO123456789" }},
	} {
		d, _, s := selfBilled(t, c.change)
		d.on("2026-06-15")
		d.refused(c.what, refusal{app.Refused, "", c.say, false}, func() error { _, _, err := d.SelfBills.Issue(ctx(), app.Ask{}, s.ID); return err })
	}
	for words, change := range map[string]func(*app.TaxProfile){
		"The VAT shown is your output tax due to HMRC": func(p *app.TaxProfile) { p.VATNumber = "GB123456789" },
		"Self-billing":  func(p *app.TaxProfile) { p.VATNumber = "EL123456789" },
		"Gutschrift":    func(p *app.TaxProfile) { p.Wording = "Gutschrift" },
		"Mva, eigenfak": func(p *app.TaxProfile) { p.VATNumber, p.Wording = "NO123456789", "Mva, eigenfakturering" },
	} {
		d, _, s := selfBilled(t, change, func(p *app.TaxProfile) { p.SelfTo = day("2026-06-15") }) // its last day is inside
		d.on("2026-06-15").billed(s)
		doc := d.printed[len(d.printed)-1]
		if text := flat(doc); !strings.Contains(text, words) || !strings.Contains(text, "VAT number") || !strings.Contains(text, "Harcourt LLP") {
			t.Errorf("it does not say %q:\n%s", words, text)
		}
	}
}

// The VAT is owed at once and stands on the next statement; a credit takes both back, and the statement may be billed again.
func TestTheVATOfADocumentIsOwed(t *testing.T) {
	d, p, s := selfBilled(t)
	first := d.billed(s)
	if sums := d.journal().balances(t); sums["Assets:Input VAT"] != 2_33 {
		t.Errorf("input VAT in the journal: %v", sums)
	}
	d.refused("twice", refusal{app.Refused, "", first.Number, false}, func() error { _, _, err := d.SelfBills.Issue(ctx(), app.Ask{}, s.ID); return err })
	d.refused("voided", refusal{app.Refused, "", first.Number, false}, func() error { _, err := d.Statements.Void(ctx(), app.Ask{}, s.ID, "wrong"); return err })
	d.refused("its VAT reversed", refusal{app.Refused, "", "VAT of a self-billed", false}, func() error {
		_, err := d.Commissions.Reverse(ctx(), app.Ask{}, first.VATSeq, "wrong")
		return err
	})
	d.refused("its VAT disputed", refusal{app.Refused, "", "VAT of a self-billed", false}, func() error {
		_, err := d.Disputes.Open(ctx(), app.Ask{}, app.NewDispute{Line: first.VATSeq, RaisedBy: "Ann", Claim: "x", Figure: eur(1)})
		return err
	})
	d.on("2026-07-01")
	june := d.statements("2026-06", p)[0].Statement
	if june.Earned != 2_33 || june.Closing != 13_92 || !strings.Contains(flat(d.printed[len(d.printed)-1]), "VAT at 20 % on SB-2026-0001") {
		t.Errorf("the next statement: %+v", june)
	}
	d.refused("a statement of VAT alone", refusal{app.Refused, "", "nothing to bill", false}, func() error { _, _, err := d.SelfBills.Issue(ctx(), app.Ask{}, june.ID); return err })
	d.refused("no reason", refusal{app.Invalid, "reason", "", false}, func() error { _, _, err := d.SelfBills.Credit(ctx(), app.Ask{}, first.ID, " "); return err })
	r, back, err := d.SelfBills.Credit(ctx(), app.Ask{}, first.ID, "the rate was wrong")
	d.ok(r, err)
	if back.Number != "SB-2026-0002" || back.Net != -first.Net || back.VAT != -first.VAT || back.Gross != -first.Gross || r.Undoable {
		t.Errorf("the credit: %+v", back)
	}
	sum, total := columns(d.printed[len(d.printed)-1])
	if sum != total || sum != [3]int64{-11_59, -2_33, -13_92} {
		t.Errorf("the credit prints %v, total %v", sum, total)
	}
	for _, id := range []app.ID[app.SelfBill]{first.ID, back.ID} {
		d.refused("credited again", refusal{app.Refused, "", "ta", false}, func() error { _, _, err := d.SelfBills.Credit(ctx(), app.Ask{}, id, "again"); return err })
	}
	if again := d.billed(s); again.Number != "SB-2026-0003" || again.Gross != first.Gross {
		t.Errorf("billed again: %+v", again)
	}
	if got := d.owed(p); got != 13_92 {
		t.Errorf("owed %d", got)
	}
	d.clean()
}

// A run bills each statement of the period once, names whom it leaves, leaves no gap after a preview, and bears the tax of reversals.
func TestARunOfSelfBilling(t *testing.T) {
	d, p, s := selfBilled(t)
	run := func(ask app.Ask, partners ...app.ID[app.Partner]) (app.Receipt, app.RunSelfBills) {
		r, res, err := d.SelfBills.Run(ctx(), ask, month("2026-02"), partners)
		return d.ok(r, err), res
	}
	d.unchanged("preview", func() {
		if _, res := run(app.Ask{Preview: true}); len(res.Made) != 1 || res.Made[0].Number != "SB-2026-0001" || res.Sums[0].Minor != 13_92 {
			t.Errorf("preview: %+v", res)
		}
	})
	if r, res := run(app.Ask{}); len(res.Made) != 1 || res.Made[0].Number != "SB-2026-0001" || r.Undoable {
		t.Errorf("run: %+v", res)
	}
	if r, res := run(app.Ask{}); len(res.Made)+len(res.Left) != 0 || !strings.Contains(r.Label, "No self-billing document is due") {
		t.Errorf("again: %s %+v", r.Label, res)
	}
	for _, l := range d.lines(p)[:4] {
		d.ok(d.Commissions.Reverse(ctx(), app.Ask{}, l.Seq, "fee refunded"))
	}
	d.approve()
	d.on("2026-07-01")
	d.statements("2026-06", p)
	r, res, err := d.SelfBills.Run(ctx(), app.Ask{}, month("2026-06"), nil)
	d.ok(r, err)
	if len(res.Made) != 1 || res.Made[0].Gross != -13_92 || d.printed[len(d.printed)-1].Title != "Self-billed credit note" {
		t.Errorf("reversals: %+v", res)
	}
	profile, err := d.Taxes.Profile(ctx(), p)
	if err != nil {
		t.Fatal(err)
	}
	profile.VATNumber = ""
	d.ok(d.Taxes.SetProfile(ctx(), app.Ask{}, profile))
	r, back, err := d.SelfBills.Credit(ctx(), app.Ask{}, 1, "no number")
	if err == nil {
		t.Errorf("credited without a VAT number: %+v %+v", r, back)
	}
	rows, err := d.SelfBills.Of(ctx(), s.ID)
	if err != nil || len(rows) != 1 || !rows[0].Stands() {
		t.Errorf("of the statement: %+v %v", rows, err)
	}
	d.clean()
}

func TestASelfBilledDocumentIsReprinted(t *testing.T) {
	d, p, s := selfBilled(t)
	b := d.billed(s)
	pdf, err := d.SelfBills.PDF(ctx(), b.SelfBill)
	if err != nil {
		t.Fatal(err)
	}
	partner, _ := d.Partners.Get(ctx(), p)
	partner.Name = "Lowe & Partners"
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, partner))
	again, err := d.SelfBills.PDF(ctx(), b.SelfBill)
	if err != nil || !bytes.Equal(pdf, again) || !bytes.Contains(again, []byte("Harcourt \\u0026 Lowe")) {
		t.Errorf("reprinted it differs (%v)", err)
	}
	if v, err := d.SelfBills.Verify(ctx(), again); err != nil || v.Number != b.Number || v.StatementNumber != s.Number {
		t.Errorf("verified as %+v, %v", v, err)
	}
	if _, err := d.SelfBills.Verify(ctx(), append(again, ' ')); !app.IsNotFound(err) {
		t.Errorf("altered: %v", err)
	}
	if found, err := d.SelfBills.Find(ctx(), " sb-2026-0001 "); err != nil || found.ID != b.ID || fmt.Sprint(found.Rate) != "0.2" {
		t.Errorf("found %+v, %v", found, err)
	}
}

// Without the agreement, the VAT number and the words nothing is billed, unless the rule was set aside for the partner with a reason.
func TestTheSelfBillingRuleIsSetAsideWithAReason(t *testing.T) {
	d, p, s := selfBilled(t, func(p *app.TaxProfile) { p.VATNumber, p.SelfFrom, p.SelfTo = "", 0, 0 })
	issue := func() error { _, _, err := d.SelfBills.Issue(ctx(), app.Ask{}, s.ID); return err }
	d.refused("without an agreement", refusal{kind: app.Refused, say: "No self-billing agreement"}, issue)
	r := d.ok(d.Taxes.SetAside(ctx(), app.Ask{}, p, app.GateSelfBilling, "the agreement is with the lawyers"))
	b := d.billed(s)
	doc := d.printed[len(d.printed)-1]
	if b.Gross == 0 || len(doc.Sections[1].Text) != 0 || strings.Contains(strings.Join(doc.Parties[0].Lines, " "), "VAT number") {
		t.Errorf("%+v prints %+v, %+v", b, doc.Parties[0], doc.Sections[1])
	}
	_, back, err := d.SelfBills.Credit(ctx(), app.Ask{}, b.ID, "they were right")
	if err != nil || back.Gross != -b.Gross {
		t.Errorf("credited %+v, %v", back, err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	d.refused("once it stands again", refusal{kind: app.Refused, say: "No self-billing agreement"}, issue)
	d.clean()
}
