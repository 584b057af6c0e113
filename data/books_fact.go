package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

// AddFacts queues facts for the next commission run. The partner is the referral's; looking it up here keeps it true.
func (b *books) AddFacts(fs []app.Fact) error {
	const head = "INSERT INTO fact(kind, day, fee_id, referral_id, partner_id) SELECT column1, column2, column3, r.id, r.partner_id FROM (VALUES "
	const tail = ") CROSS JOIN referral r ON r.id = column4"
	return manyRows(b, head, tail, 4, fs, func(dst []any, f *app.Fact) []any {
		return append(dst, string(f.Kind), f.Day.String(), optional(f.Fee), int64(f.Referral))
	})
}

// pendingFields are a fact, what the engine needs of its referral, and its fee event when it has one.
const pendingFields = `, q.day, q.id, q.kind, q.referral_id, q.fee_id, q.again, r.introduced, r.partner_id, r.service,
	CASE r.stage WHEN 'won' THEN r.closed ELSE '' END, r.accepted, r.split, r.version_id, r.stage,
	f.reference, f.kind, f.day, f.amount_minor, f.currency, f.excluded, f.invoice, f.of_id, f.reverses_id, f.rate, f.rate_to, f.rate_day,
	f.rate_source, f.note, f.entered_at, CASE WHEN f.id IS NULL THEN 0 ELSE EXISTS (SELECT 1 FROM fee v WHERE v.reverses_id = f.id) END`

// pendingText reads the queue by credited partner, day and fact. Facts of undivided referrals come straight off the queue's index;
// those of divided ones, one row for each who is credited, are merged in.
const pendingText = `SELECT q.partner_id` + pendingFields + `
	FROM fact q INDEXED BY fact_waiting CROSS JOIN referral r ON r.id = q.referral_id LEFT JOIN fee f ON f.id = q.fee_id
	WHERE q.run = 0 AND q.day <= $1 AND r.split = 0
	UNION ALL SELECT a.partner_id` + pendingFields + `
	FROM referral r INDEXED BY referral_split CROSS JOIN fact q ON q.referral_id = r.id CROSS JOIN attribution a ON a.referral_id = r.id
	LEFT JOIN fee f ON f.id = q.fee_id
	WHERE r.split = 1 AND q.run = 0 AND q.day <= $1
	ORDER BY 1, 2, 3`

// Pending calls each for the facts that wait, by credited partner, day and fact. The value is reused.
func (b *books) Pending(until calendar.Day, each func(*app.PendingFact) error) error {
	var p app.PendingFact
	return b.each(pendingText, []any{until.String()}, func(r *row) error {
		if readPending(r, &p); r.err != nil {
			return r.err
		}
		return each(&p)
	})
}

func readPending(r *row, p *app.PendingFact) {
	*p = app.PendingFact{Credited: app.ID[app.Partner](r.num())}
	p.Day, p.ID, p.Kind = r.day(), r.num(), app.FactKind(r.text())
	p.Referral, p.Fee, p.Again = app.ID[app.Referral](r.num()), app.ID[app.Fee](r.num()), r.yes()
	p.Introduced, p.Partner, p.Service = r.day(), app.ID[app.Partner](r.num()), r.text()
	p.Won, p.Accepted, p.Split, p.Frozen, p.Stage = r.day(), r.day(), r.yes(), app.ID[app.AgreementVersion](r.num()), app.Stage(r.text())
	if p.Fee == 0 {
		return
	}
	p.Row = app.Fee{
		ID: p.Fee, Reference: r.text(), Referral: p.Referral, Kind: app.FeeKind(r.text()), Day: r.day(), Amount: r.money(), Excluded: r.num(),
		Invoice: r.text(), Of: app.ID[app.Fee](r.num()), Reverses: app.ID[app.Fee](r.num()), Rate: r.text(), RateTo: r.currency(), RateDay: r.day(),
		RateFrom: r.text(), Note: r.text(), EnteredAt: r.time(), Void: r.yes(),
	}
}

// PendingCount counts the facts that wait.
func (b *books) PendingCount(until calendar.Day) (int64, error) {
	n, _, err := value[int64](b, "SELECT count(*) FROM fact INDEXED BY fact_waiting WHERE run = 0 AND day <= $1", until.String())
	return n, err
}

// partnersAtOnce is for how many partners facts are marked together: SQLite keeps the pages a statement changes in memory until it ends.
const partnersAtOnce = 200

// FactsDone marks facts as run but for those in keep, and notes those that found no agreement.
func (b *books) FactsDone(until calendar.Day, run int64, keep, unmatched []int64) error {
	last, _, err := value[int64](b, "SELECT coalesce(max(partner_id), 0) FROM fact INDEXED BY fact_waiting WHERE run = 0")
	kept := numberList(keep)
	for from := int64(1); from <= last && err == nil; from += partnersAtOnce {
		_, err = b.exec(`UPDATE fact INDEXED BY fact_waiting SET run = ? WHERE run = 0 AND partner_id BETWEEN ? AND ? AND day <= ?
			AND id NOT IN (SELECT value FROM json_each(?))`, run, from, from+partnersAtOnce-1, until.String(), kept)
	}
	if err != nil || len(unmatched) == 0 {
		return err
	}
	_, err = b.exec("UPDATE fact SET unmatched = 1 WHERE run <> 0 AND id IN (SELECT value FROM json_each($1))", numberList(unmatched))
	return err
}

func numberList(ids []int64) string {
	if ids == nil {
		ids = []int64{}
	}
	return document(ids)
}

// FactsOf counts the facts of a referral: those that wait and those that were run.
func (b *books) FactsOf(id app.ID[app.Referral]) (waiting, done int64, err error) {
	err = b.each("SELECT count(*) FILTER (WHERE run = 0), count(*) FILTER (WHERE run <> 0) FROM fact WHERE referral_id = $1", []any{int64(id)}, func(r *row) error {
		waiting, done = r.num(), r.num()
		return nil
	})
	return waiting, done, err
}

// DropFacts removes facts of a kind that were not run.
func (b *books) DropFacts(id app.ID[app.Referral], kind app.FactKind) error {
	_, err := b.exec("DELETE FROM fact WHERE referral_id = $1 AND kind = $2 AND run = 0", int64(id), string(kind))
	return err
}

// Requeue marks unmatched facts of referrals that credit the partner as not yet run, and gives how many.
func (b *books) Requeue(partner app.ID[app.Partner], from, to calendar.Day) (int64, error) {
	end := "9999-99-99"
	if to != 0 {
		end = to.String()
	}
	return b.exec(`UPDATE fact SET run = 0, unmatched = 0, again = 1 WHERE unmatched = 1 AND day >= $2 AND day < $3 AND referral_id IN (
		SELECT id FROM referral WHERE partner_id = $1 AND split = 0
		UNION ALL SELECT referral_id FROM attribution WHERE partner_id = $1)`, int64(partner), from.String(), end)
}
