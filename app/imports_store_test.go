package app_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/data"
)

// firm is a new firm over a real store, on 22 November 2026.
func firm(t testing.TB) *app.Firm {
	t.Helper()
	now := func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }
	store, err := data.Create(context.Background(), filepath.Join(t.TempDir(), "firm.rapport"), data.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	f := app.New(app.Deps{Store: store, Keep: store, Now: now, Today: calendar.D("2026-11-22"), Actor: "tester"})
	if _, err := f.Setup.Begin(context.Background(), app.Settings{FirmName: "Harcourt LLP", Currency: "EUR"}); err != nil {
		t.Fatal(err)
	}
	return f
}

// file is a CSV text as a sheet.
type file struct {
	name    string
	records [][]string
	sum     [32]byte
}

func csvFile(t testing.TB, name string, text []byte) file {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return file{name, records, sha256.Sum256(text)}
}

func text(t testing.TB, lines ...string) file {
	t.Helper()
	return csvFile(t, "file.csv", []byte(strings.Join(lines, "\n")))
}

func (s file) Headings() []string { return s.records[0] }

func (s file) Each(row func(line int, cells []string, column int, flaw string) error) error {
	for i, cells := range s.records[1:] {
		flaw := ""
		if len(cells) != len(s.records[0]) {
			flaw = fmt.Sprintf("The row has %d values, the headings are %d.", len(cells), len(s.records[0]))
		}
		if err := row(i+2, cells, 0, flaw); err != nil {
			return err
		}
	}
	return nil
}

// plan is what Guess makes of a file; it fails when something is left to ask.
func plan(t testing.TB, f *app.Firm, kind string, s file) app.ImportPlan {
	t.Helper()
	p, asks, err := f.Imports.Guess(context.Background(), kind, s)
	if err != nil || len(asks) > 0 {
		t.Fatalf("guess %s: %v, asks %+v", kind, err, asks)
	}
	p.FileName, p.SHA256 = s.name, s.sum
	return p
}

func run(t testing.TB, f *app.Firm, kind string, s file) app.ImportResult {
	t.Helper()
	res, err := f.Imports.Run(context.Background(), app.Ask{}, plan(t, f, kind, s), s, nil)
	if err != nil {
		t.Fatalf("import %s: %v", kind, err)
	}
	return res
}

// counts is a result in short: "created people 1, partners 2; unchanged …; refused 3".
func counts(r app.ImportResult) string {
	var parts []string
	for _, group := range []struct {
		name string
		of   map[string]int64
	}{{"created", r.Created}, {"updated", r.Updated}, {"unchanged", r.Unchanged}} {
		for _, what := range []string{"partners", "people", "clients", "referrals", "fees"} {
			if n := group.of[what]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d %s", group.name, n, what))
			}
		}
	}
	if r.Refused > 0 {
		parts = append(parts, fmt.Sprintf("refused %d", r.Refused))
	}
	return strings.Join(parts, ", ")
}

func expect(t testing.TB, r app.ImportResult, want string) {
	t.Helper()
	if got := counts(r); got != want {
		t.Fatalf("got  %s\nwant %s\nproblems %+v", got, want, r.Problems)
	}
	if int64(len(r.Problems)) != r.Refused {
		t.Fatalf("%d rows are refused but %d are listed", r.Refused, len(r.Problems))
	}
}

// refused expects one problem in a row and column whose reason has a part.
func refused(t testing.TB, r app.ImportResult, row int, column, part string) {
	t.Helper()
	for _, p := range r.Problems {
		if p.Row == row && p.Column == column && strings.Contains(p.Reason, part) {
			return
		}
	}
	t.Errorf("row %d, column %q with %q is not among %+v", row, column, part, r.Problems)
}

