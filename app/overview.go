package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// Overview is the use-cases that look over everything: today, search, liability, and the check of the whole file.
type Overview struct{ f *Firm }

// Search finds partners, clients and referrals by the beginnings of words.
func (u Overview) Search(ctx context.Context, text string, kinds []Kind, limit int) ([]Hit, error) {
	return read(ctx, u.f, func(b Books) ([]Hit, error) {
		hits, err := b.Search(text, kinds, limit)
		if err != nil || !slices.Contains(kinds, KindPartner) {
			return hits, err
		}
		coded, err := codeHit(b, text)
		return append(coded, hits...), err
	})
}

// Today is what waits for somebody when the program is opened.
type Today struct {
	Day       calendar.Day
	Stages    map[Stage]int64 // referrals by stage
	New       int64           // logged or being checked
	Open      int64           // accepted and on their way
	Won       int64           // won in the last 30 days
	Facts     int64           // waiting for a commission run
	Accrued   []Sums          // waiting for approval
	Held      []Sums
	Approved  []Sums // waiting for a statement
	Unsent    int64  // statements issued and not sent
	Unpaid    []Sums // closing balances not settled
	AccruedIn InBase // Accrued and Unpaid in the base currency, at today's rates
	UnpaidIn  InBase
	Mail      int64 // messages that wait for a look, failed or may have been sent
	Disputes  int64 // not decided
	Overdue   int64 // of them past their deadline
	LastMonth calendar.Period
	Due       int64     // statements a run for the last month would make
	Partners  int64     // active, without those that are archived
	Waiting   int64     // check-ins, contact, promises and tasks that are due or overdue
	Promises  int64     // of them promises
	Late      int64     // of them overdue
	Missed    []CatchUp // came due while the program was closed; one entry a partner

	Onboarding []int64 // partners with an overdue item
	Lapsed     []int64 // partners with a credential that has run out
	Expiring   []int64 // with one that expires within 60 days
	Pressing   bool    // one of those within 30

	OnboardingItems, LapsedPapers, ExpiringPapers int // of those partners in all

	Reviews []int64 // partners whose application is to be reviewed by today
	Goals   []GoalRow

	ToSend     []int64 // materials that were published and are still to be sent to somebody
	SendTo     int     // partners they wait for, counted for each
	RanOut     []int64 // materials in use whose published version has expired
	RunningOut []int64 // that expire within 30 days
	Recall     int     // partners that hold a withdrawn version and were not told, counted for each

	TakeDown, WriteAgain int // landing pages that must go, and that say what does not hold any more
}

// Today gives what waits.
func (u Overview) Today(ctx context.Context) (Today, error) {
	return read(ctx, u.f, func(b Books) (Today, error) {
		s, err := b.Settings()
		if err != nil {
			return Today{}, err
		}
		t := Today{Day: u.f.today(s)}
		t.LastMonth = calendar.MonthPeriod(calendar.MonthOf(t.Day).First() - 1)
		if t.Stages, err = b.StageCounts(Query{}); err != nil {
			return t, err
		}
		t.New = t.Stages[Logged] + t.Stages[Checking]
		t.Open = t.Stages[Accepted] + t.Stages[Contacted] + t.Stages[Meeting] + t.Stages[Proposal]
		won, err := b.StageCounts(Query{}.With(Is("stage", string(Won)), Condition{Field: "closed", From: t.Day.AddDays(-30).String()}))
		if err != nil {
			return t, err
		}
		t.Won = won[Won]
		if t.Facts, err = b.PendingCount(t.Day); err != nil {
			return t, err
		}
		if err := t.money(b); err != nil {
			return t, err
		}
		if t.AccruedIn, err = sumsInBase(b, s, t.Day, t.Accrued); err != nil {
			return t, err
		}
		if t.UnpaidIn, err = sumsInBase(b, s, t.Day, t.Unpaid); err != nil {
			return t, err
		}
		if err := t.contact(b, s, u.f); err != nil {
			return t, err
		}
		if err := orError(t.partners(b), t.pages(b, s, u.f)); err != nil {
			return t, err
		}
		mail, err := b.MessageCounts()
		t.Mail = int64(mail[MessageDraft] + mail[MessageFailed] + mail[MessageUncertain])
		return t, orError(err, t.disputes(b))
	})
}

