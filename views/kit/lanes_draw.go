package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// laneParts is what Lanes draw: backs, then cards, then heads over the cards that scroll under them, then the card that is dragged.
type laneParts struct {
	backs, covers, lines, thumbs []*canvas.Rectangle
	titles, counts               []*canvas.Text
	cards                        []*laneFace
	ghost                        *laneFace
	draw                         *drawing
}

// laneFace is one card as drawn.
type laneFace struct {
	back, badge                      *canvas.Rectangle
	title, points, note, below, tail *canvas.Text
}

func newLaneFace() *laneFace {
	return &laneFace{newRect(), newRect(), newText(""), newText(""), newText(""), newText(""), newText("")}
}

func (f *laneFace) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.back, f.badge, f.title, f.points, f.note, f.below, f.tail}
}

func (f *laneFace) hide() {
	for _, o := range f.objects() {
		o.Hide()
	}
}

// CreateRenderer belongs to Fyne.
func (l *Lanes) CreateRenderer() fyne.WidgetRenderer {
	p := &laneParts{ghost: newLaneFace()}
	p.draw = &drawing{of: l, place: func(s fyne.Size) { l.measure(); l.place(s) }, least: func() fyne.Size { return fyne.NewSize(Px(2*laneMin), Px(240)) }}
	for range l.views {
		p.backs, p.covers = append(p.backs, newRect()), append(p.covers, newRect())
		p.lines, p.thumbs = append(p.lines, newRect()), append(p.thumbs, newRect())
		p.titles, p.counts = append(p.titles, newText("")), append(p.counts, newText(""))
	}
	l.parts = p
	p.collect()
	return newDrawing(p.draw)
}

// collect lists the objects from back to front.
func (p *laneParts) collect() {
	all := p.draw.objects[:0]
	for _, r := range p.backs {
		all = append(all, r)
	}
	for _, c := range p.cards {
		all = append(all, c.objects()...)
	}
	for i := range p.covers {
		all = append(all, p.covers[i], p.titles[i], p.counts[i], p.lines[i], p.thumbs[i])
	}
	p.draw.objects = append(all, p.ghost.objects()...)
}

// card gives the n-th card's objects, made when first needed.
func (p *laneParts) card(n int) *laneFace {
	if n == len(p.cards) {
		p.cards = append(p.cards, newLaneFace())
		p.collect()
	}
	return p.cards[n]
}

func (l *Lanes) place(s fyne.Size) {
	n, w := l.across(s)
	l.first = min(max(l.first, 0), len(l.views)-n)
	used := 0
	for lane := range l.views {
		shown := lane >= l.first && lane < l.first+n
		x := float32(lane-l.first) * w
		l.placeHead(lane, shown, x, w, s.Height)
		if shown {
			used = l.placeCards(lane, x, w, used)
		}
	}
	for _, c := range l.parts.cards[used:] {
		c.hide()
	}
	l.placeGhost(w)
}

// placeHead draws a lane without its cards: back, title, how many there are, and where it is scrolled to.
func (l *Lanes) placeHead(lane int, shown bool, x, w, h float32) {
	p := l.parts
	back, cover, title, count, line, thumb := p.backs[lane], p.covers[lane], p.titles[lane], p.counts[lane], p.lines[lane], p.thumbs[lane]
	back.Hidden, cover.Hidden, title.Hidden, count.Hidden, line.Hidden = !shown, !shown, !shown, !shown, !shown
	length, y := l.views[lane].thumb(float64(Px(28)))
	thumb.Hidden = !shown || length == 0
	if !shown {
		return
	}
	back.FillColor, cover.FillColor, line.FillColor = Color(RoleBackground), Color(RoleBackground), Color(RoleSeparator)
	if l.drag.on && l.laneAt(l.drag.at) == lane && lane != l.drag.lane {
		back.FillColor = Color(RoleRed)
		if l.spec.May(l.drag.lane, l.drag.i, lane) {
			back.FillColor = Color(RoleSelection)
		}
	}
	put(back, x, 0, w, h)
	put(cover, x, 0, w, Px(laneHead))
	put(line, x+w-Px(1), 0, Px(1), h)
	title.Text, title.TextSize, title.Color, title.TextStyle.Bold = l.spec.Titles[lane], Px(12), Color(RoleText), true
	count.Text, count.TextSize, count.Color = strconv.Itoa(l.spec.Len(lane)), Px(12), Color(RoleMuted)
	wide := title.MinSize().Width
	put(title, x+Px(10), Px(2), wide, Px(laneHead-2))
	put(count, x+Px(18)+wide, Px(2), Px(40), Px(laneHead-2))
	thumb.FillColor, thumb.CornerRadius = Color(RoleScrollBar), Px(2)
	put(thumb, x+w-Px(5), Px(laneHead)+float32(y), Px(4), float32(length))
}

