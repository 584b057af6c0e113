package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// materialPane is the details of one material: what it says, its versions, who waits for it and who holds it.
type materialPane struct {
	reading[app.WholeMaterial]
	number, title, note     *kit.Text
	says                    *kit.Markdown
	chips                   *fyne.Container
	facts_                  *kit.Facts
	waiting, held, versions *fyne.Container
}

func newMaterialPane(d *Desk) *materialPane {
	p := &materialPane{number: kit.NewText("", kit.Caption()), title: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}), says: kit.NewMarkdown(),
		note: kit.NewText("", kit.Prose()), chips: kit.Wrapped(6), facts_: kit.NewFacts(), waiting: kit.Down(8), held: kit.Down(8), versions: kit.Down(8)}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (app.WholeMaterial, error) {
		return d.firm.Materials.Whole(ctx, app.ID[app.Material](id))
	}
	p.draw = p.drawAll
	var more *kit.Button
	more = kit.NewIconButton("more", "More", "", func() {
		d.root.MenuUnder(more, d.root.CommandItems("material.submit", "material.approve", "material.back", "material.publish", "material.mail", "material.deliver", "material.brand", "material.version", "material.versionfile", "material.edit", "material.details", "material.withdraw"))
	})
	head := kit.Down(4, kit.Across(4, kit.Grow(p.number), more), p.title, kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a material to see what it says and who holds it.", head, p.facts_, titled("What it says", p.says), titled("To be sent to", p.waiting),
		titled("Held by", p.held), titled("Versions", p.versions), titled("Note", p.note))
	return p
}

func (p *materialPane) drawAll(w app.WholeMaterial) {
	d, v := p.d, w.Row.Shown
	p.number.Set(w.Row.Number)
	p.title.Set(w.Row.Title)
	state := v.Stands(w.Today)
	chips := []fyne.CanvasObject{kit.NewChip(capital(string(state)), materialHue(state)), kit.NewChip(capital(string(w.Row.Kind)), kit.Grey)}
	for _, tag := range w.Row.Tags {
		chips = append(chips, kit.NewChip(tag, kit.Blue).OnTap(func() {
			d.open("materials", view{Filters: []filter{oneOf("tag", "Tag", tag, tag)}, ID: int64(w.Row.ID)})
		}))
	}
	replace(p.chips, chips...)
	p.drawActs(w)
	setFact(p.facts_, "For", orAll(w.Row.Types, "all partners"))
	setFact(p.facts_, "About", orAll(w.Row.Services, "all services"))
	setFact(p.facts_, "Approved", approvedWords(v, d))
	setFact(p.facts_, "Published", dayWords(v.Published, d.today))
	setFact(p.facts_, "Until", dayWords(v.Expires, d.today))
	setFact(p.facts_, "File", fileWords(v))
	setFact(p.facts_, "Owner", w.Row.Owner)
	p.says.Set(shortened(v.Body, 1200))
	p.box.section("What it says", v.Body != "")
	p.note.Set(w.Row.Note)
	p.box.section("Note", w.Row.Note != "")
	p.drawWaiting(w)
	p.drawHeld(w)
	p.drawVersions(w)
}

func (p *materialPane) drawActs(w app.WholeMaterial) {
	d, v := p.d, pending(w)
	next := kit.NewButton("Hand over…", "partners", kit.Primary, func() { d.handOverMaterial(w) }).Tip("", "H")
	switch v.Stands(w.Today) {
	case app.MaterialPublished:
		if len(w.Waiting) > 0 {
			next = kit.NewButton("E-mail…", "mail", kit.Primary, func() { d.mailMaterial(w.Row.Material, w.Row.Shown) }).Tip("", "M")
		}
	case app.MaterialDraft, app.MaterialApproval:
		next = kit.NewButton("Approve…", "check", kit.Primary, func() { d.approveMaterial(w) }).Tip("", "A")
	case app.MaterialApproved:
		next = kit.NewButton("Publish", "export", kit.Primary, func() { d.publishMaterial(w) }).Tip("", "P")
	case app.MaterialExpired:
		next = kit.NewButton("Approve anew…", "check", kit.Primary, func() { d.approveMaterial(w) }).Tip("", "A")
	case app.MaterialWithdrawn, app.MaterialSuperseded:
		next = kit.NewButton("New version…", "plus", kit.Primary, func() { d.newVersion(w, app.File{}) }).Tip("", "N")
	}
	replace(p.acts, next, kit.NewButton("View", "eye", kit.Normal, func() { d.viewVersion(w, w.Row.Shown) }).Tip("", "O"), kit.NewButton("Edit", "", kit.Normal, func() { d.editMaterial(w) }).Tip("", "E"))
}

// mostLines is how many partners are listed in the details; the rest is counted.
const mostLines = 12

// andMore says how many of so many partners are not listed.
func andMore(all int) []fyne.CanvasObject {
	if all <= mostLines {
		return nil
	}
	return []fyne.CanvasObject{kit.NewText("and "+plural(int64(all-mostLines), "more", "more"), kit.Look{Role: kit.RoleMuted})}
}

