package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"rapport/app"
)

func transactions(t *testing.T, d *desk) {
	boom := errors.New("boom")
	err := d.store.Write(context.Background(), func(b app.Books) error {
		if err := b.AddPartners([]app.Partner{partner(1, "Half done")}); err != nil {
			return err
		}
		if _, err := b.Partner(1); err != nil {
			return err // a write sees its own rows
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatalf("got %v", err)
	}
	missing(d, func(b app.Books) (app.Partner, error) { return b.Partner(1) })

	d.write(func(b app.Books) error { return b.AddPartners([]app.Partner{partner(1, "Before")}) })
	d.read(func(b app.Books) error {
		before, err := b.Partner(1)
		if err != nil {
			return err
		}
		changed := before
		changed.Name, changed.Version = "After", 2
		d.write(func(w app.Books) error { return w.PutPartner(changed) })
		again, err := b.Partner(1)
		same(d, "a read is one snapshot", again, before)
		return err
	})
	if p := got(d, func(b app.Books) (app.Partner, error) { return b.Partner(1) }); p.Name != "After" {
		t.Error("the next read is old")
	}

	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err = d.store.Write(ctx, func(b app.Books) error { return b.AddPartners([]app.Partner{partner(9, "Cancelled")}) })
	if err == nil {
		t.Error("a cancelled write was done")
	}
	missing(d, func(b app.Books) (app.Partner, error) { return b.Partner(9) })
}

func numbers(t *testing.T, d *desk) {
	take := func(fn func(app.Books) (int64, error)) (n int64) {
		d.write(func(b app.Books) (err error) { n, err = fn(b); return err })
		return n
	}
	id := func(n int) int64 {
		return take(func(b app.Books) (int64, error) { return b.NextID(app.KindPartner, n) })
	}
	no := func(s string, n int) int64 { return take(func(b app.Books) (int64, error) { return b.NextNo(s, n) }) }
	st := func(s string) int64 { return take(func(b app.Books) (int64, error) { return b.NextNumber(s) }) }
	same(d, "ids", []int64{id(1), id(10), id(1)}, []int64{1, 2, 12})
	same(d, "numbers", []int64{no("P", 1), no("R-2026", 5), no("P", 1), no("R-2026", 1)}, []int64{1, 1, 2, 6})
	same(d, "statements", []int64{st("S-2026"), st("S-2026"), st("S-2027")}, []int64{1, 2, 1})
	_ = d.store.Write(context.Background(), func(b app.Books) error { _, _ = b.NextNumber("S-2026"); return errors.New("rolled back") })
	if n := st("S-2026"); n != 3 {
		t.Errorf("a number was lost: got %d", n)
	}
}

func settings(_ *testing.T, d *desk) {
	get := func() app.Settings { return got(d, func(b app.Books) (app.Settings, error) { return b.Settings() }) }
	same(d, "a new file", get(), app.Settings{})
	want := app.Settings{FirmName: "Lindqvist & Partner", Currency: "EUR", Zone: "Europe/Berlin", Logo: []byte{1, 2, 0, 255}, PartnerTypes: []string{"attorney"}, QueryDays: 30, Version: 1}
	d.write(func(b app.Books) error { return b.PutSettings(want) })
	same(d, "kept", get(), want)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutSettings(want) })
	want.FirmName, want.Version, want.Logo = "Lindqvist", 2, nil
	d.write(func(b app.Books) error { return b.PutSettings(want) })
	same(d, "changed", get(), want)
}

