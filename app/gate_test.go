package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"rapport/app"
	"rapport/app/calendar"
)

// acts are writes of every sort on a firm with a signed agreement, a won referral, a fee, lines and a statement.
func acts(d *desk) map[string]func(app.Ask) (app.Receipt, error) {
	d.t.Helper()
	p := d.partner("Harcourt & Lowe")
	other := d.partner("Becker Steuerberatung")
	agreement := d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	open := d.logged(p, "Birch Ltd", "2026-02-02")
	d.received(r, "2026-02-10", 100_000)
	d.monthEnd("2026-02")
	spare := d.received(r, "2026-03-10", 50_000)
	d.run()
	draft := app.ID[app.Agreement](d.ok(d.Agreements.Add(ctx(), app.Ask{}, app.Agreement{Partner: other, From: day("2026-01-01")}, percentOfAll("0.05"))).ID)
	lines := d.lines(p)
	first, second := lines[0].Seq, lines[1].Seq
	issued, _ := d.Statements.Find(ctx(), "S-2026-0001")
	return map[string]func(app.Ask) (app.Receipt, error){
		"add a partner": func(a app.Ask) (app.Receipt, error) { return d.Partners.Add(ctx(), a, app.Partner{Name: "Öztürk"}) },
		"move a partner": func(a app.Ask) (app.Receipt, error) {
			return d.Partners.SetState(ctx(), a, other, app.InTalks, app.Move{})
		},
		"block a partner": func(a app.Ask) (app.Receipt, error) { return d.Partners.SetState(ctx(), a, p, app.Blocked, app.Move{}) },
		"add a person": func(a app.Ask) (app.Receipt, error) {
			return d.Partners.AddPerson(ctx(), a, app.Person{Partner: p, Name: "Ann"})
		},
		"merge partners": func(a app.Ask) (app.Receipt, error) { return d.Partners.Merge(ctx(), a, other, p) },
		"add a client":   func(a app.Ask) (app.Receipt, error) { return d.Clients.Add(ctx(), a, app.Client{Name: "Cedar Ltd"}) },
		"log a referral": func(a app.Ask) (app.Receipt, error) {
			return d.Referrals.Log(ctx(), a, app.NewReferral{Partner: p, ClientName: "Dale Ltd"})
		},
		"accept a referral": func(a app.Ask) (app.Receipt, error) {
			return d.Referrals.SetStage(ctx(), a, open, app.Accepted, app.StageMove{})
		},
		"split a referral": func(a app.Ask) (app.Receipt, error) {
			return d.Referrals.Split(ctx(), a, open, []app.Attribution{{Partner: p, Role: app.Sourced, Share: 6000}, {Partner: other, Role: app.Assisted, Share: 4000}})
		},
		"draft an agreement": func(a app.Ask) (app.Receipt, error) {
			return d.Agreements.Add(ctx(), a, app.Agreement{Partner: other, From: day("2027-01-01")}, flatOnWin(10_000))
		},
		"sign an agreement": func(a app.Ask) (app.Receipt, error) {
			return d.Agreements.Sign(ctx(), a, draft, app.Signature{By: "B"})
		},
		"amend an agreement": func(a app.Ask) (app.Receipt, error) {
			return d.Agreements.Amend(ctx(), a, agreement, day("2026-07-01"), percentOfAll("0.08"), app.Signature{By: "B"})
		},
		"end an agreement": func(a app.Ask) (app.Receipt, error) {
			return d.Agreements.End(ctx(), a, agreement, day("2026-12-31"), "")
		},
		"record a fee": func(a app.Ask) (app.Receipt, error) {
			return d.Fees.Record(ctx(), a, app.Fee{Referral: r, Kind: app.Received, Amount: eur(700)})
		},
		"take a fee back": func(a app.Ask) (app.Receipt, error) { return d.Fees.Void(ctx(), a, spare, "typed twice") },
		"approve": func(a app.Ask) (app.Receipt, error) {
			res, _, err := d.Commissions.Approve(ctx(), a, app.Query{}, []int64{second})
			return res, err
		},
		"hold":    func(a app.Ask) (app.Receipt, error) { return d.Commissions.Hold(ctx(), a, second, "unclear", 0) },
		"reverse": func(a app.Ask) (app.Receipt, error) { return d.Commissions.Reverse(ctx(), a, first, "wrong client") },
		"adjust": func(a app.Ask) (app.Receipt, error) {
			return d.Commissions.Adjust(ctx(), a, app.Adjustment{Partner: p, Amount: eur(-500), Reason: "goodwill"})
		},
		"void a statement": func(a app.Ask) (app.Receipt, error) { return d.Statements.Void(ctx(), a, issued.ID, "wrong address") },
		"send a statement": func(a app.Ask) (app.Receipt, error) {
			return d.Statements.SetState(ctx(), a, issued.ID, app.StatementSent, app.Move{})
		},
		"pay": func(a app.Ask) (app.Receipt, error) {
			return d.Payments.Record(ctx(), a, app.Payment{Statement: issued.ID, Amount: eur(1000), Method: "cheque"})
		},
		"edit the settings": func(a app.Ask) (app.Receipt, error) {
			s, err := d.Setup.Settings(ctx())
			if err != nil {
				return app.Receipt{}, err
			}
			s.Phone = "+44 20 7946 0000"
			return d.Setup.Edit(ctx(), a, s)
		},
	}
}

