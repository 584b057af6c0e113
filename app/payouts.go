package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// IDs gives the ids of a list in order, in chunks.
func (u Payouts) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.PayoutIDs, q, each))
}

// Rows gives list rows by id.
func (u Payouts) Rows(ctx context.Context, ids []int32) ([]PayoutRow, error) {
	return read(ctx, u.f, func(b Books) ([]PayoutRow, error) { return b.PayoutRows(ids) })
}

// Sums totals the payouts of a query by currency.
func (u Payouts) Sums(ctx context.Context, q Query) ([]Sums, error) {
	return readAmong(ctx, u.f, q, Books.PayoutSums)
}

// Find gives the payout with a number.
func (u Payouts) Find(ctx context.Context, number string) (Payout, error) {
	return read(ctx, u.f, func(b Books) (Payout, error) {
		return b.PayoutByNumber(strings.ToUpper(strings.TrimSpace(number)))
	})
}

// Steps gives a payout's transitions, oldest first.
func (u Payouts) Steps(ctx context.Context, id ID[Payout]) ([]Step, error) {
	return read(ctx, u.f, func(b Books) ([]Step, error) { return b.Steps(KindPayout, int64(id)) })
}

// Claimed is a line as a payout pays it.
type Claimed struct {
	LineRow
	Minor int64 // of it that the payout pays
}

// Claims gives the lines that a payout pays, or would have paid.
func (u Payouts) Claims(ctx context.Context, id ID[Payout]) ([]Claimed, error) {
	return read(ctx, u.f, func(b Books) ([]Claimed, error) {
		claims, err := b.Claims(id)
		if err != nil {
			return nil, err
		}
		ids := make([]int32, len(claims))
		for i, c := range claims {
			ids[i] = int32(c.Line)
		}
		rows, err := b.LineRows(ids)
		if err != nil {
			return nil, err
		}
		if len(rows) != len(claims) {
			return nil, Missing("A line of this payout")
		}
		out := make([]Claimed, len(rows))
		for i := range rows {
			out[i] = Claimed{rows[i], claims[i].Minor}
		}
		return out, nil
	})
}

// DidPayouts is what an act on many payouts did.
type DidPayouts struct {
	Done []Payout
	Left []LeftOut
	Sums []Sums // of Done by currency
}

// Approve releases drafts for export. Each is held against the rules on its own: those that may not be approved are left and named.
func (u Payouts) Approve(ctx context.Context, ask Ask, ids []ID[Payout]) (Receipt, DidPayouts, error) {
	return u.act(ctx, ask, "payout.approve", "Approved", ids, func(t *tx, p *Payout) error {
		if err := payoutMoves().check("Payout "+p.Number, p.State, PayoutApproved); err != nil {
			return err
		}
		if err := t.mayRelease(*p); err != nil {
			return err
		}
		if err := t.mayApprove("Payout "+p.Number, p.Amount, p.MadeBy); err != nil {
			return err
		}
		from := p.State
		p.State, p.Approved, p.Approver = PayoutApproved, t.today, t.actor
		return t.savePayout(p, from, Move{})
	})
}

// mayRelease holds a payout against what may have changed since it was drafted: the partner, where it is paid, and its lines.
func (t *tx) mayRelease(p Payout) error {
	partner, err := t.Partner(p.Partner)
	if err != nil {
		return err
	}
	if t.today < p.Made {
		return No(fmt.Sprintf("Payout %s was drafted on %s, after %s.", p.Number, p.Made, t.today), "Check the day: by the computer's clock, or as it was given.")
	}
	if partner.State == Blocked {
		return No(partner.Name+" is blocked and can't be paid.", "Clear that up first, or cancel the payout.")
	}
	d, why, say, err := t.whereTo(partner, p.Amount.Currency)
	switch {
	case err != nil:
		return err
	case why != "":
		return No(fmt.Sprintf("Payout %s to %s is held. %s", p.Number, partner.Name, say), "Call the payee back on a number you knew before, and confirm the details.")
	case d.ID != p.Detail:
		return No(fmt.Sprintf("Payout %s was drafted to other bank details than %s has now.", p.Number, partner.Name), "Cancel it and run payouts again.")
	}
	if say, err := t.missingTIN(partner, p.Amount.Currency, p.Method, 0); err != nil || say != "" {
		return orError(err, gated(GateTIN, p.Partner, fmt.Sprintf("Payout %s to %s is held. %s", p.Number, partner.Name, say), "Ask for its tax number and enter it with the partner, or set the rule aside with a reason."))
	}
	claims, err := t.Claims(p.ID)
	if err != nil {
		return err
	}
	if err := t.noneHeld(p, claims); err != nil {
		return err
	}
	if sum, err := sumOf(claims); err != nil || sum != p.Amount.Minor {
		return fmt.Errorf("payout %s of %s claims lines of %d: %w", p.Number, p.Amount, sum, errors.Join(err, errDiffers))
	}
	return nil
}

// noneHeld refuses a payout with a line that is held by now, such as one in dispute.
func (t *tx) noneHeld(p Payout, claims []Claim) error {
	for _, c := range claims {
		l, s, err := t.Line(c.Line)
		if err != nil {
			return err
		}
		if c.Minor > 0 && len(s.Holds) > 0 {
			return No(fmt.Sprintf("Payout %s pays line %d of %s, which is held: %s.", p.Number, l.Seq, l.Amount, s.Holds[0].Kind),
				"Clear the hold, or cancel the payout and run payouts again without that line.")
		}
	}
	return nil
}

// errDiffers marks totals that should be the same.
var errDiffers = errors.New("the totals differ")

