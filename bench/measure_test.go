//go:build bench

package bench

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"
)

// cost is what a piece of work took.
type cost struct {
	wall, cpu time.Duration // cpu is user and system time together
	peak      int64         // bytes, of a process
}

// spend runs fn here. The processor time is that of the whole process, so the garbage collector's share is in it.
func spend(t *testing.T, fn func() error) cost {
	t.Helper()
	before, start := processor(t), time.Now()
	if err := fn(); err != nil {
		t.Fatal(err)
	}
	return cost{wall: time.Since(start), cpu: processor(t) - before}
}

func processor(t *testing.T) time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		t.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// process runs a command to its end.
func process(t *testing.T, cmd *exec.Cmd) cost {
	t.Helper()
	var says bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &says
	}
	cmd.Stderr = &says
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatalf("%s: %v", strings.Join(cmd.Args, " "), err)
	}
	peak := make(chan int64)
	done := make(chan struct{})
	go func() { peak <- watchPeak(cmd.Process.Pid, done) }()
	err := cmd.Wait()
	c := cost{wall: time.Since(start)}
	close(done)
	if c.peak = <-peak; err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, says.String())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return c
}

// watchPeak looks at the most memory that a process ever held, until it is done. What the system says when it has ended is no use: there it
// begins with what its parent held.
func watchPeak(pid int, done chan struct{}) (bytes int64) {
	for {
		says, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if _, rest, found := strings.Cut(string(says), "VmHWM:"); err == nil && found {
			var kilobytes int64
			_, _ = fmt.Sscan(rest, &kilobytes)
			bytes = max(bytes, kilobytes<<10)
		}
		select {
		case <-done:
			return bytes
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// pair is ours beside theirs, one entry a round.
type pair struct{ ours, theirs []cost }

// duel lets ours and theirs take turns for some rounds; the first to go changes each round.
func duel(rounds int, ours, theirs func() cost) pair {
	var p pair
	for i := range rounds {
		if i%2 == 0 {
			p.ours, p.theirs = append(p.ours, ours()), append(p.theirs, theirs())
			continue
		}
		b := theirs()
		p.ours, p.theirs = append(p.ours, ours()), append(p.theirs, b)
	}
	return p
}

func cpuOf(c cost) time.Duration  { return c.cpu }
func wallOf(c cost) time.Duration { return c.wall }

// ratio is that of the least of each side: what else runs on the machine only ever adds.
func (p pair) ratio(of func(cost) time.Duration) float64 {
	return float64(leastOf(p.ours, of)) / float64(max(leastOf(p.theirs, of), 1))
}

func leastOf(cs []cost, of func(cost) time.Duration) time.Duration {
	least := of(cs[0])
	for _, c := range cs[1:] {
		least = min(least, of(c))
	}
	return least
}

// table is the outcome, a row for each work.
type table struct{ rows [][5]string }

func (b *table) row(work, ours, against string, ratio float64, goal string) {
	b.rows = append(b.rows, [5]string{work, ours, against, fmt.Sprintf("%.2f", ratio), goal})
}

// times adds a row of a pair; units is how many pieces a round did.
func (b *table) times(work string, p pair, of func(cost) time.Duration, units int, against, goal string) {
	kind := "cpu"
	if of(cost{wall: 1}) == 1 {
		kind = "wall"
	}
	each := func(cs []cost) string { return per(leastOf(cs, of), units) + " " + kind }
	b.row(work, each(p.ours), against+": "+each(p.theirs), p.ratio(of), goal)
}

// left notes what could not be measured here and why.
func (b *table) left(t *testing.T, work, why string) {
	b.rows = append(b.rows, [5]string{work, "not measured", why, "", ""})
	t.Skip(why)
}

func (b *table) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "work\tours\theld against\tratio\tgoal")
	fmt.Fprintln(w, "----\t----\t------------\t-----\t----")
	for _, r := range b.rows {
		fmt.Fprintln(w, strings.Join(r[:], "\t"))
	}
	_ = w.Flush()
}

// per is the time of one piece in the unit that reads best.
func per(d time.Duration, units int) string {
	one := float64(d) / float64(max(units, 1))
	switch {
	case one >= 1e9:
		return fmt.Sprintf("%.2f s", one/1e9)
	case one >= 1e6:
		return fmt.Sprintf("%.1f ms", one/1e6)
	case one >= 1e3:
		return fmt.Sprintf("%.1f µs", one/1e3)
	}
	return fmt.Sprintf("%.0f ns", one)
}

func megabytes(n int64) string { return fmt.Sprintf("%.0f MB", float64(n)/(1<<20)) }

var errEnough = errors.New("enough") // ends a walk over ids
