package term

import (
	"fmt"
	"os"
	"strings"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/assets"
)

type templateCmd struct {
	List   templateList   `cmd:"" help:"List the templates."`
	Show   templateShow   `cmd:"" help:"Show a template as it is written."`
	Fields templateFields `cmd:"" help:"What a template can name, and what each field is."`
	Check  templateCheck  `cmd:"" help:"Look for fields that do not exist and other faults; of all templates when none is named."`
	Try    templateTry    `cmd:"" help:"Fill a template in for a partner, and keep nothing."`
	Add    templateAdd    `cmd:"" help:"Keep a new template."`
	Edit   templateEdit   `cmd:"" help:"Change a template."`
	Begin  templateBegin  `cmd:"" help:"Add what is not here yet of the starter library: ready pieces in four languages."`
	Archiv templateArch   `cmd:"" name:"archive" help:"Take a template out of use, or bring it back."`
	Remove templateRemove `cmd:"" help:"Take a template away."`
}

// oneTemplate names a template.
type oneTemplate struct {
	Template string `arg:"" help:"Number, or title."`
	Language string `help:"en, de, fr or es; which of several with one title." placeholder:"LANG"`
}

func (o oneTemplate) find(c *call, f *app.Firm) (app.Template, error) {
	return f.Templates.Find(c.ctx, o.Template, letter.Language(o.Language))
}

// act does something with the template.
func (o oneTemplate) act(c *call, f *app.Firm, do func(app.Template) (app.Receipt, error)) error {
	m, err := o.find(c, f)
	if err != nil {
		return err
	}
	r, err := do(m)
	return c.receipt(r, err, nil)
}

type templateList struct{ listing }

func (l *templateList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Title"), col("Kind"), col("Language"), col("For"), col("Service"), col("")}
	return listed(c, l.listing, f.Templates.IDs, f.Templates.Rows, cols, templateDoc, func(m app.Template) []report.Cell {
		return []report.Cell{report.Text(m.Number), report.Text(m.Title), report.Text(string(m.Kind)), report.Text(string(m.Language)), report.Text(m.Type), report.Text(m.Service),
			report.Text(map[bool]string{true: "archived"}[m.Archived])}
	})
}

func templateDoc(m app.Template) map[string]any {
	return map[string]any{"id": m.ID, "number": m.Number, "title": m.Title, "kind": m.Kind, "language": m.Language, "service": m.Service, "type": m.Type, "note": m.Note,
		"starter": m.Starter, "archived": m.Archived}
}

type templateShow struct{ oneTemplate }

func (s *templateShow) Run(c *call, f *app.Firm) error {
	m, err := s.find(c, f)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := templateDoc(m)
		doc["subject"], doc["text"] = m.Subject, m.Body
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s %s, %s in %s\n", m.Number, clean(m.Title), m.Kind, m.Language.Name())
	if m.Note != "" {
		fmt.Fprintln(c.Out, clean(m.Note))
	}
	if m.Subject != "" {
		fmt.Fprintln(c.Out, "Subject: "+clean(m.Subject))
	}
	fmt.Fprintf(c.Out, "\n%s\n", m.Body)
	return nil
}

type templateFields struct{}

func (templateFields) Run(c *call) error {
	all := letter.Fields()
	return rows(c, []report.Column{col("Field"), col("What it is"), col("Such as")}, all, len(all), func(f letter.Field) map[string]any {
		return map[string]any{"name": f.Name, "is": f.Is, "example": f.Example, "list": f.List, "insert": f.Insert()}
	}, func(f letter.Field) []report.Cell {
		return []report.Cell{report.Text(f.Name), report.Text(f.Is), report.Text(f.Example)}
	})
}

type templateCheck struct {
	Template string `arg:"" optional:"" help:"Number, or title; without one, all of them."`
	Language string `help:"en, de, fr or es; which of several with one title." placeholder:"LANG"`
	Text     string `help:"Check this text instead of a template." placeholder:"TEXT"`
}

func (k *templateCheck) Run(c *call, f *app.Firm) error {
	list := []app.Template{{Number: "text", Body: k.Text}}
	if k.Text == "" {
		var err error
		if list, err = k.chosen(c, f); err != nil {
			return err
		}
	}
	type found struct {
		of    string
		part  string
		fault letter.Fault
	}
	var all []found
	for _, m := range list {
		for _, part := range []struct{ name, src string }{{"subject", m.Subject}, {"text", m.Body}} {
			for _, fault := range letter.Check(part.src) {
				all = append(all, found{m.Number, part.name, fault})
			}
		}
	}
	if len(all) == 0 && !c.flags.JSON {
		fmt.Fprintf(c.Out, "No fault in %d.\n", len(list))
		return nil
	}
	cols := []report.Column{col("Template"), col("Part"), countCol("Line"), countCol("Column"), col("What"), col("Try")}
	err := rows(c, cols, all, len(all), func(x found) map[string]any {
		return map[string]any{"template": x.of, "part": x.part, "line": x.fault.Line, "column": x.fault.Column, "length": x.fault.Length, "say": x.fault.Say, "try": x.fault.Try, "meant": x.fault.Meant}
	}, func(x found) []report.Cell {
		return []report.Cell{report.Text(x.of), report.Text(x.part), report.Count(int64(x.fault.Line)), report.Count(int64(x.fault.Column)), report.Text(x.fault.Say), report.Text(x.fault.Try)}
	})
	if err == nil && len(all) > 0 {
		return errSilent
	}
	return err
}

