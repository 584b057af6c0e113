package data

import (
	"rapport/app"
	"rapport/app/calendar"
)

const credentialColumns = "id, partner_id, kind, what, issuer, number, jurisdiction, cover_minor, currency, day, expires, result, note, retired, version"

const credentialFields = `d.id, d.partner_id, d.kind, d.what, d.issuer, d.number, d.jurisdiction, d.cover_minor, d.currency, d.day, d.expires, d.result, d.note,
	d.retired, d.version`

func readCredential(r *row) app.Credential {
	return app.Credential{ID: app.ID[app.Credential](r.num()), Partner: app.ID[app.Partner](r.num()), Kind: app.CredentialKind(r.text()), What: r.text(), Issuer: r.text(),
		Number: r.text(), Jurisdiction: r.text(), Cover: r.money(), Day: r.day(), Expires: r.day(), Result: r.text(), Note: r.text(), Retired: r.day(), Version: r.num()}
}

func credentialArgs(dst []any, c *app.Credential) []any {
	return append(dst, int64(c.ID), int64(c.Partner), string(c.Kind), c.What, c.Issuer, c.Number, c.Jurisdiction, c.Cover.Minor, string(c.Cover.Currency),
		c.Day.String(), c.Expires.String(), c.Result, c.Note, c.Retired.String(), c.Version)
}

// AddCredential keeps a credential.
func (b *books) AddCredential(c app.Credential) error {
	return insert(b, "credential", credentialColumns, []app.Credential{c}, credentialArgs)
}

// PutCredential changes a credential.
func (b *books) PutCredential(c app.Credential) error {
	return b.putOne("This credential", "credential", int64(c.ID), updateText("credential", credentialColumns), append(credentialArgs(nil, &c), c.Version-1)...)
}

// DeleteCredential removes a credential.
func (b *books) DeleteCredential(id app.ID[app.Credential]) error {
	return b.deleteOne("This credential", "credential", int64(id))
}

// Credential gives one credential.
func (b *books) Credential(id app.ID[app.Credential]) (app.Credential, error) {
	return need(b, "This credential", readCredential, "SELECT "+credentialFields+" FROM credential d WHERE d.id = $1", int64(id))
}

// Credentials gives a partner's credentials.
func (b *books) Credentials(id app.ID[app.Partner]) ([]app.Credential, error) {
	return all(b, readCredential, "SELECT "+credentialFields+" FROM credential d WHERE d.partner_id = $1 ORDER BY d.retired <> '', d.kind, d.expires DESC, d.id", int64(id))
}

// CredentialsExpiring gives what counts and expires until a day.
func (b *books) CredentialsExpiring(until calendar.Day) ([]app.CredentialRow, error) {
	return all(b, func(r *row) app.CredentialRow {
		return app.CredentialRow{Credential: readCredential(r), PartnerName: r.text()}
	},
		"SELECT "+credentialFields+`, p.name FROM credential d CROSS JOIN partner p ON p.id = d.partner_id
		WHERE d.retired = '' AND d.expires <> '' AND d.expires <= $1 AND p.state NOT IN ('ended', 'declined', 'merged') ORDER BY d.expires, d.id`, until.String())
}
