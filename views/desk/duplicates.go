package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/names"
	"rapport/views/kit"
)

// The sides of the section of duplicates.
const (
	twinPartners = "partners"
	twinClients  = "clients"
	twinApart    = "apart"
)

// duplicates is the pairs of partners, or of clients, that may be one, the likeliest first, and those that were said not to be.
type duplicates struct {
	d      *Desk
	side   string
	all    []twins // of the side
	shown  []twins // of them those that the search leaves
	page   *kit.Page
	pages  *kit.Pages
	rows   *rowsGrid // pairs
	kept   *rowsGrid // those kept apart
	search *kit.Search
	count  *kit.Text
	foot   *kit.Text
	sides  *kit.Segments
	pane   *duplicatePane
	slot   kit.Slot
	rest   func()
}

// twins is one row: a pair, or two that are kept apart with why.
type twins struct {
	kind  app.Kind
	a, b  app.Party
	score int
	why   string
	said  string // who kept them apart, and when
}

func newDuplicates(d *Desk) screen {
	u := &duplicates{d: d, side: twinPartners, pages: kit.NewPages(), count: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true}), foot: kit.NewText("", kit.Caption())}
	u.pane = newDuplicatePane(d)
	one, other := kit.Column{Key: "one", Title: "One", Width: 130, Weight: 1}, kit.Column{Key: "other", Title: "The other", Width: 130, Weight: 1}
	u.rows = newRowsGrid(d, []kit.Column{{Key: "score", Title: "Alike", Kind: kit.KindChip, Width: 62}, one, other, {Key: "why", Title: "Why", Kind: kit.KindMuted, Width: 150, Weight: 1.6}}, u.follow, func(int) { u.enter() })
	u.kept = newRowsGrid(d, []kit.Column{{Key: "kind", Title: "Of", Kind: kit.KindMuted, Width: 76}, one, other, {Key: "why", Title: "Why not", Width: 120, Weight: 1},
		{Key: "said", Title: "Said by", Kind: kit.KindMuted, Width: 170}}, u.follow, func(int) { u.enter() })
	u.sides = kit.NewSegments(u.turn, kit.Pair{Value: twinPartners, Text: "Partners"}, kit.Pair{Value: twinClients, Text: "Clients"}, kit.Pair{Value: twinApart, Text: "Not the same"})
	u.search = kit.NewSearch(d.stage, "Search names, reasons", func(string) { u.narrow() })
	u.search.Back(u.rows.grid)
	detail := kit.Down(0, kit.Grow(u.pane.Content()))
	u.page = kit.NewPage(kit.PageSpec{Head: kit.PageHead(kit.NewText("Maybe the same", kit.Title()), u.count, u.search.Input, u.sides), Body: u.pages,
		Foot: d.footer(u.foot, [][2]string{{"↑↓", "move"}, {"M", "merge"}, {"X", "not the same"}, {"1 2", "open"}}), Detail: detail})
	u.pages.Open(u.rows.grid)
	u.load()
	return u
}

// Content belongs to screen.
func (u *duplicates) Content() fyne.CanvasObject { return u.page }

// Show takes a side and a search.
func (u *duplicates) Show(v view) {
	u.side = twinPartners
	if f, ok := v.filter("side"); ok {
		u.side = f.Text
	}
	u.sides.Set(u.side)
	u.search.Input.Entry.Put(v.Search)
	u.all = nil
	u.load()
}

// View belongs to Show.
func (u *duplicates) View() view { return twinView(u.side, u.search.Text()) }

// twinView is the section showing one of its sides.
func twinView(side, search string) view {
	return view{Search: search, Filters: []filter{{Field: "side", Text: side}}}
}

// Changed reads again what may have become, or stopped being, alike.
func (u *duplicates) Changed(changes []app.Change) {
	if looksAlike(changes) {
		u.load()
	}
}

// Focus gives the keyboard to the pairs.
func (u *duplicates) Focus() { u.d.root.Focus(u.grid().grid) }

// Search, Searched and ClearSearch belong to searchable.
func (u *duplicates) Search() { u.d.root.Focus(u.search.Input.Entry) }

// Searched belongs to Search.
func (u *duplicates) Searched() bool { return u.search.Text() != "" }

// ClearSearch belongs to Search.
func (u *duplicates) ClearSearch() { u.search.Set("") }

// Close belongs to screen.
func (u *duplicates) Close() {
	u.slot.Cancel()
	u.pane.slot.Cancel()
	if u.rest != nil {
		u.rest()
	}
}

func (u *duplicates) grid() *rowsGrid {
	if u.side == twinApart {
		return u.kept
	}
	return u.rows
}

