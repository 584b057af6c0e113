package data

import "rapport/app"

const selfBillColumns = `id, number, series, no, partner_id, statement_id, currency, day, rate, vat_by, net, vat, gross, lines, credits_id, reason,
	vat_seq, sha256, issued_at`

const selfBillFields = `h.id, h.number, h.series, h.no, h.partner_id, h.statement_id, h.currency, h.day, h.rate, h.vat_by, h.net, h.vat, h.gross, h.lines,
	h.credits_id, h.reason, h.vat_seq, h.sha256, h.issued_at`

func readSelfBill(r *row) app.SelfBill {
	return app.SelfBill{ID: app.ID[app.SelfBill](r.num()), Number: r.text(), Series: r.text(), No: r.num(), Partner: app.ID[app.Partner](r.num()),
		Statement: app.ID[app.Statement](r.num()), Currency: r.currency(), Day: r.day(), Rate: r.rate(), By: app.VATBy(r.text()), Net: r.num(), VAT: r.num(),
		Gross: r.num(), Lines: r.num(), Credits: app.ID[app.SelfBill](r.num()), Reason: r.text(), VATSeq: r.num(), SHA256: r.hash(), IssuedAt: r.time()}
}

// AddSelfBill keeps a self-billing document with the exact bytes of its PDF.
func (b *books) AddSelfBill(s app.SelfBill, pdf []byte) error {
	err := insert(b, "selfbill", selfBillColumns, []app.SelfBill{s}, func(dst []any, s *app.SelfBill) []any {
		return append(dst, int64(s.ID), s.Number, s.Series, s.No, int64(s.Partner), int64(s.Statement), string(s.Currency), s.Day.String(), s.Rate.String(),
			string(s.By), s.Net, s.VAT, s.Gross, s.Lines, optional(s.Credits), s.Reason, optional(s.VATSeq), s.SHA256[:], stamp(s.IssuedAt))
	})
	if err != nil {
		return err
	}
	_, err = b.exec("INSERT INTO selfbill_pdf(selfbill_id, bytes) VALUES ($1, $2)", int64(s.ID), pdf)
	return err
}

// SelfBillByNumber gives the document with a number.
func (b *books) SelfBillByNumber(number string) (app.SelfBill, error) {
	return need(b, "Document "+number, readSelfBill, "SELECT "+selfBillFields+" FROM selfbill h WHERE h.number = $1", number)
}

// SelfBillByHash gives the document whose PDF has a sha256.
func (b *books) SelfBillByHash(sha256 [32]byte) (app.SelfBill, error) {
	return need(b, "A self-billing document with these bytes", readSelfBill, "SELECT "+selfBillFields+" FROM selfbill h WHERE h.sha256 = $1 ORDER BY h.id LIMIT 1", sha256[:])
}

// SelfBillPDF gives the bytes that were issued.
func (b *books) SelfBillPDF(id app.ID[app.SelfBill]) ([]byte, error) {
	return need(b, "This document's PDF", (*row).bytes, "SELECT bytes FROM selfbill_pdf WHERE selfbill_id = $1", int64(id))
}

func selfBillList() list {
	const partner = "CROSS JOIN partner p ON p.id = h.partner_id"
	return list{
		what: "self-billing documents", from: "selfbill h", id: "h.id", own: app.Sort{Key: "number", Desc: true},
		found: "h.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "h.id", kind: numberField}, "partner": {expr: "h.partner_id", kind: numberField},
			"statement": {expr: "h.statement_id", kind: numberField}, "currency": {expr: "h.currency", kind: currencyField}, "day": {expr: "h.day", kind: dayField},
		},
		sorts: map[string]sorting{
			"number": {by: []string{"h.series", "h.no"}}, "partner": {by: []string{"p.folded", "h.id"}, join: partner}, "day": {by: []string{"h.day"}},
			"gross": {by: []string{"h.currency", "h.gross"}},
		},
	}
}

// SelfBillIDs lists the documents.
func (b *books) SelfBillIDs(q app.Query, each func([]int32) error) error {
	return b.ids(selfBillList(), q, each)
}

const selfBillRows = "SELECT " + selfBillFields + `, p.name, s.number, coalesce(o.number, ''), coalesce(c.number, '') FROM selfbill h
	CROSS JOIN partner p ON p.id = h.partner_id CROSS JOIN statement s ON s.id = h.statement_id
	LEFT JOIN selfbill o ON o.id = h.credits_id LEFT JOIN selfbill c ON c.credits_id = h.id WHERE `

func readSelfBillRow(r *row) app.SelfBillRow {
	return app.SelfBillRow{SelfBill: readSelfBill(r), PartnerName: r.text(), StatementNumber: r.text(), CreditsNumber: r.text(), CreditedBy: r.text()}
}

// SelfBillRows reads documents as lists show them.
func (b *books) SelfBillRows(ids []int32) ([]app.SelfBillRow, error) {
	return byIDs(b, ids, selfBillRows+"h.id IN ", readSelfBillRow, func(s *app.SelfBillRow) int64 { return int64(s.ID) })
}

// SelfBillsOf gives the documents of a statement.
func (b *books) SelfBillsOf(id app.ID[app.Statement]) ([]app.SelfBillRow, error) {
	return all(b, readSelfBillRow, selfBillRows+"h.statement_id = $1 ORDER BY h.id", int64(id))
}