func (p *materialPane) drawWaiting(w app.WholeMaterial) {
	var lines []fyne.CanvasObject
	for _, r := range w.Waiting[:min(mostLines, len(w.Waiting))] {
		below := r.Type
		if r.Holds > 0 {
			below = join(below, "has version "+grouped(int64(r.Holds)))
		}
		lines = append(lines, quietLine(r.PartnerName, below, func() { p.d.openPartner(r.Partner, r.PartnerName) },
			kit.NewButton("Got it", "", kit.Normal, func() { p.d.handOverMaterial(w, kit.Option{ID: int64(r.Partner), Text: r.PartnerName}) }).Small(),
			kit.NewIconButton("x", "Need not get it: "+r.PartnerName, "", func() { p.d.leaveOut(w, r.Partner) }).Small()))
	}
	lines = append(lines, andMore(len(w.Waiting))...)
	if len(w.Waiting) > 0 {
		lines = append(lines, kit.Across(0, kit.NewLink("E-mail it to them…", func() { p.d.mailMaterial(w.Row.Material, w.Row.Shown) }), kit.Space()))
	}
	if len(w.Waiting) > 1 {
		lines = append(lines, kit.Across(0, kit.NewLink("All of them got it", func() {
			var all []kit.Option
			for _, r := range w.Waiting {
				all = append(all, kit.Option{ID: int64(r.Partner), Text: r.PartnerName})
			}
			p.d.handOverMaterial(w, all...)
		}), kit.Space()))
	}
	replace(p.waiting, lines...)
	p.box.section("To be sent to", len(lines) > 0)
}

func (p *materialPane) drawHeld(w app.WholeMaterial) {
	var lines []fyne.CanvasObject
	for _, h := range w.Holders[:min(mostLines, len(w.Holders))] {
		line := quietLine(h.PartnerName, heldWords(p.d, h), func() { p.d.openPartner(h.Partner, h.PartnerName) },
			kit.NewIconButton("undo", "It was a mistake: "+h.PartnerName+" did not get it", "", func() { p.d.takeBackMaterial(h) }).Small())
		line.Add(kit.NewChip(capital(string(h.State)), heldHue(h.State)))
		lines = append(lines, line)
	}
	replace(p.held, append(lines, andMore(len(w.Holders))...)...)
	p.box.section("Held by", len(lines) > 0)
}

func (p *materialPane) drawVersions(w app.WholeMaterial) {
	var lines []fyne.CanvasObject
	for _, v := range w.Versions {
		state := v.Stands(w.Today)
		line := quietLine("Version "+grouped(int64(v.No)), join(v.News, fileWords(v), v.Reason, v.Unread, "by "+v.MadeBy), func() { p.d.viewVersion(w, v) })
		if v.State == app.MaterialWithdrawn && v.Published != 0 {
			line.Add(kit.NewButton("Recall…", "", kit.Normal, func() { p.d.recallMaterial(w.Row.Material, v) }).Small())
		}
		line.Add(kit.NewChip(capital(string(state)), materialHue(state)))
		lines = append(lines, line)
	}
	replace(p.versions, lines...)
}

func heldWords(d *Desk, h app.HeldRow) string {
	text := join("version "+grouped(int64(h.Held.No)), h.PersonName, h.Way, dayWords(h.Day, d.today))
	if h.Recalled != 0 {
		text = join(text, "told "+dayWords(h.Recalled, d.today))
	}
	return text
}

func heldHue(s app.HeldState) kit.Hue {
	switch s {
	case app.HeldCurrent:
		return kit.Green
	case app.HeldOutdated:
		return kit.Amber
	}
	return kit.Red
}

func orAll(list []string, all string) string {
	if len(list) == 0 {
		return all
	}
	return strings.Join(list, ", ")
}

func approvedWords(v app.MaterialVersion, d *Desk) string {
	if v.Approved == 0 {
		return ""
	}
	return v.Approver + ", " + dayWords(v.Approved, d.today)
}

// fileWords are a file's name and size.
func fileWords(v app.MaterialVersion) string {
	switch {
	case v.File == "":
		return ""
	case v.Size < 1<<20:
		return v.File + ", " + grouped((v.Size+1023)>>10) + " KB"
	}
	return v.File + ", " + grouped(v.Size>>20) + " MB"
}

// shortened is the beginning of a text.
func shortened(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + " …"
	}
	return text
}

// drawMaterials lists what a partner holds, in the partner's details.
func (p *partnerPane) drawMaterials(f partnerFacts) {
	var lines []fyne.CanvasObject
	for _, h := range f.held {
		line := quietLine(h.Title, heldWords(p.d, h), func() { p.see("materials", int64(h.Material)) })
		line.Add(kit.NewChip(capital(string(h.State)), heldHue(h.State)))
		lines = append(lines, line)
	}
	replace(p.materials, lines...)
	p.box.section("Materials held", len(lines) > 0)
}
