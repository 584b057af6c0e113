package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// KPI is what a goal of the program is measured by.
type KPI string

// The figures. Each is one query over the period, last day inside.
const (
	QualifiedReferrals KPI = "qualified referrals" // accepted in the period
	Conversion         KPI = "conversion"          // won of those that closed, in percent
	Revenue            KPI = "revenue"             // fees received less refunds, in one currency
	CostPerClient      KPI = "cost per client"     // commission that arose, by client won; less is better
	NewPartners        KPI = "new partners"        // that became active after onboarding
	CheckinsHeld       KPI = "check-ins held"
	ReciprocityRate    KPI = "reciprocity" // outbound referrals, in percent of those received

	// These are figures of the program and no goals.
	Acceptance     KPI = "acceptance"      // accepted in the period of those accepted or not, in percent
	CommissionCost KPI = "commission"      // that arose in the period, in one currency
	GiftCost       KPI = "gifts"           // value of what was given, in one currency
	OwnMinutes     KPI = "own time"        // minutes of check-ins held; Whole: the check-ins
	ClientValue    KPI = "client value"    // fees received so far from what was won in the period, by client won
	ActivePartners KPI = "active partners" // that introduced somebody in the period, in percent of those active now
	SalesCycle     KPI = "sales cycle"     // the median of the days from the introduction to the win, of what was won in the period
)

// KPIs are all of them.
func KPIs() []KPI {
	return []KPI{QualifiedReferrals, Conversion, Revenue, CostPerClient, NewPartners, CheckinsHeld, ReciprocityRate}
}

// Money tells whether the figure is an amount, Rate whether it is measured as it stands rather than gathered over the period.
func (k KPI) Money() bool {
	return k == Revenue || k == CostPerClient || k == CommissionCost || k == GiftCost || k == ClientValue
}

// Rate belongs to Money.
func (k KPI) Rate() bool { return k.percent() || k == CostPerClient || k == ClientValue }

func (k KPI) percent() bool {
	return k == Conversion || k == ReciprocityRate || k == Acceptance || k == ActivePartners
}

// Goal is what the program is to reach in a period.
type Goal struct {
	ID       ID[Goal]        `json:"id"`
	KPI      KPI             `json:"kpi"`
	Target   int64           `json:"target"` // a count, whole percent, or minor units of Currency
	Currency money.Currency  `json:"currency,omitempty"`
	Period   calendar.Period `json:"period"`
	Owner    string          `json:"owner,omitempty"`
	Note     string          `json:"note,omitempty"`
	Version  int64           `json:"version"`
}

// Measured is a figure as the file has it: Part alone for counts and amounts, Part of Whole for a rate.
type Measured struct{ Part, Whole int64 }

// GoalState is how a goal stands; derived.
type GoalState string

// The states of a goal.
const (
	GoalAhead   GoalState = "not begun"
	GoalOnPace  GoalState = "on pace"
	GoalBehind  GoalState = "behind"
	GoalReached GoalState = "reached"
	GoalMissed  GoalState = "missed" // the period is over
)

// GoalRow is a goal with how far it has come.
type GoalRow struct {
	Goal
	Measured
	Value int64 // as Target is counted; of a rate without anything to measure 0
	Pace  int64 // what would be on pace today
	State GoalState
	Today calendar.Day
}

// Goals are the use-cases of the program's goals.
type Goals struct{ f *Firm }

// GoalBooks keeps goals and measures what they are about.
type GoalBooks interface {
	AddGoal(Goal) error
	PutGoal(Goal) error
	DeleteGoal(ID[Goal]) error
	Goal(ID[Goal]) (Goal, error)
	Goals() ([]Goal, error) // those that end last first
	Measure(k KPI, p calendar.Period, c money.Currency) (Measured, error)
}

