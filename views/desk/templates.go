package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/assets"
	"rapport/views/kit"
)

// templateScreen is the templates of letters, with the details of each.
type templateScreen struct {
	*list[app.Template]
	pane *templatePane
}

// librarySides turns between the materials that are handed over and the templates that letters are written with.
func librarySides(d *Desk, here string) fyne.CanvasObject {
	s := kit.NewSegments(func(key string) { d.visit(key) }, kit.Pair{Value: "materials", Text: "Materials"}, kit.Pair{Value: "templates", Text: "Templates"}, kit.Pair{Value: "newsletters", Text: "Newsletters"})
	s.Set(here)
	return s
}

func newTemplates(d *Desk) screen {
	t := &templateScreen{pane: newTemplatePane(d)}
	t.list = newList(d, listSpec[app.Template]{
		section: "templates", title: "Templates", one: "template", many: "templates", search: "Search titles and texts",
		sides: librarySides(d, "templates"),
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 84, Sortable: true},
			{Key: "title", Title: "Title", Width: 220, Weight: 2, Sortable: true},
			{Key: "kind", Title: "Kind", Kind: kit.KindMuted, Width: 120, Sortable: true},
			{Key: "language", Title: "Language", Kind: kit.KindChip, Width: 100, Sortable: true},
			{Key: "type", Title: "For", Kind: kit.KindMuted, Width: 120, HideBelow: 900},
		},
		order: []app.Sort{{Key: "title"}},
		key:   func(m app.Template) int64 { return int64(m.ID) },
		cells: templateCells,
		ids:   d.firm.Templates.IDs, rows: d.firm.Templates.Rows,
		filters: []filterSpec{
			{field: "language", title: "Language", any: "Language: any", choices: languageFilters},
			{field: "kind", title: "Kind", choices: func() []filter { return filtersOf("kind", "Kind", app.TemplateKinds()) }},
			{field: "type", title: "For", choices: func() []filter { return filtersOf("type", "For", d.settings.PartnerTypes) }},
			{field: "archived", title: "Archived", choices: func() []filter {
				return []filter{oneOf("archived", "Archived", "left out", "no"), oneOf("archived", "Archived", "only those", "yes")}
			}},
		},
		concerns: []app.Kind{app.KindTemplate},
		moves:    app.KindTemplate,
		first: kit.Empty{Icon: "mail", Title: "There is no template yet",
			Text:   "Begin with the starter library: over thirty pieces, from the invitation to the farewell, each in English, German, French and Spanish. Change them as you like.",
			Action: "Add the starter library", Run: d.beginTemplates},
		add:    "template.new",
		hints:  [][2]string{{"C", "new"}, {"E", "edit"}, {"W", "write"}},
		detail: t.pane,
	})
	return t
}

func templateCells(m app.Template, into []kit.Cell) {
	into[0] = kit.Cell{Text: m.Number}
	into[1] = kit.Cell{Text: m.Title}
	into[2] = kit.Cell{Text: capital(string(m.Kind))}
	into[3] = kit.Cell{Text: m.Language.Name(), Hue: kit.Blue}
	into[4] = kit.Cell{Text: m.Type}
	if m.Archived {
		into[1].Role = kit.RoleMuted
		into[4].Text = "archived"
	}
}

func languageFilters() (out []filter) {
	for _, l := range letter.Languages() {
		out = append(out, oneOf("language", "Language", l.Name(), string(l)))
	}
	return out
}

// languagePairs are the languages to choose from.
func languagePairs() (out []kit.Pair) {
	for _, l := range letter.Languages() {
		out = append(out, kit.Pair{Value: string(l), Text: l.Name()})
	}
	return out
}

// beginTemplates adds what is not here yet of the starter library; it can be undone.
func (d *Desk) beginTemplates() {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		files, err := assets.Letters()
		if err != nil {
			return app.Receipt{}, err
		}
		all, err := app.ReadStarters(files)
		if err != nil {
			return app.Receipt{}, err
		}
		return d.firm.Templates.Begin(ctx, ask, all)
	}, nil)
}

// template is the one whose details are shown in the section of templates.
func (d *Desk) template() (app.Template, bool) {
	m, ok := d.screens["templates"]
	if !ok || !d.is("templates") {
		return app.Template{}, false
	}
	p := m.screen.(*templateScreen).pane
	return p.shown.Template, p.ready
}

