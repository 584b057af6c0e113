package desk

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// jobs is the long work under way: imports, commission runs, statement runs, checks.
type jobs struct {
	list  []*job
	trays []*tray
}

type job struct {
	label       string
	done, total int64
	cancel      func()
}

// runJob runs long work away from the screen, with its progress in the footer and a way to stop it. done is told on the
// screen; a nil error means it is whole. Cancelled work has changed nothing.
func (d *Desk) runJob(label string, work func(ctx context.Context, progress func(done, total int64)) error, done func(error)) {
	j := &job{label: label}
	latest := kit.NewLatest(d.stage)
	j.cancel = d.stage.Go(func(ctx context.Context) {
		err := work(ctx, func(n, total int64) {
			latest.Do(func() { j.done, j.total = n, total; d.jobs.tell() })
		})
		d.stage.Do(func() {
			d.jobs.list = slices.DeleteFunc(d.jobs.list, func(o *job) bool { return o == j })
			d.jobs.tell()
			done(err)
		})
	})
	d.jobs.list = append(d.jobs.list, j)
	d.jobs.tell()
}

// doJob is runJob for a write: it says what was done, or why not.
func (d *Desk) doJob(label string, work func(ctx context.Context, progress func(done, total int64)) (app.Receipt, error), then func(app.Receipt)) {
	var r app.Receipt
	d.runJob(label, func(ctx context.Context, progress func(done, total int64)) (err error) {
		r, err = work(ctx, progress)
		return err
	}, func(err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.did(r)
		if then != nil {
			then(r)
		}
	})
}

func (j *jobs) tell() {
	for _, t := range j.trays {
		t.show(j.list)
	}
}

func (j *jobs) close() {
	for _, one := range j.list {
		one.cancel()
	}
}

// tray is the jobs in a page's footer.
type tray struct {
	row  *fyne.Container
	text *kit.Text
	bar  *kit.Bar
	stop *kit.Button
	last *job
}

// newTray makes the tray of one page.
func (d *Desk) newTray() *tray {
	t := &tray{text: kit.NewText("", kit.Caption()), bar: kit.NewBar(kit.RolePrimary, 4)}
	t.stop = kit.NewLink("Stop", func() {
		if t.last != nil {
			t.last.cancel()
		}
	})
	t.row = kit.Across(8, t.text, kit.Fixed(80, 0, t.bar), t.stop)
	t.row.Hide()
	d.jobs.trays = append(d.jobs.trays, t)
	t.show(d.jobs.list)
	return t
}

func (t *tray) show(list []*job) {
	if len(list) == 0 {
		t.last = nil
		t.row.Hide()
		return
	}
	t.last = list[len(list)-1]
	text := t.last.label
	if t.last.total > 0 {
		text += ": " + grouped(t.last.done) + " of " + grouped(t.last.total)
		t.bar.Set(float32(t.last.done) / float32(t.last.total))
	} else {
		t.bar.Set(0)
	}
	if len(list) > 1 {
		text += " (and " + grouped(len(list)-1) + " more)"
	}
	t.text.Set(text)
	t.row.Show()
	t.row.Refresh()
}
