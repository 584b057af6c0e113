package app

import (
	"slices"

	"rapport/app/calendar"
)

// comeBack takes a cleared payout's payment back, as when the payee's bank returns it days later: an entry of its own the other way, its
// lines are owed again, and their statements are where they stood before they were settled.
func (t *tx) comeBack(p Payout, on calendar.Day, reason string) error {
	paid, err := t.PaymentsOf(p.Partner)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(paid, func(o Payment) bool { return o.Seq == p.Payment })
	if at < 0 {
		return Missing("The payment of payout " + p.Number)
	}
	back := paid[at]
	back.Seq, back.Day, back.Amount, back.Shown = 0, on, back.Amount.Neg(), 0
	back.Reference, back.Note = p.Number+" came back", reason
	if err := t.postPayment(&back, p.Payment); err != nil {
		return err
	}
	t.touch(KindPayment, back.Seq)
	t.touch(KindLine, 0)
	return t.unpaidLines(p)
}

// unpaidLines puts the lines of a payout back on their statements, and reopens those.
func (t *tx) unpaidLines(p Payout) error {
	claims, err := t.Claims(p.ID)
	if err != nil {
		return err
	}
	var on []ID[Statement]
	standings := make([]Standing, 0, len(claims))
	for _, c := range claims {
		_, s, err := t.Line(c.Line)
		if err != nil {
			return err
		}
		if s.State = OnStatement; !slices.Contains(on, s.Statement) {
			on = append(on, s.Statement)
		}
		standings = append(standings, s)
	}
	if err := t.PutStanding(standings); err != nil {
		return err
	}
	for _, id := range on {
		if err := t.reopen(id, p); err != nil {
			return err
		}
	}
	return nil
}

// reopen takes back that a statement was settled.
func (t *tx) reopen(id ID[Statement], p Payout) error {
	s, err := t.Statement(id)
	if err != nil || s.State != StatementSettled {
		return err
	}
	steps, err := t.Steps(KindStatement, int64(id))
	if err != nil {
		return err
	}
	for _, step := range slices.Backward(steps) {
		if step.To == string(StatementSettled) {
			s.State = StatementState(step.From)
			t.touch(KindStatement, int64(id))
			return t.saveStatement(s, StatementSettled, Move{Reason: "payout " + p.Number + " came back"})
		}
	}
	return nil
}
