package app_test

import (
	"fmt"
	"strings"
	"testing"

	"rapport/app"
)

// found writes what a search finds, best first, with what it was found by between brackets.
func (d *desk) found(text string) (out []string) {
	d.t.Helper()
	all, err := d.Overview.Find(ctx(), text, 50)
	d.check(err)
	for _, f := range all {
		var b strings.Builder
		at := 0
		for _, m := range f.Marks {
			b.WriteString(f.Name[at:m.From] + "[" + f.Name[m.From:m.To] + "]")
			at = m.To
		}
		say := string(f.Kind) + " " + b.String() + f.Name[at:]
		for _, m := range f.TextMarks {
			say += " / " + f.Text[m.From:m.To]
		}
		out = append(out, say)
	}
	return out
}

func TestSearchPutsTheExactFirst(t *testing.T) {
	d := open(t)
	alder := d.partner("Alder")
	for i := range 60 {
		d.partner(fmt.Sprintf("Alder Branch %02d", i))
	}
	late := d.partner("Old Alder")
	noted := d.partner("Zimt")
	p, err := d.Partners.Get(ctx(), noted)
	d.check(err)
	p.Note = "Met at the Alder fair.\nWants the Brochüre."
	d.ok(d.Partners.Edit(ctx(), app.Ask{}, p))
	_, _ = alder, late
	all := d.found("alder")
	if len(all) != 50 || all[0] != "partner [Alder]" || all[1] != "partner [Alder] Branch 00" {
		t.Errorf("%d found, first %v", len(all), all[:2])
	}
	for _, c := range []struct{ text, want string }{
		{"P-0001", "partner Alder"},
		{"p-0062", "partner Old Alder"},
		{"old ald", "partner [Old] [Ald]er"},
		{"branch 07", "partner Alder [Branch] [07]"},
		{"BROCHURE", "partner Zimt / Brochüre"},
	} {
		if all := d.found(c.text); len(all) == 0 || all[0] != c.want {
			t.Errorf("%q: %v, want %s first", c.text, all, c.want)
		}
	}
}

// Where more names begin with a text than are shown, what is called exactly so in other lists still comes first.
func TestTheExactComesBeforeManyNamesThatBeginSo(t *testing.T) {
	d := open(t)
	p := d.partner("Alder")
	for i := range 60 {
		d.partner(fmt.Sprintf("Hart Branch %02d", i))
	}
	logged := d.ok(d.Referrals.Log(ctx(), app.Ask{}, app.NewReferral{Partner: p, Introduced: day("2026-06-01"), ClientName: "Hart"}))
	d.task(app.Task{What: "Hart"})
	d.task(app.Task{What: "Hartley"})
	got := d.found("hart")
	want := []string{"client [Hart]", "referral " + logged.Number + " · [Hart]", "task [Hart]", "partner [Hart] Branch 00"}
	if len(got) != 50 || fmt.Sprint(got[:4]) != fmt.Sprint(want) {
		t.Errorf("%d found: %q, want %q", len(got), got[:min(len(got), 4)], want)
	}
}

func TestTX12_SearchTakesEveryText(t *testing.T) {
	d := open(t)
	d.partner("Alder")
	for _, text := range []string{`"a`, "a OR", "*", "NEAR(", "col:x", "words:a", `a" OR "b`, "^a", "{a b}", "-a", "a*b", "\x00", "\xff", "'); DROP TABLE partner;--",
		"%", "_", `\`, strings.Repeat("term ", 10_000), strings.Repeat("x", 100_000)} {
		if _, err := d.Overview.Find(ctx(), text, 50); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	if got := d.found("ald*"); len(got) != 1 {
		t.Errorf("control: %v", got)
	}
}

func TestTX13_SignsOfPatternsFindThemselvesAlone(t *testing.T) {
	d := open(t)
	d.partner("Alder")
	for _, text := range []string{"A%", "_lder", `\`, "%"} {
		want := 0
		if text == "A%" { // a sign is no letter: what is left of it is a
			want = 1
		}
		if got := d.found(text); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestTX08_AccentsInTwoWaysAreOneName(t *testing.T) {
	d := open(t)
	d.partner("Café Noir")
	for _, text := range []string{"Cafe\u0301", "cafe", "CAFÉ"} {
		if got := d.found(text); len(got) != 1 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// What surrounds a word of a note reads as people wrote it, without the marks of Markdown; a word that stands in a link's address alone is shown there.
func TestNotesAreFoundInPlainWords(t *testing.T) {
	d, p, _ := contacting(t)
	d.ok(d.Checkins.Log(ctx(), app.Ask{}, app.Contact{Checkin: app.Checkin{Partner: p, Kind: "call",
		Note: "## Spring\n\n- two **families** move\n- see [their site](https://finch.example/zebra)"}}))
	for words, want := range map[string]string{"famil": "Spring two families move see their site", "zebra": "## Spring - two **families** move - see [their site](https://finch.example/zebra)"} {
		found, err := d.Overview.Find(ctx(), words, 5)
		if err != nil || len(found) != 1 || found[0].Text != want || len(found[0].TextMarks) != 1 {
			t.Errorf("%s: %+v %v", words, found, err)
		}
	}
}
