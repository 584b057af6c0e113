package desk

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// mailFacts are how mail leaves and what partners are told, as they stand.
func mailFacts(s app.Settings) []fyne.CanvasObject {
	m := s.Mail
	way := "as drafts for your mail program"
	if m.Served() {
		way = "through " + m.Address() + ", " + orText(m.Secure, "STARTTLS")
	}
	rate := "as fast as the server takes them"
	if m.PerMinute > 0 {
		rate = "at most " + grouped(m.PerMinute) + " a minute"
	}
	rules := ""
	for i, r := range m.Rules {
		if i > 0 {
			rules += "\n"
		}
		rules += capital(string(r.Stage)) + ": " + orText(r.To, app.RuleRecipients()[0]) + ", " + r.Goes()
	}
	return factLines([2]string{"Messages leave", way}, [2]string{"User", m.User}, [2]string{"From", orText(m.From, s.Email)}, [2]string{"Rate", rate}, [2]string{"Partners are told of", rules})
}

// editMailSettings asks how mail leaves.
func (d *Desk) editMailSettings() {
	m := d.settings.Mail
	text := func(key, label, value, hint string) *kit.TextField {
		f := kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint}, "")
		f.Set(value)
		return f
	}
	choice := func(key, label, value, hint string, list []string) *kit.ChoiceField {
		f := kit.NewChoiceField(kit.Spec{Key: key, Label: label, Hint: hint}, pairsOf(list...)...)
		f.Set(orText(value, list[0]))
		return f
	}
	way := kit.NewChoiceField(kit.Spec{Key: "mail way", Label: "Messages leave"}, kit.Pair{Value: "drafts", Text: "As drafts"}, kit.Pair{Value: "server", Text: "Through a server"})
	way.Set(orText(m.Way, "drafts"))
	host, user := text("mail server", "Server", m.Host, "smtp.firm.example"), text("mail user", "User", m.User, "Empty where the server asks for none")
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	port, rate := mailCount("mail port", "Port", "Empty: 465 with TLS, 587 with STARTTLS", number(m.Port)), mailCount("per minute", "At most so many a minute", "Empty: as fast as the server takes them", number(m.PerMinute))
	secure := choice("mail security", "Encryption", m.Secure, "Mail is never sent without it", app.MailSecure())
	login := choice("mail login", "Logging in", m.Login, "", app.MailLogins())
	from, name, reply := text("mail from", "From", m.From, "Empty: the firm's address"), text("mail name", "Name", m.FromName, "Empty: the firm's name"), text("reply to", "Answers go to", m.ReplyTo, "")
	form := kit.NewForm().Add(way).Section("Server").Beside(host, port).Add(secure, user, login, rate).Section("Sender").Beside(from, name).Add(reply)
	d.editSettings("How mail leaves", "The password is asked for apart, and kept in this computer's keychain, never in the file.", form, func(s *app.Settings) {
		to := &s.Mail
		to.Way, to.Host, to.User, to.Secure, to.Login = way.Value(), host.Value(), user.Value(), secure.Value(), login.Value()
		to.From, to.FromName, to.ReplyTo = from.Value(), name.Value(), reply.Value()
		to.Port, to.PerMinute = int(typedCount(port.Value())), int(typedCount(rate.Value()))
	})
}

// mailCount asks for a number that may stay empty.
func mailCount(key, label, hint, value string) *kit.TextField {
	var f *kit.TextField
	f = kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint, Check: func() string { return countProblem(f.Value()) }}, "")
	f.Set(value)
	return f
}

// askMailPassword asks for the password; it goes into the keychain and never into the file. then may be nil.
func (d *Desk) askMailPassword(why string, then func()) {
	secret := kit.NewSecretField(kit.Spec{Key: "password", Label: "Password of " + orText(d.settings.Mail.User, "the mail server"), Required: true, Hint: "Kept in this computer's keychain, never in the file"})
	said := ""
	d.root.OpenSheet(kit.SheetSpec{Title: "Mail password", Note: why, Form: kit.NewForm().Add(secret), Save: "Keep password",
		Submit: func() func(context.Context) error {
			text := secret.Value()
			return func(ctx context.Context) (err error) {
				said, err = d.firm.Messages.KeepPassword(ctx, text)
				return err
			}
		},
		Saved: func() {
			d.root.Toast(kit.Toast{Text: said})
			d.focus()
			if then != nil {
				then()
			}
		}})
}

// testMail sends a message to the firm itself.
func (d *Desk) testMail() {
	to := kit.NewEmailField(kit.Spec{Key: "to", Label: "To", Required: true})
	to.Set(orText(d.settings.Mail.From, d.settings.Email))
	d.openForm(formSpec{title: "Send a test message", note: "It is not kept.", form: kit.NewForm().Add(to), save: "Send", submit: func(app.Ask) act {
		address := to.Value()
		return func(ctx context.Context) (app.Receipt, error) {
			said, err := d.firm.Messages.Test(ctx, address)
			return app.Receipt{Label: said}, err
		}
	}})
}

// addMailRule asks at which stage partners are told, and with what.
func (d *Desk) addMailRule() {
	stages := make([]kit.Pair, 0, len(app.RuleStages()))
	for _, s := range app.RuleStages() {
		stages = append(stages, kit.Pair{Value: string(s), Text: capital(string(s))})
	}
	stage := kit.NewChoiceField(kit.Spec{Key: "stage", Label: "When a referral is"}, stages...)
	stage.Set(string(app.Accepted))
	template := kit.NewPickField(d.stage, kit.Spec{Key: "template", Label: "Template", Required: true}, d.findMailTemplates)
	to := kit.NewChoiceField(kit.Spec{Key: "to", Label: "Whom"}, pairsOf(app.RuleRecipients()...)...)
	names := kit.NewCheckField(kit.Spec{Key: "names", Label: "Client"}, "The client may be named, as far as the partner may see it; else by its code")
	amounts := kit.NewCheckField(kit.Spec{Key: "amounts", Label: "Money"}, "Amounts may be named")
	auto := kit.NewCheckField(kit.Spec{Key: "auto", Label: "Look"}, "Queue it without a look")
	d.openForm(formSpec{title: "Tell partners of a stage", note: "A message is written whenever a referral comes to the stage. Unless you say otherwise it waits in Mail for a look. Undoing the stage withdraws it.",
		form: kit.NewForm().Add(stage, template, to, names, amounts, auto), save: "Add rule", submit: func(ask app.Ask) act {
			r := app.StageRule{Stage: app.Stage(stage.Value()), To: to.Value(), Names: names.Value(), Amounts: amounts.Value(), Auto: auto.Value()}
			if o, ok := template.Value(); ok {
				r.Template = app.ID[app.Template](o.ID)
			}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Messages.AddRule(ctx, ask, r) }
		}})
}

// mailRuleItems are the rules, to be removed.
func (d *Desk) mailRuleItems() []kit.MenuItem {
	items := []kit.MenuItem{{Title: "Add a rule…", Icon: "plus", Run: d.addMailRule}}
	for i, r := range d.settings.Mail.Rules {
		items = append(items, kit.MenuItem{Title: "Remove: " + string(r.Stage), Icon: "trash", Run: func() {
			ask := app.Ask{Key: d.opts.NewKey()}
			d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Messages.RemoveRule(ctx, ask, i+1) }, nil)
		}})
	}
	return items
}
