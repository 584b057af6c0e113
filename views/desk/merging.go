package desk

import (
	"context"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// mergePartner asks for the partner that stays.
func (d *Desk) mergePartner(f partnerFacts) {
	into := kit.NewPickField(d.stage, kit.Spec{Key: "into", Label: "Partner that stays", Required: true}, d.findPartners)
	text := "Referrals, people and agreements of " + f.row.Name + " move to the one that stays. " + f.row.Number +
		" is kept as a marker that names it. It can be undone until one of the two is changed."
	warn := newWarning()
	warn.say(text)
	into.OnChange(d.previewMerge(chosenIn(into), warn, text, func(ctx context.Context, id int64) (app.Receipt, error) {
		return d.firm.Partners.Merge(ctx, app.Ask{Preview: true}, f.row.ID, app.ID[app.Partner](id))
	}))
	d.openForm(formSpec{again: "partner.merge", title: "Merge " + f.row.Name, note: f.row.Number, form: kit.NewForm().Put(warn.panel).Add(into), save: "Merge",
		submit: func(ask app.Ask) act {
			stays, _ := into.Value()
			from := f.row.ID
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Partners.Merge(ctx, ask, from, app.ID[app.Partner](stays.ID))
			}
		},
		saved: func(app.Receipt) {
			if stays, ok := into.Value(); ok {
				d.open("partners", view{ID: stays.ID})
			}
		}})
}

// chosenIn gives the id of what was picked in a field.
func chosenIn(f *kit.PickField) func() (int64, bool) {
	return func() (int64, bool) { o, ok := f.Value(); return o.ID, ok }
}

// previewMerge gives what says, whenever the one that stays is chosen, what the merge would do, or why it can't be.
func (d *Desk) previewMerge(chosen func() (int64, bool), warn *warning, text string, work func(context.Context, int64) (app.Receipt, error)) func() {
	slot := &kit.Slot{}
	return func() {
		stays, ok := chosen()
		if !ok {
			warn.say(text)
			return
		}
		kit.Load(d.stage, slot, func(ctx context.Context) (app.Receipt, error) { return work(ctx, stays) }, func(r app.Receipt, err error) {
			if err != nil {
				warn.say(app.AsProblem(err).Error())
				return
			}
			warn.say(strings.Join(append([]string{r.Label + ".", text}, r.Warnings...), " "))
		})
	}
}

// mergeClient asks for the client that stays in the place of the one a referral is of.
func (d *Desk) mergeClient(r app.ReferralRow) {
	into := kit.NewPickField(d.stage, kit.Spec{Key: "into", Label: "Client that stays", Required: true}, d.findClients)
	text := "The referrals of " + r.ClientName + " move to the one that stays, and what is known of it that the other does not have. It can be undone until one of them is changed."
	warn := newWarning()
	warn.say(text)
	merge := func(ctx context.Context, ask app.Ask, id int64) (app.Receipt, error) {
		return d.firm.Clients.Merge(ctx, ask, r.Client, app.ID[app.Client](id))
	}
	into.OnChange(d.previewMerge(chosenIn(into), warn, text, func(ctx context.Context, id int64) (app.Receipt, error) {
		return merge(ctx, app.Ask{Preview: true}, id)
	}))
	d.openForm(formSpec{again: "client.merge", title: "Merge " + r.ClientName, note: r.Number, form: kit.NewForm().Put(warn.panel).Add(into), save: "Merge",
		submit: func(ask app.Ask) act {
			stays, _ := into.Value()
			return func(ctx context.Context) (app.Receipt, error) { return merge(ctx, ask, stays.ID) }
		}})
}

// mergePair asks which of two stays, and says what each way would do.
func (d *Desk) mergePair(w app.WholePair) {
	pair := func(p app.Party) kit.Pair {
		return kit.Pair{Value: strconv.FormatInt(p.ID, 10), Text: p.Name + " · " + p.Number}
	}
	stays := kit.NewChoiceField(kit.Spec{Key: "into", Label: "Which stays"}, pair(w.A), pair(w.B))
	stays.Set(strconv.FormatInt(w.Stays, 10))
	ids := func() (from, into int64) {
		if into = typedCount(stays.Value()); into == w.A.ID {
			return w.B.ID, into
		}
		return w.A.ID, into
	}
	merge := func(ctx context.Context, ask app.Ask, from, into int64) (app.Receipt, error) {
		if w.Kind == app.KindClient {
			return d.firm.Clients.Merge(ctx, ask, app.ID[app.Client](from), app.ID[app.Client](into))
		}
		return d.firm.Partners.Merge(ctx, ask, app.ID[app.Partner](from), app.ID[app.Partner](into))
	}
	text := "Everything of the other one moves to the one that stays. It can be undone until one of the two is changed."
	warn := newWarning()
	warn.say(text)
	follow := d.previewMerge(func() (int64, bool) { _, into := ids(); return into, true }, warn, text, func(ctx context.Context, _ int64) (app.Receipt, error) {
		from, into := ids()
		return merge(ctx, app.Ask{Preview: true}, from, into)
	})
	stays.OnChange(follow)
	follow()
	d.openForm(formSpec{title: "Merge two " + kindWords(w.Kind), note: w.A.Name + " and " + w.B.Name, form: kit.NewForm().Add(stays).Put(warn.panel), save: "Merge",
		submit: func(ask app.Ask) act {
			from, into := ids()
			return func(ctx context.Context) (app.Receipt, error) { return merge(ctx, ask, from, into) }
		}})
}

// kindWords is several of a kind.
func kindWords(k app.Kind) string {
	if k == app.KindClient {
		return "clients"
	}
	return "partners"
}
