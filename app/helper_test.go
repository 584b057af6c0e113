package app_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
	"rapport/data"
)

// desk is a firm over a real store, with a clock that the test sets and a printer that keeps what it was given.
type desk struct {
	*app.Firm
	t        fataler
	store    *data.Store
	path     string
	now      time.Time
	printed  []report.Document
	broken   error // when set, the printer fails with it
	miscount int64 // what a bank file counts too much
}

// fataler is a *testing.T or a *rapid.T.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

func ctx() context.Context { return context.Background() }

// open is a desk of a new firm in EUR on 15 June 2026.
func open(t testing.TB) *desk { return openIn(t, t, "EUR") }

func openIn(t fataler, dir testing.TB, currency money.Currency) *desk {
	t.Helper()
	d := &desk{t: t, path: filepath.Join(dir.TempDir(), "firm.rapport"), now: time.Date(2026, 6, 15, 10, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return d.now }
	if err := os.WriteFile(d.path, newFile(t, dir, currency), 0o600); err != nil {
		t.Fatalf("a new file: %v", err)
	}
	store, err := data.Open(ctx(), d.path, data.Options{Now: clock})
	if err != nil {
		t.Fatalf("a new file: %v", err)
	}
	dir.Cleanup(func() { _ = store.Close() })
	d.store = store
	d.Firm = app.New(app.Deps{Store: store, Keep: store, Now: clock, Actor: "Ms Tester", Print: d.print, BankFile: d.bankFile})
	return d
}

// newFiles are the files of new firms by currency. Making one takes longer than most tests, so each is made once.
var newFiles sync.Map

func newFile(t fataler, dir testing.TB, currency money.Currency) []byte {
	t.Helper()
	if raw, ok := newFiles.Load(currency); ok {
		return raw.([]byte)
	}
	path := filepath.Join(dir.TempDir(), "new.rapport")
	clock := func() time.Time { return time.Date(2026, 6, 15, 10, 0, 0, 0, time.UTC) }
	store, err := data.Create(ctx(), path, data.Options{Now: clock})
	if err != nil {
		t.Fatalf("a new file: %v", err)
	}
	_, err = app.New(app.Deps{Store: store, Keep: store, Now: clock, Actor: "Ms Tester"}).
		Setup.Begin(ctx(), app.Settings{FirmName: "Harcourt LLP", Currency: currency})
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatalf("begin: %v", err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("a new file: %v", err)
	}
	newFiles.Store(currency, raw)
	return raw
}

// print stands for the printer: the bytes are the document as JSON, so every difference of content is one of bytes.
func (d *desk) print(doc report.Document) ([]byte, error) {
	if d.broken != nil {
		return nil, d.broken
	}
	d.printed = append(d.printed, doc)
	return json.Marshal(doc)
}

// on sets the day, at noon so that the zone does not matter.
func (d *desk) on(day string) *desk {
	d.now = calendar.D(day).Time().Add(12 * time.Hour)
	return d
}

// today is the day the desk's clock shows.
func (d *desk) today() calendar.Day { return calendar.DayOf(d.now, time.UTC) }

func day(text string) calendar.Day { return calendar.D(text) }

// month is the period of a month such as 2026-03.
func month(text string) calendar.Period {
	p, err := calendar.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

func eur(minor int64) money.Money { return money.New(minor, "EUR") }

func rate(text string) money.Rate {
	r, err := money.ParseRate(text)
	if err != nil {
		panic(err)
	}
	return r
}

// ok fails the test when an act that must work did not, and gives its receipt.
func (d *desk) ok(r app.Receipt, err error) app.Receipt {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("must work, but: %v", err)
	}
	return r
}

func (d *desk) partner(name string) app.ID[app.Partner] {
	d.t.Helper()
	return app.ID[app.Partner](d.ok(d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: name})).ID)
}

// sign puts an agreement in force.
func (d *desk) sign(p app.ID[app.Partner], from string, tm terms.Terms) app.ID[app.Agreement] {
	d.t.Helper()
	id := app.ID[app.Agreement](d.ok(d.Agreements.Add(ctx(), app.Ask{}, app.Agreement{Partner: p, From: day(from)}, tm)).ID)
	d.ok(d.Agreements.Sign(ctx(), app.Ask{}, id, app.Signature{By: "A. Partner"}))
	return id
}

// logged is a referral introduced on a day.
func (d *desk) logged(p app.ID[app.Partner], client, on string) app.ID[app.Referral] {
	d.t.Helper()
	r := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, ClientName: client, Introduced: day(on)}))
	return app.ID[app.Referral](r.ID)
}

