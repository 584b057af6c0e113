package desk

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// givenWorld is a firm that also introduces clients to its partners, and hears of the market.
func givenWorld(t testing.TB) *world {
	return copyOf(t, "given", func(w *world) {
		w.some()
		finch, err := w.firm.Partners.Find(w.ctx, "Finch Family Office")
		w.check(err)
		give := func(client string, on int, minor int64) app.ID[app.Outbound] {
			r := w.must(w.firm.Outbounds.Give(w.ctx, app.Ask{}, app.Outbound{Partner: finch.ID, Given: w.day(on), Consented: w.day(on), Service: "Probate",
				Estimate: money.New(minor, "GBP")}, client))
			return app.ID[app.Outbound](r.ID)
		}
		engaged := give("Marlow Ltd", -90, 420000)
		w.must(w.firm.Outbounds.SetState(w.ctx, app.Ask{}, engaged, app.Engaged, app.OutboundMove{Move: app.Move{Day: w.day(-60)}, Value: money.New(390000, "GBP")}))
		give("Quay Holdings", -30, 1200000)
		give("Ines Falk", -3, 70000)
		for i, n := range []app.MarketNote{{Kind: app.Objection, Said: "Too dear for executors", Tags: []string{"price"}}, {Kind: app.Competitor, Said: "A bank offers probate", Tags: []string{"banks", "probate"}},
			{Kind: app.Need, Said: "Trusts in Jersey"}} {
			n.Partner, n.Day = finch.ID, w.day(-40*i)
			w.must(w.firm.Market.Add(w.ctx, app.Ask{}, n))
		}
	})
}

func reciprocityStories() []story {
	report := func(key string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) { b.d.open("reports", view{Search: key}); b.keys("Home"); b.settle() }
	}
	return []story{
		{name: "given", world: givenWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "N", "Home", "Down"); b.settle() }},
		{name: "given-empty", world: newWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "N") }},
		{name: "given-narrow", world: givenWorld, width: 980, act: func(_ *testing.T, b *bench) { b.keys("G", "N", "Home") }},
		{name: "given-engaged", world: givenWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "N", "Home"); b.settle(); b.keys("W") }},
		{name: "given-not", world: givenWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "N", "Home"); b.settle(); b.keys("L") }},
		{name: "given-new", world: givenWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "N"); b.d.root.Commands.Run("outbound.new") }},
		{name: "report-reciprocity", world: givenWorld, act: report("reciprocity")},
		{name: "report-market", world: givenWorld, act: report("market")},
		{name: "report-market-empty", world: newWorld, act: report("market")},
		{name: "market", world: givenWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "H", "Home"); b.settle() }},
		{name: "market-new", world: givenWorld, act: func(_ *testing.T, b *bench) { b.keys("G", "H"); b.d.root.Commands.Run("market.new") }},
		{name: "partner-target", world: givenWorld, act: func(_ *testing.T, b *bench) {
			b.keys("G", "P", "Home")
			b.settle()
			b.d.root.Commands.Run("partner.target")
		}},
	}
}

func (w *world) outbounds(q app.Query) []app.OutboundRow {
	var out []app.OutboundRow
	w.check(w.firm.Outbounds.IDs(w.ctx, q, func(ids []int32) error {
		rows, err := w.firm.Outbounds.Rows(w.ctx, ids)
		out = append(out, rows...)
		return err
	}))
	return out
}

// A client is introduced, asked about and engages the partner, by the keyboard alone; the other side is one key away.
func TestAnIntroductionByTheKeyboard(t *testing.T) {
	w := givenWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R")
	b.sees(t, "Received")
	b.keys("G", "N")
	b.sees(t, "Quay Holdings")
	b.keys("Ctrl+Shift+G")
	b.Type("fin")
	b.keys("Tab")
	b.Type("Thistle Farm")
	b.keys("Tab", "Ctrl+S")
	b.settle()
	all := w.outbounds(app.Query{})
	if len(all) != 4 || all[0].ClientName != "Thistle Farm" || all[0].State != app.Given {
		t.Fatalf("%+v\n%s", all, b.Dump())
	}
	b.keys("Home")
	b.settle()
	b.keys("A")
	b.settle()
	steps, err := w.firm.Outbounds.History(w.ctx, all[0].ID)
	w.check(err)
	if len(steps) != 2 || steps[1].Reason != "asked what became of it" {
		t.Errorf("asked: %+v", steps)
	}
	b.keys("W", "Ctrl+S")
	b.settle()
	if o := w.outbounds(app.Query{})[0]; o.State != app.Engaged {
		t.Errorf("W and save: %+v\n%s", o, b.Dump())
	}
	b.keys("Ctrl+Z")
	b.settle()
	if o := w.outbounds(app.Query{})[0]; o.State != app.Given {
		t.Errorf("undone: %+v", o)
	}
}

// What is not heard of stands among what waits, and is asked about there.
func TestAskingForNewsFromTheAgenda(t *testing.T) {
	w := givenWorld(t)
	b := open(t, w, 1280, 800)
	items, err := w.firm.Reminders.Waiting(w.ctx, w.day(0))
	w.check(err)
	var late app.Item
	for _, i := range items {
		if i.Kind == app.KindOutbound {
			late = i
		}
	}
	if !strings.Contains(late.What, "Quay Holdings") {
		t.Fatalf("%+v", items)
	}
	if act := b.d.mainAct(late); act.Title != "Asked" {
		t.Fatalf("%+v", act)
	} else {
		act.Run()
	}
	b.settle()
	if o := w.outbounds(app.Query{Search: "quay"}); len(o) != 1 || o[0].Chase <= w.day(0) {
		t.Errorf("%+v", o)
	}
	b.d.openItem(late)
	b.settle()
	if !b.d.is("given") || !b.Sees("Quay Holdings") {
		t.Errorf("the entry does not lead to it:\n%s", b.Dump())
	}
}

// What was heard is noted of the selected referral, counted in the report, and leads to the notes.
func TestMarketNotesByTheKeyboard(t *testing.T) {
	w := givenWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "Home")
	b.settle()
	r, ok := b.d.referral()
	if !ok {
		t.Fatal("no referral is selected")
	}
	b.keys("Ctrl+Shift+M")
	b.Type("The bank is quicker")
	b.keys("Ctrl+S")
	b.settle()
	notes, err := w.firm.Market.Of(w.ctx, app.Query{Search: "quicker"}, 9)
	w.check(err)
	if len(notes) != 1 || notes[0].Referral != r.row.ID || notes[0].Partner != r.row.Partner {
		t.Fatalf("%+v\n%s", notes, b.Dump())
	}
	b.d.open("reports", view{Search: "market"})
	b.settle()
	b.sees(t, "Objection")
	b.keys("Home", "Enter")
	b.settle()
	if !b.d.is("market") || !b.Sees("The bank is quicker") {
		t.Errorf("the row does not lead to its notes:\n%s", b.Dump())
	}
}

// The business review is one command away from a partner, and is saved like every document.
func TestTheBusinessReviewFromThePartner(t *testing.T) {
	w := givenWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "P", "Home")
	b.settle()
	f, ok := b.d.partner()
	if !ok {
		t.Fatal("no partner is selected")
	}
	b.sees(t, "Introduce a client")
	b.d.root.Commands.Run("partner.review")
	b.settle()
	b.sees(t, "Business review")
	b.sees(t, f.row.Name+", Q3 2026")
	if b.d.lastQuarter() != calendar.QuarterOf(w.day(-100)) {
		t.Errorf("%s", b.d.lastQuarter().Label())
	}
}
