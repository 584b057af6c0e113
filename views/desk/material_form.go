package desk

import (
	"context"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// materialForm is what is known of a material beside its versions.
type materialForm struct {
	form                  *kit.Form
	title, owner, note    *kit.TextField
	kind                  *kit.ChoiceField
	tags, types, services *kit.PickManyField
	segment               *kit.PickField
	named                 bool // the segment it was for stands in its field
	slot                  kit.Slot
}

func newMaterialForm(d *Desk, m app.Material) *materialForm {
	f := &materialForm{form: kit.NewForm()}
	f.title = kit.NewTextField(kit.Spec{Key: "title", Label: "Title", Required: true, Hint: "What partners call it"}, "")
	f.kind = kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.MaterialKinds()...)...)
	f.tags = d.wordsField(kit.Spec{Key: "tags", Label: "Tags"}, nil)
	f.types = d.wordsField(kit.Spec{Key: "types", Label: "For partners of type", Hint: "Nothing chosen: all of them"}, d.settings.PartnerTypes)
	f.services = d.wordsField(kit.Spec{Key: "services", Label: "About service lines", Hint: "Nothing chosen: all of them"}, d.settings.Services)
	f.segment = kit.NewPickField(d.stage, kit.Spec{Key: "segment", Label: "Only for segment", Hint: "Nothing: for all of them"}, d.findSegments)
	if f.named = m.Segment == 0; !f.named {
		kit.Load(d.stage, &f.slot, func(ctx context.Context) (app.Segment, error) { return d.firm.Segments.Get(ctx, m.Segment) }, func(s app.Segment, err error) {
			if err == nil {
				f.segment.Set(kit.Option{ID: int64(s.ID), Text: s.Name})
				f.named = true
			}
		})
	}
	f.owner = kit.NewTextField(kit.Spec{Key: "owner", Label: "Owner", Hint: "Who looks after it"}, "")
	f.note = kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 2)
	f.title.Set(m.Title)
	if m.Kind != "" {
		f.kind.Set(string(m.Kind))
	}
	f.tags.Set(optionsOf(m.Tags)...)
	f.types.Set(optionsOf(m.Types)...)
	f.services.Set(optionsOf(m.Services)...)
	f.owner.Set(m.Owner)
	f.note.Set(m.Note)
	f.form.Add(f.title, f.kind, f.types, f.services, f.segment, f.tags, f.owner, f.note)
	return f
}

func (f *materialForm) entered(m app.Material) app.Material {
	m.Title, m.Kind, m.Owner, m.Note = f.title.Value(), app.MaterialKind(f.kind.Value()), f.owner.Value(), f.note.Value()
	if o, _ := f.segment.Value(); f.named {
		m.Segment = app.ID[app.Segment](o.ID)
	}
	m.Tags, m.Types, m.Services = textsOf(f.tags.Value()), textsOf(f.types.Value()), textsOf(f.services.Value())
	return m
}

// versionFields are what a version says: a text, unless it is a file.
type versionFields struct {
	body, news *kit.TextField
	expires    *kit.DateField
	file       app.File
}

func newVersionFields(d *Desk, form *kit.Form, file app.File) *versionFields {
	v := &versionFields{file: file}
	v.body = kit.NewMultilineField(kit.Spec{Key: "text", Label: "What it says", Hint: "Markdown: # heading, - list, **bold**"}, "", 10)
	v.news = kit.NewTextField(kit.Spec{Key: "news", Label: "What is new in it"}, "")
	v.expires = kit.NewDateField(d.stage, kit.Spec{Key: "expires", Label: "May be used until", Hint: "Nothing: without end"})
	if file.Name == "" {
		form.Add(v.body)
	}
	form.Beside(v.expires, v.news)
	return v
}

func (v *versionFields) entered() app.NewVersion {
	n := app.NewVersion{News: v.news.Value(), Expires: dayOf(v.expires)}
	if v.file.Name != "" {
		n.File = &v.file
	} else {
		n.Body = v.body.Value()
	}
	return n
}

// newMaterial asks for a new piece; of a file where one was chosen or dropped.
func (d *Desk) newMaterial(file app.File) {
	f := newMaterialForm(d, app.Material{Owner: ""})
	note, again := "Its first version is a draft: nobody gets it before it is approved and published.", "material.new"
	if file.Name != "" {
		note, again = file.Name+" is kept in the data file. "+note, ""
		f.title.Set(strings.TrimSuffix(file.Name, filepath.Ext(file.Name)))
	}
	v := newVersionFields(d, f.form, file)
	d.openForm(formSpec{again: again, title: "New material", note: note, form: f.form, save: "Add material", submit: func(ask app.Ask) act {
		m, n := f.entered(app.Material{}), v.entered()
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Add(ctx, ask, m, n) }
	}, saved: func(r app.Receipt) { d.open("materials", view{ID: r.ID}) }})
}

// pickMaterial asks for a file of any kind.
func (d *Desk) pickMaterial(then func(app.File)) {
	if d.opts.Outside == nil {
		d.refuse(app.No("This window has no way to files.", "Use the command line: rapport material add, with --attach."))
		return
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.File, error) {
		name, raw, err := d.opts.Outside.PickFile(ctx, "Choose the file")
		return app.File{Name: name, Bytes: raw}, err
	}, func(f app.File, err error) {
		switch {
		case err != nil:
			d.refuse(err)
		case f.Name != "":
			then(f)
		}
	})
}

