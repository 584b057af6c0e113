package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
)

// segmented is a desk on 15 June 2026 with four partners that differ in everything a segment can ask.
//
//	Alder   active attorney in DE, tagged board and gold, Clara's; introduced in May and 2025, won one; was paid; called in May; holds version 1 of 2
//	Birch   accountant in US, tagged gold; opted out; introduced in 2024; agreement ended
//	Cedar   prospect in FR without anything
//	Dogwood archived consultant
func segmented(t *testing.T) (*desk, map[string]app.ID[app.Partner]) {
	d := open(t)
	d.settings(func(s *app.Settings) {
		s.PartnerTypes, s.Services = []string{"attorney", "accountant", "consultant"}, []string{"Audit", "Tax"}
		s.PartnerTiers = []app.PartnerTier{{Name: "silver"}, {Name: "gold"}}
	})
	ids := map[string]app.ID[app.Partner]{}
	for _, name := range []string{"Alder", "Birch", "Cedar", "Dogwood"} {
		ids[name] = d.partner(name)
	}
	d.sign(ids["Alder"], "2025-01-01", rules(share("0.1")))
	for _, to := range []app.PartnerState{app.PartnerCheck, app.Onboarding, app.Active} {
		d.ok(d.Partners.SetState(ctx(), app.Ask{}, ids["Alder"], to, app.Move{Reason: "known"}))
	}
	for name, change := range map[string]func(*app.Partner){
		"Alder": func(p *app.Partner) {
			p.Type, p.Country, p.Tags, p.Owner, p.Email = "attorney", "DE", []string{"board", "gold"}, "Clara Lindt", "a@alder.example"
		},
		"Birch": func(p *app.Partner) {
			p.Type, p.Country, p.Tags, p.Contact = "accountant", "US", []string{"gold"}, app.OptedOut
		},
		"Cedar":   func(p *app.Partner) { p.Type, p.Country = "consultant", "FR" },
		"Dogwood": func(p *app.Partner) { p.Type, p.Archived = "consultant", true },
	} {
		p, err := d.Partners.Get(ctx(), ids[name])
		if err != nil {
			t.Fatal(err)
		}
		change(&p)
		d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	}
	d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: ids["Birch"], Name: "Ben Birch", Email: "ben@birch.example"}))
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, ids["Alder"], "gold", app.Move{Day: day("2026-01-01"), Reason: "r", Until: day("2026-12-31")}))
	d.ok(d.Partners.SetTier(ctx(), app.Ask{}, ids["Birch"], "gold", app.Move{Day: day("2026-01-01"), Reason: "r", Until: day("2026-06-14")}))
	won := d.won(ids["Alder"], "Northgate", "2025-02-01")
	d.logged(ids["Alder"], "Southgate", "2026-05-10")
	d.logged(ids["Birch"], "Eastgate", "2024-03-01")
	d.received(won, "2026-01-10", 500_000)
	jan := d.monthEnd("2026-01")[0]
	d.on("2026-06-15")
	d.pay(jan.Statement, 50_000)
	d.held(ids["Alder"], "2026-05-20")
	d.planned(ids["Birch"], "2026-07-01")
	guide, v1 := d.published("Guide")
	d.hand(v1, ids["Alder"])
	d.ok(d.Materials.AddVersion(ctx(), app.Ask{}, guide, app.NewVersion{Body: "new"}))
	v2 := d.whole(guide).Versions[0].ID
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v2, 0))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v2))
	d.hand(v2, ids["Birch"])
	return d, ids
}

// segment makes a rule of tests as they are typed.
func (d *desk) segment(name string, any bool, tests ...string) app.Segment {
	d.t.Helper()
	s := app.Segment{Name: name, Rule: app.SegmentRule{Any: any}}
	for _, text := range tests {
		one, err := d.Segments.Parse(ctx(), text)
		if err != nil {
			d.t.Fatalf("%s: %v", text, err)
		}
		s.Rule.Tests = append(s.Rule.Tests, one)
	}
	return s
}

// saved keeps a segment and gives its id.
func (d *desk) saved(name string, tests ...string) app.ID[app.Segment] {
	d.t.Helper()
	return app.ID[app.Segment](d.ok(d.Segments.Save(ctx(), app.Ask{}, d.segment(name, false, tests...))).ID)
}

// in says who a rule is of: the initials of their names.
func (d *desk) in(s app.Segment) string {
	d.t.Helper()
	var out string
	err := d.Segments.TriedIDs(ctx(), s, app.Query{}, func(ids []int32) error {
		rows, err := d.Partners.Rows(ctx(), ids)
		for _, p := range rows {
			out += p.Name[:1]
		}
		return err
	})
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return out
}

