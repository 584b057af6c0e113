package desk

import (
	"context"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// checkinForm is the fields of a contact that was held.
type checkinForm struct {
	d                       *Desk
	form                    *kit.Form
	partner                 *kit.PickField
	person                  *kit.PickField
	kind, mood              *kit.ChoiceField
	day, next, due, theyDue *kit.DateField
	note, learned           *kit.TextField
	we, they, heard         *kit.TextField
	heardKind               *kit.ChoiceField
}

// newCheckinForm begins with the note when it is known with whom, else with the partner.
func newCheckinForm(d *Desk, c app.Checkin, name string) *checkinForm {
	f := &checkinForm{d: d, form: kit.NewForm()}
	f.partner = kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "With", Required: true}, d.findPartners)
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note", Hint: "Markdown; @Name and R-2026-0001 are linked"}, "", 5)
	f.kind = kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.CheckinKinds()...)...)
	f.day = kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	f.day.Set(min(max(c.Day, 0), d.today))
	if c.Day == 0 {
		f.day.Set(d.today)
	}
	f.person = kit.NewPickField(d.stage, kit.Spec{Key: "person", Label: "Person", Hint: "At the partner"}, func(ctx context.Context, text string) ([]kit.Option, error) {
		people, err := d.firm.Partners.People(ctx, f.with(c))
		if err != nil {
			return nil, err
		}
		return findPeople(func() []app.Person { return people })(ctx, text)
	})
	f.mood = kit.NewChoiceField(kit.Spec{Key: "mood", Label: "It went"}, append([]kit.Pair{{Value: "", Text: "–"}}, pairsOf(app.Moods()...)...)...)
	f.learned = kit.NewMultilineField(kit.Spec{Key: "learned", Label: "What we learned", Hint: "About their business and the market"}, "", 2)
	f.we = kit.NewTextField(kit.Spec{Key: "we", Label: "We promised"}, "")
	f.due = kit.NewDateField(d.stage, kit.Spec{Key: "we due", Label: "By"})
	f.they = kit.NewTextField(kit.Spec{Key: "they", Label: "They promised"}, "")
	f.theyDue = kit.NewDateField(d.stage, kit.Spec{Key: "they due", Label: "By"})
	f.heard = kit.NewTextField(kit.Spec{Key: "heard", Label: "Heard of the market", Hint: "An objection, a need, a competitor …"}, "")
	f.heardKind = kit.NewChoiceField(kit.Spec{Key: "heard kind", Label: "Is"}, pairsOf(app.MarketKinds()...)...)
	f.next = kit.NewDateField(d.stage, kit.Spec{Key: "next", Label: "Next one", Hint: "Is planned; +2w, 23/11 …"})
	if c.Partner == 0 {
		f.form.Add(f.partner)
	}
	f.form.Add(f.note).Beside(f.kind, f.day).Beside(f.person, f.next).Add(f.mood, f.learned).Section("Promises").Beside(f.we, f.due).Beside(f.they, f.theyDue).Section("The market").Beside(f.heard, f.heardKind)
	if c.ID != 0 {
		f.kind.Set(c.Kind)
		f.note.Set(c.Note)
	}
	return f
}

// with is the partner of the contact.
func (f *checkinForm) with(c app.Checkin) app.ID[app.Partner] {
	if c.Partner != 0 {
		return c.Partner
	}
	o, _ := f.partner.Value()
	return app.ID[app.Partner](o.ID)
}

