package data

import (
	"strings"

	"rapport/app"
	"rapport/app/names"
)

const partnerColumns = `id, number, reference, name, folded, words, type, state, tags, email, phone, website, address, country, tax_number,
	currency, client_shown, owner, note, may_reapply, merged_into, archived, source, contact, version, alike, mail_key, domain, phone_key, tax_key`

// partnerFields are the columns that make a Partner, behind an alias.
const partnerFields = `p.id, p.number, p.reference, p.name, p.type, p.state, p.tags, p.email, p.phone, p.website, p.address, p.country,
	p.tax_number, p.currency, p.client_shown, p.owner, p.note, p.may_reapply, p.merged_into, p.archived, p.source, p.contact, p.version`

func readPartner(r *row) app.Partner {
	p := app.Partner{ID: app.ID[app.Partner](r.num()), Number: r.text(), Reference: r.text(), Name: r.text(), Type: r.text(), State: app.PartnerState(r.text())}
	r.json(&p.Tags)
	p.Email, p.Phone, p.Website, p.Address, p.Country = r.text(), r.text(), r.text(), r.text(), r.text()
	p.TaxNumber, p.Currency, p.ClientShown, p.Owner, p.Note = r.text(), r.currency(), app.ClientShown(r.text()), r.text(), r.text()
	p.MayReapply, p.MergedInto, p.Archived, p.Source, p.Contact, p.Version = r.day(), app.ID[app.Partner](r.num()), r.yes(), r.text(), app.ContactRule(r.text()), r.num()
	return p
}

func partnerArgs(dst []any, p *app.Partner) []any {
	return append(dst, int64(p.ID), p.Number, p.Reference, p.Name, names.Fold(p.Name), partnerWords(p), p.Type, string(p.State), tagList(p.Tags), p.Email,
		p.Phone, p.Website, p.Address, p.Country, p.TaxNumber, string(p.Currency), string(p.ClientShown), p.Owner, p.Note, p.MayReapply.String(),
		optional(p.MergedInto), p.Archived, p.Source, string(p.Contact), p.Version, names.Alike(p.Name), names.MailKey(p.Email), names.Domain(p.Email), names.PhoneKey(p.Phone),
		names.TaxKey(p.TaxNumber))
}

// partnerWords is what a partner is found by beside its name.
func partnerWords(p *app.Partner) string {
	return names.Fold(p.Number + " " + p.Reference + " " + strings.Join(p.Tags, " "))
}

// tagList is never null, so that a partner without tags reads as an empty list.
func tagList(tags []string) string {
	if tags == nil {
		tags = []string{}
	}
	return document(tags)
}

func partnerID(p *app.Partner) int64 { return int64(p.ID) }

// Partner gives one partner.
func (b *books) Partner(id app.ID[app.Partner]) (app.Partner, error) {
	return need(b, "This partner", readPartner, "SELECT "+partnerFields+" FROM partner p WHERE p.id = $1", int64(id))
}

// PartnerByNumber gives the partner with a people-facing number.
func (b *books) PartnerByNumber(number string) (app.Partner, error) {
	return need(b, "Partner "+number, readPartner, "SELECT "+partnerFields+" FROM partner p WHERE p.number = $1", number)
}

// PartnerTwins gives the folded names that more than one partner has.
func (b *books) PartnerTwins() (map[string]bool, error) {
	twins := map[string]bool{}
	err := b.each("SELECT folded FROM partner WHERE state <> 'merged' GROUP BY folded HAVING count(*) > 1", nil, func(r *row) error {
		twins[r.text()] = true
		return nil
	})
	return twins, err
}

// PartnersByName gives partners by folded name.
func (b *books) PartnersByName(folded []string) (map[string]app.Partner, error) {
	return byText(b, folded, "SELECT p.folded, "+partnerFields+" FROM partner p WHERE p.folded IN ", "", readPartner, partnerID)
}

// PartnersByReference gives partners by external reference.
func (b *books) PartnersByReference(refs []string) (map[string]app.Partner, error) {
	return byReference(b, refs, "partner", "p", partnerFields, readPartner, partnerID)
}

