package report

import (
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
)

// german writes values as a German reader expects, enough for these tests.
type german struct{}

func (german) Money(m money.Money) string  { return "€ " + m.Plain() }
func (german) Day(calendar.Day) string     { return "31.03.2026" }
func (german) Percent(r money.Rate) string { return r.Percent() + " Prozent" }
func (german) Count(int64) string          { return "viele" }

func rate(t *testing.T, s string) money.Rate {
	t.Helper()
	r, err := money.ParsePercent(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCellShown(t *testing.T) {
	eur := money.New(-123450, "EUR")
	for _, c := range []struct {
		name string
		cell Cell
		want string
	}{
		{"words", Text("Fees received"), "Fees received"},
		{"amount without its currency", Money(eur), "-1,234.50"},
		{"amount already worded", Cell{Kind: KindMoney, Value: eur, Text: "(1.234,50)"}, "(1.234,50)"},
		{"rate", Percent(rate(t, "12.5")), "12.5 %"},
		{"count", Count(42), "42"},
		{"nothing", Cell{}, ""},
		{"amount in German", Money(eur).Worded(german{}), "€ -1234.50"},
		{"rate in German", Percent(rate(t, "12.5")).Worded(german{}), "12.5 Prozent"},
		{"no wording given", Money(eur).Worded(nil), "-1,234.50"},
	} {
		if got := c.cell.Shown(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWordedLeavesTheOriginal(t *testing.T) {
	doc := Document{
		Facts: []Fact{{"Lines", Count(3)}},
		Sections: []Section{{
			Table:   &Table{Rows: []Row{{Cells: []Cell{Money(money.New(100, "EUR")), Text("as written")}}}},
			Summary: []SummaryLine{{Label: "Closing", Value: Money(money.New(200, "EUR"))}},
			Tree:    []TreeLine{{Text: "times", Value: Count(2)}},
		}},
	}
	got := doc.Worded(german{})
	s := got.Sections[0]
	for _, c := range []struct{ got, want string }{
		{got.Facts[0].Value.Text, "viele"},
		{s.Table.Rows[0].Cells[0].Text, "€ 1.00"},
		{s.Table.Rows[0].Cells[1].Text, "as written"},
		{s.Summary[0].Value.Text, "€ 2.00"},
		{s.Tree[0].Value.Text, "viele"},
	} {
		if c.got != c.want {
			t.Errorf("worded %q, want %q", c.got, c.want)
		}
	}
	if before := doc.Sections[0].Table.Rows[0].Cells[0].Text; before != "" {
		t.Errorf("the document given was changed to %q", before)
	}
}

func TestColumnAlignment(t *testing.T) {
	for _, c := range []struct {
		name string
		col  Column
		want Align
	}{
		{"words", Column{}, Left},
		{"days", Column{Kind: KindDay}, Left},
		{"amounts", Column{Kind: KindMoney}, Right},
		{"rates", Column{Kind: KindPercent}, Right},
		{"counts", Column{Kind: KindCount}, Right},
		{"counts told to centre", Column{Kind: KindCount, Align: Center}, Center},
	} {
		if got := c.col.Resolved(); got != c.want {
			t.Errorf("%s: alignment %d, want %d", c.name, got, c.want)
		}
	}
}
