package desk

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// act is a write on its way: it runs away from the screen.
type act func(ctx context.Context) (app.Receipt, error)

// acts remembers what was done and undone since the window was opened, as audit lines.
type acts struct {
	done, undone []int64
	refused      []int64 // not taken back, or kept when asked: passed over from now on
	busy         bool
}

// do runs a write that needs no form, says what it did and offers to take it back. then may be nil.
func (d *Desk) do(work act, then func(app.Receipt)) {
	d.stage.Go(func(ctx context.Context) {
		r, err := work(ctx)
		d.stage.Do(func() {
			if err != nil {
				d.refuse(err)
				return
			}
			d.did(r)
			if then != nil {
				then(r)
			}
		})
	})
}

// heedClock warns in a form, before anything is saved, of a clock that is likely wrong.
func (d *Desk) heedClock(form *kit.Form) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, d.firm.Setup.Clock, func(say string, err error) {
		if err != nil || say == "" {
			return // a file that can't be read says so itself
		}
		w := newWarning()
		form.Lead(w.panel)
		w.form = form
		w.say(say)
	})
}

// did shows what a write did and keeps it for undo.
func (d *Desk) did(r app.Receipt) {
	if r.Preview || r.Label == "" {
		return
	}
	text := r.Label
	if len(r.Warnings) > 0 {
		text += " – " + strings.Join(r.Warnings, " ")
	}
	t := kit.Toast{Text: text}
	if r.Undoable && !r.Repeated {
		d.acts.done = append(d.acts.done, r.Audit)
		d.acts.undone = nil
		t.Action, t.Run = "Undo", d.undo
	}
	d.root.Toast(t)
}

// undo takes the newest act back: of this window, else the newest in the file that can be.
func (d *Desk) undo() {
	if n := len(d.acts.done); n > 0 {
		d.reverse(d.acts.done[n-1], &d.acts.done, &d.acts.undone, "Redo", d.redo)
		return
	}
	var slot kit.Slot
	refused := d.acts.refused
	type last struct {
		audit app.Audit
		ok    bool
	}
	kit.Load(d.stage, &slot, func(ctx context.Context) (last, error) {
		a, ok, err := d.firm.History.LastUndoable(ctx, refused...)
		return last{a, ok}, err
	}, func(l last, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case !l.ok:
			d.root.Toast(kit.Toast{Text: "There is nothing to undo."})
		case l.audit.Act == app.ActImport:
			d.acts.refused = append(d.acts.refused, l.audit.Seq) // kept: the next Ctrl+Z goes on to the act before it
			d.offerUndoImport(app.ID[app.Batch](l.audit.Subject))
		default:
			d.reverse(l.audit.Seq, &d.acts.done, &d.acts.undone, "Redo", d.redo)
		}
	})
}

// redo does again what undo took back.
func (d *Desk) redo() {
	n := len(d.acts.undone)
	if n == 0 {
		d.root.Toast(kit.Toast{Text: "There is nothing to do again."})
		return
	}
	d.reverse(d.acts.undone[n-1], &d.acts.undone, &d.acts.done, "Undo", d.undo)
}

// reverse takes one audit line back and moves it from one stack to the other.
func (d *Desk) reverse(seq int64, from, to *[]int64, offer string, run func()) {
	if d.acts.busy {
		return
	}
	d.acts.busy = true
	ask := app.Ask{Key: d.opts.NewKey()}
	d.stage.Go(func(ctx context.Context) {
		r, err := d.firm.History.Undo(ctx, ask, seq)
		d.stage.Do(func() {
			d.acts.busy = false
			if n := len(*from); n > 0 && (*from)[n-1] == seq {
				*from = (*from)[:n-1]
			}
			if err != nil {
				d.notReversed(seq, err)
				return
			}
			*to = append(*to, r.Audit)
			d.practice.tick(stepUndo)
			d.root.Toast(kit.Toast{Text: undoWords(r.Label, offer), Action: offer, Run: run})
		})
	})
}

// notReversed says why an act was not taken back; the next Ctrl+Z goes to the one before it.
func (d *Desk) notReversed(seq int64, err error) {
	p := app.AsProblem(err)
	if p.Kind != app.Refused && p.Kind != app.Conflict {
		d.refuse(err)
		return
	}
	d.acts.refused = append(d.acts.refused, seq)
	d.root.Toast(kit.Toast{Text: p.Error(), Hold: 10 * time.Second})
}

// undoWords says "Done again: …" where an undone act is undone.
func undoWords(label, offer string) string {
	if offer == "Undo" {
		return "Done again: " + strings.TrimPrefix(strings.TrimPrefix(label, "Undone: "), "Undone: ")
	}
	return label
}

// formSpec is a form in the right-hand sheet whose save is one write.
type formSpec struct {
	title, note string
	form        *kit.Form
	save        string // the verb on the button
	// submit reads the fields on the screen and gives the write, to be asked with ask; nil stops.
	submit func(ask app.Ask) act
	saved  func(app.Receipt)
	keys   map[string]func()    // more keys of the form; may be nil
	refuse func(kit.Fault) bool // shows a problem of no field; may be nil
	beside fyne.CanvasObject    // shown right of the form; may be nil
	again  string               // the command that opens it again from where it was opened; "" if none does
}

// openForm shows a form. Its key is made now, so that a save that was sent twice is one save.
func (d *Desk) openForm(f formSpec) *kit.Sheet {
	ask := app.Ask{Key: d.opts.NewKey()}
	var receipt app.Receipt
	keep := d.keeping(f)
	sheet := d.root.OpenSheet(kit.SheetSpec{KeepDraft: keep, Title: f.title, Note: f.note, Form: f.form, Beside: f.beside, Save: f.save, Keys: f.keys, Refused: f.refuse,
		Submit: func() func(context.Context) error {
			work := f.submit(ask)
			if work == nil {
				return nil
			}
			return func(ctx context.Context) (err error) {
				receipt, err = work(ctx)
				return err
			}
		},
		Saved: func() {
			if _, open := d.offered(f.id()); open {
				d.dropForm(f.id())
			}
			d.did(receipt)
			d.focus()
			if f.saved != nil {
				f.saved(receipt)
			}
		},
	})
	d.takeUp(f, keep)
	d.heedClock(f.form)
	return sheet
}
