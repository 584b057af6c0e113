package term

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/terms"
)

type commissionReplay struct {
	Agreement string   `help:"Number of one agreement." placeholder:"NUMBER"`
	Partner   []string `help:"Number or name of a partner; may be given again." placeholder:"NAME"`
	All       bool     `help:"All agreements that were signed."`
	Terms     []string `help:"A file of draft terms; may be given again (default: the terms that were in force)." placeholder:"FILE"`
	Plan      []string `help:"A plan to try; may be given again." placeholder:"NAME"`
	From      day      `help:"First day; the whole month is shown." placeholder:"DATE"`
	To        day      `help:"Last day (default: today)." placeholder:"DATE"`
	Months    int      `help:"The last months, in the place of --from and --to." default:"12" placeholder:"N"`
	Format    string   `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out       string   `help:"The file to write." placeholder:"FILE"`
}

func (r *commissionReplay) Run(c *call, f *app.Firm) error {
	ask, err := r.ask(c, f)
	if err != nil {
		return err
	}
	got, err := f.Commissions.Replay(c.ctx, ask, c.progress("Replaying"))
	if err != nil {
		return err
	}
	switch r.Format {
	case "csv", "xlsx":
		return c.export("Replay", r.Format, r.Out, got.Table())
	case "pdf":
		return c.paper(r.Out, "the replay", func() ([]byte, error) { return f.Commissions.ReplayPDF(c.ctx, got) })
	case "json":
		return c.json(replayDoc(got))
	}
	if c.flags.JSON {
		return c.json(replayDoc(got))
	}
	c.replayed(got)
	return nil
}

// ask reads the flags: of whom, which months, which drafts.
func (r *commissionReplay) ask(c *call, f *app.Firm) (ask app.ReplayAsk, err error) {
	given := 0
	for _, yes := range []bool{r.Agreement != "", len(r.Partner) > 0, r.All} {
		if yes {
			given++
		}
	}
	if given != 1 {
		return ask, errUsage{errors.New("say of whom: --agreement NUMBER, --partner NAME or --all")}
	}
	if r.Agreement != "" {
		a, err := f.Agreements.Find(c.ctx, r.Agreement)
		if err != nil {
			return ask, err
		}
		ask.Agreement = a.ID
	}
	for _, name := range r.Partner {
		p, err := f.Partners.Find(c.ctx, name)
		if err != nil {
			return ask, err
		}
		ask.Partners = append(ask.Partners, p.ID)
	}
	if r.Months < 1 {
		return ask, errUsage{errors.New("--months takes a number from 1 on")}
	}
	if ask.Last = r.Months; r.From.Day != 0 {
		if ask.Months.From = r.From.Day; r.To.Day != 0 {
			ask.Months.To = r.To.Day + 1
		}
	} else if r.To.Day != 0 {
		return ask, errUsage{errors.New("--to goes with --from")}
	}
	ask.Drafts, err = r.drafts(c, f)
	return ask, err
}

func (r *commissionReplay) drafts(c *call, f *app.Firm) (list []app.Draft, err error) {
	add := func(name string, t terms.Terms) { list = append(list, app.Draft{Name: name, Terms: &t}) }
	for _, path := range r.Terms {
		t, err := readTerms(path)
		if err != nil {
			return nil, err
		}
		add(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), t)
	}
	for _, name := range r.Plan {
		p, err := f.Plans.Find(c.ctx, name)
		if err != nil {
			return nil, err
		}
		add(p.Name, p.Terms)
	}
	return list, nil
}

// replayed prints a replay as tables.
func (c *call) replayed(r app.Replay) {
	fmt.Fprintf(c.Out, "%s, %s\n", r.Months.Label(), r.Currency)
	for _, s := range r.Sections() {
		fmt.Fprintf(c.Out, "\n%s\n", s.Heading)
		for _, note := range s.Text {
			fmt.Fprintln(c.Out, note)
		}
		if len(s.Table.Rows) == 0 {
			fmt.Fprintln(c.Out, s.Table.Empty)
			continue
		}
		c.table(*s.Table)
	}
}

func replayDoc(r app.Replay) map[string]any {
	sum := func(s app.ReplaySum) map[string]any {
		paid := make([]any, len(s.Paid))
		for i, minorUnits := range s.Paid {
			paid[i] = minor(minorUnits, r.Currency)
		}
		return map[string]any{"fees": minor(s.Fees, r.Currency), "booked": minor(s.Booked, r.Currency), "paid": paid}
	}
	with := func(doc map[string]any, more map[string]any) map[string]any {
		for k, v := range more {
			doc[k] = v
		}
		return doc
	}
	return map[string]any{"from": dayText(r.Months.From), "to": dayText(r.Months.Last()), "currency": r.Currency, "facts": r.Facts, "waiting": r.Waiting, "left_out": r.LeftOut,
		"drafts": docs(r.Drafts, func(d app.Draft) map[string]any { return map[string]any{"name": d.Name, "terms": d.Terms} }),
		"months": docs(r.ByMonth, func(m app.ReplayMonth) map[string]any {
			return with(sum(m.ReplaySum), map[string]any{"month": m.Month.String()})
		}),
		"partners": docs(r.ByPartner, func(p app.ReplayPartner) map[string]any {
			return with(sum(p.ReplaySum), map[string]any{"number": p.Number, "name": p.Name})
		}),
		"steps": docs(r.Crossings, func(s app.Crossing) map[string]any {
			return map[string]any{"draft": r.Drafts[s.Draft].Name, "partner": s.Name, "day": dayText(s.Day), "rule": s.Rule, "reaches": r.Step(s)}
		}), "total": sum(r.Total)}
}
