package app

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app/names"
)

// partnerImport takes rows of partners. A partner is recognised by its reference, else by its folded name.
type partnerImport struct {
	im     *importer
	byRef  map[string]Partner
	byName map[string]Partner
}

func newPartnerImport(im *importer) *partnerImport { return &partnerImport{im: im} }

func (u *partnerImport) prepare(rows []importRow) (err error) {
	if u.byRef, err = u.im.t.PartnersByReference(column(rows, "reference")); err != nil {
		return err
	}
	u.byName, err = u.im.t.PartnersByName(foldAll(column(rows, "name")))
	return err
}

func foldAll(texts []string) []string {
	folds := make([]string, len(texts))
	for i, text := range texts {
		folds[i] = names.Fold(text)
	}
	return folds
}

func (u *partnerImport) take(r *importRow) error {
	ref, name := r.text("reference"), r.text("name")
	old, known := u.byRef[ref], ref != "" && u.byRef[ref].ID != 0
	if !known {
		old = u.byName[names.Fold(name)]
		known = old.ID != 0 && (ref == "" || old.Reference == "")
	}
	if !known {
		old = Partner{State: Prospect, Tags: []string{}, Version: 1}
	}
	keys := identity(ref, name, int64(old.ID))
	if err := u.im.twice("name", orElse(ref, name), keys); err != nil {
		return err
	}
	if old.State == Merged {
		return No(fmt.Sprintf("%s (%s) was merged into another partner.", old.Name, old.Number), "Use the name of the partner it was merged into.")
	}
	p, changed := u.fill(r, old)
	if r.bad != nil {
		return r.bad
	}
	if changed {
		if err := u.im.t.checkPartner(&p); err != nil {
			return err
		}
	}
	u.im.mark(r.line, append(keys, "name "+names.Fold(name))...)
	return u.keep(old, p, known, changed)
}

func (u *partnerImport) keep(old, p Partner, known, changed bool) error {
	switch {
	case !known:
		return u.im.addPartner(&p)
	case !changed:
		u.im.unchanged(KindPartner, int64(old.ID))
	default:
		p.Version = old.Version + 1
		u.im.change(KindPartner, int64(p.ID), old, p, func() error { return u.im.t.PutPartner(p) })
	}
	return nil
}

// addPartner queues a new partner.
func (im *importer) addPartner(p *Partner) error {
	id, err := im.newID(KindPartner)
	p.ID = ID[Partner](id)
	im.out.partners = append(im.out.partners, p)
	return err
}

// fill puts the row's values over a partner; empty cells leave it as it is.
func (u *partnerImport) fill(r *importRow, p Partner) (Partner, bool) {
	changed := set(&p.Reference, r.text("reference"))
	changed = set(&p.Name, r.text("name")) || changed
	changed = set(&p.Type, u.typeMeant(r.text("type"))) || changed
	changed = set(&p.Email, r.text("email")) || changed
	changed = set(&p.Phone, r.text("phone")) || changed
	changed = set(&p.Website, r.text("website")) || changed
	changed = set(&p.Address, r.lines("address", 500)) || changed
	changed = set(&p.Country, r.country("country")) || changed
	changed = set(&p.TaxNumber, r.text("tax_number")) || changed
	changed = set(&p.Owner, r.text("owner")) || changed
	changed = set(&p.Note, r.lines("note", 10000)) || changed
	if r.cell("currency") != "" {
		changed = set(&p.Currency, string(r.currency("currency"))) || changed
	}
	if tags := splitTags(r.text("tags")); len(tags) > 0 && !slices.Equal(tags, p.Tags) {
		p.Tags, changed = tags, true
	}
	return p, changed
}

// typeMeant is a partner type in the firm's own spelling.
func (u *partnerImport) typeMeant(text string) string {
	for _, t := range u.im.t.settings.PartnerTypes {
		if names.Fold(t) == names.Fold(text) {
			return t
		}
	}
	return text
}

func splitTags(text string) []string {
	var tags []string
	for _, tag := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
		if tag = names.Clean(tag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// country is a country code of two letters.
func (r *importRow) country(key string) string {
	v := strings.ToUpper(r.text(key))
	if v != "" && (len(v) != 2 || strings.Trim(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
		r.refuse(key, fmt.Sprintf("%q is not a country code.", r.cell(key)), "Write two letters, such as DE or US.")
	}
	return v
}

func (u *partnerImport) finish() []string {
	if n := u.im.res.Created["partners"]; n > 0 {
		return []string{"New, as prospects, until they have an agreement: " + counted(n, "partner") + "."}
	}
	return nil
}
