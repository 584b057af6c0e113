package kit

import (
	"context"
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Paper is a document rendered page by page.
type Paper interface {
	// Pages is how many there are.
	Pages() int
	// Size is a page's width and height in points.
	Size(page int) (width, height float64)
	// Render draws a page so many pixels wide. It runs away from the screen.
	Render(ctx context.Context, page, width int) (image.Image, error)
}

const (
	paperGap  = 16 // between pages, at zoom 1
	paperMost = 3  // the most a page is enlarged
)

// PaperView shows a document's pages below each other. Only pages in sight are
// rendered. Wheel, arrows, PgUp, PgDn, Home and End scroll; + − 0 zoom.
type PaperView struct {
	widget.BaseWidget
	// OnPage is told which page is in the middle of the view, counted from 1.
	OnPage func(page, of int)

	stage   Stage
	paper   Paper
	zoom    float64 // 1 fits the width
	off     float64
	page    int
	focused bool
	pics    map[int]*paperPic
	back    *canvas.Rectangle
	thumb   *canvas.Rectangle
	problem *canvas.Text
	objects []fyne.CanvasObject
}

// paperPic is one rendered page.
type paperPic struct {
	sheet *canvas.Rectangle
	image *canvas.Image
	width int // pixels it was rendered for
	want  int
	slot  Slot
	err   error
}

// NewPaperView makes an empty view.
func NewPaperView(stage Stage) *PaperView {
	v := &PaperView{stage: stage, zoom: 1, pics: map[int]*paperPic{}}
	v.ExtendBaseWidget(v)
	return v
}

// Open shows another document from its first page.
func (v *PaperView) Open(p Paper) {
	for _, pic := range v.pics {
		pic.slot.Cancel()
	}
	v.paper, v.off, v.page, v.pics = p, 0, 0, map[int]*paperPic{}
	v.Refresh()
}

// Zoom enlarges: 1 fits the width of the view.
func (v *PaperView) Zoom(by float64) {
	before := v.height()
	v.zoom = math.Max(0.4, math.Min(paperMost, v.zoom*by))
	if before > 0 {
		v.off *= v.height() / before
	}
	v.Refresh()
}

// FitWidth undoes Zoom.
func (v *PaperView) FitWidth() { v.Zoom(1 / v.zoom) }

func (v *PaperView) pageWidth() float64 {
	return math.Max(1, (math.Min(float64(v.Size().Width), float64(Px(900)))-2*float64(Px(paperGap)))*v.zoom)
}

func (v *PaperView) pageHeight(i int) float64 {
	w, h := v.paper.Size(i)
	if w <= 0 {
		return 0
	}
	return v.pageWidth() * h / w
}

// height is that of all pages with the gaps around them.
func (v *PaperView) height() float64 {
	if v.paper == nil {
		return 0
	}
	sum := float64(Px(paperGap))
	for i := range v.paper.Pages() {
		sum += v.pageHeight(i) + float64(Px(paperGap))
	}
	return sum
}

func (v *PaperView) scrollTo(off float64) {
	v.off = math.Max(0, math.Min(off, v.height()-float64(v.Size().Height)))
	v.Refresh()
}

// Scrolled is the wheel; with Ctrl it zooms.
func (v *PaperView) Scrolled(e *fyne.ScrollEvent) {
	if modsOf(v)&fyne.KeyModifierShortcutDefault != 0 {
		v.Zoom(math.Pow(1.1, float64(e.Scrolled.DY)/25))
		return
	}
	v.scrollTo(v.off - float64(e.Scrolled.DY)*2)
}

// MouseDown takes the focus.
func (v *PaperView) MouseDown(*desktop.MouseEvent) { focusOn(v) }

// MouseUp belongs to MouseDown.
func (v *PaperView) MouseUp(*desktop.MouseEvent) {}

// FocusGained and FocusLost belong to the keys.
func (v *PaperView) FocusGained() { v.focused = true; v.Refresh() }

// FocusLost belongs to FocusGained.
func (v *PaperView) FocusLost() { v.focused = false; v.Refresh() }

// TypedRune zooms.
func (v *PaperView) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.Zoom(1.2)
	case '-':
		v.Zoom(1 / 1.2)
	case '0':
		v.FitWidth()
	default:
		forwardRune(v, r)
	}
}

// TypedKey scrolls.
func (v *PaperView) TypedKey(e *fyne.KeyEvent) {
	page := float64(v.Size().Height) * 0.9
	switch e.Name {
	case fyne.KeyDown:
		v.scrollTo(v.off + 60)
	case fyne.KeyUp:
		v.scrollTo(v.off - 60)
	case fyne.KeyPageDown, fyne.KeySpace:
		v.scrollTo(v.off + page)
	case fyne.KeyPageUp:
		v.scrollTo(v.off - page)
	case fyne.KeyHome:
		v.scrollTo(0)
	case fyne.KeyEnd:
		v.scrollTo(v.height())
	default:
		forwardKey(v, e)
	}
}

