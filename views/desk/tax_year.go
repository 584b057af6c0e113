package desk

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/kit"
)

// taxYear is the report of what was paid to each payee in a calendar year.
type taxYear struct {
	r     *reports
	d     *Desk
	year  int // 0: the year of today
	rows  *rowsGrid
	facts app.TaxYear
	ready bool
	slot  kit.Slot
	chip  *kit.Chip
	pane  *taxPane
}

func newTaxYear(r *reports) reportTab {
	t := &taxYear{r: r, d: r.d, pane: newTaxPane(r.d)}
	t.rows = newRowsGrid(r.d, taxColumns(r.d.settings.Currency), t.follow, func(int) { r.enter(t.pane.enter) })
	t.chip = kit.NewChip("", kit.Blue)
	t.chip.OnTap(t.ask)
	return t
}

// taxColumns are those of the list; what Form 1099-NEC asks for stands there only for a firm that keeps its books in USD.
func taxColumns(base money.Currency) []kit.Column {
	out := []kit.Column{
		{Key: "partner", Title: "Partner", Width: 130, Weight: 1},
		{Key: "number", Title: "Tax number", Kind: kit.KindMuted, Width: 100, HideBelow: 660},
		{Key: "w9", Title: "W-9", Kind: kit.KindMuted, Width: 90, HideBelow: 790},
		{Key: "by", Title: "By", Kind: kit.KindMuted, Width: 104, HideBelow: 860},
		{Key: "paid", Title: "Paid", Kind: kit.KindMoney, Width: 92},
		{Key: "reportable", Title: "Reportable", Kind: kit.KindMoney, Width: 96},
		{Key: "currency", Title: "", Kind: kit.KindMuted, Width: 48},
		{Key: "form", Title: "Form", Kind: kit.KindChip, Width: 100},
		{Key: "missing", Title: "Missing", Kind: kit.KindChip, Width: 104},
	}
	if base != "USD" {
		out[2].HideBelow, out[3].HideBelow, out[5].HideBelow = 4000, 560, 4000
		return out[:7]
	}
	return out
}

func (t *taxYear) key() string { return "tax" }

func (t *taxYear) shownYear() int {
	if t.year != 0 {
		return t.year
	}
	return t.d.today.Time().Year()
}

func (t *taxYear) bar() []fyne.CanvasObject {
	t.chip.Set("Year: "+strconv.Itoa(t.shownYear()), kit.Blue)
	return []fyne.CanvasObject{t.chip, kit.Space(), kit.NewText("By the day of payment", kit.Caption())}
}

func (t *taxYear) body() fyne.CanvasObject   { return t.rows.grid }
func (t *taxYear) detail() fyne.CanvasObject { return t.pane.box.content }
func (t *taxYear) focus()                    { t.d.root.Focus(t.rows.grid) }
func (t *taxYear) close()                    { t.slot.Cancel() }
func (t *taxYear) foot() string              { return strings.Join(t.facts.Notes, " ") }
func (t *taxYear) changed([]app.Change)      { t.load() }

// ask offers the latest years.
func (t *taxYear) ask() {
	var items []kit.MenuItem
	now := t.d.today.Time().Year()
	for year := now; year > now-7; year-- {
		icon := ""
		if year == t.shownYear() {
			icon = "check"
		}
		items = append(items, kit.MenuItem{Title: strconv.Itoa(year), Icon: icon, Run: func() { t.year, t.ready = year, false; t.r.tell(); t.load() }})
	}
	t.d.root.MenuUnder(t.chip, items)
}

func (t *taxYear) load() {
	year := t.shownYear()
	loadRows(t.r, &t.slot, t.rows, func(ctx context.Context) (app.TaxYear, error) { return t.d.firm.Taxes.TaxYear(ctx, year) }, func(y app.TaxYear, ok bool) {
		if t.ready = ok; ok {
			t.facts = y
			t.draw()
		}
	}, t.load)
}

func (t *taxYear) draw() {
	rows := make([][]kit.Cell, len(t.facts.Rows))
	for i, r := range t.facts.Rows {
		rows[i] = taxCells(r)[:len(t.rows.cols)]
	}
	t.rows.show(rows)
	if len(rows) == 0 {
		t.pane.show(app.TaxRow{}, false)
		t.rows.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "receipt", Title: "Nothing was paid in " + strconv.Itoa(t.shownYear()),
			Text:   "What was paid to each payee in a calendar year stands here, by method, with who gets Form 1099-NEC and whose W-9 or tax number is missing.",
			Action: "Another year", Run: t.ask}))
	}
}

// taxCells are a payee's row in the list.
func taxCells(r app.TaxRow) []kit.Cell {
	out := []kit.Cell{{Text: r.Partner.Name}, {Text: r.Partner.TaxNumber}, {Text: dayOrNone(r.W9On)}, {Text: methodsOf(r)},
		{Text: amountOrNone(r.Paid, r.Currency)}, {Text: amountOrNone(r.Reportable, r.Currency), Role: kit.RoleMuted}, {Text: string(r.Currency)}, {}, {}}
	if r.Due {
		out[7] = kit.Cell{Text: "1099-NEC", Hue: kit.Blue}
	}
	if missing := missingOf(r); missing != "" {
		out[8] = kit.Cell{Text: missing, Hue: kit.Amber}
	}
	return out
}

