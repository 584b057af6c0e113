package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOneUnprintableNameKeepsNobodyWaiting: a partner whose name no font can print is left out by name; the others get
// their statements, and the numbers have no gap.
func TestOneUnprintableNameKeepsNobodyWaiting(t *testing.T) {
	p := newProgram(t)
	p.ok(nil, "new", p.file, "--firm", "Aldgate Partners", "--currency", "EUR")
	plan := p.write("plan.yaml", "currency: EUR\nrules:\n  - {kind: percent once, rate: 10 %}\n")
	day := []string{"--today", "2026-02-10"}
	for i, name := range []string{"Łukasiewicz", "李小龙", "Иванова"} {
		p.ok(nil, append([]string{"partner", "add", name}, day...)...)
		p.ok(nil, append([]string{"agreement", "add", name, "--terms", plan, "--from", "2025-01-01", "--sign", name}, day...)...)
		var r struct{ Number string }
		p.ok(&r, append([]string{"referral", "add", name, fmt.Sprint("Client ", i), "--introduced", "2026-01-05"}, day...)...)
		p.ok(nil, append([]string{"referral", "stage", r.Number, "won", "--on", "2026-01-10"}, day...)...)
		p.ok(nil, append([]string{"fee", "add", r.Number, "1000", "--on", "2026-01-12"}, day...)...)
	}
	p.ok(nil, append([]string{"commission", "run"}, day...)...)
	p.ok(nil, append([]string{"commission", "approve", "--all"}, day...)...)
	var run struct {
		Statements []struct{ Number, Partner string }
		Warnings   []string
	}
	p.ok(&run, append([]string{"statement", "run", "--period", "2026-01"}, day...)...)
	if len(run.Statements) != 2 || run.Statements[0].Number != "S-2026-0001" || run.Statements[1].Number != "S-2026-0002" {
		t.Errorf("issued %+v", run.Statements)
	}
	if len(run.Warnings) != 1 || !strings.Contains(run.Warnings[0], "李小龙") || !strings.Contains(run.Warnings[0], "U+674E") {
		t.Errorf("said %q", run.Warnings)
	}
	p.ok(nil, "verify")
}

// TestOddCharactersAreNamedAtEntry: a character that no font here has is named when it is typed or imported, not only by the statement run.
func TestOddCharactersAreNamedAtEntry(t *testing.T) {
	l := newLine(t)
	l.must("new", l.file, "--firm", "Aldgate Partners", "--currency", "EUR")
	l.write("clients.csv", "name\nAcme 🎉\n李 One\nBorg 🎉\nCorp 🎉\nDepot 🎉\nPlain\n")
	for _, c := range []struct{ typed, says string }{
		{"partner|add|Müller & Łuk & Иванова", ""},
		{"partner|add|Party 🎉|--person|Ann 李", "Note: No font here has U+1F389 of the name \"Party 🎉\""},
		{"partner|add|Party Two|--person|Ann 李", "U+674E"},
		{"client|add|Zebra 🎉", "U+1F389"},
		{"referral|add|Party Two|New 🎉 client", "U+1F389"},
		{"import|clients|clients.csv", "More names hold characters"},
	} {
		out := l.must(strings.Split(c.typed, "|")...)
		if c.says == "" && strings.Contains(out, "font") || !strings.Contains(out, c.says) {
			t.Errorf("%s says %q", c.typed, out)
		}
	}
}

// TestRefusalsAndExitStatuses: 1 refused with a sentence, 2 wrong usage, 3 the data file cannot be used; and nothing changes.
func TestRefusalsAndExitStatuses(t *testing.T) {
	p := newProgram(t)
	p.ok(nil, "new", p.file, "--firm", "Aldgate Partners", "--currency", "EUR")
	p.ok(nil, "partner", "add", "Kestrel Law")
	before := p.counts(t)
	bad := p.write("bad.rapport", "this is no data file, whatever its name says, and is long enough to be looked at as one")
	for _, c := range []struct {
		status int
		args   []string
	}{
		{1, []string{"referral", "add", "Nobody", "Client"}},
		{1, []string{"referral", "add", "Kestrel Law", "Client", "--introduced", "2999-01-01"}},
		{1, []string{"referral", "add", "Kestrel Law", "Client", "--estimate", "10.005"}},
		{1, []string{"referral", "add", "Kestrel Law", "Client", "--estimate", "1", "--currency", "XQQ"}},
		{1, []string{"partner", "add", "Müller", "--country", "ZZZ"}},
		{1, []string{"partner", "stage", "Kestrel Law", "active"}},
		{1, []string{"statement", "run", "--period", "2026-13"}},
		{1, []string{"commission", "approve", "99"}},
		{1, []string{"verify", bad}},
		{1, []string{"export", "partners", "--out", p.file}},
		{3, []string{"info", "--file", bad}},
		{3, []string{"info", "--file", filepath.Join(p.home, "missing.rapport")}},
	} {
		if c.args[0] == "verify" {
			if _, code := p.run(append(c.args, "--json")...); code != c.status {
				t.Errorf("%v: status %d", c.args, code)
			}
			continue
		}
		p.refused(c.status, c.args...)
	}
	for _, args := range [][]string{{"nonsense"}, {"partner", "add"}, {"info", "--nonsense"}} {
		if _, code := p.run(args...); code != 2 {
			t.Errorf("%v: status %d, want 2", args, code)
		}
	}
	after := p.counts(t)
	for what, n := range before {
		if after[what] != n {
			t.Errorf("%s: %d before, %d after", what, n, after[what])
		}
	}
	if _, err := os.Stat(filepath.Join(p.home, "missing.rapport")); err == nil {
		t.Error("opening made the missing file")
	}
}
