package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// materialScreen is the firm's library, with the details of each piece.
type materialScreen struct {
	*list[app.MaterialRow]
	pane *materialPane
}

// newMaterials makes the section of materials.
func newMaterials(d *Desk) screen {
	m := &materialScreen{pane: newMaterialPane(d)}
	m.list = newList(d, listSpec[app.MaterialRow]{
		section: "materials", title: "Materials", one: "material", many: "materials", search: "Search materials",
		columns: []kit.Column{
			{Key: "number", Title: "Number", Width: 84, Sortable: true},
			{Key: "title", Title: "Title", Width: 180, Weight: 2, Sortable: true},
			{Key: "kind", Title: "Kind", Kind: kit.KindMuted, Width: 130, Sortable: true, HideBelow: 800},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 100, Sortable: true},
			{Key: "version", Title: "Version", Kind: kit.KindNumber, Width: 70},
			{Key: "expires", Title: "Until", Kind: kit.KindDay, Width: 100, Sortable: true},
			{Key: "holders", Title: "Held by", Kind: kit.KindNumber, Width: 76},
			{Key: "waiting", Title: "To send", Kind: kit.KindNumber, Width: 76},
		},
		order: []app.Sort{{Key: "title"}},
		key:   func(r app.MaterialRow) int64 { return int64(r.ID) },
		cells: func(r app.MaterialRow, into []kit.Cell) { materialCells(d, r, into) },
		ids:   d.firm.Materials.IDs, rows: d.firm.Materials.Rows,
		filters: []filterSpec{
			{field: "state", title: "State", any: "State: any", choices: func() []filter { return filtersOf("state", "State", app.MaterialStates()) }},
			{field: "kind", title: "Kind", choices: func() []filter { return filtersOf("kind", "Kind", app.MaterialKinds()) }},
			{field: "type", title: "For", choices: func() []filter { return filtersOf("type", "For", d.settings.PartnerTypes) }},
			{field: "partner", title: "Held by", find: d.findPartners},
		},
		concerns: []app.Kind{app.KindMaterial, app.KindMaterialDelivery},
		moves:    app.KindMaterial,
		first: kit.Empty{Icon: "folder", Title: "The library is empty",
			Text:   "Keep what partners need to hand: overviews, answers to objections, training, disclosure wording. Drop a file here, or write a text.",
			Action: "New material", Run: func() { d.newMaterial(app.File{}) }},
		add:    "material.new",
		hints:  [][2]string{{"C", "write"}, {"O", "view"}, {"A", "approve"}, {"P", "publish"}, {"H", "hand over"}},
		detail: m.pane,
		sides:  librarySides(d, "materials"),
		foot:   kit.NewLink("Outdated copies", func() { d.visit("held") }),
	})
	return m
}

// filtersOf offers each word of a list.
func filtersOf[W ~string](field, title string, words []W) []filter {
	out := make([]filter, len(words))
	for i, w := range words {
		out[i] = oneOf(field, title, string(w), string(w))
	}
	return out
}

func materialCells(d *Desk, r app.MaterialRow, into []kit.Cell) {
	state := r.Shown.Stands(d.today)
	into[0] = kit.Cell{Text: r.Number}
	into[1] = kit.Cell{Text: r.Title, Bold: state == app.MaterialPublished}
	into[2] = kit.Cell{Text: capital(string(r.Kind))}
	into[3] = kit.Cell{Text: capital(string(state)), Hue: materialHue(state)}
	into[4] = kit.Cell{Text: grouped(int64(r.Shown.No))}
	into[5] = kit.Cell{Text: dayWords(r.Shown.Expires, d.today)}
	if state == app.MaterialExpired {
		into[5].Role = kit.RoleError
	}
	into[6] = kit.Cell{Text: grouped(int64(r.Holders))}
	into[7] = kit.Cell{}
	if r.Waiting > 0 {
		into[7].Text = grouped(int64(r.Waiting))
	}
}

func materialHue(s app.MaterialState) kit.Hue {
	switch s {
	case app.MaterialPublished:
		return kit.Green
	case app.MaterialApproved:
		return kit.Blue
	case app.MaterialApproval:
		return kit.Amber
	case app.MaterialExpired, app.MaterialWithdrawn:
		return kit.Red
	}
	return kit.Grey
}

// material is the one whose details are shown in the section of materials.
func (d *Desk) material() (app.WholeMaterial, bool) {
	m, ok := d.screens["materials"]
	if !ok || !d.is("materials") {
		return app.WholeMaterial{}, false
	}
	p := m.screen.(*materialScreen).pane
	return p.shown, p.ready
}

