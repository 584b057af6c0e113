package desk

import (
	"context"
	"crypto/sha256"
	"strings"
	"testing"

	"rapport/app"
	"rapport/assets"
	"rapport/views/files"
)

// landingWorld is a coded firm with the texts and settings of landing pages.
func landingWorld(t testing.TB) *world {
	return copyOf(t, "landing", func(w *world) {
		w.some()
		s, err := w.firm.Setup.Settings(w.ctx)
		w.check(err)
		s.LinkPattern, s.Email = "https://quayside.example/refer?p={code}", "hello@quayside.example"
		s.Landing = app.LandingSettings{Privacy: "https://quayside.example/privacy", Colour: "#107040"}
		w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
		letters, err := assets.Letters()
		w.check(err)
		pieces, err := app.ReadStarters(letters, "en", "de")
		w.check(err)
		w.must(w.firm.Templates.Begin(w.ctx, app.Ask{}, pieces))
		m := w.must(w.firm.Materials.Add(w.ctx, app.Ask{}, app.Material{Title: "What partners get", Kind: app.Disclosure},
			app.NewVersion{Body: "{{ partner.name }} may receive a payment from us when you become our client. You pay no more than without it."}))
		whole, err := w.firm.Materials.Whole(w.ctx, app.ID[app.Material](m.ID))
		w.check(err)
		w.must(w.firm.Materials.Approve(w.ctx, app.Ask{}, whole.Versions[0].ID, 0))
		w.must(w.firm.Materials.Publish(w.ctx, app.Ask{}, whole.Versions[0].ID))
	})
}

// ledWorld is a firm to which leads came: by a code, by a mistyped one, by none, and from a machine.
func ledWorld(t testing.TB, names ...string) *world {
	if len(names) == 0 {
		names = []string{"Anna Bär", "Long Meadow Farm and Estate Management Holding Company (Wiltshire) Limited", "Carl"}
	}
	return copyOf(t, "led "+strings.Join(names, "|"), func(w *world) {
		w.some()
		finch, err := w.firm.Partners.Find(w.ctx, "Finch Family Office")
		w.check(err)
		w.must(w.firm.Codes.Add(w.ctx, app.Ask{}, app.PartnerCode{Partner: finch.ID, Code: "SPRING", Campaign: "Spring mailing", Made: w.day(-90)}))
		text := "name,email,phone,organisation,service,message,code,consent,homepage,date\n"
		codes := []string{"SPRING", "SPRNG", ""}
		for i, name := range names {
			text += name + "," + "person" + string(rune('a'+i%26)) + "@example.org,+44 20 7946 00" + string(rune('0'+i%10)) + "1," + "," + "Tax return,A will and a house in two countries," + codes[i%3] + ",yes,," + w.day(-1-i).String() + "\n"
		}
		text += "Robot,robot@example.org,,,,Buy https://a.example https://b.example https://c.example,,,x," + w.day(-1).String() + "\n"
		tab, err := files.Open("leads.csv", []byte(text), files.Options{})
		w.check(err)
		plan, asks, err := w.firm.Imports.Guess(w.ctx, app.ImportLeads, tab)
		if err != nil || len(asks) > 0 {
			t.Fatalf("%v %+v", err, asks)
		}
		plan.FileName, plan.SHA256 = "leads.csv", sha256.Sum256([]byte(text))
		_, err = w.firm.Imports.Run(w.ctx, app.Ask{}, plan, tab, nil)
		w.check(err)
	})
}

func landingStories() []story {
	crowd := func(t testing.TB) *world {
		var many []string
		for i := range 40 {
			many = append(many, "Person "+string(rune('A'+i%26))+string(rune('a'+i/26)))
		}
		return ledWorld(t, many...)
	}
	one := func(t testing.TB) *world { return ledWorld(t) }
	return []story{
		{name: "leads-empty", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.keys("G", "Z") }},
		{name: "leads", world: one, act: func(t *testing.T, b *bench) { b.keys("G", "Z", "Down", "Down"); b.settle() }},
		{name: "leads-crowded", world: crowd, act: func(t *testing.T, b *bench) { b.keys("G", "Z"); b.settle() }},
		{name: "lead-accept", world: one, act: func(t *testing.T, b *bench) { b.keys("G", "Z", "Down", "Down"); b.settle(); b.keys("A"); b.settle() }},
		{name: "landing", world: landingWorld, width: 1440, height: 900, act: func(t *testing.T, b *bench) {
			b.onPartner(t, "Finch Family Office")
			b.d.root.Commands.Run("landing.write")
			b.settle()
		}},
	}
}

