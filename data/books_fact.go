package data

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// AddFacts queues facts for the next commission run. The partner is the referral's; looking it up here keeps it true.
func (b *books) AddFacts(fs []app.Fact) error {
	const head = "INSERT INTO fact(kind, day, fee_id, referral_id, partner_id) SELECT column1, column2, column3, r.id, r.partner_id FROM (VALUES "
	const tail = ") CROSS JOIN referral r ON r.id = column4"
	return manyRows(b, head, tail, 4, fs, func(dst []any, f *app.Fact) []any {
		return append(dst, string(f.Kind), f.Day.String(), optional(f.Fee), int64(f.Referral))
	})
}

// pendingFields are a fact and its fee event when it has one. What few facts have is one column, so that the others pay for it once.
const pendingFields = `, q.day, q.id, q.referral_id, q.fee_id, f.kind, f.amount_minor, f.currency,
	CASE WHEN q.fee_id IS NULL OR q.again <> 0 OR f.of_id IS NOT NULL OR f.excluded <> 0 OR f.reverses_id IS NOT NULL OR f.rate <> ''
	THEN concat(q.kind, '|', q.again, '|', f.excluded, '|', f.of_id, '|', f.reverses_id, '|', f.rate, '|', f.rate_to, '|', f.rate_day, '|', f.rate_source) END`

// pendingText reads the queue by credited partner, day and fact, straight off its index.
const pendingText = `SELECT q.partner_id` + pendingFields + `
	FROM fact q INDEXED BY fact_waiting LEFT JOIN fee f ON f.id = q.fee_id WHERE q.run = 0 AND q.day <= $1 ORDER BY q.partner_id, q.day, q.id`

// splitText merges in the facts of divided referrals, one row for each who is credited.
const splitText = `SELECT q.partner_id` + pendingFields + `
	FROM fact q INDEXED BY fact_waiting CROSS JOIN referral r ON r.id = q.referral_id LEFT JOIN fee f ON f.id = q.fee_id
	WHERE q.run = 0 AND q.day <= $1 AND r.split = 0
	UNION ALL SELECT a.partner_id` + pendingFields + `
	FROM referral r INDEXED BY referral_split CROSS JOIN fact q ON q.referral_id = r.id CROSS JOIN attribution a ON a.referral_id = r.id
	LEFT JOIN fee f ON f.id = q.fee_id
	WHERE r.split = 1 AND q.run = 0 AND q.day <= $1
	ORDER BY 1, 2, 3`

// anySplitText tells whether a fact of a divided referral waits.
const anySplitText = `SELECT 1 FROM referral r INDEXED BY referral_split CROSS JOIN fact q INDEXED BY fact_referral ON q.referral_id = r.id
	WHERE r.split = 1 AND q.run = 0 LIMIT 1`

// Pending calls each for the facts that wait, by credited partner, day and fact. The value is reused.
func (b *books) Pending(until calendar.Day, each func(*app.PendingFact) error) error {
	_, split, err := value[int64](b, anySplitText)
	if err != nil {
		return err
	}
	text := pendingText
	if split {
		text = splitText
	}
	return b.facts(text, []any{until.String()}, each)
}

// facts reads facts by a statement whose columns are those of pendingText.
func (b *books) facts(text string, args []any, each func(*app.PendingFact) error) error {
	p := pendingReader{b: b, recent: map[app.ID[app.Referral]]*pendingReferral{}, each: each}
	err := b.each(text, args, func(r *row) error {
		p.facts = append(p.facts, app.PendingFact{})
		if readPending(r, &p.facts[len(p.facts)-1]); r.err != nil {
			return r.err
		}
		if len(p.facts) < factsAtOnce {
			return nil
		}
		return p.flush()
	})
	if err != nil {
		return err
	}
	return p.flush()
}

// factsAtOnce is how many facts are read before their referrals are looked up together; referralsKept is how many of those are
// remembered at least, because facts of one referral lie near each other.
const factsAtOnce, referralsKept = 1024, 4096

