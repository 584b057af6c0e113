package app_test

import (
	"bufio"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/terms"
)

// goldenLines are lines of every sort: plain, negative, with every field, in other letters, and the largest amounts.
func goldenLines() []app.Line {
	at := time.Date(2026, 6, 15, 10, 20, 30, 0, time.UTC)
	full := app.Line{Key: app.Key{1, 2, 3}, Partner: 7, Kind: app.Earning, Day: day("2026-06-14"), RecordedAt: at, Amount: eur(12_345), Base: 123_450,
		Rate: rate("0.1"), Agreement: 3, Version: 4, Rule: 2, Window: day("2026-01-01"), Referral: 11, Fee: 13, Reason: `{"label":"10 % of all fees","result":12345}`}
	back := full
	back.Key, back.Kind, back.Amount, back.Base, back.Reverses, back.Rate = app.Key{2}, app.Reversal, eur(-12_345), -123_450, 1, rate("-0.000000000001")
	empty := app.Line{Kind: app.PaymentLine, RecordedAt: at.Add(time.Second), Reason: "{}"}
	empty.Amount.Currency = "JPY"
	letters := full
	letters.Key, letters.Reason = app.Key{255}, `{"label":"Gebühr · комиссия · προμήθεια"}`
	large := full
	large.Amount.Minor, large.Day, large.RecordedAt = 900_000_000_000_000, day("9999-12-31"), time.Unix(-1, 0)
	return []app.Line{full, back, empty, letters, large}
}

