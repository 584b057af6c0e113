package data

import (
	"slices"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

const standingColumns = "line_seq, made_by, state, holds, statement_id, approved_by, approved_on, note"

// standingFields may all be NULL: a payment has no standing.
const standingFields = "t.line_seq, t.made_by, t.state, t.holds, t.statement_id, t.approved_by, t.approved_on, t.note"

func standingArgs(dst []any, s *app.Standing) []any {
	holds := "[]"
	if len(s.Holds) > 0 {
		holds = document(s.Holds)
	}
	return append(dst, s.Line, s.MadeBy, string(s.State), holds, optional(s.Statement), s.ApprovedBy, s.ApprovedOn.String(), s.Note)
}

func readStanding(r *row) app.Standing {
	s := app.Standing{Line: r.num(), MadeBy: r.text(), State: app.LineState(r.text())}
	if holds := r.text(); holds != "" && holds != "[]" {
		r.at--
		r.json(&s.Holds)
	}
	s.Statement, s.ApprovedBy, s.ApprovedOn, s.Note = app.ID[app.Statement](r.num()), r.text(), r.day(), r.text()
	return s
}

// PutStanding changes where lines stand and moves their amounts between the kept totals.
func (b *books) PutStanding(standing []app.Standing) error {
	seqs := make([]int64, len(standing))
	states := make(map[int64]app.LineState, len(standing))
	for i, s := range standing {
		seqs[i], states[s.Line] = s.Line, s.State
	}
	moved, err := b.movedSums(seqs, states)
	if err != nil {
		return err
	}
	if err := b.putStanding(standing); err != nil {
		return err
	}
	return b.moveSums(moved)
}

// MoveStanding is PutStanding of lines that were read in this transaction.
func (b *books) MoveStanding(from []app.LineRow, to []app.Standing) error {
	moved := lineSums{}
	for i := range from {
		if l := &from[i]; l.Standing.State != to[i].State {
			moved.add(&l.Line, l.Standing.State, -1)
			moved.add(&l.Line, to[i].State, 1)
		}
	}
	if err := b.putStanding(to); err != nil {
		return err
	}
	return b.moveSums(moved)
}

// moveSums moves amounts between the kept totals. A month's that no line is left of goes: a dashboard reads those of all months.
func (b *books) moveSums(moved lineSums) error {
	if err := b.addSums(moved); err != nil {
		return err
	}
	less := map[lineSumKey]bool{}
	for k, s := range moved {
		if k.month = 0; s.count < 0 {
			less[k] = true
		}
	}
	for k := range less {
		if _, err := b.exec("DELETE FROM line_sum WHERE partner_id = $1 AND currency = $2 AND state = $3 AND count = 0 AND minor = 0",
			int64(k.partner), string(k.currency), string(k.state)); err != nil {
			return err
		}
	}
	return nil
}

// mostAlike is how many lines one statement changes.
const mostAlike = 1000

// putStanding changes the rows: neighbours that stand alike together.
func (b *books) putStanding(standing []app.Standing) error {
	for len(standing) > 0 {
		n := 1
		for n < len(standing) && n < mostAlike && alike(&standing[0], &standing[n]) {
			n++
		}
		if err := b.putAlike(standing[:n]); err != nil {
			return err
		}
		standing = standing[n:]
	}
	return nil
}

// alike tells whether two lines stand the same way: a bulk act gives many lines one standing.
func alike(a, b *app.Standing) bool {
	return a.State == b.State && a.Statement == b.Statement && a.ApprovedBy == b.ApprovedBy && a.ApprovedOn == b.ApprovedOn && a.Note == b.Note &&
		slices.Equal(a.Holds, b.Holds)
}

// putAlike changes lines that stand the same way in one statement.
func (b *books) putAlike(standing []app.Standing) error {
	const set = `UPDATE standing SET state = $1, holds = $2, statement_id = $3, approved_by = $4, approved_on = $5, note = $6
		WHERE line_seq IN (SELECT value FROM json_each($7))`
	distinct := map[int64]bool{}
	seqs := make([]int64, len(standing))
	for i := range standing {
		seqs[i] = standing[i].Line
		distinct[seqs[i]] = true
	}
	values := standingArgs(nil, &standing[0])[2:] // who made a line never changes
	n, err := b.exec(set, append(values, numberList(seqs))...)
	if err == nil && n != int64(len(distinct)) {
		err = app.Missing("This commission line")
	}
	return err
}

// movedSums is what the kept totals change by when lines go to new states.
func (b *books) movedSums(seqs []int64, to map[int64]app.LineState) (lineSums, error) {
	const text = `SELECT l.seq, l.partner_id, l.currency, l.day, l.amount_minor, t.state FROM standing t CROSS JOIN line l ON l.seq = t.line_seq
		WHERE t.line_seq IN `
	sums, seen := lineSums{}, map[int64]bool{}
	err := inChunks(seqs, func(args []any) error {
		return b.each(text+marks(), args, func(r *row) error {
			l := app.Line{Seq: r.num(), Partner: app.ID[app.Partner](r.num())}
			l.Amount.Currency, l.Day, l.Amount.Minor = r.currency(), r.day(), r.num()
			if state := app.LineState(r.text()); state != to[l.Seq] && !seen[l.Seq] {
				sums.add(&l, state, -1)
				sums.add(&l, to[l.Seq], 1)
			}
			seen[l.Seq] = true
			return nil
		})
	})
	return sums, err
}

const rowJoins = ` LEFT JOIN standing t ON t.line_seq = l.seq CROSS JOIN partner p ON p.id = l.partner_id LEFT JOIN referral r ON r.id = l.referral_id
	LEFT JOIN client c ON c.id = r.client_id LEFT JOIN statement s ON s.id = t.statement_id`

const rowFields = lineFields + ", " + standingFields + ", p.name, r.number, c.name, s.number"

func readLineRow(r *row) app.LineRow {
	return app.LineRow{Line: readLine(r), Standing: readStanding(r), PartnerName: r.text(), ReferralNumber: r.text(), ClientName: r.text(), StatementNumber: r.text()}
}

func lineList() list {
	const (
		standing = "LEFT JOIN standing t ON t.line_seq = l.seq"
		partner  = "CROSS JOIN partner p ON p.id = l.partner_id"
		client   = "LEFT JOIN referral r ON r.id = l.referral_id LEFT JOIN client c ON c.id = r.client_id"
	)
	return list{
		what: "commission lines", from: "line l", id: "l.seq", own: app.Sort{Key: "day", Desc: true},
		found: `(l.referral_id IN (SELECT rowid FROM referral_search WHERE referral_search MATCH $n)
			OR l.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n))`,
		fields: map[string]field{
			"id": {expr: "l.seq", kind: numberField}, "partner": {expr: "l.partner_id", kind: numberField}, "referral": {expr: "l.referral_id", kind: numberField},
			"fee": {expr: "l.fee_id", kind: numberField}, "agreement": {expr: "l.agreement_id", kind: numberField},
			"state": {expr: "t.state", join: standing, of: known(app.LineStates)}, "kind": {expr: "l.kind", of: known(app.LineKinds)},
			"day": {expr: "l.day", kind: dayField}, "currency": {expr: "l.currency", kind: currencyField},
			"statement": {expr: "t.statement_id", kind: numberField, join: standing}, "zero": {expr: "(l.amount_minor = 0)", kind: yesField},
			"hold": {expr: "(SELECT json_group_array(h.value ->> 'kind') FROM json_each(t.holds) AS h)", kind: tagField, join: standing, of: known(app.HoldKinds)},
		},
		sorts: map[string]sorting{
			"day": {by: []string{"l.day"}}, "partner": {by: []string{"p.folded", "l.day"}, join: partner}, "amount": {by: []string{"l.currency", "l.amount_minor"}},
			"state": {by: []string{"t.state", "l.day"}, join: standing}, "kind": {by: []string{"l.kind", "l.day"}}, "client": {by: []string{"c.folded", "l.day"}, join: client},
		},
	}
}

// LineIDs lists ledger lines.
func (b *books) LineIDs(q app.Query, each func([]int32) error) error {
	return b.ids(lineList(), q, each)
}

// LineRows reads ledger lines as lists show them.
func (b *books) LineRows(ids []int32) ([]app.LineRow, error) {
	return byIDs(b, ids, "SELECT "+rowFields+" FROM line l"+rowJoins+" WHERE l.seq IN ", readLineRow, func(l *app.LineRow) int64 { return l.Seq })
}

// LinesOfReferral gives the lines that follow from a referral.
func (b *books) LinesOfReferral(id app.ID[app.Referral]) ([]app.LineRow, error) {
	return all(b, readLineRow, "SELECT "+rowFields+" FROM line l"+rowJoins+" WHERE l.referral_id = $1 ORDER BY l.seq", int64(id))
}

// LinesEarned is LinesOfReferral with what a run looks at.
func (b *books) LinesEarned(id app.ID[app.Referral]) ([]app.LineRow, error) {
	const text = `SELECT l.seq, l.key, l.partner_id, l.kind, l.day, l.amount_minor, l.currency, l.base, l.rate, l.agreement_id, l.version_id, l.rule, l.window,
		l.fee_id, l.reverses, l.reason, t.state FROM line l LEFT JOIN standing t ON t.line_seq = l.seq WHERE l.referral_id = $1 ORDER BY l.seq`
	return all(b, func(r *row) app.LineRow {
		l := app.Line{Seq: r.num(), Key: r.key(), Partner: app.ID[app.Partner](r.num()), Kind: app.LineKind(r.text()), Day: r.day(), Amount: r.money(), Base: r.num(),
			Rate: r.rate(), Agreement: app.ID[app.Agreement](r.num()), Version: app.ID[app.AgreementVersion](r.num()), Rule: int(r.num()), Window: r.day(), Referral: id,
			Fee: app.ID[app.Fee](r.num()), Reverses: r.num(), Reason: r.text()}
		return app.LineRow{Line: l, Standing: app.Standing{Line: l.Seq, State: app.LineState(r.text())}}
	}, text, int64(id))
}

// Standings calls each for whole rows in ledger order.
func (b *books) Standings(q app.Query, each func(*app.LineRow) error) error {
	s, err := lineList().filtered(q)
	if err != nil {
		return err
	}
	// The numbers are chosen first, off the filter's index, and whole rows read after in their order: no whole row is sorted.
	text := "SELECT " + rowFields + " FROM line l" + rowJoins + " WHERE l.seq IN (SELECT l.seq FROM " + s.tail() + ") ORDER BY l.seq"
	return b.each(text, s.args, func(r *row) error {
		v := readLineRow(r)
		if r.err != nil {
			return r.err
		}
		return each(&v)
	})
}

// StatementLines calls each for the approved and held lines of a partner and currency of some days, in the order of days.
func (b *books) StatementLines(partner app.ID[app.Partner], currency money.Currency, days calendar.Period, each func(*app.LineRow) error) error {
	const text = "SELECT " + lineFields + ", " + standingFields + `, NULL, r.number, c.name, NULL FROM line l INDEXED BY line_partner
		CROSS JOIN standing t ON t.line_seq = l.seq LEFT JOIN referral r ON r.id = l.referral_id LEFT JOIN client c ON c.id = r.client_id
		WHERE l.partner_id = $1 AND l.currency = $2 AND l.day >= $3 AND l.day < $4 AND t.state IN ('approved', 'held') ORDER BY l.day, l.seq`
	return b.each(text, []any{int64(partner), string(currency), days.From.String(), days.To.String()}, func(r *row) error {
		v := readLineRow(r)
		if r.err != nil {
			return r.err
		}
		return each(&v)
	})
}

// LineSums totals a query's rows by currency and state. What is only filtered by partner, state and currency comes from the kept totals.
func (b *books) LineSums(q app.Query) ([]app.Sums, error) {
	from, count, minor, state := lineList(), "count(*)", "sum(l.amount_minor)", "coalesce(t.state, '')"
	if keptTotalsAnswer(q) {
		from, count, minor, state = keptTotals(), "sum(l.count)", "sum(l.minor)", "l.state"
	}
	s, err := from.filtered(q)
	if err != nil {
		return nil, err
	}
	if !keptTotalsAnswer(q) {
		s.join("LEFT JOIN standing t ON t.line_seq = l.seq")
	}
	return all(b, func(r *row) app.Sums {
		return app.Sums{Currency: r.currency(), State: app.LineState(r.text()), Count: r.num(), Minor: r.num()}
	}, "SELECT l.currency, "+state+", "+count+", "+minor+" FROM "+s.tail()+" GROUP BY 1, 2 HAVING "+count+" <> 0 ORDER BY 1, 2", s.args...)
}

// keptTotals lists the kept totals by what they are kept by.
func keptTotals() list {
	return list{what: "commission lines", from: "line_total l", id: "l.partner_id", fields: map[string]field{
		"partner": {expr: "l.partner_id", kind: numberField}, "state": {expr: "l.state", of: known(app.LineStates)},
		"currency": {expr: "l.currency", kind: currencyField},
	}}
}

func keptTotalsAnswer(q app.Query) bool {
	kept := keptTotals().fields
	for _, c := range q.Where {
		if _, ok := kept[c.Field]; !ok {
			return false
		}
	}
	return q.Search == ""
}

// PartnerSums totals commission lines up to a day by partner, currency and state: whole months from the kept totals, the last one from
// the lines themselves. No day means all.
func (b *books) PartnerSums(until calendar.Day) ([]app.Sums, error) {
	month, start, end := "9999-99", "9999-99-99", ""
	if until != 0 {
		m := calendar.MonthOf(until)
		month, start, end = m.String(), m.First().String(), until.String()
	}
	const text = `SELECT partner_id, currency, state, sum(count), sum(minor) FROM (
		SELECT partner_id, currency, state, count, minor FROM line_sum WHERE state <> '' AND month < $1
		UNION ALL SELECT l.partner_id, l.currency, t.state, 1, l.amount_minor FROM line l INDEXED BY line_day CROSS JOIN standing t ON t.line_seq = l.seq
			WHERE l.day >= $2 AND l.day <= $3
		) GROUP BY 1, 2, 3 HAVING sum(count) <> 0 ORDER BY 1, 2, 3`
	return all(b, func(r *row) app.Sums {
		return app.Sums{Partner: app.ID[app.Partner](r.num()), Currency: r.currency(), State: app.LineState(r.text()), Count: r.num(), Minor: r.num()}
	}, text, month, start, end)
}

// StandingsAt totals commission lines up to a day by where they stand now and what had happened to them by then.
func (b *books) StandingsAt(until calendar.Day, end time.Time) ([]app.StandingAt, error) {
	const text = `SELECT l.partner_id, l.currency, t.state, t.approved_on <> '' AND t.approved_on <= $1, coalesce(s.issued <= $1, 0),
		t.state = 'void' AND NOT EXISTS (SELECT 1 FROM audit_touch k CROSS JOIN audit a ON a.seq = k.seq
			WHERE k.kind = 'line' AND k.subject = l.seq AND a.act = 'commission.void' AND a.at >= $2), count(*), sum(l.amount_minor)
		FROM line l INDEXED BY line_day CROSS JOIN standing t ON t.line_seq = l.seq LEFT JOIN statement s ON s.id = t.statement_id
		WHERE l.day <= $1 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`
	return all(b, func(r *row) app.StandingAt {
		at := app.StandingAt{Sums: app.Sums{Partner: app.ID[app.Partner](r.num()), Currency: r.currency(), State: app.LineState(r.text())},
			Approved: r.yes(), Stated: r.yes(), Voided: r.yes()}
		at.Count, at.Minor = r.num(), r.num()
		return at
	}, text, until.String(), stamp(end))
}
