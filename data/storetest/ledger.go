package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/money"
	"rapport/app/terms"
)

// line is a commission line of the first referral's fee, not yet sealed.
func line(n byte, partner int64, on string, minor int64) app.Line {
	rate, err := money.ParseRate("0.125")
	if err != nil {
		panic(err)
	}
	return app.Line{Key: app.Key{n, 0xff}, Partner: app.ID[app.Partner](partner), Kind: app.Earning, Day: day(on), RecordedAt: now(), Amount: eur(minor),
		Base: minor * 8, Rate: rate, Referral: 1, Reason: `{"label":"12.5 %"}`}
}

// post seals and posts lines with one state; an empty state posts payments.
func post(d *desk, state app.LineState, lines ...app.Line) []app.Line {
	d.Helper()
	d.write(func(b app.Books) error {
		head, err := b.Head()
		if err != nil {
			return err
		}
		var st []app.Standing
		for i := range lines {
			head = app.Seal(head, &lines[i])
			st = append(st, app.Standing{Line: lines[i].Seq, State: state, MadeBy: "maker"})
		}
		return b.Post(lines, st)
	})
	return lines
}

func ledgerFirm(d *desk) {
	firm(d)
	d.write(func(b app.Books) error {
		return errors.Join(b.AddAgreement(agreement(1, 1, "2026-01-01")), b.AddVersion(version(1, 1, 1, app.VersionFrozen)), b.AddFees([]app.Fee{fee(1, 1, "2026-04-01", 800_00)}))
	})
}

