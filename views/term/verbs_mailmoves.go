package term

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type mailQueue struct{ someMessages }

func (q *mailQueue) Run(c *call, f *app.Firm) error {
	return q.act(c, f, func(ids []app.ID[app.Message]) (app.Receipt, error) { return f.Messages.Queue(c.ctx, c.ask(), ids...) })
}

type mailHold struct{ someMessages }

func (h *mailHold) Run(c *call, f *app.Firm) error {
	return h.act(c, f, func(ids []app.ID[app.Message]) (app.Receipt, error) { return f.Messages.Hold(c.ctx, c.ask(), ids...) })
}

type mailAgain struct{ someMessages }

func (a *mailAgain) Run(c *call, f *app.Firm) error {
	return a.act(c, f, func(ids []app.ID[app.Message]) (app.Receipt, error) { return f.Messages.Again(c.ctx, c.ask(), ids...) })
}

type mailWent struct {
	someMessages
	Day day `help:"When (default: today)." placeholder:"DATE"`
}

func (w *mailWent) Run(c *call, f *app.Firm) error {
	return w.act(c, f, func(ids []app.ID[app.Message]) (app.Receipt, error) {
		return f.Messages.Went(c.ctx, c.ask(), w.Day.Day, ids...)
	})
}

type mailBounced struct {
	someMessages
	Reason string `help:"What the note said that came back." placeholder:"TEXT"`
}

func (b *mailBounced) Run(c *call, f *app.Firm) error {
	return b.act(c, f, func(ids []app.ID[app.Message]) (app.Receipt, error) {
		return f.Messages.Bounced(c.ctx, c.ask(), b.Reason, ids...)
	})
}

type mailCancel struct {
	someMessages
	Reason string `help:"Why." placeholder:"TEXT"`
}

func (x *mailCancel) Run(c *call, f *app.Firm) error {
	return x.act(c, f, func(ids []app.ID[app.Message]) (app.Receipt, error) {
		return f.Messages.Cancel(c.ctx, c.ask(), x.Reason, ids...)
	})
}

type mailPassword struct {
	Forget bool `help:"Remove it from the keychain instead."`
}

func (p *mailPassword) Run(c *call, f *app.Firm) error {
	if c.flags.Preview {
		return c.receipt(app.Receipt{Label: "The password would be read from standard input and kept in the keychain", Preview: true}, nil, nil)
	}
	if p.Forget {
		return c.receipt(app.Receipt{Label: "The password is forgotten"}, f.Messages.ForgetPassword(c.ctx), nil)
	}
	return c.receipt(app.Receipt{Label: "The password was read"}, c.password(f), nil)
}

type mailSettings struct {
	Way       string  `help:"server, or drafts for your mail program." placeholder:"WAY"`
	Server    *string `help:"Name of the mail server." placeholder:"HOST"`
	Port      int     `help:"Its port (default: 465 with TLS, 587 with STARTTLS)." placeholder:"PORT"`
	Security  string  `help:"TLS from the first byte, or STARTTLS; there is no other." placeholder:"HOW"`
	User      *string `help:"User; empty where the server asks for none." placeholder:"NAME"`
	Login     string  `help:"auto, PLAIN, LOGIN or XOAUTH2." placeholder:"HOW"`
	Sender    *string `help:"Address to send from (default: the firm's)." placeholder:"ADDRESS"`
	Name      *string `help:"Name to send as (default: the firm's)." placeholder:"NAME"`
	ReplyTo   *string `help:"Where answers go." placeholder:"ADDRESS"`
	PerMinute *int    `help:"How many messages a minute; 0 for as many as the server takes." placeholder:"N"`
}

