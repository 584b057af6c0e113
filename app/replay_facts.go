package app

import (
	"cmp"
	"slices"

	"rapport/app/calendar"
	"rapport/app/terms"
)

// mindful remembers of the partner at hand what is asked again and again.
type mindful struct {
	Books
	fees    map[ID[Referral]][]Fee
	credits map[ID[Referral]][]Attribution
}

func (m *mindful) forget() { m.fees, m.credits = nil, nil }

// FeesOf reads the fees of a referral once.
func (m *mindful) FeesOf(id ID[Referral]) ([]Fee, error) { return recall(&m.fees, id, m.Books.FeesOf) }

// Attribution reads who is credited for a referral once.
func (m *mindful) Attribution(id ID[Referral]) ([]Attribution, error) {
	return recall(&m.credits, id, m.Books.Attribution)
}

func recall[K comparable, V any](known *map[K]V, key K, read func(K) (V, error)) (V, error) {
	if v, ok := (*known)[key]; ok {
		return v, nil
	}
	v, err := read(key)
	if err == nil {
		if *known == nil {
			*known = map[K]V{}
		}
		(*known)[key] = v
	}
	return v, err
}

// replay reads the facts, partner after partner, and sums up.
func (p *replayer) replay() error {
	if len(p.ask.Partners) == 0 {
		if err := p.readAccounts(p.t.AllVersions); err != nil {
			return err
		}
	}
	if err := p.readAll(); err != nil {
		return err
	}
	if err := p.close(); err != nil {
		return err
	}
	if len(p.ask.Partners) == 0 {
		if err := p.silent(); err != nil {
			return err
		}
	}
	return p.sum()
}

