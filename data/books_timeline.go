package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

// moments says where a kind of entries of a timeline comes from. columns are, in order: what Moment calls Name, Sort, With, Note, State,
// Who, and the amount with its currency.
type moments struct {
	from    string // with the condition that says of which partner
	id, of  string
	day     string
	columns string
}

// noteWords is how much of a note an entry carries.
const noteWords = "200"

// momentsOf gives the source of a kind. Those of which a partner has many are read by an index of partner and day.
func momentsOf(kind app.MomentKind) moments {
	switch kind {
	case app.MomentCheckin:
		return moments{"checkin i LEFT JOIN person e ON e.id = i.person_id WHERE i.partner_id = $1", "i.id", "i.id", "i.day",
			"i.subject, i.kind, coalesce(e.name, ''), substr(i.note, 1, " + noteWords + "), i.state, i.owner, 0, ''"}
	case app.MomentPromise:
		return moments{"promise w WHERE w.partner_id = $1", "w.id", "w.id", "w.made",
			"w.what, CASE w.ours WHEN 1 THEN 'ours' ELSE 'theirs' END, w.due, w.reason, w.state, w.owner, 0, ''"}
	case app.MomentTask:
		return moments{"task k WHERE k.partner_id = $1", "k.id", "k.id", "k.due", "k.what, '', '', substr(k.note, 1, " + noteWords + "), k.state, k.owner, 0, ''"}
	case app.MomentReferral:
		return moments{"referral r CROSS JOIN client c ON c.id = r.client_id WHERE r.partner_id = $1 AND r.introduced <> ''", "r.id", "r.id", "r.introduced",
			"c.name, r.number, r.service, '', r.stage, r.owner, r.estimate_minor, r.estimate_currency"}
	case app.MomentOutcome:
		return moments{"referral r CROSS JOIN client c ON c.id = r.client_id WHERE r.partner_id = $1 AND r.closed <> ''", "r.id", "r.id", "r.closed",
			"c.name, r.number, r.service, r.reason, r.stage, r.owner, 0, ''"}
	case app.MomentGiven:
		return moments{"outbound o CROSS JOIN client c ON c.id = o.client_id WHERE o.partner_id = $1", "o.id", "o.id", "o.given",
			"c.name, o.number, o.service, '', o.state, o.owner, o.estimate_minor, o.estimate_currency"}
	case app.MomentEngaged:
		return moments{"outbound o CROSS JOIN client c ON c.id = o.client_id WHERE o.partner_id = $1 AND o.ended <> ''", "o.id", "o.id", "o.ended",
			"c.name, o.number, o.service, o.reason, CASE o.outcome WHEN '' THEN o.state ELSE o.outcome END, o.owner, o.value_minor, o.value_currency"}
	case app.MomentGift:
		return moments{"gift g CROSS JOIN person e ON e.id = g.person_id WHERE g.partner_id = $1", "g.id", "g.id", "g.proposed",
			"g.what, g.kind, e.name, g.note, g.state, g.made_by, g.value_minor, g.currency"}
	case app.MomentMarket:
		return moments{"market m WHERE m.partner_id = $1", "m.id", "m.id", "m.day", "m.said, m.kind, '', '', '', m.owner, 0, ''"}
	case app.MomentMaterial:
		return moments{`material_delivery d CROSS JOIN material m ON m.id = d.material_id CROSS JOIN material_version v ON v.id = d.version_id
			LEFT JOIN person e ON e.id = d.person_id WHERE d.partner_id = $1`, "d.id", "m.id", "d.day",
			"m.title, 'version ' || v.no, coalesce(e.name, ''), d.way, CASE d.recalled WHEN '' THEN v.state ELSE 'recalled' END, d.who, 0, ''"}
	case app.MomentLetter:
		return moments{"letter t LEFT JOIN person e ON e.id = t.person_id WHERE t.partner_id = $1", "t.id", "t.id", "t.day",
			"t.title, t.number, coalesce(e.name, ''), t.way, '', t.who, 0, ''"}
	case app.MomentMessage:
		return moments{"message x WHERE x.partner_id = $1", "x.id", "x.id", "x.day", "x.subject, x.number, CASE x.name WHEN '' THEN x.address ELSE x.name END, x.kind, x.state, x.who, 0, ''"}
	case app.MomentFile:
		return moments{"attachment f WHERE f.partner_id = $1", "f.id", "f.id", "f.day", "f.name, f.kind, '', '', '', f.who, 0, ''"}
	}
	return moneyMoments(kind)
}

