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

// RunResult is what a commission run did.
type RunResult struct {
	Facts   int64     `json:"facts"`
	Lines   int64     `json:"lines"`
	Sums    []Sums    `json:"-"`
	Waiting []Waiting `json:"waiting"`
}

// Waiting is a fact that could not be worked out yet, and why; it stays in the queue.
type Waiting struct {
	Referral string       `json:"referral"`
	Day      calendar.Day `json:"day"`
	Say      string       `json:"say"`
}

// Run brings the ledger up to date: it works out every fact not yet run with a day up to until (0 today), new facts only.
// Running again changes nothing. progress, when not nil, is told how many of how many facts are done.
func (u Commissions) Run(ctx context.Context, ask Ask, until calendar.Day, progress func(done, total int64)) (Receipt, RunResult, error) {
	var res RunResult
	receipt, err := u.f.write(ctx, ask, "commission.run", func(t *tx) error {
		if until == 0 {
			until = t.today
		}
		if until > t.today {
			return Bad("until", fmt.Sprintf("%s lies ahead; what is planned is not owed yet.", until), "Run up to today, or an earlier day.")
		}
		r, err := t.runner(ctx, until)
		if err != nil {
			return err
		}
		if r.progress = progress; progress != nil {
			if r.total, err = t.PendingCount(until); err != nil {
				return err
			}
		}
		if err := r.all(); err != nil {
			return err
		}
		res = r.result
		if res.Facts == 0 && res.Lines == 0 && r.turned == 0 && r.effected == 0 {
			return nil
		}
		t.noUndo = true
		t.touch(KindLine, 0)
		t.did(KindLine, 0, "Commission run up to %s: %s, %s", until, counted(res.Facts, "fact"), counted(res.Lines, "line"))
		return nil
	})
	if receipt.Label == "" {
		receipt.Label = "Nothing new: the ledger was up to date."
	}
	return receipt, res, err
}

// runner is one commission run on its way.
type runner struct {
	t        *tx
	ctx      context.Context
	until    calendar.Day
	post     *poster
	accounts map[ID[Partner]]*account
	chosen   map[choice]*pick // of the partner at hand
	choosing ID[Partner]
	tallies  map[tallyKey]*kept
	recent   *kept // asked for last
	rates    map[rateKey]Rate
	run      int64
	lapsed   lapses

	unsettled map[ID[Agreement]]*unsettled
	rerated   map[ID[Agreement]]rerating
	settled   map[ID[Agreement]]bool // in this run, with what follows from no fact

	keep     []int64 // facts that wait
	lost     []int64 // facts without an agreement
	result   RunResult
	turned   int // lines let go by their date, or held for a lapse
	effected int // versions superseded and marks of agreements taken away
	progress func(done, total int64)
	total    int64

	again  bool          // the fact at hand was queued again
	held   []HoldReason  // of the line at hand, beside those that every line may have
	job    job           // the fact at hand, made ready
	places []terms.Place // that decide what is at hand
	book   tallyBook
	out    terms.Result
}

type tallyKey struct {
	agreement ID[Agreement]
	rule      int
	window    calendar.Day
}

// kept is a tally of the run; dirty ones are written back at its end.
type kept struct {
	terms.Tally
	key   tallyKey
	read  calendar.Day // Last as earlier runs left it
	dirty bool
}

func (t *tx) runner(ctx context.Context, until calendar.Day) (*runner, error) {
	post, err := t.poster()
	return &runner{t: t, ctx: ctx, until: until, post: post, accounts: map[ID[Partner]]*account{}, chosen: map[choice]*pick{},
		tallies: map[tallyKey]*kept{}, rates: map[rateKey]Rate{}, unsettled: map[ID[Agreement]]*unsettled{}, settled: map[ID[Agreement]]bool{},
		rerated: map[ID[Agreement]]rerating{}}, err
}

