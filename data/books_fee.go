package data

import (
	"cmp"
	"slices"

	"rapport/app"
)

const feeColumns = `id, reference, referral_id, kind, day, amount_minor, currency, excluded, cost, invoice, of_id, reverses_id, rate, rate_to,
	rate_day, rate_source, note, entered_at`

// feeFields end with whether a later row takes this one back.
const feeFields = `f.id, f.reference, f.referral_id, f.kind, f.day, f.amount_minor, f.currency, f.excluded, f.cost, f.invoice, f.of_id, f.reverses_id,
	f.rate, f.rate_to, f.rate_day, f.rate_source, f.note, f.entered_at, EXISTS (SELECT 1 FROM fee v WHERE v.reverses_id = f.id)`

func readFee(r *row) app.Fee {
	return app.Fee{
		ID: app.ID[app.Fee](r.num()), Reference: r.text(), Referral: app.ID[app.Referral](r.num()), Kind: app.FeeKind(r.text()), Day: r.day(),
		Amount: r.money(), Excluded: r.num(), Cost: r.num(), Invoice: r.text(), Of: app.ID[app.Fee](r.num()), Reverses: app.ID[app.Fee](r.num()), Rate: r.text(),
		RateTo: r.currency(), RateDay: r.day(), RateFrom: r.text(), Note: r.text(), EnteredAt: r.time(), Void: r.yes(),
	}
}

func feeArgs(dst []any, f *app.Fee) []any {
	return append(dst, int64(f.ID), f.Reference, int64(f.Referral), string(f.Kind), f.Day.String(), f.Amount.Minor, string(f.Amount.Currency), f.Excluded, f.Cost,
		f.Invoice, optional(f.Of), optional(f.Reverses), f.Rate, string(f.RateTo), f.RateDay.String(), f.RateFrom, f.Note, stamp(f.EnteredAt))
}

// Fee gives one fee event.
func (b *books) Fee(id app.ID[app.Fee]) (app.Fee, error) {
	return need(b, "This fee event", readFee, "SELECT "+feeFields+" FROM fee f WHERE f.id = $1", int64(id))
}

// FeesOf gives the fee events of a referral in the order of entry.
func (b *books) FeesOf(id app.ID[app.Referral]) ([]app.Fee, error) {
	return all(b, readFee, "SELECT "+feeFields+" FROM fee f WHERE f.referral_id = $1 ORDER BY f.id", int64(id))
}

// FeesAbout gives what a take-back looks at of a fee event and of those that belong to it, in the order of entry.
func (b *books) FeesAbout(id app.ID[app.Fee]) ([]app.Fee, error) {
	const text = "SELECT f.id, f.kind, f.amount_minor, f.of_id, EXISTS (SELECT 1 FROM fee v WHERE v.reverses_id = f.id) FROM fee f WHERE "
	list, err := all(b, func(r *row) (f app.Fee) {
		f.ID, f.Kind, f.Amount.Minor, f.Of, f.Void = app.ID[app.Fee](r.num()), app.FeeKind(r.text()), r.num(), app.ID[app.Fee](r.num()), r.yes()
		return f
	}, text+"f.id = $1 UNION ALL "+text+"f.of_id = $1", int64(id))
	slices.SortFunc(list, func(a, b app.Fee) int { return cmp.Compare(a.ID, b.ID) }) // sorted there, few rows cost as much again
	return list, err
}

// FeesByReference gives fee events by external reference.
func (b *books) FeesByReference(refs []string) (map[string]app.Fee, error) {
	return byReference(b, refs, "fee", "f", feeFields, readFee,
		func(f *app.Fee) int64 { return int64(f.ID) })
}

// FeesByInvoice gives the fee events with an invoice number.
func (b *books) FeesByInvoice(invoice string) ([]app.Fee, error) {
	return all(b, readFee, "SELECT "+feeFields+" FROM fee f WHERE f.invoice = $1 AND f.invoice <> '' ORDER BY f.id", invoice)
}