// folders is a machine that takes pages.
type folders struct {
	*machine
	written map[string][]files.WebFile
}

func (f *folders) WriteFolder(_ context.Context, parent, name string, list []files.WebFile) (bool, error) {
	_, had := f.written[parent+"/"+name]
	f.written[parent+"/"+name] = list
	return !had, nil
}

// A lead becomes a referral, one is declined and one called spam by the keyboard alone, and the last is taken back.
func TestLeadsByKeyboard(t *testing.T) {
	w := ledWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "Z")
	b.settle()
	b.keys("Home")
	b.settle()
	state := func(name string) app.LeadRow {
		t.Helper()
		var ids []int32
		w.check(w.firm.Leads.IDs(w.ctx, app.Query{Search: name}, func(some []int32) error { ids = append(ids, some...); return nil }))
		rows, err := w.firm.Leads.Rows(w.ctx, ids)
		w.check(err)
		if len(rows) != 1 {
			t.Fatalf("%d leads are called %q", len(rows), name)
		}
		return rows[0]
	}
	first := b.d.screens["leads"].screen.(*leads)
	at := func(name string) {
		t.Helper()
		first.Show(view{ID: int64(state(name).ID)})
		b.settle()
	}
	at("Anna")
	b.keys("A")
	b.settle()
	b.sees(t, "Make a referral")
	b.keys("Ctrl+S")
	b.settle()
	if l := state("Anna"); l.State != app.LeadAccepted || l.ReferralNumber == "" || l.PartnerName != "Finch Family Office" {
		t.Fatalf("%+v\n%s", l, b.Dump())
	}
	at("Robot")
	b.keys("X")
	b.settle()
	if l := state("Robot"); l.State != app.LeadSpam {
		t.Errorf("%+v\n%s", l, b.Dump())
	}
	b.keys("Ctrl+Z")
	b.settle()
	if l := state("Robot"); l.State != app.LeadNew {
		t.Errorf("%+v\n%s", l, b.Dump())
	}
	at("Carl")
	b.keys("L")
	b.settle()
	b.Type("not our field")
	b.keys("Ctrl+S")
	b.settle()
	if l := state("Carl"); l.State != app.LeadDeclined || l.Reason != "not our field" {
		t.Errorf("%+v\n%s", l, b.Dump())
	}
}

// The pages of a partner are written from its page, with a preview, and only where they changed; what is missing is said before anything is asked.
func TestLandingPagesFromTheWindow(t *testing.T) {
	bare := open(t, codedWorld(t), 1280, 800)
	bare.onPartner(t, "Finch Family Office")
	bare.d.root.Commands.Run("landing.write")
	bare.settle()
	bare.sees(t, "nowhere the form could go")

	w := landingWorld(t)
	b := open(t, w, 1280, 2400)
	out := &folders{&machine{}, map[string][]files.WebFile{}}
	b.d.opts.Outside = out
	for _, want := range []string{"1 page written", "0 pages written"} {
		b.onPartner(t, "Finch Family Office")
		b.d.root.Commands.Run("landing.write")
		b.settle()
		b.sees(t, "Finch Family Office recommends Aldgate Partners")
		b.keys("Ctrl+S")
		b.settle()
		b.sees(t, want)
	}
	if len(out.written) != 1 {
		t.Fatalf("%d pages were written", len(out.written))
	}
	finch, err := w.firm.Partners.Find(w.ctx, "Finch Family Office")
	w.check(err)
	b.sees(t, "Page finch-family-office-")
	w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, finch.ID, app.Ended, app.Move{}))
	b.settle()
	b.sees(t, "Take down: Finch Family Office is ended")
	for path, list := range out.written {
		if !strings.HasPrefix(path, "~/Documents/Landing pages/finch-family-office-") || list[0].Name != "index.html" {
			t.Errorf("%s %s", path, list[0].Name)
		}
	}
}