// The hash of a line never changes, whatever is rewritten around it: the chains of every file there is hang on it.
func TestGoldenVectorsOfTheChain(t *testing.T) {
	const golden = "testdata/chain.txt"
	var head app.Watermark
	var got []string
	for _, l := range goldenLines() {
		head = app.Seal(head, &l)
		text, err := json.Marshal(l.Amount)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d %s %s %s %s", l.Seq, l.Kind, l.Day, text, hex.EncodeToString(l.Hash[:])))
	}
	got = append(got, head.Fingerprint())
	if os.Getenv("UPDATE_CHAIN") != "" {
		if err := os.WriteFile(golden, []byte(strings.Join(got, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var want []string
	for s := bufio.NewScanner(f); s.Scan(); {
		want = append(want, s.Text())
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("line %d of the vectors differs:\n%q\n%q", i+1, got, want)
			return
		}
	}
}

// Any change of any field breaks the chain.
func TestEveryFieldIsInTheHash(t *testing.T) {
	base := goldenLines()[0]
	head := app.Seal(app.Watermark{}, &base)
	if err := app.CheckLine(app.Watermark{}, &base); err != nil {
		t.Fatalf("control: an unaltered line: %v", err)
	}
	for what, change := range map[string]func(*app.Line){
		"seq": func(l *app.Line) { l.Seq = 2 }, "key": func(l *app.Line) { l.Key[15] = 1 }, "partner": func(l *app.Line) { l.Partner++ },
		"kind": func(l *app.Line) { l.Kind = app.Bonus }, "day": func(l *app.Line) { l.Day++ }, "recorded": func(l *app.Line) { l.RecordedAt = l.RecordedAt.Add(time.Second) },
		"amount": func(l *app.Line) { l.Amount.Minor++ }, "currency": func(l *app.Line) { l.Amount.Currency = "USD" }, "base": func(l *app.Line) { l.Base++ },
		"rate": func(l *app.Line) { l.Rate = rate("0.2") }, "agreement": func(l *app.Line) { l.Agreement++ }, "version": func(l *app.Line) { l.Version++ },
		"rule": func(l *app.Line) { l.Rule++ }, "window": func(l *app.Line) { l.Window++ }, "referral": func(l *app.Line) { l.Referral++ },
		"fee": func(l *app.Line) { l.Fee++ }, "reverses": func(l *app.Line) { l.Reverses = 9 }, "reason": func(l *app.Line) { l.Reason += " " },
		"previous": func(l *app.Line) { l.Prev[0] = 1 }, "hash": func(l *app.Line) { l.Hash[31]++ },
		"a rule number moved into the referral": func(l *app.Line) { l.Rule, l.Referral = int(l.Referral), app.ID[app.Referral](l.Rule) },
	} {
		l := base
		change(&l)
		if app.CheckLine(app.Watermark{}, &l) == nil {
			t.Errorf("another %s passes", what)
		}
	}
	next := goldenLines()[1]
	app.Seal(head, &next)
	if app.CheckLine(head, &next) != nil || app.CheckLine(app.Watermark{}, &next) == nil {
		t.Error("a line passes without the one before it")
	}
}

// behind writes to the file as another program would, without the guards.
func (d *desk) behind(statements ...string) {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+d.path)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	defer func() { _ = db.Close() }()
	for _, text := range statements {
		if _, err := db.Exec(text); err != nil {
			d.t.Fatalf("%s: %v", text, err)
		}
	}
}

// busy is a firm with a bit of everything: tiers, a cap, a refund, a void line and statement, a payment.
func busy(t *testing.T) *desk {
	t.Helper()
	d := open(t)
	for i, name := range []string{"Harcourt & Lowe", "Becker"} {
		p := d.partner(name)
		d.sign(p, "2026-01-01", capped(tiered("marginal"), 80_000))
		r := d.won(p, fmt.Sprintf("Client %d", i), "2026-02-01")
		f := d.received(r, "2026-02-10", 600_000)
		d.received(r, "2026-02-11", 600_000)
		d.fee(r, app.Credited, "2026-02-20", 100_000, of(f))
	}
	d.monthEnd("2026-02")
	d.ok(d.Statements.Void(ctx(), app.Ask{}, d.statement("S-2026-0002").ID, "wrong address"))
	again := d.statements("2026-02", 2)
	d.pay(again[0].Statement, 10_000)
	d.monthEnd("2026-03")
	return d
}

// FS-34: damage and change behind the store's back is found, each with a control that the file was clean before.
func TestFS34_WhatWasAlteredIsFound(t *testing.T) {
	for what, c := range map[string]struct {
		sql  []string
		find string // what the finding is about
	}{
		"a ledger amount":        {[]string{"DROP TRIGGER line_update", "UPDATE line SET amount_minor = amount_minor + 1 WHERE seq = 1"}, "ledger"},
		"a ledger reason":        {[]string{"DROP TRIGGER line_update", "UPDATE line SET reason = '{}' WHERE seq = 2"}, "ledger"},
		"a ledger partner":       {[]string{"DROP TRIGGER line_update", "UPDATE line SET partner_id = 2 WHERE seq = 1"}, "ledger"},
		"a ledger line removed":  {[]string{"DROP TRIGGER line_delete", "DELETE FROM standing WHERE line_seq = 2", "DELETE FROM line WHERE seq = 2"}, "ledger"},
		"a ledger hash":          {[]string{"DROP TRIGGER line_update", "UPDATE line SET hash = zeroblob(32) WHERE seq = 3"}, "ledger"},
		"a statement's bytes":    {[]string{"DROP TRIGGER statement_pdf_update", "UPDATE statement_pdf SET bytes = CAST(bytes || ' ' AS BLOB) WHERE statement_id = 1"}, "document"},
		"a statement's balance":  {[]string{"DROP TRIGGER statement_fixed", "UPDATE statement SET closing = closing + 1 WHERE id = 1"}, "balance"},
		"a statement's lines":    {[]string{"UPDATE standing SET statement_id = NULL WHERE line_seq = 1"}, "balance"},
		"a statement's payments": {[]string{"UPDATE payment SET shown_id = 1"}, "balance"},
		"a statement removed":    {[]string{"DROP TRIGGER statement_delete", "DROP TRIGGER statement_pdf_delete", "DELETE FROM statement_pdf WHERE statement_id = 2", "DELETE FROM statement WHERE id = 2", "DELETE FROM step WHERE kind = 'statement' AND subject = 2"}, "number"},
		"a payment's amount":     {[]string{"UPDATE payment SET amount_minor = amount_minor + 1"}, ""},
		"a tally":                {[]string{"UPDATE tally SET measured = measured + 1 WHERE rule = 1"}, "tally"},
		"a tally removed":        {[]string{"DELETE FROM tally"}, "tally"},
		"a total":                {[]string{"UPDATE line_sum SET minor = minor + 1 WHERE rowid IN (SELECT rowid FROM line_sum LIMIT 1)"}, ""},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := busy(t)
			d.clean()
			for i, text := range c.sql {
				c.sql[i] = strings.ReplaceAll(text, "WHERE rowid IN (SELECT rowid FROM line_sum LIMIT 1)", "WHERE partner_id = 1")
			}
			d.behind(c.sql...)
			check, err := d.Overview.Check(ctx(), nil)
			found := false
			for _, f := range check.Problems {
				found = found || c.find == "" || f.What == c.find
			}
			if err != nil || check.OK || !found {
				t.Errorf("found %+v, %v; wanted something about %q", check.Problems, err, c.find)
			}
		})
	}
}

