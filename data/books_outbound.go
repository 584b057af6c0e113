package data

import (
	"rapport/app"
	"rapport/app/names"
)

const outboundColumns = `id, number, reference, partner_id, person_id, client_id, service, state, given, ended, outcome, reason, estimate_minor, estimate_currency,
	value_minor, value_currency, chase, consented, owner, note, words, entered_at, version`

const outboundFields = `o.id, o.number, o.reference, o.partner_id, o.person_id, o.client_id, o.service, o.state, o.given, o.ended, o.outcome, o.reason,
	o.estimate_minor, o.estimate_currency, o.value_minor, o.value_currency, o.chase, o.consented, o.owner, o.note, o.entered_at, o.version`

func readOutbound(r *row) app.Outbound {
	return app.Outbound{ID: app.ID[app.Outbound](r.num()), Number: r.text(), Reference: r.text(), Partner: app.ID[app.Partner](r.num()),
		Person: app.ID[app.Person](r.num()), Client: app.ID[app.Client](r.num()), Service: r.text(), State: app.OutboundState(r.text()), Given: r.day(),
		Ended: r.day(), Outcome: app.OutboundState(r.text()), Reason: r.text(), Estimate: r.money(), Value: r.money(), Chase: r.day(), Consented: r.day(),
		Owner: r.text(), Note: r.text(), EnteredAt: r.time(), Version: r.num()}
}

func outboundArgs(dst []any, o *app.Outbound) []any {
	return append(dst, int64(o.ID), o.Number, o.Reference, int64(o.Partner), optional(o.Person), int64(o.Client), o.Service, string(o.State), o.Given.String(),
		o.Ended.String(), string(o.Outcome), o.Reason, o.Estimate.Minor, string(o.Estimate.Currency), o.Value.Minor, string(o.Value.Currency), o.Chase.String(),
		o.Consented.String(), o.Owner, o.Note, names.Fold(o.Number+" "+o.Reference+" "+o.Service+" "+o.Note), stamp(o.EnteredAt), o.Version)
}

func outboundID(o *app.Outbound) int64 { return int64(o.ID) }

// AddOutbounds adds outbound referrals whose ids and numbers are set.
func (b *books) AddOutbounds(all []app.Outbound) error {
	if err := insert(b, "outbound", outboundColumns, all, outboundArgs); err != nil {
		return err
	}
	return indexAdded(b, "outbound", all, outboundID)
}

// PutOutbound changes an outbound referral.
func (b *books) PutOutbound(o app.Outbound) error {
	return b.reindexing(int64(o.ID), []indexed{{"outbound", "id"}}, func() error {
		return b.putOne("This outbound referral", "outbound", int64(o.ID), updateText("outbound", outboundColumns), append(outboundArgs(nil, &o), o.Version-1)...)
	})
}

// DeleteOutbound removes an outbound referral with its history.
func (b *books) DeleteOutbound(id app.ID[app.Outbound]) error {
	if err := b.unindex("outbound", "id", int64(id)); err != nil {
		return err
	}
	if _, err := b.exec("DELETE FROM step WHERE kind = $1 AND subject = $2", string(app.KindOutbound), int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This outbound referral", "outbound", int64(id))
}

// Outbound gives one outbound referral.
func (b *books) Outbound(id app.ID[app.Outbound]) (app.Outbound, error) {
	return need(b, "This outbound referral", readOutbound, "SELECT "+outboundFields+" FROM outbound o WHERE o.id = $1", int64(id))
}

// OutboundByNumber gives the outbound referral with a people-facing number.
func (b *books) OutboundByNumber(number string) (app.Outbound, error) {
	return need(b, "Outbound referral "+number, readOutbound, "SELECT "+outboundFields+" FROM outbound o WHERE o.number = $1", number)
}

// OutboundsByReference gives outbound referrals by external reference.
func (b *books) OutboundsByReference(refs []string) (map[string]app.Outbound, error) {
	return byReference(b, refs, "outbound", "o", outboundFields, readOutbound, outboundID)
}

func outboundList() list {
	return list{
		what: "outbound referrals", from: "outbound o", id: "o.id", own: app.Sort{Key: "given", Desc: true},
		found: "o.id IN (SELECT rowid FROM outbound_search WHERE outbound_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "o.id", kind: numberField}, "partner": {expr: "o.partner_id", kind: numberField}, "client": {expr: "o.client_id", kind: numberField},
			"state": {expr: "o.state", of: known(app.OutboundStates)}, "outcome": {expr: "o.outcome"}, "service": {expr: "o.service"}, "owner": {expr: "o.owner"},
			"given": {expr: "o.given", kind: dayField}, "ended": {expr: "o.ended", kind: dayField}, "chase": {expr: "o.chase", kind: dayField},
		},
		sorts: map[string]sorting{
			"given": {by: []string{"o.given"}}, "number": {by: []string{"o.number"}}, "service": {by: []string{"o.service", "o.given"}}, "state": {by: []string{"o.state", "o.given"}},
			"partner": {by: []string{"p.folded", "o.given"}, join: "CROSS JOIN partner p ON p.id = o.partner_id"},
			"client":  {by: []string{"c.folded", "o.given"}, join: "CROSS JOIN client c ON c.id = o.client_id"},
			"chase":   {by: []string{"o.chase"}}, "estimate": {by: []string{"o.estimate_currency", "o.estimate_minor"}},
			"value": {by: []string{"o.value_currency", "o.value_minor"}}, "owner": {by: []string{"o.owner", "o.given"}},
		},
	}
}

// OutboundIDs lists outbound referrals.
func (b *books) OutboundIDs(q app.Query, each func([]int32) error) error {
	return b.ids(outboundList(), q, each)
}

// OutboundRows reads outbound referrals as lists show them.
func (b *books) OutboundRows(ids []int32) ([]app.OutboundRow, error) {
	return byIDs(b, ids, "SELECT "+outboundFields+`, p.name, c.name, e.name FROM outbound o CROSS JOIN partner p ON p.id = o.partner_id
		CROSS JOIN client c ON c.id = o.client_id LEFT JOIN person e ON e.id = o.person_id WHERE o.id IN `, func(r *row) app.OutboundRow {
		return app.OutboundRow{Outbound: readOutbound(r), PartnerName: r.text(), ClientName: r.text(), PersonName: r.text()}
	}, func(o *app.OutboundRow) int64 { return int64(o.ID) })
}
