package app_test

import (
	"context"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

func TestIM36_RowsOfDealsThatAreRefused(t *testing.T) {
	f := firm(t)
	head := "id,partner,account,stage,created,close date,amount,currency"
	s := text(t, head,
		"A1,Anna,Acme,won,2026-01-05,2026-02-01,100.00,EUR",
		"A2,,Acme,won,2026-01-05,2026-02-01,100.00,EUR",
		"A3,Anna,Acme,pending,2026-01-05,2026-02-01,100.00,EUR",
		"A4,Anna,Acme,won,2026-03-05,2026-02-01,100.00,EUR",
		"A5,Anna,Acme,won,2026-01-05,,100.00,EUR",
		"A6,Anna,Acme,lost,,2026-02-01,,EUR",
		"A7,Anna,Acme,won,2026-01-05,2026-02-30,100.00,EUR",
		"A8,Anna,Acme,won,2026-01-05,2026-02-01,-5,EUR",
		"A9,Anna,Acme,won,2026-01-05,2026-02-01,5.001,EUR",
		"B1,Anna,Acme,won,2026-01-05,2026-02-01,5,XEU",
		"B2,Anna,Acme,won,2026-01-05,2027-02-01,5,EUR",
		"B3,Anna,Acme,won,2027-01-05,2027-02-01,5,EUR",
		"B4,Anna,Acme,won,2026-01-05,2026-02-01,#REF!,EUR",
		"A1,Anna,Acme,won,2026-01-05,2026-02-01,100.00,EUR",
		"B5,Anna,Acme,won,2026-01-05,2026-02-01,TRUE,EUR",
		"B6,Anna,Acme,duplicate,2026-01-05,2026-02-01,,EUR",
		"B7,Anna,Acme",
		",Ghost,,new,2026-01-05,,,",
	)
	res := run(t, f, app.ImportDeals, s)
	expect(t, res, "created 1 partners, created 1 clients, created 1 referrals, created 1 fees, refused 17")
	for _, c := range []struct {
		row          int
		column, part string
	}{
		{3, "partner", "There is no partner"},
		{4, "stage", "not a stage"},
		{5, "close date", "before it was introduced"},
		{6, "close date", "needs the day"},
		{7, "created", "needs the day it was introduced"},
		{8, "close date", "does not exist"},
		{9, "amount", "negative"},
		{10, "amount", "2 decimals"},
		{11, "currency", "not a currency"},
		{12, "close date", "future"},
		{13, "created", "future"},
		{14, "amount", "error of the spreadsheet"},
		{15, "id", "row 2 already"},
		{16, "amount", "TRUE"},
		{17, "stage", "came first"},
		{18, "", "3 values"},
		{19, "id", "could not be recognised"},
	} {
		refused(t, res, c.row, c.column, c.part)
	}
	if err := f.Partners.IDs(context.Background(), app.Query{}, func(ids []int32) error {
		if len(ids) != 1 {
			t.Errorf("%d partners: a refused row left one behind", len(ids))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAllOrNothing(t *testing.T) {
	f := firm(t)
	s := text(t, "id,partner,account,stage,created,close date,amount", "A1,Anna,Acme,new,2026-01-05,,", "A2,Anna,Acme,pending,2026-01-05,,")
	p := plan(t, f, app.ImportDeals, s)
	p.AllOrNothing = true
	res, err := f.Imports.Run(context.Background(), app.Ask{}, p, s, nil)
	if err == nil || len(res.Problems) != 1 || len(res.Created) != 0 {
		t.Fatalf("got %+v, %v", res, err)
	}
	if _, err := f.Referrals.Find(context.Background(), "A1"); !app.IsNotFound(err) {
		t.Errorf("A1 was kept: %v", err)
	}
	p.AllOrNothing = false // control
	if _, err := f.Imports.Run(context.Background(), app.Ask{}, p, s, nil); err != nil {
		t.Fatal(err)
	}
	find(t, f, "A1")
}

func TestIM11_AFileWithoutRowsIsNoSuccess(t *testing.T) {
	f := firm(t)
	s := text(t, "name,type")
	_, err := f.Imports.Run(context.Background(), app.Ask{}, plan(t, f, app.ImportPartners, s), s, nil)
	if err == nil || !strings.Contains(err.Error(), "no rows") {
		t.Errorf("got %v", err)
	}
}

func TestIM16_RunWithoutADateFormatIsRefused(t *testing.T) {
	f := firm(t)
	s := text(t, "partner,account,date", "Anna,Acme,01/02/26")
	p, asks, err := f.Imports.Guess(context.Background(), app.ImportReferrals, s)
	if err != nil || len(asks) != 1 || asks[0].About != app.AskDateFormat {
		t.Fatalf("asks %+v, %v", asks, err)
	}
	if _, err := f.Imports.Run(context.Background(), app.Ask{}, p, s, nil); err == nil || !strings.Contains(err.Error(), "how this file writes its days") {
		t.Errorf("got %v", err)
	}
}

func TestPartnersPeopleAndClients(t *testing.T) {
	f := firm(t)
	partners := text(t, "Partner ID,Company,Type,E-mail,Country,Tags", "7,Harcourt & Lowe,Attorney,info@lowe.example,GB,law; tax",
		"8,Müller GmbH,consultant,,DE,", "9,Nobody Ltd,wizard,,GB,", "10,,attorney,,,", "11,Bad Mail,attorney,info@,,", "12,Long Way,attorney,,Germany,")
	res := run(t, f, app.ImportPartners, partners)
	expect(t, res, "created 2 partners, refused 4")
	refused(t, res, 4, "Type", "is not a partner type")
	refused(t, res, 5, "Company", "There is no name")
	refused(t, res, 6, "E-mail", "not an e-mail address")
	refused(t, res, 7, "Country", "not a country code")
	expect(t, run(t, f, app.ImportPartners, partners), "unchanged 2 partners, refused 4")
	p, err := f.Partners.Find(context.Background(), "harcourt lowe")
	if err != nil || p.Type != "attorney" || strings.Join(p.Tags, "/") != "law/tax" || p.State != app.Prospect || p.Number != "P-0001" {
		t.Errorf("got %+v, %v", p, err)
	}
	changed := text(t, "Partner ID,Company,Type,E-mail,Country,Tags", "7,Harcourt & Lowe LLP,,,,")
	second := run(t, f, app.ImportPartners, changed)
	expect(t, second, "updated 1 partners")
	if p, _ := f.Partners.Get(context.Background(), p.ID); p.Name != "Harcourt & Lowe LLP" || p.Email != "info@lowe.example" {
		t.Errorf("empty cells should change nothing: %+v", p)
	}

	people := text(t, "Partner,Name,E-mail,Primary", "7,Anna Lowe,anna@lowe.example,yes", "Müller GmbH,Jörg,,", "Muller Gmbh,Eva,,", "Somebody,Max,,",
		"7,Anna Lowe,anna@lowe.example,yes")
	res = run(t, f, app.ImportPeople, people)
	expect(t, res, "created 3 people, refused 2")
	refused(t, res, 5, "Partner", `There is no partner "Somebody"`)
	refused(t, res, 6, "Name", "in row 2 already")
	expect(t, run(t, f, app.ImportPeople, people), "unchanged 3 people, refused 2")
	if list, err := f.Partners.People(context.Background(), p.ID); err != nil || len(list) != 1 || !list[0].Primary {
		t.Errorf("got %+v, %v", list, err)
	}
	other := run(t, f, app.ImportPeople, text(t, "Partner,Name,E-mail,Primary,Role", "7,Tom Lowe,,yes,Partner", "7,Anna,anna@lowe.example,,Counsel"))
	expect(t, other, "created 1 people, updated 2 people")
	if _, err := f.Imports.Undo(context.Background(), app.Ask{}, other.Batch); err != nil {
		t.Fatal(err)
	}
	if list, _ := f.Partners.People(context.Background(), p.ID); len(list) != 1 || !list[0].Primary || list[0].Role != "" || list[0].Name != "Anna Lowe" {
		t.Errorf("undone, got %+v", list)
	}

	channels := run(t, f, app.ImportPeople, text(t, "Partner,Name,Preferred channel", "7,Anna Lowe,Email", "7,Tom Lowe,In Person", "7,Max Lowe,pigeon"))
	expect(t, channels, "created 1 people, updated 1 people, refused 1")
	refused(t, channels, 4, "Preferred channel", `"pigeon" is not a way to reach somebody`)
	if list, _ := f.Partners.People(context.Background(), p.ID); len(list) != 2 || list[0].Channel != "e-mail" || list[1].Channel != "in person" {
		t.Errorf("channels: %+v", list)
	}
	clients := text(t, "Client,Sector,Person", "Acme,medical,no", "Zoë Ó Briain,,yes", "ACME,medical,")
	res = run(t, f, app.ImportClients, clients)
	expect(t, res, "created 2 clients, refused 1")
	refused(t, res, 4, "Client", "in row 2 already")
	expect(t, run(t, f, app.ImportClients, text(t, "Client,Sector", "Acme,pharma", "Zoe O Briain,")), "updated 2 clients")
}

func TestIM36_ReferralsNeedTheirPartner(t *testing.T) {
	f := firm(t)
	run(t, f, app.ImportPartners, text(t, "name", "Anna", "Blocked Ltd"))
	run(t, f, app.ImportPeople, text(t, "partner,name", "Anna,Jo"))
	blocked, err := f.Partners.Find(context.Background(), "Blocked Ltd")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Partners.SetState(context.Background(), app.Ask{}, blocked.ID, app.Blocked, app.Move{}); err != nil {
		t.Fatal(err)
	}
	head := "partner,person,client,date,status,closed,reason,estimate"
	s := text(t, head, "Anna,Jo,Acme,5.1.2026,new,,,\"1.000,50\"", "Ben,,Acme,5.1.2026,,,,", "Blocked Ltd,,Acme,5.1.2026,,,,", "Anna,Max,Acme,6.1.2026,,,,",
		"Anna,,Borg,13.1.2026,lost,14.1.2026,moved away,", "P-0001,,Borg,14.1.2026,rejected,15.1.2026,no capacity,")
	res := run(t, f, app.ImportReferrals, s)
	expect(t, res, "created 2 clients, created 3 referrals, unchanged 1 partners, refused 3")
	refused(t, res, 3, "partner", "Import the partners first, or add it")
	refused(t, res, 4, "partner", "is blocked and can't make referrals")
	refused(t, res, 5, "person", "nobody called")
	expect(t, run(t, f, app.ImportReferrals, s), "unchanged 1 partners, unchanged 2 clients, unchanged 3 referrals, refused 3")
	list, err := f.Clients.Twins(context.Background(), "Borg")
	if err != nil || len(list) != 2 || list[0].Reason != "other" || list[1].Reason != "no capacity" || list[0].Closed != calendar.D("2026-01-14") {
		t.Errorf("got %+v, %v", list, err)
	}
	list, err = f.Clients.Twins(context.Background(), "Acme")
	if err != nil || len(list) != 1 || list[0].Estimate != money.New(100050, "EUR") || list[0].Person == 0 {
		t.Errorf("got %+v, %v", list, err)
	}
}

func TestFeesInPartsAndTheirRefusals(t *testing.T) {
	f := firm(t)
	run(t, f, app.ImportDeals, text(t, "id,partner,account,stage,created,close date,amount", "D1,Anna,Acme,won,2026-01-05,2026-02-01,",
		"D2,Anna,Borg,lost,2026-01-05,2026-02-01,"))
	number := find(t, f, "D1").Number
	head := "payment id,referral,type,date,amount,invoice,disbursements"
	s := text(t, head,
		"F1,D1,Invoice,2026-02-10,1000.00,2026-17,100.00",
		"F2,"+number+",Payment,2026-03-01,400.00,2026-17,",
		",D1,payment,2026-03-02,100.00,2026-17,",
		",D1,payment,2026-03-02,100.00,2026-17,",
		"F5,D1,payment,2026-03-03,500.00,2026-17,",
		"F6,D2,payment,2026-03-03,500.00,,",
		"F7,D9,payment,2026-03-03,500.00,,",
		"F8,D1,gift,2026-03-03,500.00,,",
		"F9,D1,payment,2025-03-03,500.00,,",
		"G1,D1,payment,2026-03-03,0,,",
		"G2,D1,invoice,2026-03-03,10,2026-18,11",
		"F1,D1,Invoice,2026-02-10,1000.00,2026-19,",
	)
	res := run(t, f, app.ImportFees, s)
	expect(t, res, "created 4 fees, refused 8")
	refused(t, res, 6, "amount", "Only 400.00 EUR is open")
	refused(t, res, 7, "referral", "only a won referral brings fees")
	refused(t, res, 8, "referral", `There is no referral "D9"`)
	refused(t, res, 9, "type", "not a kind of fee event")
	refused(t, res, 10, "date", "before the introduction")
	refused(t, res, 11, "amount", "above zero")
	refused(t, res, 12, "disbursements", "between zero and the amount")
	refused(t, res, 13, "payment id", "row 2 already")
	again := run(t, f, app.ImportFees, s)
	expect(t, again, "unchanged 4 fees, refused 8")
	if again.Batch != 0 {
		t.Error("a file that changes nothing was recorded")
	}
	list, err := f.Fees.Of(context.Background(), find(t, f, "D1").ID)
	if err != nil || len(list) != 4 || list[1].Of != list[0].ID || list[0].Excluded != 10000 {
		t.Errorf("got %+v, %v", list, err)
	}
	if _, err := f.Imports.Undo(context.Background(), app.Ask{}, res.Batch); err != nil {
		t.Fatal(err)
	}
	if n, _ := fees(t, f, app.Received); n != 0 {
		t.Errorf("undone, %d receipts stay", n)
	}
}

func TestCC06_TheSameRequestTwiceImportsOnce(t *testing.T) {
	f := firm(t)
	s := text(t, "name", "Anna")
	p, key := plan(t, f, app.ImportPartners, s), app.Key{1}
	first, err := f.Imports.Run(context.Background(), app.Ask{Key: key}, p, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	second, err := f.Imports.Run(context.Background(), app.Ask{Key: key}, p, s, nil)
	if err != nil || second.Batch != first.Batch || second.Created["partners"] != 1 {
		t.Errorf("got %+v, %v", second, err)
	}
}

func TestIM12_TheMappingIsRemembered(t *testing.T) {
	f := firm(t)
	s := text(t, "who,what", "Anna,attorney")
	p, asks, err := f.Imports.Guess(context.Background(), app.ImportPartners, s)
	if err != nil || len(asks) != 1 || asks[0].Field != "name" {
		t.Fatalf("asks %+v, %v", asks, err)
	}
	if _, err := f.Imports.Run(context.Background(), app.Ask{}, p, s, nil); err == nil {
		t.Fatal("a file without the column of names was imported")
	}
	p.Columns = map[string]string{"name": "who", "type": "what"}
	if _, err := f.Imports.Run(context.Background(), app.Ask{}, p, s, nil); err != nil {
		t.Fatal(err)
	}
	if p := plan(t, f, app.ImportPartners, text(t, "who,what", "Ben,vendor")); p.Columns["name"] != "who" || p.Columns["type"] != "what" {
		t.Errorf("got %v", p.Columns)
	}
	for _, bad := range []map[string]string{{"name": "gone"}, {"name": "who", "shoe size": "what"}} {
		p.Columns = bad
		if _, err := f.Imports.Run(context.Background(), app.Ask{}, p, s, nil); app.AsProblem(err) == nil || app.AsProblem(err).Kind != app.Invalid {
			t.Errorf("columns %v: got %v", bad, err)
		}
	}
}

// signed gives a partner an agreement of 10 % of every fee for life, in force from a day.
func signed(t *testing.T, f *app.Firm, partner string, from calendar.Day) app.Signed {
	t.Helper()
	ctx := context.Background()
	p, err := f.Partners.Find(ctx, partner)
	if err != nil {
		t.Fatal(err)
	}
	tenth, err := money.ParsePercent("10")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := f.Agreements.Add(ctx, app.Ask{}, app.Agreement{Partner: p.ID, From: from},
		terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: tenth}}})
	if err != nil {
		t.Fatal(err)
	}
	id := app.ID[app.Agreement](rec.ID)
	if _, err := f.Agreements.Sign(ctx, app.Ask{}, id, app.Signature{Day: from, By: partner}); err != nil {
		t.Fatal(err)
	}
	s, err := f.Agreements.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestImportedDealsEarnByTheAgreementInForce(t *testing.T) {
	f := firm(t)
	run(t, f, app.ImportPartners, text(t, "name", "Anna", "Ben"))
	agreement := signed(t, f, "Anna", calendar.D("2026-01-01"))
	head := "id,partner,account,stage,created,close date,amount"
	res := run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,1000.00", "A2,Anna,Borg,won,2025-01-05,2025-02-01,1000.00",
		"B1,Ben,Cora,won,2026-01-05,2026-02-01,1000.00", "A3,Anna,Dorn,lost,2026-01-05,2026-02-01,1000.00"))
	if !strings.Contains(strings.Join(res.Notes, " "), "No agreement in force on the day, so nothing is earned until one is signed: 2 won referrals.") {
		t.Errorf("notes are %q", res.Notes)
	}
	for ref, want := range map[string]app.ID[app.AgreementVersion]{"A1": agreement.Versions[0].ID, "A2": 0, "B1": 0, "A3": 0} {
		if r := find(t, f, ref); r.Agreement != want {
			t.Errorf("%s is won under version %d, want %d", ref, r.Agreement, want)
		}
	}
	if _, _, err := f.Commissions.Run(context.Background(), app.Ask{}, 0, nil); err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]int64{"A1": 10000, "A2": 0, "B1": 0, "A3": 0} {
		lines, err := f.Commissions.OfReferral(context.Background(), find(t, f, ref).ID)
		var sum int64
		for _, l := range lines {
			sum += l.Amount.Minor
		}
		if err != nil || sum != want {
			t.Errorf("%s earned %d (%v), want %d: %+v", ref, sum, err, want, lines)
		}
	}
	_, err := f.Imports.Undo(context.Background(), app.Ask{}, res.Batch)
	if p := app.AsProblem(err); p == nil || p.Kind != app.Refused {
		t.Errorf("an import that has earned commission was undone: %v", err)
	}
}

// The one row with a day can't be read: the row says so, and nobody is asked how the days are written.
func TestIM09_AFileWhoseRowsAreAllSpoiledSaysSoOfTheRows(t *testing.T) {
	f := firm(t)
	s := text(t, "id,partner,account,stage,created", "A1,Anna,Acme,won,2026-01-05,a cell too many")
	res := run(t, f, app.ImportDeals, s)
	expect(t, res, "refused 1")
	refused(t, res, 2, "", "6 values")
}

func TestServicesOfAnImportAreOffered(t *testing.T) {
	f := firm(t)
	offered := func() string {
		s, err := f.Setup.Settings(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(s.Services, ", ")
	}
	s := text(t, "id,partner,account,product,stage,created", "A1,Anna,Acme,Payroll,new,2026-01-05", "A2,Anna,Borg,payroll,new,2026-01-05", "A3,Anna,Cora,Audit,new,2026-01-05",
		"A4,Anna,Dorn,Never,won,2026-01-05")
	preview, err := f.Imports.Run(context.Background(), app.Ask{Preview: true}, plan(t, f, app.ImportDeals, s), s, nil)
	if err != nil || offered() != "" || !strings.Contains(strings.Join(preview.Notes, " "), "Payroll, Audit") {
		t.Fatalf("a preview offers %q, notes %q (%v)", offered(), preview.Notes, err)
	}
	expect(t, run(t, f, app.ImportDeals, s), "created 1 partners, created 3 clients, created 3 referrals, refused 1")
	if offered() != "Payroll, Audit" {
		t.Errorf("offered are %q", offered())
	}
	run(t, f, app.ImportDeals, text(t, "id,partner,account,product,stage,created", "A5,Anna,Elm,AUDIT,new,2026-01-06"))
	if offered() != "Payroll, Audit" {
		t.Errorf("offered twice: %q", offered())
	}
}
