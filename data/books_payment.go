package data

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// AddPayment keeps what is known of a payment beside its ledger line.
func (b *books) AddPayment(p app.Payment) error {
	_, err := b.exec(`INSERT INTO payment(seq, partner_id, day, amount_minor, currency, method, reference, statement_id, shown_id, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, p.Seq, int64(p.Partner), p.Day.String(), p.Amount.Minor, string(p.Amount.Currency), p.Method,
		p.Reference, optional(p.Statement), optional(p.Shown), p.Note)
	return err
}

// PutPaymentShown says which statement shows payments; none takes them off.
func (b *books) PutPaymentShown(seqs []int64, on app.ID[app.Statement]) error {
	_, err := b.exec("UPDATE payment SET shown_id = $1 WHERE seq IN (SELECT value FROM json_each($2))", optional(on), numberList(seqs))
	return err
}

const paymentFields = "seq, partner_id, day, amount_minor, currency, method, reference, statement_id, shown_id, note"

func readPayment(r *row) app.Payment {
	return app.Payment{Seq: r.num(), Partner: app.ID[app.Partner](r.num()), Day: r.day(), Amount: r.money(), Method: r.text(), Reference: r.text(),
		Statement: app.ID[app.Statement](r.num()), Shown: app.ID[app.Statement](r.num()), Note: r.text()}
}

// PaymentsOf gives the payments to a partner by day.
func (b *books) PaymentsOf(partner app.ID[app.Partner]) ([]app.Payment, error) {
	return all(b, readPayment, "SELECT "+paymentFields+" FROM payment WHERE partner_id = $1 ORDER BY day, seq", int64(partner))
}

// PaymentsToShow gives the payments to a partner that are on no statement yet by day.
func (b *books) PaymentsToShow(partner app.ID[app.Partner]) ([]app.Payment, error) {
	return all(b, readPayment, "SELECT "+paymentFields+" FROM payment INDEXED BY payment_waiting WHERE partner_id = $1 AND shown_id IS NULL ORDER BY day, seq", int64(partner))
}

// PaidSums totals payments up to a day by partner and currency: whole months from the kept totals of their ledger lines, which take away,
// the last one from the payments themselves.
func (b *books) PaidSums(until calendar.Day) ([]app.Sums, error) {
	const text = `SELECT partner_id, currency, sum(count), sum(minor) FROM (
		SELECT partner_id, currency, count, -minor AS minor FROM line_sum WHERE state = '' AND month < $1
		UNION ALL SELECT partner_id, currency, 1, amount_minor FROM payment INDEXED BY payment_day WHERE day >= $2 AND day <= $3
		) GROUP BY 1, 2 HAVING sum(count) <> 0 ORDER BY 1, 2`
	month := calendar.MonthOf(until)
	return all(b, func(r *row) app.Sums {
		return app.Sums{Partner: app.ID[app.Partner](r.num()), Currency: r.currency(), Count: r.num(), Minor: r.num()}
	}, text, month.String(), month.First().String(), until.String())
}

// Unstated gives what waits for the next statement of each partner and currency, by partner and currency.
func (b *books) Unstated(partner app.ID[app.Partner], before calendar.Day) ([]app.Unstated, error) {
	const (
		approved = `SELECT l.partner_id, l.currency, count(*), sum(l.amount_minor), 0, 0, min(l.day)
			FROM standing t INDEXED BY standing_state CROSS JOIN line l ON l.seq = t.line_seq WHERE t.state = 'approved' AND t.statement_id IS NULL AND l.day < $2`
		held = `SELECT l.partner_id, l.currency, 0, 0, 0, 0, min(l.day)
			FROM standing t INDEXED BY standing_state CROSS JOIN line l ON l.seq = t.line_seq WHERE t.state = 'held' AND l.day < $2`
		payments = `SELECT y.partner_id, y.currency, 0, 0, count(*), sum(y.amount_minor), NULL FROM payment y INDEXED BY payment_waiting
			WHERE y.shown_id IS NULL AND y.day < $2`
		sums = `SELECT partner_id, currency, sum(a), sum(b), sum(c), sum(d), min(e) FROM (
			SELECT 0 AS partner_id, '' AS currency, 0 AS a, 0 AS b, 0 AS c, 0 AS d, NULL AS e WHERE 0 UNION ALL `
		tail = ") GROUP BY 1, 2 HAVING sum(a) + sum(c) > 0 ORDER BY 1, 2"
	)
	only := func(column string) string {
		if partner == 0 {
			return " AND $1 = 0 GROUP BY 1, 2"
		}
		return " AND " + column + " = $1 GROUP BY 1, 2"
	}
	return all(b, func(r *row) app.Unstated {
		return app.Unstated{Partner: app.ID[app.Partner](r.num()), Currency: money.Currency(r.text()), Lines: r.num(), Earned: r.num(), Payments: r.num(), Paid: r.num(), First: r.day()}
	}, sums+approved+only("l.partner_id")+" UNION ALL "+held+only("l.partner_id")+" UNION ALL "+payments+only("y.partner_id")+tail, int64(partner), before.String())
}
