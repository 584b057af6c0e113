package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type segmentCmd struct {
	List   segmentList   `cmd:"" help:"List the segments, who is in them, and what goes by them."`
	Show   segmentShow   `cmd:"" help:"Show a segment and who is in it today."`
	Save   segmentSave   `cmd:"" help:"Save a segment, or change or rename one; --preview says who would be in it."`
	Delete segmentDelete `cmd:"" help:"Remove a segment that nothing goes by."`
	Write  segmentWrite  `cmd:"" help:"Write one message to each partner in a segment with a template, as drafts to be looked at."`
	Keys   segmentKeys   `cmd:"" help:"What can be asked of a partner."`
}

type segmentList struct{}

func (segmentList) Run(c *call, f *app.Firm) error {
	all, err := f.Segments.List(c.ctx)
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Segment"), countCol("Partners"), col("Who is in it"), col("Used by")}, all, len(all), segmentDoc, func(s app.SegmentRow) []report.Cell {
		return []report.Cell{report.Text(s.Name), report.Count(int64(s.Count)), report.Text(strings.Join(append([]string{s.Sentence}, s.Missing...), " ")), report.Text(strings.Join(useNames(s), "; "))}
	})
}

func useNames(s app.SegmentRow) []string {
	out := []string{}
	for _, use := range s.Uses {
		out = append(out, use.Name)
	}
	return out
}

func segmentDoc(s app.SegmentRow) map[string]any {
	return map[string]any{"id": s.ID, "name": s.Name, "note": s.Note, "sentence": s.Sentence, "partners": s.Count, "missing": list(s.Missing), "uses": useNames(s),
		"any": s.Rule.Any, "tests": list(s.Rule.Tests)}
}

type segmentShow struct {
	Segment string `arg:"" help:"Its name."`
	Limit   int    `help:"At most so many rows; 0 all." default:"200"`
}

func (s *segmentShow) Run(c *call, f *app.Firm) error {
	one, err := f.Segments.Find(c.ctx, s.Segment)
	if err != nil {
		return err
	}
	row, err := f.Segments.Try(c.ctx, one)
	if err != nil {
		return err
	}
	all, total, err := gather(c.ctx, app.Query{}.With(app.Is("segment", fmt.Sprint(int64(one.ID)))), s.Limit, f.Partners.IDs, f.Partners.Rows)
	if err != nil {
		return err
	}
	if !c.flags.JSON {
		fmt.Fprintf(c.Out, "%s: %s\n", clean(one.Name), clean(row.Sentence))
		for _, gone := range row.Missing {
			fmt.Fprintln(c.Out, clean(gone))
		}
	}
	return rows(c, []report.Column{col("Number"), col("Name"), col("Type"), col("State")}, all, total, func(p app.PartnerRow) map[string]any {
		return map[string]any{"id": p.ID, "number": p.Number, "name": p.Name, "type": p.Type, "state": p.State, "tags": list(p.Tags)}
	}, func(p app.PartnerRow) []report.Cell {
		return []report.Cell{report.Text(p.Number), report.Text(p.Name), report.Text(p.Type), report.Text(string(p.State))}
	})
}

type segmentSave struct {
	Name    string   `arg:"" help:"Its name."`
	Test    []string `help:"What is asked of a partner, such as 'type = attorney', 'not introduced in 6 months', 'paid >= 1000 in 1 year'; may be repeated. See segment keys." placeholder:"TEST" sep:"none"`
	Any     bool     `help:"One test is enough (default: all must hold)."`
	Note    string   `help:"A note." placeholder:"TEXT"`
	Renamed string   `help:"Its new name." placeholder:"NAME"`
}

