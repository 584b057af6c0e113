package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

func TestADeclinedPartnerAppliesAgainFromItsDay(t *testing.T) {
	d := open(t)
	id := d.partner("Alder Tax")
	apply := func(on string) func() error {
		return func() error {
			_, err := d.Recruiting.Apply(ctx(), app.Ask{}, id, app.Application{Applied: day(on)})
			return err
		}
	}
	if err := apply("2026-06-01")(); err != nil {
		t.Fatal(err)
	}
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Declined, app.Move{Reason: "conflict", MayReapply: day("2026-09-01"), Note: "acts for the other side"}))
	list, _ := d.Recruiting.Applications(ctx(), id)
	if a := list[0]; len(list) != 1 || a.Applied != day("2026-06-01") || a.Decision != app.ApplicationDeclined || a.Decided != day("2026-06-15") || a.Reason != "conflict" || a.Who != "Ms Tester" {
		t.Fatalf("%+v", list)
	}
	d.on("2026-08-31")
	too := refusal{kind: app.Invalid, field: "day", say: "was declined and may apply again from 1 Sep 2026"}
	d.refused("a day too early", too, apply("2026-08-31"))
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Prospect, app.Move{}))
	d.refused("nor in two steps", too, func() error {
		_, err := d.Partners.SetState(ctx(), app.Ask{}, id, app.PartnerCheck, app.Move{})
		return err
	})
	d.on("2026-09-01")
	r := d.ok(d.Recruiting.Apply(ctx(), app.Ask{}, id, app.Application{}))
	list, _ = d.Recruiting.Applications(ctx(), id)
	p, _ := d.Partners.Get(ctx(), id)
	if len(list) != 2 || list[0].Decision != "" || list[0].ReviewBy != day("2026-10-01") || p.State != app.Applied || p.MayReapply != 0 {
		t.Errorf("%+v\n%+v", list, p)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	list, _ = d.Recruiting.Applications(ctx(), id)
	if p, _ = d.Partners.Get(ctx(), id); len(list) != 1 || p.State != app.Prospect || p.MayReapply != day("2026-09-01") {
		t.Errorf("taken back: %+v %+v", list, p)
	}
}

func TestApplyingStraightFromDeclinedAndItsUndo(t *testing.T) {
	d := open(t)
	id := d.partner("Alder Tax")
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, id, app.Declined, app.Move{Reason: "other", MayReapply: day("2026-06-15")}))
	r := d.ok(d.Recruiting.Apply(ctx(), app.Ask{}, id, app.Application{}))
	if p, _ := d.Partners.Get(ctx(), id); p.State != app.Applied {
		t.Fatalf("%s", p.State)
	}
	d.ok(d.Recruiting.Review(ctx(), app.Ask{}, id, day("2026-06-30"), "references asked for"))
	d.refused("changed since", refusal{kind: app.Conflict}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, r.Audit); return err })
	d.refused("reviewed before it applied", refusal{kind: app.Invalid, field: "review by"}, func() error {
		_, err := d.Recruiting.Review(ctx(), app.Ask{}, id, day("2026-06-01"), "")
		return err
	})
	stranger := d.partner("Birch Law")
	d.refused("none to review", refusal{kind: app.Refused, say: "no application"}, func() error {
		_, err := d.Recruiting.Review(ctx(), app.Ask{}, stranger, day("2026-06-30"), "")
		return err
	})
}

