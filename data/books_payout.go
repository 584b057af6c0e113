package data

import (
	"rapport/app"
	"rapport/app/bank"
	"rapport/app/names"
)

const payoutColumns = `id, number, words, run, partner_id, detail_id, method, amount_minor, currency, lines, state, made, made_by, approved, approver, file_id,
	sent, ended, reference, reason, after_id, payment_seq, version`

const payoutRead = `o.id, o.number, o.run, o.partner_id, o.detail_id, o.method, o.amount_minor, o.currency, o.lines, o.state, o.made, o.made_by, o.approved,
	o.approver, o.file_id, o.sent, o.ended, o.reference, o.reason, o.after_id, o.payment_seq, o.version`

func readPayout(r *row) app.Payout {
	return app.Payout{ID: app.ID[app.Payout](r.num()), Number: r.text(), Run: r.text(), Partner: app.ID[app.Partner](r.num()), Detail: app.ID[app.BankDetail](r.num()),
		Method: bank.Method(r.text()), Amount: r.money(), Lines: r.num(), State: app.PayoutState(r.text()), Made: r.day(), MadeBy: r.text(), Approved: r.day(),
		Approver: r.text(), File: app.ID[app.PayoutFile](r.num()), Sent: r.day(), Ended: r.day(), Reference: r.text(), Reason: r.text(),
		After: app.ID[app.Payout](r.num()), Payment: r.num(), Version: r.num()}
}

func payoutArgs(dst []any, p *app.Payout) []any {
	return append(dst, int64(p.ID), p.Number, names.Fold(p.Number+" "+p.Run), p.Run, int64(p.Partner), int64(p.Detail), string(p.Method), p.Amount.Minor,
		string(p.Amount.Currency), p.Lines, string(p.State), p.Made.String(), p.MadeBy, p.Approved.String(), p.Approver, optional(p.File), p.Sent.String(),
		p.Ended.String(), p.Reference, p.Reason, optional(p.After), optional(p.Payment), p.Version)
}

// AddPayout keeps a payout and what it claims. A line that another live payout claims is refused by its index.
func (b *books) AddPayout(p app.Payout, claims []app.Claim) error {
	if err := insert(b, "payout", payoutColumns, []app.Payout{p}, payoutArgs); err != nil {
		return err
	}
	err := insert(b, "payout_line", "payout_id, line_seq, amount_minor, live", claims, func(dst []any, c *app.Claim) []any {
		return append(dst, int64(c.Payout), c.Line, c.Minor, 1)
	})
	if isConstraint(err) {
		return &app.Problem{Kind: app.Conflict, Say: "A line of this payout is in another one.", Try: "Run payouts again.", Cause: err}
	}
	if err != nil {
		return err
	}
	return b.index("payout", "id", int64(p.ID))
}

// PutPayout keeps where a payout stands. What it pays stays what it is.
func (b *books) PutPayout(p app.Payout) error {
	const text = `UPDATE payout SET state = $2, approved = $3, approver = $4, file_id = $5, sent = $6, ended = $7, reference = $8, reason = $9, payment_seq = $10,
		version = $11 WHERE id = $1 AND version = $12`
	return b.putOne("This payout", "payout", int64(p.ID), text, int64(p.ID), string(p.State), p.Approved.String(), p.Approver, optional(p.File), p.Sent.String(),
		p.Ended.String(), p.Reference, p.Reason, optional(p.Payment), p.Version, p.Version-1)
}

// ReleaseClaims lets the lines of a payout be claimed by another.
func (b *books) ReleaseClaims(id app.ID[app.Payout]) error {
	_, err := b.exec("UPDATE payout_line SET live = 0 WHERE payout_id = $1", int64(id))
	return err
}

// Payout gives one payout.
func (b *books) Payout(id app.ID[app.Payout]) (app.Payout, error) {
	return need(b, "This payout", readPayout, "SELECT "+payoutRead+" FROM payout o WHERE o.id = $1", int64(id))
}

// PayoutByNumber gives the payout with a number.
func (b *books) PayoutByNumber(number string) (app.Payout, error) {
	return need(b, "Payout "+number, readPayout, "SELECT "+payoutRead+" FROM payout o WHERE o.number = $1", number)
}

func readClaim(r *row) app.Claim {
	return app.Claim{Payout: app.ID[app.Payout](r.num()), Line: r.num(), Minor: r.num()}
}

// Claims gives what a payout claims, or claimed.
func (b *books) Claims(id app.ID[app.Payout]) ([]app.Claim, error) {
	return all(b, readClaim, "SELECT k.payout_id, k.line_seq, k.amount_minor FROM payout_line k WHERE k.payout_id = $1 ORDER BY k.line_seq", int64(id))
}

// OpenClaims gives what payouts to a partner claim that may still be paid.
func (b *books) OpenClaims(partner app.ID[app.Partner]) ([]app.Claim, error) {
	return all(b, readClaim, `SELECT k.payout_id, k.line_seq, k.amount_minor FROM payout o CROSS JOIN payout_line k ON k.payout_id = o.id
		WHERE o.partner_id = $1 AND o.state IN ('draft', 'approved', 'exported', 'sent') ORDER BY k.line_seq`, int64(partner))
}

