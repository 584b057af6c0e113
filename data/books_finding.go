package data

import "rapport/app"

// finding is how one kind of thing is found and what a hit on it says.
type finding struct {
	kind         app.Kind
	table, alias string
	show         string // name, the line below, the text, and kind and id of the thing it is shown at where it has no page of its own
	joins, only  string // what show needs, and which rows there are
	search       string // its own search table; empty: found by its text alone
	texts        string // id and text of every one that has any; see reword
	numbered     bool   // its number is unique
	folded       bool   // its folded name has an index
}

// newsletterText is what the blocks of a newsletter say.
const newsletterText = "coalesce((SELECT group_concat(coalesce(j.value ->> 'label', '') || ' ' || coalesce(j.value ->> 'text', ''), ' ') FROM json_each(z.blocks) j), '')"

const (
	itsPartner = " CROSS JOIN partner p ON p.id = "
	itself     = ", '', 0"
	atPartner  = ", 'partner', p.id"
)

// findings are all kinds, in the order in which equal hits are shown. Whoever keeps another adds a line here, calls reword or index where
// it is written, and lets a trigger take its words away with it.
func findings() []finding {
	return []finding{
		{kind: app.KindPartner, table: "partner", alias: "p", show: "p.name, p.type || ' · ' || p.number, p.note" + itself,
			only: " AND p.archived = 0 AND p.state <> 'merged'", search: "partner_search", texts: "SELECT id, note FROM partner", numbered: true, folded: true},
		{kind: app.KindPerson, table: "person", alias: "e", show: "e.name, p.name, e.note" + atPartner, joins: itsPartner + "e.partner_id",
			search: "person_search", texts: "SELECT id, note FROM person", folded: true},
		{kind: app.KindClient, table: "client", alias: "c", show: "c.name, c.number, c.note" + itself, search: "client_search",
			texts: "SELECT id, note FROM client", numbered: true, folded: true},
		{kind: app.KindReferral, table: "referral", alias: "r", show: "r.number || ' · ' || c.name, p.name, r.note" + itself,
			joins: " CROSS JOIN client c ON c.id = r.client_id" + itsPartner + "r.partner_id", search: "referral_search", texts: "SELECT id, note FROM referral", numbered: true},
		{kind: app.KindOutbound, table: "outbound", alias: "o", show: "o.number || ' · ' || c.name, 'to ' || p.name, o.note" + itself,
			joins: " CROSS JOIN client c ON c.id = o.client_id" + itsPartner + "o.partner_id", search: "outbound_search", numbered: true},
		{kind: app.KindAgreement, table: "agreement", alias: "a", show: "a.number || ' · ' || a.title, p.name, ''" + atPartner, joins: itsPartner + "a.partner_id",
			search: "agreement_search", numbered: true},
		{kind: app.KindStatement, table: "statement", alias: "t", show: "t.number || ' · ' || t.period, p.name, ''" + itself, joins: itsPartner + "t.partner_id",
			search: "statement_search", numbered: true},
		{kind: app.KindPayout, table: "payout", alias: "o", show: "o.number, p.name, ''" + itself, joins: itsPartner + "o.partner_id", search: "payout_search", numbered: true},
		{kind: app.KindPlan, table: "plan", alias: "l", show: "l.name, l.number, l.note" + itself, only: " AND l.archived = 0", search: "plan_search", numbered: true, folded: true},
		{kind: app.KindMaterial, table: "material", alias: "m", show: "m.title, m.kind || ' · ' || m.number, trim(m.note || ' ' || coalesce(v.body, ''))" + itself,
			joins: " LEFT JOIN material_version v ON v.id = m.shown", search: "material_search", numbered: true, folded: true},
		{kind: app.KindDispute, table: "dispute", alias: "d", show: "d.number, p.name, d.claim" + itself,
			joins: " CROSS JOIN line n ON n.seq = d.line_seq" + itsPartner + "n.partner_id", texts: "SELECT id, number || ' ' || raised_by || ' ' || claim FROM dispute", numbered: true},
		{kind: app.KindCheckin, table: "checkin", alias: "i", show: "iif(i.subject = '', i.kind, i.subject), p.name || ' · ' || i.day, i.note || ' ' || i.learned" + atPartner,
			joins: itsPartner + "i.partner_id", search: "checkin_search"},
		{kind: app.KindPromise, table: "promise", alias: "w", show: "w.what, p.name, ''" + atPartner, joins: itsPartner + "w.partner_id", texts: "SELECT id, what FROM promise"},
		{kind: app.KindMarket, table: "market", alias: "n", show: "n.said, coalesce(p.name || ' · ', '') || n.kind || ' · ' || n.day, replace(trim(n.tags, '[]'), '\"', '')" + itself,
			joins: " LEFT JOIN partner p ON p.id = n.partner_id", search: "market_search"},
		{kind: app.KindLead, table: "lead", alias: "x", show: "iif(x.organisation <> '', x.organisation, iif(x.name <> '', x.name, x.email)), coalesce(p.name || ' · ', '') || x.state || ' · ' || x.day, x.message" + itself,
			joins: " LEFT JOIN partner p ON p.id = x.partner_id", search: "lead_search"},
		{kind: app.KindTemplate, table: "template", alias: "y", show: "y.title, y.kind || ' · ' || y.language || ' · ' || y.number, y.body" + itself, only: " AND y.archived = 0",
			search: "template_search", numbered: true, folded: true},
		{kind: app.KindNewsletter, table: "newsletter", alias: "z", show: "z.number || ' · ' || z.subject, iif(z.sent = '', 'not sent yet', 'sent ' || z.sent), " + newsletterText + itself,
			texts: "SELECT id, number || ' ' || subject || ' ' || " + newsletterText + " FROM newsletter z", numbered: true},
		{kind: app.KindMessage, table: "message", alias: "x", show: "x.number || ' · ' || x.subject, p.name || ' · ' || x.state || ' · ' || x.day, ''" + itself, joins: itsPartner + "x.partner_id",
			search: "message_search", numbered: true},
		{kind: app.KindTask, table: "task", alias: "k", show: `k.what, coalesce(p.name, k.due), k.note, iif(k.about IN ('', 'agreement') AND p.id > 0, 'partner', k.about),
			iif(k.about IN ('', 'agreement'), coalesce(p.id, 0), k.about_id)`, joins: " LEFT JOIN partner p ON p.id = k.partner_id", texts: "SELECT id, what || ' ' || note FROM task"},
		{kind: app.KindGift, table: "gift", alias: "g", show: "g.what, e.name || ' · ' || p.name, g.note" + atPartner,
			joins: " CROSS JOIN person e ON e.id = g.person_id" + itsPartner + "g.partner_id", texts: "SELECT id, what || ' ' || note FROM gift"},
		{kind: app.KindFile, table: "attachment", alias: "m", show: `m.name, m.who, '', iif(m.kind IN ('checkin', 'credential'), 'partner', m.kind), CASE m.kind
			WHEN 'checkin' THEN (SELECT i.partner_id FROM checkin i WHERE i.id = m.subject)
			WHEN 'credential' THEN (SELECT n.partner_id FROM credential n WHERE n.id = m.subject) ELSE m.subject END`, texts: "SELECT id, replace(name, '.', ' ') FROM attachment"},
	}
}

