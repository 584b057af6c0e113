package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapport/app/report"
)

// Journal gives the whole ledger as double-entry bookkeeping: one entry for each commission line and payment that moves money, with the
// line's number, day and partner. What is owed stands as a liability to the partner, divided by where the line stands, so that the
// accounts of a partner sum to what `report liability` says. out must be done with the journal when it returns.
func (u Overview) Journal(ctx context.Context, out func(report.Journal) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error {
		s, err := b.Settings()
		if err != nil {
			return err
		}
		j := &journal{b: b, partners: map[ID[Partner]]string{}, paid: map[int64]Payment{}, known: map[ID[Partner]]bool{}}
		doc := report.Journal{Title: "Commission ledger of " + s.FirmName, Base: s.Currency, Entries: j.entries,
			Tags: []string{"kind", "method", "reference", "referral", "reverses", "statement"}}
		if err := j.accounts(&doc); err != nil {
			return err
		}
		if err := j.count(&doc, s); err != nil {
			return err
		}
		return out(doc)
	})
}

// journal is what the entries need at hand.
type journal struct {
	b        Books
	partners map[ID[Partner]]string // the name of a partner's account
	paid     map[int64]Payment      // by ledger line, of the partners known
	known    map[ID[Partner]]bool
	worths   *worths
}

// The accounts beside those of the partners.
func commissionExpense() report.Account { return report.Account{"Expenses", "Commission"} }
func writtenOff() report.Account        { return report.Account{"Expenses", "Written off"} }
func inputVAT() report.Account          { return report.Account{"Assets", "Input VAT"} }
func openingEquity() report.Account     { return report.Account{"Equity", "Opening balances"} }

// paidFrom is the account a payment leaves by.
func paidFrom(method string) report.Account {
	switch method {
	case "card":
		return report.Account{"Liabilities", "Card"}
	case "cash":
		return report.Account{"Assets", "Cash"}
	case "other":
		return report.Account{"Assets", "Clearing"}
	}
	return report.Account{"Assets", "Bank"}
}

// standsIn is the part of a partner's account that a line counts in; empty for one that moves no money.
func standsIn(s LineState) string {
	switch s {
	case Accrued:
		return "Accrued"
	case Held:
		return "Held"
	case Approved:
		return "Approved"
	case OnStatement, Paid, "": // a payment has no state and lowers what statements say
		return "Payable"
	}
	return ""
}

// accounts lists the accounts and currencies of all entries.
func (j *journal) accounts(doc *report.Journal) error {
	sums, err := j.b.PartnerSums(0)
	if err != nil {
		return err
	}
	doc.Accounts = []report.Account{inputVAT(), openingEquity(), commissionExpense(), writtenOff()}
	for _, m := range Methods() {
		doc.Accounts = append(doc.Accounts, paidFrom(m))
	}
	var left int64
	for _, s := range sums {
		part := standsIn(s.State)
		if part == "" {
			left += s.Count
			continue
		}
		if err := j.name(s.Partner); err != nil {
			return err
		}
		doc.Accounts = append(doc.Accounts, j.owedTo(s.Partner, part), j.owedTo(s.Partner, standsIn(Paid)))
		doc.Currencies = append(doc.Currencies, s.Currency)
	}
	slices.SortFunc(doc.Accounts, func(a, b report.Account) int { return slices.Compare(a, b) })
	doc.Accounts = slices.CompactFunc(doc.Accounts, func(a, b report.Account) bool { return slices.Equal(a, b) })
	slices.Sort(doc.Currencies)
	doc.Currencies = slices.Compact(doc.Currencies)
	doc.Notes = append(doc.Notes, "Liabilities are negative: what is owed to partners.")
	if left > 0 {
		doc.Notes = append(doc.Notes, fmt.Sprintf("%s moved no money and stay out.", counted(left, "void or forfeited line")))
	}
	return nil
}

// count makes ready to count other currencies in the base.
func (j *journal) count(doc *report.Journal, s Settings) (err error) {
	if j.worths, err = newWorths(j.b, s, doc.Currencies); err != nil {
		return err
	}
	doc.Notes = append(doc.Notes, j.worths.notes(doc.Currencies)...)
	if len(j.worths.kept) > 0 {
		doc.Accounts = append(doc.Accounts, exchangeDifferences())
		slices.SortFunc(doc.Accounts, func(a, b report.Account) int { return slices.Compare(a, b) })
		if !slices.Contains(doc.Currencies, s.Currency) {
			doc.Currencies = append(doc.Currencies, s.Currency)
			slices.Sort(doc.Currencies)
		}
	}
	return nil
}

// name notes a partner's account and payments.
func (j *journal) name(id ID[Partner]) error {
	if j.known[id] {
		return nil
	}
	p, err := j.b.Partner(id)
	if err != nil {
		return err
	}
	paid, err := j.b.PaymentsOf(id)
	for _, pay := range paid {
		j.paid[pay.Seq] = pay
	}
	j.partners[id], j.known[id] = p.Number+" "+p.Name, true
	return err
}

func (j *journal) owedTo(id ID[Partner], part string) report.Account {
	return report.Account{"Liabilities", "Partners", j.partners[id], part}
}

// entries gives the lines that move money, in the ledger's order.
func (j *journal) entries(yield func(report.Entry, error) bool) {
	stopped := fmt.Errorf("stopped")
	err := j.b.Standings(Query{}, func(l *LineRow) error {
		if l.Amount.Minor == 0 || standsIn(l.Standing.State) == "" {
			return nil
		}
		e := j.entry(l)
		if err := j.worths.convert(&e, l); err != nil {
			return err
		}
		if !yield(e, nil) {
			return stopped
		}
		return nil
	})
	if err != nil && err != stopped {
		yield(report.Entry{}, err)
	}
}

// entry is one line as a transaction.
func (j *journal) entry(l *LineRow) report.Entry {
	e := report.Entry{Day: l.Day, Number: strconv.FormatInt(l.Seq, 10), Payee: l.PartnerName, Note: strings.TrimSpace(string(l.Kind) + " " + l.ReferralNumber)}
	e = e.Tagged("kind", string(l.Kind))
	e = e.Tagged("referral", l.ReferralNumber)
	other := commissionExpense()
	switch l.Kind {
	case OpeningBalance:
		other = openingEquity()
	case WriteOff:
		other = writtenOff()
	case VATLine:
		other = inputVAT()
	case PaymentLine:
		pay := j.paid[l.Seq]
		other = paidFrom(pay.Method)
		e = e.Tagged("method", pay.Method)
		e = e.Tagged("reference", pay.Reference)
	}
	e = e.Tagged("statement", l.StatementNumber)
	if l.Reverses != 0 {
		e = e.Tagged("reverses", strconv.FormatInt(l.Reverses, 10))
	}
	e.Postings = []report.Posting{{Account: other, Amount: l.Amount}, {Account: j.owedTo(l.Partner, standsIn(l.Standing.State)), Amount: l.Amount.Neg()}}
	return e
}
