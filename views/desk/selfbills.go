package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

// selfBills is the list of VAT documents issued in the partners' place, with their details.
type selfBills struct {
	*list[app.SelfBillRow]
	pane *selfBillPane
}

// newSelfBills makes the section of self-billed documents.
func newSelfBills(d *Desk) screen {
	s := &selfBills{pane: newSelfBillPane(d)}
	s.list = newList(d, listSpec[app.SelfBillRow]{
		section: "selfbills", title: "Self-billing", one: "document", many: "documents",
		search: "Search by partner",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 112, Sortable: true},
			{Key: "partner", Title: "Partner", Width: 120, Weight: 1, Sortable: true},
			{Key: "statement", Title: "Statement", Kind: kit.KindMuted, Width: 112, HideBelow: 800},
			{Key: "day", Title: "Issued", Kind: kit.KindMuted, Width: 104, Sortable: true, HideBelow: 700},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 104},
			{Key: "net", Title: "Net", Kind: kit.KindMoney, Width: 96, HideBelow: 900},
			{Key: "vat", Title: "VAT", Kind: kit.KindMoney, Width: 92, HideBelow: 900},
			{Key: "gross", Title: "Gross", Kind: kit.KindMoney, Width: 100, Sortable: true},
			{Key: "currency", Title: "", Kind: kit.KindMuted, Width: 56},
		},
		order: []app.Sort{{Key: "number", Desc: true}},
		key:   func(r app.SelfBillRow) int64 { return int64(r.ID) },
		cells: func(r app.SelfBillRow, into []kit.Cell) { selfBillCells(r, d.today, into) },
		ids:   d.firm.SelfBills.IDs, rows: d.firm.SelfBills.Rows,
		filters: []filterSpec{
			{field: "day", title: "Issued", any: "Issued: any day", days: true, choices: func() []filter { return periodFilters("day", d.today) }},
			{field: "partner", title: "Partner", find: d.findPartners},
			{field: "segment", title: "Segment", find: d.findSegments},
		},
		concerns: []app.Kind{app.KindPartner, app.KindStatement},
		moves:    app.KindSelfBill,
		first: kit.Empty{Icon: "receipt", Title: "No self-billed documents yet",
			Text: "Where a partner agreed that you write its invoices, a run issues one numbered VAT document for each of its statements, and posts the VAT. " +
				"Enter the agreement's days and the VAT number in the partner's tax details (X).",
			Action: "Run a month", Run: func() { d.root.Commands.Run("selfbill.run") }},
		add:    "selfbill.run",
		hints:  [][2]string{{"N", "run a month"}, {"O", "PDF"}, {"Ctrl+P", "print"}},
		detail: s.pane,
	})
	d.warmPages()
	return s
}

func selfBillCells(r app.SelfBillRow, today calendar.Day, into []kit.Cell) {
	sum := func(minor int64) string { return money.New(minor, r.Currency).Amount() }
	words, hue := selfBillState(r)
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: r.PartnerName}
	into[2] = kit.Cell{Text: r.StatementNumber}
	into[3] = kit.Cell{Text: dayWords(r.Day, today)}
	into[4] = kit.Cell{Text: words, Hue: hue}
	into[5] = kit.Cell{Text: sum(r.Net), Role: kit.RoleMuted}
	into[6] = kit.Cell{Text: sum(r.VAT), Role: kit.RoleMuted}
	into[7] = kit.Cell{Text: sum(r.Gross), Bold: true}
	into[8] = kit.Cell{Text: string(r.Currency)}
}

// selfBillState says where a document stands.
func selfBillState(r app.SelfBillRow) (string, kit.Hue) {
	switch {
	case r.Credits != 0:
		return "Credit note", kit.Amber
	case r.CreditedBy != "":
		return "Taken back", kit.Grey
	}
	return "Stands", kit.Green
}

// selfBillPane is the details of one document.
type selfBillPane struct {
	reading[app.SelfBillRow]
	number, gross *kit.Text
	partner, from *kit.Button
	chips         *fyne.Container
	facts_        *kit.Facts
}

