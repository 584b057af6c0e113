package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Figure is one figure of the program: in a period, in the one before, and the goal that ends with the period or runs in it.
type Figure struct {
	KPI      KPI
	Now      FigureValue
	Before   FigureValue
	Currency money.Currency // of an amount
	Goal     *GoalRow       // nil: none
	Note     string         // what it is made of, where its name does not say
}

// FigureValue is a figure in one period.
type FigureValue struct {
	Measured
	Value int64 // a count, whole percent, days, or minor units
	Known bool  // false: there is too little to say
}

// ProgramFigures are those of the program in a period and in the one of the same length before.
type ProgramFigures struct {
	Period, Before calendar.Period
	Rows           []Figure
}

// Figures are the figures of the program, in the order in which a referral meets them.
func Figures() []KPI {
	return []KPI{QualifiedReferrals, Acceptance, Conversion, SalesCycle, Revenue, ClientValue, CommissionCost, CostPerClient, ActivePartners, NewPartners,
		CheckinsHeld, ReciprocityRate}
}

// Insights are the use-cases of what the program's own figures tell.
type Insights struct{ f *Firm }

// Figures measures the program.
func (u Insights) Figures(ctx context.Context, p calendar.Period) (ProgramFigures, error) {
	return read(ctx, u.f, func(b Books) (ProgramFigures, error) { return u.f.figures(b, p) })
}

func (f *Firm) figures(b Books, p calendar.Period) (ProgramFigures, error) {
	out := ProgramFigures{Period: p, Before: p.Before()}
	s, err := b.Settings()
	if err != nil {
		return out, err
	}
	goals, err := b.Goals()
	if err != nil {
		return out, err
	}
	for _, k := range Figures() {
		x := Figure{KPI: k, Note: k.note(s)}
		if k.Money() {
			x.Currency = s.Currency
		}
		if x.Now, err = figureIn(b, s, k, out.Period); err != nil {
			return out, err
		}
		if x.Before, err = figureIn(b, s, k, out.Before); err != nil {
			return out, err
		}
		for _, g := range goals {
			if g.KPI == k && g.Currency == x.Currency && g.Period == p {
				row := g.row(x.Now.Measured, f.today(s))
				x.Goal = &row
			}
		}
		out.Rows = append(out.Rows, x)
	}
	return out, nil
}

// figureIn measures one figure in a period.
func figureIn(b Books, s Settings, k KPI, p calendar.Period) (v FigureValue, err error) {
	switch k {
	case SalesCycle:
		all, err := b.Endings(p)
		c := converted(all, func(Ending) bool { return true })
		return FigureValue{Measured: Measured{Part: c.Days, Whole: c.Won}, Value: c.Days, Known: c.Won >= leastData}, err
	case CostPerClient:
		v.Measured, err = costIn(b, s, p)
	default:
		v.Measured, err = b.Measure(k, p, s.Currency)
	}
	switch {
	case !k.Rate():
		v.Value, v.Known = v.Part, true
	case v.Whole > 0:
		v.Value, v.Known = v.Part/v.Whole, v.Whole >= leastData || k != Acceptance && k != Conversion
		if k.percent() {
			v.Value = (v.Part*100 + v.Whole/2) / v.Whole
		}
	}
	return v, err
}

// costIn is what clients cost: commission, gifts at value, and the firm's own hours at its rate. Whole is the clients won.
func costIn(b Books, s Settings, p calendar.Period) (Measured, error) {
	cost, err := b.Measure(CostPerClient, p, s.Currency)
	if err != nil {
		return cost, err
	}
	gifts, err := b.Measure(GiftCost, p, s.Currency)
	if err != nil {
		return cost, err
	}
	time, err := b.Measure(OwnMinutes, p, s.Currency)
	cost.Part += gifts.Part + time.Part*s.HourCost/60
	return cost, err
}

// Title is the name of a figure as a heading.
func (k KPI) Title() string { return upperFirst(string(k)) }

// note says what a figure is made of.
func (k KPI) note(s Settings) string {
	switch k {
	case Acceptance:
		return "of what was decided"
	case Conversion:
		return "won of what came to an end"
	case SalesCycle:
		return "median from introduction to win"
	case ClientValue:
		return "received so far from clients won in the period"
	case ActivePartners:
		return "introduced somebody, of all active now"
	case ReciprocityRate:
		return "introductions given for those received"
	case CostPerClient:
		words := "commission and gifts"
		if s.HourCost > 0 {
			words += fmt.Sprintf(", and check-ins at %s an hour", money.New(s.HourCost, s.Currency))
		}
		if s.AdvertisingCost > 0 {
			words += fmt.Sprintf("; a client from advertising costs %s", money.New(s.AdvertisingCost, s.Currency))
		}
		return words
	}
	return ""
}

// Words is the figure for people: "18", "40 % (12 of 30)", "12,000.00 EUR", "34 days (12 won)".
func (x Figure) Words(v FigureValue) string {
	switch {
	case x.KPI == SalesCycle && !v.Known:
		return fmt.Sprintf("not enough data (%d won)", v.Whole)
	case x.KPI == SalesCycle:
		return counted(v.Value, "day") + fmt.Sprintf(" (%d won)", v.Whole)
	case x.KPI.percent() && v.Whole == 0:
		return "nothing to measure"
	case x.KPI.percent() && !v.Known:
		return fmt.Sprintf("not enough data (%d of %d)", v.Part, v.Whole)
	case x.KPI.percent():
		return fmt.Sprintf("%d %% (%d of %d)", v.Value, v.Part, v.Whole)
	case !v.Known:
		return "nobody won"
	case x.KPI.Money():
		return money.New(v.Value, x.Currency).String()
	}
	return fmt.Sprint(v.Value)
}

// Change is how much more it is than before, in words; empty where one of them is not known.
func (x Figure) Change() string {
	by := x.Now.Value - x.Before.Value
	switch {
	case !x.Now.Known || !x.Before.Known:
		return ""
	case by == 0:
		return "the same"
	}
	more := "more"
	if by < 0 {
		more, by = "less", -by
	}
	switch {
	case x.KPI.Money():
		return money.New(by, x.Currency).String() + " " + more
	case x.KPI.percent():
		return counted(by, "point") + " " + more
	case x.KPI == SalesCycle:
		return counted(by, "day") + " " + more
	case more == "less":
		more = "fewer"
	}
	return fmt.Sprint(by) + " " + more
}

// Better tells whether the change is a good one: 1, a bad one: -1, or neither.
func (x Figure) Better() int {
	by := x.Now.Value - x.Before.Value
	switch {
	case !x.Now.Known || !x.Before.Known || by == 0 || x.KPI == CommissionCost:
		return 0
	case (by > 0) == (x.KPI == CostPerClient || x.KPI == SalesCycle):
		return -1
	}
	return 1
}
