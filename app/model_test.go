package app_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rapport/app"
	"rapport/app/terms"
)

// model is the firm's books of one partner at 10 % of every fee, kept in a few numbers, against which the store is held.
type model struct {
	d       *desk
	p       app.ID[app.Partner]
	r       app.ID[app.Referral]
	fees    map[app.ID[app.Fee]]*modelFee
	pending []func()
	lines   map[int64]*modelLine // by seq
	stated  int64                // closing balance of the last statement
	paid    int64                // since then and not shown yet
	months  int
	last    app.Statement
}

type modelFee struct{ minor, back, line int64 }

type modelLine struct {
	minor int64
	state app.LineState
}

// tenth is 10 % half up, as an accountant writes it: of 0.05 it is 0.01.
func tenth(minor int64) int64 { return (minor + 5) / 10 }

// next is the sequence number of the next ledger entry.
func (m *model) next() int64 { return int64(len(m.lines)) + 1 }

func (m *model) post(minor int64, state app.LineState) {
	if minor == 0 && state == app.Accrued {
		state = app.VoidLine
	}
	m.lines[m.next()] = &modelLine{minor, state}
}

// receive records a receipt; the run makes a line of it.
func (m *model) receive(t *rapid.T) {
	minor := rapid.Int64Range(1, 1_000_000).Draw(t, "fee")
	id := m.d.received(m.r, m.d.today().String(), minor)
	m.pending = append(m.pending, func() {
		m.fees[id] = &modelFee{minor: minor, line: m.next()}
		m.post(tenth(minor), app.Accrued)
	})
}

// refund credits part of a receipt that was run; the run takes back the line's own ratio of it.
func (m *model) refund(t *rapid.T) {
	open := m.some(t, slices.Sorted(maps.Keys(m.fees)), func(id app.ID[app.Fee]) bool { return m.fees[id].back < m.fees[id].minor })
	if open == 0 {
		return
	}
	f := m.fees[open]
	part := rapid.Int64Range(1, f.minor-f.back).Draw(t, "refund")
	before := f.back
	f.back += part
	m.d.fee(m.r, app.Credited, m.d.today().String(), part, of(open))
	m.pending = append(m.pending, func() {
		whole := tenth(f.minor)
		gone := func(back int64) int64 { return (2*whole*back + f.minor) / (2 * f.minor) }
		m.post(gone(before)-gone(before+part), app.Accrued)
	})
}

func (m *model) run(*rapid.T) {
	m.d.run()
	for _, do := range m.pending {
		do()
	}
	m.pending = nil
}

// some draws one of the ids that qualify; 0 when none does.
func (m *model) some(t *rapid.T, ids []app.ID[app.Fee], when func(app.ID[app.Fee]) bool) app.ID[app.Fee] {
	ids = slices.DeleteFunc(ids, func(id app.ID[app.Fee]) bool { return !when(id) })
	if len(ids) == 0 {
		return 0
	}
	return rapid.SampledFrom(ids).Draw(t, "of")
}

// line draws a line in one of the states; 0 when there is none.
func (m *model) line(t *rapid.T, states ...app.LineState) int64 {
	seqs := slices.DeleteFunc(slices.Sorted(maps.Keys(m.lines)), func(s int64) bool { return !slices.Contains(states, m.lines[s].state) })
	if len(seqs) == 0 {
		return 0
	}
	return rapid.SampledFrom(seqs).Draw(t, "line")
}

func (m *model) hold(t *rapid.T) {
	if seq := m.line(t, app.Accrued, app.Approved); seq != 0 {
		m.d.ok(m.d.Commissions.Hold(ctx(), app.Ask{}, seq, "unclear", 0))
		m.lines[seq].state = app.Held
	}
}

func (m *model) release(t *rapid.T) {
	if seq := m.line(t, app.Held); seq != 0 {
		m.d.ok(m.d.Commissions.Release(ctx(), app.Ask{}, seq, "clear"))
		m.lines[seq].state = app.Accrued
	}
}

