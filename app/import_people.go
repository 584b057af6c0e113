package app

import (
	"fmt"
	"strings"

	"rapport/app/letter"
	"rapport/app/names"
)

// peopleImport takes rows of people at partners. A person is recognised by the reference, else at the partner by e-mail,
// else by name.
type peopleImport struct {
	im       *importer
	partners *finder[Partner]
	byRef    map[string]Person
	at       map[ID[Partner]][]*Person // of the partners met so far, with those this file adds
}

func newPeopleImport(im *importer) *peopleImport {
	return &peopleImport{im: im, partners: im.t.partnerFinder(), at: map[ID[Partner]][]*Person{}}
}

func (u *peopleImport) prepare(rows []importRow) (err error) {
	if err := u.partners.look(column(rows, "partner")); err != nil {
		return err
	}
	u.byRef, err = u.im.t.PeopleByReference(column(rows, "reference"))
	return err
}

func (u *peopleImport) take(r *importRow) error {
	partner, err := u.im.partnerNamed(u.partners, r.text("partner"))
	if err != nil {
		return err
	}
	others, err := u.im.peopleOf(u.at, partner.ID)
	if err != nil {
		return err
	}
	old, err := u.find(r, partner, others)
	if err != nil {
		return err
	}
	var was Person
	if old != nil {
		was = *old
	} else {
		was = Person{Partner: partner.ID, Version: 1, Primary: len(others) == 0}
	}
	p, changed := fillPerson(r, was)
	if r.bad != nil {
		return r.bad
	}
	keys := identity(p.Reference, fmt.Sprintf("%d %s %s", partner.ID, strings.ToLower(p.Email), p.Name), int64(p.ID))
	if err := u.im.twice("name", p.Name+" at "+partner.Name, keys); err != nil {
		return err
	}
	if changed {
		u.im.t.warnOdd("name", p.Name)
		if err := checkPerson(&p); err != nil {
			return err
		}
	}
	if p.Primary && !was.Primary {
		if err := u.demote(p, others, r.line); err != nil {
			return err
		}
	}
	u.im.mark(r.line, keys...)
	return u.keep(old, was, p, changed)
}

// find gives the person a row is about, if kept.
func (u *peopleImport) find(r *importRow, partner *Partner, others []*Person) (*Person, error) {
	if known, ok := u.byRef[r.text("reference")]; ok && known.Reference != "" {
		if known.Partner != partner.ID {
			return nil, Bad("partner", fmt.Sprintf("%s (%s) belongs to another partner.", known.Name, known.Reference),
				"People do not change partners by import; remove the person there first.")
		}
		for _, p := range others {
			if p.ID == known.ID {
				return p, nil
			}
		}
		return &known, nil
	}
	email, fold := r.text("email"), names.Fold(r.text("name"))
	var named *Person
	for _, p := range others {
		if email != "" && strings.EqualFold(p.Email, email) {
			return p, nil
		}
		if names.Fold(p.Name) == fold && (email == "" || p.Email == "") {
			named = p
		}
	}
	return named, nil
}

func fillPerson(r *importRow, p Person) (Person, bool) {
	changed := set(&p.Reference, r.text("reference"))
	changed = set(&p.Name, r.text("name")) || changed
	changed = set(&p.Role, r.text("role")) || changed
	changed = set(&p.Email, r.text("email")) || changed
	changed = set(&p.Phone, r.text("phone")) || changed
	changed = set(&p.Channel, channelNamed(r.text("channel"))) || changed
	changed = set(&p.Salutation, salutationNamed(r.text("salutation"))) || changed
	changed = set(&p.Note, r.lines("note", 10000)) || changed
	if yes, given := r.yes("primary"); given && yes && !p.Primary {
		p.Primary, changed = true, true
	}
	return p, changed
}

// salutationNamed is a form of address as lists of four languages write it; other words are those of the greeting.
func salutationNamed(text string) string {
	switch strings.TrimSuffix(names.Fold(text), ".") {
	case "ms", "mrs", "miss", "frau", "madame", "mme", "senora", "sra":
		return letter.AsMs
	case "mr", "herr", "herrn", "monsieur", "m", "senor", "sr":
		return letter.AsMr
	case "first name", "vorname", "prenom", "nombre de pila":
		return letter.ByFirst
	}
	return text
}

// demote takes the mark of the primary person from whoever had it before this file.
func (u *peopleImport) demote(p Person, others []*Person, line int) error {
	key := fmt.Sprint("primary ", p.Partner)
	if err := u.im.twice("primary", "The primary person of this partner", []string{key}); err != nil {
		return err
	}
	for _, o := range others {
		if !o.Primary || o.ID == p.ID {
			continue
		}
		if u.im.made(KindPerson, int64(o.ID)) {
			return Bad("primary", fmt.Sprintf("%s, in an earlier row, is the primary person of this partner.", o.Name),
				"Put the row of the primary person first.")
		}
		before, now := *o, *o
		now.Primary, now.Version = false, o.Version+1
		*o = now
		u.im.change(KindPerson, int64(o.ID), before, now, func() error { return u.im.t.PutPerson(now) })
	}
	u.im.mark(line, key)
	return nil
}

func (u *peopleImport) keep(old *Person, was, p Person, changed bool) error {
	switch {
	case old == nil:
		id, err := u.im.newID(KindPerson)
		p.ID = ID[Person](id)
		u.at[p.Partner] = append(u.at[p.Partner], &p)
		u.im.out.people = append(u.im.out.people, &p)
		return err
	case !changed:
		u.im.unchanged(KindPerson, int64(p.ID))
	default:
		p.Version = was.Version + 1
		*old = p
		u.im.change(KindPerson, int64(p.ID), was, p, func() error { return u.im.t.PutPerson(p) })
	}
	return nil
}

func (u *peopleImport) finish() []string { return nil }

// partnerNamed gives the partner a row names, the survivor when it was merged, or refuses the row.
func (im *importer) partnerNamed(known *finder[Partner], text string) (*Partner, error) {
	p := known.get(text)
	if p == nil {
		return nil, &Problem{Kind: NotFound, Field: "partner", Say: fmt.Sprintf("There is no partner %q.", text),
			Try: "Import the partners first, or add it."}
	}
	if many, err := known.ambiguous(text); err != nil || many {
		return nil, orError(err, sameName("partner", text))
	}
	for p.State == Merged && p.MergedInto != 0 {
		survivor, err := im.t.Partner(p.MergedInto)
		if err != nil {
			return nil, err
		}
		*p = survivor
	}
	return p, nil
}

// peopleOf gives a partner's people, read once.
func (im *importer) peopleOf(at map[ID[Partner]][]*Person, id ID[Partner]) ([]*Person, error) {
	if list, ok := at[id]; ok {
		return list, nil
	}
	list, err := im.t.People(id)
	out := make([]*Person, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	at[id] = out
	return out, err
}
