package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/money"
)

// page opens the page of a partner from the list.
func (b *bench) page(t *testing.T, name string) {
	t.Helper()
	b.onPartner(t, name)
	b.keys("Ctrl+Enter")
	b.settle()
}

// finchWorld is a firm with money, and one partner with all sorts of contact.
func finchWorld(t testing.TB) *world {
	w := moneyWorld(t)
	finch, err := w.firm.Partners.Find(w.ctx, "Finch Family Office")
	w.check(err)
	who := app.ID[app.Person](w.must(w.firm.Partners.AddPerson(w.ctx, app.Ask{}, app.Person{Partner: finch.ID, Name: "Rosa Finch", Role: "Principal", Channel: "phone"})).ID)
	w.must(w.firm.Checkins.Log(w.ctx, app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: finch.ID, Person: who, Kind: "lunch", Day: w.day(-3), Subject: "Plans for spring",
		Note: "## Spring\n\n- two **families** move\n- see [their site](https://finch.example)\n\n@Rosa Finch asks about R-2026-0001."},
		Promises: []app.Promise{{Ours: true, What: "send the fee sheet", Due: w.day(4)}}, Next: w.day(30)}))
	w.must(w.firm.Outbounds.Give(w.ctx, app.Ask{}, app.Outbound{Partner: finch.ID, Given: w.day(-20), Service: "trusts"}, "Orchard Trust"))
	w.must(w.firm.Gifts.Propose(w.ctx, app.Ask{}, app.Gift{Partner: finch.ID, Person: who, Kind: "object", What: "Hamper", Value: money.New(4000, "GBP")}))
	w.must(w.firm.Partners.Attach(w.ctx, app.Ask{}, finch.ID, app.File{Name: "Engagement letter.pdf", Bytes: []byte("%PDF-1.7")}))
	w.must(w.firm.Market.Add(w.ctx, app.Ask{}, app.MarketNote{Partner: finch.ID, Kind: app.Objection, Said: "Fees are too high for small estates", Day: w.day(-3)}))
	return w
}

// profileStories are the states of the page that tells all of a partner.
func profileStories() []story {
	return []story{
		{name: "profile", world: finchWorld, act: func(t *testing.T, b *bench) { b.page(t, "Finch Family Office") }},
		{name: "profile-new", world: prospectWorld, act: func(t *testing.T, b *bench) { b.page(t, "Abbott Mortgage Brokers") }},
		{name: "profile-narrow", world: finchWorld, width: 900, act: func(t *testing.T, b *bench) { b.page(t, "Finch Family Office") }},
		{name: "profile-wide", world: exampleWorld, width: 1920, height: 1080, only: true, act: func(t *testing.T, b *bench) {
			b.keys("G", "P", "Home", "Down", "Down", "Ctrl+Enter")
		}},
		{name: "profile-peek", world: finchWorld, act: func(t *testing.T, b *bench) {
			b.page(t, "Finch Family Office")
			b.entry(t, app.MomentReferral)
			b.keys("Enter")
		}},
		{name: "profile-promise", world: finchWorld, act: func(t *testing.T, b *bench) {
			b.page(t, "Finch Family Office")
			b.entry(t, app.MomentPromise)
			b.keys("Enter")
		}},
	}
}

// entry puts the cursor on the first entry of a kind.
func (b *bench) entry(t *testing.T, kind app.MomentKind) {
	t.Helper()
	p := b.d.screens["profile"].screen.(*profile)
	b.keys("Home")
	for range 200 {
		if _, id, ok := p.past.grid.Current(); ok && p.past.index(id) >= 0 && p.past.all[p.past.index(id)].Kind == kind {
			b.settle()
			return
		}
		b.keys("Down")
	}
	t.Fatalf("no entry of %s:\n%s", kind, b.Dump())
}

// The page is opened from the list, read, and left by keyboard; the list has the partner still selected.
func TestAPartnersPageByKeyboard(t *testing.T) {
	w := finchWorld(t)
	b := open(t, w, 1280, 800)
	b.page(t, "Finch Family Office")
	if !b.d.is("profile") {
		t.Fatalf("Ctrl+Enter does not open the page:\n%s", b.Dump())
	}
	for _, want := range []string{"Rosa Finch", "Orchard Trust", "Engagement letter.pdf", "Plans for spring", "Our promise: send", "Hamper", "Objection: Fees"} {
		b.sees(t, want)
	}
	for _, c := range []struct {
		kind app.MomentKind
		says string
	}{{app.MomentReferral, "Go to it in its list"}, {app.MomentCommission, "Go to it in its list"}, {app.MomentGiven, "Go to it in its list"},
		{app.MomentCheckin, "with Finch Family Office"}, {app.MomentPromise, "Kept"}, {app.MomentGift, "Hamper"}, {app.MomentMarket, "Edit the note"}, {app.MomentAgreement, "A-00"}, {app.MomentState, "From "}} {
		b.entry(t, c.kind)
		b.keys("Enter")
		b.settle()
		if !b.Root.Covered() {
			t.Fatalf("%s: nothing opened:\n%s", c.kind, b.Dump())
		}
		b.sees(t, c.says)
		b.keys("Escape")
		if b.Root.Covered() || !b.d.is("profile") {
			t.Fatalf("%s: Escape does not close it, or leaves the page:\n%s", c.kind, b.Dump())
		}
	}
	b.entry(t, app.MomentPromise)
	b.keys("Enter", "Tab", "Tab")
	b.Tap(t, "Kept")
	b.settle()
	if open, err := w.firm.Checkins.Promises(w.ctx, app.Query{}.With(app.Is("state", string(app.PromiseKept))), 5); err != nil || len(open) != 1 {
		t.Errorf("the promise was not kept: %v %v", open, err)
	}
	b.keys("E") // the partner's own form
	b.sees(t, "The person or organisation, as on its letterhead")
	b.keys("Escape", "Escape")
	if f, ok := b.d.partner(); !b.d.is("partners") || !ok || f.row.Name != "Finch Family Office" {
		t.Errorf("Escape does not lead back to the partner in the list:\n%s", b.Dump())
	}
}

// Only some kinds are shown, older entries are read on the way down, and what is done shows at once.
func TestTheTimelineReadsOn(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	for i := range 150 {
		w.must(w.firm.Checkins.Log(w.ctx, app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call", Day: w.day(-i)}}))
	}
	b := open(t, w, 1280, 800)
	b.page(t, "Kestrel CPA Group")
	past := b.d.screens["profile"].screen.(*profile).past
	if len(past.all) != momentsPage || !past.more {
		t.Fatalf("%d were read at first, more %v", len(past.all), past.more)
	}
	for range 8 {
		b.keys("End")
		b.settle()
	}
	if n := len(past.all); past.more || n < 150 {
		t.Errorf("%d at the end, more %v", n, past.more)
	}
	b.Type("F")
	b.settle()
	b.sees(t, "Everything")
	b.keys("Escape")
	past.which.Set("referrals")
	past.choose("referrals")
	b.settle()
	if len(past.all) != 0 || !strings.Contains(b.Dump(), "Nothing here yet") {
		t.Errorf("of referrals there are %d:\n%s", len(past.all), b.Dump())
	}
	past.choose("contact")
	b.settle()
	n := len(past.all)
	w.must(w.firm.Checkins.Log(w.ctx, app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "lunch", Day: w.day(0), Subject: "Just now"}}))
	b.settle()
	if len(past.all) < n || past.all[0].Name != "Just now" && past.all[1].Name != "Just now" {
		t.Errorf("news is not shown: %+v", past.all[:2])
	}
}
