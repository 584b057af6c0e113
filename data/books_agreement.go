package data

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/app/terms"
)

const agreementColumns = "id, number, partner_id, title, words, state, from_day, to_day, payee_name, payment_days, note, version, notice"

const agreementFields = "a.id, a.number, a.partner_id, a.title, a.state, a.from_day, a.to_day, a.payee_name, a.payment_days, a.note, a.version, a.notice"

const versionColumns = "id, agreement_id, no, state, effective, signed_on, signed_by, retroactive, terms"

const versionFields = "v.id, v.agreement_id, v.no, v.state, v.effective, v.signed_on, v.signed_by, v.retroactive, v.terms"

func readAgreement(r *row) app.Agreement {
	return app.Agreement{ID: app.ID[app.Agreement](r.num()), Number: r.text(), Partner: app.ID[app.Partner](r.num()), Title: r.text(),
		State: app.AgreementState(r.text()), From: r.day(), To: r.day(), PayeeName: r.text(), PaymentDays: int(r.num()), Note: r.text(), Version: r.num(), Notice: r.every()}
}

func agreementArgs(dst []any, a *app.Agreement) []any {
	return append(dst, int64(a.ID), a.Number, int64(a.Partner), a.Title, names.Fold(a.Number+" "+a.Title), string(a.State), a.From.String(), a.To.String(),
		a.PayeeName, a.PaymentDays, a.Note, a.Version, a.Notice.Key())
}

func readVersion(r *row) app.AgreementVersion {
	v := readVersionHead(r)
	r.json(&v.Terms)
	return v
}

// readVersionHead reads all but the terms.
func readVersionHead(r *row) app.AgreementVersion {
	return app.AgreementVersion{ID: app.ID[app.AgreementVersion](r.num()), Agreement: app.ID[app.Agreement](r.num()), No: int(r.num()),
		State: app.VersionState(r.text()), Effective: r.day(), SignedOn: r.day(), SignedBy: r.text(), Retroactive: r.yes()}
}

func versionArgs(dst []any, v *app.AgreementVersion) []any {
	return append(dst, int64(v.ID), int64(v.Agreement), v.No, string(v.State), v.Effective.String(), v.SignedOn.String(), v.SignedBy, v.Retroactive, document(v.Terms))
}

// Agreement gives one agreement.
func (b *books) Agreement(id app.ID[app.Agreement]) (app.Agreement, error) {
	return need(b, "This agreement", readAgreement, "SELECT "+agreementFields+" FROM agreement a WHERE a.id = $1", int64(id))
}

// AgreementByNumber gives the agreement with a people-facing number.
func (b *books) AgreementByNumber(number string) (app.Agreement, error) {
	return need(b, "Agreement "+number, readAgreement, "SELECT "+agreementFields+" FROM agreement a WHERE a.number = $1", number)
}

// Agreements gives the agreements of a partner by their first day.
func (b *books) Agreements(partner app.ID[app.Partner]) ([]app.Agreement, error) {
	return all(b, readAgreement, "SELECT "+agreementFields+" FROM agreement a WHERE a.partner_id = $1 ORDER BY a.from_day, a.id", int64(partner))
}

// Versions gives the versions of an agreement.
func (b *books) Versions(id app.ID[app.Agreement]) ([]app.AgreementVersion, error) {
	return all(b, readVersion, "SELECT "+versionFields+" FROM agreement_version v WHERE v.agreement_id = $1 ORDER BY v.no", int64(id))
}

// AllVersions calls each for every version of every agreement, by partner, first day and number.
func (b *books) AllVersions(each func(app.Agreement, app.AgreementVersion) error) error {
	const text = "SELECT " + agreementFields + ", " + versionFields + ` FROM agreement a CROSS JOIN agreement_version v ON v.agreement_id = a.id
		ORDER BY a.partner_id, a.from_day, a.id, v.no`
	known := knownTerms{}
	return b.each(text, nil, func(r *row) error {
		a, v := readAgreement(r), readVersionHead(r)
		if v.Terms = known.read(r); r.err != nil {
			return r.err
		}
		return each(a, v)
	})
}

// knownTerms reads terms that are written alike once: agreements of one plan share them.
type knownTerms map[string]terms.Terms

func (k knownTerms) read(r *row) terms.Terms {
	written := r.text()
	tm, ok := k[written]
	if !ok {
		r.at--
		r.json(&tm)
		k[written] = tm
	}
	return tm
}

// WaitingVersions calls each for the versions of the partners of whom a fact waits. Terms that are the same are read once.
func (b *books) WaitingVersions(until calendar.Day, each func(app.PartnerState, app.Agreement, app.AgreementVersion) error) error {
	const text = "SELECT p.state, " + agreementFields + ", " + versionFields + `
		FROM (SELECT DISTINCT partner_id FROM fact INDEXED BY fact_waiting WHERE run = 0 AND day <= $1) w CROSS JOIN partner p ON p.id = w.partner_id
		CROSS JOIN agreement a ON a.partner_id = p.id CROSS JOIN agreement_version v ON v.agreement_id = a.id
		ORDER BY w.partner_id, a.from_day, a.id, v.no`
	known := knownTerms{}
	return b.each(text, []any{until.String()}, func(r *row) error {
		state, a, v := app.PartnerState(r.text()), readAgreement(r), readVersionHead(r)
		if v.Terms = known.read(r); r.err != nil {
			return r.err
		}
		return each(state, a, v)
	})
}

