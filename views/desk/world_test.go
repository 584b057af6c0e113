package desk

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
	"rapport/data"
	"rapport/views/files"
	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// TestMain sets the machine's zone: histories show instants in it.
func TestMain(m *testing.M) {
	time.Local = time.UTC
	os.Exit(m.Run())
}

// noon is the clock of these tests: Sunday 22 November 2026.
func noon() time.Time { return kittest.Noon() }

// world is a firm over a real file in a temporary folder.
type world struct {
	t        testing.TB
	firm     *app.Firm
	store    *data.Store
	ctx      context.Context
	dir      string // where its file is
	partners []app.ID[app.Partner]
}

// newWorld begins a firm with nothing in it.
func newWorld(t testing.TB) *world { return copyOf(t, "new", func(*world) {}) }

// kept is a firm's file as it was made once, to be copied for every test that begins with it.
type kept struct {
	file     []byte
	partners []app.ID[app.Partner]
}

// firms are the files made so far, by name.
var firms sync.Map

// copyOf gives a firm of its own that begins as fill made it; fill runs once for all tests.
func copyOf(t testing.TB, name string, fill func(*world)) *world {
	t.Helper()
	known, ok := firms.Load(name)
	if !ok {
		path := filepath.Join(t.TempDir(), "firm.rapport")
		store, err := data.Create(context.Background(), path, data.Options{Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		w := onStore(t, store)
		w.must(w.firm.Setup.Begin(w.ctx, app.Settings{FirmName: "Aldgate Partners", Currency: "GBP", Zone: "Europe/London",
			Services: []string{"Audit", "Insurance review", "Tax return", "Wealth plan"}}))
		fill(w)
		w.check(store.Close())
		file, err := os.ReadFile(path)
		w.check(err)
		known, _ = firms.LoadOrStore(name, kept{file, w.partners})
	}
	k := known.(kept)
	path := filepath.Join(t.TempDir(), "firm.rapport")
	if err := os.WriteFile(path, k.file, 0o600); err != nil {
		t.Fatal(err)
	}
	store, err := data.Open(context.Background(), path, data.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := onStore(t, store)
	w.dir = filepath.Dir(path)
	w.partners = slices.Clone(k.partners)
	return w
}

// onStore makes the firm over a store, with the clock and the actor of these tests.
func onStore(t testing.TB, store *data.Store) *world {
	w := &world{t: t, store: store, ctx: context.Background()}
	w.firm = app.New(app.Deps{Store: store, Keep: store, Now: noon, Today: calendar.D("2026-11-22"), Actor: "Mei Tanaka", News: files.WriteNews,
		Print: func(report.Document) ([]byte, error) { return []byte("%PDF-1.7\n"), nil }, BankFile: files.BankFile})
	return w
}

func (w *world) must(r app.Receipt, err error) app.Receipt {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// partner adds a partner with a signed agreement of 10 % of what is collected.
func (w *world) partner(name, kind string) app.ID[app.Partner] {
	w.t.Helper()
	r := w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, app.Partner{Name: name, Type: kind}))
	id := app.ID[app.Partner](r.ID)
	rate, err := money.ParsePercent("10")
	if err != nil {
		w.t.Fatal(err)
	}
	a := w.must(w.firm.Agreements.Add(w.ctx, app.Ask{}, app.Agreement{Partner: id, Title: "Introductions", From: calendar.D("2024-01-01")},
		terms.Terms{Currency: "GBP", Rules: []terms.Rule{{Kind: terms.RevenueShare, Basis: terms.Collected, Rate: rate}}}))
	w.must(w.firm.Agreements.Sign(w.ctx, app.Ask{}, app.ID[app.Agreement](a.ID), app.Signature{Day: calendar.D("2024-01-01"), By: "both"}))
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
		w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, id, to, app.Move{Reason: "known for years"}))
	}
	w.partners = append(w.partners, id)
	return id
}

// referral logs an introduction and moves it to a stage.
func (w *world) referral(in app.NewReferral, to app.Stage) app.ID[app.Referral] {
	w.t.Helper()
	r := w.must(w.firm.Referrals.Log(w.ctx, app.Ask{}, in))
	id := app.ID[app.Referral](r.ID)
	if to != app.Logged {
		m := app.StageMove{Day: in.Introduced}
		if to == app.Lost {
			w.must(w.firm.Referrals.SetStage(w.ctx, app.Ask{}, id, app.Accepted, m))
			m.Reason = "price"
		}
		w.must(w.firm.Referrals.SetStage(w.ctx, app.Ask{}, id, to, m))
	}
	return id
}

// fee records money received on a won referral.
func (w *world) fee(id app.ID[app.Referral], day calendar.Day, minor int64) {
	w.t.Helper()
	w.must(w.firm.Fees.Record(w.ctx, app.Ask{}, app.Fee{Referral: id, Kind: app.Received, Day: day, Amount: money.New(minor, "GBP")}))
}

