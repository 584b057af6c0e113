package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// KindTier is the history of a partner's tier; its steps have the partner's id as their subject.
const KindTier Kind = "partner tier"

// PartnerTier is one of the firm's tiers, such as silver or gold, and what a partner reaches it by; a tier without an amount is given by
// hand only. Terms may pay by the tier that stood on the day of an event.
type PartnerTier struct {
	Name    string        `json:"name"`
	Measure terms.Measure `json:"measure,omitempty"` // won count, or revenue: what was collected in the base currency
	Window  terms.Window  `json:"window,omitempty"`  // that holds the day of the review; calendar year, quarter or lifetime
	AtLeast int64         `json:"at_least,omitempty"`
}

// untilNote begins the note of a step to a tier that was given up to a last day.
const untilNote = "until "

// until is the last day of a tier that was given up to one; 0 open.
func (s Step) until() calendar.Day {
	text, ok := strings.CutPrefix(s.Note, untilNote)
	if !ok {
		return 0
	}
	day, _ := calendar.ParseDay(text)
	return day
}

// tierOn is the tier that a partner had on a day: that of the last step whose day had come, and whose last day was not over.
func tierOn(steps []Step, day calendar.Day) string {
	tier, since := "", calendar.Day(0)
	for _, s := range steps {
		if over := s.until(); s.Day <= day && s.Day >= since && (over == 0 || day <= over) {
			tier, since = s.To, s.Day
		}
	}
	return tier
}

func (r *runner) tierOn(partner ID[Partner], day calendar.Day) (string, error) {
	a, err := r.account(partner)
	if err != nil {
		return "", err
	}
	if !a.tiersRead {
		if a.tiers, err = r.t.Steps(KindTier, int64(partner)); err != nil {
			return "", err
		}
		a.tiersRead = true
	}
	return tierOn(a.tiers, day), nil
}

// Tiers gives a partner's tiers so far, oldest first: day, who, why.
func (u Partners) Tiers(ctx context.Context, id ID[Partner]) ([]Step, error) {
	return read(ctx, u.f, func(b Books) ([]Step, error) { return b.Steps(KindTier, int64(id)) })
}

// Tier gives the tier that a partner has on a day, today for 0; none is "".
func (u Partners) Tier(ctx context.Context, id ID[Partner], day calendar.Day) (string, error) {
	return read(ctx, u.f, func(b Books) (string, error) {
		if day == 0 {
			s, err := b.Settings()
			if err != nil {
				return "", err
			}
			day = u.f.today(s)
		}
		steps, err := b.Steps(KindTier, int64(id))
		return tierOn(steps, day), err
	})
}

// SetTier moves a partner to one of the firm's tiers, or out of all with "", from a day on, up to a last day where there is one: afterwards it has
// the tier that it had before, or has reached meanwhile. Of a day that is over, the next run trues up what was worked out from it.
func (u Partners) SetTier(ctx context.Context, ask Ask, id ID[Partner], tier string, m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.tier", func(t *tx) error {
		p, err := t.Partner(id)
		if err != nil {
			return err
		}
		if strings.TrimSpace(m.Reason) == "" {
			return Bad("reason", "Moving a partner to another tier needs a reason.", "Write why.")
		}
		return t.setTier(p, tier, m)
	})
}

func (t *tx) setTier(p Partner, tier string, m Move) error {
	if tier != "" && !slices.ContainsFunc(t.settings.PartnerTiers, func(l PartnerTier) bool { return l.Name == tier }) {
		return Bad("tier", fmt.Sprintf("%q is not one of the firm's partner tiers.", tier), "Choose one of the list, or add it in Settings.")
	}
	if m.Day == 0 {
		m.Day = t.today
	}
	if m.Day > t.today {
		return Bad("day", fmt.Sprintf("%s lies in the future.", m.Day), "Enter the day from which it holds.")
	}
	if m.Until != 0 && m.Until < m.Day {
		return Bad("until", fmt.Sprintf("%s lies before %s.", m.Until, m.Day), "Enter the last day on which it holds, or none.")
	}
	steps, err := t.Steps(KindTier, int64(p.ID))
	if err != nil {
		return err
	}
	was, ends := tierOn(steps, m.Day), ""
	if was == tier {
		return No(fmt.Sprintf("%s has that tier already.", p.Name), "")
	}
	if m.Until != 0 {
		m.Note = untilNote + m.Until.String()
		ends = " " + m.Note
	}
	if err := t.moveTier(p.ID, steps, tierMove{was, tier, m.Day}, m); err != nil {
		return err
	}
	t.did(KindPartner, int64(p.ID), "%s is %s from %s%s: %s", p.Name, orElse(tier, "without a tier"), m.Day, ends, m.Reason)
	return nil
}

