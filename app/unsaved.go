package app

import (
	"context"
	"time"
)

// UnsavedForm is what a person typed into a form and has not saved.
type UnsavedForm struct {
	Form    string            // which form it is, and of what
	Title   string            // as it stands over the form
	Section string            // the way back: where it was opened,
	Row     int64             // on what (0: nothing),
	Command string            // and by what; empty where no command opens it
	Kept    time.Time         // when it was kept
	Fields  map[string]string // what was typed, by field
}

// Bounds of what is kept: of one form in bytes, and of a person's forms.
const (
	MostUnsavedBytes = 1 << 18
	MostUnsavedForms = 20
)

// UnsavedBooks keeps unsaved forms, each under the person who typed it.
type UnsavedBooks interface {
	// Unsaved gives a person's unsaved forms, the latest first.
	Unsaved(actor string) ([]UnsavedForm, error)
	// PutUnsaved keeps a form, in the place of what was kept of it before.
	PutUnsaved(actor string, u UnsavedForm) error
	// DropUnsaved forgets a form; one that is not kept is no error.
	DropUnsaved(actor, form string) error
}

// Forms keeps what was typed into forms until they are saved. That is no act: it does not go through the gate, leaves no line in the
// audit log, and nothing but the same form ever reads it.
type Forms struct{ f *Firm }

// Unsaved gives the forms that the person at work has not saved, the latest first.
func (u Forms) Unsaved(ctx context.Context) ([]UnsavedForm, error) {
	return read(ctx, u.f, func(b Books) ([]UnsavedForm, error) { return b.Unsaved(u.f.deps.Actor) })
}

// Keep keeps a form as it is now. More than MostUnsavedBytes is not kept; of more than MostUnsavedForms the oldest go.
func (u Forms) Keep(ctx context.Context, form UnsavedForm) error {
	size := 0
	for key, text := range form.Fields {
		size += len(key) + len(text)
	}
	if size > MostUnsavedBytes {
		return No("The form is too long to be kept while it is not saved.", "Save it soon.")
	}
	form.Kept = u.f.deps.Now().UTC().Truncate(time.Second)
	return u.f.deps.Store.Write(ctx, func(b Books) error {
		if err := b.PutUnsaved(u.f.deps.Actor, form); err != nil {
			return err
		}
		all, err := b.Unsaved(u.f.deps.Actor)
		for i := MostUnsavedForms; err == nil && i < len(all); i++ {
			err = b.DropUnsaved(u.f.deps.Actor, all[i].Form)
		}
		return err
	})
}

// Drop forgets a form that was saved or given up.
func (u Forms) Drop(ctx context.Context, form string) error {
	return u.f.deps.Store.Write(ctx, func(b Books) error { return b.DropUnsaved(u.f.deps.Actor, form) })
}
