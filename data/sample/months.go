package sample

import (
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// months closes every month: a commission run and its approval on the third working day, and from twenty months back to
// the month before last its statements on the fourth. The statements of last month are left to whoever looks at the firm.
func (s *script) months() {
	for before := 24; before >= 1; before-- {
		month := calendar.MonthOf(s.month(before))
		close := min(workdays(month.Next().First(), 2), s.ago(1))
		until := min(month.Period().Last(), s.ago(2))
		s.on(close, priya, func(k *desk) error { return s.run(k, until) })
		s.byHand(before, close)
		s.on(close, eleanor, func(k *desk) error { return approve(k, min(until, s.ago(12))) })
		if before <= 20 && before > 1 {
			s.statements(before, month, workdays(close, 1))
		}
	}
	s.on(s.ago(1), priya, func(k *desk) error { return s.run(k, s.ago(2)) })
	s.on(s.ago(1), eleanor, func(k *desk) error { return holdOne(k, "The client's consent to the arrangement is not on file yet.") })
}

func (s *script) run(k *desk, until calendar.Day) error {
	_, _, err := k.Commissions.Run(k.ctx, k.ask(), until, nil)
	return err
}

// approve approves what is accrued up to a day.
func approve(k *desk, until calendar.Day) error {
	_, _, err := k.Commissions.Approve(k.ctx, k.ask(), app.Query{}.With(app.Condition{Field: "day", To: until.String()}), nil)
	return err
}

// byHand is what people do to single lines, before the month is approved.
func (s *script) byHand(before int, close calendar.Day) {
	switch before {
	case 11:
		s.on(close, eleanor, func(k *desk) error {
			return adjust(k, app.Adjustment{Partner: s.named["quill"].id, Amount: money.New(7500, gbp), Reason: "Goodwill for the late payment in spring"})
		})
	case 7:
		s.on(close, eleanor, func(k *desk) error { return holdOne(k, "The client disputes the fee.") })
	case 6:
		s.on(close, eleanor, releaseAll)
	case 5:
		s.on(close, thomas, func(k *desk) error {
			return s.correct(k, s.named["nunez"], -4250, "Travel costs were not taken off the fee")
		})
	}
}

func adjust(k *desk, a app.Adjustment) error {
	_, err := k.Commissions.Adjust(k.ctx, k.ask(), a)
	return err
}

// lines gives the lines of a query in the order of the ledger.
func lines(k *desk, where ...app.Condition) ([]int64, error) {
	var seqs []int64
	err := k.Commissions.IDs(k.ctx, app.Query{}.With(where...).By("day", false), func(ids []int32) error {
		for _, id := range ids {
			seqs = append(seqs, int64(id))
		}
		return nil
	})
	return seqs, err
}

func of(p *partner) app.Condition { return app.Is("partner", fmt.Sprint(int64(p.id))) }

// holdOne holds by hand the last accrued line there is.
func holdOne(k *desk, why string) error {
	seqs, err := lines(k, app.Is("state", string(app.Accrued)))
	if err != nil || len(seqs) == 0 {
		return err
	}
	_, err = k.Commissions.Hold(k.ctx, k.ask(), seqs[len(seqs)-1], why, 0)
	return err
}

// releaseAll releases what was held by hand.
func releaseAll(k *desk) error {
	seqs, err := lines(k, app.Is("state", string(app.Held)))
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		e, err := k.Commissions.Explain(k.ctx, seq)
		if err != nil {
			return err
		}
		if e.Row.Standing.Holds[0].Kind != app.HoldManual {
			continue
		}
		if _, err := k.Commissions.Release(k.ctx, k.ask(), seq, "The client agreed to the fee in writing."); err != nil {
			return err
		}
	}
	return nil
}

// correct puts an adjustment on a partner's latest line that is on a statement.
func (s *script) correct(k *desk, p *partner, minor int64, why string) error {
	seqs, err := lines(k, of(p), app.Is("state", string(app.OnStatement), string(app.Paid)))
	if err != nil || len(seqs) == 0 {
		return err
	}
	return adjust(k, app.Adjustment{Line: seqs[len(seqs)-1], Amount: money.New(minor, p.currency), Reason: why})
}