// missingOf names the papers that are missing of a payee who is near the threshold or over it.
func missingOf(r app.TaxRow) string {
	if len(r.Notes) == 0 {
		return ""
	}
	var words []string
	if r.W9On == 0 {
		words = append(words, "W-9")
	}
	if r.Partner.TaxNumber == "" {
		words = append(words, "TIN")
	}
	if r.Partner.Country == "" {
		words = append(words, "country")
	}
	return strings.Join(words, ", ")
}

// methodsOf names the ways a payee was paid by.
func methodsOf(r app.TaxRow) string {
	words := make([]string, len(r.Methods))
	for i, m := range r.Methods {
		words[i] = m.Method
	}
	return strings.Join(words, ", ")
}

// dayOrNone is a day as lists write it; empty for none.
func dayOrNone(day calendar.Day) string {
	if day == 0 {
		return ""
	}
	return day.Label()
}

func (t *taxYear) follow(i int) {
	if i >= 0 && i < len(t.facts.Rows) {
		t.pane.show(t.facts.Rows[i], true)
	}
}

func (t *taxYear) paper() (document, bool) {
	year := t.facts.Year
	return document{name: "Paid in " + strconv.Itoa(year), note: "By payee and method", file: fileName("Payments to partners "+strconv.Itoa(year), ".pdf"),
		read: func(ctx context.Context) ([]byte, error) { return t.d.firm.Taxes.TaxYearPDF(ctx, year) }}, t.ready && len(t.facts.Rows) > 0
}

func (t *taxYear) sheet() (string, string, report.Table, bool) {
	return "Payments to partners " + strconv.Itoa(t.facts.Year), "Tax year", t.facts.Table(), true
}

func (t *taxYear) more() (string, string, report.Table) {
	return "Single payments", "Single payments to partners " + strconv.Itoa(t.facts.Year), t.facts.Payments()
}

// taxPane says how a payee's year came about, and what is missing.
type taxPane struct {
	d          *Desk
	row        app.TaxRow
	box        *paneBox
	name       *kit.Button
	number     *kit.Text
	facts      *kit.Facts
	notes      *fyne.Container
	methods    *fyne.Container
	payments   *fyne.Container
	papers     *kit.Button
	thresholds *kit.Facts
}

func newTaxPane(d *Desk) *taxPane {
	p := &taxPane{d: d, number: kit.NewText("", kit.Caption()), facts: kit.NewFacts(), notes: kit.Down(6), methods: kit.Down(6), payments: kit.Down(6), thresholds: kit.NewFacts()}
	p.name = kit.NewLink("", func() { d.openPartner(p.row.Partner.ID, p.row.Partner.Name) })
	p.papers = kit.NewButton("Tax details…", "edit", kit.Normal, func() { d.editTax(p.row.Partner) })
	head := kit.Down(6, p.number, p.name.Cut(), kit.Across(8, p.papers, kit.Space()))
	p.box = newPaneBox("Choose a payee to see how it was paid and what is missing.", head, p.facts, titled("Missing", p.notes), titled("Paid by", p.methods), titled("Form 1099-NEC", p.thresholds), titled("Payments", p.payments))
	return p
}

func (p *taxPane) show(r app.TaxRow, ok bool) {
	if !ok {
		p.box.nothing()
		return
	}
	p.row = r
	p.number.Set(r.Partner.Number)
	p.name.SetText(r.Partner.Name)
	payee := r.Payee
	if payee == r.Partner.Name {
		payee = ""
	}
	setFact(p.facts, "Paid to", payee)
	p.facts.Set("Tax number", r.Partner.TaxNumber)
	p.facts.Set("W-9 came", dayOrNone(r.W9On))
	p.facts.Set("Country", r.Partner.Country)
	var notes, methods []fyne.CanvasObject
	for _, n := range r.Notes {
		notes = append(notes, kit.NewText(n, kit.Look{Wrap: true, Size: 12}))
	}
	for _, m := range r.Methods {
		methods = append(methods, quietLine(capital(m.Method), plural(m.Count, "payment", "payments"), nil, kit.NewText(money.New(m.Minor, m.Currency).Amount(), kit.Look{Hug: true})))
	}
	replace(p.notes, notes...)
	p.box.section("Missing", len(notes) > 0)
	replace(p.methods, methods...)
	p.drawPayments(r)
	p.box.section("Form 1099-NEC", r.Threshold != 0)
	p.thresholds.Set("Reportable", money.New(r.Reportable, r.Currency).String())
	p.thresholds.Set("Threshold", money.New(r.Threshold, r.Currency).String())
	p.thresholds.Set("Is due", map[bool]string{true: "Yes", false: "No"}[r.Due])
	p.box.show()
}

// drawPayments lists every payment behind the total; very many are counted, and are whole in the report's files.
func (p *taxPane) drawPayments(r app.TaxRow) {
	const most = 60
	var lines []fyne.CanvasObject
	for i, pay := range r.Payments {
		if i == most {
			lines = append(lines, quiet("and "+grouped(len(r.Payments)-most)+" more; Save… has them all"))
			break
		}
		open, below := func() { p.d.open("statements", view{ID: int64(pay.Statement)}) }, pay.StatementNumber
		if pay.Statement == 0 {
			open, below = nil, "On account"
		}
		for _, word := range []string{pay.Method, pay.Reference} {
			if word != "" {
				below += " · " + word
			}
		}
		lines = append(lines, quietLine(pay.Day.Label(), below, open, kit.NewText(pay.Amount.Amount(), kit.Look{Hug: true})))
	}
	replace(p.payments, lines...)
}

func (p *taxPane) enter() { p.d.root.Focus(p.papers) }
