package storetest

import (
	"errors"
	"slices"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

func segment(id int64, name string, tests ...app.SegmentTest) app.Segment {
	return app.Segment{ID: app.ID[app.Segment](id), Name: name, Rule: app.SegmentRule{Tests: tests}, MadeAt: now(), Version: 1}
}

func segments(_ *testing.T, d *desk) {
	firm(d)
	one := segment(1, "Über uns", app.SegmentTest{Key: app.ByTag, Not: true, Values: []string{"gold"}, Within: calendar.Every{N: 3, Unit: calendar.Months}, Least: 2})
	one.Note, one.Rule.Any = "n", true
	two := segment(2, "Alle", app.SegmentTest{Key: app.BySegment, Values: []string{"7", "1"}})
	d.write(func(b app.Books) error { return errors.Join(b.AddSegment(one), b.AddSegment(two)) })
	same(d, "round trip", got(d, func(b app.Books) (app.Segment, error) { return b.Segment(1) }), one)
	same(d, "by name", got(d, func(b app.Books) (app.Segment, error) { return b.SegmentByName("uber uns") }), one)
	missing(d, func(b app.Books) (app.Segment, error) { return b.SegmentByName("uber") })
	missing(d, func(b app.Books) (app.Segment, error) { return b.Segment(9) })
	same(d, "by name", got(d, func(b app.Books) ([]app.Segment, error) { return b.Segments() }), []app.Segment{two, one})

	cadence := app.Cadence{ID: 1, Segment: 1, SegmentName: "Über uns", Kind: "call", Ideal: calendar.Every{N: 1, Unit: calendar.Weeks}, From: day("2026-01-01"), State: app.CadenceRunning, Version: 1}
	kept := material(1, "Guide")
	kept.Segment = 1
	d.write(func(b app.Books) error {
		return errors.Join(b.AddCadence(cadence), b.AddMaterial(kept))
	})
	same(d, "a cadence of it", got(d, func(b app.Books) ([]app.Cadence, error) { return b.Cadences() }), []app.Cadence{cadence})
	same(d, "a material for it", got(d, func(b app.Books) (app.Material, error) { return b.Material(1) }), kept)
	same(d, "uses", got(d, func(b app.Books) ([]app.SegmentUse, error) { return b.SegmentUses(1) }), []app.SegmentUse{
		{Kind: app.KindCadence, ID: 1, Name: "how often there is contact with it"}, {Kind: app.KindMaterial, ID: 1, Name: "material M-0001, Guide"},
		{Kind: app.KindSegment, ID: 2, Name: "segment “Alle”"}})
	same(d, "not used", got(d, func(b app.Books) ([]app.SegmentUse, error) { return b.SegmentUses(2) }), []app.SegmentUse{})

	one.Name, one.Version = "Neu", 2
	d.write(func(b app.Books) error { return b.PutSegment(one) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutSegment(one) })
	d.write(func(b app.Books) error { return b.DeleteSegment(2) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteSegment(2) })
}

// chosen asks for partners, and for what they did, by every key: with and without values, the other way round, and several at once.
func chosen(_ *testing.T, d *desk) {
	firm(d)
	partners := func(b app.Books) func(app.Query, func([]int32) error) error { return b.PartnerIDs }
	in := func(c app.Choice) []int32 { return ids(d, partners, app.Query{Among: &c}) }
	var all []app.ChoiceTest
	for _, k := range app.SegmentKinds() {
		one := app.ChoiceTest{Key: k.Key, Values: []string{"x"}, From: day("2026-01-01"), To: day("2026-12-31"), Day: day("2026-06-01"), Least: 1}
		none := one
		none.Values, none.Not = nil, true
		all = append(all, one)
		yes, no := in(app.Choice{Tests: []app.ChoiceTest{one}}), in(app.Choice{Tests: []app.ChoiceTest{{Key: one.Key, Values: one.Values, From: one.From, To: one.To, Day: one.Day, Least: 1, Not: true}}})
		if both := slices.Sorted(slices.Values(append(yes, no...))); !slices.Equal(both, []int32{1, 2}) && k.Key != app.ByArchived {
			d.Errorf("%s: %v and the other way round %v", k.Key, yes, no)
		}
		in(app.Choice{Tests: []app.ChoiceTest{none}})
	}
	same(d, "all at once", in(app.Choice{Tests: all}), []int32{})
	same(d, "any of all", in(app.Choice{Any: true, Tests: all}), []int32{2, 1}) // both introduced somebody
	same(d, "no test", in(app.Choice{}), []int32{2, 1})
	same(d, "none of none", in(app.Choice{Any: true}), []int32{})
	same(d, "two in another segment", in(app.Choice{Tests: []app.ChoiceTest{{Key: app.BySegment, Of: []*app.Choice{{Tests: all[:1]}, {Tests: []app.ChoiceTest{{Key: app.ByIntroduced, Least: 2}}}}}}}), []int32{1})
	two := app.Choice{Tests: []app.ChoiceTest{{Key: app.ByIntroduced, Least: 2}}}
	same(d, "what they introduced", ids(d, func(b app.Books) func(app.Query, func([]int32) error) error { return b.ReferralIDs }, app.Query{Among: &two}), []int32{1, 2})
	for _, list := range []func(app.Books) func(app.Query, func([]int32) error) error{
		func(b app.Books) func(app.Query, func([]int32) error) error { return b.FeeIDs }, func(b app.Books) func(app.Query, func([]int32) error) error { return b.StatementIDs },
		func(b app.Books) func(app.Query, func([]int32) error) error { return b.DisputeIDs },
	} {
		same(d, "of nothing", ids(d, list, app.Query{Among: &two}), []int32{})
	}
	refusesAll(d, func(b app.Books) func(app.Query, func([]int32) error) error { return b.ClientIDs }, app.Query{Among: &two})
	refusesAll(d, partners, app.Query{Among: &app.Choice{Tests: []app.ChoiceTest{{Key: "1=1; --"}}}})
}
