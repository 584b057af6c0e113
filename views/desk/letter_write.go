package desk

import (
	"context"
	"strings"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/files"
	"rapport/views/kit"
	"rapport/views/paper"
)

// letterForm is one letter being written: a template filled in, edited for this once.
type letterForm struct {
	d                      *Desk
	about                  app.About
	form                   *kit.Form
	partner, template, who *kit.PickField
	subject, body          *kit.TextField
	way                    *kit.ChoiceField
	preview                *letterPreview
	written                app.Written
	slot                   kit.Slot
}

// writeLetter asks for a template and shows what it becomes; what stands in the form is what is kept. name is the partner's; about may be
// nobody yet, and the template none yet.
func (d *Desk) writeLetter(about app.About, name string, m app.Template) {
	f := &letterForm{d: d, about: about, form: kit.NewForm(), preview: newLetterPreview()}
	f.partner = kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "To", Required: true}, d.findPartners)
	f.template = kit.NewPickField(d.stage, kit.Spec{Key: "template", Label: "Template", Required: true, Hint: "By title or language"}, f.findTemplates)
	f.who = kit.NewPickField(d.stage, kit.Spec{Key: "person", Label: "Person"}, f.findPeople)
	f.subject = kit.NewTextField(kit.Spec{Key: "subject", Label: "Subject"}, "")
	f.body = kit.NewMultilineField(kit.Spec{Key: "text", Label: "Text, for this letter only", Required: true}, "", 14)
	f.way = kit.NewChoiceField(kit.Spec{Key: "way", Label: "Keep as"}, pairsOf(app.LetterWays()...)...)
	if about.Partner != 0 {
		f.partner.Set(kit.Option{ID: int64(about.Partner), Text: name})
	}
	if m.ID != 0 {
		f.template.Set(kit.Option{ID: int64(m.ID), Text: m.Title})
	}
	f.form.Beside(f.partner, f.who).Add(f.template, f.subject, f.body, f.way)
	for _, field := range []*kit.PickField{f.partner, f.template, f.who} {
		field.OnChange(f.fill)
	}
	for _, field := range []*kit.TextField{f.subject, f.body} {
		field.OnChange(f.look)
	}
	note := "It is kept in the partner's history as it stands here."
	d.openForm(formSpec{title: "Write", note: note, form: f.form, beside: f.preview.content, save: "Keep letter", submit: f.submit, saved: f.handOver})
	if about.Partner != 0 && m.ID == 0 {
		d.root.Focus(f.template.Target())
	}
	f.fill()
}

// writeTo writes to one person of a partner.
func (d *Desk) writeTo(p app.PartnerRow, who app.Person) {
	d.writeLetter(app.About{Partner: p.ID, Person: who.ID}, p.Name, app.Template{})
}

// pickLogo asks for the picture that stands for a partner on pages with its name; it can be undone.
func (d *Desk) pickLogo(p app.PartnerRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.pickMaterial(func(f app.File) {
		d.do(func(ctx context.Context) (app.Receipt, error) {
			return d.firm.Partners.SetLogo(ctx, ask, p.ID, f.Bytes)
		}, nil)
	})
}

// findTemplates offers the templates that fit the partner, those in its country's language first.
func (f *letterForm) findTemplates(ctx context.Context, text string) ([]kit.Option, error) {
	to, ok := f.partner.Value()
	if !ok {
		return nil, nil
	}
	all, err := f.d.firm.Templates.For(ctx, app.ID[app.Partner](to.ID))
	var out []kit.Option
	for _, m := range all {
		if words := m.Title + " " + m.Language.Name() + " " + string(m.Kind); strings.Contains(strings.ToLower(words), strings.ToLower(text)) && len(out) < 40 {
			out = append(out, kit.Option{ID: int64(m.ID), Text: m.Title, Note: m.Language.Name() + ", " + string(m.Kind)})
		}
	}
	return out, err
}

// findPeople offers the people at the partner.
func (f *letterForm) findPeople(ctx context.Context, text string) ([]kit.Option, error) {
	to, ok := f.partner.Value()
	if !ok {
		return nil, nil
	}
	people, err := f.d.firm.Partners.People(ctx, app.ID[app.Partner](to.ID))
	var out []kit.Option
	for _, p := range people {
		if strings.Contains(strings.ToLower(p.Name), strings.ToLower(text)) {
			out = append(out, kit.Option{ID: int64(p.ID), Text: p.Name, Note: p.Role})
		}
	}
	return out, err
}

// fill fills the template in anew, over what stands in the form.
func (f *letterForm) fill() {
	to, ok := f.partner.Value()
	by, chosen := f.template.Value()
	if !ok || !chosen {
		return
	}
	about := f.about
	if about.Partner != app.ID[app.Partner](to.ID) {
		about = app.About{Partner: app.ID[app.Partner](to.ID)}
	}
	if p, ok := f.who.Value(); ok {
		about.Person = app.ID[app.Person](p.ID)
	}
	kit.Load(f.d.stage, &f.slot, func(ctx context.Context) (app.Written, error) {
		m, err := f.d.firm.Templates.Get(ctx, app.ID[app.Template](by.ID))
		if err != nil {
			return app.Written{}, err
		}
		return f.d.firm.Letters.Write(ctx, m, about)
	}, func(w app.Written, err error) {
		if err != nil {
			f.preview.fail(err)
			return
		}
		f.written = w
		f.subject.Set(w.Subject)
		f.body.Set(strings.TrimSpace(w.Body))
		if w.Kind == app.EmailPiece {
			f.way.Set("e-mail draft")
		} else {
			f.way.Set("PDF")
		}
		f.preview.show(w)
	})
}

