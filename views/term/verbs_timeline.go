package term

import (
	"rapport/app"
	"rapport/app/report"
)

type partnerTimeline struct {
	Partner string   `arg:"" help:"Number or name."`
	Kind    []string `help:"Only these: a kind such as check-in or statement, or contact, referrals, money, standing, papers; may be repeated." placeholder:"KIND"`
	From    day      `help:"First day." placeholder:"DATE"`
	To      day      `help:"Last day." placeholder:"DATE"`
	Limit   int      `help:"At most so many entries; 0 all." default:"200"`
}

func (v *partnerTimeline) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, v.Partner)
	if err != nil {
		return err
	}
	q := app.TimelineQuery{From: v.From.Day, To: v.To.Day, Most: v.Limit}
	if v.Limit < 0 {
		return app.Bad("limit", "--limit is the most entries to show.", "Give a number from 1, or 0 for all.")
	}
	for _, word := range v.Kind {
		kinds, err := app.MomentsNamed(word)
		if err != nil {
			return err
		}
		q.Kinds = append(q.Kinds, kinds...)
	}
	all, total, err := moments(c, f, p.ID, q)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Day"), col("Kind"), col("What"), col("State"), moneyCol("Amount"), col("More"), col("Who")}
	return rows(c, cols, all, total, func(m app.Moment) map[string]any {
		doc := map[string]any{"kind": m.Kind, "id": m.Of, "day": dayText(m.Day), "what": m.What(), "more": m.More(), "state": m.State, "who": m.Who}
		if m.Sum.Minor != 0 {
			doc["amount"] = m.Sum
		}
		return doc
	}, func(m app.Moment) []report.Cell {
		amount := report.Text("")
		if m.Sum.Minor != 0 {
			amount = report.Text(m.Sum.String())
		}
		return []report.Cell{report.Day(m.Day), report.Text(string(m.Kind)), report.Text(m.What()), report.Text(m.State), amount, report.Text(m.More()), report.Text(m.Who)}
	})
}

// moments reads a timeline page by page up to its limit. Where there are more, the total is one more than what was read: they are not counted.
func moments(c *call, f *app.Firm, id app.ID[app.Partner], q app.TimelineQuery) (all []app.Moment, total int, err error) {
	limit := q.Most
	for {
		if q.Most = 500; limit > 0 {
			q.Most = min(500, limit-len(all))
		}
		page, err := f.Partners.Timeline(c.ctx, id, q)
		if err != nil {
			return nil, 0, err
		}
		all = append(all, page.Moments...)
		if !page.More {
			return all, len(all), nil
		}
		if len(all) == limit {
			return all, len(all) + 1, nil
		}
		q.After = &all[len(all)-1]
	}
}

type partnerAttach struct {
	Partner string   `arg:"" help:"Number or name."`
	Files   []string `arg:"" help:"Files to keep with it."`
}

func (a *partnerAttach) Run(c *call, f *app.Firm) error {
	files, err := attached(a.Files)
	if err != nil {
		return err
	}
	return onPartner(c, f, a.Partner, func(id app.ID[app.Partner]) (app.Receipt, error) {
		return f.Partners.Attach(c.ctx, c.ask(), id, files...)
	})
}
