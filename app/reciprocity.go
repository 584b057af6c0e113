package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Exchange is a part of what went between the firm and a partner, counted by year, service and currency.
type Exchange struct {
	Part    ExchangePart
	Partner ID[Partner]
	Name    string
	Year    int
	Service string
	Count   int64
	Sum     money.Money // in the currency counted by; currency empty: no money
}

// ExchangePart says what is counted; each by its own day.
type ExchangePart string

// The parts of an exchange.
const (
	PartReceived ExchangePart = "received" // referrals by the day of introduction, without duplicates
	PartWon      ExchangePart = "won"      // of them, by the day they were won
	PartFees     ExchangePart = "fees"     // by the day they came in, less refunds
	PartGiven    ExchangePart = "given"    // outbound referrals by their day, with their estimates
	PartEngaged  ExchangePart = "engaged"  // of them, by the day the client engaged the partner, with what is known to have come of it
)

// ReciprocityBooks counts what went either way, and keeps what is wanted of a quarter.
type ReciprocityBooks interface {
	Exchanges(p calendar.Period, of ID[Partner]) ([]Exchange, error) // of 0: every partner
	Endings(p calendar.Period) ([]Ending, error)
	AddTarget(Target) error
	PutTarget(Target) error
	DeleteTarget(ID[Target]) error
	Target(ID[Target]) (Target, error)
	Targets(ID[Partner]) ([]Target, error) // the newest quarter first
}

// Reciprocity is a row of the ledger of given and received: of a partner, and of a year and service where it is divided by them.
type Reciprocity struct {
	Partner  ID[Partner]
	Name     string
	Year     int    // 0: of the whole period
	Service  string // of all where it is not divided by service
	Received int64
	Won      int64
	Given    int64
	Engaged  int64
	Fees     []money.Money // that their introductions brought, by currency
	Sent     []money.Money // estimated worth of ours to them
	Known    []money.Money // what is known to have come of ours
}

// ReciprocityAsk says what of the ledger is wanted.
type ReciprocityAsk struct {
	Period    calendar.Period
	Partner   ID[Partner]   // 0: all
	In        []ID[Segment] // only of who is in one of them today; none: all
	ByYear    bool
	ByService bool
}

// ReciprocityLedger is what went either way in a period.
type ReciprocityLedger struct {
	ReciprocityAsk
	Rows  []Reciprocity // by name, year and service
	Total Reciprocity
}

// Reciprocities are the use-cases of the ledger of given and received.
type Reciprocities struct{ f *Firm }

// Ledger gives what went either way in a period.
func (u Reciprocities) Ledger(ctx context.Context, a ReciprocityAsk) (ReciprocityLedger, error) {
	return read(ctx, u.f, func(b Books) (ReciprocityLedger, error) {
		s, err := b.Settings()
		if err != nil {
			return ReciprocityLedger{}, err
		}
		keep, err := keeper(b, s, u.f.today(s), a.In)
		if err != nil {
			return ReciprocityLedger{}, err
		}
		return reciprocityLedger(b, a, keep)
	})
}

// Of gives what went either way with one partner in a period, as one row.
func (u Reciprocities) Of(ctx context.Context, partner ID[Partner], p calendar.Period) (Reciprocity, error) {
	l, err := u.Ledger(ctx, ReciprocityAsk{Period: p, Partner: partner})
	return l.Total, err
}

// AllTime is the period that holds every day there is.
func AllTime() calendar.Period {
	return calendar.Period{From: calendar.MustDate(1970, 1, 1), To: calendar.MustDate(9999, 1, 1)}
}

