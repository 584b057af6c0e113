package term

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/views/files"
)

type statementCmd struct {
	Run     statementRun     `cmd:"" help:"Issue and number a period's statements and write the PDFs."`
	List    statementList    `cmd:"" help:"List statements."`
	Show    statementShow    `cmd:"" help:"Show one statement."`
	Reprint statementReprint `cmd:"" help:"Write the exact PDF that was issued."`
	Send    statementSend    `cmd:"" help:"Note that a statement was sent."`
	Stage   statementStage   `cmd:"" help:"Move a sent statement to agreed or queried."`
	Void    statementVoid    `cmd:"" help:"Take back a statement that was not sent; its number is kept."`
}

type statementRun struct {
	Period  string   `required:"" help:"2026-10, 2026-Q4 or 2026." placeholder:"PERIOD"`
	Partner []string `help:"Only this partner; may be repeated." placeholder:"PARTNER"`
	Out     string   `help:"Write the PDFs of the period into this folder; those that are there stay." placeholder:"DIR"`
}

func (s *statementRun) Run(c *call, f *app.Firm) error {
	period, err := calendar.ParsePeriod(s.Period)
	if err != nil {
		return unread("period", err)
	}
	var partners []app.ID[app.Partner]
	for _, name := range s.Partner {
		p, err := f.Partners.Find(c.ctx, name)
		if err != nil {
			return err
		}
		partners = append(partners, p.ID)
	}
	if s.Out != "" && !c.flags.Preview {
		if err := os.MkdirAll(s.Out, 0o700); err != nil {
			return notWritten(s.Out, err)
		}
	}
	bar := c.progress("Issuing statements")
	r, res, err := f.Statements.Run(c.ctx, c.ask(), period, partners, func(done, total int) {
		if bar != nil {
			bar(int64(done), int64(total))
		}
	})
	if err != nil {
		return err
	}
	docs := []map[string]any{}
	var t report.Table
	t.Columns = statementColumns()
	for _, d := range res.Made {
		row := app.StatementRow{Statement: d.Statement, PartnerName: d.PartnerName}
		doc := statementDoc(row)
		if s.Out != "" && !r.Preview {
			if doc["file"], err = c.writeStatement(f, d.Statement, d.PartnerName, s.Out); err != nil {
				return err
			}
		}
		docs = append(docs, doc)
		t.Rows = append(t.Rows, report.Row{Cells: statementCells(row)})
	}
	if !c.flags.JSON && len(t.Rows) > 0 {
		c.table(t)
	}
	if s.Out != "" && !r.Preview {
		if err := c.writeMissing(f, period, partners, s.Out); err != nil {
			return err
		}
	}
	return c.receipt(r, nil, map[string]any{"statements": docs})
}

// writeMissing writes the statements of a period that were issued before and whose PDFs are not in the folder, as after a run that was
// interrupted.
func (c *call) writeMissing(f *app.Firm, period calendar.Period, partners []app.ID[app.Partner], dir string) error {
	all, _, err := gather(c.ctx, app.Query{}.With(app.Is("period", period.Key())).By("number", false), 0, f.Statements.IDs, f.Statements.Rows)
	if err != nil {
		return err
	}
	for _, s := range all {
		over := s.State == app.StatementVoid || s.State == app.StatementOver
		if over || len(partners) > 0 && !slices.Contains(partners, s.Partner) {
			continue
		}
		if _, err := os.Lstat(filepath.Join(dir, StatementFile(s.Statement, s.PartnerName))); err == nil {
			continue
		}
		if _, err := c.writeStatement(f, s.Statement, s.PartnerName, dir); err != nil {
			return err
		}
	}
	return nil
}

// writeStatement writes one statement's kept bytes into a folder and gives the file's path.
func (c *call) writeStatement(f *app.Firm, s app.Statement, partner, dir string) (string, error) {
	pdf, err := f.Statements.PDF(c.ctx, s.ID)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, StatementFile(s, partner))
	return path, c.save(path, pdf)
}

