package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/app"
)

// library is a desk whose files are read as plain text; one that begins with "bomb" would harm.
func library(t *testing.T) *desk {
	d := open(t)
	d.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Ms Tester", ReadText: func(_ context.Context, f app.File) (app.FileText, error) {
		if strings.HasPrefix(string(f.Bytes), "bomb") {
			return app.FileText{}, app.Bad("file", f.Name+" unpacks to 1000 times its size.", "Do not open it.")
		}
		return app.FileText{Text: string(f.Bytes), Note: map[bool]string{true: "It is damaged."}[strings.HasPrefix(string(f.Bytes), "broken")]}, nil
	}})
	return d
}

// written adds a material with a text and gives its id and that of its draft.
func (d *desk) written(title, body string, change func(*app.Material)) (app.ID[app.Material], app.ID[app.MaterialVersion]) {
	d.t.Helper()
	m := app.Material{Kind: app.ProductOverview, Title: title}
	if change != nil {
		change(&m)
	}
	id := app.ID[app.Material](d.ok(d.Materials.Add(ctx(), app.Ask{}, m, app.NewVersion{Body: body})).ID)
	return id, d.whole(id).Versions[0].ID
}

func (d *desk) whole(id app.ID[app.Material]) app.WholeMaterial {
	d.t.Helper()
	w, err := d.Materials.Whole(ctx(), id)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return w
}

// published adds a material and puts it into use.
func (d *desk) published(title string) (app.ID[app.Material], app.ID[app.MaterialVersion]) {
	d.t.Helper()
	id, v := d.written(title, "About "+title, nil)
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, 0))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
	return id, v
}

func (d *desk) hand(v app.ID[app.MaterialVersion], to ...app.ID[app.Partner]) app.Receipt {
	d.t.Helper()
	return d.ok(d.Materials.Deliver(ctx(), app.Ask{}, app.Handing{Of: v, Partners: to, Way: "e-mail"}))
}

// activePartner is a partner that works with the firm.
func (d *desk) activePartner(name string) app.ID[app.Partner] {
	d.t.Helper()
	id := d.partner(name)
	d.sign(id, "2026-01-01", rules(share("0.1")))
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
		d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, to, app.Move{Reason: "known for years"}))
	}
	return id
}

func heldSaid(rows []app.HeldRow) string {
	var out []string
	for _, h := range rows {
		out = append(out, h.PartnerName+" "+h.Title+" "+string(rune('0'+h.Held.No))+" "+string(h.State))
	}
	return strings.Join(out, "; ")
}