// turn shows another side.
func (u *duplicates) turn(side string) {
	u.side, u.all = side, nil
	u.pane.show(twins{})
	u.load()
}

func (u *duplicates) load() {
	side := u.side
	u.pages.Open(u.grid().grid)
	u.search.Back(u.grid().grid)
	kit.Load(u.d.stage, &u.slot, func(ctx context.Context) ([]twins, error) { return readTwins(ctx, u.d, side) }, func(all []twins, err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			u.grid().grid.ShowInstead(u.d.root.Broken(err, u.load))
		default:
			u.all = all
			u.narrow()
		}
	})
}

// readTwins reads one side; it runs away from the screen.
func readTwins(ctx context.Context, d *Desk, side string) (out []twins, err error) {
	if side == twinApart {
		kept, err := d.firm.Duplicates.KeptApart(ctx)
		for _, k := range kept {
			out = append(out, twins{kind: k.Kind, a: k.One, b: k.Other, why: k.Why, said: k.By + ", " + k.Day.Label()})
		}
		return out, err
	}
	kind := app.KindPartner
	if side == twinClients {
		kind = app.KindClient
	}
	pairs, err := d.firm.Duplicates.List(ctx, kind)
	for _, p := range pairs {
		out = append(out, twins{kind: kind, a: p.A, b: p.B, score: p.Score, why: strings.Join(p.Why, " ")})
	}
	return out, err
}

// narrow shows what fits the search.
func (u *duplicates) narrow() {
	want := names.Fold(u.search.Text())
	u.shown = slices.DeleteFunc(slices.Clone(u.all), func(t twins) bool {
		return !strings.Contains(names.Fold(t.a.Name+" "+t.a.Number+" "+t.b.Name+" "+t.b.Number+" "+t.why+" "+t.said), want)
	})
	rows := make([][]kit.Cell, len(u.shown))
	for i, t := range u.shown {
		rows[i] = t.cells(u.side)
	}
	u.count.Set(grouped(len(u.shown)))
	u.foot.Set("Nothing is ever merged by itself")
	u.grid().show(rows)
	if len(rows) > 0 {
		return
	}
	u.pane.show(twins{})
	if u.Searched() {
		u.grid().grid.ShowInstead(kit.NothingFits("pairs", u.ClearSearch))
		return
	}
	u.grid().grid.ShowInstead(kit.EmptyState(u.none()))
}

// none says what is looked for, where nothing was found.
func (u *duplicates) none() kit.Empty {
	switch u.side {
	case twinApart:
		return kit.Empty{Icon: "split", Title: "Nobody was kept apart", Text: "Two that look alike and are not the same are remembered here once you say so, and can be looked at again."}
	case twinClients:
		return kit.Empty{Icon: "check", Title: "No clients look the same", Text: "Names, e-mail addresses and phone numbers of all clients were held against each other."}
	}
	return kit.Empty{Icon: "check", Title: "No partners look the same",
		Text: "Names, e-mail addresses, phone and tax numbers of all partners and their people were held against each other."}
}

func (t twins) cells(side string) []kit.Cell {
	cells := []kit.Cell{{Text: strconv.Itoa(t.score), Hue: likeHue(t.score)}, {Text: t.a.Name}, {Text: t.b.Name}, {Text: t.why}}
	if side == twinApart {
		cells[0] = kit.Cell{Text: capital(kindWords(t.kind))}
		cells = append(cells, kit.Cell{Text: t.said})
	}
	return cells
}

// likeHue is the colour of how alike two are.
func likeHue(score int) kit.Hue {
	switch {
	case score >= 85:
		return kit.Red
	case score >= 60:
		return kit.Amber
	}
	return kit.Grey
}

// follow shows a pair side by side once the cursor rests on it.
func (u *duplicates) follow(i int) {
	if u.rest != nil {
		u.rest()
	}
	u.rest = u.d.stage.After(cursorRest, func() {
		if i >= 0 && i < len(u.shown) {
			u.pane.show(u.shown[i])
		}
	})
}

// enter goes into the pair: at the right, or over the list where the window is too narrow.
func (u *duplicates) enter() {
	if t, ok := u.current(); ok {
		u.pane.show(t)
	}
	if u.page.DetailShown() {
		u.pane.Enter()
		return
	}
	u.d.showOver(u.pane.Content())
}

// current is the pair under the cursor.
func (u *duplicates) current() (twins, bool) {
	row, _, ok := u.grid().grid.Current()
	if !ok || row >= len(u.shown) {
		return twins{}, false
	}
	return u.shown[row], true
}
