package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rapport/app/calendar"
	"rapport/app/names"
)

// IDs gives the ids of a list in order, in chunks.
func (u Materials) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return b.MaterialIDs(q, each) })
}

// Rows gives list rows by id.
func (u Materials) Rows(ctx context.Context, ids []int32) ([]MaterialRow, error) {
	return read(ctx, u.f, func(b Books) ([]MaterialRow, error) { return b.MaterialRows(ids) })
}

// Find gives the material that a person names by number or title.
func (u Materials) Find(ctx context.Context, text string) (Material, error) {
	return read(ctx, u.f, func(b Books) (Material, error) { return materialNamed(b, text) })
}

func materialNamed(b Books, text string) (Material, error) {
	m, err := b.MaterialByNumber(strings.ToUpper(strings.TrimSpace(text)))
	if !IsNotFound(err) {
		return m, err
	}
	if m, err = b.MaterialByTitle(names.Fold(text)); !IsNotFound(err) {
		return m, err
	}
	return Material{}, &Problem{Kind: NotFound, Field: "material", Say: fmt.Sprintf("There is no material %q.", text), Try: "Check the spelling, or list the materials."}
}

// WholeMaterial is a material with its versions, who holds it, who waits for it, and what was done.
type WholeMaterial struct {
	Row      MaterialRow
	Versions []MaterialVersion // the newest first
	Holders  []HeldRow         // the latest version of each partner
	Waiting  []WaitingRow      // for the published version
	Audience int               // partners it is meant for today
	Today    calendar.Day
}

// VersionNo gives a version by its number; 0 is the one shown.
func (w WholeMaterial) VersionNo(no int) (MaterialVersion, error) {
	for _, v := range w.Versions {
		if v.No == no || no == 0 && v.ID == w.Row.Shown.ID {
			return v, nil
		}
	}
	return MaterialVersion{}, &Problem{Kind: NotFound, Field: "version", Say: fmt.Sprintf("%s has no version %d.", w.Row.Title, no), Try: "Choose one by its number."}
}

// Whole gives a material with all that belongs to it.
func (u Materials) Whole(ctx context.Context, id ID[Material]) (WholeMaterial, error) {
	return read(ctx, u.f, func(b Books) (w WholeMaterial, err error) {
		s, err := b.Settings()
		if err != nil {
			return w, err
		}
		rows, err := b.MaterialRows([]int32{int32(id)})
		if err != nil || len(rows) == 0 {
			return w, orError(err, Missing("This material"))
		}
		w.Row, w.Today = rows[0], u.f.today(s)
		if w.Versions, err = b.MaterialVersions(id); err != nil {
			return w, err
		}
		if w.Holders, err = heldRows(b.MaterialHolders(id))(w.Today); err != nil {
			return w, err
		}
		audience, err := audienceOf(b, s, w.Today, w.Row.Material)
		if err != nil {
			return w, err
		}
		w.Audience = len(audience)
		w.Waiting, err = b.MaterialSends(w.Row.Shown.ID)
		return w, err
	})
}

// heldRows fills in how rows stand on a day.
func heldRows(rows []HeldRow, err error) func(today calendar.Day) ([]HeldRow, error) {
	return func(today calendar.Day) ([]HeldRow, error) {
		for i := range rows {
			rows[i] = rows[i].stands(today)
		}
		return rows, err
	}
}

// held reads rows and says how they stand today.
func (u Materials) held(ctx context.Context, rows func(Books, calendar.Day) ([]HeldRow, error)) ([]HeldRow, error) {
	return read(ctx, u.f, func(b Books) ([]HeldRow, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		today := u.f.today(s)
		return heldRows(rows(b, today))(today)
	})
}

// Held gives what a partner holds: the latest version of each material, by title, and whether that is current, outdated, expired or withdrawn.
func (u Materials) Held(ctx context.Context, partner ID[Partner]) ([]HeldRow, error) {
	return u.held(ctx, func(b Books, _ calendar.Day) ([]HeldRow, error) { return b.MaterialsHeld(partner) })
}

// Outdated gives who holds an outdated, expired or withdrawn version, of everybody, by material and partner.
func (u Materials) Outdated(ctx context.Context) ([]HeldRow, error) {
	return u.held(ctx, func(b Books, today calendar.Day) ([]HeldRow, error) { return b.OldMaterialsHeld(today) })
}

// HoldersOf gives every delivery of a version, by partner.
func (u Materials) HoldersOf(ctx context.Context, of ID[MaterialVersion]) ([]HeldRow, error) {
	return u.held(ctx, func(b Books, _ calendar.Day) ([]HeldRow, error) { return b.VersionHolders(of) })
}

// File gives what a version says as a file: the file itself, or its text as Markdown.
func (u Materials) File(ctx context.Context, id ID[MaterialVersion]) (File, error) {
	return read(ctx, u.f, func(b Books) (File, error) {
		v, err := b.MaterialVersion(id)
		if err != nil {
			return File{}, err
		}
		return v.asFile(b)
	})
}

