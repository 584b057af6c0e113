//go:build !headless

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/adrg/xdg"

	"rapport/app"
	"rapport/views/desk"
	"rapport/views/face"
	"rapport/views/kit"
	"rapport/views/term"
)

// window opens the window on an open file.
func window(w term.World) func(context.Context, *term.Session) error {
	return func(ctx context.Context, s *term.Session) error {
		held := &holder{open: []*term.Session{s}}
		defer held.close()
		remember(s.Path)
		p := held.program(w)
		p.Firm = s.Firm
		return face.Run(ctx, p, logFault)
	}
}

// shot paints the window of an open file into a PNG, without a display.
func shot() func(*term.Session, string) error {
	return func(s *term.Session, path string) error {
		build := func(stage kit.Stage, opts desk.Options) *desk.Desk { return desk.New(stage, s.Firm, opts) }
		picture, err := face.Picture(build, time.Now(), 1280, 800, false)
		if err != nil {
			return err
		}
		return os.WriteFile(path, picture, 0o600)
	}
}

// openDesk opens the window on the file used last, or on the ways to a first one. Whatever was opened is closed at the end.
func openDesk(ctx context.Context, w term.World) int {
	held := &holder{}
	defer held.close()
	p := held.program(w)
	if path := firstPath(w); path != "" {
		firm, err := p.OpenPath(ctx, path)
		if err != nil {
			fmt.Fprintf(w.Err, "rapport: %v\n", app.AsProblem(err))
			p.Ways.Refused = err
		}
		p.Firm = firm
	}
	if err := face.Run(ctx, p, logFault); err != nil {
		fmt.Fprintf(w.Err, "rapport: %v\n", app.AsProblem(err))
		return 1
	}
	return 0
}

// holder keeps the files that are open: the one the window shows, and for a moment the one before it.
type holder struct {
	mu   sync.Mutex
	open []*term.Session
}

// program is the window with its ways from file to file.
func (h *holder) program(w term.World) face.Program {
	who := term.Who{Actor: w.Actor}
	return face.Program{
		OpenPath: func(ctx context.Context, path string) (*app.Firm, error) {
			if h.has(path) {
				return nil, app.No(path+" is the file that is open.", "Choose another one.")
			}
			return h.keep(w.Open(ctx, path, who))
		},
		Recent: h.recent, Leave: h.leave,
		Ways: desk.StartOptions{Zone: zone(),
			Example: func(ctx context.Context, progress func(done, total int64)) (*app.Firm, error) {
				return h.keep(exampleFirm(ctx, who, progress))
			},
			New: func(ctx context.Context, s app.Settings) (*app.Firm, error) { return h.keep(newFirm(ctx, s, who)) },
		},
	}
}

// keep holds what was opened, and remembers it for the next start.
func (h *holder) keep(s *term.Session, err error) (*app.Firm, error) {
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.open = append(h.open, s)
	remember(s.Path)
	return s.Firm, nil
}

// has tells whether a file is open here.
func (h *holder) has(path string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.ContainsFunc(h.open, func(s *term.Session) bool { return sameFile(s.Path, path) })
}

// leave closes the file of a firm.
func (h *holder) leave(firm *app.Firm) error {
	h.mu.Lock()
	i := slices.IndexFunc(h.open, func(s *term.Session) bool { return s.Firm == firm })
	if i < 0 {
		h.mu.Unlock()
		return nil
	}
	s := h.open[i]
	h.open = slices.Delete(h.open, i, i+1)
	h.mu.Unlock()
	return s.Close()
}

func (h *holder) close() {
	for _, s := range h.open {
		_ = s.Close()
	}
}

// recent are the files opened before that are there still; the one opened last is the one that is shown.
func (h *holder) recent() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.DeleteFunc(remembered(), func(path string) bool {
		_, err := os.Lstat(path)
		return err != nil || len(h.open) > 0 && sameFile(h.open[len(h.open)-1].Path, path)
	})
}

func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// firstPath is the file to open at once: the one the environment names, or the one used last.
func firstPath(w term.World) string {
	if path := os.Getenv("RAPPORT_FILE"); path != "" {
		return path
	}
	return w.Last()
}

// exampleFirm makes the example firm in a file of its own, beside the firm's own files.
func exampleFirm(ctx context.Context, who term.Who, progress func(done, total int64)) (*term.Session, error) {
	path, err := demoPath(ctx, filepath.Join(xdg.DataHome, "rapport", "example"))
	if err != nil {
		return nil, err
	}
	return fill(ctx, path, who, progress)
}

// newFirm makes a file for a firm in the person's own data folder, named after the firm.
func newFirm(ctx context.Context, settings app.Settings, who term.Who) (*term.Session, error) {
	dir := filepath.Join(xdg.DataHome, "rapport")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s, err := create(ctx, freePath(dir, settings.FirmName), who)
	if err != nil {
		return nil, err
	}
	if _, err := s.Firm.Setup.Begin(ctx, settings); err != nil {
		path := s.Path
		_ = s.Close()
		_ = os.Remove(path) // made a moment ago, and empty
		return nil, err
	}
	return s, nil
}

// zone is this computer's time zone by its name.
func zone() string {
	if name := time.Local.String(); name != "Local" {
		return name
	}
	if link, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := cutZone(link); ok {
			return name
		}
	}
	return "UTC"
}

// logFault keeps what would have ended the program in a file without clients' data.
func logFault(fault string) {
	path, err := xdg.StateFile("rapport/faults.log")
	if err != nil {
		return
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	defer f.Close()
	fmt.Fprintf(f, "%s\n%s\n", time.Now().UTC().Format(time.RFC3339), fault)
}