// contact is what was entered.
func (f *checkinForm) contact(c app.Checkin) app.Contact {
	who, _ := f.person.Value()
	out := app.Contact{Checkin: c, Next: dayOf(f.next)}
	out.Partner, out.Kind, out.Day, out.Note, out.Learned, out.Mood = f.with(c), f.kind.Value(), dayOf(f.day), f.note.Value(), f.learned.Value(), f.mood.Value()
	if who.ID != 0 {
		out.Person = app.ID[app.Person](who.ID)
	}
	for _, p := range []app.Promise{{Ours: true, What: f.we.Value(), Due: dayOf(f.due)}, {What: f.they.Value(), Due: dayOf(f.theyDue)}} {
		if p.What != "" {
			out.Promises = append(out.Promises, p)
		}
	}
	if f.heard.Value() != "" {
		out.Heard = []app.MarketNote{{Kind: app.MarketKind(f.heardKind.Value()), Said: f.heard.Value()}}
	}
	return out
}

// logCheckin asks what came of a contact: a new one, or a planned one that was held.
func (d *Desk) logCheckin(c app.Checkin, name string) {
	f := newCheckinForm(d, c, name)
	title := "Log a check-in"
	if name != "" {
		title += " with " + name
	}
	d.openForm(formSpec{title: title, form: f.form, save: "Log", again: "checkin.log",
		submit: func(ask app.Ask) act {
			contact := f.contact(c)
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Checkins.Log(ctx, ask, contact) }
		}})
}

// planCheckin asks for a contact that is to be.
func (d *Desk) planCheckin(id app.ID[app.Partner], name string, on calendar.Day) {
	partner := kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "With", Required: true}, d.findPartners)
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.CheckinKinds()...)...)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "On", Required: true})
	day.Set(max(on, d.today))
	at := kit.NewTextField(kit.Spec{Key: "at", Label: "At", Hint: "14:30; empty is some time that day"}, "")
	notice := d.noticeField(d.settings.Notice)
	subject := kit.NewTextField(kit.Spec{Key: "subject", Label: "About"}, "")
	form := kit.NewForm()
	title := "Plan a check-in"
	if id == 0 {
		form.Add(partner)
	} else {
		title += " with " + name
	}
	form.Beside(day, at).Add(kind, subject, notice)
	d.openForm(formSpec{title: title, form: form, save: "Plan", again: "checkin.plan",
		submit: func(ask app.Ask) act {
			c := app.Checkin{Partner: id, Kind: kind.Value(), Day: dayOf(day), Subject: subject.Value()}
			if o, _ := partner.Value(); id == 0 {
				c.Partner = app.ID[app.Partner](o.ID)
			}
			return atTime(at.Value(), func(clock calendar.Clock) act {
				return d.newNotice(notice.Value(), func(l calendar.Lead) act {
					c.At, c.Notice = clock, l
					return func(ctx context.Context) (app.Receipt, error) { return d.firm.Checkins.Plan(ctx, ask, c) }
				})
			})
		}})
}

// noticeField asks how long before a check-in or task it is pointed out.
func (d *Desk) noticeField(now calendar.Lead) *kit.TextField {
	f := kit.NewTextField(kit.Spec{Key: "notice", Label: "Notice", Hint: "15 minutes, 2 hours, 1 day; empty: none"}, "")
	f.Set(now.String())
	return f
}

// noticeOf reads a notice; what is none refuses the write at its field, and an empty one is none.
func noticeOf(text string, do func(calendar.Lead) act) act {
	l, err := calendar.ParseLead(text)
	if err != nil {
		return func(context.Context) (app.Receipt, error) { return app.Receipt{}, app.Bad("notice", err.Error(), "") }
	}
	if l == 0 {
		l = calendar.NoLead
	}
	return do(l)
}

// newNotice reads that of something new: one that was left as the firm usually does it is not said, as whole days may not have it.
func (d *Desk) newNotice(text string, do func(calendar.Lead) act) act {
	if text == d.settings.Notice.String() {
		return do(0)
	}
	return noticeOf(text, do)
}

// atTime reads a time of day; what is none refuses the write at its field.
func atTime(text string, do func(calendar.Clock) act) act {
	clock, err := calendar.ParseClock(text)
	if err != nil {
		return func(context.Context) (app.Receipt, error) { return app.Receipt{}, app.Bad("at", err.Error(), "") }
	}
	return do(clock)
}

