package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type duplicatesCmd struct {
	List       duplicatesList       `cmd:"" help:"Partners or clients that may be one, the likeliest first, with the reasons."`
	Show       duplicatesShow       `cmd:"" help:"Two side by side: how alike they are, and what differs."`
	Dismiss    duplicatesDismiss    `cmd:"" help:"Keep that two are not the same."`
	Apart      duplicatesApart      `cmd:"" help:"Those that were said not to be the same."`
	Reconsider duplicatesReconsider `cmd:"" help:"Forget that two are not the same."`
}

// of is which kind of thing is meant.
type of struct {
	Clients bool `help:"Clients instead of partners."`
}

func (o of) kind() app.Kind {
	if o.Clients {
		return app.KindClient
	}
	return app.KindPartner
}

type duplicatesList struct{ of }

func (l *duplicatesList) Run(c *call, f *app.Firm) error {
	all, err := f.Duplicates.List(c.ctx, l.kind())
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Score"), col("One"), col("Other"), col("Why")}, all, len(all), func(p app.Pair) map[string]any {
		return map[string]any{"kind": p.Kind, "score": p.Score, "a": p.A, "b": p.B, "reasons": p.Why}
	}, func(p app.Pair) []report.Cell {
		return texts(fmt.Sprint(p.Score), p.A.Name+" ("+p.A.Number+")", p.B.Name+" ("+p.B.Number+")", strings.Join(p.Why, " "))
	})
}

// two is which two of a kind are meant.
type two struct {
	One string `arg:"" help:"Name or number of one."`
	Two string `arg:"" help:"Name or number of the other."`
	of
}

func (p two) ids(c *call, f *app.Firm) (ids [2]int64, err error) {
	for i, text := range []string{p.One, p.Two} {
		if p.Clients {
			v, err := f.Clients.Find(c.ctx, text)
			if err != nil {
				return ids, err
			}
			ids[i] = int64(v.ID)
			continue
		}
		v, err := f.Partners.Find(c.ctx, text)
		if err != nil {
			return ids, err
		}
		ids[i] = int64(v.ID)
	}
	return ids, nil
}

type duplicatesShow struct{ two }

func (s *duplicatesShow) Run(c *call, f *app.Firm) error {
	ids, err := s.ids(c, f)
	if err != nil {
		return err
	}
	w, err := f.Duplicates.Compare(c.ctx, s.kind(), ids[0], ids[1])
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(w)
	}
	fmt.Fprintf(c.Out, "Alike: %d of 100. %s\n", w.Score, clean(strings.Join(w.Why, " ")))
	if w.Apart != nil {
		fmt.Fprintf(c.Out, "Kept apart by %s on %s. %s\n", clean(w.Apart.By), w.Apart.Day.Label(), clean(w.Apart.Why))
	}
	t := report.Table{Columns: []report.Column{col(""), col(clean(w.A.Name)), col(clean(w.B.Name)), col("")}}
	for _, b := range w.Facts {
		t.Rows = append(t.Rows, report.Row{Cells: texts(b.What, b.A, b.B, map[bool]string{true: "differs"}[b.Differ])})
	}
	c.table(t)
	return nil
}

type duplicatesDismiss struct {
	two
	Note string `help:"Why they are not the same." placeholder:"TEXT"`
}

func (d *duplicatesDismiss) Run(c *call, f *app.Firm) error {
	ids, err := d.ids(c, f)
	if err != nil {
		return err
	}
	r, err := f.Duplicates.Dismiss(c.ctx, c.ask(), d.kind(), ids[0], ids[1], d.Note)
	return c.receipt(r, err, nil)
}

type duplicatesApart struct{}

func (*duplicatesApart) Run(c *call, f *app.Firm) error {
	all, err := f.Duplicates.KeptApart(c.ctx)
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Of"), col("One"), col("Other"), col("Why not"), col("Said by"), col("On")}, all, len(all), func(k app.KeptApart) map[string]any {
		return map[string]any{"kind": k.Kind, "a": k.One, "b": k.Other, "why": k.Why, "by": k.By, "day": k.Day}
	}, func(k app.KeptApart) []report.Cell {
		return texts(string(k.Kind), k.One.Name+" ("+k.One.Number+")", k.Other.Name+" ("+k.Other.Number+")", k.Why, k.By, k.Day.String())
	})
}

type duplicatesReconsider struct{ two }

func (r *duplicatesReconsider) Run(c *call, f *app.Firm) error {
	ids, err := r.ids(c, f)
	if err != nil {
		return err
	}
	got, err := f.Duplicates.Reconsider(c.ctx, c.ask(), r.kind(), ids[0], ids[1])
	return c.receipt(got, err, nil)
}