// ReviewTiers moves every partner to the highest tier that it reaches on a day by the firm's rules, today for 0. What was given by hand stays
// until it is changed by hand: a review moves a partner above it, and never below. Asked for a preview, it says who would move.
func (u Partners) ReviewTiers(ctx context.Context, ask Ask, day calendar.Day) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.tiers", func(t *tx) error {
		if day == 0 || day > t.today {
			day = t.today
		}
		moved, err := t.reviewTiers(day)
		if err == nil && moved > 0 {
			t.did(KindPartner, 0, "Reviewed partner tiers on %s: %s moved", day, counted(moved, "partner"))
		}
		return err
	})
}

func (t *tx) reviewTiers(day calendar.Day) (moved int, err error) {
	if !slices.ContainsFunc(t.settings.PartnerTiers, func(l PartnerTier) bool { return l.AtLeast > 0 }) {
		return 0, nil
	}
	var ids []int32
	if err := t.PartnerIDs(Query{}.With(Is("state", string(Active), string(Paused))), func(some []int32) error {
		ids = append(ids, some...)
		return nil
	}); err != nil {
		return 0, err
	}
	for _, id := range ids {
		did, err := t.reviewTier(ID[Partner](id), day)
		if err != nil {
			return moved, err
		}
		if did {
			moved++
		}
	}
	return moved, nil
}

// byRule is the note of a step that a review made, noTier the reason of one that leaves the partner without.
const byRule, noTier = "by rule", "no tier is reached"

// givenTier is the tier that a partner was last given by hand, by a day; none where a person moved it out of all.
func givenTier(steps []Step, day calendar.Day) string {
	var stand []Step // of those not undone
	for _, s := range steps {
		if s.Note == "undone" && len(stand) > 0 {
			stand = stand[:len(stand)-1]
			continue
		}
		stand = append(stand, s)
	}
	return tierOn(slices.DeleteFunc(stand, Step.reviewed), day)
}

// reviewed tells whether a review made a step of a partner's tier; early ones say so in their reason alone.
func (s Step) reviewed() bool {
	return s.Note == byRule || s.Reason == noTier || strings.Contains(s.Reason, " won in the ") || strings.Contains(s.Reason, " collected in the ")
}

func (t *tx) reviewTier(id ID[Partner], day calendar.Day) (bool, error) {
	steps, err := t.Steps(KindTier, int64(id))
	if err != nil {
		return false, err
	}
	was, given, reached, why := tierOn(steps, day), givenTier(steps, day), "", ""
	keeps := false // what was given by hand is reached by a rule, or above what is
	for _, level := range t.settings.PartnerTiers {
		keeps = keeps || level.Name == given && level.AtLeast > 0
		if level.AtLeast == 0 {
			continue
		}
		n, err := t.tierMeasure(id, level, day)
		if err != nil {
			return false, err
		}
		if n >= level.AtLeast {
			reached, why, keeps = level.Name, level.words(n, t.settings), false
		}
	}
	if given != "" && (keeps || reached == "") {
		reached, why = given, "given by hand"
	}
	if reached == was {
		return false, nil
	}
	if reached == "" {
		why = noTier
	}
	p, err := t.Partner(id)
	if err != nil {
		return false, err
	}
	t.warn("%s: %s instead of %s, %s.", p.Name, orElse(reached, "no tier"), orElse(was, "none"), why)
	return true, t.moveTier(id, steps, tierMove{was, reached, day}, Move{Day: day, Reason: why, Note: byRule})
}

// tierMove is a step of a partner's tier as the audit log keeps it. Of two steps of one day the later one holds, so a move is taken back
// by the opposite one of its day.
type tierMove struct {
	From string       `json:"from"`
	To   string       `json:"to"`
	Day  calendar.Day `json:"day"`
}

func (m tierMove) back() tierMove { return tierMove{m.To, m.From, m.Day} }

// moveTier keeps a step of a partner's tier after those before it.
func (t *tx) moveTier(id ID[Partner], before []Step, m tierMove, why Move) error {
	why.Day = m.Day
	if err := t.step(KindTier, int64(id), m.From, m.To, why); err != nil {
		return err
	}
	t.touch(KindPartner, int64(id))
	var was any
	if n := len(before); n > 0 {
		was = tierMove{before[n-1].From, before[n-1].To, before[n-1].Day}
	}
	if err := t.askedOfPartner(id, m.Day); err != nil {
		return err
	}
	return t.image(KindTier, int64(id), was, m)
}

// restoreTier takes a move back, unless the partner's tier was moved since.
func (t *tx) restoreTier(img Image) (json.RawMessage, error) {
	var m tierMove
	if err := json.Unmarshal(img.After, &m); err != nil {
		return nil, err
	}
	steps, err := t.Steps(KindTier, img.ID)
	if err != nil {
		return nil, err
	}
	last := steps[len(steps)-1]
	if last.From != m.From || last.To != m.To || last.Day != m.Day {
		return nil, Stale("This partner's tier")
	}
	if err := t.step(KindTier, img.ID, m.To, m.From, Move{Day: m.Day, Reason: "undone", Note: "undone"}); err != nil {
		return nil, err
	}
	t.touch(KindPartner, img.ID)
	if err := t.askedOfPartner(ID[Partner](img.ID), m.Day); err != nil {
		return nil, err
	}
	return json.Marshal(m.back())
}
