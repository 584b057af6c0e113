package app_test

import (
	"slices"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// given introduces a client to a partner on a day.
func (d *desk) given(p app.ID[app.Partner], client, on string) app.ID[app.Outbound] {
	d.t.Helper()
	o := app.Outbound{Partner: p, Given: day(on), Consented: day(on)}
	return app.ID[app.Outbound](d.ok(d.Outbounds.Give(ctx(), app.Ask{}, o, client)).ID)
}

func (d *desk) outbound(id app.ID[app.Outbound]) app.OutboundRow {
	d.t.Helper()
	o, err := d.Outbounds.Get(ctx(), id)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return o
}

func (d *desk) moveOutbound(id app.ID[app.Outbound], to app.OutboundState, m app.OutboundMove) error {
	_, err := d.Outbounds.SetState(ctx(), app.Ask{}, id, to, m)
	return err
}

func TestOutboundReferralsMoveByTheirTableOnly(t *testing.T) {
	allowed := map[app.OutboundState][]app.OutboundState{
		app.Given:        {app.Acknowledged, app.Met, app.Engaged, app.NotEngaged}, // those between are filled in
		app.Acknowledged: {app.Met, app.Engaged, app.NotEngaged},
		app.Met:          {app.Engaged, app.NotEngaged},
		app.Engaged:      {app.OutboundClosed},
		app.NotEngaged:   {app.OutboundClosed},
	}
	for _, from := range app.OutboundStates() {
		if next := app.NextOutboundStates(from); !slices.Equal(next, allowed[from]) {
			t.Errorf("from %s: %v, want %v", from, next, allowed[from])
		}
		for _, to := range app.OutboundStates() {
			d, p, _ := contacting(t)
			id := d.given(p, "Baker", "2026-06-01")
			if from == app.OutboundClosed {
				if err := d.moveOutbound(id, app.Engaged, app.OutboundMove{}); err != nil {
					t.Fatal(err)
				}
			}
			if from != app.Given {
				if err := d.moveOutbound(id, from, app.OutboundMove{Move: app.Move{Reason: "price"}}); err != nil {
					t.Fatal(err)
				}
			}
			err := d.moveOutbound(id, to, app.OutboundMove{Move: app.Move{Reason: "price"}})
			if (err == nil) != slices.Contains(allowed[from], to) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
			if err != nil && !strings.Contains(err.Error(), string(from)) {
				t.Errorf("%s to %s is refused with %q", from, to, err)
			}
		}
	}
}

func TestAnOutboundReferralFromTheDayItIsGivenToWhatCameOfIt(t *testing.T) {
	d, p, ann := contacting(t)
	r := d.ok(d.Outbounds.Give(ctx(), app.Ask{}, app.Outbound{Partner: p, Person: ann, Service: "probate", Estimate: eur(400000)}, "Marlow Ltd"))
	id := app.ID[app.Outbound](r.ID)
	if r.Number != "G-2026-0001" || len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "agreed to be named") {
		t.Errorf("%+v", r)
	}
	if o := d.outbound(id); o.State != app.Given || o.Chase != day("2026-06-29") || o.ClientName != "Marlow Ltd" || o.PersonName != "Ann Blake" {
		t.Errorf("%+v", o)
	}
	d.on("2026-07-01")
	d.ok(d.Outbounds.Chased(ctx(), app.Ask{}, id, app.Move{Note: "on holiday"}, 0))
	if o := d.outbound(id); o.State != app.Given || o.Chase != day("2026-07-15") {
		t.Errorf("asked: %+v", o)
	}
	d.on("2026-07-20")
	met := d.ok(d.Outbounds.SetState(ctx(), app.Ask{}, id, app.Met, app.OutboundMove{Move: app.Move{Day: day("2026-07-10")}}))
	if o := d.outbound(id); o.Chase != day("2026-07-24") {
		t.Errorf("asked again %s, two weeks after the news", o.Chase)
	}
	d.ok(d.Outbounds.SetState(ctx(), app.Ask{}, id, app.Engaged, app.OutboundMove{Value: eur(380000), Move: app.Move{Note: "signed"}}))
	if o := d.outbound(id); o.Chase != 0 || o.Ended != day("2026-07-20") || o.Outcome != app.Engaged || o.Value != eur(380000) || o.Worth() != eur(380000) {
		t.Errorf("%+v", o)
	}
	closed := d.ok(d.Outbounds.SetState(ctx(), app.Ask{}, id, app.OutboundClosed, app.OutboundMove{Value: eur(410000)}))
	if o := d.outbound(id); o.State != app.OutboundClosed || o.Outcome != app.Engaged || o.Value != eur(410000) {
		t.Errorf("%+v", o)
	}
	steps, err := d.Outbounds.History(ctx(), id)
	var words []string
	for _, s := range steps {
		words = append(words, s.Day.String()+" "+s.To+" "+s.Reason+" "+s.Note)
	}
	want := []string{"2026-06-15 given  ", "2026-07-01 given asked what became of it on holiday", "2026-07-10 acknowledged  on the way to met", "2026-07-10 met  ",
		"2026-07-20 engaged  signed", "2026-07-20 closed  "}
	if err != nil || !slices.Equal(words, want) {
		t.Errorf("%q %v", words, err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, closed.Audit))
	if o := d.outbound(id); o.State != app.Engaged || o.Value != eur(380000) {
		t.Errorf("undone: %+v", o)
	}
	d.refused("undone out of order", refusal{kind: app.Conflict, say: "changed"}, func() error { _, err := d.History.Undo(ctx(), app.Ask{}, met.Audit); return err })
}