func (s *segmentSave) Run(c *call, f *app.Firm) error {
	one, err := f.Segments.Find(c.ctx, s.Name)
	if app.IsNotFound(err) && s.Renamed == "" {
		one, err = app.Segment{Name: s.Name}, nil
	}
	if err != nil {
		return err
	}
	if len(s.Test) > 0 {
		one.Rule = app.SegmentRule{}
	}
	one.Rule.Any = one.Rule.Any || s.Any
	for _, text := range s.Test {
		t, err := f.Segments.Parse(c.ctx, text)
		if err != nil {
			return err
		}
		one.Rule.Tests = append(one.Rule.Tests, t)
	}
	if s.Note != "" {
		one.Note = s.Note
	}
	if s.Renamed != "" {
		one.Name = s.Renamed
	}
	r, err := f.Segments.Save(c.ctx, c.ask(), one)
	if err != nil {
		return err
	}
	row, err := f.Segments.Try(c.ctx, one)
	if err == nil && !c.flags.JSON {
		fmt.Fprintf(c.Out, "%s %d today.\n", clean(row.Sentence), row.Count)
	}
	return c.receipt(r, err, map[string]any{"sentence": row.Sentence, "partners": row.Count, "missing": list(row.Missing)})
}

type segmentDelete struct {
	Segment string `arg:"" help:"Its name."`
}

func (d *segmentDelete) Run(c *call, f *app.Firm) error {
	return found(c, f.Segments.Find, d.Segment, func(s app.Segment) (app.Receipt, error) { return f.Segments.Remove(c.ctx, c.ask(), s.ID) })
}

type segmentWrite struct {
	Segment string `arg:"" help:"Its name."`
	oneTemplate
}

func (w *segmentWrite) Run(c *call, f *app.Firm) error {
	s, err := f.Segments.Find(c.ctx, w.Segment)
	if err != nil {
		return err
	}
	m, err := w.find(c, f)
	if err != nil {
		return err
	}
	done := c.progress("Writing")
	r, run, err := f.Messages.ToSegment(c.ctx, c.ask(), m, s.ID, func(i, n int) {
		if done != nil {
			done(int64(i), int64(n))
		}
	})
	return c.receipt(r, err, map[string]any{"written": len(run.Made), "left": notWrittenDocs(run.Left)})
}

func notWrittenDocs(left []app.NotWritten) []map[string]any {
	return docs(left, func(l app.NotWritten) map[string]any { return map[string]any{"partner": l.Name, "why": l.Why} })
}

type segmentKeys struct{}

func (segmentKeys) Run(c *call) error {
	all := app.SegmentKinds()
	return rows(c, []report.Column{col("Key"), col("What is asked"), col("Such as")}, all, len(all), func(k app.SegmentKind) map[string]any {
		return map[string]any{"key": k.Key, "title": k.Title, "example": k.Example()}
	}, func(k app.SegmentKind) []report.Cell {
		return []report.Cell{report.Text(string(k.Key)), report.Text(k.Title), report.Text(k.Example())}
	})
}

type checkinRound struct {
	Segment string `arg:"" help:"The segment."`
	Kind    string `help:"The kind of contact that is meant." default:"call" placeholder:"KIND"`
	Day     day    `help:"The day (default: today)." placeholder:"DATE"`
	PerDay  int    `help:"So many on a working day (default: all on the first)." placeholder:"N"`
	Subject string `help:"What it is about." placeholder:"TEXT"`
	Owner   string `help:"Who holds them (default: who looks after each partner)." placeholder:"NAME"`
}

func (r *checkinRound) Run(c *call, f *app.Firm) error {
	return found(c, f.Segments.Find, r.Segment, func(s app.Segment) (app.Receipt, error) {
		return f.Checkins.PlanRound(c.ctx, c.ask(), app.Round{Segment: s.ID, Kind: r.Kind, From: r.Day.Day, PerDay: r.PerDay, Subject: r.Subject, Owner: r.Owner})
	})
}

// limited takes over the segment that the material is for; “all” limits it no more.
func (g materialFields) limited(c *call, f *app.Firm, m app.Material) (app.Material, error) {
	if g.Segment == "all" {
		m.Segment = 0
		return m, nil
	}
	in, err := g.ids(c, f)
	if len(in) > 0 {
		m.Segment = in[0]
	}
	return m, err
}
