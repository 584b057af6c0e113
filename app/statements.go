package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Statements are the use-cases of partner statements.
type Statements struct{ f *Firm }

// IDs gives the ids of a list in order, in chunks.
func (u Statements) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, u.f.ids(Books.StatementIDs, q, each))
}

// Rows gives list rows by id.
func (u Statements) Rows(ctx context.Context, ids []int32) ([]StatementRow, error) {
	return read(ctx, u.f, func(b Books) ([]StatementRow, error) { return b.StatementRows(ids) })
}

// Get gives one statement.
func (u Statements) Get(ctx context.Context, id ID[Statement]) (Statement, error) {
	return read(ctx, u.f, func(b Books) (Statement, error) { return b.Statement(id) })
}

// Steps gives a statement's transitions, oldest first.
func (u Statements) Steps(ctx context.Context, id ID[Statement]) ([]Step, error) {
	return read(ctx, u.f, func(b Books) ([]Step, error) { return b.Steps(KindStatement, int64(id)) })
}

// Find gives the statement with a number.
func (u Statements) Find(ctx context.Context, number string) (Statement, error) {
	return read(ctx, u.f, func(b Books) (Statement, error) {
		return b.StatementByNumber(strings.ToUpper(strings.TrimSpace(number)))
	})
}

// PDF gives the exact bytes that were issued, whatever changed since.
func (u Statements) PDF(ctx context.Context, id ID[Statement]) ([]byte, error) {
	return read(ctx, u.f, func(b Books) ([]byte, error) {
		s, err := b.Statement(id)
		if err != nil {
			return nil, err
		}
		pdf, err := b.StatementPDF(id)
		if err != nil {
			return nil, err
		}
		return asIssued(pdf, s.SHA256, s.Number, "reprint")
	})
}

// asIssued gives the kept bytes of a document, unless they are no longer those that were issued; again is how they are had once more.
func asIssued(kept []byte, sum [sha256.Size]byte, number, again string) ([]byte, error) {
	if sha256.Sum256(kept) != sum {
		return nil, &Problem{Kind: Storage, Code: "E-DAMAGED", Say: "The kept copy of " + number + " is damaged.",
			Try: "Open a backup and " + again + " it from there."}
	}
	return kept, nil
}

// Verify tells which statement a file is, unaltered; not found means that it is none of this firm's, or was changed.
func (u Statements) Verify(ctx context.Context, pdf []byte) (Statement, error) {
	return read(ctx, u.f, func(b Books) (Statement, error) {
		s, err := b.StatementByHash(sha256.Sum256(pdf))
		if IsNotFound(err) {
			return s, &Problem{Kind: NotFound, Say: "This is not one of this firm's statements, or it was altered after it was issued.",
				Try: "Reprint the statement by its number and compare."}
		}
		return s, err
	})
}

// Drafted is one statement as it would be issued: the live draft.
type Drafted struct {
	Statement
	PartnerName string
	PDF         []byte // only of a single preview
	Warnings    []string
}

// RunStatements is what a run of statements did or would do.
type RunStatements struct {
	Made     []Drafted
	Sums     []Sums // closing balances by currency
	Warnings []string
}

// Run issues a period's statements: for every partner and currency (or those given) with approved lines, payments or an
// open balance. Each takes the next number of its series, and its exact PDF bytes are kept in the same transaction.
func (u Statements) Run(ctx context.Context, ask Ask, period calendar.Period, partners []ID[Partner], progress func(done, total int)) (Receipt, RunStatements, error) {
	var res RunStatements
	receipt, err := u.f.write(ctx, ask, "statement.run", func(t *tx) error {
		if _, _, err := t.heedLapses(); err != nil {
			return err
		}
		jobs, err := t.due(period, partners)
		if err != nil {
			return err
		}
		if period.Last() >= t.today {
			t.warn("%s is not over: what comes in later goes on the next statement.", period.Label())
		}
		for i, job := range jobs {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(i, len(jobs))
			}
			made, err := t.issue(job, period, !ask.Preview)
			if p := AsProblem(err); p != nil && p.Code == codePrint {
				t.warn("%s %s", p.Say, p.Try)
				continue
			}
			if err != nil {
				return err
			}
			res.add(made)
		}
		if len(res.Made) == 0 {
			return nil
		}
		t.noUndo = true
		t.touch(KindLine, 0)
		t.did(KindStatement, int64(res.Made[len(res.Made)-1].ID), "Issued %s for %s, %s", counted(len(res.Made), "statement"), period.Label(), sumWords(res.Sums))
		t.touch(KindStatement, 0)
		return nil
	})
	res.Warnings = receipt.Warnings
	if receipt.Label == "" {
		receipt.Label = fmt.Sprintf("No statement is due for %s: nothing approved or paid waits, and no balance is open.", period.Label())
	}
	return receipt, res, err
}