func newSelfBillPane(d *Desk) *selfBillPane {
	p := &selfBillPane{number: kit.NewText("", kit.Caption()), gross: kit.NewText("", kit.Look{Size: 17, Bold: true}), chips: kit.Wrapped(6), facts_: kit.NewFacts()}
	p.d, p.acts = d, kit.Across(8)
	p.read = func(ctx context.Context, id int64) (app.SelfBillRow, error) {
		rows, err := d.firm.SelfBills.Rows(ctx, []int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return app.SelfBillRow{}, orMissing(err, "This self-billed document")
		}
		return rows[0], nil
	}
	p.draw = p.drawAll
	p.partner = kit.NewLink("", func() { d.openPartner(p.shown.Partner, p.shown.PartnerName) })
	p.from = kit.NewLink("", func() { d.open("statements", view{ID: int64(p.shown.Statement)}) })
	head := kit.Down(4, p.number, p.gross, p.partner.Cut(), kit.Pad(2, 0, 4, 0, p.chips), p.acts)
	p.box = newPaneBox("Choose a document to see its figures and its PDF.", head, p.facts_, titled("Bills", kit.Across(0, p.from, kit.Space())))
	return p
}

// orMissing is err, or that a thing is not there.
func orMissing(err error, what string) error {
	if err != nil {
		return err
	}
	return app.Missing(what)
}

func (p *selfBillPane) drawAll(r app.SelfBillRow) {
	sum := func(minor int64) string { return money.New(minor, r.Currency).String() }
	p.number.Set(r.Number)
	p.gross.Set(sum(r.Gross))
	p.partner.SetText("in the place of " + r.PartnerName)
	p.from.SetText("Statement " + r.StatementNumber)
	words, hue := selfBillState(r)
	replace(p.chips, kit.NewChip(words, hue))
	acts := []fyne.CanvasObject{p.d.root.ButtonFor("selfbill.view", kit.Normal)}
	if r.Stands() {
		acts = append(acts, kit.NewButton("Take back…", "", kit.Normal, func() { p.d.askCredit(r) }))
	}
	replace(p.acts, acts...)
	p.facts_.Set("Issued", dayWords(r.Day, p.d.today))
	p.facts_.Set("Lines", grouped(r.Lines))
	p.facts_.Set("Net", sum(r.Net))
	p.facts_.Set("VAT", sum(r.VAT)+", "+r.Rate.Percent()+" %")
	p.facts_.Set("Gross", sum(r.Gross))
	setFact(p.facts_, "Takes back", r.CreditsNumber)
	setFact(p.facts_, "Taken back", r.CreditedBy)
	setFact(p.facts_, "Because", r.Reason)
}

// selfBillCommands are the run from everywhere, and what can be done with the selected document.
func selfBillCommands(d *Desk) []kit.Command {
	const group = "Self-billing"
	selected := func() (app.SelfBillRow, bool) {
		if s := power[*selfBills](d); s != nil {
			return s.current()
		}
		return app.SelfBillRow{}, false
	}
	one := func() bool { _, ok := selected(); return ok }
	with := func(run func(document)) func() {
		return func() {
			if r, ok := selected(); ok {
				run(d.paperOfBill(r))
			}
		}
	}
	return []kit.Command{
		{ID: "selfbill.run", Title: "Run self-billed documents", Icon: "receipt", Group: group, Keys: "N", When: func() bool { return d.is("selfbills") }, Run: d.runSelfBills},
		{ID: "selfbill.view", Title: "View the PDF", Icon: "eye", Group: group, Keys: "O", When: one, Run: with(d.viewDocument)},
		{ID: "selfbill.save", Title: "Save the PDF again …", Icon: "save", Group: group, Keys: "D", When: one, Run: with(d.saveDocument)},
		{ID: "selfbill.print", Title: "Print the document again", Icon: "print", Group: group, Keys: "Ctrl+P", When: one, Run: with(d.printDocument)},
		{ID: "selfbill.credit", Title: "Take the document back …", Icon: "undo", Group: group, When: func() bool { r, ok := selected(); return ok && r.Stands() },
			Run: func() {
				if r, ok := selected(); ok {
					d.askCredit(r)
				}
			}},
	}
}
