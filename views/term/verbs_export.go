package term

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/report"
	"rapport/views/files"
)

type exportCmd struct {
	Kind    string `arg:"" help:"partners, clients, agreements, referrals, fees, commissions, statements, checkins, tasks, outbound, market, journal, calendar or contacts." enum:"contacts,checkins,tasks,outbound,market,partners,clients,agreements,referrals,fees,commissions,statements,journal,calendar"`
	Format  string `help:"csv, xlsx or json; of the journal hledger, ledger or beancount." default:"" enum:",csv,xlsx,json,hledger,ledger,beancount"`
	Out     string `help:"The file to write (default: standard output)." placeholder:"FILE"`
	Partner string `help:"Of the calendar and the contacts: only this partner." placeholder:"NAME"`
	listing
}

func (e *exportCmd) Run(c *call, f *app.Firm) error {
	if e.Kind == "journal" {
		return e.journal(c, f)
	}
	if e.Kind == "calendar" {
		return e.calendar(c, f)
	}
	if e.Kind == "contacts" {
		return e.contacts(c, f)
	}
	if e.Format == "" {
		e.Format = "csv"
	}
	if slices.Contains(journalForms(), e.Format) {
		return errUsage{fmt.Errorf("--format %s is a form of the journal; a list is exported as csv, xlsx or json", e.Format)}
	}
	q, err := e.query(c)
	if err != nil {
		return err
	}
	t, err := exportTable(c, f, e.Kind, q)
	if err != nil {
		return err
	}
	return c.export(e.Kind, e.Format, e.Out, t)
}

// exportTable reads a whole list as typed cells.
func exportTable(c *call, f *app.Firm, kind string, q app.Query) (report.Table, error) {
	switch kind {
	case "partners":
		return tableOf(c, q, f.Partners.IDs, f.Partners.Rows, []report.Column{col("number"), col("name"), col("type"), col("state"), col("email"), col("phone"), col("country"), col("currency"), col("reference")},
			func(p app.PartnerRow) []report.Cell {
				return texts(p.Number, p.Name, p.Type, string(p.State), p.Email, p.Phone, p.Country, string(p.Currency), p.Reference)
			})
	case "clients":
		return tableOf(c, q, f.Clients.IDs, f.Clients.Rows, []report.Column{col("number"), col("name"), col("email"), col("phone"), col("industry"), col("country"), col("reference"), col("since")},
			func(r app.ClientRow) []report.Cell {
				return append(texts(r.Number, r.Name, r.Email, r.Phone, r.Industry, r.Country, r.Reference), report.Day(r.Since))
			})
	case "agreements":
		return tableOf(c, q, f.Agreements.IDs, f.Agreements.Rows, []report.Column{col("number"), col("partner"), col("state"), col("from"), col("to"), col("terms")},
			func(a app.AgreementRow) []report.Cell {
				return []report.Cell{report.Text(a.Number), report.Text(a.PartnerName), report.Text(string(a.State)), report.Day(a.From), report.Day(a.To), report.Text(a.Latest.Terms.Words())}
			})
	case "referrals":
		return tableOf(c, q, f.Referrals.IDs, f.Referrals.Rows, []report.Column{col("number"), col("reference"), col("partner"), col("client"), col("service"), col("stage"), col("introduced"), col("closed"), moneyCol("estimate"), col("currency"), col("reason"), col("owner"), col("note")},
			func(r app.ReferralRow) []report.Cell {
				cells := texts(r.Number, ownReference(r.Reference, r.Number), r.PartnerName, r.ClientName, r.Service, string(r.Stage))
				cells = append(cells, report.Day(r.Introduced), report.Day(r.Closed), amountOrNone(r), report.Text(string(r.Estimate.Currency)))
				return append(cells, texts(r.Reason, r.Owner, r.Note)...)
			})
	case "fees":
		return tableOf(c, q, f.Fees.IDs, f.Fees.Rows, []report.Column{col("reference"), col("referral"), col("partner"), col("client"), col("kind"), col("day"), moneyCol("amount"), moneyCol("excluded"), col("currency"), col("invoice"), col("note")},
			func(r app.FeeRow) []report.Cell {
				cells := texts(r.Reference, r.ReferralNumber, r.PartnerName, r.ClientName, string(r.Kind))
				cells = append(cells, report.Day(r.Day), report.Money(r.Amount), report.Money(minor(r.Excluded, r.Amount.Currency)))
				return append(cells, texts(string(r.Amount.Currency), r.Invoice, r.Note)...)
			})
	case "commissions":
		return tableOf(c, q, f.Commissions.IDs, f.Commissions.Rows, []report.Column{{Title: "line", Kind: report.KindCount}, col("partner"), col("referral"), col("client"), col("kind"), col("state"), col("day"), moneyCol("base"), {Title: "rate", Kind: report.KindPercent}, moneyCol("amount"), col("currency"), col("statement")},
			func(r app.LineRow) []report.Cell {
				return []report.Cell{report.Count(r.Seq), report.Text(r.PartnerName), report.Text(r.ReferralNumber), report.Text(r.ClientName), report.Text(string(r.Kind)), report.Text(string(r.Standing.State)),
					report.Day(r.Day), report.Money(minor(r.Base, r.Amount.Currency)), report.Percent(r.Rate), report.Money(r.Amount), report.Text(string(r.Amount.Currency)), report.Text(r.StatementNumber)}
			})
	}
	switch kind {
	case "checkins":
		return tableOf(c, q, f.Checkins.IDs, f.Checkins.Rows, []report.Column{col("reference"), col("partner"), col("person"), col("kind"), col("state"), col("day"), col("subject"), col("note"), col("mood"), col("owner")},
			func(r app.CheckinRow) []report.Cell {
				cells := texts(r.Reference, r.PartnerName, r.PersonName, r.Kind, string(r.State))
				return append(append(cells, report.Day(r.Day)), texts(r.Subject, r.Note, r.Mood, r.Owner)...)
			})
	case "tasks":
		return tableOf(c, q, f.Tasks.IDs, f.Tasks.Rows, []report.Column{col("what"), col("partner"), col("about"), col("due"), col("at"), col("every"), col("state"), col("owner"), col("note")},
			func(k app.TaskRow) []report.Cell {
				cells := append(texts(k.What, k.PartnerName, k.AboutWords()), report.Day(k.Due))
				return append(cells, texts(k.At.String(), k.Every.Key(), string(k.State), k.Owner, k.Note)...)
			})
	}
	if kind == "outbound" {
		return tableOf(c, q, f.Outbounds.IDs, f.Outbounds.Rows, outboundExport(), outboundExportCells)
	}
	if kind == "market" {
		return tableOf(c, q, f.Market.IDs, f.Market.Rows, marketExport(), marketCells)
	}
	return tableOf(c, q, f.Statements.IDs, f.Statements.Rows, statementColumns(), statementCells)
}

