package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
	"rapport/app/terms"
)

// Agreements are the use-cases of agreements and their versions.
type Agreements struct{ f *Firm }

// Get gives an agreement with its versions.
func (u Agreements) Get(ctx context.Context, id ID[Agreement]) (Signed, error) {
	return read(ctx, u.f, func(b Books) (Signed, error) { return signed(b, id) })
}

// Find gives the agreement with a number, such as A-0001.
func (u Agreements) Find(ctx context.Context, number string) (Signed, error) {
	return read(ctx, u.f, func(b Books) (Signed, error) {
		a, err := b.AgreementByNumber(strings.ToUpper(strings.TrimSpace(number)))
		if err != nil {
			return Signed{}, err
		}
		return signed(b, a.ID)
	})
}

// Of gives a partner's agreements with their versions.
func (u Agreements) Of(ctx context.Context, id ID[Partner]) ([]Signed, error) {
	return read(ctx, u.f, func(b Books) ([]Signed, error) { return partnerAgreements(b, id) })
}

// IDs gives the ids of a list in order, in chunks.
func (u Agreements) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.AgreementIDs, q, each))
}

// Rows gives list rows by id.
func (u Agreements) Rows(ctx context.Context, ids []int32) ([]AgreementRow, error) {
	return read(ctx, u.f, func(b Books) ([]AgreementRow, error) { return b.AgreementRows(ids) })
}

// Signed is an agreement with all its versions, by number.
type Signed struct {
	Agreement
	Versions []AgreementVersion
}

func signed(b Books, id ID[Agreement]) (Signed, error) {
	a, err := b.Agreement(id)
	if err != nil {
		return Signed{}, err
	}
	v, err := b.Versions(id)
	return Signed{a, v}, err
}

func partnerAgreements(b Books, id ID[Partner]) ([]Signed, error) {
	list, err := b.Agreements(id)
	if err != nil {
		return nil, err
	}
	out := make([]Signed, len(list))
	for i, a := range list {
		if out[i].Versions, err = b.Versions(a.ID); err != nil {
			return nil, err
		}
		out[i].Agreement = a
	}
	return out, nil
}

func (t *tx) partnerAgreements(id ID[Partner]) ([]Signed, error) {
	return partnerAgreements(t.Books, id)
}

// ever tells whether an agreement was once in force: its frozen versions speak for their days.
func (a Agreement) ever() bool {
	switch a.State {
	case AgreementActive, AgreementSuspended, AgreementRunOff, AgreementClosed:
		return true
	}
	return false
}

// At gives the version in effect on a day: the latest frozen one whose effective day has come.
func (s Signed) At(day calendar.Day) (AgreementVersion, bool) {
	for _, v := range slices.Backward(s.Versions) {
		if v.State != VersionDraft && v.Effective <= day {
			return v, true
		}
	}
	return AgreementVersion{}, false
}

// inForce gives the agreement that speaks for a win or an acceptance on a day: one in force on that day for the
// service line; else the one that ended last before it, whose tail rule decides.
func inForce(list []Signed, day calendar.Day, service string) (Signed, AgreementVersion, bool) {
	var best Signed
	var version AgreementVersion
	for _, s := range list {
		if !s.ever() || s.From > day {
			continue
		}
		v, ok := s.At(day)
		if !ok {
			continue
		}
		open := s.To == 0 || s.To >= day
		if open && v.Terms.Covers(service) {
			return s, v, true
		}
		if !open && (best.ID == 0 || s.To > best.To) {
			best, version = s, v
		}
		if open && best.ID == 0 {
			best, version = s, v // in force, but not for this service line: it says why nothing is paid
		}
	}
	return best, version, best.ID != 0
}

// checkTerms turns what terms say of themselves into a problem.
func checkTerms(tm terms.Terms) error {
	err := tm.Check()
	var f *terms.FieldError
	if errors.As(err, &f) {
		return Bad(f.Field, f.Say, f.Try)
	}
	return err
}

// Add keeps a new agreement as a draft with its first version.
func (u Agreements) Add(ctx context.Context, ask Ask, a Agreement, tm terms.Terms) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.add", func(t *tx) error {
		if err := t.addAgreement(&a, tm); err != nil {
			return err
		}
		t.warnOf(tm, a.To)
		return nil
	})
}

// AddSigned keeps a new agreement and puts it in force by its signature, in one act.
func (u Agreements) AddSigned(ctx context.Context, ask Ask, a Agreement, tm terms.Terms, by Signature) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.sign", func(t *tx) error {
		if err := t.addAgreement(&a, tm); err != nil {
			return err
		}
		return t.sign(a.ID, by)
	})
}

