package data

import (
	"rapport/app"
	"rapport/app/money"
	"rapport/app/names"
)

const referralColumns = `id, number, reference, words, partner_id, person_id, client_id, service, stage, introduced, accepted, closed,
	estimate_minor, estimate_currency, owner, note, reason, duplicate_of, version_id, disclosed, consented, split, code, entered_at, version`

const referralFields = `r.id, r.number, r.reference, r.partner_id, r.person_id, r.client_id, r.service, r.stage, r.introduced, r.accepted,
	r.closed, r.estimate_minor, r.estimate_currency, r.owner, r.note, r.reason, r.duplicate_of, r.version_id, r.disclosed, r.consented, r.split,
	r.code, r.entered_at, r.version`

func readReferral(r *row) app.Referral {
	return app.Referral{
		ID: app.ID[app.Referral](r.num()), Number: r.text(), Reference: r.text(), Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()),
		Client: app.ID[app.Client](r.num()), Service: r.text(), Stage: app.Stage(r.text()), Introduced: r.day(), Accepted: r.day(), Closed: r.day(),
		Estimate: r.money(), Owner: r.text(), Note: r.text(), Reason: r.text(), DuplicateOf: app.ID[app.Referral](r.num()),
		Agreement: app.ID[app.AgreementVersion](r.num()), Disclosed: r.day(), Consented: r.day(), Split: r.yes(), Code: r.text(), EnteredAt: r.time(), Version: r.num(),
	}
}

func referralArgs(dst []any, f *app.Referral) []any {
	return append(dst, int64(f.ID), f.Number, f.Reference, names.Fold(f.Number+" "+f.Reference), int64(f.Partner), optional(f.Person), int64(f.Client),
		f.Service, string(f.Stage), f.Introduced.String(), f.Accepted.String(), f.Closed.String(), f.Estimate.Minor, string(f.Estimate.Currency), f.Owner,
		f.Note, f.Reason, optional(f.DuplicateOf), optional(f.Agreement), f.Disclosed.String(), f.Consented.String(), f.Split, f.Code, stamp(f.EnteredAt), f.Version)
}

func referralID(f *app.Referral) int64 { return int64(f.ID) }

// Referral gives one referral.
func (b *books) Referral(id app.ID[app.Referral]) (app.Referral, error) {
	return need(b, "This referral", readReferral, "SELECT "+referralFields+" FROM referral r WHERE r.id = $1", int64(id))
}

// ReferralByNumber gives the referral with a people-facing number.
func (b *books) ReferralByNumber(number string) (app.Referral, error) {
	return need(b, "Referral "+number, readReferral, "SELECT "+referralFields+" FROM referral r WHERE r.number = $1", number)
}

// ReferralsByReference gives referrals by external reference.
func (b *books) ReferralsByReference(refs []string) (map[string]app.Referral, error) {
	return byReference(b, refs, "referral", "r", referralFields, readReferral, referralID)
}

// ReferralsOfClient gives the referrals of a client, the first introduction first.
func (b *books) ReferralsOfClient(client app.ID[app.Client]) ([]app.Referral, error) {
	return all(b, readReferral, "SELECT "+referralFields+" FROM referral r WHERE r.client_id = $1 ORDER BY r.introduced, r.id", int64(client))
}

// AddReferrals adds referrals whose ids and numbers are set.
func (b *books) AddReferrals(fs []app.Referral) error {
	if err := insert(b, "referral", referralColumns, fs, referralArgs); err != nil {
		return err
	}
	if err := indexAdded(b, "referral", fs, referralID); err != nil {
		return err
	}
	return noted(b, app.KindReferral, fs, func(v *app.Referral) (int64, string) { return int64(v.ID), v.Note })
}

// PutReferral changes a referral; facts that wait follow it to another partner.
func (b *books) PutReferral(f app.Referral) error {
	return b.reindexing(int64(f.ID), []indexed{{"referral", "id"}}, func() error {
		err := b.putOne("This referral", "referral", int64(f.ID), updateText("referral", referralColumns), append(referralArgs(nil, &f), f.Version-1)...)
		if err != nil {
			return err
		}
		_, err = b.exec("UPDATE fact SET partner_id = $1 WHERE referral_id = $2 AND partner_id <> $1", int64(f.Partner), int64(f.ID))
		return b.reworded(err, app.KindReferral, int64(f.ID), f.Note)
	})
}

// DeleteReferral removes a referral with its history and waiting facts, unless a fee or a line refers to it.
func (b *books) DeleteReferral(id app.ID[app.Referral]) error {
	if err := b.unindex("referral", "id", int64(id)); err != nil {
		return err
	}
	for _, text := range []string{
		"DELETE FROM fact WHERE referral_id = $1 AND run = 0 AND fee_id IS NULL",
		"DELETE FROM attribution WHERE referral_id = $1",
		"DELETE FROM step WHERE kind = 'referral' AND subject = $1",
	} {
		if _, err := b.exec(text, int64(id)); err != nil {
			return err
		}
	}
	return b.deleteOne("This referral", "referral", int64(id))
}

// Attribution gives who is credited for a referral; none means wholly its partner.
func (b *books) Attribution(id app.ID[app.Referral]) ([]app.Attribution, error) {
	return all(b, func(r *row) app.Attribution {
		return app.Attribution{Partner: app.ID[app.Partner](r.num()), Person: app.ID[app.Person](r.num()), Role: app.Role(r.text()), Share: r.num()}
	}, "SELECT partner_id, person_id, role, share FROM attribution WHERE referral_id = $1 ORDER BY pos", int64(id))
}

