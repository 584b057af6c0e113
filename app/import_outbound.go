package app

import (
	"fmt"
	"strings"

	"rapport/app/names"
)

// outboundImport takes rows of introductions from the firm to its partners. One is recognised by the reference or its own number, else by
// partner, client, service and day.
type outboundImport struct {
	im       *importer
	partners *finder[Partner]
	clients  *finder[Client]
	people   map[ID[Partner]][]*Person
	byRef    map[string]Outbound // of this chunk
}

func newOutboundImport(im *importer) *outboundImport {
	return &outboundImport{im: im, partners: im.t.partnerFinder(), clients: im.t.clientFinder(), people: map[ID[Partner]][]*Person{}}
}

func outboundImportColumns() []ImportField {
	partner := partnerField()
	partner.Hint = "Name, number or reference of the partner the client was sent to."
	partner.Aliases = append(partner.Aliases, "referred to", "sent to", "given to", "introduced to", "an", "a")
	return []ImportField{
		referenceField("referral id", "outbound id"),
		partner,
		textField("person", "Person", "Who at the partner.", "person", "contact", "contact name", "ansprechpartner", "contacto"),
		clientField().needed(), serviceField(),
		textField("state", "State", "given, acknowledged, met, engaged, not engaged or closed; given when there is no such column.", "state", "status", "stage",
			"outcome", "zustand", "statut", "estado").as(FieldChoice),
		textField("given", "Given", "The day of the introduction.", "given", "given on", "introduced", "referred on", "referral date", "sent", "date", "day", "datum", "fecha").
			as(FieldDay).needed(),
		textField("ended", "Ended", "The day the outcome was known.", "ended", "closed", "outcome date", "engaged on", "close date").as(FieldDay),
		textField("reason", "Reason", "Why the client did not engage the partner.", "reason", "lost reason", "grund", "motif", "motivo"),
		textField("estimate", "Estimate", "What it may be worth to the partner.", "estimate", "estimated value", "expected value", "schatzwert", "estimation").as(FieldMoney),
		textField("value", "Value", "What came of it.", "value", "amount", "fee", "wert", "betrag", "valeur", "montant", "valor", "importe").as(FieldMoney),
		currencyField(),
		textField("consented", "Client agreed", "The day the client agreed to be named.", "consented", "consent", "client agreed", "einwilligung").as(FieldDay),
		ownerField(), noteField(),
	}
}

func (u *outboundImport) prepare(rows []importRow) (err error) {
	if err := orError(u.partners.look(column(rows, "partner")), u.clients.look(column(rows, "client"))); err != nil {
		return err
	}
	refs := column(rows, "reference")
	if u.byRef, err = u.im.t.OutboundsByReference(refs); err != nil {
		return err
	}
	for _, ref := range refs {
		if _, ok := u.byRef[ref]; ok || !strings.HasPrefix(ref, "G-") {
			continue
		}
		o, err := u.im.t.OutboundByNumber(ref)
		if err == nil {
			u.byRef[ref] = o
		} else if !IsNotFound(err) {
			return err
		}
	}
	return nil
}

func (u *outboundImport) take(r *importRow) error {
	partner, err := u.im.partnerNamed(u.partners, r.text("partner"))
	if err != nil {
		return err
	}
	currency := r.currency("currency")
	o := Outbound{Number: "This introduction", Reference: r.text("reference"), Partner: partner.ID, Service: r.text("service"), Given: r.day("given"),
		Estimate: r.money("estimate", currency), Value: r.money("value", currency), Consented: r.day("consented"), Owner: r.text("owner"), Note: r.lines("note", 10000)}
	to, m := u.outcome(r)
	if r.bad != nil {
		return r.bad
	}
	if o.Person, err = u.person(partner, r.text("person")); err != nil {
		return err
	}
	client := u.clients.get(r.text("client"))
	old, err := u.find(o, client)
	if err != nil {
		return err
	}
	keys := []string{strings.Join([]string{fmt.Sprint(o.Partner), names.Fold(r.text("client")), names.Fold(o.Service), o.Given.String()}, " ")}
	if o.Reference != "" {
		keys = []string{"ref " + o.Reference}
	}
	if err := u.im.twice("given", "This introduction", keys); err != nil {
		return err
	}
	if _, err := u.im.t.checkOutbound(&o); err != nil {
		return err
	}
	if old == nil {
		err = u.create(o, client, r.text("client"), to, m)
	} else {
		err = u.update(*old, o, to, m)
	}
	if err == nil {
		u.im.mark(r.line, keys...)
	}
	return err
}

// outcome reads the state of a row, and the day and reason of its end.
func (u *outboundImport) outcome(r *importRow) (OutboundState, OutboundMove) {
	to, ok := outboundMeant(names.Fold(r.text("state")))
	if !ok {
		r.refuse("state", fmt.Sprintf("%q is not a state of an outbound referral.", r.text("state")), "Write given, acknowledged, met, engaged, not engaged or closed.")
	}
	m := OutboundMove{Move: Move{Day: orDay(r.day("ended"), r.day("given"))}}
	if to == NotEngaged {
		m.Reason, m.Note = reasonMeant(r.text("reason"), NotEngagedReasons())
	}
	return to, m
}

