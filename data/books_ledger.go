package data

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

const lineColumns = `seq, key, partner_id, kind, day, recorded_at, amount_minor, currency, base, rate, agreement_id, version_id, rule, window,
	referral_id, fee_id, reverses, reason, prev, hash`

// lineFields are the columns of lineColumns behind an alias, for joins.
const lineFields = `l.seq, l.key, l.partner_id, l.kind, l.day, l.recorded_at, l.amount_minor, l.currency, l.base, l.rate, l.agreement_id,
	l.version_id, l.rule, l.window, l.referral_id, l.fee_id, l.reverses, l.reason, l.prev, l.hash`

func readLine(r *row) app.Line {
	return app.Line{
		Seq: r.num(), Key: r.key(), Partner: app.ID[app.Partner](r.num()), Kind: app.LineKind(r.text()), Day: r.day(), RecordedAt: r.time(),
		Amount: r.money(), Base: r.num(), Rate: r.rate(), Agreement: app.ID[app.Agreement](r.num()), Version: app.ID[app.AgreementVersion](r.num()),
		Rule: int(r.num()), Window: r.day(), Referral: app.ID[app.Referral](r.num()), Fee: app.ID[app.Fee](r.num()), Reverses: r.num(),
		Reason: r.text(), Prev: r.hash(), Hash: r.hash(),
	}
}

func lineArgs(dst []any, l *app.Line) []any {
	return append(dst, l.Seq, l.Key[:], int64(l.Partner), string(l.Kind), l.Day.String(), stamp(l.RecordedAt), l.Amount.Minor, string(l.Amount.Currency),
		l.Base, l.Rate.String(), optional(l.Agreement), optional(l.Version), l.Rule, l.Window.String(), optional(l.Referral), optional(l.Fee),
		optional(l.Reverses), l.Reason, l.Prev[:], l.Hash[:])
}

// Head is the end of the ledger.
func (b *books) Head() (app.Watermark, error) {
	if b.s == nil {
		return app.Watermark{}, errOver
	}
	return ledgerHead(b.ctx, b.s)
}

// Post appends lines and, for those that are commission, where they stand. The insert trigger refuses a line out of sequence or off
// the chain.
func (b *books) Post(lines []app.Line, standing []app.Standing) error {
	if err := insert(b, "line", lineColumns, lines, lineArgs); err != nil {
		return err
	}
	kept := make([]app.Standing, 0, len(standing))
	states := make(map[int64]app.LineState, len(standing))
	for _, st := range standing {
		if st.State != "" {
			kept = append(kept, st)
			states[st.Line] = st.State
		}
	}
	if err := insert(b, "standing", standingColumns, kept, standingArgs); err != nil {
		return err
	}
	sums := lineSums{}
	for i := range lines {
		sums.add(&lines[i], states[lines[i].Seq], 1)
	}
	return b.addSums(sums)
}

// lineSums gathers changes of the kept totals.
type lineSums map[lineSumKey]*lineSum

type lineSumKey struct {
	partner  app.ID[app.Partner]
	currency money.Currency
	state    app.LineState
	month    calendar.Month
}

type lineSum struct{ count, minor int64 }

func (m lineSums) add(l *app.Line, state app.LineState, sign int64) {
	k := lineSumKey{l.Partner, l.Amount.Currency, state, calendar.MonthOf(l.Day)}
	if m[k] == nil {
		m[k] = &lineSum{}
	}
	m[k].count += sign
	m[k].minor += sign * l.Amount.Minor
}

func (b *books) addSums(sums lineSums) error {
	for k, v := range sums {
		_, err := b.exec(`INSERT INTO line_sum(partner_id, currency, state, month, count, minor) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT(partner_id, currency, state, month) DO UPDATE SET count = count + excluded.count, minor = minor + excluded.minor`,
			int64(k.partner), string(k.currency), string(k.state), k.month.String(), v.count, v.minor)
		if err != nil {
			return err
		}
	}
	return nil
}

const standingColumns = "line_seq, state, holds, statement_id, approved_by, approved_on, note"

func standingArgs(dst []any, s *app.Standing) []any {
	holds := "[]"
	if len(s.Holds) > 0 {
		holds = document(s.Holds)
	}
	return append(dst, s.Line, string(s.State), holds, optional(s.Statement), s.ApprovedBy, s.ApprovedOn.String(), s.Note)
}

// EachLine calls each for every line from a sequence number on. The value is reused.
func (b *books) EachLine(from int64, each func(*app.Line) error) error {
	var l app.Line
	return b.each("SELECT "+lineColumns+" FROM line WHERE seq >= $1 ORDER BY seq", []any{from}, func(r *row) error {
		if l = readLine(r); r.err != nil {
			return r.err
		}
		return each(&l)
	})
}
