package app_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/data"
	"rapport/data/sample"
)

// recomputed is each figure of a year worked out again from the file, by statements that share nothing with the program's own: %[1]s is the year,
// %[2]s the currency. Each gives the part and the whole.
func recomputed() map[app.KPI]string {
	const (
		won     = "stage = 'won' AND substr(closed, 1, 4) = '%[1]s'"
		net     = "SELECT total(CASE WHEN kind = 'received' THEN amount_minor WHEN kind = 'credited' AND (SELECT o.kind FROM fee o WHERE o.id = fee.of_id) = 'received' THEN -amount_minor END) FROM fee WHERE currency = '%[2]s'"
		arose   = "SELECT total(amount_minor) FROM line WHERE kind <> 'payment' AND currency = '%[2]s' AND substr(day, 1, 4) = '%[1]s' AND seq NOT IN (SELECT line_seq FROM standing WHERE state IN ('void', 'forfeited'))"
		clients = "(SELECT count(*) FROM (SELECT client_id FROM referral WHERE " + won + " GROUP BY client_id))"
	)
	return map[app.KPI]string{
		app.QualifiedReferrals: "SELECT count(*), 0 FROM referral WHERE substr(accepted, 1, 4) = '%[1]s'",
		app.Acceptance:         `SELECT total(substr(accepted, 1, 4) = '%[1]s'), total(substr(accepted, 1, 4) = '%[1]s') + total(stage = 'not accepted' AND substr(closed, 1, 4) = '%[1]s') FROM referral`,
		app.Conversion:         "SELECT total(stage = 'won'), count(*) FROM referral WHERE substr(closed, 1, 4) = '%[1]s' AND stage NOT IN ('not accepted', 'duplicate')",
		app.SalesCycle:         "SELECT days, n FROM (SELECT julianday(closed) - julianday(introduced) AS days, row_number() OVER (ORDER BY julianday(closed) - julianday(introduced)) AS nth, count(*) OVER () AS n FROM referral WHERE " + won + ") WHERE nth = n / 2 + 1",
		app.Revenue:            "SELECT (" + net + " AND substr(day, 1, 4) = '%[1]s'), 0",
		app.ClientValue:        "SELECT (" + net + " AND referral_id IN (SELECT id FROM referral WHERE " + won + ")), " + clients,
		app.CommissionCost:     "SELECT (" + arose + "), 0",
		app.CostPerClient: "SELECT (" + arose + `) + (SELECT total(value_minor) FROM gift WHERE state IN ('sent', 'received') AND currency = '%[2]s' AND substr(given, 1, 4) = '%[1]s')
			+ (SELECT CAST(total(minutes) AS INTEGER) * %[3]d / 60 FROM checkin WHERE state = 'held' AND substr(day, 1, 4) = '%[1]s'), ` + clients,
		app.ActivePartners: `SELECT (SELECT count(*) FROM partner WHERE state = 'active' AND id IN (SELECT partner_id FROM referral WHERE stage <> 'duplicate' AND substr(introduced, 1, 4) = '%[1]s')),
			(SELECT count(*) FROM partner WHERE state = 'active')`,
		app.NewPartners: `SELECT count(*), 0 FROM partner WHERE state IN ('active', 'paused', 'ended', 'blocked') AND
			(SELECT substr(min(day), 1, 4) FROM step WHERE kind = 'partner' AND subject = partner.id AND to_state = 'active' AND note <> 'undone') = '%[1]s'`,
		app.CheckinsHeld:    "SELECT count(*), 0 FROM checkin WHERE state = 'held' AND substr(day, 1, 4) = '%[1]s'",
		app.ReciprocityRate: "SELECT (SELECT count(*) FROM outbound WHERE substr(given, 1, 4) = '%[1]s'), (SELECT count(*) FROM referral WHERE stage <> 'duplicate' AND substr(introduced, 1, 4) = '%[1]s')",
	}
}