// pendingReader gathers facts and adds what their referrals say: a referral is read once, not with every fact.
type pendingReader struct {
	b             *books
	facts         []app.PendingFact
	of            []*pendingReferral // of each fact
	recent, older map[app.ID[app.Referral]]*pendingReferral
	asked         []int64
	each          func(*app.PendingFact) error
}

// pendingReferral is what a referral says of its facts.
type pendingReferral struct {
	introduced, won, accepted calendar.Day
	partner                   app.ID[app.Partner]
	frozen                    app.ID[app.AgreementVersion]
	service                   string
	stage                     app.Stage
	split                     bool
}

func (p *pendingReader) flush() error {
	if len(p.recent) >= referralsKept {
		p.recent, p.older = map[app.ID[app.Referral]]*pendingReferral{}, p.recent
	}
	p.asked, p.of = p.asked[:0], p.of[:0]
	for i := range p.facts {
		p.of = append(p.of, p.referral(p.facts[i].Referral))
	}
	if err := p.read(); err != nil {
		return err
	}
	for i := range p.facts {
		f, of := &p.facts[i], p.of[i]
		f.Introduced, f.Partner, f.Service, f.Stage, f.Split = of.introduced, of.partner, of.service, of.stage, of.split
		f.Won, f.Accepted, f.Frozen = of.won, of.accepted, of.frozen
		if err := p.each(f); err != nil {
			return err
		}
	}
	p.facts = p.facts[:0]
	return nil
}

// referral gives what is remembered of a referral, or a place for what will be read of it. What was not asked for since so many others
// were is forgotten.
func (p *pendingReader) referral(id app.ID[app.Referral]) *pendingReferral {
	of := p.recent[id]
	if of != nil {
		return of
	}
	if of = p.older[id]; of == nil {
		of = &pendingReferral{}
		p.asked = append(p.asked, int64(id))
	}
	p.recent[id] = of
	return of
}

// read looks the referrals asked for up.
func (p *pendingReader) read() error {
	const text = `SELECT r.id, r.introduced, r.partner_id, r.service, r.closed, r.accepted, r.split, r.version_id, r.stage FROM referral r WHERE r.id IN `
	return inChunks(p.asked, func(args []any) error {
		return p.b.each(text+marks(), args, func(r *row) error {
			of := p.recent[app.ID[app.Referral](r.num())]
			*of = pendingReferral{introduced: r.day(), partner: app.ID[app.Partner](r.num()), service: r.text(), won: r.day(), accepted: r.day(),
				split: r.yes(), frozen: app.ID[app.AgreementVersion](r.num()), stage: app.Stage(r.text())}
			if of.stage != app.Won {
				of.won = 0
			}
			return nil
		})
	})
}

func readPending(r *row, p *app.PendingFact) {
	p.Credited, p.Day, p.ID, p.Referral = app.ID[app.Partner](r.num()), r.day(), r.num(), app.ID[app.Referral](r.num())
	p.Kind, p.Fee = app.FactFee, app.ID[app.Fee](r.num())
	p.Row = app.Fee{ID: p.Fee, Kind: app.FeeKind(r.text()), Amount: r.money()}
	if p.Fee != 0 {
		p.Row.Referral, p.Row.Day = p.Referral, p.Day
	}
	if rest := r.text(); rest != "" {
		if err := readSeldom(rest, p); err != nil && r.err == nil {
			r.err = err
		}
	}
}

// readSeldom reads the last of pendingFields.
func readSeldom(text string, p *app.PendingFact) error {
	part := func() (first string) {
		first, text, _ = strings.Cut(text, "|")
		return first
	}
	var failed error
	number := func() int64 {
		n, err := strconv.ParseInt(cmp.Or(part(), "0"), 10, 64)
		failed = errors.Join(failed, err)
		return n
	}
	p.Kind, p.Again = app.FactKind(part()), number() != 0
	f := &p.Row
	f.Excluded, f.Of, f.Reverses = number(), app.ID[app.Fee](number()), app.ID[app.Fee](number())
	f.Rate, f.RateTo = part(), money.Currency(part())
	day, err := optionalDay(part())
	f.RateDay, f.RateFrom = day, text
	return errors.Join(failed, err)
}

