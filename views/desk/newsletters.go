package desk

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/views/kit"
)

// newsletterScreen is the mailings to segments, with the details of each.
type newsletterScreen struct {
	*list[app.NewsletterRow]
	pane *newsletterPane
}

func newNewsletters(d *Desk) screen {
	s := &newsletterScreen{pane: newNewsletterPane(d)}
	s.list = newList(d, listSpec[app.NewsletterRow]{
		section: "newsletters", title: "Newsletters", one: "newsletter", many: "newsletters", search: "Search subjects",
		sides: librarySides(d, "newsletters"),
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 84},
			{Key: "subject", Title: "Subject", Width: 220, Weight: 2},
			{Key: "segment", Title: "To", Kind: kit.KindMuted, Width: 140, HideBelow: 560},
			{Key: "sent", Title: "Sent", Kind: kit.KindDay, Width: 110},
			{Key: "got", Title: "Got it", Kind: kit.KindNumber, Width: 70},
		},
		order: []app.Sort{{Key: "number"}},
		key:   func(n app.NewsletterRow) int64 { return int64(n.ID) },
		cells: func(n app.NewsletterRow, into []kit.Cell) {
			into[0], into[1], into[2] = kit.Cell{Text: n.Number}, kit.Cell{Text: n.Subject}, kit.Cell{Text: n.SegmentName}
			into[3], into[4] = kit.Cell{Text: dayWords(n.Sent, d.today)}, kit.Cell{Text: countCell(n.Got())}
		},
		ids: d.firm.Newsletters.IDs, rows: d.firm.Newsletters.Rows,
		concerns: []app.Kind{app.KindNewsletter, app.KindMessage, app.KindSegment},
		moves:    app.KindNewsletter,
		first: kit.Empty{Icon: "mail", Title: "There is no newsletter yet",
			Text:   "A newsletter goes to the partners in a segment, one message each, with the fields of letters. Who opted out, or can't be reached, is left out and named.",
			Action: "New newsletter", Run: func() { d.editNewsletter(app.Newsletter{Language: letter.English}) }},
		add:    "newsletter.new",
		hints:  [][2]string{{"C", "new"}, {"E", "edit"}, {"W", "write"}, {"O", "page"}},
		detail: s.pane,
	})
	return s
}

// newsletter is the one whose details are shown.
func (d *Desk) newsletter() (app.NewsletterRow, bool) {
	m, ok := d.screens["newsletters"]
	if !ok || !d.is("newsletters") {
		return app.NewsletterRow{}, false
	}
	p := m.screen.(*newsletterScreen).pane
	return p.shown.NewsletterRow, p.ready
}

func newsletterCommands(d *Desk) []kit.Command {
	const group = "Newsletters"
	shown := func() bool { _, ok := d.newsletter(); return ok }
	open := func() bool { n, ok := d.newsletter(); return ok && n.Sent == 0 }
	with := func(run func(app.NewsletterRow)) func() {
		return func() {
			if n, ok := d.newsletter(); ok {
				run(n)
			}
		}
	}
	return []kit.Command{
		{ID: "newsletter.new", Title: "New newsletter", Icon: "plus", Group: group, Keys: "C", When: func() bool { return d.is("newsletters") },
			Run: func() { d.editNewsletter(app.Newsletter{Language: letter.English}) }},
		{ID: "newsletter.edit", Title: "Edit newsletter", Icon: "edit", Group: group, Keys: "E, F2", When: open, Run: with(func(n app.NewsletterRow) { d.editNewsletter(n.Newsletter) })},
		{ID: "newsletter.copy", Title: "New newsletter from this one", Icon: "copy", Group: group, Keys: "D", When: shown, Run: with(func(n app.NewsletterRow) {
			d.editNewsletter(app.Newsletter{Subject: n.Subject, Language: n.Language, Segment: n.Segment, Blocks: n.Blocks})
		})},
		{ID: "newsletter.send", Title: "Write the newsletter to its segment", Icon: "mail", Group: group, Keys: "W", When: shown, Run: with(d.sendNewsletter)},
		{ID: "newsletter.page", Title: "Save the newsletter as a page of HTML", Icon: "save", Group: group, Keys: "O", When: shown, Run: with(d.saveNewsletter)},
		{ID: "newsletter.remove", Title: "Remove newsletter", Icon: "trash", Group: group, Keys: "Del", When: open, Run: with(func(n app.NewsletterRow) {
			ask := app.Ask{Key: d.opts.NewKey()}
			d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Newsletters.Remove(ctx, ask, n.ID) }, nil)
		})},
	}
}

// sendNewsletter says who would get it and who not, and asks whether each message is to be looked at first.
func (d *Desk) sendNewsletter(n app.NewsletterRow) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.Audience, error) { return d.firm.Newsletters.Audience(ctx, n.ID) }, func(who app.Audience, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		as := kit.NewChoiceField(kit.Spec{Key: "as", Label: "Each message"}, kit.Pair{Value: string(app.MessageDraft), Text: "Waits for a look"}, kit.Pair{Value: string(app.MessageQueued), Text: "Goes with the next sending"})
		lines := kit.Down(2, kit.SectionTitle("Left out: "+grouped(int64(len(who.Left)))))
		for _, l := range who.Left {
			lines.Add(kit.NewText(l.Name+": "+l.Why, kit.Prose()))
		}
		lines.Add(kit.SectionTitle("Get it: " + grouped(int64(len(who.To)))))
		for _, m := range who.To {
			lines.Add(kit.NewText(join(m.ToName, m.To), kit.Prose()))
		}
		d.openForm(formSpec{title: "Write " + n.Number + " to " + n.SegmentName, note: plural(int64(len(who.To)), "partner gets it", "partners get it") + ". It can't be changed afterwards.",
			form: kit.NewForm().Add(as), beside: kit.Scrolled(kit.Pad(14, 20, 20, 14, lines)), save: "Write messages", submit: func(ask app.Ask) act {
				state := app.MessageState(as.Value())
				return func(ctx context.Context) (app.Receipt, error) {
					r, _, err := d.firm.Newsletters.Send(ctx, ask, n.ID, state, nil)
					return r, err
				}
			}})
	})
}