func TestAMistakenIntroductionIsTakenBackWithItsClient(t *testing.T) {
	d, p, _ := contacting(t)
	r := d.ok(d.Outbounds.Give(ctx(), app.Ask{}, app.Outbound{Partner: p}, "Marlow Ltd"))
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if _, err := d.Outbounds.Get(ctx(), app.ID[app.Outbound](r.ID)); !app.IsNotFound(err) {
		t.Errorf("%v", err)
	}
	if _, err := d.Clients.Find(ctx(), "Marlow Ltd"); !app.IsNotFound(err) {
		t.Errorf("the client stayed: %v", err)
	}
}

func TestOutboundReferralsThatAreRefused(t *testing.T) {
	d, p, ann := contacting(t)
	other := d.partner("Other")
	for _, c := range []struct {
		field string
		o     app.Outbound
	}{
		{"partner", app.Outbound{}},
		{"given", app.Outbound{Partner: p, Given: day("2026-06-16")}},
		{"given", app.Outbound{Partner: p, Given: day("1066-10-14")}},
		{"consented", app.Outbound{Partner: p, Consented: day("2026-06-16")}},
		{"person", app.Outbound{Partner: other, Person: ann}},
		{"estimate", app.Outbound{Partner: p, Estimate: money.New(-1, "EUR")}},
		{"value", app.Outbound{Partner: p, Value: money.New(1, "XQQ")}},
		{"note", app.Outbound{Partner: p, Note: strings.Repeat("x", 10001)}},
	} {
		_, err := d.Outbounds.Give(ctx(), app.Ask{}, c.o, "Baker")
		if problem := app.AsProblem(err); err == nil || problem.Field != c.field || problem.Say == "" {
			t.Errorf("%s: %+v", c.field, err)
		}
	}
	id := d.given(p, "Baker", "2026-06-01")
	for _, c := range []struct {
		field string
		to    app.OutboundState
		m     app.OutboundMove
	}{
		{"day", app.Met, app.OutboundMove{Move: app.Move{Day: day("2026-06-16")}}},
		{"day", app.Met, app.OutboundMove{Move: app.Move{Day: day("2026-05-31")}}},
		{"reason", app.NotEngaged, app.OutboundMove{}},
		{"reason", app.NotEngaged, app.OutboundMove{Move: app.Move{Reason: "a whim"}}},
		{"value", app.Engaged, app.OutboundMove{Value: money.New(-5, "EUR")}},
	} {
		err := d.moveOutbound(id, c.to, c.m)
		if problem := app.AsProblem(err); err == nil || problem.Field != c.field {
			t.Errorf("%s: %+v", c.field, err)
		}
	}
	if err := d.moveOutbound(id, app.NotEngaged, app.OutboundMove{Move: app.Move{Reason: "price"}}); err != nil {
		t.Fatal(err)
	}
	d.refused("asked about what is over", refusal{kind: app.Refused, say: "nothing is left to ask", final: true}, func() error {
		_, err := d.Outbounds.Chased(ctx(), app.Ask{}, id, app.Move{}, 0)
		return err
	})
}

func TestWhatIsNotHeardOfComesUpOnce(t *testing.T) {
	d, p, _ := contacting(t)
	id := d.given(p, "Baker", "2026-06-01") // to be asked about on the day the desk opens
	s := d.shown()
	if len(s.Items) != 1 || s.Items[0].Kind != app.KindOutbound || s.Items[0].Subject != int64(id) || s.Items[0].What != "Ask what became of Baker" {
		t.Fatalf("%+v", s)
	}
	if s = d.shown(); len(s.Items) != 0 {
		t.Errorf("shown again: %+v", s)
	}
	agenda, err := d.Reminders.Agenda(ctx(), calendar.MonthPeriod(day("2026-06-15")))
	if err != nil || len(agenda) != 1 || agenda[0].Day != day("2026-06-15") || agenda[0].Lateness != app.DueToday {
		t.Errorf("%+v %v", agenda, err)
	}
	if today, err := d.Overview.Today(ctx()); err != nil || today.Waiting != 1 {
		t.Errorf("%+v %v", today.Waiting, err)
	}
	d.ok(d.Outbounds.Chased(ctx(), app.Ask{}, id, app.Move{}, day("2026-06-20")))
	d.on("2026-06-20")
	if s = d.shown(); len(s.Items) != 1 {
		t.Errorf("not shown on its new day: %+v", s)
	}
	if err := d.moveOutbound(id, app.Engaged, app.OutboundMove{}); err != nil {
		t.Fatal(err)
	}
	if items, err := d.Reminders.Waiting(ctx(), day("2027-01-01")); err != nil || len(items) != 0 {
		t.Errorf("still waits: %+v %v", items, err)
	}
}

