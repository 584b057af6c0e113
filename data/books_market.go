package data

import (
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
)

const marketColumns = "id, day, kind, said, tags, partner_id, client_id, referral_id, checkin_id, owner, words, entered_at, version"

const marketFields = "n.id, n.day, n.kind, n.said, n.tags, n.partner_id, n.client_id, n.referral_id, n.checkin_id, n.owner, n.entered_at, n.version"

func readMarket(r *row) app.MarketNote {
	n := app.MarketNote{ID: app.ID[app.MarketNote](r.num()), Day: r.day(), Kind: app.MarketKind(r.text()), Said: r.text()}
	r.json(&n.Tags)
	n.Partner, n.Client, n.Referral = app.ID[app.Partner](r.num()), app.ID[app.Client](r.num()), app.ID[app.Referral](r.num())
	n.Checkin, n.Owner, n.EnteredAt, n.Version = app.ID[app.Checkin](r.num()), r.text(), r.time(), r.num()
	return n
}

func marketArgs(dst []any, n *app.MarketNote) []any {
	return append(dst, int64(n.ID), n.Day.String(), string(n.Kind), n.Said, tagList(n.Tags), optional(n.Partner), optional(n.Client), optional(n.Referral),
		optional(n.Checkin), n.Owner, names.Fold(n.Said+" "+strings.Join(n.Tags, " ")), stamp(n.EnteredAt), n.Version)
}

// AddMarketNote keeps a note.
func (b *books) AddMarketNote(n app.MarketNote) error {
	if err := insert(b, "market", marketColumns, []app.MarketNote{n}, marketArgs); err != nil {
		return err
	}
	return b.index("market", "id", int64(n.ID))
}

// PutMarketNote changes a note.
func (b *books) PutMarketNote(n app.MarketNote) error {
	return b.reindexing(int64(n.ID), []indexed{{"market", "id"}}, func() error {
		return b.putOne("This market note", "market", int64(n.ID), updateText("market", marketColumns), append(marketArgs(nil, &n), n.Version-1)...)
	})
}

// DeleteMarketNote removes a note.
func (b *books) DeleteMarketNote(id app.ID[app.MarketNote]) error {
	if err := b.unindex("market", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This market note", "market", int64(id))
}

// MarketNote gives one note.
func (b *books) MarketNote(id app.ID[app.MarketNote]) (app.MarketNote, error) {
	return need(b, "This market note", readMarket, "SELECT "+marketFields+" FROM market n WHERE n.id = $1", int64(id))
}

func marketList() list {
	return list{
		what: "market notes", from: "market n", id: "n.id", own: app.Sort{Key: "day", Desc: true},
		found: `(n.id IN (SELECT rowid FROM market_search WHERE market_search MATCH $n) OR n.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n)
			OR n.client_id IN (SELECT rowid FROM client_search WHERE client_search MATCH $n))`,
		fields: map[string]field{
			"id": {expr: "n.id", kind: numberField}, "kind": {expr: "n.kind", of: known(app.MarketKinds)}, "tag": {expr: "n.tags", kind: tagField},
			"day": {expr: "n.day", kind: dayField}, "partner": {expr: "n.partner_id", kind: numberField}, "client": {expr: "n.client_id", kind: numberField},
			"referral": {expr: "n.referral_id", kind: numberField}, "checkin": {expr: "n.checkin_id", kind: numberField}, "owner": {expr: "n.owner"},
		},
		sorts: map[string]sorting{
			"day": {by: []string{"n.day"}}, "kind": {by: []string{"n.kind", "n.day"}}, "owner": {by: []string{"n.owner", "n.day"}},
			"partner": {by: []string{"p.folded", "n.day"}, join: "LEFT JOIN partner p ON p.id = n.partner_id"},
		},
	}
}

// MarketIDs lists notes.
func (b *books) MarketIDs(q app.Query, each func([]int32) error) error {
	return b.ids(marketList(), q, each)
}

// MarketRows reads notes as lists show them.
func (b *books) MarketRows(ids []int32) ([]app.MarketRow, error) {
	return byIDs(b, ids, "SELECT "+marketFields+`, p.name, c.name, r.number, i.day FROM market n LEFT JOIN partner p ON p.id = n.partner_id
		LEFT JOIN client c ON c.id = n.client_id LEFT JOIN referral r ON r.id = n.referral_id LEFT JOIN checkin i ON i.id = n.checkin_id WHERE n.id IN `,
		func(r *row) app.MarketRow {
			return app.MarketRow{MarketNote: readMarket(r), PartnerName: r.text(), ClientName: r.text(), ReferralNumber: r.text(), CheckinDay: r.day()}
		}, func(n *app.MarketRow) int64 { return int64(n.ID) })
}

// MarketTallies counts the notes of a period by month and kind, and by month and tag.
func (b *books) MarketTallies(p calendar.Period) (kinds, tags []app.MarketTally, err error) {
	kinds, err = all(b, func(r *row) app.MarketTally {
		return app.MarketTally{Month: calendar.MonthOf(r.day()), Kind: app.MarketKind(r.text()), Count: r.num()}
	}, `SELECT substr(n.day, 1, 7) || '-01', n.kind, count(*) FROM market n WHERE n.day >= $1 AND n.day < $2 GROUP BY 1, 2 ORDER BY 1, 2`, p.From.String(), p.To.String())
	if err != nil {
		return nil, nil, err
	}
	tags, err = all(b, func(r *row) app.MarketTally {
		return app.MarketTally{Month: calendar.MonthOf(r.day()), Tag: r.text(), Count: r.num()}
	}, `SELECT substr(n.day, 1, 7) || '-01', tag.value, count(*) FROM market n CROSS JOIN json_each(n.tags) AS tag
		WHERE n.day >= $1 AND n.day < $2 GROUP BY 1, 2 ORDER BY 1, 2`, p.From.String(), p.To.String())
	return kinds, tags, err
}
