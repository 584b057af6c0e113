package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// History is the use-cases of the audit log: who did what, and taking it back.
type History struct{ f *Firm }

// Last gives the newest audit lines.
func (u History) Last(ctx context.Context, limit int) ([]Audit, error) {
	return read(ctx, u.f, func(b Books) ([]Audit, error) { return b.LastAudits(limit) })
}

// Of gives what was done to one thing, newest first.
func (u History) Of(ctx context.Context, kind Kind, id int64, limit int) ([]Audit, error) {
	return read(ctx, u.f, func(b Books) ([]Audit, error) { return b.HistoryOf(kind, id, limit) })
}

// Undo takes an act back: every row it touched becomes what it was, unless it was changed since. Undoing an undo does the
// act again. Numbered documents, imports and money that was posted have their own ways back.
func (u History) Undo(ctx context.Context, ask Ask, seq int64) (Receipt, error) {
	return u.f.write(ctx, ask, "undo", func(t *tx) error {
		a, err := t.Audit(seq)
		if err != nil {
			return err
		}
		if a.Undone != 0 {
			return No("This was undone before.", "")
		}
		if err := t.putBack(a); err != nil {
			return err
		}
		t.audit.Undoes = seq
		t.did(a.Kind, a.Subject, "%s", undoneLabel(a))
		return nil
	})
}

// undoneLabel says what taking an act back does; taking back an undo does the act again.
func undoneLabel(a Audit) string {
	if what, ok := strings.CutPrefix(a.Label, "Undone: "); ok {
		return "Done again: " + what
	}
	return "Undone: " + strings.TrimPrefix(a.Label, "Done again: ")
}

// LastUndoable gives the newest act of this actor that can be taken back: by Undo, and an import by Imports.Undo. Acts
// in except are passed over, such as one whose undo was refused.
func (u History) LastUndoable(ctx context.Context, except ...int64) (Audit, bool, error) {
	type found struct {
		audit Audit
		ok    bool
	}
	f, err := read(ctx, u.f, func(b Books) (found, error) {
		list, err := b.LastAudits(50)
		for _, a := range list {
			if a.Undone != 0 || a.Actor != u.f.deps.Actor || slices.Contains(except, a.Seq) {
				continue
			}
			if a.Act == ActImport {
				if batch, err := b.Batch(ID[Batch](a.Subject)); err != nil || batch.Undone {
					continue
				}
				return found{a, true}, nil
			}
			if !undoable(a) {
				continue
			}
			if a.Undoes != 0 { // an undo is not undone by going back, but what was done again is
				of, err := b.Audit(a.Undoes)
				if err != nil || of.Undoes == 0 {
					continue
				}
			}
			return found{a, true}, err
		}
		return found{}, err
	})
	return f.audit, f.ok, err
}

// putBack puts the rows of an act back, last one first.
func (t *tx) putBack(a Audit) error {
	if !undoable(a) {
		return No(fmt.Sprintf("%q can't be undone.", a.Label), "Correct it with an entry of its own.")
	}
	for i := len(a.Images) - 1; i >= 0; i-- {
		img := a.Images[i]
		now, err := t.restore(img)
		if err != nil {
			return err
		}
		t.audit.Images = append(t.audit.Images, Image{Kind: img.Kind, ID: img.ID, Before: img.After, After: now})
		t.touch(img.Kind, img.ID)
	}
	return nil
}

