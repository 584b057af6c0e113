package app_test

import (
	"slices"
	"testing"

	"rapport/app"
	"rapport/app/report"
)

// given is a partner with Ms Lowe, and a hamper proposed for her.
func given(t *testing.T) (*desk, app.ID[app.Partner], app.ID[app.Gift]) {
	t.Helper()
	d, p, _, _ := owing(t)
	r := d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: p, Name: "Ms Lowe"}))
	g := d.ok(d.Gifts.Propose(ctx(), app.Ask{}, app.Gift{Partner: p, Person: app.ID[app.Person](r.ID), Kind: "object", What: "Hamper", Value: eur(4_500)}))
	return d, p, app.ID[app.Gift](g.ID)
}

func TestAGiftIsShownOnceAtValueAndIsNoPartOfTheBalance(t *testing.T) {
	d, p, g := given(t)
	d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftApproved, app.Move{}))
	d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftSent, app.Move{}))
	before := d.due(p)
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(1_000), Reason: "a bonus"}))
	d.approve()
	s := d.statements("2026-06")[0]
	doc := d.printed[len(d.printed)-1]
	if !slices.ContainsFunc(doc.Sections, sectionOf("Gifts, at value")) || s.Closing != before+1_000 {
		t.Errorf("closing %d after %d, sections %+v", s.Closing, before, doc.Sections)
	}
	all, _ := d.Gifts.Of(ctx(), p)
	if all[0].Statement != s.ID {
		t.Errorf("shown on %d", all[0].Statement)
	}
	d.ok(d.Statements.Void(ctx(), app.Ask{}, s.ID, "wrong"))
	if all, _ = d.Gifts.Of(ctx(), p); all[0].Statement != 0 {
		t.Error("a voided statement still shows it")
	}
	d.clean()
}

func TestGiftsThatAreRefused(t *testing.T) {
	d, p, g := given(t)
	d.refused("sent before it was approved", refusal{kind: app.Refused, say: "can't become sent"}, func() error {
		_, err := d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftSent, app.Move{})
		return err
	})
	d.settings(func(s *app.Settings) { s.FourEyes = true })
	d.refused("one's own proposal", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error {
		_, err := d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftApproved, app.Move{})
		return err
	})
	people, _ := d.Partners.People(ctx(), p)
	for field, gift := range map[string]app.Gift{
		"person": {Partner: p, Kind: "object", What: "Pen", Value: eur(1)}, "kind": {Partner: p, Person: people[0].ID, Kind: "bribe", What: "Pen", Value: eur(1)},
		"what": {Partner: p, Person: people[0].ID, Kind: "object", Value: eur(1)}, "value": {Partner: p, Person: people[0].ID, Kind: "object", What: "Pen", Value: eur(0)},
	} {
		d.refused("without "+field, refusal{kind: app.Invalid, field: field}, func() error { _, err := d.Gifts.Propose(ctx(), app.Ask{}, gift); return err })
	}
}

func TestGiftActsAreUndone(t *testing.T) {
	d, p, g := given(t)
	r := d.ok(d.Gifts.Mark(ctx(), app.Ask{}, g, app.GiftDeclined, app.Move{Note: "against her firm's policy"}))
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if all, _ := d.Gifts.Of(ctx(), p); all[0].State != app.GiftProposed || all[0].Note != "" {
		t.Errorf("%+v", all[0])
	}
}

func sectionOf(heading string) func(report.Section) bool {
	return func(s report.Section) bool { return s.Heading == heading }
}
