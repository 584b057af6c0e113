package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Role is what a colour is for. Screens name roles, never colours.
type Role = fyne.ThemeColorName

// The roles of the window. The first group is shared with Fyne's own widgets.
const (
	RoleBackground  Role = theme.ColorNameBackground
	RoleText        Role = theme.ColorNameForeground
	RoleDisabled    Role = theme.ColorNameDisabled
	RolePrimary     Role = theme.ColorNamePrimary
	RoleOnPrimary   Role = theme.ColorNameForegroundOnPrimary
	RoleSelection   Role = theme.ColorNameSelection
	RoleHover       Role = theme.ColorNameHover
	RolePressed     Role = theme.ColorNamePressed
	RoleFocus       Role = theme.ColorNameFocus
	RoleSeparator   Role = theme.ColorNameSeparator
	RoleHeader      Role = theme.ColorNameHeaderBackground
	RoleInputBorder Role = theme.ColorNameInputBorder
	RoleOverlay     Role = theme.ColorNameOverlayBackground
	RoleScrollBar   Role = theme.ColorNameScrollBar
	RoleSuccess     Role = theme.ColorNameSuccess
	RoleWarning     Role = theme.ColorNameWarning
	RoleError       Role = theme.ColorNameError

	RoleSurface   Role = "rapport.surface"
	RoleSidebar   Role = "rapport.sidebar"
	RoleBorder    Role = "rapport.border"
	RoleMuted     Role = "rapport.muted"
	RoleScrim     Role = "rapport.scrim"
	RoleToast     Role = "rapport.toast"
	RoleOnToast   Role = "rapport.onToast"
	RoleSkeleton  Role = "rapport.skeleton"
	RoleClear     Role = "rapport.clear"
	RoleGreen     Role = "rapport.chip.green"
	RoleBlue      Role = "rapport.chip.blue"
	RoleAmber     Role = "rapport.chip.amber"
	RoleRed       Role = "rapport.chip.red"
	RoleGrey      Role = "rapport.chip.grey"
	RoleGreenText Role = "rapport.chip.greenText"
	RoleBlueText  Role = "rapport.chip.blueText"
	RoleAmberText Role = "rapport.chip.amberText"
	RoleRedText   Role = "rapport.chip.redText"
	RoleGreyText  Role = "rapport.chip.greyText"
)

// The zoom factor's limits.
const (
	ZoomMin = 0.8
	ZoomMax = 2.0
)

// Mode chooses the light or dark set of colours.
type Mode int

// FollowSystem takes what the desktop says.
const (
	FollowSystem Mode = iota
	Light
	Dark
)

// Appearance is everything a person can set about the look.
type Appearance struct {
	Mode        Mode
	Zoom        float32 // 0.8–2.0; 0 means 1
	Comfortable bool    // rows of 36 px instead of 30
	Still       bool    // reduce motion
}

// Theme is the look of the window as a Fyne theme.
type Theme struct {
	fyne.Theme
	look Appearance
}

// NewTheme makes the theme of an appearance; a zoom out of range is brought into it.
func NewTheme(look Appearance) *Theme {
	if look.Zoom == 0 {
		look.Zoom = 1
	}
	look.Zoom = min(max(look.Zoom, ZoomMin), ZoomMax)
	return &Theme{Theme: theme.DefaultTheme(), look: look}
}

// Apply switches the running window to an appearance, live.
func Apply(look Appearance) { fyne.CurrentApp().Settings().SetTheme(NewTheme(look)) }

// Appearance tells what the theme was made from.
func (t *Theme) Appearance() Appearance { return t.look }

// Color gives the colour of a role; the person's choice of light or dark wins over the desktop's.
func (t *Theme) Color(role Role, variant fyne.ThemeVariant) color.Color {
	switch t.look.Mode {
	case Light:
		variant = theme.VariantLight
	case Dark:
		variant = theme.VariantDark
	}
	light, dark, known := hues(role)
	if !known {
		return t.Theme.Color(role, variant)
	}
	if variant == theme.VariantDark {
		return rgba(dark)
	}
	return rgba(light)
}

// Size gives a measure, already zoomed.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if v, known := measure(name); known {
		return t.px(v)
	}
	return t.px(t.Theme.Size(name))
}

func (t *Theme) rowHeight() float32 {
	if t.look.Comfortable {
		return t.px(36)
	}
	return t.px(30)
}

func (t *Theme) px(v float32) float32 { return scaled(v, t.look.Zoom) }

// scaled zooms a length and keeps it on whole pixels, never thinner than one.
func scaled(v, zoom float32) float32 {
	if zoom == 1 || v == 0 {
		return v
	}
	return max(1, float32(math.Round(float64(v*zoom))))
}

// measure lists the sizes of look.md, in pixels at zoom 1.
func measure(name fyne.ThemeSizeName) (float32, bool) {
	switch name {
	case theme.SizeNameText:
		return 13, true
	case theme.SizeNameCaptionText:
		return 11, true
	case theme.SizeNameSubHeadingText:
		return 15, true
	case theme.SizeNameHeadingText:
		return 20, true
	case theme.SizeNamePadding, theme.SizeNameScrollBarSmall, theme.SizeNameScrollBarRadius, theme.SizeNameSelectionRadius:
		return 4, true
	case theme.SizeNameInnerPadding, theme.SizeNameInputRadius:
		return 6, true
	case theme.SizeNameLineSpacing:
		return 3, true
	case theme.SizeNameInlineIcon:
		return 16, true
	case theme.SizeNameScrollBar:
		return 8, true
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return 1, true
	}
	return 0, false
}

