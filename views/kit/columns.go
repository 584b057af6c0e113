package kit

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
)

// Kind says what a column holds, and with it how its cells are written.
type Kind int

// Money is right-aligned with "—" for none; days and muted texts are grey.
const (
	KindText Kind = iota
	KindMoney
	KindDay
	KindChip
	KindMuted
	KindNumber
)

// Column describes one column of a Grid. Lengths are pixels at zoom 1.
type Column struct {
	Key       string
	Title     string
	Kind      Kind
	Width     float32 // what it always gets
	Weight    float32 // its share of the room left over
	HideBelow float32 // not shown in a grid narrower than this
	Sortable  bool
	Hidden    bool // taken out by the person
}

// align follows from the kind.
func (c *Column) align() fyne.TextAlign {
	if c.Kind == KindMoney || c.Kind == KindNumber {
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}

// role is the colour of a cell that names none.
func (c *Column) role() Role {
	if c.Kind == KindDay || c.Kind == KindMuted {
		return RoleMuted
	}
	return RoleText
}

// Hue is the colour of a chip.
type Hue int

// HueNone means no chip.
const (
	HueNone Hue = iota
	Green
	Blue
	Amber
	Red
	Grey
)

// roles gives a chip's background and text.
func (h Hue) roles() (back, text Role) {
	switch h {
	case Green:
		return RoleGreen, RoleGreenText
	case Blue:
		return RoleBlue, RoleBlueText
	case Amber:
		return RoleAmber, RoleAmberText
	case Red:
		return RoleRed, RoleRedText
	}
	return RoleGrey, RoleGreyText
}

// Cell is what one row shows in one column.
type Cell struct {
	Text string
	Role Role // zero: by the column's kind
	Hue  Hue  // the chip's colour; for KindChip zero means grey
	Bold bool
}

// Sort is one key a list is ordered by.
type Sort struct {
	Key  string
	Desc bool
}

// ColState is what is remembered of a column in a saved view.
type ColState struct {
	Key    string
	Width  float32 // 0: as designed
	Hidden bool
}

// clickSort gives the order after a click on a column head: a first click sorts
// ascending, a second turns it round; with add the other keys stay.
func clickSort(now []Sort, key string, add bool) []Sort {
	i := slices.IndexFunc(now, func(s Sort) bool { return s.Key == key })
	switch {
	case add && i >= 0:
		out := slices.Clone(now)
		out[i].Desc = !out[i].Desc
		return out
	case add:
		return append(slices.Clone(now), Sort{Key: key})
	case i >= 0:
		return []Sort{{Key: key, Desc: !now[i].Desc}}
	}
	return []Sort{{Key: key}}
}

// extent is where a column lies; width 0 means it is not shown.
type extent struct{ x, w float32 }

// minColumn is the least a column can be dragged to, at zoom 1.
const minColumn = 44

// spread gives every column its place in a grid of a width.
func spread(cols []Column, width, zoom float32) []extent {
	shown := func(c *Column) bool { return !c.Hidden && width >= c.HideBelow*zoom }
	var fixed, weights float32
	for i := range cols {
		if shown(&cols[i]) {
			fixed += scaled(cols[i].Width, zoom)
			weights += cols[i].Weight
		}
	}
	spare := max(0, width-scaled(12, zoom)-fixed)
	out := make([]extent, len(cols))
	x := float32(0)
	for i := range cols {
		c := &cols[i]
		out[i].x = x
		if !shown(c) {
			continue
		}
		w := scaled(c.Width, zoom)
		if weights > 0 {
			w += spare * c.Weight / weights
		}
		out[i].w = float32(math.Round(float64(w)))
		x += out[i].w
	}
	return out
}
