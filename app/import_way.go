package app

import (
	"fmt"

	"rapport/app/calendar"
)

// way is what a row makes a referral go through: stages, and for a won deal the fee.
type way struct {
	path []Stage
	move StageMove
	fee  Fee // new, or recorded before; of no kind when there is none
}

// way finds the stages from where a referral is to where the file has it. day is when it moved to a stage that is no end.
func (u *referralImport) way(in referralRow, r Referral, to Stage, day calendar.Day) (way, error) {
	w := way{move: StageMove{Day: day}}
	if to == r.Stage {
		return w, nil
	}
	if endStage(to) {
		if w.move.Day = in.closed; in.closed == 0 {
			return w, Bad("closed", fmt.Sprintf("A referral that is %s needs the day of it.", to), "Fill the day in.")
		}
	}
	switch to {
	case Lost:
		w.move.Reason = "other"
		if in.reason != "" {
			w.move.Reason, w.move.Note = lostReasonMeant(in.reason)
		}
	case NotAccepted:
		w.move.Reason = orElse(in.reason, "not said in the imported file")
	}
	var err error
	if w.path, err = u.path(r, to); err != nil {
		return w, err
	}
	return w, u.im.t.checkStage(r, to, w.move)
}

// path gives the stages between, worked out once.
func (u *referralImport) path(r Referral, to Stage) ([]Stage, error) {
	ends := [2]Stage{r.Stage, to}
	if path, ok := u.paths[ends]; ok {
		return path, nil
	}
	path, err := stagePath(r.Number, r.Stage, to)
	if err != nil && (to == Lost || to == Withdrawn) && (r.Stage == Logged || r.Stage == Checking) {
		if path, err = stagePath(r.Number, r.Stage, Accepted); err == nil {
			path = append(path, to) // another program's deals were pursued before they were lost
		}
	}
	if err != nil {
		p := *AsProblem(err)
		p.Field = "stage"
		return nil, &p
	}
	u.paths[ends] = path
	return path, nil
}

// endStage tells whether a referral is over in a stage.
func endStage(s Stage) bool {
	switch s {
	case Won, Lost, NotAccepted, Duplicate, Withdrawn:
		return true
	}
	return false
}

// goWay takes a referral through the stages of its way and freezes the agreement of a win. The history keeps what the file says, from the
// stage before to the stage now; of those between it knows no day.
func (u *referralImport) goWay(r *Referral, w way) error {
	if len(w.path) == 0 {
		return nil
	}
	t, out := u.im.t, &u.im.out
	out.steps = append(out.steps, t.stageStep(r.ID, r.Stage, w.path[len(w.path)-1], w.move))
	out.facts = r.pass(w.path, w.move, out.facts)
	if r.Stage == Meeting {
		return u.met(*r, w.move.Day)
	}
	if r.Stage != Won {
		return nil
	}
	list, err := u.agreements(r.Partner)
	if err != nil {
		return err
	}
	_, v, ok := inForce(list, r.Closed, r.Service)
	if r.Agreement = v.ID; !ok {
		u.noAgreement++
	}
	if u.im.made(KindClient, int64(r.Client)) {
		return nil
	}
	return t.clientWon(r.Client, r.Closed)
}

// met queues the first meeting of a referral. One of a partner that is new with this file has no agreement that could pay it.
func (u *referralImport) met(r Referral, day calendar.Day) error {
	if !r.Split {
		list, err := u.agreements(r.Partner)
		if err != nil || !asksMeeting(list) {
			return err
		}
	}
	facts, err := u.im.t.firstMeeting(r, day)
	u.im.out.facts = append(u.im.out.facts, facts...)
	return err
}

// agreements gives those of a partner, read once; none of one that is new with this file.
func (u *referralImport) agreements(id ID[Partner]) ([]Signed, error) {
	list, ok := u.plans[id]
	if ok || u.im.made(KindPartner, int64(id)) {
		return list, nil
	}
	list, err := u.im.t.partnerAgreements(id)
	if err == nil {
		u.plans[id] = list
	}
	return list, err
}