func (m *mailSettings) Run(c *call) error {
	if *m == (mailSettings{}) {
		f, err := c.firm()
		if err != nil {
			return err
		}
		s, err := f.Setup.Settings(c.ctx)
		if err != nil {
			return err
		}
		return c.mailSettings(s.Mail)
	}
	return c.settings(func(_ *app.Firm, s *app.Settings) error {
		to := &s.Mail
		for field, text := range map[*string]*string{&to.Host: m.Server, &to.User: m.User, &to.From: m.Sender, &to.FromName: m.Name, &to.ReplyTo: m.ReplyTo} {
			if text != nil {
				*field = *text
			}
		}
		for field, text := range map[*string]string{&to.Way: m.Way, &to.Secure: m.Security, &to.Login: m.Login} {
			if text != "" {
				*field = text
			}
		}
		if m.Port != 0 {
			to.Port = m.Port
		}
		if m.PerMinute != nil {
			to.PerMinute = *m.PerMinute
		}
		return nil
	})
}

// mailSettings prints how mail leaves.
func (c *call) mailSettings(m app.MailSettings) error {
	way := m.Way
	if way == "" {
		way = "drafts"
	}
	doc := map[string]any{"way": way, "server": m.Host, "port": m.Port, "security": m.Secure, "user": m.User, "login": m.Login, "sender": m.From, "name": m.FromName,
		"reply_to": m.ReplyTo, "per_minute": m.PerMinute, "preview": c.flags.Preview}
	if c.flags.JSON {
		return c.json(doc)
	}
	if !m.Served() {
		fmt.Fprintln(c.Out, "Messages are written as drafts for the mail program.")
		return nil
	}
	fmt.Fprintf(c.Out, "Messages go through %s as %s.\n", clean(m.Address()), clean(m.User))
	return nil
}

type mailRules struct {
	List   mailRuleList   `cmd:"" help:"List the rules."`
	Add    mailRuleAdd    `cmd:"" help:"Add a rule."`
	Remove mailRuleRemove `cmd:"" help:"Remove a rule by its place in the list."`
}

type mailRuleList struct{}

func (*mailRuleList) Run(c *call, f *app.Firm) error {
	s, err := f.Setup.Settings(c.ctx)
	if err != nil {
		return err
	}
	titles := map[app.ID[app.Template]]string{}
	for _, r := range s.Mail.Rules {
		if m, err := f.Templates.Get(c.ctx, r.Template); err == nil {
			titles[r.Template] = m.Title
		}
	}
	cols := []report.Column{col("Stage"), col("Template"), col("To"), col("Tells"), col("")}
	doc := func(r app.StageRule) map[string]any {
		return map[string]any{"stage": r.Stage, "template": titles[r.Template], "to": r.To, "amounts": r.Amounts, "names": r.Names, "auto": r.Auto}
	}
	return rows(c, cols, s.Mail.Rules, len(s.Mail.Rules), doc, func(r app.StageRule) []report.Cell {
		return []report.Cell{report.Text(string(r.Stage)), report.Text(titles[r.Template]), report.Text(r.To), report.Text(r.Tells()), report.Text(r.Goes())}
	})
}

type mailRuleAdd struct {
	Stage    string `arg:"" help:"The stage: accepted, won, lost …"`
	Template string `arg:"" help:"Number or title of the template."`
	Language string `help:"en, de, fr or es; which of several templates with one title." placeholder:"LANG"`
	To       string `help:"who introduced (default), the partner, or everybody credited." placeholder:"WHO"`
	Amounts  bool   `help:"Money may be named."`
	Names    bool   `help:"The client may be named, as far as the partner may see it; else by its code."`
	Auto     bool   `help:"Queued at once, without a look."`
}

func (a *mailRuleAdd) Run(c *call, f *app.Firm) error {
	m, err := (oneTemplate{Template: a.Template, Language: a.Language}).find(c, f)
	if err != nil {
		return err
	}
	r, err := f.Messages.AddRule(c.ctx, c.ask(), app.StageRule{Stage: app.Stage(strings.ToLower(a.Stage)), Template: m.ID, To: a.To, Amounts: a.Amounts, Names: a.Names, Auto: a.Auto})
	return c.receipt(r, err, nil)
}

type mailRuleRemove struct {
	No int `arg:"" help:"Its place in the list, from 1."`
}

func (x *mailRuleRemove) Run(c *call, f *app.Firm) error {
	r, err := f.Messages.RemoveRule(c.ctx, c.ask(), x.No)
	return c.receipt(r, err, nil)
}
