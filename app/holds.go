package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
)

// Why a line is held.
const (
	HoldPeriod  = "hold period"
	HoldBlocked = "partner blocked"
	HoldManual  = "held by hand"
	HoldDispute = "dispute"
)

// HoldReason is why a line is held; cleared by a person or by its own date, never by silence.
type HoldReason struct {
	Kind  string       `json:"kind"`            // one of HoldKinds
	Until calendar.Day `json:"until,omitempty"` // its own date; 0: a person clears it
	Note  string       `json:"note,omitempty"`
	By    string       `json:"by,omitempty"` // who held it, where a person did
	On    calendar.Day `json:"on,omitempty"` // since when, where a person did
}

// words says why a line is held, since when and until when.
func (h HoldReason) words() string {
	say := "Held: " + h.Kind
	if h.Until != 0 {
		say += " until " + h.Until.String()
	}
	if h.By != "" {
		say += fmt.Sprintf(" (by %s on %s)", h.By, h.On)
	}
	return strings.TrimSuffix(say+". "+h.Note, " ")
}

// Disputed tells whether the line is in dispute: it is held or, on a statement already, not paid out until that is decided.
func (s Standing) Disputed() bool {
	return slices.ContainsFunc(s.Holds, func(h HoldReason) bool { return h.Kind == HoldDispute })
}

func inDispute(seq int64) error {
	return No(fmt.Sprintf("Line %d is in dispute.", seq), "Decide the dispute first; its outcome releases the line.")
}

// hold adds a reason; a line that is not on a statement yet is held by it.
func (s *Standing) hold(h HoldReason) {
	s.Holds = append(s.Holds, h)
	if s.State == Accrued || s.State == Approved {
		s.State = Held
	}
}

// clear takes one reason away. A held line without any left is accrued again and waits for approval.
func (s *Standing) clear(at int) {
	s.Holds = slices.Delete(s.Holds, at, at+1)
	if len(s.Holds) == 0 {
		s.Holds = nil
		if s.State == Held {
			s.State = Accrued
		}
	}
}

// Hold holds a line by hand, with a reason and, if wanted, the day that releases it.
func (u Commissions) Hold(ctx context.Context, ask Ask, seq int64, note string, until calendar.Day) (Receipt, error) {
	return u.standingTo(ctx, ask, "commission.hold", seq, func(t *tx, l Line, s *Standing) (string, error) {
		if s.State != Accrued && s.State != Held && s.State != Approved {
			return "", No(fmt.Sprintf("Line %d is %s and can't be held.", seq, s.State), "")
		}
		if strings.TrimSpace(note) == "" {
			return "", Bad("reason", "Holding a line needs a reason.", "Write why.")
		}
		if until != 0 && until <= t.today {
			return "", Bad("until", fmt.Sprintf("%s is past.", until), "Enter a later day, or none.")
		}
		s.hold(HoldReason{Kind: HoldManual, Until: until, Note: strings.TrimSpace(note), By: t.actor, On: t.today})
		return fmt.Sprintf("Held line %d of %s", seq, l.Amount), nil
	})
}

// Release clears one reason a line is held for, by a person and with a note. A line held for several reasons needs to be
// told which; when the last one is cleared it becomes accrued and waits for approval.
func (u Commissions) Release(ctx context.Context, ask Ask, seq int64, note string, reason ...string) (Receipt, error) {
	return u.standingTo(ctx, ask, "commission.release", seq, func(t *tx, l Line, s *Standing) (string, error) {
		if s.State != Held {
			return "", No(fmt.Sprintf("Line %d is %s, not held.", seq, s.State), "")
		}
		if strings.TrimSpace(note) == "" {
			return "", Bad("reason", "Releasing a held line needs a note.", "Write what was cleared up.")
		}
		at, err := s.which(seq, reason)
		if err != nil {
			return "", err
		}
		kind := s.Holds[at].Kind
		if err := t.mayClear(l, kind); err != nil {
			return "", err
		}
		s.clear(at)
		s.Note = "Released: " + strings.TrimSpace(note)
		if s.State == Held {
			return fmt.Sprintf("Cleared %q of line %d; it stays held: %s", kind, seq, holdKinds(s.Holds)), nil
		}
		return fmt.Sprintf("Released line %d of %s", seq, l.Amount), nil
	})
}

// which finds the one reason that is meant.
func (s *Standing) which(seq int64, reason []string) (int, error) {
	if len(reason) == 0 || reason[0] == "" {
		if len(s.Holds) == 1 {
			return 0, nil
		}
		return 0, Bad("for", fmt.Sprintf("Line %d is held for several reasons: %s.", seq, holdKinds(s.Holds)), "Say which of them is cleared.")
	}
	at := slices.IndexFunc(s.Holds, func(h HoldReason) bool { return h.Kind == reason[0] })
	if at < 0 {
		return 0, Bad("for", fmt.Sprintf("Line %d is not held for %q.", seq, reason[0]), "It is held for: "+holdKinds(s.Holds)+".")
	}
	return at, nil
}

// mayClear refuses to clear by hand what has its own way out.
func (t *tx) mayClear(l Line, kind string) error {
	if kind == HoldDispute {
		return inDispute(l.Seq)
	}
	p, err := t.Partner(l.Partner)
	if err == nil && p.State == Blocked {
		err = No(p.Name+" is blocked; its money stays held.", "Take the partner out of blocked first.")
	}
	return err
}

func holdKinds(holds []HoldReason) string {
	kinds := make([]string, len(holds))
	for i, h := range holds {
		kinds[i] = h.Kind
	}
	return strings.Join(kinds, ", ")
}

// holdPartner holds all unpaid money of a blocked partner.
func (t *tx) holdPartner(p Partner) error {
	n, err := t.holdLines(p.ID, HoldReason{Kind: HoldBlocked, On: t.today})
	if err != nil || n == 0 {
		return err
	}
	t.noUndo = true
	t.warn("%s held now.", counted(n, "unpaid line"))
	return nil
}

// holdLines holds what is unpaid of a partner and not held for the same reason yet, and counts it.
func (t *tx) holdLines(partner ID[Partner], why HoldReason) (int, error) {
	var after []Standing
	q := Query{}.With(Is("partner", fmt.Sprint(int64(partner))), Is("state", string(Accrued), string(Held), string(Approved)))
	err := t.Standings(q, func(l *LineRow) error {
		s := l.Standing
		if slices.ContainsFunc(s.Holds, func(h HoldReason) bool { return h.Kind == why.Kind }) {
			return nil
		}
		s.Holds = slices.Clone(s.Holds)
		s.hold(why)
		after = append(after, s)
		return nil
	})
	if err != nil || len(after) == 0 {
		return 0, err
	}
	t.touch(KindLine, 0)
	return len(after), t.PutStanding(after)
}