func TestWhoIsInASegment(t *testing.T) {
	d, _ := segmented(t)
	d.saved("Attorneys", "type = attorney")
	for _, c := range []struct{ test, in, says string }{
		{"type = attorney, accountant", "AB", "are of type attorney or accountant"},
		{"not type = attorney", "BC", "are not of type attorney"},
		{"tag = board", "A", "are tagged “board”"},
		{"tag", "AB", "have a tag"},
		{"not tag", "C", "have no tag"},
		{"tier = gold", "A", "are in tier “gold”"}, // Birch's ended yesterday
		{"tier", "A", "are in a tier"},
		{"not tier", "BC", "are in no tier"},
		{"state = prospect", "BC", "are prospect"},
		{"owner = Clara Lindt", "A", "are looked after by Clara Lindt"},
		{"not owner", "BC", "have no owner"},
		{"country = de, us", "AB", "are in DE or US"},
		{"region = European Union", "AC", "are in the region European Union"},
		{"language = German", "A", "are written to in German"},
		{"language = English", "B", "are written to in English"},
		{"language = English, French", "BC", "are written to in English or French"},
		{"not language = English", "AC", "are not written to in English"},
		{"introduced", "AB", "have introduced a client"},
		{"not introduced", "C", "have introduced no client"},
		{"introduced in 2 months", "A", "have introduced a client in the last 2 months"},
		{"introduced >= 2", "A", "have introduced at least 2 clients"},
		{"not introduced >= 2 in 2 years", "BC", "have introduced fewer than 2 clients in the last 2 years"},
		{"won", "A", "have won a referral"},
		{"won in 6 months", "", "have won a referral in the last 6 months"},
		{"paid", "A", "were paid"},
		{"paid >= 500 EUR in 1 month", "A", "were paid at least 500.00 EUR in the last 1 month"},
		{"paid >= 500.01", "", "were paid at least 500.01 EUR"},
		{"paid >= 1 USD", "", "were paid at least 1.00 USD"},
		{"contacted in 1 month", "A", "were in touch in the last 1 month"},
		{"not contacted in 1 month", "BC", "were not in touch for 1 month or longer"},
		{"contacted in 3 weeks", "", "were in touch in the last 3 weeks"},
		{"quiet", "", "have gone quiet"},
		{"agreement", "A", "have an agreement in force"},
		{"ending in 90 days", "", "have an agreement that ends within 90 days"},
		{"holds = Guide", "AB", "hold “Guide”"},
		{"not holds", "C", "hold no material"},
		{"outdated = M-0001", "A", "hold an outdated version of “Guide”"},
		{"outdated", "A", "hold an outdated version of a material"},
		{"email", "AB", "have an e-mail address"},
		{"contact = opted out", "B", "are marked “opted out”"},
		{"archived", "D", "are archived"},
		{"segment = attorneys", "A", "are in segment “Attorneys”"},
		{"not segment = attorneys", "BC", "are not in segment “Attorneys”"},
	} {
		s := d.segment("x", false, c.test)
		row, err := d.Segments.Try(ctx(), s)
		if err != nil {
			t.Errorf("%s: %v", c.test, err)
			continue
		}
		if got := d.in(s); got != c.in || row.Count != len(c.in) || row.Sentence != "Partners that "+c.says+"." {
			t.Errorf("%s: %s (%d), want %s: %s", c.test, got, row.Count, c.in, row.Sentence)
		}
	}
	ideas, err := d.Segments.Ideas(ctx())
	if err != nil || len(ideas) < 40 {
		t.Errorf("%d ideas, %v", len(ideas), err)
	}
	for _, idea := range ideas { // what is offered can be read, and is written as it was typed
		one := d.segment("x", false, idea.Test)
		if again, err := d.Segments.Typed(ctx(), one.Rule); err != nil || strings.ReplaceAll(again[0], ".00 ", " ") != idea.Test {
			t.Errorf("%s: %s %v", idea.Test, again, err)
		}
	}
	for _, k := range app.SegmentKinds() { // what is shown as an example can be read
		if _, err := d.Segments.Parse(ctx(), k.Example()); err != nil && !strings.Contains(err.Error(), "There is no segment") {
			t.Errorf("%s: %v", k.Example(), err)
		}
	}
}

