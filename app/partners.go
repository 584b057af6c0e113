package app

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// Partners are the use-cases of partners and their people.
type Partners struct{ f *Firm }

// Get gives one partner.
func (u Partners) Get(ctx context.Context, id ID[Partner]) (Partner, error) {
	return read(ctx, u.f, func(b Books) (Partner, error) { return b.Partner(id) })
}

// Find gives the partner that people mean by text: a number (P-0007), a reference, or the whole name.
func (u Partners) Find(ctx context.Context, text string) (Partner, error) {
	return read(ctx, u.f, func(b Books) (Partner, error) { return findPartner(b, text) })
}

func findPartner(b Books, text string) (Partner, error) {
	p, err := b.PartnerByNumber(strings.ToUpper(strings.TrimSpace(text)))
	if err == nil || !IsNotFound(err) {
		return p, err
	}
	fold := names.Fold(text)
	byName, err := b.PartnersByName([]string{fold})
	if err != nil {
		return Partner{}, err
	}
	if p, ok := byName[fold]; ok {
		twins, err := b.PartnerTwins()
		if err == nil && twins[fold] {
			err = sameName("partner", p.Name)
		}
		return p, err
	}
	byRef, err := b.PartnersByReference([]string{text})
	if err != nil {
		return Partner{}, err
	}
	if p, ok := byRef[text]; ok {
		return p, nil
	}
	return Partner{}, &Problem{Kind: NotFound, Field: "partner", Say: fmt.Sprintf("There is no partner %q.", text),
		Try: "Check the spelling, or add the partner first."}
}

// sameName refuses a name that two partners have.
func sameName(field, name string) error {
	return Bad(field, fmt.Sprintf("More than one partner is called %s.", name), "Give the partner's number, such as P-0007.")
}

// IDs gives the ids of a list in order, in chunks.
func (u Partners) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return u.f.partnerIDs(b, q, each) })
}

func (f *Firm) partnerIDs(b Books, q Query, each func([]int32) error) error {
	archived := slices.ContainsFunc(q.Where, func(c Condition) bool { return c.Field == "archived" || c.Field == "id" })
	q, err := f.among(b, q, archived)
	if err != nil {
		return err
	}
	return b.PartnerIDs(q, each)
}

// Rows gives list rows by id.
func (u Partners) Rows(ctx context.Context, ids []int32) ([]PartnerRow, error) {
	return read(ctx, u.f, func(b Books) ([]PartnerRow, error) { return b.PartnerRows(ids) })
}

// People gives a partner's people, the primary one first.
func (u Partners) People(ctx context.Context, id ID[Partner]) ([]Person, error) {
	return read(ctx, u.f, func(b Books) ([]Person, error) { return b.People(id) })
}

// Tags gives the tags in use, in order.
func (u Partners) Tags(ctx context.Context) ([]string, error) {
	return read(ctx, u.f, func(b Books) ([]string, error) {
		var tags []string
		err := b.PartnerIDs(Query{}, func(ids []int32) error {
			rows, err := b.PartnerRows(ids)
			for _, p := range rows {
				tags = append(tags, p.Tags...)
			}
			return err
		})
		slices.Sort(tags)
		return slices.Compact(tags), err
	})
}

// Steps gives a partner's transitions, oldest first.
func (u Partners) Steps(ctx context.Context, id ID[Partner]) ([]Step, error) {
	return read(ctx, u.f, func(b Books) ([]Step, error) { return b.Steps(KindPartner, int64(id)) })
}

// Add keeps a new partner, with its first people; without a state it starts as a prospect.
func (u Partners) Add(ctx context.Context, ask Ask, p Partner, people ...Person) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.add", func(t *tx) error {
		if p.State == "" {
			p.State = Prospect
		}
		if p.State != Prospect && p.State != InTalks && p.State != Applied && p.State != PartnerCheck {
			return Bad("state", fmt.Sprintf("A new partner can't start as %s.", p.State),
				"Add it as prospect and move it on when it has an agreement.")
		}
		if err := t.checkPartner(&p); err != nil {
			return err
		}
		if err := t.addPartner(&p); err != nil {
			return err
		}
		if err := t.applied(p, p.State, Move{Day: t.today}); err != nil {
			return err
		}
		for i, who := range people {
			who.Partner, who.Primary = p.ID, i == 0
			if err := t.addPerson(&who); err != nil {
				return err
			}
		}
		t.did(KindPartner, int64(p.ID), "Added partner %s", p.Name)
		return nil
	})
}

