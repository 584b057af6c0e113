package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rapport/views/kit"
	"rapport/views/kit/kittest"
)

// A link that has no room for its text is shortened; what stands beside it keeps its place, and the link is whole again where there is room.
func TestALinkIsCutWhereItHasNoRoom(t *testing.T) {
	long := strings.Repeat("Vermögensberatung ", 12)
	for width, cut := range map[float32]bool{300: true, 3000: false} {
		pressed := false
		link := kit.NewLink(long, func() { pressed = true }).Cut()
		w := kittest.Open(t, fyne.NewSize(width, 80), func(*kit.Root) fyne.CanvasObject {
			return kit.Across(8, kit.Grow(link), kit.NewButton("Log", "", kit.Normal, nil))
		})
		for _, word := range kittest.Words(w.Canvas().Content()) {
			if right := word.At.X + word.Size.Width; right > width {
				t.Errorf("%q ends at %.0f of %.0f", word.Text, right, width)
			}
			if strings.HasPrefix(word.Text, "Verm") && strings.HasSuffix(word.Text, "…") != cut {
				t.Errorf("in %.0f: %q", width, word.Text)
			}
		}
		w.Canvas().Focus(link)
		w.Press("Enter")
		if !pressed || link.Text() != long {
			t.Errorf("in %.0f it is no link any more", width)
		}
	}
}
