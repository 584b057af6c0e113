package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// cursorRest is how long the cursor must rest on a row before its details are read.
const cursorRest = 80 * time.Millisecond

// listSpec is what makes one list screen different from another.
type listSpec[R any] struct {
	section   string
	title     string
	one, many string // "referral", "referrals"
	search    string // words in the empty search field
	columns   []kit.Column
	order     []app.Sort // at first
	key       func(R) int64
	cells     func(r R, into []kit.Cell) // one cell for each column, in the order of columns
	ids       func(ctx context.Context, q app.Query, each func([]int32) error) error
	rows      func(ctx context.Context, ids []int32) ([]R, error)
	filters   []filterSpec
	concerns  []app.Kind // news of these may change rows
	moves     app.Kind   // news of this one may add, remove or move rows
	first     kit.Empty  // when there is nothing at all yet
	add       string     // the command of the button in the head, "" for none
	menu      []string   // commands of a right click
	hints     [][2]string
	detail    detailPane        // nil for none
	sides     fyne.CanvasObject // in place of the title: the lists of one row of the sidebar; nil for none
	head      fyne.CanvasObject // before the buttons of the head; nil for none
	foot      fyne.CanvasObject // more of the footer, such as totals; nil for none
}

// detailPane is what stands at the right of a list. Show and Changed may be called with any id; 0 shows nothing.
type detailPane interface {
	Content() fyne.CanvasObject
	Show(id int64)
	Changed(changes []app.Change)
	Enter() // take the keyboard
}

// list is a screen of rows: search, filters, grid, details. It is the whole of most sections.
type list[R any] struct {
	d     *Desk
	spec  listSpec[R]
	view  view
	model *listModel[R]

	page   *kit.Page
	grid   *kit.Grid
	search *kit.Search
	count  *kit.Text
	chips  *chipRow
	foot   *kit.Text

	turn    int
	stop    func() // the load of ids under way
	sorted  bool   // by the person, just now: rows that moved are not new
	reading bool   // a page is being read
	lastTop int
	rest    func()
	shownID int64
	perm    []int // from the place of a column on the screen to its place in spec.columns
	gone    bool
}

func newList[R any](d *Desk, spec listSpec[R]) *list[R] {
	l := &list[R]{d: d, spec: spec, model: newListModel(spec.key), view: view{Sort: spec.order}}
	l.build()
	l.load(true)
	return l
}

// Content is the page.
func (l *list[R]) Content() fyne.CanvasObject { return l.page }

// View is what is shown, for the way back.
func (l *list[R]) View() view {
	v := l.view
	if _, id, ok := l.grid.Current(); ok {
		v.ID = id
	}
	return v
}

// Show takes a view: of a link, or of the way back.
func (l *list[R]) Show(v view) {
	if len(v.Sort) == 0 {
		v.Sort = l.spec.order
	}
	if v.ID != 0 && !slices.Contains(l.model.ids, int32(v.ID)) && !v.narrowed() {
		v.Search = ""
	}
	l.take(v)
}

// Close gives up what is under way.
func (l *list[R]) Close() {
	l.gone = true
	l.turn++
	if l.stop != nil {
		l.stop()
	}
	if l.rest != nil {
		l.rest()
	}
}

// Focus gives the keyboard to the rows.
func (l *list[R]) Focus() { l.d.root.Focus(l.grid) }

// Search gives it to the search field.
func (l *list[R]) Search() { l.d.root.Focus(l.search.Input.Entry) }

// Searched tells whether the search narrows the list; ClearSearch shows all of it again.
func (l *list[R]) Searched() bool { return l.search.Text() != "" }

// ClearSearch belongs to Searched.
func (l *list[R]) ClearSearch() { l.search.Set("") }

// take shows another view and keeps search field, chips and order in step.
func (l *list[R]) take(v view) {
	l.view = v
	if l.search.Text() != v.Search {
		l.search.Input.Entry.Put(v.Search)
	}
	l.grid.SetSort(kitSorts(v.Sort))
	l.chips.show(v)
	l.load(true)
}

// load reads the ids of the view. fresh begins at the top with the first 200; otherwise what is shown stays until all
// are read.
func (l *list[R]) load(fresh bool) {
	l.turn++
	turn, q := l.turn, l.view.query()
	if l.stop != nil {
		l.stop()
	}
	l.grid.Busy("Reading "+l.spec.many+" …", nil)
	l.d.side.star()
	l.stop = l.d.stage.Go(func(ctx context.Context) {
		var all []int32
		err := l.spec.ids(ctx, q, func(chunk []int32) error {
			first := len(all) == 0
			all = append(all, chunk...)
			if first && fresh {
				some := slices.Clone(all)
				l.d.stage.Do(func() { l.arrived(turn, some, false, fresh, nil) })
			}
			return ctx.Err()
		})
		l.d.stage.Do(func() { l.arrived(turn, all, true, fresh, err) })
	})
}

