package app

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app/names"
)

// checkinImport takes rows of contacts with partners. A contact is recognised by the reference, else by partner, day, kind and words.
type checkinImport struct {
	im       *importer
	partners *finder[Partner]
	byRef    map[string]Checkin
	people   map[ID[Partner]][]*Person
}

func newCheckinImport(im *importer) *checkinImport {
	return &checkinImport{im: im, partners: im.t.partnerFinder(), people: map[ID[Partner]][]*Person{}}
}

func checkinColumns() []ImportField {
	return []ImportField{
		referenceField("activity id", "event id", "meeting id", "task id"),
		partnerField().needed(),
		textField("person", "Person", "Who at the partner.", "person", "contact", "contact name", "with", "attendee", "ansprechpartner", "contacto"),
		textField("kind", "Kind", "call, meeting, e-mail, lunch, kickoff or QBR; meeting when there is no such column.", "kind", "type", "activity type", "activity",
			"art", "typ", "tipo").as(FieldChoice),
		textField("state", "State", "planned, held, not held, skipped or cancelled; by its day when there is no such column.", "state", "status", "outcome", "zustand", "statut", "estado").as(FieldChoice),
		textField("day", "Day", "", "day", "date", "activity date", "start date", "due date", "held on", "datum", "jour", "fecha").as(FieldDay).needed(),
		textField("subject", "Subject", "", "subject", "title", "topic", "betreff", "sujet", "asunto"),
		noteField(),
		textField("mood", "Mood", "good, neutral or poor.", "mood", "sentiment", "stimmung").as(FieldChoice),
		ownerField(),
	}
}

func (u *checkinImport) prepare(rows []importRow) (err error) {
	if err := u.partners.look(column(rows, "partner")); err != nil {
		return err
	}
	u.byRef, err = u.im.t.CheckinsByReference(column(rows, "reference"))
	return err
}

func (u *checkinImport) take(r *importRow) error {
	partner, err := u.im.partnerNamed(u.partners, r.text("partner"))
	if err != nil {
		return err
	}
	c := Checkin{Reference: r.text("reference"), Partner: partner.ID, Day: r.day("day"), Subject: r.text("subject"), Note: r.lines("note", mostNote),
		Mood: strings.ToLower(r.text("mood")), Owner: orElse(r.text("owner"), u.im.t.actor)}
	u.words(r, &c)
	if c.Person, err = u.person(partner, r.text("person")); err != nil {
		return err
	}
	if r.bad != nil {
		return r.bad
	}
	old, err := u.find(c)
	if err != nil {
		return err
	}
	keys := []string{fmt.Sprintf("%d %s %s %s %s", c.Partner, c.Day, c.Kind, c.Subject, c.Note)}
	if c.Reference != "" {
		keys = []string{"ref " + c.Reference}
	}
	if err := u.im.twice("day", fmt.Sprintf("This %s with %s", c.Kind, partner.Name), keys); err != nil {
		return err
	}
	u.im.mark(r.line, keys...)
	return u.keep(old, c)
}

// words reads kind, state and mood as other programs write them.
func (u *checkinImport) words(r *importRow, c *Checkin) {
	var ok bool
	if c.Kind, ok = contactMeant(names.Fold(r.text("kind"))); !ok {
		r.refuse("kind", fmt.Sprintf("%q is not a kind of check-in.", r.text("kind")), "Write "+orList(CheckinKinds())+".")
	}
	if c.State, ok = checkinStateMeant(names.Fold(r.text("state")), c.Day > u.im.t.today); !ok {
		r.refuse("state", fmt.Sprintf("%q is not a state of a check-in.", r.text("state")), "Write planned, held, not held, skipped or cancelled.")
	}
	if c.State == CheckinHeld && c.Day > u.im.t.today {
		r.refuse("day", fmt.Sprintf("%s lies in the future; it can't have been held.", c.Day), "Correct the day, or the state.")
	}
	if c.Mood != "" && !slices.Contains(Moods(), c.Mood) {
		r.refuse("mood", fmt.Sprintf("%q is not a mood.", c.Mood), "Write "+orList(Moods())+".")
	}
}

