package main

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killedAt starts a command and ends it with SIGKILL: every other time as soon as anything is in the folder it writes to, else after a
// while drawn by chance.
func killedAt(t *testing.T, cmd *exec.Cmd, n int, dir string, took time.Duration) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	end := time.After(time.Duration(rand.Int64N(int64(took) + 1)))
	if n%2 == 0 {
		end = time.After(time.Minute)
	}
	for waiting := true; waiting; {
		select {
		case <-ended:
			return
		case <-end:
			waiting = false
		default:
			there, err := os.ReadDir(dir)
			waiting = n%2 == 1 || err != nil || len(there) == 0
		}
	}
	_ = cmd.Process.Kill()
	<-ended
}

// named are the files in a folder with their bytes, without those that are still being written beside their place.
func named(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	there, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range there {
		if strings.HasPrefix(e.Name(), ".rapport-") {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = raw
	}
	return out
}

// payable makes a firm with approved payouts and the statements of January 2026, and those of December waiting.
func (p *program) payable(t *testing.T) {
	p.prepare(t)
	day := []string{"--today", "2026-02-10"}
	do := func(args ...string) { p.ok(nil, append(args, day...)...) }
	do("commission", "run")
	do("commission", "approve", "--all")
	do("statement", "run", "--period", "2025-12")
	for _, agent := range []string{"Agent 2", "Agent 3"} {
		do("partner", "bank", "set", agent, "--currency", "EUR", "--method", "other")
		do("partner", "bank", "confirm", agent, "--currency", "EUR", "--how", "called the number on the agreement")
		do("commission", "adjust", agent, "12.50", "--on", "2026-01-20", "--reason", "agreed by telephone")
	}
	do("payout", "run")
	do("payout", "approve", "--all")
	do("commission", "approve", "--all")
}

// PD-11: a payout export that is killed at any moment leaves no half file under its name; every payout is in it or none, and the next
// export gives the bytes that are kept.
func TestPD11_KilledPayoutExports(t *testing.T) {
	t.Parallel()
	base := newProgram(t)
	base.payable(t)
	args := func(p *program) []string {
		return []string{"payout", "export", "--format", "csv", "--out", filepath.Join(p.home, "out", "pay.csv"), "--today", "2026-02-10"}
	}
	whole := base.copy(t)
	folder(t, whole)
	started := time.Now()
	whole.ok(nil, args(whole)...)
	took := time.Since(started)
	want := named(t, filepath.Join(whole.home, "out"))["pay.csv"]
	if bytes.Count(want, []byte("\n")) != 3 {
		t.Fatalf("the file to be killed for is %q", want)
	}
	before, after, committed, written := base.counts(t), whole.counts(t), 0, 0
	for i := range kills {
		p := base.copy(t)
		dir := folder(t, p)
		killedAt(t, p.command(context.Background(), args(p)...), i, dir, took)
		got, there := named(t, dir)["pay.csv"]
		if there && !bytes.Equal(got, want) {
			t.Fatalf("kill %d left %q", i, got)
		}
		states := p.payoutStates(t)
		switch n := p.counts(t)["audit"]; {
		case n == before["audit"] && states == "approved approved" && !there:
		case n == after["audit"] && states == "exported exported":
			committed++
		default:
			t.Fatalf("kill %d left it half done: %s, file there %v, %d audit lines", i, states, there, n)
		}
		if there {
			written++
		}
		p.ok(nil, args(p)...)
		if again := named(t, dir)["pay.csv"]; !bytes.Equal(again, want) {
			t.Fatalf("kill %d: the next export gives %q", i, again)
		}
		p.ok(nil, "verify")
	}
	t.Logf("%d kills, %d after the commit, %d after the file", kills, committed, written)
}

func folder(t *testing.T, p *program) string {
	t.Helper()
	dir := filepath.Join(p.home, "out")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func (p *program) payoutStates(t *testing.T) string {
	t.Helper()
	var list struct{ Rows []struct{ State string } }
	p.ok(&list, "payout", "list")
	var out []string
	for _, r := range list.Rows {
		out = append(out, r.State)
	}
	return strings.Join(out, " ")
}

// PD-11: a statement run that writes its PDFs and is killed leaves whole PDFs only; the next run writes those that are missing.
func TestPD11_KilledStatementRunsWithTheirFiles(t *testing.T) {
	t.Parallel()
	base := newProgram(t)
	base.payable(t)
	args := func(p *program) []string {
		return []string{"statement", "run", "--period", "2026-01", "--out", filepath.Join(p.home, "out"), "--today", "2026-02-10"}
	}
	whole := base.copy(t)
	started := time.Now()
	whole.ok(nil, args(whole)...)
	took := time.Since(started)
	want := named(t, filepath.Join(whole.home, "out"))
	if len(want) != 2 {
		t.Fatalf("%d statements", len(want))
	}
	partly := 0
	for i := range kills {
		p := base.copy(t)
		dir := filepath.Join(p.home, "out")
		killedAt(t, p.command(context.Background(), args(p)...), i, dir, took)
		got := named(t, dir)
		for name, pdf := range got {
			if !bytes.Equal(pdf, want[name]) {
				t.Fatalf("kill %d: %s is not the statement", i, name)
			}
		}
		if len(got) == 1 {
			partly++
		}
		p.ok(nil, "verify")
		p.ok(nil, args(p)...)
		for name, pdf := range want {
			if !bytes.Equal(named(t, dir)[name], pdf) {
				t.Fatalf("kill %d: the next run did not write %s", i, name)
			}
		}
	}
	t.Logf("%d kills, %d between two files", kills, partly)
}

// TestFileKillControl shows that half a file would be seen: one written in place, piece by piece, and killed the same way.
func TestFileKillControl(t *testing.T) {
	t.Parallel()
	seen := 0
	for i := range kills {
		dir := t.TempDir()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), "RAPPORT_CONTROL_FILE="+filepath.Join(dir, "pay.csv"))
		killedAt(t, cmd, i, dir, 200*time.Millisecond)
		cancel()
		if got := named(t, dir)["pay.csv"]; len(got) > 0 && len(got) < controlFile {
			seen++
		}
	}
	if seen == 0 {
		t.Fatal("a file written in place was killed many times and never seen half: the kill tests prove nothing")
	}
}

const controlFile = 100_000

// controlOfFiles writes a file in place, line by line, as the program never does.
func controlOfFiles() {
	f, err := os.Create(os.Getenv("RAPPORT_CONTROL_FILE"))
	if err != nil {
		panic(err)
	}
	for range controlFile / 10 {
		if _, err := f.WriteString("PO-1,1.00\n"); err != nil {
			panic(err)
		}
		time.Sleep(time.Microsecond)
	}
}
