package term

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
	"rapport/app/report"
)

type payoutExport struct {
	Format   string   `help:"sepa, ach, gift (CSV for cards by e-mail) or csv." placeholder:"FORMAT"`
	Again    string   `help:"The file with this number once more, instead of what waits; payout files lists them." placeholder:"F-…"`
	Batch    string   `name:"run" help:"Only payouts of this run." placeholder:"B-…"`
	Currency string   `help:"Only in this currency." placeholder:"CUR"`
	Columns  []string `help:"Columns of csv, in order: number, payee, amount, currency, method, iban, bic, bank code, account, address, reference, day." placeholder:"NAME"`
	On       day      `help:"The day on which the bank is to pay (default: the next business day)." placeholder:"DATE"`
	Out      string   `required:"" help:"The file to write, or the folder." placeholder:"FILE"`
	Force    bool     `help:"Write over another file of that name."`
}

// Run looks first at what the file would be and at what is in its place: nothing is exported that can't be written.
func (e *payoutExport) Run(c *call, f *app.Firm) error {
	if (e.Format == "") == (e.Again == "") {
		return errUsage{errors.New("say --format sepa, ach, gift or csv, or --again with the number of a file")}
	}
	order := app.PayoutExport{Again: e.Again, Format: bank.Format(e.Format), Run: e.Batch, Currency: money.Currency(strings.ToUpper(e.Currency)), Columns: e.Columns, Day: e.On.Day}
	_, file, err := f.Payouts.Export(c.ctx, app.Ask{Preview: true}, order)
	if err != nil {
		return err
	}
	path := e.Out
	if at, err := os.Stat(path); err == nil && at.IsDir() {
		path = filepath.Join(path, file.Name)
	}
	if err := e.free(path, file); err != nil {
		return err
	}
	r, file, err := f.Payouts.Export(c.ctx, c.ask(), order)
	if err != nil {
		return err
	}
	if err := c.save(path, file.Bytes); err != nil {
		return &app.Problem{Kind: app.Storage, Say: app.AsProblem(err).Say, Cause: err,
			Try: fmt.Sprintf("%s is kept; export it again to another place and you get the same file.", file.Number)}
	}
	if !c.flags.JSON {
		c.leftOut(file.Left)
	}
	doc := payoutFileDoc(file.PayoutFile)
	doc["file"], doc["copy"], doc["left"] = path, file.Copy, leftDocs(file.Left)
	return c.receipt(r, nil, doc)
}

// free refuses to write over another file, which may be one that the bank has not been given yet. The same file may be there.
func (e *payoutExport) free(path string, file app.ExportedFile) error {
	if err := notADataFile(path); err != nil {
		return err
	}
	there, err := os.ReadFile(path)
	if e.Force || errors.Is(err, fs.ErrNotExist) || err == nil && file.Copy && bytes.Equal(there, file.Bytes) {
		return nil
	}
	return app.Bad("out", path+" is there already and is another file; it was left alone, and nothing was exported.", "Choose another name, or add --force to write over it.")
}

func payoutFileDoc(f app.PayoutFile) map[string]any {
	return map[string]any{"number": f.Number, "run": f.Run, "format": f.Format, "count": f.Count, "sum": minor(f.Minor, f.Currency), "day": dayText(f.Day),
		"made": f.MadeAt, "made_by": f.MadeBy, "sha256": hex.EncodeToString(f.SHA256[:])}
}

type payoutFiles struct{}

func (*payoutFiles) Run(c *call, f *app.Firm) error {
	all, err := f.Payouts.Files(c.ctx, 1000)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Number"), col("Run"), col("Format"), {Title: "Payouts", Kind: report.KindCount}, moneyCol("Sum"), col(""), col("Pay on"), col("By")}
	return rows(c, cols, all, len(all), payoutFileDoc, func(p app.PayoutFile) []report.Cell {
		return []report.Cell{report.Text(p.Number), report.Text(p.Run), report.Text(string(p.Format)), report.Count(p.Count), report.Money(minor(p.Minor, p.Currency)),
			report.Text(string(p.Currency)), report.Day(p.Day), report.Text(p.MadeBy)}
	})
}

type payoutLeast struct {
	Amount   string `arg:"" help:"A balance below it waits; 0 pays everything."`
	Currency string `help:"Currency (default: the firm's)." placeholder:"CUR"`
}

func (l *payoutLeast) Run(c *call) error {
	return c.settings(func(f *app.Firm, s *app.Settings) error {
		m, err := c.amount(f, "least", l.Amount, l.Currency)
		if err != nil {
			return err
		}
		least := map[money.Currency]int64{m.Currency: m.Minor}
		for k, v := range s.Payouts.Least {
			if k != m.Currency {
				least[k] = v
			}
		}
		s.Payouts.Least = least
		return nil
	})
}

type payoutPayer struct {
	Name     string `help:"Name, where it is not the firm's." placeholder:"NAME"`
	IBAN     string `name:"iban" help:"IBAN (SEPA)."`
	BIC      string `name:"bic" help:"BIC (SEPA)."`
	Street   string `help:"Street."`
	Building string `help:"Number of the house." placeholder:"NO"`
	Postcode string `help:"Postal code."`
	Town     string `help:"Town; SEPA needs it."`
	Country  string `help:"Country code; SEPA needs it." placeholder:"CC"`
	Routing  string `help:"Routing number of your bank (ACH)."`
	BankName string `help:"Name of your bank (ACH)." placeholder:"NAME"`
	Company  string `help:"Company identification your bank gave you (ACH)." placeholder:"ID"`
}

func (p *payoutPayer) Run(c *call) error {
	return c.settings(func(_ *app.Firm, s *app.Settings) error {
		to := &s.Payouts.Payer
		for _, v := range []struct {
			field *string
			text  string
		}{{&to.Name, p.Name}, {&to.IBAN, p.IBAN}, {&to.BIC, p.BIC}, {&to.Address.Street, p.Street}, {&to.Address.Building, p.Building},
			{&to.Address.Postcode, p.Postcode}, {&to.Address.Town, p.Town}, {&to.Address.Country, p.Country}, {&to.Routing, p.Routing},
			{&to.BankName, p.BankName}, {&to.Company, p.Company}} {
			if v.text != "" {
				*v.field = v.text
			}
		}
		return nil
	})
}

// settings changes the firm's settings.
func (c *call) settings(change func(*app.Firm, *app.Settings) error) error {
	f, err := c.firm()
	if err != nil {
		return err
	}
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	if err := change(f, &s); err != nil {
		return err
	}
	r, err := f.Setup.Edit(c.ctx, c.ask(), s)
	return c.receipt(r, err, nil)
}
