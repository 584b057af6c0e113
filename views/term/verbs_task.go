package term

import (
	"bytes"
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/files"
)

type taskCmd struct {
	Add  taskAdd  `cmd:"" help:"Add something to do, once or again and again."`
	Edit taskEdit `cmd:"" help:"Change a task."`
	List taskList `cmd:"" help:"List tasks by day."`
	Done taskDone `cmd:"" help:"A task is done; one that repeats goes on to its next day."`
	Drop taskDrop `cmd:"" help:"A task does not count any more."`
	Open taskOpen `cmd:"" help:"A task is open again."`
}

// every is a flag that holds an interval.
type every struct{ calendar.Every }

type taskAdd struct {
	What     string `arg:"" help:"What there is to do."`
	Due      day    `help:"The day (default: today)." placeholder:"DATE"`
	At       clock  `help:"The time of day, in the firm's zone." placeholder:"HH:MM"`
	Every    every  `help:"How often it comes again: daily, 2 weeks, monthly, yearly." placeholder:"INTERVAL"`
	Until    day    `help:"The last day it may fall on." placeholder:"DATE"`
	Notice   lead   `help:"Point it out so long before: 15 minutes, 2 hours, 1 day, or none (default: as in the settings)." placeholder:"TIME"`
	Partner  string `help:"Which partner it is about." placeholder:"NAME"`
	Referral string `help:"Which referral it is about." placeholder:"NUMBER"`
	Note     string `help:"A note." placeholder:"TEXT"`
	Owner    string `help:"Who does it (default: who enters it)." placeholder:"NAME"`
}

func (a *taskAdd) Run(c *call, f *app.Firm) error {
	k := app.Task{What: a.What, Due: a.Due.Day, At: a.At.Clock, Every: a.Every.Every, Until: a.Until.Day, Notice: a.Notice.Lead, Note: a.Note, Owner: a.Owner}
	if a.Referral != "" {
		r, err := f.Referrals.Find(c.ctx, a.Referral)
		if err != nil {
			return err
		}
		k.About, k.AboutID, k.Partner = app.KindReferral, int64(r.ID), r.Partner
	}
	if a.Partner != "" {
		p, err := f.Partners.Find(c.ctx, a.Partner)
		if err != nil {
			return err
		}
		k.Partner = p.ID
	}
	r, err := f.Tasks.Add(c.ctx, c.ask(), k)
	return c.receipt(r, err, nil)
}

type taskEdit struct {
	ID     int64   `arg:"" help:"Number in task list."`
	What   string  `help:"What there is to do." placeholder:"TEXT"`
	Due    day     `help:"Another day; a task that repeats begins anew from there." placeholder:"DATE"`
	At     *clock  `help:"The time of day, in the firm's zone; empty: some time that day." placeholder:"HH:MM"`
	Every  *every  `help:"How often it comes again; empty: once." placeholder:"INTERVAL"`
	Until  day     `help:"The last day it may fall on." placeholder:"DATE"`
	Notice *lead   `help:"Point it out so long before: 15 minutes, 2 hours, 1 day, or none." placeholder:"TIME"`
	Note   *string `help:"A note." placeholder:"TEXT"`
	Owner  string  `help:"Who does it." placeholder:"NAME"`
}

func (e *taskEdit) Run(c *call, f *app.Firm) error {
	row, err := f.Tasks.Get(c.ctx, app.ID[app.Task](e.ID))
	if err != nil {
		return err
	}
	k := row.Task
	k.What, k.Owner = orText(e.What, k.What), orText(e.Owner, k.Owner)
	if e.Due.Day != 0 {
		k.Due = e.Due.Day
	}
	if e.Until.Day != 0 {
		k.Until = e.Until.Day
	}
	if e.At != nil {
		k.At = e.At.Clock
	}
	if e.Every != nil {
		k.Every = e.Every.Every
	}
	if e.Notice != nil {
		k.Notice = e.Notice.Lead
	}
	if e.Note != nil {
		k.Note = *e.Note
	}
	r, err := f.Tasks.Edit(c.ctx, c.ask(), k)
	return c.receipt(r, err, nil)
}

type taskList struct{ listing }

func (l *taskList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{{Title: "ID", Kind: report.KindCount}, col("Due"), col("At"), col("What"), col("Partner"), col("About"), col("Every"), col("State")}
	return listed(c, l.listing, f.Tasks.IDs, f.Tasks.Rows, cols, func(k app.TaskRow) map[string]any {
		return map[string]any{"id": k.ID, "what": k.What, "partner": k.PartnerName, "about": k.AboutWords(), "due": dayText(k.Due), "at": k.At.String(), "every": k.Every.Key(), "notice": k.Notice.String(),
			"until": dayText(k.Until), "state": k.State, "owner": k.Owner, "note": k.Note}
	}, func(k app.TaskRow) []report.Cell {
		return []report.Cell{report.Count(int64(k.ID)), report.Day(k.Due), report.Text(k.At.String()), report.Text(k.What), report.Text(k.PartnerName),
			report.Text(k.AboutWords()), report.Text(k.Every.String()), report.Text(string(k.State))}
	})
}