// editMaterial asks for the text of a draft that was written here, else for what is known of a material.
func (d *Desk) editMaterial(w app.WholeMaterial) {
	draft := pending(w)
	if draft.State == app.MaterialDraft && draft.File == "" {
		d.reviseDraft(w, draft)
		return
	}
	d.editDetails(w)
}

// editDetails asks for title, kind, audience, tags, owner and note.
func (d *Desk) editDetails(w app.WholeMaterial) {
	f := newMaterialForm(d, w.Row.Material)
	d.openForm(formSpec{again: "material.details", title: "Edit " + w.Row.Number, note: "What a version says does not change; add a new version for that.", form: f.form, save: "Save",
		submit: func(ask app.Ask) act {
			m := f.entered(w.Row.Material)
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Edit(ctx, ask, m) }
		}})
}

// reviseDraft asks for the text of a draft; title and audience have a form of their own.
func (d *Desk) reviseDraft(w app.WholeMaterial, draft app.MaterialVersion) {
	form := kit.NewForm()
	v := newVersionFields(d, form, app.File{})
	v.body.Set(draft.Body)
	v.news.Set(draft.News)
	v.expires.Set(draft.Expires)
	d.openForm(formSpec{again: "material.edit", title: "Draft of " + w.Row.Title, note: "Version " + grouped(int64(draft.No)) + ". Once it is in approval its text stays as it is.", form: form, save: "Save draft",
		submit: func(ask app.Ask) act {
			now := draft
			now.Body, now.News, now.Expires = v.body.Value(), v.news.Value(), dayOf(v.expires)
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Revise(ctx, ask, now) }
		}})
}

// newVersion asks for the next version; a text begins as the one before.
func (d *Desk) newVersion(w app.WholeMaterial, file app.File) {
	form := kit.NewForm()
	v := newVersionFields(d, form, file)
	v.body.Set(w.Row.Shown.Body)
	note := "The version in use stays until this one is published."
	if file.Name != "" {
		note = file.Name + " is kept in the data file. " + note
	}
	d.openForm(formSpec{title: "New version of " + w.Row.Title, note: note, form: form, save: "Add version", submit: func(ask app.Ask) act {
		n := v.entered()
		return func(ctx context.Context) (app.Receipt, error) {
			return d.firm.Materials.AddVersion(ctx, ask, w.Row.ID, n)
		}
	}})
}

// approveMaterial asks until when a version may be used.
func (d *Desk) approveMaterial(w app.WholeMaterial) {
	v := pending(w)
	expires := kit.NewDateField(d.stage, kit.Spec{Key: "expires", Label: "May be used until", Hint: "Nothing: without end"})
	expires.Set(v.Expires)
	d.openForm(formSpec{title: "Approve version " + grouped(int64(v.No)), note: w.Row.Title + ". It is kept that you approved it, today.", form: kit.NewForm().Add(expires), save: "Approve",
		submit: func(ask app.Ask) act {
			until := dayOf(expires)
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Approve(ctx, ask, v.ID, until) }
		}})
}

// sendBackMaterial asks what is to be changed.
func (d *Desk) sendBackMaterial(w app.WholeMaterial) {
	reason := kit.NewMultilineField(kit.Spec{Key: "reason", Label: "What is to be changed", Required: true}, "", 3)
	d.openForm(formSpec{title: "Back to draft", note: w.Row.Title, form: kit.NewForm().Add(reason), save: "Send back", submit: func(ask app.Ask) act {
		id, why := pending(w).ID, reason.Value()
		return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.SendBack(ctx, ask, id, why) }
	}})
}

// withdrawMaterial asks why; then it shows who is to be told, and the words for it.
func (d *Desk) withdrawMaterial(w app.WholeMaterial, v app.MaterialVersion) {
	reason := kit.NewMultilineField(kit.Spec{Key: "reason", Label: "Why", Required: true, Hint: "Holders read it"}, "", 3)
	d.openForm(formSpec{title: "Withdraw version " + grouped(int64(v.No)), note: w.Row.Title + ". It can't be handed over any more.", form: kit.NewForm().Add(reason), save: "Withdraw",
		submit: func(ask app.Ask) act {
			why := reason.Value()
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Withdraw(ctx, ask, v.ID, why) }
		}, saved: func(app.Receipt) {
			if v.Published != 0 {
				d.recallMaterial(w.Row.Material, v)
			}
		}})
}

// handOverMaterial asks who got the version shown, when and how.
func (d *Desk) handOverMaterial(w app.WholeMaterial, to ...kit.Option) {
	v := w.Row.Shown
	who := kit.NewPickManyField(d.stage, kit.Spec{Key: "partner", Label: "Who got it", Required: true}, d.findPartners)
	who.Set(to...)
	way := kit.NewChoiceField(kit.Spec{Key: "way", Label: "How"}, pairsOf(app.MaterialWays()...)...)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "When"})
	day.Set(d.today)
	note := kit.NewTextField(kit.Spec{Key: "note", Label: "Note"}, "")
	d.openForm(formSpec{again: "material.deliver", title: "Hand over " + w.Row.Title, note: "Version " + grouped(int64(v.No)) + ". Rapport keeps who got it; it does not send it.",
		form: kit.NewForm().Add(who, way).Beside(day, note), save: "Keep", submit: func(ask app.Ask) act {
			h := app.Handing{Of: v.ID, Way: way.Value(), Day: dayOf(day), Note: note.Value()}
			for _, o := range who.Value() {
				h.Partners = append(h.Partners, app.ID[app.Partner](o.ID))
			}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Deliver(ctx, ask, h) }
		}})
}
