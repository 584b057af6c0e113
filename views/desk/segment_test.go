package desk

import (
	"strings"
	"testing"

	"rapport/app"
)

// segmentWorld has three segments; one asks for a tag that nobody has.
func segmentWorld(t testing.TB) *world {
	w := someWorld(t)
	for _, s := range []struct {
		name  string
		tests []string
	}{{"Introduced nobody", []string{"not introduced in 12 months", "state = active"}}, {"Retired board", []string{"tag = board"}}, {"Accountants", []string{"type = accountant"}}} {
		seg := app.Segment{Name: s.name}
		for _, text := range s.tests {
			one, err := w.firm.Segments.Parse(w.ctx, text)
			w.check(err)
			seg.Rule.Tests = append(seg.Rule.Tests, one)
		}
		w.must(w.firm.Segments.Save(w.ctx, app.Ask{}, seg))
	}
	return w
}

func segmentStories() []story {
	on := func(keys ...string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) {
			b.keys("G", "J")
			b.settle()
			b.keys(keys...)
			b.settle()
		}
	}
	return []story{
		{name: "segments", world: segmentWorld, act: on("Home")},
		{name: "segments-gone", world: segmentWorld, act: on("End")},
		{name: "segments-empty", world: newWorld, act: on()},
		{name: "segment-edit", world: segmentWorld, act: on("Home", "Down", "E")},
		{name: "segment-fault", world: segmentWorld, act: func(t *testing.T, b *bench) {
			on("C")(t, b)
			b.Type("Tall ones")
			b.keys("Tab", "Tab")
			b.Type("height = tall")
		}},
		{name: "segment-round", world: segmentWorld, act: on("Home", "R")},
	}
}

// A segment is made, its partners looked at and a round planned, with the keyboard alone.
func TestASegmentByTheKeyboard(t *testing.T) {
	w := someWorld(t)
	b := open(t, w, 1280, 800)
	b.keys("G", "R", "G", "J", "C") // also from a list, where J alone goes down
	b.settle()
	b.Type("Accountants")
	b.keys("Tab", "Tab")
	b.Type("type = acountant")
	b.settle()
	b.sees(t, "No partner is of type acountant any more.")
	b.keys("Ctrl+A")
	b.Type("not introduced in 500 years")
	b.settle()
	b.keys("Ctrl+I")
	b.Type("type = accountant")
	b.settle()
	b.keys("Enter")
	b.settle()
	b.sees(t, "are of type accountant.")
	b.keys("Ctrl+S")
	b.settle()
	s, err := w.firm.Segments.Find(w.ctx, "Accountants")
	if err != nil || len(s.Rule.Tests) != 2 || !s.Rule.Tests[0].Not {
		t.Fatalf("%+v %v\n%s", s, err, b.Dump())
	}
	b.keys("E")
	b.settle()
	b.keys("Tab", "Tab", "Ctrl+A")
	b.Type("type = accountant")
	b.keys("Ctrl+S")
	b.settle()
	row, err := w.firm.Segments.Try(w.ctx, mustGet(w, s.ID))
	if err != nil || row.Count == 0 {
		t.Fatalf("%+v %v\n%s", row, err, b.Dump())
	}
	b.keys("R")
	b.settle()
	b.keys("Ctrl+S")
	b.settle()
	planned := 0
	w.check(w.firm.Checkins.IDs(w.ctx, app.Query{}.With(app.Is("state", "planned"), ofSegment(s).Cond), func(ids []int32) error { planned += len(ids); return nil }))
	if planned != row.Count {
		t.Errorf("%d are planned of %d\n%s", planned, row.Count, b.Dump())
	}
	b.keys("O")
	b.settle()
	if text := b.Dump(); !strings.Contains(text, "Segment: Accountants") {
		t.Errorf("the list of partners is not narrowed:\n%s", text)
	}
}

func mustGet(w *world, id app.ID[app.Segment]) app.Segment {
	s, err := w.firm.Segments.Get(w.ctx, id)
	w.check(err)
	return s
}
