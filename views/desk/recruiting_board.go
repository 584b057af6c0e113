package desk

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// boardPage is how many cards are read at once.
const boardPage = 48

// recruitBoard is the partners on their way in as columns of cards, one for each state. Cards are read as they come into sight.
type recruitBoard struct {
	d       *Desk
	page    *kit.Page
	pages   *kit.Pages
	lanes   *kit.Lanes
	search  *kit.Search
	chips   *chipRow
	count   *kit.Text
	pane    *partnerPane
	view    view
	columns []app.Column
	rows    map[int32]app.ProspectRow
	wanted  []int32 // cards that show and were not read
	reading bool
	chosen  int32 // under the cursor
	rest    func()
	empty   fyne.CanvasObject
	fault   fyne.CanvasObject
	slot    kit.Slot
	cards   kit.Slot
}

func newRecruitBoard(d *Desk, way fyne.CanvasObject, filters []filterSpec, first kit.Empty) *recruitBoard {
	b := &recruitBoard{d: d, pages: kit.NewPages(), pane: newPartnerPane(d), rows: map[int32]app.ProspectRow{}, count: kit.NewText("", kit.Look{Role: kit.RoleMuted, Hug: true}),
		columns: make([]app.Column, len(app.Stations())), empty: kit.EmptyState(first), rest: func() {}}
	titles := make([]string, len(app.Stations()))
	for i, s := range app.Stations() {
		titles[i] = capital(string(s))
	}
	b.lanes = kit.NewLanes(d.stage, kit.LanesSpec{
		Titles: titles,
		Len:    func(lane int) int { return len(b.columns[lane].IDs) },
		Card:   b.card,
		Moved:  func(lane, i int) { b.follow(b.columns[lane].IDs[i]) },
		Open:   func(int, int) { b.enter() },
		Drop:   b.drop,
		May: func(lane, i, to int) bool {
			return slices.Contains(app.NextPartnerStates(app.Stations()[lane]), app.Stations()[to])
		},
		Menu: func(_, _ int, at fyne.Position) {
			d.root.Menu(d.root.CommandItems("partner.state", "partner.rate", "partner.edit", "partner.note"), at)
		},
	})
	b.search = kit.NewSearch(d.stage, "Search partners", func(text string) {
		if text != b.view.Search {
			b.view.Search = text
			b.load()
		}
	})
	b.search.Back(b.lanes)
	b.chips = newChipRow(d, filters, nil, b.take)
	head := kit.PageHead(kit.NewText("Recruiting", kit.Title()), b.count, b.search.Input, way, b.chips.button, d.root.ButtonFor("partner.new", kit.Primary))
	foot := d.footer(kit.NewText("", kit.Caption()), [][2]string{{"←→↑↓", "move"}, {"Shift+→", "move on"}, {"Enter", "details"}, {"B", "list"}})
	b.page = kit.NewPage(kit.PageSpec{Head: head, Chips: b.chips.content, Body: b.pages, Foot: foot})
	b.pages.Open(b.lanes)
	return b
}

// take shows what a view asks for; its states are the columns themselves.
func (b *recruitBoard) take(v view) {
	b.view = v.without("state")
	if b.search.Text() != v.Search {
		b.search.Input.Entry.Put(v.Search)
	}
	if v.ID != 0 {
		b.chosen = int32(v.ID)
	}
	b.chips.show(b.view)
	b.load()
}

// load reads who stands where.
func (b *recruitBoard) load() {
	q := b.view.query()
	kit.Load(b.d.stage, &b.slot, func(ctx context.Context) ([]app.Column, error) { return b.d.firm.Recruiting.Board(ctx, q) }, func(columns []app.Column, err error) {
		switch {
		case errors.Is(err, context.Canceled):
		case err != nil:
			if b.fault != nil {
				b.pages.Drop(b.fault)
			}
			b.fault = b.d.root.Broken(err, b.load)
			b.pages.Open(b.fault)
		default:
			b.columns = columns
			b.show()
		}
	})
}

func (b *recruitBoard) show() {
	all, lane, at := 0, 0, 0
	for i, c := range b.columns {
		all += len(c.IDs)
		if k := slices.Index(c.IDs, b.chosen); k >= 0 {
			lane, at = i, k
		}
	}
	b.count.Set(grouped(all))
	switch {
	case all > 0:
		b.pages.Open(b.lanes)
	case b.view.narrowed():
		b.pages.Open(kit.NothingFits("partners", func() { b.take(view{}) }))
	default:
		b.pages.Open(b.empty)
	}
	b.lanes.Reload()
	b.lanes.Put(lane, at)
	if lane, i, ok := b.lanes.At(); ok {
		b.follow(b.columns[lane].IDs[i])
	}
}

