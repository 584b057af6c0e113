package term

import (
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

type newCmd struct {
	Path     string `arg:"" help:"The data file to make; it must not exist."`
	Firm     string `required:"" help:"Name of the firm." placeholder:"NAME"`
	Currency string `required:"" help:"Base currency." placeholder:"CUR"`
	Zone     string `help:"Time zone, such as Europe/Berlin." default:"UTC"`
	Paper    string `help:"A4 or Letter (default: by currency)." placeholder:"SIZE"`
}

func (n *newCmd) Run(c *call) error {
	firm, err := app.NewSettings(app.Settings{FirmName: n.Firm, Currency: money.Currency(strings.ToUpper(n.Currency)), Zone: n.Zone, Paper: n.Paper})
	if err != nil {
		return err
	}
	if c.flags.Preview {
		return n.preview(c, firm)
	}
	s, err := c.Create(c.ctx, n.Path, c.who())
	if err != nil {
		return errNotOpened{err}
	}
	c.sess = s
	r, err := s.Firm.Setup.Begin(c.ctx, firm)
	if err != nil {
		_ = s.Close()
		c.sess = nil
		_ = os.Remove(n.Path) // made a moment ago by this very call, and empty
		return err
	}
	return c.receipt(r, nil, map[string]any{"path": s.Path})
}

// preview says what would be made where, unless something is there.
func (n *newCmd) preview(c *call, firm app.Settings) error {
	if _, err := os.Lstat(n.Path); err == nil {
		return errNotOpened{app.Bad("path", n.Path+" exists already. It was not touched.", "Choose another name, or open it.")}
	}
	if info, err := os.Stat(dirOf(n.Path)); err != nil || !info.IsDir() {
		return errNotOpened{app.Bad("path", "There is no folder "+dirOf(n.Path)+".", "Make the folder first, or choose another.")}
	}
	say := fmt.Sprintf("%s begins in %s: %s, %s, %s", firm.FirmName, n.Path, firm.Currency, firm.Zone, firm.Paper)
	return c.receipt(app.Receipt{Label: say, Preview: true}, nil, map[string]any{"path": n.Path})
}

// windowCmd is what the program does without a verb.
type windowCmd struct{}

func (*windowCmd) Run(c *call) error {
	if c.Window == nil {
		return errUsage{fmt.Errorf("this build has no window; see `rapport --help` for the verbs")}
	}
	if _, err := c.firm(); err != nil {
		return err
	}
	return c.Window(c.ctx, c.sess)
}

type infoCmd struct{}

func (*infoCmd) Run(c *call, f *app.Firm) error {
	info, err := f.Setup.Info(c.ctx)
	if err != nil {
		return err
	}
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"firm": s.FirmName, "currency": s.Currency, "zone": s.Zone, "file": info})
	}
	fmt.Fprintf(c.Out, "%s, %s, %s\n%s, %d KB, schema %d\n", s.FirmName, s.Currency, s.Zone, info.Path, info.Size>>10, info.Schema)
	for _, k := range slices.Sorted(maps.Keys(info.Counts)) {
		fmt.Fprintf(c.Out, "  %-12s %d\n", k, info.Counts[k])
	}
	backup := info.LastBackup
	if backup == "" {
		backup = "none yet"
	}
	fmt.Fprintf(c.Out, "Ledger %d, chain head %s\nLast backup: %s\n", info.Ledger, info.Head, backup)
	return nil
}

type verifyCmd struct {
	PDF string `arg:"" optional:"" help:"A statement's or self-billed document's PDF; without one the whole data file is checked."`
}

func (v *verifyCmd) Run(c *call, f *app.Firm) error {
	if v.PDF != "" {
		return v.file(c, f)
	}
	found, err := f.Overview.Check(c.ctx, c.progress("Checking"))
	if err != nil {
		return err
	}
	found.Problems = list(found.Problems)
	if c.flags.JSON {
		err = c.json(found)
	} else {
		for _, k := range slices.Sorted(maps.Keys(found.Checked)) {
			fmt.Fprintf(c.Out, "  %-16s %d\n", k, found.Checked[k])
		}
		for _, p := range found.Problems {
			fmt.Fprintf(c.Out, "%s, %s: %s\n", p.What, p.Where, p.Say)
		}
		if found.OK {
			fmt.Fprintln(c.Out, "Everything adds up.")
		}
	}
	if err == nil && !found.OK {
		return errSilent
	}
	return err
}

