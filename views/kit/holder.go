package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// holder makes a widget of a container, so that a type can have methods of its
// own: Fyne draws containers and widgets, not what embeds a container.
type holder struct {
	widget.BaseWidget
	inner *fyne.Container
}

// hold ties the holder to the widget it is part of.
func (h *holder) hold(self fyne.Widget, inner *fyne.Container) {
	h.inner = inner
	h.ExtendBaseWidget(self)
}

// CreateRenderer belongs to Fyne.
func (h *holder) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.inner) }
