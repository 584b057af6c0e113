package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// Draft is terms that a replay works history out by.
type Draft struct {
	Name  string       `json:"name"`
	Terms *terms.Terms `json:"terms,omitempty"` // nil: the terms that were in force
}

// ReplayAsk says what to replay. With neither agreement nor partners it is all agreements that were signed.
type ReplayAsk struct {
	Agreement ID[Agreement]
	Partners  []ID[Partner]
	Months    calendar.Period // widened to whole months; without To up to today
	Last      int             // without Months: so many that end with the month of today; 0: twelve
	Drafts    []Draft         // one to three, of one currency
}

// MostDrafts is how many drafts stand side by side.
const MostDrafts = 3

// mostReplayed is how many months a replay may show.
const mostReplayed = 1200

// ReplaySum is money of a replay, in its currency.
type ReplaySum struct {
	Fees   int64   `json:"fees"`   // received, without what is excluded: what the agreements were asked about
	Booked int64   `json:"booked"` // what the ledger really holds, corrections by hand included
	Paid   []int64 `json:"paid"`   // what each draft would have paid
}

// ReplayMonth is one month of a replay.
type ReplayMonth struct {
	Month calendar.Month `json:"-"`
	ReplaySum
}

// ReplayPartner is one partner of a replay.
type ReplayPartner struct {
	Partner ID[Partner] `json:"partner"`
	Number  string      `json:"number"`
	Name    string      `json:"name"`
	ReplaySum
}

// Crossing is a step of tiers or of a bonus that a draft reaches in the months shown.
type Crossing struct {
	Draft   int          `json:"draft"` // index
	Partner ID[Partner]  `json:"partner"`
	Name    string       `json:"name"`
	Day     calendar.Day `json:"day"`
	Rule    int          `json:"rule"` // 1-based
	From    int64        `json:"from"` // minor units, or a count
	Counts  bool         `json:"counts"`
}

// Replay is what drafts would have paid on the firm's own history.
type Replay struct {
	Months    calendar.Period
	Until     calendar.Day // the last day looked at
	Currency  money.Currency
	Drafts    []Draft
	ByMonth   []ReplayMonth   // every month, in order
	ByPartner []ReplayPartner // those with any money, by name
	Crossings []Crossing      // by partner name, then day
	Total     ReplaySum
	Facts     int64 // looked at
	Waiting   int64 // of these, without an exchange rate yet
	LeftOut   int   // agreements in other currencies
}

// BookedQuery asks what the ledger holds in whole months: of an agreement, else of a partner, else of all.
type BookedQuery struct {
	Agreement ID[Agreement]
	Partner   ID[Partner]
	Currency  money.Currency
	Months    calendar.Period
}

// Booked is what the ledger holds of a partner in a month, by the days of the lines; void and forfeited lines and payments left out.
type Booked struct {
	Partner ID[Partner]
	Month   calendar.Month
	Minor   int64
}

// lastMonths is the period of the n months that end with the month of today.
func lastMonths(today calendar.Day, n int) calendar.Period {
	m := calendar.MonthOf(today)
	return calendar.Period{From: m.Add(1 - n).First(), To: m.Next().First()}
}

// Replay works out what drafts would have paid, each from the first day of its agreements on, as if it had been their terms all along.
// Partners and agreements that were never signed, asked for by name, are taken as signed on the first day shown. Nothing is written.
// progress, when not nil, is told how many of about how many facts are done.
func (u Commissions) Replay(ctx context.Context, ask ReplayAsk, progress func(done, total int64)) (Replay, error) {
	return read(ctx, u.f, func(b Books) (Replay, error) {
		s, err := b.Settings()
		if err != nil {
			return Replay{}, err
		}
		t := &tx{Books: b, f: u.f, settings: s, today: u.f.today(s)}
		p, err := t.replayer(ctx, ask)
		if err != nil {
			return Replay{}, err
		}
		p.progress = progress
		err = p.replay()
		return p.result, err
	})
}

