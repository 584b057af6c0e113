package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/report"
)

type historyCmd struct {
	List historyList `cmd:"" help:"List what was done, the newest first."`
	Show historyShow `cmd:"" help:"Show an act: what everything was before, and what it became."`
	Undo historyUndo `cmd:"" help:"Take an act back, as long as nothing it touched was changed since."`
}

type historyList struct {
	listing
	Partner  string `help:"Only what touched this partner." placeholder:"NAME"`
	Referral string `help:"Only what touched this referral." placeholder:"NUMBER"`
}

func (h *historyList) Run(c *call, f *app.Firm) error {
	l := h.listing
	touched := func(kind app.Kind, id int64) {
		l.Where = append(l.Where, "thing="+app.Touched(kind, id).Values[0])
	}
	if h.Partner != "" {
		p, err := f.Partners.Find(c.ctx, h.Partner)
		if err != nil {
			return err
		}
		touched(app.KindPartner, int64(p.ID))
	}
	if h.Referral != "" {
		r, err := f.Referrals.Find(c.ctx, h.Referral)
		if err != nil {
			return err
		}
		touched(app.KindReferral, int64(r.ID))
	}
	cols := []report.Column{countCol("Act"), col("When (UTC)"), col("Who"), col("What"), col("")}
	return listed(c, l, f.History.IDs, f.History.Rows, cols, auditDoc, func(a app.Audit) []report.Cell {
		state := ""
		if a.Undone != 0 {
			state = "taken back"
		}
		return []report.Cell{report.Count(a.Seq), report.Text(a.At.UTC().Format("2006-01-02 15:04")), report.Text(a.Actor), report.Text(a.Label), report.Text(state)}
	})
}

func auditDoc(a app.Audit) map[string]any {
	return map[string]any{"act": a.Seq, "at": a.At.UTC(), "who": a.Actor, "verb": a.Act, "say": a.Label, "kind": a.Kind, "subject": a.Subject, "undone_by": a.Undone, "undoes": a.Undoes}
}

type historyShow struct {
	Act int64 `arg:"" help:"Number of the act, as the list shows it."`
}

func (h *historyShow) Run(c *call, f *app.Firm) error {
	e, err := f.History.Get(c.ctx, h.Act)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := auditDoc(e.Audit)
		doc["stays"], doc["more"] = e.Kept, e.More
		doc["changed"] = docs(e.Changed, func(x app.Changed) map[string]any {
			return map[string]any{"kind": x.Thing.Kind, "id": x.Thing.ID, "name": x.Name, "made": x.Made, "removed": x.Removed,
				"fields": docs(x.Fields, func(y app.FieldChange) map[string]any {
					return map[string]any{"field": y.Field, "was": y.Was, "is": y.Is}
				})}
		})
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s\n%s, %s UTC\n", clean(e.Label), clean(e.Actor), e.At.UTC().Format("2006-01-02 15:04"))
	if e.Kept != "" {
		fmt.Fprintln(c.Out, e.Kept)
	}
	cols := []report.Column{col("Of"), col("Field"), col("Was"), col("Is")}
	var lines []report.Row
	for _, x := range e.Changed {
		for _, y := range x.Fields {
			lines = append(lines, report.Row{Cells: []report.Cell{report.Text(x.Name), report.Text(y.Field), report.Text(y.Was), report.Text(y.Is)}})
		}
	}
	c.table(report.Table{Columns: cols, Rows: lines})
	if e.More > 0 {
		fmt.Fprintf(c.Out, "And %d more.\n", e.More)
	}
	return nil
}

type historyUndo struct {
	Act int64 `arg:"" optional:"" help:"Number of the act, as the list shows it (default: your last one that can be taken back)."`
}

func (h *historyUndo) Run(c *call, f *app.Firm) error {
	seq := h.Act
	if seq == 0 {
		last, ok, err := f.History.LastUndoable(c.ctx)
		if err != nil {
			return err
		}
		if !ok || last.Act == app.ActImport {
			return app.No("Nothing that you did last can be taken back here.", "An import is taken back with: rapport import undo.")
		}
		seq = last.Seq
	}
	r, err := f.History.Undo(c.ctx, c.ask(), seq)
	return c.receipt(r, err, nil)
}