// StatementFile is the name of a statement's file: "2026-11 Harcourt & Lowe statement S-2026-0001.pdf", cleaned of what a file
// system refuses.
func StatementFile(s app.Statement, partner string) string {
	return files.Name(s.Period.Key() + " " + partner + " statement " + s.Number + ".pdf")
}

func statementColumns() []report.Column {
	return []report.Column{col("Number"), col("Partner"), col("Period"), col("State"), moneyCol("Opening"), moneyCol("Earned"),
		moneyCol("Paid"), moneyCol("Closing"), col("")}
}

func statementCells(s app.StatementRow) []report.Cell {
	m := func(n int64) report.Cell { return report.Money(minor(n, s.Currency)) }
	return []report.Cell{report.Text(s.Number), report.Text(s.PartnerName), report.Text(s.Period.Label()), report.Text(string(s.State)),
		m(s.Opening), m(s.Earned), m(s.Paid), m(s.Closing), report.Text(string(s.Currency))}
}

func statementDoc(s app.StatementRow) map[string]any {
	return map[string]any{"id": s.ID, "number": s.Number, "partner": s.PartnerName, "period": s.Period.Key(), "currency": s.Currency,
		"state": s.State, "opening": minor(s.Opening, s.Currency), "earned": minor(s.Earned, s.Currency), "paid": minor(s.Paid, s.Currency),
		"closing": minor(s.Closing, s.Currency), "issued": dayText(s.Issued), "sha256": hex.EncodeToString(s.SHA256[:]), "lines": s.Lines}
}

type statementList struct{ listing }

func (l *statementList) Run(c *call, f *app.Firm) error {
	return listed(c, l.listing, f.Statements.IDs, f.Statements.Rows, statementColumns(), statementDoc, statementCells)
}

// statement finds a statement by number and does something with it.
func (c *call) statement(f *app.Firm, number string, act func(app.Statement) (app.Receipt, error)) error {
	return found(c, f.Statements.Find, number, func(s app.Statement) (app.Receipt, error) {
		r, err := act(s)
		r.Number = s.Number
		return r, err
	})
}

type statementShow struct {
	Number string `arg:"" help:"Number, such as S-2026-0001."`
}

func (s *statementShow) Run(c *call, f *app.Firm) error {
	st, err := f.Statements.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	all, err := f.Statements.Rows(c.ctx, []int32{int32(st.ID)})
	if err != nil || len(all) == 0 {
		return err
	}
	lines, _, err := gather(c.ctx, app.Query{}.With(app.Is("statement", fmt.Sprint(int64(st.ID)))), 0, f.Commissions.IDs, f.Commissions.Rows)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := statementDoc(all[0])
		doc["lines"] = docs(lines, lineDoc)
		return c.json(doc)
	}
	c.table(report.Table{Columns: statementColumns(), Rows: []report.Row{{Cells: statementCells(all[0])}}})
	for _, l := range lines {
		fmt.Fprintf(c.Out, "  %s  line %d  %s  %s  %s\n", l.Day, l.Seq, l.ReferralNumber, l.Kind, l.Amount)
	}
	return nil
}

type statementReprint struct {
	Number string `arg:"" help:"Number."`
	Out    string `required:"" help:"The file to write." placeholder:"FILE"`
}

func (s *statementReprint) Run(c *call, f *app.Firm) error {
	st, err := f.Statements.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	pdf, err := f.Statements.PDF(c.ctx, st.ID)
	if err != nil {
		return err
	}
	if err := c.save(s.Out, pdf); err != nil {
		return err
	}
	return c.receipt(app.Receipt{Label: fmt.Sprintf("Wrote %s to %s", st.Number, s.Out), ID: int64(st.ID), Number: st.Number, Preview: c.flags.Preview}, nil,
		map[string]any{"file": s.Out, "sha256": hex.EncodeToString(st.SHA256[:])})
}

type statementSend struct {
	Number string `arg:"" help:"Number."`
	To     string `help:"To whom, and how." placeholder:"TEXT"`
	On     day    `help:"The day (default: today)." placeholder:"DATE"`
}

