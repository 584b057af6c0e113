// Package examples shows what terms pay: a table of example amounts, each put to the commission engine in a small story of one partner
// in the agreement's first days. Nothing is worked out here that the engine has not worked out.
package examples

import (
	"strconv"

	"rapport/app/money"
	"rapport/app/terms"
)

// By is what the example amounts are.
type By string

// What examples may be by.
const (
	ByFees      By = "fees"      // minor units: one client, accepted, met and won, whose one invoice is paid; whatever else pays happens once
	ByReferrals By = "referrals" // a count: so many referrals, each accepted, met and won, without fees
	ByServices  By = "services"  // a count: so many services delivered
	ByMonths    By = "months"    // a count: so long the agreement has run
)

// Row is one example: the amount, what it pays in all, and what that is made of.
type Row struct {
	Amount  int64  // minor units, or a count
	Of      string // the amount in words: "5,000.00", "3"
	Pays    money.Money
	Because string
}

// Table is what terms pay at some amounts.
type Table struct {
	By      By
	Title   string // what the amounts are: "Fees of one client, received"
	Suppose string // what is taken as given, "" when nothing is
	Nothing string // why these terms never pay, "" when they do; there are no rows then
	Rows    []Row
}

// Ways gives what examples of the terms can be by, the most telling first; none when they pay no money.
func Ways(t terms.Terms) (ways []By) {
	look := lookAt(t)
	if look.fees {
		ways = append(ways, ByFees)
	}
	if look.counts || (look.accepted || look.met || look.won) && !look.fees {
		ways = append(ways, ByReferrals)
	}
	if look.services && len(ways) == 0 {
		ways = append(ways, ByServices)
	}
	if look.periods && len(ways) == 0 {
		ways = append(ways, ByMonths)
	}
	return ways
}

// Of works the terms out at example amounts. by "" is the first of Ways; without amounts those of Amounts are taken. Terms that Check refuses
// give its error.
func Of(t terms.Terms, by By, amounts ...int64) (Table, error) {
	t = fromStart(t)
	e, err := terms.Compile(t, start)
	if err != nil {
		return Table{}, err
	}
	ways := Ways(t)
	if len(ways) == 0 {
		return Table{Nothing: whyNever(e)}, nil
	}
	if by == "" {
		by = ways[0]
	}
	if len(amounts) == 0 {
		amounts = Amounts(t, by)
	}
	table := Table{By: by, Title: title(t, by), Suppose: suppose(t, by)}
	for _, amount := range amounts {
		s := story{e: e, terms: &t, facts: factsOf(t)}
		s.tell(by, amount)
		table.Rows = append(table.Rows, Row{Amount: amount, Of: shown(amount, by, t.Currency), Pays: money.New(s.total, t.Currency), Because: s.because()})
	}
	return table, nil
}

// shown writes an example amount.
func shown(amount int64, by By, c money.Currency) string {
	if by == ByFees {
		return money.New(amount, c).Amount()
	}
	return strconv.FormatInt(amount, 10)
}

// title says what the amounts are.
func title(t terms.Terms, by By) string {
	look := lookAt(t)
	switch by {
	case ByReferrals:
		switch {
		case look.accepted && look.won:
			return "Referrals accepted and won"
		case look.won:
			return "Referrals won"
		case look.met && !look.accepted:
			return "Clients met"
		}
		return "Referrals accepted"
	case ByServices:
		return "Services delivered"
	case ByMonths:
		return "Months of the agreement"
	}
	if look.received {
		return "Fees received"
	}
	return "Fees invoiced"
}

// looks is what some rule of the terms looks at.
type looks struct {
	fees, received           bool
	accepted, met, won       bool
	counts                   bool // steps by how many referrals there were
	services, periods, costs bool
}

func lookAt(t terms.Terms) (l looks) {
	for i := range t.Rules {
		l.rule(&t.Rules[i])
	}
	return l
}

func (l *looks) rule(r *terms.Rule) {
	switch r.Kind {
	case terms.PercentOnce, terms.RevenueShare, terms.FeeDivision:
		l.fee(r)
	case terms.FlatOnWin:
		l.won = true
	case terms.FlatPerReferral:
		l.accepted = true
	case terms.Tiered, terms.Bonus:
		l.counted(r)
	case terms.Milestone:
		l.milestone(r)
	case terms.CharityDonation:
		if r.Rate.IsZero() {
			l.won = true
		} else {
			l.fee(r)
		}
	case terms.Retainer, terms.FixedFee:
		l.periods = l.periods || r.Every != ""
		l.services = l.services || r.Every == ""
	}
}

func (l *looks) fee(r *terms.Rule) {
	l.fees = true
	l.received = l.received || r.Basis != terms.OnInvoice
	l.costs = l.costs || r.Basis == terms.OnMargin && r.CostRate.IsZero()
}

func (l *looks) counted(r *terms.Rule) {
	if r.Measure == terms.ByRevenue {
		l.fee(r)
		return
	}
	l.counts = true
	if r.Measure == terms.ByAcceptedCount {
		l.accepted = true
	} else {
		l.won = true
	}
}

func (l *looks) milestone(r *terms.Rule) {
	switch r.On {
	case terms.AtFees:
		l.fee(r)
	case terms.AtMeeting:
		l.met = true
	case terms.AtWon:
		l.won = true
	case terms.AtNth:
		l.accepted, l.counts = true, true
	default:
		l.accepted = true
	}
}
