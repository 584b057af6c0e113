package term

import (
	"strings"

	"rapport/app"
	"rapport/app/calendar"
)

// listing is the flags of every list verb.
type listing struct {
	Search string   `help:"Only rows with words that begin like this." placeholder:"WORDS"`
	Where  []string `help:"Only rows where FIELD is VALUE (several values with commas; A..B for a range)." placeholder:"FIELD=VALUE" sep:"none"`
	Sort   string   `help:"Sort by this key; -KEY reverses." placeholder:"KEY"`
	Limit  int      `help:"At most so many rows; 0 all." default:"200"`
	View   string   `help:"Only what this saved view shows." placeholder:"NAME"`
	inSegment
}

// inSegment is the flag of every verb that can be limited to a segment.
type inSegment struct {
	Segment string `help:"Only partners in this segment." placeholder:"NAME"`
}

// ids are the segments named: one or none.
func (s inSegment) ids(c *call, f *app.Firm) ([]app.ID[app.Segment], error) {
	if s.Segment == "" {
		return nil, nil
	}
	found, err := f.Segments.Find(c.ctx, s.Segment)
	return []app.ID[app.Segment]{found.ID}, err
}

// query makes the query the flags ask for. Partners, clients and referrals are filtered by number or name as well as by id.
func (l listing) query(c *call) (app.Query, error) {
	q, err := l.written()
	if err != nil {
		return q, err
	}
	f, err := c.firm()
	if err != nil {
		return q, err
	}
	if l.View != "" {
		if q, err = seen(c, f, q, l.View); err != nil {
			return q, err
		}
	}
	return f.Overview.Named(c.ctx, q)
}

// written is the query as it was typed.
func (l listing) written() (app.Query, error) {
	q := app.Query{Search: l.Search}
	for _, w := range l.Where {
		field, value, ok := strings.Cut(w, "=")
		if !ok {
			return q, app.Bad("where", "--where needs FIELD=VALUE.", "Write for example --where stage=won.")
		}
		from, to, isRange := strings.Cut(value, "..")
		if isRange {
			q.Where = append(q.Where, app.Condition{Field: field, From: from, To: to})
		} else {
			q.Where = append(q.Where, app.Is(field, strings.Split(value, ",")...))
		}
	}
	if l.Segment != "" {
		q.Where = append(q.Where, app.Is("segment", l.Segment))
	}
	if l.Limit < 0 {
		return q, app.Bad("limit", "--limit is the most rows to show.", "Give a number from 1, or 0 for all.")
	}
	if l.Sort != "" {
		key, desc := strings.CutPrefix(l.Sort, "-")
		q = q.By(key, desc)
	}
	return q, nil
}

// move is the flags of every transition.
type move struct {
	On     day    `help:"The day it happened (default: today)." placeholder:"DATE"`
	Reason string `help:"The reason." placeholder:"TEXT"`
	Note   string `help:"A note." placeholder:"TEXT"`
}

func (m move) move() app.Move {
	return app.Move{Day: m.On.Day, Reason: m.Reason, Note: m.Note}
}

func dayText(d calendar.Day) any {
	if d == 0 {
		return nil
	}
	return d.String()
}