// row says how far a goal has come.
func (g Goal) row(m Measured, today calendar.Day) GoalRow {
	r := GoalRow{Goal: g, Measured: m, Value: m.Part, Pace: g.Target, Today: today}
	if g.KPI.Rate() {
		r.Value = 0
		if m.Whole > 0 {
			r.Value = m.Part / m.Whole
			if g.KPI.percent() {
				r.Value = m.Part * 100 / m.Whole
			}
		}
	} else if days := int64(g.Period.To - g.Period.From); today < g.Period.To {
		gone := max(0, int64(today-g.Period.From)+1)
		r.Pace = g.Target/days*gone + (g.Target%days*gone+days/2)/days
	}
	r.State = r.state()
	return r
}

func (r GoalRow) state() GoalState {
	reached := r.Value >= r.Target
	if r.KPI == CostPerClient {
		reached = r.Whole > 0 && r.Value <= r.Target
	}
	switch {
	case r.Today < r.Period.From:
		return GoalAhead
	case r.Today >= r.Period.To && reached, reached && !r.KPI.Rate():
		return GoalReached
	case r.Today >= r.Period.To:
		return GoalMissed
	case reached || !r.KPI.Rate() && r.Value >= r.Pace:
		return GoalOnPace
	}
	return GoalBehind
}

// Figure writes a value of this goal: "18", "40 %", "12,000.00 EUR".
func (g Goal) Figure(value int64) string {
	switch {
	case g.KPI.Money():
		return money.New(value, g.Currency).String()
	case g.KPI.percent():
		return fmt.Sprintf("%d %%", value)
	}
	return fmt.Sprint(value)
}

// Words says how far it has come: "12 of 20, on 22 Nov 2026 18 would be on pace".
func (r GoalRow) Words() string {
	say := r.Figure(r.Value) + " of " + r.Figure(r.Target)
	switch {
	case r.KPI.Rate() && r.Whole == 0:
		return "nothing to measure yet; the goal is " + r.Figure(r.Target)
	case r.KPI == CostPerClient:
		return r.Figure(r.Value) + ", at most " + r.Figure(r.Target) + " is the goal"
	case r.KPI.Rate():
		return fmt.Sprintf("%s (%d of %d), %s is the goal", r.Figure(r.Value), r.Part, r.Whole, r.Figure(r.Target))
	case r.State == GoalOnPace || r.State == GoalBehind:
		return fmt.Sprintf("%s, on %s %s would be on pace", say, r.Today.Label(), r.Figure(r.Pace))
	}
	return say
}

// List gives the goals with how far they have come, those that end last first.
func (u Goals) List(ctx context.Context) ([]GoalRow, error) {
	return read(ctx, u.f, func(b Books) ([]GoalRow, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return goalRows(b, u.f.today(s), func(Goal) bool { return true })
	})
}

func goalRows(b Books, today calendar.Day, want func(Goal) bool) ([]GoalRow, error) {
	all, err := b.Goals()
	if err != nil {
		return nil, err
	}
	var rows []GoalRow
	for _, g := range all {
		if !want(g) {
			continue
		}
		m, err := b.Measure(g.KPI, g.Period, g.Currency)
		if err != nil {
			return nil, err
		}
		rows = append(rows, g.row(m, today))
	}
	return rows, nil
}

// NewPartners gives the partners that a goal of new partners counts.
func (u Goals) NewPartners(ctx context.Context, p calendar.Period) ([]int64, error) {
	return read(ctx, u.f, func(b Books) ([]int64, error) { return b.PartnersReached(Active, p) })
}

