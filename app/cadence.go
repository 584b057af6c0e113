package app

import (
	"cmp"
	"slices"

	"rapport/app/calendar"
)

// CadenceState is whether a cadence asks for anything.
type CadenceState string

// The states of a cadence.
const (
	CadenceRunning CadenceState = "running"
	CadencePaused  CadenceState = "paused" // until its day
	CadenceEnded   CadenceState = "ended"
)

// Cadence says how often there is contact: with one partner, with every partner in a segment or of a type, or that has a tag.
type Cadence struct {
	ID      ID[Cadence]    `json:"id"`
	Partner ID[Partner]    `json:"partner,omitempty"`
	Segment ID[Segment]    `json:"segment,omitempty"`
	Type    string         `json:"type,omitempty"`
	Tag     string         `json:"tag,omitempty"`
	Kind    string         `json:"kind"`           // of contact that is meant; any other counts as well
	Ideal   calendar.Every `json:"ideal"`          // after this long it is due
	Most    calendar.Every `json:"most,omitempty"` // after this long it is long overdue; zero: never said
	From    calendar.Day   `json:"from"`           // counted from where there was no contact; its day of the month is the one months come back to
	State   CadenceState   `json:"state"`
	Until   calendar.Day   `json:"until,omitempty"` // of one that is paused
	Owner   string         `json:"owner,omitempty"`
	Version int64          `json:"version"`

	SegmentName string `json:"-"` // read with it
}

// For says whom it is for: "segment Quiet attorneys", "tag gold", "type attorney"; empty for one partner.
func (c Cadence) For() string {
	switch {
	case c.Segment != 0:
		return "segment " + c.SegmentName
	case c.Tag != "":
		return "tag " + c.Tag
	case c.Type != "":
		return "type " + c.Type
	}
	return ""
}

// Words say how often: "every 4 weeks, at most 6 weeks".
func (c Cadence) Words() string {
	words := "every " + c.Ideal.String()
	if !c.Most.IsZero() {
		words += ", at most " + c.Most.Count()
	}
	switch c.State {
	case CadencePaused:
		words += ", paused until " + c.Until.Label()
	case CadenceEnded:
		words = "ended"
	}
	return words
}

// next is when contact is due after the last one, moved to a working day; latest is when it is long overdue, 0 when that is never said.
// A contact held on the day it was due, or on the working day that was moved to, counts from the original day: 31, 30, 31.
func (c Cadence) next(last calendar.Day, closed []calendar.Period) (due, latest calendar.Day) {
	from := last
	if last == 0 {
		from = c.From
	}
	due = c.step(c.Ideal, from, closed)
	if due = calendar.Working(due, closed); c.State == CadencePaused {
		due = max(due, calendar.Working(c.Until, closed))
	}
	if !c.Most.IsZero() {
		latest = max(due, c.Most.Times(from, 1))
	}
	return due, latest
}

// step counts one interval on from a contact.
func (c Cadence) step(e calendar.Every, last calendar.Day, closed []calendar.Period) calendar.Day {
	months := map[calendar.Unit]int{calendar.Months: e.N, calendar.Years: 12 * e.N}[e.Unit]
	if months == 0 {
		return e.Times(last, 1)
	}
	anchor := c.From.DayOfMonth()
	for back := range 2 {
		first := calendar.MonthOf(last).Add(-back).First()
		meant := first.AddMonthsAnchored(0, anchor)
		if meant != 0 && meant <= last && last <= calendar.Working(meant, closed) {
			return meant.AddMonthsAnchored(months, anchor)
		}
	}
	return e.Times(last, 1)
}

// CadencePartner is what the choice of a cadence asks of a partner.
type CadencePartner struct {
	ID    ID[Partner]
	Name  string
	Type  string
	Tags  []string
	State PartnerState
	Owner string
	In    []ID[Segment] // of those that cadences are for
}

// inTouch tells whether one stays in touch with partners in a state: those there are and those on their way, not those that went.
func (s PartnerState) inTouch() bool {
	return slices.Contains([]PartnerState{InTalks, Applied, PartnerCheck, Onboarding, Active}, s)
}

// keeps tells whether a cadence asks for contact with a partner. A prospect is contacted where that was said of itself.
func (p CadencePartner) keeps(c Cadence) bool {
	return p.State.inTouch() || p.State == Prospect && c.Partner == p.ID
}

