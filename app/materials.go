package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/names"
)

// Materials are the use-cases of the library.
type Materials struct{ f *Firm }

// KindMaterial, KindMaterialVersion and KindMaterialDelivery name the library in news and history; kindMaterialSend is who waits for a version.
const (
	KindMaterial         Kind = "material"
	KindMaterialVersion  Kind = "material_version"
	KindMaterialDelivery Kind = "material_delivery"
	kindMaterialSend     Kind = "material_send"
)

// MostMaterial is the largest file of a material, in bytes. mostBody is the longest text in characters, mostText the most of a file's text
// that search knows, in bytes.
const (
	MostMaterial = 25 << 20
	mostBody     = 200_000
	mostText     = 1 << 20
)

// FileText is what was read out of a file, so that search finds it.
type FileText struct {
	Text string
	Note string // a sentence on what was not read; empty when all of it was
}

// NewVersion is what a version of a material says: a text or a file.
type NewVersion struct {
	News    string
	Body    string
	File    *File
	Expires calendar.Day
}

// words gives what of a version search finds beside the material's own words: all of its text, and of a file what can be read in it. It runs
// before the write, because it may take seconds; a file that would harm is refused.
func (u Materials) words(ctx context.Context, v *NewVersion) (FileText, error) {
	v.News, v.Body = strings.TrimSpace(v.News), strings.TrimSpace(strings.ReplaceAll(v.Body, "\r\n", "\n"))
	switch {
	case v.File == nil && v.Body == "":
		return FileText{}, Bad("text", "A version needs a text or a file.", "Write it, or choose a file.")
	case v.File != nil && v.Body != "":
		return FileText{}, Bad("text", "A version is a text or a file, not both.", "Keep one of them; two materials can be handed out together.")
	case v.File == nil:
		return FileText{}, orError(within("text", v.Body, mostBody), within("news", v.News, 500))
	}
	f := File{Name: fileName(v.File.Name), Bytes: v.File.Bytes}
	if err := checkFile("file", f, MostMaterial); err != nil {
		return FileText{}, err
	}
	v.File = &f
	if u.f.deps.ReadText == nil {
		return FileText{}, within("news", v.News, 500)
	}
	text, err := u.f.deps.ReadText(ctx, f)
	if err != nil {
		return FileText{}, err
	}
	if len(text.Text) > mostText {
		text.Text, text.Note = text.Text[:mostText], orElse(text.Note, "Only the first part of it is searched; it is very long.")
	}
	text.Text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text.Text, " "))
	return text, within("news", v.News, 500)
}

// Add keeps a new material with its first version, a draft.
func (u Materials) Add(ctx context.Context, ask Ask, m Material, v NewVersion) (Receipt, error) {
	if m.Title == "" && v.File != nil {
		m.Title = titleOf(v.File.Name)
	}
	text, err := u.words(ctx, &v)
	if err != nil {
		return Receipt{}, err
	}
	return u.f.write(ctx, ask, "material.add", func(t *tx) error {
		if err := t.checkMaterial(&m); err != nil {
			return err
		}
		id, err := t.nextID(KindMaterial)
		if err != nil {
			return err
		}
		if m.Number, err = t.nextNumber("M", 4); err != nil {
			return err
		}
		m.ID, m.MadeAt, m.Version = ID[Material](id), t.now, 1
		if err := t.AddMaterial(m); err != nil {
			return err
		}
		if err := t.image(KindMaterial, id, nil, m); err != nil {
			return err
		}
		if err := t.addMaterialVersion(m, nil, v, text); err != nil {
			return err
		}
		t.did(KindMaterial, id, "Added %s %s, a draft", m.Number, m.Title)
		return nil
	})
}

// titleOf makes a title of a file's name: "client_profile-2026.pdf" is "client profile 2026".
func titleOf(name string) string {
	name = fileName(name)
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	return names.Clean(strings.NewReplacer("_", " ", "-", " ").Replace(name))
}

func (t *tx) checkMaterial(m *Material) error {
	m.Title, m.Owner, m.Note = names.Clean(m.Title), orElse(names.Clean(m.Owner), t.actor), strings.TrimSpace(m.Note)
	m.Tags, m.Types, m.Services = cleanList(m.Tags), cleanList(m.Types), cleanList(m.Services)
	switch {
	case !slices.Contains(MaterialKinds(), m.Kind):
		return Bad("kind", fmt.Sprintf("%q is not a kind of material.", m.Kind), "Choose "+orList(words(MaterialKinds()))+".")
	case m.Title == "":
		return Bad("title", "A material needs a title.", "Enter what partners call it.")
	}
	for _, one := range m.Types {
		if !slices.Contains(t.settings.PartnerTypes, one) {
			return Bad("types", fmt.Sprintf("%q is not a partner type of this firm.", one), "Choose "+orList(t.settings.PartnerTypes)+", or add the type in Settings.")
		}
	}
	for _, one := range m.Services {
		if len(t.settings.Services) > 0 && !slices.Contains(t.settings.Services, one) {
			return Bad("services", fmt.Sprintf("%q is not a service line of this firm.", one), "Choose "+orList(t.settings.Services)+", or add it in Settings.")
		}
	}
	for _, tag := range m.Tags {
		if err := within("tags", tag, 60); err != nil {
			return err
		}
	}
	if m.Segment != 0 {
		if _, err := t.Segment(m.Segment); err != nil {
			return err
		}
	}
	t.warnOdd("title", m.Title)
	return orError(within("title", m.Title, 200), orError(within("note", m.Note, mostNote), within("owner", m.Owner, 100)))
}

