package data

import "rapport/app"

const bankColumns = "id, partner_id, currency, no, payee, person_id, account, note, set_at, set_by, confirmed_on, confirmed_by, confirmed_how, version"

func readBankDetail(r *row) app.BankDetail {
	d := app.BankDetail{ID: app.ID[app.BankDetail](r.num()), Partner: app.ID[app.Partner](r.num()), Currency: r.currency(), No: int(r.num()),
		Payee: app.PayeeKind(r.text()), Person: app.ID[app.Person](r.num())}
	r.json(&d.Account)
	d.Note, d.SetAt, d.SetBy, d.ConfirmedOn, d.ConfirmedBy, d.ConfirmedHow, d.Version = r.text(), r.time(), r.text(), r.day(), r.text(), r.text(), r.num()
	return d
}

func bankArgs(dst []any, d *app.BankDetail) []any {
	return append(dst, int64(d.ID), int64(d.Partner), string(d.Currency), d.No, string(d.Payee), optional(d.Person), document(d.Account), d.Note,
		stamp(d.SetAt), d.SetBy, d.ConfirmedOn.String(), d.ConfirmedBy, d.ConfirmedHow, d.Version)
}

// BankDetail gives one version of bank details.
func (b *books) BankDetail(id app.ID[app.BankDetail]) (app.BankDetail, error) {
	return need(b, "These bank details", readBankDetail, "SELECT "+bankColumns+" FROM bank_detail WHERE id = $1", int64(id))
}

// BankDetails gives the versions of a partner's bank details, by currency, the newest first.
func (b *books) BankDetails(partner app.ID[app.Partner]) ([]app.BankDetail, error) {
	return all(b, readBankDetail, "SELECT "+bankColumns+" FROM bank_detail WHERE partner_id = $1 ORDER BY currency, no DESC", int64(partner))
}

// AddBankDetail keeps a new version.
func (b *books) AddBankDetail(d app.BankDetail) error {
	return insert(b, "bank_detail", bankColumns, []app.BankDetail{d}, bankArgs)
}

// PutBankDetail keeps that a version was confirmed.
func (b *books) PutBankDetail(d app.BankDetail) error {
	const text = "UPDATE bank_detail SET confirmed_on = $2, confirmed_by = $3, confirmed_how = $4, version = $5 WHERE id = $1 AND version = $6"
	return b.putOne("These bank details", "bank_detail", int64(d.ID), text, int64(d.ID), d.ConfirmedOn.String(), d.ConfirmedBy, d.ConfirmedHow, d.Version, d.Version-1)
}

// DeleteBankDetail removes a version that nothing refers to.
func (b *books) DeleteBankDetail(id app.ID[app.BankDetail]) error {
	return b.deleteOne("This version of bank details", "bank_detail", int64(id))
}