// arrived shows ids: the first ones, and then all.
func (l *list[R]) arrived(turn int, ids []int32, whole, fresh bool, err error) {
	if turn != l.turn {
		return
	}
	if whole {
		l.grid.Idle()
		l.stop = nil
	}
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			l.grid.ShowInstead(l.d.root.Broken(err, func() { l.grid.ShowLoading(); l.load(true) }))
		}
		return
	}
	l.model.replace(ids, whole)
	l.tellCount()
	if len(ids) == 0 {
		l.grid.Update(source[R]{l})
		l.showEmpty()
		l.follow(0)
		return
	}
	if fresh && (!whole || len(ids) <= 200) {
		l.grid.News("", nil)
		l.grid.Replace(source[R]{l})
	} else {
		before := l.grid.Offset()
		l.grid.Update(source[R]{l})
		if !fresh && !l.sorted {
			l.offer(l.grid.Offset() - before)
		}
	}
	l.sorted = false
	l.reselect()
	l.read()
}

// offer tells of rows that arrived above what is seen, instead of moving what the person looks at.
func (l *list[R]) offer(grown float64) {
	if n := int(grown / float64(kit.RowHeight())); n > 0 && l.view.ID == 0 {
		l.grid.News(grouped(n)+" new", func() { l.grid.ScrollTo(0) })
	}
}

// reselect brings the wanted row under the cursor, once.
func (l *list[R]) reselect() {
	if l.view.ID != 0 && l.grid.Select(l.view.ID) {
		l.view.ID = 0
	}
	if _, id, ok := l.grid.Current(); ok {
		l.follow(id)
	}
	l.tellFoot()
}

func (l *list[R]) showEmpty() {
	if l.view.narrowed() {
		l.grid.ShowInstead(kit.NothingFits(l.spec.many, l.clear))
		return
	}
	l.grid.ShowInstead(kit.EmptyState(l.spec.first))
}

// clear takes search and filters away.
func (l *list[R]) clear() {
	l.take(view{Sort: l.view.Sort, ID: l.shownID})
	l.Focus()
}

// Changed reads again what the news may have touched.
func (l *list[R]) Changed(changes []app.Change) {
	if changes == nil {
		l.model.spoil()
		l.load(false)
	} else if concerns(changes, l.spec.moves) {
		l.spoilNamed(changes)
		l.load(false)
	} else if concerns(changes, l.spec.concerns...) {
		l.model.spoil()
		l.read()
	}
	if l.spec.detail != nil && concerns(changes, append(l.spec.concerns, l.spec.moves)...) {
		l.spec.detail.Changed(changes)
	}
}

// spoilNamed marks the rows named by the news; other news that concern the list mark all.
func (l *list[R]) spoilNamed(changes []app.Change) {
	for _, c := range changes {
		switch {
		case c.Kind == l.spec.moves && c.ID != 0:
			l.model.spoil(c.ID)
		case c.Kind == l.spec.moves, slices.Contains(l.spec.concerns, c.Kind):
			l.model.spoil()
		}
	}
}

// read fetches the page that is wanted most, and then the next, one at a time.
func (l *list[R]) read() {
	if l.reading || l.gone {
		return
	}
	top, count := l.grid.Window()
	down := top >= l.lastTop
	l.lastTop = top
	n, ok := l.model.missing(top, count, down)
	if !ok {
		return
	}
	l.reading = true
	order, ids := l.model.order, slices.Clone(span(l.model.ids, n))
	l.d.stage.Go(func(ctx context.Context) {
		rows, err := l.spec.rows(ctx, ids)
		l.d.stage.Do(func() {
			l.reading = false
			if err != nil {
				if !errors.Is(err, context.Canceled) && !l.gone {
					l.grid.ShowInstead(l.d.root.Broken(err, func() { l.grid.ShowLoading(); l.load(true) }))
				}
				return
			}
			l.model.arrive(n, order, rows)
			l.grid.Reload()
			l.read()
		})
	})
}

// follow shows the details of a row once the cursor rests on it.
func (l *list[R]) follow(id int64) {
	l.tellFoot()
	if l.rest != nil {
		l.rest()
		l.rest = nil
	}
	if l.spec.detail == nil || id == l.shownID {
		return
	}
	l.rest = l.d.stage.After(cursorRest, func() {
		l.shownID = id
		l.spec.detail.Show(id)
	})
}

// current is the row under the cursor, if it was read.
func (l *list[R]) current() (r R, ok bool) {
	row, _, ok := l.grid.Current()
	if !ok || row >= len(l.model.ids) {
		return r, false
	}
	r, ok, _ = l.model.row(row)
	return r, ok
}

// thing is what the cursor stands on, and what one row of the list is called.
func (l *list[R]) thing() (app.Change, string, bool) {
	_, id, ok := l.grid.Current()
	return app.Change{Kind: l.spec.moves, ID: id}, l.spec.one, ok && l.spec.moves != ""
}

// picked gives the marked ids, else the one under the cursor.
func (l *list[R]) picked() []int64 {
	p := l.grid.Picked()
	if !p.All {
		return p.IDs
	}
	out := make([]int64, 0, len(l.model.ids))
	for _, id := range l.model.ids {
		if !slices.Contains(p.Except, int64(id)) {
			out = append(out, int64(id))
		}
	}
	return out
}