// all releases what its date has released, works through the queue, settles what came out of its order, tops up floors, and marks the facts as run.
func (r *runner) all() error {
	if err := r.releaseDue(); err != nil {
		return err
	}
	lapsed, held, err := r.t.heedLapses()
	if err != nil {
		return err
	}
	r.lapsed, r.turned = lapsed, r.turned+held
	if r.t.settings.TiersByRule {
		if _, err := r.t.reviewTiers(r.t.today); err != nil {
			return err
		}
	}
	if err := r.readWaiting(); err != nil {
		return err
	}
	due, err := r.t.PartnersDue(r.t.today)
	if err != nil {
		return err
	}
	if err := r.supersede(due); err != nil {
		return err
	}
	if err := r.readUnsettled(); err != nil {
		return err
	}
	run, err := r.t.AddRun(Run{At: r.t.now, Until: r.until})
	if err != nil {
		return err
	}
	r.run = run
	err = r.t.Pending(r.until, func(f *PendingFact) error {
		r.result.Facts++
		if r.result.Facts%1024 == 0 {
			if r.progress != nil {
				r.progress(r.result.Facts, r.total)
			}
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		return r.fact(f)
	})
	if err != nil {
		return err
	}
	for _, next := range []func() error{r.settle, r.deliveries, func() error { return r.floors(due) }, r.settle} {
		if err := next(); err != nil {
			return err
		}
	}
	return r.finish()
}

func (r *runner) finish() error {
	if err := r.post.flush(); err != nil {
		return err
	}
	if err := r.putTallies(); err != nil {
		return err
	}
	r.result.Lines = r.post.posted
	for _, s := range r.post.sums {
		r.result.Sums = append(r.result.Sums, *s)
	}
	slices.SortFunc(r.result.Sums, func(a, b Sums) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Currency, b.Currency))
	})
	if r.result.Facts == 0 {
		return nil
	}
	return r.t.FactsDone(r.until, r.run, r.keep, r.lost)
}

// putTallies writes back what the run has measured and paid.
func (r *runner) putTallies() error {
	var tallies []Tally
	for k, v := range r.tallies {
		if v.dirty {
			tallies = append(tallies, Tally{Agreement: k.agreement, Rule: k.rule, Window: k.window, Tally: v.Tally})
		}
	}
	return r.t.PutTallies(tallies)
}

// fact works out one fact for one credited partner.
func (r *runner) fact(f *PendingFact) error {
	r.again = f.Again
	if f.takesBack() {
		return r.takeBack(f)
	}
	c, err := r.choose(f, f.decides())
	if err != nil {
		return err
	}
	switch {
	case c == nil:
		return r.unmatched(f)
	case r.unsettled[c.plan.ID].covers(f.Referral):
		return r.unsettle(f, c.plan)
	}
	wait, err := r.ready(f, c)
	if err != nil {
		return err
	}
	if wait != "" {
		return r.wait(f, wait)
	}
	j := &r.job
	if late, err := r.late(j); err != nil || late {
		return orError(err, r.unsettle(f, c.plan))
	}
	r.book = tallyBook{r: r, agreement: c.plan.ID}
	for j.part = range c.engine.Parts() {
		if err := r.pay(j, &r.book); err != nil {
			return err
		}
	}
	return nil
}

// job is a part of a fact made ready for the engine.
type job struct {
	fact *PendingFact
	pick
	part  int
	event terms.Event
	given terms.Reason // what is known before the engine: gross, excluded, exchange rate, share, base

	consented bool // the client, to a division of the fee
	delivery  bool // the fact is a row of services delivered
}

// pay puts a job to the engine and posts its line.
func (r *runner) pay(j *job, book *tallyBook) error {
	var reason *terms.Reason
	if r.t.preview && j.engine.Plain() && j.given.Rate == "" { // nobody will read a reason
		j.engine.PayAmount(j.part, &j.event, book, &r.out)
	} else {
		r.out = terms.Result{}
		j.engine.Pay(j.part, &j.event, book, &r.out)
		reason = &r.out.Reason
		j.explain(reason)
	}
	if book.err != nil || !r.out.Posts() {
		return book.err
	}
	l := Line{Key: j.key(r.out.Rule), Partner: j.fact.Credited, Kind: lineKind(j.engine, r.out.Rule), Day: j.fact.Day,
		Amount: money.New(r.out.Amount, j.version.Terms.Currency), Base: r.out.Base, Rate: r.out.Rate, Agreement: j.plan.ID,
		Version: j.version.ID, Rule: r.out.Rule, Window: r.out.Window.From, Referral: j.fact.Referral, Fee: j.fact.Fee}
	r.held = j.holds(r.out.Rule)
	defer func() { r.held = nil }()
	if err := r.add(&l, reason, j.engine.HoldDays(r.out.Rule)); err != nil || r.out.Up == nil {
		return err
	}
	up := l
	up.Key, up.Kind = lineKey(keyStep, j.fact.Credited, j.fact.ID<<8|int64(l.Rule), j.version.ID), TrueUp
	up.Amount.Minor, up.Base = r.out.TrueUp, 0
	return r.add(&up, r.out.Up, j.engine.HoldDays(l.Rule))
}

