package desk

import (
	"fmt"

	"rapport/views/kit"
)

// Headings of the help sheet.
const (
	groupGo   = "Go to"
	groupDo   = "In a list"
	groupLook = "Window"

	groupReferrals = "Referrals"
)

// commands are what the window itself can do.
func (d *Desk) commands() []kit.Command {
	list := []kit.Command{
		{ID: "palette", Title: "All commands, partners, clients, referrals", Icon: "search", Group: groupGo, Keys: "Ctrl+K", Hidden: true, Run: d.openPalette},
		{ID: "referral.new", Title: "Log a referral", Icon: "plus", Group: groupReferrals, Keys: "Ctrl+N", Run: d.logReferral},
	}
	for _, s := range sections() { // what can be done comes before where one can go
		if s.commands != nil {
			list = append(list, s.commands(d)...)
		}
	}
	for _, s := range sections() {
		if s.keys == "" {
			continue // of one thing, which is named
		}
		list = append(list, kit.Command{ID: "go." + s.id, Title: "Go to " + s.title, Icon: s.icon, Group: groupGo, Keys: s.keys,
			Run: func() { d.visit(s.id) }})
	}
	list = append(append(append(append(list, gateCommands(d)...), d.wayCommands()...), d.unsavedCommands()...), d.viewCommands()...)
	return append(append(list, d.moveCommands()...), d.lookCommands()...)
}

func (d *Desk) moveCommands() []kit.Command {
	return []kit.Command{
		{ID: "back", Title: "Back", Icon: "back", Group: groupGo, Keys: "Alt+←", When: func() bool { return len(d.past) > 0 }, Run: d.back},
		{ID: "forward", Title: "Forward", Icon: "forward", Group: groupGo, Keys: "Alt+→", When: func() bool { return len(d.future) > 0 }, Run: d.forward},
		{ID: "search", Title: "Search this list", Icon: "search", Group: groupDo, Keys: "Ctrl+F, /",
			When: func() bool { return has[searchable](d) }, Run: func() { power[searchable](d).Search() }},
		{ID: "search.clear", Title: "Clear the search", Icon: "x", Group: groupDo, Keys: "Esc", Hidden: true,
			When: func() bool { s := power[searchable](d); return s != nil && s.Searched() }, Run: func() { power[searchable](d).ClearSearch() }},
		{ID: "filter", Title: "Filter this list", Icon: "filter", Group: groupDo, Keys: "Shift+F",
			When: func() bool { return has[filterable](d) }, Run: func() { power[filterable](d).Filter() }},
		{ID: "undo", Title: "Undo", Icon: "undo", Group: groupDo, Keys: "Ctrl+Z", Run: d.undo},
		{ID: "redo", Title: "Redo", Icon: "redo", Group: groupDo, Keys: "Ctrl+Shift+Z, Ctrl+Y", When: func() bool { return len(d.acts.undone) > 0 }, Run: d.redo},
	}
}

func (d *Desk) lookCommands() []kit.Command {
	zoom := func(step float32) func() {
		return func() {
			d.setLook(func(l *kit.Appearance) { l.Zoom = min(max(max(l.Zoom, kit.ZoomMin)+step, kit.ZoomMin), kit.ZoomMax) })
		}
	}
	return []kit.Command{
		{ID: "help", Title: "All keys", Icon: "help", Group: groupLook, Keys: "?, F1", Run: d.openHelp},
		{ID: "look.mode", Title: "Light, dark or as the system", Icon: "moon", Group: groupLook, Keys: "Ctrl+Shift+L", Run: d.nextMode},
		{ID: "look.rows", Title: "Compact or comfortable rows", Icon: "list", Group: groupLook, Run: func() {
			d.setLook(func(l *kit.Appearance) { l.Comfortable = !l.Comfortable })
		}},
		{ID: "zoom.in", Title: "Larger", Icon: "zoom-in", Group: groupLook, Keys: "Ctrl++, Ctrl+=", Run: zoom(0.1)},
		{ID: "zoom.out", Title: "Smaller", Icon: "zoom-out", Group: groupLook, Keys: "Ctrl+-", Run: zoom(-0.1)},
		{ID: "zoom.none", Title: "Normal size", Icon: "search", Group: groupLook, Keys: "Ctrl+0", Run: func() {
			d.setLook(func(l *kit.Appearance) { l.Zoom = 1 })
		}},
	}
}

// searchable and filterable are powers a screen may have.
type searchable interface {
	Search()
	Searched() bool // there is something to clear
	ClearSearch()
}
type filterable interface{ Filter() }

// power gives a power of the screen that is shown; has tells whether there is one.
func power[P any](d *Desk) (none P) {
	if m, ok := d.screens[d.here.section]; ok {
		if p, ok := m.screen.(P); ok {
			return p
		}
	}
	return none
}

func has[P any](d *Desk) bool {
	m, ok := d.screens[d.here.section]
	if ok {
		_, ok = m.screen.(P)
	}
	return ok
}

// nextMode goes from the system's colours to light to dark.
func (d *Desk) nextMode() {
	next := map[kit.Mode]kit.Mode{kit.FollowSystem: kit.Light, kit.Light: kit.Dark, kit.Dark: kit.FollowSystem}
	words := map[kit.Mode]string{kit.FollowSystem: "Colours follow the system", kit.Light: "Light colours", kit.Dark: "Dark colours"}
	d.setLook(func(l *kit.Appearance) { l.Mode = next[l.Mode] })
	d.root.Toast(kit.Toast{Text: words[d.look.Mode]})
}

// setLook changes the appearance at once and tells who keeps it.
func (d *Desk) setLook(change func(*kit.Appearance)) {
	if d.look.Zoom == 0 {
		d.look.Zoom = 1
	}
	before := d.look
	change(&d.look)
	if before == d.look {
		return
	}
	kit.Apply(d.look)
	if d.opts.KeepLook != nil {
		d.opts.KeepLook(d.look)
	}
	if before.Zoom != d.look.Zoom {
		d.root.Toast(kit.Toast{Text: fmt.Sprintf("Size %.0f %%", d.look.Zoom*100)})
	}
}
