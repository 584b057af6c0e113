package desk

import (
	"context"
	"fmt"

	"rapport/app"
	"rapport/views/kit"
)

// mostOpened is how many drafts are opened in the mail program at once.
const mostOpened = 10

// moveMail does something with the messages that are marked; it can be undone.
func (d *Desk) moveMail(move func(ctx context.Context, ask app.Ask, ids []app.ID[app.Message]) (app.Receipt, error)) {
	ids, ask := d.messages(), app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return move(ctx, ask, ids) }, nil)
}

func (d *Desk) queueMail() {
	d.moveMail(func(ctx context.Context, ask app.Ask, ids []app.ID[app.Message]) (app.Receipt, error) {
		return d.firm.Messages.Queue(ctx, ask, ids...)
	})
}

func (d *Desk) holdMail() {
	d.moveMail(func(ctx context.Context, ask app.Ask, ids []app.ID[app.Message]) (app.Receipt, error) {
		return d.firm.Messages.Hold(ctx, ask, ids...)
	})
}

func (d *Desk) wentMail() {
	d.moveMail(func(ctx context.Context, ask app.Ask, ids []app.ID[app.Message]) (app.Receipt, error) {
		return d.firm.Messages.Went(ctx, ask, 0, ids...)
	})
}

// againMail asks first: who got it once would get it twice.
func (d *Desk) againMail() {
	d.root.Confirm(kit.Confirm{Title: "Send again what may have been sent?", Text: "Look in the Sent folder of your mail first. Whoever got the message gets it a second time.", Do: "Send again", Run: func() {
		d.moveMail(func(ctx context.Context, ask app.Ask, ids []app.ID[app.Message]) (app.Receipt, error) {
			return d.firm.Messages.Again(ctx, ask, ids...)
		})
	}})
}

// whyMail asks for words that are kept with the messages.
func (d *Desk) whyMail(title, label, hint, save string, move func(ctx context.Context, ask app.Ask, why string, ids []app.ID[app.Message]) (app.Receipt, error)) {
	why := kit.NewTextField(kit.Spec{Key: "reason", Label: label, Hint: hint}, "")
	ids := d.messages()
	d.openForm(formSpec{title: title, note: plural(len(ids), "message", "messages"), form: kit.NewForm().Add(why), save: save, submit: func(ask app.Ask) act {
		text := why.Value()
		return func(ctx context.Context) (app.Receipt, error) { return move(ctx, ask, text, ids) }
	}})
}

func (d *Desk) bouncedMail() {
	d.whyMail("It came back", "What the note said", "mailbox full, no such address …", "Note it", func(ctx context.Context, ask app.Ask, why string, ids []app.ID[app.Message]) (app.Receipt, error) {
		return d.firm.Messages.Bounced(ctx, ask, why, ids...)
	})
}

func (d *Desk) cancelMail() {
	d.whyMail("Cancel messages", "Why", "What was written stays in the partner's history", "Cancel messages", func(ctx context.Context, ask app.Ask, why string, ids []app.ID[app.Message]) (app.Receipt, error) {
		return d.firm.Messages.Cancel(ctx, ask, why, ids...)
	})
}

// editMail changes a draft.
func (d *Desk) editMail() {
	m, ok := d.message()
	if !ok {
		return
	}
	to, name := kit.NewEmailField(kit.Spec{Key: "to", Label: "Address", Required: true}), kit.NewTextField(kit.Spec{Key: "name", Label: "Name"}, "")
	subject := kit.NewTextField(kit.Spec{Key: "subject", Label: "Subject", Required: true}, "")
	body := kit.NewMultilineField(kit.Spec{Key: "text", Label: "Text, in Markdown", Required: true}, "", 16)
	to.Set(m.To)
	name.Set(m.ToName)
	subject.Set(m.Subject)
	body.Set(m.Body)
	d.openForm(formSpec{title: "Edit " + m.Number, note: capital(string(m.Kind)), form: kit.NewForm().Beside(to, name).Add(subject, body), save: "Save message", submit: func(ask app.Ask) act {
		e := app.MessageEdit{To: to.Value(), ToName: name.Value(), Subject: subject.Value(), Body: body.Value(), Version: m.Version}
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Messages.Edit(ctx, ask, m.ID, e) }
	}})
}

// draftMail opens the messages that are marked in the mail program, and then notes that it has them.
func (d *Desk) draftMail() {
	ids, ask := d.messages(), app.Ask{Key: d.opts.NewKey()}
	switch {
	case d.opts.Outside == nil:
		d.refuse(app.No("This window has no way to the mail program.", "Use the command line: rapport mail drafts."))
		return
	case len(ids) > mostOpened:
		d.refuse(app.No(fmt.Sprintf("%d drafts would open at once.", len(ids)), fmt.Sprintf("Mark at most %d, or write them into a folder: rapport mail drafts --out.", mostOpened)))
		return
	}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		drafts, err := d.firm.Messages.Drafts(ctx, ids...)
		if err != nil {
			return app.Receipt{}, err
		}
		for _, f := range drafts {
			if err := d.opts.Outside.ShowFile(ctx, f.Name, f.Bytes); err != nil {
				return app.Receipt{}, err
			}
		}
		return d.firm.Messages.HandOver(ctx, ask, ids...)
	}, nil)
}

// LinkOpener is a machine around the window that has a mail program for mailto: links.
type LinkOpener interface {
	OpenLink(ctx context.Context, link string) error
}

