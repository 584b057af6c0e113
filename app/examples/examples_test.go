package examples

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

func rate(t *testing.T, text string) money.Rate {
	t.Helper()
	r, err := money.ParsePercent(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lines writes a table as people read it.
func lines(table Table) string {
	var b strings.Builder
	fmt.Fprintln(&b, table.Title, table.Suppose, table.Nothing)
	for _, r := range table.Rows {
		fmt.Fprintf(&b, "%s: %s = %s\n", r.Of, r.Pays, r.Because)
	}
	return b.String()
}

func TestWhatTermsPay(t *testing.T) {
	share := terms.Rule{Kind: terms.RevenueShare, Rate: rate(t, "10 %"), Months: 12}
	tiers := terms.Rule{Kind: terms.Tiered, Mode: terms.Marginal, Measure: terms.ByRevenue, Window: terms.CalendarYear,
		Tiers: []terms.Tier{{Rate: rate(t, "5 %")}, {From: 1_000_00, Rate: rate(t, "8 %")}}}
	invoiced := terms.Rule{Kind: terms.PercentOnce, Basis: terms.OnInvoice, Rate: rate(t, "7.5 %")}
	margin := terms.Rule{Kind: terms.RevenueShare, Basis: terms.OnMargin, Rate: rate(t, "50 %")}
	nth := terms.Rule{Kind: terms.Milestone, On: terms.AtNth, Count: 3, Flat: 90_00}
	won := terms.Rule{Kind: terms.FlatOnWin, Flat: 10_00}
	retro := terms.Rule{Kind: terms.Tiered, Mode: terms.Retro, Measure: terms.ByWonCount, Window: terms.Month,
		Tiers: []terms.Tier{{Flat: 10_00}, {From: 2, Flat: 20_00}}}
	arrears := terms.Rule{Kind: terms.Retainer, Flat: 300_00, Every: terms.Quarterly, Start: calendar.MustDate(2031, 5, 17)}
	post := terms.Rule{Kind: terms.FixedFee, Flat: 50_00}
	capOf := func(minor int64) *terms.Limit { return &terms.Limit{Amount: minor, Window: terms.Quarter} }
	for _, c := range []struct {
		name    string
		terms   terms.Terms
		amounts []int64
		want    string
	}{
		{"a share", terms.Terms{Rules: []terms.Rule{share}}, []int64{0, 99_99}, `Fees received
0.00: 0.00 EUR = nothing is left that commission is taken of
99.99: 10.00 EUR = 10 % of 99.99
`},
		{"a tier edge", terms.Terms{Rules: []terms.Rule{tiers}}, []int64{1_000_00, 1_000_01, 1_500_00}, `Fees received
1,000.00: 50.00 EUR = 5 % of 1,000.00
1,000.01: 50.00 EUR = 5 % of 1,000.00 + 8 % of 0.01
1,500.00: 90.00 EUR = 5 % of 1,000.00 + 8 % of 500.00
`},
		{"an invoice", terms.Terms{Rules: []terms.Rule{invoiced}}, []int64{200_00}, `Fees invoiced
200.00: 15.00 EUR = 7.5 % of 200.00
`},
		{"a margin", terms.Terms{Rules: []terms.Rule{margin}}, []int64{100_00}, `Fees received Supposing that the cost is 60 % of the fee.
100.00: 20.00 EUR = 50 % of 40.00
`},
		{"a cap and a floor", terms.Terms{Rules: []terms.Rule{share}, Cap: capOf(20_00), Floor: capOf(5_00)}, []int64{10_00, 300_00}, `Fees received
10.00: 5.00 EUR = 10 % of 10.00; 4.00 more, up to the guaranteed 5.00
300.00: 20.00 EUR = 10 % of 300.00 less 10.00 over the most that is paid
`},
		{"a cap of counts", terms.Terms{Rules: []terms.Rule{won}, Cap: capOf(25_00)}, []int64{4}, `Referrals won
4: 25.00 EUR = 2 × 10.00 for referrals won; 5.00 for a referral won less 5.00 over the most that is paid; 1 more over the most that is paid
`},
		{"the third referral", terms.Terms{Rules: []terms.Rule{nth}}, []int64{2, 3, 4}, `Referrals accepted
2: 0.00 EUR = the next step, 3, is not reached yet
3: 90.00 EUR = 90.00 for reaching 3
4: 90.00 EUR = 90.00 for reaching 3
`},
		{"a true-up", terms.Terms{Rules: []terms.Rule{retro}}, []int64{2, 3}, `Referrals won
2: 20.00 EUR = 2 × 10.00 for referrals won
3: 60.00 EUR = 2 × 10.00 for referrals won; 20.00 for a referral won; 20.00 for those before it, by the step reached
`},
		{"periods over", terms.Terms{Rules: []terms.Rule{arrears}}, []int64{2, 3, 7}, `Months of the agreement
2: 0.00 EUR = no period is over yet
3: 300.00 EUR = 300.00 for a period
7: 600.00 EUR = 2 × 300.00 for periods
`},
		{"a post and a share", terms.Terms{Rules: []terms.Rule{post, share}}, []int64{100_00}, `Fees received Supposing that everything else that pays happens once.
100.00: 60.00 EUR = 10 % of 100.00; 50.00 for a service delivered
`},
		{"posts", terms.Terms{Rules: []terms.Rule{post}}, []int64{3}, `Services delivered
3: 150.00 EUR = 3 × 50.00 for services delivered
`},
		{"gifts", terms.Terms{Rules: []terms.Rule{{Kind: terms.GiftOnly}}}, nil,
			"No money is ever paid: the agreement is to thank with gifts, without money.\n"},
	} {
		c.terms.Currency = "EUR"
		table, err := Of(c.terms, "", c.amounts...)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got := strings.ReplaceAll(strings.ReplaceAll(lines(table), " \n", "\n"), " \n", "\n")
		if strings.TrimSpace(got) != strings.TrimSpace(c.want) {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// The client of the examples is the one the rules are for; of levels of partners, the first that is named.
func TestConditionsAreMet(t *testing.T) {
	r := terms.Rule{Kind: terms.RevenueShare, Rate: rate(t, "10"), Months: 12, Services: []string{"Tax"},
		When: terms.Condition{Client: terms.Organisations, Age: terms.ReturningClients, Tiers: []string{"Gold"}, Person: 7}}
	table, err := Of(terms.Terms{Currency: "EUR", Rules: []terms.Rule{r}}, "", 100_00)
	if err != nil || table.Rows[0].Pays.Minor != 10_00 {
		t.Fatalf("%+v, %v", table, err)
	}
	want := "Supposing that the service is Tax, the client is an organisation, the client is returning, the partner is Gold, the person named made the introduction."
	if table.Suppose != want {
		t.Errorf("%q", table.Suppose)
	}
}

// What nobody chose lies around the steps, and unfinished terms give their own error.
func TestAmountsAndErrors(t *testing.T) {
	bonus := terms.Rule{Kind: terms.Bonus, Mode: terms.Marginal, Measure: terms.ByWonCount, Window: terms.Month, Tiers: []terms.Tier{{From: 1, Flat: 5_00}}}
	for _, c := range []struct {
		rule terms.Rule
		cur  money.Currency
		want string
	}{
		{bonus, "EUR", "[1 2 3 4 5]"},
		{terms.Rule{Kind: terms.RevenueShare, Rate: rate(t, "10")}, "JPY", "[100000 500000 1000000 2500000 10000000]"},
		{terms.Rule{Kind: terms.FlatOnWin, Flat: 1}, "EUR", "[1 2 5 10 25]"},
	} {
		table, err := Of(terms.Terms{Currency: c.cur, Rules: []terms.Rule{c.rule}}, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, r := range table.Rows {
			got = append(got, r.Amount)
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.rule.Kind, got, c.want)
		}
	}
	if _, err := Of(terms.Terms{Currency: "EUR"}, ""); err == nil {
		t.Error("terms without a rule have examples")
	}
}

func TestTypedAmounts(t *testing.T) {
	for _, c := range []struct {
		text string
		by   By
		want string
		bad  bool
	}{
		{"1,000; 5,000.50 ;", ByFees, "[100000 500050]", false},
		{"", ByFees, "[]", false},
		{"3; 7", ByReferrals, "[3 7]", false},
		{"2.5", ByReferrals, "[]", true},
		{"1001", ByMonths, "[]", true},
		{"-1", ByFees, "[]", true},
		{"ten", ByFees, "[]", true},
		{"1;2;3;4;5;6;7;8;9;10;11;12;13", ByReferrals, "[]", true},
	} {
		got, err := Parse(c.text, c.by, "EUR")
		if fmt.Sprint(got) != c.want || (err != nil) != c.bad {
			t.Errorf("%q: %v, %v", c.text, got, err)
		}
	}
}