func (r *RunStatements) add(d Drafted) {
	r.Made = append(r.Made, d)
	for i := range r.Sums {
		if r.Sums[i].Currency == d.Currency {
			r.Sums[i].Minor += d.Closing
			r.Sums[i].Count++
			return
		}
	}
	r.Sums = append(r.Sums, Sums{Currency: d.Currency, Count: 1, Minor: d.Closing})
}

// dueStatement is one statement that a run has to make.
type dueStatement struct {
	Unstated
	previous Statement    // zero when it is the first
	disputed []DisputeRow // of lines on earlier statements
}

// due gives the statements a run has to make, by partner and currency. Asking for one partner by name that has a
// statement of the period already is refused.
func (t *tx) due(period calendar.Period, partners []ID[Partner]) ([]dueStatement, error) {
	if period.Days() <= 0 {
		return nil, Bad("period", "The period has no days.", "Enter a month such as 2026-10, a quarter such as 2026-Q4, or a year.")
	}
	waiting, err := t.Unstated(0, period.To)
	if err != nil {
		return nil, err
	}
	disputed, err := t.undecided()
	if err != nil {
		return nil, err
	}
	var out []dueStatement
	for _, w := range waiting {
		if len(partners) > 0 && !slices.Contains(partners, w.Partner) {
			continue
		}
		last, ok, err := t.LastStatement(w.Partner, w.Currency)
		if err != nil {
			return nil, err
		}
		if ok && last.Period.To > period.From {
			if len(partners) > 0 {
				return nil, t.hasOne(w.Partner, last, period)
			}
			continue
		}
		out = append(out, dueStatement{w, last, disputed[liabilityKey{w.Partner, w.Currency}]})
	}
	if len(out) == 0 {
		for _, id := range partners {
			if err := t.nothingDue(id, period); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// nothingDue refuses a second statement for a period that has one.
func (t *tx) nothingDue(id ID[Partner], period calendar.Period) error {
	list, err := t.StatementsOf(id)
	if err != nil {
		return err
	}
	for _, s := range list {
		if s.State != StatementVoid && s.Period.From < period.To && period.From < s.Period.To {
			return t.hasOne(id, s, period)
		}
	}
	return nil
}

func (t *tx) hasOne(id ID[Partner], s Statement, period calendar.Period) error {
	p, err := t.Partner(id)
	if err != nil {
		return err
	}
	return &Problem{Kind: Conflict, Field: "period",
		Say: fmt.Sprintf("%s has statement %s for %s already.", p.Name, s.Number, s.Period.Label()),
		Try: fmt.Sprintf("What came in since goes on the next statement; %s was asked for.", period.Label())}
}

// issue works one statement out and, when it is for keeps, takes its number, prints and stores it.
func (t *tx) issue(job dueStatement, period calendar.Period, keep bool) (Drafted, error) {
	d, body, err := t.draft(job, period)
	if err != nil {
		return d, err
	}
	if err := t.printable(d.Statement, body); err != nil {
		return d, err
	}
	if err := t.number1(&d.Statement); err != nil {
		return d, err
	}
	if !keep {
		return d, nil
	}
	id, err := t.nextID(KindStatement)
	if err != nil {
		return d, err
	}
	d.ID, d.State, d.Version = ID[Statement](id), StatementIssued, 1
	pdf, err := t.f.deps.Print(body.document(d.Statement))
	if err != nil {
		return d, &Problem{Kind: Refused, Field: d.PartnerName, Cause: err,
			Say: fmt.Sprintf("The statement of %s can't be printed: %v", d.PartnerName, err), Try: "No statement was issued."}
	}
	d.SHA256 = sha256.Sum256(pdf)
	if err := t.AddStatement(d.Statement, pdf); err != nil {
		return d, err
	}
	return d, t.claim(d.Statement, body)
}

// codePrint marks a statement that holds what no font has.
const codePrint = "E-PRINT"

// printable asks about the texts before a number is taken, so that one name keeps nobody else waiting.
func (t *tx) printable(s Statement, body *statementBody) error {
	if t.f.deps.Printable == nil {
		return nil
	}
	if err := t.f.deps.Printable(body.document(s)); err != nil {
		return &Problem{Kind: Refused, Code: codePrint, Field: body.partner.Name, Cause: err,
			Say: fmt.Sprintf("The statement of %s was left out: %v", body.partner.Name, err), Try: "Correct the name and run the month again."}
	}
	return nil
}

// number1 takes the next number of the year's series; a preview gives it back by its rollback.
func (t *tx) number1(s *Statement) error {
	s.Series = fmt.Sprintf("%s-%d", t.settings.StatementPrefix, s.Issued.Year())
	no, err := t.NextNumber(s.Series)
	s.No, s.Number = no, Number(s.Series, no, 4)
	return err
}

// claim puts the lines and payments that were summed on the statement.
func (t *tx) claim(s Statement, body *statementBody) error {
	standings := make([]Standing, len(body.lines))
	for i, l := range body.lines {
		standings[i] = l.Standing
		standings[i].State, standings[i].Statement = OnStatement, s.ID
	}
	if err := t.MoveStanding(body.lines, standings); err != nil {
		return err
	}
	seqs := make([]int64, len(body.payments))
	for i, p := range body.payments {
		seqs[i] = p.Seq
	}
	if err := t.PutPaymentShown(seqs, s.ID); err != nil {
		return err
	}
	gifts := make([]ID[Gift], len(body.gifts))
	for i, g := range body.gifts {
		gifts[i] = g.ID
	}
	if err := t.PutGiftsShown(gifts, s.ID); err != nil {
		return err
	}
	return t.step(KindStatement, int64(s.ID), string(StatementDraft), string(StatementIssued), Move{})
}

// draft sums what the statement takes: opening balance of the one before, approved lines and payments up to its last day.
func (t *tx) draft(job dueStatement, period calendar.Period) (Drafted, *statementBody, error) {
	partner, err := t.Partner(job.Partner)
	if err != nil {
		return Drafted{}, nil, err
	}
	body, err := t.statementBody(partner, job, period)
	if err != nil {
		return Drafted{}, nil, err
	}
	head, err := t.Head()
	if err != nil {
		return Drafted{}, nil, err
	}
	s := Statement{Partner: partner.ID, Period: period, Currency: job.Currency, State: StatementDraft, Opening: job.previous.Closing,
		Lines: int64(len(body.lines)), Issued: t.today, QueryBy: t.today.AddDays(t.settings.QueryDays), Ledger: head.Seq, Head: head.Head,
		IssuedAt: t.now, Previous: job.previous.ID}
	if s.Earned, err = body.earned(); err != nil {
		return Drafted{}, nil, err
	}
	if s.Paid, err = body.paid(); err != nil {
		return Drafted{}, nil, err
	}
	if s.Closing, err = money.SumMinor(s.Opening, s.Earned, -s.Paid); err != nil {
		return Drafted{}, nil, err
	}
	return Drafted{Statement: s, PartnerName: partner.Name}, body, nil
}

// Preview gives the statement that would be issued, as PDF bytes with DRAFT for a number. Nothing is kept.
func (u Statements) Preview(ctx context.Context, partner ID[Partner], period calendar.Period) ([]Drafted, error) {
	var out []Drafted
	_, err := u.f.write(ctx, Ask{Preview: true}, "statement.preview", func(t *tx) error {
		jobs, err := t.due(period, []ID[Partner]{partner})
		if err != nil {
			return err
		}
		for _, job := range jobs {
			d, body, err := t.draft(job, period)
			if err != nil {
				return err
			}
			d.Number = "DRAFT"
			if d.PDF, err = u.f.deps.Print(body.document(d.Statement)); err != nil {
				return Bad("partner", fmt.Sprintf("The statement can't be printed: %v.", err), "Correct the name.")
			}
			out = append(out, d)
		}
		return nil
	})
	return out, err
}