// disputes counts what waits for an outcome.
func (t *Today) disputes(b Books) error {
	words := make([]string, 0, 3)
	for _, s := range UndecidedStates() {
		words = append(words, string(s))
	}
	return b.DisputeIDs(Query{}.With(Is("state", words...)), func(ids []int32) error {
		rows, err := b.DisputeRows(ids)
		for _, d := range rows {
			t.Disputes++
			if d.Overdue(t.Day) {
				t.Overdue++
			}
		}
		return err
	})
}

// money adds what waits for approval, statement and payment.
func (t *Today) money(b Books) error {
	sums, err := b.LineSums(Query{}.With(Is("state", string(Accrued), string(Held), string(Approved))))
	if err != nil {
		return err
	}
	for _, s := range sums {
		switch s.State {
		case Accrued:
			t.Accrued = append(t.Accrued, s)
		case Held:
			t.Held = append(t.Held, s)
		case Approved:
			t.Approved = append(t.Approved, s)
		}
	}
	due, err := b.Unstated(0, t.LastMonth.To)
	if err != nil {
		return err
	}
	t.Due = int64(len(due))
	if t.Unsent, err = count(func(each func([]int32) error) error {
		return b.StatementIDs(Query{}.With(Is("state", string(StatementIssued))), each)
	}); err != nil {
		return err
	}
	if t.Unpaid, err = unpaid(b, t.Day); err != nil {
		return err
	}
	t.Partners, err = count(func(each func([]int32) error) error {
		return b.PartnerIDs(Query{}.With(Is("state", string(Active)), Is("archived", "no")), each)
	})
	return err
}

// unpaid is what stands on statements and is not paid, by currency.
func unpaid(b Books, day calendar.Day) ([]Sums, error) {
	acc, err := accounts(b, Settings{}, day, day)
	if err != nil {
		return nil, err
	}
	var out []Sums
	for k, l := range acc {
		i := slices.IndexFunc(out, func(s Sums) bool { return s.Currency == k.currency })
		if i < 0 {
			i, out = len(out), append(out, Sums{Currency: k.currency, State: OnStatement})
		}
		if l.Unpaid > 0 {
			out[i].Minor, out[i].Count = out[i].Minor+l.Unpaid, out[i].Count+1
		}
	}
	out = slices.DeleteFunc(out, func(s Sums) bool { return s.Minor == 0 })
	slices.SortFunc(out, func(a, b Sums) int { return cmp.Compare(a.Currency, b.Currency) })
	return out, nil
}

func count(ids func(func([]int32) error) error) (n int64, err error) {
	err = ids(func(chunk []int32) error {
		n += int64(len(chunk))
		return nil
	})
	return n, err
}

// Liability is what the firm may owe a partner in one currency as of a day, minor units.
type Liability struct {
	Partner   ID[Partner]    `json:"-"`
	Name      string         `json:"partner"`
	Currency  money.Currency `json:"currency"`
	Estimated int64          `json:"-"` // of open referrals' estimates and invoices not yet collected
	Accrued   int64          `json:"-"`
	Held      int64          `json:"-"`
	Approved  int64          `json:"-"` // not on a statement yet
	Unpaid    int64          `json:"-"` // on statements, less payments
}

// Liability gives what was owed at the end of a day, by partner name and currency; partners with nothing are left out. It follows from the
// ledger by event date and from the days of approvals, voids, statements and payments. Where segments are named, only of who is in one of them
// today, also of archived partners.
func (u Overview) Liability(ctx context.Context, asOf calendar.Day, in ...ID[Segment]) ([]Liability, error) {
	return read(ctx, u.f, func(b Books) ([]Liability, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		today := u.f.today(s)
		asOf := orDay(asOf, today)
		acc, err := accounts(b, s, asOf, today)
		if err != nil {
			return nil, err
		}
		if err := estimate(b, asOf, today, acc); err != nil {
			return nil, err
		}
		keep, err := keeper(b, s, today, in)
		if err != nil {
			return nil, err
		}
		maps.DeleteFunc(acc, func(k liabilityKey, _ *Liability) bool { return !keep(k.partner) })
		return named(b, acc)
	})
}

type liabilityKey struct {
	partner  ID[Partner]
	currency money.Currency
}

func orNew(l *Liability, s Sums) *Liability {
	if l == nil {
		return &Liability{Partner: s.Partner, Currency: s.Currency}
	}
	return l
}

