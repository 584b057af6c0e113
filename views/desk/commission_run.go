package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// mostWaiting is how many facts that wait are listed; the rest are counted.
const mostWaiting = 40

// runCommission works out what has not been worked out yet, in the background.
func (d *Desk) runCommission() {
	ask := app.Ask{Key: d.opts.NewKey()}
	var res app.RunResult
	d.doJob("Bringing commission up to date", func(ctx context.Context, progress func(done, total int64)) (r app.Receipt, err error) {
		r, res, err = d.firm.Commissions.Run(ctx, ask, 0, progress)
		return r, err
	}, func(r app.Receipt) {
		d.practice.tick(stepRun)
		if len(res.Waiting) > 0 {
			d.showWaiting(r, res)
		} else if r.Audit == 0 {
			d.root.Toast(kit.Toast{Text: "Commission is up to date: nothing waited."})
		}
	})
}

// showWaiting lists the facts that could not be worked out, each with what it waits for.
func (d *Desk) showWaiting(r app.Receipt, res app.RunResult) {
	var shut func()
	done := kit.NewButton("Close", "", kit.Primary, func() { shut() })
	rows := kit.Down(8)
	for i, w := range res.Waiting {
		if i == mostWaiting {
			rows.Add(kit.NewText("and "+grouped(len(res.Waiting)-mostWaiting)+" more", kit.Muted()))
			break
		}
		rows.Add(kit.Down(1, kit.NewText(w.Referral+" · "+w.Day.Label(), kit.Look{Bold: true, Size: 12}), kit.NewText(w.Say, kit.Look{Wrap: true, Role: kit.RoleMuted, Size: 12})))
	}
	said := "Worked out " + plural(res.Facts, "fact", "facts") + " into " + plural(res.Lines, "line", "lines") + ". "
	shut = d.root.Dialog(560, kit.Down(10,
		kit.NewText(plural(len(res.Waiting), "fact waits", "facts wait"), kit.Look{Size: 15, Bold: true}),
		kit.NewText(said+"These stay in the queue and are looked at again by every run.", kit.Prose()),
		kit.NewRule(kit.RoleBorder), kit.Fixed(0, 280, kit.Scrolled(kit.Pad(0, 10, 0, 0, rows))), kit.Across(8, kit.Space(), done)), done)
}

// approveShown approves the marked lines, else all that the list shows and that wait for it.
func (d *Desk) approveShown() {
	c := d.screens["commissions"].screen.(*commissions)
	q := commissionQuery(c.view.query()).With(app.Is("state", string(app.Accrued)))
	var marked map[int64]bool
	if c.grid.Marked() > 0 {
		marked = map[int64]bool{}
		for _, id := range c.picked() {
			marked[id] = true
		}
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) ([]int64, error) { return d.waitingLines(ctx, q, marked) }, func(seqs []int64, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case len(seqs) == 0 && marked != nil:
			d.root.Toast(kit.Toast{Text: "None of the marked lines waits for approval."})
		case len(seqs) == 0:
			d.root.Toast(kit.Toast{Text: "No line shown here waits for approval."})
		default:
			d.approve(seqs)
		}
	})
}

// waitingLines are the lines of a query, of the marked ones if any are.
func (d *Desk) waitingLines(ctx context.Context, q app.Query, marked map[int64]bool) ([]int64, error) {
	var seqs []int64
	err := d.firm.Commissions.IDs(ctx, q, func(ids []int32) error {
		for _, id := range ids {
			if marked == nil || marked[int64(id)] {
				seqs = append(seqs, int64(id))
			}
		}
		return ctx.Err()
	})
	return seqs, err
}

// approve says how many lines and how much, and approves exactly those on Enter.
func (d *Desk) approve(seqs []int64) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.ApprovalResult, error) {
		_, res, err := d.firm.Commissions.Approve(ctx, app.Ask{Preview: true}, app.Query{}, seqs)
		return res, err
	}, func(res app.ApprovalResult, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.confirmApproval(seqs, res)
	})
}

