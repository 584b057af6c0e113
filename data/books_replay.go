package data

import (
	"strings"

	"rapport/app"
	"rapport/app/calendar"
)

// The facts of a replay: those that were run and those that wait, each off an index of its own, merged in their order. Referrals whose
// credit is divided give one row for each who is credited; files without any do not look for them.
const (
	factsDone    = " FROM fact q INDEXED BY fact_done LEFT JOIN fee f ON f.id = q.fee_id WHERE q.run <> 0 AND q.day <= $1"
	factsWaiting = " FROM fact q INDEXED BY fact_waiting LEFT JOIN fee f ON f.id = q.fee_id WHERE q.run = 0 AND q.day <= $1"
	factsDivided = ` FROM referral r INDEXED BY referral_split CROSS JOIN attribution a ON a.referral_id = r.id CROSS JOIN fact q ON q.referral_id = r.id
		LEFT JOIN fee f ON f.id = q.fee_id WHERE r.split = 1 AND q.day <= $1`
	dividedOf = ` FROM attribution a INDEXED BY attribution_partner CROSS JOIN referral r ON r.id = a.referral_id CROSS JOIN fact q ON q.referral_id = r.id
		LEFT JOIN fee f ON f.id = q.fee_id WHERE a.partner_id = $2 AND r.split = 1 AND q.day <= $1`
	undivided = " AND (SELECT r.split FROM referral r WHERE r.id = q.referral_id) = 0"
)

// factsText is the statement for the facts of a partner, 0 all.
func factsText(one, done, waiting, divided bool) string {
	var parts []string
	whole := func(from string, wanted bool) {
		if !wanted {
			return
		}
		if from = "SELECT q.partner_id" + pendingFields + from; one {
			from += " AND q.partner_id = $2"
		}
		if divided {
			from += undivided
		}
		parts = append(parts, from)
	}
	whole(factsDone, done || !waiting)
	whole(factsWaiting, waiting)
	switch {
	case divided && one:
		parts = append(parts, "SELECT a.partner_id"+pendingFields+dividedOf)
	case divided:
		parts = append(parts, "SELECT a.partner_id"+pendingFields+factsDivided)
	}
	if len(parts) == 1 {
		return parts[0] + " ORDER BY q.partner_id, q.day, q.id"
	}
	return strings.Join(parts, " UNION ALL ") + " ORDER BY 1, 2, 3"
}

// Facts calls each for every fact, whether it was run or waits, by credited partner, day and fact. The value is reused.
func (b *books) Facts(of app.ID[app.Partner], until calendar.Day, each func(*app.PendingFact) error) error {
	var has [3]bool
	for i, text := range []string{"SELECT 1 FROM fact INDEXED BY fact_done WHERE run <> 0 LIMIT 1",
		"SELECT 1 FROM fact INDEXED BY fact_waiting WHERE run = 0 LIMIT 1", "SELECT 1 FROM referral INDEXED BY referral_split WHERE split = 1 LIMIT 1"} {
		_, found, err := value[int64](b, text)
		if err != nil {
			return err
		}
		has[i] = found
	}
	args := []any{until.String()}
	if of != 0 {
		args = append(args, int64(of))
	}
	return b.facts(factsText(of != 0, has[0], has[1], has[2]), args, each)
}

// FactTotal gives about how many facts there are, those of a partner exactly.
func (b *books) FactTotal(of app.ID[app.Partner]) (n int64, err error) {
	if of == 0 {
		n, _, err = value[int64](b, "SELECT coalesce(max(id), 0) FROM fact")
		return n, err
	}
	n, _, err = value[int64](b, `SELECT (SELECT count(*) FROM fact INDEXED BY fact_done WHERE run <> 0 AND partner_id = $1)
		+ (SELECT count(*) FROM fact INDEXED BY fact_waiting WHERE run = 0 AND partner_id = $1)`, int64(of))
	return n, err
}

// Booked totals what the ledger holds by partner and month: of an agreement from its lines, else from the kept sums.
func (b *books) Booked(q app.BookedQuery) ([]app.Booked, error) {
	from, to := q.Months.From.String()[:7], q.Months.Last().String()[:7]
	read := func(r *row) app.Booked {
		return app.Booked{Partner: app.ID[app.Partner](r.num()), Month: calendar.MonthOf(calendar.D(r.text() + "-01")), Minor: r.num()}
	}
	switch {
	case q.Agreement != 0:
		return all(b, read, `SELECT l.partner_id, substr(l.day, 1, 7), sum(l.amount_minor) FROM line l INDEXED BY line_window CROSS JOIN standing s ON s.line_seq = l.seq
			WHERE l.agreement_id = $1 AND l.currency = $2 AND l.day >= $3 AND l.day < $4 AND s.state NOT IN ('void', 'forfeited') GROUP BY 1, 2 ORDER BY 1, 2`,
			int64(q.Agreement), string(q.Currency), q.Months.From.String(), q.Months.To.String())
	case q.Partner != 0:
		return all(b, read, `SELECT partner_id, month, sum(minor) FROM line_sum WHERE partner_id = $4 AND currency = $1 AND month BETWEEN $2 AND $3
			AND state NOT IN ('', 'void', 'forfeited') GROUP BY 1, 2 ORDER BY 1, 2`, string(q.Currency), from, to, int64(q.Partner))
	}
	return all(b, read, `SELECT partner_id, month, sum(minor) FROM line_sum WHERE currency = $1 AND month BETWEEN $2 AND $3
		AND state NOT IN ('', 'void', 'forfeited') GROUP BY 1, 2 ORDER BY 1, 2`, string(q.Currency), from, to)
}

// LastFactDone is the last fact of a partner that a run has looked at, by day and fact; none has day 0.
func (b *books) LastFactDone(of app.ID[app.Partner]) (app.Fact, error) {
	const text = `SELECT day, id FROM (SELECT q.day, q.id FROM fact q INDEXED BY fact_done WHERE q.run <> 0 AND q.partner_id = $1 ORDER BY q.day DESC, q.id DESC LIMIT 1)
		UNION ALL SELECT q.day, q.id FROM attribution a INDEXED BY attribution_partner CROSS JOIN fact q INDEXED BY fact_referral ON q.referral_id = a.referral_id
		WHERE a.partner_id = $1 AND q.run <> 0`
	var last app.Fact
	err := b.each(text, []any{int64(of)}, func(r *row) error {
		if f := (app.Fact{Day: r.day(), ID: r.num()}); f.Day > last.Day || f.Day == last.Day && f.ID > last.ID {
			last = f
		}
		return nil
	})
	return last, err
}

// MistakenFees gives the fee events that a later row took back.
func (b *books) MistakenFees() ([]app.ID[app.Fee], error) {
	return all(b, func(r *row) app.ID[app.Fee] { return app.ID[app.Fee](r.num()) },
		"SELECT reverses_id FROM fee INDEXED BY fee_reverses WHERE reverses_id IS NOT NULL ORDER BY 1")
}
