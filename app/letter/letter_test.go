package letter

import (
	"errors"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

func values() Values {
	return Values{One: map[string]string{"partner.name": "Harcourt & Lowe", "partner.referrals": "12", "firm.website": "https://lindt.example", "partner.website": "harcourt.example/a b"},
		Many: map[string][]map[string]string{"people": {{"name": "Anna"}, {"name": "Ben"}}}}
}

func TestFillingIn(t *testing.T) {
	for _, c := range []struct{ what, src, want string }{
		{"a field", "To {{ partner.name }}.", "To Harcourt & Lowe.\n"},
		{"a filter", "{{ partner.name | upcase }}", "HARCOURT & LOWE\n"},
		{"a number at the beginning is no list", "{{ partner.referrals }}. of these", "12\\. of these\n"},
		{"a loop leaves no empty lines", "They are:\n\n{% for one in people %}\n- {{ one.name }}\n{% endfor %}\n\nAll.", "They are:\n\n- Anna\n- Ben\n\nAll.\n"},
		{"what is unknown decides", "{% if person.name %}Dear {{ person.name }}{% else %}Hello{% endif %}", "Hello\n"},
		{"a word instead", `{{ person.name | default: "you" }}`, "you\n"},
		{"a comment says nothing", "a{% comment %}{{ nothing }}{% endcomment %}b", "ab\n"},
		{"a name of its own", "{% assign who = partner.name %}{{ who }}", "Harcourt & Lowe\n"},
		{"braces that trim", "a {%- if partner.name -%} b {%- endif -%} c", "abc\n"},
		{"a website as an aim", "[site]({{ firm.website }})", "[site](https://lindt.example)\n"},
		{"and one without its beginning", "[site]({{ partner.website }})", "[site](https://harcourt.example/a%20b)\n"},
		{"a case", `{% case partner.referrals %}{% when "12" %}a dozen{% else %}many{% endcase %}`, "a dozen\n"},
	} {
		got, err := Fill(c.src, values())
		if err != nil || got.Text != c.want || len(got.Missing) > 0 {
			t.Errorf("%s: %q, want %q; missing %v, %v", c.what, got.Text, c.want, got.Missing, err)
		}
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	got, err := Fill("{{ person.name }} of {{ partner.name }}, {{ person.name | upcase }}, {{ balance }}", values())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"person.name", "balance"}, got.Missing); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsAreFoundAtTheirPlace(t *testing.T) {
	for _, c := range []struct {
		src          string
		line, column int
		say, meant   string
	}{
		{"Dear\n\n{{ person.nmae }}", 3, 4, "There is no field person.nmae.", "person.name"},
		{"Ü {{ partner.nam }}", 1, 6, "There is no field partner.nam.", "partner.name"},
		{"{{ client.service }}", 1, 4, "There is no field client.service.", "referral.service"},
		{"{{ partner }}", 1, 4, "There is no field partner.", ""},
		{"{{ partner.name | upcse }}", 1, 19, "There is no filter upcse.", "upcase"},
		{"{% fi person.name %}", 1, 4, "There is no instruction fi.", "if"},
		{"{% include 'x' %}", 1, 4, "There is no instruction include.", ""},
		{"{% render 'x' %}", 1, 4, "There is no instruction render.", ""},
		{"{% if person.nam %}x{% endif %}", 1, 7, "There is no field person.nam.", "person.name"},
		{"{% if person.name %}x", 1, 1, "{% if %} has no end.", ""},
		{"x{% endif %}", 1, 2, "{% endif %} ends nothing.", ""},
		{"{% if person.name %}{% for one in people %}{% endif %}{% endfor %}", 1, 44, "{% endif %} stands where {% for %} has to end.", "endfor"},
		{"{{ partner.name }", 1, 1, "{{ is opened and not closed on its line.", ""},
		{"a {{ }} b", 1, 3, "Nothing stands between these braces.", ""},
		{"{{ people }}", 1, 4, "people is a list.", ""},
		{"{% for one in (1..1000000) %}{% endfor %}", 1, 1, "A loop goes through a list.", ""},
		{"{% for one in poeple %}{% endfor %}", 1, 15, "There is no list poeple.", "people"},
		{"{% for one in people %}{{ one.nmae }}{% endfor %}", 1, 27, "There is no field one.nmae.", "one.name"},
		{"{% for one in people %}{{ one }}{% endfor %}", 1, 27, "one is an entry of a list.", "one.name"},
		{"{% for one in people %}{% endfor %}{{ one.name }}", 1, 39, "There is no field one.name.", ""},
		{"{% for a in people %}{% for b in people %}{% endfor %}{% endfor %}", 1, 22, "A loop can't stand inside a loop.", ""},
		{"{% for partner in people %}{% endfor %}", 1, 8, "partner can't be a name of your own.", ""},
		{"[x]({{ partner.name }})", 1, 8, "Only a website can be where a link leads.", ""},
		{"{{ partner.name partner.number }}", 1, 1, "This line can't be read.", ""},
		{"a\n{% if partner.name == %}x{% endif %}", 2, 1, "This line can't be read.", ""},
		{"{% else %}", 1, 1, "{% else %} does not belong to anything here.", ""},
		{"{{ partner.name | }}", 1, 17, "A filter is missing after |.", ""},
		{"{{ partner[0] }}", 1, 4, "There is no field partner.", ""},
	} {
		faults := Check(c.src)
		if len(faults) == 0 {
			t.Errorf("%s: nothing was found", c.src)
			continue
		}
		f := faults[0]
		if f.Line != c.line || f.Column != c.column || f.Say != c.say || c.meant != "" && f.Meant != c.meant {
			t.Errorf("%s: %+v, want %d:%d %s (%s)", c.src, f, c.line, c.column, c.say, c.meant)
		}
		var broken *Broken
		if _, err := Fill(c.src, values()); !errors.As(err, &broken) {
			t.Errorf("%s was filled in: %v", c.src, err)
		}
	}
}

// Every field can be written where the editor inserts it, and its example is what a value looks like.
func TestEveryFieldCanBeInserted(t *testing.T) {
	for _, f := range Fields() {
		src := f.Insert()
		if list, _, ok := strings.Cut(f.Name, "[]."); ok {
			src = "{% for one in " + list + " %}" + src + "{% endfor %}"
		}
		if faults := Check(src); len(faults) > 0 {
			t.Errorf("%s: %+v", src, faults[0])
		}
		if f.Is == "" || f.Example == "" {
			t.Errorf("%s does not say what it is", f.Name)
		}
	}
}

// shape is the blocks and marks of a text without its words.
func shape(md string) string {
	source := []byte(md)
	var b strings.Builder
	tree := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser().Parse(text.NewReader(source))
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if _, ok := n.(*ast.Text); ok {
			return ast.WalkContinue, nil
		}
		if _, ok := n.(*ast.String); ok {
			return ast.WalkContinue, nil
		}
		if entering {
			b.WriteString("<" + n.Kind().String() + ">")
		} else {
			b.WriteString("</>")
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// wordsOf is what a reader of one paragraph sees.
func wordsOf(md string) string {
	var b strings.Builder
	_ = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Convert([]byte(md), &b)
	return html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(b.String(), "<p>"), "</p>\n"))
}

// Whatever is known of a partner is text: it never becomes a heading, a list, a link, HTML, or a field of the template.
func TestTX21_TX28_DataNeverChangesTheStructure(t *testing.T) {
	const src = "# For {{ partner.name }}\n\n{{ partner.name }} and {{ person.name }}. *{{ partner.name }}* **{{ person.name }}**\n\n- {{ partner.name }}\n- a {{ person.name }}\n\n" +
		"1. {{ person.name }}\n\n> {{ partner.name }}\n\n{{ person.name }}\n{{ partner.name }}\n\n| a | b |\n|---|---|\n| {{ partner.name }} | x |\n\n[site]({{ firm.website }}) {{ partner.name }}{{ person.name }}) end"
	fill := func(t interface{ Fatalf(string, ...any) }, a, b, web string) string {
		got, err := Fill(src, Values{One: map[string]string{"partner.name": a, "person.name": b, "firm.website": web}})
		if err != nil {
			t.Fatalf("%q, %q: %v", a, b, err)
		}
		return got.Text
	}
	want := shape(fill(t, "Name", "Other", "https://a.example"))
	try := func(t interface{ Fatalf(string, ...any) }, a, b, web string) {
		md := fill(t, a, b, web)
		if got := shape(md); got != want {
			t.Fatalf("%q, %q, %q changed the structure:\n%s\n%s\n%s", a, b, web, md, got, want)
		}
		if strings.Contains(strings.ToLower(md), "](javascript") {
			t.Fatalf("%q became an aim:\n%s", web, md)
		}
	}
	for _, nasty := range []string{"# x", "- x", "+ x", "1. x", "1) x", "12", "> x", "===", "---", "***", "| x |", "`x`", "```", "~~x~~", "<script>alert(1)</script>", "<b>", "&lt;b&gt;", "&amp;",
		"[a](b)", "![a](b)", "**b**", "_i_", "a\\", "\\", "    x", "\tx", "x\n\n# y", "x\r\n- y", "x\u2028y", "{{ partner.number }}", "{% if %}", "{{.Password}}", "<https://a.example>",
		"www.a.example", "a\x00b", "\uE000x\uE001", "x#", "#", "!", "x!", "[x]: y", "[^1]: x", ":-", "- [ ] x", "javascript:alert(1)", "* x", "*", "_", "=", "-", "+", "2)", "3.", "\xff\xfe"} {
		try(t, nasty, "Other", nasty)
		try(t, "Name", nasty, "https://a.example")
		try(t, nasty, nasty, nasty)
	}
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab1#-+*_`~<>[]()!|&;:=.\\ \n\t{}%\"'é\u2028\uE000")), 1, 24, -1).Filter(func(s string) bool { return tidy(s) != "" })
	rapid.Check(t, func(t *rapid.T) { try(t, text.Draw(t, "partner"), text.Draw(t, "person"), text.Draw(t, "web")) })
}

// The reader sees exactly what is kept, backslashes and all.
func TestTX21_ValuesReadAsTheyAreWritten(t *testing.T) {
	for _, name := range []string{"Harcourt & Lowe", "C# and A*", "a_b_c", "<script>", "{{ firm.name }}", "100 % [sic]", "1. FC Köln", "- Lindt -", "AT&amp;T", `back\slash`, "1) x", "~x~", "+49 30"} {
		got, err := Fill("{{ partner.name }}", Values{One: map[string]string{"partner.name": name}})
		if err != nil || wordsOf(got.Text) != name {
			t.Errorf("%q reads %q (%q), %v", name, wordsOf(got.Text), got.Text, err)
		}
	}
	line, err := FillLine("For {{ partner.name }}", Values{One: map[string]string{"partner.name": "A\r\nBcc: x@y <b>"}})
	if err != nil || line.Text != "For A, Bcc: x@y <b>" {
		t.Errorf("a subject is %q, %v", line.Text, err)
	}
}

// A template that would write without end stops at the limit.
func TestLoopsEnd(t *testing.T) {
	v := values()
	for len(v.Many["people"]) < 5000 {
		v.Many["people"] = append(v.Many["people"], map[string]string{"name": strings.Repeat("x", 100)})
	}
	got, err := Fill("{% for one in people %}x{% endfor %}", v)
	if err != nil || len(got.Text) != MostEntries+1 {
		t.Errorf("%d entries were written, %v", len(got.Text)-1, err)
	}
	began := time.Now()
	if _, err := Fill("{% for one in people %}"+strings.Repeat("{{ one.name }} text ", 2500)+"{% endfor %}", v); !errors.Is(err, ErrLong) {
		t.Errorf("a text without end: %v", err)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if faults := Check(strings.Repeat("x", MostSource+1)); len(faults) != 1 {
		t.Errorf("a template that is too long: %v", faults)
	}
}

// Whatever is typed, looking at it ends with an answer: faults, or a text.
func TestAnyTextIsChecked(t *testing.T) {
	part := rapid.SampledFrom([]string{"{{", "}}", "{%", "%}", " partner.name ", "| upcase", "if ", "endif", "for one in people", "endfor", "\"", "'", "\n", "-", "==", "x", "{", "}", "%", "comment", "endcomment", "assign a = ", "case", "when ", "1", ".", "..", "(", "[", "é"})
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(part, 0, 20).Draw(t, "parts"), "")
		faults := Check(src)
		got, err := Fill(src, values())
		switch {
		case len(faults) > 0 && err == nil:
			t.Fatalf("%q has faults and was filled in: %+v", src, faults[0])
		case len(faults) == 0 && err != nil && !errors.Is(err, ErrLong):
			t.Fatalf("%q has no fault and gave %v", src, err)
		case strings.ContainsAny(got.Text, string(begin)+string(end)):
			t.Fatalf("%q left marks: %q", src, got.Text)
		}
		for _, f := range faults {
			if f.Line < 1 || f.Column < 1 || f.Length < 1 || f.Line > strings.Count(src, "\n")+1 {
				t.Fatalf("%q: a fault nowhere: %+v", src, f)
			}
		}
	})
}

