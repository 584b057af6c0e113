package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// profile is everything about one partner on one page: its parts beside each other, and all that happened, by day.
type profile struct {
	d     *Desk
	page  *kit.Page
	pane  *partnerPane
	files *fyne.Container
	past  *timelineView
	slot  kit.Slot
	fresh bool // it was just come to: the timeline takes the keyboard once there is something
}

// profileFiles is how many of a partner's newest files its page lists; the others are on the timeline.
const profileFiles = 8

func newProfile(d *Desk) screen {
	p := &profile{d: d, pane: newPartnerParts(d), files: kit.Down(8), past: newTimelineView(d)}
	p.past.open = p.openMoment
	p.pane.see = d.peek
	p.pane.draw = func(f partnerFacts) {
		p.pane.drawAll(f)
		p.pane.box.section("Note", true) // its field has no other place here
		p.loadFiles()
		if p.fresh {
			p.fresh = false
			p.pane.box.show()
			d.focus()
		}
	}
	n := p.pane
	n.box = newPageBox("Choose a partner in the list, then Ctrl+Enter.", n.wideHead(), p.past.content,
		[]block{titled("About", n.facts_), titled("Rules", n.rules), titled("Contact", n.contact), titled("People", n.people), titled("Onboarding", n.onboarding),
			titled("Profile", n.score), titled("Credentials", n.credentials), titled("Files", p.files), titled("Note", kit.Down(8, n.noteText, n.note)), titled("History", n.history)},
		[]block{titled("Money", n.money), titled("Agreements", n.agreements), titled("Given and received", n.exchange), titled("Latest referrals", n.referrals),
			titled("Statements", n.statements), titled("Paid to", n.bank), titled("Materials held", n.materials), titled("Codes and links", n.codes), titled("Gifts", n.gifts),
			titled("Services delivered", n.delivered), titled("Tiers", n.tiers)})
	foot := d.footer(p.past.count, [][2]string{{"Esc", "list"}, {"↑↓", "move"}, {"Enter", "open"}, {"Shift+F", "kinds"}, {"E", "edit"}})
	p.page = kit.NewPage(kit.PageSpec{Body: n.box.content, Foot: foot})
	return p
}

// Content belongs to screen.
func (p *profile) Content() fyne.CanvasObject { return p.page }

func (p *profile) thing() (app.Change, string, bool) {
	return app.Change{Kind: app.KindPartner, ID: p.pane.id}, "partner", p.pane.id != 0
}

// Show reads and shows a partner.
func (p *profile) Show(v view) {
	p.fresh = true
	p.pane.Show(v.ID)
	p.past.show(app.ID[app.Partner](v.ID))
}

// View belongs to screen.
func (p *profile) View() view { return view{ID: p.pane.id} }

// Changed reads again what is shown.
func (p *profile) Changed(changes []app.Change) {
	p.pane.Changed(changes)
	p.past.again()
}

// Focus gives the keyboard to the timeline.
func (p *profile) Focus() { p.d.root.Focus(p.past.grid) }

// Filter opens the kinds of the timeline.
func (p *profile) Filter() { p.past.filter() }

// Close belongs to screen.
func (p *profile) Close() {
	p.pane.slot.Cancel()
	p.pane.exchangeSlot.Cancel()
	p.past.slot.Cancel()
	p.slot.Cancel()
}

// loadFiles reads the newest files beside the rest.
func (p *profile) loadFiles() {
	f := p.pane.shown
	kit.Load(p.d.stage, &p.slot, func(ctx context.Context) ([]app.Attachment, error) {
		return p.d.firm.Partners.Files(ctx, f.row.ID, profileFiles)
	},
		func(files []app.Attachment, err error) {
			if err != nil {
				return // they are on the timeline as well, which says what is wrong
			}
			var lines []fyne.CanvasObject
			for _, a := range files {
				lines = append(lines, quietLine(a.Name, join(sizeWords(a.Size), dayWords(a.Day, p.d.today), a.Who), func() { p.d.openAttachment(a) },
					kit.NewIconButton("save", "Save "+a.Name, "", func() { p.d.saveAttachment(a) }).Small()))
			}
			if f.row.State != app.Merged {
				lines = append(lines, kit.Across(0, kit.NewLink("Attach a file…", func() { p.d.attachPartner(f.row.Partner) }), kit.Space()))
			}
			replace(p.files, lines...)
		})
}

// attachPartner asks for a file and keeps it with a partner.
func (d *Desk) attachPartner(r app.Partner) {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport partner attach."))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		name, raw, err := d.opts.Outside.PickFile(ctx, "Choose a file to keep with "+r.Name, ".pdf", ".png", ".jpg", ".jpeg", ".txt", ".eml", ".docx", ".xlsx", ".csv")
		if err != nil || name == "" {
			return app.Receipt{}, err
		}
		return d.firm.Partners.Attach(ctx, ask, r.ID, app.File{Name: name, Bytes: raw})
	}, nil)
}

// openProfile shows everything about a partner.
func (d *Desk) openProfile(id app.ID[app.Partner]) {
	if id != 0 {
		d.open("profile", view{ID: int64(id)})
	}
}

// leaveProfile goes back to the list it was opened from, or to that of partners, with the partner selected.
func (d *Desk) leaveProfile() {
	id := d.partnerPane().id
	if n := len(d.past); n > 0 && (d.past[n-1].section == "partners" || d.past[n-1].section == "recruiting") && d.past[n-1].view.ID == id {
		d.back()
		return
	}
	d.open("partners", view{ID: id})
}

// profileCommands open the page of the selected partner, and close it.
func profileCommands(d *Desk) []kit.Command {
	chosen := func() bool { _, ok := d.partner(); return ok && !d.is("profile") }
	return []kit.Command{
		{ID: "partner.page", Title: "Everything about the partner on one page", Icon: "open", Group: "Partners", Keys: "Ctrl+Enter", When: chosen, Run: func() {
			if f, ok := d.partner(); ok {
				d.openProfile(f.row.ID)
			}
		}},
		{ID: "partner.page.close", Title: "Back to the list of partners", Icon: "back", Group: "Partners", Keys: "Esc", When: func() bool { return d.is("profile") }, Run: d.leaveProfile},
		{ID: "partner.attach", Title: "Keep a file with the partner", Icon: "plus", Group: "Partners", When: func() bool {
			f, ok := d.partner()
			return ok && f.row.State != app.Merged && d.opts.Outside != nil
		}, Run: func() {
			if f, ok := d.partner(); ok {
				d.attachPartner(f.row.Partner)
			}
		}},
	}
}