// words are the texts of a list of states or kinds.
func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// cleanList cleans each text and leaves out empty and repeated ones; never nil.
func cleanList(list []string) []string {
	out := make([]string, 0, len(list))
	for _, one := range list {
		if one = names.Clean(one); one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// addMaterialVersion keeps the next version, a draft. earlier are those there are.
func (t *tx) addMaterialVersion(m Material, earlier []MaterialVersion, n NewVersion, text FileText) error {
	if err := t.checkExpiry(n.Expires); err != nil {
		return err
	}
	id, err := t.nextID(KindMaterialVersion)
	if err != nil {
		return err
	}
	v := MaterialVersion{ID: ID[MaterialVersion](id), Material: m.ID, No: 1, State: MaterialDraft, News: n.News, Body: n.Body, Unread: text.Note, Expires: n.Expires,
		MadeAt: t.now, MadeBy: t.actor, Version: 1}
	for _, e := range earlier {
		v.No = max(v.No, e.No+1)
	}
	if n.File != nil {
		v.File, v.Size = n.File.Name, int64(len(n.File.Bytes))
		if text.Note != "" {
			t.warn("%s: %s", v.File, text.Note)
		}
	}
	if err := t.AddMaterialVersion(v, text.Text); err != nil {
		return err
	}
	if n.File != nil {
		if err := t.attachOne(0, KindMaterialVersion, id, *n.File); err != nil {
			return err
		}
	}
	if err := t.step(KindMaterialVersion, id, "", string(MaterialDraft), Move{}); err != nil {
		return err
	}
	return t.image(KindMaterialVersion, id, nil, v)
}

func (t *tx) checkExpiry(day calendar.Day) error {
	if day != 0 && day < t.today {
		return Bad("expires", fmt.Sprintf("%s has passed.", day), "Enter the last day it may be used, or none.")
	}
	return nil
}

// AddVersion keeps the next version of a material, a draft. The published one stays in use until this one is published.
func (u Materials) AddVersion(ctx context.Context, ask Ask, id ID[Material], v NewVersion) (Receipt, error) {
	text, err := u.words(ctx, &v)
	if err != nil {
		return Receipt{}, err
	}
	return u.f.write(ctx, ask, "material.version", func(t *tx) error {
		m, err := t.Material(id)
		if err != nil {
			return err
		}
		earlier, err := t.MaterialVersions(id)
		if err != nil {
			return err
		}
		for _, e := range earlier {
			if e.State == MaterialDraft || e.State == MaterialApproval {
				return No(fmt.Sprintf("Version %d of %s is %s.", e.No, m.Title, e.State), "Publish it, change its draft, or withdraw it, before the next one.")
			}
		}
		if err := t.addMaterialVersion(m, earlier, v, text); err != nil {
			return err
		}
		t.did(KindMaterial, int64(id), "New version of %s %s, a draft", m.Number, m.Title)
		return nil
	})
}

// Revise changes a draft that was written here: its text, what is new, its last day. A file is replaced by a version of its own.
func (u Materials) Revise(ctx context.Context, ask Ask, v MaterialVersion) (Receipt, error) {
	return u.f.write(ctx, ask, "material.revise", func(t *tx) error {
		old, m, err := t.versionAndMaterial(v.ID)
		if err != nil {
			return err
		}
		now := old
		now.Body, now.News, now.Expires = strings.TrimSpace(strings.ReplaceAll(v.Body, "\r\n", "\n")), strings.TrimSpace(v.News), v.Expires
		switch {
		case old.Version != v.Version:
			return Stale(fmt.Sprintf("Version %d of %s", old.No, m.Title))
		case old.State != MaterialDraft:
			return No(fmt.Sprintf("Version %d of %s is %s; what it says stays as it is.", old.No, m.Title, old.State), "Send it back first, or add a new version.")
		case old.File != "" && now.Body != "" || old.File == "" && now.Body == "":
			return Bad("text", "A version is a text or a file.", "Add a version of its own for the other.")
		}
		if err := orError(within("text", now.Body, mostBody), orError(within("news", now.News, 500), t.checkExpiry(now.Expires))); err != nil {
			return err
		}
		t.did(KindMaterial, int64(m.ID), "Changed the draft of %s %s", m.Number, m.Title)
		return t.putVersion(old, now)
	})
}

func (t *tx) versionAndMaterial(id ID[MaterialVersion]) (MaterialVersion, Material, error) {
	v, err := t.MaterialVersion(id)
	if err != nil {
		return v, Material{}, err
	}
	m, err := t.Material(v.Material)
	return v, m, err
}

func (t *tx) putVersion(old, now MaterialVersion) error {
	now.Version = old.Version + 1
	if err := t.PutMaterialVersion(now); err != nil {
		return err
	}
	return t.image(KindMaterialVersion, int64(now.ID), old, now)
}

// Edit keeps what is known of a material beside its versions: title, kind, tags, whom it is for.
func (u Materials) Edit(ctx context.Context, ask Ask, m Material) (Receipt, error) {
	return u.f.write(ctx, ask, "material.edit", func(t *tx) error {
		old, err := t.Material(m.ID)
		if err != nil {
			return err
		}
		if old.Version != m.Version {
			return Stale("Material " + old.Title)
		}
		m.Number, m.MadeAt, m.Version = old.Number, old.MadeAt, old.Version+1
		if err := t.checkMaterial(&m); err != nil {
			return err
		}
		if err := t.PutMaterial(m); err != nil {
			return err
		}
		t.did(KindMaterial, int64(m.ID), "Changed %s %s", m.Number, m.Title)
		return t.image(KindMaterial, int64(m.ID), old, m)
	})
}
