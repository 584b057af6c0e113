package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/views/kit"
)

// templateForm is a template being written: its text on the left, and beside it what it becomes for somebody, or where it is wrong.
type templateForm struct {
	d                    *Desk
	was                  app.Template
	form                 *kit.Form
	title, subject, body *kit.TextField
	kind, language, typ  *kit.ChoiceField
	service, note        *kit.TextField
	insert               *kit.PickField
	partner, referral    *kit.PickField
	preview              *letterPreview
	mend                 *kit.Button
	slot                 kit.Slot
	faults               []letter.Fault // of the text
}

// editTemplate asks for a template; one without an id is new.
func (d *Desk) editTemplate(m app.Template) {
	f := newTemplateForm(d, m)
	title, save, again := "Edit "+m.Number, "Save template", ""
	if m.ID == 0 {
		title, save, again = "New template", "Add template", "template.new"
	}
	d.openForm(formSpec{again: again, title: title, note: "Markdown with fields. Ctrl+I goes to the fields, Ctrl+U puts in what was meant.", form: f.form, beside: f.preview.content, save: save,
		keys: map[string]func(){"Ctrl+I": func() { d.root.Focus(f.insert.Target()) }, "Ctrl+U": f.mendFirst},
		submit: func(ask app.Ask) act {
			now := f.entered()
			return func(ctx context.Context) (app.Receipt, error) {
				if now.ID == 0 {
					return d.firm.Templates.Add(ctx, ask, now)
				}
				return d.firm.Templates.Edit(ctx, ask, now)
			}
		}, saved: func(r app.Receipt) { d.open("templates", view{ID: r.ID}) }})
	f.example()
}

func newTemplateForm(d *Desk, m app.Template) *templateForm {
	f := &templateForm{d: d, was: m, form: kit.NewForm(), preview: newLetterPreview()}
	f.title = kit.NewTextField(kit.Spec{Key: "title", Label: "Title", Required: true, Hint: "What it is for"}, "")
	f.kind = kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.TemplateKinds()...)...)
	f.language = kit.NewChoiceField(kit.Spec{Key: "language", Label: "Language"}, languagePairs()...)
	f.typ = kit.NewChoiceField(kit.Spec{Key: "type", Label: "For partners of type"}, append([]kit.Pair{{Text: "Any type"}}, pairsOf(d.settings.PartnerTypes...)...)...)
	f.subject = kit.NewTextField(kit.Spec{Key: "subject", Label: "Subject", Hint: "May have fields too"}, "")
	f.body = kit.NewMultilineField(kit.Spec{Key: "text", Label: "Text", Required: true}, "", 14)
	f.insert = kit.NewPickField(d.stage, kit.Spec{Key: "insert", Label: "Insert a field", Hint: "Type what it is about: partner, client, statement …"}, findFields)
	f.service = kit.NewTextField(kit.Spec{Key: "service", Label: "Service line"}, "")
	f.note = kit.NewTextField(kit.Spec{Key: "note", Label: "When to use it"}, "")
	f.partner = kit.NewPickField(d.stage, kit.Spec{Key: "for", Label: "Look at it for"}, d.findPartners)
	f.referral = kit.NewPickField(d.stage, kit.Spec{Key: "about", Label: "About the referral"}, d.findReferrals)
	f.mend = kit.NewButton("", "check", kit.Normal, f.mendFirst).Tip("", "Ctrl+U")
	f.preview.acts.Add(f.mend)
	f.mend.Hide()
	f.title.Set(m.Title)
	f.kind.Set(string(m.Kind))
	f.language.Set(string(m.Language))
	f.typ.Set(m.Type)
	f.subject.Set(m.Subject)
	f.body.Set(m.Body)
	f.service.Set(m.Service)
	f.note.Set(m.Note)
	f.form.Add(f.title).Beside(f.kind, f.language).Add(f.subject, f.body, f.insert).Beside(f.partner, f.referral).Beside(f.typ, f.service).Add(f.note)
	f.insert.OnChange(f.put)
	for _, field := range []interface{ OnChange(func()) }{f.subject, f.body, f.language, f.kind, f.partner, f.referral} {
		field.OnChange(f.look)
	}
	return f
}

func (f *templateForm) entered() app.Template {
	m := f.was
	m.Title, m.Kind, m.Language, m.Type = f.title.Value(), app.TemplateKind(f.kind.Value()), letter.Language(f.language.Value()), f.typ.Value()
	m.Subject, m.Body, m.Service, m.Note = f.subject.Value(), f.body.Value(), f.service.Value(), f.note.Value()
	return m
}

