//go:build !headless

package face

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/desk"
	"rapport/views/face/preview"
	webfiles "rapport/views/files"
	"rapport/views/kit"
)

// most is the largest file that is taken in.
const most = 256 << 20

// outside is the machine around the window. Its methods wait and run away from the screen.
type outside struct {
	app   fyne.App
	stage kit.Stage
	desk  *desk.Desk
	shown []string // folders of files shown in other programs; used on the screen only

	renderer *preview.Renderer
}

// ask asks on the screen and waits for the answer.
func ask(ctx context.Context, stage kit.Stage, show func(answer func(string))) (string, error) {
	answers := make(chan string, 1)
	stage.Do(func() { show(func(s string) { answers <- s }) })
	select {
	case s := <-answers:
		return s, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// SaveFile belongs to desk.Outside.
func (o *outside) SaveFile(ctx context.Context, name string, content []byte) (string, error) {
	path, err := ask(ctx, o.stage, func(answer func(string)) {
		o.desk.AskWhere(filepath.Join(startFolder(), webfiles.Name(name)), mayWrite, answer)
	})
	if err != nil || path == "" {
		return "", err
	}
	path = fromHome(path)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // never over another file
	if err != nil {
		return "", problem(path+" could not be written.", err)
	}
	_, err = f.Write(content)
	return path, problem(path+" could not be written.", errors.Join(err, f.Close()))
}

// WriteFolder belongs to desk.FolderWriter.
func (o *outside) WriteFolder(_ context.Context, parent, name string, list []webfiles.WebFile) (bool, error) {
	changed, err := webfiles.WriteFolder(fromHome(parent), name, list)
	return changed, problem("The page could not be written to "+parent+".", err)
}

// PickFile belongs to desk.Outside.
func (o *outside) PickFile(ctx context.Context, title string, extensions ...string) (string, []byte, error) {
	path, err := ask(ctx, o.stage, func(answer func(string)) {
		o.desk.AskWhich(title, func(ctx context.Context, typed string) ([]desk.FileThere, error) {
			return files(ctx, typed, extensions)
		}, answer)
	})
	if err != nil || path == "" {
		return "", nil, err
	}
	return readFile(fromHome(path))
}

// ReadFile belongs to desk.Outside.
func (o *outside) ReadFile(_ context.Context, path string) (string, []byte, error) {
	return readFile(path)
}

// readFile takes in a file of a size that can be.
func readFile(path string) (string, []byte, error) {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, problem(path+" could not be opened.", err)
	}
	if info.IsDir() {
		return "", nil, app.No(path+" is a folder.", "Choose a file in it.")
	}
	if info.Size() > most {
		return "", nil, app.No(fmt.Sprintf("%s is larger than %d MB.", name, most>>20), "Split it into smaller files.")
	}
	content, err := os.ReadFile(path)
	return name, content, problem(path+" could not be read.", err)
}

// OpenFile belongs to desk.Outside.
func (o *outside) OpenFile(_ context.Context, path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return problem(path+" could not be opened.", err)
	}
	return problem(path+" could not be opened.", o.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(full)}))
}

// OpenLink belongs to desk.LinkOpener. It opens links to mail alone.
func (o *outside) OpenLink(_ context.Context, link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "mailto" {
		return app.No("This link does not lead to a mail program.", "Write the message as a draft instead.")
	}
	return problem("The mail program could not be opened.", o.app.OpenURL(u))
}

// ShowFile belongs to desk.Outside.
func (o *outside) ShowFile(ctx context.Context, name string, content []byte) error {
	dir, err := os.MkdirTemp("", "rapport-")
	if err != nil {
		return problem(name+" could not be shown.", err)
	}
	path := filepath.Join(dir, webfiles.Name(name))
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

// faultText is a fault for the log.
func faultText(reason any, stack []byte) string { return fmt.Sprintf("fault: %v\n%s", reason, stack) }
