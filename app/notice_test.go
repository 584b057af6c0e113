package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/terms"
)

func TestTheLastDayForNotice(t *testing.T) {
	for _, c := range []struct{ to, notice, by, words string }{
		{"2026-12-31", "3 months", "2026-09-30", "notice of 3 months, by 30 Sep 2026"},
		{"2026-12-31", "month", "2026-11-30", "notice of 1 month, by 30 Nov 2026"},
		{"2026-02-28", "year", "2025-02-28", "notice of 1 year, by 28 Feb 2025"},
		{"2026-12-31", "2 weeks", "2026-12-17", "notice of 2 weeks, by 17 Dec 2026"},
		{"2026-12-31", "90 days", "2026-10-02", "notice of 90 days, by 2 Oct 2026"},
		{"", "3 months", "", "notice of 3 months"}, {"2026-12-31", "", "", ""},
	} {
		var a app.Agreement
		if c.to != "" {
			a.To = calendar.D(c.to)
		}
		every, err := calendar.ParseEvery(c.notice)
		if err != nil {
			t.Fatal(err)
		}
		a.Notice = every
		by := ""
		if a.NoticeBy() != 0 {
			by = a.NoticeBy().String()
		}
		if by != c.by || a.NoticeWords() != c.words {
			t.Errorf("%s, %s: by %s, %q", c.to, c.notice, by, a.NoticeWords())
		}
	}
}

// The review names materials the partner holds with what is wrong with them, when notice is due, and who owes whom where nothing is paid.
func TestTheReviewNamesMaterialsNoticeAndBalance(t *testing.T) {
	d, p, _ := contacting(t)
	tm := terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.ReciprocalOnly}}}
	months, _ := calendar.ParseEvery("3 months")
	d.ok(d.Agreements.AddSigned(ctx(), app.Ask{}, app.Agreement{Partner: p, From: day("2026-01-01"), To: day("2026-12-31"), Notice: months}, tm, app.Signature{By: "A. Partner"}))
	d.logged(p, "Baker", "2026-02-01")
	id := app.ID[app.Material](d.ok(d.Materials.Add(ctx(), app.Ask{}, app.Material{Title: "Fee sheet", Kind: app.ProductOverview}, app.NewVersion{Body: "Our fees"})).ID)
	whole, err := d.Materials.Whole(ctx(), id)
	if err != nil {
		t.Fatal(err)
	}
	v := whole.Versions[0].ID
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, v, day("2026-06-20")))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, v))
	d.ok(d.Materials.Deliver(ctx(), app.Ask{}, app.Handing{Of: v, Partners: []app.ID[app.Partner]{p}, Way: "e-mail"}))
	d.on("2026-07-01")
	got := d.reviewed(p, "2026-Q2")
	if want := "Not to be used any more: 1 of them. We will send you what replaces them.\nFee sheet|1|15 Jun 2026|Expired|20 Jun 2026"; got["Materials you hold"] != want {
		t.Errorf("materials: %q, want %q", got["Materials you hold"], want)
	}
	for _, want := range []string{"Agreement ends: 31 Dec 2026", "Notice: 3 months, by 30 Sep 2026", "Balance: we owe you 1 introduction"} {
		if !strings.Contains(got[""], want) {
			t.Errorf("%q is missing in %q", want, got[""])
		}
	}
}
