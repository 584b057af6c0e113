package sample

import (
	"fmt"
	"slices"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// Months with a story, counted back from this one.
const (
	voidedMonth  = 5
	queriedMonth = 4
	lastStated   = 2

	queries = 2 // which of a month's statements is queried
)

// statements issues a month's statements, sends them the day after, and pays most of them some two weeks later.
func (s *script) statements(before int, month calendar.Month, day calendar.Day) {
	s.on(day, priya, func(k *desk) error {
		_, made, err := k.Statements.Run(k.ctx, k.ask(), month.Period(), nil, nil)
		s.issued[month] = made.Made
		return err
	})
	if before == voidedMonth {
		s.on(workdays(day, 1), eleanor, func(k *desk) error { return s.reissue(k, month) })
	}
	s.on(workdays(day, 1), priya, func(k *desk) error { return s.send(k, before, month) })
	s.on(workdays(day, 7), priya, func(k *desk) error { return s.answers(k, before, month) })
	if before == payoutMonth {
		s.payOut(month, workdays(day, 8))
	}
	s.on(workdays(day, 11), priya, func(k *desk) error { return s.pay(k, before, month) })
}

// reissue voids one statement before it was sent and makes it again.
func (s *script) reissue(k *desk, month calendar.Month) error {
	list := s.issued[month]
	if len(list) == 0 {
		return nil
	}
	at := len(list) / 2
	wrong := list[at]
	if _, err := k.Statements.Void(k.ctx, k.ask(), wrong.ID, "The partner's new address was missing."); err != nil {
		return err
	}
	p, err := k.Partners.Get(k.ctx, wrong.Partner)
	if err != nil {
		return err
	}
	p.Note = "Moved; letters go to the new office."
	p.Address = "Second floor\n" + p.Address
	if _, err := k.Partners.Edit(k.ctx, k.ask(), p); err != nil {
		return err
	}
	_, made, err := k.Statements.Run(k.ctx, k.ask(), month.Period(), []app.ID[app.Partner]{wrong.Partner}, nil)
	if err == nil {
		s.issued[month][at] = made.Made[0]
	}
	return err
}

// unsent tells which of the latest statements still lie on the desk.
func unsent(before, n int) bool { return before == lastStated && n%4 == 1 }

func (s *script) send(k *desk, before int, month calendar.Month) error {
	for n, d := range s.issued[month] {
		if unsent(before, n) {
			continue
		}
		if err := s.stand(k, d, app.StatementSent, s.mailOf(d.Partner)); err != nil {
			return err
		}
	}
	return nil
}

func (s *script) stand(k *desk, d app.Drafted, to app.StatementState, note string) error {
	_, err := k.Statements.SetState(k.ctx, k.ask(), d.ID, to, app.Move{Note: note})
	return err
}

func (s *script) mailOf(id app.ID[app.Partner]) string {
	for _, p := range s.partners {
		if p.id == id {
			return "office@" + p.domain
		}
	}
	return ""
}

// answers are what partners say to their statements: some agree; two query, and one query is settled by an adjustment.
func (s *script) answers(k *desk, before int, month calendar.Month) error {
	for n, d := range s.issued[month] {
		var err error
		switch {
		case unsent(before, n):
		case n == queries && before == lastStated:
			err = s.stand(k, d, app.StatementQueried, "Asks why the last fee earned nothing.")
		case n == queries && before == queriedMonth:
			err = k.all(
				func() error { return s.stand(k, d, app.StatementQueried, "A fee of the month before is missing.") },
				func() error {
					return adjust(k, app.Adjustment{Partner: d.Partner, Amount: money.New(3500, d.Currency), Reason: "Fee of the month before, see " + d.Number})
				},
				func() error { return s.stand(k, d, app.StatementAgreed, "") })
		case n%3 == 0:
			err = s.stand(k, d, app.StatementAgreed, "Agreed by e-mail")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pay pays what stands open. One partner in seven is paid each quarter, small balances wait, and what is not sent or is
// queried is not paid.
func (s *script) pay(k *desk, before int, month calendar.Month) error {
	for n, d := range s.issued[month] {
		slow := int64(d.Partner)%7 == 3 && before%3 != 0
		if before == payoutMonth && slices.Contains(s.paidOut, d.Partner) {
			continue
		}
		if slow || d.Closing < 4000 || unsent(before, n) || n == queries && before == lastStated {
			continue
		}
		p, err := k.Partners.Get(k.ctx, d.Partner)
		if err != nil {
			return err
		}
		if p.State == app.Blocked {
			continue
		}
		if _, err := k.Payments.Record(k.ctx, k.ask(), app.Payment{Statement: d.ID, Amount: money.New(d.Closing, d.Currency), Method: method(d),
			Reference: fmt.Sprintf("HL %s", d.Number)}); err != nil {
			return err
		}
	}
	return nil
}

func method(d app.Drafted) string {
	if int64(d.Partner)%13 == 5 && d.Currency == gbp {
		return "cheque"
	}
	return "bank transfer"
}
