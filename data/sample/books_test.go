package sample_test

import (
	"testing"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// account is one partner in one currency.
type account struct {
	partner  app.ID[app.Partner]
	currency money.Currency
}

// statementsAddUp works every balance out anew from the lines and payments, without the figures a statement keeps.
func (f filled) statementsAddUp(t *testing.T) {
	earned, count := map[app.ID[app.Statement]]int64{}, map[app.ID[app.Statement]]int64{}
	for _, l := range f.lines(t) {
		if on := l.Standing.Statement; on != 0 {
			earned[on] += l.Amount.Minor
			count[on]++
		}
	}
	paid := map[app.ID[app.Statement]]int64{}
	for _, p := range f.partners(t) {
		list, err := f.Payments.Of(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, pay := range list {
			paid[pay.Shown] += pay.Amount.Minor
		}
	}
	balance, no := map[account]int64{}, map[string]int64{}
	for _, s := range f.statements(t) {
		if no[s.Series]++; s.No != no[s.Series] {
			t.Errorf("%s follows number %d", s.Number, no[s.Series]-1)
		}
		if s.State == app.StatementVoid {
			continue
		}
		a := account{s.Partner, s.Currency}
		opening, closing := balance[a], balance[a]+earned[s.ID]-paid[s.ID]
		if s.Opening != opening || s.Earned != earned[s.ID] || s.Paid != paid[s.ID] || s.Closing != closing || s.Lines != count[s.ID] {
			t.Errorf("%s says %d + %d - %d = %d of %d lines; worked out anew %d + %d - %d = %d of %d", s.Number, s.Opening, s.Earned, s.Paid, s.Closing,
				s.Lines, opening, earned[s.ID], paid[s.ID], closing, count[s.ID])
		}
		balance[a] = closing
		pdf, err := f.Statements.PDF(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if kept, err := f.Statements.Verify(t.Context(), pdf); err != nil || kept.ID != s.ID {
			t.Errorf("%s is verified as %s, %v", s.Number, kept.Number, err)
		}
	}
	if len(balance) < 25 {
		t.Errorf("statements of %d accounts only", len(balance))
	}
}

// statementStates: every month stated but the last, one void with its successor, some unsent, most settled.
func (f filled) statementStates(t *testing.T) {
	states, months := map[app.StatementState]int{}, map[string]int{}
	stands := map[account]map[string]bool{}
	var void []app.StatementRow
	for _, s := range f.statements(t) {
		states[s.State]++
		months[s.Period.Key()]++
		if s.State == app.StatementVoid {
			void = append(void, s)
			continue
		}
		a := account{s.Partner, s.Currency}
		if stands[a] == nil {
			stands[a] = map[string]bool{}
		}
		if stands[a][s.Period.Key()] {
			t.Errorf("%s is a second statement of its period", s.Number)
		}
		stands[a][s.Period.Key()] = true
	}
	if len(void) != 1 || void[0].Reason == "" || !stands[account{void[0].Partner, void[0].Currency}][void[0].Period.Key()] {
		t.Errorf("void: %+v", void)
	}
	this := calendar.MonthOf(f.today)
	for before := 20; before >= 2; before-- {
		if months[this.Add(-before).String()] == 0 {
			t.Errorf("no statement of %s", this.Add(-before))
		}
	}
	if n := months[this.Add(-1).String()]; n != 0 {
		t.Errorf("%d statements of last month, which is to be run", n)
	}
	for state, least := range map[app.StatementState]int{app.StatementIssued: 2, app.StatementSent: 5, app.StatementAgreed: 2, app.StatementQueried: 1,
		app.StatementSettled: 150} {
		if states[state] < least {
			t.Errorf("%d statements %s, want at least %d", states[state], state, least)
		}
	}
}

// inOrder asks the program's own check of the whole file.
func (f filled) inOrder(t *testing.T) {
	c, err := f.Overview.Check(t.Context(), nil)
	if err != nil || !c.OK || len(c.Problems) > 0 {
		t.Errorf("check: %v, %+v", err, c.Problems)
	}
}

// hasWork: every row of Today has something.
func (f filled) hasWork(t *testing.T) {
	today, err := f.Overview.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for what, n := range map[string]int64{"new referrals": today.New, "open referrals": today.Open, "won lately": today.Won, "facts to run": today.Facts,
		"accrued": int64(len(today.Accrued)), "held": int64(len(today.Held)), "approved": int64(len(today.Approved)),
		"unsent statements": today.Unsent, "statements due": today.Due, "active partners": today.Partners} {
		if n == 0 {
			t.Errorf("nothing of: %s", what)
		}
	}
	yesterday := 0
	for _, r := range f.referrals(t) {
		if r.Introduced == f.today-1 && r.Stage == app.Logged {
			yesterday++
		}
	}
	if yesterday == 0 {
		t.Error("no referral was logged yesterday")
	}
}

// nothingAhead: no day lies today or later, and all lies within two years and the days before them that were brought over.
func (f filled) nothingAhead(t *testing.T) {
	first := f.today
	for _, r := range f.referrals(t) {
		first = min(first, r.Introduced)
		if max(r.Introduced, r.Accepted, r.Closed) >= f.today || r.Closed != 0 && r.Closed < r.Introduced {
			t.Errorf("%s: introduced %s, accepted %s, closed %s", r.Number, r.Introduced, r.Accepted, r.Closed)
		}
	}
	for _, l := range f.lines(t) {
		if l.Day >= f.today {
			t.Errorf("line %d is of %s", l.Seq, l.Day)
		}
	}
	for _, fee := range f.fees(t) {
		if fee.Day >= f.today {
			t.Errorf("fee %d is of %s", fee.ID, fee.Day)
		}
	}
	if age := f.today.Sub(first); age < 690 || age > 762 {
		t.Errorf("the first referral is %d days old", age)
	}
}

// runsLastMonth does what the first screen invites to: it runs last month, and nothing is in the way.
func (f filled) runsLastMonth(t *testing.T) {
	today, err := f.Overview.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, made, err := f.Statements.Run(t.Context(), app.Ask{}, today.LastMonth, nil, nil)
	if err != nil || int64(len(made.Made)) != today.Due || len(made.Made) < 10 || len(made.Warnings) > 0 {
		t.Errorf("%d statements of %d due, warnings %v, %v", len(made.Made), today.Due, made.Warnings, err)
	}
	f.statementsAddUp(t)
	f.inOrder(t)
}
