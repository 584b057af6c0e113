package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// segmentForm is a segment being written: what it asks on the left, a line for each test; beside it the sentence, how many, and who.
type segmentForm struct {
	d           *Desk
	was         app.Segment
	form        *kit.Form
	name, note  *kit.TextField
	any         *kit.ChoiceField
	tests       *kit.TextField
	insert      *kit.PickField
	says, count *kit.Text
	wrong       *kit.Text
	people      *fyne.Container
	content     fyne.CanvasObject
	ideas       []app.SegmentIdea
	slot, more  kit.Slot
}

// segmentTry is what a rule on the screen comes to.
type segmentTry struct {
	row   app.SegmentRow
	first []app.PartnerRow
}

// editSegment asks for a segment; one without an id is new.
func (d *Desk) editSegment(s app.Segment) {
	f := newSegmentForm(d, s)
	title, save, again := "Edit segment", "Save segment", ""
	if s.ID == 0 {
		title, save, again = "New segment", "Add segment", "segment.new"
	}
	d.openForm(formSpec{again: again, title: title, note: "One test on a line. Ctrl+I looks for something to ask; “not” before a test turns it round.", form: f.form, beside: f.content, save: save,
		keys: map[string]func(){"Ctrl+I": func() { d.root.Focus(f.insert.Target()) }},
		submit: func(ask app.Ask) act {
			lines, now := f.lines(), f.entered()
			return func(ctx context.Context) (app.Receipt, error) {
				var err error
				if now.Rule.Tests, err = f.read(ctx, lines); err != nil {
					return app.Receipt{}, err
				}
				return d.firm.Segments.Save(ctx, ask, now)
			}
		}, saved: func(r app.Receipt) { d.open("segments", view{ID: r.ID}) }})
	f.begin()
}

func newSegmentForm(d *Desk, s app.Segment) *segmentForm {
	f := &segmentForm{d: d, was: s, form: kit.NewForm(), people: kit.Down(2)}
	f.name = kit.NewTextField(kit.Spec{Key: "name", Label: "Name", Required: true, Hint: "Such as Quiet attorneys"}, "")
	f.any = kit.NewChoiceField(kit.Spec{Key: "any", Label: "Partners for whom"}, kit.Pair{Value: "", Text: "All of it holds"}, kit.Pair{Value: "any", Text: "One of it holds"})
	f.tests = kit.NewMultilineField(kit.Spec{Key: "test", Label: "What is asked of a partner", Required: true}, "type = attorney", 7)
	f.insert = kit.NewPickField(d.stage, kit.Spec{Key: "insert", Label: "Add a test", Hint: "Type what it is about: tag, gold, introduced, outdated …"}, f.findIdeas)
	f.note = kit.NewTextField(kit.Spec{Key: "note", Label: "Note"}, "")
	f.says, f.count = kit.NewText("", kit.Look{Size: 15, Bold: true, Wrap: true}), kit.NewText("", kit.Muted())
	f.wrong = kit.NewText("", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true})
	f.content = kit.Scrolled(kit.Pad(14, 20, 20, 14, kit.Down(10, f.wrong, f.says, f.count, f.people)))
	f.name.Set(s.Name)
	f.note.Set(s.Note)
	if s.Rule.Any {
		f.any.Set("any")
	}
	f.form.Add(f.name, f.any, f.tests, f.insert, f.note)
	f.insert.OnChange(f.put)
	f.tests.OnChange(f.look)
	f.any.OnChange(f.look)
	return f
}

// begin writes the tests of the segment as they are typed, and reads what could be asked.
func (f *segmentForm) begin() {
	type start struct {
		lines []string
		ideas []app.SegmentIdea
	}
	kit.Load(f.d.stage, &f.more, func(ctx context.Context) (s start, err error) {
		if s.lines, err = f.d.firm.Segments.Typed(ctx, f.was.Rule); err != nil {
			return s, err
		}
		s.ideas, err = f.d.firm.Segments.Ideas(ctx)
		return s, err
	}, func(s start, err error) {
		if err != nil {
			f.fail(err)
			return
		}
		f.ideas = s.ideas
		if f.tests.Draft() == "" {
			f.tests.Set(strings.Join(s.lines, "\n"))
			f.form.Clean()
		}
		f.look()
	})
}

func (f *segmentForm) entered() app.Segment {
	s := f.was
	s.Name, s.Note, s.Rule = f.name.Value(), f.note.Value(), app.SegmentRule{Any: f.any.Value() == "any"}
	return s
}

func (f *segmentForm) lines() (out []string) {
	for line := range strings.SplitSeq(f.tests.Draft(), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// read makes tests of the lines.
func (f *segmentForm) read(ctx context.Context, lines []string) (tests []app.SegmentTest, err error) {
	for _, line := range lines {
		t, err := f.d.firm.Segments.Parse(ctx, line)
		if err != nil {
			return nil, err
		}
		tests = append(tests, t)
	}
	return tests, nil
}

// look says what stands in the form in one sentence, with who would be in it.
func (f *segmentForm) look() {
	s, lines := f.entered(), f.lines()
	if len(lines) == 0 {
		f.slot.Cancel()
		f.show(segmentTry{row: app.SegmentRow{Sentence: "Nothing is asked yet."}})
		return
	}
	kit.Load(f.d.stage, &f.slot, func(ctx context.Context) (t segmentTry, err error) {
		if s.Rule.Tests, err = f.read(ctx, lines); err != nil {
			return t, err
		}
		if t.row, err = f.d.firm.Segments.Try(ctx, s); err != nil {
			return t, err
		}
		t.first, err = latest(ctx, firstOf, app.Query{}, func(ctx context.Context, q app.Query, each func([]int32) error) error {
			return f.d.firm.Segments.TriedIDs(ctx, s, q, each)
		}, f.d.firm.Partners.Rows)
		return t, err
	}, func(t segmentTry, err error) {
		if err != nil {
			f.fail(err)
			return
		}
		f.show(t)
	})
}

func (f *segmentForm) show(t segmentTry) {
	f.says.Set(t.row.Sentence)
	f.count.Set(plural(int64(t.row.Count), "partner", "partners") + " today")
	f.warn(strings.Join(t.row.Missing, " "))
	replace(f.people, partnerLines(t.first, t.row.Count)...)
}

func (f *segmentForm) warn(text string) {
	f.wrong.Set(text)
	kit.Shown(f.wrong, text != "")
}

func (f *segmentForm) fail(err error) { f.warn(app.AsProblem(err).Error()) }

// findIdeas offers tests by what stands in them.
func (f *segmentForm) findIdeas(_ context.Context, text string) ([]kit.Option, error) {
	var out []kit.Option
	for i, idea := range f.ideas {
		if strings.Contains(strings.ToLower(idea.Is+" "+idea.Test), strings.ToLower(text)) && len(out) < 60 {
			out = append(out, kit.Option{ID: int64(i) + 1, Text: idea.Test, Note: idea.Is})
		}
	}
	return out, nil
}

// put adds the chosen test as a line, and goes there.
func (f *segmentForm) put() {
	o, ok := f.insert.Value()
	if !ok {
		return
	}
	f.insert.Restore("")
	f.tests.Set(strings.Join(append(f.lines(), o.Text), "\n"))
	f.d.root.Focus(f.tests.Target())
	f.look()
}