func (t *tx) addPartner(p *Partner) error {
	id, err := t.nextID(KindPartner)
	if err != nil {
		return err
	}
	p.ID, p.Version = ID[Partner](id), 1
	if p.Number, err = t.nextNumber("P", 4); err != nil {
		return err
	}
	if err := t.AddPartners([]Partner{*p}); err != nil {
		return err
	}
	return t.image(KindPartner, id, nil, p)
}

// checkPartner cleans and checks what people typed of a partner.
func (t *tx) checkPartner(p *Partner) error {
	p.Name, p.Type, p.Country = names.Clean(p.Name), names.Clean(p.Type), strings.ToUpper(strings.TrimSpace(p.Country))
	if err := checkCountry(p.Country); err != nil {
		return err
	}
	if p.Name == "" {
		return Bad("name", "A partner needs a name.", "Enter the name of the person or organisation.")
	}
	if err := within("name", p.Name, 200); err != nil {
		return err
	}
	if p.Type == "" && len(t.settings.PartnerTypes) > 0 {
		p.Type = t.settings.PartnerTypes[0]
	}
	if len(t.settings.PartnerTypes) > 0 && !slices.Contains(t.settings.PartnerTypes, p.Type) {
		return Bad("type", fmt.Sprintf("%q is not a partner type of this firm.", p.Type),
			"Choose "+orList(t.settings.PartnerTypes)+", or add the type in Settings.")
	}
	if err := checkContact(&p.Email, &p.Phone); err != nil {
		return err
	}
	if p.Currency != "" {
		c, err := money.ParseCurrency(string(p.Currency))
		if err != nil {
			return Bad("currency", err.Error(), "")
		}
		p.Currency = c
	}
	switch p.ClientShown {
	case "", ShownFull, ShownInitials, ShownCode:
	default:
		return Bad("client shown", fmt.Sprintf("%q is not a way to show clients.", p.ClientShown), "Choose full, initials or code.")
	}
	tags := make([]string, 0, len(p.Tags))
	for _, tag := range p.Tags {
		if tag = names.Clean(tag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
		if err := within("tag", tag, 60); err != nil {
			wrong := AsProblem(err)
			wrong.Field = "tags"
			return wrong
		}
	}
	p.Tags = tags
	if err := p.Contact.check(); err != nil {
		return err
	}
	t.warnOdd("name", p.Name)
	p.Source, p.Owner, p.Reference, p.TaxNumber = names.Clean(p.Source), names.Clean(p.Owner), strings.TrimSpace(p.Reference), names.Clean(p.TaxNumber)
	if err := allWithin(limit{"source", p.Source, 100}, limit{"owner", p.Owner, 200}, limit{"website", p.Website, 500}, limit{"address", p.Address, 500},
		limit{"tax number", p.TaxNumber, 60}, limit{"reference", p.Reference, 200}, limit{"note", p.Note, mostNote}); err != nil {
		return err
	}
	return t.warnTwin(*p)
}

// checkCountry refuses what can't be a country code.
func checkCountry(code string) error {
	if code == "" || len(code) == 2 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return nil
	}
	return Bad("country", fmt.Sprintf("%q is not a country code.", code), "Use the two letters, such as DE, GB or US.")
}

// warnTwin says when another partner has the same name but for legal endings.
func (t *tx) warnTwin(p Partner) error {
	core := names.Core(p.Name)
	twins, err := t.Search(core, []Kind{KindPartner}, 20)
	if err != nil {
		return err
	}
	for _, hit := range twins {
		if ID[Partner](hit.ID) == p.ID || names.Core(hit.Name) != core {
			continue
		}
		if twin, err := t.Partner(ID[Partner](hit.ID)); err != nil || twin.State != Merged {
			t.warn("There is already a partner %s (%s).", hit.Name, twin.Number)
			return err
		}
	}
	return nil
}

func checkContact(email, phone *string) error {
	*email, *phone = strings.TrimSpace(*email), names.Clean(*phone)
	if *email != "" {
		if a, err := mail.ParseAddress(*email); err != nil || a.Address != *email || strings.IndexFunc(*email, unicode.IsControl) >= 0 {
			return Bad("email", fmt.Sprintf("%q is not an e-mail address.", *email), "Write it like name@firm.example.")
		}
	}
	return within("phone", *phone, 60)
}

