package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// planPane is the details of one plan: its sentence, what it pays, and who holds it.
type planPane struct {
	reading[app.WholePlan]
	number, name, words, note *kit.Text
	facts_                    *kit.Facts
	pays                      *payTable
	uses                      *fyne.Container
}

func newPlanPane(d *Desk) *planPane {
	p := &planPane{number: kit.NewText("", kit.Caption()), name: kit.NewText("", kit.Look{Size: 17, Bold: true, Wrap: true}),
		words: kit.NewText("", kit.Prose()), note: kit.NewText("", kit.Prose()), facts_: kit.NewFacts(), pays: newPayTable(), uses: kit.Down(6)}
	p.pays.thin = true
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (app.WholePlan, error) {
		return d.firm.Plans.Whole(ctx, app.ID[app.Plan](id))
	}
	p.draw = p.drawAll
	head := kit.Down(4, p.number, p.name, p.acts)
	p.box = newPaneBox("Choose a plan to see what it pays.", head, p.facts_, titled("In plain words", p.words), titled("What it pays", p.pays.content()),
		titled("Note", p.note), titled("Agreements with exactly these terms", p.uses))
	return p
}

func (p *planPane) drawAll(w app.WholePlan) {
	d := p.d
	number := w.Number
	if w.Archived {
		number += " · archived"
	}
	p.number.Set(number)
	p.name.Set(w.Name)
	p.facts_.Set("Held by", plural(int64(w.Agreements), "agreement", "agreements"))
	p.words.Set(termsSentence(w.Terms))
	p.note.Set(w.Note)
	p.box.section("Note", w.Note != "")
	p.pays.show(w.Terms, "")
	archive := "Archive"
	if w.Archived {
		archive = "Bring back"
	}
	replace(p.acts, kit.NewButton("Edit…", "edit", kit.Primary, func() { d.editPlan(w.PlanRow) }).Tip("", "E"),
		kit.NewButton(archive, "", kit.Normal, func() { d.archivePlan(w.PlanRow) }),
		kit.NewButton("Remove", "", kit.Normal, func() { d.removePlan(w.PlanRow) }).Tip("", "Del"))
	lines := make([]fyne.CanvasObject, 0, len(w.Uses))
	for _, a := range w.Uses {
		lines = append(lines, quietLine(a.PartnerName, a.Number+", "+agreementSpan(a.Agreement), func() { d.openPartner(a.Partner, a.PartnerName) }))
	}
	replace(p.uses, lines...)
	p.box.section("Agreements with exactly these terms", len(lines) > 0)
}
