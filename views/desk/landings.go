package desk

import (
	"context"

	"rapport/app"
	"rapport/views/kit"
)

// landingScreen is the landing pages that were written, those first that must go or be written again.
type landingScreen struct{ *list[app.LandingRow] }

func newLandings(d *Desk) screen {
	return &landingScreen{newList(d, listSpec[app.LandingRow]{
		section: "landings", title: "Landing pages", one: "page", many: "pages", search: "Search partners and folders",
		sides: referralSides(d, "landings"),
		columns: []kit.Column{
			{Key: "partner", Title: "Partner", Width: 140, Weight: 1.2},
			{Key: "folder", Title: "Folder", Kind: kit.KindMuted, Width: 140, Weight: 1.2},
			{Key: "language", Title: "Language", Kind: kit.KindMuted, Width: 84, HideBelow: 900},
			{Key: "day", Title: "Written", Kind: kit.KindDay, Width: 100},
			{Key: "do", Title: "To do", Kind: kit.KindChip, Width: 112},
			{Key: "why", Title: "Why", Kind: kit.KindMuted, Width: 180, Weight: 2, HideBelow: 620},
		},
		order: []app.Sort{{Key: "do"}},
		key:   func(l app.LandingRow) int64 { return int64(l.ID) },
		cells: func(l app.LandingRow, into []kit.Cell) {
			into[0], into[1], into[2] = kit.Cell{Text: join(l.PartnerName, l.Campaign)}, kit.Cell{Text: l.Folder}, kit.Cell{Text: l.Language.Name()}
			into[3], into[4], into[5] = kit.Cell{Text: dayWords(l.Day, d.today)}, kit.Cell{Text: capital(string(l.Do)), Hue: landingHue(l.Do)}, kit.Cell{Text: orText(l.Why, l.Disclosed)}
		},
		ids: d.firm.Landings.IDs, rows: d.firm.Landings.Rows,
		filters:  []filterSpec{{field: "do", title: "To do", any: "To do: any", choices: func() []filter { return filtersOf("do", "To do", app.LandingDos()) }}},
		concerns: []app.Kind{app.KindPartner, app.KindMaterial, app.KindAgreement, app.KindSettings},
		moves:    app.KindLanding,
		first: kit.Empty{Icon: "link", Title: "No landing page was written yet",
			Text: "A page of the web for each partner, with its code, a form and the disclosure its agreement asks for. Choose a partner and write its page.", Action: "Partners", Run: func() { d.visit("partners") }},
		menu:  []string{"landings.partner", "landings.down"},
		hints: [][2]string{{"O", "partner, to write again"}, {"D", "taken down"}},
	})}
}

func landingHue(do app.LandingDo) kit.Hue {
	switch do {
	case app.LandingTake:
		return kit.Red
	case app.LandingAgain:
		return kit.Amber
	case app.LandingCurrent:
		return kit.Green
	}
	return kit.Grey
}

func landingsCommands(d *Desk) []kit.Command {
	const group = "Landing pages"
	here := func() bool { return d.is("landings") }
	return []kit.Command{
		{ID: "landings.partner", Title: "Open the partner of the page", Icon: "partners", Group: group, Keys: "O", When: here, Run: func() {
			d.landingShown(func(l app.LandingRow) { d.openPartner(l.Partner, l.PartnerName) })
		}},
		{ID: "landings.down", Title: "The page is off the web", Icon: "trash", Group: group, Keys: "D", When: here, Run: func() {
			d.landingShown(func(l app.LandingRow) {
				ask := app.Ask{Key: d.opts.NewKey()}
				d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Landings.Down(ctx, ask, l.ID) }, nil)
			})
		}},
	}
}

// landingShown is the page under the cursor.
func (d *Desk) landingShown(then func(app.LandingRow)) {
	m, ok := d.screens["landings"]
	if !ok || !d.is("landings") {
		return
	}
	var ids []int32
	for _, id := range m.screen.(*landingScreen).picked() {
		ids = append(ids, int32(id))
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) ([]app.LandingRow, error) {
		return d.firm.Landings.Rows(ctx, ids[:min(1, len(ids))])
	}, func(rows []app.LandingRow, err error) {
		if err != nil {
			d.refuse(err)
		} else if len(rows) > 0 {
			then(rows[0])
		}
	})
}
