package term

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/report"
)

type mailCmd struct {
	List       mailList       `cmd:"" help:"List messages."`
	Show       mailShow       `cmd:"" help:"Show a message as it would leave."`
	Letter     mailLetter     `cmd:"" help:"Write a message of a letter that was kept."`
	Statements mailStatements `cmd:"" help:"Write a message for each statement that was issued and not sent, with its PDF."`
	Edit       mailEdit       `cmd:"" help:"Change a draft."`
	Queue      mailQueue      `cmd:"" help:"Put drafts, and those that failed, into the queue."`
	Hold       mailHold       `cmd:"" help:"Take messages out of the queue again."`
	Send       mailSend       `cmd:"" help:"Send what is queued through the firm's mail server."`
	Drafts     mailDrafts     `cmd:"" help:"Write messages as .eml files for your mail program."`
	Went       mailWent       `cmd:"" help:"Note that messages went which may have been sent, or were drafts."`
	Again      mailAgain      `cmd:"" help:"Queue a message again that may have been sent, because it was not."`
	Bounced    mailBounced    `cmd:"" help:"Note that messages came back."`
	Cancel     mailCancel     `cmd:"" help:"Give messages up that were not sent."`
	Test       mailTest       `cmd:"" help:"Send a test message; it is not kept."`
	Password   mailPassword   `cmd:"" help:"Keep the mail password in the system's keychain; it is read from standard input."`
	Settings   mailSettings   `cmd:"" help:"Show or change how mail leaves."`
	Rules      mailRules      `cmd:"" help:"What partners are told when a referral comes to a stage."`
}

type mailList struct{ listing }

func (l *mailList) Run(c *call, f *app.Firm) error {
	cols := []report.Column{col("Number"), col("Day"), col("To"), col("Partner"), col("Kind"), col("Subject"), col("State"), col("")}
	return listed(c, l.listing, f.Messages.IDs, f.Messages.Rows, cols, func(m app.MessageRow) map[string]any { return messageDoc(m.Message) }, func(m app.MessageRow) []report.Cell {
		return []report.Cell{report.Text(m.Number), report.Day(m.Day), report.Text(m.To), report.Text(m.PartnerName), report.Text(string(m.Kind)), report.Text(m.Subject),
			report.Text(string(m.State)), report.Text(m.Said)}
	})
}

func messageDoc(m app.Message) map[string]any {
	return map[string]any{"id": m.ID, "number": m.Number, "to": m.To, "name": m.ToName, "kind": m.Kind, "subject": m.Subject, "state": m.State, "said": m.Said, "run": m.Run,
		"day": dayText(m.Day), "tries": m.Tries}
}

// someMessages names messages.
type someMessages struct {
	Number []string `arg:"" help:"Numbers, such as E-00012."`
}

func (s someMessages) ids(c *call, f *app.Firm) ([]app.ID[app.Message], error) {
	return messageIDs(c, f, s.Number)
}

func messageIDs(c *call, f *app.Firm, numbers []string) (ids []app.ID[app.Message], err error) {
	for _, number := range numbers {
		m, err := f.Messages.Find(c.ctx, number)
		if err != nil {
			return nil, err
		}
		ids = append(ids, m.ID)
	}
	return ids, nil
}

// act does something with the messages.
func (s someMessages) act(c *call, f *app.Firm, do func(ids []app.ID[app.Message]) (app.Receipt, error)) error {
	ids, err := s.ids(c, f)
	if err != nil {
		return err
	}
	r, err := do(ids)
	return c.receipt(r, err, nil)
}

type mailShow struct {
	Number string `arg:"" help:"Number of the message."`
}

func (s *mailShow) Run(c *call, f *app.Firm) error {
	found, err := f.Messages.Find(c.ctx, s.Number)
	if err != nil {
		return err
	}
	m, names, err := f.Messages.Get(c.ctx, found.ID)
	if err != nil {
		return err
	}
	if c.flags.JSON {
		doc := messageDoc(m)
		doc["text"], doc["files"] = m.Body, list(names)
		return c.json(doc)
	}
	fmt.Fprintf(c.Out, "%s, %s, %s\nTo: %s <%s>\nSubject: %s\n", m.Number, m.Kind, m.State, clean(m.ToName), clean(m.To), clean(m.Subject))
	if m.Said != "" {
		fmt.Fprintln(c.Out, "Said: "+clean(m.Said))
	}
	for _, name := range names {
		fmt.Fprintln(c.Out, "With: "+clean(name))
	}
	fmt.Fprintln(c.Out, "\n"+strings.TrimSpace(m.Body))
	return nil
}

type mailLetter struct {
	Letter string `arg:"" help:"Number of the letter, such as L-00012."`
	Queue  bool   `help:"Put it into the queue at once; else it waits for a look."`
}

func (l *mailLetter) Run(c *call, f *app.Firm) error {
	kept, err := f.Letters.Find(c.ctx, l.Letter)
	if err != nil {
		return err
	}
	r, m, err := f.Messages.FromLetter(c.ctx, c.ask(), kept.ID, l.Queue)
	return c.receipt(r, err, map[string]any{"message": messageDoc(m)})
}

type mailStatements struct {
	Period   string `help:"Only of this period: 2026-10, 2026-Q4 or 2026." placeholder:"PERIOD"`
	Partner  string `help:"Only of this partner." placeholder:"PARTNER"`
	Template string `help:"The text that goes with it: number or title of a template (default: a few plain lines)." placeholder:"NAME"`
	Queue    bool   `help:"Put them into the queue at once; else they wait for a look."`
}

