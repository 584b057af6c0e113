package sample_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/data"
	"rapport/data/sample"
)

// filled is an example firm in a real file, with the firm over it on its day.
type filled struct {
	*app.Firm
	store *data.Store
	today calendar.Day
}

// plain prints a document without its looks: enough to be kept, hashed and told apart.
func plain(d report.Document) ([]byte, error) { return json.Marshal(d) }

// orders writes an order to pay without its looks.
func orders(o bank.Order) (bank.File, error) {
	text, err := json.Marshal(o)
	f := bank.File{Name: o.Number, Bytes: text, Count: int64(len(o.Pay))}
	for _, c := range o.Pay {
		f.Minor += c.Minor
	}
	return f, err
}

func empty(t *testing.T) *data.Store {
	t.Helper()
	store, err := data.Create(t.Context(), filepath.Join(t.TempDir(), "example.rapport"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store
}

func fill(t *testing.T, day string) filled {
	t.Helper()
	store := empty(t)
	today := calendar.D(day)
	start := time.Now()
	if err := sample.Fill(t.Context(), store, store, sample.Options{Today: today, Print: plain, BankFile: orders}); err != nil {
		t.Fatal(err)
	}
	t.Logf("filled for %s in %s", day, time.Since(start).Round(time.Millisecond))
	return over(store, today)
}

func over(store *data.Store, today calendar.Day) filled {
	now := func() time.Time { return today.Time().Add(9 * time.Hour) }
	return filled{app.New(app.Deps{Store: store, Keep: store, Now: now, Today: today, Actor: "test", Print: plain, BankFile: orders}), store, today}
}

// head is the fingerprint of the ledger: it differs when any line differs.
func (f filled) head(t *testing.T) string {
	t.Helper()
	info, err := f.Setup.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return info.Head
}

// list is the whole of a list as text.
func list[R any](t *testing.T, ids func(context.Context, app.Query, func([]int32) error) error, rows func(context.Context, []int32) ([]R, error), q app.Query) []R {
	t.Helper()
	var out []R
	err := ids(t.Context(), q, func(chunk []int32) error {
		page, err := rows(t.Context(), chunk)
		out = append(out, page...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (f filled) partners(t *testing.T) []app.PartnerRow {
	return list(t, f.Partners.IDs, f.Partners.Rows, app.Query{})
}
func (f filled) referrals(t *testing.T) []app.ReferralRow {
	return list(t, f.Referrals.IDs, f.Referrals.Rows, app.Query{})
}
func (f filled) agreements(t *testing.T) []app.AgreementRow {
	return list(t, f.Agreements.IDs, f.Agreements.Rows, app.Query{})
}
func (f filled) fees(t *testing.T) []app.FeeRow { return list(t, f.Fees.IDs, f.Fees.Rows, app.Query{}) }
func (f filled) clients(t *testing.T) []app.ClientRow {
	return list(t, f.Clients.IDs, f.Clients.Rows, app.Query{})
}
func (f filled) lines(t *testing.T) []app.LineRow {
	return list(t, f.Commissions.IDs, f.Commissions.Rows, app.Query{})
}
func (f filled) payouts(t *testing.T) []app.PayoutRow {
	return list(t, f.Payouts.IDs, f.Payouts.Rows, app.Query{}.By("number", false))
}
func (f filled) statements(t *testing.T) []app.StatementRow {
	return list(t, f.Statements.IDs, f.Statements.Rows, app.Query{}.By("number", false))
}

// everything is all lists of the firm as one text.
func (f filled) everything(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, part := range []any{f.payouts(t), f.partners(t), f.clients(t), f.agreements(t), f.referrals(t), f.fees(t), f.lines(t), f.statements(t)} {
		text, err := json.Marshal(part)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteByte('\n')
	}
	return b.String()
}

// The same day makes the same firm, to the last byte of the ledger; another day another one.
func TestSameDaySameFirm(t *testing.T) {
	one, two, other := fill(t, "2027-03-01"), fill(t, "2027-03-01"), fill(t, "2027-03-02")
	if one.head(t) != two.head(t) {
		t.Errorf("ledger heads differ: %s and %s", one.head(t), two.head(t))
	}
	if a, b := one.everything(t), two.everything(t); a != b {
		for i := range a {
			if a[i] != b[i] {
				t.Fatalf("the lists differ:\n%s\n%s", a[max(0, i-120):i+60], b[max(0, i-120):min(len(b), i+60)])
			}
		}
	}
	if one.head(t) == other.head(t) {
		t.Error("another day made the same ledger; the comparison above shows nothing")
	}
}

// Whatever the day: nothing fails, nothing lies ahead, the books are in order and there is something to do.
func TestAnyDay(t *testing.T) {
	for _, day := range []string{"2026-01-01", "2028-02-29", "2026-12-31"} {
		t.Run(day, func(t *testing.T) {
			f := fill(t, day)
			f.inOrder(t)
			f.hasWork(t)
			f.nothingAhead(t)
		})
	}
}

// A file that a firm has begun in, or that holds a partner, is refused and stays as it was: no example row gets in.
func TestRefusesAUsersFile(t *testing.T) {
	begin := func(f *app.Firm) error {
		_, err := f.Setup.Begin(context.Background(), app.Settings{FirmName: "Mine", Currency: "EUR"})
		return err
	}
	partner := func(f *app.Firm) error {
		_, err := f.Partners.Add(context.Background(), app.Ask{}, app.Partner{Name: "Somebody", Type: "accountant"})
		return err
	}
	for name, prepare := range map[string]func(*app.Firm) error{"a firm begun": begin, "a partner and no firm": partner} {
		t.Run(name, func(t *testing.T) {
			store := empty(t)
			f := over(store, calendar.D("2026-11-22"))
			if err := prepare(f.Firm); err != nil {
				t.Fatal(err)
			}
			before := f.everything(t)
			err := sample.Fill(t.Context(), store, store, sample.Options{Today: f.today, Print: plain, BankFile: orders})
			if err == nil || app.AsProblem(err).Kind != app.Refused {
				t.Fatalf("filling a user's file: %v, want a refusal", err)
			}
			if after := f.everything(t); after != before {
				t.Errorf("the file changed:\n%s\n%s", before, after)
			}
			if s, err := f.Setup.Settings(t.Context()); err != nil || s.Example {
				t.Errorf("the file is marked as an example (%v)", err)
			}
		})
	}
}

// Stopped half way, nothing is kept, and the file can still be filled or begun in.
func TestStoppedHalfWay(t *testing.T) {
	store := empty(t)
	f := over(store, calendar.D("2026-11-22"))
	ctx, stop := context.WithCancel(t.Context())
	told := int64(0)
	err := sample.Fill(ctx, store, store, sample.Options{Today: f.today, Print: plain, BankFile: orders, Progress: func(done, total int64) {
		if told = done; done >= 300 {
			stop()
		}
	}})
	if err == nil || app.AsProblem(err).Kind != app.Cancel {
		t.Fatalf("stopped after %d acts: %v, want a cancellation", told, err)
	}
	if told < 300 {
		t.Fatalf("stopped after %d acts already", told)
	}
	if n := len(f.partners(t)); n != 0 {
		t.Errorf("%d partners were kept", n)
	}
	if _, err := f.Setup.Begin(t.Context(), app.Settings{FirmName: "Mine", Currency: "EUR"}); err != nil {
		t.Errorf("the file can't be begun in: %v", err)
	}
}