func names(acts map[string]func(app.Ask) (app.Receipt, error)) []string {
	var out []string
	for name := range acts {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func TestGatePreviewChangesNothing(t *testing.T) {
	d := open(t)
	all := acts(d)
	heard := 0
	defer d.Watch(func([]app.Change) { heard++ })()
	for _, name := range names(all) {
		d.unchanged(name, func() {
			r, err := all[name](app.Ask{Preview: true})
			if err != nil || !r.Preview || r.Label == "" || r.Audit != 0 {
				t.Errorf("%s: a preview gives %+v, %v", name, r, err)
			}
		})
	}
	if heard != 0 {
		t.Errorf("previews told %d pieces of news", heard)
	}
}

// The control of the test above: without Preview each of these acts changes the file.
func TestGateEveryActIsAuditedAndTold(t *testing.T) {
	probe := open(t)
	for i, name := range names(acts(probe)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := open(t)
			act := acts(d)[name]
			var heard []app.Change
			defer d.Watch(func(c []app.Change) { heard = append(heard, c...) })()
			key := app.Key{byte(i + 1)}
			r := d.ok(act(app.Ask{Key: key}))
			last, err := d.History.Last(ctx(), 1)
			if err != nil || len(last) != 1 || last[0].Seq != r.Audit || last[0].Label != r.Label || last[0].Actor != "Ms Tester" || !last[0].At.Equal(d.now) {
				t.Errorf("the audit line is %+v for %+v (%v)", last, r, err)
			}
			if len(heard) == 0 {
				t.Error("no news came")
			}
			heard = nil
			d.unchanged("the same request again", func() {
				again := d.ok(act(app.Ask{Key: key}))
				if !again.Repeated || again.ID != r.ID || again.Label != r.Label || again.Audit != r.Audit {
					t.Errorf("again it answers %+v, first %+v", again, r)
				}
				if again.Number != r.Number {
					t.Errorf("again it gives the number %q, first %q", again.Number, r.Number)
				}
			})
			if len(heard) != 0 {
				t.Errorf("the repeated request told %v", heard)
			}
		})
	}
}

func TestGateNewsOnlyAfterCommit(t *testing.T) {
	d := open(t)
	var seen []string
	defer d.Watch(func(c []app.Change) {
		for _, one := range c {
			if one.Kind != app.KindPartner {
				continue
			}
			p, err := d.Partners.Get(ctx(), app.ID[app.Partner](one.ID)) // a reader sees it already
			seen = append(seen, fmt.Sprint(p.Name, err))
			break
		}
	})()
	d.partner("Harcourt & Lowe")
	if _, err := d.Partners.Add(ctx(), app.Ask{}, app.Partner{Name: " "}); err == nil {
		t.Fatal("a partner without a name was kept")
	}
	if !slices.Equal(seen, []string{"Harcourt & Lowe<nil>"}) {
		t.Errorf("news: %q", seen)
	}
}

