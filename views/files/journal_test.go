package files

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// hostile are partner names that one program or another could take for something else.
func hostile() []string {
	return []string{`Smith; Jones | Co "Ltd"`, `A:B  two  spaces`, "Tab\tand\nline", `(virtual) [account]`, `= equals @ 5 EUR {2}`, "; comment",
		`back\slash "quote`, "Łódź, 李小龍 & Söhne", "مكتب المحاماة", "!!! * #tag ^link", "😀", "lower case", "[5] [=2026-13-45] [x]", ":tag: a:b", "e\u0301\u202Eevil"}
}

// someJournal is one earning and one payment for each hostile name, in currencies of 0, 2 and 3 decimals.
func someJournal() report.Journal {
	expense, bank := report.Account{"Expenses", "Written off"}, report.Account{"Assets", "Bank"}
	j := report.Journal{Title: `Ledger of "A; B"`, Notes: []string{"Liabilities are negative."}, Base: "EUR", Tags: []string{"reference"}, Currencies: []money.Currency{"EUR", "JPY", "KWD"},
		Accounts: []report.Account{bank, expense}}
	var all []report.Entry
	for i, name := range hostile() {
		owed := report.Account{"Liabilities", "Partners", "P-000" + string(rune('A'+i)) + " " + name, "Payable"}
		j.Accounts = append(j.Accounts, owed)
		c := j.Currencies[i%3]
		earned, paid := money.New(1_234_567, c), money.New(-1_000_001, c)
		for _, m := range []money.Money{earned, paid} {
			other := expense
			if m.Minor < 0 {
				other = bank
			}
			e := report.Entry{Day: calendar.D("2026-02-28"), Number: "1)2", Payee: name, Note: "fee: of " + name,
				Postings: []report.Posting{{Account: other, Amount: m}, {Account: owed, Amount: m.Neg()}}}
			all = append(all, e.Tagged("reference", name+", a: b").Tagged("statement", ""))
		}
	}
	worth := report.Posting{Account: report.Account{"Liabilities", "Partners", "P-000A " + hostile()[0], "Payable"}, Amount: money.New(-1000, "JPY"), Worth: money.New(-612, "EUR")}
	all = append(all, report.Entry{Day: calendar.D("2024-02-29"), Number: "99", Payee: "X", Note: "converted",
		Postings: []report.Posting{{Account: expense, Amount: money.New(612, "EUR")}, worth}})
	j.Entries = func(yield func(report.Entry, error) bool) {
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
	return j
}

func written(t *testing.T, form string) string {
	t.Helper()
	var out strings.Builder
	if err := WriteJournal(&out, form, someJournal()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Every name becomes one payee and one account, whatever stands in it, and the programs themselves agree.
func TestJournalsOfHostileNamesAreReadByThePrograms(t *testing.T) {
	for form, command := range map[string][]string{
		HLedger:   {"hledger", "check", "accounts", "commodities", "-f"},
		Ledger:    {"ledger", "--pedantic", "balance", "-f"},
		Beancount: {"bean-check"},
	} {
		t.Run(form, func(t *testing.T) {
			text := written(t, form)
			if again := written(t, form); again != text {
				t.Error("the same journal is other bytes")
			}
			if n := strings.Count(text, "1900-01-01 open") + strings.Count(text, "\naccount "); n != len(hostile())+2 {
				t.Errorf("%d accounts are declared, wanted %d", n, len(hostile())+2)
			}
			if strings.ContainsAny(text, "\t\r\u202E") {
				t.Error("a control character is written")
			}
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skipf("%s is not installed (scripts/deps test installs what Debian has)", command[0])
			}
			file := filepath.Join(t.TempDir(), "journal.txt")
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			run := func() ([]byte, error) {
				cmd := exec.Command(command[0], append(command[1:], file)...)
				cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // hledger reads files in the language of the system
				return cmd.CombinedOutput()
			}
			if out, err := run(); err != nil {
				t.Errorf("%v\n%s\n%s", err, out, text)
			}
			broken := strings.Replace(text, "-612", "-613", 1)
			broken = strings.Replace(broken, "@@ 6.12", "@@ 6.13", 1)
			if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := run(); err == nil {
				t.Errorf("a cent too much is not noticed: %s", out)
			}
		})
	}
}

// One entry in each form, as a bookkeeper reads it.
func TestJournalForms(t *testing.T) {
	want := map[string]string{
		HLedger: `2026-02-28 * (12) Smith, Jones / Co "Ltd"
    ; fee of Smith, Jones / Co "Ltd"
    ; reference: Smith, Jones / Co "Ltd" a: b
    Expenses:Written off                                            12345.67 EUR
    Liabilities:Partners:P-000A Smith Jones Co Ltd:Payable         -12345.67 EUR
`,
		Beancount: `2026-02-28 * "Smith; Jones | Co \"Ltd\"" "fee: of Smith; Jones | Co \"Ltd\""
  number: "1)2"
  reference: "Smith; Jones | Co \"Ltd\", a: b"
  Expenses:Written-off                                            12345.67 EUR
  Liabilities:Partners:P-000A-Smith-Jones-Co-Ltd:Payable         -12345.67 EUR
`,
	}
	want[Ledger] = want[HLedger]
	for form, entry := range want {
		if text := written(t, form); !strings.Contains(text, entry) {
			t.Errorf("%s: wanted\n%s\nin\n%s", form, entry, text[:min(len(text), 4000)])
		}
	}
	if err := WriteJournal(&strings.Builder{}, "gnucash", someJournal()); err == nil {
		t.Error("an unknown form is written")
	}
}
