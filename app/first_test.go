package app_test

import (
	"strings"
	"testing"

	"rapport/app"
)

// Two partners introduce one client: the page of either introduction says who was first, when that was entered and how long it protects. A
// client that the firm had before is its own.
func TestWhoWasFirst(t *testing.T) {
	d := open(t).on("2026-06-30")
	s, _ := d.Setup.Settings(ctx())
	s.ProtectDays = 90
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	p, q := d.partner("Harcourt & Lowe"), d.partner("Birch Law")
	first, second := d.logged(p, "Amber Ltd", "2026-05-01"), d.logged(q, "Amber Ltd", "2026-06-01")
	d.ok(d.Clients.Add(ctx(), app.Ask{}, app.Client{Name: "Cedar Ltd", Since: day("2025-01-01")}))
	own := d.logged(p, "Cedar Ltd", "2026-06-01")
	of := func(r app.ID[app.Referral]) app.KnownClient {
		k, err := d.Referrals.First(ctx(), r)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	if k := of(first); k.First.ID != first || k.Until != day("2026-07-30") {
		t.Errorf("the first: %+v", k)
	}
	if k := of(second); k.First.ID != first || !strings.Contains(k.Say(), "by Harcourt & Lowe on 1 May 2026") || !strings.Contains(k.Say(), "protected until 30 Jul 2026") {
		t.Errorf("the second: %s", k.Say())
	}
	if k := of(own); k.Client.Since != day("2025-01-01") || !strings.Contains(k.Say(), "has been a client of the firm since 1 Jan 2025") {
		t.Errorf("the firm's own: %s", k.Say())
	}
	if _, err := d.Referrals.First(ctx(), 999); !app.IsNotFound(err) {
		t.Error(err)
	}
}
