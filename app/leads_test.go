package app_test

import (
	"context"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/terms"
)

// leadsIn imports leads of a list as CSV text.
func (d *desk) leadsIn(t testing.TB, text string) app.ImportResult {
	d.t.Helper()
	sheet := csvFile(t, "leads.csv", []byte(text))
	plan, asks, err := d.Imports.Guess(ctx(), app.ImportLeads, sheet)
	if err != nil || len(asks) > 0 {
		d.t.Fatalf("%v %+v", err, asks)
	}
	plan.FileName, plan.SHA256 = sheet.name, sheet.sum
	res, err := d.Imports.Run(ctx(), app.Ask{}, plan, sheet, nil)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return res
}

func (d *desk) lead(id app.ID[app.Lead]) app.LeadWhole {
	d.t.Helper()
	w, err := d.Leads.Get(ctx(), id)
	if err != nil {
		d.t.Fatalf("lead %d: %v", id, err)
	}
	return w
}

// many counts a list.
func (d *desk) many(ids func(context.Context, app.Query, func([]int32) error) error) (n int) {
	d.t.Helper()
	if err := ids(ctx(), app.Query{}, func(some []int32) error { n += len(some); return nil }); err != nil {
		d.t.Fatalf("%v", err)
	}
	return n
}

// Nothing enters with a lead but the lead; accepted it is a referral of the code's partner with all that came as the evidence, and undone it is a
// lead again.
func TestALeadIsStagedUntilItIsAccepted(t *testing.T) {
	d := open(t).on("2026-06-30")
	p := d.partner("Harcourt & Lowe")
	code := d.codes(p)[0]
	text := "name,email,phone,organisation,service,message,code,consent,homepage,date\n" +
		"Anna Bär,anna@baer.example,+49 69 1234,Bär GmbH,Probate,\"A will\nand a house\"," + strings.ToLower(code.Shown()) + ",yes,,2026-06-28\n" +
		"Bob,bob@example.org,,,,Please call,,on,,2026-06-29\n" +
		"Robot,robot@example.org,,,,Buy,," + "yes,http://spam.example,2026-06-29\n"
	if res := d.leadsIn(t, text); res.Created["leads"] != 3 || len(res.Created) != 1 || res.Refused != 0 {
		t.Fatalf("%+v", res)
	}
	one := d.lead(1)
	if one.Partner != p || one.Code != code.Code || !one.Consent || one.Day != day("2026-06-28") || one.Doubt != "" || !strings.Contains(one.Evidence, "organisation: Bär GmbH") {
		t.Errorf("%+v", one)
	}
	if two, three := d.lead(2), d.lead(3); two.Partner != 0 || three.Doubt == "" {
		t.Errorf("%+v %+v", two, three)
	}
	if n := d.many(d.Clients.IDs); n != 0 {
		t.Errorf("%d clients came with leads", n)
	}
	done := d.ok(d.Leads.Accept(ctx(), app.Ask{}, app.LeadTaken{Lead: 1}))
	r, err := d.Referrals.Get(ctx(), app.ID[app.Referral](done.ID))
	if err != nil || r.Partner != p || r.Code != code.Code || r.Introduced != day("2026-06-28") || r.Service != "Probate" || !strings.Contains(r.Note, "A will") || !strings.Contains(r.Note, "leads.csv") {
		t.Fatalf("%+v %v", r, err)
	}
	if c, _ := d.Clients.Get(ctx(), r.Client); c.Name != "Bär GmbH" || c.Email != "anna@baer.example" || c.Person {
		t.Errorf("%+v", c)
	}
	if one = d.lead(1); one.State != app.LeadAccepted || one.Referral != r.ID {
		t.Errorf("%+v", one)
	}
	if _, err := d.Leads.Accept(ctx(), app.Ask{}, app.LeadTaken{Lead: 1}); err == nil {
		t.Error("accepted twice")
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, done.Audit))
	if one = d.lead(1); one.State != app.LeadNew || one.Referral != 0 {
		t.Errorf("%+v", one)
	}
	if _, err := d.Referrals.Get(ctx(), r.ID); !app.IsNotFound(err) {
		t.Errorf("%v", err)
	}
	d.clean()
}

// The same file twice changes nothing; a longer one brings what is new; taking the import back removes what nobody decided on.
func TestIM21_TheSameLeadsTwice(t *testing.T) {
	d := open(t).on("2026-06-30")
	first := "name,email,message,date\nAnna,anna@example.org,A will,2026-06-28\nBob,bob@example.org,A house,2026-06-28\n"
	one := d.leadsIn(t, first)
	if again := d.leadsIn(t, first); again.Created["leads"] != 0 || again.Unchanged["leads"] != 2 || again.Batch != 0 || !strings.Contains(strings.Join(again.Notes, " "), "imported on") {
		t.Errorf("%+v", again)
	}
	if more := d.leadsIn(t, first+"ANNA,Anna@Example.org,A WILL,2026-06-28\nCarl,carl@example.org,A yacht,2026-06-29\n"); more.Created["leads"] != 1 || more.Unchanged["leads"] != 2 {
		t.Errorf("%+v", more)
	}
	if w := d.lead(1); len(w.Known) != 0 {
		t.Errorf("%+v", w.Known)
	}
	d.leadsIn(t, "name,email,message,date\nAnna,anna@example.org,Did you get my message?,2026-06-30\n")
	d.ok(d.Imports.Undo(ctx(), app.Ask{}, one.Batch))
	if n := d.many(d.Leads.IDs); n != 2 {
		t.Errorf("%d leads are left", n)
	}
	d.clean()
}

