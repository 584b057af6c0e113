package data

import (
	"rapport/app"
	"rapport/app/names"
)

const personColumns = "id, partner_id, reference, name, folded, words, role, email, phone, is_primary, note, channel, contact, salutation, version, mail_key, domain, phone_key"

const personFields = "e.id, e.partner_id, e.reference, e.name, e.role, e.email, e.phone, e.is_primary, e.note, e.channel, e.contact, e.salutation, e.version"

func readPerson(r *row) app.Person {
	return app.Person{ID: app.ID[app.Person](r.num()), Partner: app.ID[app.Partner](r.num()), Reference: r.text(), Name: r.text(), Role: r.text(),
		Email: r.text(), Phone: r.text(), Primary: r.yes(), Note: r.text(), Channel: r.text(),
		Contact: app.ContactRule(r.text()), Salutation: r.text(), Version: r.num()}
}

func personArgs(dst []any, p *app.Person) []any {
	return append(dst, int64(p.ID), int64(p.Partner), p.Reference, p.Name, names.Fold(p.Name), names.Fold(p.Reference+" "+p.Email), p.Role, p.Email, p.Phone,
		p.Primary, p.Note, p.Channel, string(p.Contact), p.Salutation, p.Version, names.MailKey(p.Email), names.Domain(p.Email), names.PhoneKey(p.Phone))
}

func personID(p *app.Person) int64 { return int64(p.ID) }

// Person gives one person.
func (b *books) Person(id app.ID[app.Person]) (app.Person, error) {
	return need(b, "This person", readPerson, "SELECT "+personFields+" FROM person e WHERE e.id = $1", int64(id))
}

// People gives the people of a partner, the primary one first.
func (b *books) People(partner app.ID[app.Partner]) ([]app.Person, error) {
	return all(b, readPerson, "SELECT "+personFields+" FROM person e WHERE e.partner_id = $1 ORDER BY e.is_primary DESC, e.folded, e.id", int64(partner))
}

// PeopleByReference gives people by external reference.
func (b *books) PeopleByReference(refs []string) (map[string]app.Person, error) {
	return byReference(b, refs, "person", "e", personFields, readPerson, personID)
}

// AddPeople adds people whose ids are set.
func (b *books) AddPeople(ps []app.Person) error {
	if err := insert(b, "person", personColumns, ps, personArgs); err != nil {
		return err
	}
	if err := indexAdded(b, "person", ps, personID); err != nil {
		return err
	}
	return noted(b, app.KindPerson, ps, func(v *app.Person) (int64, string) { return int64(v.ID), v.Note })
}

// PutPerson changes a person.
func (b *books) PutPerson(p app.Person) error {
	return b.reindexing(int64(p.ID), []indexed{{"person", "id"}}, func() error {
		err := b.putOne("This person", "person", int64(p.ID), updateText("person", personColumns), append(personArgs(nil, &p), p.Version-1)...)
		return b.reworded(err, app.KindPerson, int64(p.ID), p.Note)
	})
}

// DeletePerson removes a person that nothing refers to.
func (b *books) DeletePerson(id app.ID[app.Person]) error {
	if err := b.unindex("person", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This person", "person", int64(id))
}
