package term

import (
	"fmt"
	"os"
	"path/filepath"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/report"
)

type disputeCmd struct {
	Open  disputeOpen  `cmd:"" help:"Enter a partner's objection to a commission line; the line is held."`
	List  disputeList  `cmd:"" help:"List disputes, the nearest deadline first."`
	Show  disputeShow  `cmd:"" help:"Show a dispute with its notes and files."`
	Move  disputeMove  `cmd:"" help:"Move a dispute on, decide it, or add a note or file to it."`
	Close disputeClose `cmd:"" help:"Close a dispute that has its outcome."`
}

type disputeOpen struct {
	Line     int64    `arg:"" help:"Number of the commission line."`
	Figure   string   `required:"" help:"What the line should come to, as the partner says." placeholder:"AMOUNT"`
	By       string   `required:"" help:"Who at the partner raised it." placeholder:"NAME"`
	Claim    string   `required:"" help:"What the partner says." placeholder:"TEXT"`
	On       day      `help:"The day it was raised (default: today)." placeholder:"DATE"`
	Deadline day      `help:"By when it is to be decided (default: the firm's days to query)." placeholder:"DATE"`
	Attach   []string `help:"A file to keep with it; may be repeated." placeholder:"FILE" sep:"none"`
}

func (o *disputeOpen) Run(c *call, f *app.Firm) error {
	x, err := f.Commissions.Explain(c.ctx, o.Line)
	if err != nil {
		return err
	}
	figure, err := c.amount(f, "figure", o.Figure, string(x.Row.Amount.Currency))
	if err != nil {
		return err
	}
	kept, err := attached(o.Attach)
	if err != nil {
		return err
	}
	r, err := f.Disputes.Open(c.ctx, c.ask(), app.NewDispute{Line: o.Line, RaisedBy: o.By, RaisedOn: o.On.Day, Deadline: o.Deadline.Day,
		Figure: figure, Claim: o.Claim, Files: kept})
	return c.receipt(r, err, nil)
}