// explain adds to a reason what was known before the engine.
func (j *job) explain(r *terms.Reason) {
	g := &j.given
	r.Gross, r.GrossIn, r.Excluded, r.Share = g.Gross, g.GrossIn, g.Excluded, g.Share
	r.Rate, r.RateDay, r.RateFrom, r.Share0 = g.Rate, g.RateDay, g.RateFrom, j.event.ShareBefore
}

// holds is why the line of a rule is held, beside why every line may be.
func (j *job) holds(rule int) []HoldReason {
	if j.engine.Kind(rule) == terms.FeeDivision && !j.consented {
		return []HoldReason{{Kind: HoldConsent}}
	}
	return nil
}

// key is that of the line of a part: of what competes the fact's own, of a rule that adds one beside it.
func (j *job) key(rule int) Key {
	if j.delivery {
		return lineKey(keyDelivery, j.fact.Credited, j.fact.ID<<8|int64(rule), j.version.ID)
	}
	if j.part == 0 {
		return lineKey(keyFact, j.fact.Credited, j.fact.ID, j.version.ID)
	}
	return lineKey(keyRule, j.fact.Credited, j.fact.ID<<8|int64(rule), j.version.ID)
}

// unmatched notes a fact without an agreement; a receipt of it leaves a zero line that says so.
func (r *runner) unmatched(f *PendingFact) error {
	r.lost = append(r.lost, f.ID)
	if f.Kind != FactFee || f.Row.Kind != Received {
		return nil
	}
	reason := terms.Reason{Currency: f.Row.Amount.Currency, Event: string(f.Row.Kind), Gross: f.Row.Amount.Minor,
		GrossIn: f.Row.Amount.Currency, Nothing: terms.WhyNoAgreement}
	return r.add(&Line{Key: lineKey(keyFact, f.Credited, f.ID, 0), Partner: f.Credited, Kind: Earning, Day: f.Day,
		Amount: money.New(0, f.Row.Amount.Currency), Referral: f.Referral, Fee: f.Fee}, &reason, 0)
}

// wait leaves a fact in the queue and says why; one whose fee was taken back meanwhile is done.
func (r *runner) wait(f *PendingFact, say string) error {
	if fee, err := r.t.Fee(f.Fee); err != nil || fee.Void {
		return err
	}
	r.keep = append(r.keep, f.ID)
	ref, err := r.t.Referral(f.Referral)
	r.result.Waiting = append(r.result.Waiting, Waiting{Referral: ref.Number, Day: f.Day, Say: say})
	return err
}

// add posts a line with where it stands: nothing to pay is void at once, the rest accrues or is held. Only a preview has no reason.
func (r *runner) add(l *Line, reason *terms.Reason, holdDays int) error {
	if r.again {
		if known, err := r.t.HasKeys([]Key{l.Key}); err != nil || len(known) > 0 {
			return err
		}
	}
	if l.Reason = "{}"; reason != nil {
		l.Reason = reason.Compact()
	}
	s := Standing{State: Accrued}
	if l.Amount.Minor == 0 {
		s.State = VoidLine
		return r.post.add(*l, s)
	}
	if until := l.Day.AddDays(holdDays); holdDays > 0 && until > r.t.today {
		s.Holds = append(s.Holds, HoldReason{Kind: HoldPeriod, Until: until})
	}
	account, err := r.account(l.Partner)
	if err != nil {
		return err
	}
	s.Holds = append(s.Holds, r.held...)
	if account.blocked {
		s.Holds = append(s.Holds, HoldReason{Kind: HoldBlocked})
	}
	if why, ok := r.lapsed[l.Partner]; ok {
		s.Holds = append(s.Holds, why)
	}
	if len(s.Holds) > 0 {
		s.State = Held
	}
	return r.post.add(*l, s)
}

// tallyBook lends the run's tallies of one agreement to the engine.
type tallyBook struct {
	r         *runner
	agreement ID[Agreement]
	err       error
}

// Tally gives what a rule has measured in a window, read from the store once a run.
func (b *tallyBook) Tally(rule int, window calendar.Period) *terms.Tally {
	k := b.r.tally(b.agreement, rule, window.From, &b.err)
	k.dirty = true
	return &k.Tally
}

func (r *runner) tally(a ID[Agreement], rule int, window calendar.Day, failed *error) *kept {
	key := tallyKey{a, rule, window}
	if r.recent != nil && r.recent.key == key {
		return r.recent
	}
	if k := r.tallies[key]; k != nil {
		r.recent = k
		return k
	}
	stored, _, err := r.t.Tally(a, rule, window)
	if err != nil {
		*failed = err
	}
	k := &kept{Tally: stored.Tally, key: key, read: stored.Last}
	r.tallies[key] = k
	return k
}