// WaitingTakeBacks gives refunds, write-offs and fees taken back of referrals that wait for a run.
func (b *books) WaitingTakeBacks(referrals []int64) ([]app.Fee, error) {
	const text = "SELECT DISTINCT " + feeFields + ` FROM fact q CROSS JOIN fee f ON f.id = q.fee_id
		WHERE q.run = 0 AND (f.reverses_id IS NOT NULL OR f.kind IN ('credited', 'written off')) AND q.referral_id IN `
	var out []app.Fee
	err := inChunks(referrals, func(args []any) error {
		return b.each(text+marks()+" ORDER BY f.id", args, func(r *row) error {
			out = append(out, readFee(r))
			return nil
		})
	})
	return out, err
}

// AddFees adds fee events whose ids are set.
func (b *books) AddFees(fs []app.Fee) error { return insert(b, "fee", feeColumns, fs, feeArgs) }

// DeleteFees takes fee events back whose facts were never run, later ones first: they may refer to earlier ones.
func (b *books) DeleteFees(from, to app.ID[app.Fee]) error {
	if _, err := b.exec("DELETE FROM fact WHERE fee_id BETWEEN $1 AND $2 AND run = 0", int64(from), int64(to)); err != nil {
		return err
	}
	if _, err := b.exec("UPDATE fee SET of_id = NULL, reverses_id = NULL WHERE id BETWEEN $1 AND $2", int64(from), int64(to)); err != nil {
		return err
	}
	_, err := b.exec("DELETE FROM fee WHERE id BETWEEN $1 AND $2", int64(from), int64(to))
	if isConstraint(err) {
		return &app.Problem{Kind: app.Conflict, Say: "A fee event is in use; none was removed.", Try: "Take back what refers to it first.", Cause: err}
	}
	return err
}

func feeList() list {
	const (
		partner = "CROSS JOIN partner p ON p.id = r.partner_id"
		client  = "CROSS JOIN client c ON c.id = r.client_id"
		through = "CROSS JOIN referral r ON r.id = f.referral_id"
	)
	return list{
		what: "fee events", from: "fee f", id: "f.id", own: app.Sort{Key: "day", Desc: true},
		found: "f.referral_id IN (SELECT rowid FROM referral_search WHERE referral_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "f.id", kind: numberField}, "referral": {expr: "f.referral_id", kind: numberField}, "kind": {expr: "f.kind", of: known(app.FeeKinds)},
			"partner": {expr: "r.partner_id", kind: numberField, join: through}, "day": {expr: "f.day", kind: dayField}, "currency": {expr: "f.currency", kind: currencyField},
		},
		sorts: map[string]sorting{
			"day": {by: []string{"f.day"}}, "amount": {by: []string{"f.currency", "f.amount_minor"}}, "kind": {by: []string{"f.kind", "f.day"}},
			"partner": {by: []string{"p.folded", "p.id"}, join: through + " " + partner},
			"client":  {by: []string{"c.folded", "c.id"}, join: through + " " + client},
		},
	}
}

// FeeIDs lists fee events.
func (b *books) FeeIDs(q app.Query, each func([]int32) error) error { return b.ids(feeList(), q, each) }

// FeeRows reads fee events as lists show them.
func (b *books) FeeRows(ids []int32) ([]app.FeeRow, error) {
	const text = "SELECT " + feeFields + `, r.number, p.name, c.name FROM fee f CROSS JOIN referral r ON r.id = f.referral_id
		CROSS JOIN partner p ON p.id = r.partner_id CROSS JOIN client c ON c.id = r.client_id WHERE f.id IN `
	return byIDs(b, ids, text, func(r *row) app.FeeRow {
		return app.FeeRow{Fee: readFee(r), ReferralNumber: r.text(), PartnerName: r.text(), ClientName: r.text()}
	}, func(f *app.FeeRow) int64 { return int64(f.ID) })
}
