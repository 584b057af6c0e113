package term

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/files"
)

func isMac() bool { return runtime.GOOS == "darwin" }

type importCmd struct {
	Partners  importFile `cmd:"" help:"Partners, one row each."`
	People    importFile `cmd:"" help:"People at partners."`
	Clients   importFile `cmd:"" help:"Clients."`
	Referrals importFile `cmd:"" help:"Referrals."`
	Fees      importFile `cmd:"" help:"Fee events."`
	Checkins  importFile `cmd:"" help:"Contacts with partners, held and planned."`
	Outbound  importFile `cmd:"" help:"Clients introduced to partners."`
	Leads     importFile `cmd:"" help:"What people wrote in the form of a landing page: CSV, XLSX, or the mails themselves (.eml, mbox)."`
	Deals     importFile `cmd:"" help:"One row per opportunity: makes partners, clients, referrals and fees."`
	Undo      importUndo `cmd:"" help:"Take an import back."`
	List      importList `cmd:"" help:"List imports."`
}

// kinds gives each file verb its kind, as kong leaves no word of the path to the command.
func (i *importCmd) AfterApply() error {
	for kind, f := range map[string]*importFile{"partners": &i.Partners, "people": &i.People, "clients": &i.Clients,
		"referrals": &i.Referrals, "fees": &i.Fees, "checkins": &i.Checkins, "outbound": &i.Outbound, "leads": &i.Leads, "deals": &i.Deals} {
		f.kind = kind
	}
	return nil
}

type importFile struct {
	kind         string
	File         string   `arg:"" help:"A CSV or XLSX file, vCards of people, or mails of leads."`
	Map          []string `help:"Which column holds a field; may be repeated." placeholder:"FIELD=COLUMN" sep:"none"`
	DateFormat   string   `help:"How days are written, such as MM/DD/YYYY." placeholder:"FORMAT"`
	Decimal      string   `help:"The decimal sign: , or ." placeholder:"SIGN"`
	Currency     string   `help:"Currency of amounts without one (default: the firm's)." placeholder:"CUR"`
	Encoding     string   `help:"Character encoding." placeholder:"NAME"`
	Delimiter    string   `help:"Delimiter of a CSV file." placeholder:"SIGN"`
	Sheet        string   `help:"Sheet of a workbook." placeholder:"NAME"`
	Day          day      `help:"Introduction day of open rows without one (default: today)." placeholder:"DATE"`
	DryRun       bool     `help:"Check everything and change nothing."`
	AllOrNothing bool     `help:"Refuse the whole file when one row is refused."`
	KnownClients string   `help:"Rows of referrals and deals that introduce a client known before: note or refuse." enum:"note,refuse" default:"note"`
}

func (i *importFile) Run(c *call, f *app.Firm) error {
	info, err := os.Stat(i.File)
	if err == nil && info.Size() > files.MaxFile {
		return app.Bad("file", "The file is larger than 100 MB.", "Split it and import the parts.")
	}
	raw, err := os.ReadFile(i.File)
	if err != nil {
		return app.Bad("file", fmt.Sprintf("%s can't be read: %v.", i.File, err), "Check its path, and close it in other programs.")
	}
	name := filepath.Base(i.File)
	table, err := files.Open(name, raw, files.Options{Encoding: i.Encoding, Delimiter: i.Delimiter, Sheet: i.Sheet})
	if err != nil {
		return app.Bad("file", err.Error(), "")
	}
	plan, err := i.plan(c, f, table, name, raw)
	if err != nil {
		return err
	}
	ask := c.ask()
	ask.Preview = ask.Preview || i.DryRun
	var bar func(int)
	if p := c.progress("Importing"); p != nil {
		bar = func(done int) { p(int64(done), int64(table.Count)) }
	}
	res, err := f.Imports.Run(c.ctx, ask, plan, table, bar)
	if err != nil {
		return err
	}
	return i.print(c, res, table)
}