// accounts sums the lines of every partner and currency up to a day by where they stood, less what was paid.
func accounts(b Books, s Settings, day, today calendar.Day) (map[liabilityKey]*Liability, error) {
	sums, err := sumsAt(b, s, day, today)
	if err != nil {
		return nil, err
	}
	acc := map[liabilityKey]*Liability{}
	for _, s := range sums {
		k := liabilityKey{s.Partner, s.Currency}
		acc[k] = orNew(acc[k], s)
		acc[k].add(s)
	}
	return acc, lessPaid(b, day, acc)
}

// lessPaid lowers what is unpaid by the payments up to a day.
func lessPaid(b Books, asOf calendar.Day, acc map[liabilityKey]*Liability) error {
	paid, err := b.PaidSums(asOf)
	for _, s := range paid {
		if l := acc[liabilityKey{s.Partner, s.Currency}]; l != nil {
			l.Unpaid -= s.Minor
		}
	}
	return err
}

// add counts a sum.
func (l *Liability) add(s Sums) {
	switch s.State {
	case Accrued:
		l.Accrued += s.Minor
	case Held:
		l.Held += s.Minor
	case Approved:
		l.Approved += s.Minor
	case OnStatement, Paid:
		l.Unpaid += s.Minor
	}
}

// estimate works out what referrals open on a day with an estimate would have earned if they had been won then, by the agreement in force.
func estimate(b Books, asOf, today calendar.Day, acc map[liabilityKey]*Liability) error {
	plans := map[ID[Partner]][]Signed{}
	return openReferrals(b, asOf, today, func(r Referral) (err error) {
		if r.Estimate.Minor == 0 {
			return nil
		}
		if _, ok := plans[r.Partner]; !ok {
			if plans[r.Partner], err = partnerAgreements(b, r.Partner); err != nil {
				return err
			}
		}
		return estimateOne(r, plans[r.Partner], asOf, acc)
	})
}

func estimateOne(r Referral, list []Signed, day calendar.Day, acc map[liabilityKey]*Liability) error {
	s, v, ok := inForce(list, day, r.Service)
	if !ok || v.Terms.Currency != r.Estimate.Currency {
		return nil // no agreement, or no rate to say what it would be
	}
	e, err := terms.Compile(v.Terms, s.From)
	if err != nil {
		return err
	}
	var book terms.Sheet
	var total int64
	for _, kind := range []terms.EventKind{terms.Won, terms.Fee} {
		for _, fee := range []terms.FeeKind{terms.Received, terms.Invoiced} {
			if kind == terms.Won && fee == terms.Invoiced {
				continue
			}
			ev := terms.Event{Kind: kind, FeeKind: fee, Day: day, WonOn: day, Introduced: r.Introduced, End: s.To, Service: r.Service,
				Base: r.Estimate.Minor, First: true}
			var out terms.Result
			for part := range e.Parts() {
				e.PayAmount(part, &ev, &book, &out)
				total += out.Amount + out.TrueUp
			}
		}
	}
	if total == 0 {
		return nil
	}
	k := liabilityKey{r.Partner, v.Terms.Currency}
	acc[k] = orNew(acc[k], Sums{Partner: k.partner, Currency: k.currency})
	acc[k].Estimated += total
	return nil
}

func named(b Books, acc map[liabilityKey]*Liability) ([]Liability, error) {
	out := make([]Liability, 0, len(acc))
	for _, l := range acc {
		if l.Estimated == 0 && l.Accrued == 0 && l.Held == 0 && l.Approved == 0 && l.Unpaid == 0 {
			continue
		}
		p, err := b.Partner(l.Partner)
		if err != nil {
			return nil, err
		}
		l.Name = p.Name
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Liability) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Currency, b.Currency))
	})
	return out, nil
}

// Check looks over the whole file: its integrity, the ledger's chain, balances, tallies and numbers.
func (u Overview) Check(ctx context.Context, progress func(done, total int64)) (Checkup, error) {
	c, err := u.f.deps.Keep.Check(ctx, progress)
	if err != nil {
		return c, err
	}
	err = u.f.deps.Store.Read(ctx, func(b Books) error {
		s, err := b.Settings()
		if err != nil {
			return err
		}
		t := &tx{Books: b, f: u.f, settings: s, today: u.f.today(s)}
		return t.checkBooks(ctx, &c)
	})
	c.OK = len(c.Problems) == 0
	return c, err
}
