package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// mailMaterial asks whom a version goes to and with what text, and shows the messages that were written. Of a withdrawn one it is the recall.
func (d *Desk) mailMaterial(m app.Material, v app.MaterialVersion, to ...kit.Option) {
	title, note := "E-mail "+m.Title, "Version "+grouped(int64(v.No))+", one message to each. That they got it is kept when their message was sent."
	all := "Nobody chosen: all who wait for it"
	if v.State == app.MaterialWithdrawn {
		title, note = "Call back "+m.Title, "Version "+grouped(int64(v.No))+" was withdrawn. That they were told is kept when their message was sent."
		all = "Nobody chosen: all who got it and were not told"
	}
	who := kit.NewPickManyField(d.stage, kit.Spec{Key: "partner", Label: "To", Hint: all}, d.findPartners)
	who.Set(to...)
	cover := kit.NewPickField(d.stage, kit.Spec{Key: "template", Label: "Text that goes with it", Hint: "A template; empty: a few plain lines in the partner's language"}, d.findMailTemplates)
	queue := kit.NewCheckField(kit.Spec{Key: "queue", Label: "Queue"}, "Queue them at once, without a look at each")
	var made app.MessageRun
	d.openForm(formSpec{title: title, note: note, form: kit.NewForm().Add(who, cover, queue), save: "Write messages", submit: func(ask app.Ask) act {
		mail := app.MaterialMailing{Of: v.ID, Queue: queue.Value()}
		for _, o := range who.Value() {
			mail.Partners = append(mail.Partners, app.ID[app.Partner](o.ID))
		}
		if o, ok := cover.Value(); ok {
			mail.Cover = app.ID[app.Template](o.ID)
		}
		return func(ctx context.Context) (r app.Receipt, err error) {
			r, made, err = d.firm.Materials.Mail(ctx, ask, mail, nil)
			return r, err
		}
	}, saved: func(app.Receipt) { d.showRun(made) }})
}

// tellPublished offers to write to those a version that was just published is meant for.
func (d *Desk) tellPublished(id app.ID[app.Material]) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.WholeMaterial, error) { return d.firm.Materials.Whole(ctx, id) }, func(w app.WholeMaterial, err error) {
		if err != nil || len(w.Waiting) == 0 {
			return // the list of who waits says the same
		}
		d.root.Confirm(kit.Confirm{Title: plural(len(w.Waiting), "partner is", "partners are") + " to get “" + w.Row.Title + "”", Safe: true, Do: "Write e-mails…",
			Text: "They wait under “To be sent to” until they have it.", Run: func() { d.mailMaterial(w.Row.Material, w.Row.Shown) }})
	})
}