func TestALeadSaysWhatIsKnown(t *testing.T) {
	d := open(t).on("2026-06-30")
	p, q := d.partner("Harcourt & Lowe"), d.partner("Birch Law")
	d.ok(d.byCode(d.codes(q)[0].Code, "Bär GmbH"))
	own := d.codes(p)[0].Code
	wrong := own[:5] + "2"
	if wrong == own {
		wrong = own[:5] + "3"
	}
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: q, Code: "SPRING"}))
	d.leadsIn(t, "name,email,organisation,message,code,date\nAnna,anna@baer.example,Baer GmbH,A will,"+wrong+",2026-06-28\nAnna,anna@baer.example,,Hello again: my code is "+own+".,,2026-06-29\nCarl,carl@example.org,,x,SPRNG,2026-06-29\n")
	w := d.lead(1)
	if w.Partner != 0 || len(w.Meant) == 0 || w.Meant[0].Partner != p {
		t.Errorf("%s may be meant for %+v", wrong, w.Meant)
	}
	if said := strings.Join(w.Known, " "); !strings.Contains(said, "Birch Law") || !strings.Contains(said, "wrote on") {
		t.Errorf("%q", said)
	}
	if w = d.lead(2); w.Partner != p {
		t.Errorf("the code in the message was not found: %+v", w)
	}
	if w = d.lead(3); len(w.Meant) != 1 || w.Meant[0].Code != "SPRING" {
		t.Errorf("%+v", w.Meant)
	}
	if _, err := d.Leads.Accept(ctx(), app.Ask{}, app.LeadTaken{Lead: 1}); err == nil {
		t.Error("accepted though nobody's code is on it")
	}
	d.ok(d.Leads.Accept(ctx(), app.Ask{}, app.LeadTaken{Lead: 1, Code: own}))
	if r, _ := d.Referrals.Get(ctx(), d.lead(1).Referral); r.Partner != p || r.Code != own {
		t.Errorf("%+v", r)
	}
	d.ok(d.Leads.Accept(ctx(), app.Ask{}, app.LeadTaken{Lead: 3, Partner: p}))
}

func TestManyLeadsAtOnce(t *testing.T) {
	d := open(t).on("2026-06-30")
	p := d.partner("Harcourt & Lowe")
	own := d.codes(p)[0].Code
	d.leadsIn(t, "name,email,message,code,date\nAnna,anna@example.org,a,"+own+",2026-06-28\nBob,bob@example.org,b,"+own+",2026-06-28\nCarl,carl@example.org,c,,2026-06-28\n")
	r := d.ok(d.Leads.AcceptAll(ctx(), app.Ask{}, []app.ID[app.Lead]{1, 2, 3}))
	if !strings.Contains(r.Label, "2 leads") || len(r.Warnings) == 0 || d.lead(3).State != app.LeadNew {
		t.Errorf("%+v", r)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	if d.lead(1).State != app.LeadNew || d.lead(2).State != app.LeadNew {
		t.Error("not all are leads again")
	}
	if _, err := d.Leads.Decline(ctx(), app.Ask{}, []app.ID[app.Lead]{1}, " "); err == nil {
		t.Error("declined without a reason")
	}
	d.ok(d.Leads.Decline(ctx(), app.Ask{}, []app.ID[app.Lead]{1}, "not our field"))
	r = d.ok(d.Leads.Spam(ctx(), app.Ask{}, []app.ID[app.Lead]{2, 3}))
	if d.lead(3).State != app.LeadSpam {
		t.Errorf("%+v", d.lead(3))
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, r.Audit))
	d.clean()
}

// A lead by a page that carried the disclosure was told of the arrangement when it came.
func TestALeadByAPageWasTold(t *testing.T) {
	d, p := landingDesk(t)
	d.sign(p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 50000}}})
	d.wording("To clients", "{{ partner.name }} receives a payment.")
	if _, _, err := d.Landings.Run(ctx(), app.Ask{}, app.LandingAsk{Partner: p, Language: letter.English}, writes{}.page, nil); err != nil {
		t.Fatal(err)
	}
	own := d.codes(p)[0].Code
	d.on("2026-07-02").leadsIn(t, "name,email,code,date\nAnna,anna@example.org,"+own+",2026-06-29\nBob,bob@example.org,"+own+",2026-07-01\n")
	for id, want := range map[app.ID[app.Lead]]string{1: "", 2: "2026-07-01"} {
		d.ok(d.Leads.Accept(ctx(), app.Ask{}, app.LeadTaken{Lead: id}))
		if r, _ := d.Referrals.Get(ctx(), d.lead(id).Referral); r.Disclosed.String() != want {
			t.Errorf("lead %d: told on %q, want %q", id, r.Disclosed, want)
		}
	}
}
