package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/kit"
)

// reportTab is one report of the section: what it is asked for, its rows, and the ways to take it along.
type reportTab interface {
	key() string
	bar() []fyne.CanvasObject // what it is asked for, above the rows
	body() fyne.CanvasObject
	detail() fyne.CanvasObject // nil for none
	foot() string
	ask() // asks for another day, year or terms
	load()
	changed([]app.Change)
	focus()
	close()
	paper() (document, bool)                              // false while there is nothing to print
	sheet() (file, title string, t report.Table, ok bool) // the file's name without its ending
}

// moreRows is a report with single rows behind its totals, to be saved on their own.
type moreRows interface {
	more() (what, file string, t report.Table)
}

// limitedRows is a report that can be limited to a segment.
type limitedRows interface {
	limit() *segmentChip
}

// limits is the choice of a segment of the report shown; nil where it has none.
func (r *reports) limits() *segmentChip {
	if t, ok := r.tab().(limitedRows); ok {
		return t.limit()
	}
	return nil
}

// reports is the section of what is read, printed and given to others: one report at a time.
type reports struct {
	d              *Desk
	which, stars   *kit.Button
	tabs           []reportTab
	at             int
	bars, feet     *fyne.Container
	bodies, panes  *kit.Pages
	frames         map[int]fyne.CanvasObject // of the details
	page           *kit.Page
	save, view, to *kit.Button
}

func newReports(d *Desk) screen {
	r := &reports{d: d, bars: kit.Across(6), feet: kit.Across(0), bodies: kit.NewPages(), panes: kit.NewPages(), frames: map[int]fyne.CanvasObject{}}
	r.tabs = []reportTab{newFigures(r), newWorks(r), newLiability(r), newTaxYear(r), newReplays(r), newReciprocity(r), newMarketTab(r)}
	for _, k := range app.Studies() {
		r.tabs = append(r.tabs, newStudy(r, k))
	}
	r.which = kit.NewButton("", "chevron-down", kit.Normal, r.offer).Tip("All reports", "L")
	r.stars = kit.NewIconButton("star", "Saved reports", "F", r.offerSaved)
	r.save = kit.NewIconButton("save", "Save as PDF, workbook or CSV", "D", r.saveMenu)
	r.view = kit.NewIconButton("eye", "View the pages as they print", "O", r.show)
	r.to = kit.NewIconButton("print", "Print", "Ctrl+P", r.print)
	head := kit.PageHead(kit.NewText("Reports", kit.Title()), kit.NewText("", kit.Look{Hug: true}), kit.Across(6, r.which, r.stars, kit.Space()), r.view, r.save, r.to)
	r.page = kit.NewPage(kit.PageSpec{Head: head, Chips: r.bars, Body: r.bodies, Detail: r.panes,
		Foot: d.footer(r.feet, [][2]string{{"L", "reports"}, {"O", "view"}, {"D", "save"}, {"Ctrl+P", "print"}})})
	d.onBase = append(d.onBase, func() { r.tab().load() })
	r.open(0)
	return r
}

func (r *reports) tab() reportTab { return r.tabs[r.at] }

// choose shows the report of a key.
func (r *reports) choose(key string) {
	for i, t := range r.tabs {
		if t.key() == key {
			r.open(i)
		}
	}
}

func (r *reports) open(i int) {
	r.at = i
	t := r.tab()
	r.which.SetText(reportTitle(t.key()))
	r.bodies.Open(t.body())
	if t.detail() != nil {
		if r.frames[i] == nil {
			r.frames[i] = kit.Down(0, kit.Grow(t.detail())) // of its own, so that enter can show the details elsewhere
		}
		r.panes.Open(r.frames[i])
	}
	r.page.FoldDetail(t.detail() == nil)
	r.tell()
	t.load()
}

// enter goes into the details of the row: at the right, or over the list where the window is too narrow for that.
func (r *reports) enter(focus func()) {
	detail := r.tab().detail()
	if detail == nil || r.page.DetailShown() {
		focus()
		return
	}
	r.d.showOver(detail)
}