// materialCommands are what can be done with materials.
func materialCommands(d *Desk) []kit.Command {
	const group = "Materials"
	here := func() bool { return d.is("materials") }
	may := func(fits func(v app.MaterialVersion) bool) func() bool {
		return func() bool { w, ok := d.material(); return ok && fits(pending(w)) }
	}
	with := func(run func(app.WholeMaterial)) func() {
		return func() {
			if w, ok := d.material(); ok {
				run(w)
			}
		}
	}
	in := func(states ...app.MaterialState) func(app.MaterialVersion) bool {
		return func(v app.MaterialVersion) bool {
			for _, s := range states {
				if v.Stands(d.today) == s {
					return true
				}
			}
			return false
		}
	}
	always := func(app.MaterialVersion) bool { return true }
	return []kit.Command{
		{ID: "material.new", Title: "New material", Icon: "plus", Group: group, Keys: "C, Ctrl+N", When: here, Run: func() { d.newMaterial(app.File{}) }},
		{ID: "material.file", Title: "New material from a file", Icon: "import", Group: group, Keys: "F", When: here, Run: func() { d.pickMaterial(func(f app.File) { d.newMaterial(f) }) }},
		{ID: "material.view", Title: "View material", Icon: "eye", Group: group, Keys: "O", When: may(always), Run: with(func(w app.WholeMaterial) { d.viewVersion(w, w.Row.Shown) })},
		{ID: "material.edit", Title: "Edit material", Icon: "edit", Group: group, Keys: "E", When: may(always), Run: with(d.editMaterial)},
		{ID: "material.details", Title: "Title, audience and tags of the material", Icon: "tag", Group: group, Keys: "T", When: may(always), Run: with(d.editDetails)},
		{ID: "material.version", Title: "New version of the material", Icon: "plus", Group: group, Keys: "N", When: may(always), Run: with(func(w app.WholeMaterial) { d.newVersion(w, app.File{}) })},
		{ID: "material.versionfile", Title: "New version of the material from a file", Icon: "import", Group: group, When: may(always), Run: with(func(w app.WholeMaterial) {
			d.pickMaterial(func(f app.File) { d.newVersion(w, f) })
		})},
		{ID: "material.submit", Title: "Hand the draft in for approval", Icon: "forward", Group: group, When: may(in(app.MaterialDraft)), Run: with(d.submitMaterial)},
		{ID: "material.approve", Title: "Approve material", Icon: "check", Group: group, Keys: "A",
			When: may(in(app.MaterialDraft, app.MaterialApproval, app.MaterialApproved, app.MaterialPublished, app.MaterialExpired)), Run: with(d.approveMaterial)},
		{ID: "material.back", Title: "Send the material back to draft", Icon: "back", Group: group, When: may(in(app.MaterialApproval, app.MaterialApproved)), Run: with(d.sendBackMaterial)},
		{ID: "material.publish", Title: "Publish material", Icon: "export", Group: group, Keys: "P", When: may(in(app.MaterialApproved)), Run: with(d.publishMaterial)},
		{ID: "material.mail", Title: "E-mail the material, or its recall", Icon: "mail", Group: group, Keys: "M",
			When: func() bool { w, ok := d.material(); return ok && w.Row.Shown.Published != 0 }, Run: with(func(w app.WholeMaterial) { d.mailMaterial(w.Row.Material, w.Row.Shown) })},
		{ID: "material.deliver", Title: "Hand the material over", Icon: "partners", Group: group, Keys: "H",
			When: func() bool { w, ok := d.material(); return ok && w.Row.Shown.Published != 0 }, Run: with(func(w app.WholeMaterial) { d.handOverMaterial(w) })},
		{ID: "material.brand", Title: "PDF of the material with a partner's name and logo", Icon: "partners", Group: group, Keys: "B",
			When: may(func(v app.MaterialVersion) bool { return v.Body != "" }), Run: with(d.brandMaterial)},
		{ID: "material.withdraw", Title: "Withdraw the version shown", Icon: "stop", Group: group, Keys: "W",
			When: func() bool {
				w, ok := d.material()
				return ok && w.Row.Shown.State != app.MaterialWithdrawn
			}, Run: with(func(w app.WholeMaterial) { d.withdrawMaterial(w, w.Row.Shown) })},
	}
}

// pending is the version on its way, where there is one, else the one shown.
func pending(w app.WholeMaterial) app.MaterialVersion {
	if v := w.Versions[0]; v.State == app.MaterialDraft || v.State == app.MaterialApproval {
		return v
	}
	return w.Row.Shown
}