// AddPartners adds partners whose ids and numbers are set.
func (b *books) AddPartners(ps []app.Partner) error {
	if err := insert(b, "partner", partnerColumns, ps, partnerArgs); err != nil {
		return err
	}
	if err := indexAdded(b, "partner", ps, partnerID); err != nil {
		return err
	}
	return noted(b, app.KindPartner, ps, func(v *app.Partner) (int64, string) { return int64(v.ID), v.Note })
}

// indexAdded makes added rows findable. Ids of one write are mostly consecutive; each run of them is one statement.
func indexAdded[T any](b *books, table string, rows []T, id func(*T) int64) error {
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && id(&rows[j]) == id(&rows[j-1])+1 {
			j++
		}
		if err := b.indexRange(table, id(&rows[i]), id(&rows[j-1])); err != nil {
			return err
		}
		i = j
	}
	return nil
}

// namedByPartner are the search tables that hold a partner's name.
func namedByPartner() []indexed {
	return []indexed{{"partner", "id"}, {"agreement", "partner_id"}, {"referral", "partner_id"}, {"outbound", "partner_id"}, {"statement", "partner_id"}}
}

// PutPartner changes a partner.
func (b *books) PutPartner(p app.Partner) error {
	tables := namedByPartner()
	if renamed, err := b.renamed("partner", int64(p.ID), p.Name); err != nil {
		return err
	} else if !renamed {
		tables = tables[:1] // what others show of it stays the same
	}
	return b.reindexing(int64(p.ID), tables, func() error {
		args := append(partnerArgs(nil, &p), p.Version-1)
		return b.reworded(b.putOne("This partner", "partner", int64(p.ID), updateText("partner", partnerColumns), args...), app.KindPartner, int64(p.ID), p.Note)
	})
}

// DeletePartner removes a partner that nothing refers to.
func (b *books) DeletePartner(id app.ID[app.Partner]) error {
	if err := b.unindex("partner", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This partner", "partner", int64(id))
}

func partnerList() list {
	return list{
		what: "partners", from: "partner p", id: "p.id", partner: "p.id", own: app.Sort{Key: "name"},
		found: "p.id IN (SELECT rowid FROM partner_search WHERE partner_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "p.id", kind: numberField}, "state": {expr: "p.state", of: known(app.PartnerStates)}, "type": {expr: "p.type"}, "tag": {expr: "p.tags", kind: tagField},
			"archived": {expr: "p.archived", kind: yesField}, "owner": {expr: "p.owner"},
		},
		sorts: map[string]sorting{
			"name": {by: []string{"p.folded"}}, "number": {by: []string{"p.number"}}, "type": {by: []string{"p.type", "p.folded"}},
			"state":     {by: []string{"p.state", "p.folded"}},
			"referrals": {by: []string{"(SELECT count(*) FROM referral r WHERE r.partner_id = p.id)"}},
			"won":       {by: []string{"(SELECT count(*) FROM referral r WHERE r.partner_id = p.id AND r.stage = 'won')"}},
			"last":      {by: []string{"(SELECT coalesce(max(r.introduced), '') FROM referral r WHERE r.partner_id = p.id)"}},
		},
	}
}

// PartnerIDs lists partners.
func (b *books) PartnerIDs(q app.Query, each func([]int32) error) error {
	return b.ids(partnerList(), q, each)
}

// PartnerRows reads partners as lists show them.
func (b *books) PartnerRows(ids []int32) ([]app.PartnerRow, error) {
	const text = "SELECT " + partnerFields + `,
		(SELECT e.name FROM person e WHERE e.partner_id = p.id ORDER BY e.is_primary DESC, e.folded, e.id LIMIT 1),
		(SELECT count(*) << 32 | count(*) FILTER (WHERE r.stage = 'won') FROM referral r WHERE r.partner_id = p.id),
		(SELECT max(r.introduced) FROM referral r WHERE r.partner_id = p.id)
		FROM partner p WHERE p.id IN `
	return byIDs(b, ids, text, func(r *row) app.PartnerRow {
		p := app.PartnerRow{Partner: readPartner(r), Person: r.text()}
		counts := r.num() // both in one number: the referrals are counted in one go
		p.Referrals, p.Won, p.Last = int(counts>>32), int(counts&(1<<32-1)), r.day()
		return p
	}, func(p *app.PartnerRow) int64 { return int64(p.ID) })
}