// tell brings what stands around the report up to date.
func (r *reports) tell() {
	replace(r.bars, r.tab().bar()...)
	replace(r.feet, kit.Grow(kit.NewText(r.tab().foot(), kit.Look{Role: kit.RoleMuted, Size: 11})))
	_, printable := r.tab().paper()
	for _, b := range []*kit.Button{r.save, r.view, r.to} {
		if printable {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// saveMenu offers the ways to keep the report in a file.
func (r *reports) saveMenu() {
	x, ok := r.tab().paper()
	if !ok {
		return
	}
	items := []kit.MenuItem{{Title: "PDF…", Icon: "statements", Run: func() { r.d.saveDocument(x) }}}
	if file, title, table, ok := r.tab().sheet(); ok {
		items = append(items, kit.MenuItem{Title: "Excel workbook…", Icon: "list", Run: func() { r.d.saveTable(file+".xlsx", title, table) }},
			kit.MenuItem{Title: "CSV…", Icon: "list", Run: func() { r.d.saveTable(file+".csv", title, table) }})
	}
	if more, ok := r.tab().(moreRows); ok {
		what, file, table := more.more()
		items = append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: what + ", Excel workbook…", Icon: "list", Run: func() { r.d.saveTable(file+".xlsx", what, table) }},
			kit.MenuItem{Title: what + ", CSV…", Icon: "list", Run: func() { r.d.saveTable(file+".csv", what, table) }})
	}
	r.d.root.MenuUnder(r.save, items)
}

func (r *reports) show() {
	if x, ok := r.tab().paper(); ok {
		r.d.viewDocument(x)
	}
}

func (r *reports) print() {
	if x, ok := r.tab().paper(); ok {
		r.d.printDocument(x)
	}
}

// Content belongs to screen.
func (r *reports) Content() fyne.CanvasObject { return r.page }

// Show belongs to screen: the view's search names the report.
func (r *reports) Show(v view) { r.choose(v.Search) }

// View belongs to screen.
func (r *reports) View() view { return view{Search: r.tab().key()} }

// Changed belongs to screen.
func (r *reports) Changed(changes []app.Change) { r.tab().changed(changes) }

// Focus belongs to screen.
func (r *reports) Focus() { r.tab().focus() }

// Close belongs to screen.
func (r *reports) Close() {
	for _, t := range r.tabs {
		t.close()
	}
}

// reportCommands are the reports from everywhere, and what can be done with the one shown.
func reportCommands(d *Desk) []kit.Command {
	const group = "Reports"
	with := func(run func(*reports)) func() {
		return func() {
			if r := power[*reports](d); r != nil {
				run(r)
			}
		}
	}
	here := func() bool { return d.is("reports") }
	printable := func() bool {
		r := power[*reports](d)
		if r == nil {
			return false
		}
		_, ok := r.tab().paper()
		return ok
	}
	open := func(key string) func() { return func() { d.open("reports", view{Search: key}) } }
	taxed := func() bool { return here() && power[*reports](d).tab().key() == "tax" }
	commands := []kit.Command{
		{ID: "report.choose", Title: "All reports", Icon: "list", Group: group, Keys: "L", When: here, Run: with((*reports).offer)},
		{ID: "report.next", Title: "Next report", Icon: "chevron-down", Group: group, Keys: "Ctrl+Down", When: here, Run: with(func(r *reports) { r.next(1) })},
		{ID: "report.previous", Title: "Previous report", Icon: "chevron-up", Group: group, Keys: "Ctrl+Up", When: here, Run: with(func(r *reports) { r.next(-1) })},
		{ID: "report.review", Title: "Program review, as pages to print", Icon: "eye", Group: group, Run: func() { d.viewReview(calendar.YearOf(d.today)) }},
		{ID: "report.saved", Title: "Saved reports", Icon: "star", Group: group, Keys: "F", When: here, Run: with((*reports).offerSaved)},
		{ID: "report.keep", Title: "Save this report with its filters …", Icon: "plus", Group: group, Keys: "S", When: here, Run: with((*reports).keep)},
		{ID: "report.segment", Title: "Limit the report to a segment", Icon: "filter", Group: group, Keys: "E", When: func() bool { return here() && power[*reports](d).limits() != nil },
			Run: with(func(r *reports) { r.limits().ask() })},
		{ID: "profile.learn", Title: "Weigh the profile as the best partners suggest", Icon: "check", Group: group, Run: d.takeWeights},
		{ID: "report.figures", Title: "Figures of the program, beside the period before", Icon: "dashboard", Group: group, Run: open("figures")},
		{ID: "report.works", Title: "What works, by partner, incentive or service", Icon: "dashboard", Group: group, Run: open("works")},
		{ID: "costs.set", Title: "What a client costs: own hours, advertising", Icon: "edit", Group: group, Run: d.setCosts},
		{ID: "report.liability", Title: "What is owed as of a day", Icon: "money", Group: group, Run: open("liability")},
		{ID: "report.tax", Title: "What was paid in a year, and Form 1099-NEC", Icon: "receipt", Group: group, Run: open("tax")},
		{ID: "report.replay", Title: "Replay: what other terms would have paid", Icon: "refresh", Group: group, Run: open("replay")},
		{ID: "report.reciprocity", Title: "Given and received: who owes whom", Icon: "referrals", Group: group, Run: open("reciprocity")},
		{ID: "report.ask", Title: "Choose day, year or terms of the report", Icon: "calendar", Group: group, Keys: "Y", When: here,
			Run: with(func(r *reports) { r.tab().ask() })},
		{ID: "report.view", Title: "View the report as it prints", Icon: "eye", Group: group, Keys: "O", When: printable, Run: with((*reports).show)},
		{ID: "report.save", Title: "Save the report …", Icon: "save", Group: group, Keys: "D", When: printable, Run: with((*reports).saveMenu)},
		{ID: "report.print", Title: "Print the report", Icon: "print", Group: group, Keys: "Ctrl+P", When: printable, Run: with((*reports).print)},
		{ID: "tax.threshold", Title: "Enter the threshold of Form 1099-NEC", Icon: "edit", Group: group, When: taxed, Run: d.enterThreshold},
	}
	for _, k := range app.Studies() {
		commands = append(commands, kit.Command{ID: "report." + string(k), Title: k.Title(), Icon: "dashboard", Group: group, Run: open(string(k))})
	}
	return commands
}