func fees(t testing.TB, f *app.Firm, kind app.FeeKind) (n int, sum int64) {
	t.Helper()
	err := f.Fees.IDs(context.Background(), app.Query{}.With(app.Is("kind", string(kind))), func(ids []int32) error {
		list, err := f.Fees.Rows(context.Background(), ids)
		for _, row := range list {
			n, sum = n+1, sum+row.Amount.Minor
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n, sum
}

func find(t testing.TB, f *app.Firm, ref string) app.Referral {
	t.Helper()
	r, err := f.Referrals.Find(context.Background(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func pipeline(t testing.TB) file {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", "crm", "sales_pipeline.csv"))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("the CRM file is not beside this checkout")
	}
	if err != nil {
		t.Fatal(err)
	}
	return csvFile(t, "sales_pipeline.csv", raw)
}

// pipelineCounts is what the whole CRM file makes.
const pipelineCounts = "%[1]s 30 partners, %[1]s 1510 clients, %[1]s 8800 referrals, %[1]s 4238 fees"

// TestCRMFile takes the CRM file through its life: cancelled, imported, imported again, undone, previewed.
func TestCRMFile(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole file is imported where all cases run")
	}
	f, s := firm(t), pipeline(t)
	t.Run("IM-38 cancelled at row 5000", func(t *testing.T) {
		cancelled(t, f, s)
		nothingKept(t, f)
	})
	res := run(t, f, app.ImportDeals, s) // also the control of the cancelled one
	expect(t, res, fmt.Sprintf(pipelineCounts, "created"))
	t.Run("what it makes", func(t *testing.T) { checkPipeline(t, f) })
	t.Run("IM-21 the same file again", func(t *testing.T) {
		again := run(t, f, app.ImportDeals, s)
		expect(t, again, fmt.Sprintf(pipelineCounts, "unchanged"))
		if again.Batch != 0 || len(again.Skipped) != 8800 || !strings.Contains(strings.Join(again.Notes, " "), "was imported on 22 Nov 2026 already") {
			t.Errorf("batch %d, notes %q", again.Batch, again.Notes)
		}
		batches, err := f.Imports.Batches(context.Background(), 10)
		if err != nil || len(batches) != 1 {
			t.Errorf("%d batches are kept (%v), want 1", len(batches), err)
		}
	})
	t.Run("undo", func(t *testing.T) {
		if _, err := f.Imports.Undo(context.Background(), app.Ask{}, res.Batch); err != nil {
			t.Fatal(err)
		}
		nothingKept(t, f)
		if _, err := f.Imports.Undo(context.Background(), app.Ask{}, res.Batch); err == nil {
			t.Error("the batch was undone twice")
		}
	})
	t.Run("preview", func(t *testing.T) {
		again, err := f.Imports.Run(context.Background(), app.Ask{Preview: true}, plan(t, f, app.ImportDeals, s), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, again, fmt.Sprintf(pipelineCounts, "created"))
		nothingKept(t, f)
		if batches, err := f.Imports.Batches(context.Background(), 10); err != nil || len(batches) != 1 || again.Batch != 0 {
			t.Errorf("batch %d; %d kept, %v", again.Batch, len(batches), err)
		}
	})
}

func cancelled(t *testing.T, f *app.Firm, s file) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := 0
	_, err := f.Imports.Run(ctx, app.Ask{}, plan(t, f, app.ImportDeals, s), s, func(done int) {
		if seen = done; done >= 5000 {
			cancel()
		}
	})
	if p := app.AsProblem(err); p == nil || p.Kind != app.Cancel || seen != 5000 {
		t.Fatalf("at row %d: %v", seen, err)
	}
}

func nothingKept(t *testing.T, f *app.Firm) {
	t.Helper()
	for what, ids := range map[string]func(context.Context, app.Query, func([]int32) error) error{
		"partners": f.Partners.IDs, "clients": f.Clients.IDs, "referrals": f.Referrals.IDs, "fees": f.Fees.IDs} {
		err := ids(context.Background(), app.Query{}, func(some []int32) error { return fmt.Errorf("%d %s are kept", len(some), what) })
		if err != nil {
			t.Error(err)
		}
	}
}

func checkPipeline(t *testing.T, f *app.Firm) {
	t.Helper()
	stages, err := f.Referrals.Counts(context.Background(), app.Query{})
	want := map[app.Stage]int64{app.Won: 4238, app.Lost: 2473, app.Contacted: 1589, app.Logged: 500}
	if err != nil || !maps.Equal(stages, want) {
		t.Errorf("stages are %v (%v), want %v", stages, err, want)
	}
	if n, sum := fees(t, f, app.Received); n != 4238 || sum != 1000553400 {
		t.Errorf("%d fees of %s", n, money.New(sum, "EUR"))
	}
	var coded int
	err = f.Clients.IDs(context.Background(), app.Query{}.With(app.Is("code_name", "1")), func(ids []int32) error { coded += len(ids); return nil })
	if err != nil || coded != 1425 {
		t.Errorf("%d clients have a code name (%v), want 1425", coded, err)
	}
	checkDeal(t, f)
}

// checkDeal looks at the first row of the CRM file from its reference to its history.
func checkDeal(t *testing.T, f *app.Firm) {
	t.Helper()
	r := find(t, f, "1C1I7A6R")
	if r.Stage != app.Won || r.Introduced != calendar.D("2016-10-20") || r.Closed != calendar.D("2017-03-01") || r.Service != "GTX Plus Basic" {
		t.Errorf("the first deal is %+v", r)
	}
	list, err := f.Fees.Of(context.Background(), r.ID)
	if err != nil || len(list) != 1 || list[0].Amount != money.New(105400, "EUR") || list[0].Day != r.Closed || list[0].Reference != "1C1I7A6R" {
		t.Errorf("its fees are %+v (%v)", list, err)
	}
	steps, err := f.Referrals.History(context.Background(), r.ID)
	if err != nil || len(steps) != 2 || steps[0].To != "logged" || steps[0].Day != r.Introduced || steps[1].From != "logged" || steps[1].To != "won" ||
		steps[1].Day != r.Closed || r.Accepted != r.Closed {
		t.Errorf("its history is %+v (%v)", steps, err)
	}
	c, err := f.Clients.Get(context.Background(), r.Client)
	if err != nil || c.Name != "Cancity" {
		t.Errorf("its client is %+v (%v)", c, err)
	}
}

func TestIM22_AnOverlappingFileBringsOnlyItsNewRows(t *testing.T) {
	f := firm(t)
	head := "id,partner,account,stage,created,close date,amount"
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,100.00", "A2,Anna,Borg,contacted,2026-01-06,,"))
	s := text(t, head, "A2,Anna,Borg,contacted,2026-01-06,,", "A3,Ben,Cora,won,2026-01-07,2026-03-01,50.00")
	res := run(t, f, app.ImportDeals, s)
	expect(t, res,
		"created 1 partners, created 1 clients, created 1 referrals, created 1 fees, unchanged 1 partners, unchanged 1 clients, unchanged 1 referrals")
	if !slices.Equal(res.Skipped, []int{2}) {
		t.Errorf("rows %v are said to be skipped, want row 2", res.Skipped)
	}
}

func TestDealsThatMovedOnAreUpdated(t *testing.T) {
	f := firm(t)
	head := "id,partner,account,stage,created,close date,amount"
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,,proposal,2026-01-05,,900", "A2,Anna,Borg,contacted,2026-01-06,,"))
	next := text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,1000.00", "A2,Anna,Borg,new,2026-01-06,,70")
	const want = "created 1 clients, created 1 fees, updated 2 referrals, unchanged 1 partners, unchanged 1 clients"
	before := find(t, f, "A1")
	first, err := f.Imports.Run(context.Background(), app.Ask{Preview: true}, plan(t, f, app.ImportDeals, next), next, nil)
	if err != nil || find(t, f, "A1") != before {
		t.Fatalf("a preview changed A1: %v", err)
	}
	expect(t, first, want)
	second := run(t, f, app.ImportDeals, next)
	expect(t, second, want)
	r := find(t, f, "A1")
	if r.Stage != app.Won || r.Closed != calendar.D("2026-02-01") || r.Estimate != money.New(90000, "EUR") {
		t.Errorf("A1 is %+v", r)
	}
	if r := find(t, f, "A2"); r.Stage != app.Contacted || r.Estimate != money.New(7000, "EUR") {
		t.Errorf("A2 should keep its stage and take the estimate: %+v", r)
	}
	if !strings.Contains(strings.Join(second.Notes, " "), "Further on here than in the file, so the stage was left: 1 referral.") {
		t.Errorf("notes are %q", second.Notes)
	}
	if _, err := f.Imports.Undo(context.Background(), app.Ask{}, second.Batch); err != nil {
		t.Fatal(err)
	}
	if r := find(t, f, "A1"); r.Stage != app.Proposal || r.Closed != 0 {
		t.Errorf("undone, A1 is %+v", r)
	}
	if n, _ := fees(t, f, app.Received); n != 0 {
		t.Errorf("undone, %d fees stay", n)
	}
}

func TestUndoOfAnImportThatIsInUse(t *testing.T) {
	f := firm(t)
	head := "id,partner,account,stage,created,close date,amount"
	res := run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,100.00", "A2,Anna,Acme,contacted,2026-01-06,,"))
	if _, err := f.Referrals.SetStage(context.Background(), app.Ask{}, find(t, f, "A2").ID, app.Meeting, app.StageMove{}); err != nil {
		t.Fatal(err)
	}
	_, err := f.Imports.Undo(context.Background(), app.Ask{}, res.Batch)
	if p := app.AsProblem(err); p == nil || p.Kind != app.Refused || !strings.Contains(p.Say, "1 referral changed") {
		t.Fatalf("got %v", err)
	}
	if n, _ := fees(t, f, app.Received); n != 1 || find(t, f, "A1").Stage != app.Won {
		t.Error("something was undone all the same")
	}
}

func TestMN15_TheSameOrderWithAnotherAmountIsNotSummed(t *testing.T) {
	f := firm(t)
	head := "id,partner,account,stage,created,close date,amount"
	run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,100.00"))
	res := run(t, f, app.ImportDeals, text(t, head, "A1,Anna,Acme,won,2026-01-05,2026-02-01,120.00"))
	expect(t, res, "refused 1")
	refused(t, res, 2, "amount", "recorded before with 100.00 EUR")
	res = run(t, f, app.ImportFees, text(t, "fee id,referral,date,amount", "A1,A1,2026-02-01,120.00"))
	expect(t, res, "refused 1")
	refused(t, res, 2, "amount", "recorded before with 100.00 EUR")
	if n, sum := fees(t, f, app.Received); n != 1 || sum != 10000 {
		t.Errorf("%d fees of %d", n, sum)
	}
}
