package desk

import (
	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/kit"
)

// replays is the report of what other terms would have paid on the firm's own history: the last replay that was worked out.
type replays struct {
	r      *reports
	d      *Desk
	of     string
	shown  app.Replay
	ready  bool
	pages  *kit.Pages
	empty  fyne.CanvasObject
	whole  fyne.CanvasObject
	cards  *fyne.Container
	notes  *kit.Text
	part   *kit.Segments
	tables *kit.Pages
	grids  []*rowsGrid
}

func newReplays(r *reports) reportTab {
	p := &replays{r: r, d: r.d, pages: kit.NewPages(), cards: &fyne.Container{Layout: thirds{10}}, tables: kit.NewPages(),
		notes: kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 12, Hug: true})}
	p.part = kit.NewSegments(func(string) { p.openTable() }, kit.Pair{Value: "0", Text: "By month"}, kit.Pair{Value: "1", Text: "By partner"}, kit.Pair{Value: "2", Text: "Steps reached"})
	p.empty = kit.EmptyState(kit.Empty{Icon: "refresh", Title: "What would other terms have paid?",
		Text:   "A replay works your own history out again: by the terms that were in force, by terms you write, and by plans, side by side. By month, by partner, and who reaches which step. Nothing is written.",
		Action: "With plans of yours", Run: p.withPlans, Second: "With terms you write", RunSecond: p.withTerms})
	p.whole = kit.Down(0, kit.Pad(14, 16, 10, 16, p.cards), kit.Pad(0, 16, 10, 16, kit.Across(12, p.part, kit.Space(), p.notes)), kit.NewRule(kit.RoleBorder), kit.Grow(p.tables))
	p.pages.Open(p.empty)
	return p
}

func (p *replays) key() string { return "replay" }

func (p *replays) bar() []fyne.CanvasObject {
	if !p.ready {
		return []fyne.CanvasObject{kit.Space(), kit.NewText("Nothing is written", kit.Caption())}
	}
	months := kit.NewChip("Months: "+p.shown.Months.Label(), kit.Blue)
	months.OnTap(p.ask)
	return []fyne.CanvasObject{months, kit.NewChip(p.of, kit.Grey), kit.Space(), kit.NewText("In "+string(p.shown.Currency)+". Nothing is written", kit.Caption())}
}

func (p *replays) body() fyne.CanvasObject   { return p.pages }
func (p *replays) detail() fyne.CanvasObject { return nil }
func (p *replays) foot() string              { return "" }
func (p *replays) load()                     {}
func (p *replays) changed([]app.Change)      {}
func (p *replays) close()                    {}

// ask offers what to compare: terms that are written now, or plans.
func (p *replays) ask() {
	p.d.root.MenuUnder(p.r.which, []kit.MenuItem{
		{Title: "With plans of yours …", Icon: "percent", Run: p.withPlans},
		{Title: "With terms you write …", Icon: "edit", Run: p.withTerms},
	})
}

func (p *replays) withPlans() { p.d.replayPlans("All agreements", app.ReplayAsk{}) }

func (p *replays) withTerms() {
	p.d.replayForm("All agreements", app.ReplayAsk{}, nil, p.d.settings.Currency)
}

func (p *replays) focus() {
	if p.ready {
		p.d.root.Focus(p.grids[p.at()].grid)
	}
}

func (p *replays) at() int { return int(typedCount(p.part.Value())) }

func (p *replays) openTable() {
	p.tables.Open(p.grids[p.at()].grid)
	p.focus()
}

// show draws a replay: the drafts side by side, and the tables.
func (p *replays) show(of string, r app.Replay) {
	p.of, p.shown, p.ready = of, r, true
	replace(p.cards, replayCards(&r)...)
	notes := ""
	for _, n := range r.Notes() {
		notes += n + " "
	}
	p.notes.Set(notes)
	for _, g := range p.grids {
		p.tables.Drop(g.grid)
	}
	p.grids = nil
	for _, s := range r.Sections() {
		g := newRowsGrid(p.d, tableColumns(*s.Table), nil, nil)
		g.show(tableCells(*s.Table))
		if len(s.Table.Rows) == 0 {
			g.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "refresh", Title: s.Heading, Text: s.Table.Empty}))
		}
		p.grids = append(p.grids, g)
	}
	p.pages.Open(p.whole)
	p.openTable()
	p.r.tell()
}

// replayCards are what was booked and what each draft would have paid, side by side.
func replayCards(r *app.Replay) []fyne.CanvasObject {
	sum := func(minor int64) string { return money.New(minor, r.Currency).String() }
	share := func(minor int64) string {
		if s := app.Share(minor, r.Total.Fees); s != "" {
			return s + " of the fees"
		}
		return "no fees in these months"
	}
	cards := []fyne.CanvasObject{factCard("Booked", sum(r.Total.Booked), share(r.Total.Booked), kit.RoleMuted)}
	for i, draft := range r.Drafts {
		cards = append(cards, factCard(draft.Name, sum(r.Total.Paid[i]), r.More(i)+" · "+share(r.Total.Paid[i]), kit.RoleMuted))
	}
	return cards
}

func (p *replays) paper() (document, bool) { return p.d.paperOfReplay(p.of, p.shown), p.ready }

func (p *replays) sheet() (string, string, report.Table, bool) {
	return "replay", "Replay", p.shown.Table(), p.ready
}
