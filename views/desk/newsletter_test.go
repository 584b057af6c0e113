package desk

import (
	"testing"

	"rapport/app"
)

// newsWorld has a newsletter to accountants, and another that somebody got.
func newsWorld(t testing.TB) *world {
	w := segmentWorld(t)
	s, err := w.firm.Segments.Find(w.ctx, "Accountants")
	w.check(err)
	settings, err := w.firm.Setup.Settings(w.ctx)
	w.check(err)
	settings.Email, settings.Address = "firm@aldgate.example", "1 Aldgate\nLondon"
	w.must(w.firm.Setup.Edit(w.ctx, app.Ask{}, settings))
	for _, n := range []struct{ subject, text string }{
		{"News for {{ partner.name }}", "# Three things\n\n{{ greeting }}, the year has **begun** well.\n\n- one\n- two\n\n:quote They called within the hour. | Ben Birch\n\n:figure 42 % | of all introductions became clients\n\n:button Introduce a client | https://aldgate.example/refer\n\n---\n\n:disclosure We pay a share of our fees."},
		{"Summer party", "Come!"},
	} {
		blocks, err := w.firm.Newsletters.Blocks(w.ctx, n.text)
		w.check(err)
		w.must(w.firm.Newsletters.Save(w.ctx, app.Ask{}, app.Newsletter{Subject: n.subject, Language: "en", Segment: s.ID, Blocks: blocks}))
	}
	return w
}

func newsletterStories() []story {
	on := func(keys ...string) func(*testing.T, *bench) {
		return func(_ *testing.T, b *bench) {
			b.keys("G", "K")
			b.settle()
			b.keys(keys...)
			b.settle()
		}
	}
	return []story{
		{name: "newsletters", world: newsWorld, act: on("End")},
		{name: "newsletters-empty", world: newWorld, act: on()},
		{name: "newsletter-edit", world: newsWorld, act: on("End", "E")},
		{name: "newsletter-send", world: newsWorld, act: on("End", "W")},
		{name: "newsletter-fault", world: newsWorld, act: func(t *testing.T, b *bench) {
			on("C")(t, b)
			b.Type("Hello")
			b.keys("Tab", "Tab", "Tab")
			b.Type(":blink fast")
		}},
	}
}

// A newsletter is written, its blocks put in another order, and sent to a segment, with the keyboard alone.
func TestANewsletterByTheKeyboard(t *testing.T) {
	w := newsWorld(t)
	accountants, err := w.firm.Partners.Find(w.ctx, "Kestrel CPA Group")
	w.check(err)
	accountants.Email = "office@kestrel.example"
	w.must(w.firm.Partners.Edit(w.ctx, app.Ask{}, accountants))
	b := open(t, w, 1280, 800)
	b.keys("G", "K", "C")
	b.settle()
	b.Type("Autumn")
	b.keys("Tab")
	b.Type("Accountants")
	b.settle()
	b.keys("Enter", "Tab", "Tab")
	b.Type("Below.")
	b.settle()
	b.keys("Ctrl+I")
	b.Type("heading")
	b.settle()
	b.keys("Enter")
	b.settle()
	b.keys("Alt+Up")
	b.settle()
	b.keys("Ctrl+S")
	b.settle()
	n, err := w.firm.Newsletters.Find(w.ctx, "N-0003")
	if err != nil || len(n.Blocks) != 2 || n.Blocks[0].Kind != app.NewsHeading || n.Segment == 0 {
		t.Fatalf("%+v %v\n%s", n, err, b.Dump())
	}
	b.keys("W")
	b.settle()
	b.sees(t, "office@kestrel.example")
	b.keys("Ctrl+S")
	b.settle()
	got, err := w.firm.Newsletters.Got(w.ctx, n.ID)
	if err != nil || len(got) == 0 || got[0].State != app.MessageDraft {
		t.Errorf("%+v %v\n%s", got, err, b.Dump())
	}
}

func TestABlockIsMoved(t *testing.T) {
	for _, c := range []struct {
		row, by int
		want    string
		line    int
	}{{0, 1, "b\nb\n\na\n\nc", 3}, {3, 1, "a\n\nc\n\nb\nb", 4}, {3, -1, "b\nb\n\na\n\nc", 0}, {5, 1, "a\n\nb\nb\n\nc", 5}, {0, -1, "a\n\nb\nb\n\nc", 0}} {
		if text, line := movedBlock("a\n\nb\nb\n\nc", c.row, c.by); text != c.want || line != c.line {
			t.Errorf("%d %d: %q in %d, want %q in %d", c.row, c.by, text, line, c.want, c.line)
		}
	}
}
