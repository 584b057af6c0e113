package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// binary is the real program: the one RAPPORT_BIN names, or one built for these tests without a window.
var binary string

func TestMain(m *testing.M) {
	if os.Getenv("RAPPORT_CONTROL") != "" {
		control()
		return
	}
	if os.Getenv("RAPPORT_CONTROL_FILE") != "" {
		controlOfFiles()
		return
	}
	dir, err := os.MkdirTemp("", "rapport-test-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = os.Getenv("RAPPORT_BIN")
	if binary == "" {
		binary = filepath.Join(dir, "rapport")
		build := exec.Command("go", "build", "-tags", "headless", "-o", binary, ".")
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "the program does not build: %v\n%s", err, out)
			os.Exit(1)
		}
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// program is the built binary working on one data file in a home of its own.
type program struct {
	t    testing.TB
	home string
	file string
}

func newProgram(t testing.TB) *program {
	t.Helper()
	home := t.TempDir()
	return &program{t: t, home: home, file: filepath.Join(home, "firm.rapport")}
}

func (p *program) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Dir = p.home
	cmd.Env = append(os.Environ(), "HOME="+p.home, "XDG_CONFIG_HOME="+p.home+"/.config", "RAPPORT_FILE="+p.file, "DISPLAY=", "WAYLAND_DISPLAY=")
	return cmd
}

// run runs the program and gives its standard output and exit status.
func (p *program) run(args ...string) (string, int) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := p.command(ctx, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		p.t.Fatalf("%s: %v", strings.Join(args, " "), err)
	}
	if errs.Len() > 0 {
		p.t.Logf("%s: %s", args[0], errs.String())
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// ok runs the program with --json, wants status 0, and reads the document into into (nil: any).
func (p *program) ok(into any, args ...string) {
	p.t.Helper()
	out, code := p.run(append(args, "--json")...)
	if code != 0 {
		p.t.Fatalf("%s: status %d\n%s", strings.Join(args, " "), code, out)
	}
	p.read(out, into)
}

func (p *program) read(out string, into any) {
	p.t.Helper()
	if into == nil {
		into = new(any)
	}
	if err := json.Unmarshal([]byte(out), into); err != nil {
		p.t.Fatalf("not one JSON document: %v\n%s", err, out)
	}
}

// problem is the document of a refusal.
type problem struct {
	Problem struct{ Kind, Field, Say, Try string }
}

// refused runs the program with --json, wants the exit status, and gives the refusal.
func (p *program) refused(status int, args ...string) problem {
	p.t.Helper()
	out, code := p.run(append(args, "--json")...)
	if code != status {
		p.t.Fatalf("%s: status %d, want %d\n%s", strings.Join(args, " "), code, status, out)
	}
	var doc problem
	p.read(out, &doc)
	if doc.Problem.Say == "" {
		p.t.Fatalf("%s: refused without a sentence\n%s", strings.Join(args, " "), out)
	}
	return doc
}

func (p *program) write(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.home, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// amount is money as the program's JSON gives it.
type amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// shared gives a path in the shared folder, or skips.
func shared(t testing.TB, parts ...string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(append([]string{"..", "shared"}, parts...)...))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Skipf("the shared data is not here: %v", err)
	}
	return path
}