func ledger(t *testing.T, d *desk) {
	ledgerFirm(d)
	same(d, "empty", got(d, func(b app.Books) (app.Watermark, error) { return b.Head() }), app.Watermark{})
	whole := line(1, 1, "2026-04-01", 100_00)
	whole.Agreement, whole.Version, whole.Rule, whole.Window, whole.Fee = 1, 1, 1, day("2026-01-01"), 1
	back := line(2, 1, "2026-04-02", -10_00)
	back.Kind, back.Reverses, back.Agreement, back.Version, back.Rule, back.Window, back.Fee = app.Reversal, 1, 1, 1, 1, day("2026-01-01"), 1
	lines := post(d, app.Accrued, whole, back)
	lines = append(lines, post(d, "", app.Line{Key: app.Key{3}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-04-03"), RecordedAt: now(), Amount: eur(-5_00), Reason: "{}"})...)
	same(d, "head", got(d, func(b app.Books) (app.Watermark, error) { return b.Head() }), app.Watermark{Seq: 3, Head: lines[2].Hash})
	d.read(func(b app.Books) error {
		l, st, err := b.Line(1)
		same(d, "round trip", l, lines[0])
		same(d, "standing", st, app.Standing{Line: 1, State: app.Accrued, MadeBy: "maker"})
		_, st, _ = b.Line(3)
		same(d, "a payment stands nowhere", st, app.Standing{})
		return err
	})
	var prev app.Watermark
	d.read(func(b app.Books) error {
		return b.EachLine(1, func(l *app.Line) error {
			err := app.CheckLine(prev, l)
			prev = app.Watermark{Seq: l.Seq, Head: l.Hash}
			return err
		})
	})
	same(d, "the chain holds as read", prev.Seq, int64(3))
	same(d, "keys", got(d, func(b app.Books) (map[app.Key]int64, error) { return b.HasKeys([]app.Key{whole.Key, {9}, {3}}) }), map[app.Key]int64{whole.Key: 1, {3}: 3})
	same(d, "of a fee", got(d, func(b app.Books) ([]app.Line, error) { return b.LinesOfFee(1) }), lines[:2])
	same(d, "of a window", got(d, func(b app.Books) ([]app.Line, error) { return b.LinesOfWindow(1, 1, day("2026-01-01")) }), lines[:2])
	d.write(func(b app.Books) error { return b.PutStanding([]app.Standing{{Line: 1, State: app.VoidLine}}) })
	same(d, "of a window, without void ones", got(d, func(b app.Books) ([]app.Line, error) { return b.LinesOfWindow(1, 1, day("2026-01-01")) }), lines[1:2])
	missing(d, func(b app.Books) (app.Line, error) { l, _, err := b.Line(99); return l, err })
	d.write(func(b app.Books) error {
		n, err := b.AddRun(app.Run{At: now(), Until: day("2026-04-30"), Facts: 4, Lines: 3})
		if n != 1 {
			t.Errorf("run %d", n)
		}
		return err
	})
	d.read(func(b app.Books) error {
		run, ok, err := b.LastRun()
		if !ok || run.ID != 1 || run.Facts != 4 || run.Until != day("2026-04-30") {
			t.Errorf("%+v", run)
		}
		return err
	})
}

// ledgerRefuses: what is off the chain, out of sequence or posted before is not taken, and nothing of it stays.
func ledgerRefuses(t *testing.T, d *desk) {
	ledgerFirm(d)
	first := post(d, app.Accrued, line(1, 1, "2026-04-01", 1))[0]
	head := app.Watermark{Seq: 1, Head: first.Hash}
	cases := map[string]func(*app.Line){
		"a gap":             func(l *app.Line) { l.Seq = 3 },
		"a repeated number": func(l *app.Line) { l.Seq = 1 },
		"another head":      func(l *app.Line) { l.Prev = [32]byte{1} },
		"a posted key":      func(l *app.Line) { l.Key = first.Key },
		"no such partner":   func(l *app.Line) { l.Partner = 99 },
	}
	for name, spoil := range cases {
		l := line(2, 1, "2026-04-01", 2)
		app.Seal(head, &l)
		spoil(&l)
		err := d.store.Write(context.Background(), func(b app.Books) error {
			return b.Post([]app.Line{l}, []app.Standing{{Line: l.Seq, State: app.Accrued}})
		})
		if err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	same(d, "unchanged", got(d, func(b app.Books) (app.Watermark, error) { return b.Head() }), head)
}

func standings(_ *testing.T, d *desk) {
	ledgerFirm(d)
	post(d, app.Accrued, line(1, 1, "2026-04-01", 10), line(2, 1, "2026-04-02", 20), line(3, 2, "2026-04-03", 30))
	want := app.Standing{Line: 2, State: app.Held, Holds: []app.HoldReason{{Kind: "hold period", Until: day("2026-05-01")}, {Kind: "manual", Note: "ask Ann"}},
		ApprovedBy: "ann", ApprovedOn: day("2026-04-05"), Note: "n", MadeBy: "somebody else"}
	d.write(func(b app.Books) error { return b.PutStanding([]app.Standing{want}) })
	want.MadeBy = "maker" // stays
	d.read(func(b app.Books) error { _, st, err := b.Line(2); same(d, "round trip", st, want); return err })
	d.refused(app.NotFound, func(b app.Books) error { return b.PutStanding([]app.Standing{{Line: 99, State: app.Held}}) })
	var seen []int64
	d.write(func(b app.Books) error {
		return b.Standings(app.Query{}.With(app.Is("partner", "1")), func(r *app.LineRow) error {
			seen = append(seen, r.Seq)
			r.Standing.State = app.Approved
			return b.PutStanding([]app.Standing{r.Standing}) // a writing inside a reading
		})
	})
	same(d, "in order", seen, []int64{1, 2})
	same(d, "all moved", got(d, func(b app.Books) ([]app.Sums, error) { return b.LineSums(app.Query{}) }), []app.Sums{
		{Currency: "EUR", State: app.Accrued, Count: 1, Minor: 30}, {Currency: "EUR", State: app.Approved, Count: 2, Minor: 30}})
	statementLines(d)
}

// statementLines goes on from there: what a statement takes, and where it puts it.
func statementLines(d *desk) {
	post(d, app.Held, line(4, 1, "2026-04-01", 40), line(5, 1, "2026-04-30", 50))
	var rows []app.LineRow
	d.write(func(b app.Books) error {
		none := func(*app.LineRow) error { return errors.New("a line of nobody") }
		return errors.Join(b.StatementLines(1, "USD", days("2026-04-01", "2026-05-01"), none), b.StatementLines(2, "EUR", days("2026-04-01", "2026-05-01"), none),
			b.StatementLines(1, "EUR", days("2026-04-03", "2026-04-30"), none), b.StatementLines(1, "EUR", days("2026-04-01", "2026-04-30"), func(r *app.LineRow) error { rows = append(rows, *r); return nil }))
	})
	seqs := make([]int64, len(rows))
	to := make([]app.Standing, len(rows))
	for i, r := range rows {
		seqs[i], to[i] = r.Seq, r.Standing
		to[i].State = app.Forfeited
	}
	same(d, "approved and held, by day", seqs, []int64{1, 4, 2})
	same(d, "with the client", rows[0].ClientName, "Baker Street Bakery")
	d.write(func(b app.Books) error { return b.MoveStanding(rows, to) })
	same(d, "moved with what they come to", got(d, func(b app.Books) ([]app.Sums, error) { return b.LineSums(app.Query{}) }), []app.Sums{
		{Currency: "EUR", State: app.Accrued, Count: 1, Minor: 30}, {Currency: "EUR", State: app.Forfeited, Count: 3, Minor: 70},
		{Currency: "EUR", State: app.Held, Count: 1, Minor: 50}})
	d.read(func(b app.Books) error { _, st, err := b.Line(2); same(d, "one of them", st, to[2]); return err })
}

func lineList(_ *testing.T, d *desk) {
	ledgerFirm(d)
	whole := line(1, 1, "2026-04-01", 30)
	whole.Fee, whole.Agreement, whole.Version = 1, 1, 1
	zero := line(2, 1, "2026-04-03", 0)
	zero.Kind = app.Milestone
	lines := post(d, app.Accrued, whole, zero, line(3, 2, "2026-04-02", 20))
	list := func(b app.Books) listing { return b.LineIDs }
	takesAll(d, app.LineFields(), app.LineSorts(), list)
	refusesUnknownKeys(d, list)
	q := app.Query{}
	same(d, "newest first", ids(d, list, q), []int32{2, 3, 1})
	same(d, "with an amount", ids(d, list, q.With(app.Is("zero", "false")).By("amount", false)), []int32{3, 1})
	same(d, "of a state and day", ids(d, list, q.With(app.Is("state", "accrued", "held"), app.Condition{Field: "day", To: "2026-04-02"})), []int32{3, 1})
	d.write(func(b app.Books) error {
		return b.PutStanding([]app.Standing{{Line: 3, State: app.Held, Holds: []app.HoldReason{{Kind: app.HoldManual}, {Kind: app.HoldDispute}}}})
	})
	same(d, "held for a reason", ids(d, list, q.With(app.Is("hold", app.HoldDispute))), []int32{3})
	same(d, "held for another", ids(d, list, q.With(app.Is("hold", app.HoldPeriod))), []int32{})
	same(d, "searched by partner", ids(d, list, app.Query{Search: "angstr"}), []int32{3})
	same(d, "searched by client", ids(d, list, app.Query{Search: "bakery"}), []int32{2, 3, 1})
	row := app.LineRow{Line: lines[0], Standing: app.Standing{Line: 1, State: app.Accrued, MadeBy: "maker"}, PartnerName: "Harcourt & Lowe", ReferralNumber: "R-2026-0001", ClientName: "Baker Street Bakery"}
	same(d, "rows", got(d, func(b app.Books) ([]app.LineRow, error) { return b.LineRows([]int32{1}) }), []app.LineRow{row})
	same(d, "of a referral", len(got(d, func(b app.Books) ([]app.LineRow, error) { return b.LinesOfReferral(1) })), 3)
	row.RecordedAt, row.Prev, row.Hash, row.Standing.MadeBy = time.Time{}, [32]byte{}, [32]byte{}, ""
	row.PartnerName, row.ReferralNumber, row.ClientName = "", "", ""
	same(d, "for a run", got(d, func(b app.Books) ([]app.LineRow, error) { return b.LinesEarned(1) })[0], row)
}

func sums(_ *testing.T, d *desk) {
	ledgerFirm(d)
	post(d, app.Accrued, line(1, 1, "2026-03-31", 10), line(2, 1, "2026-04-15", 20), line(3, 2, "2026-04-16", 40))
	post(d, "", app.Line{Key: app.Key{4}, Partner: 1, Kind: app.PaymentLine, Day: day("2026-04-17"), RecordedAt: now(), Amount: eur(-5), Reason: "{}"})
	at := func(until string) []app.Sums {
		return got(d, func(b app.Books) ([]app.Sums, error) { return b.PartnerSums(day(until)) })
	}
	one := app.Sums{Partner: 1, Currency: "EUR", State: app.Accrued, Count: 1, Minor: 10}
	two := app.Sums{Partner: 1, Currency: "EUR", State: app.Accrued, Count: 2, Minor: 30}
	other := app.Sums{Partner: 2, Currency: "EUR", State: app.Accrued, Count: 1, Minor: 40}
	same(d, "the end of a month", at("2026-03-31"), []app.Sums{one})
	same(d, "inside a month", at("2026-04-15"), []app.Sums{two})
	same(d, "later", at("2026-12-31"), []app.Sums{two, other})
	same(d, "before all", at("2026-01-01"), []app.Sums{})
	totals := func(q app.Query) []app.Sums {
		return got(d, func(b app.Books) ([]app.Sums, error) { return b.LineSums(q) })
	}
	same(d, "kept totals", totals(app.Query{}.With(app.Is("partner", "1"))), []app.Sums{{Currency: "EUR", Count: 1, Minor: -5}, {Currency: "EUR", State: app.Accrued, Count: 2, Minor: 30}})
	same(d, "the same from the lines", totals(app.Query{}.With(app.Is("partner", "1"), app.Condition{Field: "day", From: "2026-01-01"})),
		[]app.Sums{{Currency: "EUR", Count: 1, Minor: -5}, {Currency: "EUR", State: app.Accrued, Count: 2, Minor: 30}})
	same(d, "from a day", totals(app.Query{}.With(app.Condition{Field: "day", From: "2026-04-16"}, app.Is("kind", "earning"))), []app.Sums{{Currency: "EUR", State: app.Accrued, Count: 1, Minor: 40}})
}

// standingsAt: the same lines at the ends of days, as approvals, a void and a statement come.
func standingsAt(_ *testing.T, d *desk) {
	ledgerFirm(d)
	post(d, app.Accrued, line(1, 1, "2026-03-31", 10), line(2, 1, "2026-04-15", 20), line(3, 2, "2026-04-16", 40))
	s := statement(1, 1, "2026-04", []byte("pdf"))
	s.Issued = day("2026-05-02")
	d.write(func(b app.Books) error {
		_, err := b.AddAudit(app.Audit{At: now(), Actor: "a", Act: "commission.void", Kind: app.KindLine, Subject: 3, Images: []app.Image{{Kind: app.KindLine, ID: 3}}})
		return errors.Join(err, b.AddStatement(s, []byte("pdf")), b.PutStanding([]app.Standing{
			{Line: 1, State: app.OnStatement, Statement: 1, ApprovedBy: "a", ApprovedOn: day("2026-05-01")},
			{Line: 2, State: app.Approved, ApprovedBy: "a", ApprovedOn: day("2026-05-01")}, {Line: 3, State: app.VoidLine}}))
	})
	at := func(until string, end time.Time) []app.StandingAt {
		return got(d, func(b app.Books) ([]app.StandingAt, error) { return b.StandingsAt(day(until), end) })
	}
	one := app.StandingAt{Sums: app.Sums{Partner: 1, Currency: "EUR", State: app.OnStatement, Count: 1, Minor: 10}}
	two := app.StandingAt{Sums: app.Sums{Partner: 1, Currency: "EUR", State: app.Approved, Count: 1, Minor: 20}}
	three := app.StandingAt{Sums: app.Sums{Partner: 2, Currency: "EUR", State: app.VoidLine, Count: 1, Minor: 40}}
	before, after := now(), now().Add(time.Second)
	same(d, "the first only", at("2026-04-14", before), []app.StandingAt{one})
	same(d, "not approved yet, not void yet", at("2026-04-30", before), []app.StandingAt{two, one, three})
	one.Approved, two.Approved, three.Voided = true, true, true
	same(d, "approved and void", at("2026-05-01", after), []app.StandingAt{two, one, three})
	one.Stated = true
	same(d, "on the day of the statement", at("2026-05-02", after), []app.StandingAt{two, one, three})
}

func tallies(t *testing.T, d *desk) {
	ledgerFirm(d)
	want := app.Tally{Agreement: 1, Rule: 2, Window: day("2026-01-01"), Tally: terms.Tally{Measured: 100, Earned: 10, Last: day("2026-04-01")}}
	d.write(func(b app.Books) error { return b.PutTallies([]app.Tally{want}) })
	want.Measured = 300
	d.write(func(b app.Books) error { return b.PutTallies([]app.Tally{want, {Agreement: 1}}) })
	d.read(func(b app.Books) error {
		tally, ok, err := b.Tally(1, 2, day("2026-01-01"))
		same(d, "round trip", tally, want)
		if _, none, _ := b.Tally(1, 9, 0); !ok || none {
			t.Error("a tally that is not kept")
		}
		return err
	})
	n := 0
	d.read(func(b app.Books) error { return b.Tallies(func(app.Tally) error { n++; return nil }) })
	same(d, "all", n, 2)
}

// usual: amounts of a partner's earnings, newest first, and lines that are equal but for their number.
func usual(_ *testing.T, d *desk) {
	ledgerFirm(d)
	back := line(5, 1, "2026-04-05", -40)
	back.Kind = app.Reversal
	post(d, app.Accrued, line(1, 1, "2026-04-01", 10), line(2, 1, "2026-04-03", 20), line(3, 1, "2026-04-02", 10), line(4, 1, "2026-04-04", 0), back,
		line(6, 2, "2026-04-06", 10))
	d.write(func(b app.Books) error { return b.PutStanding([]app.Standing{{Line: 2, State: app.VoidLine}}) })
	post(d, app.Accrued, line(7, 1, "2026-04-07", 30), line(8, 1, "2026-04-08", 20))
	same(d, "newest", got(d, func(b app.Books) ([]int64, error) { return b.LatestAmounts(1, "EUR", 3) }), []int64{20, 30, 10})
	same(d, "of another currency", got(d, func(b app.Books) ([]int64, error) { return b.LatestAmounts(1, "USD", 3) }), []int64{})
	same(d, "twins", got(d, func(b app.Books) ([]app.Twin, error) { return b.Twins([]int64{1, 2, 4, 7}) }),
		[]app.Twin{{Line: 1, Other: 3, Day: day("2026-04-01"), OtherDay: day("2026-04-02")}, {Line: 2, Other: 8, Day: day("2026-04-03"), OtherDay: day("2026-04-08")}})
}
