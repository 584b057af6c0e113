package data

import (
	"maps"
	"slices"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// The ledger itself. Where lines stand is in books_standing.go.

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

// addSums changes the kept totals: those of months, and those over all months.
func (b *books) addSums(sums lineSums) error {
	const months = "INSERT INTO line_sum(partner_id, currency, state, month, count, minor) VALUES "
	const ofMonth = " ON CONFLICT(partner_id, currency, state, month) DO UPDATE SET count = count + excluded.count, minor = minor + excluded.minor"
	err := manyRows(b, months, ofMonth, 6, slices.Collect(maps.Keys(sums)), func(dst []any, k *lineSumKey) []any {
		return append(dst, int64(k.partner), string(k.currency), string(k.state), k.month.String(), sums[*k].count, sums[*k].minor)
	})
	if err != nil {
		return err
	}
	const totals = "INSERT INTO line_total(partner_id, currency, state, count, minor) VALUES "
	const ofAll = " ON CONFLICT(partner_id, currency, state) DO UPDATE SET count = count + excluded.count, minor = minor + excluded.minor"
	over := sums.overMonths()
	return manyRows(b, totals, ofAll, 5, slices.Collect(maps.Keys(over)), func(dst []any, k *lineSumKey) []any {
		return append(dst, int64(k.partner), string(k.currency), string(k.state), over[*k].count, over[*k].minor)
	})
}

// overMonths sums up the months.
func (m lineSums) overMonths() lineSums {
	over := lineSums{}
	for k, s := range m {
		k.month = 0
		if over[k] == nil {
			over[k] = &lineSum{}
		}
		over[k].count += s.count
		over[k].minor += s.minor
	}
	return over
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

// HasKeys tells which keys are posted, and on which lines.
func (b *books) HasKeys(keys []app.Key) (map[app.Key]int64, error) {
	raw := make([][]byte, len(keys))
	for i := range keys {
		raw[i] = keys[i][:]
	}
	found := map[app.Key]int64{}
	err := inChunks(raw, func(args []any) error {
		return b.each("SELECT key, seq FROM line WHERE key IN "+marks(), args, func(r *row) error {
			k := r.key()
			found[k] = r.num()
			return nil
		})
	})
	return found, err
}

// Line gives one line and where it stands; a payment stands nowhere.
func (b *books) Line(seq int64) (app.Line, app.Standing, error) {
	type both struct {
		line     app.Line
		standing app.Standing
	}
	v, err := need(b, "This commission line", func(r *row) both { return both{readLine(r), readStanding(r)} },
		"SELECT "+lineFields+", "+standingFields+" FROM line l LEFT JOIN standing t ON t.line_seq = l.seq WHERE l.seq = $1", seq)
	return v.line, v.standing, err
}

// LinesOfFee gives the lines that follow from a fee event.
func (b *books) LinesOfFee(id app.ID[app.Fee]) ([]app.Line, error) {
	return all(b, readLine, "SELECT "+lineFields+" FROM line l WHERE l.fee_id = $1 ORDER BY l.seq", int64(id))
}

// LinesOfWindow gives the lines of a rule's window by day, without those that are void though they have an amount.
func (b *books) LinesOfWindow(a app.ID[app.Agreement], rule int, window calendar.Day) ([]app.Line, error) {
	return all(b, readLine, "SELECT "+lineFields+` FROM line l LEFT JOIN standing t ON t.line_seq = l.seq
		WHERE l.agreement_id = $1 AND l.rule = $2 AND l.window = $3 AND (t.state IS NOT 'void' OR l.amount_minor = 0) ORDER BY l.day, l.seq`,
		int64(a), rule, window.String())
}

// LatestAmounts gives the amounts above zero of a partner's newest earning lines.
func (b *books) LatestAmounts(p app.ID[app.Partner], c money.Currency, n int) ([]int64, error) {
	return all(b, (*row).num, `SELECT l.amount_minor FROM line l CROSS JOIN standing t ON t.line_seq = l.seq
		WHERE l.partner_id = $1 AND l.currency = $2 AND l.kind = 'earning' AND l.amount_minor > 0 AND t.state <> 'void'
		ORDER BY l.day DESC LIMIT $3`, int64(p), string(c), n)
}

// Twins gives lines with another of the same partner, referral, kind and amount.
func (b *books) Twins(seqs []int64) ([]app.Twin, error) {
	const text = `SELECT DISTINCT a.seq, b.seq, a.day, b.day FROM line a CROSS JOIN line b ON b.referral_id = a.referral_id
		CROSS JOIN standing t ON t.line_seq = b.seq
		WHERE b.partner_id = a.partner_id AND b.kind = a.kind AND b.currency = a.currency AND b.amount_minor = a.amount_minor
		AND b.seq <> a.seq AND a.amount_minor <> 0 AND t.state <> 'void' AND a.seq IN `
	var twins []app.Twin
	err := inChunks(seqs, func(args []any) error {
		return b.each(text+marks()+" ORDER BY 1, 2", args, func(r *row) error {
			twins = append(twins, app.Twin{Line: r.num(), Other: r.num(), Day: r.day(), OtherDay: r.day()})
			return nil
		})
	})
	return twins, err
}

const tallyColumns = "agreement_id, rule, window, measured, earned, last_day"

func readTally(r *row) app.Tally {
	t := app.Tally{Agreement: app.ID[app.Agreement](r.num()), Rule: int(r.num()), Window: r.day()}
	t.Measured, t.Earned, t.Last = r.num(), r.num(), r.day()
	return t
}

// Tally gives what a rule has measured and paid in a window.
func (b *books) Tally(a app.ID[app.Agreement], rule int, window calendar.Day) (app.Tally, bool, error) {
	return first(b, readTally, "SELECT "+tallyColumns+" FROM tally WHERE agreement_id = $1 AND rule = $2 AND window = $3", int64(a), rule, window.String())
}

// PutTallies keeps tallies, new or changed.
func (b *books) PutTallies(tallies []app.Tally) error {
	const tail = ` ON CONFLICT(agreement_id, rule, window)
		DO UPDATE SET measured = excluded.measured, earned = excluded.earned, last_day = excluded.last_day`
	return manyRows(b, "INSERT INTO tally("+tallyColumns+") VALUES ", tail, 6, tallies, func(dst []any, t *app.Tally) []any {
		return append(dst, int64(t.Agreement), t.Rule, t.Window.String(), t.Measured, t.Earned, t.Last.String())
	})
}

// Tallies calls each for every kept tally.
func (b *books) Tallies(each func(app.Tally) error) error {
	return b.each("SELECT "+tallyColumns+" FROM tally ORDER BY agreement_id, rule, window", nil, func(r *row) error {
		t := readTally(r)
		if r.err != nil {
			return r.err
		}
		return each(t)
	})
}

// AddRun keeps a commission run and gives its number.
func (b *books) AddRun(run app.Run) (int64, error) {
	id, _, err := value[int64](b, "INSERT INTO run(at, until_day, facts, lines) VALUES ($1, $2, $3, $4) RETURNING id", stamp(run.At), run.Until.String(), run.Facts, run.Lines)
	return id, err
}

// LastRun gives the newest commission run.
func (b *books) LastRun() (app.Run, bool, error) {
	return first(b, func(r *row) app.Run {
		return app.Run{ID: r.num(), At: r.time(), Until: r.day(), Facts: r.num(), Lines: r.num()}
	}, "SELECT id, at, until_day, facts, lines FROM run ORDER BY id DESC LIMIT 1")
}