func (p *replayer) readAll() (err error) {
	partners := p.ask.Partners
	if len(partners) == 0 {
		partners = []ID[Partner]{0}
	}
	for _, id := range partners {
		n, err := p.t.FactTotal(id)
		if err != nil {
			return err
		}
		p.total += n
	}
	for _, id := range partners {
		if id != 0 {
			err = p.next(id)
		}
		if err == nil {
			err = p.t.Facts(id, p.until, p.fact)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// silent works out what follows from no fact for the partners that none came of.
func (p *replayer) silent() error {
	asks := slices.ContainsFunc(p.ask.Drafts, func(d Draft) bool {
		return d.Terms == nil || d.Terms.Floor != nil || slices.ContainsFunc(d.Terms.Rules, func(r terms.Rule) bool {
			return r.Every != "" || r.Floor != nil || r.Kind == terms.FixedFee
		})
	})
	if !asks {
		return nil
	}
	var all []ID[Partner]
	for id := range p.accounts {
		if !p.met[id] {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	for _, id := range all {
		if err := p.next(id); err != nil {
			return err
		}
	}
	return p.close()
}

// next closes the partner at hand and begins another.
func (p *replayer) next(id ID[Partner]) error {
	if err := p.close(); err != nil {
		return err
	}
	p.partner, p.row, p.alone, p.met[id] = id, nil, nil, true
	a, err := p.account(id)
	if err != nil || len(p.ask.Partners) == 0 {
		return err
	}
	if len(a.plans) == 0 || p.ask.Agreement != 0 && !slices.ContainsFunc(a.plans, func(o *plan) bool { return o.ID == p.ask.Agreement }) {
		p.alone = &pick{plan: &plan{Signed: Signed{Agreement: Agreement{ID: p.ask.Agreement, Partner: id, From: p.result.Months.From}}}}
	}
	return nil
}

// close works out what follows from no fact of the partner at hand, and forgets it.
func (p *replayer) close() error {
	if p.partner == 0 {
		return nil
	}
	if err := p.ends(); err != nil {
		return err
	}
	if p.row != nil {
		p.result.ByPartner = append(p.result.ByPartner, *p.row)
	}
	clear(p.seats)
	p.mind.forget()
	p.partner = 0
	return nil
}

// fact replays one fact for one credited partner.
func (p *replayer) fact(f *PendingFact) error {
	if p.result.Facts++; p.result.Facts%1024 == 0 {
		if p.progress != nil {
			p.progress(min(p.result.Facts, p.total), p.total)
		}
		if err := p.ctx.Err(); err != nil {
			return &Problem{Kind: Cancel, Code: "E-CANCEL", Say: "Cancelled – a replay saves nothing.", Cause: err}
		}
	}
	if f.Credited != p.partner {
		if err := p.next(f.Credited); err != nil {
			return err
		}
	}
	if f.Row.Reverses != 0 || p.mistake[f.Fee] {
		return nil
	}
	c, seats, err := p.speaks(f)
	for _, s := range seats {
		if err == nil {
			err = s.before(f.Day)
		}
		switch {
		case err != nil:
		case f.takesBack():
			err = p.takeBack(s, f)
		default:
			err = p.pay(s, f, c)
		}
	}
	return err
}

// takeBack replays a refund or a write-off: by each line's own ratio, as the ledger does.
func (p *replayer) takeBack(s *seat, f *PendingFact) (err error) {
	var fees []Fee
	if s.asksFees(f) {
		fees, err = p.t.FeesOf(f.Referral)
	}
	if err == nil {
		s.refund(f, fees)
	}
	return err
}

// speaks gives the version that spoke for a fact, and the seats of its agreement; none when the replay is not about it.
func (p *replayer) speaks(f *PendingFact) (*pick, []*seat, error) {
	c, err := p.choose(f, f.decides())
	if err != nil {
		return nil, nil, err
	}
	if c == nil {
		c = p.alone
	}
	if c == nil || p.ask.Agreement != 0 && c.plan.ID != p.ask.Agreement {
		return nil, nil, nil
	}
	seats, err := p.seatsOf(c.plan)
	return c, seats, err
}

// pay puts a fact to the terms of a seat.
func (p *replayer) pay(s *seat, f *PendingFact, c *pick) error {
	use := s.under(c)
	if use.engine == nil {
		return nil
	}
	wait, err := p.ready(f, use)
	if err != nil {
		return err
	}
	if wait != "" {
		if s.draft == 0 {
			p.result.Waiting++
		}
		return nil
	}
	if s.draft == 0 && f.Kind == FactFee && f.Row.Kind == Received {
		p.sums(f.Day, func(sum *ReplaySum) { sum.Fees += p.job.given.Base })
	}
	s.fact(use, &p.job, func() { s.watch(p, use, f.Day) })
	return nil
}

// sums changes the sums that a day counts in, when it is shown.
func (p *replayer) sums(day calendar.Day, change func(*ReplaySum)) {
	if !p.result.Months.Contains(day) {
		return
	}
	if !p.month.Contains(day) {
		m := calendar.MonthOf(day)
		p.month, p.place = m.Period(), int(m-calendar.MonthOf(p.result.Months.From))
	}
	if p.row == nil {
		p.row = &ReplayPartner{Partner: p.partner, ReplaySum: ReplaySum{Paid: make([]int64, len(p.drafts))}}
	}
	change(&p.result.ByMonth[p.place].ReplaySum)
	change(&p.row.ReplaySum)
	change(&p.result.Total)
}

// sum adds what the ledger holds, and names partners.
func (p *replayer) sum() error {
	queries := []BookedQuery{{Agreement: p.ask.Agreement}}
	if p.ask.Agreement == 0 && len(p.ask.Partners) > 0 {
		queries = nil
		for _, id := range p.ask.Partners {
			queries = append(queries, BookedQuery{Partner: id})
		}
	}
	at := map[ID[Partner]]int{}
	for i := range p.result.ByPartner {
		at[p.result.ByPartner[i].Partner] = i
	}
	for _, q := range queries {
		q.Currency, q.Months = p.result.Currency, p.result.Months
		list, err := p.t.Booked(q)
		if err != nil {
			return err
		}
		for _, b := range list {
			i, known := at[b.Partner]
			if !known {
				i, at[b.Partner] = len(at), len(at)
				p.result.ByPartner = append(p.result.ByPartner, ReplayPartner{Partner: b.Partner, ReplaySum: ReplaySum{Paid: make([]int64, len(p.drafts))}})
			}
			p.result.ByPartner[i].Booked += b.Minor
			p.result.ByMonth[b.Month-calendar.MonthOf(p.result.Months.From)].Booked += b.Minor
			p.result.Total.Booked += b.Minor
		}
	}
	if err := p.withoutVAT(at); err != nil {
		return err
	}
	return p.name()
}

// withoutVAT takes the VAT of self-billed documents out of what is booked: it is of no agreement.
func (p *replayer) withoutVAT(at map[ID[Partner]]int) error {
	if p.ask.Agreement != 0 {
		return nil
	}
	return p.t.Standings(Query{}.With(Is("kind", string(VATLine))), func(l *LineRow) error {
		i, shown := at[l.Partner]
		if !shown || l.Amount.Currency != p.result.Currency || !p.result.Months.Contains(l.Day) || l.voided() {
			return nil
		}
		p.result.ByPartner[i].Booked -= l.Amount.Minor
		p.result.ByMonth[calendar.MonthOf(l.Day)-calendar.MonthOf(p.result.Months.From)].Booked -= l.Amount.Minor
		p.result.Total.Booked -= l.Amount.Minor
		return nil
	})
}

func (p *replayer) name() error {
	r, names := &p.result, map[ID[Partner]]string{}
	for i := range r.ByPartner {
		partner, err := p.t.Partner(r.ByPartner[i].Partner)
		if err != nil {
			return err
		}
		r.ByPartner[i].Number, r.ByPartner[i].Name, names[partner.ID] = partner.Number, partner.Name, partner.Name
	}
	for i := range r.Crossings {
		r.Crossings[i].Name = names[r.Crossings[i].Partner]
	}
	slices.SortFunc(r.ByPartner, func(a, b ReplayPartner) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Partner, b.Partner))
	})
	slices.SortStableFunc(r.Crossings, func(a, b Crossing) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Draft, b.Draft))
	})
	r.LeftOut = len(p.left)
	return nil
}