// PartnersDue gives the partners that a run looks at though no fact of them waits.
func (b *books) PartnersDue(today calendar.Day) ([]app.ID[app.Partner], error) {
	const text = `SELECT a.partner_id FROM agreement_version v INDEXED BY agreement_version_floor CROSS JOIN agreement a ON a.id = v.agreement_id
		WHERE (instr(v.terms, '"floor":{') > 0 OR instr(v.terms, '"every":"') > 0)
		UNION SELECT a.partner_id FROM agreement_version n INDEXED BY agreement_version_later
		CROSS JOIN agreement_version v ON v.agreement_id = n.agreement_id AND v.no = n.no - 1 AND v.state = 'frozen'
		CROSS JOIN agreement a ON a.id = n.agreement_id
		WHERE n.no > 1 AND n.state <> 'draft' AND n.effective <= $1 ORDER BY 1`
	return all(b, func(r *row) app.ID[app.Partner] { return app.ID[app.Partner](r.num()) }, text, today.String())
}

// Unsettle marks an agreement to be worked out again.
func (b *books) Unsettle(id app.ID[app.Agreement]) error {
	_, err := b.exec("INSERT INTO unsettled(agreement_id) VALUES ($1) ON CONFLICT(agreement_id) DO NOTHING", int64(id))
	return err
}

// Unsettled gives the agreements that are marked.
func (b *books) Unsettled() ([]app.Agreement, error) {
	return all(b, readAgreement, "SELECT "+agreementFields+" FROM unsettled u CROSS JOIN agreement a ON a.id = u.agreement_id ORDER BY u.agreement_id")
}

// Settled takes the marks away.
func (b *books) Settled() error {
	_, err := b.exec("DELETE FROM unsettled")
	return err
}

// Version gives one version.
func (b *books) Version(id app.ID[app.AgreementVersion]) (app.AgreementVersion, error) {
	return need(b, "This version", readVersion, "SELECT "+versionFields+" FROM agreement_version v WHERE v.id = $1", int64(id))
}

// AddAgreement adds an agreement whose id and number are set.
func (b *books) AddAgreement(a app.Agreement) error {
	if err := insert(b, "agreement", agreementColumns, []app.Agreement{a}, agreementArgs); err != nil {
		return err
	}
	return b.index("agreement", "id", int64(a.ID))
}

// PutAgreement changes an agreement.
func (b *books) PutAgreement(a app.Agreement) error {
	return b.reindexing(int64(a.ID), []indexed{{"agreement", "id"}}, func() error {
		return b.putOne("This agreement", "agreement", int64(a.ID), updateText("agreement", agreementColumns), append(agreementArgs(nil, &a), a.Version-1)...)
	})
}

// DeleteAgreement removes a draft with its draft versions.
func (b *books) DeleteAgreement(id app.ID[app.Agreement]) error {
	if err := b.unindex("agreement", "id", int64(id)); err != nil {
		return err
	}
	if _, err := b.exec("DELETE FROM agreement_version WHERE agreement_id = $1", int64(id)); err != nil {
		if isConstraint(err) {
			return &app.Problem{Kind: app.Conflict, Say: "This agreement is in use or was signed; it was not removed.", Try: "End it instead.", Cause: err}
		}
		return err
	}
	return b.deleteOne("This agreement", "agreement", int64(id))
}

// AddVersion adds a version whose id and number are set.
func (b *books) AddVersion(v app.AgreementVersion) error {
	return insert(b, "agreement_version", versionColumns, []app.AgreementVersion{v}, versionArgs)
}

// PutVersion changes a version; the terms of one that is not a draft stay what they are.
func (b *books) PutVersion(v app.AgreementVersion) error {
	const text = `UPDATE agreement_version SET agreement_id = $2, no = $3, state = $4, effective = $5, signed_on = $6, signed_by = $7, retroactive = $8, terms = $9 WHERE id = $1`
	n, err := b.exec(text, versionArgs(nil, &v)...)
	if isConstraint(err) {
		return &app.Problem{Kind: app.Refused, Say: "A frozen version is never edited.", Try: "Make a new version with the day it takes effect.", Cause: err}
	}
	if err == nil && n == 0 {
		return app.Missing("This version")
	}
	return err
}

func agreementList() list {
	const partner = "CROSS JOIN partner p ON p.id = a.partner_id"
	return list{
		what: "agreements", from: "agreement a", id: "a.id", own: app.Sort{Key: "number"},
		found: "a.id IN (SELECT rowid FROM agreement_search WHERE agreement_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "a.id", kind: numberField}, "partner": {expr: "a.partner_id", kind: numberField}, "state": {expr: "a.state", of: known(app.AgreementStates)},
		},
		sorts: map[string]sorting{
			"number": {by: []string{"a.number"}}, "partner": {by: []string{"p.folded"}, join: partner}, "from": {by: []string{"a.from_day"}},
			"state": {by: []string{"a.state", "a.from_day"}},
		},
	}
}

// AgreementIDs lists agreements.
func (b *books) AgreementIDs(q app.Query, each func([]int32) error) error {
	return b.ids(agreementList(), q, each)
}

// AgreementRows reads agreements as lists show them, each with its latest version.
func (b *books) AgreementRows(ids []int32) ([]app.AgreementRow, error) {
	const text = "SELECT " + agreementFields + ", p.name, " + versionFields + ` FROM agreement a CROSS JOIN partner p ON p.id = a.partner_id
		LEFT JOIN agreement_version v ON v.agreement_id = a.id AND v.no = (SELECT max(w.no) FROM agreement_version w WHERE w.agreement_id = a.id)
		WHERE a.id IN `
	return byIDs(b, ids, text, func(r *row) app.AgreementRow {
		a := app.AgreementRow{Agreement: readAgreement(r), PartnerName: r.text()}
		if r.values[r.at] != nil { // one without a version yet
			a.Latest = readVersion(r)
		}
		return a
	}, func(a *app.AgreementRow) int64 { return int64(a.ID) })
}