func (k *templateCheck) chosen(c *call, f *app.Firm) (list []app.Template, err error) {
	if k.Template != "" {
		m, err := f.Templates.Find(c.ctx, k.Template, letter.Language(k.Language))
		return []app.Template{m}, err
	}
	err = f.Templates.IDs(c.ctx, app.Query{}, func(ids []int32) error {
		some, err := f.Templates.Rows(c.ctx, ids)
		list = append(list, some...)
		return err
	})
	return list, err
}

// templateFlags are what add and edit have in common.
type templateFlags struct {
	Kind    string `help:"letter, e-mail, talking points or one-pager." placeholder:"KIND"`
	Subject string `help:"Its subject; may have fields." placeholder:"TEXT"`
	Text    string `help:"What it says, in Markdown with fields." placeholder:"TEXT"`
	Attach  string `help:"A file with what it says." placeholder:"FILE"`
	For     string `help:"The type of partner it is for (default: any)." placeholder:"TYPE"`
	Service string `help:"The service line it is about (default: any)." placeholder:"SERVICE"`
	Note    string `help:"When to use it." placeholder:"TEXT"`
}

func (g templateFlags) over(m app.Template) (app.Template, error) {
	for _, f := range []struct {
		into *string
		text string
	}{{&m.Subject, g.Subject}, {&m.Body, g.Text}, {&m.Type, g.For}, {&m.Service, g.Service}, {&m.Note, g.Note}} {
		if f.text != "" {
			*f.into = f.text
		}
	}
	if g.Kind != "" {
		m.Kind = app.TemplateKind(g.Kind)
	}
	if g.Attach != "" {
		file, err := fileWithin("attach", g.Attach, 1<<20)
		if err != nil {
			return m, err
		}
		m.Body = strings.ToValidUTF8(string(file.Bytes), "\uFFFD")
	}
	return m, nil
}

type templateAdd struct {
	Title    string `arg:"" help:"What it is for."`
	Language string `help:"en, de, fr or es." default:"en" placeholder:"LANG"`
	templateFlags
}

func (a *templateAdd) Run(c *call, f *app.Firm) error {
	m, err := a.over(app.Template{Title: a.Title, Kind: app.LetterPiece, Language: letter.Language(a.Language)})
	if err != nil {
		return err
	}
	r, err := f.Templates.Add(c.ctx, c.ask(), m)
	return c.receipt(r, err, nil)
}

type templateEdit struct {
	oneTemplate
	Title string `help:"Its title." placeholder:"TEXT"`
	templateFlags
}

func (e *templateEdit) Run(c *call, f *app.Firm) error {
	return e.act(c, f, func(m app.Template) (app.Receipt, error) {
		m, err := e.over(m)
		if err != nil {
			return app.Receipt{}, err
		}
		if e.Title != "" {
			m.Title = e.Title
		}
		return f.Templates.Edit(c.ctx, c.ask(), m)
	})
}

type templateBegin struct {
	Languages []string `help:"Only pieces in this language: en, de, fr or es; may be repeated." placeholder:"LANG" name:"language"`
}

func (b *templateBegin) Run(c *call, f *app.Firm) error {
	files, err := assets.Letters()
	if err != nil {
		return err
	}
	all, err := app.ReadStarters(files, b.Languages...)
	if err != nil {
		return err
	}
	r, err := f.Templates.Begin(c.ctx, c.ask(), all)
	return c.receipt(r, err, nil)
}

type templateArch struct {
	oneTemplate
	Back bool `help:"Bring it back into use."`
}

func (a *templateArch) Run(c *call, f *app.Firm) error {
	return a.act(c, f, func(m app.Template) (app.Receipt, error) {
		return f.Templates.Archive(c.ctx, c.ask(), m.ID, !a.Back)
	})
}

type templateRemove struct{ oneTemplate }

func (t *templateRemove) Run(c *call, f *app.Firm) error {
	return t.act(c, f, func(m app.Template) (app.Receipt, error) { return f.Templates.Remove(c.ctx, c.ask(), m.ID) })
}

type partnerLogo struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Attach  string `help:"The picture, PNG or JPEG; without one, the logo is removed." placeholder:"FILE"`
}

func (l *partnerLogo) Run(c *call, f *app.Firm) error {
	var logo []byte
	if l.Attach != "" {
		var err error
		if logo, err = os.ReadFile(l.Attach); err != nil {
			return app.Bad("attach", fmt.Sprintf("%s can't be read: %v.", l.Attach, err), "Check its path.")
		}
	}
	return onPartner(c, f, l.Partner, func(id app.ID[app.Partner]) (app.Receipt, error) { return f.Partners.SetLogo(c.ctx, c.ask(), id, logo) })
}