func TestAVersionGoesFromDraftToWithdrawn(t *testing.T) {
	d := library(t)
	lowe, alder := d.activePartner("Lowe"), d.activePartner("Alder")
	id, v1 := d.written("Fees", "We charge by the hour.", nil)
	stands := func(want ...app.MaterialState) {
		t.Helper()
		w := d.whole(id)
		var got []app.MaterialState
		for _, v := range w.Versions {
			got = append(got, v.Stands(w.Today))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	act := func(r app.Receipt, err error) error { return err }
	d.refused("not approved", refusal{kind: app.Refused, say: "was not approved"}, func() error { return act(d.Materials.Publish(ctx(), app.Ask{}, v1)) })
	d.refused("not published", refusal{kind: app.Refused, say: "is draft, not published"}, func() error {
		return act(d.Materials.Deliver(ctx(), app.Ask{}, app.Handing{Of: v1, Partners: []app.ID[app.Partner]{lowe}, Way: "post"}))
	})
	d.ok(d.Materials.Submit(ctx(), app.Ask{}, v1))
	stands(app.MaterialApproval)
	d.refused("frozen", refusal{kind: app.Refused, say: "what it says stays"}, func() error {
		v := d.whole(id).Versions[0]
		v.Body = "other"
		return act(d.Materials.Revise(ctx(), app.Ask{}, v))
	})
	d.ok(d.Materials.SendBack(ctx(), app.Ask{}, v1, "Name the cap."))
	draft := d.whole(id).Versions[0]
	draft.Body = "We charge by the hour, up to a cap."
	d.ok(d.Materials.Revise(ctx(), app.Ask{}, draft))
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v1, day("2026-12-31")))
	stands(app.MaterialApproved)
	pub := d.ok(d.Materials.Publish(ctx(), app.Ask{}, v1))
	stands(app.MaterialPublished)
	if w := d.whole(id); len(w.Waiting) != 2 || w.Audience != 2 || w.Row.Waiting != 2 || pub.Warnings[0] != "To be sent to 2 partners." {
		t.Errorf("%+v %v", w.Waiting, pub.Warnings)
	}
	d.hand(v1, lowe)
	d.refused("somebody has it", refusal{kind: app.Refused, say: "was handed out since"}, func() error { return act(d.History.Undo(ctx(), app.Ask{}, pub.Audit)) })
	d.ok(d.Materials.AddVersion(ctx(), app.Ask{}, id, app.NewVersion{Body: "We charge a fixed fee.", News: "fixed fees"}))
	d.refused("a second draft", refusal{kind: app.Refused, say: "Version 2 of Fees is draft"}, func() error {
		return act(d.Materials.AddVersion(ctx(), app.Ask{}, id, app.NewVersion{Body: "x"}))
	})
	v2 := d.whole(id).Versions[0].ID
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v2, 0))
	pub = d.ok(d.Materials.Publish(ctx(), app.Ask{}, v2))
	stands(app.MaterialPublished, app.MaterialSuperseded)
	d.ok(d.History.Undo(ctx(), app.Ask{}, pub.Audit))
	stands(app.MaterialApproved, app.MaterialPublished)
	if w := d.whole(id); len(w.Waiting) != 1 || w.Waiting[0].Partner != alder {
		t.Errorf("the first is sent on: %+v", w.Waiting)
	}
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v2))
	if old, _ := d.Materials.Outdated(ctx()); heldSaid(old) != "Lowe Fees 1 outdated" {
		t.Errorf("%s", heldSaid(old))
	}
	d.hand(v2, lowe)
	down := d.ok(d.Materials.Withdraw(ctx(), app.Ask{}, v2, "Wrong fee"))
	stands(app.MaterialWithdrawn, app.MaterialSuperseded)
	if down.Warnings[0] != "1 partner holds it; tell them." {
		t.Errorf("%v", down.Warnings)
	}
	say, err := d.Materials.RecallMessage(ctx(), v2)
	if err != nil || !strings.Contains(say, "Please stop using “Fees” (M-0001, version 2)") || !strings.Contains(say, "on 15 Jun 2026: Wrong fee.") || !strings.Contains(say, "Harcourt LLP") {
		t.Errorf("%v %s", err, say)
	}
	d.ok(d.Materials.Recalled(ctx(), app.Ask{}, v2, []app.ID[app.Partner]{lowe, alder}, 0))
	if h, _ := d.Materials.HoldersOf(ctx(), v2); len(h) != 1 || h[0].Recalled != day("2026-06-15") {
		t.Errorf("%+v", h)
	}
	d.refused("told already", refusal{kind: app.Refused, say: "told before"}, func() error {
		return act(d.Materials.Recalled(ctx(), app.Ask{}, v2, []app.ID[app.Partner]{lowe}, 0))
	})
	d.clean()
}

func TestWhomAMaterialIsFor(t *testing.T) {
	d := library(t)
	d.settings(func(s *app.Settings) {
		s.PartnerTypes, s.Services = []string{"accountant", "attorney"}, []string{"Audit", "Tax"}
	})
	lowe := d.activePartner("Lowe")
	d.refused("not a type", refusal{kind: app.Invalid, field: "types", say: `"baker" is not a partner type`}, func() error {
		_, err := d.Materials.Add(ctx(), app.Ask{}, app.Material{Kind: app.Training, Title: "x", Types: []string{"baker"}}, app.NewVersion{Body: "x"})
		return err
	})
	id, v := d.written("For accountants", "x", func(m *app.Material) {
		m.Types, m.Services, m.Tags = []string{"accountant"}, []string{"Tax"}, []string{" Start ", "Start"}
	})
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, 0))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
	w := d.whole(id)
	if len(w.Waiting) != 1 || w.Waiting[0].Partner != lowe || !slices.Equal(w.Row.Tags, []string{"Start"}) {
		t.Fatalf("%+v %v", w.Waiting, w.Row.Tags)
	}
	items, err := d.Reminders.Waiting(ctx(), d.today())
	if err != nil || len(items) != 1 || items[0].What != "Send “For accountants”" || items[0].More != "version 1, to 1 partner" {
		t.Errorf("%v %+v", err, items)
	}
	left := d.ok(d.Materials.Leave(ctx(), app.Ask{}, v, []app.ID[app.Partner]{lowe}))
	if items, _ = d.Reminders.Waiting(ctx(), d.today()); len(items) != 0 {
		t.Errorf("%+v", items)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, left.Audit))
	given := d.hand(v, lowe)
	if today, _ := d.Overview.Today(ctx()); len(today.ToSend) != 0 {
		t.Errorf("%+v", today.ToSend)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, given.Audit))
	if today, _ := d.Overview.Today(ctx()); len(today.ToSend) != 1 || today.SendTo != 1 {
		t.Errorf("taken back, it waits again: %+v", today.ToSend)
	}
}

