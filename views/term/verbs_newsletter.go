package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
)

type newsletterCmd struct {
	Add      newsAdd      `cmd:"" help:"Write a newsletter of blocks."`
	Edit     newsEdit     `cmd:"" help:"Change a newsletter that nobody got yet."`
	List     newsList     `cmd:"" help:"List the newsletters."`
	Show     newsShow     `cmd:"" help:"Show a newsletter as it is written, or for a partner."`
	Audience newsAudience `cmd:"" help:"Who would get it now, and who is left out and why."`
	Send     newsSend     `cmd:"" help:"Write it to everybody in its segment that has not got it: as drafts, or into the queue of messages."`
	Got      newsGot      `cmd:"" help:"Who got it, and when."`
	Export   newsExport   `cmd:"" help:"Write it as a page of HTML."`
	Remove   newsRemove   `cmd:"" help:"Take a newsletter away that nobody got."`
}

// newsFlags are what add and edit have in common.
type newsFlags struct {
	Language string `help:"en, de, fr or es." placeholder:"LANG"`
	Text     string `help:"What it says: blocks with empty lines between, such as # Heading, text in Markdown, :button Label | https://…, :picture https://… or M-0001 | what it shows, :material M-0001 | text, :quote text | who, :figure 42 % | of what, :disclosure text, ---." placeholder:"TEXT"`
	Attach   string `help:"A file with what it says." placeholder:"FILE"`
	inSegment
}

func (g newsFlags) over(c *call, f *app.Firm, n app.Newsletter) (app.Newsletter, error) {
	text := strings.ReplaceAll(g.Text, `\n`, "\n")
	if g.Attach != "" {
		file, err := fileWithin("attach", g.Attach, 1<<20)
		if err != nil {
			return n, err
		}
		text = strings.ToValidUTF8(string(file.Bytes), "\uFFFD")
	}
	if g.Language != "" {
		n.Language = letter.Language(g.Language)
	}
	in, err := g.ids(c, f)
	if err != nil {
		return n, err
	}
	if len(in) > 0 {
		n.Segment = in[0]
	}
	if text != "" {
		n.Blocks, err = f.Newsletters.Blocks(c.ctx, text)
	}
	return n, err
}

type newsAdd struct {
	Subject string `arg:"" help:"Its subject; may have fields."`
	newsFlags
}

func (a *newsAdd) Run(c *call, f *app.Firm) error {
	n, err := a.over(c, f, app.Newsletter{Subject: a.Subject, Language: letter.English})
	if err != nil {
		return err
	}
	r, err := f.Newsletters.Save(c.ctx, c.ask(), n)
	return c.receipt(r, err, nil)
}

type newsEdit struct {
	Newsletter string `arg:"" help:"Number, such as N-0001."`
	Subject    string `help:"Its subject; may have fields too." placeholder:"TEXT"`
	newsFlags
}

func (e *newsEdit) Run(c *call, f *app.Firm) error {
	return found(c, f.Newsletters.Find, e.Newsletter, func(n app.Newsletter) (app.Receipt, error) {
		n, err := e.over(c, f, n)
		if err != nil {
			return app.Receipt{}, err
		}
		if e.Subject != "" {
			n.Subject = e.Subject
		}
		return f.Newsletters.Save(c.ctx, c.ask(), n)
	})
}

type newsList struct{}

func (newsList) Run(c *call, f *app.Firm) error {
	all, total, err := gather(c.ctx, app.Query{}, 0, f.Newsletters.IDs, f.Newsletters.Rows)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Number"), col("Subject"), col("Language"), col("Segment"), {Title: "Sent", Kind: report.KindDay}, countCol("Got it")}
	return rows(c, cols, all, total, func(n app.NewsletterRow) map[string]any {
		return map[string]any{"id": n.ID, "number": n.Number, "subject": n.Subject, "language": n.Language, "segment": n.SegmentName, "sent": dayText(n.Sent), "got": n.Got(), "messages": n.States}
	}, func(n app.NewsletterRow) []report.Cell {
		return []report.Cell{report.Text(n.Number), report.Text(n.Subject), report.Text(string(n.Language)), report.Text(n.SegmentName), report.Day(n.Sent), report.Count(int64(n.Got()))}
	})
}

// oneNews names a newsletter, and for whom it is looked at.
type oneNews struct {
	Newsletter string `arg:"" help:"Number, such as N-0001."`
	Partner    string `help:"For which partner." placeholder:"NAME"`
}

// page fills the newsletter in for the partner named.
func (o oneNews) page(c *call, f *app.Firm, n app.Newsletter) (report.News, string, error) {
	p, err := f.Partners.Find(c.ctx, o.Partner)
	if err != nil {
		return report.News{}, "", err
	}
	return f.Newsletters.Page(c.ctx, n, p.ID)
}