// restore puts one row back to what it was before an act, and gives it as it is now: with its next version.
func (t *tx) restore(img Image) (json.RawMessage, error) {
	switch img.Kind {
	case KindPartner:
		if err := t.restoredState(img); err != nil {
			return nil, err
		}
		return restore(img, "partner", t.Partner, func(p *Partner) *int64 { return &p.Version }, t.PutPartner,
			func(p Partner) error { return t.AddPartners([]Partner{p}) }, t.DeletePartner)
	case KindPerson:
		return restore(img, "person", t.Person, func(p *Person) *int64 { return &p.Version }, t.PutPerson,
			func(p Person) error { return t.AddPeople([]Person{p}) }, t.DeletePerson)
	case KindClient:
		return restore(img, "client", t.Client, func(c *Client) *int64 { return &c.Version }, t.putClient,
			func(c Client) error { return t.AddClients([]Client{c}) }, t.DeleteClient)
	case KindReferral:
		return t.restoreReferral(img)
	case KindFee:
		if len(img.After) == 0 || len(img.Before) > 0 {
			return nil, No("A fee event that was taken back is recorded anew.", "Record it again.")
		}
		return nil, t.voidFee(ID[Fee](img.ID), "undone")
	case KindLine:
		return img.Before, t.restoreStanding(img)
	case KindAgreement:
		again := func(Agreement) error { return No("A draft that was taken back is drafted anew.", "Draft it again.") }
		return restore(img, "agreement", t.Agreement, func(a *Agreement) *int64 { return &a.Version }, t.PutAgreement, again, t.DeleteAgreement)
	case KindPlan:
		return restore(img, "plan", t.Plan, func(p *Plan) *int64 { return &p.Version }, t.PutPlan, t.AddPlan, t.DeletePlan)
	case KindDispute:
		return t.restoreDispute(img)
	case KindSettings:
		return t.restoreSettings(img)
	case kindShares:
		return t.restoreShares(img)
	case KindGift:
		return t.restoreGift(img)
	case KindTier:
		return t.restoreTier(img)
	case KindDelivery:
		return nil, t.restoreDelivery(img)
	case KindCheckin:
		return t.restoreCheckin(img)
	case KindPromise:
		return restore(img, "promise", t.Promise, func(p *Promise) *int64 { return &p.Version }, t.PutPromise, t.AddPromise, t.DeletePromise)
	case KindCadence:
		return restore(img, "cadence", t.Cadence, func(c *Cadence) *int64 { return &c.Version }, t.PutCadence, t.AddCadence, t.DeleteCadence)
	case KindTask:
		return restore(img, "task", t.Task, func(k *Task) *int64 { return &k.Version }, t.PutTask, t.AddTask, t.DeleteTask)
	case KindApplication:
		return restore(img, "application", t.Application, func(a *Application) *int64 { return &a.Version }, t.PutApplication, t.AddApplication, t.DeleteApplication)
	case KindCredential:
		return restore(img, "credential", t.Credential, func(c *Credential) *int64 { return &c.Version }, t.PutCredential, t.AddCredential, t.DeleteCredential)
	case KindGoal:
		return restore(img, "goal", t.Goal, func(g *Goal) *int64 { return &g.Version }, t.PutGoal, t.AddGoal, t.DeleteGoal)
	case KindMaterial, KindMaterialVersion, KindMaterialDelivery, kindMaterialSend:
		return t.restoreLibrary(img)
	case KindNewsletter:
		return restore(img, "newsletter", t.Newsletter, func(n *Newsletter) *int64 { return &n.Version }, t.PutNewsletter, t.AddNewsletter, t.dropNewsletter)
	case KindSegment:
		return restore(img, "segment", t.Segment, func(s *Segment) *int64 { return &s.Version }, t.PutSegment, t.AddSegment, t.dropSegment)
	case KindView:
		return restore(img, "view", t.SavedView, func(v *SavedView) *int64 { return &v.Version }, t.PutSavedView, t.AddSavedView, t.DeleteSavedView)
	case KindTemplate:
		return restore(img, "template", t.Template, func(m *Template) *int64 { return &m.Version }, t.PutTemplate, t.AddTemplate, t.DeleteTemplate)
	case KindLetter:
		return restore(img, "letter", t.Letter, func(l *Letter) *int64 { return &l.Version }, t.PutLetter, t.AddLetter, t.DeleteLetter)
	case KindMessage:
		return t.restoreMessage(img)
	case kindLogo:
		return t.restoreLogo(img)
	case KindOutbound:
		return t.restoreOutbound(img)
	case KindMarket:
		return restore(img, "market note", t.MarketNote, func(n *MarketNote) *int64 { return &n.Version }, t.PutMarketNote, t.AddMarketNote, t.DeleteMarketNote)
	case KindCode:
		return t.restoreCode(img)
	case KindLead:
		return restore(img, "lead", t.Lead, func(l *Lead) *int64 { return &l.Version }, t.PutLead, func(l Lead) error { return t.AddLeads([]Lead{l}) }, t.DeleteLead)
	case KindLanding:
		return restore(img, "page", t.Landing, func(l *Landing) *int64 { return &l.Version }, t.PutLanding, t.AddLanding, t.DeleteLanding)
	case KindTarget:
		return restore(img, "target", t.Target, func(g *Target) *int64 { return &g.Version }, t.PutTarget, t.AddTarget, t.DeleteTarget)
	case KindRating:
		return t.restoreRatings(img)
	case KindApart:
		return t.restoreApart(img)
	case KindOnboarding:
		return t.restoreOnboarding(img)
	case kindReminder:
		return t.restoreReminder(img)
	case KindBank:
		return t.restoreBank(img)
	case KindTax:
		return t.restoreTax(img)
	case kindMerge:
		return img.Before, t.unmerge(img)
	case kindClientMerge:
		return img.Before, t.unmergeClient(img)
	}
	if strings.HasPrefix(string(img.Kind), kindGate) {
		return t.restoreGate(img)
	}
	return nil, No("This can't be undone.", "Correct it with an entry of its own.")
}

// restore puts a versioned row back: what was made is removed, what was removed is made again, what was changed is as it
// was, with the next version. A row changed since is refused.
func restore[T any](img Image, what string, get func(ID[T]) (T, error), version func(*T) *int64,
	put func(T) error, add func(T) error, remove func(ID[T]) error) (json.RawMessage, error) {
	id := ID[T](img.ID)
	if len(img.After) == 0 {
		var row T
		if err := json.Unmarshal(img.Before, &row); err != nil {
			return nil, err
		}
		return img.Before, add(row)
	}
	now, err := get(id)
	if err != nil {
		return nil, err
	}
	var after T
	if err := json.Unmarshal(img.After, &after); err != nil {
		return nil, err
	}
	if *version(&now) != *version(&after) && !sameBut(now, after, version) {
		return nil, Stale("This " + what)
	}
	if len(img.Before) == 0 {
		return nil, remove(id)
	}
	var before T
	if err := json.Unmarshal(img.Before, &before); err != nil {
		return nil, err
	}
	*version(&before) = *version(&now) + 1
	if err := put(before); err != nil {
		return nil, err
	}
	return json.Marshal(before)
}

