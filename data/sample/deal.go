package sample

import (
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// deal is one referral from its introduction to its last fee, as the script has it.
type deal struct {
	by         *partner
	client     *client
	service    string
	introduced calendar.Day
	logged     calendar.Day // entered; later than introduced when it came by letter or at a lunch
	estimate   int64        // minor units of the partner's currency; 0 none
	owner      string
	note       string
	steps      []step
	fees       []*bill
	shares     []share // a split credit; none: all is the partner's
	first      *deal   // of a duplicate
	told       bool    // the client was told of the arrangement

	id app.ID[app.Referral] // once logged
}

// step is a stage that the referral reaches.
type step struct {
	to     app.Stage
	day    calendar.Day
	reason string
	note   string
}

// share is a credited partner's part, basis points.
type share struct {
	by   *partner
	role app.Role
	part int64
}

// bill is one fee event. Amounts are minor units of its currency; empty is the partner's.
type bill struct {
	day      calendar.Day
	entered  calendar.Day // 0: on its day
	kind     app.FeeKind
	amount   int64
	excluded int64
	currency money.Currency
	rate     string // exchange rate into the partner's currency
	of       *bill  // the invoice, or the receipt of a refund without one
	note     string

	id     app.ID[app.Fee] // once recorded
	number string          // of an invoice
}

// Short names for the scripts below.
const (
	gbp = money.Currency("GBP")
	eur = money.Currency("EUR")

	invoiced   = app.Invoiced
	received   = app.Received
	credited   = app.Credited
	writtenOff = app.WrittenOff
)

// tell puts a deal into the script.
func (s *script) tell(d *deal) *deal {
	s.deals = append(s.deals, d)
	if d.owner == "" {
		d.owner = serviceNamed(d.service).owner
	}
	d.logged = max(d.logged, d.introduced)
	s.on(d.logged, d.owner, d.log)
	for _, st := range d.steps {
		if st.to == app.Won && d.shares != nil {
			s.on(st.day, d.owner, d.split)
		}
		s.on(st.day, d.owner, func(k *desk) error { return d.move(k, st) })
		if st.to == app.Contacted && d.told {
			s.on(st.day, d.owner, d.disclose)
		}
	}
	for _, b := range d.fees {
		s.on(max(b.day, b.entered), priya, func(k *desk) error { return s.record(k, d, b) })
	}
	return d
}

// log enters the introduction. A client with more known than a name is added first.
func (d *deal) log(k *desk) error {
	if err := d.client.add(k); err != nil {
		return err
	}
	in := app.NewReferral{Partner: d.by.id, Client: d.client.id, ClientName: d.client.name, Introduced: d.introduced, Service: d.service,
		Owner: d.owner, Note: d.note}
	if len(d.by.people) > 0 {
		in.Person = d.by.people[int(d.introduced)%len(d.by.people)]
	}
	if d.estimate > 0 {
		in.Estimate = money.New(d.estimate, d.by.currency)
	}
	r, err := k.Referrals.Log(k.ctx, k.ask(), in)
	d.id = app.ID[app.Referral](r.ID)
	if err == nil && d.client.id == 0 {
		var kept app.Referral
		kept, err = k.Referrals.Get(k.ctx, d.id)
		d.client.id = kept.Client
	}
	return err
}

func (d *deal) move(k *desk, st step) error {
	m := app.StageMove{Day: st.day, Reason: st.reason, Note: st.note}
	if d.first != nil {
		m.First = d.first.id
	}
	_, err := k.Referrals.SetStage(k.ctx, k.ask(), d.id, st.to, m)
	return err
}

// split credits the partners who share.
func (d *deal) split(k *desk) error {
	list := make([]app.Attribution, len(d.shares))
	for i, sh := range d.shares {
		list[i] = app.Attribution{Partner: sh.by.id, Role: sh.role, Share: sh.part}
	}
	_, err := k.Referrals.Split(k.ctx, k.ask(), d.id, list)
	return err
}

// disclose keeps that the client was told of the arrangement.
func (d *deal) disclose(k *desk) error {
	r, err := k.Referrals.Get(k.ctx, d.id)
	if err != nil {
		return err
	}
	r.Disclosed = k.day
	_, err = k.Referrals.Edit(k.ctx, k.ask(), r)
	return err
}

// record enters a fee event; an invoice takes the firm's next number.
func (s *script) record(k *desk, d *deal, b *bill) error {
	f := app.Fee{Referral: d.id, Kind: b.kind, Day: b.day, Excluded: b.excluded, Note: b.note}
	f.Amount = money.New(b.amount, b.currency)
	if b.currency == "" {
		f.Amount.Currency = d.by.currency
	}
	if b.rate != "" {
		f.Rate, f.RateTo, f.RateDay, f.RateFrom = b.rate, d.by.currency, b.day, "ECB reference rate"
	}
	if b.of != nil {
		f.Of, f.Invoice = b.of.id, b.of.number
	}
	if b.kind == invoiced {
		s.invoice++
		b.number = fmt.Sprintf("HL-%d", 4100+s.invoice)
		f.Invoice = b.number
	}
	r, err := k.Fees.Record(k.ctx, k.ask(), f)
	b.id = app.ID[app.Fee](r.ID)
	return err
}
