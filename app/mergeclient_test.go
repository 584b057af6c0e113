package app_test

import (
	"maps"
	"strings"
	"testing"

	"rapport/app"
)

// The merge stays once something that moved was changed, with a sentence that names it; once that change is taken back, the merge can be too.
func TestAMergeOfClientsStaysOnceWhatMovedWasChanged(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*desk, app.ID[app.Referral]) app.Receipt
		say    string
	}{
		"a note on the referral": {func(d *desk, r app.ID[app.Referral]) app.Receipt {
			moved, err := d.Referrals.Get(ctx(), r)
			d.check(err)
			moved.Note = "called back"
			return d.ok(d.Referrals.Edit(ctx(), app.Ask{}, moved))
		}, "Referral R-2026-0002 was changed after the merge"},
		"the referral moved on": {func(d *desk, r app.ID[app.Referral]) app.Receipt {
			return d.ok(d.Referrals.SetStage(ctx(), app.Ask{}, r, app.Accepted, app.StageMove{}))
		}, "Referral R-2026-0002 was changed after the merge"},
		"the survivor": {func(d *desk, _ app.ID[app.Referral]) app.Receipt {
			c, err := d.Clients.Find(ctx(), "Amber Ltd")
			d.check(err)
			c.Industry = "baking"
			return d.ok(d.Clients.Edit(ctx(), app.Ask{}, c))
		}, "Client Amber Ltd was changed after the merge"},
		"a referral given": {func(d *desk, _ app.ID[app.Referral]) app.Receipt {
			return d.ok(d.Outbounds.SetState(ctx(), app.Ask{}, 1, app.Acknowledged, app.OutboundMove{}))
		}, "Referral G-2026-0001 was changed after the merge"},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			p := d.partner("Harcourt & Lowe")
			d.logged(p, "Amber Ltd", "2026-02-01")
			twin := d.logged(p, "Amber Limited", "2026-03-01")
			a, err := d.Clients.Find(ctx(), "Amber Ltd")
			d.check(err)
			b, err := d.Clients.Find(ctx(), "Amber Limited")
			d.check(err)
			d.ok(d.Outbounds.Give(ctx(), app.Ask{}, app.Outbound{Partner: p, Client: b.ID, Given: day("2026-03-02")}, ""))
			d.ok(d.Market.Add(ctx(), app.Ask{}, app.MarketNote{Kind: app.Need, Said: "a second office", Client: b.ID, Day: day("2026-03-02")}))
			merged := d.ok(d.Clients.Merge(ctx(), app.Ask{}, b.ID, a.ID))
			changed := c.change(d, twin)
			before := d.content()
			_, err = d.History.Undo(ctx(), app.Ask{}, merged.Audit)
			if err == nil || !strings.Contains(err.Error(), c.say) {
				t.Fatalf("undone: %v", err)
			}
			if now := d.content(); !maps.Equal(now, before) {
				t.Error("refused, and yet something changed")
			}
			d.ok(d.History.Undo(ctx(), app.Ask{}, changed.Audit))
			d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
			if now, _ := d.Referrals.Get(ctx(), twin); now.Client != b.ID {
				t.Errorf("not given back: %+v", now)
			}
			d.clean()
		})
	}
}

// No one is merged into itself, into one that was merged away, or round in a circle; what was refused changed nothing.
func TestMergingIntoItselfInACircleOrIntoATombstoneIsRefused(t *testing.T) {
	d := open(t)
	a, b, c := d.partner("Alder"), d.partner("Birch"), d.partner("Cedar")
	merge := func(from, into app.ID[app.Partner]) error {
		_, err := d.Partners.Merge(ctx(), app.Ask{}, from, into)
		return err
	}
	d.refused("into itself", refusal{kind: app.Refused, say: "into itself"}, func() error { return merge(a, a) })
	d.check(merge(a, b))
	d.refused("back again, which would be a circle", refusal{kind: app.Refused, say: "merged already"}, func() error { return merge(b, a) })
	d.refused("one that is merged", refusal{kind: app.Refused, say: "merged already"}, func() error { return merge(a, c) })
	d.refused("into one that is merged", refusal{kind: app.Refused, say: "merged already"}, func() error { return merge(c, a) })
	d.check(merge(b, c)) // a chain is no circle
	d.refused("the end of the chain into its beginning", refusal{kind: app.Refused, say: "merged already"}, func() error { return merge(c, a) })
	for id, into := range map[app.ID[app.Partner]]app.ID[app.Partner]{a: b, b: c, c: 0} {
		p, err := d.Partners.Get(ctx(), id)
		d.check(err)
		if p.MergedInto != into {
			t.Errorf("%s names %d, wanted %d", p.Name, p.MergedInto, into)
		}
	}
	x, y := d.client("Oak"), d.client("Oak Ltd")
	fold := func(from, into app.ID[app.Client]) error {
		_, err := d.Clients.Merge(ctx(), app.Ask{}, from, into)
		return err
	}
	d.refused("a client into itself", refusal{kind: app.Refused, say: "into itself"}, func() error { return fold(x, x) })
	d.check(fold(x, y))
	d.refused("a client in a circle", refusal{kind: app.NotFound}, func() error { return fold(y, x) })
	d.refused("a client that is merged", refusal{kind: app.NotFound}, func() error { return fold(x, y) })
	d.clean()
}

// Taking back an edit of the survivor, and then the merge, is going back step by step.
func TestAMergeOfPartnersIsTakenBackAfterAnEditWas(t *testing.T) {
	d := open(t)
	from, into := d.partner("Alder"), d.partner("Alder Ltd")
	merged := d.ok(d.Partners.Merge(ctx(), app.Ask{}, from, into))
	p, err := d.Partners.Get(ctx(), into)
	d.check(err)
	p.Note = "one office"
	edited := d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	d.refused("while the survivor is changed", refusal{kind: app.Conflict, say: "Partner Alder Ltd was changed after the merge"}, func() error {
		_, err := d.History.Undo(ctx(), app.Ask{}, merged.Audit)
		return err
	})
	d.ok(d.History.Undo(ctx(), app.Ask{}, edited.Audit))
	d.ok(d.History.Undo(ctx(), app.Ask{}, merged.Audit))
	if back, _ := d.Partners.Get(ctx(), from); back.State == app.Merged {
		t.Error("not taken back")
	}
}

func (d *desk) client(name string) app.ID[app.Client] {
	d.t.Helper()
	return app.ID[app.Client](d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: name})).ID)
}
