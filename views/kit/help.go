package kit

import (
	"fyne.io/fyne/v2"
)

// OpenHelp shows every key there is, by group. Commands without keys or without
// a group are left to the palette.
func (r *Root) OpenHelp() {
	var shut func()
	done := NewButton("Close", "", Normal, func() { shut() })
	left, right := Down(4), Down(4)
	for i, group := range keyGroups(r.Commands.All()) {
		column := left
		if i%2 == 1 {
			column = right
		}
		column.Add(Pad(8, 0, 4, 0, SectionTitle(group[0].Group)))
		for _, c := range group {
			column.Add(Across(8, Grow(NewText(c.Title, Look{})), NewKeyCap(c.Keys)))
		}
	}
	both := &fyne.Container{Layout: equal{gap: 28}, Objects: []fyne.CanvasObject{Down(0, left), Down(0, right)}}
	shut = r.Dialog(640, Down(8, NewText("Keys", Title()), both, Pad(10, 0, 0, 0, Across(0, Space(), done))), done)
}

// keyGroups sorts commands with keys into their groups, both in the order of
// registration.
func keyGroups(all []Command) [][]Command {
	var groups [][]Command
	at := map[string]int{}
	for _, c := range all {
		if c.Keys == "" || c.Group == "" {
			continue
		}
		i, known := at[c.Group]
		if !known {
			i = len(groups)
			at[c.Group] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}