// PayoutMove is what an act says beside the state: the day it happened, the bank's reference, the reason.
type PayoutMove struct {
	Day       calendar.Day // 0 today
	Reference string
	Reason    string
}

// Mark says what became of payouts: sent, cleared, failed, returned or cancelled. Cleared records the payment; failed, returned and
// cancelled give the lines back to what is owed, and one that is returned after it was cleared takes the payment back.
func (u Payouts) Mark(ctx context.Context, ask Ask, ids []ID[Payout], to PayoutState, m PayoutMove) (Receipt, DidPayouts, error) {
	verb := "Marked " + string(to) + ":"
	return u.act(ctx, ask, "payout."+string(to), verb, ids, func(t *tx, p *Payout) error {
		if to == PayoutApproved || to == PayoutExported {
			return No("A payout is approved and exported by acts of their own.", "Approve it, or export it.")
		}
		if err := payoutMoves().check("Payout "+p.Number, p.State, to); err != nil {
			return err
		}
		if err := t.checkMark(*p, to, &m); err != nil {
			return err
		}
		return t.mark(p, to, m)
	})
}

func (t *tx) checkMark(p Payout, to PayoutState, m *PayoutMove) error {
	m.Day, m.Reason, m.Reference = orDay(m.Day, t.today), strings.TrimSpace(m.Reason), strings.TrimSpace(m.Reference)
	after := max(p.Made, p.Sent, p.Ended)
	switch {
	case m.Day > t.today:
		return Bad("day", fmt.Sprintf("%s lies in the future.", m.Day), "Enter the day it happened.")
	case m.Day < after:
		return Bad("day", fmt.Sprintf("%s is before %s, when payout %s was drafted, sent or paid.", m.Day, after, p.Number), "Correct the day.")
	case m.Reason == "" && (to == PayoutFailed || to == PayoutReturned || to == PayoutCancelled):
		return Bad("reason", "A payout that is "+string(to)+" needs a reason; it is kept.", "Write what the bank said, or why.")
	}
	return errors.Join(within("reason", m.Reason, 500), within("reference", m.Reference, 140))
}

func (t *tx) mark(p *Payout, to PayoutState, m PayoutMove) error {
	from := p.State
	p.State, p.Reference, p.Reason = to, orElse(m.Reference, p.Reference), m.Reason
	switch to {
	case PayoutSent:
		p.Sent = m.Day
	case PayoutCleared:
		p.Ended = m.Day
		if err := t.clear(p); err != nil {
			return err
		}
	default:
		p.Ended = m.Day
		if from == PayoutCleared {
			if err := t.comeBack(*p, m.Day, m.Reason); err != nil {
				return err
			}
		}
		if err := t.ReleaseClaims(p.ID); err != nil {
			return err
		}
	}
	return t.savePayout(p, from, Move{Day: m.Day, Reason: m.Reason, Note: m.Reference})
}

// clear records the payment in the ledger, as any other payment is.
func (t *tx) clear(p *Payout) error {
	last, err := t.paidLines(*p)
	if err != nil {
		return err
	}
	pay := Payment{Partner: p.Partner, Day: p.Ended, Amount: p.Amount, Method: paymentMethod(p.Method), Reference: orElse(p.Reference, p.Number), Statement: last,
		Note: "Payout " + p.Number}
	if err := t.postPayment(&pay, 0); err != nil {
		return err
	}
	p.Payment = pay.Seq
	t.touch(KindPayment, pay.Seq)
	t.touch(KindLine, 0)
	return t.settle(p.Partner, p.Amount.Currency)
}

func (t *tx) savePayout(p *Payout, from PayoutState, m Move) error {
	p.Version++
	if err := t.PutPayout(*p); err != nil {
		return err
	}
	t.touch(KindPayout, int64(p.ID))
	t.touch(KindPartner, int64(p.Partner))
	return t.step(KindPayout, int64(p.ID), string(from), string(p.State), m)
}

// act does something with each of many payouts; those that a rule stands against are left and named, and when that is all of them
// the first refusal is the answer.
func (u Payouts) act(ctx context.Context, ask Ask, name, verb string, ids []ID[Payout], do func(*tx, *Payout) error) (Receipt, DidPayouts, error) {
	var res DidPayouts
	r, err := u.f.write(ctx, ask, name, func(t *tx) error {
		var first error
		for _, id := range ids {
			p, err := t.Payout(id)
			if err != nil {
				return err
			}
			err = do(t, &p)
			if problem := AsProblem(err); problem != nil && problem.Kind == Refused {
				if first == nil {
					first = err
				}
				if err := t.leave(&res, p, problem); err != nil {
					return err
				}
				continue
			}
			if err != nil {
				return err
			}
			res.Done, res.Sums = append(res.Done, p), addSum(res.Sums, p.Amount)
		}
		if len(res.Done) == 0 {
			return first
		}
		t.noUndo = true
		what := counted(len(res.Done), "payout")
		if len(res.Done) == 1 {
			what = "payout " + res.Done[0].Number
		}
		t.did(KindPayout, int64(res.Done[0].ID), "%s %s, %s", verb, what, sumWords(res.Sums))
		return nil
	})
	return r, res, err
}

// leave names a payout that an act passed over.
func (t *tx) leave(res *DidPayouts, p Payout, why *Problem) error {
	partner, err := t.Partner(p.Partner)
	if err != nil {
		return err
	}
	t.warn("%s", why.Say)
	res.Left = append(res.Left, LeftOut{p.Partner, partner.Name, money.New(p.Amount.Minor, p.Amount.Currency), "held", why.Say, why.Gate})
	return nil
}
