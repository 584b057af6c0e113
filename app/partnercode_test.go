package app_test

import (
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/code"
)

func (d *desk) codes(p app.ID[app.Partner]) []app.CodeRow {
	d.t.Helper()
	rows, err := d.Codes.Of(ctx(), p)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return rows
}

func (d *desk) byCode(text, client string) (app.Receipt, error) {
	return d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Code: text, ClientName: client, Introduced: day("2026-05-04")})
}

// Every partner has a code from the start, and a campaign may have one of its own. A referral with a code needs no partner.
func TestACodeSaysThePartner(t *testing.T) {
	d := open(t).on("2026-06-30")
	p, q := d.partner("Harcourt & Lowe"), d.partner("Birch Law")
	own := d.codes(p)
	if len(own) != 1 || own[0].Code == d.codes(q)[0].Code || !code.Looks(own[0].Code) {
		t.Fatalf("%+v", own)
	}
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Campaign: "Spring mailing"}))
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Code: "har-court", Ended: day("2026-07-01")}))
	all := d.codes(p)
	if len(all) != 3 || all[1].Code != "HARCOURT" || all[2].Campaign != "Spring mailing" || !code.Looks(all[2].Code) {
		t.Fatalf("%+v", all)
	}
	for i, typed := range []string{strings.ToLower(all[0].Shown()), all[2].Code, "Harcourt", " har court "} {
		r, err := d.byCode(typed, "Client "+string(rune('A'+i)))
		d.ok(r, err)
		if got, _ := d.Referrals.Get(ctx(), app.ID[app.Referral](r.ID)); got.Partner != p || code.Tidy(typed) != got.Code {
			t.Errorf("%q: %+v", typed, got)
		}
	}
	if all = d.codes(p); all[0].Referrals != 1 || all[1].Referrals != 2 || all[2].Referrals != 1 || all[1].Last != day("2026-05-04") {
		t.Errorf("%+v", all)
	}
	if list, err := d.Codes.All(ctx()); err != nil || len(list) != 3 {
		t.Errorf("%+v %v", list, err)
	}
	if hits, err := d.Overview.Search(ctx(), all[2].Shown(), []app.Kind{app.KindPartner}, 5); err != nil || len(hits) != 1 || hits[0].ID != int64(p) {
		t.Errorf("%+v %v", hits, err)
	}
	d.clean()
}

func TestCodesThatAreRefused(t *testing.T) {
	d := open(t).on("2026-06-30")
	p, q := d.partner("Harcourt & Lowe"), d.partner("Birch Law")
	own := d.codes(p)[0].Code
	wrong := strings.Map(func(r rune) rune {
		if r == rune(own[0]) {
			return 'Z'
		}
		return r
	}, own)
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Code: "HARCOURT", Made: day("2026-01-01"), Ended: day("2026-02-01")}))
	log := func(in app.NewReferral) func() error {
		return func() error {
			in.ClientName, in.Introduced = "Amber Ltd", day("2026-05-04")
			_, err := d.Referrals.Log(ctx(), app.Ask{}, in)
			return err
		}
	}
	add := func(c app.PartnerCode) func() error {
		return func() error { _, err := d.Codes.Add(ctx(), app.Ask{}, c); return err }
	}
	for _, c := range []struct {
		what string
		want refusal
		act  func() error
	}{
		{"mistyped", refusal{kind: app.NotFound, field: "code", say: "mistyped"}, log(app.NewReferral{Code: wrong})},
		{"of nobody", refusal{kind: app.NotFound, field: "code", say: "No partner has"}, log(app.NewReferral{Code: code.Of(2000)})},
		{"of another", refusal{kind: app.Invalid, field: "code", say: "is the code of Harcourt"}, log(app.NewReferral{Code: own, Partner: q})},
		{"neither code nor partner", refusal{kind: app.Invalid, field: "partner", say: "needs the partner"}, log(app.NewReferral{})},
		{"letters of another", refusal{kind: app.Invalid, field: "code", say: "already"}, add(app.PartnerCode{Partner: q, Code: "Har-court"})},
		{"letters like ours", refusal{kind: app.Invalid, field: "code", say: "looks like"}, add(app.PartnerCode{Partner: q, Code: "K7M-Q4X"})},
		{"too short", refusal{kind: app.Invalid, field: "code", say: "can't be a code"}, add(app.PartnerCode{Partner: q, Code: "HL"})},
		{"not letters", refusal{kind: app.Invalid, field: "code", say: "can't be a code"}, add(app.PartnerCode{Partner: q, Code: "<script>"})},
		{"ended before it began", refusal{kind: app.Invalid, field: "ended", say: "before it was made"}, add(app.PartnerCode{Partner: q, Ended: day("2026-01-01")})},
		{"of nobody", refusal{kind: app.Invalid, field: "partner", say: ""}, add(app.PartnerCode{})},
	} {
		d.refused(c.what, c.want, c.act)
	}
	r, err := d.byCode("harcourt", "Late Ltd")
	if d.ok(r, err); len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "ended on") {
		t.Errorf("%v", r.Warnings)
	}
}

