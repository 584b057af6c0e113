package terms_test

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

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
	var full, quick terms.Sheet
	var lines []terms.Earned
	for _, a := range c.acts {
		amount, reason := a.work(t, e, c, &full, &quick, &lines)
		if amount != a.amount {
			t.Errorf("%s: pays %s, want %s\n%s", a.at, c.show(amount), c.show(a.amount), written(reason))
		}
		text := written(reason)
		for _, want := range a.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s: “%s” is not in\n%s", a.at, want, text)
			}
		}
	}
}

func (c *worked) show(minor int64) string { return money.New(minor, c.terms.Currency).String() }

func (a *act) work(t *testing.T, e *terms.Engine, c *worked, full, quick *terms.Sheet, lines *[]terms.Earned) (int64, terms.Reason) {
	switch {
	case a.of > 0:
		return a.reverse(t, c, lines)
	case a.floor != 0:
		window, ok := e.FloorWindow(a.floor)
		if !ok {
			t.Fatalf("%s: no floor", a.at)
		}
		tally := full.Tally(terms.AllRules, window)
		amount, reason := e.FloorTopUp(*tally, window)
		if amount == 0 && reason.Label != "" {
			t.Errorf("%s: no top-up, and yet a reason: %+v", a.at, reason)
		}
		tally.Earned += amount
		quick.Tally(terms.AllRules, window).Earned += amount
		if again, _ := e.FloorTopUp(*tally, window); again != 0 {
			t.Errorf("%s: the floor is paid twice", a.at)
		}
		return amount, reason
	}
	var out, fast terms.Result
	e.Pay(&a.event, full, &out)
	e.PayAmount(&a.event, quick, &fast)
	a.compare(t, &out, &fast)
	*lines = append(*lines, terms.Earned{Amount: out.Amount, Base: out.Base, Rounding: c.terms.Rounding})
	return out.Amount, out.Reason
}

func (a *act) compare(t *testing.T, out, fast *terms.Result) {
	t.Helper()
	if out.Posts() == a.none || out.Nothing != a.because {
		t.Errorf("%s: line %v because “%s”, want %v because “%s”", a.at, out.Posts(), out.Nothing, !a.none, a.because)
	}
	if a.rule >= 0 && out.Rule != a.rule {
		t.Errorf("%s: by rule %d, want %d", a.at, out.Rule, a.rule)
	}
	if out.Reason.Cut != a.cut {
		t.Errorf("%s: cut %d, want %d", a.at, out.Reason.Cut, a.cut)
	}
	if out.Amount != out.Reason.Amount() {
		t.Errorf("%s: the line says %d, its reason %d", a.at, out.Amount, out.Reason.Amount())
	}
	bare := *out
	bare.Reason = terms.Reason{}
	if !reflect.DeepEqual(bare, *fast) {
		t.Errorf("%s: Pay and PayAmount differ:\n%+v\n%+v", a.at, bare, *fast)
	}
	kept := out.Reason.Compact()
	var back terms.Reason
	if err := json.Unmarshal([]byte(kept), &back); err != nil || written(back) != written(out.Reason) {
		t.Errorf("%s: kept as JSON, the reason says something else:\n%s", a.at, kept)
	}
}

func (a *act) reverse(t *testing.T, c *worked, lines *[]terms.Earned) (int64, terms.Reason) {
	line := &(*lines)[a.of-1]
	amount, used := terms.Reverse(*line, a.credit)
	reason := terms.Reason{Currency: c.terms.Currency, Event: terms.OnCredited, Base: -used, Of: int64(a.of), OfBase: line.Base,
		OfAmount: line.Amount, Taken: line.TakenAmount, Result: amount}
	line.TakenAmount -= amount
	line.TakenBase += used
	if line.TakenBase > line.Base {
		t.Errorf("%s: more is taken back than was earned on", a.at)
	}
	return amount, reason
}

// written is the explanation as text, set in by depth.
func written(r terms.Reason) string {
	var b strings.Builder
	for _, s := range r.Tree(nil) {
		b.WriteString(strings.Repeat("  ", s.Depth) + s.Text + "\n")
	}
	return b.String()
}
