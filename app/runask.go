package app

import (
	"rapport/app/calendar"
	"rapport/app/terms"
)

// ready makes a fact ready for the engine of the version that speaks for it, in r.job. It answers with a sentence when something needed
// is not there yet.
func (r *runner) ready(f *PendingFact, c *pick) (wait string, err error) {
	j := &r.job
	*j = job{fact: f, pick: *c}
	if wait, err = r.given(f, &c.version.Terms, &j.given); err != nil || wait != "" {
		return wait, err
	}
	j.event = terms.Event{Kind: eventKind(f.Kind), FeeKind: terms.FeeKind(f.Row.Kind), Day: f.Day, WonOn: f.Won,
		Introduced: f.Introduced, End: c.plan.To, Service: f.Service, Base: j.given.Base}
	if f.Split {
		if j.event.ShareBefore, j.event.Share, err = r.creditOf(f); err != nil {
			return "", err
		}
		j.given.Share = j.event.Share
	}
	if f.Kind == FactFee && (f.Row.Of != 0 || c.engine.Asks().First) {
		if err := r.ofInvoice(f, &c.version.Terms, &j.given, &j.event); err != nil {
			return "", err
		}
	}
	return "", r.ask(j)
}

// takesBack tells whether a fact is a refund, a write-off or a fee taken back.
func (f *PendingFact) takesBack() bool {
	return f.Kind == FactFee && (f.Row.Kind == Credited || f.Row.Kind == WrittenOff || f.Row.Reverses != 0)
}

// decides is the day on which an agreement must be in force to speak for a fact.
func (f *PendingFact) decides() calendar.Day {
	switch f.Kind {
	case FactAccepted:
		return f.Accepted
	case FactMeeting:
		return f.Day
	}
	return f.Won
}

// ask fills in what the rules of a job look at beside the fact itself: client, person, partner tier, cost, what came before.
func (r *runner) ask(j *job) error {
	asks := j.engine.Asks()
	if !asks.Looks() {
		return nil
	}
	if asks.PartnerTier {
		tier, err := r.tierOn(j.fact.Credited, j.event.Day)
		if err != nil {
			return err
		}
		j.event.PartnerTier = tier
	}
	if asks.Client || asks.Age || asks.Person || asks.Consent {
		if err := r.askReferral(j, asks); err != nil {
			return err
		}
	}
	if j.fact.Kind == FactFee && (asks.Cost || asks.FeesBefore) {
		return r.askFee(j, asks)
	}
	return nil
}

func (r *runner) askReferral(j *job, asks terms.Asks) error {
	ref, err := r.t.Referral(j.fact.Referral)
	if err != nil {
		return err
	}
	j.consented = ref.Consented != 0
	j.event.Person = int64(ref.Person)
	if j.fact.Split && asks.Person {
		list, err := r.t.Attribution(ref.ID)
		if err != nil {
			return err
		}
		for _, a := range list {
			if a.Partner == j.fact.Credited {
				j.event.Person = int64(a.Person)
			}
		}
	}
	if asks.Client {
		c, err := r.t.Client(ref.Client)
		if err != nil {
			return err
		}
		j.event.ClientPerson = c.Person
	}
	if !asks.Age {
		return nil
	}
	others, err := r.t.ReferralsOfClient(ref.Client)
	for _, o := range others {
		if o.ID != ref.ID && o.Stage == Won && o.Closed <= ref.Introduced {
			j.event.Returning = true
		}
	}
	return err
}

// askFee finds the cost recorded with a fee, and what of the same referral and kind was entered before it.
func (r *runner) askFee(j *job, asks terms.Asks) error {
	fees, err := r.t.FeesOf(j.fact.Referral)
	if err != nil {
		return err
	}
	tm := &j.version.Terms
	var scratch terms.Reason
	for i := range fees {
		f := &fees[i]
		if f.ID == j.fact.Fee && asks.Cost && f.Cost != 0 {
			cost, _, err := r.inTerms(f, f.Cost, tm, &scratch)
			if err != nil {
				return err
			}
			if j.event.Cost, _, err = r.shareOf(j.fact, cost); err != nil {
				return err
			}
		}
		if !asks.FeesBefore || f.ID >= j.fact.Fee || f.Kind != j.fact.Row.Kind || f.Void || f.Reverses != 0 {
			continue
		}
		base, wait, err := r.inTerms(f, f.Amount.Minor-f.Excluded, tm, &scratch)
		if err != nil {
			return err
		}
		if wait != "" {
			continue // it waits for its exchange rate, and pays nothing until then
		}
		if base, _, err = r.shareOf(j.fact, base); err != nil {
			return err
		}
		j.event.FeesBefore += base
	}
	return nil
}