func (d *Desk) confirmApproval(seqs []int64, res app.ApprovalResult) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.confirmBatch(batch{title: "Approve " + plural(res.Count, "line", "lines"), sums: res.Sums, one: "line", many: "lines",
		say:  "They go on the partners' next statements. Exactly these lines are approved, even if others arrive meanwhile.",
		verb: "Approve " + plural(res.Count, "line", "lines"), rows: looks(res.Look),
		run: func() {
			d.doJob("Approving", func(ctx context.Context, _ func(done, total int64)) (app.Receipt, error) {
				r, _, err := d.firm.Commissions.Approve(ctx, ask, app.Query{}, seqs)
				return r, err
			}, func(app.Receipt) { d.unmarkLines() })
		}})
}

// looks lists what an approver should look at first, each with its line; nil when there is nothing.
func looks(found []app.Discrepancy) fyne.CanvasObject {
	if len(found) == 0 {
		return nil
	}
	rows := kit.Down(6)
	for i, l := range found {
		if i == mostWaiting {
			rows.Add(kit.NewText("and "+grouped(len(found)-mostWaiting)+" more", kit.Muted()))
			break
		}
		rows.Add(kit.NewText(l.Say, kit.Look{Wrap: true, Size: 12}))
	}
	head := kit.Across(8, kit.NewIcon("warning", kit.RoleWarning, 16), kit.Grow(kit.NewText("Look at "+plural(int64(len(found)), "thing", "things")+" first", kit.Look{Bold: true})))
	if len(found) > 4 {
		return kit.Down(6, head, kit.Fixed(0, 150, kit.Scrolled(kit.Pad(0, 10, 0, 0, rows))))
	}
	return kit.Down(6, head, rows)
}

func (d *Desk) unmarkLines() {
	if m, ok := d.screens["commissions"]; ok {
		m.screen.(*commissions).grid.Unmark()
	}
}

// batch is an act on many things, shown with how many and how much before it is done.
type batch struct {
	title, say, verb string
	one, many        string // of what there are how many
	sums             []app.Sums
	rows             fyne.CanvasObject // the things themselves, nil to leave them out
	made             []runLine         // or what a run would make
	left             []app.LeftOut     // and whom it leaves out
	run              func()
	again            func() // previews it again, once a rule was set aside
}

// confirmBatch shows a batch; Enter does it, Esc leaves everything as it is.
func (d *Desk) confirmBatch(b batch) {
	var shut func()
	do := kit.NewButton(b.verb, "check", kit.Primary, func() { shut(); b.run(); d.focus() })
	cancel := kit.NewButton("Cancel", "", kit.Normal, func() { shut(); d.focus() })
	body := kit.Down(10, kit.NewText(b.title, kit.Look{Size: 15, Bold: true, Wrap: true}))
	totals := kit.Down(4)
	for _, s := range b.sums {
		totals.Add(kit.Across(8, kit.NewText(plural(s.Count, b.one, b.many), kit.Look{Role: kit.RoleMuted, Hug: true}), kit.Space(),
			kit.NewText(money.New(s.Minor, s.Currency).String(), kit.Look{Bold: true, Hug: true, Size: 15})))
	}
	if len(b.sums) > 0 {
		body.Add(kit.Card(totals))
	}
	if b.rows != nil {
		body.Add(b.rows)
	}
	if len(b.made)+len(b.left) > 0 {
		body.Add(runRows(b.made, b.left, func(l app.LeftOut) { shut(); d.setAsideOf(l.Partner, l.Gate, b.again) }))
	}
	body.Add(kit.NewText(b.say, kit.Prose()))
	body.Add(kit.Pad(8, 0, 0, 0, kit.Across(8, kit.Space(), cancel, do)))
	wide := float32(480)
	if len(b.made) > 0 {
		wide = 560
	}
	shut = d.root.Dialog(wide, body, do)
}