func (m *model) approve(*rapid.T) {
	m.d.approve()
	for _, l := range m.lines {
		if l.state == app.Accrued {
			l.state = app.Approved
		}
	}
}

func (m *model) adjust(t *rapid.T) {
	minor := rapid.Int64Range(-50_000, 50_000).Filter(func(v int64) bool { return v != 0 }).Draw(t, "by")
	m.d.ok(m.d.Commissions.Adjust(ctx(), app.Ask{}, app.Adjustment{Partner: m.p, Amount: eur(minor), Reason: fmt.Sprint("no. ", m.next())}))
	m.post(minor, app.Accrued)
}

// state issues the month's statement and goes on to the next month.
func (m *model) state(t *rapid.T) {
	made := m.d.statements(m.d.today().String()[:7])
	var earned int64
	for _, l := range m.lines {
		if l.state == app.Approved {
			earned += l.minor
			l.state = app.OnStatement
		}
	}
	want := m.stated - m.paid + earned
	if len(made) > 0 {
		if s := made[0]; len(made) > 1 || s.Opening != m.stated || s.Earned != earned || s.Paid != m.paid || s.Closing != want {
			t.Fatalf("statement %+v; the model has %d %+d -%d = %d", s.Statement, m.stated, earned, m.paid, want)
		}
		m.stated, m.paid, m.last = want, 0, made[0].Statement
	} else if earned != 0 || m.paid != 0 {
		t.Fatalf("no statement, but %d earned and %d paid", earned, m.paid)
	}
	m.months++
	m.d.on(m.d.today().AddMonths(1).String())
}

func (m *model) pay(t *rapid.T) {
	if open := m.stated - m.paid; open > 0 {
		part := rapid.Int64Range(1, open).Draw(t, "payment")
		m.d.pay(m.last, part)
		m.paid += part
		m.lines[m.next()] = &modelLine{-part, ""}
	}
}

// agree holds the store against the model after every act.
func (m *model) agree(t *rapid.T) {
	var want int64
	for _, l := range m.lines {
		want += l.minor
	}
	rows := m.d.lines(m.p)
	if len(rows) != len(m.lines) {
		t.Fatalf("the ledger has %d entries, the model %d: %s", len(rows), len(m.lines), said(rows))
	}
	for _, row := range rows {
		l := m.lines[row.Seq]
		state := row.Standing.State
		if state == app.Paid {
			state = app.OnStatement // settling is tested in payment_test.go
		}
		if row.Amount.Minor != l.minor || state != l.state {
			t.Fatalf("entry %d is %s %s, in the model %d %s", row.Seq, row.Amount, state, l.minor, l.state)
		}
	}
	ours, _, err := m.d.Payments.Compare(ctx(), m.p, eur(0))
	if err != nil || ours.Minor != m.stated-m.paid {
		t.Fatalf("owed is %s (%v), in the model %d", ours, err, m.stated-m.paid)
	}
	var liable int64
	list, err := m.d.Overview.Liability(ctx(), 0)
	for _, l := range list {
		liable += l.Accrued + l.Held + l.Approved + l.Unpaid
	}
	if err != nil || liable != want {
		t.Fatalf("the liability is %d (%v), the ledger sums to %d", liable, err, want)
	}
}

// Random months of a firm, act by act, against numbers kept beside them (MN-21).
func TestMN21_RandomActsAgainstAModel(t *testing.T) {
	times(t, 12, func(r *rapid.T) {
		d := openIn(r, t, "EUR").on("2026-01-20")
		m := &model{d: d, p: d.partner("Harcourt & Lowe"), fees: map[app.ID[app.Fee]]*modelFee{}, lines: map[int64]*modelLine{}}
		d.sign(m.p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: percentOfAll("0.10").Rules})
		m.r = d.won(m.p, "Amber Ltd", "2026-01-01")
		r.Repeat(map[string]func(*rapid.T){
			"receive": m.receive, "refund": m.refund, "run": m.run, "hold": m.hold, "release": m.release, "approve": m.approve,
			"adjust": m.adjust, "state": m.state, "pay": m.pay, "": m.agree,
		})
		d.shut(r, "the books")
	})
}
