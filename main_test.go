package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// deal is one row of the CRM file, read here without any code of the program.
type deal struct {
	agent, account, stage, closed string
	value                         int64 // minor units
}

func readDeals(t *testing.T, path string) []deal {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []deal
	for _, r := range rows[1:] {
		d := deal{agent: r[1], account: r[3], stage: r[4]}
		if r[6] != "" {
			var m, day, y int
			if _, err := fmt.Sscanf(r[6], "%d/%d/%d", &m, &day, &y); err != nil {
				t.Fatal(err)
			}
			d.closed = fmt.Sprintf("%04d-%02d-%02d", y, m, day)
		}
		if r[7] != "" {
			v, err := strconv.ParseInt(r[7], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			d.value = v * 100
		}
		out = append(out, d)
	}
	return out
}

// The plans dealt to the agents in turn. The second half of each is the same arithmetic, written without the engine.
var plans = []struct {
	name, terms string
	pay         func(won []deal) int64
}{
	{"percent once", `{"currency":"USD","rules":[{"kind":"percent once","rate":"10 %"}]}`, func(won []deal) int64 {
		return sumOf(won, func(d deal) int64 { return (d.value*10 + 50) / 100 })
	}},
	{"revenue share for life", `{"currency":"USD","rules":[{"kind":"revenue share","rate":"7.5 %"}]}`, func(won []deal) int64 {
		return sumOf(won, func(d deal) int64 { return (d.value*75 + 500) / 1000 })
	}},
	{"flat on win", `{"currency":"USD","rules":[{"kind":"flat on win","flat":"125.50"}]}`, func(won []deal) int64 {
		return int64(len(won)) * 12550
	}},
	{"marginal tiers a calendar year", `{"currency":"USD","rules":[{"kind":"tiered","measure":"revenue","mode":"marginal","window":"calendar year",
		"tiers":[{"from":0,"rate":"5 %"},{"from":50000,"rate":"8 %"},{"from":150000,"rate":"10 %"}]}]}`, func(won []deal) int64 {
		byYear := map[string]int64{}
		for _, d := range won {
			byYear[d.closed[:4]] += d.value
		}
		var total int64
		for _, x := range byYear { // 2-decimal values at whole percents: exact to the hundredth of a cent
			due := x * 5
			if x > 5_000_000 {
				due += (x - 5_000_000) * 3
			}
			if x > 15_000_000 {
				due += (x - 15_000_000) * 2
			}
			total += (due + 50) / 100
		}
		return total
	}},
	{"cliff tiers a calendar year", `{"currency":"USD","rules":[{"kind":"tiered","measure":"revenue","mode":"cliff","window":"calendar year",
		"tiers":[{"from":0,"rate":"4 %"},{"from":100000,"rate":"6 %"}]}]}`, func(won []deal) int64 {
		won = slices.Clone(won)
		slices.SortStableFunc(won, func(a, b deal) int { return strings.Compare(a.closed, b.closed) })
		sum := map[string]int64{}
		var total int64
		for _, d := range won {
			year := d.closed[:4]
			sum[year] += d.value
			rate := int64(4)
			if sum[year] >= 10_000_000 {
				rate = 6
			}
			total += (d.value*rate + 50) / 100
		}
		return total
	}},
}

func sumOf(won []deal, pay func(deal) int64) (total int64) {
	for _, d := range won {
		total += pay(d)
	}
	return total
}

// TestCRMMonth runs the real file through the real program: import, agreements, commission, statements, verify; and
// holds every partner's balance against one worked out from the CSV alone.
func TestCRMMonth(t *testing.T) {
	t.Parallel()
	file := shared(t, "data", "crm", "sales_pipeline.csv")
	deals := readDeals(t, file)
	p := newProgram(t)
	p.ok(nil, "new", p.file, "--firm", "Aldgate Partners", "--currency", "USD")

	var imported struct {
		Created, Unchanged map[string]int64
		Refused            int64
	}
	p.ok(&imported, "import", "deals", file, "--today", "2018-01-15")
	for what, want := range map[string]int64{"referrals": 8800, "partners": 30, "fees": 4238} {
		if imported.Created[what] != want {
			t.Errorf("created %d %s, want %d", imported.Created[what], what, want)
		}
	}
	if imported.Refused != 0 {
		t.Errorf("%d rows refused", imported.Refused)
	}
	for stage, want := range map[string]int{"won": 4238, "lost": 2473} {
		var list struct{ Total int }
		p.ok(&list, "referral", "list", "--where", "stage="+stage, "--limit", "1")
		if list.Total != want {
			t.Errorf("%d %s, want %d", list.Total, stage, want)
		}
	}
	checkFees(t, p)
	imported.Created, imported.Unchanged = nil, nil
	p.ok(&imported, "import", "deals", file, "--today", "2018-01-15")
	if imported.Unchanged["referrals"] != 8800 || imported.Created["referrals"] != 0 {
		t.Errorf("the same file again: %+v", imported)
	}
	checkBalances(t, p, deals)
}

// checkFees adds up the fees received.
func checkFees(t *testing.T, p *program) {
	var fees struct {
		Rows []struct {
			Kind   string
			Amount amount
		}
	}
	p.ok(&fees, "fee", "list", "--limit", "0")
	var sum int64
	for _, f := range fees.Rows {
		if f.Kind == "received" && f.Amount.Currency == "USD" {
			sum += f.Amount.Minor
		}
	}
	if sum != 1_000_553_400 {
		t.Errorf("fees received %d, want 1,000,553,400 cents", sum)
	}
}

// checkBalances signs a plan for each agent, runs the month and compares.
func checkBalances(t *testing.T, p *program, deals []deal) {
	won := map[string][]deal{}
	for _, d := range deals {
		if d.stage == "Won" {
			won[d.agent] = append(won[d.agent], d)
		}
	}
	var partners struct {
		Rows []struct{ Name, Number string }
	}
	p.ok(&partners, "partner", "list", "--limit", "0", "--sort", "name")
	want := map[string]int64{}
	for i, row := range partners.Rows {
		plan := plans[i%len(plans)]
		terms := p.write(fmt.Sprintf("plan%d.json", i%len(plans)), plan.terms)
		p.ok(nil, "agreement", "add", row.Number, "--terms", terms, "--from", "2016-01-01", "--sign", row.Name, "--today", "2018-01-15")
		want[row.Name] = plan.pay(won[row.Name])
	}
	p.ok(nil, "commission", "run", "--today", "2018-01-15")
	p.ok(nil, "commission", "run", "--today", "2018-01-15") // changes nothing
	p.ok(nil, "commission", "approve", "--all", "--today", "2018-01-15")
	out := filepath.Join(p.home, "out")
	p.ok(nil, "statement", "run", "--period", "2017-12", "--out", out, "--today", "2018-01-15")

	var list struct {
		Rows []struct {
			Number, Partner, Sha256        string
			Opening, Earned, Paid, Closing amount
		}
	}
	p.ok(&list, "statement", "list", "--limit", "0")
	if len(list.Rows) != len(won) {
		t.Errorf("%d statements for %d partners", len(list.Rows), len(won))
	}
	for _, s := range list.Rows {
		if s.Closing.Minor != want[s.Partner] || s.Opening.Minor != 0 || s.Earned != s.Closing {
			t.Errorf("%s %s closes at %d, the CSV says %d", s.Number, s.Partner, s.Closing.Minor, want[s.Partner])
		}
	}
	var liability struct {
		Rows []struct {
			Partner string
			Unpaid  amount
		}
	}
	p.ok(&liability, "report", "liability", "--today", "2018-01-15")
	for _, l := range liability.Rows {
		if l.Unpaid.Minor != want[l.Partner] {
			t.Errorf("%s: liability %d, want %d", l.Partner, l.Unpaid.Minor, want[l.Partner])
		}
	}
	checkDocuments(t, p, out, len(list.Rows))
	checkJournal(t, p, "2018-01-15")
}

// checkDocuments verifies the file and each PDF, and that one changed byte is noticed.
func checkDocuments(t *testing.T, p *program, out string, n int) {
	p.ok(nil, "verify")
	pdfs, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(pdfs) != n {
		t.Fatalf("%d PDFs for %d statements: %v", len(pdfs), n, err)
	}
	var first struct {
		Statement struct{ Number string }
	}
	for _, f := range pdfs[:3] {
		p.ok(&first, "verify", f)
		if !strings.Contains(f, first.Statement.Number) {
			t.Errorf("%s is said to be %s", f, first.Statement.Number)
		}
	}
	raw, err := os.ReadFile(pdfs[0])
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	changed := p.write("changed.pdf", string(raw))
	if out, code := p.run("verify", changed, "--json"); code != 1 {
		t.Errorf("a changed PDF verifies: %d %s", code, out)
	}
	again := filepath.Join(p.home, "again.pdf")
	p.ok(&first, "verify", pdfs[0])
	p.ok(nil, "statement", "reprint", first.Statement.Number, "--out", again)
	a, _ := os.ReadFile(pdfs[0])
	b, _ := os.ReadFile(again)
	if len(a) == 0 || string(a) != string(b) {
		t.Error("a reprint is not byte for byte what was issued")
	}
}
