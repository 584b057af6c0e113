package term

import (
	"fmt"
	"os"
	"path/filepath"

	"rapport/app"
	"rapport/app/report"
)

type materialList struct{ listing }

func (l *materialList) Run(c *call, f *app.Firm) error {
	today, err := f.Today(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Number"), col("Title"), col("Kind"), countCol("Version"), col("State"), col("Expires"), col("For"), countCol("Holders"), countCol("To send")}
	return listed(c, l.listing, f.Materials.IDs, f.Materials.Rows, cols, func(m app.MaterialRow) map[string]any {
		doc := materialDoc(m)
		doc["state"] = m.Shown.Stands(today)
		return doc
	}, func(m app.MaterialRow) []report.Cell {
		return []report.Cell{report.Text(m.Number), report.Text(m.Title), report.Text(string(m.Kind)), report.Count(int64(m.Shown.No)), report.Text(string(m.Shown.Stands(today))),
			report.Day(m.Shown.Expires), report.Text(listText(m.Types, "all")), report.Count(int64(m.Holders)), report.Count(int64(m.Waiting))}
	})
}

func materialDoc(m app.MaterialRow) map[string]any {
	return map[string]any{"id": m.ID, "number": m.Number, "title": m.Title, "kind": m.Kind, "tags": list(m.Tags), "types": list(m.Types), "services": list(m.Services), "owner": m.Owner,
		"note": m.Note, "version": m.Shown.No, "state": m.Shown.State, "expires": dayText(m.Shown.Expires), "file": m.Shown.File, "versions": m.Versions, "holders": m.Holders,
		"to_send": m.Waiting}
}

type materialShow struct {
	Material string `arg:"" help:"Number or title."`
}

func (s *materialShow) Run(c *call, f *app.Firm) error {
	m, err := f.Materials.Find(c.ctx, s.Material)
	if err != nil {
		return err
	}
	w, err := f.Materials.Whole(c.ctx, m.ID)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := materialDoc(w.Row)
		doc["state"], doc["text"], doc["audience"] = w.Row.Shown.Stands(w.Today), w.Row.Shown.Body, w.Audience
		doc["all_versions"] = docs(w.Versions, func(v app.MaterialVersion) map[string]any {
			return map[string]any{"version": v.No, "state": v.Stands(w.Today), "news": v.News, "file": v.File, "size": v.Size, "unread": v.Unread, "made_by": v.MadeBy, "approver": v.Approver,
				"approved": dayText(v.Approved), "published": dayText(v.Published), "expires": dayText(v.Expires), "ended": dayText(v.Ended), "reason": v.Reason}
		})
		doc["holders"] = docs(w.Holders, heldDoc)
		doc["to_send"] = docs(w.Waiting, func(r app.WaitingRow) map[string]any {
			return map[string]any{"partner": r.PartnerName, "type": r.Type, "email": r.Email, "holds": r.Holds}
		})
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s %s, %s\n", m.Number, m.Title, m.Kind)
	fmt.Fprintf(c.Out, "  For %s; about %s. %d hold it; it is to be sent to %d of %d.\n", listText(m.Types, "all partners"), listText(m.Services, "all services"), len(w.Holders),
		len(w.Waiting), w.Audience)
	for _, v := range w.Versions {
		fmt.Fprintf(c.Out, "  %s\n", versionLine(v, w))
	}
	for _, r := range w.Waiting {
		fmt.Fprintf(c.Out, "  To be sent to %s\n", clean(r.PartnerName))
	}
	if w.Row.Shown.Body != "" {
		fmt.Fprintf(c.Out, "\n%s\n", w.Row.Shown.Body)
	}
	return nil
}

// versionLine is a version on one line.
func versionLine(v app.MaterialVersion, w app.WholeMaterial) string {
	line := fmt.Sprintf("Version %d: %s", v.No, v.Stands(w.Today))
	if v.File != "" {
		line += fmt.Sprintf(", %s, %d bytes", v.File, v.Size)
	}
	if v.Approved != 0 {
		line += fmt.Sprintf(", approved by %s on %s", v.Approver, v.Approved)
	}
	if v.Published != 0 {
		line += ", published " + v.Published.String()
	}
	if v.Expires != 0 {
		line += ", until " + v.Expires.String()
	}
	for _, more := range []string{v.News, v.Reason, v.Unread} {
		if more != "" {
			line += "; " + clean(more)
		}
	}
	return line
}

type materialMail struct {
	Material string   `arg:"" help:"Number or title."`
	Partners []string `arg:"" optional:"" help:"Numbers or names of the partners (default: all who wait for it; of a withdrawn version all who got it and were not told)."`
	Version  int      `help:"Which version (default: the published one)." placeholder:"N" name:"version-no"`
	Template string   `help:"The text that goes with it: number or title of a template (default: a few plain lines in the partner's language)." placeholder:"NAME"`
	Queue    bool     `help:"Put them into the queue at once; else they wait for a look."`
}

func (m *materialMail) Run(c *call, f *app.Firm) error {
	ids, err := partnerIDs(c, f, m.Partners)
	if err != nil {
		return err
	}
	_, v, err := oneVersion{m.Material, m.Version}.find(c.ctx, f)
	if err != nil {
		return err
	}
	mail := app.MaterialMailing{Of: v.ID, Partners: ids, Queue: m.Queue}
	if m.Template != "" {
		cover, err := f.Templates.Find(c.ctx, m.Template, "")
		if err != nil {
			return err
		}
		mail.Cover = cover.ID
	}
	return c.writing(func(progress func(done, total int)) (app.Receipt, app.MessageRun, error) {
		return f.Materials.Mail(c.ctx, c.ask(), mail, progress)
	})
}

type materialHolders struct {
	Material string `arg:"" optional:"" help:"Number or title; without one, of all materials what is outdated, expired or withdrawn."`
}

func (h *materialHolders) Run(c *call, f *app.Firm) error {
	if h.Material == "" {
		held, err := f.Materials.Outdated(c.ctx)
		if err != nil {
			return err
		}
		return heldTable(c, held)
	}
	m, err := f.Materials.Find(c.ctx, h.Material)
	if err != nil {
		return err
	}
	w, err := f.Materials.Whole(c.ctx, m.ID)
	if err != nil {
		return err
	}
	return heldTable(c, w.Holders)
}

func heldTable(c *call, held []app.HeldRow) error {
	cols := []report.Column{countCol("ID"), col("Material"), countCol("Version"), col("Partner"), col("Person"), col("E-mail"), col("Got it"), col("By"), col("State"), col("Told")}
	return rows(c, cols, held, len(held), heldDoc, func(r app.HeldRow) []report.Cell {
		return []report.Cell{report.Count(int64(r.ID)), report.Text(r.Number + " " + r.Title), report.Count(int64(r.Held.No)), report.Text(r.PartnerName), report.Text(r.PersonName),
			report.Text(r.Email), report.Day(r.Day), report.Text(r.Way), report.Text(string(r.State)), report.Day(r.Recalled)}
	})
}

func heldDoc(r app.HeldRow) map[string]any {
	return map[string]any{"id": r.ID, "material": r.Number, "title": r.Title, "version": r.Held.No, "latest": r.Latest, "partner": r.PartnerName, "person": r.PersonName,
		"email": r.Email, "day": dayText(r.Day), "way": r.Way, "state": r.State, "told": dayText(r.Recalled), "note": r.Note}
}

type materialSearch struct {
	Words []string `arg:"" help:"Words, by their beginnings."`
	Limit int      `help:"At most so many rows; 0 all." default:"50"`
}

func (s *materialSearch) Run(c *call, f *app.Firm) error {
	text, most := "", s.Limit
	for _, w := range s.Words {
		text += w + " "
	}
	if most == 0 {
		most = 1 << 20
	}
	hits, err := f.Materials.Search(c.ctx, text, most)
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Number"), col("Title"), countCol("Version"), col("Found")}, hits, len(hits), func(h app.MaterialSearchHit) map[string]any {
		doc := materialDoc(h.MaterialRow)
		doc["found"] = h.Excerpt
		return doc
	}, func(h app.MaterialSearchHit) []report.Cell {
		return []report.Cell{report.Text(h.Number), report.Text(h.Title), report.Count(int64(h.Shown.No)), report.Text(h.Excerpt)}
	})
}

// fileWithin reads a file of at most so many bytes.
func fileWithin(field, path string, most int64) (app.File, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > most {
		return app.File{}, app.Bad(field, fmt.Sprintf("%s is larger than %d MB.", path, most>>20), "Send a smaller copy.")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return app.File{}, app.Bad(field, fmt.Sprintf("%s can't be read: %v.", path, err), "Check its path.")
	}
	return app.File{Name: filepath.Base(path), Bytes: raw}, nil
}
