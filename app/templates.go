package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/app/letter"
	"rapport/app/names"
)

// Templates are the use-cases of templates.
type Templates struct{ f *Firm }

// KindTemplate, KindLetter and kindLogo name templates, letters and partners' logos in news and history.
const (
	KindTemplate Kind = "template"
	KindLetter   Kind = "letter"
	kindLogo     Kind = "partner_logo"
)

// Get gives one template.
func (u Templates) Get(ctx context.Context, id ID[Template]) (Template, error) {
	return read(ctx, u.f, func(b Books) (Template, error) { return b.Template(id) })
}

// Find gives the template people mean by its number or its title. Of one title in several languages, language decides; empty takes the only one.
func (u Templates) Find(ctx context.Context, text string, language letter.Language) (Template, error) {
	return read(ctx, u.f, func(b Books) (Template, error) {
		found, err := b.TemplateByNumber(strings.ToUpper(strings.TrimSpace(text)))
		if !IsNotFound(err) {
			return found, err
		}
		list, err := b.TemplatesByTitle(names.Fold(text))
		if err != nil {
			return Template{}, err
		}
		if language != "" {
			list = slices.DeleteFunc(list, func(t Template) bool { return t.Language != language })
		}
		switch len(list) {
		case 0:
			return Template{}, &Problem{Kind: NotFound, Field: "template", Say: fmt.Sprintf("There is no template %q.", text), Try: "Look for it in the list of templates."}
		case 1:
			return list[0], nil
		}
		return Template{}, Bad("template", fmt.Sprintf("%d templates are called %q.", len(list), text), "Say its number, such as "+list[0].Number+", or its language.")
	})
}

// IDs gives the ids of a list in order, in chunks.
func (u Templates) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return b.TemplateIDs(q, each) })
}

// Rows gives list rows by id.
func (u Templates) Rows(ctx context.Context, ids []int32) ([]Template, error) {
	return read(ctx, u.f, func(b Books) ([]Template, error) { return b.TemplateRows(ids) })
}

// For gives the templates in use that fit a partner, those in the language of its country first, then by title.
func (u Templates) For(ctx context.Context, partner ID[Partner]) ([]Template, error) {
	return read(ctx, u.f, func(b Books) ([]Template, error) {
		p, err := b.Partner(partner)
		if err != nil {
			return nil, err
		}
		var out []Template
		err = b.TemplateIDs(Query{}.With(Is("archived", "no")), func(ids []int32) error {
			rows, err := b.TemplateRows(ids)
			out = append(out, rows...)
			return err
		})
		out = slices.DeleteFunc(out, func(t Template) bool { return t.Type != "" && t.Type != p.Type })
		own := letter.LanguageOf(p.Country)
		slices.SortStableFunc(out, func(a, b Template) int {
			return boolOrder(a.Language == own, b.Language == own)
		})
		return out, err
	})
}

// boolOrder puts what is true first.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Add keeps a new template.
func (u Templates) Add(ctx context.Context, ask Ask, m Template) (Receipt, error) {
	return u.f.write(ctx, ask, "template.add", func(t *tx) error {
		if err := t.addTemplate(&m); err != nil {
			return err
		}
		t.did(KindTemplate, int64(m.ID), "Added template %s, %s", m.Number, m.Title)
		return nil
	})
}

func (t *tx) addTemplate(m *Template) error {
	if err := t.checkTemplate(m); err != nil {
		return err
	}
	id, err := t.nextID(KindTemplate)
	if err != nil {
		return err
	}
	if m.Number, err = t.nextNumber("T", 4); err != nil {
		return err
	}
	m.ID, m.MadeAt, m.Version = ID[Template](id), t.now, 1
	if err := t.AddTemplate(*m); err != nil {
		return err
	}
	return t.image(KindTemplate, id, nil, *m)
}

