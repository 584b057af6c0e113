package app

import (
	"fmt"
	"slices"
	"strings"
)

// fee gives the fee that a won deal brings: new, or the one recorded before. A recorded fee of another amount refuses the row:
// it is neither added nor changed.
func (u *referralImport) fee(in referralRow, r Referral, stage Stage) (Fee, error) {
	if !u.deals || stage != Won || in.value.Minor <= 0 {
		return Fee{}, nil
	}
	won := r
	won.Stage = Won
	f := Fee{Reference: in.ref, Referral: r.ID, Kind: Received, Day: orDay(in.closed, r.Closed), Amount: in.value, EnteredAt: u.im.t.now}
	known, err := u.recorded(in, r)
	if err != nil {
		return Fee{}, err
	}
	switch {
	case known.ID == 0:
		return f, CheckFeeAlone(f, won)
	case known.Referral != r.ID:
		return Fee{}, Bad("reference", fmt.Sprintf("A fee with reference %s was recorded before, on another referral.", in.ref), "Look it up there.")
	case known.Amount != f.Amount:
		return Fee{}, otherAmount("value", orElse(in.ref, r.Number), known, f)
	}
	return known, nil
}

// otherAmount refuses a fee that came before with another amount.
func otherAmount(field, what string, known, f Fee) error {
	return Bad(field, fmt.Sprintf("The fee of %s was recorded before with %s on %s; this row says %s. Nothing was added.", what, known.Amount,
		known.Day, f.Amount), "Correct the file, or take the recorded fee back first.")
}

// recorded gives the fee of a deal that is kept: by its reference or, without one, the receipt of the referral.
func (u *referralImport) recorded(in referralRow, r Referral) (Fee, error) {
	if in.ref != "" || r.ID == 0 {
		return u.fees[in.ref], nil
	}
	list, err := u.im.t.FeesOf(r.ID)
	var known Fee
	for _, f := range list {
		if f.Kind == Received && f.Reverses == 0 && (known.ID == 0 || f.Amount == in.value) {
			known = f
		}
	}
	return known, err
}

// addFee queues the fee of a deal and the fact commission follows from, or counts the one that is kept.
func (u *referralImport) addFee(r Referral, w way) error {
	if w.fee.Kind == "" {
		return nil
	}
	if w.fee.ID != 0 {
		u.im.unchanged(KindFee, int64(w.fee.ID))
		return nil
	}
	f := w.fee
	f.Referral = r.ID
	return u.im.addFee(&f)
}

// addFee queues a fee event and the fact commission follows from.
func (im *importer) addFee(f *Fee) error {
	id, err := im.newID(KindFee)
	f.ID = ID[Fee](id)
	im.out.fees = append(im.out.fees, *f)
	im.out.facts = append(im.out.facts, Fact{Kind: FactFee, Day: f.Day, Referral: f.Referral, Fee: f.ID})
	return err
}

// update takes over what a row says otherwise than the referral that is kept. Empty cells change nothing.
func (u *referralImport) update(in referralRow, old Referral, partner *Partner, client *Client) error {
	now := old
	if err := u.checkMoves(in, old, partner); err != nil {
		return err
	}
	u.fill(in, &now)
	if now != old {
		if err := u.im.t.checkReferral(withoutPerson(now)); err != nil {
			return err
		}
	}
	w, ahead, err := u.onward(in, now)
	if err != nil {
		return err
	}
	stage := now.Stage
	if len(w.path) > 0 {
		stage = w.path[len(w.path)-1]
	}
	if w.fee, err = u.fee(in, now, stage); err != nil {
		return err
	}
	person, err := u.person(in, partner)
	if err != nil {
		return err
	}
	if person != 0 {
		now.Person = person
	}
	moved := in.client != "" && (client == nil || client.ID != old.Client)
	if client, err = u.client(in.client, client); err != nil {
		return err
	}
	if ahead {
		u.ahead++
	}
	return u.save(old, now, w, partner, client, moved)
}

func withoutPerson(r Referral) Referral { r.Person = 0; return r } // it was looked up at the partner

