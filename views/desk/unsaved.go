package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// How a form is taken up again: its command is tried until its place has been read.
const (
	resumePause = 200 * time.Millisecond
	resumeTries = 20
)

// unsaved is what was typed into forms and not saved: kept in the firm's file while a form is open, offered when the window opens again.
type unsaved struct {
	kept    []app.UnsavedForm // of an earlier window, the latest first, until each is taken up or discarded
	resume  string            // the form to be filled as soon as it opens
	waiting []unsavedWork
	busy    bool
	told    bool // that nothing can be kept
}

// unsavedWork is a form to be kept, or dropped.
type unsavedWork struct {
	form app.UnsavedForm
	drop bool
}

// loadUnsaved reads what the last window left, and offers it.
func (d *Desk) loadUnsaved() {
	var slot kit.Slot
	kit.Load(d.stage, &slot, d.firm.Forms.Unsaved, func(kept []app.UnsavedForm, err error) {
		if err == nil { // what cannot be read now is offered the next time
			d.unsaved.kept = kept
			d.drawBanner()
		}
	})
}

// unsavedBanner offers the latest form that was not saved; nil when there is none.
func (d *Desk) unsavedBanner() fyne.CanvasObject {
	n := len(d.unsaved.kept)
	if n == 0 {
		return nil
	}
	u := d.unsaved.kept[0]
	text := "“" + u.Title + "” was not saved, and what you typed is kept. Last typed: " + momentWords(u.Kept, d.today) + "."
	if n > 1 {
		text += " There " + map[bool]string{true: "is 1 more.", false: "are " + grouped(n-1) + " more."}[n == 2]
	}
	return kit.NewBanner(kit.BannerSpec{Kind: kit.Blue, Text: text, Action: "Continue", Run: d.continueForm, Second: "Discard", Other: d.discardForm})
}

// unsavedCommands are the same for the keyboard.
func (d *Desk) unsavedCommands() []kit.Command {
	some := func() bool { return len(d.unsaved.kept) > 0 }
	return []kit.Command{
		{ID: "unsaved.continue", Title: "Continue the form that was not saved", Icon: "edit", Group: groupDo, When: some, Run: d.continueForm},
		{ID: "unsaved.discard", Title: "Discard the form that was not saved", Icon: "trash", Group: groupDo, When: some, Run: d.discardForm},
	}
}

// continueForm goes back to where the latest form was opened and opens it with what was typed.
func (d *Desk) continueForm() {
	u := d.unsaved.kept[0]
	d.open(u.Section, view{ID: u.Row})
	if u.Command == "" {
		d.root.Toast(kit.Toast{Text: "Open “" + u.Title + "” here: what you typed is offered there."})
		return
	}
	d.unsaved.resume = u.Form
	d.tryForm(u, resumeTries)
}

// tryForm runs the command of a form once it can be run.
func (d *Desk) tryForm(u app.UnsavedForm, tries int) {
	d.stage.After(resumePause, func() {
		switch {
		case d.unsaved.resume != u.Form || d.root.Covered():
		case d.root.Commands.Run(u.Command):
		case tries > 0:
			d.tryForm(u, tries-1)
		default:
			d.unsaved.resume = ""
			d.root.Toast(kit.Toast{Text: "“" + u.Title + "” can't be opened here any more. What you typed stays kept until it is discarded."})
		}
	})
}

// discardForm gives the latest form up.
func (d *Desk) discardForm() { d.dropForm(d.unsaved.kept[0].Form) }

// dropForm forgets what was typed into a form.
func (d *Desk) dropForm(form string) {
	d.decided(form)
	d.enqueue(unsavedWork{form: app.UnsavedForm{Form: form}, drop: true})
}

// decided takes a form off what is offered.
func (d *Desk) decided(form string) {
	for i, u := range d.unsaved.kept {
		if u.Form == form {
			d.unsaved.kept = append(d.unsaved.kept[:i:i], d.unsaved.kept[i+1:]...)
			d.drawBanner()
			return
		}
	}
}

