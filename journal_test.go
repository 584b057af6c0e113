package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// owedBy is what is owed by partner number and currency, minor units of two decimals.
type owedBy map[string]int64

// add counts an amount such as -1234.50 of a program's answer; what is owed stands there as a negative liability.
func (o owedBy) add(t *testing.T, account, amount string) {
	t.Helper()
	parts := strings.Split(account, ":")
	number, currency, ok := strings.Cut(strings.TrimSpace(amount), " ")
	whole, cents, dot := strings.Cut(strings.TrimPrefix(number, "-"), ".")
	var minor, more int64
	_, err1 := fmt.Sscan(whole, &minor)
	_, err2 := fmt.Sscan("1"+cents, &more)
	if len(parts) != 4 || !ok || !dot || len(cents) != 2 || err1 != nil || err2 != nil {
		t.Fatalf("%s %q is not an account of a partner", account, amount)
	}
	minor = minor*100 + more - 100
	if !strings.HasPrefix(number, "-") {
		minor = -minor
	}
	partner, _, _ := strings.Cut(parts[2], " ")
	for _, part := range []string{parts[3], "all"} {
		if key := partner + " " + currency + " " + part; minor != 0 {
			o[key] += minor
		}
	}
}

// tool runs a bookkeeping program, or skips where it is not installed.
func tool(t *testing.T, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		t.Skipf("%s is not installed; `scripts/deps test` installs it on Debian and Ubuntu", args[0])
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // hledger reads files in the language of the system
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, out)
	}
	return string(out)
}