// FS-34: what rules that compete have measured, and what was measured under terms that were changed backwards, is in no line; it is worked out again.
func TestFS34_AnAlteredTallyOfCompetingAndOfChangedTermsIsFound(t *testing.T) {
	competing := rules(terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.CalendarYear,
		Tiers: []terms.Tier{{Rate: rate("0.02")}, {From: 10_000_00, Rate: rate("0.08")}}}, share("0.05"))
	for what, prepare := range map[string]func(*desk){
		"rules compete": func(d *desk) { d.sign(1, "2026-01-01", competing) },
		"terms that go back": func(d *desk) {
			d.sign(1, "2026-01-01", tiered(terms.Marginal))
			d.goesBack("2026-02-01", tiered(terms.Cliff))
		},
	} {
		t.Run(what, func(t *testing.T) {
			d := open(t)
			d.partner("Harcourt & Lowe")
			prepare(d)
			d.won(1, "Amber Ltd", "2026-01-02")
			receive("2026-02-10", 6000, "2026-03-10", 6000)(d)
			d.run()
			receive("2026-03-11", 100)(d) // that waits
			d.clean()
			d.behind("UPDATE tally SET measured = measured + 1 WHERE rule = 1")
			check, err := d.Overview.Check(ctx(), nil)
			if err != nil || len(check.Problems) != 1 || check.Problems[0].What != "tally" {
				t.Errorf("found %+v, %v", check.Problems, err)
			}
			d.behind("UPDATE tally SET measured = measured - 1 WHERE rule = 1")
			d.run()
			d.clean()
		})
	}
}

func TestADamagedCopyIsNotReprinted(t *testing.T) {
	d := busy(t)
	d.behind("DROP TRIGGER statement_pdf_update", "UPDATE statement_pdf SET bytes = x'25' WHERE statement_id = 1")
	d.refused("reprinted", refusal{app.Storage, "", "S-2026-0001 is damaged", false}, func() error {
		_, err := d.Statements.PDF(ctx(), 1)
		return err
	})
	if _, err := d.Statements.PDF(ctx(), 2); err != nil {
		t.Errorf("control: another one: %v", err)
	}
}

// The fingerprint on a statement is that of the ledger it was issued on.
func TestAStatementNamesTheLedgerItWasIssuedOn(t *testing.T) {
	d := busy(t)
	s := d.statement("S-2026-0001")
	mark := app.Watermark{Seq: s.Ledger, Head: s.Head}.Fingerprint()
	if !strings.Contains(flat(d.printed[0]), mark) || !strings.HasPrefix(mark, fmt.Sprintf("Ledger %d · ", s.Ledger)) {
		t.Errorf("%s is not on\n%s", mark, flat(d.printed[0]))
	}
	err := d.store.Read(ctx(), func(b app.Books) error {
		return b.EachLine(1, func(l *app.Line) error {
			if l.Seq == s.Ledger && l.Hash != s.Head {
				t.Errorf("line %d has another hash than the statement names", l.Seq)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
}