func audit(t *testing.T, d *desk) {
	lines := []app.Audit{
		{At: now(), Actor: "ann", Act: "partner.add", Label: "Added", Kind: app.KindPartner, Subject: 7, Key: app.Key{1}, Result: 7,
			Images: []app.Image{{Kind: app.KindPartner, ID: 7, After: json.RawMessage(`{"name":"x"}`)}, {Kind: app.KindPerson, ID: 3, After: json.RawMessage(`{}`)}}},
		{At: now(), Actor: "ben", Act: "partner.edit", Label: "Edited", Kind: app.KindPartner, Subject: 7},
		{At: now(), Actor: "ben", Act: "commission.run", Label: "Run", Kind: app.KindLine},
	}
	for i := range lines {
		d.write(func(b app.Books) (err error) { lines[i].Seq, err = b.AddAudit(lines[i]); return err })
		if lines[i].Seq != int64(i+1) {
			t.Fatalf("sequence %d", lines[i].Seq)
		}
	}
	same(d, "one", got(d, func(b app.Books) (app.Audit, error) { return b.Audit(1) }), lines[0])
	missing(d, func(b app.Books) (app.Audit, error) { return b.Audit(99) })
	same(d, "the newest moment", got(d, func(b app.Books) (time.Time, error) { at, _, err := b.LastMoment(); return at, err }), lines[2].At)
	same(d, "newest first", got(d, func(b app.Books) ([]app.Audit, error) { return b.LastAudits(2) }), []app.Audit{lines[2], lines[1]})
	same(d, "of a thing", got(d, func(b app.Books) ([]app.Audit, error) { return b.HistoryOf(app.KindPartner, 7, 10) }), []app.Audit{lines[1], lines[0]})
	same(d, "through an image", got(d, func(b app.Books) ([]app.Audit, error) { return b.HistoryOf(app.KindPerson, 3, 10) }), []app.Audit{lines[0]})
	list := func(b app.Books) listing { return b.AuditIDs }
	same(d, "all, newest first", ids(d, list, app.Query{}), []int32{3, 2, 1})
	same(d, "the oldest first", ids(d, list, app.Query{}.By("time", false)), []int32{1, 2, 3})
	same(d, "by one", ids(d, list, app.Query{}.With(app.Is("by", "ben"))), []int32{3, 2})
	same(d, "of this day", ids(d, list, app.Query{}.With(app.Condition{Field: "day", From: now().Format("2006-01-02"), To: now().Format("2006-01-02")})), []int32{3, 2, 1})
	same(d, "before it", len(ids(d, list, app.Query{}.With(app.Condition{Field: "day", To: "2001-01-01"}))), 0)
	same(d, "about partners", ids(d, list, app.Query{}.With(app.Is("about", "partner"))), []int32{2, 1})
	same(d, "of one thing", ids(d, list, app.Query{}.With(app.Touched(app.KindPerson, 3))), []int32{1})
	same(d, "of a thing nobody touched", len(ids(d, list, app.Query{}.With(app.Touched(app.KindPerson, 7)))), 0)
	d.refused(app.Invalid, func(b app.Books) error {
		return b.AuditIDs(app.Query{}.With(app.Is("thing", "everything")), func([]int32) error { return nil })
	})
	row := lines[0]
	row.Images, row.Key, row.Result = nil, app.Key{}, 0
	same(d, "a row", got(d, func(b app.Books) ([]app.Audit, error) { return b.AuditRows([]int32{1}) }), []app.Audit{row})
	same(d, "everybody", got(d, func(b app.Books) ([]string, error) { return b.Actors() }), []string{"ann", "ben"})
	same(d, "made by", got(d, func(b app.Books) (map[int64]string, error) { return b.MadeBy(app.KindPartner, []int64{7, 8}) }), map[int64]string{7: lines[0].Actor})
	d.read(func(b app.Books) error {
		a, ok, err := b.AuditByKey(app.Key{1})
		if !ok || a.Seq != 1 {
			t.Error("a repeated request is not recognised")
		}
		_, ok, _ = b.AuditByKey(app.Key{2})
		if ok {
			t.Error("a new request is taken for a repeated one")
		}
		return err
	})
	d.refused(app.Conflict, func(b app.Books) error { _, err := b.AddAudit(app.Audit{At: now(), Key: app.Key{1}}); return err })
	d.write(func(b app.Books) error { return b.MarkUndone(1, 2) })
	if a := got(d, func(b app.Books) (app.Audit, error) { return b.Audit(1) }); a.Undone != 2 {
		t.Error("not marked as undone")
	}
	d.refused(app.Conflict, func(b app.Books) error { return b.MarkUndone(1, 3) })
}