func (s *mailStatements) Run(c *call, f *app.Firm) error {
	q, cover := app.Query{}.By("number", false), app.ID[app.Template](0)
	if s.Period != "" {
		q = q.With(app.Is("period", s.Period))
	}
	if s.Partner != "" {
		p, err := f.Partners.Find(c.ctx, s.Partner)
		if err != nil {
			return err
		}
		q = q.With(app.Is("partner", fmt.Sprint(int64(p.ID))))
	}
	if s.Template != "" {
		m, err := f.Templates.Find(c.ctx, s.Template, "")
		if err != nil {
			return err
		}
		cover = m.ID
	}
	ids, err := f.Messages.StatementsToSend(c.ctx, q)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return app.No("No statement waits to be sent.", "Issue them first, with statement run.")
	}
	return c.writing(func(progress func(done, total int)) (app.Receipt, app.MessageRun, error) {
		return f.Messages.OfStatements(c.ctx, c.ask(), cover, ids, s.Queue, progress)
	})
}

// writing writes a run of messages with its progress, and says what was written.
func (c *call) writing(write func(progress func(done, total int)) (app.Receipt, app.MessageRun, error)) error {
	bar := c.progress("Writing messages")
	r, run, err := write(func(done, total int) {
		if bar != nil {
			bar(int64(done), int64(total))
		}
	})
	return c.receipt(r, err, map[string]any{"messages": docs(run.Made, messageDoc), "left_out": len(run.Left)})
}

type mailEdit struct {
	Number  string  `arg:"" help:"Number of the message."`
	To      *string `help:"Address." placeholder:"ADDRESS"`
	Name    *string `help:"Name of the recipient." placeholder:"NAME"`
	Subject *string `help:"Subject." placeholder:"TEXT"`
	Text    *string `help:"What it says, in Markdown." placeholder:"TEXT"`
}

func (e *mailEdit) Run(c *call, f *app.Firm) error {
	m, err := f.Messages.Find(c.ctx, e.Number)
	if err != nil {
		return err
	}
	edit := app.MessageEdit{To: m.To, ToName: m.ToName, Subject: m.Subject, Body: m.Body, Version: m.Version}
	for field, text := range map[*string]*string{&edit.To: e.To, &edit.ToName: e.Name, &edit.Subject: e.Subject, &edit.Body: e.Text} {
		if text != nil {
			*field = *text
		}
	}
	r, err := f.Messages.Edit(c.ctx, c.ask(), m.ID, edit)
	return c.receipt(r, err, nil)
}

type mailDrafts struct {
	someMessages
	Out string `required:"" help:"The folder to write them into." placeholder:"DIR"`
}

func (d *mailDrafts) Run(c *call, f *app.Firm) error {
	ids, err := d.ids(c, f)
	if err != nil {
		return err
	}
	files, err := f.Messages.Drafts(c.ctx, ids...)
	if err != nil {
		return err
	}
	names := []string{}
	if !c.flags.Preview {
		if err := os.MkdirAll(d.Out, 0o700); err != nil {
			return notWritten(d.Out, err)
		}
		for _, file := range files {
			if err := c.save(filepath.Join(d.Out, file.Name), file.Bytes); err != nil {
				return err
			}
			names = append(names, file.Name)
		}
	}
	r, err := f.Messages.HandOver(c.ctx, c.ask(), ids...)
	return c.receipt(r, err, map[string]any{"files": names})
}

type mailSend struct {
	Number   []string `arg:"" optional:"" help:"Only these of the queue."`
	Password bool     `help:"Read the password from standard input, for this run only."`
}

func (s *mailSend) Run(c *call, f *app.Firm) error {
	ids, err := messageIDs(c, f, s.Number)
	if err != nil {
		return err
	}
	if c.flags.Preview {
		counts, err := f.Messages.Counts(c.ctx)
		return c.receipt(app.Receipt{Label: fmt.Sprintf("%d messages wait in the queue", counts[app.MessageQueued]), Preview: true}, err, nil)
	}
	if s.Password {
		if err := c.password(f); err != nil {
			return err
		}
	}
	bar := c.progress("Sending")
	run, err := f.Messages.Send(c.ctx, ids, func(now app.MailRun) {
		if bar != nil {
			bar(int64(now.Done), int64(now.Total))
		}
	})
	if err != nil {
		return err
	}
	doc := map[string]any{"total": run.Total, "sent": run.Sent, "failed": run.Failed, "uncertain": run.Uncertain, "later": run.Later}
	r := app.Receipt{Label: fmt.Sprintf("%d of %d sent, %d failed, %d uncertain, %d to be tried again", run.Sent, run.Total, run.Failed, run.Uncertain, run.Later)}
	if run.Stopped != nil {
		return run.Stopped
	}
	return c.receipt(r, nil, doc)
}

// password reads the mail password from standard input.
func (c *call) password(f *app.Firm) error {
	text, err := c.Secret("Password of the mail server: ")
	if err != nil {
		return app.Bad("password", "No password was read: "+err.Error()+".", "Type it, or give it on standard input.")
	}
	said, err := f.Messages.KeepPassword(c.ctx, text)
	if err == nil {
		fmt.Fprintln(c.Err, said)
	}
	return err
}

type mailTest struct {
	To       string `help:"To whom (default: the firm itself)." placeholder:"ADDRESS"`
	Password bool   `help:"Read the password from standard input, for this run only."`
}

func (t *mailTest) Run(c *call, f *app.Firm) error {
	if c.flags.Preview {
		return c.receipt(app.Receipt{Label: "A test message would be sent", Preview: true}, nil, nil)
	}
	if t.Password {
		if err := c.password(f); err != nil {
			return err
		}
	}
	said, err := f.Messages.Test(c.ctx, t.To)
	return c.receipt(app.Receipt{Label: said}, err, nil)
}