// Edit keeps a changed partner. State, number and what it was merged into do not change here.
func (u Partners) Edit(ctx context.Context, ask Ask, p Partner) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.edit", func(t *tx) error {
		old, err := t.Partner(p.ID)
		if err != nil {
			return err
		}
		if old.Version != p.Version {
			return Stale("Partner " + old.Name)
		}
		p.Number, p.State, p.MergedInto, p.Reference = old.Number, old.State, old.MergedInto, orElse(p.Reference, old.Reference)
		if err := t.checkPartner(&p); err != nil {
			return err
		}
		if err := t.savePartner(old, p); err != nil {
			return err
		}
		if p.Archived && !old.Archived && old.State == Active {
			t.warn("%s is hidden from lists now, but still earns commission.", p.Name)
		}
		t.did(KindPartner, int64(p.ID), "Changed partner %s", p.Name)
		return nil
	})
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// savePartner writes a partner over old with the next version and keeps both images.
func (t *tx) savePartner(old, p Partner) error {
	p.Version = old.Version + 1
	if err := t.PutPartner(p); err != nil {
		return err
	}
	return t.image(KindPartner, int64(p.ID), old, p)
}

// Move is a transition as people enter it.
type Move struct {
	Day        calendar.Day // when it happened; 0 today
	Reason     string       // of a partner that becomes active: why what is missing on its onboarding checklist is waived
	Note       string
	MayReapply calendar.Day // of a declined partner
	Until      calendar.Day // of a partner tier given by hand: its last day; 0 open
}

// SetState moves a partner through its state table. Blocking holds all unpaid money; leaving blocked releases none.
func (u Partners) SetState(ctx context.Context, ask Ask, id ID[Partner], to PartnerState, m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.state", func(t *tx) error {
		p, err := t.Partner(id)
		if err != nil {
			return err
		}
		_, err = t.moveTo(p, to, m)
		return err
	})
}

// moveTo moves a partner and does what follows from its new state.
func (t *tx) moveTo(old Partner, to PartnerState, m Move) (Partner, error) {
	if err := t.mayBecome(old, to, &m); err != nil {
		return old, err
	}
	p := old
	p.State = to
	if to == Declined || to == Applied || to == PartnerCheck && old.State != Blocked {
		p.MayReapply = m.MayReapply
	}
	if err := t.savePartner(old, p); err != nil {
		return p, err
	}
	p.Version++
	if err := t.step(KindPartner, int64(p.ID), string(old.State), string(to), m); err != nil {
		return p, err
	}
	t.did(KindPartner, int64(p.ID), "%s is now %s", p.Name, to)
	if err := t.applied(p, to, m); err != nil {
		return p, err
	}
	switch to {
	case Onboarding:
		return p, orError(t.joinMaterials(p), t.beginOnboarding(p, m.Day))
	case Active:
		return p, t.joinMaterials(p)
	case Blocked:
		return p, orError(t.leaveMaterials(p), t.holdPartner(p))
	case Ended:
		return p, orError(t.leaveMaterials(p), t.endAgreements(p, m.Day))
	}
	return p, nil
}

// step keeps a transition in the history of its thing; a day left open is today.
func (t *tx) step(kind Kind, id int64, from, to string, m Move) error {
	if m.Day == 0 {
		m.Day = t.today
	}
	if err := allWithin(limit{"reason", m.Reason, 1000}, limit{"note", m.Note, mostNote}); err != nil {
		return err
	}
	return t.AddSteps([]Step{{Kind: kind, Subject: id, From: from, To: to, Day: m.Day, At: t.now, Who: t.actor,
		Reason: m.Reason, Note: m.Note}})
}

// mayBecome holds a partner's transition against the table and its guards.
func (t *tx) mayBecome(p Partner, to PartnerState, m *Move) error {
	if m.Day == 0 {
		m.Day = t.today
	}
	if m.Day > t.today {
		return Bad("day", fmt.Sprintf("%s lies in the future.", m.Day), "Enter the day it happened.")
	}
	if err := partnerMoves().check(p.Name, p.State, to); err != nil {
		return err
	}
	switch {
	case to == Declined:
		if err := fromList("reason", m.Reason, DeclineReasons()); err != nil {
			return err
		}
		if m.MayReapply == 0 {
			return Bad("may reapply", "A declined partner needs the day from which it may apply again.", "Enter that day.")
		}
	case p.State == Blocked && strings.TrimSpace(m.Note) == "":
		return Bad("note", "Taking a partner out of blocked needs a note.", "Write what was cleared up and by whom.")
	case to == Applied, to == PartnerCheck && p.State != Blocked:
		return t.mayApply(p, m.Day)
	case to == Active && p.State == Onboarding:
		return t.readyToActivate(p, m.Reason)
	}
	return nil
}
