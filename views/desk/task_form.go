package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// taskForm is the fields of a task.
type taskForm struct {
	what, at, again, notice, note *kit.TextField
	due, until                    *kit.DateField
	partner                       *kit.PickField
}

func (d *Desk) newTaskForm(k app.TaskRow) *taskForm {
	f := &taskForm{
		what:    kit.NewTextField(kit.Spec{Key: "what", Label: "What", Required: true}, ""),
		due:     kit.NewDateField(d.stage, kit.Spec{Key: "due", Label: "On", Required: true}),
		at:      kit.NewTextField(kit.Spec{Key: "at", Label: "At", Hint: "14:30; empty is some time that day"}, ""),
		again:   kit.NewTextField(kit.Spec{Key: "every", Label: "Again every", Hint: "day, 2 weeks, month, year; empty is once"}, ""),
		until:   kit.NewDateField(d.stage, kit.Spec{Key: "until", Label: "Until"}),
		notice:  d.noticeField(k.Notice),
		partner: kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "Partner"}, d.findPartners),
		note:    kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3),
	}
	f.what.Set(k.What)
	f.due.Set(k.Due)
	f.at.Set(k.At.String())
	f.again.Set(k.Every.String())
	f.until.Set(k.Until)
	f.note.Set(k.Note)
	if k.Partner != 0 {
		f.partner.Set(kit.Option{ID: int64(k.Partner), Text: k.PartnerName})
	}
	return f
}

func (f *taskForm) form() *kit.Form {
	return kit.NewForm().Add(f.what).Beside(f.due, f.at).Beside(f.again, f.until).Add(f.notice, f.partner, f.note)
}

// onto puts what was entered into a task and goes on with it; what can't be read refuses the write at its field.
func (f *taskForm) onto(k app.Task, notice func(string, func(calendar.Lead) act) act, do func(app.Task) act) act {
	o, _ := f.partner.Value()
	k.What, k.Due, k.Until, k.Partner, k.Note = f.what.Value(), dayOf(f.due), dayOf(f.until), app.ID[app.Partner](o.ID), f.note.Value()
	return atTime(f.at.Value(), func(clock calendar.Clock) act {
		return everyOf("every", f.again.Value(), func(e calendar.Every) act {
			return notice(f.notice.Value(), func(l calendar.Lead) act {
				k.At, k.Every, k.Notice = clock, e, l
				return do(k)
			})
		})
	})
}

// newTask asks what there is to do.
func (d *Desk) newTask(id app.ID[app.Partner], name string) {
	f := d.newTaskForm(app.TaskRow{Task: app.Task{Partner: id, Due: d.today, Notice: d.settings.Notice}, PartnerName: name})
	d.openForm(formSpec{title: "New task", form: f.form(), save: "Add", again: "task.new",
		submit: func(ask app.Ask) act {
			return f.onto(app.Task{}, d.newNotice, func(k app.Task) act {
				return func(ctx context.Context) (app.Receipt, error) { return d.firm.Tasks.Add(ctx, ask, k) }
			})
		}})
}

// editTask shows a task to be changed.
func (d *Desk) editTask(i app.Item) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.TaskRow, error) {
		return d.firm.Tasks.Get(ctx, app.ID[app.Task](i.Subject))
	}, func(k app.TaskRow, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		f := d.newTaskForm(k)
		d.openForm(formSpec{title: "Task", note: join(capital(string(k.State)), k.AboutWords()), form: f.form(), save: "Save",
			submit: func(ask app.Ask) act {
				return f.onto(k.Task, noticeOf, func(now app.Task) act {
					return func(ctx context.Context) (app.Receipt, error) { return d.firm.Tasks.Edit(ctx, ask, now) }
				})
			}})
	})
}