// moneyMoments gives the source of a kind that has to do with money or with where the partner stands.
func moneyMoments(kind app.MomentKind) moments {
	switch kind {
	case app.MomentPayment:
		return moments{"payment p LEFT JOIN statement s ON s.id = p.statement_id WHERE p.partner_id = $1", "p.seq", "p.seq", "p.day",
			"p.method, p.reference, coalesce(s.number, ''), p.note, '', '', p.amount_minor, p.currency"}
	case app.MomentPayout:
		return moments{"payout o WHERE o.partner_id = $1", "o.id", "o.id", "o.made", "o.number, o.method, '', o.reason, o.state, o.made_by, o.amount_minor, o.currency"}
	case app.MomentStatement:
		return moments{"statement s WHERE s.partner_id = $1", "s.id", "s.id", "s.issued", "s.number, s.period, '', '', s.state, '', s.closing, s.currency"}
	case app.MomentCommission:
		return moments{`line l CROSS JOIN standing t ON t.line_seq = l.seq LEFT JOIN referral r ON r.id = l.referral_id LEFT JOIN client c ON c.id = r.client_id
			WHERE l.partner_id = $1 AND l.kind <> 'payment'`, "l.seq", "l.seq", "l.day",
			"l.kind, coalesce(r.number, ''), coalesce(c.name, ''), '', t.state, t.made_by, l.amount_minor, l.currency"}
	case app.MomentDispute:
		return moments{"dispute d LEFT JOIN line l ON l.seq = d.line_seq LEFT JOIN referral r ON r.id = l.referral_id WHERE d.partner_id = $1", "d.id", "d.id", "d.raised_on",
			"d.number, coalesce(r.number, ''), d.raised_by, substr(d.claim, 1, " + noteWords + "), d.state, '', d.figure_minor, d.currency"}
	case app.MomentService:
		return moments{"delivery y WHERE y.partner_id = $1", "y.id", "y.id", "y.day", "y.service, CAST(y.quantity AS TEXT), '', y.note, '', '', 0, ''"}
	case app.MomentAgreement:
		return moments{"agreement a CROSS JOIN step s ON s.kind = 'agreement' AND s.subject = a.id WHERE a.partner_id = $1", "s.id", "a.id", "s.day",
			"a.number, a.title, s.reason, s.note, s.to_state, s.who, 0, ''"}
	case app.MomentState, app.MomentTier:
		whose := map[app.MomentKind]app.Kind{app.MomentState: app.KindPartner, app.MomentTier: app.KindTier}[kind]
		return moments{"step s WHERE s.kind = '" + string(whose) + "' AND s.subject = $1", "s.id", "s.subject", "s.day",
			"s.from_state, s.reason, '', s.note, s.to_state, s.who, 0, ''"}
	case app.MomentCredential:
		return moments{"credential n WHERE n.partner_id = $1 AND n.day <> ''", "n.id", "n.id", "n.day",
			"n.what, n.kind, n.issuer, n.note, CASE n.retired WHEN '' THEN n.result ELSE 'retired' END, '', 0, ''"}
	case app.MomentApplication:
		return moments{"application a WHERE a.partner_id = $1", "a.id", "a.id", "a.applied", "'', '', a.reason, a.note, a.decision, a.who, 0, ''"}
	}
	return moments{"onboarding n WHERE n.partner_id = $1 AND n.done <> ''", "n.no", "n.no", "n.done", "n.what, '', '', '', '', n.who, 0, ''"}
}

// Moments gives the newest entries of a kind before a place, on or after a day.
func (b *books) Moments(of app.ID[app.Partner], kind app.MomentKind, before app.Place, from calendar.Day, most int) ([]app.Moment, error) {
	return all(b, func(r *row) app.Moment {
		return app.Moment{Kind: kind, ID: r.num(), Of: r.num(), Day: r.day(), Name: r.text(), Sort: r.text(), With: r.text(), Note: r.text(), State: r.text(),
			Who: r.text(), Sum: r.money()}
	}, momentsText(momentsOf(kind)), int64(of), before.Day.String(), before.ID, from.String(), most)
}

// momentsText reads the newest entries of a source before a place.
func momentsText(m moments) string {
	return "SELECT " + m.id + ", " + m.of + ", " + m.day + ", " + m.columns + " FROM " + m.from + " AND (" + m.day + ", " + m.id + ") < ($2, $3) AND " + m.day +
		" >= $4 ORDER BY " + m.day + " DESC, " + m.id + " DESC LIMIT $5"
}
