//go:build !headless

package face

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/desk"
	"rapport/views/kit"
)

// room is what the window shows: the ways to a first firm, or the desk of the firm whose file is open.
type room struct {
	p     Program
	w     fyne.Window
	stage kit.Stage
	away  *outside
	opts  desk.Options
	start *desk.Start
	desk  *desk.Desk
	firm  *app.Firm
}

// enter shows a firm's desk. The file of the one before is closed once nothing shows it any more.
func (r *room) enter(firm *app.Firm, importNext bool) {
	if r.start != nil {
		r.start.Close()
		r.start = nil
	}
	left := r.firm
	if r.desk != nil {
		r.desk.Close()
	}
	opts := r.opts
	ways := r.ways(func(title string, list lister, answer func(string)) { r.desk.AskWhich(title, list, answer) })
	opts.Ways = &ways
	r.firm, r.desk = firm, desk.New(r.stage, firm, opts)
	r.away.desk = r.desk
	r.w.SetContent(r.desk.Content())
	r.desk.Attach(r.w.Canvas())
	if importNext {
		r.desk.Import()
	}
	if left != nil {
		r.stage.Go(func(context.Context) {
			if err := r.p.Leave(left); err != nil {
				r.stage.Do(func() { r.desk.Refuse(err) })
			}
		})
	}
}

// lister lists the files that fit what was typed.
type lister = func(ctx context.Context, typed string) ([]desk.FileThere, error)

// ways are the ways to a file, for the first start and for a desk; which asks for one that is there.
func (r *room) ways(which func(title string, list lister, answer func(string))) desk.StartOptions {
	ways := r.p.Ways
	ways.Open = func(ctx context.Context) (*app.Firm, error) {
		path, err := ask(ctx, r.stage, func(answer func(string)) {
			which("Open a data file", func(ctx context.Context, typed string) ([]desk.FileThere, error) {
				return files(ctx, typed, []string{".rapport"})
			}, answer)
		})
		if err != nil || path == "" {
			return nil, err
		}
		return r.p.OpenPath(ctx, fromHome(path))
	}
	ways.Reopen, ways.Recent = r.p.OpenPath, r.p.Recent()
	return ways
}

// welcome shows the ways to a first firm.
func (r *room) welcome() {
	ways := r.ways(func(title string, list lister, answer func(string)) { r.start.AskWhich(title, list, answer) })
	r.start = desk.NewStart(r.stage, ways, r.enter)
	r.w.SetContent(r.start.Content())
	r.start.Attach(r.w.Canvas())
}

// dropped hands on files that were dropped on the window.
func (r *room) dropped(items []fyne.URI) {
	paths := make([]string, len(items))
	for i, u := range items {
		paths[i] = u.Path()
	}
	if r.desk != nil {
		r.desk.Drop(paths)
		return
	}
	r.start.Drop(paths)
}

// leave goes on with then; a form with changes asks first.
func (r *room) leave(then func()) {
	if r.desk != nil {
		r.desk.Leave(then)
		return
	}
	r.start.Leave(then)
}
