package desk

import (
	"context"
	"strings"

	"rapport/views/kit"
)

// FileThere is a file or folder that a person may choose.
type FileThere struct {
	Path   string // whole
	Name   string // as shown
	Note   string // what tells it from others: its size, or "folder"
	Folder bool
}

// AskWhere asks for the path of a file to be written, beginning with start. check says what is wrong with a path, "" if
// nothing. answer is told the path, or "" when the person changed their mind.
func (d *Desk) AskWhere(start string, check func(path string) string, answer func(path string)) {
	tell := once(answer)
	var field *kit.TextField
	field = kit.NewTextField(kit.Spec{Key: "path", Label: "File", Required: true, Hint: "Folder and name; ~ is your own folder",
		Check: func() string { return check(field.Value()) }}, "")
	field.Set(start)
	d.root.OpenSheet(kit.SheetSpec{Title: "Save as", Form: kit.NewForm().Add(field), Save: "Save",
		Submit:    func() func(context.Context) error { return func(context.Context) error { return nil } },
		Saved:     func() { tell(field.Value()); d.focus() },
		KeepDraft: onClose(d.stage, func() { tell("") }),
	})
}

// AskWhich asks for a file that is there. list gives what fits the words typed so far, a path that is begun, or nothing
// typed; it runs away from the screen. answer is told the path, or "" when the person changed their mind.
func (d *Desk) AskWhich(title string, list func(ctx context.Context, typed string) ([]FileThere, error), answer func(path string)) {
	askWhich(d.root, title, list, answer, d.focus)
}

// AskWhich is the same before there is a firm.
func (s *Start) AskWhich(title string, list func(ctx context.Context, typed string) ([]FileThere, error), answer func(path string)) {
	askWhich(s.root, title, list, answer, s.focus)
}

func askWhich(root *kit.Root, title string, list func(ctx context.Context, typed string) ([]FileThere, error), answer func(path string), after func()) {
	tell := once(answer)
	var field *kit.PickField
	find := func(ctx context.Context, typed string) ([]kit.Option, error) {
		files, err := list(ctx, typed)
		out := make([]kit.Option, len(files))
		for i, f := range files {
			out[i] = kit.Option{ID: int64(i) + 1, Text: f.Path, Note: f.Note}
		}
		return out, err
	}
	field = kit.NewPickField(root.Stage, kit.Spec{Key: "path", Label: "File", Required: true,
		Hint: "Type part of its name, or a folder and the Down key to see what is in it", Check: func() string { return folderChosen(field) }}, find)
	root.OpenSheet(kit.SheetSpec{Title: title, Form: kit.NewForm().Add(field), Save: "Open",
		Submit:    func() func(context.Context) error { return func(context.Context) error { return nil } },
		Saved:     func() { tell(field.Typed()); after() },
		KeepDraft: onClose(root.Stage, func() { tell("") }),
	})
}

// once passes on the first answer only.
func once(answer func(string)) func(string) {
	said := false
	return func(path string) {
		if !said {
			said = true
			answer(path)
		}
	}
}

// onClose is told when a sheet is gone, after it was saved: a sheet drops its draft then.
func onClose(stage kit.Stage, do func()) func(map[string]string) {
	return func(draft map[string]string) {
		if draft == nil {
			stage.Do(do)
		}
	}
}

// folderChosen says that a folder is not a file.
func folderChosen(f *kit.PickField) string {
	if o, ok := f.Value(); ok && strings.HasSuffix(o.Text, "/") {
		return "This is a folder; press Down to see what is in it"
	}
	return ""
}
