//go:build !headless

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"rapport/app"
	"rapport/views/desk"
	"rapport/views/face"
	"rapport/views/kit"
	"rapport/views/term"
)

// window opens the window on an open file.
func window() func(context.Context, *term.Session) error {
	return func(ctx context.Context, s *term.Session) error {
		remember(s.Path)
		return face.Run(ctx, face.Program{Firm: s.Firm}, logFault)
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
	var open []*term.Session
	defer func() {
		for _, s := range open {
			_ = s.Close()
		}
	}()
	who := term.Who{Actor: w.Actor}
	keep := func(s *term.Session, err error) (*app.Firm, error) {
		if err != nil {
			return nil, err
		}
		open = append(open, s)
		remember(s.Path)
		return s.Firm, nil
	}
	p := face.Program{OpenPath: func(ctx context.Context, path string) (*app.Firm, error) { return keep(w.Open(ctx, path, who)) }}
	p.Ways = desk.StartOptions{Zone: zone(),
		Example: func(ctx context.Context, progress func(done, total int64)) (*app.Firm, error) {
			return keep(exampleFirm(ctx, who, progress))
		},
		New: func(ctx context.Context, s app.Settings) (*app.Firm, error) { return keep(newFirm(ctx, s, who)) },
	}
	if path := firstPath(w); path != "" {
		firm, err := p.OpenPath(ctx, path)
		if err != nil {
			fmt.Fprintf(w.Err, "rapport: %v\n", app.AsProblem(err))
			p.Ways.Recent = []string{path}
		}
		p.Firm = firm
	}
	if err := face.Run(ctx, p, logFault); err != nil {
		fmt.Fprintf(w.Err, "rapport: %v\n", app.AsProblem(err))
		return 1
	}
	return 0
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
