package desk

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/files"
	"rapport/views/kit"
)

// drawCodes lists a partner's codes, with what came by each.
func (p *partnerPane) drawCodes(f partnerFacts) {
	lines := make([]fyne.CanvasObject, 0, len(f.codes)+1)
	for _, c := range f.codes {
		lines = append(lines, p.codeLine(c))
	}
	for _, l := range f.landings {
		lines = append(lines, p.landingLine(l))
	}
	if len(lines) > 0 {
		lines = append(lines, kit.Across(14, kit.NewLink("New code for a campaign", func() { p.d.newCode(f.row.ID, f.row.Name) }),
			kit.NewLink("Landing pages…", func() { p.d.writeLanding(f) }), kit.Space()))
	}
	replace(p.codes, lines...)
	p.box.section("Codes and links", len(lines) > 0)
}

func (p *partnerPane) codeLine(c app.CodeRow) fyne.CanvasObject {
	d := p.d
	var open func()
	if c.Referrals > 0 {
		open = func() { d.open("referrals", view{Filters: []filter{oneOf("code", "Code", c.Code, c.Shown())}}) }
	}
	copied, what := c.Shown(), "Copy the code"
	if c.Link != "" {
		copied, what = c.Link, "Copy the link"
	}
	line := quietLine(c.Shown(), codeWords(c), open, kit.NewIconButton("copy", what+" of "+c.Shown(), "", func() {
		kit.CopyText(copied)
		d.root.Toast(kit.Toast{Text: "Copied " + copied})
	}).Small(), kit.NewIconButton("eye", "Show "+c.Shown()+" for cameras", "", func() { d.showCode(c) }).Small())
	if c.ID == 0 {
		return line
	}
	var more *kit.Button
	more = kit.NewIconButton("more", "What can be done with "+c.Shown(), "", func() {
		d.root.MenuUnder(more, []kit.MenuItem{{Title: "Edit…", Run: func() { d.editCode(c) }}, {Title: "Remove", Run: func() { d.removeCode(c) }}})
	}).Small()
	line.Add(more)
	return line
}

// codeWords says what a code is for and what came by it.
func codeWords(c app.CodeRow) string {
	what := c.Campaign
	if c.ID == 0 {
		what = "its own"
	}
	ended := ""
	if c.Ended != 0 {
		ended = "until " + c.Ended.Label()
	}
	came := "nobody yet"
	if c.Referrals > 0 {
		came = plural(c.Referrals, "referral", "referrals") + ", " + grouped(c.Won) + " won"
	}
	return join(what, came, ended, c.Note)
}

// showCode shows where a code leads as a picture for cameras, with what can be made of it.
func (d *Desk) showCode(c app.CodeRow) {
	q, err := c.QR()
	if err != nil {
		d.root.Confirm(kit.Confirm{Title: "Where do codes lead?", Safe: true, Do: "Enter it…", Run: d.editFirm,
			Text: "Clients follow a link with the code, such as https://firm.example/refer?p=" + c.Code + ". Enter the address of the firm's page, and every partner has a link and a picture of it for cameras."})
		return
	}
	img, err := files.QRImage(q, 480)
	if err != nil {
		d.refuse(err)
		return
	}
	picture := canvas.NewImageFromImage(img)
	picture.FillMode, picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScalePixels
	name := c.PartnerName + " " + c.Shown()
	drawn := func(write func(report.QR) ([]byte, error)) func(context.Context) ([]byte, error) {
		return func(context.Context) ([]byte, error) { return write(q) }
	}
	var shut func()
	cards := kit.NewButton("Business cards…", "save", kit.Primary, func() {
		d.saveAs(fileName(name+" cards", ".pdf"), func(ctx context.Context) ([]byte, error) { return d.firm.Codes.Cards(ctx, c.Code) })
	})
	acts := kit.Across(8, kit.Space(), kit.NewButton("Copy link", "copy", kit.Normal, func() {
		kit.CopyText(c.Link)
		d.root.Toast(kit.Toast{Text: "Copied " + c.Link})
	}), kit.NewButton("SVG…", "save", kit.Normal, func() { d.saveAs(fileName(name, ".svg"), drawn(files.QRSVG)) }),
		kit.NewButton("PNG…", "save", kit.Normal, func() {
			d.saveAs(fileName(name, ".png"), drawn(func(q report.QR) ([]byte, error) { return files.QRPNG(q, 1000) }))
		}), cards)
	head := kit.Across(10, kit.NewText(c.Shown(), kit.Look{Size: 15, Bold: true, Hug: true}), kit.Grow(kit.NewText(join(c.PartnerName, c.Campaign), kit.Muted())),
		kit.NewIconButton("x", "Close", "Esc", func() { shut(); d.focus() }))
	body := kit.Down(10, head, kit.Fixed(0, 260, picture), kit.NewText(c.Link, kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}), acts)
	shut = d.root.Dialog(560, body, cards)
}

// codeForm is the fields of a code of a campaign.
type codeForm struct {
	form                    *kit.Form
	campaign, letters, note *kit.TextField
	ended                   *kit.DateField
}

func newCodeForm(d *Desk) *codeForm {
	f := &codeForm{campaign: kit.NewTextField(kit.Spec{Key: "campaign", Label: "Campaign", Hint: "What it is for: a mailing, a fair, a van"}, ""),
		letters: kit.NewTextField(kit.Spec{Key: "code", Label: "Letters", Hint: "Leave it empty and six are made that can't be mistaken"}, ""),
		ended:   kit.NewDateField(d.stage, kit.Spec{Key: "ended", Label: "Passed on until", Hint: "Who comes by it later is still credited"}),
		note:    kit.NewTextField(kit.Spec{Key: "note", Label: "Note"}, "")}
	f.form = kit.NewForm().Add(f.campaign).Beside(f.letters, f.ended).Add(f.note)
	return f
}

func (f *codeForm) into(c app.PartnerCode) app.PartnerCode {
	c.Campaign, c.Ended, c.Note = f.campaign.Value(), dayOf(f.ended), f.note.Value()
	return c
}

// newCode asks what a new code is for.
func (d *Desk) newCode(of app.ID[app.Partner], name string) {
	f := newCodeForm(d)
	d.openForm(formSpec{again: "code.new", title: "New code for a campaign", note: name, form: f.form, save: "Make code", submit: func(ask app.Ask) act {
		c := f.into(app.PartnerCode{Partner: of, Code: f.letters.Value()})
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Codes.Add(ctx, ask, c) }
	}})
}

func (d *Desk) editCode(row app.CodeRow) {
	f := newCodeForm(d)
	f.letters.Hide()
	f.campaign.Set(row.Campaign)
	f.ended.Set(row.Ended)
	f.note.Set(row.Note)
	d.openForm(formSpec{again: "code.edit", title: "The code " + row.Shown(), note: row.PartnerName, form: f.form, save: "Save changes", submit: func(ask app.Ask) act {
		c := f.into(row.PartnerCode)
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Codes.Edit(ctx, ask, c) }
	}})
}

// removeCode takes a code away; it can be undone.
func (d *Desk) removeCode(row app.CodeRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Codes.Remove(ctx, ask, row.ID) }, nil)
}