// saveNewsletter keeps the page that the first partner of the segment gets.
func (d *Desk) saveNewsletter(n app.NewsletterRow) {
	d.saveDocument(document{name: n.Number, file: fileName(n.Number+" "+n.Subject, ".html"), read: func(ctx context.Context) ([]byte, error) {
		t, err := d.tryNewsletter(ctx, n.Newsletter)
		if err != nil {
			return nil, err
		}
		html, err := d.firm.Newsletters.HTML(t.page)
		return []byte(html), err
	}})
}

// triedNewsletter is a newsletter as the first partner of its segment would get it.
type triedNewsletter struct {
	on   string
	page report.News
	says string // Markdown
}

// tryNewsletter fills a newsletter in for the first partner of its segment, else for any.
func (d *Desk) tryNewsletter(ctx context.Context, n app.Newsletter) (t triedNewsletter, err error) {
	q := app.Query{}
	if n.Segment != 0 {
		q = q.With(app.Is("segment", fmt.Sprint(int64(n.Segment))))
	}
	first, err := latest(ctx, 1, q, d.firm.Partners.IDs, d.firm.Partners.Rows)
	if err != nil {
		return t, err
	}
	if len(first) == 0 {
		return t, app.No("There is no partner to try it on.", "Choose a segment that somebody is in.")
	}
	t.on = first[0].Name
	t.page, t.says, err = d.firm.Newsletters.Page(ctx, n, first[0].ID)
	return t, err
}

// shownNewsletter is a newsletter with who got it.
type shownNewsletter struct {
	app.NewsletterRow
	got   []app.MessageRow
	tried triedNewsletter
	fault string // why it can't be tried
}

// newsletterPane is the details of a newsletter: what it says to the first of its partners, and who got it.
type newsletterPane struct {
	reading[shownNewsletter]
	number, subject, on, fault *kit.Text
	says                       *kit.RunningText
	people                     *fyne.Container
	facts_                     *kit.Facts
}

func newNewsletterPane(d *Desk) *newsletterPane {
	p := &newsletterPane{number: kit.NewText("", kit.Caption()), subject: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), on: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}),
		fault: kit.NewText("", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true}), says: kit.NewRunningText(), people: kit.Down(4), facts_: kit.NewFacts()}
	p.d, p.acts = d, kit.Wrapped(8)
	p.read, p.draw = p.readAll, p.drawAll
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() {
		d.root.MenuUnder(more, d.root.CommandItems("newsletter.edit", "newsletter.copy", "newsletter.page", "newsletter.remove"))
	})
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.subject, p.acts)
	p.box = newPaneBox("Choose a newsletter to see what it says and who got it.", head, p.facts_, titled("Who got it", p.people), titled("What it says", kit.Down(4, p.on, p.fault, p.says)))
	return p
}

func (p *newsletterPane) readAll(ctx context.Context, id int64) (s shownNewsletter, err error) {
	rows, err := p.d.firm.Newsletters.Rows(ctx, []int32{int32(id)})
	if err != nil {
		return s, err
	}
	if len(rows) == 0 {
		return s, app.Missing("This newsletter")
	}
	s.NewsletterRow = rows[0]
	if s.got, err = p.d.firm.Newsletters.Got(ctx, s.ID); err != nil {
		return s, err
	}
	if s.tried, err = p.d.tryNewsletter(ctx, s.Newsletter); err != nil {
		s.fault, err = app.AsProblem(err).Error(), nil
	}
	return s, err
}

func (p *newsletterPane) drawAll(s shownNewsletter) {
	d := p.d
	p.number.Set(s.Number)
	p.subject.Set(s.Subject)
	replace(p.acts, kit.NewButton("Write…", "mail", kit.Primary, func() { d.sendNewsletter(s.NewsletterRow) }).Tip("To everybody in its segment that has not got it", "W"))
	if s.Sent == 0 {
		p.acts.Add(kit.NewButton("Edit", "", kit.Normal, func() { d.editNewsletter(s.Newsletter) }).Tip("", "E"))
	}
	setFact(p.facts_, "To", orText(s.SegmentName, "not said yet"))
	setFact(p.facts_, "Sent", orText(dayWords(s.Sent, d.today), "not yet"))
	setFact(p.facts_, "Language", s.Language.Name())
	p.people.RemoveAll()
	for _, m := range s.got[:min(len(s.got), firstOf)] {
		p.people.Add(kit.Across(8, kit.Grow(kit.NewText(m.PartnerName, kit.Look{})), kit.NewText(join(capital(string(m.State)), dayWords(m.Day, d.today)), kit.Look{Role: kit.RoleMuted, Size: 12, Hug: true})))
	}
	if more := len(s.got) - firstOf; more > 0 {
		p.people.Add(kit.NewText("and "+grouped(int64(more))+" more", kit.Muted()))
	}
	p.box.section("Who got it", len(s.got) > 0)
	p.on.Set("For " + s.tried.on)
	kit.Shown(p.on, s.tried.on != "")
	p.fault.Set(s.fault)
	kit.Shown(p.fault, s.fault != "")
	p.says.Set(report.Prose(s.tried.says))
}
