package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"

	"rapport/app/calendar"
	"rapport/app/code"
	"rapport/app/names"
)

// Leads are the use-cases of what comes back by landing pages and forms. They are brought in by an import of kind leads.
type Leads struct{ f *Firm }

// LeadWhole is a lead with what speaks for and against it.
type LeadWhole struct {
	LeadRow
	Known    []string  // clients it may be, and earlier leads of the same person, as sentences
	Meant    []CodeRow // the codes that an unknown one may have been meant for
	Campaign string    // of its code
}

// IDs gives the ids of a list in order, in chunks.
func (u Leads) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return b.LeadIDs(q, each) })
}

// Rows gives list rows by id.
func (u Leads) Rows(ctx context.Context, ids []int32) ([]LeadRow, error) {
	return read(ctx, u.f, func(b Books) ([]LeadRow, error) { return b.LeadRows(ids) })
}

// Get gives a lead with what is known of it.
func (u Leads) Get(ctx context.Context, id ID[Lead]) (LeadWhole, error) {
	return read(ctx, u.f, func(b Books) (w LeadWhole, err error) {
		s, err := b.Settings()
		if err != nil {
			return w, err
		}
		rows, err := b.LeadRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return w, orError(err, Missing("This lead"))
		}
		w.LeadRow = rows[0]
		if w.Code != "" {
			c, _, err := codeMeant(b, w.Code)
			if err != nil && !IsNotFound(err) {
				return w, err
			}
			w.Campaign = c.Campaign
		}
		if w.State != LeadNew {
			return w, nil
		}
		known, err := knownClients(b, s, u.f.today(s), w.Called())
		if err != nil {
			return w, err
		}
		for _, k := range known {
			w.Known = append(w.Known, k.Say())
		}
		if err := w.earlier(b); err != nil || w.Partner != 0 {
			return w, err
		}
		w.Meant, err = codesNear(b, w.Typed)
		return w, err
	})
}

// earlier adds the earlier leads of the same address or number.
func (w *LeadWhole) earlier(b Books) error {
	all, err := b.LeadsReached(names.MailKey(w.Email), names.PhoneKey(w.Phone))
	for _, l := range all {
		if l.ID != w.ID {
			w.Known = append(w.Known, fmt.Sprintf("%s wrote on %s already (%s).", l.Called(), l.Day.Label(), l.State))
		}
	}
	return err
}

// mostMeant is how many codes are suggested.
const mostMeant = 3

// codesNear gives the codes of partners that a text may have been meant for.
func codesNear(b Books, typed string) ([]CodeRow, error) {
	tidy := code.Tidy(typed)
	if len(tidy) < 3 {
		return nil, nil
	}
	near := code.Near(tidy)
	kept, err := b.PartnerCodes(0)
	if err != nil {
		return nil, err
	}
	for _, c := range kept {
		if edlib.OSADamerauLevenshteinDistance(tidy, c.Code) == 1 {
			near = append(near, c.Code)
		}
	}
	var out []CodeRow
	for _, one := range near {
		c, p, err := codeMeant(b, one)
		if err != nil && !IsNotFound(err) {
			return nil, err
		}
		if err == nil && !slices.ContainsFunc(out, func(r CodeRow) bool { return r.Code == c.Code }) && len(out) < mostMeant {
			out = append(out, CodeRow{PartnerCode: c, PartnerName: p.Name})
		}
	}
	return out, nil
}

// LeadTaken is what a person says when a lead is accepted. Empty values leave what the lead says.
type LeadTaken struct {
	Lead    ID[Lead]
	Code    string      // instead of what was typed
	Partner ID[Partner] // where no code says it
	Client  string      // name of the client; else the organisation or the name
	Owner   string
}

// Accept makes a referral of a lead, with its code, its day and all that came as the evidence.
func (u Leads) Accept(ctx context.Context, ask Ask, in LeadTaken) (Receipt, error) {
	return u.f.write(ctx, ask, "lead.accept", func(t *tx) error { return t.acceptLead(in) })
}

// AcceptAll makes referrals of leads whose partner is known. What can't be one is said and stays as it is.
func (u Leads) AcceptAll(ctx context.Context, ask Ask, ids []ID[Lead]) (Receipt, error) {
	return u.f.write(ctx, ask, "lead.accept", func(t *tx) error {
		n, last := 0, int64(0)
		for _, id := range ids {
			l, err := t.Lead(id)
			if err != nil {
				return err
			}
			if l.State != LeadNew || l.Partner == 0 || l.Doubt != "" {
				t.warn("%s stays: %s.", l.Called(), map[bool]string{true: "it may be spam", false: "its partner is not known"}[l.Doubt != ""])
				continue
			}
			if err := t.acceptLead(LeadTaken{Lead: id}); err != nil {
				return err
			}
			n, last = n+1, t.audit.Subject
		}
		if n == 0 {
			return No("None of these leads could be accepted: "+strings.Join(t.warnings, " "), "Look at them one by one.")
		}
		if n > 1 {
			t.did(KindReferral, last, "Made referrals of %d leads", n)
		}
		return nil
	})
}

