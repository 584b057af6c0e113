package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapport/app/money"
	"rapport/app/names"
)

// Segments are the use-cases of saved filters over partners.
type Segments struct{ f *Firm }

// mostTests is how many tests a segment has.
const mostTests = 20

// SegmentRow is a segment as lists show it.
type SegmentRow struct {
	Segment
	Sentence string
	Count    int          // partners in it today
	Missing  []string     // sentences about what it asks for that is not there any more
	Uses     []SegmentUse // what goes by it
}

// Get gives one segment.
func (u Segments) Get(ctx context.Context, id ID[Segment]) (Segment, error) {
	return read(ctx, u.f, func(b Books) (Segment, error) { return b.Segment(id) })
}

// Find gives the segment people mean by its name.
func (u Segments) Find(ctx context.Context, name string) (Segment, error) {
	return read(ctx, u.f, func(b Books) (Segment, error) { return segmentNamed(b, name) })
}

func segmentNamed(b Books, name string) (Segment, error) {
	s, err := b.SegmentByName(names.Fold(name))
	if IsNotFound(err) {
		err = &Problem{Kind: NotFound, Field: "segment", Say: fmt.Sprintf("There is no segment %q.", name), Try: "Check the spelling, or list the segments."}
	}
	return s, err
}

// List gives all segments by name, with how many partners are in each.
func (u Segments) List(ctx context.Context) ([]SegmentRow, error) {
	return read(ctx, u.f, func(b Books) ([]SegmentRow, error) {
		all, err := b.Segments()
		if err != nil {
			return nil, err
		}
		rows := make([]SegmentRow, len(all))
		for i, s := range all {
			if rows[i], err = u.row(b, s); err != nil {
				return nil, err
			}
			if rows[i].Uses, err = b.SegmentUses(s.ID); err != nil {
				return nil, err
			}
		}
		return rows, nil
	})
}

// IDs gives the ids of the segments whose names hold a query's words, by name.
func (u Segments) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error {
		all, err := b.Segments()
		var ids []int32
		for _, s := range all {
			if strings.Contains(names.Fold(s.Name), names.Fold(q.Search)) {
				ids = append(ids, int32(s.ID))
			}
		}
		if err != nil || len(ids) == 0 {
			return err
		}
		return each(ids)
	})
}

// Rows gives segments as lists show them, by id.
func (u Segments) Rows(ctx context.Context, ids []int32) ([]SegmentRow, error) {
	all, err := u.List(ctx)
	return slices.DeleteFunc(all, func(s SegmentRow) bool { return !slices.Contains(ids, int32(s.ID)) }), err
}

// Try says what a rule would choose, before it is saved: its sentence, how many, and what is missing.
func (u Segments) Try(ctx context.Context, s Segment) (SegmentRow, error) {
	return read(ctx, u.f, func(b Books) (SegmentRow, error) { return u.row(b, s) })
}

func (u Segments) row(b Books, s Segment) (SegmentRow, error) {
	set, err := b.Settings()
	if err != nil {
		return SegmentRow{}, err
	}
	row := SegmentRow{Segment: s}
	talk := &segmentTalk{b: b, s: set}
	if row.Sentence, err = talk.sentence(s.Rule); err != nil {
		return row, err
	}
	if row.Missing, err = talk.missing(s.Rule); err != nil {
		return row, err
	}
	choice, err := u.tried(b, set, s)
	if err != nil {
		return row, err
	}
	return row, b.PartnerIDs(Query{Among: choice}, func(ids []int32) error {
		row.Count += len(ids)
		return nil
	})
}

// tried makes the rule of a segment ready that may not be saved yet.
func (u Segments) tried(b Books, set Settings, s Segment) (*Choice, error) {
	c := &chooser{b: b, s: set, today: u.f.today(set)}
	if s.ID == 0 {
		return c.choose(s.Rule)
	}
	return c.choose(s.Rule, s.ID)
}

// TriedIDs gives the ids of the partners of a query that a rule would choose, in order, in chunks.
func (u Segments) TriedIDs(ctx context.Context, s Segment, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error {
		set, err := b.Settings()
		if err != nil {
			return err
		}
		choice, err := u.tried(b, set, s)
		if err != nil {
			return err
		}
		q.Among = choice
		return b.PartnerIDs(q, each)
	})
}

