package terms_test

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// TestWorkedCases works every case of testdata out and holds it against what an accountant wrote there.
func TestWorkedCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		for _, c := range readCases(t, file) {
			n++
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) { c.run(t) })
		}
	}
	if n < 60 {
		t.Errorf("%d cases found: some are not read", n)
	}
}

func (c *worked) run(t *testing.T) {
	e, err := terms.Compile(c.terms, c.from)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.terms.Words(); c.words != "" && got != c.words {
		t.Errorf("words:\n got %s\nwant %s", got, c.words)
	}
	d := &doing{t: t, c: c, e: e}
	for i := range c.acts {
		d.act(&c.acts[i])
	}
}

// doing is a case being worked out, with reasons and without.
type doing struct {
	t           *testing.T
	c           *worked
	e           *terms.Engine
	full, quick terms.Sheet
	lines       []kept
}

// kept is a line that a later act may credit.
type kept struct {
	terms.Earned
	rule   int
	window calendar.Period
}

// line is one amount with its explanation.
type line struct {
	amount, trueUp, cut int64
	rule                int
	because             terms.Why
	text                string
}

func (d *doing) act(a *act) {
	d.t.Helper()
	got := d.work(a)
	text := ""
	for _, l := range got {
		text += l.text
	}
	if len(got) != len(a.lines) {
		d.t.Errorf("%s: %d lines, want %d\n%s", a.at, len(got), len(a.lines), text)
		return
	}
	for i, want := range a.lines {
		l := got[i]
		if l.amount != want.amount || l.trueUp != want.trueUp || want.rule >= 0 && l.rule != want.rule || l.cut != want.cut || l.because != want.because {
			d.t.Errorf("%s: line %d pays %s and %s, rule %d, cut %d, because “%s”\nwant %s and %s, rule %d, cut %d, because “%s”\n%s", a.at, i+1,
				d.c.show(l.amount), d.c.show(l.trueUp), l.rule, l.cut, l.because,
				d.c.show(want.amount), d.c.show(want.trueUp), want.rule, want.cut, want.because, l.text)
		}
	}
	for _, want := range a.says {
		if !strings.Contains(text, want) {
			d.t.Errorf("%s: “%s” is not in\n%s", a.at, want, text)
		}
	}
}

func (c *worked) show(minor int64) string { return money.New(minor, c.terms.Currency).String() }

func (d *doing) work(a *act) []line {
	switch {
	case a.of > 0:
		return []line{d.reverse(a)}
	case a.floor != 0:
		return []line{d.floor(a)}
	case a.until != 0:
		return d.dues(a)
	}
	var lines []line
	because := terms.Why("")
	for part := range d.e.Parts() {
		var out, fast terms.Result
		d.e.Pay(part, &a.event, &d.full, &out)
		d.e.PayAmount(part, &a.event, &d.quick, &fast)
		d.compare(a, &out, &fast)
		if !out.Posts() {
			because = out.Nothing
			continue
		}
		text := written(out.Reason)
		if out.Up != nil {
			text += written(*out.Up)
		}
		lines = append(lines, line{out.Amount, out.TrueUp, out.Reason.Cut + out.Reason.RuleCut, out.Rule, out.Nothing, text})
		d.lines = append(d.lines, kept{terms.Earned{Amount: out.Amount, Base: out.Base, Rounding: d.c.terms.Rounding}, out.Rule, out.Window})
	}
	if len(lines) == 0 && because != a.none {
		d.t.Errorf("%s: no line because “%s”, want “%s”", a.at, because, a.none)
	}
	return lines
}

func (d *doing) floor(a *act) line {
	number := terms.AllRules
	if a.rule != terms.AllRules {
		number = terms.LimitOf(a.rule)
	}
	window, ok := d.e.FloorWindow(a.rule, a.floor)
	if !ok {
		d.t.Fatalf("%s: no floor", a.at)
	}
	tally := d.full.Tally(number, window)
	amount, reason := d.e.FloorTopUp(a.rule, *tally, window)
	if amount == 0 && reason.Label != "" {
		d.t.Errorf("%s: no top-up, and yet a reason: %+v", a.at, reason)
	}
	tally.Earned += amount
	d.quick.Tally(number, window).Earned += amount
	if again, _ := d.e.FloorTopUp(a.rule, *tally, window); again != 0 {
		d.t.Errorf("%s: the floor is paid twice", a.at)
	}
	return line{amount: amount, text: written(reason)}
}

// dues pays the periods that are due; asked again, nothing is left.
func (d *doing) dues(a *act) (lines []line) {
	for again := range 2 {
		_ = d.e.Dues(a.until, d.c.to, func(due terms.Due) error {
			var out terms.Result
			d.e.PayDue(&due, &d.full, &out)
			if out.Base == 0 {
				return nil
			}
			if again > 0 {
				d.t.Errorf("%s: the period from %s is paid twice", a.at, due.Served.From)
			}
			if out.Amount != out.Reason.Amount() {
				d.t.Errorf("%s: the line says %d, its reason %d", a.at, out.Amount, out.Reason.Amount())
			}
			lines = append(lines, line{amount: out.Amount, cut: out.Reason.Cut + out.Reason.RuleCut, rule: out.Rule, because: out.Nothing,
				text: due.Day.String() + "\n" + written(out.Reason)})
			return nil
		})
	}
	return lines
}

func (d *doing) compare(a *act, out, fast *terms.Result) {
	d.t.Helper()
	if out.Amount != out.Reason.Amount() || out.Up == nil && out.TrueUp != 0 || out.Up != nil && out.Up.Amount() != out.TrueUp {
		d.t.Errorf("%s: the line says %d and %d, its reason %d, %+v", a.at, out.Amount, out.TrueUp, out.Reason.Amount(), out.Up)
	}
	bare := *out
	bare.Reason, bare.Up = terms.Reason{}, nil
	if !reflect.DeepEqual(bare, *fast) {
		d.t.Errorf("%s: Pay and PayAmount differ:\n%+v\n%+v", a.at, bare, *fast)
	}
	text := out.Reason.Compact()
	var back terms.Reason
	if err := json.Unmarshal([]byte(text), &back); err != nil || written(back) != written(out.Reason) {
		d.t.Errorf("%s: kept as JSON, the reason says something else:\n%s", a.at, text)
	}
}

func (d *doing) reverse(a *act) line {
	of := &d.lines[a.of-1]
	amount, used := terms.Reverse(of.Earned, a.credit)
	if d.e.PaysBySum(of.rule) {
		used = min(a.credit, of.Base-of.TakenBase)
		tally := d.full.Tally(of.rule, of.window)
		amount = d.e.Lower(of.rule, *tally, used)
		tally.Measured, tally.Earned = tally.Measured-used, tally.Earned+amount
		*d.quick.Tally(of.rule, of.window) = *tally
	}
	reason := terms.Reason{Currency: d.c.terms.Currency, Event: terms.OnCredited, Base: -used, Of: int64(a.of), OfBase: of.Base,
		OfAmount: of.Amount, Taken: of.TakenAmount, Result: amount}
	of.TakenAmount -= amount
	of.TakenBase += used
	if of.TakenBase > of.Base {
		d.t.Errorf("%s: more is taken back than was earned on", a.at)
	}
	return line{amount: amount, text: written(reason)}
}

// written is the explanation as text, set in by depth.
func written(r terms.Reason) string {
	var b strings.Builder
	for _, s := range r.Tree(nil) {
		b.WriteString(strings.Repeat("  ", s.Depth) + s.Text + "\n")
	}
	return b.String()
}
