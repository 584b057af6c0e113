package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"rapport/app/calendar"
	"rapport/app/letter"
	"rapport/app/report"
)

// mostNested bounds segments within segments.
const mostNested = 5

// Regions are the groups of countries that can be asked for.
func Regions() []string {
	return []string{"European Union", "German-speaking", "Benelux", "Nordic", "British Isles", "North America", "Latin America", "Oceania"}
}

// countriesOf are the countries of a region.
func countriesOf(region string) []string {
	return map[string][]string{
		"European Union":  {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"},
		"German-speaking": {"DE", "AT", "CH", "LI"}, "Benelux": {"BE", "NL", "LU"}, "Nordic": {"DK", "FI", "IS", "NO", "SE"}, "British Isles": {"GB", "IE", "IM", "JE", "GG"},
		"North America": {"US", "CA", "MX"}, "Latin America": {"AR", "BO", "BR", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY", "SV", "UY", "VE"},
		"Oceania": {"AU", "NZ", "FJ", "PG"},
	}[region]
}

// chooser makes rules ready for storage.
type chooser struct {
	b     Books
	s     Settings
	today calendar.Day
	quiet []string // ids, once they were asked for
	asked bool
}

// choose makes a rule ready. path are the segments on the way to it: one that is met again is refused.
func (c *chooser) choose(r SegmentRule, path ...ID[Segment]) (*Choice, error) {
	out := &Choice{Any: r.Any}
	for _, t := range r.Tests {
		one := ChoiceTest{Key: t.Key, Not: t.Not, Values: t.Values, Least: t.Least, Day: c.today}
		err := c.fill(&one, t, path)
		if errors.Is(err, errGone) {
			return &Choice{Any: true}, nil // nobody, lest “not in it” becomes everybody
		}
		if err != nil {
			return nil, err
		}
		out.Archived = out.Archived || t.Key == ByArchived
		out.Tests = append(out.Tests, one)
	}
	return out, nil
}

func (c *chooser) fill(one *ChoiceTest, t SegmentTest, path []ID[Segment]) (err error) {
	if !t.Within.IsZero() {
		one.From, one.To = back(t.Within, c.today), c.today
	}
	switch t.Key {
	case ByEnding:
		one.From, one.To = c.today, t.Within.Times(c.today, 1)
	case ByRegion:
		one.Values = nil
		for _, r := range t.Values {
			one.Values = append(one.Values, countriesOf(r)...)
		}
	case ByLanguage:
		one.Values, one.Not = countriesWritten(t)
	case ByContacted:
		one.Values = c.s.contactKinds()
	case ByPaid:
		if len(t.Values) == 0 {
			one.Values = []string{string(c.s.Currency)}
		}
		one.Least = max(t.Least, 1)
	case ByIntroduced, ByWon:
		one.Least = max(t.Least, 1)
	case ByQuiet:
		one.Values, err = c.quietOnes()
	case BySegment:
		one.Of, err = c.others(t.Values, path)
	}
	return err
}

// back is the day so long ago.
func back(e calendar.Every, day calendar.Day) calendar.Day {
	switch e.Unit {
	case calendar.Months:
		return day.AddMonths(-e.N)
	case calendar.Years:
		return day.AddMonths(-12 * e.N)
	case calendar.Weeks:
		return day.AddDays(-7 * e.N)
	}
	return day.AddDays(-e.N)
}

// countriesWritten turns languages into countries. English is written to all that have no other: then the others are asked for, the other
// way round.
func countriesWritten(t SegmentTest) (countries []string, not bool) {
	english := slices.Contains(t.Values, string(letter.English))
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			country := string([]rune{a, b})
			l := letter.LanguageOf(country)
			if l != letter.English && slices.Contains(t.Values, string(l)) != english {
				countries = append(countries, country)
			}
		}
	}
	return countries, t.Not != english
}

func (c *chooser) quietOnes() ([]string, error) {
	if c.asked {
		return c.quiet, nil
	}
	all, err := quietPartners(c.b, c.today)
	c.asked, c.quiet = true, []string{}
	for _, q := range all {
		c.quiet = append(c.quiet, strconv.FormatInt(int64(q.ID), 10))
	}
	return c.quiet, err
}

// errGone is a segment that is not there any more.
var errGone = errors.New("a segment that is gone")