func (s *statementSend) Run(c *call, f *app.Firm) error {
	return c.statement(f, s.Number, func(st app.Statement) (app.Receipt, error) {
		return f.Statements.SetState(c.ctx, c.ask(), st.ID, app.StatementSent, app.Move{Day: s.On.Day, Note: s.To})
	})
}

type statementStage struct {
	Number string `arg:"" help:"Number."`
	State  string `arg:"" help:"agreed or queried."`
	move
}

func (s *statementStage) Run(c *call, f *app.Firm) error {
	return c.statement(f, s.Number, func(st app.Statement) (app.Receipt, error) {
		return f.Statements.SetState(c.ctx, c.ask(), st.ID, app.StatementState(s.State), s.move.move())
	})
}

type statementVoid struct {
	Number string `arg:"" help:"Number."`
	Reason string `required:"" help:"Why; it is kept with the number." placeholder:"TEXT"`
}

func (s *statementVoid) Run(c *call, f *app.Firm) error {
	return c.statement(f, s.Number, func(st app.Statement) (app.Receipt, error) {
		return f.Statements.Void(c.ctx, c.ask(), st.ID, s.Reason)
	})
}

type paymentCmd struct {
	Add   paymentAdd   `cmd:"" help:"Record a payment on a statement."`
	List  paymentList  `cmd:"" help:"List a partner's payments."`
	Check paymentCheck `cmd:"" help:"Hold the figure a partner or bank names against ours."`
}

type paymentAdd struct {
	Number    string `arg:"" help:"Number of the statement."`
	Amount    string `arg:"" help:"Amount."`
	Method    string `help:"bank transfer, cheque, card, cash or other." default:"bank transfer"`
	On        day    `help:"The day it was paid (default: today)." placeholder:"DATE"`
	Reference string `help:"Reference of the payment." placeholder:"TEXT"`
}

func (p *paymentAdd) Run(c *call, f *app.Firm) error {
	return c.statement(f, p.Number, func(st app.Statement) (app.Receipt, error) {
		m, err := c.amount(f, "amount", p.Amount, string(st.Currency))
		if err != nil {
			return app.Receipt{}, err
		}
		return f.Payments.Record(c.ctx, c.ask(), app.Payment{Statement: st.ID, Day: p.On.Day, Amount: m, Method: p.Method, Reference: p.Reference})
	})
}

type paymentList struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (p *paymentList) Run(c *call, f *app.Firm) error {
	partner, err := f.Partners.Find(c.ctx, p.Partner)
	if err != nil {
		return err
	}
	all, err := f.Payments.Of(c.ctx, partner.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Day"), moneyCol("Amount"), col(""), col("Method"), col("Reference")}
	return rows(c, cols, all, len(all), func(p app.Payment) map[string]any {
		return map[string]any{"id": p.Seq, "day": dayText(p.Day), "amount": p.Amount, "method": p.Method, "reference": p.Reference}
	}, func(p app.Payment) []report.Cell {
		return []report.Cell{report.Day(p.Day), report.Money(p.Amount), report.Text(string(p.Amount.Currency)), report.Text(p.Method), report.Text(p.Reference)}
	})
}

type paymentCheck struct {
	Partner  string `arg:"" help:"Number or name of the partner."`
	Amount   string `arg:"" help:"What they say is owed."`
	Currency string `help:"Currency (default: the firm's)." placeholder:"CUR"`
}

func (p *paymentCheck) Run(c *call, f *app.Firm) error {
	partner, err := f.Partners.Find(c.ctx, p.Partner)
	if err != nil {
		return err
	}
	theirs, err := c.amount(f, "amount", p.Amount, p.Currency)
	if err != nil {
		return err
	}
	ours, diff, err := f.Payments.Compare(c.ctx, partner.ID, theirs)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		err = c.json(map[string]any{"ours": ours, "theirs": theirs, "difference": diff, "ok": diff == money.Money{Currency: diff.Currency}})
	} else {
		fmt.Fprintf(c.Out, "We owe %s; they say %s; the difference is %s.\n", ours, theirs, diff)
	}
	if err == nil && diff.Minor != 0 {
		return errSilent
	}
	return err
}
