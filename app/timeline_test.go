package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// A partner's year read in pages of any size is the year read at once, in order, and each kind alone is its part of it.
func TestTheTimelineInPagesIsTheTimeline(t *testing.T) {
	d := open(t)
	p := d.partner("Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	other := d.partner("Other")
	for i := range 9 {
		on := calendar.D("2026-02-01").AddDays(i / 3) // three a day
		d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call", Day: on, Note: "# Call\n- **so** it is"},
			Promises: []app.Promise{{Ours: true, What: fmt.Sprint("thing ", i), Due: on.AddDays(3)}}}))
		d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: other, Kind: "call", Day: on}}))
	}
	r := d.won(p, "Baker", "2026-02-02")
	d.received(r, "2026-02-03", 100000)
	d.run()
	d.approve()
	d.statements("2026-02", p)
	d.ok(d.Partners.Attach(ctx(), app.Ask{}, p, app.File{Name: "letter.pdf", Bytes: []byte("x")}))
	whole, err := d.Partners.Timeline(ctx(), p, app.TimelineQuery{Most: 500})
	if err != nil || whole.More {
		t.Fatalf("%v %v", err, whole.More)
	}
	said := saidAll(whole.Moments)
	for _, want := range []string{"Introduced Baker", "Won: Baker", "Earning: Baker", "Statement S-2026-0001", "letter.pdf", "Our promise: thing 0 (by 4 Feb 2026)", "Call (Call so it is)",
		"Agreement A-0001 is active"} {
		if !slices.Contains(said, want) {
			t.Errorf("%q is missing in\n%s", want, strings.Join(said, "\n"))
		}
	}
	for most := 1; most <= len(said)+1; most++ {
		if got := saidAll(inPages(t, d, p, app.TimelineQuery{Most: most})); !slices.Equal(got, said) {
			t.Fatalf("in pages of %d:\n%s\nat once:\n%s", most, strings.Join(got, "\n"), strings.Join(said, "\n"))
		}
	}
	parts := 0
	for _, g := range app.MomentGroups() {
		parts += len(inPages(t, d, p, app.TimelineQuery{Kinds: g.Kinds, Most: 4}))
	}
	if parts != len(said) {
		t.Errorf("the groups have %d entries, all together %d", parts, len(said))
	}
	day := app.TimelineQuery{From: calendar.D("2026-02-02"), To: calendar.D("2026-02-02"), Kinds: []app.MomentKind{app.MomentCheckin}, Most: 2}
	if got := inPages(t, d, p, day); len(got) != 3 {
		t.Errorf("of one day: %v", got)
	}
	if _, err := d.Partners.Timeline(ctx(), 99, app.TimelineQuery{}); !app.IsNotFound(err) {
		t.Errorf("of nobody: %v", err)
	}
}

func inPages(t *testing.T, d *desk, p app.ID[app.Partner], q app.TimelineQuery) (all []app.Moment) {
	for {
		page, err := d.Partners.Timeline(ctx(), p, q)
		if err != nil || len(page.Moments) > q.Most {
			t.Fatalf("%v, %d of %d", err, len(page.Moments), q.Most)
		}
		all = append(all, page.Moments...)
		if !page.More {
			return all
		}
		q.After = &all[len(all)-1]
	}
}

func saidAll(all []app.Moment) []string {
	out := make([]string, len(all))
	for i, m := range all {
		if out[i] = m.What(); m.Kind == app.MomentCheckin || m.Kind == app.MomentPromise {
			out[i] += " (" + m.More() + ")"
		}
	}
	return out
}

func TestEveryKindOfMomentIsInOneGroup(t *testing.T) {
	var grouped []app.MomentKind
	for _, g := range app.MomentGroups() {
		grouped = append(grouped, g.Kinds...)
	}
	all := app.MomentKinds()
	slices.Sort(grouped)
	slices.Sort(all)
	if !slices.Equal(grouped, all) {
		t.Errorf("grouped %v, all %v", grouped, all)
	}
	if _, err := app.MomentsNamed("banana"); err == nil {
		t.Error("banana is a kind")
	}
}

// A merged partner's files go to the one that stays, and come back.
func TestFilesOfAPartnerFollowAMerge(t *testing.T) {
	d := open(t)
	gone, stays := d.partner("Lowe"), d.partner("Lowe & Co")
	d.ok(d.Partners.Attach(ctx(), app.Ask{}, gone, app.File{Name: "letter.pdf", Bytes: []byte("x")}))
	r := d.ok(d.Partners.Merge(ctx(), app.Ask{}, gone, stays))
	count := func(p app.ID[app.Partner]) int {
		files, err := d.Partners.Files(ctx(), p, 9)
		if err != nil {
			t.Fatal(err)
		}
		return len(files)
	}
	if count(stays) != 1 || count(gone) != 0 {
		t.Errorf("after the merge: %d, %d", count(stays), count(gone))
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if count(stays) != 0 || count(gone) != 1 {
		t.Errorf("after the undo: %d, %d", count(stays), count(gone))
	}
	if _, err := d.Partners.Attach(ctx(), app.Ask{}, stays); err == nil {
		t.Error("no file was kept without a word")
	}
}

func TestPlainWordsOfANote(t *testing.T) {
	for note, want := range map[string]string{
		"# Head\n\n- one\n- **two**\n1. three":         "Head one two three",
		"see [the site](https://x.example) and `code`": "see the site and code",
		"> said\n> so\n---\nmore":                      "said so more",
		"2 * 3 * 4 and snake_case stay":                "2 * 3 * 4 and snake_case stay",
		"- [x] done\n- [ ] open":                       "done open",
		"![picture](http://x/y.png) behind":            "picture behind",
		"@Ann Lowe sent R-2026-0001":                   "@Ann Lowe sent R-2026-0001",
		"":                                             "",
	} {
		if got := app.PlainNote(note); got != want {
			t.Errorf("%q: %q, want %q", note, got, want)
		}
	}
}

// A dispute stands on the timeline of the partner whose line it is about, with what was said and how it stands.
func TestADisputeIsOnTheTimeline(t *testing.T) {
	d, p, id := disputed(t)
	other := d.partner("Other")
	read := func(of app.ID[app.Partner]) []app.Moment {
		got, err := d.Partners.Timeline(ctx(), of, app.TimelineQuery{Kinds: []app.MomentKind{app.MomentDispute}, Most: 9})
		d.check(err)
		return got.Moments
	}
	d.moveDispute(id, app.DisputeReview)
	all := read(p)
	if len(all) != 1 || all[0].Of != int64(id) || !strings.HasPrefix(all[0].What(), "Dispute D-2026-") || !strings.Contains(all[0].More(), "We agreed on 15 %.") ||
		all[0].State != "in review" || all[0].Sum != eur(15_000) {
		t.Errorf("%+v", all)
	}
	if len(read(other)) != 0 {
		t.Error("it stands with another partner too")
	}
}
