package desk

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// timelineView is what happened with a partner, the newest first. It reads on as a person comes near the end.
type timelineView struct {
	d       *Desk
	content fyne.CanvasObject
	grid    *kit.Grid
	cols    []kit.Column
	place   []int // from the place of a column on the screen to its place in cols
	which   *kit.Segments
	count   *kit.Text
	open    func(app.Moment)

	of      app.ID[app.Partner]
	kinds   []app.MomentKind // none: all
	all     []app.Moment
	more    bool // there are older ones
	reading bool
	slot    kit.Slot
}

// momentsPage is how many entries are read at once, and momentsNear how near the end the next ones are read.
const momentsPage, momentsNear = 60, 20

func newTimelineView(d *Desk) *timelineView {
	t := &timelineView{d: d, count: kit.NewText("", kit.Caption()), cols: []kit.Column{
		{Key: "day", Title: "Day", Width: 98},
		{Key: "what", Title: "What happened", Width: 150, Weight: 2},
		{Key: "state", Title: "Now", Kind: kit.KindChip, Width: 108, HideBelow: 360},
		{Key: "sum", Title: "Amount", Kind: kit.KindMoney, Width: 108, HideBelow: 520},
		{Key: "more", Title: "More", Kind: kit.KindMuted, Width: 140, Weight: 2, HideBelow: 640},
		{Key: "who", Title: "Who", Kind: kit.KindMuted, Width: 90, HideBelow: 820}}}
	t.grid = kit.NewGrid(d.stage, append([]kit.Column(nil), t.cols...), nil)
	t.grid.OnOpen = func(id int64) {
		if i := t.index(id); i >= 0 {
			t.open(t.all[i])
		}
	}
	t.grid.OnColumns = func([]kit.ColState) { t.permute() }
	t.permute()
	choices := []kit.Pair{{Value: "", Text: "All"}}
	for _, g := range app.MomentGroups() {
		choices = append(choices, kit.Pair{Value: g.Name, Text: capital(g.Name)})
	}
	t.which = kit.NewSegments(t.choose, choices...)
	t.content = kit.Down(0, kit.Pad(8, 8, 8, 10, kit.Wrapped(8, t.which)), kit.NewRule(kit.RoleSeparator), kit.Grow(t.grid))
	return t
}

func (t *timelineView) permute() {
	t.place = t.place[:0]
	for _, shown := range t.grid.Columns() {
		t.place = append(t.place, slices.IndexFunc(t.cols, func(c kit.Column) bool { return c.Key == shown.Key }))
	}
}

// show begins with the newest of a partner.
func (t *timelineView) show(of app.ID[app.Partner]) {
	if of != t.of {
		t.of, t.all = of, nil
		t.grid.Replace(t)
		t.grid.ShowLoading()
	}
	t.again()
}

// choose shows the kinds of a group only, "" all.
func (t *timelineView) choose(group string) {
	kinds, err := app.MomentsNamed(group)
	if err != nil {
		kinds = nil
	}
	t.only(kinds)
}

func (t *timelineView) only(kinds []app.MomentKind) {
	t.kinds, t.all = kinds, nil
	t.grid.Replace(t)
	t.again()
}

// filter offers every kind by itself.
func (t *timelineView) filter() {
	items := []kit.MenuItem{{Title: "Everything", Run: func() { t.which.Set(""); t.only(nil) }}, {Line: true}}
	for _, k := range app.MomentKinds() {
		items = append(items, kit.MenuItem{Title: capital(string(k)), Run: func() { t.which.Set(""); t.only([]app.MomentKind{k}) }})
	}
	t.d.root.MenuUnder(t.which, items)
}

// again reads from the newest on, as many as are shown.
func (t *timelineView) again() {
	if t.of != 0 {
		t.read(app.TimelineQuery{Kinds: t.kinds, Most: max(momentsPage, len(t.all))})
	}
}

// older reads the next ones, once at a time.
func (t *timelineView) older() {
	if !t.reading && t.more && len(t.all) > 0 {
		last := t.all[len(t.all)-1]
		t.read(app.TimelineQuery{Kinds: t.kinds, After: &last, Most: momentsPage})
	}
}

func (t *timelineView) read(q app.TimelineQuery) {
	t.reading = true
	of := t.of
	kit.Load(t.d.stage, &t.slot, func(ctx context.Context) (app.TimelinePage, error) { return t.d.firm.Partners.Timeline(ctx, of, q) },
		func(p app.TimelinePage, err error) {
			if errors.Is(err, context.Canceled) {
				return
			}
			t.reading = false
			if err != nil {
				t.grid.ShowInstead(t.d.root.Broken(err, t.again))
				return
			}
			if q.After == nil {
				t.all = nil
			}
			t.all, t.more = append(t.all, p.Moments...), p.More
			t.grid.Update(t)
			t.tell()
		})
}

func (t *timelineView) tell() {
	say := plural(len(t.all), "entry", "entries")
	if t.more {
		say += ", and older ones below"
	}
	t.count.Set(say)
	if len(t.all) == 0 {
		t.grid.ShowInstead(kit.EmptyState(kit.Empty{Icon: "history", Title: "Nothing here yet",
			Text: "Check-ins, referrals both ways, agreements, statements, payments, materials and files stand here by day.", Action: "Log a check-in", Run: func() {
				if f, ok := t.d.partner(); ok {
					t.d.logCheckin(app.Checkin{Partner: f.row.ID}, f.row.Name)
				}
			}}))
	}
}

// momentID is an entry's id in the grid: one for each kind and thing.
func momentID(m app.Moment) int64 {
	return int64(slices.Index(app.MomentKinds(), m.Kind)+1)<<48 | m.ID
}

func (t *timelineView) index(id int64) int {
	return slices.IndexFunc(t.all, func(m app.Moment) bool { return momentID(m) == id })
}

// Len belongs to kit.Source.
func (t *timelineView) Len() int { return len(t.all) }

// ID belongs to kit.Source.
func (t *timelineView) ID(i int) int64 { return momentID(t.all[i]) }

// Row belongs to kit.Source.
func (t *timelineView) Row(i int, into []kit.Cell) bool {
	if i >= len(t.all)-momentsNear {
		t.d.stage.Do(t.older)
	}
	m := t.all[i]
	cells := []kit.Cell{{Text: dayWords(m.Day, t.d.today), Role: kit.RoleMuted}, {Text: m.What()}, {}, {Text: sumWords(m)}, {Text: m.More()}, {Text: m.Who}}
	if text, hue := momentChip(m); text != "" {
		cells[2] = kit.Cell{Text: capital(text), Hue: hue}
	}
	for at, from := range t.place {
		into[at] = cells[from]
	}
	return true
}

// sumWords is an entry's amount, nothing for none.
func sumWords(m app.Moment) string {
	if m.Sum.Minor == 0 {
		return ""
	}
	return m.Sum.String()
}