// won is a referral introduced and won on one day.
func (d *desk) won(p app.ID[app.Partner], client, on string) app.ID[app.Referral] {
	d.t.Helper()
	id := d.logged(p, client, on)
	d.move(id, app.Won, on)
	return id
}

func (d *desk) move(id app.ID[app.Referral], to app.Stage, on string) {
	d.t.Helper()
	d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, id, to, app.StageMove{Day: day(on), Reason: "other"}))
}

// fee records a fee event. Amount in EUR minor units.
func (d *desk) fee(r app.ID[app.Referral], kind app.FeeKind, on string, minor int64, more ...func(*app.Fee)) app.ID[app.Fee] {
	d.t.Helper()
	f := app.Fee{Referral: r, Kind: kind, Day: day(on), Amount: eur(minor)}
	for _, change := range more {
		change(&f)
	}
	return app.ID[app.Fee](d.ok(d.Fees.Record(ctx(), app.Ask{}, f)).ID)
}

func of(id app.ID[app.Fee]) func(*app.Fee) { return func(f *app.Fee) { f.Of = id } }
func invoice(no string) func(*app.Fee)     { return func(f *app.Fee) { f.Invoice = no } }
func excluding(minor int64) func(*app.Fee) { return func(f *app.Fee) { f.Excluded = minor } }
func (d *desk) received(r app.ID[app.Referral], on string, minor int64) app.ID[app.Fee] {
	d.t.Helper()
	return d.fee(r, app.Received, on, minor)
}

// take imports a sheet.
func (d *desk) take(plan app.ImportPlan, sheet app.Sheet) app.ImportResult {
	d.t.Helper()
	r, err := d.Imports.Run(ctx(), app.Ask{}, plan, sheet, nil)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return r
}

// run works out everything up to today.
func (d *desk) run() app.RunResult {
	d.t.Helper()
	r, res, err := d.Commissions.Run(ctx(), app.Ask{}, 0, nil)
	d.ok(r, err)
	return res
}

// approve approves all that is due.
func (d *desk) approve() app.ApprovalResult {
	d.t.Helper()
	r, res, err := d.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, nil)
	d.ok(r, err)
	return res
}

// statements issues a period's statements, of everybody or of those named.
func (d *desk) statements(period string, partners ...app.ID[app.Partner]) []app.Drafted {
	d.t.Helper()
	r, res, err := d.Statements.Run(ctx(), app.Ask{}, month(period), partners, nil)
	d.ok(r, err)
	return res.Made
}

// monthEnd is run, approve, issue in one go.
func (d *desk) monthEnd(period string) []app.Drafted {
	d.t.Helper()
	d.run()
	d.approve()
	return d.statements(period)
}

// lines gives the ledger, or of it one partner's entries, in order.
func (d *desk) lines(partner ...app.ID[app.Partner]) []app.LineRow {
	d.t.Helper()
	var q app.Query
	if len(partner) > 0 {
		q = q.With(app.Is("partner", fmt.Sprint(int64(partner[0]))))
	}
	var out []app.LineRow
	err := d.store.Read(ctx(), func(b app.Books) error {
		return b.Standings(q, func(l *app.LineRow) error { out = append(out, *l); return nil })
	})
	if err != nil {
		d.t.Fatalf("lines: %v", err)
	}
	return out
}

// said writes lines shortly, for comparison with what an accountant expects: "earning 100.00 accrued".
func said(lines []app.LineRow) string {
	out := make([]string, 0, len(lines))
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%s %s %s", l.Kind, l.Amount.Plain(), l.Standing.State))
	}
	return strings.Join(out, "; ")
}

// owed sums what stands of a partner's ledger in EUR: lines that are not void, less payments.
func (d *desk) owed(p app.ID[app.Partner]) (sum int64) {
	d.t.Helper()
	for _, l := range d.lines(p) {
		if l.Standing.State != app.VoidLine && l.Amount.Currency == "EUR" {
			sum += l.Amount.Minor
		}
	}
	return sum
}

// expect compares the whole ledger of a partner.
func (d *desk) expect(p app.ID[app.Partner], want ...string) {
	d.t.Helper()
	if got := said(d.lines(p)); got != strings.Join(want, "; ") {
		d.t.Errorf("the ledger says\n  %s\nwanted\n  %s", got, strings.Join(want, "; "))
	}
}