func TestScoreTellsUnknownFromZero(t *testing.T) {
	d := open(t)
	near, far, unknown := d.partner("Near"), d.partner("Far"), d.partner("Unknown")
	rate := func(id app.ID[app.Partner], points ...int) app.Receipt {
		var all []app.Rating
		for i, p := range points {
			all = append(all, app.Rating{Criterion: i + 1, Points: p})
		}
		return d.ok(d.Recruiting.Rate(ctx(), app.Ask{}, id, all))
	}
	rate(near, 3, 3, 3, 3, 3, 3)
	first := rate(far, 0, 0, 0, 1)
	for _, c := range []struct {
		id   app.ID[app.Partner]
		want string
	}{{near, "100"}, {far, "5, up to 35"}, {unknown, "not rated yet"}} {
		s, err := d.Recruiting.Score(ctx(), c.id)
		if err != nil {
			t.Fatal(err)
		}
		d.sees("score", s.Words(), c.want)
	}
	s, _ := d.Recruiting.Score(ctx(), far)
	d.sees("zero", s.Reasons[0].Words(), "Business they are in does not fit (0 of 3, weight 20)")
	d.sees("some", s.Reasons[3].Words(), "Region hardly fits (1 of 3, weight 15)")
	d.sees("unknown", s.Reasons[4].Words(), "Services is not known (weight 15)")
	s, _ = d.Recruiting.Score(ctx(), near)
	d.sees("yes", s.Reasons[5].Words(), "No competing offer: yes (weight 15)")

	order := func(q app.Query) string {
		var names []string
		err := d.Recruiting.IDs(ctx(), q, func(ids []int32) error {
			rows, err := d.Recruiting.Rows(ctx(), ids)
			for _, r := range rows {
				names = append(names, r.Name+": "+r.Next)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(names, "; ")
	}
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, far, app.InTalks, app.Move{}))
	d.ok(d.Tasks.Add(ctx(), app.Ask{}, app.Task{Partner: unknown, What: "Look them up", Due: day("2026-06-20")}))
	d.sees("whom to approach next", order(app.Query{}), "Near: Make first contact; Far: Ask for an application; Unknown: Look them up")
	d.sees("the other way round", order(app.Query{}.By("score", false)), "Unknown: Look them up; Far: Ask for an application; Near: Make first contact")
	d.sees("only prospects", order(app.Query{}.With(app.Is("state", "prospect")).By("name", false)), "Near: Make first contact; Unknown: Look them up")

	board, err := d.Recruiting.Board(ctx(), app.Query{})
	if err != nil || len(board) != 6 || !slices.Equal(board[0].IDs, []int32{int32(near), int32(unknown)}) || !slices.Equal(board[1].IDs, []int32{int32(far)}) {
		t.Errorf("%v %+v", err, board)
	}
	if board, err = d.Recruiting.Board(ctx(), app.Query{Search: "unk"}); err != nil || !slices.Equal(board[0].IDs, []int32{int32(unknown)}) || len(board[1].IDs) != 0 {
		t.Errorf("searched: %v %+v", err, board)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, first.Audit))
	if s, _ := d.Recruiting.Score(ctx(), far); s.Rated() {
		t.Error("taken back, but rated")
	}
	for _, bad := range []app.Rating{{Criterion: 1, Points: 4}, {Criterion: 6, Points: 2}, {Criterion: 99}} {
		if _, err := d.Recruiting.Rate(ctx(), app.Ask{}, near, []app.Rating{bad}); err == nil {
			t.Errorf("took %+v", bad)
		}
	}
}

func TestSourcesSayWhatBecameOfThem(t *testing.T) {
	d := open(t)
	for _, p := range []app.Partner{{Name: "A", Source: "trade fair"}, {Name: "B", Source: "trade fair"}, {Name: "C"}} {
		d.ok(d.Partners.Add(ctx(), app.Ask{}, p))
	}
	d.ok(d.Partners.SetState(ctx(), app.Ask{}, 2, app.Declined, app.Move{Reason: "other", MayReapply: day("2027-01-01")}))
	got, err := d.Recruiting.Sources(ctx())
	if err != nil || len(got) != 2 || got[0] != (app.Source{Name: "trade fair", All: 2, Open: 1, Declined: 1}) || got[1] != (app.Source{All: 1, Open: 1}) {
		t.Errorf("%v %+v", err, got)
	}
}

func TestCredentialsLapseTheDayAfterTheirLast(t *testing.T) {
	d := open(t)
	id := d.partner("Alder Tax")
	licence := app.Credential{Partner: id, Kind: app.Licence, What: "Chartered accountant", Issuer: "ICAEW", Number: "C123", Expires: day("2026-07-31")}
	made := d.ok(d.Credentials.Add(ctx(), app.Ask{}, licence, app.File{Name: "licence.pdf", Bytes: []byte("%PDF")}))
	stands := func() string {
		rows, err := d.Credentials.Of(ctx(), id)
		if err != nil {
			t.Fatal(err)
		}
		due, err := d.Credentials.Due(ctx())
		if err != nil {
			t.Fatal(err)
		}
		out := make([]string, len(rows))
		for i, r := range rows {
			out[i] = string(r.State)
		}
		for _, r := range due {
			if out = append(out, "due"); r.Pressing() {
				out = append(out, "pressing")
			}
		}
		if app.Lapsed(rows) {
			out = append(out, "partner lapsed")
		}
		return strings.Join(out, ", ")
	}
	for _, c := range [][2]string{{"2026-05-31", "valid"}, {"2026-06-01", "expires soon, due"}, {"2026-06-30", "expires soon, due"}, {"2026-07-01", "expires soon, due, pressing"},
		{"2026-07-31", "expires soon, due, pressing"}, {"2026-08-01", "lapsed, due, pressing, partner lapsed"}} {
		d.on(c[0])
		d.sees(c[0], stands(), c[1])
	}
	rows, _ := d.Credentials.Of(ctx(), id)
	if len(rows[0].Files) != 1 || rows[0].Files[0].Name != "licence.pdf" {
		t.Errorf("%+v", rows[0].Files)
	}
	licence.Expires = day("2027-07-31")
	cred := rows[0].Credential.ID
	d.refused("renewed for less", refusal{kind: app.Invalid, field: "expires"}, func() error {
		_, err := d.Credentials.Renew(ctx(), app.Ask{}, cred, app.Credential{What: "x", Issuer: "y", Expires: day("2026-07-31")})
		return err
	})
	renewed := d.ok(d.Credentials.Renew(ctx(), app.Ask{}, cred, licence))
	d.sees("renewed", stands(), "valid, retired")
	d.ok(d.History.Undo(ctx(), app.Ask{}, renewed.Audit))
	d.sees("taken back", stands(), "lapsed, due, pressing, partner lapsed")
	d.ok(d.Credentials.Retire(ctx(), app.Ask{}, cred))
	d.sees("retired", stands(), "retired")
	d.refused("changed since", refusal{kind: app.Conflict}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, made.Audit); return err })
	for field, bad := range map[string]app.Credential{"kind": {What: "x"}, "what": {Kind: app.Licence}, "issuer": {Kind: app.Insurance, What: "x"}, "result": {Kind: app.Screening, What: "x"},
		"day": {Kind: app.Licence, What: "x", Issuer: "y", Day: day("2027-01-01")}, "expires": {Kind: app.Licence, What: "x", Issuer: "y", Day: day("2026-02-01"), Expires: day("2026-01-01")},
		"cover": {Kind: app.Insurance, What: "x", Issuer: "y", Cover: eur(-1)}} {
		bad.Partner = id
		d.refused("a bad "+field, refusal{kind: app.Invalid, field: field}, func() error { _, err := d.Credentials.Add(ctx(), app.Ask{}, bad); return err })
	}
}

