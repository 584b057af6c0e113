package desk

import (
	"strings"
	"testing"

	"rapport/app"
)

// twinWorld is a firm with partners and clients that may be the same.
func twinWorld(t testing.TB) *world {
	return copyOf(t, "twins", func(w *world) {
		w.some()
		add := func(p app.Partner) app.ID[app.Partner] {
			return app.ID[app.Partner](w.must(w.firm.Partners.Add(w.ctx, app.Ask{}, p)).ID)
		}
		add(app.Partner{Name: "Finch Family Office Ltd", Type: "attorney", Email: "office@finch.example", Website: "finch.example", Country: "GB"})
		a := add(app.Partner{Name: "Meier & Partner LLP", Type: "attorney", Email: "info@meier.example", Phone: "020 7946 0011", Country: "GB", TaxNumber: "GB 123 4567 89"})
		w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: a, Name: "Ann Meier", Email: "ann@meier.example"}))
		add(app.Partner{Name: "Meyer and Partners", Type: "accountant", Email: "hello@meier.example", Phone: "+44 20 7946 0011", Country: "GB", TaxNumber: "GB123456789", Note: "Met at the fair"})
		b := add(app.Partner{Name: "Brightwater Advisory GmbH", Type: "consultant"})
		w.must(w.firm.Duplicates.Dismiss(w.ctx, app.Ask{}, app.KindPartner, int64(w.partners[1]), int64(b), "The German sister company"))
		w.must(w.firm.Clients.Add(w.ctx, app.Ask{}, app.Client{Name: "Northgate Dental Ltd", Email: "front@northgate.example", Since: w.day(-900)}))
		w.must(w.firm.Clients.Add(w.ctx, app.Ask{}, app.Client{Name: "Alder Bakery", Industry: "food"}))
	})
}

// knownWorld has a client that two partners introduced, one after the other, and that the protection of the first still covers.
func knownWorld(t testing.TB) *world {
	w := newWorld(t)
	s, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	s.ProtectDays = 180
	w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, s))
	first, second := w.partner("Marten Advisors", "agency"), w.partner("Ostrander Wealth", "consultant")
	w.must(w.firm.Referrals.Log(w.ctx, app.Ask{}, app.NewReferral{Partner: first, Introduced: w.day(-40), ClientName: "Harbour Bakery"}))
	w.must(w.firm.Referrals.Log(w.ctx, app.Ask{}, app.NewReferral{Partner: second, Introduced: w.day(-2), ClientName: "Harbour Bakery"}))
	return w
}

func duplicateStories() []story {
	return []story{
		{name: "duplicates", world: twinWorld, act: func(t *testing.T, b *bench) { b.keys("G", "W") }},
		{name: "duplicates-clients", world: twinWorld, act: func(t *testing.T, b *bench) { b.d.root.Commands.Run("duplicates.clients") }},
		{name: "duplicates-apart", world: twinWorld, act: func(t *testing.T, b *bench) { b.d.open("duplicates", twinView(twinApart, "")) }},
		{name: "duplicates-none", world: func(t testing.TB) *world { return newWorld(t) }, act: func(t *testing.T, b *bench) { b.keys("G", "W") }},
		{name: "duplicates-merge", world: twinWorld, act: func(t *testing.T, b *bench) { b.keys("G", "W", "Down", "M") }},
		{name: "referral-known", world: knownWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "R", "Home") }},
		{name: "duplicates-narrow", world: twinWorld, width: 980, act: func(t *testing.T, b *bench) { b.keys("G", "W", "Enter") }},
		{name: "today-twins", world: twinWorld, height: 1700, only: true},
	}
}

// TestPairsAreDecidedByKeyboard: one pair is merged keeping the one that is chosen, one is kept apart and that is undone and done again.
func TestPairsAreDecidedByKeyboard(t *testing.T) {
	w := twinWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "W")
	b.sees(t, "The same tax number")
	b.sees(t, "differs")
	b.keys("M")
	b.sees(t, "Merged Meyer and Partners into Meier & Partner LLP") // the preview, the older one stays
	b.keys("Right")
	b.sees(t, "Merged Meier & Partner LLP into Meyer and Partners")
	b.keys("Ctrl+S")
	if f := partnerNamed(t, w, "P-0010"); f.row.State != app.Merged || f.into != "Meyer and Partners" {
		t.Fatalf("%s is %s, into %q", f.row.Name, f.row.State, f.into)
	}
	if !b.d.is("duplicates") || strings.Contains(b.Dump(), "Meier & Partner LLP") && !strings.Contains(b.Dump(), "Undo") {
		t.Errorf("the pair is still there:\n%s", b.Dump())
	}
	b.keys("X")
	b.Type("two offices")
	b.keys("Ctrl+S")
	b.sees(t, "No partners look the same")
	b.keys("Ctrl+Z")
	b.sees(t, "Finch Family Office Ltd")
	b.keys("Ctrl+Y")
	b.d.open("duplicates", twinView(twinApart, ""))
	b.settle()
	b.sees(t, "two offices")
	b.keys("X") // look at it again: of the first row
	b.keys("G", "T", "G", "W")
	b.sees(t, "Brightwater Advisory GmbH")
}

// TestAPairIsOpenedAndComeBackTo: either of the two opens in its own section, and Alt+Left is the way back to the same side.
func TestAPairIsOpenedAndComeBackTo(t *testing.T) {
	b := open(t, twinWorld(t), 1280, 800)
	b.keys("G", "W", "2")
	if f, ok := b.d.partner(); !ok || f.row.Name != "Meyer and Partners" {
		t.Fatalf("opened %q:\n%s", f.row.Name, b.Dump())
	}
	b.d.root.Commands.Run("duplicates.clients")
	b.settle()
	b.keys("1")
	if !b.d.is("referrals") {
		t.Fatal("a client opens its referrals")
	}
	b.keys("Alt+Left")
	if !b.d.is("duplicates") || !strings.Contains(b.Dump(), "Alder Bakery") {
		t.Errorf("not back at the clients:\n%s", b.Dump())
	}
}

// TestTodayTellsOfPairs: the card is there while there are any, and goes with the last of them.
func TestTodayTellsOfPairs(t *testing.T) {
	w := twinWorld(t)
	b := open(t, w, 1280, 1700)
	b.sees(t, "2 pairs of partners may be the same")
	b.sees(t, "2 pairs of clients may be the same")
	pairs, err := w.firm.Duplicates.List(w.ctx, app.KindPartner)
	w.check(err)
	for _, p := range pairs {
		w.must(w.firm.Duplicates.Dismiss(w.ctx, app.Ask{}, p.Kind, p.A.ID, p.B.ID, ""))
	}
	b.settle()
	if strings.Contains(b.Dump(), "of partners may be the same") {
		t.Errorf("the card stayed:\n%s", b.Dump())
	}
}

// TestAPartnersTwinIsASearch: from a partner, the pairs it is in are shown.
func TestAPartnersTwinIsASearch(t *testing.T) {
	b := open(t, twinWorld(t), 1280, 800)
	b.d.openPartner(b.w.partners[3], "")
	b.settle()
	b.d.root.Commands.Run("partner.twins")
	b.settle()
	b.sees(t, "Finch Family Office Ltd")
	if strings.Contains(b.Dump(), "Meyer and Partners") {
		t.Errorf("other pairs are shown too:\n%s", b.Dump())
	}
}
