package data

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// introducedIn are the referrals of a period; $1 and $2 are its first day and the one after its last.
const introducedIn = " FROM referral r WHERE r.introduced >= $1 AND r.introduced < $2 AND r.stage <> 'duplicate'"

func monthOf(r *row) calendar.Month { return calendar.MonthOf(r.day()) }

// Courses counts those introduced in a period by their days and where they are.
func (b *books) Courses(p calendar.Period, each func(app.Course) error) error {
	return b.each("SELECT r.introduced, r.closed, r.stage, count(*)"+introducedIn+" GROUP BY 1, 2, 3", []any{p.From.String(), p.To.String()}, func(r *row) error {
		return each(app.Course{Introduced: r.day(), Closed: r.day(), Stage: app.Stage(r.text()), Count: r.num()})
	})
}

// CohortFees sums what came in from those introduced in a period, by month of introduction.
func (b *books) CohortFees(p calendar.Period, c money.Currency) ([]app.CohortFee, error) {
	return all(b, func(r *row) app.CohortFee { return app.CohortFee{Month: monthOf(r), Fees: r.num()} },
		"SELECT substr(r.introduced, 1, 7) || '-01', "+netReceived+` FROM referral r CROSS JOIN fee f ON f.referral_id = r.id LEFT JOIN fee o ON o.id = f.of_id
			WHERE r.introduced >= $1 AND r.introduced < $2 AND r.stage <> 'duplicate' AND f.currency = $3 AND `+areReceived+" GROUP BY 1 ORDER BY 1",
		p.From.String(), p.To.String(), string(c))
}

// Reached counts those introduced in a period by how far they came.
func (b *books) Reached(p calendar.Period) ([]app.Reach, error) {
	return all(b, func(r *row) app.Reach {
		return app.Reach{Furthest: app.Stage(r.text()), Accepted: r.yes(), Now: app.Stage(r.text()), Count: r.num()}
	}, `SELECT CASE WHEN r.stage IN ('lost', 'withdrawn', 'not accepted') THEN coalesce((SELECT s.from_state FROM step s
			WHERE s.kind = 'referral' AND s.subject = r.id AND s.to_state = r.stage ORDER BY s.id DESC LIMIT 1), '') ELSE r.stage END,
		r.accepted <> '', r.stage, count(*)`+introducedIn+" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3", p.From.String(), p.To.String())
}

// LostReasonCounts counts what came to nothing in a period by its reason.
func (b *books) LostReasonCounts(p calendar.Period, c money.Currency) ([]app.LostReason, error) {
	return all(b, func(r *row) app.LostReason {
		return app.LostReason{Stage: app.Stage(r.text()), Reason: r.text(), Count: r.num(), Estimate: r.num()}
	}, `SELECT r.stage, r.reason, count(*), coalesce(sum(CASE WHEN r.estimate_currency = $3 THEN r.estimate_minor END), 0) FROM referral r
		WHERE r.stage IN ('lost', 'withdrawn', 'not accepted') AND r.closed >= $1 AND r.closed < $2 GROUP BY 1, 2 ORDER BY 1, 2`, p.From.String(), p.To.String(), string(c))
}

// ObjectionTallies counts objections by the month in which they were heard and by their tags; those without one have none.
func (b *books) ObjectionTallies(p calendar.Period) ([]app.MarketTally, error) {
	return all(b, func(r *row) app.MarketTally {
		return app.MarketTally{Month: monthOf(r), Kind: app.Objection, Tag: r.text(), Count: r.num()}
	}, `SELECT substr(n.day, 1, 7) || '-01', coalesce(tag.value, ''), count(*) FROM market n LEFT JOIN json_each(n.tags) AS tag
		WHERE n.kind = 'objection' AND n.day >= $1 AND n.day < $2 GROUP BY 1, 2 ORDER BY 1, 2`, p.From.String(), p.To.String())
}

