package app_test

import (
	"slices"
	"testing"

	"rapport/app"
)

func TestSharesAreReadAndWrittenInPercent(t *testing.T) {
	for text, want := range map[string]int64{"50": 5000, "33.33 %": 3333, "33,5": 3350, "0.01": 1, "100 %": 10000} {
		got, err := app.ParseShare(text)
		if err != nil || got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
		if again, err := app.ParseShare(app.ShareText(got)); err != nil || again != got {
			t.Errorf("%q is written %q, which reads %d, %v", text, app.ShareText(got), again, err)
		}
	}
	for _, text := range []string{"", "half", "33.333", "1,234", "12 or so"} {
		if got, err := app.ParseShare(text); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}

func TestMN02_SharesInEqualPartsSumToTheWhole(t *testing.T) {
	for n, want := range map[int][]int64{1: {10000}, 2: {5000, 5000}, 3: {3334, 3333, 3333}, 6: {1667, 1667, 1667, 1667, 1666, 1666}} {
		if got := app.EvenShares(n); !slices.Equal(got, want) || app.ShareLeft(got...) != 0 {
			t.Errorf("between %d: %v, %d left; want %v", n, got, app.ShareLeft(got...), want)
		}
	}
	if left := app.ShareLeft(6000, 2500); left != 1500 {
		t.Errorf("60 %% and 25 %% leave %d", left)
	}
	if left := app.ShareLeft(6000, 6000); app.ShareText(left) != "-20" {
		t.Errorf("60 %% twice leave %s", app.ShareText(left))
	}
}

// A split is taken back, and done again, with its rows; what was changed since stays.
func TestASplitIsUndone(t *testing.T) {
	d := open(t)
	p, other := d.partner("Harcourt & Lowe"), d.partner("Becker")
	id := d.logged(p, "Amber Ltd", "2026-05-01")
	person := app.ID[app.Person](d.ok(d.Partners.AddPerson(ctx(), app.Ask{}, app.Person{Partner: other, Name: "Ann"})).ID)
	rows := []app.Attribution{{Partner: p, Role: app.Sourced, Share: 6000}, {Person: person, Role: app.Assisted, Share: 4000}}
	split := d.ok(d.Referrals.Split(ctx(), app.Ask{}, id, rows))
	credited := func() []app.Attribution {
		list, err := d.Referrals.Attribution(ctx(), id)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	both := credited()
	if len(both) != 2 || both[1].Partner != other || both[1].Person != person {
		t.Fatalf("a person's share is not the person's partner's: %+v", both)
	}
	undone := d.ok(d.History.Undo(ctx(), app.Ask{}, split.Audit))
	if r, _ := d.Referrals.Get(ctx(), id); r.Split || len(credited()) != 1 || credited()[0].Partner != p {
		t.Errorf("taken back: %+v, %+v", r, credited())
	}
	again := d.ok(d.History.Undo(ctx(), app.Ask{}, undone.Audit))
	if r, _ := d.Referrals.Get(ctx(), id); !r.Split || !slices.Equal(credited(), both) {
		t.Errorf("done again: %+v, %+v", r, credited())
	}
	rows[0].Share, rows[1].Share = 5000, 5000
	d.ok(d.Referrals.Split(ctx(), app.Ask{}, id, rows))
	d.refused("after another split", refusal{kind: app.Conflict, say: "changed meanwhile"}, func() error {
		_, err := d.History.Undo(ctx(), app.Ask{}, again.Audit)
		return err
	})
	d.refused("a person of another partner", refusal{app.Invalid, "shares.2.partner", "another partner", false}, func() error {
		_, err := d.Referrals.Split(ctx(), app.Ask{}, id, []app.Attribution{rows[0], {Partner: p, Person: person, Role: app.Assisted, Share: 5000}})
		return err
	})
	d.clean()
}