// some fills the firm with a few weeks of work.
func (w *world) some() *world {
	names := []string{"Lindqvist Insurance Brokers", "Brightwater Advisory", "Ostrander Wealth", "Finch Family Office", "Kestrel CPA Group",
		"Harcourt & Lowe LLP", "Nakamura Tax Partners", "Delacroix Legal"}
	kinds := []string{"financial adviser", "consultant", "financial adviser", "attorney", "accountant", "attorney", "accountant", "attorney"}
	for i, n := range names {
		w.partner(n, kinds[i])
	}
	clients := []string{"R. & M. Castellano", "Alder Bakery Ltd", "E. Kowalczyk", "Meridian Clinics", "Sable & Finch Interiors", "Juniper Holdings",
		"D. Abernathy", "Old Mill Brewing Co.", "P. Vanterpool", "Northgate Dental"}
	owners := []string{"Ana Ruiz", "Mei Tanaka", "J. Whitfield"}
	services := []string{"Audit", "Insurance review", "Tax return", "Wealth plan"}
	stages := []app.Stage{app.Meeting, app.Logged, app.Proposal, app.Lost, app.Contacted, app.Won, app.Won, app.Accepted, app.Won, app.Checking}
	today := calendar.D("2026-11-22")
	for i := range 34 {
		day := today.AddDays(-(34 - i) * (34 - i) / 9)
		in := app.NewReferral{Partner: w.partners[(i*5)%len(names)], ClientName: clients[(i*3)%len(clients)], Introduced: day,
			Service: services[i%4], Owner: owners[i%3]}
		if i%10 >= len(clients)-1 || i >= len(clients) {
			in.ClientName = fmt.Sprintf("%s %d", in.ClientName, i/len(clients)+1)
		}
		if i%3 != 1 {
			in.Estimate = money.New(int64(i*i%17+2)*123_400, "GBP")
		}
		id := w.referral(in, stages[(i*7)%len(stages)])
		if stages[(i*7)%len(stages)] == app.Won {
			w.fee(id, day, int64(i+5)*129_350)
		}
	}
	return w
}

// bench is a desk in a window without a display.
type bench struct {
	*kittest.Window
	d *Desk
	w *world
}

// options are those of tests: request keys count up, the look is light.
func options() Options {
	n := uint64(0)
	return Options{Look: kit.Appearance{Mode: kit.Light}, NewKey: func() (k app.Key) {
		n++
		binary.BigEndian.PutUint64(k[8:], n)
		return k
	}}
}

// open shows the world's firm on a desk of the usual size.
func open(t testing.TB, w *world, width, height float32) *bench {
	t.Helper()
	return openWith(t, w, width, height, options())
}

// openWith shows it with other options.
func openWith(t testing.TB, w *world, width, height float32, opts Options) *bench {
	t.Helper()
	b := &bench{w: w}
	b.Window = kittest.Open(t, fyne.NewSize(width, height), func(r *kit.Root) fyne.CanvasObject {
		b.d = onRoot(r, w.firm, opts)
		return b.d.body
	})
	t.Cleanup(b.d.Close)
	b.settle()
	return b
}

// settle lets everything rest: loads, pauses, details.
func (b *bench) settle() {
	b.Stage.Run()
	b.Stage.Advance(time.Second)
	b.Stage.Run()
}

// keys presses keys and lets everything rest after each.
func (b *bench) keys(keys ...string) {
	for _, k := range keys {
		if len(k) == 1 {
			b.Type(strings.ToLower(k))
		} else {
			b.Press(k)
		}
		b.Stage.Advance(200 * time.Millisecond)
	}
	b.settle()
}

func appAsk() app.Ask { return app.Ask{} }

// day is a day relative to today.
func (w *world) day(shift int) calendar.Day { return calendar.D("2026-11-22").AddDays(shift) }

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// selectStage goes to the referrals and puts the cursor on the first one in a stage.
func (b *bench) selectStage(t *testing.T, stage string) {
	t.Helper()
	b.keys("G", "R")
	for range 40 {
		if f, ok := b.d.referral(); ok && capital(string(f.row.Stage)) == stage {
			b.settle()
			return
		}
		b.keys("Down")
	}
	t.Fatalf("no referral is %s", stage)
}

// sees fails unless a text is somewhere in the window.
func (b *bench) sees(t testing.TB, text string) {
	t.Helper()
	if !strings.Contains(b.Dump(), text) {
		t.Fatalf("no %q in the window:\n%s", text, b.Dump())
	}
}

// fill goes to a field by Tab and types over what stands there.
func (b *bench) fill(t testing.TB, key, text string) {
	t.Helper()
	b.ToField(t, key)
	b.keys("Ctrl+A")
	b.Type(text)
	b.settle()
}