// cadenceOf chooses a partner's cadence: its own before one of its segments before one of its tags before its type's. Of several segments or
// tags the shortest interval counts.
func cadenceOf(p CadencePartner, all []Cadence) (Cadence, bool) {
	var fits []Cadence
	for _, c := range all {
		switch {
		case c.Partner == p.ID && p.ID != 0:
			return c, c.State != CadenceEnded
		case c.State == CadenceEnded:
		case slices.Contains(p.In, c.Segment), c.Tag != "" && slices.Contains(p.Tags, c.Tag), c.Type != "" && c.Type == p.Type:
			fits = append(fits, c)
		}
	}
	if len(fits) == 0 {
		return Cadence{}, false
	}
	return slices.MinFunc(fits, func(a, b Cadence) int {
		return cmp.Or(width(a)-width(b), cmp.Compare(a.Ideal.Times(1, 1), b.Ideal.Times(1, 1)), cmp.Compare(a.Tag, b.Tag), cmp.Compare(a.Segment, b.Segment))
	}), true
}

// width puts cadences of a segment before those of a tag before those of a type.
func width(c Cadence) int {
	switch {
	case c.Segment != 0:
		return 0
	case c.Tag != "":
		return 1
	}
	return 2
}

// Lateness is how a due contact stands today; the worse the larger.
type Lateness int

// How contact stands.
const (
	NotYet      Lateness = iota // its day is to come
	DueToday                    // today is the day
	Late                        // its day has passed
	LongOverdue                 // longer than the cadence allows
)

// String is how it is said.
func (l Lateness) String() string {
	return [...]string{"not yet", "due", "overdue", "long overdue"}[l]
}

// Touch is when contact with a partner is due.
type Touch struct {
	Partner  ID[Partner]
	Name     string
	Owner    string
	Kind     string       // of contact
	Last     calendar.Day // that counts; 0 never
	Due      calendar.Day
	Latest   calendar.Day // long overdue behind it; 0 never
	Planned  ID[Checkin]  // the contact that is planned; then Due is its day
	Cadence  Cadence
	Lateness Lateness
}

// lateness places a day and the latest one against today.
func lateness(due, latest, today calendar.Day) Lateness {
	switch {
	case latest != 0 && latest < today:
		return LongOverdue
	case due < today:
		return Late
	case due == today:
		return DueToday
	}
	return NotYet
}

// A rhythm needs a few days of contact, for three gaps, and is made of the latest: a year of weekly contact and more.
const fewestSigns, mostSigns = 4, 60

// Rhythm is how often a partner is in touch by its own habit.
type Rhythm struct {
	Usual int          // days between two signs of life, the middle one of all gaps; 0: too few to say
	Last  calendar.Day // sign of life
	Quiet bool         // silent for more than twice the usual
	Days  int          // since the last
}

// rhythmOf finds a rhythm in the days a partner was in touch. A busy season that comes every year is part of the rhythm, as its gaps are.
func rhythmOf(days []calendar.Day, today calendar.Day) Rhythm {
	days = slices.DeleteFunc(slices.Clone(days), func(d calendar.Day) bool { return d == 0 || d > today })
	slices.Sort(days)
	days = slices.Compact(days)
	if len(days) == 0 {
		return Rhythm{}
	}
	last := days[len(days)-1]
	r := Rhythm{Last: last, Days: today.Sub(last)}
	if len(days) < fewestSigns {
		return r
	}
	gaps := make([]int, 0, len(days)-1)
	for i := range days[1:] {
		gaps = append(gaps, days[i+1].Sub(days[i]))
	}
	slices.Sort(gaps)
	r.Usual = gaps[len(gaps)/2]
	r.Quiet = r.Days > 2*r.Usual
	return r
}

// CadenceBooks keeps cadences.
type CadenceBooks interface {
	AddCadence(Cadence) error
	PutCadence(Cadence) error
	DeleteCadence(ID[Cadence]) error
	Cadence(ID[Cadence]) (Cadence, error)
	Cadences() ([]Cadence, error)                               // of partners, then segments, tags and types
	CadencePartners(of []ID[Partner]) ([]CadencePartner, error) // those that are not hidden and may be contacted, by name; nil: all
}
