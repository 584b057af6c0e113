package app

import (
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// referralImport takes rows of referrals and of deals. A referral is recognised by its reference, else by partner, client,
// service and day of introduction. Deals make the partners they name and record the value of a won one as its fee.
type referralImport struct {
	im       *importer
	deals    bool
	partners *finder[Partner]
	clients  *finder[Client]
	people   map[ID[Partner]][]*Person
	may      map[ID[Partner]]error    // whether a partner can make referrals
	plans    map[ID[Partner]][]Signed // its agreements
	stages   map[string]Stage         // what the file's words mean
	paths    map[[2]Stage][]Stage     // from a stage to another
	codes    map[string]codeOwner     // by what stands in the partner's place

	byRef map[string]Referral // of this chunk
	fees  map[string]Fee      // of this chunk, by reference
	alike map[likeness]Referral

	before *knownCheck

	noDay, noClient, noAgreement, ahead int
}

// likeness recognises a referral without a reference.
type likeness struct {
	partner    ID[Partner]
	client     ID[Client]
	service    string
	introduced calendar.Day // 0 when the file does not say
}

// codeOwner is a code and whose it is.
type codeOwner struct {
	code    string
	partner *Partner
}

// referralRow is what a row says.
type referralRow struct {
	ref, partner, person, client string
	code                         string // by which it came, when the partner is given by one
	service, owner, note, reason string
	stage                        Stage // empty when not said
	introduced, closed           calendar.Day
	value                        money.Money
	line                         int // of the file
}

func newReferralImport(im *importer, deals bool) *referralImport {
	return &referralImport{im: im, deals: deals, partners: im.t.partnerFinder(), clients: im.t.clientFinder(),
		before: newKnownCheck(im), people: map[ID[Partner]][]*Person{}, may: map[ID[Partner]]error{}, plans: map[ID[Partner]][]Signed{}, stages: map[string]Stage{}, paths: map[[2]Stage][]Stage{}, codes: map[string]codeOwner{}}
}

func (u *referralImport) prepare(rows []importRow) (err error) {
	if err := u.partners.look(column(rows, "partner")); err != nil {
		return err
	}
	if err := u.clients.look(column(rows, "client")); err != nil {
		return err
	}
	refs := column(rows, "reference")
	if u.byRef, err = u.im.t.ReferralsByReference(refs); err != nil {
		return err
	}
	if err := u.byNumber(refs); err != nil {
		return err
	}
	if u.fees, err = u.im.t.FeesByReference(refs); err != nil {
		return err
	}
	if err := u.lookBefore(rows); err != nil {
		return err
	}
	u.alike = map[likeness]Referral{}
	if slices.ContainsFunc(rows, func(r importRow) bool { return r.cell("reference") == "" }) {
		return u.lookAlike(rows)
	}
	return nil
}

// byNumber lets a reference be the referral's own number, as our exports write it.
func (u *referralImport) byNumber(refs []string) error {
	for _, ref := range refs {
		if _, ok := u.byRef[ref]; ok || !strings.HasPrefix(ref, "R-") {
			continue
		}
		r, err := u.im.t.ReferralByNumber(ref)
		if err == nil {
			u.byRef[ref] = r
		} else if !IsNotFound(err) {
			return err
		}
	}
	return nil
}

// lookAlike reads the referrals of the clients that rows without a reference name.
func (u *referralImport) lookAlike(rows []importRow) error {
	var ids []string
	for i := range rows {
		if c := u.clients.get(rows[i].text("client")); c != nil && rows[i].cell("reference") == "" && !u.im.made(KindClient, int64(c.ID)) {
			ids = append(ids, fmt.Sprint(int64(c.ID)))
		}
		rows[i].bad = nil
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	q := Query{}.With(Is("client", slices.Compact(ids)...)).By("introduced", false)
	return u.im.t.ReferralIDs(q, func(some []int32) error {
		found, err := u.im.t.ReferralRows(some)
		for _, row := range found {
			key := likeness{row.Partner, row.Client, names.Fold(row.Service), row.Introduced}
			for _, k := range []likeness{key, {key.partner, key.client, key.service, 0}} {
				if _, ok := u.alike[k]; !ok {
					u.alike[k] = row.Referral
				}
			}
		}
		return err
	})
}

// read gives what a row says; what is wrong with a value stays in the row.
func (u *referralImport) read(r *importRow) referralRow {
	in := referralRow{line: r.line, ref: r.text("reference"), partner: r.text("partner"), person: r.text("person"), client: r.text("client"),
		service: r.text("service"), owner: r.text("owner"), note: r.lines("note", 10000), reason: r.text("reason"),
		introduced: r.day("introduced"), closed: r.day("closed")}
	amount := "estimate"
	if u.deals {
		amount = "value"
	}
	in.value = r.money(amount, r.currency("currency"))
	in.stage = u.stage(r)
	return in
}

// stage is the stage a row is in; empty when it does not say.
func (u *referralImport) stage(r *importRow) Stage {
	text := r.text("stage")
	if text == "" {
		return ""
	}
	stage, met := u.stages[text]
	if !met {
		stage, _ = stageMeant(names.Fold(text))
		u.stages[text] = stage
	}
	if stage == "" {
		r.refuse("stage", fmt.Sprintf("%q is not a stage that is known here.", text), "Write "+orList(stageNames())+", or a usual word for one of them.")
	}
	return stage
}

func (u *referralImport) take(r *importRow) error {
	in := u.read(r)
	if r.bad != nil {
		return r.bad
	}
	partner, err := u.partner(&in)
	if err != nil {
		return err
	}
	client := u.clients.get(in.client)
	old, known := u.known(in, partner, client)
	keys := u.identity(in, partner, old.ID)
	if len(keys) == 0 {
		return Bad("reference", "Without a reference or a client this row could not be recognised when the file comes again.",
			"Choose the column with the other program's number, or name the client.")
	}
	if err := u.im.twice("reference", orElse(in.ref, "The same referral"), keys); err != nil {
		return err
	}
	if known {
		err = u.update(in, old, partner, client)
	} else {
		err = u.create(in, partner, client)
	}
	if err == nil {
		u.im.mark(r.line, keys...)
	}
	return err
}

// partner gives the partner a row names: of deals a new one when it is not known.
func (u *referralImport) partner(in *referralRow) (*Partner, error) {
	text := in.partner
	if u.partners.get(text) == nil {
		if p, err := u.partnerOfCode(in); p != nil || err != nil {
			return p, err
		}
	}
	if u.deals && u.partners.get(text) == nil {
		p := &Partner{Name: text, State: Prospect, Tags: []string{}, Version: 1}
		return p, u.im.t.checkPartner(p)
	}
	if many, err := u.partners.ambiguous(text); err != nil || many {
		return nil, orError(err, sameName("partner", text))
	}
	return u.im.partnerNamed(u.partners, text)
}

// partnerOfCode gives the partner whose code stands in a row in place of its name, if it is one's.
func (u *referralImport) partnerOfCode(in *referralRow) (*Partner, error) {
	found, met := u.codes[in.partner]
	if !met {
		c, p, err := codeMeant(u.im.t, in.partner)
		if err != nil && !IsNotFound(err) {
			return nil, err
		}
		if err == nil {
			found = codeOwner{c.Code, &p}
		}
		u.codes[in.partner] = found
	}
	in.code = found.code
	return found.partner, nil
}

// known gives the referral a row is about, if kept.
func (u *referralImport) known(in referralRow, partner *Partner, client *Client) (Referral, bool) {
	if in.ref != "" {
		r, ok := u.byRef[in.ref]
		return r, ok
	}
	if client == nil || client.ID == 0 {
		return Referral{}, false
	}
	r, ok := u.alike[likeness{partner.ID, client.ID, names.Fold(in.service), in.introduced}]
	return r, ok
}

// identity is by what a row is recognised; nothing when it can't be.
func (u *referralImport) identity(in referralRow, partner *Partner, id ID[Referral]) []string {
	if in.ref == "" && in.client == "" {
		return nil
	}
	alike := ""
	if in.ref == "" {
		alike = strings.Join([]string{partner.Name, in.client, in.service, in.introduced.String()}, " / ")
	}
	return identity(in.ref, alike, int64(id))
}

// mayRefer asks once a partner whether it can make referrals.
func (u *referralImport) mayRefer(p *Partner) error {
	if p.ID == 0 || u.im.made(KindPartner, int64(p.ID)) {
		return nil
	}
	err, asked := u.may[p.ID]
	if !asked {
		_, err = u.im.t.mayRefer(p.ID)
		u.may[p.ID] = err
	}
	return err
}

// create takes in a referral that is not kept yet.
func (u *referralImport) create(in referralRow, partner *Partner, client *Client) error {
	if err := u.mayRefer(partner); err != nil {
		return err
	}
	stage := in.stage
	if stage == "" {
		stage = Logged
	}
	r := Referral{Number: "This referral", Reference: in.ref, Service: in.service, Stage: Logged, Introduced: in.introduced,
		Owner: in.owner, Note: in.note, Code: in.code, EnteredAt: u.im.t.now, Version: 1}
	if in.introduced == 0 && endStage(stage) {
		return Bad("introduced", fmt.Sprintf("A referral that is %s needs the day it was introduced.", stage), "Fill the day in.")
	}
	r.Introduced = orDay(in.introduced, orDay(u.im.plan.Day, u.im.t.today))
	if in.value.Minor > 0 && !(u.deals && stage == Won) {
		r.Estimate = in.value
	}
	known := ""
	var err error
	if r.Note, known, err = u.before.heed(in, partner.ID, r.Introduced); err != nil {
		return err
	}
	if err := u.im.t.checkReferral(r); err != nil {
		return err
	}
	w, err := u.way(in, r, stage, r.Introduced)
	if err != nil {
		return err
	}
	if w.fee, err = u.fee(in, r, stage); err != nil {
		return err
	}
	if r.Person, err = u.person(in, partner); err != nil {
		return err
	}
	if client, err = u.client(in.client, client); err != nil {
		return err
	}
	if in.introduced == 0 {
		u.noDay++
	}
	if err := u.add(r, partner, client, w); err != nil || known == "" {
		return err
	}
	u.im.knew(in.line, in.client, known)
	return nil
}

// person gives the person at the partner that a row names.
func (u *referralImport) person(in referralRow, partner *Partner) (ID[Person], error) {
	if in.person == "" {
		return 0, nil
	}
	list, err := u.im.peopleOf(u.people, partner.ID)
	if err != nil {
		return 0, err
	}
	fold := names.Fold(in.person)
	for _, p := range list {
		if names.Fold(p.Name) == fold || strings.EqualFold(p.Email, in.person) {
			return p.ID, nil
		}
	}
	return 0, Bad("person", fmt.Sprintf("There is nobody called %q at %s.", in.person, partner.Name), "Import the people first, or leave the column out.")
}

// client is the client a row names, a new one when it is not known; without a name it gets a code name.
func (u *referralImport) client(text string, known *Client) (*Client, error) {
	if known != nil {
		return known, nil
	}
	c := &Client{Name: text, CodeName: text == "", Version: 1}
	if c.CodeName {
		return c, nil
	}
	return c, checkClient(c)
}

// keepClient queues a client that is new, and counts it.
func (u *referralImport) keepClient(c *Client) error {
	if c.ID != 0 {
		u.im.unchanged(KindClient, int64(c.ID))
		return nil
	}
	if c.CodeName {
		u.noClient++
	} else {
		u.clients.add(c.Name, c)
	}
	return u.im.addClient(c)
}

func (u *referralImport) keepPartner(p *Partner) error {
	if p.ID != 0 {
		u.im.unchanged(KindPartner, int64(p.ID))
		return nil
	}
	u.partners.add(p.Name, p)
	return u.im.addPartner(p)
}

// add queues a new referral with its history, facts and fee.
func (u *referralImport) add(r Referral, partner *Partner, client *Client, w way) error {
	if err := u.keepPartner(partner); err != nil {
		return err
	}
	if err := u.keepClient(client); err != nil {
		return err
	}
	id, err := u.im.newID(KindReferral)
	if err != nil {
		return err
	}
	r.ID, r.Number, r.Partner, r.Client = ID[Referral](id), "", partner.ID, client.ID
	t, out := u.im.t, &u.im.out
	out.steps = append(out.steps, t.stageStep(r.ID, "", r.Stage, StageMove{Day: r.Introduced}))
	if err := u.goWay(&r, w); err != nil {
		return err
	}
	out.referrals = append(out.referrals, r)
	u.im.serves(r.Service)
	return u.addFee(r, w)
}
