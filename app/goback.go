package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// goesBack tells whether an amendment of an agreement was agreed for days that were worked out before. Such an agreement is always settled: what
// its lines measured and paid was counted under other terms.
func (p *plan) goesBack() bool {
	return slices.ContainsFunc(p.Versions, func(v AgreementVersion) bool { return v.Retroactive })
}

// on gives the version that speaks on a day instead of the one that was chosen: the latest amendment after it that goes back, once it is in effect.
func (c *pick) on(day calendar.Day) (*pick, error) {
	if c == nil {
		return nil, nil
	}
	for i := len(c.plan.Versions) - 1; i >= 0 && c.plan.Versions[i].No > c.version.No; i-- {
		v := &c.plan.Versions[i]
		if v.Retroactive && v.State != VersionDraft && v.Effective <= day {
			e, err := c.plan.engine(v)
			return &pick{plan: c.plan, version: v, engine: e}, err
		}
	}
	return c, nil
}

// underOf gives the version that a part of an entry counts under: that of its line, unless only other terms have the rule.
func (s *settling) underOf(e *entry, rule int) (*pick, error) {
	use, err := s.pickOf(e.line.Partner, e.line.Version)
	if err != nil || use == nil || use.engine.Has(rule) {
		return use, err
	}
	for i := range s.plan.Versions {
		v := &s.plan.Versions[i]
		if v.State == VersionDraft {
			continue
		}
		engine, err := s.plan.engine(v)
		if err != nil || engine.Has(rule) {
			return &pick{plan: s.plan, version: v, engine: engine}, err
		}
	}
	return use, nil
}

// rerating is what amendments that go back have changed in a run.
type rerating struct {
	lines int64
	minor int64
}

// changed keeps what was posted for something that was worked out before.
func (s *settling) changed(minor int64) {
	if s.plan.goesBack() {
		by := s.rerated[s.plan.ID]
		s.rerated[s.plan.ID] = rerating{by.lines + 1, by.minor + minor}
	}
}

// AmendBackwards says what an amendment would change of what was already worked out. Nothing is written.
func (u Agreements) AmendBackwards(ctx context.Context, id ID[Agreement], effective calendar.Day, tm terms.Terms) (string, error) {
	r, err := u.Amend(ctx, Ask{Preview: true}, id, effective, tm, Signature{By: "preview", Retroactive: true})
	if err != nil {
		return "", err
	}
	return r.Warnings[len(r.Warnings)-1], nil
}

func retroactively(by Signature) string {
	if by.Retroactive {
		return "; also for what was already worked out"
	}
	return ""
}

// tellRerating says what the next commission run books for an amendment that goes back. A preview works it out.
func (t *tx) tellRerating(ctx context.Context, id ID[Agreement]) error {
	if !t.preview {
		t.warn("The next commission run works out again what it speaks for, and books the difference as true-ups.")
		return nil
	}
	r, err := t.runner(ctx, t.today)
	if err != nil {
		return err
	}
	if err := r.all(); err != nil {
		return err
	}
	s, err := signed(t.Books, id)
	if err != nil {
		return err
	}
	by, cur := r.rerated[id], s.Versions[0].Terms.Currency
	t.warn("%s", by.say(cur))
	return nil
}

func (by rerating) say(c money.Currency) string {
	more, minor := "more", by.minor
	if minor < 0 {
		more, minor = "less", -minor
	}
	switch {
	case by.lines == 0:
		return "What was already worked out stays as it is: the new terms pay the same."
	case by.minor == 0:
		return fmt.Sprintf("The next commission run books %s for what was already worked out; in all they come to nothing.", counted(by.lines, "true-up"))
	}
	return fmt.Sprintf("The next commission run books %s for what was already worked out: %s %s in all.", counted(by.lines, "true-up"), money.New(minor, c), more)
}

// because adds to the reason of a true-up that the terms were changed backwards, where the line was earned under others.
func (s *settling) because(e *entry, r *terms.Reason) error {
	was, err := s.pickOf(e.line.Partner, e.line.Version)
	if err != nil || was == nil {
		return err
	}
	now, err := was.on(e.line.Day)
	if err == nil && now.version.ID != was.version.ID {
		r.Amended = now.version.No
	}
	return err
}