// Words says each test of a rule, in their order: "have introduced a client in the last 6 months".
func (u Segments) Words(ctx context.Context, r SegmentRule) ([]string, error) {
	return read(ctx, u.f, func(b Books) ([]string, error) {
		set, err := b.Settings()
		if err != nil {
			return nil, err
		}
		talk := &segmentTalk{b: b, s: set}
		out := make([]string, len(r.Tests))
		for i, t := range r.Tests {
			if out[i], err = talk.test(t); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// Save keeps a segment: a new one, or with its id a changed or renamed one. What goes by it goes on with it.
func (u Segments) Save(ctx context.Context, ask Ask, s Segment) (Receipt, error) {
	return u.f.write(ctx, ask, "segment.save", func(t *tx) error {
		if err := t.checkSegment(&s); err != nil {
			return err
		}
		if s.ID == 0 {
			id, err := t.nextID(KindSegment)
			if err != nil {
				return err
			}
			s.ID, s.MadeAt, s.Version = ID[Segment](id), t.now, 1
			if err := t.AddSegment(s); err != nil {
				return err
			}
			t.did(KindSegment, id, "Saved segment “%s”", s.Name)
			return t.image(KindSegment, id, nil, s)
		}
		old, err := t.Segment(s.ID)
		if err != nil {
			return err
		}
		if old.Version != s.Version {
			return Stale("Segment “" + old.Name + "”")
		}
		s.MadeAt, s.Version = old.MadeAt, old.Version+1
		if err := t.PutSegment(s); err != nil {
			return err
		}
		t.did(KindSegment, int64(s.ID), "Changed segment “%s”", s.Name)
		return t.image(KindSegment, int64(s.ID), old, s)
	})
}

func (t *tx) checkSegment(s *Segment) error {
	s.Name, s.Note = names.Clean(s.Name), strings.TrimSpace(s.Note)
	switch {
	case s.Name == "":
		return Bad("name", "A segment needs a name.", "Say who is in it, such as “Quiet attorneys”.")
	case len(s.Rule.Tests) == 0:
		return Bad("test", "A segment without a test would be every partner.", "Add a test.")
	case len(s.Rule.Tests) > mostTests:
		return Bad("test", fmt.Sprintf("A segment has at most %d tests.", mostTests), "Make a segment of some of them, and ask for that one.")
	}
	if err := orError(within("name", s.Name, 100), within("note", s.Note, mostNote)); err != nil {
		return err
	}
	if twin, err := t.SegmentByName(names.Fold(s.Name)); !IsNotFound(err) && twin.ID != s.ID {
		return orError(err, Bad("name", fmt.Sprintf("There is a segment “%s” already.", twin.Name), "Give this one another name, or change that one."))
	}
	for i := range s.Rule.Tests {
		if err := t.checkTest(&s.Rule.Tests[i]); err != nil {
			return err
		}
	}
	c := &chooser{b: t, s: t.settings, today: t.today}
	_, err := c.choose(s.Rule, s.ID)
	return err
}

// checkTest holds one test against what its key takes.
func (t *tx) checkTest(one *SegmentTest) error {
	kind, ok := segmentKind(one.Key)
	if !ok {
		return Bad("test", fmt.Sprintf("%q is not something that can be asked of a partner.", one.Key), "Choose "+orList(segmentKeys())+".")
	}
	one.Values = cleanList(one.Values)
	bad := func(say, try string) error { return Bad("test", fmt.Sprintf("%s: %s", kind.Title, say), try) }
	switch {
	case kind.Has(NeedsValues) && len(one.Values) == 0:
		return bad("it is not said which.", "Choose at least one.")
	case len(one.Values) > 0 && !kind.Has(TakesValues|TakesMoney):
		return bad("it takes no values.", "Leave them out.")
	case kind.Has(NeedsSpan) && one.Within.IsZero():
		return bad("it is not said how soon.", "Give a span, such as 90 days.")
	case !one.Within.IsZero() && !kind.Has(TakesSpan):
		return bad("it takes no span of time.", "Leave it out.")
	case one.Least < 0 || one.Least > 0 && !kind.Has(TakesCount|TakesMoney):
		return bad("it takes no number.", "Leave it out.")
	case len(one.Values) > 200:
		return bad("at most 200 values.", "Ask for a tag instead.")
	}
	return t.checkTestValues(kind, one)
}

// checkTestValues refuses values that can never be; what is only not there now is said beside the segment instead.
func (t *tx) checkTestValues(kind SegmentKind, one *SegmentTest) error {
	from := map[SegmentKey][]string{ByState: words(PartnerStates()), ByRegion: Regions(), ByContact: words(ContactRules()[1:])}[one.Key]
	for i, v := range one.Values {
		switch one.Key {
		case ByState, ByRegion, ByContact:
			if !slices.Contains(from, v) {
				return Bad("test", fmt.Sprintf("%s: %q is none.", kind.Title, v), "Choose "+orList(from)+".")
			}
		case ByLanguage:
			if !languageKnown(v) {
				return Bad("test", fmt.Sprintf("Letters can't be written in %q.", v), "Choose en, de, fr or es.")
			}
		case ByCountry:
			one.Values[i] = strings.ToUpper(v)
			if err := checkCountry(one.Values[i]); err != nil {
				return err
			}
		case ByHolds, ByOutdated, BySegment:
			if _, err := strconv.ParseInt(v, 10, 64); err != nil {
				return Bad("test", fmt.Sprintf("%s: %q is none.", kind.Title, v), "Choose one from the list.")
			}
		case ByPaid:
			if _, err := money.ParseCurrency(v); err != nil {
				return Bad("test", err.Error(), "")
			}
		}
		if err := within("test", v, 200); err != nil {
			return err
		}
	}
	return nil
}

func segmentKeys() []string {
	var out []string
	for _, k := range SegmentKinds() {
		out = append(out, string(k.Key))
	}
	return out
}

// Remove takes a segment away that nothing goes by.
func (u Segments) Remove(ctx context.Context, ask Ask, id ID[Segment]) (Receipt, error) {
	return u.f.write(ctx, ask, "segment.remove", func(t *tx) error {
		old, err := t.Segment(id)
		if err != nil {
			return err
		}
		if err := t.dropSegment(id); err != nil {
			return err
		}
		t.did(KindSegment, int64(id), "Removed segment “%s”", old.Name)
		return t.image(KindSegment, int64(id), old, nil)
	})
}

// dropSegment removes a segment, unless something goes by it.
func (t *tx) dropSegment(id ID[Segment]) error {
	uses, err := t.SegmentUses(id)
	if err != nil {
		return err
	}
	if len(uses) > 0 {
		var list []string
		for _, use := range uses {
			list = append(list, use.Name)
		}
		s, err := t.Segment(id)
		return orError(err, No(fmt.Sprintf("Segment “%s” is in use: %s.", s.Name, strings.Join(list, "; ")), "Let those go by another segment first."))
	}
	return t.DeleteSegment(id)
}