// plan guesses how the file is read, lays the flags over it, and refuses what stays open.
func (i *importFile) plan(c *call, f *app.Firm, t *files.Table, name string, raw []byte) (app.ImportPlan, error) {
	plan, open, err := f.Imports.Guess(c.ctx, i.kind, t)
	if err != nil {
		return plan, err
	}
	plan.FileName, plan.SHA256 = name, sha256.Sum256(raw)
	plan.AllOrNothing, plan.Day = i.AllOrNothing, i.Day.Day
	if i.KnownClients == "refuse" {
		plan.KnownClients = app.KnownRefused
	}
	for _, m := range i.Map {
		field, column, ok := strings.Cut(m, "=")
		if !ok {
			return plan, errUsage{fmt.Errorf("--map needs FIELD=COLUMN, not %q", m)}
		}
		if plan.Columns == nil {
			plan.Columns = map[string]string{}
		}
		plan.Columns[field] = column
	}
	if i.DateFormat != "" {
		if !slices.Contains(calendar.Formats(), i.DateFormat) {
			return plan, app.Bad("date-format", fmt.Sprintf("%q is not a date format.", i.DateFormat), "Use one of "+strings.Join(calendar.Formats(), ", ")+".")
		}
		plan.DateFormat = i.DateFormat
	}
	switch i.Decimal {
	case "":
	case ",":
		plan.Decimal = money.Comma
	case ".":
		plan.Decimal = money.Point
	default:
		return plan, errUsage{fmt.Errorf("--decimal is , or .")}
	}
	if i.Currency != "" {
		plan.Currency = money.Currency(strings.ToUpper(i.Currency))
	}
	if len(i.Map) > 0 || i.DateFormat+i.Decimal+i.Currency != "" {
		plan, open, err = f.Imports.Complete(c.ctx, plan, t)
	}
	if err != nil || len(open) == 0 {
		return plan, err
	}
	return plan, unanswered(open[0])
}

// unanswered turns a question about the file into the flag that answers it.
func unanswered(q app.ImportQuestion) error {
	flag := map[string]string{app.AskColumn: "--map " + q.Field + "=COLUMN", app.AskDateFormat: "--date-format FORMAT", app.AskDecimals: "--decimal SIGN"}[q.About]
	say := q.Say
	if len(q.Samples) > 0 {
		say += " Seen: " + strings.Join(q.Samples, ", ") + "."
	}
	return app.Bad(q.About, say, "Answer with "+flag+" ("+strings.Join(q.Choices, ", ")+").")
}

func (i *importFile) print(c *call, res app.ImportResult, t *files.Table) error {
	res.Problems, res.Notes = list(res.Problems), append(list(res.Notes), t.Guess.Notes...)
	if c.flags.JSON {
		return c.json(res)
	}
	if res.Preview {
		fmt.Fprintln(c.Out, "Preview, nothing was changed.")
	}
	for _, part := range []struct {
		say    string
		counts map[string]int64
	}{{"created", res.Created}, {"updated", res.Updated}, {"unchanged", res.Unchanged}} {
		for _, k := range slices.Sorted(maps.Keys(part.counts)) {
			fmt.Fprintf(c.Out, "  %-10s %-10s %d\n", part.say, k, part.counts[k])
		}
	}
	fmt.Fprintf(c.Out, "  refused    rows       %d\n", res.Refused)
	for _, p := range res.Problems {
		fmt.Fprintf(c.Out, "row %d, %s %q: %s\n", p.Row, p.Column, p.Value, p.Reason)
	}
	for _, p := range res.Known {
		fmt.Fprintf(c.Out, "row %d, known before: %s\n", p.Row, clean(p.Reason))
	}
	for _, n := range res.Notes {
		fmt.Fprintln(c.Out, "Note:", n)
	}
	if res.Batch != 0 {
		fmt.Fprintf(c.Out, "This is import %d; `rapport import undo %d` takes it back.\n", res.Batch, res.Batch)
	}
	return nil
}

type importUndo struct {
	Batch int64 `arg:"" help:"Number of the import."`
}

func (u *importUndo) Run(c *call, f *app.Firm) error {
	r, err := f.Imports.Undo(c.ctx, c.ask(), app.ID[app.Batch](u.Batch))
	return c.receipt(r, err, nil)
}

type importList struct{}

func (*importList) Run(c *call, f *app.Firm) error {
	all, err := f.Imports.Batches(c.ctx, 100)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"rows": list(all), "total": len(all)})
	}
	for _, b := range all {
		undone := ""
		if b.Undone {
			undone = "  (undone)"
		}
		fmt.Fprintf(c.Out, "%4d  %s  %s  %s%s\n", b.ID, b.At.Format("2006-01-02 15:04"), b.What, b.File, undone)
	}
	return nil
}
