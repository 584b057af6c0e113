package desk

import (
	"testing"

	"rapport/app"
)

// libraryWorld has a published text that one partner holds in an earlier version, a draft, and a withdrawn file.
func libraryWorld(t testing.TB) *world {
	w := someWorld(t)
	add := func(title string, kind app.MaterialKind, v app.NewVersion) (app.ID[app.Material], app.ID[app.MaterialVersion]) {
		id := app.ID[app.Material](w.must(w.firm.Materials.Add(w.ctx, app.Ask{}, app.Material{Title: title, Kind: kind, Tags: []string{"start"}}, v)).ID)
		whole, err := w.firm.Materials.Whole(w.ctx, id)
		w.check(err)
		return id, whole.Versions[0].ID
	}
	publish := func(v app.ID[app.MaterialVersion]) {
		w.must(w.firm.Materials.Approve(w.ctx, app.Ask{}, v, w.day(200)))
		w.must(w.firm.Materials.Publish(w.ctx, app.Ask{}, v))
	}
	kestrel, err := w.firm.Partners.Find(w.ctx, "Kestrel CPA Group")
	w.check(err)
	id, v := add("Whom we serve best", app.ClientProfile, app.NewVersion{Body: "# Whom we serve\n\nOwner-run firms of 10 to 80 people."})
	publish(v)
	w.must(w.firm.Materials.Deliver(w.ctx, app.Ask{}, app.Handing{Of: v, Partners: []app.ID[app.Partner]{kestrel.ID}, Way: "meeting"}))
	w.must(w.firm.Materials.AddVersion(w.ctx, app.Ask{}, id, app.NewVersion{Body: "# Whom we serve\n\nOwner-run firms of 20 to 120 people.", News: "larger firms"}))
	whole, err := w.firm.Materials.Whole(w.ctx, id)
	w.check(err)
	publish(whole.Versions[0].ID)
	add("Answers to objections", app.ObjectionAnswer, app.NewVersion{Body: "Your fees are high. – They are fixed."})
	_, bad := add("Old fee table", app.Disclosure, app.NewVersion{File: &app.File{Name: "fees.pdf", Bytes: []byte("%PDF-1.4")}})
	publish(bad)
	w.must(w.firm.Materials.Deliver(w.ctx, app.Ask{}, app.Handing{Of: bad, Partners: []app.ID[app.Partner]{kestrel.ID}, Way: "e-mail"}))
	w.must(w.firm.Materials.Withdraw(w.ctx, app.Ask{}, bad, "The fees changed."))
	return w
}

func libraryStories() []story {
	on := func(keys ...string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) {
			b.keys("G", "V")
			b.settle()
			b.keys(keys...)
		}
	}
	return []story{
		{name: "materials", world: libraryWorld, act: on("End")},
		{name: "materials-empty", world: newWorld, act: on()},
		{name: "materials-small", world: libraryWorld, width: 1024, height: 700, act: on("Home")},
		{name: "material-new", world: libraryWorld, act: on("C")},
		{name: "material-deliver", world: libraryWorld, act: func(t *testing.T, b *bench) { on("End")(t, b); b.settle(); b.keys("H") }},
		{name: "material-recall", world: libraryWorld, act: func(t *testing.T, b *bench) { on("Home", "Down")(t, b); b.settle(); b.Tap(t, "Recall…") }},
		{name: "material-text", world: libraryWorld, act: func(t *testing.T, b *bench) { on("End")(t, b); b.settle(); b.keys("O") }},
		{name: "partner-materials", world: libraryWorld, act: func(t *testing.T, b *bench) { b.onPartner(t, "Kestrel CPA Group") }},
	}
}

// A text is written, approved, published, handed over and withdrawn with the keyboard alone.
func TestAMaterialByTheKeyboard(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "V", "C")
	b.Type("Our fees")
	for range 7 {
		b.keys("Tab")
	}
	b.keys("Tab")
	b.Type("We charge a fixed fee.")
	b.keys("Ctrl+S")
	b.settle()
	m, err := w.firm.Materials.Find(w.ctx, "Our fees")
	if err != nil {
		t.Fatalf("%v\n%s", err, b.Dump())
	}
	whole := func() app.WholeMaterial {
		t.Helper()
		x, err := w.firm.Materials.Whole(w.ctx, m.ID)
		w.check(err)
		return x
	}
	if v := whole().Row.Shown; v.State != app.MaterialDraft || v.Body != "We charge a fixed fee." {
		t.Fatalf("kept: %+v\n%s", v, b.Dump())
	}
	b.settle()
	b.keys("A")
	b.keys("Ctrl+S")
	b.settle()
	b.sees(t, "Approved")
	b.keys("P")
	b.settle()
	if v := whole(); v.Row.Shown.State != app.MaterialPublished || len(v.Waiting) == 0 {
		t.Fatalf("published: %+v\n%s", v.Row.Shown, b.Dump())
	}
	b.sees(t, "are to get “Our fees”") // it can be mailed now, or later
	b.keys("Esc")
	b.settle()
	b.keys("H")
	b.Type("kest")
	b.settle()
	b.keys("Enter", "Ctrl+S")
	b.settle()
	if h := whole().Holders; len(h) != 1 || h[0].PartnerName != "Kestrel CPA Group" {
		t.Fatalf("handed over: %+v\n%s", h, b.Dump())
	}
	b.keys("W")
	b.Type("The fees changed.")
	b.keys("Ctrl+S")
	b.settle()
	b.sees(t, "Please stop using “Our fees”")
	if v := whole().Row.Shown; v.State != app.MaterialWithdrawn {
		t.Errorf("%+v", v)
	}
	b.keys("Shift+Tab", "Enter") // they were told, without a message from here
	b.settle()
	if h := whole().Holders; h[0].Recalled != w.day(0) {
		t.Errorf("%+v", h)
	}
}

// TX-15: what would run on the computer is never given to it.
func TestTX15_FilesThatRunAreNotOpened(t *testing.T) {
	for name, opened := range map[string]bool{"plan.docx": true, "tool.exe": false, "page.HTML": false, "link.desktop": false, "picture.svg": false, "macro.xlsm": false, "slides.pptx": true} {
		w := someWorld(t)
		b := open(t, w, 1280, 800)
		out := &machine{}
		b.d.opts.Outside = out
		id := w.must(w.firm.Materials.Add(w.ctx, app.Ask{}, app.Material{Title: "Piece", Kind: app.Training}, app.NewVersion{File: &app.File{Name: name, Bytes: []byte("x")}})).ID
		whole, err := w.firm.Materials.Whole(w.ctx, app.ID[app.Material](id))
		w.check(err)
		b.d.viewVersion(whole, whole.Row.Shown)
		b.settle()
		if got := len(out.shown) > 0; got != opened || b.Root.Covered() == opened {
			t.Errorf("%s: given to the system: %v", name, got)
		}
	}
}

// A file dropped on the section becomes a new piece under its name.
func TestAFileDroppedOnMaterials(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.d.opts.Outside = &machine{name: "Client profile.pdf", content: []byte("%PDF-1.4")}
	b.keys("G", "V")
	b.d.Drop([]string{"/tmp/x/Client profile.pdf"})
	b.settle()
	b.keys("Ctrl+S")
	b.settle()
	m, err := w.firm.Materials.Find(w.ctx, "Client profile")
	if err != nil {
		t.Fatalf("%v\n%s", err, b.Dump())
	}
	if x, _ := w.firm.Materials.Whole(w.ctx, m.ID); x.Row.Shown.File != "Client profile.pdf" {
		t.Errorf("%+v", x.Row.Shown)
	}
}
