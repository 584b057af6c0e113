package app

import (
	"context"
	"fmt"
	"time"

	"rapport/app/calendar"
)

// What a computer's clock may not say: a year before there was this program, a day behind the last entry, or so long after it that the clock is
// more likely wrong than the firm asleep.
const (
	earliestYear = 2020
	mostBehind   = 24 * time.Hour
	mostAhead    = 400 * 24 * time.Hour
	movedBack    = time.Minute // smaller steps are the system's own corrections
)

// Clock tells what is wrong with the computer's clock by what the file holds; "" when nothing is, or when a person said what day it is.
func (u Setup) Clock(ctx context.Context) (string, error) {
	return read(ctx, u.f, func(b Books) (string, error) {
		s, err := b.Settings()
		if err != nil {
			return "", err
		}
		last, _, err := b.LastMoment()
		return u.f.clockSays(s, last), err
	})
}

func (f *Firm) clockSays(s Settings, last time.Time) string {
	now := f.deps.Now()
	in := func(t time.Time) string { return calendar.DayOf(t, s.zone()).Label() }
	switch {
	case f.deps.Today != 0:
	case now.Year() < earliestYear:
		return fmt.Sprintf("The computer's clock says %s, which can't be. Set it, or enter the right day.", in(now))
	case !last.IsZero() && (last.Sub(now) > mostBehind || now.Sub(last) > mostAhead):
		return fmt.Sprintf("The computer's clock says %s; the last entry was made on %s. Set it, or enter the right day.", in(now), in(last))
	}
	return ""
}

// heedClock warns when the clock is likely wrong. It gives what is noted in the audit log when the clock went back: the order of entries is that of
// their numbers, not of their times.
func (t *tx) heedClock() (note string, err error) {
	last, ok, err := t.LastMoment()
	if err != nil {
		return "", err
	}
	if say := t.f.clockSays(t.settings, last); say != "" {
		t.warn("%s", say)
	}
	if ok && last.Sub(t.now) > movedBack {
		note = " – the clock had moved back from " + last.In(t.settings.zone()).Format("2 Jan 2006, 15:04")
	}
	return note, nil
}