// CreateRenderer belongs to Fyne.
func (v *PaperView) CreateRenderer() fyne.WidgetRenderer {
	v.back, v.thumb, v.problem = newRect(), newRect(), newText("")
	r := &paperRenderer{v}
	r.Refresh()
	return r
}

type paperRenderer struct{ v *PaperView }

func (r *paperRenderer) Destroy()                     {}
func (r *paperRenderer) MinSize() fyne.Size           { return fyne.NewSize(Px(200), Px(200)) }
func (r *paperRenderer) Objects() []fyne.CanvasObject { return r.v.objects }

func (r *paperRenderer) Layout(fyne.Size) { r.v.draw() }

func (r *paperRenderer) Refresh() {
	r.v.draw()
	canvas.Refresh(r.v)
}

// draw places the pages in sight and asks for those not rendered yet.
func (v *PaperView) draw() {
	size := v.Size()
	v.back.FillColor = Color(RoleSidebar)
	v.back.Resize(size)
	v.objects = append(v.objects[:0], v.back)
	v.problem.Text = ""
	if v.paper != nil && size.Height > 0 {
		v.off = math.Max(0, math.Min(v.off, v.height()-float64(size.Height)))
		v.drawPages(size)
	}
	v.problem.TextSize, v.problem.Color, v.problem.Alignment = Px(13), Color(RoleMuted), fyne.TextAlignCenter
	put(v.problem, 0, size.Height/2-Px(10), size.Width, Px(20))
	v.objects = append(v.objects, v.problem, v.thumb)
	v.drawThumb(size)
}

func (v *PaperView) drawPages(size fyne.Size) {
	gap := float64(Px(paperGap))
	y := gap - v.off
	w := v.pageWidth()
	for i := range v.paper.Pages() {
		h := v.pageHeight(i)
		if y < float64(size.Height) && y+h > 0 {
			pic := v.picture(i, int(math.Round(w)))
			x := float32((float64(size.Width) - w) / 2)
			put(pic.sheet, x, float32(y), float32(w), float32(h))
			put(pic.image, x, float32(y), float32(w), float32(h))
			v.objects = append(v.objects, pic.sheet, pic.image)
			if pic.err != nil {
				v.problem.Text = "This page could not be drawn. Open the file in your viewer instead."
			}
			if mid := float64(size.Height) / 2; y <= mid && y+h+gap > mid && v.page != i+1 {
				v.page = i + 1
				if v.OnPage != nil {
					v.OnPage(v.page, v.paper.Pages())
				}
			}
		} else {
			v.forget(i)
		}
		y += h + gap
	}
}

// forget drops pages far out of sight, so that a long document stays small.
func (v *PaperView) forget(i int) {
	if pic, ok := v.pics[i]; ok && (i < v.page-3 || i > v.page+3) {
		pic.slot.Cancel()
		delete(v.pics, i)
	}
}

// picture gives a page as far as it is rendered and asks for it in this width.
func (v *PaperView) picture(i, width int) *paperPic {
	pic, ok := v.pics[i]
	if !ok {
		pic = &paperPic{sheet: newRect(), image: newIcon()}
		v.pics[i] = pic
	}
	pic.sheet.FillColor = rgba(0xFFFFFFFF) // paper is white in the dark, too
	pic.sheet.StrokeColor, pic.sheet.StrokeWidth = Color(RoleBorder), Px(1)
	pic.image.Hidden = pic.image.Image == nil
	if pic.want == width {
		return pic
	}
	pic.want = width
	paper, pixels := v.paper, int(float32(width)*v.density())
	Load(v.stage, &pic.slot, func(ctx context.Context) (image.Image, error) { return paper.Render(ctx, i, pixels) },
		func(img image.Image, err error) {
			if pic.err = err; err == nil {
				pic.image.Image, pic.width = img, width
				pic.image.Refresh()
			}
			v.Refresh()
		})
	return pic
}

// density is how many pixels of the screen one of ours takes.
func (v *PaperView) density() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		return max(1, c.Scale())
	}
	return 1
}

func (v *PaperView) drawThumb(size fyne.Size) {
	total := v.height()
	v.thumb.Hidden = total <= float64(size.Height) || size.Height <= 0
	if v.thumb.Hidden {
		return
	}
	long := math.Max(float64(Px(28)), float64(size.Height)*float64(size.Height)/total)
	y := (float64(size.Height) - long) * v.off / (total - float64(size.Height))
	v.thumb.FillColor, v.thumb.CornerRadius = Color(RoleScrollBar), Px(4)
	put(v.thumb, size.Width-Px(9), float32(y), Px(7), float32(long))
}
