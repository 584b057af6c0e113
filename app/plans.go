package app

import (
	"context"
	"fmt"
	"strings"

	"rapport/app/names"
)

// Plans are the use-cases of plans.
type Plans struct{ f *Firm }

// Get gives one plan.
func (u Plans) Get(ctx context.Context, id ID[Plan]) (Plan, error) {
	return read(ctx, u.f, func(b Books) (Plan, error) { return b.Plan(id) })
}

// Find gives the plan that people mean by text: its number or its whole name.
func (u Plans) Find(ctx context.Context, text string) (Plan, error) {
	return read(ctx, u.f, func(b Books) (Plan, error) {
		p, err := b.PlanByNumber(strings.ToUpper(strings.TrimSpace(text)))
		if !IsNotFound(err) {
			return p, err
		}
		if p, err = b.PlanByName(names.Fold(text)); !IsNotFound(err) {
			return p, err
		}
		return Plan{}, &Problem{Kind: NotFound, Field: "plan", Say: fmt.Sprintf("There is no plan %q.", text),
			Try: "Check the spelling, or list the plans."}
	})
}

// IDs gives the ids of a list in order, in chunks.
func (u Plans) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return b.PlanIDs(q, each) })
}

// Rows gives list rows by id.
func (u Plans) Rows(ctx context.Context, ids []int32) ([]PlanRow, error) {
	return read(ctx, u.f, func(b Books) ([]PlanRow, error) { return b.PlanRows(ids) })
}

// Whole gives a plan with the agreements that hold it.
func (u Plans) Whole(ctx context.Context, id ID[Plan]) (WholePlan, error) {
	return read(ctx, u.f, func(b Books) (w WholePlan, err error) {
		list, err := b.PlanRows([]int32{int32(id)})
		if err != nil {
			return w, err
		}
		if len(list) == 0 {
			return w, Missing("This plan")
		}
		ids, err := b.PlanUses(id, mostUses)
		if err != nil {
			return w, err
		}
		w.PlanRow = list[0]
		w.Uses, err = b.AgreementRows(ids)
		return w, err
	})
}

// Add keeps a new plan.
func (u Plans) Add(ctx context.Context, ask Ask, p Plan) (Receipt, error) {
	return u.f.write(ctx, ask, "plan.add", func(t *tx) error {
		if err := t.checkPlan(&p); err != nil {
			return err
		}
		id, err := t.nextID(KindPlan)
		if err != nil {
			return err
		}
		p.ID, p.Version = ID[Plan](id), 1
		if p.Number, err = t.nextNumber("PL", 4); err != nil {
			return err
		}
		if err := t.AddPlan(p); err != nil {
			return err
		}
		t.did(KindPlan, id, "Added plan %s, %s", p.Number, p.Name)
		return t.image(KindPlan, id, nil, p)
	})
}

// Edit keeps a changed plan. Agreements that took a copy of it keep their terms.
func (u Plans) Edit(ctx context.Context, ask Ask, p Plan) (Receipt, error) {
	return u.f.write(ctx, ask, "plan.edit", func(t *tx) error {
		old, err := t.Plan(p.ID)
		if err != nil {
			return err
		}
		if old.Version != p.Version {
			return Stale("Plan " + old.Number)
		}
		if err := t.checkPlan(&p); err != nil {
			return err
		}
		p.Number, p.Version = old.Number, old.Version+1
		if err := t.PutPlan(p); err != nil {
			return err
		}
		t.did(KindPlan, int64(p.ID), "Changed plan %s, %s", p.Number, p.Name)
		return t.image(KindPlan, int64(p.ID), old, p)
	})
}

// Archive takes a plan out of what is offered for new agreements, or brings it back.
func (u Plans) Archive(ctx context.Context, ask Ask, id ID[Plan], archived bool) (Receipt, error) {
	return u.f.write(ctx, ask, "plan.archive", func(t *tx) error {
		old, err := t.Plan(id)
		if err != nil {
			return err
		}
		say := "Archived plan %s, %s"
		switch {
		case old.Archived == archived && archived:
			return No("Plan "+old.Number+" is archived already.", "Nothing is to be done.")
		case old.Archived == archived:
			return No("Plan "+old.Number+" is not archived.", "Nothing is to be done.")
		case !archived:
			say = "Brought plan %s, %s, back from the archive"
		}
		p := old
		p.Archived, p.Version = archived, old.Version+1
		if err := t.PutPlan(p); err != nil {
			return err
		}
		t.did(KindPlan, int64(id), say, p.Number, p.Name)
		return t.image(KindPlan, int64(id), old, p)
	})
}

// Remove takes a plan away. Agreements that took a copy of it keep their terms.
func (u Plans) Remove(ctx context.Context, ask Ask, id ID[Plan]) (Receipt, error) {
	return u.f.write(ctx, ask, "plan.remove", func(t *tx) error {
		old, err := t.Plan(id)
		if err != nil {
			return err
		}
		if err := t.DeletePlan(id); err != nil {
			return err
		}
		t.did(KindPlan, int64(id), "Removed plan %s, %s", old.Number, old.Name)
		return t.image(KindPlan, int64(id), old, nil)
	})
}

// checkPlan holds a plan's own fields and its terms against the rules.
func (t *tx) checkPlan(p *Plan) error {
	if p.Name = names.Clean(p.Name); p.Name == "" {
		return Bad("name", "A plan needs a name.", "Enter one.")
	}
	if err := within("name", p.Name, 120); err != nil {
		return err
	}
	if err := within("note", p.Note, 2000); err != nil {
		return err
	}
	twin, err := t.PlanByName(names.Fold(p.Name))
	if err == nil && twin.ID != p.ID {
		return Bad("name", fmt.Sprintf("There is a plan %q already, %s.", twin.Name, twin.Number), "Change that one, or choose another name.")
	}
	if err != nil && !IsNotFound(err) {
		return err
	}
	return checkTerms(p.Terms)
}