// recompute holds the figures of a year, and what the studies sum to, against the file.
func recompute(t *testing.T, f *app.Firm, path, year string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s, err := f.Setup.Settings(ctx())
	if err != nil {
		t.Fatal(err)
	}
	asked := func(text string) (part, whole float64) {
		if err := db.QueryRow(fmt.Sprintf(text, year, s.Currency, s.HourCost)).Scan(&part, &whole); err != nil && err != sql.ErrNoRows {
			t.Fatalf("%v\n%s", err, text)
		}
		return part, whole
	}
	p, err := calendar.ParsePeriod(year)
	if err != nil {
		t.Fatal(err)
	}
	x, err := f.Insights.Figures(ctx(), p)
	if err != nil {
		t.Fatal(err)
	}
	something := 0
	for _, row := range x.Rows {
		part, whole := asked(recomputed()[row.KPI])
		if float64(row.Now.Part) != part || float64(row.Now.Whole) != whole {
			t.Errorf("%s of %s: the program says %d of %d, the file %.0f of %.0f", row.KPI, year, row.Now.Part, row.Now.Whole, part, whole)
		}
		if part > 0 {
			something++
		}
	}
	if something < 5 {
		t.Errorf("only %d figures of %s are more than nothing", something, year)
	}
	sums := map[app.StudyKind]string{ // the last row of each, in its column
		app.Cohorts:     "SELECT count(*), 1 FROM referral WHERE stage <> 'duplicate' AND substr(introduced, 1, 4) = '%[1]s'",
		app.LostStudy:   "SELECT count(*), 1 FROM referral WHERE stage IN ('lost', 'withdrawn', 'not accepted') AND substr(closed, 1, 4) = '%[1]s'",
		app.FunnelStudy: "SELECT count(*), 1 FROM referral WHERE stage = 'won' AND substr(introduced, 1, 4) = '%[1]s'",
		app.League:      "SELECT count(*), 3 FROM referral WHERE stage <> 'duplicate' AND substr(introduced, 1, 4) = '%[1]s'",
	}
	for k, text := range sums {
		y, err := f.Insights.Study(ctx(), k, p)
		if err != nil {
			t.Fatal(err)
		}
		want, column := asked(text)
		if n := len(y.Table.Rows); n == 0 || y.Table.Rows[n-1].Cells[int(column)].Shown() != fmt.Sprint(int64(want)) {
			t.Errorf("%s of %s sums to %v, the file to %.0f", k, year, y.Table.Rows, want)
		}
	}
	if y, _ := f.Insights.Study(ctx(), app.League, p); len(y.Table.Rows) > 0 {
		fees, _ := asked(recomputed()[app.Revenue])
		if got := y.Table.Rows[len(y.Table.Rows)-1].Cells[5].Value.(money.Money).Amount(); got != money.New(int64(fees), s.Currency).Amount() {
			t.Errorf("the partners of %s brought %s, the file says %.0f", year, got, fees)
		}
	}
}

func TestFiguresOfTheExampleAreThoseOfItsFile(t *testing.T) {
	d := open(t)
	path := filepath.Join(t.TempDir(), "example.rapport")
	now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	store, err := data.Create(ctx(), path, data.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := sample.Fill(ctx(), store, store, sample.Options{Today: day("2026-11-22"), Print: d.print, BankFile: d.bankFile}); err != nil {
		t.Fatal(err)
	}
	f := app.New(app.Deps{Store: store, Keep: store, Now: now, Actor: "Ms Tester"})
	recompute(t, f, path, "2026")
	recompute(t, f, path, "2025")
}

func TestFiguresOfTheCRMFileAreThoseOfItsRows(t *testing.T) {
	if _, err := os.Stat(filepath.Join("..", "..", "shared", "data", "crm", "sales_pipeline.csv")); err != nil {
		t.Skip("the CRM file is not beside this checkout")
	}
	d := open(t)
	run(t, d.Firm, app.ImportDeals, pipeline(t))
	recompute(t, d.Firm, d.path, "2017")
}