// A code that somebody came by is not lost: neither removed, nor undone, nor left behind by a merge.
func TestACodeThatWasUsedStays(t *testing.T) {
	d := open(t).on("2026-06-30")
	p, q := d.partner("Harcourt & Lowe"), d.partner("Birch Law")
	own := d.codes(p)[0].Code
	made := d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Campaign: "Van"}))
	id := app.ID[app.PartnerCode](made.ID)
	undone := d.ok(d.History.Undo(ctx(), app.Ask{}, made.Audit))
	if len(d.codes(p)) != 1 {
		t.Error("not undone")
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, undone.Audit))
	c := d.codes(p)[1]
	r, err := d.byCode(c.Code, "Amber Ltd")
	d.ok(r, err)
	d.refused("removed", refusal{kind: app.Refused, say: "carry the code"}, func() error { _, err := d.Codes.Remove(ctx(), app.Ask{}, id); return err })
	c.Note, c.Ended = "sold", day("2026-06-30")
	d.ok(d.Codes.Edit(ctx(), app.Ask{}, c.PartnerCode))
	d.refused("an older one", refusal{kind: app.Conflict}, func() error { _, err := d.Codes.Edit(ctx(), app.Ask{}, c.PartnerCode); return err })
	d.ok(d.Partners.Merge(ctx(), app.Ask{}, p, q))
	for _, text := range []string{own, c.Code} {
		if found, err := d.Codes.Find(ctx(), text); err != nil || found.Partner != q || found.PartnerName != "Birch Law" {
			t.Errorf("%s after the merge: %+v %v", text, found, err)
		}
	}
	if rows := d.codes(q); len(rows) != 2 || rows[1].Note != "sold" || rows[1].Referrals != 1 {
		t.Errorf("%+v", rows)
	}
	d.clean()
}

func TestWhereACodeLeads(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	s, _ := d.Setup.Settings(ctx())
	for _, bad := range []string{"https://firm.example/refer", "ftp://firm.example/{code}", "https://firm.example/{code}/{code}", "https://{code}.example/", "firm.example/{code}",
		"https://firm.example/a b?{code}", "javascript:alert('{code}')"} {
		s.LinkPattern = bad
		d.refused(bad, refusal{kind: app.Invalid, field: "link pattern"}, func() error { _, err := d.Setup.Edit(ctx(), app.Ask{}, s); return err })
	}
	if link := d.codes(p)[0].Link; link != "" {
		t.Error(link)
	}
	s.LinkPattern = " https://firm.example/refer?p={code}&from=partner "
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
	if row := d.codes(p)[0]; row.Link != "https://firm.example/refer?p="+row.Code+"&from=partner" {
		t.Error(row.Link)
	}
}

// A file may name the partner by its code; another name that is none makes a partner, as before.
func TestACodeInAFile(t *testing.T) {
	d := open(t).on("2026-06-30")
	p := d.partner("Harcourt & Lowe")
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Code: "HARCOURT"}))
	own := d.codes(p)[0]
	sheet := text(t, "ref,partner,client,introduced", "1,"+own.Shown()+",Amber Ltd,2026-05-02", "2,harcourt,Birch Ltd,2026-05-03", "3,Harcourt & Lowe,Cedar Ltd,2026-05-04",
		"4,K7M-Q4Y,Dock Ltd,2026-05-04")
	plan := app.ImportPlan{Kind: app.ImportReferrals, DateFormat: "YYYY-MM-DD", Columns: map[string]string{"reference": "ref", "partner": "partner", "client": "client", "introduced": "introduced"}}
	if r := d.take(plan, sheet); r.Created["referrals"] != 3 || r.Refused != 1 {
		t.Fatalf("%+v", r)
	}
	for ref, want := range map[string]string{"1": own.Code, "2": "HARCOURT", "3": ""} {
		if r, err := d.Referrals.Find(ctx(), ref); err != nil || r.Partner != p || r.Code != want {
			t.Errorf("%s: %+v %v", ref, r, err)
		}
	}
	if again := d.take(plan, sheet); again.Unchanged["referrals"] != 3 {
		t.Errorf("%+v", again)
	}
}
