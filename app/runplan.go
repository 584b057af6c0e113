package app

import (
	"fmt"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// plan is an agreement with its versions ready to run.
type plan struct {
	Signed
	engines map[ID[AgreementVersion]]*terms.Engine
}

// choose gives the agreement version that speaks for a fact: the one frozen at the win, else the one in force.
func (r *runner) choose(f *PendingFact, day calendar.Day) (*plan, AgreementVersion, bool) {
	list := r.plans[f.Credited]
	if f.Frozen != 0 && f.Kind != FactAccepted {
		for _, p := range list {
			for _, v := range p.Versions {
				if v.ID == f.Frozen {
					return p, v, true
				}
			}
		}
	}
	if day == 0 {
		return nil, AgreementVersion{}, false
	}
	all := make([]Signed, len(list))
	for i, p := range list {
		all[i] = p.Signed
	}
	s, v, ok := inForce(all, day, f.Service)
	if !ok {
		return nil, v, false
	}
	for _, p := range list {
		if p.ID == s.ID {
			return p, v, true
		}
	}
	return nil, v, false
}

// engine gives the version's engine, compiled once a run.
func (p *plan) engine(v AgreementVersion) (*terms.Engine, error) {
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
