package desk

import (
	"crypto/sha256"
	"testing"

	"rapport/app"
)

// mailableWorld is the library with an address for the partner that holds old versions, and one that waits.
func mailableWorld(t testing.TB) *world {
	w := libraryWorld(t)
	kestrel, err := w.firm.Partners.Find(w.ctx, "Kestrel CPA Group")
	w.check(err)
	p := kestrel
	p.Email = "office@kestrel.example"
	w.must(w.firm.Partners.Edit(w.ctx, app.Ask{}, p))
	return w
}

// pagesWorld has a page to take down, one to write again, and one that holds.
func pagesWorld(t testing.TB) *world {
	w := landingWorld(t)
	for _, name := range []string{"Finch Family Office", "Kestrel CPA Group"} {
		p, err := w.firm.Partners.Find(w.ctx, name)
		w.check(err)
		all, _, err := w.firm.Landings.Run(w.ctx, app.Ask{}, app.LandingAsk{Partner: p.ID}, func(m app.LandingMade) ([32]byte, bool, error) {
			return sha256.Sum256([]byte(m.Folder)), true, nil
		}, nil)
		w.check(err)
		if len(all) == 0 || all[0].Refused != "" {
			t.Fatalf("%+v", all)
		}
	}
	finch, err := w.firm.Partners.Find(w.ctx, "Finch Family Office")
	w.check(err)
	w.must(w.firm.Partners.SetState(w.ctx, app.Ask{}, finch.ID, app.Ended, app.Move{}))
	return w
}

func heldStories() []story {
	return []story{
		{name: "materials-held", world: mailableWorld, act: func(t *testing.T, b *bench) { b.keys("G", "G"); b.settle(); b.keys("Home") }},
		{name: "materials-held-empty", world: newWorld, act: func(t *testing.T, b *bench) { b.keys("G", "G") }},
		{name: "material-mail", world: mailableWorld, act: func(t *testing.T, b *bench) {
			b.keys("G", "V")
			b.settle()
			b.keys("End")
			b.settle()
			b.keys("M")
			b.settle()
		}},
		{name: "landing-pages", world: pagesWorld, act: func(t *testing.T, b *bench) { b.keys("G", "Q"); b.settle(); b.keys("Home") }},
		{name: "landing-pages-empty", world: newWorld, width: 1024, height: 700, act: func(t *testing.T, b *bench) { b.keys("G", "Q") }},
	}
}

// Who holds what was withdrawn is told by e-mail with the keyboard alone, and the messages wait for a look.
func TestHoldersAreToldByTheKeyboard(t *testing.T) {
	w := mailableWorld(t)
	b := open(t, w, 1280, 800)
	b.sees(t, "1 partner to tell that a material was withdrawn")
	b.keys("G", "G")
	b.settle()
	b.keys("Home", "E")
	b.settle()
	b.sees(t, "Call back Old fee table")
	b.keys("Ctrl+S")
	b.settle()
	m, err := w.firm.Messages.Find(w.ctx, "E-00001")
	if err != nil || m.Kind != app.MessageRecall || m.To != "office@kestrel.example" || m.State != app.MessageDraft || b.d.here.section != "mail" {
		t.Fatalf("%v %+v in %s\n%s", err, m, b.d.here.section, b.Dump())
	}
}

// A page that must go is on Today, and is noted as taken down with the keyboard alone.
func TestPagesAreTakenDownByTheKeyboard(t *testing.T) {
	w := pagesWorld(t)
	b := open(t, w, 1280, 800)
	b.sees(t, "1 landing page to take down")
	b.keys("G", "Q")
	b.settle()
	b.keys("Home")
	b.settle()
	b.sees(t, "Finch Family Office is ended")
	b.keys("D")
	b.settle()
	if today, err := w.firm.Overview.Today(w.ctx); err != nil || today.TakeDown != 0 {
		t.Errorf("%d %v", today.TakeDown, err)
	}
}