func hledgerOwes(t *testing.T, file string) owedBy {
	tool(t, "hledger", "-f", file, "check", "accounts", "commodities")
	rows, err := csv.NewReader(strings.NewReader(tool(t, "hledger", "-f", file, "balance", "Liabilities:Partners", "--flat", "-N", "-O", "csv", "--layout", "bare"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	owes := owedBy{}
	for _, r := range rows[1:] {
		owes.add(t, r[0], r[2]+" "+r[1])
	}
	return owes
}

func ledgerOwes(t *testing.T, file string) owedBy {
	out := tool(t, "ledger", "--pedantic", "-f", file, "balance", "Liabilities:Partners", "--flat", "--no-total", "--balance-format",
		`%(account)\t%(scrub(display_total))\n`)
	owes, account := owedBy{}, ""
	for _, line := range strings.Split(strings.TrimRight(out, "\n"), "\n") {
		name, amount, ok := strings.Cut(line, "\t")
		if !ok { // a second currency of the same account
			name, amount = account, line
		}
		account = name
		owes.add(t, account, amount)
	}
	return owes
}

// checkJournal holds what hledger and ledger add up against the program's own liability and statements.
func checkJournal(t *testing.T, p *program, today string) {
	want, names := liabilityByNumber(t, p, today)
	for form, read := range map[string]func(*testing.T, string) owedBy{"hledger": hledgerOwes, "ledger": ledgerOwes} {
		t.Run(form, func(t *testing.T) {
			file := filepath.Join(p.home, form+".journal")
			p.ok(nil, "export", "journal", "--format", form, "--out", file)
			got := read(t, file)
			for key, minor := range want {
				if got[key] != minor {
					t.Errorf("%s: %s says %d, `report liability` %d", key, form, got[key], minor)
				}
			}
			for key, minor := range got {
				if _, ok := want[key]; !ok {
					t.Errorf("%s: only %s has it: %d", key, form, minor)
				}
			}
			checkStatements(t, p, names, got)
			checkWorth(t, form, file)
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := p.run("export", "journal", "--format", form)
			if again != string(raw) {
				t.Error("the same journal again is other bytes")
			}
		})
	}
	t.Run("beancount", func(t *testing.T) {
		file := filepath.Join(p.home, "journal.beancount")
		p.ok(nil, "export", "journal", "--format", "beancount", "--out", file)
		if out := tool(t, "bean-check", file); out != "" {
			t.Error(out)
		}
	})
}

// liabilityByNumber is `report liability` by partner number, and the numbers by name.
func liabilityByNumber(t *testing.T, p *program, today string) (owedBy, map[string]string) {
	var partners struct {
		Rows []struct{ Name, Number string }
	}
	p.ok(&partners, "partner", "list", "--limit", "0")
	names := map[string]string{}
	for _, r := range partners.Rows {
		names[r.Name] = r.Number
	}
	var list struct {
		Rows []struct {
			Partner, Currency               string
			Accrued, Held, Approved, Unpaid amount
		}
	}
	p.ok(&list, "report", "liability", "--today", today)
	want := owedBy{}
	for _, l := range list.Rows {
		for part, a := range map[string]amount{"Accrued": l.Accrued, "Held": l.Held, "Approved": l.Approved, "Payable": l.Unpaid} {
			if a.Minor != 0 {
				want[names[l.Partner]+" "+l.Currency+" "+part] = a.Minor
				want[names[l.Partner]+" "+l.Currency+" all"] += a.Minor
			}
		}
	}
	if len(want) == 0 {
		t.Fatal("nothing is owed; the comparison would prove nothing")
	}
	return want, names
}

// checkStatements wants the payable account of every partner to be the closing balance of its last statement less payments since.
func checkStatements(t *testing.T, p *program, names map[string]string, got owedBy) {
	var list struct {
		Rows []struct {
			Number, Partner, Currency, State string
			Closing                          amount
		}
	}
	p.ok(&list, "statement", "list", "--limit", "0", "--sort", "period")
	last := map[string]amount{}
	state := map[string]string{}
	for _, s := range list.Rows {
		if s.State != "void" {
			last[names[s.Partner]+" "+s.Currency], state[names[s.Partner]+" "+s.Currency] = s.Closing, s.State
		}
	}
	var open, compared int
	for key, closing := range last {
		if state[key] == "settled" {
			closing.Minor = 0
		}
		if closing.Minor != 0 {
			open++
		}
		if got[key+" Payable"] == closing.Minor {
			compared++
		}
	}
	if compared != len(last) || open == 0 {
		t.Errorf("of %d partners' last statements %d agree with the journal; %d are open", len(last), compared, open)
	}
}

// checkWorth wants the journal to balance in the firm's base currency, what is foreign counted in it, and every expense to be in it.
func checkWorth(t *testing.T, form, file string) {
	total := []string{"hledger", "-f", file, "balance", "--cost", "--flat", "--depth", "1", "-O", "csv", "--layout", "bare"}
	expenses := []string{"hledger", "-f", file, "balance", "Expenses", "--flat", "--no-total", "-O", "csv", "--layout", "bare"}
	if form == "ledger" {
		total = []string{"ledger", "-f", file, "balance", "--basis"}
		expenses = []string{"ledger", "-f", file, "balance", "Expenses", "--flat", "--no-total"}
	}
	lines := strings.Split(strings.TrimSpace(tool(t, total...)), "\n")
	last := strings.Fields(strings.NewReplacer(",", " ", `"`, "").Replace(lines[len(lines)-1]))
	if last[len(last)-1] != "0" && last[len(last)-1] != "0.00" {
		t.Errorf("%s at cost comes to %q", form, lines)
	}
	for _, c := range []string{"EUR", "USD", "CHF"} { // the example firm keeps its books in GBP, the imported one in EUR
		if out := tool(t, expenses...); strings.Contains(out, c) && strings.Contains(out, "GBP") {
			t.Errorf("%s: expenses in %s and GBP:\n%s", form, c, out)
		}
	}
}

// TestJournalOfTheExampleFirm holds the example firm's journal against its statements and its liability.
func TestJournalOfTheExampleFirm(t *testing.T) {
	p := newProgram(t)
	p.ok(nil, "demo", "--dir", p.home, "--no-window", "--today", "2026-11-20")
	p.file = filepath.Join(p.home, "example.rapport")
	checkJournal(t, p, "2026-11-20")
}