type newsShow struct{ oneNews }

func (s *newsShow) Run(c *call, f *app.Firm) error {
	n, err := f.Newsletters.Find(c.ctx, s.Newsletter)
	if err != nil {
		return err
	}
	subject, text := n.Subject, ""
	if s.Partner == "" {
		text, err = f.Newsletters.Text(c.ctx, n.Blocks)
	} else {
		var page report.News
		page, text, err = s.page(c, f, n)
		subject = page.Subject
	}
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"id": n.ID, "number": n.Number, "subject": subject, "language": n.Language, "text": text, "blocks": n.Blocks, "sent": dayText(n.Sent)})
	}
	fmt.Fprintf(c.Out, "Subject: %s\n\n%s\n", clean(subject), text)
	return nil
}

type newsAudience struct {
	Newsletter string `arg:"" help:"Number, such as N-0001."`
}

func (a *newsAudience) Run(c *call, f *app.Firm) error {
	n, err := f.Newsletters.Find(c.ctx, a.Newsletter)
	if err != nil {
		return err
	}
	who, err := f.Newsletters.Audience(c.ctx, n.ID)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		return c.json(map[string]any{"to": docs(who.To, func(m app.Message) map[string]any {
			return map[string]any{"name": m.ToName, "address": m.To, "subject": m.Subject}
		}), "left": notWrittenDocs(who.Left)})
	}
	for _, m := range who.To {
		fmt.Fprintf(c.Out, "%s <%s>\n", clean(m.ToName), clean(m.To))
	}
	for _, l := range who.Left {
		fmt.Fprintf(c.Out, "Left out: %s: %s\n", clean(l.Name), clean(l.Why))
	}
	fmt.Fprintf(c.Out, "%d would get it, %d left out.\n", len(who.To), len(who.Left))
	return nil
}

type newsSend struct {
	Newsletter string `arg:"" help:"Number, such as N-0001."`
	Queued     bool   `help:"Into the queue of messages, without a look at each."`
}

func (s *newsSend) Run(c *call, f *app.Firm) error {
	n, err := f.Newsletters.Find(c.ctx, s.Newsletter)
	if err != nil {
		return err
	}
	as := app.MessageDraft
	if s.Queued {
		as = app.MessageQueued
	}
	r, who, err := f.Newsletters.Send(c.ctx, c.ask(), n.ID, as, nil)
	return c.receipt(r, err, map[string]any{"written": len(who.To), "left": notWrittenDocs(who.Left)})
}

type newsGot struct {
	Newsletter string `arg:"" help:"Number, such as N-0001."`
}

func (g *newsGot) Run(c *call, f *app.Firm) error {
	n, err := f.Newsletters.Find(c.ctx, g.Newsletter)
	if err != nil {
		return err
	}
	all, err := f.Newsletters.Got(c.ctx, n.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Message"), col("Partner"), col("Address"), col("State"), {Title: "Day", Kind: report.KindDay}}
	return rows(c, cols, all, len(all), func(m app.MessageRow) map[string]any {
		return map[string]any{"number": m.Number, "partner": m.PartnerName, "address": m.To, "state": m.State, "day": dayText(m.Day)}
	}, func(m app.MessageRow) []report.Cell {
		return []report.Cell{report.Text(m.Number), report.Text(m.PartnerName), report.Text(m.To), report.Text(string(m.State)), report.Day(m.Day)}
	})
}

type newsExport struct {
	oneNews
	Out string `required:"" help:"The file to write." placeholder:"FILE"`
}

func (e *newsExport) Run(c *call, f *app.Firm) error {
	n, err := f.Newsletters.Find(c.ctx, e.Newsletter)
	if err != nil {
		return err
	}
	page, _, err := e.page(c, f, n)
	if err != nil {
		return err
	}
	html, err := f.Newsletters.HTML(page)
	if err == nil {
		err = c.save(e.Out, []byte(html))
	}
	return c.receipt(app.Receipt{Label: "Wrote " + n.Number + " to " + e.Out, Number: n.Number, Preview: c.flags.Preview}, err, map[string]any{"file": e.Out})
}

type newsRemove struct {
	Newsletter string `arg:"" help:"Number, such as N-0001."`
}

func (r *newsRemove) Run(c *call, f *app.Firm) error {
	return found(c, f.Newsletters.Find, r.Newsletter, func(n app.Newsletter) (app.Receipt, error) { return f.Newsletters.Remove(c.ctx, c.ask(), n.ID) })
}