func (t *tx) checkGoal(g *Goal) error {
	g.Owner, g.Note = orElse(strings.TrimSpace(g.Owner), t.actor), strings.TrimSpace(g.Note)
	if !g.KPI.Money() {
		g.Currency = ""
	} else if g.Currency == "" {
		g.Currency = t.settings.Currency
	}
	switch {
	case !slices.Contains(KPIs(), g.KPI):
		return Bad("kpi", fmt.Sprintf("%q is not a figure that can be a goal.", g.KPI), "Choose qualified referrals, conversion, revenue, cost per client, new partners, check-ins held or reciprocity.")
	case g.Target <= 0 || g.Target > money.Max || g.KPI == Conversion && g.Target > 100:
		return Bad("target", "A goal is a figure above zero, a conversion one up to 100 %.", "Correct the number.")
	case g.KPI.Money() && !g.Currency.Known():
		return Bad("currency", fmt.Sprintf("%q is not a currency.", g.Currency), "Write it as EUR or USD.")
	case g.Period.To <= g.Period.From:
		return Bad("period", "A goal is for a period.", "Write it as 2026, 2026-Q4 or 2026-11.")
	}
	return orError(within("owner", g.Owner, 100), within("note", g.Note, 1000))
}

// Add keeps a goal.
func (u Goals) Add(ctx context.Context, ask Ask, g Goal) (Receipt, error) {
	return u.f.write(ctx, ask, "goal.add", func(t *tx) error {
		if err := t.checkGoal(&g); err != nil {
			return err
		}
		id, err := t.nextID(KindGoal)
		if err != nil {
			return err
		}
		g.ID, g.Version = ID[Goal](id), 1
		if err := t.AddGoal(g); err != nil {
			return err
		}
		t.did(KindGoal, id, "Goal for %s: %s %s", g.Period.Label(), g.Figure(g.Target), g.KPI)
		return t.image(KindGoal, id, nil, g)
	})
}

// Edit keeps a changed goal.
func (u Goals) Edit(ctx context.Context, ask Ask, g Goal) (Receipt, error) {
	return u.f.write(ctx, ask, "goal.edit", func(t *tx) error {
		old, err := t.Goal(g.ID)
		if err != nil {
			return err
		}
		if old.Version != g.Version {
			return Stale("This goal")
		}
		g.Version++
		if err := t.checkGoal(&g); err != nil {
			return err
		}
		if err := t.PutGoal(g); err != nil {
			return err
		}
		t.did(KindGoal, int64(g.ID), "Goal for %s: %s %s", g.Period.Label(), g.Figure(g.Target), g.KPI)
		return t.image(KindGoal, int64(g.ID), old, g)
	})
}

// Remove takes a goal away.
func (u Goals) Remove(ctx context.Context, ask Ask, id ID[Goal]) (Receipt, error) {
	return u.f.write(ctx, ask, "goal.remove", func(t *tx) error {
		old, err := t.Goal(id)
		if err != nil {
			return err
		}
		if err := t.DeleteGoal(id); err != nil {
			return err
		}
		t.did(KindGoal, int64(id), "Removed the goal for %s: %s %s", old.Period.Label(), old.Figure(old.Target), old.KPI)
		return t.image(KindGoal, int64(id), old, nil)
	})
}

// Get gives one goal.
func (u Goals) Get(ctx context.Context, id ID[Goal]) (Goal, error) {
	return read(ctx, u.f, func(b Books) (Goal, error) { return b.Goal(id) })
}

// ParseTarget reads what a goal asks for: a count, a whole percentage, or an amount in a currency.
func ParseTarget(k KPI, text string, c money.Currency) (int64, error) {
	if k.Money() {
		sum, err := money.ParseAmount(strings.TrimSpace(text), c, money.Point)
		if err != nil {
			return 0, Bad("target", err.Error(), "Write it like 12000.00.")
		}
		return sum.Minor, nil
	}
	n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 10, 64)
	if err != nil {
		return 0, Bad("target", fmt.Sprintf("%q is not a whole number.", text), "Write it like 20.")
	}
	return n, nil
}

// TargetText is the target as ParseTarget reads it.
func (g Goal) TargetText() string {
	if g.KPI.Money() {
		return money.New(g.Target, g.Currency).Amount()
	}
	return fmt.Sprint(g.Target)
}