// LastPayouts gives a partner's newest payouts.
func (b *books) LastPayouts(partner app.ID[app.Partner], limit int) ([]app.Payout, error) {
	return all(b, readPayout, "SELECT "+payoutRead+" FROM payout o WHERE o.partner_id = $1 ORDER BY o.id DESC LIMIT $2", int64(partner), limit)
}

func payoutList() list {
	const partner = "CROSS JOIN partner p ON p.id = o.partner_id"
	return list{
		what: "payouts", from: "payout o", id: "o.id", own: app.Sort{Key: "number", Desc: true},
		found: `(o.id IN (SELECT rowid FROM payout_search WHERE payout_search MATCH $n)
			OR o.partner_id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n))`,
		fields: map[string]field{
			"id": {expr: "o.id", kind: numberField}, "partner": {expr: "o.partner_id", kind: numberField}, "state": {expr: "o.state", of: known(app.PayoutStates)},
			"currency": {expr: "o.currency", kind: currencyField},
			"method":   {expr: "o.method", of: known(bank.Methods)}, "run": {expr: "o.run"}, "file": {expr: "o.file_id", kind: numberField}, "made": {expr: "o.made", kind: dayField},
		},
		sorts: map[string]sorting{
			"number": {by: []string{"o.id"}}, "partner": {by: []string{"p.folded", "o.id"}, join: partner}, "amount": {by: []string{"o.currency", "o.amount_minor"}},
			"state": {by: []string{"o.state", "o.id"}}, "made": {by: []string{"o.made"}},
		},
	}
}

// PayoutIDs lists payouts.
func (b *books) PayoutIDs(q app.Query, each func([]int32) error) error {
	return b.ids(payoutList(), q, each)
}

// PayoutRows reads payouts as lists show them.
func (b *books) PayoutRows(ids []int32) ([]app.PayoutRow, error) {
	const text = "SELECT " + payoutRead + `, p.name, d.account, d.confirmed_on, coalesce(f.number, '') FROM payout o CROSS JOIN partner p ON p.id = o.partner_id
		CROSS JOIN bank_detail d ON d.id = o.detail_id LEFT JOIN payout_file f ON f.id = o.file_id WHERE o.id IN `
	return byIDs(b, ids, text, func(r *row) app.PayoutRow {
		p := app.PayoutRow{Payout: readPayout(r), PartnerName: r.text()}
		r.json(&p.Account)
		p.ConfirmedOn, p.FileNumber = r.day(), r.text()
		return p
	}, func(p *app.PayoutRow) int64 { return int64(p.ID) })
}

// PayoutSums totals payouts by currency.
func (b *books) PayoutSums(q app.Query) ([]app.Sums, error) {
	s, err := payoutList().filtered(q)
	if err != nil {
		return nil, err
	}
	return all(b, func(r *row) app.Sums {
		return app.Sums{Currency: r.currency(), Count: r.num(), Minor: r.num()}
	}, "SELECT o.currency, count(*), sum(o.amount_minor) FROM "+s.tail()+" GROUP BY 1 ORDER BY 1", s.args...)
}

const fileColumns = "id, number, run, format, currency, count, minor, name, day, sha256, made_at, made_by"

func readPayoutFile(r *row) app.PayoutFile {
	return app.PayoutFile{ID: app.ID[app.PayoutFile](r.num()), Number: r.text(), Run: r.text(), Format: bank.Format(r.text()), Currency: r.currency(), Count: r.num(),
		Minor: r.num(), Name: r.text(), Day: r.day(), SHA256: r.hash(), MadeAt: r.time(), MadeBy: r.text()}
}

// AddPayoutFile keeps an exported file with its exact bytes.
func (b *books) AddPayoutFile(f app.PayoutFile, bytes []byte) error {
	return insert(b, "payout_file", fileColumns+", bytes", []app.PayoutFile{f}, func(dst []any, f *app.PayoutFile) []any {
		return append(dst, int64(f.ID), f.Number, f.Run, string(f.Format), string(f.Currency), f.Count, f.Minor, f.Name, f.Day.String(), f.SHA256[:],
			stamp(f.MadeAt), f.MadeBy, bytes)
	})
}

// PayoutFile gives what is known of an exported file.
func (b *books) PayoutFile(id app.ID[app.PayoutFile]) (app.PayoutFile, error) {
	return need(b, "This file", readPayoutFile, "SELECT "+fileColumns+" FROM payout_file WHERE id = $1", int64(id))
}

// PayoutFileBytes gives the bytes that were exported.
func (b *books) PayoutFileBytes(id app.ID[app.PayoutFile]) ([]byte, error) {
	return need(b, "This file", (*row).bytes, "SELECT bytes FROM payout_file WHERE id = $1", int64(id))
}

// PayoutFiles gives the newest exported files, of one run or of all.
func (b *books) PayoutFiles(run string, limit int) ([]app.PayoutFile, error) {
	return all(b, readPayoutFile, "SELECT "+fileColumns+" FROM payout_file WHERE $1 = '' OR run = $1 ORDER BY id DESC LIMIT $2", run, limit)
}
