package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
	"rapport/app/terms"
)

// Ending is a referral that came to an end: won, lost or withdrawn.
type Ending struct {
	Partner    ID[Partner]
	Won        bool
	Introduced calendar.Day
	Closed     calendar.Day
}

// leastData is how many endings, or wins, say anything; with fewer a figure is chance.
const leastData = 5

// Converted is how many of what ended was won, and how long the wins took.
type Converted struct {
	Won, Ended int64
	Days       int64 // the median from the introduction to the win
}

// converted counts the endings that are wanted.
func converted(all []Ending, want func(Ending) bool) Converted {
	var c Converted
	var days []int64
	for _, e := range all {
		if !want(e) {
			continue
		}
		c.Ended++
		if e.Won {
			c.Won++
			days = append(days, int64(e.Closed.Sub(e.Introduced)))
		}
	}
	if slices.Sort(days); len(days) > 0 {
		c.Days = days[len(days)/2]
	}
	return c
}

// Rate is the conversion in words, with its counts; too little says so.
func (c Converted) Rate() string {
	if c.Ended < leastData {
		return fmt.Sprintf("not enough data (%d of %d)", c.Won, c.Ended)
	}
	return fmt.Sprintf("%d %% (%d of %d)", (c.Won*100+c.Ended/2)/c.Ended, c.Won, c.Ended)
}

// Cycle is how long a win took in words; too few say so.
func (c Converted) Cycle() string {
	if c.Won < leastData {
		return fmt.Sprintf("not enough data (%d won)", c.Won)
	}
	return counted(c.Days, "day") + fmt.Sprintf(" (%d won)", c.Won)
}

// ReviewMoney is what a partner earned and was paid in one currency.
type ReviewMoney struct {
	Currency money.Currency
	Owed     int64 // as a statement of today would say
	Approved int64 // on no statement yet
	Accrued  int64 // accrued or held
	Earned   int64 // in the quarter
	Paid     int64 // in the quarter
}

// Review is what a quarterly business review with a partner looks at. What is open is as of the day it is made.
type Review struct {
	Partner   Partner
	Person    string // whom to talk to first
	Quarter   calendar.Period
	Made      calendar.Day
	Now       Reciprocity // in the quarter
	Before    Reciprocity // in the one before
	Year      Reciprocity // in the twelve months that end with the quarter
	Pipeline  []ReferralRow
	Wins      []ReferralRow
	Given     []OutboundRow // open, or that ended in the quarter
	Money     []ReviewMoney
	Own       Converted // in those twelve months
	Others    Converted
	Promises  []PromiseRow
	Agreement Signed    // in force, else the latest; ID 0: none
	Held      []HeldRow // materials
	Gifts     []GiftRow
	Heard     []MarketRow
	Aim       Target // of the quarter; ID 0: none
	Next      Target // of the one after

	settings Settings
	shown    map[ID[Client]]string // as this partner may see them
	full     []namedClient         // that may not be shown, the longest first
}

// namedClient is a client's name and what stands in its place.
type namedClient struct{ name, shown string }

// Reviews are the use-cases of quarterly business reviews.
type Reviews struct{ f *Firm }

// Of gathers the review of a quarter with a partner; without a quarter of the last one that is over.
func (u Reviews) Of(ctx context.Context, partner ID[Partner], quarter calendar.Period) (Review, error) {
	return read(ctx, u.f, func(b Books) (Review, error) {
		s, err := b.Settings()
		if err != nil {
			return Review{}, err
		}
		r := Review{Quarter: quarter, Made: u.f.today(s), settings: s, shown: map[ID[Client]]string{}}
		if r.Quarter.IsZero() {
			r.Quarter = calendar.QuarterOf(calendar.QuarterOf(r.Made).From - 1)
		}
		if r.Quarter != calendar.QuarterOf(r.Quarter.From) {
			return r, Bad("quarter", "A business review is of a quarter.", "Write it as 2026-Q3.")
		}
		if r.Quarter.From > r.Made {
			return r, Bad("quarter", r.Quarter.Label()+" has not begun.", "Choose an earlier quarter.")
		}
		if r.Partner, err = b.Partner(partner); err != nil {
			return r, err
		}
		for _, fill := range []func(Books) error{r.people, r.exchange, r.referrals, r.given, r.money, r.endings, r.relations, r.targets, r.names} {
			if err := fill(b); err != nil {
				return r, err
			}
		}
		return r, nil
	})
}

// span is the twelve months that end with the quarter.
func (r *Review) span() calendar.Period {
	return calendar.Period{From: r.Quarter.To.AddMonths(-12), To: r.Quarter.To}
}

func (r *Review) people(b Books) error {
	all, err := b.People(r.Partner.ID)
	if len(all) > 0 {
		r.Person = all[0].Name
	}
	return err
}

func (r *Review) exchange(b Books) error {
	before := calendar.QuarterOf(r.Quarter.From - 1)
	for _, p := range []struct {
		to   *Reciprocity
		span calendar.Period
	}{{&r.Now, r.Quarter}, {&r.Before, before}, {&r.Year, r.span()}} {
		l, err := reciprocityLedger(b, ReciprocityAsk{Period: p.span, Partner: r.Partner.ID}, everybody)
		if err != nil {
			return err
		}
		*p.to = l.Total
	}
	return nil
}

// mostReviewed is how many rows a table of a review holds.
const mostReviewed = 40

func (r *Review) mine() Query { return Query{}.With(Is("partner", fmt.Sprint(int64(r.Partner.ID)))) }

// in keeps the rows whose day lies in the quarter.
func (r *Review) in(field string) Condition {
	return Condition{Field: field, From: r.Quarter.From.String(), To: r.Quarter.Last().String()}
}