// Pipeline counts what is open, by stage and month of introduction.
func (b *books) Pipeline(c money.Currency) ([]app.OpenReferrals, error) {
	return all(b, func(r *row) app.OpenReferrals {
		return app.OpenReferrals{Stage: app.Stage(r.text()), Month: monthOf(r), Count: r.num(), Estimated: r.num(), Estimate: r.num()}
	}, `SELECT r.stage, substr(r.introduced, 1, 7) || '-01', count(*), coalesce(sum(r.estimate_currency = $1 AND r.estimate_minor > 0), 0),
			coalesce(sum(CASE WHEN r.estimate_currency = $1 THEN r.estimate_minor END), 0)
		FROM referral r WHERE r.stage IN ('logged', 'checking', 'accepted', 'contacted', 'meeting', 'proposal') GROUP BY 1, 2 ORDER BY 1, 2`, string(c))
}

// FeeAges sums what came in from those introduced in a period and won, by month of introduction and by the months since then.
func (b *books) FeeAges(p calendar.Period, c money.Currency) ([]app.FeeAge, error) {
	return all(b, func(r *row) app.FeeAge { return app.FeeAge{Month: monthOf(r), Age: r.num(), Fees: r.num()} },
		`SELECT substr(r.introduced, 1, 7) || '-01', (CAST(substr(f.day, 1, 4) AS INTEGER) - CAST(substr(r.introduced, 1, 4) AS INTEGER)) * 12
				+ CAST(substr(f.day, 6, 2) AS INTEGER) - CAST(substr(r.introduced, 6, 2) AS INTEGER), `+netReceived+`
			FROM referral r CROSS JOIN fee f ON f.referral_id = r.id LEFT JOIN fee o ON o.id = f.of_id
			WHERE r.introduced >= $1 AND r.introduced < $2 AND r.stage = 'won' AND f.currency = $3 AND `+areReceived+" GROUP BY 1, 2 ORDER BY 1, 2",
		p.From.String(), p.To.String(), string(c))
}

// PartnerResults gives what each partner brought in a period.
func (b *books) PartnerResults(p calendar.Period, c money.Currency) ([]app.PartnerResult, error) {
	return all(b, func(r *row) app.PartnerResult {
		return app.PartnerResult{Partner: app.ID[app.Partner](r.num()), Name: r.text(), Type: r.text(), Introduced: r.num(), Won: r.num(), Ended: r.num(), Fees: r.num(), Commission: r.num()}
	}, `SELECT u.id, p.name, p.type, sum(u.introduced), sum(u.won), sum(u.ended), sum(u.fees), sum(u.commission) FROM (
			SELECT r.partner_id AS id, 1 AS introduced, 0 AS won, 0 AS ended, 0 AS fees, 0 AS commission`+introducedIn+`
			UNION ALL SELECT r.partner_id, 0, r.stage = 'won', 1, 0, 0 FROM referral r WHERE r.stage IN ('won', 'lost', 'withdrawn') AND r.closed >= $1 AND r.closed < $2
			UNION ALL SELECT r.partner_id, 0, 0, 0, CASE f.kind WHEN 'received' THEN f.amount_minor ELSE -f.amount_minor END, 0
				FROM fee f CROSS JOIN referral r ON r.id = f.referral_id LEFT JOIN fee o ON o.id = f.of_id WHERE f.day >= $1 AND f.day < $2 AND f.currency = $3 AND `+areReceived+`
			UNION ALL SELECT l.partner_id, 0, 0, 0, 0, l.amount_minor FROM line l CROSS JOIN standing t ON t.line_seq = l.seq
				WHERE l.day >= $1 AND l.day < $2 AND l.currency = $3 AND t.state NOT IN ('void', 'forfeited')
		) AS u CROSS JOIN partner p ON p.id = u.id GROUP BY u.id ORDER BY u.id`, p.From.String(), p.To.String(), string(c))
}