// file tells whether a PDF is one of ours, unaltered, and which.
func (v *verifyCmd) file(c *call, f *app.Firm) error {
	raw, err := os.ReadFile(v.PDF)
	if err != nil {
		return app.Bad("file", fmt.Sprintf("%s can't be read: %v.", v.PDF, err), "Check its path.")
	}
	if b, err := f.SelfBills.Verify(c.ctx, raw); !app.IsNotFound(err) {
		return c.verifiedBill(b, err)
	}
	s, err := f.Statements.Verify(c.ctx, raw)
	if app.IsNotFound(err) && c.flags.JSON {
		p := app.AsProblem(err)
		if err := c.json(app.Checkup{Checked: map[string]int64{"documents": 1}, Problems: []app.Finding{{What: "document", Where: v.PDF, Say: p.Say}}}); err != nil {
			return err
		}
		return errSilent
	}
	if err != nil {
		return err
	}
	all, err := f.Statements.Rows(c.ctx, []int32{int32(s.ID)})
	if err != nil || len(all) == 0 {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"ok": true, "checked": map[string]int64{"documents": 1}, "problems": []any{}, "statement": statementDoc(all[0])})
	}
	fmt.Fprintf(c.Out, "This is statement %s of %s for %s, unaltered (state: %s).\nSHA-256 %s\n", s.Number, all[0].PartnerName, s.Period.Label(),
		s.State, hex.EncodeToString(s.SHA256[:]))
	return nil
}

// verifiedBill says which self-billed document a PDF is.
func (c *call) verifiedBill(b app.SelfBillRow, err error) error {
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"ok": true, "checked": map[string]int64{"documents": 1}, "problems": []any{}, "selfbill": selfbillDoc(b)})
	}
	fmt.Fprintf(c.Out, "This is %s of %s for statement %s, unaltered.\nSHA-256 %s\n", b.Number, b.PartnerName, b.StatementNumber, hex.EncodeToString(b.SHA256[:]))
	return nil
}

type backupCmd struct {
	To string `help:"The file to write, or a folder (default: backups beside the data file)." placeholder:"PATH"`
}

func (b *backupCmd) Run(c *call, f *app.Firm) error {
	if c.flags.Preview {
		to := b.To
		if to == "" {
			to = filepath.Join(dirOf(c.sess.Path), "backups")
		}
		return c.receipt(app.Receipt{Label: "A checked copy goes to " + to, Preview: true}, nil, map[string]any{"path": to})
	}
	path, err := f.Setup.Backup(c.ctx, b.To)
	return c.receipt(app.Receipt{Label: "Made a checked copy: " + path}, err, map[string]any{"path": path})
}

type reportCmd struct {
	Liability reportLiability `cmd:"" help:"What the firm may owe, by partner and currency."`
	TaxYear   reportTaxYear   `cmd:"" name:"tax-year" help:"What was paid to each payee in a calendar year, by method; Form 1099-NEC."`

	QBR         reportQBR         `cmd:"" name:"qbr" help:"The business review of a quarter with a partner, as a PDF to look at together."`
	Reciprocity reportReciprocity `cmd:"" help:"What partners and the firm introduced to each other, and who owes whom."`
	Works       reportWorks       `cmd:"" help:"Which partners, incentives, services and channels bring clients that are won."`
	Figures     reportFigures     `cmd:"" help:"What the program achieved in a period, beside the one before; or what one figure is made of."`
	Review      reportReview      `cmd:"" help:"The review of the program in a period, as a PDF for those who decide about it."`
	Saved       reportSaved       `cmd:"" help:"List the reports saved with their filters."`
	Save        reportSave        `cmd:"" help:"Save a report with its filters under a name."`
	Drop        reportDrop        `cmd:"" help:"Remove a saved report."`
	Run         reportRun         `cmd:"" help:"Run a saved report again, as of today."`
	League      reportLeague      `cmd:"" help:"Partners beside each other, by the fees they brought."`
	Cohorts     reportCohorts     `cmd:"" help:"What became of referrals, by the month in which they were introduced."`
	TimeToWin   reportTimeToWin   `cmd:"" name:"time-to-win" help:"How many referrals are won within how many days, with those that are open still."`
	Funnel      reportFunnel      `cmd:"" help:"How far referrals come, and where they are lost."`
	Lost        reportLost        `cmd:"" help:"Why referrals come to nothing."`
	Objections  reportObjections  `cmd:"" help:"What was objected, month by month."`
	Forecast    reportForecast    `cmd:"" help:"Fees and commission to be expected of the open referrals, by month, as a range."`
	Ideal       reportIdeal       `cmd:"" help:"What the best partners share, and what the criteria of the profile should weigh."`
}