func (r *Review) referrals(b Books) (err error) {
	open := Is("stage", string(Logged), string(Checking), string(Accepted), string(Contacted), string(Meeting), string(Proposal))
	if r.Pipeline, err = referralRows(b, r.mine().With(open), mostReviewed); err != nil {
		return err
	}
	r.Wins, err = referralRows(b, r.mine().With(Is("stage", string(Won)), r.in("closed")), mostReviewed)
	return err
}

func referralRows(b Books, q Query, most int) ([]ReferralRow, error) {
	ids, err := firstIDs(b.ReferralIDs, q, most)
	if err != nil {
		return nil, err
	}
	return b.ReferralRows(ids)
}

func (r *Review) given(b Books) error {
	open, err := outboundRows(b, r.mine().With(Is("state", string(Given), string(Acknowledged), string(Met))), mostReviewed)
	if err != nil {
		return err
	}
	ended, err := outboundRows(b, r.mine().With(r.in("ended")), mostReviewed)
	r.Given = append(open, ended...)
	return err
}

func (r *Review) money(b Books) error {
	at := func(c money.Currency) *ReviewMoney {
		i := slices.IndexFunc(r.Money, func(m ReviewMoney) bool { return m.Currency == c })
		if i < 0 {
			i, r.Money = len(r.Money), append(r.Money, ReviewMoney{Currency: c})
		}
		return &r.Money[i]
	}
	all, err := b.LineSums(r.mine())
	if err != nil {
		return err
	}
	for _, s := range all {
		switch m := at(s.Currency); s.State {
		case Approved:
			m.Approved += s.Minor
		case Accrued, Held:
			m.Accrued += s.Minor
		}
	}
	earned, err := b.LineSums(r.mine().With(r.in("day"), Is("state", string(Accrued), string(Held), string(Approved), string(OnStatement), string(Paid))))
	if err != nil {
		return err
	}
	for _, s := range earned {
		at(s.Currency).Earned += s.Minor
	}
	payments, err := b.PaymentsOf(r.Partner.ID)
	if err != nil {
		return err
	}
	for _, p := range payments {
		if r.Quarter.Contains(p.Day) {
			at(p.Amount.Currency).Paid += p.Amount.Minor
		}
	}
	for i := range r.Money {
		if r.Money[i].Owed, err = owed(b, r.Partner.ID, r.Money[i].Currency); err != nil {
			return err
		}
	}
	return nil
}

func (r *Review) endings(b Books) error {
	all, err := b.Endings(r.span())
	r.Own = converted(all, func(e Ending) bool { return e.Partner == r.Partner.ID })
	r.Others = converted(all, func(e Ending) bool { return e.Partner != r.Partner.ID })
	return err
}

// relations are promises, agreement, gifts and what was heard.
func (r *Review) relations(b Books) (err error) {
	if r.Promises, err = promiseRows(b, r.mine().With(Is("state", string(PromiseOpen))), mostReviewed); err != nil {
		return err
	}
	signed, err := partnerAgreements(b, r.Partner.ID)
	if err != nil {
		return err
	}
	if a, _, ok := inForce(signed, r.Made, ""); ok {
		r.Agreement = a
	} else if len(signed) > 0 {
		r.Agreement = signed[len(signed)-1]
	}
	if r.Held, err = b.MaterialsHeld(r.Partner.ID); err != nil {
		return err
	}
	for i := range r.Held {
		r.Held[i] = r.Held[i].stands(r.Made)
	}
	gifts, err := b.Gifts(r.Partner.ID)
	if err != nil {
		return err
	}
	for _, g := range gifts {
		if r.Quarter.Contains(g.Given) && g.State != GiftDeclined {
			r.Gifts = append(r.Gifts, g)
		}
	}
	r.Heard, err = marketRows(b, r.mine().With(r.in("day")), mostReviewed)
	return err
}

func (r *Review) targets(b Books) error {
	all, err := b.Targets(r.Partner.ID)
	for _, g := range all {
		switch g.Period {
		case r.Quarter:
			r.Aim = g
		case calendar.QuarterOf(r.Quarter.To):
			r.Next = g
		}
	}
	return err
}

// names finds how each client may be shown to this partner.
func (r *Review) names(b Books) error {
	way := r.Partner.ClientShown
	if way == "" {
		way = r.settings.ClientShown
	}
	keep := func(id ID[Client], name string) error {
		full := name
		switch way {
		case ShownInitials:
			name = names.Initials(name)
		case ShownCode:
			c, err := b.Client(id)
			if err != nil {
				return err
			}
			name = c.Number
		}
		r.shown[id] = name
		if name != full {
			r.full = append(r.full, namedClient{full, name})
		}
		return nil
	}
	for _, row := range slices.Concat(r.Pipeline, r.Wins) {
		if err := keep(row.Client, row.ClientName); err != nil {
			return err
		}
	}
	for _, row := range r.Given {
		if err := keep(row.Client, row.ClientName); err != nil {
			return err
		}
	}
	for _, row := range r.Heard {
		if row.Client == 0 {
			continue
		}
		if err := keep(row.Client, row.ClientName); err != nil {
			return err
		}
	}
	slices.SortFunc(r.full, func(a, b namedClient) int {
		return cmp.Or(cmp.Compare(len(b.name), len(a.name)), cmp.Compare(a.name, b.name))
	})
	return nil
}

// Reciprocal tells whether nothing is paid under the agreement, because introductions go both ways.
func (a Signed) Reciprocal() bool {
	if len(a.Versions) == 0 {
		return false
	}
	rules := a.Versions[len(a.Versions)-1].Terms.Rules
	return len(rules) > 0 && !slices.ContainsFunc(rules, func(r terms.Rule) bool { return r.Kind != terms.ReciprocalOnly })
}
