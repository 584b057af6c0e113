package desk

import (
	"errors"
	"strings"
	"testing"

	"rapport/app"
)

// hand counts the keystrokes of a person; a chord such as Ctrl+S is one.
type hand struct {
	b     *bench
	count int
}

func (h *hand) press(keys ...string) {
	for _, k := range keys {
		h.count++
		h.b.keys(k)
	}
}

func (h *hand) typed(text string) {
	for _, r := range text {
		h.count++
		h.b.Type(string(r))
	}
	h.b.settle()
}

// newest is the referral logged last.
func newest(t *testing.T, w *world) app.ReferralRow {
	t.Helper()
	var ids []int32
	w.check(w.firm.Referrals.IDs(w.ctx, app.Query{}.By("number", true), func(c []int32) error { ids = append(ids, c...); return nil }))
	rows, err := w.firm.Referrals.Rows(w.ctx, ids[:1])
	w.check(err)
	return rows[0]
}

func TestLoggingAReferralTakesAtMost40Keystrokes(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	h := &hand{b: b}
	h.press("Ctrl+N")
	h.typed("kest")
	h.press("Tab")
	h.typed("Wren Pottery")
	h.press("Enter", "Tab") // Enter makes the new client
	h.press("Tab")          // introduced today
	h.typed("tax")
	h.press("Tab")
	h.typed("5000")
	h.press("Ctrl+S")
	r := newest(t, w)
	if r.PartnerName != "Kestrel CPA Group" || r.ClientName != "Wren Pottery" || r.Service != "Tax return" ||
		r.Estimate.Minor != 500_000 || r.Introduced != w.day(0) {
		t.Errorf("logged: %s, %s, %s, %s, %s", r.PartnerName, r.ClientName, r.Service, r.Estimate, r.Introduced)
	}
	if h.count > 40 {
		t.Errorf("it took %d keystrokes", h.count)
	}
	if b.Root.Covered() || !b.d.is("referrals") {
		t.Errorf("the form is still open, or the list is not shown:\n%s", b.Dump())
	}
	if f, ok := b.d.referral(); !ok || f.row.ID != r.ID {
		t.Error("the new referral is not selected")
	}
	t.Logf("%d keystrokes", h.count)
}

func TestRecordingAReceivedFeeTakesAtMost25Keystrokes(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	id := w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Won)
	b := open(t, w, 1280, 800)
	h := &hand{b: b}
	h.press("G", "R", "F")
	h.typed("1234.50")
	h.press("Tab", "Tab", "Tab", "Tab")
	h.typed("INV-77")
	h.press("Ctrl+S")
	fees, err := w.firm.Fees.Of(w.ctx, id)
	w.check(err)
	if len(fees) != 1 || fees[0].Amount.String() != "1,234.50 GBP" || fees[0].Invoice != "INV-77" || fees[0].Kind != app.Received {
		t.Fatalf("recorded: %+v\n%s", fees, b.Dump())
	}
	if h.count > 25 {
		t.Errorf("it took %d keystrokes", h.count)
	}
	t.Logf("%d keystrokes", h.count)
}

func TestAnyClientIsFoundWithAtMost8Keystrokes(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	h := &hand{b: b}
	h.press("Ctrl+K")
	h.typed("vante")
	h.press("Enter")
	if h.count > 8 {
		t.Errorf("it took %d keystrokes", h.count)
	}
	if f, ok := b.d.referral(); !ok || !strings.HasPrefix(f.row.ClientName, "P. Vanterpool") {
		t.Errorf("the client's referrals are not shown:\n%s", b.Dump())
	}
}

func TestWonIsUndoneAndDoneAgain(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.selectStage(t, "Proposal")
	f, _ := b.d.referral()
	stage := func() app.Stage {
		r, err := w.firm.Referrals.Get(w.ctx, f.row.ID)
		w.check(err)
		return r.Stage
	}
	b.keys("W", "Ctrl+S")
	if stage() != app.Won {
		t.Fatal("W and Ctrl+S did not mark it won")
	}
	for _, step := range []struct {
		key  string
		want app.Stage
	}{{"Ctrl+Z", app.Proposal}, {"Ctrl+Y", app.Won}, {"Ctrl+Z", app.Proposal}} {
		b.keys(step.key)
		if stage() != step.want {
			t.Fatalf("after %s it is %s, want %s\n%s", step.key, stage(), step.want, b.Dump())
		}
	}
	if got, ok := b.d.referral(); !ok || got.row.ID != f.row.ID {
		t.Error("the selection moved")
	}
}