type reportLiability struct {
	AsOf   day    `help:"As of this day (default: today)." placeholder:"DATE"`
	Format string `help:"text, csv, xlsx, pdf or json." default:"text" enum:"text,csv,xlsx,pdf,json"`
	Out    string `help:"The file to write." placeholder:"FILE"`
	inSegment
}

func (r *reportLiability) Run(c *call, f *app.Firm) error {
	in, err := r.ids(c, f)
	if err != nil {
		return err
	}
	if r.Format == "pdf" {
		return c.paper(r.Out, "the report", func() ([]byte, error) { return f.Overview.LiabilityPDF(c.ctx, r.AsOf.Day, in...) })
	}
	all, err := f.Overview.Liability(c.ctx, r.AsOf.Day, in...)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Partner"), col("Currency"), moneyCol("Estimated"), moneyCol("Accrued"), moneyCol("Held"), moneyCol("Approved"), moneyCol("Unpaid")}
	cells := func(l app.Liability) []report.Cell {
		m := func(n int64) report.Cell { return report.Money(minor(n, l.Currency)) }
		return []report.Cell{report.Text(l.Name), report.Text(string(l.Currency)), m(l.Estimated), m(l.Accrued), m(l.Held), m(l.Approved), m(l.Unpaid)}
	}
	if r.Format == "csv" || r.Format == "xlsx" {
		return c.export("Liability", r.Format, r.Out, app.LiabilityTable(all))
	}
	c.flags.JSON = c.flags.JSON || r.Format == "json"
	base, err := f.Overview.LiabilityInBase(c.ctx, r.AsOf.Day, all)
	if err != nil {
		return err
	}
	if note := base.Note(); note != "" && !c.flags.JSON {
		defer fmt.Fprintf(c.Out, "Owed in all, estimates left out: %s\n", note)
	}
	return rows(c, cols, all, len(all), func(l app.Liability) map[string]any {
		return map[string]any{"partner": l.Name, "currency": l.Currency, "estimated": minor(l.Estimated, l.Currency), "accrued": minor(l.Accrued, l.Currency),
			"held": minor(l.Held, l.Currency), "approved": minor(l.Approved, l.Currency), "unpaid": minor(l.Unpaid, l.Currency)}
	}, cells)
}

// pdf prints the report on the firm's letterhead.
type demoCmd struct {
	Dir      string `help:"The folder for its file and its statements." default:"rapport-demo" placeholder:"DIR"`
	NoWindow bool   `help:"Do not open the window."`
}

func (d *demoCmd) Run(c *call) error {
	if c.flags.Preview {
		say := fmt.Sprintf("The example firm begins in %s, its last month is run, and its statements are written there", filepath.Join(d.Dir, "example.rapport"))
		return c.receipt(app.Receipt{Label: say, Preview: true}, nil, nil)
	}
	fmt.Fprintln(c.Err, "Making the example firm …")
	s, err := c.Demo(c.ctx, d.Dir, c.who())
	if err != nil {
		return errNotOpened{err}
	}
	c.sess = s
	if err := d.month(c, s.Firm); err != nil {
		return err
	}
	if d.NoWindow || c.Window == nil {
		return nil
	}
	if !hasDisplay() {
		return d.picture(c)
	}
	fmt.Fprintln(c.Err, "Opening the window …")
	return c.Window(c.ctx, s)
}

// month runs the example firm's last whole month and writes its statements.
func (d *demoCmd) month(c *call, f *app.Firm) error {
	today, err := f.Today(c.ctx)
	if err != nil {
		return err
	}
	last := calendar.MonthPeriod(calendar.MonthOf(today).First() - 1)
	if _, _, err := f.Commissions.Run(c.ctx, app.Ask{}, 0, nil); err != nil {
		return err
	}
	q := app.Query{}.With(app.Condition{Field: "day", To: last.Last().String()})
	if _, _, err := f.Commissions.Approve(c.ctx, app.Ask{}, q, nil); err != nil {
		return err
	}
	run := statementRun{Period: last.Key(), Out: d.Dir}
	return run.Run(c, f)
}

// picture paints the window where there is no display to open it on.
func (d *demoCmd) picture(c *call) error {
	png := d.Dir + "/window.png"
	if c.Shot == nil {
		return nil
	}
	if err := c.Shot(c.sess, png); err != nil {
		return err
	}
	fmt.Fprintf(c.Err, "There is no display here, so no window was opened. Its picture is in %s.\n", png)
	return nil
}

// hasDisplay tells whether a window can be opened: always but on systems where a display is named by the environment.
func hasDisplay() bool {
	return os.PathSeparator == '\\' || isMac() || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}