func TestTestsAreCombined(t *testing.T) {
	d, _ := segmented(t)
	both := d.segment("x", false, "tag = gold", "not contact = opted out")
	one := d.segment("x", true, "tag = board", "not introduced", "archived")
	if got := d.in(both); got != "A" {
		t.Errorf("both: %s", got)
	}
	if got := d.in(one); got != "ACD" {
		t.Errorf("one of them: %s", got)
	}
	row, err := d.Segments.Try(ctx(), one)
	if want := "Partners that are tagged “board”, or have introduced no client, or are archived."; err != nil || row.Sentence != want {
		t.Errorf("%s %v", row.Sentence, err)
	}
	if got := d.in(app.Segment{}); got != "ABC" {
		t.Errorf("no test: %s", got)
	}
}

func TestASegmentIsKept(t *testing.T) {
	d, _ := segmented(t)
	id := d.saved("Gold  partners", "tag = gold")
	s, err := d.Segments.Find(ctx(), "GOLD PARTNERS")
	if err != nil || s.ID != id || s.Name != "Gold partners" {
		t.Fatalf("%+v %v", s, err)
	}
	// renaming is safe: what asks for it goes on
	asks := d.saved("Without gold", "not segment = gold partners")
	s.Name = "Golden"
	d.ok(d.Segments.Save(ctx(), app.Ask{}, s))
	rows, err := d.Segments.List(ctx())
	if err != nil || len(rows) != 2 || rows[1].Sentence != "Partners that are not in segment “Golden”." || rows[1].Count != 1 {
		t.Fatalf("%+v %v", rows, err)
	}
	d.refused("in use", refusal{app.Refused, "", "Segment “Golden” is in use: segment “Without gold”.", false}, func() error {
		_, err := d.Segments.Remove(ctx(), app.Ask{}, id)
		return err
	})
	removed := d.ok(d.Segments.Remove(ctx(), app.Ask{}, asks))
	d.ok(d.Segments.Remove(ctx(), app.Ask{}, id))
	d.ok(d.History.Undo(ctx(), app.Ask{}, removed.Audit))
	rows, err = d.Segments.List(ctx())
	if err != nil || len(rows) != 1 || rows[0].Count != 0 || !slices.Equal(rows[0].Missing, []string{"A segment it asks for is not there any more."}) {
		t.Errorf("brought back while what it asks for is gone: %+v %v", rows, err)
	}
}

func TestASegmentSaysWhatIsGone(t *testing.T) {
	d, ids := segmented(t)
	d.saved("Board", "tag = board", "tier = silver", "type = attorney")
	p, err := d.Partners.Get(ctx(), ids["Alder"])
	if err != nil {
		t.Fatal(err)
	}
	p.Tags = nil
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	d.settings(func(s *app.Settings) { s.PartnerTiers = s.PartnerTiers[1:] })
	rows, err := d.Segments.List(ctx())
	if want := []string{"No partner is tagged “board” any more.", "There is no tier silver any more."}; err != nil || !slices.Equal(rows[0].Missing, want) {
		t.Errorf("%q %v", rows[0].Missing, err)
	}
}

func TestASegmentIsRefused(t *testing.T) {
	d, _ := segmented(t)
	id := d.saved("Inner", "tag = gold")
	d.saved("Outer", "segment = Inner")
	inner, err := d.Segments.Get(ctx(), id)
	if err != nil {
		t.Fatal(err)
	}
	inner.Rule = d.segment("", false, "segment = Outer").Rule
	for what, c := range map[string]struct {
		s   app.Segment
		say string
	}{
		"within itself":  {inner, "Segment “Inner” would be within itself."},
		"a name twice":   {d.segment("inner", false, "quiet"), "There is a segment “Inner” already."},
		"no name":        {d.segment(" ", false, "quiet"), "A segment needs a name."},
		"no test":        {app.Segment{Name: "x"}, "A segment without a test would be every partner."},
		"no value":       {d.segment("x", false, "type"), "Type of partner: it is not said which."},
		"no span":        {d.segment("x", false, "ending"), "Agreement ends soon: it is not said how soon."},
		"no such state":  {d.segment("x", false, "state = banana"), `State: "banana" is none.`},
		"no such region": {d.segment("x", false, "region = Atlantis"), `Region: "Atlantis" is none.`},
		"no country":     {d.segment("x", false, "country = Germany"), `"GERMANY" is not a country code.`},
		"no language":    {d.segment("x", false, "language = Latin"), `Letters can't be written in "Latin".`},
	} {
		_, err := d.Segments.Save(ctx(), app.Ask{}, c.s)
		if p := app.AsProblem(err); err == nil || p.Say != c.say {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, text := range []string{"", "weather = fine", "quiet x", "introduced >= many", "paid >= x", "introduced in a while", "holds = Nothing", "segment = Nothing", "type >= 3"} {
		if one, err := d.Segments.Parse(ctx(), text); err == nil {
			t.Errorf("%q is read as %+v", text, one)
		}
	}
}
