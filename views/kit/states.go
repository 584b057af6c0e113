package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Empty is what a list shows when there is nothing in it: what it is for and
// what to do about it.
type Empty struct {
	Icon, Title, Text string
	// Action and Run are the main thing to do, Second and RunSecond another.
	Action    string
	Run       func()
	Second    string
	RunSecond func()
}

// EmptyState puts it in the middle of its room.
func EmptyState(e Empty) fyne.CanvasObject {
	centre := fyne.TextAlignCenter
	parts := []fyne.CanvasObject{
		NewIcon(e.Icon, RoleDisabled, 36),
		NewText(e.Title, Look{Size: 15, Bold: true, Align: centre, Wrap: true}),
		NewText(e.Text, Look{Role: RoleMuted, Align: centre, Wrap: true}),
	}
	buttons := Across(8, Space())
	if e.Action != "" {
		buttons.Add(NewButton(e.Action, "", Primary, e.Run))
	}
	if e.Second != "" {
		buttons.Add(NewButton(e.Second, "", Normal, e.RunSecond))
	}
	buttons.Add(Space())
	if e.Action != "" || e.Second != "" {
		parts = append(parts, Pad(6, 0, 0, 0, buttons))
	}
	return Middle(380, Down(8, parts...))
}

// NothingFits is the empty state of a filter or search.
func NothingFits(what string, clear func()) fyne.CanvasObject {
	return EmptyState(Empty{Icon: "filter", Title: "No " + what + " fit", Text: "Nothing is missing: the filters hide the rest.", Second: "Clear filters", RunSecond: clear})
}

// Middle centres a child of a width in its room, a little above the middle.
func Middle(width float32, child fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: middle{width}, Objects: []fyne.CanvasObject{child}}
}

type middle struct{ width float32 }

func (m middle) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Px(120), o[0].MinSize().Height)
}

func (m middle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(Px(m.width), s.Width-Px(24))
	o[0].Resize(fyne.NewSize(w, o[0].MinSize().Height)) // wrapped text learns its width first
	h := o[0].MinSize().Height
	put(o[0], (s.Width-w)/2, max(0, (s.Height-h)*0.42), w, h)
}

// Banner says at the top of a view what went wrong, what was kept and what to do.
type Banner struct {
	holder
}

// BannerSpec is what a banner says and offers.
type BannerSpec struct {
	Kind   Hue // Red: error, Amber: warning, Blue: to know, Green: done
	Text   string
	Detail string // shown and copied on request
	Action string
	Run    func()
	Second string // another thing to do
	Other  func()
	Close  func() // nil: cannot be closed
}

// NewBanner makes a banner.
func NewBanner(b BannerSpec) *Banner {
	out := &Banner{}
	back, ink := b.Kind.roles()
	icon := map[Hue]string{Red: "error", Amber: "warning", Green: "check"}[b.Kind]
	if icon == "" {
		icon = "info"
	}
	row := Across(10, NewIcon(icon, ink, 16), Grow(NewText(b.Text, Look{Role: ink, Wrap: true})))
	if b.Detail != "" {
		row.Add(NewButton("Details", "", Normal, func() { out.details(b) }).Small())
	}
	if b.Action != "" {
		row.Add(NewButton(b.Action, "", Normal, b.Run).Small())
	}
	if b.Second != "" {
		row.Add(NewButton(b.Second, "", Normal, b.Other).Small())
	}
	if b.Close != nil {
		row.Add(NewIconButton("x", "Close", "", b.Close).Small())
	}
	out.hold(out, container.NewStack(NewPanel(Face{Fill: back}, Pad(6, 12, 6, 16, row))))
	return out
}

func (b *Banner) details(spec BannerSpec) {
	root, _ := rootOf(b)
	if root == nil {
		return
	}
	var shut func()
	text := NewNoteInput("", 10)
	text.Entry.Put(spec.Detail)
	done := NewButton("Close", "", Normal, func() { shut() })
	copied := NewButton("Copy", "copy", Normal, func() {
		fyne.CurrentApp().Clipboard().SetContent(spec.Text + "\n" + spec.Detail)
		shut()
		root.Toast(Toast{Text: "Details copied"})
	})
	shut = root.Dialog(560, Down(10, NewText(spec.Text, Look{Bold: true, Wrap: true}), text, Across(8, Space(), copied, done)), done)
}

// Broken is what a view shows in place of what could not be read.
func (r *Root) Broken(err error, retry func()) fyne.CanvasObject {
	f := r.explain(err)
	text := f.Say
	if f.Try != "" {
		text += " " + f.Try
	}
	e := Empty{Icon: "warning", Title: "This could not be shown", Text: text, Action: "Try again", Run: retry}
	if f.Detail != "" {
		e.Second = "Copy details"
		e.RunSecond = func() {
			fyne.CurrentApp().Clipboard().SetContent(f.Say + "\n" + f.Detail)
			r.Toast(Toast{Text: "Details copied"})
		}
	}
	return EmptyState(e)
}

// CopyText puts a text on the clipboard.
func CopyText(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }
