package desk

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/views/kit"
)

// phoneWidth and desktopWidth are what a newsletter is looked at in.
const phoneWidth, desktopWidth = 375, 640

// newsletterForm is a newsletter being written: its blocks on the left, and beside them what somebody gets.
type newsletterForm struct {
	d             *Desk
	was           app.Newsletter
	form          *kit.Form
	subject, body *kit.TextField
	language      *kit.ChoiceField
	segment       *kit.PickField
	insert        *kit.PickField
	width         *kit.Segments
	wrong, on     *kit.Text
	title         *kit.Text
	says          *kit.RunningText
	room          *fyne.Container
	content       fyne.CanvasObject
	slot, more    kit.Slot
	named         bool // the segment it was for stands in its field
}

// editNewsletter asks for a newsletter; one without an id is new.
func (d *Desk) editNewsletter(n app.Newsletter) {
	f := newNewsletterForm(d, n)
	title, save, again := "Edit "+n.Number, "Save newsletter", ""
	if n.ID == 0 {
		title, save, again = "New newsletter", "Add newsletter", "newsletter.new"
	}
	d.openForm(formSpec{again: again, title: title, note: "Blocks with an empty line between. Ctrl+I adds a block or a field, Alt+Up and Alt+Down move the block.", form: f.form, beside: f.content, save: save,
		keys: map[string]func(){"Ctrl+I": func() { d.root.Focus(f.insert.Target()) }, "Alt+Up": func() { f.move(-1) }, "Alt+Down": func() { f.move(1) }},
		submit: func(ask app.Ask) act {
			now, text := f.entered(), f.body.Draft()
			return func(ctx context.Context) (app.Receipt, error) {
				var err error
				if now.Blocks, err = d.firm.Newsletters.Blocks(ctx, text); err != nil {
					return app.Receipt{}, err
				}
				return d.firm.Newsletters.Save(ctx, ask, now)
			}
		}, saved: func(r app.Receipt) { d.open("newsletters", view{ID: r.ID}) }})
	f.begin()
}

func newNewsletterForm(d *Desk, n app.Newsletter) *newsletterForm {
	f := &newsletterForm{d: d, was: n, form: kit.NewForm(), named: n.Segment == 0}
	f.subject = kit.NewTextField(kit.Spec{Key: "subject", Label: "Subject", Required: true, Hint: "May have fields too"}, "")
	f.segment = kit.NewPickField(d.stage, kit.Spec{Key: "segment", Label: "To everybody in segment"}, d.findSegments)
	f.language = kit.NewChoiceField(kit.Spec{Key: "language", Label: "Language"}, languagePairs()...)
	f.body = kit.NewMultilineField(kit.Spec{Key: "text", Label: "Blocks", Required: true}, "", 16)
	f.insert = kit.NewPickField(d.stage, kit.Spec{Key: "insert", Label: "Add a block or a field", Hint: "Button, picture, material, quote, figure, disclosure; greeting, partner …"}, findBlocks)
	f.wrong, f.on, f.title = kit.NewText("", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true}), kit.NewText("", kit.Muted()), kit.NewText("", kit.Look{Size: 15, Bold: true, Wrap: true})
	f.says, f.room = kit.NewRunningText(), kit.Down(0)
	f.width = kit.NewSegments(f.widen, kit.Pair{Value: "phone", Text: "Phone"}, kit.Pair{Value: "desktop", Text: "Desktop"})
	f.content = kit.Scrolled(kit.Pad(14, 20, 20, 14, kit.Down(10, kit.Across(8, f.width, kit.Grow(f.on)), f.wrong, f.room)))
	f.subject.Set(n.Subject)
	f.language.Set(string(n.Language))
	f.form.Add(f.subject).Beside(f.segment, f.language).Add(f.body, f.insert)
	f.insert.OnChange(f.put)
	for _, field := range []interface{ OnChange(func()) }{f.subject, f.body, f.language, f.segment} {
		field.OnChange(f.look)
	}
	f.width.Set("phone")
	f.widen("phone")
	return f
}

// widen shows what it says as wide as a phone, or as a window of a mail program.
func (f *newsletterForm) widen(key string) {
	width := float32(phoneWidth)
	if key == "desktop" {
		width = desktopWidth
	}
	replace(f.room, kit.Across(0, kit.Fixed(width, 0, kit.Down(10, f.title, f.says))))
}

// begin writes the blocks as they are typed, and the segment's name.
func (f *newsletterForm) begin() {
	type start struct{ text, segment string }
	kit.Load(f.d.stage, &f.more, func(ctx context.Context) (s start, err error) {
		if s.text, err = f.d.firm.Newsletters.Text(ctx, f.was.Blocks); err != nil || f.was.Segment == 0 {
			return s, err
		}
		seg, err := f.d.firm.Segments.Get(ctx, f.was.Segment)
		if app.IsNotFound(err) {
			err = nil
		}
		s.segment = seg.Name
		return s, err
	}, func(s start, err error) {
		if err != nil {
			f.warn(app.AsProblem(err).Error())
			return
		}
		if f.body.Draft() == "" {
			f.body.Set(s.text)
		}
		if !f.named {
			f.named = true
			if s.segment != "" {
				f.segment.Set(kit.Option{ID: int64(f.was.Segment), Text: s.segment})
			}
		}
		f.form.Clean()
		f.look()
	})
}

