package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/names"
)

// AddPerson keeps a new person at a partner. The first one is the primary.
func (u Partners) AddPerson(ctx context.Context, ask Ask, p Person) (Receipt, error) {
	return u.f.write(ctx, ask, "person.add", func(t *tx) error {
		partner, err := t.Partner(p.Partner)
		if err != nil {
			return err
		}
		if err := t.addPerson(&p); err != nil {
			return err
		}
		t.did(KindPerson, int64(p.ID), "Added %s at %s", p.Name, partner.Name)
		t.touch(KindPartner, int64(partner.ID))
		return nil
	})
}

func (t *tx) addPerson(p *Person) error {
	if err := checkPerson(p); err != nil {
		return err
	}
	t.warnOdd("name", p.Name)
	others, err := t.People(p.Partner)
	if err != nil {
		return err
	}
	p.Primary = p.Primary || len(others) == 0
	if err := t.onePrimary(*p, others); err != nil {
		return err
	}
	id, err := t.nextID(KindPerson)
	if err != nil {
		return err
	}
	p.ID, p.Version = ID[Person](id), 1
	if err := t.AddPeople([]Person{*p}); err != nil {
		return err
	}
	return t.image(KindPerson, id, nil, p)
}

func checkPerson(p *Person) error {
	if p.Name = names.Clean(p.Name); p.Name == "" {
		return Bad("name", "A person needs a name.", "Enter the name.")
	}
	if err := within("name", p.Name, 200); err != nil {
		return err
	}
	if p.Channel != "" && !slices.Contains(Channels(), p.Channel) {
		return Bad("channel", fmt.Sprintf("%q is not a way to reach somebody.", p.Channel), "Choose "+orList(Channels())+", or leave it empty.")
	}
	p.Role = names.Clean(p.Role)
	if err := allWithin(limit{"role", p.Role, 200}, limit{"note", p.Note, mostNote}); err != nil {
		return err
	}
	if p.Salutation = names.Clean(p.Salutation); within("salutation", p.Salutation, 100) != nil {
		return Bad("salutation", "This is too long for a greeting.", "Write it like “Dear Anna”.")
	}
	return orError(p.Contact.check(), checkContact(&p.Email, &p.Phone))
}

// onePrimary takes the mark from the others when p becomes primary.
func (t *tx) onePrimary(p Person, others []Person) error {
	if !p.Primary {
		return nil
	}
	for _, o := range others {
		if !o.Primary || o.ID == p.ID {
			continue
		}
		now := o
		now.Primary, now.Version = false, o.Version+1
		if err := t.PutPerson(now); err != nil {
			return err
		}
		if err := t.image(KindPerson, int64(o.ID), o, now); err != nil {
			return err
		}
	}
	return nil
}

// EditPerson keeps a changed person; moving to another partner is not done here.
func (u Partners) EditPerson(ctx context.Context, ask Ask, p Person) (Receipt, error) {
	return u.f.write(ctx, ask, "person.edit", func(t *tx) error {
		old, err := t.Person(p.ID)
		if err != nil {
			return err
		}
		if old.Version != p.Version {
			return Stale(old.Name)
		}
		if err := checkPerson(&p); err != nil {
			return err
		}
		t.warnOdd("name", p.Name)
		others, err := t.People(old.Partner)
		if err != nil {
			return err
		}
		p.Partner, p.Reference, p.Version = old.Partner, orElse(p.Reference, old.Reference), old.Version+1
		if err := t.onePrimary(p, others); err != nil {
			return err
		}
		if err := t.PutPerson(p); err != nil {
			return err
		}
		t.did(KindPerson, int64(p.ID), "Changed %s", p.Name)
		t.touch(KindPartner, int64(p.Partner))
		return t.image(KindPerson, int64(p.ID), old, p)
	})
}

// RemovePerson takes a person off, unless a referral names them.
func (u Partners) RemovePerson(ctx context.Context, ask Ask, id ID[Person]) (Receipt, error) {
	return u.f.write(ctx, ask, "person.remove", func(t *tx) error {
		old, err := t.Person(id)
		if err != nil {
			return err
		}
		if err := t.DeletePerson(id); err != nil {
			return err
		}
		t.did(KindPerson, int64(id), "Removed %s", old.Name)
		t.touch(KindPartner, int64(old.Partner))
		return t.image(KindPerson, int64(id), old, nil)
	})
}
