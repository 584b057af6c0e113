package sample

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"rapport/app"
	"rapport/app/calendar"
)

// script is what happens in the example firm. It is written first, without a store, and then played day by day.
type script struct {
	today    calendar.Day
	begin    calendar.Day // the first day on which the firm keeps its books here
	rng      *rand.Rand
	acts     []act
	partners []*partner
	named    map[string]*partner
	names    namer
	deals    []*deal
	issued   map[calendar.Month][]app.Drafted // statements by month, as they stand
	invoice  int
	paidOut  []app.ID[app.Partner] // paid by the run of payouts
}

// act is one thing that somebody does on a day.
type act struct {
	day calendar.Day
	who string
	do  func(*desk) error
}

// The three of the firm who use the program.
const (
	eleanor = "Eleanor Harcourt"
	thomas  = "Thomas Lowe"
	priya   = "Priya Raman"
)

// write makes the whole script. What is drawn by lot is drawn here, in one fixed order.
func write(o Options) *script {
	s := &script{today: o.Today, begin: calendar.NextBusinessDay(calendar.MonthOf(o.Today).Add(-24).First()),
		rng: rand.New(rand.NewPCG(1894, 24)), named: map[string]*partner{}, issued: map[calendar.Month][]app.Drafted{}}
	s.names = newNamer(s.rng)
	s.found(o.Logo)
	s.keepPlans()
	s.enrol()
	s.pieces()
	s.lastWeek()
	s.ordinary(600*max(1, o.Scale) - len(s.deals) - duplicates)
	s.duplicates()
	s.banking()
	s.presents()
	s.taxes()
	s.kinds()
	s.tiers()
	s.ownPlan()
	s.months()
	s.disputes()
	s.selfBilled()
	s.contact()
	s.given()
	return s
}

// on puts an act on a day. What would lie on today or later has not happened yet and is left out; whatever hangs on it lies
// later still.
func (s *script) on(day calendar.Day, who string, do func(*desk) error) {
	if day < s.today {
		s.acts = append(s.acts, act{max(day, s.begin), who, do})
	}
}

// ago is so many days before today, month the first day of the month so many before this one.
func (s *script) ago(days int) calendar.Day { return s.today.AddDays(-days) }
func (s *script) month(before int) calendar.Day {
	return calendar.MonthOf(s.today).Add(-before).First()
}
func (s *script) between(least, most int) int { return least + s.rng.IntN(most-least+1) }
func (s *script) chance(percent int) bool     { return s.rng.IntN(100) < percent }
func pick[T any](s *script, list []T) T       { return list[s.rng.IntN(len(list))] }
func workday(d calendar.Day) calendar.Day     { return calendar.NextBusinessDay(d) }
func (s *script) later(d calendar.Day, least, most int) calendar.Day {
	return workday(d.AddDays(s.between(least, most)))
}

// workdays is the day n working days after d.
func workdays(d calendar.Day, n int) calendar.Day {
	for range n {
		d = workday(d + 1)
	}
	return d
}

// desk is where one act is done: the firm on that day, with whoever does it.
type desk struct {
	*app.Firm
	ctx  context.Context
	day  calendar.Day
	keys *uint64
}

// ask gives each act a request key of its own, the same in every filling.
func (d *desk) ask() app.Ask {
	*d.keys++
	sum := sha256.Sum256(fmt.Appendf(nil, "rapport example %d", *d.keys))
	return app.Ask{Key: app.Key(sum[:16])}
}

// play does all acts in the order of their days.
func (s *script) play(ctx context.Context, store app.Store, keep app.Keeper, o Options) error {
	slices.SortStableFunc(s.acts, func(a, b act) int { return cmp.Compare(a.day, b.day) })
	var keys uint64
	var clock time.Time
	for i, a := range s.acts {
		clock = a.at(clock)
		now := clock
		firm := app.New(app.Deps{Store: store, Keep: keep, Now: func() time.Time { return now }, Today: a.day, Actor: a.who, Print: o.Print, BankFile: o.BankFile})
		if err := a.do(&desk{Firm: firm, ctx: ctx, day: a.day, keys: &keys}); err != nil {
			return fmt.Errorf("the example firm on %s: %w", a.day, err)
		}
		if o.Progress != nil && (i%100 == 99 || i+1 == len(s.acts)) {
			o.Progress(int64(i+1), int64(len(s.acts)))
		}
	}
	return nil
}

// at is when an act is done: from half past eight on, some minutes after the one before.
func (a act) at(last time.Time) time.Time {
	opens := a.day.Time().Add(8*time.Hour + 30*time.Minute)
	if last.Before(opens) {
		return opens
	}
	return last.Add(3 * time.Minute)
}