// hues holds the table of look.md as RRGGBBAA, light and dark.
func hues(role Role) (light, dark uint32, known bool) {
	switch role {
	case RoleBackground:
		return 0xFFFFFFFF, 0x17191EFF, true
	case RoleSurface, theme.ColorNameInputBackground:
		return 0xFFFFFFFF, 0x1C1F25FF, true
	case RoleSidebar:
		return 0xF5F6F8FF, 0x121419FF, true
	case RoleHeader:
		return 0xFAFBFCFF, 0x1A1C22FF, true
	case RoleBorder:
		return 0xE5E7ECFF, 0x2A2E36FF, true
	case RoleSeparator:
		return 0xECEEF2FF, 0x23272EFF, true
	case RoleInputBorder:
		return 0xD5D9E1FF, 0x343943FF, true
	case RoleOverlay, theme.ColorNameMenuBackground:
		return 0xFFFFFFFF, 0x20242BFF, true
	case RoleText:
		return 0x1C2430FF, 0xE7E9EEFF, true
	case RoleMuted, theme.ColorNamePlaceHolder:
		return 0x667085FF, 0x98A1B0FF, true
	case RoleDisabled:
		return 0x9AA3B2FF, 0x6B7280FF, true
	case RolePrimary, theme.ColorNameHyperlink:
		return 0x2F5BD7FF, 0x7F9CFFFF, true
	case RoleOnPrimary:
		return 0xFFFFFFFF, 0x0E1424FF, true
	case RoleClear, theme.ColorNameScrollBarBackground:
		return 0x00000000, 0x00000000, true
	}
	return moreHues(role)
}

func moreHues(role Role) (light, dark uint32, known bool) {
	switch role {
	case RoleSelection:
		return 0xE7EDFDFF, 0x26304FFF, true
	case RoleHover:
		return 0x1C24300B, 0xFFFFFF0D, true
	case RolePressed:
		return 0x1C243018, 0xFFFFFF1A, true
	case RoleFocus:
		return 0x2F5BD733, 0x7F9CFF40, true
	case RoleScrollBar:
		return 0x1C243038, 0xFFFFFF38, true
	case RoleScrim:
		return 0x10141C46, 0x00000078, true
	case theme.ColorNameShadow:
		return 0x1018281F, 0x00000066, true
	case theme.ColorNameButton, RoleSkeleton:
		return 0xEEF0F4FF, 0x262A32FF, true
	case theme.ColorNameDisabledButton:
		return 0xF3F4F7FF, 0x1F2229FF, true
	case RoleToast:
		return 0x1A202BFF, 0xE7E9EEFF, true
	case RoleOnToast:
		return 0xFFFFFFFF, 0x1C2430FF, true
	case RoleSuccess:
		return 0x1B7F4BFF, 0x4CC38AFF, true
	case RoleWarning:
		return 0xA15C00FF, 0xF0B35AFF, true
	case RoleError:
		return 0xC2313AFF, 0xFF7B81FF, true
	}
	return chipHues(role)
}

func chipHues(role Role) (light, dark uint32, known bool) {
	switch role {
	case RoleGreen:
		return 0xE3F4EAFF, 0x173527FF, true
	case RoleBlue:
		return 0xE7EDFDFF, 0x1E2A4AFF, true
	case RoleAmber:
		return 0xFCF0DBFF, 0x3A2B12FF, true
	case RoleRed:
		return 0xFCE8E8FF, 0x401D20FF, true
	case RoleGrey:
		return 0xEEF0F4FF, 0x262A32FF, true
	case RoleGreenText:
		return 0x176B40FF, 0x6FD8A3FF, true
	case RoleBlueText:
		return 0x2648ABFF, 0xA9BCFFFF, true
	case RoleAmberText:
		return 0x8A4F00FF, 0xF3C27CFF, true
	case RoleRedText:
		return 0xA3262FFF, 0xFF9CA1FF, true
	case RoleGreyText:
		return 0x667085FF, 0x98A1B0FF, true
	}
	return 0, 0, false
}

func rgba(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8), A: uint8(v)}
}

// applied is our theme as it is now; before Apply it is the plain one.
func applied() *Theme {
	if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
		return t
	}
	return NewTheme(Appearance{})
}

// Color gives the colour of a role in the theme now applied.
func Color(role Role) color.Color {
	return applied().Color(role, fyne.CurrentApp().Settings().ThemeVariant())
}

// Zoom is the zoom factor now applied.
func Zoom() float32 { return applied().look.Zoom }

// Px zooms a length given in pixels at zoom 1.
func Px(v float32) float32 { return scaled(v, Zoom()) }

// RowHeight is the height of a list row, zoomed: 30 px, or 36 when comfortable.
func RowHeight() float32 { return applied().rowHeight() }

// Still tells whether the person asked for less motion.
func Still() bool { return applied().look.Still }

// over lays a translucent colour on an opaque one, so that strokes stay crisp.
func over(base, top color.Color) color.Color {
	b := color.NRGBAModel.Convert(base).(color.NRGBA)
	t := color.NRGBAModel.Convert(top).(color.NRGBA)
	mix := func(p, q uint8) uint8 { return uint8((uint32(p)*(255-uint32(t.A)) + uint32(q)*uint32(t.A)) / 255) }
	return color.NRGBA{R: mix(b.R, t.R), G: mix(b.G, t.G), B: mix(b.B, t.B), A: 255}
}
