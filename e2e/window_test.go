//go:build e2e

// Package e2e drives the built program in a real window: what no test without a display can see.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// desk is the running window and where it keeps its file.
type desk struct {
	t    *testing.T
	home string
	file string
	cmd  *exec.Cmd
	id   string // X window
}

// prepare gives an account of its own on this machine, in which the program was never started.
func prepare(t *testing.T) *desk {
	t.Helper()
	if os.Getenv("RAPPORT_BIN") == "" || os.Getenv("DISPLAY") == "" {
		t.Skip("this test needs RAPPORT_BIN, the built program, and a display; make test provides both")
	}
	for _, tool := range []string{"xdotool", "import"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("this test needs %s", tool)
		}
	}
	d := &desk{t: t, home: t.TempDir()}
	if err := os.MkdirAll(filepath.Join(d.home, ".cache"), 0o700); err != nil {
		t.Fatal(err)
	}
	return d
}

// open makes the example firm, runs a verb of the program if one is given, and opens the window on the example.
func open(t *testing.T, before ...string) *desk {
	t.Helper()
	d := prepare(t)
	d.file = filepath.Join(d.home, "example", "example.rapport")
	d.rapport("demo", "--dir", filepath.Dir(d.file), "--no-window")
	if len(before) > 0 {
		d.rapport(before...)
	}
	d.start()
	return d
}

// start opens the window and waits until it can be worked.
func (d *desk) start() {
	d.t.Helper()
	d.cmd = exec.Command(os.Getenv("RAPPORT_BIN"))
	d.cmd.Dir, d.cmd.Env = d.home, d.env()
	d.cmd.Stderr = os.Stderr
	if err := d.cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(d.close)
	d.wait("the window to appear", func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", "Rapport|Harcourt").Output()
		d.id = strings.Fields(string(out) + " -")[0]
		return err == nil && d.id != "-"
	})
	d.wait("the window to be painted", func() bool { return d.colours() > 40 })
	d.tool("windowfocus", d.id)
	d.tool("mousemove", "--window", d.id, "640", "700")
	d.settled()
}

func (d *desk) env() []string {
	env := append(os.Environ(), "HOME="+d.home, "XDG_CONFIG_HOME="+d.home+"/.config", "XDG_DATA_HOME="+d.home+"/.local", "XDG_CACHE_HOME="+d.home+"/.cache",
		"PATH="+d.home+"/bin:"+os.Getenv("PATH"), "FYNE_SCALE=1", "FYNE_THEME=light", "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	if d.file != "" {
		env = append(env, "RAPPORT_FILE="+d.file)
	}
	return env
}

// rapport runs a verb of the program and gives its output.
func (d *desk) rapport(args ...string) string {
	d.t.Helper()
	cmd := exec.Command(os.Getenv("RAPPORT_BIN"), args...)
	cmd.Dir, cmd.Env = d.home, d.env()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		d.t.Fatalf("rapport %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), errs.String())
	}
	return out.String()
}

// close ends the window as the system does and waits for it.
func (d *desk) close() {
	if d.cmd.Process == nil || d.cmd.ProcessState != nil {
		return
	}
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	done := make(chan error, 1)
	timer := time.AfterFunc(10*time.Second, func() { _ = d.cmd.Process.Kill() })
	done <- d.cmd.Wait()
	if !timer.Stop() {
		d.t.Error("the window did not end within ten seconds of being asked")
	}
}

