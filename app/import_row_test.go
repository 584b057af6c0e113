package app

import (
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
)

// rowOf is a row of one column, read by a plan.
func rowOf(plan ImportPlan, key, cell string) *importRow {
	im := &importer{plan: plan, headings: []string{"column"}, at: map[string]int{key: 0}, days: map[string]calendar.Day{}}
	return &importRow{im: im, line: 2, cells: []string{cell}}
}

func TestStagesOfOtherPrograms(t *testing.T) {
	for text, want := range map[string]Stage{
		"Prospecting": Logged, "Engaging": Contacted, "Won": Won, "Lost": Lost, "Closed Won": Won, "closed-lost": Lost, "Lead": Logged,
		"In Prüfung": Checking, "Angebot": Proposal, "Négociation": Proposal, "Gagnée": Won, "Perdido": Lost, "Rendez-vous": Meeting,
		"Proposal/Price Quote": Proposal, "withdrawn": Withdrawn, "Rejected": NotAccepted, "Somewhere": "", "": "",
	} {
		if got, ok := stageMeant(names.Fold(text)); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, s := range stageNames() {
		if got, _ := stageMeant(names.Fold(s)); string(got) != s {
			t.Errorf("our own stage %q is read as %q", s, got)
		}
	}
	for _, k := range []FeeKind{Invoiced, Received, Credited, WrittenOff} {
		if got, _ := feeKindMeant(names.Fold(string(k))); got != k {
			t.Errorf("our own kind %q is read as %q", k, got)
		}
	}
}

func TestReasonsOfOtherProgramsAreKept(t *testing.T) {
	for text, want := range map[string][2]string{
		"Price":          {"price", ""},
		"no response":    {"no response", ""},
		"moved to Spain": {"other", "moved to Spain"},
	} {
		if reason, note := lostReasonMeant(text); reason != want[0] || note != want[1] {
			t.Errorf("%q is %q with note %q", text, reason, note)
		}
	}
}

func TestIM19_AmountsAndDaysThatAreNone(t *testing.T) {
	plan := ImportPlan{DateFormat: calendar.American, Decimal: money.Point, Currency: "EUR"}
	for _, c := range []struct{ kind, cell, say string }{
		{FieldMoney, "1,054.00", ""},
		{FieldMoney, "", ""},
		{FieldMoney, "#REF!", "an error of the spreadsheet"},
		{FieldMoney, "#N/A", "an error of the spreadsheet"},
		{FieldMoney, "TRUE", "TRUE"},
		{FieldMoney, "1.234,56", "decimal comma"},
		{FieldMoney, "10.005", "2 decimals"},
		{FieldMoney, "-5", "is negative"},
		{FieldMoney, "(5.00)", "is negative"},
		{FieldMoney, "5 USD", "USD"},
		{FieldMoney, "1E5", "1E5"},
		{FieldDay, "3/31/2017", ""},
		{FieldDay, "31/31/2017", "does not exist"},
		{FieldDay, "2/30/2017", "does not exist"},
		{FieldDay, "2017-03-31", "is not a day written as MM/DD/YYYY"},
		{FieldDay, "FALSE", "is not a day"},
		{FieldDay, "#VALUE!", "an error of the spreadsheet"},
		{FieldText, "#BEZUG!", "an error of the spreadsheet"},
		{FieldText, "#1 Brands", ""},
		{FieldText, "two\nlines", ""},
		{FieldText, "a\x01b", "can't be shown"},
		{FieldText, strings.Repeat("x", 201), "longer than 200"},
		{"currency", "XXL", "is not a currency"},
		{"currency", "usd", ""},
		{"yes", "maybe", "neither yes nor no"},
		{"yes", "Ja", ""},
		{"country", "Germany", "is not a country code"},
		{"country", "de", ""},
	} {
		r := rowOf(plan, "field", c.cell)
		switch c.kind {
		case FieldMoney:
			r.money("field", "EUR")
		case FieldDay:
			r.day("field")
		case FieldText:
			r.text("field")
		case "currency":
			r.currency("field")
		case "yes":
			r.yes("field")
		case "country":
			r.country("field")
		}
		switch {
		case c.say == "" && r.bad != nil:
			t.Errorf("%s %q is refused: %s", c.kind, c.cell, r.bad)
		case c.say != "" && (r.bad == nil || !strings.Contains(r.bad.Error(), c.say) || r.bad.Field != "field"):
			t.Errorf("%s %q: got %v, want a sentence with %q", c.kind, c.cell, r.bad, c.say)
		}
	}
}

func TestWhatIsReadOfACell(t *testing.T) {
	plan := ImportPlan{DateFormat: calendar.German, Decimal: money.Comma, Currency: "EUR"}
	if m := rowOf(plan, "a", "1.234,50 €").money("a", "EUR"); m != money.New(123450, "EUR") {
		t.Errorf("got %s", m)
	}
	if d := rowOf(plan, "a", " 03.04.26 ").day("a"); d != calendar.D("2026-04-03") {
		t.Errorf("got %s", d)
	}
	if c := rowOf(plan, "a", "").currency("a"); c != "EUR" {
		t.Errorf("without a currency the file's counts, got %q", c)
	}
	if v := rowOf(plan, "a", "  Harcourt \t &  Lowe ").text("a"); v != "Harcourt & Lowe" {
		t.Errorf("got %q", v)
	}
	if v := rowOf(plan, "b", "x").text("a"); v != "" {
		t.Errorf("a field without a column reads %q", v)
	}
	if got := splitTags("law; tax, law |  M&A"); strings.Join(got, "/") != "law/tax/M&A" {
		t.Errorf("tags are %v", got)
	}
}
