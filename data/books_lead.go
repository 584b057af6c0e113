package data

import (
	"rapport/app"
	"rapport/app/names"
)

const leadColumns = "id, state, day, name, email, phone, organisation, folded, service, message, typed, code, partner_id, consent, doubt, source, evidence, mark, " +
	"referral_id, reason, decided, mail_key, phone_key, words, at, who, version"

const leadFields = "x.id, x.state, x.day, x.name, x.email, x.phone, x.organisation, x.service, x.message, x.typed, x.code, x.partner_id, x.consent, x.doubt, x.source, " +
	"x.evidence, x.mark, x.referral_id, x.reason, x.decided, x.at, x.who, x.version"

func readLead(r *row) app.Lead {
	return app.Lead{ID: app.ID[app.Lead](r.num()), State: app.LeadState(r.text()), Day: r.day(), Name: r.text(), Email: r.text(), Phone: r.text(), Organisation: r.text(),
		Service: r.text(), Message: r.text(), Typed: r.text(), Code: r.text(), Partner: app.ID[app.Partner](r.num()), Consent: r.yes(), Doubt: r.text(), Source: r.text(),
		Evidence: r.text(), Mark: r.hash(), Referral: app.ID[app.Referral](r.num()), Reason: r.text(), Decided: r.day(), At: r.time(), Who: r.text(), Version: r.num()}
}

func leadArgs(dst []any, l *app.Lead) []any {
	said := eachOnce(l.Name + " " + l.Organisation + " " + l.Email + " " + l.Service + " " + l.Message + " " + l.Code)
	return append(dst, int64(l.ID), string(l.State), l.Day.String(), l.Name, l.Email, l.Phone, l.Organisation, names.Fold(l.Called()), l.Service, l.Message, l.Typed, l.Code,
		optional(l.Partner), l.Consent, l.Doubt, l.Source, l.Evidence, l.Mark[:], optional(l.Referral), l.Reason, l.Decided.String(), names.MailKey(l.Email),
		names.PhoneKey(l.Phone), said, stamp(l.At), l.Who, l.Version)
}

// AddLeads keeps leads.
func (b *books) AddLeads(all []app.Lead) error {
	if err := insert(b, "lead", leadColumns, all, leadArgs); err != nil {
		return err
	}
	for _, l := range all {
		if err := b.index("lead", "id", int64(l.ID)); err != nil {
			return err
		}
	}
	return nil
}

// PutLead changes a lead.
func (b *books) PutLead(l app.Lead) error {
	return b.reindexing(int64(l.ID), []indexed{{"lead", "id"}}, func() error {
		return b.putOne("This lead", "lead", int64(l.ID), updateText("lead", leadColumns), append(leadArgs(nil, &l), l.Version-1)...)
	})
}

// DeleteLead removes a lead.
func (b *books) DeleteLead(id app.ID[app.Lead]) error {
	if err := b.unindex("lead", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This lead", "lead", int64(id))
}

// Lead gives one lead.
func (b *books) Lead(id app.ID[app.Lead]) (app.Lead, error) {
	return need(b, "This lead", readLead, "SELECT "+leadFields+" FROM lead x WHERE x.id = $1", int64(id))
}

// LeadsByMark gives the leads of marks.
func (b *books) LeadsByMark(marks [][32]byte) (map[[32]byte]app.Lead, error) {
	out := map[[32]byte]app.Lead{}
	for _, mark := range marks {
		l, ok, err := first(b, readLead, "SELECT "+leadFields+" FROM lead x WHERE x.mark = $1", mark[:])
		if err != nil {
			return nil, err
		}
		if ok {
			out[mark] = l
		}
	}
	return out, nil
}

// LeadsReached gives the leads of an address or a number, the newest first.
func (b *books) LeadsReached(email, phone string) ([]app.Lead, error) {
	return all(b, readLead, "SELECT "+leadFields+` FROM lead x WHERE x.id IN (SELECT m.id FROM lead m WHERE m.mail_key = $1 AND m.mail_key <> ''
		UNION SELECT t.id FROM lead t WHERE t.phone_key = $2 AND t.phone_key <> '') ORDER BY x.id DESC`, email, phone)
}

func leadList() list {
	return list{
		what: "leads", from: "lead x", id: "x.id", own: app.Sort{Key: "day", Desc: true},
		found: `(x.id IN (SELECT rowid FROM lead_search WHERE lead_search MATCH $n) OR x.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n))`,
		fields: map[string]field{
			"id": {expr: "x.id", kind: numberField}, "state": {expr: "x.state", of: known(app.LeadStates)}, "partner": {expr: "x.partner_id", kind: numberField},
			"day": {expr: "x.day", kind: dayField}, "code": {expr: "x.code"}, "referral": {expr: "x.referral_id", kind: numberField},
		},
		sorts: map[string]sorting{
			"day": {by: []string{"x.day"}}, "name": {by: []string{"x.folded"}}, "state": {by: []string{"x.state", "x.day"}},
			"partner": {by: []string{"p.folded", "x.day"}, join: "LEFT JOIN partner p ON p.id = x.partner_id"},
		},
	}
}

// LeadIDs lists leads.
func (b *books) LeadIDs(q app.Query, each func([]int32) error) error {
	return b.ids(leadList(), q, each)
}

// LeadRows reads leads as lists show them.
func (b *books) LeadRows(ids []int32) ([]app.LeadRow, error) {
	return byIDs(b, ids, "SELECT "+leadFields+`, p.name, r.number FROM lead x LEFT JOIN partner p ON p.id = x.partner_id LEFT JOIN referral r ON r.id = x.referral_id WHERE x.id IN `,
		func(r *row) app.LeadRow {
			return app.LeadRow{Lead: readLead(r), PartnerName: r.text(), ReferralNumber: r.text()}
		}, func(l *app.LeadRow) int64 { return int64(l.ID) })
}