func (f finding) indexed() bool { return f.search != "" }

func (f finding) selecting() string { return "SELECT " + f.alias + ".id, " + f.show + " FROM " }

func (f finding) rows() string {
	return f.selecting() + f.table + " " + f.alias + f.joins + " WHERE 1" + f.only + " AND " + f.alias
}

// matching is the query of its search table, the newest first.
func (f finding) matching() string {
	return f.selecting() + f.search + " s CROSS JOIN " + f.table + " " + f.alias + " ON " + f.alias + ".id = s.rowid" + f.joins +
		" WHERE " + f.search + " MATCH $1" + f.only + " ORDER BY s.rowid DESC LIMIT $2"
}

func (f finding) byNumber() string { return f.rows() + ".number = $1" }

// byName gives the names that begin with $1 and come before $2; the exact one is the first of them.
func (f finding) byName() string {
	return f.rows() + ".folded >= $1 AND " + f.alias + ".folded < $2 ORDER BY " + f.alias + ".folded, " + f.alias + ".id LIMIT $3"
}

// byID ends where the list of ids begins.
func (f finding) byID() string { return f.rows() + ".id IN " }

func (f finding) read(r *row) app.Hit {
	return app.Hit{Kind: f.kind, ID: r.num(), Name: r.text(), Sub: r.text(), Text: r.text(), Of: app.Kind(r.text()), OfID: r.num()}
}
