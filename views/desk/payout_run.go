package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// runPayouts works out what would be drafted, and who is left out, and shows it.
func (d *Desk) runPayouts() {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.RunPayouts, error) {
		_, res, err := d.firm.Payouts.Run(ctx, app.Ask{Preview: true}, app.PayoutOrder{})
		return res, err
	}, func(res app.RunPayouts, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case len(res.Made) == 0 && len(res.Left) == 0:
			d.root.Toast(kit.Toast{Text: "No payout is due: no statement has an open balance."})
		case len(res.Made) == 0:
			d.nobody("No payout is due", res.Left, d.runPayouts)
		default:
			d.previewPayouts(res)
		}
	})
}

// previewPayouts shows how many, how much, and who is left out and why; Enter drafts them.
func (d *Desk) previewPayouts(res app.RunPayouts) {
	lines := runLines(res.Made, func(p app.PayoutRow) runLine {
		return runLine{"", p.PartnerName, methodWords(p.Method) + " " + p.Account.Short(), p.Amount}
	})
	many := plural(len(res.Made), "payout", "payouts")
	d.confirmBatch(batch{title: "Draft " + many, sums: res.Sums, one: "payout", many: "payouts", verb: "Draft " + many,
		say:  "A draft claims its lines, so that nothing is paid twice. It is approved and exported by acts of their own.",
		made: lines, left: res.Left, run: d.draftPayouts, again: d.runPayouts})
}

// nobody says why a run would make nothing; again previews it again.
func (d *Desk) nobody(title string, left []app.LeftOut, again func()) {
	var shut func()
	done := kit.NewButton("Close", "", kit.Primary, func() { shut(); d.focus() })
	shut = d.root.Dialog(520, kit.Down(10, kit.NewText(title, kit.Look{Size: 15, Bold: true}),
		runRows(nil, left, func(l app.LeftOut) { shut(); d.setAsideOf(l.Partner, l.Gate, again) }), kit.Across(8, kit.Space(), done)), done)
}

func (d *Desk) draftPayouts() {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.doJob("Drafting payouts", func(ctx context.Context, _ func(done, total int64)) (app.Receipt, error) {
		r, _, err := d.firm.Payouts.Run(ctx, ask, app.PayoutOrder{})
		return r, err
	}, func(app.Receipt) {
		d.open("payouts", view{Filters: []filter{underWay()}})
	})
}

// pickedPayouts gives the marked payouts that may go to a state; with none marked, all that the list shows and that may.
func (d *Desk) pickedPayouts(to app.PayoutState, then func([]app.ID[app.Payout])) {
	p := d.screens["payouts"].screen.(*payouts)
	marked := map[int64]bool{}
	if p.grid.Marked() > 0 {
		for _, id := range p.picked() {
			marked[id] = true
		}
	}
	var froms []string
	for _, from := range []app.PayoutState{app.PayoutDraft, app.PayoutApproved, app.PayoutExported, app.PayoutSent} {
		for _, next := range app.NextPayoutStates(from) {
			if next == to {
				froms = append(froms, string(from))
			}
		}
	}
	q := p.view.query().With(app.Is("state", froms...))
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (out []app.ID[app.Payout], err error) {
		err = d.firm.Payouts.IDs(ctx, q, func(ids []int32) error {
			for _, id := range ids {
				if len(marked) == 0 || marked[int64(id)] {
					out = append(out, app.ID[app.Payout](id))
				}
			}
			return nil
		})
		return out, err
	}, func(ids []app.ID[app.Payout], err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case len(ids) == 0:
			d.root.Toast(kit.Toast{Text: "No payout shown here can become " + string(to) + "."})
		default:
			then(ids)
		}
	})
}

// approvePayouts says how many and how much, and approves exactly those on Enter.
func (d *Desk) approvePayouts() {
	d.pickedPayouts(app.PayoutApproved, func(ids []app.ID[app.Payout]) {
		var slot kit.Slot
		kit.Load(d.stage, &slot, func(ctx context.Context) (app.DidPayouts, error) {
			_, res, err := d.firm.Payouts.Approve(ctx, app.Ask{Preview: true}, ids)
			return res, err
		}, func(res app.DidPayouts, err error) {
			if err != nil {
				d.refuse(err)
				return
			}
			d.confirmPayouts(ids, res)
		})
	})
}

func (d *Desk) confirmPayouts(ids []app.ID[app.Payout], res app.DidPayouts) {
	ask := app.Ask{Key: d.opts.NewKey()}
	many := plural(len(res.Done), "payout", "payouts")
	b := batch{title: "Approve " + many, sums: res.Sums, one: "payout", many: "payouts", verb: "Approve " + many, left: res.Left, again: d.approvePayouts,
		say: "They can be exported then. Exactly these are approved, even if others arrive meanwhile.",
		run: func() {
			d.doJob("Approving", func(ctx context.Context, _ func(done, total int64)) (app.Receipt, error) {
				r, _, err := d.firm.Payouts.Approve(ctx, ask, ids)
				return r, err
			}, func(app.Receipt) { d.screens["payouts"].screen.(*payouts).grid.Unmark() })
		}}
	d.confirmBatch(b)
}