// sameBut tells whether two rows differ in nothing but their version: one that was undone and done again, or whose later
// change was taken back, is as the act left it.
func sameBut[T any](a, b T, version func(*T) *int64) bool {
	*version(&b) = *version(&a)
	x, err := json.Marshal(a)
	if err != nil {
		return false
	}
	y, err := json.Marshal(b)
	return err == nil && bytes.Equal(x, y)
}

// restoredState keeps in a partner's history that its state was put back.
func (t *tx) restoredState(img Image) error {
	var before, after Partner
	if json.Unmarshal(img.Before, &before) != nil || json.Unmarshal(img.After, &after) != nil || before.State == after.State {
		return nil
	}
	return t.step(KindPartner, img.ID, string(after.State), string(before.State), Move{Note: "undone"})
}

// restoreReferral puts a referral back and keeps its history and the queue of facts in step.
func (t *tx) restoreReferral(img Image) (json.RawMessage, error) {
	var before, after Referral
	if len(img.Before) > 0 && len(img.After) > 0 {
		if err := json.Unmarshal(img.Before, &before); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(img.After, &after); err != nil {
			return nil, err
		}
	}
	if before.Stage != after.Stage {
		if err := t.restoreStage(before, after); err != nil {
			return nil, err
		}
		for _, r := range []Referral{before, after} {
			if r.Stage != Won {
				continue
			}
			if err := t.clientWon(after.Client, r.Closed); err != nil {
				return nil, err
			}
		}
	}
	add := func(r Referral) error { return t.AddReferrals([]Referral{r}) }
	return restore(img, "referral", t.Referral, func(r *Referral) *int64 { return &r.Version }, t.putReferral, add, t.DeleteReferral)
}

// restoreStage takes back the facts of a stage move, unless commission was worked out from them, and keeps the step.
func (t *tx) restoreStage(before, after Referral) error {
	lines, err := t.LinesOfReferral(after.ID)
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.Standing.State != VoidLine && l.Day >= after.Closed {
			return No(fmt.Sprintf("Commission line %d follows from this.", l.Seq), "Void that line first, then reopen the referral.")
		}
	}
	if after.Stage == Won {
		fees, err := t.FeesOf(after.ID)
		if err != nil {
			return err
		}
		if len(fees) > 0 {
			return No("Fees were recorded since.", "Take the fees back first.")
		}
		if err := t.DropFacts(after.ID, FactWon); err != nil {
			return err
		}
	}
	if before.Accepted == 0 && after.Accepted != 0 {
		if err := t.DropFacts(after.ID, FactMeeting); err != nil {
			return err
		}
		if err := t.DropFacts(after.ID, FactAccepted); err != nil {
			return err
		}
	}
	if before.Accepted != 0 && after.Accepted == 0 { // done again
		if err := t.AddFacts([]Fact{{Kind: FactAccepted, Day: before.Accepted, Referral: before.ID}}); err != nil {
			return err
		}
	}
	if before.Stage == Won {
		if err := t.AddFacts([]Fact{{Kind: FactWon, Day: before.Closed, Referral: before.ID}}); err != nil {
			return err
		}
	}
	return t.step(KindReferral, int64(after.ID), string(after.Stage), string(before.Stage), Move{Note: "undone"})
}

// restoreStanding puts a line back to where it stood, while it stands where the act left it.
func (t *tx) restoreStanding(img Image) error {
	var before, after Standing
	if err := json.Unmarshal(img.Before, &before); err != nil {
		return err
	}
	if err := json.Unmarshal(img.After, &after); err != nil {
		return err
	}
	_, now, err := t.Line(img.ID)
	if err != nil {
		return err
	}
	if !now.same(after) {
		return No(fmt.Sprintf("Line %d is %s by now.", img.ID, now.State), "Correct it with a reversal or an adjustment.")
	}
	if before.State == Approved && now.State != Approved {
		if err := t.approveAgain(&before); err != nil {
			return err
		}
	}
	return t.PutStanding([]Standing{before})
}

// approveAgain holds an approval that is done again against the rules for approving: it is an approval by who does it.
func (t *tx) approveAgain(s *Standing) error {
	rows, err := t.LineRows([]int32{int32(s.Line)})
	if err != nil {
		return err
	}
	makers, err := t.lineMakers(rows)
	if err != nil {
		return err
	}
	s.ApprovedBy, s.ApprovedOn = t.actor, t.today
	return t.mayApprove(fmt.Sprintf("Line %d", s.Line), rows[0].Amount, makers[s.Line]...)
}
