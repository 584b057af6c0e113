package term

import (
	"bytes"
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/names"
	"rapport/app/report"
	"rapport/views/files"
)

type searchCmd struct {
	Words []string `arg:"" help:"Beginnings of words, a number or a name. Accents and capitals do not count."`
	Limit int      `help:"The most to show." default:"50"`
}

func (s *searchCmd) Run(c *call, f *app.Firm) error {
	if s.Limit < 1 {
		return app.Bad("limit", "--limit is the most to show.", "Give a number from 1.")
	}
	found, err := f.Overview.Find(c.ctx, strings.Join(s.Words, " "), s.Limit)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		rows := make([]map[string]any, len(found))
		for i, h := range found {
			rows[i] = map[string]any{"kind": h.Kind, "id": h.ID, "name": h.Name, "sub": h.Sub, "text": h.Text, "marks": list(h.Marks), "text_marks": list(h.TextMarks)}
		}
		return c.json(map[string]any{"rows": rows, "total": len(rows)})
	}
	t := report.Table{Columns: []report.Column{col("kind"), col("name"), col("at"), col("text")}}
	for _, h := range found {
		t.Rows = append(t.Rows, report.Row{Cells: texts(string(h.Kind), bracketed(h.Name, h.Marks), bracketed(h.Sub, h.SubMarks), bracketed(h.Text, h.TextMarks))})
	}
	c.table(t)
	return nil
}

// bracketed shows on any terminal what was found.
func bracketed(text string, marks []names.Span) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.From] + "[" + text[m.From:m.To] + "]")
		at = m.To
	}
	return b.String() + text[at:]
}

// contacts writes people as vCards.
func (e *exportCmd) contacts(c *call, f *app.Firm) error {
	var of app.ID[app.Partner]
	if e.Partner != "" {
		p, err := f.Partners.Find(c.ctx, e.Partner)
		if err != nil {
			return err
		}
		of = p.ID
	}
	all, err := f.Partners.Contacts(c.ctx, of)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := files.WriteVCards(&buf, cards(all)); err != nil {
		return err
	}
	return c.written(e.Out, &buf, fmt.Sprintf("%d contacts", len(all)))
}

func cards(all []app.PersonCard) []files.Contact {
	out := make([]files.Contact, len(all))
	for i, p := range all {
		out[i] = files.Contact{UID: p.UID, Name: p.Name, Company: p.Company, Role: p.Role, Email: p.Email, Phone: p.Phone, Note: p.Note, Channel: p.Channel, Preferred: p.Primary}
	}
	return out
}

type repairCmd struct{}

func (*repairCmd) Run(c *call, f *app.Firm) error {
	say := "Made anew what search finds things by; nothing else changed"
	if c.flags.Preview {
		say = "What search finds things by would be made anew; nothing else would change"
	} else if err := f.Overview.Repair(c.ctx); err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"say": say, "preview": c.flags.Preview})
	}
	fmt.Fprintln(c.Out, say+".")
	return nil
}
