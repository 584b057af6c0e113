package desk

import (
	"context"
	"slices"

	"rapport/app"
	"rapport/views/kit"
)

// canMove tells whether a referral may go from one stage to another.
func canMove(from, to app.Stage) bool { return slices.Contains(app.NextStages(from), to) }

// moveItems are the stages a referral may be moved to: at once where the day is all there is to say.
func (d *Desk) moveItems(f referralFacts) []kit.MenuItem {
	var items []kit.MenuItem
	for _, to := range app.NextStages(f.row.Stage) {
		icon := map[app.Stage]string{app.Won: "check", app.Lost: "x", app.NotAccepted: "stop", app.Duplicate: "copy", app.Withdrawn: "back"}[to]
		items = append(items, kit.MenuItem{Title: stageVerb(to), Icon: icon, Run: func() { d.moveReferral(f, to) }})
	}
	return append(items, kit.MenuItem{Line: true}, kit.MenuItem{Title: "On another day …", Icon: "calendar", Keys: "S", Run: func() { d.moveReferral(f, "") }})
}

// moveReferral moves a referral: steps on the way today and at once, the end of it by a form. "" asks for the stage too.
func (d *Desk) moveReferral(f referralFacts, to app.Stage) {
	if to == "" || to == app.Won || asksMore(to) || f.row.Stage == app.Won {
		d.openStageForm(f, to)
		return
	}
	ask, id := app.Ask{Key: d.opts.NewKey()}, f.row.ID
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Referrals.SetStage(ctx, ask, id, to, app.StageMove{})
	}, nil)
}

// stageForm asks where a referral goes, when, and why.
type stageForm struct {
	form          *kit.Form
	to, lost      *kit.ChoiceField
	day           *kit.DateField
	refused, note *kit.TextField
	first         *kit.PickField
	stage         app.Stage // when the form is for one stage
}

func newStageForm(d *Desk, from, to app.Stage) *stageForm {
	s := &stageForm{form: kit.NewForm(), stage: to}
	next := app.NextStages(from)
	pairs := make([]kit.Pair, len(next))
	for i, st := range next {
		pairs[i] = kit.Pair{Value: string(st), Text: capital(string(st))}
	}
	s.to = kit.NewChoiceField(kit.Spec{Key: "stage", Label: "Stage"}, pairs...)
	s.to.OnChange(s.follow)
	s.day = kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "When it happened", Required: true})
	s.day.Set(d.today)
	reasons := make([]kit.Pair, len(app.LostReasons()))
	for i, r := range app.LostReasons() {
		reasons[i] = kit.Pair{Value: r, Text: capital(r)}
	}
	s.lost = kit.NewChoiceField(kit.Spec{Key: "reason", Label: "Why it was lost", Required: true}, reasons...)
	s.refused = kit.NewTextField(kit.Spec{Key: "reason", Label: "Why it is not accepted", Required: true, Hint: "The partner can be told this"}, "")
	s.first = kit.NewPickField(d.stage, kit.Spec{Key: "first", Label: "Referral that came first", Required: true}, d.findReferrals)
	s.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 3)
	s.form.Add(s.to, s.lost, s.refused, s.first, s.day, s.note)
	if to != "" {
		s.to.Set(string(to))
		s.to.Hide()
	}
	s.follow()
	return s
}

// chosen is the stage the form stands at.
func (s *stageForm) chosen() app.Stage {
	if s.stage != "" {
		return s.stage
	}
	return app.Stage(s.to.Value())
}

// follow shows the fields the stage asks for.
func (s *stageForm) follow() {
	to := s.chosen()
	shown := func(f interface {
		Show()
		Hide()
	}, yes bool) {
		if yes {
			f.Show()
		} else {
			f.Hide()
		}
	}
	shown(s.lost, to == app.Lost)
	shown(s.refused, to == app.NotAccepted)
	shown(s.first, to == app.Duplicate)
	s.form.Content().Refresh()
}

func (s *stageForm) move() (app.Stage, app.StageMove) {
	to := s.chosen()
	m := app.StageMove{Day: dayOf(s.day), Note: s.note.Value()}
	switch to {
	case app.Lost:
		m.Reason = s.lost.Value()
	case app.NotAccepted:
		m.Reason = s.refused.Value()
	case app.Duplicate:
		o, _ := s.first.Value()
		m.First = app.ID[app.Referral](o.ID)
	}
	return to, m
}

func (d *Desk) openStageForm(f referralFacts, to app.Stage) {
	s := newStageForm(d, f.row.Stage, to)
	title, save, again := "Move "+f.row.Number, "Move", "referral.stage"
	switch to {
	case app.Won:
		title, save, again = f.row.Number+" is won", "Mark won", "referral.won"
	case app.Lost:
		title, save, again = f.row.Number+" is lost", "Mark lost", "referral.lost"
	}
	id := f.row.ID
	d.openForm(formSpec{again: again, title: title, note: f.row.ClientName + ", from " + f.row.PartnerName, form: s.form, save: save,
		submit: func(ask app.Ask) act {
			stage, m := s.move()
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Referrals.SetStage(ctx, ask, id, stage, m)
			}
		},
		saved: func(app.Receipt) {
			if s.chosen() == app.Won {
				d.practice.tick(stepWon)
			}
		}})
}