func (u *outboundImport) person(partner *Partner, name string) (ID[Person], error) {
	if name == "" {
		return 0, nil
	}
	list, err := u.im.peopleOf(u.people, partner.ID)
	for _, p := range list {
		if names.Fold(p.Name) == names.Fold(name) || strings.EqualFold(p.Email, name) {
			return p.ID, err
		}
	}
	return 0, orError(err, Bad("person", fmt.Sprintf("There is nobody called %q at %s.", name, partner.Name), "Import the people first, or leave the column out."))
}

// find gives the outbound referral a row is about, nil when it is new.
func (u *outboundImport) find(o Outbound, client *Client) (*Outbound, error) {
	if o.Reference != "" {
		if known, ok := u.byRef[o.Reference]; ok {
			return &known, nil
		}
		return nil, nil
	}
	if client == nil || client.ID == 0 || u.im.made(KindClient, int64(client.ID)) {
		return nil, nil
	}
	rows, err := outboundRows(u.im.t, Query{}.With(Is("client", fmt.Sprint(int64(client.ID))), Is("given", o.Given.String())), 50)
	for _, r := range rows {
		if r.Partner == o.Partner && names.Fold(r.Service) == names.Fold(o.Service) {
			return &r.Outbound, err
		}
	}
	return nil, err
}

// create takes in an introduction that is new.
func (u *outboundImport) create(o Outbound, client *Client, name string, to OutboundState, m OutboundMove) error {
	t := u.im.t
	o.State, o.EnteredAt, o.Version, o.Chase = Given, t.now, 1, t.chaseFrom(o.Given)
	steps, err := u.move(&o, to, m)
	if err != nil {
		return err
	}
	if client == nil {
		client = &Client{Name: name, Version: 1}
		if err := checkClient(client); err != nil {
			return err
		}
	}
	if client.ID == 0 {
		u.clients.add(client.Name, client)
		if err := u.im.addClient(client); err != nil {
			return err
		}
	} else {
		u.im.unchanged(KindClient, int64(client.ID))
	}
	id, err := u.im.newID(KindOutbound)
	if err != nil {
		return err
	}
	o.ID, o.Client = ID[Outbound](id), client.ID
	u.im.serves(o.Service)
	u.im.out.outbounds = append(u.im.out.outbounds, o)
	for i := range steps {
		steps[i].Subject = id
	}
	first := Step{Kind: KindOutbound, Subject: id, To: string(Given), Day: o.Given, At: t.now, Who: t.actor}
	u.im.out.steps = append(append(u.im.out.steps, first), steps...)
	return nil
}

// move takes an outbound referral to where the file has it, and gives the steps of that.
func (u *outboundImport) move(o *Outbound, to OutboundState, m OutboundMove) ([]Step, error) {
	if to == o.State || to == "" {
		return nil, nil
	}
	path, err := outboundPath(o.Number, o.State, to)
	if err == nil {
		err = u.im.t.checkOutcome(*o, to, m)
	}
	if err != nil {
		p := *AsProblem(err)
		p.Field = orElse(map[string]string{"day": "ended"}[p.Field], orElse(p.Field, "state"))
		return nil, &p
	}
	steps := u.im.t.outboundSteps(*o, path, m.Move)
	*o = o.moved(to, m)
	if o.State.Waits() {
		o.Chase = u.im.t.chaseFrom(m.Day)
	}
	return steps, nil
}

// update changes what the row says differently; what it leaves empty stays.
func (u *outboundImport) update(old, o Outbound, to OutboundState, m OutboundMove) error {
	now := old
	now.Partner, now.Given = o.Partner, o.Given
	set(&now.Service, o.Service)
	set(&now.Note, o.Note)
	if o.Person != 0 {
		now.Person = o.Person
	}
	if o.Estimate.Currency != "" {
		now.Estimate = o.Estimate
	}
	if o.Value.Currency != "" {
		now.Value = o.Value
	}
	now.Consented = orDay(o.Consented, now.Consented)
	steps, err := u.move(&now, to, m)
	if err != nil {
		return err
	}
	if now == old {
		u.im.unchanged(KindOutbound, int64(old.ID))
		return nil
	}
	now.Version++
	u.im.out.steps = append(u.im.out.steps, steps...)
	u.im.change(KindOutbound, int64(old.ID), old, now, func() error { return u.im.t.PutOutbound(now) })
	return nil
}

func (u *outboundImport) finish() []string { return nil }

// outboundMeant is the state that other programs' words mean, folded; nothing is given.
func outboundMeant(folded string) (OutboundState, bool) {
	switch folded {
	case "":
		return "", true
	case "given", "new", "open", "sent", "referred", "offen", "neu":
		return Given, true
	case "acknowledged", "received", "accepted", "confirmed", "bestatigt":
		return Acknowledged, true
	case "met", "meeting", "contacted", "in contact", "getroffen":
		return Met, true
	case "engaged", "won", "closed won", "hired", "signed", "gewonnen":
		return Engaged, true
	case "not engaged", "lost", "closed lost", "declined", "rejected", "verloren":
		return NotEngaged, true
	}
	return OutboundState(folded), folded == string(OutboundClosed)
}