// placeCards draws the cards of a lane that show.
func (l *Lanes) placeCards(lane int, x, w float32, used int) int {
	v := &l.views[lane]
	i, y := v.first()
	for ; i < v.rows && float64(y) < v.height; i++ {
		f := l.parts.card(used)
		used++
		here := lane == l.lane && i == l.i
		l.placeCard(f, lane, i, fyne.NewPos(x+Px(laneGap), Px(laneHead)+y), w-2*Px(laneGap)-Px(1), here)
		y += Px(laneStep)
	}
	return used
}

func (l *Lanes) placeCard(f *laneFace, lane, i int, at fyne.Position, w float32, here bool) {
	for _, o := range f.objects() {
		o.Show()
	}
	card, ready := l.spec.Card(lane, i)
	face := Face{Fill: RoleSurface, Stroke: RoleBorder, Radius: 6}
	switch {
	case !ready:
		face.Fill = RoleSkeleton
	case here && l.focused:
		face.Fill, face.Stroke = RoleSelection, RolePrimary
	case here:
		face.Fill = RoleSelection
	}
	face.paint(f.back)
	put(f.back, at.X, at.Y, w, Px(laneCard))
	f.write(card, at, w)
}

// write puts the words of a card on it.
func (f *laneFace) write(c LaneCard, at fyne.Position, w float32) {
	x, inner := at.X+Px(9), w-Px(18)
	line := func(t *canvas.Text, text string, size float32, role Role, x, y, w float32) {
		t.TextSize, t.Color = Px(size), Color(role)
		t.Text, _ = fit(text, w, t.TextSize, t.TextStyle)
		put(t, x, at.Y+Px(y), w, Px(18))
	}
	line(f.title, c.Title, 13, RoleText, x, 7, inner)
	fill, ink := c.Hue.roles()
	wide := float32(0)
	f.badge.Hidden, f.points.Hidden = c.Badge == "", c.Badge == ""
	if c.Badge != "" {
		wide = fyne.MeasureText(c.Badge, Px(11), fyne.TextStyle{}).Width + Px(14)
		f.badge.FillColor, f.badge.CornerRadius = Color(fill), Px(8)
		put(f.badge, x, at.Y+Px(30), wide, Px(17))
		line(f.points, c.Badge, 11, ink, x+Px(7), 29, wide)
		wide += Px(7)
	}
	line(f.note, c.Note, 11, RoleMuted, x+wide, 29, inner-wide)
	role := RoleMuted
	if c.Late {
		role = RoleError
	}
	end := fyne.MeasureText(c.Tail, Px(11), fyne.TextStyle{}).Width
	line(f.tail, c.Tail, 11, role, x+inner-end, 52, end+Px(2))
	line(f.below, c.Below, 11, RoleText, x, 52, inner-end-Px(6))
}

// placeGhost draws the card under the pointer.
func (l *Lanes) placeGhost(w float32) {
	if !l.drag.on {
		l.parts.ghost.hide()
		return
	}
	at := l.drag.at.SubtractXY(w/3, Px(14))
	l.placeCard(l.parts.ghost, l.drag.lane, l.drag.i, at, w-2*Px(laneGap), true)
}