func TestWhatIsHeldStandsByTheDay(t *testing.T) {
	for _, c := range []struct {
		on      string
		want    string
		out     int // expired, on Today
		soon    int
		renewed string // the day of the reminder
	}{
		{"2026-06-15", "Lowe Fees 1 current", 0, 0, ""},
		{"2026-12-01", "Lowe Fees 1 current", 0, 1, "2026-12-01"},
		{"2026-12-31", "Lowe Fees 1 current", 0, 1, "2026-12-01"},
		{"2027-01-01", "Lowe Fees 1 expired", 1, 0, "2026-12-01"},
	} {
		d := library(t)
		lowe := d.activePartner("Lowe")
		_, v := d.published("Fees")
		d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, day("2026-12-31")))
		d.hand(v, lowe)
		d.on(c.on)
		held, err := d.Materials.Held(ctx(), lowe)
		if err != nil || heldSaid(held) != c.want {
			t.Errorf("%s: %v %s, want %s", c.on, err, heldSaid(held), c.want)
		}
		today, err := d.Overview.Today(ctx())
		if err != nil || len(today.RanOut) != c.out || len(today.RunningOut) != c.soon {
			t.Errorf("%s: %v %v %v", c.on, err, today.RanOut, today.RunningOut)
		}
		items, _ := d.Reminders.Waiting(ctx(), d.today())
		if got := slices.IndexFunc(items, func(i app.Item) bool { return i.What == "Renew “Fees”" && i.Day.String() == c.renewed }) >= 0; got != (c.renewed != "") {
			t.Errorf("%s: %+v", c.on, items)
		}
		if c.out == 1 {
			d.refused("handed out too late", refusal{kind: app.Refused, say: "expired on 31 Dec 2026"}, func() error {
				_, err := d.Materials.Deliver(ctx(), app.Ask{}, app.Handing{Of: v, Partners: []app.ID[app.Partner]{lowe}, Way: "e-mail"})
				return err
			})
			d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, day("2027-12-31"))) // looked at again: it holds for another year
			if held, _ = d.Materials.Held(ctx(), lowe); heldSaid(held) != "Lowe Fees 1 current" {
				t.Error(heldSaid(held))
			}
		}
	}
}

func TestSZ04_FilesThatCantBeKept(t *testing.T) {
	d := library(t)
	add := func(name string, raw []byte) error {
		_, err := d.Materials.Add(ctx(), app.Ask{}, app.Material{Kind: app.Training}, app.NewVersion{File: &app.File{Name: name, Bytes: raw}})
		return err
	}
	for what, c := range map[string]struct {
		name string
		raw  []byte
		say  string
	}{
		"200 MB":       {"film.mp4", bytes.Repeat([]byte("x"), 200<<20), "film.mp4 is larger than 25 MB."},
		"one too much": {"film.mp4", bytes.Repeat([]byte("x"), app.MostMaterial+1), "film.mp4 is larger than 25 MB."},
		"zero bytes":   {"plan.pdf", nil, "plan.pdf is empty."},
		"no name":      {"../..", []byte("x"), "A file needs a name."},
		"a zip bomb":   {"plan.docx", []byte("bomb"), "plan.docx unpacks to 1000 times its size."},
		"neither":      {"", nil, ""},
	} {
		if what == "neither" {
			d.refused(what, refusal{kind: app.Invalid, field: "text"}, func() error {
				_, err := d.Materials.Add(ctx(), app.Ask{}, app.Material{Kind: app.Training, Title: "x"}, app.NewVersion{})
				return err
			})
			continue
		}
		d.refused(what, refusal{kind: app.Invalid, field: "file", say: c.say}, func() error { return add(c.name, c.raw) })
	}
	if rows, err := d.Materials.Search(ctx(), "bomb", 10); err != nil || len(rows) != 0 {
		t.Errorf("something was kept: %v %+v", err, rows)
	}
	if err := add("film.bin", bytes.Repeat([]byte("x"), app.MostMaterial)); err != nil { // the control
		t.Error(err)
	}
	d.clean()
}

