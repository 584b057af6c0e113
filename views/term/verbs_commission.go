package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type commissionCmd struct {
	Run      commissionRun      `cmd:"" help:"Bring the ledger up to date: new facts only."`
	List     commissionList     `cmd:"" help:"List commission lines."`
	Explain  commissionExplain  `cmd:"" help:"The whole reason of a line, in words."`
	Replay   commissionReplay   `cmd:"" help:"What draft terms would have paid on the firm's own history; nothing is written."`
	Queue    commissionQueue    `cmd:"" help:"What waits for whom: approval, each reason of a hold, the next statement."`
	Approve  commissionApprove  `cmd:"" help:"Approve accrued lines: those named, or all that match."`
	Hold     commissionHold     `cmd:"" help:"Hold a line."`
	Release  commissionRelease  `cmd:"" help:"Release a held line."`
	Void     commissionVoid     `cmd:"" help:"Cancel a line that is not approved yet."`
	Reverse  commissionReverse  `cmd:"" help:"Take an approved line back."`
	Adjust   commissionAdjust   `cmd:"" help:"Correct an account by an amount."`
	Writeoff commissionWriteoff `cmd:"" help:"Give up a partner's negative balance."`
}

type commissionRun struct {
	Until day `help:"Only what happened up to this day (default: today)." placeholder:"DATE"`
}

func (r *commissionRun) Run(c *call, f *app.Firm) error {
	receipt, res, err := f.Commissions.Run(c.ctx, c.ask(), r.Until.Day, c.progress("Working out commission"))
	if err != nil {
		return err
	}
	if !c.flags.JSON {
		for _, s := range res.Sums {
			if s.Minor != 0 {
				receipt.Warnings = append(receipt.Warnings, fmt.Sprintf("%s: %s (lines: %d)", s.State, minor(s.Minor, s.Currency), s.Count))
			}
		}
		for _, w := range res.Waiting {
			receipt.Warnings = append(receipt.Warnings, fmt.Sprintf("%s, %s: %s", w.Referral, w.Day, w.Say))
		}
	}
	return c.receipt(receipt, nil, map[string]any{"facts": res.Facts, "lines": res.Lines, "sums": docs(res.Sums, sumDoc), "waiting": list(res.Waiting)})
}

func sumDoc(s app.Sums) map[string]any {
	return map[string]any{"state": s.State, "count": s.Count, "amount": minor(s.Minor, s.Currency)}
}

type commissionList struct{ listing }

func (l *commissionList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{{Title: "Line", Kind: report.KindCount}, col("Day"), col("Partner"), col("Referral"), col("Kind"), col("State"),
		moneyCol("Base"), {Title: "Rate", Kind: report.KindPercent}, moneyCol("Amount"), col(""), col("Statement")}
	return listed(c, l.listing, f.Commissions.IDs, f.Commissions.Rows, cols, lineDoc, func(r app.LineRow) []report.Cell {
		cells := []report.Cell{report.Count(r.Seq), report.Day(r.Day), report.Text(r.PartnerName), report.Text(r.ReferralNumber),
			report.Text(string(r.Kind)), report.Text(string(r.Standing.State)), {}, {}, report.Money(r.Amount), report.Text(string(r.Amount.Currency)), report.Text(r.StatementNumber)}
		if r.Base != 0 {
			cells[6] = report.Money(minor(r.Base, r.Amount.Currency))
		}
		if !r.Rate.IsZero() {
			cells[7] = report.Percent(r.Rate)
		}
		return cells
	})
}

func lineDoc(r app.LineRow) map[string]any {
	return map[string]any{"id": r.Seq, "partner": r.PartnerName, "referral": r.ReferralNumber, "kind": r.Kind, "state": r.Standing.State,
		"day": dayText(r.Day), "base": minor(r.Base, r.Amount.Currency), "rate": r.Rate.String(), "amount": r.Amount,
		"statement": r.StatementNumber, "reverses": r.Reverses}
}

type commissionExplain struct {
	Line int64 `arg:"" help:"Number of the line."`
}