// Edit keeps a changed template. Letters that were written with it stay as they are.
func (u Templates) Edit(ctx context.Context, ask Ask, m Template) (Receipt, error) {
	return u.f.write(ctx, ask, "template.edit", func(t *tx) error {
		old, err := t.Template(m.ID)
		if err != nil {
			return err
		}
		if old.Version != m.Version {
			return Stale("Template " + old.Number)
		}
		m.Number, m.Starter, m.MadeAt, m.Version = old.Number, old.Starter, old.MadeAt, old.Version+1
		if err := t.checkTemplate(&m); err != nil {
			return err
		}
		if err := t.PutTemplate(m); err != nil {
			return err
		}
		t.did(KindTemplate, int64(m.ID), "Changed template %s, %s", m.Number, m.Title)
		return t.image(KindTemplate, int64(m.ID), old, m)
	})
}

// Archive takes a template out of what is offered, or brings it back.
func (u Templates) Archive(ctx context.Context, ask Ask, id ID[Template], archived bool) (Receipt, error) {
	return u.f.write(ctx, ask, "template.archive", func(t *tx) error {
		old, err := t.Template(id)
		if err != nil {
			return err
		}
		if old.Archived == archived {
			return No(fmt.Sprintf("Template %s is %s already.", old.Number, map[bool]string{true: "archived", false: "in use"}[archived]), "Nothing is to be done.")
		}
		now := old
		now.Archived, now.Version = archived, old.Version+1
		if err := t.PutTemplate(now); err != nil {
			return err
		}
		t.did(KindTemplate, int64(id), map[bool]string{true: "Archived template %s, %s", false: "Brought template %s, %s, back from the archive"}[archived], old.Number, old.Title)
		return t.image(KindTemplate, int64(id), old, now)
	})
}

// Remove takes a template away. Letters that were written with it stay.
func (u Templates) Remove(ctx context.Context, ask Ask, id ID[Template]) (Receipt, error) {
	return u.f.write(ctx, ask, "template.remove", func(t *tx) error {
		old, err := t.Template(id)
		if err != nil {
			return err
		}
		if err := t.DeleteTemplate(id); err != nil {
			return err
		}
		t.did(KindTemplate, int64(id), "Removed template %s, %s", old.Number, old.Title)
		return t.image(KindTemplate, int64(id), old, nil)
	})
}

// ReadStarters makes templates of the starter library's files, by path: won/de.md is the piece won in German. They come by piece and
// language, only some languages where any are named.
func ReadStarters(files map[string]string, only ...string) ([]Template, error) {
	var out []Template
	for _, path := range slices.Sorted(maps.Keys(files)) {
		piece, language, _ := strings.Cut(strings.TrimSuffix(path, ".md"), "/")
		if len(only) > 0 && !slices.Contains(only, language) {
			continue
		}
		s, err := letter.ReadStarter(files[path])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		out = append(out, Template{Starter: piece, Language: letter.Language(language), Title: s.Title, Kind: TemplateKind(s.Kind), Subject: s.Subject, Type: s.Type,
			Note: s.Note, Body: s.Body})
	}
	return out, nil
}

// Begin adds the pieces of the starter library that are not here yet. Those that were changed since stay as they are.
func (u Templates) Begin(ctx context.Context, ask Ask, starters []Template) (Receipt, error) {
	return u.f.write(ctx, ask, "template.begin", func(t *tx) error {
		here, err := t.TemplateStarters()
		if err != nil {
			return err
		}
		n, first := 0, int64(0)
		for _, m := range starters {
			if here[m.Starter][m.Language] {
				continue
			}
			if err := t.addTemplate(&m); err != nil {
				return fmt.Errorf("%s in %s: %w", m.Starter, m.Language, err)
			}
			if n++; n == 1 {
				first = int64(m.ID)
			}
		}
		if n == 0 {
			return No("Every piece of the starter library is here already.", "Nothing is to be done.")
		}
		t.did(KindTemplate, first, "Added %s from the starter library", counted(n, "template"))
		return nil
	})
}

