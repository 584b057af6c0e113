package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
)

// checkinID is the check-in a verb is about.
type checkinID struct {
	ID int64 `arg:"" help:"Number in checkin list."`
}

type checkinShow struct{ checkinID }

func (s *checkinShow) Run(c *call, f *app.Firm) error {
	w, err := f.Checkins.Get(c.ctx, app.ID[app.Checkin](s.ID))
	if err != nil {
		return err
	}
	r := w.Row
	if c.flags.JSON {
		doc := checkinDoc(r)
		doc["promises"] = docs(w.Promises, promiseDoc)
		doc["mentions"] = docs(w.Mentions, func(m app.Mention) map[string]any { return map[string]any{"kind": m.Kind, "id": m.ID, "name": m.Name} })
		doc["files"] = len(w.Files)
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s with %s on %s: %s\n", r.Title(), r.PartnerName, r.Day, r.State)
	for _, part := range [][2]string{{"With", r.PersonName}, {"At", r.At.String()}, {"Pointed out", before(r.Notice)}, {"Mood", r.Mood}, {"Note", clean(r.Note)}, {"Learned", clean(r.Learned)}, {"Because", clean(r.Reason)}} {
		if part[1] != "" {
			fmt.Fprintf(c.Out, "  %s: %s\n", part[0], part[1])
		}
	}
	for _, p := range w.Promises {
		fmt.Fprintf(c.Out, "  Promise %d (%s): %s, %s\n", p.ID, p.Whose(), p.What, p.State)
	}
	return nil
}

func promiseDoc(p app.PromiseRow) map[string]any {
	return map[string]any{"id": p.ID, "partner": p.PartnerName, "ours": p.Ours, "what": p.What, "due": dayText(p.Due), "state": p.State, "made": dayText(p.Made), "owner": p.Owner}
}

type checkinHold struct {
	checkinID
	contactFlags
}

func (h *checkinHold) Run(c *call, f *app.Firm) error {
	w, err := f.Checkins.Get(c.ctx, app.ID[app.Checkin](h.ID))
	if err != nil {
		return err
	}
	contact, err := h.contact(c, f, w.Row.Partner)
	if err != nil {
		return err
	}
	contact.ID = w.Row.ID
	r, err := f.Checkins.Log(c.ctx, c.ask(), contact)
	return c.receipt(r, err, nil)
}

type checkinMove struct {
	checkinID
	To     day    `required:"" help:"The new day." placeholder:"DATE"`
	At     clock  `help:"The new time of day (default: as before)." placeholder:"HH:MM"`
	Reason string `help:"Why." placeholder:"TEXT"`
}

func (m *checkinMove) Run(c *call, f *app.Firm) error {
	return m.mark(c, f, app.CheckinMoved, app.CheckinMove{To: m.To.Day, At: m.At.Clock, Reason: m.Reason})
}

func (i checkinID) mark(c *call, f *app.Firm, to app.CheckinState, m app.CheckinMove) error {
	r, err := f.Checkins.Mark(c.ctx, c.ask(), app.ID[app.Checkin](i.ID), to, m)
	return c.receipt(r, err, nil)
}

// checkinWhy is a check-in that did not happen, and why.
type checkinWhy struct {
	checkinID
	Reason string `help:"Why." placeholder:"TEXT"`
}

type (
	checkinMissed struct{ checkinWhy }
	checkinSkip   struct{ checkinWhy }
	checkinCancel struct{ checkinWhy }
)

func (m *checkinMissed) Run(c *call, f *app.Firm) error {
	return m.mark(c, f, app.CheckinNotHeld, app.CheckinMove{Reason: m.Reason})
}

func (m *checkinSkip) Run(c *call, f *app.Firm) error {
	return m.mark(c, f, app.CheckinSkipped, app.CheckinMove{Reason: m.Reason})
}

func (m *checkinCancel) Run(c *call, f *app.Firm) error {
	return m.mark(c, f, app.CheckinCancelled, app.CheckinMove{Reason: m.Reason})
}

type checkinPromise struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	What    string `arg:"" help:"What was promised."`
	Theirs  bool   `help:"They promised it (default: we did)."`
	Due     day    `help:"By when." placeholder:"DATE"`
}

func (p *checkinPromise) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, p.Partner, func(partner app.ID[app.Partner]) (app.Receipt, error) {
		return f.Checkins.Promise(c.ctx, c.ask(), app.Promise{Partner: partner, Ours: !p.Theirs, What: p.What, Due: p.Due.Day})
	})
}

// promiseEnd is what became of a promise.
type promiseEnd struct {
	ID   int64  `arg:"" help:"Number of the promise, from checkin show or checkin due --json."`
	On   day    `help:"The day it happened (default: today)." placeholder:"DATE"`
	Note string `help:"A note." placeholder:"TEXT"`
}

func (p promiseEnd) end(c *call, f *app.Firm, to app.PromiseState) error {
	r, err := f.Checkins.KeepPromise(c.ctx, c.ask(), app.ID[app.Promise](p.ID), to, app.Move{Day: p.On.Day, Note: p.Note})
	return c.receipt(r, err, nil)
}

type (
	checkinKept    struct{ promiseEnd }
	checkinBroken  struct{ promiseEnd }
	checkinDropped struct{ promiseEnd }
)

func (p *checkinKept) Run(c *call, f *app.Firm) error { return p.end(c, f, app.PromiseKept) }

func (p *checkinBroken) Run(c *call, f *app.Firm) error { return p.end(c, f, app.PromiseBroken) }

func (p *checkinDropped) Run(c *call, f *app.Firm) error { return p.end(c, f, app.PromiseDropped) }

// before is "15 minutes before", and nothing for no notice.
func before(l calendar.Lead) string {
	if l <= 0 {
		return ""
	}
	return l.String() + " before"
}
