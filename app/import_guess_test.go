package app

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
)

// importRows is a Sheet in memory; line 1 holds the headings.
type importRows struct {
	headings []string
	cells    [][]string
}

func (s importRows) Headings() []string { return s.headings }

func (s importRows) Each(row func(line int, cells []string, column int, flaw string) error) error {
	for i, cells := range s.cells {
		if err := row(i+2, cells, 0, ""); err != nil {
			return err
		}
	}
	return nil
}

func TestIM12_ColumnsAreFoundByTheirHeadings(t *testing.T) {
	for _, c := range []struct{ kind, headings, want string }{
		{ImportDeals, "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
			"reference=opportunity_id partner=sales_agent client=account service=product stage=deal_stage introduced=engage_date closed=close_date value=close_value"},
		{ImportDeals, "Id,CloseDate,Amount,StageName,Account Name,Lead Source",
			"reference=Id partner=Lead Source client=Account Name closed=CloseDate value=Amount"},
		{ImportDeals, "Vermittler;Kunde;Phase;Erstellt am;Abschlussdatum;Betrag;Währung",
			"partner=Vermittler client=Kunde stage=Phase introduced=Erstellt am closed=Abschlussdatum value=Betrag currency=Währung"},
		{ImportPartners, "Société,Adresse e-mail,Téléphone,Pays,N° TVA", "name=Société email=Adresse e-mail phone=Téléphone country=Pays"},
		{ImportPartners, "Nombre,Correo electrónico,País,NIF", "name=Nombre email=Correo electrónico country=País tax_number=NIF"},
		{ImportPeople, "Firma,Name,Funktion,E-Mail,Telefon", "partner=Firma name=Name role=Funktion email=E-Mail phone=Telefon"},
		{ImportClients, "account,sector,year_established", "name=account industry=sector"},
		{ImportReferrals, "Referred by,Client,Date,Status,Expected value",
			"partner=Referred by client=Client stage=Status introduced=Date estimate=Expected value"},
		{ImportFees, "Invoice No.,Referral,Date,Amount,Type", "referral=Referral kind=Type day=Date amount=Amount invoice=Invoice No."},
		{ImportFees, "one,two", ""},
	} {
		sep := ","
		if strings.Contains(c.headings, ";") {
			sep = ";"
		}
		got := guessColumns(importFields(c.kind), strings.Split(c.headings, sep))
		want := map[string]string{}
		for _, f := range importFields(c.kind) {
			for i, pair := range strings.Split(" "+c.want, " "+f.Key+"=") {
				if i == 1 {
					want[f.Key] = pair
					for _, g := range importFields(c.kind) {
						want[f.Key], _, _ = strings.Cut(want[f.Key], " "+g.Key+"=")
					}
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s %s:\n got %v\nwant %v", c.kind, c.headings, got, want)
		}
	}
}

func TestIM12_MissingColumnsAreAskedFor(t *testing.T) {
	headings := []string{"account", "close_date"}
	asks := missingColumns(importFields(ImportDeals), ImportPlan{Columns: map[string]string{"client": "account", "stage": "gone"}}, headings)
	var about []string
	for _, q := range asks {
		about = append(about, q.About+" "+q.Field)
	}
	if want := []string{"column partner", "column stage"}; !slices.Equal(about, want) {
		t.Errorf("asked %v, want %v", about, want)
	}
}

func TestEveryFieldIsNamedOnceAndFolded(t *testing.T) {
	for _, kind := range importKinds() {
		seen := map[string]bool{}
		for _, f := range importFields(kind) {
			if seen[f.Key] || f.Title == "" || f.Kind == "" {
				t.Errorf("%s: field %q comes twice, or lacks title or kind", kind, f.Key)
			}
			seen[f.Key] = true
			for _, a := range f.Aliases {
				if headingWords(a) != a {
					t.Errorf("%s %s: alias %q can't match, it is folded to %q", kind, f.Key, a, headingWords(a))
				}
			}
		}
	}
	if importFields("invoices") != nil {
		t.Error("an unknown kind has fields")
	}
}

func TestIM16_TheWayDaysAreWrittenIsToldOrAskedOnce(t *testing.T) {
	for _, c := range []struct {
		name, chosen, days, want string
		asked                    []string
	}{
		{"one day tells", "", "01/02/26 13/02/26", calendar.British, nil},
		{"US days", "", "1/2/2026 3/31/2026 10/12/2026", calendar.American, nil},
		{"ISO", "", "2026-01-02", calendar.ISO, nil},
		{"a bad day does not decide", "", "01/02/2026 31/31/2026 13/02/2026 n/a", calendar.British, nil},
		{"ambiguous", "", "01/02/26 03/04/26", "", []string{calendar.British, calendar.American}},
		{"ambiguous, remembered", calendar.American, "01/02/26 03/04/26", calendar.American, nil},
		{"remembered, but the file says otherwise", calendar.American, "13/02/26", calendar.British, nil},
		{"both in one file", "", "13/02/2026 14/02/2026 02/13/2026", "", []string{calendar.British, calendar.American}},
		{"both in one file, answered", calendar.American, "13/02/2026 02/13/2026", calendar.American, nil},
		{"no days", "", "soon later", calendar.ISO, nil},
	} {
		got, asks := settleDays(c.chosen, strings.Fields(c.days), nil)
		var asked []string
		for _, q := range asks {
			asked = q.Choices
		}
		if got != c.want || !slices.Equal(asked, c.asked) || len(asks) > 1 {
			t.Errorf("%s: got %q asking %v; want %q asking %v", c.name, got, asked, c.want, c.asked)
		}
	}
}

func TestIM14_IM15_TheDecimalSignIsToldOrAskedOnce(t *testing.T) {
	for _, c := range []struct {
		name    string
		chosen  money.Decimal
		amounts string
		want    money.Decimal
		asked   bool
	}{
		{"both signs in one amount", 0, "1,234.56 10", money.Point, false},
		{"comma", 0, "1.234,56 1.234", money.Comma, false},
		{"IM-15: one group of three", 0, "1,234", 0, true},
		{"IM-15, remembered", money.Comma, "1,234", money.Comma, false},
		{"IM-14: both ways in one file", 0, "1,234.56 1.234,56", 0, true},
		{"IM-14, answered", money.Point, "1,234.56 1.234,56", money.Point, false},
		{"nothing to ask", 0, "1000 250", 0, false},
		{"remembered, but the file says otherwise", money.Comma, "1,234.56", money.Point, false},
	} {
		got, asks := settleDecimal(ImportPlan{Decimal: c.chosen, Currency: "EUR"}, strings.Fields(c.amounts), nil)
		if got != c.want || len(asks) > 0 != c.asked {
			t.Errorf("%s: got %s asking %v; want %s asking %v", c.name, got, asks, c.want, c.asked)
		}
		for _, q := range asks {
			if len(q.Samples) == 0 || len(q.Choices) != 2 {
				t.Errorf("%s: the question shows nothing: %+v", c.name, q)
			}
		}
	}
}

func TestValuesOfMappedColumnsAreGatheredOnce(t *testing.T) {
	sheet := importRows{[]string{"day", "fee", "other"}, [][]string{{"1.2.2026", "5", "9,9"}, {"1.2.2026", "6"}, {"3.2.2026", "5"}}}
	plan := ImportPlan{Columns: map[string]string{"introduced": "day", "value": "fee"}}
	days, amounts, err := valuesOf(context.Background(), importFields(ImportDeals), plan, sheet)
	if err != nil || !slices.Equal(days, []string{"1.2.2026", "3.2.2026"}) || !slices.Equal(amounts, []string{"5", "6"}) {
		t.Errorf("got %v, %v, %v", days, amounts, err)
	}
}

func TestIM17_RowsAreShownAsTheyAreRead(t *testing.T) {
	sheet := importRows{[]string{"who", "stage", "day", "value"}, [][]string{
		{"Anna", "Closed Won", "46000", "1.234"}, {"Ben", "lead", "soon", "5,50 €"}, {"Eva", "?", "", "#REF!"}, {"Max", "", "", ""}}}
	plan := ImportPlan{Kind: ImportDeals, Columns: map[string]string{"partner": "who", "stage": "stage", "introduced": "day", "value": "value"},
		DateFormat: calendar.Excel1900, Decimal: money.Comma, Currency: "EUR"}
	got, err := Imports{}.Samples(plan, sheet, 3)
	if err != nil || len(got) != 3 {
		t.Fatalf("got %d rows, %v", len(got), err)
	}
	for i, want := range []map[string]string{
		{"partner": "Anna", "stage": "won", "introduced": "2025-12-09", "value": "1,234.00 EUR"},
		{"partner": "Ben", "stage": "logged", "introduced": "soon", "value": "5.50 EUR"},
		{"partner": "Eva", "stage": "?", "introduced": "", "value": "#REF!"},
	} {
		if !maps.Equal(got[i].Values, want) {
			t.Errorf("row %d is shown as %v, want %v", i+2, got[i].Values, want)
		}
	}
	for i, column := range []string{"", "day", "value"} {
		if p := got[i].Problem; p == nil && column != "" || p != nil && p.Column != column {
			t.Errorf("row %d: problem %+v, want one in %q", i+2, p, column)
		}
	}
	plan.DateFormat, plan.Decimal = "", money.AskDecimal
	if got, err := (Imports{}).Samples(plan, sheet, 1); err != nil || got[0].Values["introduced"] != "46000" || got[0].Values["value"] != "1.234" {
		t.Errorf("what is not said yet is shown as in the file: %v, %v", got[0].Values, err)
	}
}
