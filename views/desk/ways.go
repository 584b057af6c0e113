package desk

import (
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// groupFile is the heading of what concerns the file as a whole.
const groupFile = "File and firm"

// wayCommands are the ways from this file to another one.
func (d *Desk) wayCommands() []kit.Command {
	w := d.opts.Ways
	if w == nil {
		return nil
	}
	list := []kit.Command{
		{ID: "file.new", Title: "New firm…", Icon: "building", Group: groupFile, Run: d.newFirm},
		{ID: "file.open", Title: "Open another file…", Icon: "folder", Group: groupFile, Run: d.openOther},
	}
	for i, path := range w.Recent {
		list = append(list, kit.Command{ID: "file.recent." + strconv.Itoa(i+1), Name: true, Title: "Open recent " + filepath.Base(path) + " (" + filepath.Dir(path) + ")", Icon: "history", Group: groupFile,
			Run: func() { d.openRecent(path) }})
	}
	return list
}

// waysPart is the same in the settings; nothing where there are no ways.
func (d *Desk) waysPart(part func(title string, body fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject) fyne.CanvasObject {
	w := d.opts.Ways
	if w == nil {
		none := kit.Down(0)
		none.Hide()
		return none
	}
	rows := kit.Down(8)
	for _, path := range w.Recent {
		rows.Add(quietLine(filepath.Base(path), filepath.Dir(path), nil, kit.NewButton("Open", "", kit.Normal, func() { d.openRecent(path) }).Small()))
	}
	if len(w.Recent) == 0 {
		rows.Add(kit.NewText("No other file was opened yet.", kit.Look{Role: kit.RoleMuted}))
	}
	return part("Other files", rows, kit.NewButton("New firm…", "building", kit.Normal, d.newFirm).Small(),
		kit.NewButton("Open…", "folder", kit.Normal, d.openOther).Small())
}

// newFirm begins another firm in a file of its own and goes over to it.
func (d *Desk) newFirm() {
	if d.mayLeave() {
		askNewFirm(d.root, *d.opts.Ways, d.opts.Enter)
	}
}

// openOther asks for a file and goes over to it.
func (d *Desk) openOther() { d.goOver(d.opts.Ways.Open) }

func (d *Desk) openRecent(path string) {
	d.goOver(func(ctx context.Context) (*app.Firm, error) { return d.opts.Ways.Reopen(ctx, path) })
}

// Leave goes on with then, such as closing the window; a form with changes asks first.
func (d *Desk) Leave(then func()) { d.root.Leave(then) }

// Leave is the same before there is a firm.
func (s *Start) Leave(then func()) { s.root.Leave(then) }

// Refuse says why something was not done, over the window.
func (d *Desk) Refuse(err error) { d.refuse(err) }

// mayLeave tells whether nothing is under way that leaving would stop.
func (d *Desk) mayLeave() bool {
	if d.waySlot.Busy() {
		return false
	}
	if n := len(d.jobs.list); n > 0 {
		d.refuse(app.No(d.jobs.list[n-1].label+" is under way in this file.", "Wait until it is done, or stop it at the foot of the page."))
		return false
	}
	return true
}

// goOver opens another file. The one that is open stays, and is closed only once the other one is there.
func (d *Desk) goOver(open func(ctx context.Context) (*app.Firm, error)) {
	if !d.mayLeave() {
		return
	}
	kit.Load(d.stage, &d.waySlot, open, func(firm *app.Firm, err error) {
		switch {
		case err != nil:
			p := *app.AsProblem(err)
			if p.Kind != app.Cancel {
				p.Try += " " + d.settings.FirmName + " stays open."
			}
			d.refuse(&p)
		case firm != nil:
			d.opts.Enter(firm, false)
		}
	})
}
