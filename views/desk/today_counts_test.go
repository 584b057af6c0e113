package desk

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/app"
)

// What a card of Today counts is as many rows as the list has that its button opens: also with two papers of one partner, and with one
// that is archived.
func TestTodaysCountsAreWhatTheirListsShow(t *testing.T) {
	w := someWorld(t)
	for i, p := range w.partners[:3] {
		for k := range i + 1 {
			w.must(w.firm.Credentials.Add(w.ctx, app.Ask{}, app.Credential{Partner: p, Kind: app.Licence, Issuer: "SRA", What: "Licence " + strconv.Itoa(k), Expires: w.day(-3)}))
			w.must(w.firm.Credentials.Add(w.ctx, app.Ask{}, app.Credential{Partner: p, Kind: app.Insurance, Issuer: "Lloyd", What: "Cover " + strconv.Itoa(k), Expires: w.day(20)}))
		}
	}
	hidden, err := w.firm.Partners.Get(w.ctx, w.partners[1])
	w.check(err)
	hidden.Archived = true
	w.must(w.firm.Partners.Edit(w.ctx, app.Ask{}, hidden))
	b := open(t, w, 1280, 800)
	now, err := w.firm.Overview.Today(w.ctx)
	w.check(err)
	if len(now.Lapsed) != 3 || now.LapsedPapers != 6 || len(now.Expiring) != 3 {
		t.Fatalf("lapsed %v of %d papers, expiring %v", now.Lapsed, now.LapsedPapers, now.Expiring)
	}
	lists := map[string]func(context.Context, app.Query, func([]int32) error) error{"referrals": w.firm.Referrals.IDs, "materials": w.firm.Materials.IDs, "statements": w.firm.Statements.IDs,
		"partners": func(ctx context.Context, q app.Query, each func([]int32) error) error {
			return w.firm.Partners.IDs(ctx, partnerQuery(q), each)
		}}
	rows := func(section string, v view) (n int64) {
		w.check(lists[section](w.ctx, v.query(), func(ids []int32) error { n += int64(len(ids)); return nil }))
		return n
	}
	checked := 0
	for _, c := range todayList(now) {
		first, _, _ := strings.Cut(c.what, " ")
		want, err := strconv.ParseInt(strings.ReplaceAll(first, ",", ""), 10, 64)
		if lists[c.section] == nil || err != nil {
			continue // amounts, the calendar, and what is done by a command
		}
		checked++
		if got := rows(c.section, c.view); got != want {
			t.Errorf("%q opens a list of %d", c.what, got)
		}
	}
	if checked < 3 {
		t.Errorf("only %d cards were held against their lists", checked)
	}
	if got := rows("partners", view{Filters: []filter{oneOf("state", "State", "active", string(app.Active))}}); got != now.Partners {
		t.Errorf("%d active partners, the list has %d", now.Partners, got)
	}
	b.keys("G", "V", "Ctrl+N")
	b.sees(t, "New material")
	b.keys("Escape", "G", "L", "Ctrl+N")
	b.sees(t, "New plan")
	b.keys("Escape", "G", "P", "Ctrl+N")
	b.sees(t, "Log a referral")
}

// What had the keyboard keeps it when the page is drawn anew, so that keys go on working.
func TestTodayKeepsTheKeyboardWhenItIsDrawnAnew(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	page := b.d.screens["today"].screen.(*today)
	canvas := b.d.root.Canvas()
	canvas.Focus(page.stops[page.first+1])
	page.draw()
	if canvas.Focused() != fyne.Focusable(page.stops[page.first+1]) {
		t.Errorf("the keyboard is at %T", canvas.Focused())
	}
	b.keys("G", "S")
	if !b.d.is("statements") {
		t.Errorf("keys lead nowhere:\n%s", b.Dump())
	}
}