// look shows what stands in the form.
func (f *letterForm) look() {
	w := f.written
	w.Subject, w.Body = f.subject.Value(), f.body.Value()
	w.Missing = nil
	for _, name := range f.written.Missing {
		if strings.Contains(w.Body+w.Subject, "["+name+"]") || strings.Contains(w.Body, `\[`+name+`\]`) {
			w.Missing = append(w.Missing, name)
		}
	}
	f.preview.show(w)
}

func (f *letterForm) entered() app.Letter {
	l := f.written.Letter
	l.Subject, l.Body, l.Way = f.subject.Value(), f.body.Value(), f.way.Value()
	return l
}

func (f *letterForm) submit(ask app.Ask) act {
	l := f.entered()
	f.written.Letter = l
	return func(ctx context.Context) (app.Receipt, error) { return f.d.firm.Letters.Keep(ctx, ask, l) }
}

// handOver gives the kept letter out the way it was kept.
func (f *letterForm) handOver(r app.Receipt) {
	l := f.written.Letter
	l.Number = r.Number
	f.d.giveLetter(l)
}

// giveLetter shows a letter as a PDF, opens it as a draft in the mail program, or copies it.
func (d *Desk) giveLetter(l app.Letter) {
	name := l.Number + " " + l.Title
	switch l.Way {
	case "PDF":
		d.viewDocument(document{name: l.Title, note: l.Number, file: fileName(name, ".pdf"), read: func(ctx context.Context) ([]byte, error) { return d.letterPDF(ctx, l) }})
	case "e-mail draft":
		d.openDocument(document{name: l.Title, note: l.Number, file: fileName(name, ".eml"), read: func(ctx context.Context) ([]byte, error) { return d.letterDraft(ctx, l) }})
	default:
		kit.CopyText(report.ProseText(report.Prose(l.Body)))
	}
}

func (d *Desk) letterPDF(ctx context.Context, l app.Letter) ([]byte, error) {
	page, err := d.firm.Letters.Page(ctx, l)
	if err != nil {
		return nil, err
	}
	return printedLetter(page)
}

func (d *Desk) letterDraft(ctx context.Context, l app.Letter) ([]byte, error) {
	m, err := d.firm.Letters.Mail(ctx, l)
	if err != nil {
		return nil, err
	}
	return files.WriteMailDraft(files.MailDraft{From: m.From, FromName: m.FromName, To: m.To, ToName: m.ToName, Subject: m.Subject, Body: m.Body,
		Language: string(m.Language), Key: m.Key, Date: m.Day.Time()})
}

// openLetter shows a letter of a partner's history as it was written.
func (d *Desk) openLetter(id app.ID[app.Letter]) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.Letter, error) { return d.firm.Letters.Get(ctx, id) }, func(l app.Letter, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		says := newLetterPreview()
		says.show(app.Written{Letter: l})
		var shut func()
		again := kit.NewButton("Open", "open", kit.Primary, func() { shut(); d.giveLetter(l) })
		head := kit.Across(10, kit.NewText(l.Title, kit.Look{Size: 15, Bold: true, Hug: true}), kit.Grow(kit.NewText(join(l.Number, l.Way, dayWords(l.Day, d.today), l.Who), kit.Muted())),
			kit.NewButton("E-mail…", "mail", kit.Normal, func() { shut(); d.mailLetter(l) }), kit.NewButton("Copy", "copy", kit.Normal, func() { kit.CopyText(report.ProseText(report.Prose(l.Body))) }), again, kit.NewIconButton("x", "Close", "Esc", func() { shut(); d.focus() }))
		shut = d.root.Dialog(760, kit.Down(10, head, kit.Grow(kit.Fixed(0, 520, says.content))), again)
	})
}

// brandMaterial asks for a partner and shows a text of the library with the partner's name, contact and logo.
func (d *Desk) brandMaterial(w app.WholeMaterial) {
	who := kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "With the name of", Required: true}, d.findPartners)
	d.openForm(formSpec{title: w.Row.Title + " for a partner", note: "Version " + grouped(int64(w.Row.Shown.No)) + ", with the partner's name, contact and logo. Nothing is kept of it.",
		form: kit.NewForm().Add(who), save: "Show the PDF", submit: func(app.Ask) act {
			return func(context.Context) (app.Receipt, error) { return app.Receipt{}, nil }
		}, saved: func(app.Receipt) {
			to, _ := who.Value()
			d.viewDocument(document{name: w.Row.Title, note: "for " + to.Text, file: fileName(w.Row.Title+" "+to.Text, ".pdf"), read: func(ctx context.Context) ([]byte, error) {
				page, err := d.firm.Letters.Branded(ctx, w.Row.Shown.ID, app.ID[app.Partner](to.ID))
				if err != nil {
					return nil, err
				}
				return printedLetter(page)
			}})
		}})
}

func printedLetter(page report.LetterPage) ([]byte, error) {
	p, err := paper.New()
	if err != nil {
		return nil, err
	}
	return p.PrintLetter(page)
}
