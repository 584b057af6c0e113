package examples

import (
	"strconv"
	"strings"

	"rapport/app/money"
	"rapport/app/terms"
)

// because is what a total is made of, or why there is none.
func (s *story) because() string {
	if len(s.paid) == 0 {
		return s.why
	}
	parts := make([]string, 0, len(s.paid))
	for i := range s.paid {
		parts = append(parts, s.paid[i].words())
	}
	if s.over > 0 {
		parts = append(parts, strconv.Itoa(s.over)+" more over the most that is paid")
	}
	return strings.Join(parts, "; ")
}

// words is one kind of line: "10 % of 5,000.00", "3 × 250.00 won", "500.00 for reaching 10".
func (p *paid) words() string {
	r := &p.reason
	amount := money.New(p.each, r.Currency).Amount()
	if p.times > 1 {
		amount = strconv.Itoa(p.times) + " × " + amount
	}
	switch {
	case r.Floor != 0:
		return amount + " more, up to the guaranteed " + money.New(r.Floor, r.Currency).Amount()
	case r.Event == terms.OnStep:
		return amount + " for those before it, by the step reached"
	case len(r.Bands) > 0:
		return bands(r) + cut(r)
	case r.Reached != 0:
		return amount + " for reaching " + reached(r) + cut(r)
	case r.Quantity > 1:
		return strconv.FormatInt(r.Quantity, 10) + " × " + money.New(r.Each, r.Currency).Amount() + " " + happened(r.Event, true) + cut(r)
	}
	return amount + " " + happened(r.Event, p.times > 1) + cut(r)
}

// bands is the multiplications of a line.
func bands(r *terms.Reason) string {
	parts := make([]string, 0, len(r.Bands))
	for _, b := range r.Bands {
		if !b.Rate.IsZero() {
			parts = append(parts, b.Rate.Percent()+" % of "+money.New(b.Slice, r.Currency).Amount())
		}
	}
	return strings.Join(parts, " + ")
}

// cut says how much the caps took.
func cut(r *terms.Reason) string {
	if took := r.Cut + r.RuleCut; took != 0 {
		return " less " + money.New(took, r.Currency).Amount() + " over the most that is paid"
	}
	return ""
}

func reached(r *terms.Reason) string {
	if r.Counts {
		return strconv.FormatInt(r.Reached, 10)
	}
	return money.New(r.Reached, r.Currency).Amount()
}

// happened is the fact an amount is paid for, or several, in few words.
func happened(event string, several bool) string {
	one, all := "for "+event, "for "+event
	switch event {
	case terms.OnPeriod:
		one, all = "for a period", "for periods"
	case terms.OnAccepted, terms.OnWon:
		one, all = "for a referral "+event, "for referrals "+event
	case terms.OnMeeting:
		one, all = "for a meeting", "for meetings"
	case terms.OnDelivered:
		one, all = "for a service delivered", "for services delivered"
	case terms.OnInvoiced, terms.OnReceived:
		one, all = "for fees "+event, "for fees "+event
	}
	if several {
		return all
	}
	return one
}

// facts are the service line and the client of the examples: those of the first rule that asks.
type facts struct {
	service string
	when    terms.Condition
}

func factsOf(t terms.Terms) (f facts) {
	for i := range t.Rules {
		r := &t.Rules[i]
		if f.service == "" && len(r.Services) > 0 {
			f.service = r.Services[0]
		}
		if f.when.Client == "" {
			f.when.Client = r.When.Client
		}
		if f.when.Age == "" {
			f.when.Age = r.When.Age
		}
		if len(f.when.Tiers) == 0 {
			f.when.Tiers = r.When.Tiers
		}
		if f.when.Person == 0 {
			f.when.Person = r.When.Person
		}
	}
	return f
}

// suppose says what the examples take as given.
func suppose(t terms.Terms, by By) string {
	var all []string
	look, f := lookAt(t), factsOf(t)
	if by == ByFees && (look.accepted || look.met || look.won || look.services || look.periods) {
		all = append(all, "everything else that pays happens once")
	}
	if f.service != "" {
		all = append(all, "the service is "+f.service)
	}
	if f.when.Client != "" {
		all = append(all, "the client is "+map[terms.ClientType]string{terms.Persons: "a person", terms.Organisations: "an organisation"}[f.when.Client])
	}
	if f.when.Age != "" {
		all = append(all, "the client is "+string(f.when.Age))
	}
	if len(f.when.Tiers) > 0 {
		all = append(all, "the partner is "+f.when.Tiers[0])
	}
	if f.when.Person != 0 {
		all = append(all, "the person named made the introduction")
	}
	if by == ByFees && look.costs {
		all = append(all, "the cost is "+strconv.Itoa(supposedCost)+" % of the fee")
	}
	if len(all) == 0 {
		return ""
	}
	return "Supposing that " + strings.Join(all, ", ") + "."
}
