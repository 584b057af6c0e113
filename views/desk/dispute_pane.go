package desk

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// disputePane is the details of one dispute.
type disputePane struct {
	reading[app.WholeDispute]
	number, figure *kit.Text
	claim          *kit.Text
	partner        *kit.Button
	chips, files   *fyne.Container
	facts_         *kit.Facts
	history        *kit.Timeline
}

func newDisputePane(d *Desk) *disputePane {
	p := &disputePane{number: kit.NewText("", kit.Caption()), figure: kit.NewText("", kit.Look{Size: 17, Bold: true}), claim: kit.NewText("", kit.Prose()),
		chips: kit.Wrapped(6), files: kit.Down(6), facts_: kit.NewFacts(), history: kit.NewTimeline()}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (app.WholeDispute, error) {
		return d.firm.Disputes.Get(ctx, app.ID[app.Dispute](id))
	}
	p.draw = p.drawAll
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.Row.Partner, p.shown.Row.PartnerName) })
	head := kit.Down(4, p.number, p.figure, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a dispute to see what the partner says.", head, p.facts_,
		titled("The partner says", p.claim), titled("Files", p.files), titled("History", p.history))
	return p
}

func (p *disputePane) drawAll(w app.WholeDispute) {
	r, d := w.Row, p.d
	p.number.Set(r.Number + " · line " + strconv.FormatInt(r.Line, 10))
	p.figure.Set(r.Figure.String() + " instead of " + r.Amount.Amount())
	p.partner.SetText(r.PartnerName)
	replace(p.chips, kit.NewChip(capital(string(r.State)), disputeHue(r, d)))
	if r.Overdue(w.Today) {
		p.chips.Add(kit.NewChip("Overdue", kit.Red))
	}
	p.drawActs(r)
	p.facts_.Set("Line", lineStands(r.LineState))
	setFact(p.facts_, "Client", r.ClientName)
	p.facts_.Set("Raised", dayWords(r.RaisedOn, d.today)+" by "+r.RaisedBy)
	p.facts_.Set("Decide by", dayWords(r.Deadline, d.today))
	agreed := ""
	if r.Agreed.Currency != "" {
		agreed = r.Agreed.String()
	}
	setFact(p.facts_, "The line comes to", agreed)
	p.claim.Set(r.Claim)
	p.drawFiles(w)
	p.history.Set(d.happened(nil, notesOf(w.Steps)))
}

// lineStands says what the dispute does to its line.
func lineStands(s app.LineState) string {
	switch s {
	case app.Held:
		return "held until decided"
	case app.OnStatement:
		return "on a statement, not paid out until decided"
	}
	return string(s)
}

// notesOf leaves the claim out of the history, which stands above it.
func notesOf(steps []app.Step) []app.Step {
	steps = slices.Clone(steps)
	if len(steps) > 0 {
		steps[0].Note = ""
	}
	return steps
}

func (p *disputePane) drawActs(r app.DisputeRow) {
	d := p.d
	var acts []fyne.CanvasObject
	if slices.Contains(app.NextDisputeStates(r.State), app.DisputeRejected) {
		acts = append(acts, kit.NewButton("Decide…", "check", kit.Primary, func() { d.decideDispute(r) }).Tip("", "E"))
	}
	if len(stepsOf(r.State)) > 0 {
		acts = append(acts, kit.NewButton("Move on…", "", kit.Normal, func() { d.moveDispute(r) }).Tip("", "R"))
	}
	acts = append(acts, kit.NewButton("Note…", "", kit.Normal, func() { d.noteDispute(r) }).Tip("", "N"))
	replace(p.acts, acts...)
}

func (p *disputePane) drawFiles(w app.WholeDispute) {
	lines := make([]fyne.CanvasObject, 0, len(w.Files)+1)
	for _, f := range w.Files {
		lines = append(lines, quietLine(f.Name, sizeWords(f.Size)+" · "+momentWords(f.At, p.d.today)+" · "+f.Who, func() { p.d.saveAttachment(f) }))
	}
	lines = append(lines, kit.Across(0, kit.NewLink("Attach a file…", func() { p.d.attachDispute(w.Row) }), kit.Space()))
	replace(p.files, lines...)
}
