package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

// exchange is how one part of what went either way is counted: $1 and $2 are the first day and the one after the last. of is what is
// added for one partner, $3; from takes the place of the table and its first join then, where another index leads.
type exchange struct {
	part                       app.ExchangePart
	day, service, sum, counted string
	from, fromOne, where, of   string
}

func exchanges() []exchange {
	const (
		received = "referral r"
		given    = "outbound o"
		came     = "fee f LEFT JOIN fee o ON o.id = f.of_id CROSS JOIN referral r ON r.id = f.referral_id"
		cameOne  = "referral r CROSS JOIN fee f ON f.referral_id = r.id LEFT JOIN fee o ON o.id = f.of_id"
	)
	return []exchange{
		{app.PartReceived, "r.introduced", "r.service", "0, ''", "count(*)", received, received, "r.stage <> 'duplicate'", "r.partner_id"},
		{app.PartWon, "r.closed", "r.service", "0, ''", "count(*)", received, received, "r.stage = 'won'", "r.partner_id"},
		{app.PartFees, "f.day", "r.service", netReceived + ", f.currency", "0",
			came, cameOne, areReceived, "r.partner_id"},
		{app.PartGiven, "o.given", "o.service", "sum(o.estimate_minor), o.estimate_currency", "count(*)", given, given, "o.given <> ''", "o.partner_id"},
		{app.PartEngaged, "o.ended", "o.service", "sum(o.value_minor), o.value_currency", "count(*)", given, given, "o.outcome = 'engaged' AND o.ended <> ''", "o.partner_id"},
	}
}

// text is the whole query.
func (e exchange) text(one bool) string {
	from, of := e.from, ""
	if one {
		from, of = e.fromOne, " AND "+e.of+" = $3"
	}
	return "SELECT " + e.of + ", p.name, substr(" + e.day + ", 1, 4), " + e.service + ", " + e.counted + ", " + e.sum + " FROM " + from +
		" CROSS JOIN partner p ON p.id = " + e.of + " WHERE " + e.day + " >= $1 AND " + e.day + " < $2 AND " + e.where + of + " GROUP BY 1, 3, 4, 7"
}

// Exchanges counts what went between the firm and its partners in a period.
func (b *books) Exchanges(p calendar.Period, of app.ID[app.Partner]) ([]app.Exchange, error) {
	var out []app.Exchange
	args := []any{p.From.String(), p.To.String()}
	if of != 0 {
		args = append(args, int64(of))
	}
	for _, e := range exchanges() {
		some, err := all(b, func(r *row) app.Exchange {
			x := app.Exchange{Part: e.part, Partner: app.ID[app.Partner](r.num()), Name: r.text()}
			year, err := calendar.ParseDay(r.text() + "-01-01")
			if err != nil {
				r.fail("a year", err)
			}
			x.Year, x.Service, x.Count, x.Sum = year.Year(), r.text(), r.num(), r.money()
			return x
		}, e.text(of != 0), args...)
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

// Endings gives the referrals that were won, lost or withdrawn in a period.
func (b *books) Endings(p calendar.Period) ([]app.Ending, error) {
	return all(b, func(r *row) app.Ending {
		return app.Ending{Partner: app.ID[app.Partner](r.num()), Won: r.yes(), Introduced: r.day(), Closed: r.day()}
	}, `SELECT r.partner_id, r.stage = 'won', r.introduced, r.closed FROM referral r WHERE r.stage IN ('won', 'lost', 'withdrawn') AND r.closed >= $1 AND r.closed < $2
		ORDER BY r.closed, r.id`, p.From.String(), p.To.String())
}

const targetColumns = "id, partner_id, from_day, to_day, received, given, note, version"

func readTarget(r *row) app.Target {
	return app.Target{ID: app.ID[app.Target](r.num()), Partner: app.ID[app.Partner](r.num()), Period: calendar.Period{From: r.day(), To: r.day()},
		Received: r.num(), Given: r.num(), Note: r.text(), Version: r.num()}
}

func targetArgs(dst []any, g *app.Target) []any {
	return append(dst, int64(g.ID), int64(g.Partner), g.Period.From.String(), g.Period.To.String(), g.Received, g.Given, g.Note, g.Version)
}

// AddTarget keeps what is wanted of a quarter.
func (b *books) AddTarget(g app.Target) error {
	return insert(b, "target", targetColumns, []app.Target{g}, targetArgs)
}

// PutTarget changes it.
func (b *books) PutTarget(g app.Target) error {
	return b.putOne("This target", "target", int64(g.ID), updateText("target", targetColumns), append(targetArgs(nil, &g), g.Version-1)...)
}

// DeleteTarget removes it.
func (b *books) DeleteTarget(id app.ID[app.Target]) error {
	return b.deleteOne("This target", "target", int64(id))
}

// Target gives one.
func (b *books) Target(id app.ID[app.Target]) (app.Target, error) {
	return need(b, "This target", readTarget, "SELECT "+targetColumns+" FROM target WHERE id = $1", int64(id))
}

// Targets gives those of a partner.
func (b *books) Targets(partner app.ID[app.Partner]) ([]app.Target, error) {
	return all(b, readTarget, "SELECT "+targetColumns+" FROM target WHERE partner_id = $1 ORDER BY from_day DESC, id", int64(partner))
}
