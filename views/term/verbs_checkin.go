package term

import (
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
)

type checkinCmd struct {
	Add     checkinAdd     `cmd:"" help:"Plan a contact with a partner, or log one that was held."`
	List    checkinList    `cmd:"" help:"List check-ins by day."`
	Due     checkinDue     `cmd:"" help:"What is due or overdue: check-ins, contact by cadence, promises and tasks."`
	Show    checkinShow    `cmd:"" help:"Show a check-in with its notes and promises."`
	Hold    checkinHold    `cmd:"" help:"A planned check-in was held."`
	Move    checkinMove    `cmd:"" help:"Move a planned check-in to another day."`
	Missed  checkinMissed  `cmd:"" help:"It was not held: the other side did not come."`
	Skip    checkinSkip    `cmd:"" help:"Leave a planned check-in out."`
	Cancel  checkinCancel  `cmd:"" help:"Cancel a planned check-in."`
	Round   checkinRound   `cmd:"" help:"Plan a round of check-ins: one with every partner in a segment."`
	Quiet   checkinQuiet   `cmd:"" help:"Partners silent for more than twice their own usual gap."`
	Promise checkinPromise `cmd:"" help:"Record what was promised."`
	Kept    checkinKept    `cmd:"" help:"A promise was kept."`
	Broken  checkinBroken  `cmd:"" help:"A promise was broken."`
	Dropped checkinDropped `cmd:"" help:"A promise does not count any more."`

	Settings checkinSettings `cmd:"" help:"Show or change which contact counts, notice in advance, and days off."`
}

// clock is a flag that holds a time of day.
type clock struct{ calendar.Clock }

// lead is a flag that holds how long before something it is pointed out.
type lead struct{ calendar.Lead }

func (l *lead) UnmarshalText(text []byte) (err error) {
	l.Lead, err = calendar.ParseLead(string(text))
	return err
}

// contactFlags are what a contact has, planned or held.
type contactFlags struct {
	Person  string   `help:"Who at the partner." placeholder:"NAME"`
	Day     day      `help:"The day (default: today)." placeholder:"DATE"`
	At      clock    `help:"The time of day, in the firm's zone." placeholder:"HH:MM"`
	Minutes int      `help:"How long." placeholder:"N"`
	Notice  lead     `help:"Point it out so long before: 15 minutes, 2 hours, 1 day, or none (default: as in the settings)." placeholder:"TIME"`
	Subject string   `help:"What it is about." placeholder:"TEXT"`
	Note    string   `help:"Notes, in Markdown; @Name and R-2026-0001 are linked." placeholder:"TEXT"`
	Learned string   `help:"What was learned." placeholder:"TEXT"`
	Mood    string   `help:"good, neutral or poor." placeholder:"MOOD"`
	We      []string `help:"What we promised; WHAT or WHAT=DATE, may be repeated." placeholder:"WHAT=DATE" sep:"none"`
	They    []string `help:"What they promised." placeholder:"WHAT=DATE" sep:"none"`
	Heard   []string `help:"What was heard of the market: KIND=TEXT, such as objection=TEXT; may be repeated." placeholder:"KIND=TEXT" sep:"none"`
	Next    day      `help:"Plan the next one for this day." placeholder:"DATE"`
	Attach  []string `help:"A file to keep with it; may be repeated." placeholder:"FILE" sep:"none"`
}

// contact makes what the flags say of a contact with a partner.
func (a contactFlags) contact(c *call, f *app.Firm, partner app.ID[app.Partner]) (app.Contact, error) {
	out := app.Contact{Checkin: app.Checkin{Partner: partner, Day: a.Day.Day, At: a.At.Clock, Minutes: a.Minutes, Notice: a.Notice.Lead, Subject: a.Subject, Note: a.Note, Learned: a.Learned,
		Mood: a.Mood}, Next: a.Next.Day}
	var err error
	if a.Person != "" {
		if out.Person, err = c.person(f, partner, a.Person); err != nil {
			return out, err
		}
	}
	for i, list := range [][]string{a.We, a.They} {
		for _, text := range list {
			p, err := promised(text)
			if err != nil {
				return out, err
			}
			p.Ours = i == 0
			out.Promises = append(out.Promises, p)
		}
	}
	for _, text := range a.Heard {
		kind, said, _ := strings.Cut(text, "=")
		out.Heard = append(out.Heard, app.MarketNote{Kind: app.MarketKind(kind), Said: said})
	}
	out.Files, err = attached(a.Attach)
	return out, err
}

// promised reads WHAT or WHAT=DATE.
func promised(text string) (app.Promise, error) {
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == '=' {
			due, err := calendar.ParseDay(text[i+1:])
			if err != nil {
				return app.Promise{}, app.Bad("due", err.Error(), "Write the day behind the = as 2026-11-22.")
			}
			return app.Promise{What: text[:i], Due: due}, nil
		}
	}
	return app.Promise{What: text}, nil
}

