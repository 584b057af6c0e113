package term

import (
	"fmt"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/files"
	"rapport/views/paper"
)

type letterCmd struct {
	Write   letterWrite   `cmd:"" help:"Fill a template in for a partner, and keep the letter in its history."`
	List    letterList    `cmd:"" help:"What was written to a partner."`
	Show    letterShow    `cmd:"" help:"Show a letter as it was written."`
	Reprint letterReprint `cmd:"" help:"Write a letter as a file once more."`
}

// about is the flags that say for whom a template is filled in.
type about struct {
	Partner  string `help:"For which partner (default: of the referral)." placeholder:"NAME"`
	Person   string `help:"Who at the partner (default: the first person there)." placeholder:"NAME"`
	Referral string `help:"About which referral." placeholder:"NUMBER"`
}

func (a about) whom(c *call, f *app.Firm) (to app.About, err error) {
	if a.Referral != "" {
		r, err := f.Referrals.Find(c.ctx, a.Referral)
		if err != nil {
			return to, err
		}
		to.Referral, to.Partner = r.ID, r.Partner
	}
	if a.Partner != "" {
		p, err := f.Partners.Find(c.ctx, a.Partner)
		if err != nil {
			return to, err
		}
		to.Partner = p.ID
	}
	if to.Partner == 0 {
		return to, app.Bad("partner", "A letter goes to a partner.", "Add --partner or --referral.")
	}
	if a.Person != "" {
		to.Person, err = c.person(f, to.Partner, a.Person)
	}
	return to, err
}

type templateTry struct {
	oneTemplate
	about
}

func (t *templateTry) Run(c *call, f *app.Firm) error {
	w, err := t.written(c, f)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(letterDoc(w.Letter, map[string]any{"missing": list(w.Missing)}))
	}
	c.letter(w.Letter)
	if len(w.Missing) > 0 {
		fmt.Fprintf(c.Err, "Nothing is known of %s.\n", strings.Join(w.Missing, ", "))
	}
	return nil
}

func (t *templateTry) written(c *call, f *app.Firm) (app.Written, error) {
	m, err := t.find(c, f)
	if err != nil {
		return app.Written{}, err
	}
	to, err := t.whom(c, f)
	if err != nil {
		return app.Written{}, err
	}
	return f.Letters.Write(c.ctx, m, to)
}

func letterDoc(l app.Letter, more map[string]any) map[string]any {
	doc := map[string]any{"id": l.ID, "number": l.Number, "title": l.Title, "kind": l.Kind, "language": l.Language, "subject": l.Subject, "text": l.Body, "way": l.Way,
		"day": dayText(l.Day), "who": l.Who}
	for key, value := range more {
		doc[key] = value
	}
	return doc
}

// letter prints what a letter says.
func (c *call) letter(l app.Letter) {
	if l.Subject != "" {
		fmt.Fprintf(c.Out, "Subject: %s\n\n", clean(l.Subject))
	}
	fmt.Fprintln(c.Out, strings.TrimSpace(l.Body))
}

type letterWrite struct {
	templateTry
	Text string `help:"What it says instead, in Markdown, for this one letter." placeholder:"TEXT"`
	Out  string `help:"The file to write: .pdf on the firm's paper, .eml as a draft for the mail program, .md as text (default: print it)." placeholder:"FILE"`
}

func (w *letterWrite) Run(c *call, f *app.Firm) error {
	done, err := w.written(c, f)
	if err != nil {
		return err
	}
	if w.Text != "" {
		done.Body, done.Missing = w.Text, nil
	}
	if len(done.Missing) > 0 {
		return app.Bad("template", "Nothing is known of "+strings.Join(done.Missing, ", ")+".", "Enter it at the partner, take another template, or write the text with --text.")
	}
	done.Way = map[string]string{".pdf": "PDF", ".eml": "e-mail draft"}[strings.ToLower(filepath.Ext(w.Out))]
	if done.Way == "" {
		done.Way = "clipboard"
	}
	file, err := c.letterFile(f, done.Letter, w.Out)
	if err != nil {
		return err
	}
	r, err := f.Letters.Keep(c.ctx, c.ask(), done.Letter)
	if err == nil && w.Out != "" {
		err = c.save(w.Out, file)
	}
	if err == nil && w.Out == "" && !c.flags.JSON {
		c.letter(done.Letter)
	}
	return c.receipt(r, err, map[string]any{"subject": done.Subject, "text": done.Body, "file": w.Out})
}

// letterFile is a letter as the file its name asks for.
func (c *call) letterFile(f *app.Firm, l app.Letter, name string) ([]byte, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".pdf":
		page, err := f.Letters.Page(c.ctx, l)
		if err != nil {
			return nil, err
		}
		p, err := paper.New()
		if err != nil {
			return nil, err
		}
		return p.PrintLetter(page)
	case ".eml":
		m, err := f.Letters.Mail(c.ctx, l)
		if err != nil {
			return nil, err
		}
		return files.WriteMailDraft(files.MailDraft{From: m.From, FromName: m.FromName, To: m.To, ToName: m.ToName, Subject: m.Subject, Body: m.Body,
			Language: string(m.Language), Key: m.Key, Date: m.Day.Time()})
	case ".md", ".txt", "":
		return []byte(strings.TrimSpace(l.Body) + "\n"), nil
	}
	return nil, app.Bad("out", fmt.Sprintf("A letter can't be written as %s.", filepath.Ext(name)), "End the name in .pdf, .eml or .md.")
}

type letterReprint struct {
	Letter string `arg:"" help:"Number, such as L-00042."`
	Out    string `required:"" help:"The file to write: .pdf, .eml or .md." placeholder:"FILE"`
}

func (p *letterReprint) Run(c *call, f *app.Firm) error {
	l, err := f.Letters.Find(c.ctx, p.Letter)
	if err != nil {
		return err
	}
	file, err := c.letterFile(f, l, p.Out)
	if err == nil {
		err = c.save(p.Out, file)
	}
	return c.receipt(app.Receipt{Label: "Wrote " + l.Number + " to " + p.Out, Number: l.Number, Preview: c.flags.Preview}, err, map[string]any{"file": p.Out})
}

type letterList struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (l *letterList) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, l.Partner)
	if err != nil {
		return err
	}
	all, err := f.Letters.To(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Number"), report.Column{Title: "Day", Kind: report.KindDay}, col("Title"), col("Kind"), col("Kept as"), col("By")}
	return rows(c, cols, all, len(all), func(l app.Letter) map[string]any {
		doc := letterDoc(l, nil)
		delete(doc, "text")
		return doc
	}, func(l app.Letter) []report.Cell {
		return []report.Cell{report.Text(l.Number), report.Day(l.Day), report.Text(l.Title), report.Text(string(l.Kind)), report.Text(l.Way), report.Text(l.Who)}
	})
}

type letterShow struct {
	Letter string `arg:"" help:"Number, such as L-00042."`
}

func (s *letterShow) Run(c *call, f *app.Firm) error {
	l, err := f.Letters.Find(c.ctx, s.Letter)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(letterDoc(l, nil))
	}
	fmt.Fprintf(c.Out, "%s, %s, %s, by %s\n\n", l.Number, l.Day.Label(), l.Way, l.Who)
	c.letter(l)
	return nil
}