func (e *commissionExplain) Run(c *call, f *app.Firm) error {
	x, err := f.Commissions.Explain(c.ctx, e.Line)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		tree := []map[string]any{}
		for _, s := range x.Tree {
			tree = append(tree, map[string]any{"depth": s.Depth, "text": s.Text})
		}
		return c.json(map[string]any{"line": lineDoc(x.Row), "tree": tree})
	}
	fmt.Fprintf(c.Out, "Line %d, %s, %s, %s: %s (%s)\n", x.Row.Seq, x.Row.Kind, x.Row.Day, x.Row.PartnerName, x.Row.Amount, x.Row.Standing.State)
	for _, s := range x.Tree {
		fmt.Fprintln(c.Out, strings.Repeat("  ", s.Depth+1)+s.Text)
	}
	return nil
}

type commissionApprove struct {
	Lines []int64 `arg:"" optional:"" help:"Lines to approve."`
	All   bool    `help:"Approve everything that is accrued (and matches --where)."`
	listing
}

func (a *commissionApprove) Run(c *call) error {
	if (len(a.Lines) == 0) != a.All {
		return errUsage{fmt.Errorf("name the lines, or say --all")}
	}
	f, err := c.firm()
	if err != nil {
		return err
	}
	q, err := a.query(c)
	if err != nil {
		return err
	}
	r, res, err := f.Commissions.Approve(c.ctx, c.ask(), q, a.Lines)
	if !c.flags.JSON {
		for _, s := range res.Sums {
			r.Warnings = append(r.Warnings, fmt.Sprintf("%s (lines: %d)", minor(s.Minor, s.Currency), s.Count))
		}
		for _, d := range res.Look {
			r.Warnings = append(r.Warnings, "look at "+d.Say)
		}
	}
	return c.receipt(r, err, map[string]any{"count": res.Count, "sums": docs(res.Sums, sumDoc), "look": list(res.Look)})
}

type commissionHold struct {
	Line   int64  `arg:"" help:"Number of the line."`
	Reason string `required:"" help:"Why." placeholder:"TEXT"`
	Until  day    `help:"The day that releases it (default: a person does)." placeholder:"DATE"`
}

func (h *commissionHold) Run(c *call, f *app.Firm) error {
	r, err := f.Commissions.Hold(c.ctx, c.ask(), h.Line, h.Reason, h.Until.Day)
	return c.receipt(r, err, nil)
}

// reasoned is the shape of the verbs that take a line and a reason.
type reasoned struct {
	Line   int64  `arg:"" help:"Number of the line."`
	Reason string `required:"" help:"Why." placeholder:"TEXT"`
}

type (
	commissionRelease struct {
		reasoned
		For string `help:"The one reason that is cleared, when the line is held for several." placeholder:"REASON"`
	}
	commissionVoid    struct{ reasoned }
	commissionReverse struct{ reasoned }
)

func (v *commissionRelease) Run(c *call, f *app.Firm) error {
	r, err := f.Commissions.Release(c.ctx, c.ask(), v.Line, v.Reason, v.For)
	return c.receipt(r, err, nil)
}

func (v *commissionVoid) Run(c *call, f *app.Firm) error {
	r, err := f.Commissions.Void(c.ctx, c.ask(), v.Line, v.Reason)
	return c.receipt(r, err, nil)
}

func (v *commissionReverse) Run(c *call, f *app.Firm) error {
	r, err := f.Commissions.Reverse(c.ctx, c.ask(), v.Line, v.Reason)
	return c.receipt(r, err, nil)
}

type commissionAdjust struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Amount   string `arg:"" help:"Amount; -12.50 takes away."`
	Reason   string `required:"" help:"Why." placeholder:"TEXT"`
	Line     int64  `help:"The line it corrects." placeholder:"LINE"`
	Currency string `help:"Currency (default: the firm's)." placeholder:"CUR"`
	On       day    `help:"Its day (default: today)." placeholder:"DATE"`
}

func (a *commissionAdjust) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, a.Partner)
	if err != nil {
		return err
	}
	m, err := c.amount(f, "amount", a.Amount, a.Currency)
	if err != nil {
		return err
	}
	r, err := f.Commissions.Adjust(c.ctx, c.ask(), app.Adjustment{Partner: p.ID, Line: a.Line, Amount: m, Day: a.On.Day, Reason: a.Reason})
	return c.receipt(r, err, nil)
}
