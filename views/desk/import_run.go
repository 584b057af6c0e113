package desk

import (
	"context"
	"errors"

	"rapport/app"
	"rapport/views/kit"
)

// progressOf tells the footer and the page how far an import is.
func (m *imports) progressOf(p *kit.Progress, what string) func(done, total int64) {
	latest := kit.NewLatest(m.d.stage)
	return func(done, total int64) {
		latest.Do(func() {
			p.Set(what+": "+grouped(done)+" of "+grouped(total)+" rows", float32(done)/float32(max(total, 1)))
		})
	}
}

// working shows a bar in place of the step while the file is gone through.
func (m *imports) working(what string) *kit.Progress {
	p := kit.NewProgress(what, func() {
		if m.stop != nil {
			m.stop()
		}
	})
	m.busy = true
	m.may(false)
	m.first = nil
	m.body.Open(kit.Middle(420, p))
	return p
}

// gone goes through the file once, as a dry run or for good.
func (m *imports) gone(ask app.Ask, p *kit.Progress, what string, done func(app.ImportResult, error)) {
	plan, table := m.flow.plan, m.flow.table
	tell := m.progressOf(p, what)
	m.stop = m.d.stage.Go(func(ctx context.Context) {
		res, err := m.d.firm.Imports.Run(ctx, ask, plan, table, func(n int) { tell(int64(n), int64(table.Count)) })
		m.d.stage.Do(func() {
			m.busy, m.stop = false, nil
			done(res, err)
		})
	})
}

// dryRun goes through the whole file and changes nothing.
func (m *imports) dryRun() {
	const what = "Checking"
	m.gone(app.Ask{Preview: true}, m.working(what), what, func(res app.ImportResult, err error) {
		switch {
		case errors.Is(err, context.Canceled):
			m.draw()
			m.said.Set("The check was stopped; nothing was changed.")
			return
		case err != nil && res.Refused == 0:
			m.draw()
			m.d.refuse(err)
			return
		}
		m.flow.dry, m.flow.refusal = res, ""
		if err != nil {
			m.flow.refusal = app.AsProblem(err).Error()
		}
		m.flow.step = importCheck
		m.draw()
	})
}

// run imports the file for good: all of it in one transaction, or nothing.
func (m *imports) run() {
	const what = "Importing"
	ask := app.Ask{Key: m.d.opts.NewKey()}
	m.gone(ask, m.working(what), what, func(res app.ImportResult, err error) {
		if err != nil {
			m.draw()
			if errors.Is(err, context.Canceled) {
				m.said.Set("The import was stopped; nothing was changed.")
				return
			}
			m.d.refuse(err)
			return
		}
		m.flow.result, m.flow.step = res, importDone
		m.d.acts.done, m.d.acts.undone = nil, nil // the next Ctrl+Z asks the file, where the import is the newest act
		m.draw()
	})
}

// undoImport takes an import back as a whole.
func (d *Desk) undoImport(id app.ID[app.Batch], then func()) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Imports.Undo(ctx, ask, id) }, func(app.Receipt) {
		if then != nil {
			then()
		}
	})
}

// offerUndoImport asks before a whole import is taken back.
func (d *Desk) offerUndoImport(id app.ID[app.Batch]) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.Batch, error) { return d.firm.Imports.Get(ctx, id) }, func(b app.Batch, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.root.Confirm(kit.Confirm{Title: "Undo the import of " + b.File + "?", Do: "Undo the import", Cancel: "Keep it", Run: func() { d.undoImport(id, nil) },
			Text: momentWords(b.At, d.today) + " – " + batchWords(b) + ". What it made is removed and what it changed becomes what it was. If any of it was used since, nothing is undone."})
	})
}

// saveRefused writes the refused rows with their reasons as a file, to be corrected and imported again.
func (m *imports) saveRefused(problems []app.ImportProblem) {
	said, name := "", "Refused rows of "+m.flow.name+".csv"
	m.d.runJob("Saving the refused rows", func(ctx context.Context, _ func(done, total int64)) error {
		content, err := refusedCSV(problems)
		if err != nil || m.d.opts.Outside == nil {
			return errors.Join(err, map[bool]error{true: noOutside()}[err == nil])
		}
		path, err := m.d.opts.Outside.SaveFile(ctx, name, content)
		if err == nil && path != "" {
			said = "Saved " + path
		}
		return err
	}, func(err error) {
		if err != nil {
			m.d.refuse(err)
		} else if said != "" {
			m.d.root.Toast(kit.Toast{Text: said})
		}
	})
}
