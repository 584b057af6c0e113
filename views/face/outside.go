//go:build !headless

package face

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"rapport/app"
	"rapport/views/kit"
)

// most is the largest file that is taken in.
const most = 256 << 20

// outside is the machine around the window. Its methods wait and run away from the screen.
type outside struct {
	app    fyne.App
	window fyne.Window
	stage  kit.Stage
	shown  []string // folders of files shown in other programs; used on the screen only
}

// ask shows a dialog on the screen and waits for its answer.
func ask[T any](ctx context.Context, stage kit.Stage, show func(answer func(T, error))) (T, error) {
	type given struct {
		value T
		err   error
	}
	answers := make(chan given, 1)
	stage.Do(func() { show(func(v T, err error) { answers <- given{v, err} }) })
	select {
	case a := <-answers:
		return a.value, a.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// SaveFile belongs to desk.Outside.
func (o *outside) SaveFile(ctx context.Context, name string, content []byte) (string, error) {
	w, err := ask(ctx, o.stage, func(answer func(fyne.URIWriteCloser, error)) {
		d := dialog.NewFileSave(answer, o.window)
		d.SetFileName(cleanName(name))
		d.Show()
		d.Resize(o.dialogSize())
	})
	if err != nil || w == nil {
		return "", problem("The file could not be saved.", err)
	}
	path := w.URI().Path()
	_, err = w.Write(content)
	if err = errors.Join(err, w.Close()); err != nil {
		return "", problem(path+" could not be written.", err)
	}
	return path, nil
}

// PickFile belongs to desk.Outside.
func (o *outside) PickFile(ctx context.Context, title string, extensions ...string) (string, []byte, error) {
	r, err := ask(ctx, o.stage, func(answer func(fyne.URIReadCloser, error)) {
		d := dialog.NewFileOpen(answer, o.window)
		d.SetTitleText(title)
		if len(extensions) > 0 {
			d.SetFilter(storage.NewExtensionFileFilter(extensions))
		}
		d.Show()
		d.Resize(o.dialogSize())
	})
	if err != nil || r == nil {
		return "", nil, problem("The file could not be opened.", err)
	}
	name := r.URI().Name()
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	err = errors.Join(err, r.Close())
	if err == nil && len(content) > most {
		return "", nil, app.No(fmt.Sprintf("%s is larger than %d MB.", name, most>>20), "Split it into smaller files.")
	}
	return name, content, problem(name+" could not be read.", err)
}

func (o *outside) dialogSize() fyne.Size {
	s := o.window.Canvas().Size()
	return fyne.NewSize(min(900, s.Width*0.9), min(620, s.Height*0.9))
}

// OpenFile belongs to desk.Outside.
func (o *outside) OpenFile(_ context.Context, path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return problem(path+" could not be opened.", err)
	}
	return problem(path+" could not be opened.", o.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(full)}))
}

// ShowFile belongs to desk.Outside.
func (o *outside) ShowFile(ctx context.Context, name string, content []byte) error {
	dir, err := os.MkdirTemp("", "rapport-")
	if err != nil {
		return problem(name+" could not be shown.", err)
	}
	path := filepath.Join(dir, cleanName(name))
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return problem(name+" could not be shown.", errors.Join(err, os.RemoveAll(dir)))
	}
	o.stage.Do(func() { o.shown = append(o.shown, dir) })
	return o.OpenFile(ctx, path)
}

// tidy removes the copies that were shown in other programs.
func (o *outside) tidy() {
	for _, dir := range o.shown {
		_ = os.RemoveAll(dir) // the system clears its temporary folder otherwise
	}
}

// problem puts a fault of the system into words; nil stays nil.
func problem(say string, err error) error {
	if err == nil {
		return nil
	}
	return &app.Problem{Kind: app.Storage, Say: say, Try: "Try another place or file.", Cause: err}
}

// cleanName takes out of a file name what some system forbids.
func cleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < 32 || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	if name = strings.Trim(name, " ."); name == "" {
		return "rapport"
	}
	return name
}

// faultText is a fault for the log.
func faultText(reason any, stack []byte) string { return fmt.Sprintf("fault: %v\n%s", reason, stack) }
