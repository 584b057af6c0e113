package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Bar is a thin bar filled to a share, for progress and for figures.
type Bar struct {
	widget.BaseWidget
	share float32
	role  Role
	high  float32
}

// NewBar makes a bar of a height in pixels at zoom 1, filled to 0.
func NewBar(role Role, high float32) *Bar {
	b := &Bar{role: role, high: high}
	b.ExtendBaseWidget(b)
	return b
}

// Set fills it to a share from 0 to 1.
func (b *Bar) Set(share float32) {
	share = min(max(share, 0), 1)
	if share != b.share {
		b.share = share
		b.Refresh()
	}
}

// CreateRenderer belongs to Fyne.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	back, fill := newRect(), newRect()
	return newDrawing(&drawing{
		of: b, objects: []fyne.CanvasObject{back, fill},
		least: func() fyne.Size { return fyne.NewSize(Px(60), Px(b.high)) },
		place: func(s fyne.Size) {
			y := (s.Height - Px(b.high)) / 2
			put(back, 0, y, s.Width, Px(b.high))
			put(fill, 0, y, s.Width*b.share, Px(b.high))
		},
		style: func() {
			back.FillColor, back.CornerRadius = Color(RoleSkeleton), Px(b.high/2)
			fill.FillColor, fill.CornerRadius = Color(b.role), Px(b.high/2)
		},
	})
}

// Progress shows how far something is, with Cancel. It stands still while it is
// not told anything: a bar that runs by itself costs a sixth of a core.
type Progress struct {
	holder
	text   *Text
	bar    *Bar
	cancel *Button
}

// NewProgress makes one; cancel may be nil.
func NewProgress(text string, cancel func()) *Progress {
	p := &Progress{text: NewText(text, Look{}), bar: NewBar(RolePrimary, 6)}
	p.cancel = NewButton("Cancel", "", Normal, cancel).Small()
	if cancel == nil {
		p.cancel.Hide()
	}
	p.hold(p, Down(6, Across(8, Grow(p.text), p.cancel), p.bar))
	return p
}

// Set says what is going on and how far it is, 0 to 1.
func (p *Progress) Set(text string, share float32) {
	p.text.Set(text)
	p.bar.Set(share)
}

// Steps is the head of a guided flow: numbered steps, the present one marked.
type Steps struct {
	widget.BaseWidget
	names []string
	at    int
	dots  []*canvas.Rectangle
	nums  []*canvas.Text
	words []*canvas.Text
	lines []*canvas.Rectangle
	ticks []*canvas.Image
}

// NewSteps makes the head, at the first step.
func NewSteps(names ...string) *Steps {
	s := &Steps{names: names}
	s.ExtendBaseWidget(s)
	return s
}

// Set marks a step as the present one; those before it are done.
func (s *Steps) Set(at int) { s.at = at; s.Refresh() }

// CreateRenderer belongs to Fyne.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer {
	var objects []fyne.CanvasObject
	for i, name := range s.names {
		dot, num, word, line, tick := newRect(), newText(string(rune('1'+i))), newText(name), newRect(), newIcon()
		s.dots, s.nums, s.words = append(s.dots, dot), append(s.nums, num), append(s.words, word)
		s.lines, s.ticks = append(s.lines, line), append(s.ticks, tick)
		objects = append(objects, line, dot, num, tick, word)
	}
	return newDrawing(&drawing{of: s, objects: objects, least: s.least, place: s.place, style: s.style})
}

func (s *Steps) least() fyne.Size {
	w := float32(0)
	for _, word := range s.words {
		w += word.MinSize().Width + Px(62)
	}
	return fyne.NewSize(w, Px(28))
}

func (s *Steps) place(size fyne.Size) {
	x, d := float32(0), Px(20)
	y := (size.Height - d) / 2
	for i, word := range s.words {
		put(s.dots[i], x, y, d, d)
		put(s.nums[i], x, y, d, d)
		put(s.ticks[i], x+Px(4), y+Px(4), Px(12), Px(12))
		w := word.MinSize().Width
		put(word, x+d+Px(7), 0, w, size.Height)
		x += d + Px(7) + w + Px(9)
		put(s.lines[i], x, size.Height/2, Px(18), Px(1))
		x += Px(26)
	}
}

func (s *Steps) style() {
	for i := range s.names {
		done, here := i < s.at, i == s.at
		fill, ink, word := RoleSkeleton, RoleMuted, RoleMuted
		switch {
		case here:
			fill, ink, word = RolePrimary, RoleOnPrimary, RoleText
		case done:
			fill, ink, word = RoleBlue, RoleBlueText, RoleText
		}
		s.dots[i].FillColor, s.dots[i].CornerRadius = Color(fill), Px(10)
		n := s.nums[i]
		n.TextSize, n.Alignment, n.Color, n.Hidden = Px(11), fyne.TextAlignCenter, Color(ink), done
		setIcon(s.ticks[i], "check", Color(ink))
		s.ticks[i].Hidden = !done
		s.words[i].TextSize, s.words[i].TextStyle.Bold, s.words[i].Color = Px(13), here, Color(word)
		s.lines[i].FillColor, s.lines[i].Hidden = Color(RoleBorder), i == len(s.names)-1
	}
}