type checkinAdd struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Kind    string `help:"call, meeting, e-mail, lunch, kickoff or QBR." default:"call"`
	Held    bool   `help:"It was held; without this a day to come is planned, and any other was held."`
	Planned bool   `help:"It is planned."`
	contactFlags
}

func (a *checkinAdd) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, a.Partner)
	if err != nil {
		return err
	}
	contact, err := a.contact(c, f, p.ID)
	if err != nil {
		return err
	}
	contact.Kind = a.Kind
	today, err := f.Today(c.ctx)
	if err != nil {
		return err
	}
	if a.Planned || contact.Day > today && !a.Held {
		if len(contact.Promises)+len(contact.Heard)+len(contact.Files) > 0 || contact.Next != 0 {
			return app.Bad("planned", "Promises, what was heard, files and the next date belong to a contact that was held.", "Leave them out, or log it with --held.")
		}
		r, err := f.Checkins.Plan(c.ctx, c.ask(), contact.Checkin)
		return c.receipt(r, err, nil)
	}
	r, err := f.Checkins.Log(c.ctx, c.ask(), contact)
	return c.receipt(r, err, nil)
}

type checkinList struct{ listing }

func (l *checkinList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{{Title: "ID", Kind: report.KindCount}, col("Day"), col("At"), col("Partner"), col("Person"), col("Kind"), col("State"), col("Subject")}
	return listed(c, l.listing, f.Checkins.IDs, f.Checkins.Rows, cols, checkinDoc, func(r app.CheckinRow) []report.Cell {
		return []report.Cell{report.Count(int64(r.ID)), report.Day(r.Day), report.Text(r.At.String()), report.Text(r.PartnerName), report.Text(r.PersonName), report.Text(r.Kind),
			report.Text(string(r.State)), report.Text(r.Subject)}
	})
}

func checkinDoc(r app.CheckinRow) map[string]any {
	return map[string]any{"id": r.ID, "partner": r.PartnerName, "person": r.PersonName, "kind": r.Kind, "state": r.State, "day": dayText(r.Day), "at": r.At.String(), "zone": r.Zone,
		"minutes": r.Minutes, "notice": r.Notice.String(), "subject": r.Subject, "note": r.Note, "learned": r.Learned, "mood": r.Mood, "reason": r.Reason, "moved_to": r.MovedTo, "owner": r.Owner,
		"promises": r.Promises}
}

type checkinDue struct {
	Until day  `help:"Also what is due until this day (default: today)." placeholder:"DATE"`
	All   bool `help:"By partner: one entry each." name:"by-partner"`
}

func (d *checkinDue) Run(c *call, f *app.Firm) error {
	until := d.Until.Day
	if until == 0 {
		var err error
		if until, err = f.Today(c.ctx); err != nil {
			return err
		}
	}
	items, err := f.Reminders.Waiting(c.ctx, until)
	if err != nil {
		return err
	}
	if d.All {
		return dueByPartner(c, app.ByPartner(items))
	}
	cols := []report.Column{col("Day"), col("What"), col("Partner"), col(""), col("")}
	return rows(c, cols, items, len(items), func(i app.Item) map[string]any {
		return map[string]any{"kind": i.Kind, "id": i.Subject, "partner": i.Name, "what": i.What, "more": i.More, "day": dayText(i.Day), "at": i.At.String(),
			"owner": i.Owner, "late": i.Lateness.String()}
	}, func(i app.Item) []report.Cell {
		return []report.Cell{report.Day(i.Day), report.Text(i.What), report.Text(i.Name), report.Text(i.More), report.Text(i.Lateness.String())}
	})
}

func dueByPartner(c *call, all []app.CatchUp) error {
	return rows(c, []report.Column{col("Partner"), col("Oldest"), {Title: "Entries", Kind: report.KindCount}}, all, len(all), func(u app.CatchUp) map[string]any {
		return map[string]any{"partner": u.Name, "day": dayText(u.Items[0].Day), "entries": len(u.Items)}
	}, func(u app.CatchUp) []report.Cell {
		return []report.Cell{report.Text(u.Name), report.Day(u.Items[0].Day), report.Count(int64(len(u.Items)))}
	})
}

type checkinQuiet struct{}

func (*checkinQuiet) Run(c *call, f *app.Firm) error {
	all, err := f.Cadences.Quiet(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Partner"), col("Last"), {Title: "Days", Kind: report.KindCount}, {Title: "Usual", Kind: report.KindCount}}
	return rows(c, cols, all, len(all), func(q app.QuietPartner) map[string]any {
		return map[string]any{"partner": q.Name, "last": dayText(q.Last), "days": q.Days, "usual": q.Usual}
	}, func(q app.QuietPartner) []report.Cell {
		return []report.Cell{report.Text(q.Name), report.Day(q.Last), report.Count(int64(q.Days)), report.Count(int64(q.Usual))}
	})
}