// replayer is a replay on its way. It makes facts ready as a run does, and posts nothing.
type replayer struct {
	*runner
	ask    ReplayAsk
	mind   *mindful
	result Replay
	drafts []AgreementVersion // the terms of each; those of the terms in force are empty

	partner ID[Partner] // at hand
	met     map[ID[Partner]]bool
	seats   map[*plan][]*seat
	alone   *pick            // stands for an agreement that was never signed
	mistake map[ID[Fee]]bool // fees that were taken back, and so never were
	row     *ReplayPartner
	month   calendar.Period // last counted in, and its place
	place   int
	left    map[ID[Agreement]]bool
}

func (t *tx) replayer(ctx context.Context, ask ReplayAsk) (*replayer, error) {
	mind := &mindful{Books: t.Books}
	t.Books = mind
	p := &replayer{ask: ask, mind: mind, seats: map[*plan][]*seat{}, left: map[ID[Agreement]]bool{}, met: map[ID[Partner]]bool{}, runner: &runner{t: t, ctx: ctx,
		accounts: map[ID[Partner]]*account{}, chosen: map[choice]*pick{}, rates: map[rateKey]Rate{}}}
	if err := p.scope(); err != nil {
		return nil, err
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	r := &p.result
	r.Drafts = p.ask.Drafts
	r.Total.Paid = make([]int64, len(r.Drafts))
	for m := calendar.MonthOf(r.Months.From); m.First() < r.Months.To; m = m.Next() {
		r.ByMonth = append(r.ByMonth, ReplayMonth{Month: m, ReplaySum: ReplaySum{Paid: make([]int64, len(r.Drafts))}})
	}
	mistakes, err := t.MistakenFees()
	p.mistake = make(map[ID[Fee]]bool, len(mistakes))
	for _, id := range mistakes {
		p.mistake[id] = true
	}
	return p, err
}

// scope finds the partner of an agreement, and what stands for one that was never signed.
func (p *replayer) scope() error {
	if len(p.ask.Drafts) == 0 {
		p.ask.Drafts = []Draft{{Name: "In force"}}
	}
	p.result.Currency = p.t.settings.Currency
	if p.ask.Agreement == 0 {
		return nil
	}
	s, err := signed(p.t, p.ask.Agreement)
	if err != nil {
		return err
	}
	p.ask.Partners = []ID[Partner]{s.Partner}
	last := s.Versions[len(s.Versions)-1]
	p.result.Currency = last.Terms.Currency
	p.ask.Drafts = slices.Clone(p.ask.Drafts)
	for i := range p.ask.Drafts {
		if d := &p.ask.Drafts[i]; d.Terms == nil && !s.ever() {
			d.Terms = &last.Terms
		}
	}
	return nil
}

// check refuses what can't be replayed, and settles the months and the currency.
func (p *replayer) check() error {
	r := &p.result
	if len(p.ask.Drafts) > MostDrafts {
		return Bad("drafts", fmt.Sprintf("%d drafts are too many to stand side by side.", len(p.ask.Drafts)), "Compare up to three at once.")
	}
	var cur money.Currency
	for i, d := range p.ask.Drafts {
		p.drafts = append(p.drafts, AgreementVersion{})
		if d.Terms == nil {
			continue
		}
		if err := checkTerms(*d.Terms); err != nil {
			return err
		}
		if cur != "" && d.Terms.Currency != cur {
			return Bad("currency", fmt.Sprintf("The drafts are in %s and %s.", cur, d.Terms.Currency), "Replay drafts of one currency at a time.")
		}
		cur = d.Terms.Currency
		p.drafts[i].Terms = *d.Terms
	}
	if cur != "" {
		r.Currency = cur
	}
	r.Months = p.ask.Months
	switch {
	case r.Months == calendar.Period{}:
		r.Months = lastMonths(p.t.today, cmp.Or(p.ask.Last, 12))
	case r.Months.To == 0:
		r.Months.To = p.t.today + 1
	}
	if r.Months.IsZero() || r.Months.From > p.t.today {
		return Bad("from", "These are not months that have begun.", "Begin with a day that is not ahead, and end after it.")
	}
	r.Months = calendar.Period{From: calendar.MonthOf(r.Months.From).First(), To: calendar.MonthOf(r.Months.Last()).Next().First()}
	if r.Months.Days() > mostReplayed*31 {
		return Bad("months", "These are more months than can be shown.", "Choose up to a hundred years.")
	}
	r.Until = min(r.Months.Last(), p.t.today)
	p.until = r.Until
	return nil
}
