package terms

// What callers have to find out of an event before they put it to the engine, so that nothing is looked up for nothing.

// Asks are the facts that some rule of the terms looks at.
type Asks struct {
	First       bool // Event.First: is it of the referral's first invoice
	Client      bool // Event.ClientPerson
	Age         bool // Event.Returning
	PartnerTier bool
	Person      bool
	Cost        bool // Event.Cost
	FeesBefore  bool
	Meeting     bool // events of Kind Meeting
	Delivered   bool // events of Kind Delivered
	Consent     bool // the client's written consent to a fee division
	Periods     bool // Engine.Dues
}

// Looks reports whether an event needs more than its fact: who the client, the person and the partner are, what a fee cost, what came before.
func (a Asks) Looks() bool {
	return a.Client || a.Age || a.PartnerTier || a.Person || a.Cost || a.FeesBefore || a.Consent
}

// Asks gives what the terms look at.
func (t *Terms) Asks() (a Asks) {
	for i := range t.Rules {
		r := &t.Rules[i]
		a.First = a.First || r.Kind == PercentOnce
		a.Client = a.Client || r.When.Client != ""
		a.Age = a.Age || r.When.Age != ""
		a.PartnerTier = a.PartnerTier || len(r.When.Tiers) > 0
		a.Person = a.Person || r.When.Person != 0
		a.Cost = a.Cost || r.Basis == OnMargin && r.CostRate.IsZero()
		a.FeesBefore = a.FeesBefore || r.Kind == Milestone && r.On == AtFees
		a.Meeting = a.Meeting || r.Kind == Milestone && r.On == AtMeeting
		a.Delivered = a.Delivered || r.trigger() == Delivered
		a.Consent = a.Consent || r.Kind == FeeDivision
		a.Periods = a.Periods || r.Every != ""
	}
	return a
}

// Asks gives what the engine's terms look at.
func (e *Engine) Asks() Asks { return e.asks }