// asFile is what a version says as a file.
func (v MaterialVersion) asFile(b Books) (File, error) {
	if v.File == "" {
		m, err := b.Material(v.Material)
		return File{Name: fileName(fmt.Sprintf("%s %s v%d.md", m.Number, strings.ReplaceAll(m.Title, "/", "-"), v.No)), Bytes: []byte(v.Body + "\n")}, err
	}
	kept, err := b.Attachments(KindMaterialVersion, int64(v.ID))
	if err != nil || len(kept) == 0 {
		return File{}, orError(err, Missing("This file"))
	}
	raw, err := b.AttachmentBytes(kept[0].ID)
	return File{Name: v.File, Bytes: raw}, err
}

// RecallMessage is what holders of a withdrawn version are told, to be copied into an e-mail.
func (u Materials) RecallMessage(ctx context.Context, id ID[MaterialVersion]) (string, error) {
	return read(ctx, u.f, func(b Books) (string, error) {
		s, err := b.Settings()
		if err != nil {
			return "", err
		}
		v, err := b.MaterialVersion(id)
		if err != nil {
			return "", err
		}
		m, err := b.Material(v.Material)
		if err != nil {
			return "", err
		}
		if v.State != MaterialWithdrawn || v.Published == 0 {
			return "", No(fmt.Sprintf("Version %d of %s was not published and withdrawn.", v.No, m.Title), "There is nobody to tell.")
		}
		all, err := b.MaterialVersions(m.ID)
		return recallText(s, m, v, all), err
	})
}

func recallText(s Settings, m Material, v MaterialVersion, all []MaterialVersion) string {
	lines := []string{fmt.Sprintf("Please stop using “%s” (%s, version %d)", m.Title, m.Number, v.No), "",
		fmt.Sprintf("We withdrew this version on %s: %s", v.Ended.Label(), ended(v.Reason)),
		"Please do not show, send or quote it any more, and delete the copies you have."}
	if i := slices.IndexFunc(all, func(o MaterialVersion) bool { return o.State == MaterialPublished }); i >= 0 {
		lines = append(lines, fmt.Sprintf("Version %d takes its place; we will send it to you.", all[i].No))
	}
	lines = append(lines, "Please tell us when you have done so.", "", s.FirmName)
	for _, more := range []string{s.Email, s.Phone} {
		if more != "" {
			lines = append(lines, more)
		}
	}
	return strings.Join(lines, "\n")
}

// Search finds materials by the beginnings of words in title, tags, note, text and files, with the place where the words stand. At most so many.
func (u Materials) Search(ctx context.Context, text string, most int) ([]MaterialSearchHit, error) {
	return read(ctx, u.f, func(b Books) ([]MaterialSearchHit, error) {
		ids, err := firstIDs(b.MaterialIDs, Query{Search: text}, most)
		if err != nil || strings.TrimSpace(text) == "" {
			return nil, err
		}
		rows, err := b.MaterialRows(ids)
		if err != nil {
			return nil, err
		}
		hits := make([]MaterialSearchHit, len(rows))
		for i, r := range rows {
			said := r.Shown.Body
			if r.Shown.File != "" {
				if said, err = b.MaterialText(r.Shown.ID); err != nil {
					return nil, err
				}
			}
			hits[i] = MaterialSearchHit{r, excerpt(said, text)}
		}
		slices.SortStableFunc(hits, func(a, b MaterialSearchHit) int { return cmp.Compare(inTitle(b, text), inTitle(a, text)) })
		return hits, nil
	})
}

// inTitle counts the words looked for that stand in the title.
func inTitle(h MaterialSearchHit, text string) (n int) {
	title := strings.Fields(names.Fold(h.Title))
	for _, w := range strings.Fields(names.Fold(text)) {
		if slices.ContainsFunc(title, func(t string) bool { return strings.HasPrefix(t, w) }) {
			n++
		}
	}
	return n
}

// around is how much of a text is shown before and behind a word that was found, in words.
const around = 8

// excerpt gives the words around the first of those looked for.
func excerpt(text, looked string) string {
	want := strings.Fields(names.Fold(looked))
	parts := strings.FieldsFunc(text, unicode.IsSpace)
	at := slices.IndexFunc(parts, func(word string) bool {
		return slices.ContainsFunc(strings.Fields(names.Fold(word)), func(w string) bool {
			return slices.ContainsFunc(want, func(begin string) bool { return strings.HasPrefix(w, begin) })
		})
	})
	if at < 0 {
		return ""
	}
	from, to := max(0, at-around), min(len(parts), at+around+1)
	out := strings.Join(parts[from:to], " ")
	if from > 0 {
		out = "… " + out
	}
	if to < len(parts) {
		out += " …"
	}
	return out
}
