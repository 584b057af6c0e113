package term

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func model(t *testing.T) *kong.Application {
	t.Helper()
	k, err := kong.New(&cli{}, kong.Bind(World{}))
	if err != nil {
		t.Fatal(err)
	}
	return k.Model
}

// People type a minus where a number or a key is meant, and it reaches the verb; a flag is still a flag.
func TestSignedArguments(t *testing.T) {
	m := model(t)
	for _, c := range []struct{ typed, want string }{
		{"commission adjust Alder -12.50 --reason x", "commission adjust Alder --reason=x -- -12.50"},
		{"commission adjust --reason x Alder -12.50", "commission adjust --reason=x Alder -- -12.50"},
		{"commission adjust Alder --reason x -- -12.50", "commission adjust Alder --reason=x -- -12.50"},
		{"commission adjust Alder -,50 --json", "commission adjust Alder --json -- -,50"},
		{"payment check Alder -5 --currency EUR", "payment check Alder --currency=EUR -- -5"},
		{"fee add -5 R-1", "fee add -- -5 R-1"},
		{"referral list --sort -introduced --limit 5", "referral list --sort=-introduced --limit=5"},
		{"commission hold 2 --reason --until 2026-01-01", "commission hold 2 --reason --until=2026-01-01"},
		{"partner list --search", "partner list --search"},
		{"--json partner list -h", "--json partner list -h"},
		{"partner set Alder --no-archived --note -", "partner set Alder --no-archived --note=-"},
		{"import fees f.csv --map day=Paid --decimal ,", "import fees f.csv --map=day=Paid --decimal=,"},
		{"", ""},
	} {
		if got := strings.Join(signed(strings.Fields(c.typed), m), " "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.typed, got, c.want)
		}
	}
}

// A flag that is a switch in one verb and wants a value in another could not be prepared.
func TestFlagsMeanTheSameInEveryVerb(t *testing.T) {
	m := model(t)
	takes := valued(m.Node, map[string]bool{})
	var walk func(*kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			if f.IsBool() && takes["--"+f.Name] {
				t.Errorf("%s: --%s is a switch here and has a value elsewhere", n.FullPath(), f.Name)
			}
		}
		for _, below := range n.Children {
			walk(below)
		}
	}
	walk(m.Node)
}

// What only reads works beside a window; everything else waits for it.
func TestVerbsThatOnlyRead(t *testing.T) {
	var reads []string
	for _, leaf := range model(t).Leaves(true) {
		if onlyReads(leaf) {
			reads = append(reads, strings.Join(strings.Fields(leaf.FullPath())[1:], " "))
		}
	}
	got := " " + strings.Join(reads, ", ") + ","
	for _, verb := range []string{"info", "verify", "export", "report liability", "partner list", "referral show", "commission explain", "statement reprint", "payment check"} {
		if !strings.Contains(got, " "+verb+",") {
			t.Errorf("%s waits for a window; what reads is%s", verb, got)
		}
	}
	for _, verb := range []string{"partner add", "import deals", "import undo", "commission run", "statement run", "payment add", "backup", "new"} {
		if strings.Contains(got, " "+verb+",") {
			t.Errorf("%s writes, but opens for reading only", verb)
		}
	}
}

// A verb is read by the part of the grammar that holds it, and by nothing that it does not need.
func TestEveryVerbIsFoundInItsPartOfTheGrammar(t *testing.T) {
	for _, verb := range model(t).Children {
		if verb.Hidden {
			continue
		}
		k, err := kong.New(grammar([]string{"--json", verb.Name}).Interface(), kong.Bind(World{}))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(k.Model.Children); n != 1 || k.Model.Children[0].Name != verb.Name || len(k.Model.Flags) != len(model(t).Flags) {
			t.Errorf("%s is read among %d verbs, with %d flags", verb.Name, n, len(k.Model.Flags))
		}
	}
	for _, args := range [][]string{{}, {"--version"}, {"partner", "--help"}, {"prtner", "list"}} {
		if _, whole := grammar(args).Interface().(*cli); !whole {
			t.Errorf("%v is read by a part of the grammar", args)
		}
	}
}

// What a person is told of a mistake, and the flags for all verbs, are the same as with the whole grammar.
func TestAPartOfTheGrammarReadsLikeTheWhole(t *testing.T) {
	for _, typed := range []string{"", "--file x.rapport", "--file import", "partner", "partner lst", "import deals", "partner list --nothing", "import deals f.csv --day 2026-02-30",
		"--as partner import deals x.csv --json --today 2026-01-05", "commission adjust Alder -12.50 --reason partner --preview", "prtner list"} {
		args := strings.Fields(typed)
		c, verb, _, err := parse(args, grammar(args), World{})
		if err != nil {
			c, verb, _, err = parse(args, reflect.ValueOf(&cli{}), World{})
		}
		whole, wholeVerb, _, wholeErr := parse(args, reflect.ValueOf(&cli{}), World{})
		if fmt.Sprint(err) != fmt.Sprint(wholeErr) || err == nil && verb.Command() != wholeVerb.Command() {
			t.Errorf("%q: %v, by the whole: %v", typed, err, wholeErr)
		}
		if c.File != whole.File || c.As != whole.As || c.Today != whole.Today || c.JSON != whole.JSON || c.Preview != whole.Preview {
			t.Errorf("%q: the flags are %+v, by the whole %+v", typed, c, whole)
		}
	}
}
