// Package storetest is the contract every store passes: what package app may rely on, as tests. A store runs all of it with
//
//	storetest.Run(t, func(t testing.TB) app.Store { … })
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// Open gives an empty store; the test closes it itself.
type Open func(t testing.TB) app.Store

// Run holds a store against the contract.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, *desk)
	}{
		{"unsaved forms", unsavedForms}, {"tax profiles", taxProfiles}, {"payment totals", paymentTotals}, {"self-billing documents", selfBills},
		{"transactions", transactions}, {"numbers", numbers}, {"settings", settings}, {"audit", audit}, {"steps", steps},
		{"partners", partners}, {"partner list", partnerList}, {"partner moves", partnerMoves}, {"people", people},
		{"clients", clients}, {"client list", clientList}, {"agreements", agreements}, {"plans", plans}, {"frozen versions", frozenVersions}, {"all versions", allVersions}, {"waiting versions", waitingVersions}, {"partners due", partnersDue}, {"unsettled agreements", unsettled},
		{"referrals", referrals}, {"referral list", referralList}, {"attribution", attribution}, {"referral removal", referralRemoval},
		{"deliveries", deliveries}, {"fees", fees}, {"fee list", feeList}, {"facts", facts}, {"what few facts have", seldom}, {"requeued facts", requeued}, {"split facts", splitFacts}, {"replayed facts", replayed}, {"booked", booked},
		{"ledger", ledger}, {"ledger refuses", ledgerRefuses}, {"standings", standings}, {"line list", lineList}, {"sums", sums}, {"standings at a day", standingsAt}, {"tallies", tallies},
		{"usual amounts", usual}, {"disputes", disputes}, {"exchange rates", rates}, {"attachments", attachments}, {"waiting take-backs", waitingTakeBacks},
		{"statements", statements}, {"statement list", statementList}, {"payments", payments}, {"unstated", unstated},
		{"bank details", bankDetails}, {"payouts", payouts}, {"payout list", payoutList}, {"payout files", payoutFiles}, {"gifts", gifts},
		{"check-ins", checkins}, {"promises", promises}, {"cadences", cadences}, {"tasks", tasks}, {"reminders", reminders}, {"onboarding", onboarding}, {"applications", applications}, {"ratings", ratings}, {"credentials", credentials}, {"goals", goals}, {"studies", studies},
		{"materials", materials}, {"material list", materialList}, {"material deliveries", materialDeliveries}, {"materials to send", materialSends},
		{"outbound referrals", outbounds}, {"market notes", marketNotes}, {"given and received", exchanges}, {"targets", targets}, {"timeline", moments}, {"timeline of money", moneyMoments},
		{"templates", templates}, {"letters", letters}, {"messages", messages}, {"message list", messageList},
		{"segments", segments}, {"partners of a segment", chosen}, {"newsletters", newsletters},
		{"partner codes", partnerCodes},
		{"landing pages", landings},
		{"leads", leads},
		{"saved views", views},
		{"batches", batches}, {"undo of an import", undo}, {"undo refused", undoRefused}, {"search", search}, {"duplicates", duplicates}, {"long lists", longLists},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, &desk{T: t, store: open(t)}) })
	}
}

// desk is a store under test.
type desk struct {
	*testing.T
	store app.Store
}

// write saves, and fails the test when it cannot.
func (d *desk) write(fn func(app.Books) error) {
	d.Helper()
	if err := d.store.Write(context.Background(), fn); err != nil {
		d.Fatal(err)
	}
}

// read reads, and fails the test when it cannot.
func (d *desk) read(fn func(app.Books) error) {
	d.Helper()
	if err := d.store.Read(context.Background(), fn); err != nil {
		d.Fatal(err)
	}
}

// refused wants a write to fail with a kind of problem, and to leave nothing.
func (d *desk) refused(kind app.ProblemKind, fn func(app.Books) error) {
	d.Helper()
	err := d.store.Write(context.Background(), fn)
	var p *app.Problem
	if !errors.As(err, &p) || p.Kind != kind {
		d.Fatalf("got %v, want a problem of kind %q", err, kind)
	}
	if p.Say == "" {
		d.Fatal("a problem without a sentence")
	}
}

// got reads one thing.
func got[T any](d *desk, fn func(app.Books) (T, error)) T {
	d.Helper()
	var v T
	d.read(func(b app.Books) (err error) { v, err = fn(b); return err })
	return v
}

// missing wants a reading to answer NotFound.
func missing[T any](d *desk, fn func(app.Books) (T, error)) {
	d.Helper()
	err := d.store.Read(context.Background(), func(b app.Books) error { _, err := fn(b); return err })
	if !app.IsNotFound(err) {
		d.Fatalf("got %v, want not found", err)
	}
}