// attached reads files that are to be kept.
func attached(paths []string) ([]app.File, error) {
	var out []app.File
	for _, path := range paths {
		f, err := fileWithin("files", path, app.MostAttachment)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

type disputeList struct{ listing }

func (l *disputeList) Run(c *call, f *app.Firm) error {
	today, err := f.Today(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Number"), {Title: "Line", Kind: report.KindCount}, col("Partner"), col("State"), col("Deadline"), moneyCol("Line says"),
		moneyCol("Partner says"), moneyCol("Outcome"), col("")}
	return listed(c, l.listing, f.Disputes.IDs, f.Disputes.Rows, cols, func(d app.DisputeRow) map[string]any {
		doc := disputeDoc(d)
		doc["overdue"] = d.Overdue(today)
		return doc
	}, func(d app.DisputeRow) []report.Cell {
		deadline := d.Deadline.String()
		if d.Overdue(today) {
			deadline += " overdue"
		}
		cells := []report.Cell{report.Text(d.Number), report.Count(d.Line), report.Text(d.PartnerName), report.Text(string(d.State)), report.Text(deadline),
			report.Money(d.Amount), report.Money(d.Figure), {}, report.Text(string(d.Amount.Currency))}
		if d.Agreed.Currency != "" {
			cells[7] = report.Money(d.Agreed)
		}
		return cells
	})
}

func disputeDoc(d app.DisputeRow) map[string]any {
	return map[string]any{"id": d.ID, "number": d.Number, "line": d.Line, "partner": d.PartnerName, "referral": d.ReferralNumber, "state": d.State,
		"raised_by": d.RaisedBy, "raised_on": dayText(d.RaisedOn), "deadline": dayText(d.Deadline), "amount": d.Amount, "figure": d.Figure,
		"claim": d.Claim, "agreed": moneyDoc(d.Agreed), "adjustment": d.Adjustment, "line_state": d.LineState}
}

type disputeShow struct {
	Number string `arg:"" help:"Number, such as D-2026-0001."`
	Out    string `help:"Write its files into this folder." placeholder:"DIR"`
}

func (s *disputeShow) Run(c *call, f *app.Firm) error {
	d, err := f.Disputes.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	w, err := f.Disputes.Get(c.ctx, d.ID)
	if err != nil {
		return err
	}
	if s.Out != "" {
		if err := c.saveAttached(f, w, s.Out); err != nil {
			return err
		}
	}
	if c.flags.JSON {
		doc := disputeDoc(w.Row)
		doc["overdue"] = w.Row.Overdue(w.Today)
		doc["steps"] = docs(w.Steps, func(s app.Step) map[string]any {
			return map[string]any{"from": s.From, "to": s.To, "day": dayText(s.Day), "who": s.Who, "note": s.Note}
		})
		doc["files"] = docs(w.Files, func(a app.Attachment) map[string]any {
			return map[string]any{"name": a.Name, "size": a.Size, "sha256": fmt.Sprintf("%x", a.SHA256), "who": a.Who}
		})
		return c.json(doc)
	}
	r := w.Row
	fmt.Fprintf(c.Out, "%s on line %d of %s, %s: %s\n", r.Number, r.Line, r.Amount, r.PartnerName, r.State)
	fmt.Fprintf(c.Out, "  Raised by %s on %s, to be decided by %s; the partner says %s.\n", r.RaisedBy, r.RaisedOn, r.Deadline, r.Figure)
	if r.Agreed.Currency != "" {
		fmt.Fprintf(c.Out, "  The line comes to %s.\n", r.Agreed)
	}
	for _, s := range w.Steps {
		fmt.Fprintf(c.Out, "  %s  %s  %s: %s\n", s.Day, s.To, s.Who, clean(s.Note))
	}
	for _, a := range w.Files {
		fmt.Fprintf(c.Out, "  File %s, %d bytes, from %s\n", a.Name, a.Size, a.Who)
	}
	return nil
}

// saveAttached writes the files of a dispute into a folder; names that repeat get a number.
func (c *call) saveAttached(f *app.Firm, w app.WholeDispute, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return notWritten(dir, err)
	}
	for i, a := range w.Files {
		raw, err := f.Disputes.File(c.ctx, a.ID)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%s %d %s", w.Row.Number, i+1, a.Name)
		if err := c.save(filepath.Join(dir, name), raw); err != nil {
			return err
		}
	}
	return nil
}

type disputeMove struct {
	Number   string   `arg:"" help:"Number."`
	State    string   `arg:"" help:"in review, waiting for partner, upheld, partly upheld, rejected; the state it is in adds a note or file only."`
	Note     string   `help:"A note; the reason of an outcome." placeholder:"TEXT"`
	Agreed   string   `help:"What the line comes to, when partly upheld." placeholder:"AMOUNT"`
	On       day      `help:"The day it happened (default: today)." placeholder:"DATE"`
	Deadline day      `help:"A new deadline." placeholder:"DATE"`
	Attach   []string `help:"A file to keep with it; may be repeated." placeholder:"FILE" sep:"none"`
}

func (m *disputeMove) Run(c *call, f *app.Firm) error {
	d, err := f.Disputes.Find(c.ctx, m.Number)
	if err != nil {
		return err
	}
	kept, err := attached(m.Attach)
	if err != nil {
		return err
	}
	to := app.DisputeState(m.State)
	move := app.DisputeMove{Day: m.On.Day, Note: m.Note, Deadline: m.Deadline.Day, Files: kept}
	if to == d.State || to == app.DisputeClosed || !to.Decided() {
		r, err := f.Disputes.Move(c.ctx, c.ask(), d.ID, to, move)
		return c.receipt(r, err, nil)
	}
	agreed := money.Money{}
	if m.Agreed != "" {
		if agreed, err = c.amount(f, "agreed", m.Agreed, string(d.Figure.Currency)); err != nil {
			return err
		}
	}
	r, err := f.Disputes.Decide(c.ctx, c.ask(), d.ID, to, agreed, move)
	return c.receipt(r, err, nil)
}

type disputeClose struct {
	Number string `arg:"" help:"Number."`
	Note   string `help:"A note." placeholder:"TEXT"`
}

func (x *disputeClose) Run(c *call, f *app.Firm) error {
	d, err := f.Disputes.Find(c.ctx, x.Number)
	if err != nil {
		return err
	}
	r, err := f.Disputes.Move(c.ctx, c.ask(), d.ID, app.DisputeClosed, app.DisputeMove{Note: x.Note})
	return c.receipt(r, err, nil)
}
