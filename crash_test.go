package main

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"
)

// kills is how often each writing verb is killed, and again how often at most it is done after a kill that left nothing of it.
const (
	kills = 20
	again = 3
)

// TestKilledVerbsLeaveWholeFiles kills each writing verb with SIGKILL at random moments. Afterwards the file must verify,
// and hold either what it held before or all of what the verb writes: nothing half done (PD-11, CC-08).
func TestKilledVerbsLeaveWholeFiles(t *testing.T) {
	base := newProgram(t)
	base.prepare(t)
	for _, verb := range writingVerbs(base) {
		start := base.copy(t) // as the verbs before this one left it
		t.Run(verb.name, func(t *testing.T) {
			t.Parallel()
			before := start.counts(t)
			whole := start.copy(t)
			started := time.Now()
			whole.ok(nil, verb.args...)
			took := time.Since(started)
			after := whole.counts(t)
			if maps.Equal(before, after) {
				t.Fatal("the verb changes no count: this test would not see a half of it")
			}
			hit := 0
			for i := range kills {
				p := start.copy(t)
				p.kill(t, time.Duration(rand.Int64N(int64(took)+1)), verb.args)
				switch got := p.counts(t); {
				case maps.Equal(got, after):
				case maps.Equal(got, before):
					if hit++; hit <= again {
						p.ok(nil, "verify")
						p.ok(nil, verb.args...) // the same act works afterwards
					}
				default:
					t.Fatalf("kill %d left half of it: %v\nbefore %v\nafter %v", i, got, before, after)
				}
				p.ok(nil, "verify")
			}
			t.Logf("%d kills, %d before the commit", kills, hit)
		})
		base.ok(nil, verb.args...)
	}
}

// TestKillControl shows that the test above can fail: a writer that commits row by row, killed the same way, is seen.
func TestKillControl(t *testing.T) {
	t.Parallel()
	base := newProgram(t)
	base.prepare(t)
	before := base.counts(t)
	seen := 0
	for n := 0; n < kills && seen == 0; n++ {
		p := base.copy(t)
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env, cmd.Stderr = append(os.Environ(), "RAPPORT_CONTROL="+p.file), os.Stderr
		begun, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		_, _ = begun.Read(make([]byte, 1)) // the first row is in, however late the writer begins
		time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		cancel()
		got := p.counts(t)["clients"] - before["clients"]
		if got > 0 && got < controlRows {
			seen++
		}
	}
	if seen == 0 {
		t.Fatal("a writer without a transaction was killed many times and never seen half done: the kill test proves nothing")
	}
}

const controlRows = 100_000

// control writes clients one commit at a time, as the program never does.
func control() {
	db, err := sql.Open("sqlite", os.Getenv("RAPPORT_CONTROL"))
	if err != nil {
		panic(err)
	}
	for i := range controlRows {
		_, err := db.Exec(`INSERT INTO client (id, number, reference, name, folded, words, code_name, person, email, phone, country, industry, note, version)
			VALUES ($1, $2, '', 'x', 'x', 'x', 0, 0, '', '', '', '', '', 1)`, 1_000_000+i, fmt.Sprint("X-", i))
		if err != nil {
			panic(err)
		}
		if i == 0 {
			fmt.Println("begun")
		}
	}
}

type verb struct {
	name string
	args []string
}

// writingVerbs are the verbs in the order of a firm's month, each on the file that the ones before it left.
func writingVerbs(p *program) []verb {
	day := []string{"--today", "2026-02-10"}
	with := func(args ...string) []string { return append(args, day...) }
	return []verb{
		{"partner add", with("partner", "add", "Finch Family Office", "--person", "Ada Finch")},
		{"agreement add", with("agreement", "add", "Agent 1", "--terms", filepath.Join(p.home, "plan.json"), "--from", "2025-01-01", "--sign", "A. One")},
		{"import deals", with("import", "deals", filepath.Join(p.home, "more.csv"))},
		{"referral add", with("referral", "add", "Agent 1", "Northgate Dental")},
		{"referral stage", with("referral", "stage", "R-2025-0004", "lost", "--reason", "price")},
		{"fee add", with("fee", "add", "R-2025-0001", "250.00", "--reference", "extra")},
		{"commission run", with("commission", "run")},
		{"commission approve", with("commission", "approve", "--all")},
		{"commission adjust", with("commission", "adjust", "Agent 1", "12.50", "--reason", "agreed by telephone")},
		{"statement run", with("statement", "run", "--period", "2026-01")},
		{"payment add", with("payment", "add", "S-2026-0001", "1.00")},
		{"statement send", with("statement", "send", "S-2026-0003", "--to", "post")},
		{"statement void", with("statement", "void", "S-2026-0002", "--reason", "test")},
		{"import clients", with("import", "clients", filepath.Join(p.home, "clients.csv"))},
		{"import undo", with("import", "undo", "3")},
	}
}

// prepare makes a firm with 600 deals and a plan file beside it.
func (p *program) prepare(t *testing.T) {
	p.ok(nil, "new", p.file, "--firm", "Aldgate Partners", "--currency", "EUR")
	p.write("plan.json", `{"currency":"EUR","rules":[{"kind":"percent once","rate":"10 %"}]}`)
	p.ok(nil, "import", "deals", p.write("deals.csv", dealsFile("A", 600)), "--today", "2026-02-10")
	p.write("more.csv", dealsFile("B", 900))
	p.write("clients.csv", clientsFile(400))
	for _, agent := range []string{"Agent 2", "Agent 3"} {
		p.ok(nil, "agreement", "add", agent, "--terms", filepath.Join(p.home, "plan.json"), "--from", "2025-01-01", "--sign", agent, "--today", "2026-02-10")
	}
}

// dealsFile is a CSV file of deals: every fourth open, the others won in 2025.
func dealsFile(prefix string, n int) string {
	text := "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n"
	for i := range n {
		stage, closed, value := "Won", fmt.Sprintf("%02d/%02d/2025", 2+i%11, 1+i%28), fmt.Sprint(100+i)
		if i%4 == 3 {
			stage, closed, value = "Engaging", "", ""
		}
		text += fmt.Sprintf("%s%05d,Agent %d,Advice,Account %d,%s,01/%02d/2025,%s,%s\n", prefix, i, 1+i%7, i%50, stage, 13+i%15, closed, value)
	}
	return text
}

// clientsFile is a CSV file of clients.
func clientsFile(n int) string {
	text := "name,email\n"
	for i := range n {
		text += fmt.Sprintf("Newcomer %d,office%d@newcomer.example\n", i, i)
	}
	return text
}

// counts is how many of each thing the file holds.
func (p *program) counts(t *testing.T) map[string]int64 {
	t.Helper()
	var info struct {
		File struct {
			Counts map[string]int64
		}
	}
	p.ok(&info, "info")
	return info.File.Counts
}

// copy gives a program on a copy of the closed data file.
func (p *program) copy(t *testing.T) *program {
	t.Helper()
	q := newProgram(t)
	raw, err := os.ReadFile(p.file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(q.file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return q
}

// kill starts a verb and ends it with SIGKILL after a while.
func (p *program) kill(t *testing.T, after time.Duration, args []string) {
	t.Helper()
	cmd := p.command(context.Background(), args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}