// offered gives what was kept of a form.
func (d *Desk) offered(form string) (app.UnsavedForm, bool) {
	for _, u := range d.unsaved.kept {
		if u.Form == form {
			return u, true
		}
	}
	return app.UnsavedForm{}, false
}

// keeping keeps a form while it is open. Until it is decided what becomes of an earlier one, nothing takes its place.
func (d *Desk) keeping(f formSpec) func(map[string]string) {
	u := app.UnsavedForm{Form: f.id(), Title: f.title, Command: f.again}
	if at, ok := d.at(); ok {
		u.Section, u.Row = at.section, at.view.ID
	}
	begun := false
	return func(typed map[string]string) {
		if _, open := d.offered(u.Form); open {
			return
		}
		if typed == nil {
			if begun {
				d.dropForm(u.Form)
			}
			return
		}
		begun = true
		u.Fields = typed
		d.enqueue(unsavedWork{form: u})
	}
}

// id names a form: what it is and of what.
func (f formSpec) id() string { return f.title + "\n" + f.note }

// enqueue keeps or drops a form, one after the other: the latest word of a form stands.
func (d *Desk) enqueue(w unsavedWork) {
	for i, other := range d.unsaved.waiting {
		if other.form.Form == w.form.Form {
			d.unsaved.waiting[i] = w
			return
		}
	}
	d.unsaved.waiting = append(d.unsaved.waiting, w)
	d.keepNext()
}

func (d *Desk) keepNext() {
	if d.unsaved.busy || len(d.unsaved.waiting) == 0 {
		return
	}
	w := d.unsaved.waiting[0]
	d.unsaved.waiting, d.unsaved.busy = d.unsaved.waiting[1:], true
	d.stage.Go(func(ctx context.Context) {
		var err error
		if w.drop {
			err = d.firm.Forms.Drop(ctx, w.form.Form)
		} else {
			err = d.firm.Forms.Keep(ctx, w.form)
		}
		d.stage.Do(func() {
			d.unsaved.busy = false
			if err != nil && !w.drop && !d.unsaved.told {
				d.unsaved.told = true
				d.root.Toast(kit.Toast{Text: "What you type can't be kept until you save it: " + explain(err).Say})
			}
			d.keepNext()
		})
	})
}

// takeUp fills a form that was just opened with what was kept of it, or offers that above its fields.
func (d *Desk) takeUp(f formSpec, keep func(map[string]string)) {
	u, ok := d.offered(f.id())
	resume := d.unsaved.resume == f.id()
	d.unsaved.resume = ""
	if !ok {
		return
	}
	goOn := func() {
		d.decided(u.Form)
		f.form.Restore(u.Fields)
		keep(f.form.Draft())
	}
	if !resume {
		d.offerKept(f, u, goOn)
		return
	}
	goOn()
	d.root.Focus(f.form.First())
}

// offerKept asks above the fields of a form whether to go on with what was kept of it.
func (d *Desk) offerKept(f formSpec, u app.UnsavedForm, goOn func()) {
	var strip fyne.CanvasObject
	settle := func(do func()) func() {
		return func() {
			f.form.Unlead(strip)
			do()
			d.root.Focus(f.form.First())
		}
	}
	on := kit.NewButton("Continue", "", kit.Normal, settle(goOn)).Small()
	off := kit.NewButton("Discard", "", kit.Normal, settle(func() { d.dropForm(u.Form) })).Small()
	strip = kit.Pad(0, 0, 12, 0, kit.NewPanel(kit.Face{Fill: kit.RoleBlue, Radius: 6, Pad: 8}, kit.Across(8, kit.NewIcon("info", kit.RoleBlueText, 16),
		kit.Grow(kit.NewText("What you typed last time was not saved: "+momentWords(u.Kept, d.today)+".", kit.Look{Role: kit.RoleBlueText, Wrap: true})), on, off)))
	f.form.Lead(strip)
	d.root.Focus(on)
}
