package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

type payoutCmd struct {
	Run       payoutRun      `cmd:"" help:"Draft payouts for every balance that can be paid, and say who is left out."`
	List      payoutList     `cmd:"" help:"List payouts."`
	Show      payoutShow     `cmd:"" help:"Show one payout with the lines it pays."`
	Approve   payoutApprove  `cmd:"" help:"Approve drafts."`
	Export    payoutExport   `cmd:"" help:"Write the approved payouts as a file for the bank. With none, the last one as a copy, while some of it was not sent."`
	Sent      payoutSent     `cmd:"" help:"The bank was instructed."`
	Cleared   payoutCleared  `cmd:"" help:"The bank has paid; the payment is recorded."`
	Failed    payoutFailed   `cmd:"" help:"The bank refused; what was claimed is owed again."`
	Returned  payoutReturned `cmd:"" help:"The money came back, also days after it was paid; what was claimed is owed again."`
	Cancel    payoutCancel   `cmd:"" help:"Take payouts back before they are sent."`
	Files     payoutFiles    `cmd:"" help:"List the files that were exported."`
	Threshold payoutLeast    `cmd:"" help:"Set the least balance that is paid in a currency."`
	Payer     payoutPayer    `cmd:"" help:"Set what payouts are paid from."`
}

// whichPayouts names payouts by number, by run, or all in the state that an act starts from.
type whichPayouts struct {
	Number []string `arg:"" optional:"" help:"Numbers, such as PO-2026-0001."`
	Batch  string   `name:"run" help:"All payouts of this run." placeholder:"B-…"`
	All    bool     `help:"All that are in the state before."`
}