// PendingCount counts the facts that wait.
func (b *books) PendingCount(until calendar.Day) (int64, error) {
	n, _, err := value[int64](b, "SELECT count(*) FROM fact INDEXED BY fact_waiting WHERE run = 0 AND day <= $1", until.String())
	return n, err
}

// marksAtOnce is how many facts are marked together at least: SQLite gathers the rows of a statement in memory before it changes them.
const marksAtOnce = 20_000

// FactsDone marks facts as run but for those in keep, and notes those that found no agreement. OR FAIL spares SQLite a copy of every page
// that the statement changes, to take back that statement alone: one that fails here ends the whole transaction.
func (b *books) FactsDone(until calendar.Day, run int64, keep, unmatched []int64) error {
	kept := numberList(keep)
	mark := func(from, to int64) error {
		_, err := b.exec(`UPDATE OR FAIL fact INDEXED BY fact_waiting SET run = ? WHERE run = 0 AND partner_id BETWEEN ? AND ? AND day <= ?
			AND id NOT IN (SELECT value FROM json_each(?))`, run, from, to, until.String(), kept)
		return err
	}
	waiting, err := b.waitingBy()
	if err != nil {
		return err
	}
	from, facts := int64(1), int64(0)
	for i, w := range waiting {
		if facts += w.facts; facts < marksAtOnce && i < len(waiting)-1 {
			continue
		}
		if err := mark(from, w.partner); err != nil {
			return err
		}
		from, facts = w.partner+1, 0
	}
	if len(unmatched) == 0 {
		return nil
	}
	_, err = b.exec("UPDATE OR FAIL fact SET unmatched = 1 WHERE run <> 0 AND id IN (SELECT value FROM json_each($1))", numberList(unmatched))
	return err
}

type waitingOf struct{ partner, facts int64 }

// waitingBy counts the facts that wait by partner.
func (b *books) waitingBy() ([]waitingOf, error) {
	return all(b, func(r *row) waitingOf { return waitingOf{r.num(), r.num()} },
		"SELECT partner_id, count(*) FROM fact INDEXED BY fact_waiting WHERE run = 0 GROUP BY partner_id")
}

func numberList(ids []int64) string {
	if ids == nil {
		ids = []int64{}
	}
	return document(ids)
}

// FactsOf counts the facts of a referral: those that wait and those that were run.
func (b *books) FactsOf(id app.ID[app.Referral]) (waiting, done int64, err error) {
	err = b.each("SELECT count(*) FILTER (WHERE run = 0), count(*) FILTER (WHERE run <> 0) FROM fact WHERE referral_id = $1", []any{int64(id)}, func(r *row) error {
		waiting, done = r.num(), r.num()
		return nil
	})
	return waiting, done, err
}

// DropFacts removes facts of a kind that were not run.
func (b *books) DropFacts(id app.ID[app.Referral], kind app.FactKind) error {
	_, err := b.exec("DELETE FROM fact WHERE referral_id = $1 AND kind = $2 AND run = 0", int64(id), string(kind))
	return err
}

// Requeue marks unmatched facts of referrals that credit the partner as not yet run, and gives how many.
func (b *books) Requeue(partner app.ID[app.Partner], from, to calendar.Day) (int64, error) {
	end := "9999-99-99"
	if to != 0 {
		end = to.String()
	}
	return b.exec(`UPDATE fact SET run = 0, unmatched = 0, again = 1 WHERE unmatched = 1 AND day >= $2 AND day < $3 AND referral_id IN (
		SELECT id FROM referral WHERE partner_id = $1 AND split = 0
		UNION ALL SELECT referral_id FROM attribution WHERE partner_id = $1)`, int64(partner), from.String(), end)
}
