package kit

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2/theme"
)

// contrast is the ratio of WCAG 2: 4.5 is the least for text.
func contrast(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		part := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.03928 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*part(n.R) + 0.7152*part(n.G) + 0.0722*part(n.B)
	}
	la, lb := light(a), light(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestTextIsReadableOnEverySurface(t *testing.T) {
	pairs := []struct{ ink, on Role }{
		{RoleText, RoleBackground}, {RoleText, RoleSidebar}, {RoleText, RoleHeader}, {RoleText, RoleSelection}, {RoleText, RoleOverlay}, {RoleText, RoleSurface},
		{RoleMuted, RoleBackground}, {RoleMuted, RoleSidebar}, {RoleMuted, RoleHeader}, {RoleMuted, RoleOverlay},
		{RolePrimary, RoleBackground}, {RoleOnPrimary, RolePrimary}, {RoleOnToast, RoleToast},
		{RoleError, RoleBackground}, {RoleWarning, RoleBackground}, {RoleSuccess, RoleBackground},
		{RoleGreenText, RoleGreen}, {RoleBlueText, RoleBlue}, {RoleAmberText, RoleAmber}, {RoleRedText, RoleRed},
	}
	for _, mode := range []Mode{Light, Dark} {
		th := NewTheme(Appearance{Mode: mode})
		for _, p := range pairs {
			if c := contrast(th.Color(p.ink, theme.VariantLight), th.Color(p.on, theme.VariantLight)); c < 4.5 {
				t.Errorf("mode %d: %s on %s has contrast %.2f", mode, p.ink, p.on, c)
			}
		}
		// grey chips say what does not matter now; look.md sets them a little lower
		if c := contrast(th.Color(RoleGreyText, 0), th.Color(RoleGrey, 0)); c < 4.3 {
			t.Errorf("mode %d: grey chip has contrast %.2f", mode, c)
		}
	}
}

func TestColoursOfTheTable(t *testing.T) {
	for role, want := range map[Role][2]uint32{
		RoleBackground: {0xFFFFFFFF, 0x17191EFF}, RoleSidebar: {0xF5F6F8FF, 0x121419FF}, RoleBorder: {0xE5E7ECFF, 0x2A2E36FF},
		RolePrimary: {0x2F5BD7FF, 0x7F9CFFFF}, RoleSelection: {0xE7EDFDFF, 0x26304FFF}, RoleAmberText: {0x8A4F00FF, 0xF3C27CFF},
	} {
		for i, mode := range []Mode{Light, Dark} {
			if got := NewTheme(Appearance{Mode: mode}).Color(role, theme.VariantLight); got != rgba(want[i]) {
				t.Errorf("%s in mode %d is %v", role, mode, got)
			}
		}
	}
	system := NewTheme(Appearance{})
	if system.Color(RoleText, theme.VariantDark) != rgba(0xE7E9EEFF) || system.Color(RoleText, theme.VariantLight) != rgba(0x1C2430FF) {
		t.Error("the system's choice is not followed")
	}
}

func TestZoomStaysInRangeAndOnWholePixels(t *testing.T) {
	for _, c := range []struct{ asked, size, text, line float32 }{
		{0, 30, 13, 1}, {1.5, 45, 20, 2}, {0.5, 24, 10, 1}, {9, 60, 26, 2},
	} {
		th := NewTheme(Appearance{Zoom: c.asked})
		if th.rowHeight() != c.size || th.Size(theme.SizeNameText) != c.text || th.Size(theme.SizeNameSeparatorThickness) != c.line {
			t.Errorf("zoom %v: row %v, text %v, line %v", c.asked, th.rowHeight(), th.Size(theme.SizeNameText), th.Size(theme.SizeNameSeparatorThickness))
		}
	}
	if NewTheme(Appearance{Comfortable: true}).rowHeight() != 36 {
		t.Error("comfortable rows are not 36 px")
	}
}
