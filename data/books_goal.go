package data

import (
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

const goalColumns = "id, kpi, target, currency, from_day, to_day, owner, note, version"

func readGoal(r *row) app.Goal {
	return app.Goal{ID: app.ID[app.Goal](r.num()), KPI: app.KPI(r.text()), Target: r.num(), Currency: r.currency(), Period: calendar.Period{From: r.day(), To: r.day()},
		Owner: r.text(), Note: r.text(), Version: r.num()}
}

func goalArgs(dst []any, g *app.Goal) []any {
	return append(dst, int64(g.ID), string(g.KPI), g.Target, string(g.Currency), g.Period.From.String(), g.Period.To.String(), g.Owner, g.Note, g.Version)
}

// AddGoal keeps a goal.
func (b *books) AddGoal(g app.Goal) error {
	return insert(b, "goal", goalColumns, []app.Goal{g}, goalArgs)
}

// PutGoal changes a goal.
func (b *books) PutGoal(g app.Goal) error {
	return b.putOne("This goal", "goal", int64(g.ID), updateText("goal", goalColumns), append(goalArgs(nil, &g), g.Version-1)...)
}

// DeleteGoal removes a goal.
func (b *books) DeleteGoal(id app.ID[app.Goal]) error {
	return b.deleteOne("This goal", "goal", int64(id))
}

// Goal gives one goal.
func (b *books) Goal(id app.ID[app.Goal]) (app.Goal, error) {
	return need(b, "This goal", readGoal, "SELECT "+goalColumns+" FROM goal WHERE id = $1", int64(id))
}

// Goals gives all of them.
func (b *books) Goals() ([]app.Goal, error) {
	return all(b, readGoal, "SELECT "+goalColumns+" FROM goal ORDER BY to_day DESC, from_day DESC, id")
}

// What came in from clients, less what was given back of it: f is the fee event and o the one it credits. Commission is what was not taken back.
const (
	netReceived = "coalesce(sum(CASE f.kind WHEN 'received' THEN f.amount_minor ELSE -f.amount_minor END), 0)"
	areReceived = "(f.kind = 'received' OR f.kind = 'credited' AND o.kind = 'received')"
	commission  = "coalesce(sum(l.amount_minor), 0) FROM line l CROSS JOIN standing t ON t.line_seq = l.seq WHERE t.state NOT IN ('void', 'forfeited')"
)

// measures is one query for each figure; $1 and $2 are the first day and the one after the last, $3 the currency.
func measures() map[app.KPI]string {
	return map[app.KPI]string{
		app.QualifiedReferrals: "SELECT count(*), 0 FROM referral r WHERE r.accepted <> '' AND r.accepted >= $1 AND r.accepted < $2 AND $3 = $3",
		app.Conversion: `SELECT coalesce(sum(r.stage = 'won'), 0), count(*) FROM referral r
			WHERE r.stage IN ('won', 'lost', 'withdrawn') AND r.closed >= $1 AND r.closed < $2 AND $3 = $3`,
		app.Revenue: "SELECT " + netReceived + `, 0 FROM fee f LEFT JOIN fee o ON o.id = f.of_id
			WHERE f.day >= $1 AND f.day < $2 AND f.currency = $3 AND ` + areReceived,
		app.CostPerClient: "SELECT (SELECT " + commission + ` AND l.day >= $1 AND l.day < $2 AND l.currency = $3),
			(SELECT count(DISTINCT r.client_id) FROM referral r WHERE r.stage = 'won' AND r.closed >= $1 AND r.closed < $2)`,
		app.NewPartners: `SELECT count(DISTINCT s.subject), 0 FROM step s WHERE s.kind = 'partner' AND s.to_state = 'active' AND s.day >= $1 AND s.day < $2
			AND s.note <> 'undone' AND $3 = $3
			AND NOT EXISTS (SELECT 1 FROM step e WHERE e.kind = 'partner' AND e.subject = s.subject AND e.to_state = 'active' AND e.id < s.id AND e.day < $1)
			AND EXISTS (SELECT 1 FROM partner p WHERE p.id = s.subject AND p.state IN ('active', 'paused', 'ended', 'blocked'))`,
		app.ReciprocityRate: `SELECT (SELECT count(*) FROM outbound o WHERE o.given >= $1 AND o.given < $2),
			(SELECT count(*) FROM referral r WHERE r.introduced >= $1 AND r.introduced < $2 AND r.stage <> 'duplicate') WHERE $3 = $3`,
		app.Acceptance: `SELECT y.n, y.n + (SELECT count(*) FROM referral r WHERE r.stage = 'not accepted' AND r.closed >= $1 AND r.closed < $2)
			FROM (SELECT count(*) AS n FROM referral r WHERE r.accepted <> '' AND r.accepted >= $1 AND r.accepted < $2 AND $3 = $3) y`,
		app.CommissionCost: "SELECT (SELECT " + commission + ` AND l.day >= $1 AND l.day < $2 AND l.currency = $3), 0`,
		app.GiftCost:       `SELECT coalesce(sum(g.value_minor), 0), 0 FROM gift g WHERE g.given >= $1 AND g.given < $2 AND g.currency = $3 AND g.state IN ('sent', 'received')`,
		app.OwnMinutes:     "SELECT coalesce(sum(i.minutes), 0), count(*) FROM checkin i WHERE i.state = 'held' AND i.day >= $1 AND i.day < $2 AND $3 = $3",
		app.ClientValue: "SELECT (SELECT " + netReceived + `
				FROM referral r CROSS JOIN fee f ON f.referral_id = r.id LEFT JOIN fee o ON o.id = f.of_id
				WHERE r.stage = 'won' AND r.closed >= $1 AND r.closed < $2 AND f.currency = $3 AND ` + areReceived + `),
			(SELECT count(DISTINCT r.client_id) FROM referral r WHERE r.stage = 'won' AND r.closed >= $1 AND r.closed < $2)`,
		app.ActivePartners: `SELECT count(DISTINCT CASE WHEN p.state = 'active' THEN r.partner_id END), (SELECT count(*) FROM partner a WHERE a.state = 'active')
			FROM referral r CROSS JOIN partner p ON p.id = r.partner_id WHERE r.introduced >= $1 AND r.introduced < $2 AND r.stage <> 'duplicate' AND $3 = $3`,
		app.CheckinsHeld: "SELECT count(*), 0 FROM checkin i WHERE i.state = 'held' AND i.day >= $1 AND i.day < $2 AND $3 = $3",
	}
}

// Measure gives a figure of a period.
func (b *books) Measure(k app.KPI, p calendar.Period, c money.Currency) (app.Measured, error) {
	text, ok := measures()[k]
	if !ok {
		return app.Measured{}, fmt.Errorf("no figure %q", k)
	}
	return need(b, "This figure", func(r *row) app.Measured { return app.Measured{Part: r.num(), Whole: r.num()} }, text, p.From.String(), p.To.String(), string(c))
}