func (d *desk) tool(args ...string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("xdotool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// press sends chords, and lets the window answer each.
func (d *desk) press(keys ...string) {
	for _, k := range keys {
		d.tool("key", "--delay", "40", k)
		d.settled()
	}
}

func (d *desk) typed(text string) {
	d.tool("type", "--delay", "25", text)
	d.settled()
}

// wait asks until something is so.
func (d *desk) wait(what string, so func() bool) {
	d.t.Helper()
	for end := time.Now().Add(90 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if so() {
			return
		}
	}
	d.t.Fatalf("waited in vain for %s", what)
}

// settled waits until the window shows the same twice, a moment apart.
func (d *desk) settled() {
	d.t.Helper()
	last := d.picture()
	d.wait("the window to come to rest", func() bool {
		time.Sleep(150 * time.Millisecond)
		now := d.picture()
		same := bytes.Equal(last, now)
		last = now
		return same
	})
}

// picture is what the screen shows, as pixels.
func (d *desk) picture() []byte {
	d.t.Helper()
	out, err := exec.Command("import", "-window", "root", "rgb:-").Output()
	if err != nil {
		d.t.Fatalf("the screen can't be read: %v", err)
	}
	return out
}

// uncovered waits until nothing lies over the sidebar: a form closes once what it holds is kept.
func (d *desk) uncovered() {
	d.t.Helper()
	d.wait("the form to close", func() bool {
		out, err := exec.Command("import", "-window", "root", "-depth", "8", "-crop", "1x1+100+640", "+repage", "rgb:-").Output()
		return err == nil && bytes.Equal(out, []byte{0xF5, 0xF6, 0xF8})
	})
}

// title waits until the window is called something.
func (d *desk) title(want string) {
	d.t.Helper()
	d.wait("the window to be called "+want, func() bool {
		out, err := exec.Command("xdotool", "getwindowname", d.id).Output()
		return err == nil && strings.TrimSpace(string(out)) == want
	})
}

// colours counts how many different colours the window shows: a blank one shows a handful.
func (d *desk) colours() int {
	d.t.Helper()
	out, err := exec.Command("import", "-window", "root", "png:-").Output()
	if err != nil {
		d.t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		d.t.Fatal(err)
	}
	seen := map[[3]uint32]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 2 {
		for x := b.Min.X; x < b.Max.X; x += 2 {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, bl}] = true
		}
	}
	return len(seen)
}

// TestAReferralIsLoggedByKeyboard logs a referral in the real window with the keyboard alone and finds it in the file.
func TestAReferralIsLoggedByKeyboard(t *testing.T) {
	d := open(t)
	d.press("ctrl+n")
	d.typed("kest")
	d.press("Tab")
	d.typed("Wren Pottery")
	d.press("Return", "Tab", "Tab")
	d.typed("tax")
	d.press("Tab")
	d.typed("5000")
	d.tool("key", "ctrl+s")
	d.uncovered()
	d.close()

	var list struct {
		Rows []struct {
			Partner, Client, Stage string
			Estimate               struct{ Minor int64 }
		}
	}
	out := d.rapport("referral", "list", "--search", "Wren Pottery", "--json")
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Rows) != 1 || list.Rows[0].Partner != "Kestrel Law" || list.Rows[0].Client != "Wren Pottery" ||
		list.Rows[0].Stage != "logged" || list.Rows[0].Estimate.Minor != 500_000 {
		t.Fatalf("the file holds %s", out)
	}
	d.rapport("verify")
}

// TestANewcomerPrintsAStatement goes from the first window of a fresh account to a printed statement of the example firm by
// keyboard: the printer gets the very bytes that were kept when the statement was issued.
func TestANewcomerPrintsAStatement(t *testing.T) {
	d := prepare(t)
	printed := filepath.Join(d.home, "printed.pdf")
	for name, script := range map[string]string{"lpstat": "echo desk-printer", "lp": "cat >" + printed} {
		if err := os.MkdirAll(filepath.Join(d.home, "bin"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(d.home, "bin", name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	d.start()
	begun := time.Now()
	d.tool("key", "Return")
	d.title("Harcourt & Lowe LLP – Rapport")
	d.settled()
	d.press("g", "s")
	pressed := time.Time{}
	d.wait("the statement to reach the printer", func() bool {
		if time.Since(pressed) > 10*time.Second { // on a busy machine the list may not have been there yet
			d.press("ctrl+p")
			pressed = time.Now()
		}
		pdf, err := os.ReadFile(printed)
		return err == nil && bytes.HasSuffix(bytes.TrimSpace(pdf), []byte("%%EOF"))
	})
	t.Logf("from the first window to the printed statement: %v", time.Since(begun).Round(time.Second))
	d.close()
	if out := d.rapport("verify", printed); !strings.Contains(out, "unaltered") {
		t.Fatalf("verify says of what was printed: %s", out)
	}
}

// TestTheWindowGoesOverToAnotherFile opens another firm's file from the palette: the first one is given up, so that
// another program can open it while the window shows the second.
func TestTheWindowGoesOverToAnotherFile(t *testing.T) {
	d := open(t, "new", "birch.rapport", "--firm", "Birch & Co", "--currency", "EUR")
	d.title("Harcourt & Lowe LLP – Rapport")
	d.press("ctrl+k")
	d.typed("recent birch")
	d.tool("key", "Return")
	d.title("Birch & Co – Rapport")
	d.wait("the first file to be given up", func() bool {
		cmd := exec.Command(os.Getenv("RAPPORT_BIN"), "info")
		cmd.Dir, cmd.Env = d.home, d.env()
		return cmd.Run() == nil
	})
	d.close()
	d.rapport("verify")
}
