//go:build bench

package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// start holds the program's window over the firm, from exec to the picture that stays, against a Fyne window with one label. Both
// are looked at from outside, in an X server of their own.
func (m *run) start(t *testing.T) {
	work := fmt.Sprintf("window to useful frame, %d referrals", m.size.referrals)
	const goal = "≤ 1.5 ×"
	if !m.window {
		m.left(t, work, "RAPPORT_BIN names no program with a window")
	}
	if _, err := exec.LookPath("Xvfb"); err != nil {
		m.left(t, work, "Xvfb is not installed")
	}
	tools, ok := shared("bench", "cmd")
	if !ok {
		m.left(t, work, "the tools that look at windows are not beside this checkout")
	}
	dir := t.TempDir()
	watch, err := builtTool(filepath.Join(tools, "firstframe"), filepath.Join(dir, "firstframe"))
	if err != nil {
		m.left(t, work, "firstframe does not build: "+err.Error())
	}
	label, err := builtTool(filepath.Join(tools, "fynewin"), filepath.Join(dir, "fynewin"))
	if err != nil {
		m.left(t, work, "fynewin does not build: "+err.Error())
	}
	file := copied(t, m.file)
	seen := func(args ...string) cost {
		c, err := firstFrame(watch, dir, file, args)
		if err != nil {
			m.left(t, work, "no window was seen: "+err.Error())
		}
		return c
	}
	p := duel(5, func() cost { return seen(m.binary) }, func() cost { return seen(label, "-mode", "label") })
	m.times(work, p, wallOf, 1, "a Fyne window with one label", goal)
	m.times(work+", processor", p, cpuOf, 1, "a Fyne window with one label", "")
}

// builtTool compiles one of the shared tools with this module's libraries, so that both windows have the same Fyne.
func builtTool(folder, to string) (string, error) {
	sources, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return "", err
	}
	build := exec.Command("go", append([]string{"build", "-tags", "x11,migrated_fynedo", "-o", to}, sources...)...)
	if says, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %.300s", err, says)
	}
	return to, nil
}

// firstFrame starts a program once and gives the time until its picture was and stayed, and the processor time it took.
func firstFrame(watch, home, file string, args []string) (cost, error) {
	cmd := exec.Command(watch, append([]string{"-n", "1", "-settle", "1", "-max", "20", "--"}, args...)...)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "RAPPORT_FILE="+file, "LIBGL_ALWAYS_SOFTWARE=1", "WAYLAND_DISPLAY=")
	says, err := cmd.Output()
	if err != nil {
		return cost{}, err
	}
	var seen struct {
		Content string `json:"content_ms"`
		CPU     string `json:"cpu_ms"`
	}
	if err := json.Unmarshal(says, &seen); err != nil {
		return cost{}, err
	}
	c := cost{wall: milliseconds(seen.Content), cpu: milliseconds(seen.CPU)}
	if c.wall == 0 {
		return c, fmt.Errorf("nothing was drawn in 20 seconds")
	}
	return c, nil
}

// milliseconds reads the median of "217 (213..274)".
func milliseconds(text string) time.Duration {
	var ms float64
	_, _ = fmt.Sscan(strings.SplitN(text, " ", 2)[0], &ms)
	return time.Duration(ms * float64(time.Millisecond))
}
