package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type duplicatesCmd struct {
	List    duplicatesList    `cmd:"" help:"Partners or clients that may be one, the likeliest first, with the reasons."`
	Dismiss duplicatesDismiss `cmd:"" help:"Keep that two are not the same."`
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

type duplicatesDismiss struct {
	One  string `arg:"" help:"Name or number of one."`
	Two  string `arg:"" help:"Name or number of the other."`
	Note string `help:"Why they are not the same." placeholder:"TEXT"`
	of
}

func (d *duplicatesDismiss) Run(c *call, f *app.Firm) error {
	var ids [2]int64
	for i, text := range []string{d.One, d.Two} {
		if d.Clients {
			v, err := f.Clients.Find(c.ctx, text)
			if err != nil {
				return err
			}
			ids[i] = int64(v.ID)
			continue
		}
		v, err := f.Partners.Find(c.ctx, text)
		if err != nil {
			return err
		}
		ids[i] = int64(v.ID)
	}
	r, err := f.Duplicates.Dismiss(c.ctx, c.ask(), d.kind(), ids[0], ids[1], d.Note)
	return c.receipt(r, err, nil)
}
