package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// paletteHits is how many partners, clients and referrals the palette offers.
const paletteHits = 8

// openPalette offers every command, and partners, clients and referrals by name.
func (d *Desk) openPalette() {
	d.practice.tick(stepPalette)
	d.root.OpenPalette(kit.PaletteSpec{Placeholder: "Type a command, or the name of a partner or client", Find: d.findAnything})
}

func (d *Desk) findAnything(ctx context.Context, text string) ([]kit.Hit, error) {
	found, err := d.firm.Overview.Search(ctx, text, []app.Kind{app.KindPartner, app.KindClient, app.KindReferral}, paletteHits)
	hits := make([]kit.Hit, len(found))
	for i, h := range found {
		hits[i] = kit.Hit{Icon: kindIcon(h.Kind), Title: h.Name, Note: h.Sub, Run: func() { d.openThing(h) }}
	}
	return hits, err
}

func kindIcon(k app.Kind) string {
	switch k {
	case app.KindPartner:
		return "partners"
	case app.KindClient:
		return "client"
	}
	return "referrals"
}

// openThing goes to where a thing that was found is shown: a client is shown by its referrals.
func (d *Desk) openThing(h app.Hit) {
	switch h.Kind {
	case app.KindPartner:
		d.openPartner(app.ID[app.Partner](h.ID), h.Name)
	case app.KindClient:
		d.open("referrals", view{Filters: []filter{byThing("client", "Client", h.ID, h.Name)}})
	default:
		d.open("referrals", view{ID: h.ID})
	}
}

// openPartner shows a partner: on its own page, or by its referrals where there is none.
func (d *Desk) openPartner(id app.ID[app.Partner], name string) {
	if slices.ContainsFunc(sections(), func(s section) bool { return s.id == "partners" }) {
		d.open("partners", view{ID: int64(id)})
		return
	}
	d.open("referrals", view{Filters: []filter{byThing("partner", "Partner", int64(id), name)}})
}

// byThing filters a list by one partner or client.
func byThing(field, title string, id int64, name string) filter {
	return filter{Field: field, Text: title + ": " + name, Cond: app.Is(field, strconv.FormatInt(id, 10))}
}

// openHelp shows every key, by group, in two columns.
func (d *Desk) openHelp() {
	var groups []string
	lines := map[string][]fyne.CanvasObject{}
	for _, c := range d.root.Commands.All() {
		if c.Keys == "" {
			continue
		}
		if lines[c.Group] == nil {
			groups = append(groups, c.Group)
		}
		lines[c.Group] = append(lines[c.Group], keyLine(c.Keys, c.Title))
	}
	lines[groupDo] = append(lines[groupDo], keyLine("↑", "Move; also J, K, Page, Home, End"), keyLine("Shift+↓", "Mark rows; Ctrl+A marks all"),
		keyLine("Enter", "Into the details"), keyLine("Esc", "Close, or clear the search"))
	left, right := kit.Down(5), kit.Down(5)
	for _, g := range groups {
		column := left
		if len(left.Objects) > len(right.Objects) {
			column = right
		}
		column.Add(kit.Pad(6, 0, 2, 0, kit.SectionTitle(g)))
		for _, l := range lines[g] {
			column.Add(l)
		}
	}
	var shut func()
	done := kit.NewButton("Close", "", kit.Normal, func() { shut() })
	sheet := &fyne.Container{Layout: halves{28}, Objects: []fyne.CanvasObject{left, right}}
	shut = d.root.Dialog(700, kit.Down(8, kit.NewText("Keys", kit.Title()), sheet, kit.Across(8, kit.Space(), done)), done)
}

// keyLine is one line of the help sheet.
func keyLine(keys, does string) fyne.CanvasObject {
	var caps []fyne.CanvasObject
	for i, way := range strings.Split(keys, ", ") {
		if i < 2 {
			caps = append(caps, kit.NewKeyCap(way))
		}
	}
	return kit.Across(6, kit.Grow(kit.NewText(does, kit.Look{Size: 12})), kit.Across(4, caps...))
}

// halves lays two columns side by side, each as high as it wants.
type halves struct{ gap float32 }

// MinSize belongs to fyne.Layout.
func (h halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+b.Width+kit.Px(h.gap), max(a.Height, b.Height))
}

// Layout belongs to fyne.Layout.
func (h halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := (s.Width - kit.Px(h.gap)) / 2
	o[0].Resize(fyne.NewSize(w, o[0].MinSize().Height))
	o[1].Resize(fyne.NewSize(w, o[1].MinSize().Height))
	o[1].Move(fyne.NewPos(w+kit.Px(h.gap), 0))
}
