package files

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapport/app/report"
)

// The programs a journal is written for.
const (
	HLedger   = "hledger"
	Ledger    = "ledger"
	Beancount = "beancount"
)

// WriteJournal writes double-entry bookkeeping as a text file of hledger, Ledger or Beancount. The same journal gives the same bytes.
func WriteJournal(w io.Writer, form string, j report.Journal) error {
	out := bufio.NewWriter(w)
	var entry func(io.Writer, report.Entry)
	switch form {
	case HLedger:
		hledgerHead(out, j)
		entry = ledgerEntry
	case Ledger:
		ledgerHead(out, j)
		entry = ledgerEntry
	case Beancount:
		beancountHead(out, j)
		entry = beancountEntry
	default:
		return fmt.Errorf("%q is not a form of journal", form)
	}
	for e, err := range j.Entries {
		if err != nil {
			return err
		}
		fmt.Fprintln(out)
		entry(out, e)
	}
	return out.Flush()
}

// comments opens every form.
func comments(w io.Writer, j report.Journal) {
	for _, line := range append([]string{j.Title}, j.Notes...) {
		fmt.Fprintln(w, ";", oneLine(line))
	}
	fmt.Fprintln(w)
}

// sampleAmount shows how many decimals a currency has, such as 1000.00.
func sampleAmount(digits int) string {
	if digits == 0 {
		return "1000."
	}
	return "1000." + strings.Repeat("0", digits)
}

func hledgerHead(w io.Writer, j report.Journal) {
	comments(w, j)
	fmt.Fprintln(w, "decimal-mark .")
	for _, c := range j.Currencies {
		fmt.Fprintf(w, "commodity %s %s\n", sampleAmount(c.Digits()), c)
	}
	for _, a := range j.Accounts {
		fmt.Fprintln(w, "account", ledgerAccount(a))
	}
}

func ledgerHead(w io.Writer, j report.Journal) {
	comments(w, j)
	for _, c := range j.Currencies {
		fmt.Fprintf(w, "commodity %s\n    format %s %s\n", c, strings.TrimSuffix(sampleAmount(c.Digits()), "."), c)
	}
	for _, t := range j.Tags {
		fmt.Fprintln(w, "tag", t)
	}
	for _, a := range j.Accounts {
		fmt.Fprintln(w, "account", ledgerAccount(a))
	}
}

// ledgerEntry is a transaction as hledger and Ledger both read it.
func ledgerEntry(w io.Writer, e report.Entry) {
	fmt.Fprintf(w, "%s * (%s) %s\n", e.Day, ledgerWord(e.Number, "()", ""), ledgerWord(e.Payee, "", ""))
	fmt.Fprintf(w, "    ; %s\n", ledgerWord(e.Note, ":", " "))
	for _, t := range e.Tags {
		fmt.Fprintf(w, "    ; %s: %s\n", t.Name, ledgerWord(t.Value, ",", " "))
	}
	for _, p := range e.Postings {
		post(w, "    ", ledgerAccount(p.Account), p)
	}
}

// post writes one posting with its amount in a column.
func post(w io.Writer, indent, account string, p report.Posting) {
	amount := p.Amount.Plain() + " " + string(p.Amount.Currency)
	pad := strings.Repeat(" ", max(2, 76-utf8.RuneCountInString(account)-len(amount)))
	fmt.Fprint(w, indent, account, pad, amount)
	if p.Worth.Currency != "" {
		fmt.Fprint(w, " @@ ", p.Worth.Abs().Plain(), " ", p.Worth.Currency)
	}
	fmt.Fprintln(w)
}

// ledgerAccount is an account's name for hledger and Ledger: parts with a colon between them, and single spaces at most, because two
// end the name. What either program could take for something else is left out.
func ledgerAccount(a report.Account) string {
	parts := make([]string, len(a))
	for i, part := range a {
		parts[i] = oneLine(strings.Map(func(r rune) rune {
			if unicode.In(r, unicode.Letter, unicode.Mark, unicode.Nd) || strings.ContainsRune("-.&'+/_", r) {
				return r
			}
			return ' '
		}, part))
	}
	return strings.Join(parts, ":")
}

// ledgerWord is a text for hledger and Ledger, where ; opens a comment, | parts payee from note, and [] holds a date. The characters
// of more mean something where it stands as well, and instead is written for them.
func ledgerWord(s, more, instead string) string {
	return oneLine(strings.Map(func(r rune) rune {
		if strings.ContainsRune(more, r) {
			if instead == "" {
				return -1
			}
			return rune(instead[0])
		}
		if i := strings.IndexRune(";|[]", r); i >= 0 {
			return rune(",/()"[i])
		}
		return r
	}, s))
}

// oneLine has no line ends, control or invisible characters, and no two spaces beside each other.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)), " ")
}

// opened is the day Beancount's accounts exist from, before any entry.
const opened = "1900-01-01"

func beancountHead(w io.Writer, j report.Journal) {
	comments(w, j)
	fmt.Fprintf(w, "option \"title\" %s\n", quoted(j.Title))
	if j.Base != "" {
		fmt.Fprintf(w, "option \"operating_currency\" \"%s\"\n", j.Base)
	}
	for _, c := range j.Currencies {
		fmt.Fprintf(w, "%s commodity %s\n", opened, c)
	}
	for _, a := range j.Accounts {
		fmt.Fprintln(w, opened, "open", beancountAccount(a))
	}
}

func beancountEntry(w io.Writer, e report.Entry) {
	fmt.Fprintf(w, "%s * %s %s\n", e.Day, quoted(e.Payee), quoted(e.Note))
	fmt.Fprintf(w, "  number: %s\n", quoted(e.Number))
	for _, t := range e.Tags {
		fmt.Fprintf(w, "  %s: %s\n", t.Name, quoted(t.Value))
	}
	for _, p := range e.Postings {
		post(w, "  ", beancountAccount(p.Account), p)
	}
}

// beancountAccount is an account's name for Beancount: parts of letters, digits and dashes that begin with a capital or a digit.
func beancountAccount(a report.Account) string {
	parts := make([]string, len(a))
	for i, part := range a {
		words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.In(r, unicode.Letter, unicode.Nd) })
		parts[i] = strings.Join(words, "-")
		if first, size := utf8.DecodeRuneInString(parts[i]); !unicode.In(first, unicode.Lu, unicode.Nd) {
			if upper := unicode.ToUpper(first); unicode.Is(unicode.Lu, upper) {
				parts[i] = string(upper) + parts[i][size:]
			} else {
				parts[i] = "X" + parts[i]
			}
		}
	}
	return strings.Join(parts, ":")
}

// quoted is a text of Beancount.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(oneLine(s)) + `"`
}