// example looks at it for the latest referral at first.
func (f *templateForm) example() {
	type one struct {
		about        app.About
		name, number string
	}
	kit.Load(f.d.stage, &f.slot, func(ctx context.Context) (one, error) {
		about, name, number, err := f.d.firm.Letters.Example(ctx)
		return one{about, name, number}, err
	}, func(o one, err error) {
		if err != nil {
			f.preview.fail(err)
			return
		}
		if o.about.Partner != 0 {
			f.partner.Set(kit.Option{ID: int64(o.about.Partner), Text: o.name})
		}
		if o.about.Referral != 0 {
			f.referral.Set(kit.Option{ID: int64(o.about.Referral), Text: o.number})
		}
		f.look()
	})
}

// look shows where the text is wrong, at its place; else what it becomes.
func (f *templateForm) look() {
	m := f.entered()
	f.faults = letter.Check(m.Body)
	f.mend.Hide()
	src, faults := m.Body, f.faults
	if more := letter.Check(m.Subject); len(more) > 0 {
		src, faults = m.Subject, more
	}
	if len(faults) > 0 {
		f.slot.Cancel()
		f.preview.faults(src, faults)
		if len(f.faults) > 0 && f.faults[0].Meant != "" {
			f.mend.SetText("Use " + f.faults[0].Meant)
			f.mend.Show()
		}
		return
	}
	to, ok := f.partner.Value()
	if !ok || m.Body == "" {
		f.preview.show(app.Written{Letter: app.Letter{Subject: m.Subject, Body: m.Body}})
		return
	}
	about := app.About{Partner: app.ID[app.Partner](to.ID)}
	if r, ok := f.referral.Value(); ok {
		about.Referral = app.ID[app.Referral](r.ID)
	}
	kit.Load(f.d.stage, &f.slot, func(ctx context.Context) (app.Written, error) { return f.d.firm.Letters.Write(ctx, m, about) }, func(w app.Written, err error) {
		if err != nil {
			f.preview.fail(err)
			return
		}
		f.preview.show(w)
	})
}

// mendFirst writes what was probably meant at the first fault of the text.
func (f *templateForm) mendFirst() {
	if len(f.faults) > 0 && f.faults[0].Meant != "" {
		f.body.Set(letter.Mend(f.body.Draft(), f.faults[0]))
		f.look()
	}
}

// put writes the chosen field where the cursor is in the text, and goes back there.
func (f *templateForm) put() {
	o, ok := f.insert.Value()
	if !ok {
		return
	}
	f.insert.Restore("")
	f.d.root.Focus(f.body.Target())
	f.body.Entry().Insert(letter.Fields()[o.ID-1].Insert())
}

// findFields offers what a template can name, by the name or by what it is.
func findFields(_ context.Context, text string) ([]kit.Option, error) {
	var out []kit.Option
	for i, f := range letter.Fields() {
		if strings.Contains(strings.ToLower(f.Name+" "+f.Is), strings.ToLower(text)) {
			out = append(out, kit.Option{ID: int64(i) + 1, Text: f.Name, Note: f.Is})
		}
	}
	return out, nil
}

// letterPreview is what a text becomes: its subject and its paragraphs, or where it is wrong.
type letterPreview struct {
	content          fyne.CanvasObject
	subject, missing *kit.Text
	says             *kit.RunningText
	acts             *fyne.Container
}

func newLetterPreview() *letterPreview {
	p := &letterPreview{subject: kit.NewText("", kit.Look{Size: 15, Bold: true, Wrap: true}), missing: kit.NewText("", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true}),
		says: kit.NewRunningText(), acts: kit.Across(8)}
	p.content = kit.Scrolled(kit.Pad(14, 20, 20, 14, kit.Down(8, kit.Pad(0, 0, 0, 6, kit.Down(8, p.missing, p.acts, p.subject)), p.says)))
	return p
}

func (p *letterPreview) show(w app.Written) {
	p.subject.Set(w.Subject)
	kit.Shown(p.subject, w.Subject != "")
	p.warn(missingWords(w.Missing))
	p.says.Set(report.Prose(w.Body))
}

func (p *letterPreview) warn(text string) {
	p.missing.Set(text)
	kit.Shown(p.missing, text != "")
}

func (p *letterPreview) fail(err error) { p.warn(app.AsProblem(err).Error()) }

// faults shows each fault in its own line of the template, the first ones.
func (p *letterPreview) faults(src string, all []letter.Fault) {
	p.subject.Hide()
	p.warn(plural(int64(len(all)), "fault", "faults") + " in the template")
	var blocks []report.Block
	for _, f := range all[:min(len(all), 6)] {
		before, fault, behind := f.Around(src)
		blocks = append(blocks, report.Block{Kind: report.Heading, Level: 3, Runs: []report.Run{{Text: "Line " + grouped(int64(f.Line)) + ": " + f.Say}}},
			report.Block{Runs: []report.Run{{Text: before}, {Text: fault, Bold: true, Link: "#"}, {Text: behind}}}, report.Block{Runs: []report.Run{{Text: f.Try, Italic: true}}})
	}
	p.says.Set(blocks)
}