func (w whichPayouts) ids(c *call, f *app.Firm, from ...app.PayoutState) ([]app.ID[app.Payout], error) {
	var out []app.ID[app.Payout]
	for _, n := range w.Number {
		p, err := f.Payouts.Find(c.ctx, n)
		if err != nil {
			return nil, err
		}
		out = append(out, p.ID)
	}
	if w.Batch == "" && !w.All {
		if len(out) == 0 {
			return nil, errUsage{fmt.Errorf("name payouts by number, or give --run or --all")}
		}
		return out, nil
	}
	states := make([]string, len(from))
	for i, s := range from {
		states[i] = string(s)
	}
	q := app.Query{}.With(app.Is("state", states...)).By("number", false)
	if w.Batch != "" {
		q = q.With(app.Is("run", strings.ToUpper(w.Batch)))
	}
	err := f.Payouts.IDs(c.ctx, q, func(ids []int32) error {
		for _, id := range ids {
			out = append(out, app.ID[app.Payout](id))
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = app.No("No payout is "+strings.Join(states, " or ")+".", "See `payout list`.")
	}
	return out, err
}

type payoutRun struct {
	Currency string   `help:"Only in this currency." placeholder:"CUR"`
	Partner  []string `help:"Only this partner; may be repeated." placeholder:"PARTNER"`
}

func (p *payoutRun) Run(c *call, f *app.Firm) error {
	who, err := partnerIDs(c, f, p.Partner)
	if err != nil {
		return err
	}
	o := app.PayoutOrder{Currency: money.Currency(strings.ToUpper(p.Currency)), Partners: who}
	r, res, err := f.Payouts.Run(c.ctx, c.ask(), o)
	if err != nil {
		return err
	}
	docs := []map[string]any{}
	t := report.Table{Columns: payoutColumns()}
	for _, m := range res.Made {
		docs = append(docs, payoutDoc(m))
		t.Rows = append(t.Rows, report.Row{Cells: payoutCells(m)})
	}
	if !c.flags.JSON {
		if len(t.Rows) > 0 {
			c.table(t)
		}
		c.leftOut(res.Left)
	}
	return c.receipt(r, nil, map[string]any{"run": res.Run, "payouts": docs, "left": leftDocs(res.Left)})
}

// leftOut prints who gets nothing, and why.
func (c *call) leftOut(left []app.LeftOut) {
	for _, l := range left {
		fmt.Fprintf(c.Out, "Left out: %s, %s. %s\n", clean(l.PartnerName), l.Amount, l.Say)
	}
}

func leftDocs(left []app.LeftOut) []map[string]any {
	out := []map[string]any{}
	for _, l := range left {
		out = append(out, map[string]any{"partner": l.PartnerName, "amount": l.Amount, "why": l.Why, "say": l.Say})
	}
	return out
}

func payoutColumns() []report.Column {
	return []report.Column{col("Number"), col("Run"), col("Partner"), moneyCol("Amount"), col(""), col("Method"), col("Account"), col("State"), col("File")}
}

func payoutCells(p app.PayoutRow) []report.Cell {
	return []report.Cell{report.Text(p.Number), report.Text(p.Run), report.Text(p.PartnerName), report.Money(p.Amount), report.Text(string(p.Amount.Currency)),
		report.Text(string(p.Method)), report.Text(p.Account.Short()), report.Text(string(p.State)), report.Text(p.FileNumber)}
}

func payoutDoc(p app.PayoutRow) map[string]any {
	return map[string]any{"id": p.ID, "number": p.Number, "run": p.Run, "partner": p.PartnerName, "amount": p.Amount, "lines": p.Lines, "method": p.Method,
		"payee": p.Account.Holder, "account": p.Account.Short(), "state": p.State, "made": dayText(p.Made), "made_by": p.MadeBy, "approved": dayText(p.Approved),
		"approver": p.Approver, "file": p.FileNumber, "sent": dayText(p.Sent), "ended": dayText(p.Ended), "reference": p.Reference, "reason": p.Reason}
}

type payoutList struct{ listing }

func (l *payoutList) Run(c *call, f *app.Firm) error {
	return listed(c, l.listing, f.Payouts.IDs, f.Payouts.Rows, payoutColumns(), payoutDoc, payoutCells)
}

type payoutShow struct {
	Number string `arg:"" help:"Number."`
}

func (s *payoutShow) Run(c *call, f *app.Firm) error {
	p, err := f.Payouts.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	all, err := f.Payouts.Rows(c.ctx, []int32{int32(p.ID)})
	if err != nil || len(all) == 0 {
		return err
	}
	claims, err := f.Payouts.Claims(c.ctx, p.ID)
	if err != nil {
		return err
	}
	doc := payoutDoc(all[0])
	lines := []map[string]any{}
	for _, l := range claims {
		lines = append(lines, map[string]any{"line": l.Seq, "day": dayText(l.Day), "kind": l.Kind, "statement": l.StatementNumber, "amount": l.Amount, "pays": minor(l.Minor, l.Amount.Currency)})
	}
	if doc["lines"] = lines; c.flags.JSON {
		return c.json(doc)
	}
	c.table(report.Table{Columns: payoutColumns(), Rows: []report.Row{{Cells: payoutCells(all[0])}}})
	for _, l := range claims {
		fmt.Fprintf(c.Out, "  %s  line %d  %s  %s  pays %s of %s\n", l.Day, l.Seq, l.StatementNumber, l.Kind, minor(l.Minor, l.Amount.Currency), l.Amount)
	}
	return nil
}

type payoutApprove struct{ whichPayouts }

func (a *payoutApprove) Run(c *call, f *app.Firm) error {
	ids, err := a.ids(c, f, app.PayoutDraft)
	if err != nil {
		return err
	}
	r, res, err := f.Payouts.Approve(c.ctx, c.ask(), ids)
	return c.receipt(r, err, didDocs(res))
}

func didDocs(res app.DidPayouts) map[string]any {
	done := []string{}
	for _, p := range res.Done {
		done = append(done, p.Number)
	}
	sums := []money.Money{}
	for _, s := range res.Sums {
		sums = append(sums, minor(s.Minor, s.Currency))
	}
	return map[string]any{"payouts": done, "sums": sums, "left": leftDocs(res.Left)}
}

type payoutMark struct {
	whichPayouts
	On        day    `help:"The day it happened (default: today)." placeholder:"DATE"`
	Reference string `help:"The bank's reference." placeholder:"TEXT"`
	Reason    string `help:"The reason; failed, returned and cancelled payouts need one." placeholder:"TEXT"`
}

// mark moves the payouts that were named.
func (m payoutMark) mark(c *call, to app.PayoutState, from ...app.PayoutState) error {
	f, err := c.firm()
	if err != nil {
		return err
	}
	ids, err := m.ids(c, f, from...)
	if err != nil {
		return err
	}
	r, res, err := f.Payouts.Mark(c.ctx, c.ask(), ids, to, app.PayoutMove{Day: m.On.Day, Reference: m.Reference, Reason: m.Reason})
	return c.receipt(r, err, didDocs(res))
}

type (
	payoutSent     struct{ payoutMark }
	payoutCleared  struct{ payoutMark }
	payoutFailed   struct{ payoutMark }
	payoutReturned struct{ payoutMark }
	payoutCancel   struct{ payoutMark }
)

func (p *payoutSent) Run(c *call) error { return p.mark(c, app.PayoutSent, app.PayoutExported) }

func (p *payoutCleared) Run(c *call) error { return p.mark(c, app.PayoutCleared, app.PayoutSent) }

func (p *payoutFailed) Run(c *call) error { return p.mark(c, app.PayoutFailed, app.PayoutSent) }

func (p *payoutReturned) Run(c *call) error { return p.mark(c, app.PayoutReturned, app.PayoutSent) }

func (p *payoutCancel) Run(c *call) error {
	return p.mark(c, app.PayoutCancelled, app.PayoutDraft, app.PayoutApproved, app.PayoutExported)
}