func templateCommands(d *Desk) []kit.Command {
	const group = "Templates"
	here := func() bool { return d.is("templates") }
	shown := func() bool { _, ok := d.template(); return ok }
	with := func(run func(app.Template)) func() {
		return func() {
			if m, ok := d.template(); ok {
				run(m)
			}
		}
	}
	return []kit.Command{
		{ID: "template.new", Title: "New template", Icon: "plus", Group: group, Keys: "C", When: here, Run: func() {
			d.editTemplate(app.Template{Kind: app.EmailPiece, Language: letter.English})
		}},
		{ID: "template.edit", Title: "Edit template", Icon: "edit", Group: group, Keys: "E, F2", When: shown, Run: with(d.editTemplate)},
		{ID: "template.copy", Title: "New template from this one", Icon: "copy", Group: group, Keys: "D", When: shown, Run: with(func(m app.Template) {
			m.ID, m.Version, m.Starter = 0, 0, ""
			d.editTemplate(m)
		})},
		{ID: "template.write", Title: "Write with this template", Icon: "mail", Group: group, Keys: "W", When: shown, Run: with(func(m app.Template) { d.writeLetter(app.About{}, "", m) })},
		{ID: "template.archive", Title: "Archive template, or bring it back", Icon: "inbox", Group: group, When: shown, Run: with(d.archiveTemplate)},
		{ID: "template.remove", Title: "Remove template", Icon: "trash", Group: group, Keys: "Del", When: shown, Run: with(d.removeTemplate)},
		{ID: "template.begin", Title: "Add the starter library of templates", Icon: "import", Group: group, When: here, Run: d.beginTemplates},
	}
}

func (d *Desk) archiveTemplate(m app.Template) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Templates.Archive(ctx, ask, m.ID, !m.Archived)
	}, nil)
}

// removeTemplate takes it away; it can be undone.
func (d *Desk) removeTemplate(m app.Template) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Templates.Remove(ctx, ask, m.ID) }, nil)
}

// triedTemplate is a template with what it becomes for somebody.
type triedTemplate struct {
	app.Template
	on      string // whom it was tried on; empty: nobody is there
	written app.Written
}

// templatePane is the details of a template: what it becomes, tried on the latest referral.
type templatePane struct {
	reading[triedTemplate]
	number, title, subject, on, note *kit.Text
	chips                            *fyne.Container
	says                             *kit.RunningText
	missing                          *kit.Text
	facts_                           *kit.Facts
}

func newTemplatePane(d *Desk) *templatePane {
	p := &templatePane{number: kit.NewText("", kit.Caption()), title: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), subject: kit.NewText("", kit.Look{Bold: true, Wrap: true}),
		on: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}), note: kit.NewText("", kit.Prose()), chips: kit.Wrapped(6), says: kit.NewRunningText(), facts_: kit.NewFacts(),
		missing: kit.NewText("", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true})}
	p.d, p.acts = d, kit.Across(8)
	p.read = p.try
	p.draw = p.drawAll
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() {
		d.root.MenuUnder(more, d.root.CommandItems("template.edit", "template.copy", "template.archive", "template.remove"))
	})
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.title, kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a template to see what it becomes.", head, p.facts_, titled("When to use it", p.note), titled("What it becomes", kit.Down(4, p.on, p.missing, p.subject, p.says)))
	return p
}

// try reads a template and fills it in for the latest referral.
func (p *templatePane) try(ctx context.Context, id int64) (t triedTemplate, err error) {
	firm := p.d.firm
	if t.Template, err = firm.Templates.Get(ctx, app.ID[app.Template](id)); err != nil {
		return t, err
	}
	about, name, _, err := firm.Letters.Example(ctx)
	if err != nil || about.Partner == 0 {
		return t, err
	}
	t.on = name
	t.written, err = firm.Letters.Write(ctx, t.Template, about)
	return t, err
}

func (p *templatePane) drawAll(t triedTemplate) {
	d := p.d
	p.number.Set(t.Number)
	p.title.Set(t.Title)
	chips := []fyne.CanvasObject{kit.NewChip(capital(string(t.Kind)), kit.Grey), kit.NewChip(t.Language.Name(), kit.Blue)}
	if t.Archived {
		chips = append(chips, kit.NewChip("Archived", kit.Amber))
	}
	replace(p.chips, chips...)
	replace(p.acts, kit.NewButton("Write…", "mail", kit.Primary, func() { d.writeLetter(app.About{}, "", t.Template) }).Tip("", "W"),
		kit.NewButton("Edit", "", kit.Normal, func() { d.editTemplate(t.Template) }).Tip("", "E"))
	setFact(p.facts_, "For", orText(t.Type, "any partner"))
	setFact(p.facts_, "About", orText(t.Service, "any service"))
	p.note.Set(t.Note)
	p.box.section("When to use it", t.Note != "")
	body, on := t.written.Body, "For "+t.on
	if t.on == "" {
		body, on = t.Body, "As it is written; there is no partner to try it on."
	}
	p.on.Set(on)
	p.missing.Set(missingWords(t.written.Missing))
	kit.Shown(p.missing, len(t.written.Missing) > 0)
	p.subject.Set(orText(t.written.Subject, t.Subject))
	p.says.Set(report.Prose(body))
}

// missingWords says which fields have nothing to say.
func missingWords(missing []string) string {
	if len(missing) == 0 {
		return ""
	}
	return "Nothing is known of " + orAll(missing, "") + "."
}

func orText(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