// taskMark is a task that moves on.
type taskMark struct {
	ID int64 `arg:"" help:"Number in task list."`
	On day   `help:"The day it happened (default: today)." placeholder:"DATE"`
}

func (m taskMark) mark(c *call, f *app.Firm, to app.TaskState) error {
	r, err := f.Tasks.Mark(c.ctx, c.ask(), app.ID[app.Task](m.ID), to, m.On.Day)
	return c.receipt(r, err, nil)
}

type (
	taskDone struct{ taskMark }
	taskDrop struct{ taskMark }
	taskOpen struct{ taskMark }
)

func (m *taskDone) Run(c *call, f *app.Firm) error { return m.mark(c, f, app.TaskDone) }

func (m *taskDrop) Run(c *call, f *app.Firm) error { return m.mark(c, f, app.TaskDropped) }

func (m *taskOpen) Run(c *call, f *app.Firm) error { return m.mark(c, f, app.TaskOpen) }

type cadenceCmd struct {
	Set  cadenceSet  `cmd:"" help:"Say how often there is contact with a partner, a segment, a type or a tag; or pause it."`
	List cadenceList `cmd:"" help:"List how often there is contact, and with whom."`
}

type cadenceSet struct {
	Partner string `arg:"" optional:"" help:"Number or name of the partner."`
	Type    string `help:"Every partner of this type." placeholder:"TYPE"`
	Tag     string `help:"Every partner with this tag." placeholder:"TAG"`
	inSegment
	Every  every  `help:"How often: 4 weeks, monthly, quarterly." placeholder:"INTERVAL"`
	Most   every  `help:"After how long it is long overdue." placeholder:"INTERVAL"`
	Kind   string `help:"The kind of contact that is meant." placeholder:"KIND"`
	From   day    `help:"Counted from this day where there was no contact (default: today)." placeholder:"DATE"`
	Paused day    `help:"Paused until this day." placeholder:"DATE"`
	End    bool   `help:"No contact is asked for any more."`
}

func (s *cadenceSet) Run(c *call, f *app.Firm) error {
	cad := app.Cadence{Type: s.Type, Tag: s.Tag, Ideal: s.Every.Every, Most: s.Most.Every, Kind: s.Kind, From: s.From.Day, State: app.CadenceRunning}
	if s.Partner != "" {
		p, err := f.Partners.Find(c.ctx, s.Partner)
		if err != nil {
			return err
		}
		cad.Partner = p.ID
	}
	in, err := s.ids(c, f)
	if err != nil {
		return err
	}
	if len(in) > 0 {
		cad.Segment = in[0]
	}
	if s.Paused.Day != 0 {
		cad.State, cad.Until = app.CadencePaused, s.Paused.Day
	}
	if s.End {
		cad.State = app.CadenceEnded
	}
	all, err := f.Cadences.List(c.ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Partner == cad.Partner && o.Segment == cad.Segment && o.Type == cad.Type && o.Tag == cad.Tag && cad.Ideal.IsZero() {
			cad.Ideal, cad.Most, cad.Kind = o.Ideal, o.Most, o.Kind
		}
	}
	r, err := f.Cadences.Set(c.ctx, c.ask(), cad)
	return c.receipt(r, err, nil)
}

type cadenceList struct{}

func (*cadenceList) Run(c *call, f *app.Firm) error {
	all, err := f.Cadences.List(c.ctx)
	if err != nil {
		return err
	}
	whom := map[app.ID[app.Partner]]string{}
	for _, cad := range all {
		if cad.Partner == 0 {
			continue
		}
		p, err := f.Partners.Get(c.ctx, cad.Partner)
		if err != nil {
			return err
		}
		whom[cad.Partner] = p.Name
	}
	return rows(c, []report.Column{col("With"), col("Kind"), col("How often")}, all, len(all), func(cad app.Cadence) map[string]any {
		return map[string]any{"id": cad.ID, "partner": whom[cad.Partner], "segment": cad.SegmentName, "type": cad.Type, "tag": cad.Tag, "kind": cad.Kind, "ideal": cad.Ideal.Key(), "most": cad.Most.Key(),
			"from": dayText(cad.From), "state": cad.State, "until": dayText(cad.Until)}
	}, func(cad app.Cadence) []report.Cell {
		return []report.Cell{report.Text(whom[cad.Partner] + cad.For()), report.Text(cad.Kind), report.Text(cad.Words())}
	})
}

// calendar writes check-ins, tasks and promises as an iCalendar file.
func (e *exportCmd) calendar(c *call, f *app.Firm) error {
	var of app.CalendarOf
	if e.Partner != "" {
		p, err := f.Partners.Find(c.ctx, e.Partner)
		if err != nil {
			return err
		}
		of.Partner = p.ID
	}
	events, err := f.Reminders.Calendar(c.ctx, of)
	if err != nil {
		return err
	}
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := files.WriteCalendar(&buf, s.FirmName, events); err != nil {
		return err
	}
	return c.written(e.Out, &buf, fmt.Sprintf("%d entries", len(events)))
}