func (t *tx) acceptLead(in LeadTaken) error {
	old, err := t.openLead(in.Lead)
	if err != nil {
		return err
	}
	l := old
	r := Referral{Partner: in.Partner, Service: l.Service, Stage: Logged, Introduced: l.Day, Owner: names.Clean(in.Owner), Code: orElse(in.Code, l.Code), EnteredAt: t.now, Version: 1}
	if r.Partner == 0 && r.Code == "" {
		return Bad("partner", fmt.Sprintf("It is not known by whom %s comes.", l.Called()), "Choose the partner, or enter the code that was meant.")
	}
	if in.Partner != 0 && in.Code == "" && in.Partner != l.Partner {
		r.Code = ""
	}
	r.Note = "Came as a lead on " + l.Day.Label() + " (" + l.Source + ").\n" + l.Evidence
	if letters := []rune(r.Note); len(letters) > mostMessage {
		r.Note = string(letters[:mostMessage-20]) + "\n[…]"
	}
	if err := t.creditCode(&r); err != nil {
		return err
	}
	if _, err := t.mayRefer(r.Partner); err != nil {
		return err
	}
	if err := t.checkReferral(r); err != nil {
		return err
	}
	if err := t.leadClient(&r, l, orElse(names.Clean(in.Client), l.Called())); err != nil {
		return err
	}
	if r.Disclosed, err = t.toldByPage(r); err != nil {
		return err
	}
	if err := t.addReferral(&r); err != nil {
		return err
	}
	l.State, l.Referral, l.Partner, l.Code, l.Decided = LeadAccepted, r.ID, r.Partner, r.Code, t.today
	t.did(KindReferral, int64(r.ID), "Logged %s: %s, a lead of %s", r.Number, l.Called(), l.Day.Label())
	return orError(t.image(KindReferral, int64(r.ID), nil, r), t.putLead(old, l))
}

// leadClient gives the client of a lead, made when it is new, with how the lead is reached.
func (t *tx) leadClient(r *Referral, l Lead, name string) error {
	c, err := t.clientOf(r, name)
	if err != nil || c.Version != 1 || c.Email != "" || c.Phone != "" {
		return err
	}
	if all, err := t.ReferralsOfClient(c.ID); err != nil || len(all) > 0 {
		return err // it was here before
	}
	now := c
	now.Email, now.Phone, now.Person, now.Version = l.Email, l.Phone, l.Organisation == "", c.Version+1
	if err := t.putClient(now); err != nil {
		return err
	}
	return t.image(KindClient, int64(c.ID), c, now)
}

// toldByPage is the day on which a landing page told the client of the arrangement: that of the lead, where the page of the code carried a
// disclosure by then.
func (t *tx) toldByPage(r Referral) (told calendar.Day, err error) {
	if r.Code == "" {
		return 0, nil
	}
	all, err := t.Landings()
	for _, l := range all {
		if l.Code == r.Code && l.Disclosure != 0 && l.Day <= r.Introduced && (l.Down == 0 || l.Down >= r.Introduced) {
			return r.Introduced, nil
		}
	}
	return 0, err
}

// openLead gives a lead that was not decided yet.
func (t *tx) openLead(id ID[Lead]) (Lead, error) {
	l, err := t.Lead(id)
	if err == nil && l.State != LeadNew {
		err = No(fmt.Sprintf("The lead %s is %s already.", l.Called(), l.State), "Take that back first.")
	}
	return l, err
}

func (t *tx) putLead(old, now Lead) error {
	now.Who, now.Version = t.actor, old.Version+1
	if err := t.PutLead(now); err != nil {
		return err
	}
	return t.image(KindLead, int64(now.ID), old, now)
}

// Decline sets leads aside, with the reason.
func (u Leads) Decline(ctx context.Context, ask Ask, ids []ID[Lead], reason string) (Receipt, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return Receipt{}, Bad("reason", "It is not said why.", "Write it in a few words, such as “not our field”.")
	}
	return u.setAside(ctx, ask, ids, LeadDeclined, reason)
}

// Spam sets leads aside that nobody wrote in earnest.
func (u Leads) Spam(ctx context.Context, ask Ask, ids []ID[Lead]) (Receipt, error) {
	return u.setAside(ctx, ask, ids, LeadSpam, "")
}

func (u Leads) setAside(ctx context.Context, ask Ask, ids []ID[Lead], to LeadState, reason string) (Receipt, error) {
	return u.f.write(ctx, ask, "lead.set aside", func(t *tx) error {
		if err := within("reason", reason, 500); err != nil {
			return err
		}
		for _, id := range ids {
			old, err := t.openLead(id)
			if err != nil {
				return err
			}
			now := old
			now.State, now.Reason, now.Decided = to, reason, t.today
			if err := t.putLead(old, now); err != nil {
				return err
			}
			t.did(KindLead, int64(id), "The lead %s is %s", now.Called(), to)
		}
		if len(ids) > 1 {
			t.did(KindLead, int64(ids[0]), "%s are %s", counted(len(ids), "lead"), to)
		}
		return nil
	})
}
