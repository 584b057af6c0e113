package data

import "rapport/app"

const auditRowFields = `a.seq, a.at, a.actor, a.act, a.label, a.kind, a.subject, a.undoes, (SELECT u.by_seq FROM undone u WHERE u.seq = a.seq)`

func historyList() list {
	return list{
		what: "acts", from: "audit a", id: "a.seq", own: app.Sort{Key: "time", Desc: true},
		found: `a.seq IN (SELECT t.seq FROM partner_search s CROSS JOIN audit_touch t ON t.kind = 'partner' AND t.subject = s.rowid WHERE partner_search MATCH $n
			UNION ALL SELECT t.seq FROM client_search s CROSS JOIN audit_touch t ON t.kind = 'client' AND t.subject = s.rowid WHERE client_search MATCH $n
			UNION ALL SELECT t.seq FROM referral_search s CROSS JOIN audit_touch t ON t.kind = 'referral' AND t.subject = s.rowid WHERE referral_search MATCH $n)`,
		fields: map[string]field{
			"by": {expr: "a.actor"}, "day": {expr: "a.at", kind: timeField}, "about": {expr: "a.kind"}, "thing": {expr: "a.seq", kind: thingField},
		},
		sorts: map[string]sorting{"time": {by: []string{"+a.seq"}}}, // by the index: the lines themselves hold every image
	}
}

// AuditIDs lists the lines of the audit log.
func (b *books) AuditIDs(q app.Query, each func([]int32) error) error {
	return b.ids(historyList(), q, each)
}

// AuditRows reads lines as lists show them.
func (b *books) AuditRows(seqs []int32) ([]app.Audit, error) {
	return byIDs(b, seqs, "SELECT "+auditRowFields+" FROM audit a WHERE a.seq IN ", func(r *row) app.Audit {
		a := app.Audit{Seq: r.num(), At: r.time(), Actor: r.text(), Act: r.text(), Label: r.text(), Kind: app.Kind(r.text()), Subject: r.num()}
		a.Undoes, a.Undone = r.num(), r.num()
		return a
	}, func(a *app.Audit) int64 { return a.Seq })
}

// Actors gives everybody who did something.
func (b *books) Actors() ([]string, error) {
	return all(b, (*row).text, `WITH RECURSIVE who(name) AS (SELECT min(actor) FROM audit UNION ALL
		SELECT (SELECT min(a.actor) FROM audit a WHERE a.actor > who.name) FROM who WHERE who.name IS NOT NULL) SELECT name FROM who WHERE name IS NOT NULL`)
}
