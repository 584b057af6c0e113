package app

import (
	"context"
	"maps"
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// checkMeasured holds what rules have measured against what they measure when their agreement is worked out again, where the ledger's lines do not
// tell it: rules compete there, or an amendment went back. Left out is what the next run works out again, and what was decided by facts that may
// have changed since, such as a partner's tier.
func (t *tx) checkMeasured(ctx context.Context, c *Checkup, which map[ID[Agreement]]bool, kept map[tallyKey]int64) error {
	marked, err := t.Unsettled()
	if err != nil {
		return err
	}
	for _, a := range marked {
		which[a.ID] = false
	}
	maps.DeleteFunc(which, func(_ ID[Agreement], look bool) bool { return !look })
	if len(which) == 0 {
		return nil
	}
	r, err := t.runner(ctx, t.today)
	if err != nil {
		return err
	}
	waits := map[int64]bool{}
	if err := t.Pending(calendar.MustDate(9999, 12, 31), func(f *PendingFact) error { waits[f.ID] = true; return nil }); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(which)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.checkMeasured(c, id, waits, kept); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) checkMeasured(c *Checkup, id ID[Agreement], waits map[int64]bool, kept map[tallyKey]int64) error {
	a, err := r.t.Agreement(id)
	if err != nil {
		return err
	}
	account, err := r.account(a.Partner)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(account.plans, func(p *plan) bool { return p.ID == id })
	if i < 0 || slices.ContainsFunc(account.plans[i].Versions, func(v AgreementVersion) bool { return v.Terms.Asks().Looks() }) {
		return nil
	}
	s, err := r.workedOut(&unsettled{partner: a.Partner, plan: account.plans[i], facts: map[int64]bool{}, waits: waits})
	if err != nil {
		return err
	}
	want := map[tallyKey]int64{}
	s.sheet.Each(func(number int, w calendar.Period, t *terms.Tally) { want[tallyKey{id, number, w.From}] = t.Measured })
	for k, has := range kept {
		if k.agreement == id && k.rule != terms.AllRules && want[k] != has && !s.plan.byPeriod(k.rule) {
			c.find("tally", k.String(), "It says %d measured; worked out again it is %d.", has, want[k])
		}
	}
	return nil
}

// byPeriod tells whether a rule was paid by period under some terms: what is due grows from day to day.
func (p *plan) byPeriod(rule int) bool {
	return slices.ContainsFunc(p.Versions, func(v AgreementVersion) bool { return rule <= len(v.Terms.Rules) && v.Terms.Rules[rule-1].Every != "" })
}
