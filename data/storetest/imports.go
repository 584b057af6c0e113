package storetest

import (
	"encoding/json"
	"errors"
	"testing"

	"rapport/app"
)

func batches(t *testing.T, d *desk) {
	want := app.Batch{ID: 1, At: now(), Actor: "ann", What: "deals", File: "a.csv", SHA256: [32]byte{1}, Created: map[string]int64{"referrals": 3}, Updated: map[string]int64{},
		Unchanged: map[string]int64{"partners": 1}, Refused: 2, Made: map[app.Kind]app.Span{app.KindReferral: {From: 1, To: 3}},
		Changed: []app.Image{{Kind: app.KindPartner, ID: 1, Before: json.RawMessage(`{"a":1}`)}}}
	second := app.Batch{ID: 2, At: now(), What: "deals", SHA256: [32]byte{1}}
	d.write(func(b app.Books) error { return errors.Join(b.AddBatch(want), b.AddBatch(second)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Batch, error) { return b.Batch(1) }), want)
	missing(d, func(b app.Books) (app.Batch, error) { return b.Batch(9) })
	same(d, "newest first", got(d, func(b app.Books) ([]app.Batch, error) { return b.Batches(1) }), []app.Batch{second})
	byHash := func(what string) (id app.ID[app.Batch]) {
		d.read(func(b app.Books) error { v, _, err := b.BatchByHash([32]byte{1}, what); id = v.ID; return err })
		return id
	}
	same(d, "by file", byHash("deals"), app.ID[app.Batch](2))
	d.write(func(b app.Books) error { return b.MarkBatchUndone(2) })
	same(d, "not an undone one", byHash("deals"), app.ID[app.Batch](1))
	same(d, "of the kind", byHash("fees"), app.ID[app.Batch](0))
	d.refused(app.Conflict, func(b app.Books) error { return b.MarkBatchUndone(2) })
	d.write(func(b app.Books) error {
		return errors.Join(b.PutMapping("fees", "a|b", json.RawMessage(`{"x":1}`)), b.PutMapping("fees", "a|b", json.RawMessage(`{"x":2}`)))
	})
	d.read(func(b app.Books) error {
		m, ok, err := b.Mapping("fees", "a|b")
		if !ok || string(m) != `{"x":2}` {
			t.Errorf("%s", m)
		}
		if _, ok, _ := b.Mapping("deals", "a|b"); ok {
			t.Error("another kind's mapping")
		}
		return err
	})
}

// spans is what an import of the whole test firm made.
func spans() map[app.Kind]app.Span {
	return map[app.Kind]app.Span{app.KindPartner: {From: 1, To: 2}, app.KindPerson: {From: 1, To: 1}, app.KindClient: {From: 1, To: 2},
		app.KindReferral: {From: 1, To: 3}, app.KindFee: {From: 1, To: 2}}
}

func imported(d *desk) {
	firm(d)
	credit := fee(2, 1, "2026-04-02", -1)
	credit.Of = 1
	d.write(func(b app.Books) error {
		return errors.Join(b.AddPeople([]app.Person{{ID: 1, Partner: 1, Name: "Ann", Version: 1}}), b.AddFees([]app.Fee{fee(1, 1, "2026-04-01", 10), credit}),
			b.AddFacts([]app.Fact{{Kind: app.FactFee, Day: day("2026-04-01"), Referral: 1, Fee: 1}}), b.AddSteps([]app.Step{{Kind: app.KindReferral, Subject: 1, To: "logged", At: now()}}))
	})
}

func undo(t *testing.T, d *desk) {
	imported(d)
	var stay map[app.Kind]int64
	d.write(func(b app.Books) (err error) { stay, err = b.UndoSpans(spans()); return err })
	same(d, "nothing stays", stay, map[app.Kind]int64{})
	for _, list := range []func(app.Books) listing{
		func(b app.Books) listing { return b.PartnerIDs }, func(b app.Books) listing { return b.ClientIDs },
		func(b app.Books) listing { return b.ReferralIDs }, func(b app.Books) listing { return b.FeeIDs },
	} {
		if left := ids(d, list, app.Query{}); len(left) != 0 {
			t.Errorf("%v are left", left)
		}
	}
	same(d, "nothing is found", len(got(d, func(b app.Books) ([]app.Hit, error) { return b.Search("harcourt", nil, 9) })), 0)
	firm(d) // the same import again
}

func undoRefused(_ *testing.T, d *desk) {
	imported(d)
	changed := partner(1, "Harcourt & Lowe")
	changed.Version = 2
	outside := referral(50, 1, 2, "2026-05-01")
	d.write(func(b app.Books) error {
		return errors.Join(b.PutPartner(changed), b.AddReferrals([]app.Referral{outside}), b.FactsDone(day("2026-12-31"), 1, nil, nil))
	})
	var stay map[app.Kind]int64
	d.write(func(b app.Books) (err error) { stay, err = b.UndoSpans(spans()); return err })
	same(d, "stay", stay, map[app.Kind]int64{app.KindPartner: 1, app.KindClient: 1, app.KindReferral: 1, app.KindFee: 1})
	same(d, "nothing was removed", len(ids(d, func(b app.Books) listing { return b.ReferralIDs }, app.Query{})), 4)
}
