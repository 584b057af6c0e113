package arrows

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

func TestTheProgramKeepsItsLayout(t *testing.T) {
	found := readTree(t, filepath.Join("..", ".."))
	if len(found.packages) < 5 {
		t.Fatalf("only %d folders with Go files were found", len(found.packages))
	}
	offences, unused := except(check(found), exceptions)
	for _, o := range offences {
		t.Error(o)
	}
	for _, e := range unused {
		t.Errorf("the exception for %s (%s) is not needed any more", e.file, e.offence)
	}
}

// except takes the excepted offences out and returns the exceptions that none
// needed.
func except(offences []offence, allowed []exception) (left []offence, unused []exception) {
	used := make([]bool, len(allowed))
	for _, o := range offences {
		i := slices.IndexFunc(allowed, func(e exception) bool { return e.file == o.file && e.offence == o.kind })
		if i < 0 {
			left = append(left, o)
			continue
		}
		used[i] = true
	}
	for i, e := range allowed {
		if !used[i] {
			unused = append(unused, e)
		}
	}
	return left, unused
}

// Every line of the example tree that is refused says so in a comment:
// "// refused: " and the kind. Nothing else may be reported, and nothing less.
func TestEachOffenceIsReported(t *testing.T) {
	example := readTree(t, filepath.Join("testdata", "offences"))
	var want []string
	kinds := map[string]bool{}
	for _, p := range example.packages {
		for _, f := range p.files {
			for _, group := range f.syntax.Comments {
				for _, comment := range group.List {
					if _, kind, marked := strings.Cut(comment.Text, "refused: "); marked {
						want = append(want, fmt.Sprintf("%s:%d: %s", f.path, example.fset.Position(comment.Pos()).Line, kind))
						kinds[kind] = true
					}
				}
			}
		}
	}
	var got []string
	for _, o := range check(example) {
		got = append(got, fmt.Sprintf("%s:%d: %s", o.file, o.line, o.kind))
	}
	sort.Strings(want)
	sort.Strings(got)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("not reported: %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("reported without cause: %s", line)
		}
	}
	for _, kind := range []string{wrongImport, wrongCall, goStatement, screenDoor, mutable, moneyMath, noRow} {
		if !kinds[kind] {
			t.Errorf("the example tree has no offence of the kind %q", kind)
		}
	}
}

func TestALongFileIsReported(t *testing.T) {
	root := t.TempDir()
	write := func(name string, lines int) {
		t.Helper()
		text := "package app\n" + strings.Repeat("\n", lines-1)
		if err := os.MkdirAll(filepath.Join(root, "app"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "app", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("short.go", longest)
	write("long.go", longest+1)
	write("long_test.go", 3*longest)
	got := check(readTree(t, root))
	if len(got) != 1 || got[0].file != "app/long.go" || got[0].kind != tooLong {
		t.Errorf("reported: %v", got)
	}
}

func TestAnExceptionThatIsNotNeededIsReported(t *testing.T) {
	offences := []offence{{"data/a.go", 3, goStatement, ""}, {"data/b.go", 4, goStatement, ""}}
	left, unused := except(offences, []exception{
		{"data/a.go", goStatement, "needed"}, {"data/a.go", mutable, "of another kind"}, {"data/c.go", goStatement, "gone"},
	})
	if len(left) != 1 || left[0].file != "data/b.go" || len(unused) != 2 {
		t.Errorf("left %v, unused %v", left, unused)
	}
}
