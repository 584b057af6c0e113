package data

import "rapport/app"

const codeColumns = "id, partner_id, code, campaign, made, ended, note, version"

func readCode(r *row) app.PartnerCode {
	return app.PartnerCode{ID: app.ID[app.PartnerCode](r.num()), Partner: app.ID[app.Partner](r.num()), Code: r.text(), Campaign: r.text(), Made: r.day(),
		Ended: r.day(), Note: r.text(), Version: r.num()}
}

func codeArgs(dst []any, c *app.PartnerCode) []any {
	return append(dst, int64(c.ID), int64(c.Partner), c.Code, c.Campaign, c.Made.String(), c.Ended.String(), c.Note, c.Version)
}

// AddPartnerCode keeps a code.
func (b *books) AddPartnerCode(c app.PartnerCode) error {
	return insert(b, "partner_code", codeColumns, []app.PartnerCode{c}, codeArgs)
}

// PutPartnerCode changes a code.
func (b *books) PutPartnerCode(c app.PartnerCode) error {
	return b.putOne("This code", "partner_code", int64(c.ID), updateText("partner_code", codeColumns), append(codeArgs(nil, &c), c.Version-1)...)
}

// DeletePartnerCode removes a code.
func (b *books) DeletePartnerCode(id app.ID[app.PartnerCode]) error {
	return b.deleteOne("This code", "partner_code", int64(id))
}

// PartnerCode gives one code.
func (b *books) PartnerCode(id app.ID[app.PartnerCode]) (app.PartnerCode, error) {
	return need(b, "This code", readCode, "SELECT "+codeColumns+" FROM partner_code WHERE id = $1", int64(id))
}

// PartnerCodeNamed gives a code by its letters.
func (b *books) PartnerCodeNamed(tidy string) (app.PartnerCode, error) {
	return need(b, "This code", readCode, "SELECT "+codeColumns+" FROM partner_code WHERE code = $1", tidy)
}

// PartnerCodes gives the codes of a partner, or with 0 of all, the newest first.
func (b *books) PartnerCodes(id app.ID[app.Partner]) ([]app.PartnerCode, error) {
	if id == 0 {
		return all(b, readCode, "SELECT "+codeColumns+" FROM partner_code ORDER BY id DESC")
	}
	return all(b, readCode, "SELECT "+codeColumns+" FROM partner_code WHERE partner_id = $1 ORDER BY id DESC", int64(id))
}

// CodeCounts counts the referrals that came by codes; a code that nobody came by is left out.
func (b *books) CodeCounts(tidy []string) (map[string]app.CodeCount, error) {
	out := map[string]app.CodeCount{}
	err := b.each(`SELECT r.code, count(*), count(*) FILTER (WHERE r.stage = 'won'), max(r.introduced) FROM referral r
		WHERE r.code <> '' AND r.code IN (SELECT value FROM json_each($1)) GROUP BY r.code`, []any{document(tidy)}, func(r *row) error {
		out[r.text()] = app.CodeCount{Referrals: r.num(), Won: r.num(), Last: r.day()}
		return nil
	})
	return out, err
}