// ownReference is by what an import recognises the row again: its reference, else our own number.
func ownReference(reference, number string) string {
	if reference == "" {
		return number
	}
	return reference
}

func amountOrNone(r app.ReferralRow) report.Cell {
	if r.Estimate.Currency == "" {
		return report.Cell{}
	}
	return report.Money(r.Estimate)
}

func texts(all ...string) []report.Cell {
	cells := make([]report.Cell, len(all))
	for i, s := range all {
		cells[i] = report.Text(s)
	}
	return cells
}

// tableOf reads every row of a list as typed cells.
func tableOf[T any](c *call, q app.Query, ids idsFunc, page pageFunc[T], cols []report.Column, cells func(T) []report.Cell) (report.Table, error) {
	all, _, err := gather(c.ctx, q, 0, ids, page)
	t := report.Table{Columns: cols}
	for _, r := range all {
		t.Rows = append(t.Rows, report.Row{Cells: cells(r)})
	}
	return t, err
}

// export writes a table in a format, whole or not at all.
func (c *call) export(title, format, out string, t report.Table) error {
	var buf bytes.Buffer
	var err error
	if c.flags.JSON && out == "" {
		format = "json" // one document on standard output
	}
	switch format {
	case "json":
		e := json.NewEncoder(&buf)
		e.SetIndent("", "  ")
		err = e.Encode(map[string]any{"rows": jsonRows(t), "total": len(t.Rows)})
	case "csv":
		err = files.WriteCSV(&buf, files.Of(title, t))
	default:
		err = files.WriteXLSX(&buf, files.Of(title, t))
	}
	if err != nil {
		return app.Bad("export", err.Error(), "")
	}
	return c.written(out, &buf, fmt.Sprintf("%d rows", len(t.Rows)))
}

// written prints a whole document, or puts it into a file and says so.
func (c *call) written(out string, doc *bytes.Buffer, what string) error {
	if out == "" {
		_, err := doc.WriteTo(c.Out)
		return err
	}
	err := c.save(out, doc.Bytes())
	return c.receipt(app.Receipt{Label: fmt.Sprintf("Wrote %s to %s", what, out), Preview: c.flags.Preview}, err, map[string]any{"file": out})
}

// paper writes a PDF to a file; it is not made before there is one.
func (c *call) paper(out, what string, make func() ([]byte, error)) error {
	if out == "" {
		return errUsage{errors.New("--format pdf needs a file: --out FILE")}
	}
	page, err := make()
	if err != nil {
		return err
	}
	return c.written(out, bytes.NewBuffer(page), what)
}

// period reads the period of a report; without one it is this year.
func (c *call) period(f *app.Firm, text string) (calendar.Period, error) {
	if text != "" {
		p, err := calendar.ParsePeriod(text)
		if err != nil {
			err = unread("period", err)
		}
		return p, err
	}
	today, err := f.Today(c.ctx)
	return calendar.YearOf(today), err
}

func journalForms() []string { return []string{files.HLedger, files.Ledger, files.Beancount} }

// journal writes the ledger as plain-text accounting, whole or not at all.
func (e *exportCmd) journal(c *call, f *app.Firm) error {
	if e.Format == "" {
		e.Format = files.HLedger
	}
	if !slices.Contains(journalForms(), e.Format) {
		return errUsage{fmt.Errorf("the journal is exported as %s, not as %s", strings.Join(journalForms(), ", "), e.Format)}
	}
	var buf bytes.Buffer
	if err := f.Overview.Journal(c.ctx, func(j report.Journal) error { return files.WriteJournal(&buf, e.Format, j) }); err != nil {
		return err
	}
	return c.written(e.Out, &buf, "the journal")
}

func jsonRows(t report.Table) []map[string]any {
	out := make([]map[string]any, len(t.Rows))
	for i, r := range t.Rows {
		doc := map[string]any{}
		for j, cell := range r.Cells {
			key := strings.ToLower(t.Columns[j].Title)
			if key == "" {
				key = "currency" // stands without a heading behind its amounts
			}
			if doc[key] = cell.Value; cell.Value == nil {
				doc[key] = cell.Text
			}
		}
		out[i] = doc
	}
	return out
}
