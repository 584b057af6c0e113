package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

func isSegment(id app.ID[app.Segment]) app.Condition { return app.Is("segment", fmt.Sprint(int64(id))) }

// What partners did is listed by segment: archived partners still count there, in the list of partners only where they are asked for.
func TestListsGoBySegment(t *testing.T) {
	d, ids := segmented(t)
	gold := d.saved("Gold", "tag = gold")
	type list = func(q app.Query, each func([]int32) error) error
	count := func(ids list, q app.Query) (n int) {
		t.Helper()
		if err := ids(q, func(some []int32) error { n += len(some); return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	partners := func(q app.Query, each func([]int32) error) error { return d.Partners.IDs(ctx(), q, each) }
	referrals := func(q app.Query, each func([]int32) error) error { return d.Referrals.IDs(ctx(), q, each) }
	if n := count(partners, app.Query{}.With(isSegment(gold))); n != 2 {
		t.Errorf("%d partners", n)
	}
	if n := count(referrals, app.Query{}.With(isSegment(gold))); n != 3 {
		t.Errorf("%d referrals", n)
	}
	p, err := d.Partners.Get(ctx(), ids["Birch"])
	if err != nil {
		t.Fatal(err)
	}
	p.Archived = true
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	if n := count(partners, app.Query{}.With(isSegment(gold))); n != 1 {
		t.Errorf("%d partners that are not archived", n)
	}
	if n := count(partners, app.Query{}.With(isSegment(gold), app.Is("archived", "yes", "no"))); n != 2 {
		t.Errorf("%d partners with the archived", n)
	}
	if n := count(referrals, app.Query{}.With(isSegment(gold))); n != 3 {
		t.Errorf("%d referrals, also of archived partners", n)
	}
	sums, err := d.Commissions.Sums(ctx(), app.Query{}.With(isSegment(gold)))
	if err != nil || len(sums) != 2 || sums[1].Minor != 50_000 {
		t.Errorf("%+v %v", sums, err)
	}
	none := d.saved("None", "tag = nobody")
	if sums, err = d.Commissions.Sums(ctx(), app.Query{}.With(isSegment(none))); err != nil || len(sums) != 0 {
		t.Errorf("%+v %v", sums, err)
	}
	if err := d.Clients.IDs(ctx(), app.Query{}.With(isSegment(gold)), func([]int32) error { return nil }); err == nil {
		t.Error("clients have no segment")
	}
}

func TestReportsGoBySegment(t *testing.T) {
	d, ids := segmented(t)
	attorneys, others := d.saved("Attorneys", "type = attorney"), d.saved("Others", "not type = attorney")
	d.received(d.won(ids["Alder"], "Westgate", "2026-06-01"), "2026-06-02", 100_000)
	d.run()
	all, err := d.Overview.Liability(ctx(), 0)
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	for id, want := range map[app.ID[app.Segment]]int{attorneys: 1, others: 0} {
		if rows, err := d.Overview.Liability(ctx(), 0, id); err != nil || len(rows) != want {
			t.Errorf("%+v %v", rows, err)
		}
	}
	if _, err := d.Overview.LiabilityPDF(ctx(), 0, attorneys); err != nil || !strings.Contains(fmt.Sprint(d.printed[len(d.printed)-1].Facts), "Attorneys") {
		t.Errorf("the page does not say whom it is limited to: %v", err)
	}
	l, err := d.Reciprocity.Ledger(ctx(), app.ReciprocityAsk{In: []app.ID[app.Segment]{others}})
	if err != nil || len(l.Rows) != 1 || l.Total.Received != 1 {
		t.Errorf("%+v %v", l.Rows, err)
	}
}

func TestAMaterialIsForASegment(t *testing.T) {
	d, ids := segmented(t)
	d.activePartner("Elder") // active, and not an attorney
	id := d.saved("Board", "tag = board")
	m, v := d.written("For attorneys", "x", func(m *app.Material) { m.Segment = id })
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, 0))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
	w := d.whole(m)
	if w.Audience != 1 || len(w.Waiting) != 1 || w.Waiting[0].Partner != ids["Alder"] || w.Row.Segment != id {
		t.Errorf("%d, %+v", w.Audience, w.Waiting)
	}
	d.refused("in use", refusal{app.Refused, "", "material M-0002, For attorneys", false}, func() error {
		_, err := d.Segments.Remove(ctx(), app.Ask{}, id)
		return err
	})
}

func TestContactGoesBySegment(t *testing.T) {
	d, ids := segmented(t)
	every := func(weeks int) calendar.Every { return calendar.Every{N: weeks, Unit: calendar.Weeks} }
	gold := d.saved("Gold", "tag = gold")
	d.cadence(app.Cadence{Type: "attorney", Ideal: every(1)})
	d.cadence(app.Cadence{Tag: "board", Ideal: every(2)})
	d.cadence(app.Cadence{Segment: gold, Ideal: every(8)})
	if c := d.touch(ids["Alder"]).Cadence; c.Segment != gold || c.For() != "segment Gold" {
		t.Errorf("a segment comes before tag and type: %s", c.For())
	}
	d.cadence(app.Cadence{Partner: ids["Alder"], Ideal: every(3)})
	if c := d.touch(ids["Alder"]).Cadence; c.Partner != ids["Alder"] {
		t.Errorf("its own comes first: %s", c.For())
	}
	if _, err := d.Segments.Remove(ctx(), app.Ask{}, gold); err == nil || !strings.Contains(err.Error(), "how often there is contact") {
		t.Errorf("removed in use: %v", err)
	}
}

func TestARoundOfCheckins(t *testing.T) {
	d, ids := segmented(t)
	p, err := d.Partners.Get(ctx(), ids["Cedar"])
	if err != nil {
		t.Fatal(err)
	}
	p.Contact = app.NoContact
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	e, f := d.partner("Elder"), d.partner("Fir")
	all := d.saved("All", "not tag = nobody")
	r := d.ok(d.Checkins.PlanRound(ctx(), app.Ask{}, app.Round{Segment: all, Kind: "call", From: day("2026-06-19"), PerDay: 2, Subject: "Summer"})) // a Friday
	if want := "Planned a call with 3 partners of segment “All”, 19 Jun 2026 to 22 Jun 2026"; r.Label != want {
		t.Errorf("%s", r.Label)
	}
	if got := strings.Join(r.Warnings, " "); got != "Birch is left out: a call is planned for 1 Jul 2026. Cedar is left out: it asked not to be contacted." {
		t.Errorf("%s", got)
	}
	for id, want := range map[app.ID[app.Partner]]string{ids["Alder"]: "2026-06-19 Clara Lindt", e: "2026-06-19 Ms Tester", f: "2026-06-22 Ms Tester"} {
		rows, err := d.Checkins.Of(ctx(), id, 1)
		if err != nil || fmt.Sprint(rows[0].Day, " ", rows[0].Owner) != want || rows[0].Subject != "Summer" {
			t.Errorf("%+v %v", rows, err)
		}
	}
	d.refused("planned for everybody", refusal{app.Refused, "", "There is nobody in this segment", false}, func() error {
		_, err := d.Checkins.PlanRound(ctx(), app.Ask{}, app.Round{Segment: all, Kind: "call"})
		return err
	})
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if rows, err := d.Checkins.Of(ctx(), f, 1); err != nil || len(rows) != 0 {
		t.Errorf("the round was taken back: %+v %v", rows, err)
	}
}

// Everybody gets the piece in the language of its country; who opted out, has no address, or of whom too little is known, is left out and told.
func TestLettersToASegment(t *testing.T) {
	d, ids := segmented(t)
	d.settings(func(s *app.Settings) { s.Email = "firm@harcourt.example" })
	en := app.Template{Title: "News", Kind: app.EmailPiece, Language: "en", Subject: "News for {{ partner.name }}", Body: "{{ greeting }}, hello."}
	de := en
	de.Language, de.Subject = "de", "Neues für {{ partner.name }}"
	d.ok(d.Templates.Add(ctx(), app.Ask{}, de))
	en.ID = app.ID[app.Template](d.ok(d.Templates.Add(ctx(), app.Ask{}, en)).ID)
	all := d.saved("All", "not tag = nobody")
	r, run, err := d.Messages.ToSegment(ctx(), app.Ask{}, en, all, nil)
	if err != nil || len(run.Made) != 1 || run.Made[0].Partner != ids["Alder"] || run.Made[0].Subject != "Neues für Alder" || run.Made[0].State != app.MessageDraft {
		t.Fatalf("%+v %v", run.Made, err)
	}
	var left []string
	for _, l := range run.Left {
		left = append(left, l.Name)
	}
	if strings.Join(left, " ") != "Birch Cedar" || len(r.Warnings) != 2 {
		t.Errorf("left out: %v, told: %q", left, r.Warnings)
	}
	if _, _, err := d.Messages.ToSegment(ctx(), app.Ask{}, en, d.saved("Nobody", "tag = nobody"), nil); err == nil {
		t.Error("nobody was written to")
	}
}