func TestCC08_ACancelledRequestSavesNothing(t *testing.T) {
	d := open(t)
	all := acts(d)
	gone, cancel := context.WithCancel(ctx())
	cancel()
	p, _ := d.Partners.Find(ctx(), "P-0001")
	d.unchanged("a cancelled request", func() {
		_, err := d.Partners.SetState(gone, app.Ask{}, p.ID, app.InTalks, app.Move{})
		if pr := app.AsProblem(err); pr == nil || pr.Kind != app.Cancel {
			t.Errorf("cancelled before: %v", err)
		}
	})
	// Cancelled in the middle: the progress of a run of statements pulls the plug.
	d.ok(all["approve"](app.Ask{}))
	d.unchanged("a run cancelled half way", func() {
		half, stop := context.WithCancel(ctx())
		defer stop()
		_, _, err := d.Statements.Run(half, app.Ask{}, month("2026-03"), nil, func(int, int) { stop() })
		if pr := app.AsProblem(err); pr == nil || pr.Kind != app.Cancel || pr.Code != "E-CANCEL" {
			t.Errorf("cancelled half way: %v", err)
		}
	})
	if made := d.statements("2026-03"); len(made) != 1 {
		t.Errorf("control: not cancelled, it issues %d statements", len(made))
	}
}

func TestCC16_AStaleEditIsRefused(t *testing.T) {
	d := open(t)
	id := d.partner("Harcourt & Lowe")
	mine, _ := d.Partners.Get(ctx(), id)
	theirs := mine
	theirs.Phone = "123"
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, theirs))
	mine.Name = "Harcourt"
	d.refused("the older copy", refusal{kind: app.Conflict, say: "changed meanwhile"}, func() error {
		_, err := d.Partners.Edit(ctx(), app.Ask{}, mine)
		return err
	})
	if now, _ := d.Partners.Get(ctx(), id); now.Phone != "123" || now.Name != "Harcourt & Lowe" {
		t.Errorf("kept: %+v", now)
	}
	r := d.logged(id, "Amber Ltd", "2026-05-01")
	old, _ := d.Referrals.Get(ctx(), r)
	d.move(r, app.Checking, "2026-05-02")
	old.Note = "older copy"
	d.refused("a referral that moved on", refusal{kind: app.Conflict}, func() error {
		_, err := d.Referrals.Edit(ctx(), app.Ask{}, old)
		return err
	})
}

// Fifty at once, each with its own request: numbers without a gap and none twice.
func TestCC07_FiftyAtOnceTakeNumbersWithoutAGap(t *testing.T) {
	d := open(t)
	const n = 50
	partners := make([]app.ID[app.Partner], n)
	for i := range partners {
		partners[i] = d.partner(fmt.Sprintf("Partner %02d", i))
		d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: partners[i], Day: day("2026-05-10"), Amount: eur(int64(100 + i)), Reason: "start"}))
	}
	d.approve()
	var wait sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wait.Add(1)
		go func() {
			defer wait.Done()
			_, _, errs[i] = d.Statements.Run(ctx(), app.Ask{}, month("2026-05"), partners[i:i+1], nil)
		}()
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		s, err := d.Statements.Find(ctx(), fmt.Sprintf("S-2026-%04d", i+1))
		if err != nil || s.No != int64(i+1) {
			t.Errorf("number %d: %v, %v", i+1, s.Number, err)
		}
	}
	if _, err := d.Statements.Find(ctx(), "S-2026-0051"); !app.IsNotFound(err) {
		t.Errorf("a 51st number was taken: %v", err)
	}
	d.clean()
}

func TestCC06_ADoubleClickHasOneEffect(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	twice := func(act func(app.Key) error, key app.Key) {
		t.Helper()
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			wait.Add(1)
			go func() { defer wait.Done(); errs[i] = act(key) }()
		}
		wait.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Error(err)
		}
	}
	twice(func(k app.Key) error {
		_, err := d.Fees.Record(ctx(), app.Ask{Key: k}, app.Fee{Referral: r, Kind: app.Received, Day: day("2026-02-10"), Amount: eur(100_000)})
		return err
	}, app.Key{1})
	d.run()
	d.approve()
	twice(func(k app.Key) error {
		_, _, err := d.Statements.Run(ctx(), app.Ask{Key: k}, calendar.MonthPeriod(day("2026-02-01")), nil, nil)
		return err
	}, app.Key{2})
	s, err := d.Statements.Find(ctx(), "S-2026-0001")
	if err != nil {
		t.Fatal(err)
	}
	twice(func(k app.Key) error {
		_, err := d.Payments.Record(ctx(), app.Ask{Key: k}, app.Payment{Statement: s.ID, Amount: eur(4000), Method: "cheque"})
		return err
	}, app.Key{3})
	d.expect(p, "earning 100.00 on statement", "payment -40.00 ")
	if _, err := d.Statements.Find(ctx(), "S-2026-0002"); !app.IsNotFound(err) {
		t.Error("a second statement was issued")
	}
	d.clean()
}
