package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// statementMoves is the state table of statements.
func statementMoves() moves[StatementState] {
	return moves[StatementState]{
		StatementIssued:  {StatementSent, StatementVoid, StatementSettled},
		StatementSent:    {StatementAgreed, StatementQueried, StatementSettled},
		StatementAgreed:  {StatementSettled},
		StatementQueried: {StatementAgreed, StatementOver, StatementSettled},
	}
}

// NextStatementStates are the states a statement may move to.
func NextStatementStates(from StatementState) []StatementState {
	return slices.Clone(statementMoves()[from])
}

// SetState moves a statement through its table: sent, agreed, queried. Silence after the query day is never agreement.
func (u Statements) SetState(ctx context.Context, ask Ask, id ID[Statement], to StatementState, m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "statement.state", func(t *tx) error {
		s, err := t.Statement(id)
		if err != nil {
			return err
		}
		if to == StatementVoid || to == StatementSettled {
			return No("A statement is voided with its own act, and settled by its payment.", "Void it, or record the payment.")
		}
		if err := statementMoves().check("Statement "+s.Number, s.State, to); err != nil {
			return err
		}
		from := s.State
		s.State = to
		if to == StatementSent {
			s.Sent, s.SentTo = orDay(m.Day, t.today), strings.TrimSpace(m.Note)
			p, err := t.Partner(s.Partner)
			if err := orError(err, t.warnContact(p, 0)); err != nil {
				return err
			}
		}
		t.noUndo = true
		t.did(KindStatement, int64(id), "Statement %s is now %s", s.Number, to)
		return t.saveStatement(s, from, m)
	})
}

func (t *tx) saveStatement(s Statement, from StatementState, m Move) error {
	s.Version++
	if err := t.PutStatement(s); err != nil {
		return err
	}
	return t.step(KindStatement, int64(s.ID), string(from), string(s.State), m)
}

// Void takes an issued statement back before it was sent. Its number and bytes are kept with the reason; its lines and
// payments wait for the next statement. Only the latest of a partner and currency can be voided, or balances would break.
func (u Statements) Void(ctx context.Context, ask Ask, id ID[Statement], reason string) (Receipt, error) {
	return u.f.write(ctx, ask, "statement.void", func(t *tx) error {
		s, err := t.Statement(id)
		if err != nil {
			return err
		}
		if err := t.mayVoid(s, reason); err != nil {
			return err
		}
		var freed []Standing
		err = t.Standings(Query{}.With(Is("statement", fmt.Sprint(int64(id)))), func(l *LineRow) error {
			back := l.Standing
			back.State, back.Statement = Approved, 0
			if back.Disputed() {
				back.State = Held
			}
			freed = append(freed, back)
			return nil
		})
		if err != nil {
			return err
		}
		if err := t.PutStanding(freed); err != nil {
			return err
		}
		if err := t.unshow(s); err != nil {
			return err
		}
		from := s.State
		s.State, s.Reason = StatementVoid, strings.TrimSpace(reason)
		t.noUndo = true
		t.did(KindStatement, int64(id), "Voided statement %s", s.Number)
		t.touch(KindLine, 0)
		return t.saveStatement(s, from, Move{Reason: s.Reason})
	})
}

func (t *tx) mayVoid(s Statement, reason string) error {
	if s.State != StatementIssued {
		return No(fmt.Sprintf("Statement %s is %s; only one that was not sent can be voided.", s.Number, s.State),
			"Correct it with an adjustment on the next statement.")
	}
	if strings.TrimSpace(reason) == "" {
		return Bad("reason", "Voiding a statement needs a reason; it is kept with the number.", "Write why.")
	}
	last, _, err := t.LastStatement(s.Partner, s.Currency)
	if err != nil {
		return err
	}
	if last.ID != s.ID {
		return No(fmt.Sprintf("Statement %s carries the balance of %s.", last.Number, s.Number), "Void the later one first.")
	}
	if bill, err := t.standingBill(s.ID); err != nil || bill != "" {
		return orError(err, No(fmt.Sprintf("%s bills statement %s.", bill, s.Number), "Credit that document first."))
	}
	if err := t.notTaken(s); err != nil {
		return err
	}
	paid, err := t.PaymentsOf(s.Partner)
	for _, p := range paid {
		if p.Statement == s.ID && err == nil {
			return No(fmt.Sprintf("A payment of %s was recorded on %s.", p.Amount, s.Number), "It stays; correct it with an adjustment.")
		}
	}
	return err
}

// unshow frees the payments and gifts that a voided statement showed.
func (t *tx) unshow(s Statement) error {
	paid, err := t.PaymentsOf(s.Partner)
	if err != nil {
		return err
	}
	all, err := t.Gifts(s.Partner)
	if err != nil {
		return err
	}
	var gifts []ID[Gift]
	for _, g := range all {
		if g.Statement == s.ID {
			gifts = append(gifts, g.ID)
		}
	}
	if err := t.PutGiftsShown(gifts, 0); err != nil {
		return err
	}
	var seqs []int64
	for _, p := range paid {
		if p.Shown == s.ID {
			seqs = append(seqs, p.Seq)
		}
	}
	return t.PutPaymentShown(seqs, 0)
}
