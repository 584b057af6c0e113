package term

import (
	"encoding/hex"
	"fmt"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
)

type selfbillCmd struct {
	Run     selfbillRun     `cmd:"" help:"Issue the self-billed documents of a period's statements."`
	List    selfbillList    `cmd:"" help:"List self-billed documents."`
	Show    selfbillShow    `cmd:"" help:"Show one document."`
	Reprint selfbillReprint `cmd:"" help:"Write the exact PDF that was issued."`
	Credit  selfbillCredit  `cmd:"" help:"Take a document back by another one."`
}

type selfbillRun struct {
	Period  string   `required:"" help:"2026-10, 2026-Q4 or 2026, as the statements have it." placeholder:"PERIOD"`
	Partner []string `help:"Only this partner; may be repeated." placeholder:"PARTNER"`
}

func (s *selfbillRun) Run(c *call, f *app.Firm) error {
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
	r, res, err := f.SelfBills.Run(c.ctx, c.ask(), period, partners)
	if err != nil {
		return err
	}
	if !c.flags.JSON && len(res.Made) > 0 {
		t := report.Table{Columns: selfbillColumns()}
		for _, b := range res.Made {
			t.Rows = append(t.Rows, report.Row{Cells: selfbillCells(b)})
		}
		c.table(t)
	}
	return c.receipt(r, nil, map[string]any{"documents": docs(res.Made, selfbillDoc)})
}

func selfbillColumns() []report.Column {
	return []report.Column{col("Number"), col("Partner"), col("Date"), col("Statement"), moneyCol("Net"), moneyCol("VAT"), moneyCol("Gross"), col(""), col("Stands")}
}

func selfbillCells(b app.SelfBillRow) []report.Cell {
	stands := "yes"
	switch {
	case b.Credits != 0:
		stands = "takes back " + b.CreditsNumber
	case b.CreditedBy != "":
		stands = "taken back by " + b.CreditedBy
	}
	return []report.Cell{report.Text(b.Number), report.Text(b.PartnerName), report.Day(b.Day), report.Text(b.StatementNumber), report.Money(minor(b.Net, b.Currency)),
		report.Money(minor(b.VAT, b.Currency)), report.Money(minor(b.Gross, b.Currency)), report.Text(string(b.Currency)), report.Text(stands)}
}

func selfbillDoc(b app.SelfBillRow) map[string]any {
	return map[string]any{"id": b.ID, "number": b.Number, "partner": b.PartnerName, "day": dayText(b.Day), "statement": b.StatementNumber, "currency": b.Currency,
		"net": minor(b.Net, b.Currency), "vat": minor(b.VAT, b.Currency), "gross": minor(b.Gross, b.Currency), "vat_rate": b.Rate, "vat_by": b.By,
		"lines": b.Lines, "credits": b.CreditsNumber, "credited_by": b.CreditedBy, "reason": b.Reason, "vat_line": b.VATSeq, "sha256": hex.EncodeToString(b.SHA256[:])}
}

type selfbillList struct{ listing }

func (l *selfbillList) Run(c *call, f *app.Firm) error {
	return listed(c, l.listing, f.SelfBills.IDs, f.SelfBills.Rows, selfbillColumns(), selfbillDoc, selfbillCells)
}

type selfbillShow struct {
	Number string `arg:"" help:"Number, such as SB-2026-0001."`
}

func (s *selfbillShow) Run(c *call, f *app.Firm) error {
	b, err := f.SelfBills.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(selfbillDoc(b))
	}
	c.table(report.Table{Columns: selfbillColumns(), Rows: []report.Row{{Cells: selfbillCells(b)}}})
	fmt.Fprintf(c.Out, "VAT at %s %% of the %s.\n", b.Rate.Percent(), b.By)
	if b.VATSeq != 0 {
		fmt.Fprintf(c.Out, "It is line %d of the ledger.\n", b.VATSeq)
	}
	if b.Reason != "" {
		fmt.Fprintln(c.Out, "Because:", b.Reason)
	}
	return nil
}

type selfbillReprint struct {
	Number string `arg:"" help:"Number."`
	Out    string `required:"" help:"The file to write." placeholder:"FILE"`
}

func (s *selfbillReprint) Run(c *call, f *app.Firm) error {
	b, err := f.SelfBills.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	pdf, err := f.SelfBills.PDF(c.ctx, b.SelfBill)
	if err != nil {
		return err
	}
	if err := c.save(s.Out, pdf); err != nil {
		return err
	}
	return c.receipt(app.Receipt{Label: fmt.Sprintf("Wrote %s to %s", b.Number, s.Out), ID: int64(b.ID), Number: b.Number, Preview: c.flags.Preview}, nil,
		map[string]any{"file": s.Out, "sha256": hex.EncodeToString(b.SHA256[:])})
}

type selfbillCredit struct {
	Number string `arg:"" help:"Number of the document to take back."`
	Reason string `required:"" help:"Why; it is printed." placeholder:"TEXT"`
}

func (s *selfbillCredit) Run(c *call, f *app.Firm) error {
	return found(c, f.SelfBills.Find, s.Number, func(b app.SelfBillRow) (app.Receipt, error) {
		r, _, err := f.SelfBills.Credit(c.ctx, c.ask(), b.ID, s.Reason)
		return r, err
	})
}
