package desk

import (
	"strings"

	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// openHelp shows every key there is, by group, in three columns.
func (d *Desk) openHelp() {
	var shut func()
	done := kit.NewButton("Close", "", kit.Normal, func() { shut() })
	columns := &fyne.Container{Layout: thirds{24}, Objects: helpColumns(d.root.Commands.All())}
	shut = d.root.Dialog(980, kit.Down(8, kit.NewText("Keys", kit.Title()), columns, kit.Across(8, kit.Space(), done)), done)
}

// keyGroups sorts the commands that have keys into their groups, and adds the keys of the widgets themselves.
func keyGroups(all []kit.Command) (names []string, lines map[string][]kit.Command) {
	lines = map[string][]kit.Command{}
	add := func(c kit.Command) {
		if lines[c.Group] == nil {
			names = append(names, c.Group)
		}
		lines[c.Group] = append(lines[c.Group], c)
	}
	for _, c := range all {
		if c.Keys != "" && c.Group != "" {
			add(c)
		}
	}
	for _, own := range [][2]string{{"↑, ↓", "Move; also J, K, Page, Home, End"}, {"Ctrl+A", "Mark all; Shift extends, Space toggles"},
		{"Enter", "Into the details"}, {"Esc", "Close, cancel"}} {
		add(kit.Command{Group: groupDo, Keys: own[0], Title: own[1]})
	}
	return names, lines
}

// helpColumns lays the groups out, each in the column that is shortest so far.
func helpColumns(all []kit.Command) []fyne.CanvasObject {
	columns := []fyne.CanvasObject{kit.Down(3), kit.Down(3), kit.Down(3)}
	names, lines := keyGroups(all)
	for _, name := range names {
		shortest := columns[0].(*fyne.Container)
		for _, c := range columns[1:] {
			if c := c.(*fyne.Container); len(c.Objects) < len(shortest.Objects) {
				shortest = c
			}
		}
		shortest.Add(kit.Pad(8, 0, 3, 0, kit.SectionTitle(name)))
		for _, c := range lines[name] {
			shortest.Add(keyLine(c))
		}
	}
	return columns
}

// keyLine is one line: what it does and the first two ways to do it.
func keyLine(c kit.Command) fyne.CanvasObject {
	caps := kit.Across(3)
	for i, way := range strings.Split(c.Keys, ", ") {
		if i < 2 {
			caps.Add(kit.NewKeyCap(way))
		}
	}
	return kit.Across(6, kit.Grow(kit.NewText(c.Title, kit.Look{Size: 12})), caps)
}

// thirds lays columns side by side in equal widths, each as high as it wants.
type thirds struct{ gap float32 }

// MinSize belongs to fyne.Layout.
func (h thirds) MinSize(o []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, c := range o {
		m := c.MinSize()
		s = fyne.NewSize(s.Width+m.Width, max(s.Height, m.Height))
	}
	return s.AddWidthHeight(kit.Px(h.gap)*float32(len(o)-1), 0)
}

// Layout belongs to fyne.Layout.
func (h thirds) Layout(o []fyne.CanvasObject, s fyne.Size) {
	gap := kit.Px(h.gap)
	w := (s.Width - gap*float32(len(o)-1)) / float32(len(o))
	for i, c := range o {
		c.Move(fyne.NewPos(float32(i)*(w+gap), 0))
		c.Resize(fyne.NewSize(w, c.MinSize().Height))
	}
}