// clean checks the whole file.
func (d *desk) clean() {
	d.t.Helper()
	c, err := d.Overview.Check(ctx(), nil)
	if err != nil || !c.OK {
		d.t.Errorf("the check found: %v %+v", err, c.Problems)
	}
}

// content is the hash of every row of every table: equal content, equal hash.
func (d *desk) content() map[string]string {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+d.path+"?mode=ro")
	if err != nil {
		d.t.Fatalf("a second connection: %v", err)
	}
	defer func() { _ = db.Close() }()
	out := map[string]string{}
	for _, table := range rowsOf(d.t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY 1") {
		h := sha256.New()
		rows := rowsOf(d.t, db, `SELECT * FROM "`+table+`"`)
		for _, r := range rows {
			h.Write([]byte(r))
		}
		out[table] = fmt.Sprintf("%d rows %x", len(rows), h.Sum(nil)[:6])
	}
	return out
}

func rowsOf(t fataler, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	cols, _ := rows.Columns()
	var out []string
	for rows.Next() {
		cells, into := make([]sql.NullString, len(cols)), make([]any, len(cols))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		line := make([]string, len(cols))
		for i, c := range cells {
			line[i] = c.String
		}
		out = append(out, strings.Join(line, "\x1f"))
	}
	return out
}

// unchanged runs an act that must leave every row as it was.
func (d *desk) unchanged(what string, act func()) {
	d.t.Helper()
	before := d.content()
	act()
	after := d.content()
	for table, was := range before {
		if after[table] != was {
			d.t.Errorf("%s: table %s was %s and is %s", what, table, was, after[table])
		}
	}
}

// refusal is what a refused act must say.
type refusal struct {
	kind  app.ProblemKind
	field string
	say   string // part of the sentence
	final bool   // there is no way out, so Try may be empty
}

// refused runs an act that must be refused as a sentence for people and change nothing.
func (d *desk) refused(what string, want refusal, act func() error) {
	d.t.Helper()
	var err error
	d.unchanged(what, func() { err = act() })
	var p *app.Problem
	switch {
	case err == nil:
		d.t.Errorf("%s: was done", what)
	case !errors.As(err, &p):
		d.t.Errorf("%s: not a sentence for people: %v", what, err)
	case want.kind != "" && p.Kind != want.kind:
		d.t.Errorf("%s: is a refusal of kind %q, wanted %q (%v)", what, p.Kind, want.kind, err)
	case p.Field != want.field:
		d.t.Errorf("%s: names the field %q, wanted %q (%v)", what, p.Field, want.field, err)
	case p.Say == "" || p.Try == "" && !want.final && !strings.Contains(p.Say, "; write "):
		d.t.Errorf("%s: says %q and gives %q as the way out", what, p.Say, p.Try)
	case !strings.Contains(p.Say, want.say):
		d.t.Errorf("%s: says %q, wanted %q in it", what, p.Say, want.say)
	}
}

// Terms that many tests use.

func percentOfAll(text string) terms.Terms {
	return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: rate(text)}}}
}

// tiered is 10 % up to 10,000.00 and 5 % above, by calendar year.
func tiered(mode terms.Mode, tiers ...terms.Tier) terms.Terms {
	if len(tiers) == 0 {
		tiers = []terms.Tier{{From: 0, Rate: rate("0.10")}, {From: 1_000_000, Rate: rate("0.05")}}
	}
	return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.Tiered, Mode: mode, Measure: terms.ByRevenue,
		Window: terms.CalendarYear, Tiers: tiers}}}
}

func flatOnWin(minor int64) terms.Terms {
	return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: minor}}}
}

func flatAccepted(minor int64) terms.Terms {
	return terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatPerReferral, Flat: minor}}}
}

func capped(tm terms.Terms, minor int64) terms.Terms {
	tm.Cap = &terms.Limit{Amount: minor, Window: terms.CalendarYear}
	return tm
}

// times runs a property a given number of times; every case is a firm's year on disk.
func times(t *testing.T, n int, property func(*rapid.T)) {
	t.Helper()
	if testing.Short() {
		n = max(1, n/10)
	}
	for name, value := range map[string]string{"rapid.checks": fmt.Sprint(n), "rapid.shrinktime": "5s", "rapid.nofailfile": "true"} {
		f := flag.Lookup(name)
		if was := f.Value.String(); was == f.DefValue { // what the command line says goes first
			_ = f.Value.Set(value)
			defer func() { _ = f.Value.Set(was) }()
		}
	}
	rapid.Check(t, property)
}
