package desk

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/kit"
)

func TestDaysAreNamedAsPeopleSayThem(t *testing.T) {
	today := calendar.D("2026-11-22")
	for day, want := range map[string]string{"2026-11-22": "Today", "2026-11-21": "Yesterday", "2026-11-20": "20 Nov 2026", "2026-11-23": "23 Nov 2026"} {
		if got := dayWords(calendar.D(day), today); got != want {
			t.Errorf("%s is %q, want %q", day, got, want)
		}
	}
	if got := dayWords(0, today); got != "" {
		t.Errorf("no day is %q", got)
	}
}

func TestAmountsNameOnlyForeignCurrencies(t *testing.T) {
	for _, c := range []struct {
		m    money.Money
		want string
	}{{money.New(123456, "GBP"), "1,234.56"}, {money.New(123456, "USD"), "1,234.56 USD"}, {money.Money{}, ""}, {money.New(-5, "GBP"), "-0.05"}} {
		if got := amount(c.m, "GBP"); got != c.want {
			t.Errorf("%v is %q, want %q", c.m, got, c.want)
		}
	}
}

func TestCountsAreGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1000000: "1,000,000", -1234: "-1,234", 12345: "12,345"} {
		if got := grouped(n); got != want {
			t.Errorf("%d is %q", n, got)
		}
	}
	if plural(1, "line", "lines") != "1 line" || plural(2000, "line", "lines") != "2,000 lines" {
		t.Error("plural")
	}
}

func TestTheOrderIsSaidInWords(t *testing.T) {
	cols := []kit.Column{{Key: "day", Title: "Introduced", Kind: kit.KindDay}, {Key: "fee", Title: "Fees (GBP)", Kind: kit.KindMoney}, {Key: "name", Title: "Partner"}}
	for _, c := range []struct {
		sort app.Sort
		want string
	}{
		{app.Sort{Key: "day", Desc: true}, "Sorted by introduced, newest first"},
		{app.Sort{Key: "fee"}, "Sorted by fees, smallest first"},
		{app.Sort{Key: "name", Desc: true}, "Sorted by partner, Z to A"},
	} {
		if got := sortWords([]app.Sort{c.sort}, cols); got != c.want {
			t.Errorf("%v: %q, want %q", c.sort, got, c.want)
		}
	}
}

func TestPeriodsOfAFilterHoldTheirLastDay(t *testing.T) {
	want := map[string][2]string{
		"This month": {"2026-11-01", "2026-11-30"}, "October 2026": {"2026-10-01", "2026-10-31"}, "This quarter": {"2026-10-01", "2026-12-31"},
		"This year": {"2026-01-01", "2026-12-31"}, "2025": {"2025-01-01", "2025-12-31"}, "Last 12 months": {"2025-11-23", "2026-11-22"},
	}
	list := periodFilters("introduced", calendar.D("2026-11-22"))
	if len(list) != len(want) {
		t.Errorf("%d periods", len(list))
	}
	for _, f := range list {
		if w := want[f.Text]; f.Cond.From != w[0] || f.Cond.To != w[1] {
			t.Errorf("%s is %s to %s", f.Text, f.Cond.From, f.Cond.To)
		}
	}
}

func TestTheMainStepFollowsTheStage(t *testing.T) {
	for stage, want := range map[app.Stage]string{app.Logged: "Accept", app.Checking: "Accept", app.Accepted: "Mark won", app.Meeting: "Mark won",
		app.Proposal: "Mark won", app.Won: "", app.Lost: "Reopen", app.Duplicate: "Reopen"} {
		to, words := mainStep(stage)
		if words != want {
			t.Errorf("%s: %q, want %q", stage, words, want)
		}
		if to != "" && !canMove(stage, to) {
			t.Errorf("%s can't become %s", stage, to)
		}
	}
}

func TestTheWarningNamesTheFirstIntroduction(t *testing.T) {
	k := app.KnownClient{Client: app.Client{Name: "Alder"}, By: "Ann", First: app.ReferralRow{PartnerName: "A",
		Referral: app.Referral{ID: 1, Number: "R-1", Introduced: calendar.D("2026-01-01"), Stage: app.Meeting, EnteredAt: calendar.D("2026-01-02").Time()}}}
	want := "Alder was introduced before: R-1 by A on 1 Jan 2026, now meeting. It was entered on 2 Jan 2026 by Ann."
	if got := knownWarning([]app.KnownClient{k}); got != want {
		t.Errorf("%q", got)
	}
	if knownWarning(nil) != "" {
		t.Error("a warning of nothing")
	}
}

func TestTodayListsOnlyWhatWaits(t *testing.T) {
	if n := waiting(app.Today{}); n != 0 {
		t.Errorf("%d things wait in an empty firm", n)
	}
	full := app.Today{New: 2, Facts: 3, Accrued: []app.Sums{{Currency: "GBP", Minor: 100, Count: 4}}, Held: []app.Sums{{Currency: "GBP", Minor: 5, Count: 1}},
		Due: 1, Unsent: 1, Unpaid: []app.Sums{{Currency: "GBP", Minor: 7}}, LastMonth: calendar.MonthPeriod(calendar.D("2026-10-03"))}
	var said []string
	for _, w := range todayList(full) {
		said = append(said, w.what)
		if (w.command == "") == (w.section == "") {
			t.Errorf("%q neither opens nor does anything, or both", w.what)
		}
	}
	want := []string{"2 referrals to check", "Bring commission up to date", "1.00 GBP to approve", "0.05 GBP held", "1 statement due for October 2026",
		"1 statement not sent", "0.07 GBP to pay"}
	if len(said) != len(want) {
		t.Fatalf("%q", said)
	}
	for i := range want {
		if said[i] != want[i] {
			t.Errorf("%q, want %q", said[i], want[i])
		}
	}
}