// same compares with go-cmp; empty and nil lists are the same.
func same(d *desk, what string, got, want any) {
	d.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.AllowUnexported(money.Rate{})); diff != "" {
		d.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// ids gathers a list's chunks.
func ids(d *desk, list func(app.Books) func(app.Query, func([]int32) error) error, q app.Query) []int32 {
	d.Helper()
	var all []int32
	d.read(func(b app.Books) error {
		return list(b)(q, func(chunk []int32) error { all = append(all, chunk...); return nil })
	})
	return all
}

// refusesUnknownKeys wants a list to refuse a filter and a sort that are not its own.
func refusesUnknownKeys(d *desk, list func(app.Books) func(app.Query, func([]int32) error) error) {
	d.Helper()
	refusesAll(d, list, app.Query{}.With(app.Is("1=1; --", "x")), app.Query{}.By("name; DROP TABLE line", false))
}

// refusesAll wants a list to refuse each query as one that can't be asked.
func refusesAll(d *desk, list func(app.Books) func(app.Query, func([]int32) error) error, queries ...app.Query) {
	d.Helper()
	for _, q := range queries {
		err := d.store.Read(context.Background(), func(b app.Books) error { return list(b)(q, func([]int32) error { return nil }) })
		var p *app.Problem
		if !errors.As(err, &p) || p.Kind != app.Invalid {
			d.Errorf("%v: got %v", q, err)
		}
	}
}

// held are values that a field of any list takes, at least one.
func held(f string) []string {
	switch f {
	case "state", "kind", "stage", "hold", "method":
		return []string{""} // the ones of each list are its own; no value fits every list
	case "currency":
		return []string{"EUR", "jpy"}
	case "day", "made", "due", "raised", "deadline", "introduced", "accepted", "closed", "entered", "issued", "expires", "given", "ended", "chase":
		return []string{"2026-01-31", "2025-12-31"}
	}
	return []string{"1", "0"}
}

// takesAll wants a list to take every key that app names.
func takesAll(d *desk, fields, sorts []string, list func(app.Books) func(app.Query, func([]int32) error) error) {
	d.Helper()
	for _, f := range fields {
		all := held(f)
		one, two := all[0], all[len(all)-1]
		for _, q := range []app.Query{app.Query{}.With(app.Is(f, one)), app.Query{}.With(app.Is(f, one, two)), app.Query{}.With(app.Condition{Field: f, From: one, To: one})} {
			ids(d, list, q)
		}
		if slices.Contains([]string{"state", "kind", "stage", "hold", "method", "currency", "day", "made", "id", "partner"}, f) {
			refusesAll(d, list, app.Query{}.With(app.Is(f, "banana")), app.Query{}.With(app.Is(f, one, "banana")), app.Query{}.With(app.Condition{Field: f, To: "banana"}))
		}
	}
	for _, s := range sorts {
		up, down := ids(d, list, app.Query{}.By(s, false)), ids(d, list, app.Query{}.By(s, true))
		if len(up) != len(down) {
			d.Errorf("sorted by %s: %d up, %d down", s, len(up), len(down))
		}
		for i := range up {
			if up[i] != down[len(down)-1-i] {
				d.Errorf("sorted by %s: %v is not %v turned round", s, up, down)
				break
			}
		}
	}
}

// Fixtures

func now() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func day(text string) calendar.Day { return calendar.D(text) }

func days(from, to string) calendar.Period { return calendar.Period{From: day(from), To: day(to)} }

func eur(minor int64) money.Money { return money.Money{Minor: minor, Currency: "EUR"} }

func partner(id int64, name string) app.Partner {
	return app.Partner{ID: app.ID[app.Partner](id), Number: fmt.Sprintf("P-%04d", id), Name: name, Type: "accountant", State: app.Active, Tags: []string{}, Version: 1}
}

func client(id int64, name string) app.Client {
	return app.Client{ID: app.ID[app.Client](id), Number: fmt.Sprintf("C-%05d", id), Name: name, Version: 1}
}

func referral(id, partner, client int64, introduced string) app.Referral {
	return app.Referral{ID: app.ID[app.Referral](id), Number: fmt.Sprintf("R-2026-%04d", id), Partner: app.ID[app.Partner](partner),
		Client: app.ID[app.Client](client), Stage: app.Logged, Introduced: day(introduced), EnteredAt: now(), Version: 1}
}

func fee(id, referral int64, on string, minor int64) app.Fee {
	return app.Fee{ID: app.ID[app.Fee](id), Referral: app.ID[app.Referral](referral), Kind: app.Received, Day: day(on), Amount: eur(minor), EnteredAt: now()}
}

// firm fills a store with two partners, two clients and three referrals.
func firm(d *desk) {
	d.Helper()
	d.write(func(b app.Books) error {
		return errors.Join(
			b.AddPartners([]app.Partner{partner(1, "Harcourt & Lowe"), partner(2, "Ångström Søren Łódź")}),
			b.AddClients([]app.Client{client(1, "Baker Street Bakery"), client(2, "Müller Maschinenbau")}),
			b.AddReferrals([]app.Referral{referral(1, 1, 1, "2026-03-01"), referral(2, 1, 2, "2026-02-01"), referral(3, 2, 2, "2026-03-01")}),
		)
	})
}