func steps(_ *testing.T, d *desk) {
	want := []app.Step{
		{Kind: app.KindReferral, Subject: 1, To: "logged", Day: day("2026-03-01"), At: now(), Who: "ann"},
		{Kind: app.KindReferral, Subject: 1, From: "logged", To: "lost", Day: day("2026-03-05"), At: now(), Who: "ben", Reason: "price", Note: "too dear"},
		{Kind: app.KindPartner, Subject: 1, To: "active", Day: day("2026-03-05"), At: now(), Who: "ben"},
	}
	d.write(func(b app.Books) error { return b.AddSteps(want) })
	for i := range want {
		want[i].ID = int64(i + 1)
	}
	same(d, "steps", got(d, func(b app.Books) ([]app.Step, error) { return b.Steps(app.KindReferral, 1) }), want[:2])
}

func search(t *testing.T, d *desk) {
	firm(d)
	find := func(text string, kinds ...app.Kind) (found []string) {
		for _, h := range got(d, func(b app.Books) ([]app.Hit, error) { return b.Search(text, kinds, 5) }) {
			found = append(found, h.Name)
		}
		return found
	}
	cases := []struct {
		text  string
		kinds []app.Kind
		want  []string
	}{
		{"harc", []app.Kind{app.KindPartner}, []string{"Harcourt & Lowe"}},
		{"lowe harc", []app.Kind{app.KindPartner}, []string{"Harcourt & Lowe"}},
		{"arcourt", []app.Kind{app.KindPartner}, nil},
		{"soren lodz", []app.Kind{app.KindPartner}, []string{"Ångström Søren Łódź"}},
		{"ÅNGSTRÖM", []app.Kind{app.KindPartner}, []string{"Ångström Søren Łódź"}},
		{"P-0002", []app.Kind{app.KindPartner}, []string{"Ångström Søren Łódź"}},
		{"muller", []app.Kind{app.KindClient}, []string{"Müller Maschinenbau"}},
		{"mull", []app.Kind{app.KindReferral}, []string{"R-2026-0003 · Müller Maschinenbau", "R-2026-0002 · Müller Maschinenbau"}},
		{"harcourt mull", nil, []string{"R-2026-0002 · Müller Maschinenbau"}},
		{`"a OR * NEAR( col:x -- '`, nil, nil},
		{"***", nil, nil},
		{"", nil, nil},
	}
	for _, c := range cases {
		same(d, "search "+c.text, find(c.text, c.kinds...), c.want)
	}
	foundByText(d)
	named(d)
	p := partner(1, "Renamed Partners")
	p.Version = 2
	d.write(func(b app.Books) error { return b.PutPartner(p) })
	same(d, "the old name", len(find("harcourt")), 0)
	same(d, "the new name finds its referrals", len(find("renamed", app.KindReferral)), 2)
	d.refused(app.Conflict, func(b app.Books) error { return b.PutPartner(p) })
	same(d, "a refused change is still found", len(find("renamed", app.KindReferral)), 2)
	same(d, "in lists", ids(d, func(b app.Books) func(app.Query, func([]int32) error) error { return b.ReferralIDs }, app.Query{Search: "bak"}), []int32{1})
	if len(find("r 2026", app.KindReferral)) != 3 {
		t.Error("not found by number")
	}
	foundElsewhere(d, "renamed")
	foundWords(d)
}

// longLists holds chunks and order against a list longer than both.
func longLists(t *testing.T, d *desk) {
	const n = 9000
	many := make([]app.Client, n)
	for i := range many {
		many[i] = client(int64(i+1), "Client")
	}
	d.write(func(b app.Books) error { return b.AddClients(many) })
	chunks, total := 0, 0
	d.read(func(b app.Books) error {
		return b.ClientIDs(app.Query{}, func(chunk []int32) error {
			if chunks == 0 && len(chunk) != 200 {
				t.Errorf("the first chunk has %d", len(chunk))
			}
			for i, id := range chunk {
				if int(id) != total+i+1 {
					t.Fatalf("place %d has %d", total+i, id)
				}
			}
			chunks++
			total += len(chunk)
			return nil
		})
	})
	if total != n || chunks < 3 {
		t.Errorf("%d in %d chunks", total, chunks)
	}
	ask := make([]int32, 0, 120)
	for id := int32(n); id > n-120; id-- {
		ask = append(ask, id)
	}
	rows := got(d, func(b app.Books) ([]app.ClientRow, error) { return b.ClientRows(append(ask, 999_999)) })
	if len(rows) != len(ask) || int32(rows[0].ID) != n || int32(rows[119].ID) != n-119 {
		t.Error("rows are not in the order asked")
	}
}
