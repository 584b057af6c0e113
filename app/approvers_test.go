package app_test

import (
	"strings"
	"testing"
	"time"

	"rapport/app"
	"rapport/app/money"
)

// as lets somebody else work on the same file.
func (d *desk) as(actor string) *desk {
	other := *d
	other.Firm = app.New(app.Deps{Store: d.store, Keep: d.store, Now: func() time.Time { return d.now }, Actor: actor, Print: d.print, BankFile: d.bankFile})
	return &other
}

// settings changes the firm's settings.
func (d *desk) settings(change func(*app.Settings)) {
	d.t.Helper()
	s, err := d.Setup.Settings(ctx())
	if err != nil {
		d.t.Fatalf("settings: %v", err)
	}
	change(&s)
	d.ok(d.Setup.Edit(ctx(), app.Ask{}, s))
}

// Ann enters the fee and Ben runs the commission: with four eyes only Carla may approve the line.
func TestFourEyes(t *testing.T) {
	ann := open(t)
	ben, carla := ann.as("Ben"), ann.as("Carla")
	ann.settings(func(s *app.Settings) { s.FourEyes = true })
	p := ann.partner("Harcourt & Lowe")
	ann.sign(p, "2026-01-01", percentOfAll("0.10"))
	ann.received(ann.won(p, "Amber Ltd", "2026-02-01"), "2026-02-10", 100_000)
	ben.run()
	for _, maker := range []*desk{ann, ben} {
		maker.refused("a maker", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error {
			_, _, err := maker.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1})
			return err
		})
	}
	r, _, err := carla.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1})
	carla.ok(r, err)
	undone := carla.ok(carla.History.Undo(ctx(), app.Ask{}, r.Audit))
	ann.refused("doing the approval again", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error {
		_, err := ann.History.Undo(ctx(), app.Ask{}, undone.Audit)
		return err
	})
	carla.ok(carla.History.Undo(ctx(), app.Ask{}, undone.Audit))
	ann.expect(p, "earning 100.00 approved")
	carla.ok(carla.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: eur(500), Reason: "agreed"}))
	carla.refused("her own correction", refusal{kind: app.Refused, say: "Line 2"}, func() error {
		_, _, err := carla.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{2})
		return err
	})
	ann.settings(func(s *app.Settings) { s.FourEyes = false })
	carla.approve()
	ann.clean()
}

// Limits: Ann up to 50.00, Ben without limit, nobody else.
func TestApproversAndLimits(t *testing.T) {
	d := open(t)
	d.settings(func(s *app.Settings) { s.Approvers = []app.Approver{{Name: "Ann", UpTo: 50_00}, {Name: " Ben "}} })
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	r := d.won(p, "Amber Ltd", "2026-02-01")
	d.received(r, "2026-02-10", 50_000)
	d.received(r, "2026-02-11", 50_010)
	d.run()
	approve := func(who *desk, seqs ...int64) func() error {
		return func() error {
			_, _, err := who.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, seqs)
			return err
		}
	}
	d.refused("not an approver", refusal{kind: app.Refused, say: "Ms Tester is not among those"}, approve(d, 1))
	ann := d.as("ann")
	ann.refused("above her limit", refusal{kind: app.Refused, say: "Line 2 of 50.01 EUR is above 50.00 EUR"}, approve(ann, 1, 2))
	receipt, res, err := ann.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, nil)
	if d.ok(receipt, err); res.Count != 1 || len(receipt.Warnings) != 1 || !strings.Contains(receipt.Warnings[0], "Let Ben approve it.") {
		t.Errorf("of all she approves %d: %v", res.Count, receipt.Warnings)
	}
	d.as("BEN").approve()
	d.expect(p, "earning 50.00 approved", "earning 50.01 approved")
}

// A limit of 50.00 EUR holds for 60.00 USD at 0.8, and not at 0.9; without a rate nothing can be compared.
func TestALimitHoldsInEveryCurrency(t *testing.T) {
	d := open(t)
	p := d.partner("Harcourt & Lowe")
	d.ok(d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: p, Amount: money.New(60_00, "USD"), Reason: "bonus"}))
	d.settings(func(s *app.Settings) { s.Approvers = []app.Approver{{Name: "Ann", UpTo: 50_00}, {Name: "Ben"}} })
	ann := d.as("Ann")
	approve := func() error {
		_, _, err := ann.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1})
		return err
	}
	ann.refused("without a rate", refusal{kind: app.Refused, say: "no exchange rate"}, approve)
	d.rate("USD", "EUR", "2026-06-12", "0.9")
	ann.refused("54.00 EUR", refusal{kind: app.Refused, say: "above 50.00 EUR"}, approve)
	d.rate("USD", "EUR", "2026-06-12", "0.8")
	if err := approve(); err != nil {
		t.Error(err)
	}
}

func TestApproversAreHeldAgainstEachOther(t *testing.T) {
	d := open(t)
	for what, list := range map[string][]app.Approver{
		"no name":           {{Name: " "}},
		"twice":             {{Name: "Ann"}, {Name: "ANN"}},
		"a negative limit":  {{Name: "Ann", UpTo: -1}, {Name: "Ben"}},
		"everybody limited": {{Name: "Ann", UpTo: 5}, {Name: "Ben", UpTo: money.Max}},
	} {
		d.refused(what, refusal{kind: app.Invalid, field: "approvers"}, func() error {
			s, _ := d.Setup.Settings(ctx())
			s.Approvers = list
			_, err := d.Setup.Edit(ctx(), app.Ask{}, s)
			return err
		})
	}
}

// An imported fee was entered by who imported it.
func TestFourEyesOnImportedFees(t *testing.T) {
	d := open(t)
	d.settings(func(s *app.Settings) { s.FourEyes = true })
	p := d.partner("Harcourt & Lowe")
	d.sign(p, "2026-01-01", percentOfAll("0.10"))
	d.won(p, "Amber Ltd", "2026-02-01")
	ann := d.as("Ann")
	run(t, ann.Firm, app.ImportFees, text(t, "fee id,referral,date,amount", "A1,R-2026-0001,2026-02-10,100.00"))
	d.as("Ben").run()
	ann.refused("who imported it", refusal{kind: app.Refused, say: "second pair of eyes"}, func() error {
		_, _, err := ann.Commissions.Approve(ctx(), app.Ask{}, app.Query{}, []int64{1})
		return err
	})
	d.as("Carla").approve()
	d.expect(p, "earning 10.00 approved")
}
