//go:build !headless

package face

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"rapport/app"
	"rapport/views/desk"
	webfiles "rapport/views/files"
	"rapport/views/kit"
)

var (
	_ desk.Printer      = (*outside)(nil)
	_ desk.PageRenderer = (*outside)(nil)
)

// Pages belongs to desk.PageRenderer. The renderer is made at its first use, and compiled once a computer.
func (o *outside) Pages(ctx context.Context, pdf []byte) (kit.Paper, error) {
	d, err := o.renderer.Open(ctx, pdf)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &app.Problem{Kind: app.Internal, Say: "The pages could not be drawn here.", Try: "Open the statement in your viewer; the file itself is whole.", Cause: err}
	}
	return d, nil
}

// Ready belongs to desk.PageRenderer. What stands in the way is said when a page is drawn.
func (o *outside) Ready(ctx context.Context) { _ = o.renderer.Ready(ctx) }

// previewCache is the folder for the compiled renderer, "" where the system has none.
func previewCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "rapport", "preview")
}

// Print belongs to desk.Printer: to the system's queue where there is one, else the file is opened to be printed from there.
func (o *outside) Print(ctx context.Context, name string, pdf []byte) error {
	if runtime.GOOS != "windows" && hasQueue(ctx) {
		cmd := exec.CommandContext(ctx, "lp", "-t", webfiles.Name(name), "-")
		cmd.Stdin = strings.NewReader(string(pdf))
		if said, err := cmd.CombinedOutput(); err != nil {
			return &app.Problem{Kind: app.Storage, Say: "The printer did not take it: " + strings.TrimSpace(string(said)) + ".", Try: "Check the printer, or open the file and print it from there.", Cause: err}
		}
		return nil
	}
	if err := o.ShowFile(ctx, name, pdf); err != nil {
		return err
	}
	return &app.Problem{Kind: app.Cancel, Say: "There is no print queue, so the file was opened: print it from there."}
}

// hasQueue tells whether the system names a printer to send to.
func hasQueue(ctx context.Context) bool {
	if _, err := exec.LookPath("lp"); err != nil {
		return false
	}
	out, err := exec.CommandContext(ctx, "lpstat", "-e").Output()
	return err == nil && strings.TrimSpace(string(out)) != ""
}