// follow reads the details of a card once the cursor rests on it: commands work on them.
func (b *recruitBoard) follow(id int32) {
	b.chosen = id
	b.rest()
	b.rest = b.d.stage.After(cursorRest, func() { b.pane.Show(int64(id)) })
}

// card is one card, or a wish to read it.
func (b *recruitBoard) card(lane, i int) (kit.LaneCard, bool) {
	id := b.columns[lane].IDs[i]
	row, ok := b.rows[id]
	if !ok {
		b.want(id)
		return kit.LaneCard{}, false
	}
	return prospectCard(b.d, row), true
}

func prospectCard(d *Desk, p app.ProspectRow) kit.LaneCard {
	c := kit.LaneCard{Title: p.Name, Note: "not rated", Below: p.Next, Tail: dayWords(p.NextDay, d.today), Late: p.NextDay != 0 && p.NextDay < d.today}
	if p.Score.Rated() {
		c.Badge, c.Hue, c.Note = p.Score.Words(), kit.Blue, ""
	}
	if p.Since != 0 {
		c.Note = join(c.Note, sinceWords(p.Days(d.today)))
	}
	return c
}

// sinceWords says how long something has been as it is.
func sinceWords(days int) string {
	if days == 0 {
		return "since today"
	}
	return plural(days, "day", "days")
}

// want reads what shows and is missing, together once the drawing is done.
func (b *recruitBoard) want(id int32) {
	if len(b.wanted) < boardPage && !slices.Contains(b.wanted, id) {
		b.wanted = append(b.wanted, id)
	}
	if !b.reading {
		b.reading = true
		b.d.stage.Do(b.read)
	}
}

func (b *recruitBoard) read() {
	ids := b.wanted
	b.wanted = nil
	kit.Load(b.d.stage, &b.cards, func(ctx context.Context) ([]app.ProspectRow, error) { return b.d.firm.Recruiting.Rows(ctx, ids) }, func(rows []app.ProspectRow, err error) {
		b.reading = false
		if err != nil {
			return
		}
		for _, r := range rows {
			b.rows[int32(r.ID)] = r
		}
		b.lanes.Refresh()
	})
}

// changed reads again what the news may have touched; what shows stays until then.
func (b *recruitBoard) changed(changes []app.Change) {
	for id := range b.rows {
		if changes == nil || slices.ContainsFunc(changes, func(c app.Change) bool { return c.Kind != app.KindPartner || c.ID == int64(id) || c.ID == 0 }) {
			delete(b.rows, id)
		}
	}
	b.pane.Changed(changes)
	b.load()
}

// current is the partner under the cursor, if its card was read.
func (b *recruitBoard) current() (app.ProspectRow, bool) {
	lane, i, ok := b.lanes.At()
	if !ok {
		return app.ProspectRow{}, false
	}
	row, ok := b.rows[b.columns[lane].IDs[i]]
	return row, ok
}

// enter shows the details of the card over the board.
func (b *recruitBoard) enter() {
	if row, ok := b.current(); ok {
		b.pane.Show(int64(row.ID))
		b.d.showOver(b.pane.Content())
	}
}

// drop moves a partner to the state of a column; what the state table does not have is refused by the firm, in words.
func (b *recruitBoard) drop(lane, i, to int) {
	id, state := b.columns[lane].IDs[i], app.Stations()[to]
	b.chosen = id
	var slot kit.Slot
	kit.Load(b.d.stage, &slot, func(ctx context.Context) (partnerFacts, error) { return readPartner(ctx, b.d.firm, int64(id)) }, func(f partnerFacts, err error) {
		switch {
		case err != nil:
			b.d.refuse(err)
		case slices.Contains(app.NextPartnerStates(f.row.State), state):
			b.d.movePartner(f, state)
		default:
			ask := app.Ask{Key: b.d.opts.NewKey()}
			b.d.do(func(ctx context.Context) (app.Receipt, error) {
				return b.d.firm.Partners.SetState(ctx, ask, f.row.ID, state, app.Move{})
			}, nil)
		}
	})
}

func (b *recruitBoard) close() {
	b.rest()
	b.slot.Cancel()
	b.cards.Cancel()
}