func TestTheFirmSaysHowLongItWaitsForNews(t *testing.T) {
	d, p, _ := contacting(t)
	s, err := d.Setup.Settings(ctx())
	if err != nil {
		t.Fatal(err)
	}
	s.ChaseDays = 30
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	if o := d.outbound(d.given(p, "Baker", "2026-06-01")); o.Chase != day("2026-07-01") {
		t.Errorf("%s", o.Chase)
	}
	s, _ = d.Setup.Settings(ctx())
	s.ChaseDays = -1
	if _, err := d.Setup.Edit(ctx(), app.Ask{}, s); app.AsProblem(err).Field != "chase days" {
		t.Errorf("%v", err)
	}
}

func TestMergingPartnersMovesWhatWasGivenAndHeard(t *testing.T) {
	d, p, _ := contacting(t)
	into := d.partner("Survivor")
	id := d.given(p, "Baker", "2026-06-01")
	d.ok(d.Market.Add(ctx(), app.Ask{}, app.MarketNote{Kind: app.Need, Said: "trusts", Partner: p}))
	r := d.ok(d.Partners.Merge(ctx(), app.Ask{}, p, into))
	if o := d.outbound(id); o.Partner != into {
		t.Errorf("%+v", o)
	}
	if l, err := d.Reciprocity.Of(ctx(), into, calendar.Period{}); err != nil || l.Given != 1 {
		t.Errorf("%+v %v", l, err)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if o := d.outbound(id); o.Partner != p {
		t.Errorf("undone: %+v", o)
	}
}

func TestOutboundReferralsComeInOnceAndGoAgain(t *testing.T) {
	d, p, _ := contacting(t)
	sheet := text(t, "partner,client,given,state,ended,reason,estimate,value,contact",
		"Lowe & Co,Baker,2026-05-02,Won,2026-05-20,,1000.00,900.00,Ann Blake",
		"Lowe & Co,Miller,2026-05-03,lost,2026-05-30,too far away,,,",
		"Lowe & Co,Smith,2026-06-10,,,,,,",
		"Nobody Ltd,Baker,2026-05-02,,,,,,",
		"Lowe & Co,Cooper,2026-07-02,,,,,,",
		"Lowe & Co,Cooper,2026-05-02,lost,2026-05-01,,,,")
	plan := app.ImportPlan{Kind: app.ImportOutbound, DateFormat: "YYYY-MM-DD", Decimal: money.Point, Columns: map[string]string{"partner": "partner", "client": "client", "given": "given",
		"state": "state", "ended": "ended", "reason": "reason", "estimate": "estimate", "value": "value", "person": "contact"}}
	first := d.take(plan, sheet)
	if first.Created["outbound"] != 3 || first.Created["clients"] != 3 || first.Refused != 3 || first.Problems[1].Column != "given" || first.Problems[2].Column != "ended" {
		t.Fatalf("%+v", first)
	}
	list, _ := d.Outbounds.Of(ctx(), p, 9)
	if len(list) != 3 || list[2].Number != "G-2026-0001" || list[2].Value != eur(90000) || list[2].Outcome != app.Engaged || list[2].PersonName != "Ann Blake" {
		t.Errorf("%+v", list)
	}
	if list[1].Reason != "other" || list[1].Chase != 0 || list[0].State != app.Given || list[0].Chase != day("2026-06-24") {
		t.Errorf("%+v", list)
	}
	if again := d.take(plan, sheet); again.Created["outbound"] != 0 || again.Unchanged["outbound"] != 3 {
		t.Errorf("the same file again: %+v", again)
	}
	d.ok(d.Imports.Undo(ctx(), app.Ask{}, first.Batch))
	if list, _ = d.Outbounds.Of(ctx(), p, 9); len(list) != 0 {
		t.Errorf("taken back, but %+v", list)
	}
	third := d.take(plan, sheet)
	list, _ = d.Outbounds.Of(ctx(), p, 9)
	d.ok(d.Outbounds.SetState(ctx(), app.Ask{}, list[0].ID, app.Met, app.OutboundMove{}))
	d.refused("taken back after one moved on", refusal{kind: app.Refused, say: "1 outbound referral"}, func() error {
		_, err := d.Imports.Undo(ctx(), app.Ask{}, third.Batch)
		return err
	})
}