func TestTX14_NamesOfFilesAreKeptWithoutTheirPath(t *testing.T) {
	for name, want := range map[string]string{
		"../../etc/passwd": "passwd", `C:\Users\ann\Plan "A".pdf`: "Plan _A_.pdf", "/tmp/.hidden.pdf": "hidden.pdf", "a\x00b\nc.txt": "a_b_c.txt", "naïve \u202Efdp.exe": "naïve fdp.exe",
		strings.Repeat("x", 300) + ".pdf": strings.Repeat("x", 116) + ".pdf", strings.Repeat("李", 110) + ".pdf": strings.Repeat("李", 65) + ".pdf",
	} {
		d := library(t)
		id := app.ID[app.Material](d.ok(d.Materials.Add(ctx(), app.Ask{}, app.Material{Kind: app.Training, Title: "T"}, app.NewVersion{File: &app.File{Name: name, Bytes: []byte("text")}})).ID)
		v := d.whole(id).Versions[0]
		f, err := d.Materials.File(ctx(), v.ID)
		if err != nil || v.File != want || f.Name != want || string(f.Bytes) != "text" {
			t.Errorf("%q is kept as %q and handed out as %q, want %q (%v)", name, v.File, f.Name, want, err)
		}
	}
}

func TestMaterialsAreFoundByWhatTheirFilesSay(t *testing.T) {
	d := library(t)
	add := func(title, text string) {
		d.ok(d.Materials.Add(ctx(), app.Ask{}, app.Material{Kind: app.ClientProfile, Title: title, Tags: []string{"Bäcker"}}, app.NewVersion{File: &app.File{Name: "a.txt", Bytes: []byte(text)}}))
	}
	add("Craft", strings.Repeat("filler ", 40)+"Søren Łódź schätzt die Straße "+strings.Repeat("behind ", 40))
	add("Strasse", "nothing")
	got := func(words string) string {
		hits, err := d.Materials.Search(ctx(), words, 10)
		if err != nil {
			return err.Error()
		}
		var out []string
		for _, h := range hits {
			out = append(out, h.Title+": "+h.Excerpt)
		}
		return strings.Join(out, " | ")
	}
	around := "… " + strings.Repeat("filler ", 8)
	for words, want := range map[string]string{
		"soren":                          "Craft: " + around + "Søren Łódź schätzt die Straße behind behind behind behind …",
		"strasse":                        "Strasse:  | Craft: … " + strings.Repeat("filler ", 4) + "Søren Łódź schätzt die Straße " + strings.Repeat("behind ", 8) + "…",
		"backer lodz":                    "Craft: … " + strings.Repeat("filler ", 7) + "Søren Łódź schätzt die Straße behind behind behind behind behind …",
		"M-0002":                         "Strasse: ",
		"nowhere":                        "",
		`"a OR * NEAR(`:                  "", // TX-12: operators are words
		strings.Repeat("craft ", 10_000): "Craft: ",
	} {
		if s := got(words); s != want {
			t.Errorf("%.40q finds\n %s, want\n %s", words, s, want)
		}
	}
}

func TestOnboardingIsToldOfMaterials(t *testing.T) {
	d := library(t)
	id := d.partner("Alder")
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.PartnerCheck, app.Move{}))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Onboarding, app.Move{}))
	_, v := d.published("Fees")
	r := d.hand(v, id)
	item := func() app.OnboardingRow {
		rows, err := d.Onboarding.Of(ctx(), id)
		i := slices.IndexFunc(rows, func(r app.OnboardingRow) bool { return r.Kind == app.OnboardMaterials })
		if err != nil || i < 0 {
			t.Fatalf("%v %+v", err, rows)
		}
		return rows[i]
	}
	if i := item(); i.State != app.OnboardingDone || i.On != d.today() || !i.Told {
		t.Errorf("%+v", i)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if i := item(); i.State != app.OnboardingOpen || i.Told {
		t.Errorf("taken back: %+v", i)
	}
}

