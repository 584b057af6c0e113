package app

import (
	"fmt"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// account is a partner as a run sees it: those of whom facts wait are read at its start, others when they come up.
type account struct {
	plans   []*plan
	signed  []Signed // of the plans
	blocked bool     // new lines are held

	tiers     []Step // of the partner, read when terms ask for them
	tiersRead bool
	last      *Fact // that was run before, read when asked for
	over      *bool // what comes behind all facts of last's day was posted on it, read when asked for
}

// plan is an agreement with its versions ready to run.
type plan struct {
	Signed
	engines map[ID[AgreementVersion]]*terms.Engine
}

func (r *runner) account(id ID[Partner]) (*account, error) {
	if a := r.accounts[id]; a != nil {
		return a, nil
	}
	p, err := r.t.Partner(id)
	if err != nil {
		return nil, err
	}
	list, err := r.t.partnerAgreements(id)
	if err != nil {
		return nil, err
	}
	a := &account{blocked: p.State == Blocked}
	for _, s := range list {
		a.add(s)
	}
	r.accounts[id] = a
	return a, nil
}

// add takes an agreement in that was once in force.
func (a *account) add(s Signed) {
	if s.ever() {
		a.signed = append(a.signed, s)
		a.plans = append(a.plans, &plan{Signed: s, engines: map[ID[AgreementVersion]]*terms.Engine{}})
	}
}

// readAccounts reads the accounts of many partners at once, from agreements and their versions by partner and first day.
func (r *runner) readAccounts(from func(each func(Agreement, AgreementVersion) error) error) error {
	var s Signed // the agreement whose versions are being read
	done := func() {
		if s.ID != 0 {
			r.accounts[s.Partner].add(s)
		}
	}
	err := from(func(a Agreement, v AgreementVersion) error {
		if r.accounts[a.Partner] == nil {
			r.accounts[a.Partner] = &account{}
		}
		if a.ID != s.ID {
			done()
			s = Signed{Agreement: a}
		}
		s.Versions = append(s.Versions, v)
		return nil
	})
	done()
	return err
}

// readWaiting reads the accounts of those of whom facts wait.
func (r *runner) readWaiting() error {
	blocked := map[ID[Partner]]bool{}
	err := r.readAccounts(func(each func(Agreement, AgreementVersion) error) error {
		return r.t.WaitingVersions(r.until, func(state PartnerState, a Agreement, v AgreementVersion) error {
			blocked[a.Partner] = state == Blocked
			return each(a, v)
		})
	})
	for id, stops := range blocked {
		r.accounts[id].blocked = stops
	}
	return err
}

// choice is what the agreement version of a fact depends on, beside the partner.
type choice struct {
	frozen  ID[AgreementVersion]
	day     calendar.Day
	service string
}

// pick is the version that speaks for a fact.
type pick struct {
	plan    *plan
	version *AgreementVersion
	engine  *terms.Engine
}

// choose gives the agreement version that speaks for a fact: the one frozen at the win, else the one in force; nil for none.
func (r *runner) choose(f *PendingFact, day calendar.Day) (*pick, error) {
	if r.choosing != f.Credited {
		clear(r.chosen)
		r.choosing = f.Credited
	}
	c := choice{frozen: f.Frozen, day: day, service: f.Service}
	if f.Kind == FactAccepted || f.Kind == FactMeeting {
		c.frozen = 0
	}
	if known, ok := r.chosen[c]; ok {
		return known.on(f.Day)
	}
	a, err := r.account(f.Credited)
	if err != nil {
		return nil, err
	}
	found := a.find(c)
	if found != nil {
		if found.engine, err = found.plan.engine(found.version); err != nil {
			return nil, err
		}
	}
	r.chosen[c] = found
	return found.on(f.Day)
}

func (a *account) find(c choice) *pick {
	if c.frozen != 0 {
		if p := a.version(c.frozen); p != nil {
			return p
		}
	}
	if c.day == 0 {
		return nil
	}
	if _, v, ok := inForce(a.signed, c.day, c.service); ok {
		return a.version(v.ID)
	}
	return nil
}

// version finds a version among the partner's agreements.
func (a *account) version(id ID[AgreementVersion]) *pick {
	for _, p := range a.plans {
		for i := range p.Versions {
			if p.Versions[i].ID == id {
				return &pick{plan: p, version: &p.Versions[i]}
			}
		}
	}
	return nil
}

// engine gives the version's engine, compiled once a run.
func (p *plan) engine(v *AgreementVersion) (*terms.Engine, error) {
	if e := p.engines[v.ID]; e != nil {
		return e, nil
	}
	e, err := terms.Compile(v.Terms, p.From)
	if err != nil {
		return nil, fmt.Errorf("agreement %s version %d: %w", p.Number, v.No, err)
	}
	p.engines[v.ID] = e
	return e, nil
}

func eventKind(k FactKind) terms.EventKind {
	switch k {
	case FactAccepted:
		return terms.Accepted
	case FactMeeting:
		return terms.Meeting
	case FactWon:
		return terms.Won
	}
	return terms.Fee
}
