package data

import (
	"encoding/json"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

const lineColumns = `seq, key, partner_id, kind, day, recorded_at, amount_minor, currency, base, rate, agreement_id, version_id, rule, window,
	referral_id, fee_id, reverses, reason, prev, hash`

// lineFields are the columns of lineColumns behind an alias, for joins.
const lineFields = `l.seq, l.key, l.partner_id, l.kind, l.day, l.recorded_at, l.amount_minor, l.currency, l.base, l.rate, l.agreement_id,
	l.version_id, l.rule, l.window, l.referral_id, l.fee_id, l.reverses, l.reason, l.prev, l.hash`

// lineScan is where the columns of a line go. key and rates are read through small scanners.
func lineScan(l *app.Line) []any {
	return []any{&l.Seq, keyOf{&l.Key}, &l.Partner, &l.Kind, dayOf{&l.Day}, timeOf{&l.RecordedAt}, &l.Amount.Minor, &l.Amount.Currency, &l.Base,
		rateOf{&l.Rate}, idOf[app.ID[app.Agreement]]{&l.Agreement}, idOf[app.ID[app.AgreementVersion]]{&l.Version}, &l.Rule, dayOf{&l.Window},
		idOf[app.ID[app.Referral]]{&l.Referral}, idOf[app.ID[app.Fee]]{&l.Fee}, idOf[int64]{&l.Reverses}, &l.Reason, hashOf{&l.Prev}, hashOf{&l.Hash}}
}

func readLine(scan func(...any) error, l *app.Line) error { return scan(lineScan(l)...) }

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
		text, err := json.Marshal(s.Holds)
		if err == nil { // a HoldReason is text and a day; it cannot fail
			holds = string(text)
		}
	}
	return append(dst, s.Line, string(s.State), holds, optional(s.Statement), s.ApprovedBy, s.ApprovedOn.String(), s.Note)
}

// EachLine calls each for every line from a sequence number on. The value is reused.
func (b *books) EachLine(from int64, each func(*app.Line) error) error {
	var l app.Line
	into := lineScan(&l)
	return b.each("SELECT "+lineColumns+" FROM line WHERE seq >= $1 ORDER BY seq", []any{from}, func(scan func(...any) error) error {
		if err := scan(into...); err != nil {
			return err
		}
		return each(&l)
	})
}

// keyOf reads a request or line key; NULL is no key.
type keyOf struct{ to *app.Key }

func (d keyOf) Scan(v any) error {
	raw, _ := v.([]byte)
	*d.to = app.Key{}
	copy(d.to[:], raw)
	return nil
}

// timeOf reads a time column.
type timeOf struct{ to *time.Time }

func (d timeOf) Scan(v any) error {
	text, _ := v.(string)
	t, err := time.Parse(time.RFC3339, text)
	*d.to = t.UTC()
	return err
}

// rateOf reads a rate column, exact decimal text.
type rateOf struct{ to *money.Rate }

func (d rateOf) Scan(v any) error {
	text, _ := v.(string)
	if text == "0" || text == "" {
		*d.to = money.Rate{}
		return nil
	}
	return d.to.UnmarshalText([]byte(text))
}