// person finds who at the partner is named; nobody when there is no such person, as a contact is no reason to make one.
func (u *checkinImport) person(partner *Partner, name string) (ID[Person], error) {
	if name == "" {
		return 0, nil
	}
	people, err := u.im.peopleOf(u.people, partner.ID)
	for _, p := range people {
		if names.Fold(p.Name) == names.Fold(name) {
			return p.ID, err
		}
	}
	return 0, orError(err, &Problem{Kind: NotFound, Field: "person", Say: fmt.Sprintf("There is no %q at %s.", name, partner.Name), Try: "Import the people first, or add the person."})
}

func (u *checkinImport) find(c Checkin) (*Checkin, error) {
	if known, ok := u.byRef[c.Reference]; ok && c.Reference != "" {
		return &known, nil
	}
	if c.Reference != "" {
		return nil, nil
	}
	day := Condition{Field: "day", Values: []string{c.Day.String()}}
	rows, err := checkinRows(u.im.t, Query{}.With(Is("partner", fmt.Sprint(int64(c.Partner))), Is("kind", c.Kind), day), 50)
	for _, r := range rows {
		if r.Subject == c.Subject && r.Note == c.Note {
			return &r.Checkin, err
		}
	}
	return nil, err
}

func (u *checkinImport) keep(old *Checkin, c Checkin) error {
	t := u.im.t
	if old == nil {
		id, err := u.im.newID(KindCheckin)
		c.ID, c.EnteredAt, c.Version = ID[Checkin](id), t.now, 1
		if c.State == CheckinPlanned {
			c.Notice = t.usualNotice(0, c.At)
		}
		u.im.out.checkins = append(u.im.out.checkins, &c)
		return err
	}
	now := *old
	now.Partner, now.Day, now.Kind, now.State = c.Partner, c.Day, c.Kind, c.State
	set(&now.Subject, c.Subject)
	set(&now.Note, c.Note)
	set(&now.Mood, c.Mood)
	if c.Person != 0 {
		now.Person = c.Person
	}
	if now == *old {
		u.im.unchanged(KindCheckin, int64(old.ID))
		return nil
	}
	now.Version++
	u.im.change(KindCheckin, int64(old.ID), *old, now, func() error { return orError(t.PutCheckin(now), t.mention(now)) })
	return nil
}

func (u *checkinImport) finish() []string { return nil }

// addImported writes new check-ins with what their notes name.
func (t *tx) addImported(all []Checkin) error {
	if err := t.AddCheckins(all); err != nil {
		return err
	}
	for _, c := range all {
		if !strings.ContainsAny(c.Note, "@-") {
			continue
		}
		if err := t.mention(c); err != nil {
			return err
		}
	}
	return nil
}

// contactMeant is the kind of contact that other programs' words mean, folded.
func contactMeant(folded string) (string, bool) {
	switch folded {
	case "call", "phone", "phone call", "telephone", "anruf", "telefonat", "appel", "llamada":
		return "call", true
	case "", "meeting", "event", "appointment", "visit", "video call", "treffen", "termin", "besprechung", "reunion", "rendez vous", "cita":
		return "meeting", true
	case "e mail", "email", "mail", "message", "courriel", "correo":
		return "e-mail", true
	case "lunch", "dinner", "coffee", "breakfast", "mittagessen", "essen", "dejeuner", "comida":
		return "lunch", true
	case "kickoff", "kick off", "onboarding":
		return "kickoff", true
	case "qbr", "quarterly business review", "review", "business review":
		return "QBR", true
	}
	return "", false
}

// checkinStateMeant is the state that other programs' words mean, folded; without a word the day tells.
func checkinStateMeant(folded string, ahead bool) (CheckinState, bool) {
	switch folded {
	case "":
		if ahead {
			return CheckinPlanned, true
		}
		return CheckinHeld, true
	case "planned", "scheduled", "open", "not started", "geplant", "prevu", "planificado":
		return CheckinPlanned, true
	case "held", "done", "completed", "complete", "closed", "erledigt", "gehalten", "termine", "realizado":
		return CheckinHeld, true
	case "not held", "no show", "missed", "nicht gehalten":
		return CheckinNotHeld, true
	case "skipped", "ausgelassen":
		return CheckinSkipped, true
	case "cancelled", "canceled", "abgesagt", "annule", "cancelado":
		return CheckinCancelled, true
	}
	return "", false
}