func (t *tx) checkTemplate(m *Template) error {
	m.Title, m.Subject, m.Note = names.Clean(m.Title), strings.TrimSpace(m.Subject), strings.TrimSpace(m.Note)
	m.Body = strings.TrimSpace(strings.ReplaceAll(m.Body, "\r\n", "\n"))
	m.Service, m.Type = names.Clean(m.Service), names.Clean(m.Type)
	switch {
	case m.Title == "":
		return Bad("title", "A template needs a title.", "Enter what it is for.")
	case !slices.Contains(TemplateKinds(), m.Kind):
		return Bad("kind", fmt.Sprintf("%q is not a kind of template.", m.Kind), "Choose "+orList(words(TemplateKinds()))+".")
	case !m.Language.Known():
		return Bad("language", fmt.Sprintf("Letters can't be written in %q.", m.Language), "Choose "+orList(words(letter.Languages()))+".")
	case m.Body == "":
		return Bad("text", "A template needs a text.", "Write it.")
	case m.Kind == EmailPiece && m.Subject == "":
		return Bad("subject", "An e-mail needs a subject.", "Write it; it may have fields too.")
	case strings.ContainsAny(m.Subject, "\r\n"):
		return Bad("subject", "A subject is one line.", "Remove the line break.")
	case m.Type != "" && !slices.Contains(t.settings.PartnerTypes, m.Type):
		return Bad("type", fmt.Sprintf("%q is not a partner type of this firm.", m.Type), "Choose "+orList(t.settings.PartnerTypes)+", or add the type in Settings.")
	}
	if err := orError(within("title", m.Title, 200), orError(within("subject", m.Subject, 300), within("note", m.Note, mostNote))); err != nil {
		return err
	}
	return orError(broken("subject", m.Subject), broken("text", m.Body))
}

// broken refuses a template that can't be filled in, with the place of its first fault.
func broken(field, src string) error {
	if faults := letter.Check(src); len(faults) > 0 {
		return asProblem(field, &letter.Broken{Faults: faults})
	}
	return nil
}

// asProblem says what filling in refused.
func asProblem(field string, err error) error {
	var b *letter.Broken
	switch {
	case errors.As(err, &b):
		f := b.Faults[0]
		say := fmt.Sprintf("Line %d, column %d: %s", f.Line, f.Column, f.Say)
		if n := len(b.Faults); n > 1 {
			say += fmt.Sprintf(" And %s more.", counted(n-1, "fault"))
		}
		return Bad(field, say, f.Try)
	case errors.Is(err, letter.ErrLong):
		return Bad(field, fmt.Sprintf("The text would be longer than %d kB.", letter.MostText/1000), "Shorten what a loop writes.")
	}
	return err
}

// restoreLogo puts a partner's logo back.
func (t *tx) restoreLogo(img Image) (json.RawMessage, error) {
	var before []byte
	if len(img.Before) > 0 {
		if err := json.Unmarshal(img.Before, &before); err != nil {
			return nil, err
		}
	}
	return img.Before, t.PutPartnerLogo(ID[Partner](img.ID), before)
}

// SetLogo keeps the picture that stands for a partner on pages with its name; nil removes it.
func (u Partners) SetLogo(ctx context.Context, ask Ask, id ID[Partner], logo []byte) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.logo", func(t *tx) error {
		p, err := t.Partner(id)
		if err != nil {
			return err
		}
		if err := checkLogo(logo); err != nil {
			return err
		}
		old, err := t.PartnerLogo(id)
		if err != nil {
			return err
		}
		if len(old) == 0 && len(logo) == 0 {
			return No(p.Name+" has no logo.", "Nothing is to be done.")
		}
		if err := t.PutPartnerLogo(id, logo); err != nil {
			return err
		}
		t.did(KindPartner, int64(id), map[bool]string{true: "%s has a logo", false: "The logo of %s was removed"}[len(logo) > 0], p.Name)
		return t.image(kindLogo, int64(id), old, logo)
	})
}

// Logo gives a partner's logo; nil when it has none.
func (u Partners) Logo(ctx context.Context, id ID[Partner]) ([]byte, error) {
	return read(ctx, u.f, func(b Books) ([]byte, error) { return b.PartnerLogo(id) })
}