// others makes the rules of other segments ready.
func (c *chooser) others(ids []string, path []ID[Segment]) (out []*Choice, err error) {
	for _, text := range ids {
		n, _ := strconv.ParseInt(text, 10, 64)
		id := ID[Segment](n)
		s, err := c.b.Segment(id)
		if IsNotFound(err) {
			return nil, errGone
		}
		if err != nil {
			return nil, err
		}
		if slices.Contains(path, id) {
			return nil, Bad("test", fmt.Sprintf("Segment “%s” would be within itself.", s.Name), "Take it out of the tests.")
		}
		if len(path) >= mostNested {
			return nil, Bad("test", fmt.Sprintf("Segments can be within each other %d deep.", mostNested), "Write the tests of the innermost one here instead.")
		}
		of, err := c.choose(s.Rule, append(slices.Clone(path), id)...)
		if err != nil {
			return nil, err
		}
		out = append(out, of)
	}
	return out, nil
}

// chosen makes a segment ready; archived brings in its archived partners as well.
func chosen(b Books, s Settings, today calendar.Day, id ID[Segment], archived bool) (*Choice, error) {
	seg, err := b.Segment(id)
	if err != nil {
		return nil, err
	}
	c := &chooser{b: b, s: s, today: today}
	choice, err := c.choose(seg.Rule, id)
	if err == nil && archived {
		choice.Archived = true
	}
	return choice, err
}

// partnersIn gives who is in a segment, by name.
func partnersIn(b Books, s Settings, today calendar.Day, id ID[Segment], archived bool) (ids []ID[Partner], err error) {
	choice, err := chosen(b, s, today, id, archived)
	if err != nil {
		return nil, err
	}
	return ids, b.PartnerIDs(Query{Among: choice}, func(some []int32) error {
		for _, n := range some {
			ids = append(ids, ID[Partner](n))
		}
		return nil
	})
}

// among turns a condition on "segment" into what storage knows. Its values are ids of segments: one of them is enough. Archived partners are
// among them where the list is of what partners did, or asks for archived ones itself.
func (f *Firm) among(b Books, q Query, archived bool) (Query, error) {
	at := slices.IndexFunc(q.Where, func(c Condition) bool { return c.Field == "segment" })
	if at < 0 {
		return q, nil
	}
	s, err := b.Settings()
	if err != nil {
		return q, err
	}
	c := &chooser{b: b, s: s, today: f.today(s)}
	of, err := c.others(q.Where[at].Values, nil)
	if err != nil && !errors.Is(err, errGone) {
		return q, err
	}
	q.Where = slices.Delete(slices.Clone(q.Where), at, at+1)
	q.Among = &Choice{Archived: true, Tests: []ChoiceTest{{Key: BySegment, Of: of}}}
	for _, one := range of {
		one.Archived = one.Archived || archived
	}
	return q, nil
}

// ids lists what a query of things that partners did asks for, with its segments.
func (f *Firm) ids(list func(Books, Query, func([]int32) error) error, q Query, each func([]int32) error) func(Books) error {
	return func(b Books) error {
		q, err := f.among(b, q, true)
		if err != nil {
			return err
		}
		return list(b, q, each)
	}
}

// readAmong reads what a query of things that partners did asks for, with its segments.
func readAmong[T any](ctx context.Context, f *Firm, q Query, fn func(Books, Query) (T, error)) (T, error) {
	return read(ctx, f, func(b Books) (T, error) {
		q, err := f.among(b, q, true)
		if err != nil {
			var none T
			return none, err
		}
		return fn(b, q)
	})
}

// keeper tells who is in one of some segments, archived ones too; of none it is everybody.
func keeper(b Books, s Settings, today calendar.Day, in []ID[Segment]) (func(ID[Partner]) bool, error) {
	if len(in) == 0 {
		return everybody, nil
	}
	kept := map[ID[Partner]]bool{}
	for _, id := range in {
		ids, err := partnersIn(b, s, today, id, true)
		if err != nil {
			return nil, err
		}
		for _, p := range ids {
			kept[p] = true
		}
	}
	return func(p ID[Partner]) bool { return kept[p] }, nil
}

func everybody(ID[Partner]) bool { return true }

// limited adds to what stands above a report whom it is limited to.
func (f *Firm) limited(ctx context.Context, facts []report.Fact, in []ID[Segment]) ([]report.Fact, error) {
	for _, id := range in {
		s, err := f.Segments.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		facts = append(facts, report.Fact{Label: "Only segment", Value: report.Text(s.Name)})
	}
	return facts, nil
}
