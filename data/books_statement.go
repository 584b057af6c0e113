package data

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

const statementColumns = `id, number, words, series, no, partner_id, period, period_from, period_to, currency, state, opening, earned, paid,
	closing, lines, issued, query_by, sent, sent_to, reason, sha256, ledger, head, issued_at, previous_id, version`

const statementFields = `s.id, s.number, s.series, s.no, s.partner_id, s.period_from, s.period_to, s.currency, s.state, s.opening, s.earned,
	s.paid, s.closing, s.lines, s.issued, s.query_by, s.sent, s.sent_to, s.reason, s.sha256, s.ledger, s.head, s.issued_at, s.previous_id, s.version`

func readStatement(r *row) app.Statement {
	return app.Statement{
		ID: app.ID[app.Statement](r.num()), Number: r.text(), Series: r.text(), No: r.num(), Partner: app.ID[app.Partner](r.num()),
		Period: calendar.Period{From: r.day(), To: r.day()}, Currency: r.currency(), State: app.StatementState(r.text()), Opening: r.num(), Earned: r.num(),
		Paid: r.num(), Closing: r.num(), Lines: r.num(), Issued: r.day(), QueryBy: r.day(), Sent: r.day(), SentTo: r.text(), Reason: r.text(),
		SHA256: r.hash(), Ledger: r.num(), Head: r.hash(), IssuedAt: r.time(), Previous: app.ID[app.Statement](r.num()), Version: r.num(),
	}
}

func statementArgs(dst []any, s *app.Statement) []any {
	return append(dst, int64(s.ID), s.Number, names.Fold(s.Number), s.Series, s.No, int64(s.Partner), s.Period.Key(), s.Period.From.String(),
		s.Period.To.String(), string(s.Currency), string(s.State), s.Opening, s.Earned, s.Paid, s.Closing, s.Lines, s.Issued.String(), s.QueryBy.String(),
		s.Sent.String(), s.SentTo, s.Reason, s.SHA256[:], s.Ledger, s.Head[:], stamp(s.IssuedAt), optional(s.Previous), s.Version)
}

// AddStatement keeps an issued statement with the exact bytes of its document.
func (b *books) AddStatement(s app.Statement, pdf []byte) error {
	if err := insert(b, "statement", statementColumns, []app.Statement{s}, statementArgs); err != nil {
		return err
	}
	if _, err := b.exec("INSERT INTO statement_pdf(statement_id, bytes) VALUES ($1, $2)", int64(s.ID), pdf); err != nil {
		return err
	}
	return b.index("statement", "id", int64(s.ID))
}

// PutStatement changes where a statement stands. What was issued stays what it is.
func (b *books) PutStatement(s app.Statement) error {
	const text = `UPDATE statement SET state = $2, query_by = $3, sent = $4, sent_to = $5, reason = $6, version = $7 WHERE id = $1 AND version = $8`
	return b.putOne("This statement", "statement", int64(s.ID), text, int64(s.ID), string(s.State), s.QueryBy.String(), s.Sent.String(), s.SentTo, s.Reason,
		s.Version, s.Version-1)
}

// Statement gives one statement.
func (b *books) Statement(id app.ID[app.Statement]) (app.Statement, error) {
	return need(b, "This statement", readStatement, "SELECT "+statementFields+" FROM statement s WHERE s.id = $1", int64(id))
}

// StatementByNumber gives the statement with a number.
func (b *books) StatementByNumber(number string) (app.Statement, error) {
	return need(b, "Statement "+number, readStatement, "SELECT "+statementFields+" FROM statement s WHERE s.number = $1", number)
}

// StatementByHash gives the statement whose document has a sha256.
func (b *books) StatementByHash(sha256 [32]byte) (app.Statement, error) {
	return need(b, "A statement with this document", readStatement, "SELECT "+statementFields+" FROM statement s WHERE s.sha256 = $1 ORDER BY s.id LIMIT 1", sha256[:])
}

// StatementPDF gives the bytes that were issued.
func (b *books) StatementPDF(id app.ID[app.Statement]) ([]byte, error) {
	return need(b, "This statement's document", (*row).bytes, "SELECT bytes FROM statement_pdf WHERE statement_id = $1", int64(id))
}

// LastStatement gives the latest statement of a partner and currency that is not void.
func (b *books) LastStatement(partner app.ID[app.Partner], currency money.Currency) (app.Statement, bool, error) {
	const text = "SELECT " + statementFields + ` FROM statement s WHERE s.partner_id = $1 AND s.currency = $2 AND s.state <> 'void'
		ORDER BY s.period_to DESC, s.id DESC LIMIT 1`
	return first(b, readStatement, text, int64(partner), string(currency))
}

// StatementsOf gives the statements of a partner.
func (b *books) StatementsOf(partner app.ID[app.Partner]) ([]app.Statement, error) {
	return all(b, readStatement, "SELECT "+statementFields+" FROM statement s WHERE s.partner_id = $1 ORDER BY s.id", int64(partner))
}

func statementList() list {
	const partner = "CROSS JOIN partner p ON p.id = s.partner_id"
	return list{
		what: "statements", from: "statement s", id: "s.id", own: app.Sort{Key: "number", Desc: true},
		found: "s.id IN (SELECT rowid FROM statement_search WHERE statement_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "s.id", kind: numberField}, "partner": {expr: "s.partner_id", kind: numberField}, "state": {expr: "s.state", of: known(app.StatementStates)},
			"currency": {expr: "s.currency", kind: currencyField}, "period": {expr: "s.period"}, "series": {expr: "s.series"}, "issued": {expr: "s.issued", kind: dayField},
		},
		sorts: map[string]sorting{
			"number": {by: []string{"s.series", "s.no"}}, "partner": {by: []string{"p.folded", "s.period_to"}, join: partner},
			"period": {by: []string{"s.period_to", "s.period_from"}}, "closing": {by: []string{"s.currency", "s.closing"}},
			"state": {by: []string{"s.state", "s.period_to"}}, "issued": {by: []string{"s.issued"}},
		},
	}
}

// StatementIDs lists statements.
func (b *books) StatementIDs(q app.Query, each func([]int32) error) error {
	return b.ids(statementList(), q, each)
}

// StatementRows reads statements as lists show them.
func (b *books) StatementRows(ids []int32) ([]app.StatementRow, error) {
	const text = "SELECT " + statementFields + ", p.name FROM statement s CROSS JOIN partner p ON p.id = s.partner_id WHERE s.id IN "
	return byIDs(b, ids, text, func(r *row) app.StatementRow {
		return app.StatementRow{Statement: readStatement(r), PartnerName: r.text()}
	}, func(s *app.StatementRow) int64 { return int64(s.ID) })
}