// linkMail opens the message under the cursor in the mail program by a mailto link, which carries its text alone, and then notes that it has it.
func (d *Desk) linkMail() {
	m, ok := d.message()
	if !ok {
		return
	}
	out, can := d.opts.Outside.(LinkOpener)
	if !can {
		d.refuse(app.No("This window has no way to the mail program.", "Use the command line: rapport mail drafts."))
		return
	}
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		link, err := d.firm.Messages.Mailto(ctx, m.ID)
		if err == nil {
			err = out.OpenLink(ctx, link)
		}
		if err != nil {
			return app.Receipt{}, err
		}
		return d.firm.Messages.HandOver(ctx, ask, m.ID)
	}, nil)
}

// sendMail shows how many would leave; Enter sends them in the background. Stop in the footer pauses after the current one.
func (d *Desk) sendMail() {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (int, error) {
		counts, err := d.firm.Messages.Counts(ctx)
		return counts[app.MessageQueued], err
	}, func(n int, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case n == 0:
			d.root.Toast(kit.Toast{Text: "Nothing is queued. Look at the drafts and queue them first."})
		case !d.settings.Mail.Served():
			d.refuse(app.No("Mail does not go through a server.", "Open the messages as drafts, or enter the server with “How mail leaves”."))
		default:
			d.confirmBatch(batch{title: "Send " + plural(n, "message", "messages"), verb: "Send", run: d.sendQueue,
				say: "They go through " + d.settings.Mail.Address() + ", one after the other. Stop in the footer pauses after the current one; the rest stays queued."})
		}
	})
}

// sendQueue sends what is queued and says what became of it.
func (d *Desk) sendQueue() {
	var run app.MailRun
	d.runJob("Sending", func(ctx context.Context, progress func(done, total int64)) (err error) {
		run, err = d.firm.Messages.Send(ctx, nil, func(now app.MailRun) { progress(int64(now.Done), int64(now.Total)) })
		return err
	}, func(err error) {
		p := run.Stopped
		if err != nil {
			p = app.AsProblem(err)
		}
		switch {
		case p != nil && p.Code == app.CodeMailLogin:
			d.askMailPassword(p.Say, d.sendQueue)
		case p != nil && p.Kind == app.Cancel:
			d.root.Toast(kit.Toast{Text: p.Error()})
		case p != nil:
			d.refuse(p)
		default:
			d.root.Toast(kit.Toast{Text: mailRunWords(run)})
		}
	})
}

// mailRunWords says how a run ended.
func mailRunWords(r app.MailRun) string {
	text := plural(r.Sent, "message", "messages") + " sent"
	for _, one := range []struct {
		n    int
		what string
	}{{r.Failed, "failed"}, {r.Uncertain, "may have been sent"}, {r.Later, "to be tried again"}, {r.Skipped, "taken back meanwhile"}} {
		if one.n > 0 {
			text += ", " + grouped(one.n) + " " + one.what
		}
	}
	return text + "."
}

// mailStatements writes a message for each statement that was issued and not sent, and shows them to be looked at.
func (d *Desk) mailStatements() {
	var ids []app.ID[app.Statement]
	cover := kit.NewPickField(d.stage, kit.Spec{Key: "template", Label: "Text that goes with them", Hint: "A template; empty: a few plain lines"}, d.findMailTemplates)
	queue := kit.NewCheckField(kit.Spec{Key: "queue", Label: "Queue"}, "Queue them at once, without a look at each")
	var made app.MessageRun
	d.openForm(formSpec{title: "E-mail statements", note: "One message to each partner, with the PDF that was issued under its number and nothing of anybody else. Those that were sent, or are on their way, are left out.",
		form: kit.NewForm().Add(cover, queue), save: "Write messages", submit: func(ask app.Ask) act {
			var of app.ID[app.Template]
			if o, ok := cover.Value(); ok {
				of = app.ID[app.Template](o.ID)
			}
			at := queue.Value()
			return func(ctx context.Context) (r app.Receipt, err error) {
				if ids, err = d.firm.Messages.StatementsToSend(ctx, app.Query{}.By("number", false)); err != nil {
					return r, err
				}
				if len(ids) == 0 {
					return r, app.No("No statement waits to be sent.", "Run a month's statements first.")
				}
				r, made, err = d.firm.Messages.OfStatements(ctx, ask, of, ids, at, nil)
				return r, err
			}
		}, saved: func(app.Receipt) { d.showRun(made) }})
}

// showRun shows the messages of a run in their section.
func (d *Desk) showRun(run app.MessageRun) {
	if len(run.Made) == 0 {
		return
	}
	v := view{ID: int64(run.Made[0].ID)}
	if name := run.Made[0].Run; name != "" {
		v.Filters = []filter{oneOf("run", "Run", name, name)}
	}
	d.open("mail", v)
}

// findMailTemplates offers the templates that can be sent.
func (d *Desk) findMailTemplates(ctx context.Context, text string) ([]kit.Option, error) {
	var out []kit.Option
	err := d.firm.Templates.IDs(ctx, app.Query{Search: text}.With(app.Is("kind", string(app.EmailPiece), string(app.LetterPiece)), app.Is("archived", "no")).First(40), func(ids []int32) error {
		rows, err := d.firm.Templates.Rows(ctx, ids)
		for _, m := range rows {
			out = append(out, kit.Option{ID: int64(m.ID), Text: m.Title, Note: m.Language.Name()})
		}
		return err
	})
	return out, err
}

// mailLetter writes a message of a letter that was kept and shows it.
func (d *Desk) mailLetter(l app.Letter) {
	ask := app.Ask{Key: d.opts.NewKey()}
	var made app.Message
	d.do(func(ctx context.Context) (r app.Receipt, err error) {
		r, made, err = d.firm.Messages.FromLetter(ctx, ask, l.ID, false)
		return r, err
	}, func(app.Receipt) { d.open("mail", view{ID: int64(made.ID)}) })
}
