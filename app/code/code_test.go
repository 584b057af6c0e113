package code_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rapport/app/code"
)

func TestACodeGivesItsNumberBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 29*29*29*29*29-1).Draw(t, "n")
		c := code.Of(n)
		if got, ok := code.Number(c); !ok || got != n {
			t.Fatalf("%d is %s, which is %d, %v", n, c, got, ok)
		}
		if code.Tidy(strings.ToLower(code.Shown(c))) != c {
			t.Fatalf("%s is not read as it is shown: %s", c, code.Shown(c))
		}
	})
}

// One wrong letter and two letters exchanged never make another code.
func TestAMistypedCodeIsNoticed(t *testing.T) {
	const letters = "23456789BCDFGHJKLMNPQRSTVWXYZ"
	for n := range int64(300) {
		right := code.Of(n * 6007)
		for i := range right {
			for _, l := range letters {
				wrong := right[:i] + string(l) + right[i+1:]
				if _, ok := code.Number(wrong); ok != (wrong == right) {
					t.Fatalf("%s for %s", wrong, right)
				}
			}
			for j := range i {
				b := []byte(right)
				b[i], b[j] = b[j], b[i]
				if _, ok := code.Number(string(b)); ok != (string(b) == right) {
					t.Fatalf("%s for %s", b, right)
				}
			}
		}
	}
}

func TestNeighboursLookNothingAlike(t *testing.T) {
	for _, c := range []struct {
		n    int64
		code string
	}{{0, "222222"}, {1, code.Of(1)}, {2, code.Of(2)}} {
		if got := code.Of(c.n); got != c.code {
			t.Errorf("%d is %s", c.n, got)
		}
	}
	for n := range int64(1000) {
		a, b, same := code.Of(n), code.Of(n+1), 0
		for i := range a {
			if a[i] == b[i] {
				same++
			}
		}
		if same > 3 {
			t.Errorf("%s and %s follow each other", a, b)
		}
	}
}

func TestWhatIsNoCode(t *testing.T) {
	for _, text := range []string{"", "K7M", "K7MQ4XX", "HARCOURT", "K7MQ4O", "ÄÖÜ", "K7M Q4"} {
		if _, ok := code.Number(text); ok {
			t.Errorf("%q was taken for a code", text)
		}
	}
}
