package term

import (
	"fmt"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/views/files"
)

type landingCmd struct {
	Write landingWrite `cmd:"" help:"Write pages of the web into folders ready to be uploaded: of a partner, of a code, or of all active partners of a type."`
	List  landingList  `cmd:"" help:"List the pages that were written, and which should be written again or taken down."`
	Down  landingDown  `cmd:"" help:"Note that a page was taken off the web."`
	Set   landingSet   `cmd:"" help:"Show or set what all pages have in common."`
}

type landingWrite struct {
	Partner  string `arg:"" optional:"" help:"Number or name of the partner (default: all active ones)."`
	Code     string `help:"Only the page of this code." placeholder:"CODE"`
	Type     string `help:"Only partners of this type." placeholder:"TYPE"`
	Language string `help:"en, de, fr or es (default: by the partner's country)." placeholder:"LANG"`
	Template string `help:"A one-pager to write them with (default: the starter piece)." placeholder:"TEMPLATE"`
	Out      string `required:"" help:"The folder in which every page gets its own." placeholder:"DIR"`
}

func (w *landingWrite) ask(c *call, f *app.Firm) (in app.LandingAsk, err error) {
	in = app.LandingAsk{Code: w.Code, Type: w.Type, Language: letter.Language(w.Language)}
	if in.Language != "" && !in.Language.Known() {
		return in, app.Bad("language", fmt.Sprintf("Pages can't be written in %q.", w.Language), "Choose en, de, fr or es.")
	}
	if w.Partner != "" {
		p, err := f.Partners.Find(c.ctx, w.Partner)
		if err != nil {
			return in, err
		}
		in.Partner = p.ID
	}
	if w.Template != "" {
		m, err := f.Templates.Find(c.ctx, w.Template, in.Language)
		if err != nil {
			return in, err
		}
		in.Template = m.ID
	}
	return in, nil
}

func (w *landingWrite) Run(c *call, f *app.Firm) error {
	in, err := w.ask(c, f)
	if err != nil {
		return err
	}
	var bar func(done, total int)
	if p := c.progress("Writing pages"); p != nil {
		bar = func(done, total int) { p(int64(done), int64(total)) }
	}
	all, _, err := f.Landings.Run(c.ctx, c.ask(), in, func(m app.LandingMade) ([32]byte, bool, error) {
		list, err := files.WriteLanding(m.Page)
		if err != nil || c.flags.Preview {
			return files.Sum(list), true, err
		}
		changed, err := files.WriteFolder(w.Out, m.Folder, list)
		if err != nil {
			err = notWritten(w.Out, err)
		}
		return files.Sum(list), changed, err
	}, bar)
	if err != nil {
		return err
	}
	doc := func(o app.LandingOutcome) map[string]any {
		return map[string]any{"partner": o.Partner, "code": o.Code, "folder": o.Folder, "changed": o.Changed, "refused": o.Refused, "take_down": o.Down}
	}
	if c.flags.JSON {
		return c.json(map[string]any{"rows": docs(all, doc), "total": len(all), "preview": c.flags.Preview})
	}
	if c.flags.Preview {
		fmt.Fprintln(c.Out, "Preview, nothing was written.")
	}
	return rows(c, []report.Column{col("Partner"), col("Code"), col("Folder"), col("")}, all, len(all), doc, func(o app.LandingOutcome) []report.Cell {
		return []report.Cell{report.Text(o.Partner), report.Text(o.Code), report.Text(o.Folder), report.Text(outcomeWords(o))}
	})
}

// outcomeWords says what became of a page in a run.
func outcomeWords(o app.LandingOutcome) string {
	switch {
	case o.Down:
		return "take its page down: " + o.Refused
	case o.Refused != "":
		return "no page: " + o.Refused
	case o.Changed:
		return "written"
	}
	return "as it was"
}

type landingList struct{}

func (landingList) Run(c *call, f *app.Firm) error {
	all, err := f.Landings.List(c.ctx)
	if err != nil {
		return err
	}
	return rows(c, []report.Column{col("Id"), col("Partner"), col("Folder"), {Title: "Written", Kind: report.KindDay}, col("Disclosure"), col("To do"), col("Why")}, all, len(all),
		func(l app.LandingRow) map[string]any {
			return map[string]any{"id": l.ID, "partner": l.PartnerName, "code": l.Code, "campaign": l.Campaign, "language": l.Language, "folder": l.Folder,
				"written": dayText(l.Day), "down": dayText(l.Landing.Down), "disclosure": l.Disclosed, "do": l.Do, "why": l.Why}
		}, func(l app.LandingRow) []report.Cell {
			return []report.Cell{report.Count(int64(l.ID)), report.Text(l.PartnerName), report.Text(l.Folder), report.Day(l.Day), report.Text(l.Disclosed), report.Text(string(l.Do)), report.Text(l.Why)}
		})
}

type landingDown struct {
	Page int64 `arg:"" help:"Id of the page, as the list shows it."`
}

func (d *landingDown) Run(c *call, f *app.Firm) error {
	r, err := f.Landings.Down(c.ctx, c.ask(), app.ID[app.Landing](d.Page))
	return c.receipt(r, err, nil)
}

type landingSet struct {
	Form      *string `help:"Where the form goes: https address of a form service, or mailto: (default: mail to the firm)." placeholder:"ADDRESS"`
	Privacy   *string `help:"Address of the privacy notice." placeholder:"ADDRESS"`
	Colour    *string `help:"The firm's colour, such as #2F5BD7." placeholder:"COLOUR"`
	Disclosed *bool   `help:"Every page carries a disclosure, also of partners that receive nothing." negatable:""`
}

func (l *landingSet) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	now := s.Landing
	for _, one := range []struct {
		into *string
		text *string
	}{{&now.Form, l.Form}, {&now.Privacy, l.Privacy}, {&now.Colour, l.Colour}} {
		if one.text != nil {
			*one.into = *one.text
		}
	}
	if l.Disclosed != nil {
		now.Disclosed = *l.Disclosed
	}
	if now == s.Landing {
		if c.flags.JSON {
			return c.json(map[string]any{"form": now.Form, "privacy": now.Privacy, "colour": now.Colour, "disclosed": now.Disclosed})
		}
		fmt.Fprintf(c.Out, "Form goes to: %s\nPrivacy notice: %s\nColour: %s\nDisclosure on every page: %t\n", now.Form, now.Privacy, now.Colour, now.Disclosed)
		return nil
	}
	s.Landing = now
	r, err := f.Setup.Edit(c.ctx, c.ask(), s)
	return c.receipt(r, err, nil)
}
