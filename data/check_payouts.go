package data

import (
	"bytes"
	"crypto/sha256"
	"strconv"

	"rapport/app"
)

// payouts holds each payout against the lines it claims and the payment it became, each file against its payouts and its bytes, and
// looks for lines that are paid twice.
func (c *checker) payouts() error {
	for _, part := range []func() error{c.payoutAmounts, c.paidOnce, c.filesKept} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) payoutAmounts() error {
	const text = `SELECT o.number, o.state, o.amount_minor, o.lines, o.currency,
		(SELECT count(*) FROM payout_line k WHERE k.payout_id = o.id), (SELECT coalesce(sum(k.amount_minor), 0) FROM payout_line k WHERE k.payout_id = o.id),
		(SELECT count(*) FROM payout_line k CROSS JOIN line l ON l.seq = k.line_seq WHERE k.payout_id = o.id AND (l.partner_id <> o.partner_id OR l.currency <> o.currency)),
		(SELECT count(*) FROM payout_line k WHERE k.payout_id = o.id AND k.live = 1),
		(SELECT count(*) FROM line b WHERE b.reverses = o.payment_seq AND b.kind = 'payment'), coalesce(y.amount_minor, 0), coalesce(y.currency, '')
		FROM payout o LEFT JOIN payment y ON y.seq = o.payment_seq ORDER BY o.id`
	return c.each(text, nil, func(r *row) error {
		number, state, amount, lines, currency := r.text(), app.PayoutState(r.text()), r.num(), r.num(), r.text()
		n, sum, foreign, live, back, paid, in := r.num(), r.num(), r.num(), r.num(), r.num(), r.num(), r.text()
		if n != lines || sum != amount {
			c.wrong("payout", number, "it says %d lines of %d and claims %d of %d", lines, amount, n, sum)
		}
		if foreign > 0 {
			c.wrong("payout", number, "it claims %d lines of another partner or currency", foreign)
		}
		over := state == app.PayoutFailed || state == app.PayoutReturned || state == app.PayoutCancelled
		if over && live > 0 || !over && live != n {
			c.wrong("payout", number, "it is %s and holds %d of its %d lines", string(state), live, n)
		}
		cameBack := state == app.PayoutReturned && in != ""
		if was := state == app.PayoutCleared || cameBack; was != (in != "") || was && (paid != amount || in != currency) {
			c.wrong("payout", number, "it is %s, and the payment recorded for it is %d %s", string(state), paid, in)
		}
		if cameBack != (back == 1) || back > 1 {
			c.wrong("payout", number, "it is %s, and its payment was taken back %d times", string(state), back)
		}
		c.step("payouts", 1)
		return c.ctx.Err()
	})
}

// paidOnce looks for lines of which payouts have claimed more than there is. The index forbids two live claims; this asks again.
func (c *checker) paidOnce() error {
	const text = `SELECT k.line_seq, count(*), sum(k.amount_minor), l.amount_minor FROM payout_line k CROSS JOIN line l ON l.seq = k.line_seq
		WHERE k.live = 1 GROUP BY k.line_seq HAVING count(*) > 1 OR abs(sum(k.amount_minor)) > abs(l.amount_minor)`
	return c.each(text, nil, func(r *row) error {
		line, n, sum, amount := r.num(), r.num(), r.num(), r.num()
		c.wrong("payout", "line "+strconv.FormatInt(line, 10), "%d payouts claim %d of its %d", n, sum, amount)
		return nil
	})
}

func (c *checker) filesKept() error {
	const text = `SELECT f.number, f.count, f.minor, f.sha256, f.bytes, (SELECT count(*) FROM payout o WHERE o.file_id = f.id),
		(SELECT coalesce(sum(o.amount_minor), 0) FROM payout o WHERE o.file_id = f.id) FROM payout_file f ORDER BY f.id`
	return c.each(text, nil, func(r *row) error {
		number, count, minor, want, kept := r.text(), r.num(), r.num(), r.bytes(), r.bytes()
		if n, sum := r.num(), r.num(); n != count || sum != minor {
			c.wrong("payout file", number, "it says %d payouts of %d; there are %d of %d", count, minor, n, sum)
		}
		if got := sha256.Sum256(kept); !bytes.Equal(got[:], want) {
			c.wrong("payout file", number, "its kept bytes differ from those exported")
		}
		c.step("files", 1)
		return nil
	})
}
