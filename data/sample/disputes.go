package sample

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// disputes are two objections: one that was upheld last spring, and one that is being looked into. Rates of a month stand in the
// table for the amounts that are not in pounds.
func (s *script) disputes() {
	s.on(s.ago(130), eleanor, func(k *desk) error { return s.upheld(k, s.named["nunez"], 3500) })
	s.on(s.ago(9), priya, func(k *desk) error { return s.opened(k, s.named["quill"], 12000) })
	for _, r := range []struct {
		ago  int
		from money.Currency
		rate string
	}{{33, "EUR", "0.8412"}, {33, "USD", "0.7785"}, {3, "EUR", "0.8433"}, {3, "USD", "0.7802"}} {
		s.on(workdays(s.ago(r.ago), 0), priya, func(k *desk) error { return bankRate(k, r.from, r.rate) })
	}
}

func bankRate(k *desk, from money.Currency, text string) error {
	fx, err := money.ParseFX(text)
	if err != nil {
		return err
	}
	_, err = k.Rates.Add(k.ctx, k.ask(), app.Rate{From: from, To: gbp, FX: fx, Source: "the bank's daily list"})
	return err
}

// dispute opens an objection to a partner's latest line of some states: it should be more by so much.
func (s *script) dispute(k *desk, p *partner, more int64, claim string, deadline calendar.Day, states ...string) (app.ID[app.Dispute], error) {
	seqs, err := lines(k, of(p), app.Is("state", states...), app.Is("kind", string(app.Earning)))
	if err != nil || len(seqs) == 0 {
		return 0, err
	}
	x, err := k.Commissions.Explain(k.ctx, seqs[len(seqs)-1])
	if err != nil {
		return 0, err
	}
	figure := x.Row.Amount
	figure.Minor += more
	r, err := k.Disputes.Open(k.ctx, k.ask(), app.NewDispute{Line: x.Row.Seq, RaisedBy: "The partner's bookkeeper", Deadline: deadline, Figure: figure, Claim: claim})
	return app.ID[app.Dispute](r.ID), err
}

func (s *script) upheld(k *desk, p *partner, more int64) error {
	id, err := s.dispute(k, p, more, "A part of the fee was left out: the client paid in two transfers.", 0, string(app.OnStatement), string(app.Paid))
	if err != nil || id == 0 {
		return err
	}
	if _, err := k.Disputes.Move(k.ctx, k.ask(), id, app.DisputeReview, app.DisputeMove{Note: "Asked accounts for the bank statement."}); err != nil {
		return err
	}
	if _, err := k.Disputes.Decide(k.ctx, k.ask(), id, app.DisputeUpheld, money.Money{}, app.DisputeMove{Note: "The second transfer was booked elsewhere."}); err != nil {
		return err
	}
	_, err = k.Disputes.Move(k.ctx, k.ask(), id, app.DisputeClosed, app.DisputeMove{Note: "The partner was told."})
	return err
}

func (s *script) opened(k *desk, p *partner, more int64) error {
	id, err := s.dispute(k, p, more, "We agreed on a higher share for this client when we met in the summer.", s.ago(-12),
		string(app.Accrued), string(app.Approved), string(app.OnStatement))
	if err != nil || id == 0 {
		return err
	}
	_, err = k.Disputes.Move(k.ctx, k.ask(), id, app.DisputeReview, app.DisputeMove{Note: "Looking for the notes of that meeting."})
	return err
}