// Two changes of one referral are taken back one after the other, and both are done again; the queue of facts follows.
func TestSeveralActsOnOneReferralAreUndoneInTurn(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	id := w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Logged)
	b := open(t, w, 1280, 800)
	b.keys("G", "R")
	f, _ := b.d.referral()
	b.d.moveReferral(f, app.Accepted)
	b.settle()
	f, _ = b.d.referral()
	b.d.moveReferral(f, app.Contacted)
	b.settle()
	for _, step := range []struct {
		key   string
		want  app.Stage
		facts int64
	}{{"", app.Contacted, 1}, {"Ctrl+Z", app.Accepted, 1}, {"Ctrl+Z", app.Logged, 0}, {"Ctrl+Y", app.Accepted, 1}, {"Ctrl+Y", app.Contacted, 1}} {
		if step.key != "" {
			b.keys(step.key)
		}
		r, err := w.firm.Referrals.Get(w.ctx, id)
		w.check(err)
		today, err := w.firm.Overview.Today(w.ctx)
		w.check(err)
		if r.Stage != step.want || today.Facts != step.facts {
			t.Fatalf("after %q it is %s with %d facts, want %s with %d\n%s", step.key, r.Stage, today.Facts, step.want, step.facts, b.Dump())
		}
	}
}

func TestARefusalShowsAtItsField(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Meeting)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "W")
	b.keys("Ctrl+A")
	b.Type("1 nov")
	b.keys("Ctrl+S")
	if !strings.Contains(b.Dump(), "before it was introduced on 2026-11-13") {
		t.Errorf("the day before the introduction is not refused at its field:\n%s", b.Dump())
	}
	if b.FocusedText() == "" {
		t.Error("the keyboard is not in the field")
	}
}

func TestTheSameSaveTwiceIsOneReferral(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	key := options().NewKey()
	for range 2 {
		r := w.must(w.firm.Referrals.Log(w.ctx, app.Ask{Key: key}, app.NewReferral{Partner: p, ClientName: "A", Introduced: w.day(0)}))
		if r.ID != 1 {
			t.Errorf("referral %d was made", r.ID)
		}
	}
}

func TestTwinsAreNamedWhileTyping(t *testing.T) {
	w := newWorld(t)
	p := w.partner("Kestrel CPA Group", "accountant")
	w.referral(app.NewReferral{Partner: p, ClientName: "Alder Bakery Ltd", Introduced: w.day(-9)}, app.Meeting)
	b := open(t, w, 1280, 800)
	b.keys("Ctrl+N", "Tab")
	b.Type("alder bakery ltd")
	b.settle()
	if !strings.Contains(b.Dump(), "Alder Bakery Ltd was introduced before: R-2026-0001 by Kestrel CPA Group on 13") {
		t.Errorf("no warning of the earlier introduction:\n%s", b.Dump())
	}
}

func TestBackGoesWhereThePersonWas(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "Down", "Down")
	before, _ := b.d.referral()
	b.d.open("referrals", view{Filters: []filter{stageFilters()[0]}})
	b.settle()
	b.keys("Alt+Left")
	after, _ := b.d.referral()
	if after.row.ID != before.row.ID || len(b.d.screens["referrals"].screen.View().Filters) != 0 {
		t.Errorf("back shows %s, was %s", after.row.Number, before.row.Number)
	}
	b.keys("Alt+Right")
	if len(b.d.screens["referrals"].screen.View().Filters) != 1 {
		t.Error("forward does not show the filter again")
	}
}

func TestNewsOfOthersReachTheListThatIsShown(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R")
	w.referral(app.NewReferral{Partner: w.partners[0], ClientName: "Quite Another", Introduced: w.day(0)}, app.Logged)
	b.settle()
	if strings.Contains(b.Dump(), "Quite Another") {
		t.Error("rows moved under the person's eyes")
	}
	b.Tap(t, "1 new")
	b.settle()
	if !strings.Contains(b.Dump(), "Quite Another") {
		t.Errorf("the list does not show what was logged elsewhere:\n%s", b.Dump())
	}
}

func TestAFileThatCannotBeReadSaysSoAndTriesAgain(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R")
	w.check(w.store.Close())
	b.d.changed(nil)
	b.settle()
	if !b.Sees("This could not be shown") || !b.Sees("Try again") {
		t.Errorf("a closed file is not reported:\n%s", b.Dump())
	}
}

func TestProblemsBecomeFaults(t *testing.T) {
	f := explain(app.Bad("day", "That day lies ahead.", "Enter another."))
	if f.Field != "day" || f.Say != "That day lies ahead. Enter another." || f.Try != "" {
		t.Errorf("at a field: %+v", f)
	}
	f = explain(app.No("It is won.", "Reopen it."))
	if f.Say != "It is won." || f.Try != "Reopen it." {
		t.Errorf("of a rule: %+v", f)
	}
	if f = explain(errors.New("boom")); f.Detail != "boom" || strings.Contains(f.Try, "boom") {
		t.Errorf("of a fault: %+v", f)
	}
}