func TestWordsInFourLanguages(t *testing.T) {
	d, amount := calendar.D("2026-03-01"), money.New(1_240_050, "EUR")
	tenth, _ := money.ParsePercent("12.5")
	share := terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.RevenueShare, Rate: tenth, Months: 24}}}
	rich := share
	rich.Cap = &terms.Limit{Amount: 100, Window: terms.CalendarYear}
	for _, c := range []struct {
		l                                                    Language
		day, month, money, share, rich, stage, greet, nobody string
	}{
		{English, "1 March 2026", "March 2026", "12,400.50\u00a0EUR", share.Words(), rich.Words(), "accepted", "Dear Ann", "Dear colleagues"},
		{German, "1. März 2026", "März 2026", "12.400,50\u00a0EUR", "12,5\u00a0% der vereinnahmten Honorare während 24 Monaten", "", "angenommen", "Guten Tag Ann", "Sehr geehrte Damen und Herren"},
		{French, "1er mars 2026", "mars 2026", "12\u202f400,50\u00a0EUR", "12,5\u00a0% des honoraires encaissés pendant 24 mois", "", "acceptée", "Bonjour Ann", "Madame, Monsieur"},
		{Spanish, "1 de marzo de 2026", "marzo de 2026", "12.400,50\u00a0EUR", "12,5\u00a0% de los honorarios cobrados durante 24 meses", "", "aceptada", "Buenos días, Ann", "Estimados señores"},
	} {
		got := []string{c.l.Day(d), c.l.Period(calendar.MonthPeriod(d)), c.l.Money(amount), c.l.Terms(share), c.l.Terms(rich), c.l.Stage("accepted"), c.l.Greeting("Ann"), c.l.Greeting("")}
		want := []string{c.day, c.month, c.money, c.share, c.rich, c.stage, c.greet, c.nobody}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.l.Name(), diff)
		}
	}
}