func reciprocityLedger(b Books, a ReciprocityAsk, keep func(ID[Partner]) bool) (ReciprocityLedger, error) {
	l := ReciprocityLedger{ReciprocityAsk: a, Total: Reciprocity{Name: "Total"}}
	if a.Period.IsZero() {
		a.Period = AllTime()
	}
	all, err := b.Exchanges(a.Period, a.Partner)
	if err != nil {
		return l, err
	}
	type key struct {
		partner ID[Partner]
		year    int
		service string
	}
	at := map[key]int{}
	for _, e := range all {
		if !keep(e.Partner) {
			continue
		}
		k := key{partner: e.Partner}
		if a.ByYear {
			k.year = e.Year
		}
		if a.ByService {
			k.service = e.Service
		}
		i, known := at[k]
		if !known {
			i = len(l.Rows)
			at[k], l.Rows = i, append(l.Rows, Reciprocity{Partner: e.Partner, Name: e.Name, Year: k.year, Service: k.service})
		}
		if err := orError(l.Rows[i].add(e), l.Total.add(e)); err != nil {
			return l, err
		}
	}
	slices.SortFunc(l.Rows, func(a, b Reciprocity) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Partner, b.Partner), cmp.Compare(b.Year, a.Year), strings.Compare(a.Service, b.Service))
	})
	return l, nil
}

func (r *Reciprocity) add(e Exchange) error {
	var err error
	switch e.Part {
	case PartReceived:
		r.Received += e.Count
	case PartWon:
		r.Won += e.Count
	case PartFees:
		r.Fees, err = addMoney(r.Fees, e.Sum)
	case PartGiven:
		r.Given += e.Count
		r.Sent, err = addMoney(r.Sent, e.Sum)
	case PartEngaged:
		r.Engaged += e.Count
		r.Known, err = addMoney(r.Known, e.Sum)
	}
	return err
}

// addMoney adds to the sum of its currency; nothing is no sum.
func addMoney(sums []money.Money, m money.Money) ([]money.Money, error) {
	if m.Currency == "" || m.Minor == 0 {
		return sums, nil
	}
	i := slices.IndexFunc(sums, func(s money.Money) bool { return s.Currency == m.Currency })
	if i < 0 {
		sums = append(sums, m)
		slices.SortFunc(sums, func(a, b money.Money) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
		return sums, nil
	}
	n, err := money.SumMinor(sums[i].Minor, m.Minor)
	sums[i].Minor = n
	return sums, err
}

// MoneyWords writes sums of several currencies; empty for none.
func MoneyWords(sums []money.Money) string {
	words := make([]string, len(sums))
	for i, m := range sums {
		words[i] = m.String()
	}
	return strings.Join(words, ", ")
}

// Balance says in a few words who owes introductions to whom.
func (r Reciprocity) Balance() string {
	switch d := r.Received - r.Given; {
	case r.Received == 0 && r.Given == 0:
		return "nothing either way"
	case d > 0:
		return fmt.Sprintf("we owe %d", d)
	case d < 0:
		return fmt.Sprintf("they owe %d", -d)
	}
	return "even"
}

// Words says what went either way, who owes whom, and what it was worth.
func (r Reciprocity) Words() string {
	introductions := func(n int64) string { return counted(n, "introduction") }
	say := fmt.Sprintf("They introduced %s to us, we introduced %s to them", counted(r.Received, "client"), counted(r.Given, "client"))
	switch d := r.Received - r.Given; {
	case r.Received == 0 && r.Given == 0:
		return "Nobody was introduced either way."
	case d > 0:
		say += ": we owe them " + introductions(d) + "."
	case d < 0:
		say += ": they owe us " + introductions(-d) + "."
	default:
		say += ": even."
	}
	if len(r.Fees) > 0 {
		say += " Theirs brought us " + MoneyWords(r.Fees) + " in fees."
	}
	switch {
	case len(r.Sent) > 0 && len(r.Known) > 0:
		say += " Ours were estimated at " + MoneyWords(r.Sent) + " for them; " + MoneyWords(r.Known) + " is known to have come of it."
	case len(r.Sent) > 0:
		say += " Ours are estimated at " + MoneyWords(r.Sent) + " for them."
	case len(r.Known) > 0:
		say += " Ours are known to have brought them " + MoneyWords(r.Known) + "."
	}
	return say
}