func TestGoalsSayWhatWouldBeOnPace(t *testing.T) {
	d := open(t)
	year := calendar.Period{From: day("2026-01-01"), To: day("2027-01-01")}
	made := d.ok(d.Goals.Add(ctx(), app.Ask{}, app.Goal{KPI: app.QualifiedReferrals, Target: 20, Period: year}))
	p := d.partner("Alder Tax")
	for range 12 {
		d.move(d.logged(p, "Client "+string(rune('A'+d.now.Nanosecond()%26)), "2026-03-01"), app.Accepted, "2026-03-02")
	}
	says := func(on string) string {
		d.on(on)
		rows, err := d.Goals.List(ctx())
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range rows {
			out = append(out, string(r.State)+": "+r.Words())
		}
		return strings.Join(out, "; ")
	}
	d.sees("in November", says("2026-11-22"), "behind: 12 of 20, on 22 Nov 2026 18 would be on pace")
	d.sees("in July", says("2026-07-01"), "on pace: 12 of 20, on 1 Jul 2026 10 would be on pace")
	d.sees("before", says("2025-12-31"), "not begun: 12 of 20")
	d.sees("after", says("2027-01-01"), "missed: 12 of 20")
	g := app.Goal{ID: app.ID[app.Goal](made.ID), KPI: app.QualifiedReferrals, Target: 12, Period: year, Version: 1}
	edited := d.ok(d.Goals.Edit(ctx(), app.Ask{}, g))
	d.sees("reached", says("2026-11-22"), "reached: 12 of 12")
	d.ok(d.History.Undo(ctx(), app.Ask{}, edited.Audit))
	removed := d.ok(d.Goals.Remove(ctx(), app.Ask{}, g.ID))
	d.sees("removed", says("2026-11-22"), "")
	d.ok(d.History.Undo(ctx(), app.Ask{}, removed.Audit))
	d.ok(d.Goals.Add(ctx(), app.Ask{}, app.Goal{KPI: app.Conversion, Target: 50, Period: year}))
	d.ok(d.Goals.Add(ctx(), app.Ask{}, app.Goal{KPI: app.CostPerClient, Target: 10000, Period: year}))
	d.sees("rates", says("2026-06-15"), "on pace: 12 of 20, on 15 Jun 2026 9 would be on pace; behind: nothing to measure yet; the goal is 50 %; "+
		"behind: nothing to measure yet; the goal is 100.00 EUR")
	for field, bad := range map[string]app.Goal{"kpi": {KPI: "fame", Target: 1, Period: year}, "target": {KPI: app.Conversion, Target: 101, Period: year}, "period": {KPI: app.Revenue, Target: 1},
		"currency": {KPI: app.Revenue, Target: 1, Currency: "XQQ", Period: year}} {
		d.refused("a bad "+field, refusal{kind: app.Invalid, field: field}, func() error { _, err := d.Goals.Add(ctx(), app.Ask{}, bad); return err })
	}
}

// A prospect that was never moved has been one since it was entered.
func TestAFreshProspectHasDaysInItsState(t *testing.T) {
	d := open(t)
	p := d.partner("Alder")
	d.now = d.now.AddDate(0, 0, 9)
	rows, err := d.Recruiting.Rows(ctx(), []int32{int32(p)})
	d.check(err)
	if len(rows) != 1 || rows[0].Days(d.today()) != 9 {
		t.Errorf("%d days, since %s", rows[0].Days(d.today()), rows[0].Since)
	}
}