func (f *newsletterForm) entered() app.Newsletter {
	n := f.was
	n.Subject, n.Language = f.subject.Value(), letter.Language(f.language.Value())
	if f.named {
		o, _ := f.segment.Value()
		n.Segment = app.ID[app.Segment](o.ID)
	}
	return n
}

// look shows what the first partner of the segment gets, or what is wrong.
func (f *newsletterForm) look() {
	n, text := f.entered(), f.body.Draft()
	kit.Load(f.d.stage, &f.slot, func(ctx context.Context) (t triedNewsletter, err error) {
		if n.Blocks, err = f.d.firm.Newsletters.Blocks(ctx, text); err != nil || len(n.Blocks) == 0 {
			return t, err
		}
		return f.d.tryNewsletter(ctx, n)
	}, func(t triedNewsletter, err error) {
		if err != nil {
			f.warn(app.AsProblem(err).Error())
			return
		}
		f.warn("")
		f.on.Set("")
		if t.on != "" {
			f.on.Set("For " + t.on)
		}
		f.title.Set(t.page.Subject)
		f.says.Set(report.Prose(t.says))
	})
}

func (f *newsletterForm) warn(text string) {
	f.wrong.Set(text)
	kit.Shown(f.wrong, text != "")
}

// put adds the chosen block at the end, or the field where the cursor is.
func (f *newsletterForm) put() {
	o, ok := f.insert.Value()
	if !ok {
		return
	}
	f.insert.Restore("")
	f.d.root.Focus(f.body.Target())
	if i := int(o.ID) - 1; i < len(blockIdeas()) {
		text := strings.Join(append(app.NewsParts(f.body.Draft()), blockIdeas()[i].Text), "\n\n")
		f.body.Set(text)
		f.goTo(strings.Count(text, "\n"))
	} else {
		f.body.Entry().Insert(letter.Fields()[i-len(blockIdeas())].Insert())
	}
	f.look()
}

// blockIdeas are the blocks as they are typed.
func blockIdeas() []kit.Pair {
	return []kit.Pair{{Value: "Heading", Text: "# Heading"}, {Value: "Button", Text: ":button Read on | https://"}, {Value: "Picture", Text: ":picture https:// | What it shows"}, {Value: "Picture of the library", Text: ":picture M-0001 | What it shows"},
		{Value: "Material of the library", Text: ":material M-0001 | What is said of it"}, {Value: "Quote", Text: ":quote What was said | Who"}, {Value: "Figure", Text: ":figure 42 % | of what"},
		{Value: "Divider", Text: "---"}, {Value: "Disclosure", Text: ":disclosure What a rule asks for."}}
}

// findBlocks offers blocks, then fields.
func findBlocks(ctx context.Context, text string) ([]kit.Option, error) {
	var out []kit.Option
	for i, b := range blockIdeas() {
		if strings.Contains(strings.ToLower(b.Value+" "+b.Text), strings.ToLower(text)) {
			out = append(out, kit.Option{ID: int64(i) + 1, Text: b.Value, Note: b.Text})
		}
	}
	fields, err := findFields(ctx, text)
	for _, o := range fields {
		o.ID += int64(len(blockIdeas()))
		out = append(out, o)
	}
	return out, err
}

// move moves the block the cursor is in before or behind its neighbour, and the cursor with it.
func (f *newsletterForm) move(by int) {
	text, row := movedBlock(f.body.Draft(), f.body.Entry().CursorRow, by)
	f.body.Set(text)
	f.goTo(row)
	f.look()
}

// goTo puts the cursor at the beginning of a line.
func (f *newsletterForm) goTo(row int) {
	entry := f.body.Entry()
	entry.CursorRow, entry.CursorColumn = row, 0
	entry.Refresh()
}

// movedBlock moves the block that holds a line of a text, and says in which line it begins then.
func movedBlock(text string, row, by int) (string, int) {
	lines := strings.Split(text, "\n")
	before := strings.Join(lines[:min(row+1, len(lines))], "\n")
	parts := app.NewsParts(text)
	at := max(len(app.NewsParts(before))-1, 0)
	if to := at + by; len(parts) > 0 && to >= 0 && to < len(parts) {
		parts[at], parts[to] = parts[to], parts[at]
		at = to
	}
	head := slices.Clone(parts[:min(at, len(parts))])
	return strings.Join(parts, "\n\n"), strings.Count(strings.Join(append(head, ""), "\n\n"), "\n")
}
