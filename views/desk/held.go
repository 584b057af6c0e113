package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// heldScreen is who holds a version that is outdated, expired or withdrawn.
type heldScreen struct{ *list[app.HeldRow] }

func newHeld(d *Desk) screen {
	return &heldScreen{newList(d, listSpec[app.HeldRow]{
		section: "held", title: "Outdated copies", one: "copy", many: "copies", search: "Search partners and titles",
		sides: materialSides(d, "held"),
		columns: []kit.Column{
			{Key: "material", Title: "Material", Width: 180, Weight: 2},
			{Key: "partner", Title: "Held by", Width: 150, Weight: 1.4},
			{Key: "person", Title: "Person", Kind: kit.KindMuted, Width: 120, HideBelow: 900},
			{Key: "version", Title: "Version", Kind: kit.KindNumber, Width: 76},
			{Key: "latest", Title: "In use", Kind: kit.KindNumber, Width: 70},
			{Key: "day", Title: "Got it", Kind: kit.KindDay, Width: 100},
			{Key: "state", Title: "State", Kind: kit.KindChip, Width: 104},
			{Key: "told", Title: "Told", Kind: kit.KindDay, Width: 100},
		},
		order: []app.Sort{{Key: "material"}},
		key:   func(h app.HeldRow) int64 { return int64(h.ID) },
		cells: func(h app.HeldRow, into []kit.Cell) { heldCells(d, h, into) },
		ids:   d.firm.Materials.OldIDs, rows: d.firm.Materials.OldRows,
		filters: []filterSpec{{field: "state", title: "State", any: "State: any", choices: func() []filter {
			return filtersOf("state", "State", []app.HeldState{app.HeldOutdated, app.HeldExpired, app.HeldWithdrawn})
		}}},
		concerns: []app.Kind{app.KindMaterial, app.KindPartner, app.KindPerson},
		moves:    app.KindMaterialDelivery,
		first: kit.Empty{Icon: "check", Title: "Nobody holds an outdated copy",
			Text: "Who got a material is kept with it. Who still holds a version that was replaced, ran out or was withdrawn stands here.", Action: "Materials", Run: func() { d.visit("materials") }},
		menu:  []string{"held.mail", "held.material", "held.partner"},
		hints: [][2]string{{"E", "e-mail"}, {"O", "material"}, {"P", "partner"}},
	})}
}

// materialSides turns between the materials and the copies of them that are not good any more.
func materialSides(d *Desk, here string) fyne.CanvasObject {
	s := kit.NewSegments(func(key string) { d.visit(key) }, kit.Pair{Value: "materials", Text: "Materials"}, kit.Pair{Value: "held", Text: "Outdated copies"})
	s.Set(here)
	return s
}

func heldCells(d *Desk, h app.HeldRow, into []kit.Cell) {
	into[0] = kit.Cell{Text: join(h.Title, h.Number)}
	into[1] = kit.Cell{Text: h.PartnerName}
	into[2] = kit.Cell{Text: h.PersonName}
	into[3] = kit.Cell{Text: grouped(int64(h.Held.No))}
	into[4] = kit.Cell{}
	if h.Latest > 0 {
		into[4].Text = grouped(int64(h.Latest))
	}
	into[5] = kit.Cell{Text: dayWords(h.Day, d.today)}
	into[6] = kit.Cell{Text: capital(string(h.State)), Hue: heldHue(h.State)}
	into[7] = kit.Cell{Text: dayWords(h.Recalled, d.today)}
	if h.State == app.HeldWithdrawn && h.Recalled == 0 {
		into[7] = kit.Cell{Text: "not yet", Role: kit.RoleError}
	}
}

// heldShown are the copies that are marked, else the one under the cursor.
func (d *Desk) heldShown(then func([]app.HeldRow)) {
	m, ok := d.screens["held"]
	if !ok || !d.is("held") {
		return
	}
	var ids []int32
	for _, id := range m.screen.(*heldScreen).picked() {
		ids = append(ids, int32(id))
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) ([]app.HeldRow, error) { return d.firm.Materials.OldRows(ctx, ids) }, func(rows []app.HeldRow, err error) {
		if err != nil {
			d.refuse(err)
		} else if len(rows) > 0 {
			then(rows)
		}
	})
}

func heldCommands(d *Desk) []kit.Command {
	const group = "Materials"
	here := func() bool { return d.is("held") }
	return []kit.Command{
		{ID: "held.mail", Title: "E-mail what holders need", Icon: "mail", Group: group, Keys: "E", When: here, Run: func() { d.heldShown(d.mailHolders) }},
		{ID: "held.material", Title: "Open the material held", Icon: "folder", Group: group, Keys: "O", When: here,
			Run: func() { d.heldShown(func(h []app.HeldRow) { d.open("materials", view{ID: int64(h[0].Material)}) }) }},
		{ID: "held.partner", Title: "Open the holder", Icon: "partners", Group: group, Keys: "P", When: here,
			Run: func() { d.heldShown(func(h []app.HeldRow) { d.openPartner(h[0].Partner, h[0].PartnerName) }) }},
	}
}

// mailHolders writes to the holders of one material: the version in use, or the recall of a withdrawn one.
func (d *Desk) mailHolders(held []app.HeldRow) {
	first := held[0]
	var to []kit.Option
	for _, h := range held {
		if h.Material != first.Material || (h.State == app.HeldWithdrawn) != (first.State == app.HeldWithdrawn) {
			d.refuse(app.No("Copies of different materials are marked.", "Mark those of one material that are to get the same message."))
			return
		}
		to = append(to, kit.Option{ID: int64(h.Partner), Text: h.PartnerName})
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (app.WholeMaterial, error) {
		return d.firm.Materials.Whole(ctx, first.Material)
	}, func(w app.WholeMaterial, err error) {
		v, missing := w.VersionNo(map[bool]int{true: first.Held.No}[first.State == app.HeldWithdrawn])
		switch {
		case err != nil:
			d.refuse(err)
		case missing != nil:
			d.refuse(missing)
		case first.State != app.HeldWithdrawn && v.Stands(w.Today) != app.MaterialPublished:
			d.refuse(app.No("No version of "+w.Row.Title+" is in use.", "Publish one, or approve this one for longer."))
		default:
			d.mailMaterial(w.Row.Material, v, to...)
		}
	})
}