func TestAMergeHandsOnMaterialsHeld(t *testing.T) {
	d := library(t)
	gone, stays := d.partner("Lowe Ltd"), d.activePartner("Lowe")
	_, v := d.published("Fees")
	d.hand(v, gone)
	r := d.ok(d.Partners.Merge(ctx(), app.Ask{}, gone, stays))
	if held, _ := d.Materials.Held(ctx(), stays); len(held) != 1 {
		t.Errorf("%+v", held)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if held, _ := d.Materials.Held(ctx(), gone); len(held) != 1 {
		t.Errorf("taken back: %+v", held)
	}
	d.clean()
}

func TestASecondPairOfEyesApprovesAMaterial(t *testing.T) {
	d := library(t)
	d.settings(func(s *app.Settings) { s.FourEyes = true })
	_, v := d.written("Fees", "x", nil)
	d.refused("its own", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error { _, err := d.Materials.Approve(ctx(), app.Ask{}, v, 0); return err })
	other := app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: "Mr Second"})
	d.ok(other.Materials.Approve(ctx(), app.Ask{}, v, 0))
}

func TestEveryActOnMaterialsIsPreviewedAndTakenBack(t *testing.T) {
	d := library(t)
	lowe := d.activePartner("Lowe")
	id, v := d.written("Fees", "x", nil)
	version := func() app.MaterialVersion { return d.whole(id).Versions[0] }
	var given app.ID[app.MaterialDelivery]
	for i, c := range []struct {
		name string
		do   func(app.Ask) (app.Receipt, error)
	}{
		{"edit", func(a app.Ask) (app.Receipt, error) {
			m := d.whole(id).Row.Material
			m.Title = "Our fees"
			return d.Materials.Edit(ctx(), a, m)
		}},
		{"revise", func(a app.Ask) (app.Receipt, error) {
			n := version()
			n.Body = "other"
			return d.Materials.Revise(ctx(), a, n)
		}},
		{"submit", func(a app.Ask) (app.Receipt, error) { return d.Materials.Submit(ctx(), a, v) }},
		{"back", func(a app.Ask) (app.Receipt, error) { return d.Materials.SendBack(ctx(), a, v, "no") }},
		{"approve", func(a app.Ask) (app.Receipt, error) { return d.Materials.Approve(ctx(), a, v, day("2027-01-31")) }},
		{"publish", func(a app.Ask) (app.Receipt, error) { return d.Materials.Publish(ctx(), a, v) }},
		{"leave", func(a app.Ask) (app.Receipt, error) {
			return d.Materials.Leave(ctx(), a, v, []app.ID[app.Partner]{lowe})
		}},
		{"deliver", func(a app.Ask) (app.Receipt, error) {
			return d.Materials.Deliver(ctx(), a, app.Handing{Of: v, Partners: []app.ID[app.Partner]{lowe}, Way: "link"})
		}},
		{"withdraw", func(a app.Ask) (app.Receipt, error) { return d.Materials.Withdraw(ctx(), a, v, "old") }},
		{"recall", func(a app.Ask) (app.Receipt, error) {
			return d.Materials.Recalled(ctx(), a, v, []app.ID[app.Partner]{lowe}, 0)
		}},
		{"take back", func(a app.Ask) (app.Receipt, error) {
			if h, err := d.Materials.HoldersOf(ctx(), v); err != nil || len(h) == 1 {
				given = h[0].ID
			}
			return d.Materials.TakeBack(ctx(), a, given)
		}},
	} {
		before := d.whole(id)
		if r := d.ok(c.do(app.Ask{Preview: true})); !r.Preview || r.Number != "M-0001" || !sameWhole(before, d.whole(id)) {
			t.Errorf("%s: the preview changed something: %+v", c.name, r)
		}
		r := d.ok(c.do(app.Ask{Key: app.Key{byte(i + 1)}}))
		if again := d.ok(c.do(app.Ask{Key: app.Key{byte(i + 1)}})); !again.Repeated {
			t.Errorf("%s was done twice", c.name)
		}
		after := d.whole(id)
		back := d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
		if !sameWhole(before, d.whole(id)) {
			t.Errorf("%s taken back:\n%+v\n%+v", c.name, before, d.whole(id))
		}
		d.ok(d.History.Undo(ctx(), app.Ask{}, back.Audit))
		if !sameWhole(after, d.whole(id)) {
			t.Errorf("%s done again:\n%+v\n%+v", c.name, after, d.whole(id))
		}
	}
	d.clean()
}

// sameWhole compares two states but for the versions of their rows, which count up.
func sameWhole(a, b app.WholeMaterial) bool { return wholeSaid(a) == wholeSaid(b) }

func wholeSaid(w app.WholeMaterial) string {
	w.Row.Version, w.Row.Shown.Version = 0, 0
	for i := range w.Versions {
		w.Versions[i].Version = 0
	}
	for i := range w.Holders {
		w.Holders[i].Version, w.Holders[i].Held.Version = 0, 0
	}
	text, err := json.Marshal(w)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
