package terms_test

import (
	"testing"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// TestAboveTheCapNothingIsPaidOrTakenBack: a cap can be passed by what a later version or a floor paid; then there is
// no room, and what was paid is not asked for again.
func TestAboveTheCapNothingIsPaidOrTakenBack(t *testing.T) {
	plan := good(t)
	plan.Rules = plan.Rules[2:3]
	e, err := terms.Compile(plan, start)
	if err != nil {
		t.Fatal(err)
	}
	var sheet terms.Sheet
	all := sheet.Tally(terms.AllRules, e.WindowOf(terms.AllRules, start))
	all.Earned = plan.Cap.Amount + 700
	var out terms.Result
	e.Pay(0, &terms.Event{Kind: terms.Won, Day: start}, &sheet, &out)
	if out.Amount != 0 || out.Nothing != terms.WhyCap || *out.Reason.CapLeft != 0 || out.Reason.Cut != 10_000 {
		t.Errorf("paid %+v", out)
	}
}

// TestTalliesOfRules: every rule that looks at an event measures it, only the best one earns.
func TestTalliesOfRules(t *testing.T) {
	plan := good(t)
	plan.Cap, plan.Floor = nil, nil
	plan.Rules = []terms.Rule{plan.Rules[1], plan.Rules[0], plan.Rules[1]}
	plan.Rules[2].Window = terms.Quarter
	plan.Rules[2].Tiers = []terms.Tier{{Rate: rate(t, "20")}}
	plan.Rules[1].Services = nil
	e, err := terms.Compile(plan, start)
	if err != nil {
		t.Fatal(err)
	}
	var sheet terms.Sheet
	var out terms.Result
	ev := terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start + 3, WonOn: start, Base: 1_000}
	e.Pay(0, &ev, &sheet, &out)
	if out.Amount != 200 || out.Rule != 3 || len(out.Reason.Losers) != 2 || out.Reason.Losers[0].No != 1 {
		t.Fatalf("paid %+v", out)
	}
	want := map[int]terms.Tally{1: {Measured: 1_000, Last: ev.Day}, 3: {Measured: 1_000, Earned: 200, Last: ev.Day}}
	places := e.Measuring(0, &ev, nil)
	for _, at := range places {
		if got := *sheet.Tally(at.Number, at.Window); got != want[at.Number] || at.Window != e.WindowOf(at.Number, ev.Day) {
			t.Errorf("rule %d in %s: %+v, want %+v", at.Number, at.Window, got, want[at.Number])
		}
	}
	if len(places) != len(want) {
		t.Errorf("%d rules measure, want %d", len(places), len(want))
	}
	if e.WindowOf(terms.AllRules, ev.Day) != (calendar.Period{}) || e.WindowOf(2, ev.Day) != (calendar.Period{}) {
		t.Error("a rule without tiers, or terms without a cap, have a window")
	}
}

// TestAskedOfPlans: what callers ask to save themselves work.
func TestAskedOfPlans(t *testing.T) {
	plan := good(t)
	e, err := terms.Compile(plan, start)
	if err != nil {
		t.Fatal(err)
	}
	if e.Asks().First || e.Counts(2) || !e.Counts(4) {
		t.Error("no rule is for first invoices only; rule 2 measures money, rule 4 counts")
	}
	plan.Rules = append(plan.Rules, terms.Rule{Kind: terms.PercentOnce, Rate: rate(t, "1")})
	if e, err = terms.Compile(plan, start); err != nil || !e.Asks().First {
		t.Error("a rule is for first invoices only", err)
	}
	if !e.Competes() { // rules 1 and 2 on fees received, 3 and 4 on wins
		t.Error("rules that look at the same event compete")
	}
	plan.Rules = plan.Rules[1:3]
	if e, err = terms.Compile(plan, start); err != nil || e.Competes() {
		t.Error("a rule on fees and one on wins do not compete", err)
	}
	if plan := good(t); !plan.Covers("anything") { // by the rules without services
		t.Error("a plan for all services does not cover one")
	}
}

func TestPlansThatMeet(t *testing.T) {
	audit, tax, all := good(t), good(t), good(t)
	audit.Rules, tax.Rules, all.Rules = audit.Rules[:1], tax.Rules[:1], all.Rules[1:2]
	audit.Rules[0].Services, tax.Rules[0].Services = []string{"Audit"}, []string{"Tax", "Payroll"}
	if audit.Covers("Tax") || !audit.Covers("AUDIT") {
		t.Error("Audit covers audit only, in any case of letters")
	}
	for _, c := range []struct {
		a, b terms.Terms
		meet bool
	}{{audit, tax, false}, {tax, audit, false}, {audit, audit, true}, {all, tax, true}, {tax, all, true}} {
		if got := c.a.Overlaps(c.b); got != c.meet {
			t.Errorf("“%s” and “%s” meet: %v", c.a.Words(), c.b.Words(), got)
		}
	}
}

// TestReplayIsWhatWasPaid: replaying all events from nothing gives the amounts of the lines.
func TestReplayIsWhatWasPaid(t *testing.T) {
	e := marginal(t)
	var sheet terms.Sheet
	var out terms.Result
	var events []terms.Event
	var paid []int64
	for i := range 400 {
		ev := terms.Event{Kind: terms.Fee, FeeKind: terms.Received, Day: start + calendar.Day(i*7), Base: int64(i) * 3_001}
		e.Pay(0, &ev, &sheet, &out)
		events, paid = append(events, ev), append(paid, out.Amount)
	}
	terms.Replay(e, events, 0, 0, func(p *terms.Paid) {
		if p.Amount != paid[p.Event] {
			t.Fatalf("event %d pays %d again, %d at first", p.Event, p.Amount, paid[p.Event])
		}
		paid[p.Event] = 0
	})
	for i, left := range paid {
		if left != 0 {
			t.Errorf("event %d is not paid again", i)
		}
	}
}