// everyOf reads an interval; what is none refuses the write at its field.
func everyOf(field, text string, do func(calendar.Every) act) act {
	e, err := calendar.ParseEvery(text)
	if err != nil {
		return func(context.Context) (app.Receipt, error) { return app.Receipt{}, app.Bad(field, err.Error(), "") }
	}
	return do(e)
}

// setCadence asks how often there is contact: with one partner, with a type or with a tag.
func (d *Desk) setCadence(id app.ID[app.Partner], name string) {
	if id == 0 {
		d.cadenceForm(id, name, app.Cadence{})
		return
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, d.firm.Cadences.List, func(all []app.Cadence, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		var now app.Cadence
		for _, c := range all {
			if c.Partner == id {
				now = c
			}
		}
		d.cadenceForm(id, name, now)
	})
}

// cadenceForm shows how often there is contact now, if that is said, and asks for something else.
func (d *Desk) cadenceForm(id app.ID[app.Partner], name string, now app.Cadence) {
	partner := kit.NewPickField(d.stage, kit.Spec{Key: "partner", Label: "With", Hint: "Or with a type, tag or segment below"}, d.findPartners)
	if id != 0 {
		partner.Set(kit.Option{ID: int64(id), Text: name})
	}
	kinds := kit.NewPickField(d.stage, kit.Spec{Key: "type", Label: "Or every partner of type"}, findWords(d.settings.PartnerTypes))
	tag := kit.NewTextField(kit.Spec{Key: "tag", Label: "Or every partner with tag"}, "")
	segment := kit.NewPickField(d.stage, kit.Spec{Key: "segment", Label: "Or every partner in segment"}, d.findSegments)
	ideal := kit.NewTextField(kit.Spec{Key: "ideal", Label: "Every", Required: true, Hint: "4 weeks, month, quarterly"}, "")
	most := kit.NewTextField(kit.Spec{Key: "most", Label: "At most", Hint: "After that it is long overdue"}, "")
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "By"}, pairsOf(app.CheckinKinds()...)...)
	paused := kit.NewDateField(d.stage, kit.Spec{Key: "until", Label: "Paused until"})
	way := kit.NewChoiceField(kit.Spec{Key: "way", Label: "What to do"}, kit.Pair{Value: "set", Text: "Keep it so"}, kit.Pair{Value: "remove", Text: "Remove it"})
	kit.Shown(way, now.ID != 0)
	if now.ID != 0 {
		ideal.Set(now.Ideal.String())
		most.Set(now.Most.String())
		kind.Set(now.Kind)
		paused.Set(now.Until)
	}
	d.openForm(formSpec{title: "How often there is contact", form: kit.NewForm().Add(way).Beside(ideal, most).Add(partner).Beside(kinds, tag).Add(segment, kind, paused), save: "Set", again: "cadence.set",
		submit: func(ask app.Ask) act {
			if way.Value() == "remove" {
				return func(ctx context.Context) (app.Receipt, error) { return d.firm.Cadences.Remove(ctx, ask, now.ID) }
			}
			o, _ := partner.Value()
			t, _ := kinds.Value()
			s, _ := segment.Value()
			c := app.Cadence{Partner: app.ID[app.Partner](o.ID), Segment: app.ID[app.Segment](s.ID), Type: t.Text, Tag: tag.Value(), Kind: kind.Value()}
			if c.Until = dayOf(paused); c.Until != 0 {
				c.State = app.CadencePaused
			}
			return everyOf("ideal", ideal.Value(), func(e calendar.Every) act {
				return everyOf("most", most.Value(), func(m calendar.Every) act {
					c.Ideal, c.Most = e, m
					return func(ctx context.Context) (app.Receipt, error) { return d.firm.Cadences.Set(ctx, ask, c) }
				})
			})
		}})
}
