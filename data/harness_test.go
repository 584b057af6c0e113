package data

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func steps(t testing.TB) []step {
	t.Helper()
	st, err := embeddedSteps()
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// vandal is another program: it opens the file without any of our guards and runs statements.
func vandal(t *testing.T, path string, statements ...string) {
	t.Helper()
	if err := tryVandal(path, statements...); err != nil {
		t.Fatal(err)
	}
}

func tryVandal(path string, statements ...string) error {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, text := range statements {
		if _, err := db.Exec(text); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
	}
	return nil
}

// asNobody gives a folder to a person without rights and runs fn as that person, on this thread only. Root passes every permission
// check, so tests of permissions would prove nothing without it.
func asNobody(t *testing.T, dir string, fn func()) {
	t.Helper()
	if os.Getuid() != 0 {
		fn()
		return
	}
	const nobody = 65534
	for d := dir; d != "/" && d != os.TempDir(); d = filepath.Dir(d) {
		if err := os.Chown(d, nobody, nobody); err != nil {
			t.Skip(err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Chown(filepath.Join(dir, e.Name()), nobody, nobody); err != nil {
			t.Skip(err)
		}
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0)
	defer syscall.RawSyscall(syscall.SYS_SETFSUID, 0, 0, 0)
	fn()
}

// The test binary runs itself as another program: RAPPORT_CHILD names what it does.
func TestMain(m *testing.M) {
	if act := os.Getenv("RAPPORT_CHILD"); act != "" {
		children()[act](os.Getenv("RAPPORT_PATH"))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child starts this binary for an act on a file and gives its output line by line.
func child(t *testing.T, act, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "RAPPORT_CHILD="+act, "RAPPORT_PATH="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd, bufio.NewScanner(out)
}

// killed gives a file whose last session was killed right after an acknowledged save, with that save still in the log.
func killed(t *testing.T) string {
	t.Helper()
	path := made(t)
	cmd, out := child(t, "save", path)
	for out.Scan() && out.Text() != "saved" {
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if !waiting(path) {
		t.Fatal("no log is waiting")
	}
	return path
}

// expect waits for a line of a child's output.
func expect(t *testing.T, out *bufio.Scanner, want string) string {
	t.Helper()
	for out.Scan() {
		if strings.HasPrefix(out.Text(), want) {
			return out.Text()
		}
	}
	t.Fatalf("the other program never said %q", want)
	return ""
}

func children() map[string]func(path string) {
	return map[string]func(path string){
		"save": func(path string) {
			s := mustOpen(path)
			must(s.write(context.Background(), func(b *books) error { return b.putMeta("last", "acknowledged") }))
			say("saved")
			time.Sleep(time.Hour)
		},
		"hold":   func(path string) { mustOpen(path); say("open"); time.Sleep(time.Hour) },
		"writes": childWrites,
		"unsafe": childUnsafe,
	}
}

func mustOpen(path string) *Store {
	s, err := Open(context.Background(), path, options())
	must(err)
	return s
}

func must(err error) {
	if err != nil {
		say("failed: " + err.Error())
		os.Exit(1)
	}
}

func say(text string) { _, _ = os.Stdout.WriteString(text + "\n") }
