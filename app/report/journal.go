package report

import (
	"iter"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Journal is double-entry bookkeeping before it is a file of another program: accounts, and entries whose postings sum to zero.
type Journal struct {
	Title      string   // first line
	Notes      []string // what a reader should know, one line each
	Base       money.Currency
	Currencies []money.Currency // of all postings
	Accounts   []Account        // of all postings, in the order to be listed
	Tags       []string         // names of all tags
	Entries    iter.Seq2[Entry, error]
}

// Account is an account by its path from the top. The first part is one of Assets, Liabilities, Equity, Income, Expenses; the
// others may hold anything, and each writer makes them into names its program reads.
type Account []string

// Entry is one transaction.
type Entry struct {
	Day      calendar.Day
	Number   string // by which the transaction is found again
	Payee    string
	Note     string
	Tags     []Tag
	Postings []Posting
}

// Tag is one named fact of an entry. Names are lower-case words without spaces.
type Tag struct{ Name, Value string }

// Posting is an amount on an account: debit positive, credit negative.
type Posting struct {
	Account Account
	Amount  money.Money
	Worth   money.Money // what Amount is counted as, in another currency and with the same sign; no currency: Amount itself
}

// Tagged is the entry with a fact more, unless there is nothing to say.
func (e Entry) Tagged(name, value string) Entry {
	if value != "" {
		e.Tags = append(e.Tags, Tag{name, value})
	}
	return e
}