// checkMoves refuses what does not change by import.
func (u *referralImport) checkMoves(in referralRow, old Referral, partner *Partner) error {
	if old.Stage == Won && partner.ID != old.Partner {
		return Bad("partner", fmt.Sprintf("%s is won: who is credited is frozen.", old.Number), "Correct the file, or reopen the referral here first.")
	}
	if old.Stage == Won && in.introduced != 0 && in.introduced != old.Introduced {
		return Bad("introduced", fmt.Sprintf("%s is won: its introduction on %s is frozen.", old.Number, old.Introduced),
			"Correct the file, or reopen the referral here first.")
	}
	if old.Split && partner.ID != old.Partner {
		return Bad("partner", fmt.Sprintf("The credit of %s is split between partners.", old.Number), "Change the split here first.")
	}
	if old.Closed != 0 && in.introduced > old.Closed {
		return Bad("introduced", fmt.Sprintf("%s was closed on %s, before %s.", old.Number, old.Closed, in.introduced), "Enter an earlier day.")
	}
	if partner.ID != old.Partner {
		return u.mayRefer(partner)
	}
	return nil
}

// fill puts the row's values over the referral's.
func (u *referralImport) fill(in referralRow, r *Referral) {
	set(&r.Reference, in.ref)
	set(&r.Service, in.service)
	set(&r.Owner, in.owner)
	if !strings.HasPrefix(r.Note, in.note+"\n") { // what was added below the file's note stays
		set(&r.Note, in.note)
	}
	r.Introduced = orDay(in.introduced, r.Introduced)
	if in.value.Minor > 0 && !(u.deals && (r.Stage == Won || in.stage == Won)) {
		r.Estimate = in.value
	}
}

// onward gives the way to the stage the file has. A referral that is further on here than in the file stays where it is (ahead); one that
// is over here can't be anything else by import.
func (u *referralImport) onward(in referralRow, r Referral) (w way, ahead bool, err error) {
	line := []Stage{Logged, Checking, Accepted, Contacted, Meeting, Proposal}
	switch {
	case in.stage == "" || in.stage == r.Stage:
		if endStage(r.Stage) && in.closed != 0 && in.closed != r.Closed {
			return w, false, Bad("closed", fmt.Sprintf("%s was closed on %s here; this row says %s.", r.Number, r.Closed, in.closed),
				"Correct the file, or reopen the referral here first.")
		}
		return w, false, nil
	case endStage(r.Stage):
		return w, false, Bad("stage", fmt.Sprintf("%s is %s here; this row says %s.", r.Number, r.Stage, in.stage),
			"Reopen it here first if the file is right.")
	case slices.Contains(line, in.stage) && slices.Index(line, in.stage) < slices.Index(line, r.Stage):
		return w, true, nil
	}
	w, err = u.way(in, r, in.stage, u.im.t.today)
	return w, false, err
}

// save queues what changed of a referral, its new steps and its fee.
func (u *referralImport) save(old, now Referral, w way, partner *Partner, client *Client, moved bool) error {
	if err := u.keepPartner(partner); err != nil {
		return err
	}
	now.Partner = partner.ID
	if moved {
		if err := u.keepClient(client); err != nil {
			return err
		}
		now.Client = client.ID
	} else {
		u.im.unchanged(KindClient, int64(old.Client))
	}
	if err := u.goWay(&now, w); err != nil {
		return err
	}
	if now == old {
		u.im.unchanged(KindReferral, int64(old.ID))
	} else {
		now.Version = old.Version + 1
		u.im.serves(now.Service)
		u.im.change(KindReferral, int64(old.ID), old, now, func() error { return u.im.t.PutReferral(now) })
	}
	return u.addFee(now, w)
}

func (u *referralImport) finish() []string {
	var notes []string
	say := func(n int, what, text string) {
		if n > 0 {
			notes = append(notes, text+" "+counted(n, what)+".")
		}
	}
	say(int(u.im.res.Created["partners"]), "partner", "New, as prospects, and in need of an agreement before their referrals can earn:")
	say(u.noClient, "referral", "No client in the file, so each got a code name:")
	say(u.noDay, "open referral", fmt.Sprintf("No day of introduction in the file, so %s was taken:", orDay(u.im.plan.Day, u.im.t.today)))
	say(u.noAgreement, "won referral", "No agreement in force on the day, so nothing is earned until one is signed:")
	notes = append(notes, u.im.knownWords()...)
	say(u.ahead, "referral", "Further on here than in the file, so the stage was left:")
	return notes
}