func (t *tx) addAgreement(a *Agreement, tm terms.Terms) error {
	p, err := t.Partner(a.Partner)
	if err != nil {
		return err
	}
	if err := checkAgreement(a, p); err != nil {
		return err
	}
	if err := checkTerms(tm); err != nil {
		return err
	}
	id, err := t.nextID(KindAgreement)
	if err != nil {
		return err
	}
	a.ID, a.State, a.Version = ID[Agreement](id), AgreementDraft, 1
	if a.Number, err = t.nextNumber("A", 4); err != nil {
		return err
	}
	if err := t.AddAgreement(*a); err != nil {
		return err
	}
	if err := t.addVersion(AgreementVersion{Agreement: a.ID, No: 1, State: VersionDraft, Effective: a.From, Terms: tm}); err != nil {
		return err
	}
	t.touch(KindPartner, int64(p.ID))
	t.did(KindAgreement, id, "Drafted agreement %s with %s", a.Number, p.Name)
	return t.image(KindAgreement, id, nil, a)
}

func (t *tx) addVersion(v AgreementVersion) error {
	id, err := t.nextID(KindVersion)
	if err != nil {
		return err
	}
	v.ID = ID[AgreementVersion](id)
	return t.AddVersion(v)
}

func checkAgreement(a *Agreement, p Partner) error {
	a.Title = names.Clean(a.Title)
	if a.Title == "" {
		a.Title = "Referral agreement with " + p.Name
	}
	if a.From == 0 {
		return Bad("from", "An agreement needs its first day.", "Enter the day it takes effect.")
	}
	if a.To != 0 && a.To < a.From {
		return Bad("to", fmt.Sprintf("The agreement would end on %s, before it starts on %s.", a.To, a.From), "Correct one of the days.")
	}
	if a.PaymentDays < 0 || a.PaymentDays > 365 {
		return Bad("payment days", "Payment terms lie between 0 and 365 days.", "Correct the number.")
	}
	return nil
}

// Edit keeps a changed draft: dates, title, payee and terms. A signed agreement is amended instead.
func (u Agreements) Edit(ctx context.Context, ask Ask, a Agreement, tm terms.Terms) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.edit", func(t *tx) error {
		s, err := signed(t.Books, a.ID)
		if err != nil {
			return err
		}
		if s.Version != a.Version {
			return Stale("Agreement " + s.Number)
		}
		if s.ever() || s.State == AgreementWithdrawn {
			return No(fmt.Sprintf("Agreement %s is %s; its terms are frozen.", s.Number, s.State), "Amend it from a date on instead.")
		}
		p, err := t.Partner(s.Partner)
		if err != nil {
			return err
		}
		if err := checkAgreement(&a, p); err != nil {
			return err
		}
		if err := checkTerms(tm); err != nil {
			return err
		}
		a.Number, a.Partner, a.State = s.Number, s.Partner, s.State
		v := s.Versions[0]
		v.Effective, v.Terms = a.From, tm
		if err := t.PutVersion(v); err != nil {
			return err
		}
		t.noUndo = true
		t.warnOf(tm, a.To)
		t.did(KindAgreement, int64(a.ID), "Changed draft %s", a.Number)
		return t.saveAgreement(s.Agreement, a)
	})
}

func (t *tx) saveAgreement(old, a Agreement) error {
	a.Version = old.Version + 1
	if err := t.PutAgreement(a); err != nil {
		return err
	}
	t.touch(KindPartner, int64(a.Partner))
	return t.image(KindAgreement, int64(a.ID), old, a)
}

// SetState moves an agreement through its state table. Signing and ending have their own use-cases.
func (u Agreements) SetState(ctx context.Context, ask Ask, id ID[Agreement], to AgreementState, m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "agreement.state", func(t *tx) error {
		old, err := t.Agreement(id)
		if err != nil {
			return err
		}
		if err := agreementMoves().check("Agreement "+old.Number, old.State, to); err != nil {
			return err
		}
		if to == AgreementActive && old.State != AgreementSuspended {
			return No("An agreement becomes active by its signature.", "Sign it, with the day and who signed.")
		}
		if to == AgreementRunOff && old.To == 0 {
			return No("An agreement goes into run-off at its end.", "End it, with its last day.")
		}
		a := old
		a.State = to
		if err := t.step(KindAgreement, int64(id), string(old.State), string(to), m); err != nil {
			return err
		}
		if m.Day != 0 && m.Day < t.today && to != AgreementClosed {
			if err := t.workOutAgain(id, m.Day); err != nil {
				return err
			}
		}
		t.noUndo = true
		t.did(KindAgreement, int64(id), "Agreement %s is now %s", a.Number, to)
		return t.saveAgreement(old, a)
	})
}