// PutAttribution replaces who is credited.
func (b *books) PutAttribution(id app.ID[app.Referral], rows []app.Attribution) error {
	if _, err := b.exec("DELETE FROM attribution WHERE referral_id = $1", int64(id)); err != nil {
		return err
	}
	pos := 0
	return insert(b, "attribution", "referral_id, pos, partner_id, person_id, role, share", rows, func(dst []any, a *app.Attribution) []any {
		pos++
		return append(dst, int64(id), pos, int64(a.Partner), optional(a.Person), string(a.Role), a.Share)
	})
}

func referralList() list {
	const (
		partner = "CROSS JOIN partner p ON p.id = r.partner_id"
		client  = "CROSS JOIN client c ON c.id = r.client_id"
	)
	return list{
		what: "referrals", from: "referral r", id: "r.id", own: app.Sort{Key: "introduced", Desc: true},
		found: "r.id IN (SELECT rowid FROM referral_search WHERE referral_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "r.id", kind: numberField}, "partner": {expr: "r.partner_id", kind: numberField}, "client": {expr: "r.client_id", kind: numberField},
			"stage": {expr: "r.stage", of: known(app.Stages)}, "service": {expr: "r.service"}, "owner": {expr: "r.owner"}, "introduced": {expr: "r.introduced", kind: dayField},
			"accepted": {expr: "r.accepted", kind: dayField}, "closed": {expr: "r.closed", kind: dayField}, "entered": {expr: "r.entered_at", kind: timeField},
			"code": {expr: "r.code"},
		},
		sorts: map[string]sorting{
			"introduced": {by: []string{"r.introduced"}}, "number": {by: []string{"r.number"}},
			"partner": {by: []string{"p.folded", "p.id"}, join: partner, lead: "partner p CROSS JOIN referral r ON r.partner_id = p.id"},
			"client":  {by: []string{"c.folded", "c.id"}, join: client, lead: "client c CROSS JOIN referral r ON r.client_id = c.id"},
			"service": {by: []string{"r.service", "r.introduced"}}, "stage": {by: []string{"r.stage", "r.introduced"}},
			"closed": {by: []string{"r.closed"}}, "estimate": {by: []string{"r.estimate_currency", "r.estimate_minor"}}, "owner": {by: []string{"r.owner", "r.introduced"}},
		},
	}
}

// ReferralIDs lists referrals.
func (b *books) ReferralIDs(q app.Query, each func([]int32) error) error {
	return b.ids(referralList(), q, each)
}

// ReferralRows reads referrals as lists show them.
func (b *books) ReferralRows(ids []int32) ([]app.ReferralRow, error) {
	const text = "SELECT " + referralFields + `, p.name, c.name
		FROM referral r CROSS JOIN partner p ON p.id = r.partner_id CROSS JOIN client c ON c.id = r.client_id WHERE r.id IN `
	rows, err := byIDs(b, ids, text, func(r *row) app.ReferralRow {
		return app.ReferralRow{Referral: readReferral(r), PartnerName: r.text(), ClientName: r.text()}
	}, func(f *app.ReferralRow) int64 { return int64(f.ID) })
	if err != nil {
		return nil, err
	}
	return rows, b.addReceived(rows)
}

// addReceived sums what came in for referrals, of each in the currency of its first fee. Where a referral has fees of one currency, as
// nearly all have, the sum comes in one row.
func (b *books) addReceived(rows []app.ReferralRow) error {
	const text = `SELECT f.referral_id, sum(f.amount_minor), min(f.currency), max(f.currency) FROM fee f WHERE f.kind = 'received' AND f.referral_id IN `
	at, ids := make(map[int64]*app.ReferralRow, len(rows)), make([]int64, len(rows))
	for i := range rows {
		ids[i] = int64(rows[i].ID)
		at[ids[i]] = &rows[i]
	}
	var mixed []int64
	err := inChunks(ids, func(args []any) error {
		return b.each(text+marks()+" GROUP BY f.referral_id", args, func(r *row) error {
			id := r.num()
			sum := r.money()
			if r.currency() == sum.Currency {
				at[id].Fees = sum
			} else {
				mixed = append(mixed, id)
			}
			return nil
		})
	})
	for _, id := range mixed {
		if err == nil {
			at[id].Fees, err = b.receivedFirst(id)
		}
	}
	return err
}

// receivedFirst sums what came in for a referral in the currency of its first fee.
func (b *books) receivedFirst(id int64) (money.Money, error) {
	sum, _, err := first(b, (*row).money, `SELECT sum(f.amount_minor), f.currency FROM fee f WHERE f.kind = 'received' AND f.referral_id = $1
		GROUP BY f.currency ORDER BY min(f.id) LIMIT 1`, id)
	return sum, err
}

// StageCounts counts the referrals of a query by stage.
func (b *books) StageCounts(q app.Query) (map[app.Stage]int64, error) {
	s, err := referralList().filtered(q)
	if err != nil {
		return nil, err
	}
	counts := map[app.Stage]int64{}
	err = b.each("SELECT r.stage, count(*) FROM "+s.tail()+" GROUP BY r.stage", s.args, func(r *row) error {
		stage := app.Stage(r.text())
		counts[stage] = r.num()
		return nil
	})
	return counts, err
}
