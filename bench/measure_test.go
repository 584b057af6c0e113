//go:build bench

package bench

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
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
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, says.String())
	}
	c := cost{wall: time.Since(start), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = use.Maxrss << 10
	}
	return c
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

// ratio is the median of the rounds' ratios.
func (p pair) ratio(of func(cost) time.Duration) float64 {
	var rs []float64
	for i := range p.ours {
		rs = append(rs, float64(of(p.ours[i]))/float64(max(of(p.theirs[i]), 1)))
	}
	return median(rs)
}

func medianOf(cs []cost, of func(cost) time.Duration) time.Duration {
	ds := make([]time.Duration, len(cs))
	for i, c := range cs {
		ds[i] = of(c)
	}
	return median(ds)
}

func median[N float64 | time.Duration | int64](values []N) N {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
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
	each := func(cs []cost) string { return per(medianOf(cs, of), units) + " " + kind }
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
