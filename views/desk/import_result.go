package desk

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// drawCheck shows exactly what the import would do, and every row it refuses.
func (m *imports) drawCheck() fyne.CanvasObject {
	res := m.flow.dry
	title := "This is what the import will do"
	if !changes(res) {
		title = "There is nothing to import"
		m.may(false)
	}
	if m.flow.refusal != "" {
		title = "Nothing will be imported"
		m.may(false)
	}
	top := kit.Down(8, kit.NewText(title, kit.Look{Size: 15, Bold: true}), m.countCard(res))
	if res.KnownRows > 0 || m.flow.plan.KnownClients == app.KnownRefused {
		top.Add(m.knownChoice())
	}
	if m.flow.refusal != "" {
		top.Add(kit.NewText(m.flow.refusal, kit.Look{Role: kit.RoleError, Wrap: true}))
	}
	m.first = m.next
	return m.outcome(top, res)
}

// knownChoice asks what becomes of rows that introduce a client known before; another answer checks the file again.
func (m *imports) knownChoice() fyne.CanvasObject {
	f := kit.NewChoiceField(kit.Spec{Key: "known", Label: "Rows with a client that was known before"}, kit.Pair{Value: app.KnownNoted, Text: "Take with a note"},
		kit.Pair{Value: app.KnownRefused, Text: "Refuse"})
	f.Set(m.flow.plan.KnownClients)
	f.OnChange(func() {
		m.flow.plan.KnownClients = f.Value()
		m.dryRun()
	})
	return f
}

// drawDone says what happened, with the way back.
func (m *imports) drawDone() fyne.CanvasObject {
	res := m.flow.result
	title := grouped(res.Rows-res.Refused) + " of " + plural(res.Rows, "row", "rows") + " of " + m.flow.name + " imported"
	if res.Batch == 0 {
		title = "Nothing was changed"
	}
	top := kit.Down(8, kit.Across(8, kit.NewIcon("check", kit.RoleSuccess, 18), kit.Grow(kit.NewText(title, kit.Look{Size: 15, Bold: true}))), m.countCard(res))
	acts := kit.Across(8)
	if res.Batch != 0 {
		acts.Add(kit.NewButton("Undo this import", "undo", kit.Normal, func() {
			m.d.undoImport(res.Batch, nil)
		}))
	}
	where := map[string]string{app.ImportPartners: "partners", app.ImportPeople: "partners"}[m.flow.kind]
	if where == "" {
		where = "referrals"
	}
	acts.Add(kit.NewButton("Show the "+where, "", kit.Normal, func() { m.d.visit(where) }))
	if res.Batch != 0 {
		m.offerTwins(acts)
	}
	acts.Add(kit.Space())
	top.Add(acts)
	m.first = m.next
	return m.outcome(top, res)
}

// offerTwins adds the ways to what may be there twice now, once that was looked for.
func (m *imports) offerTwins(acts *fyne.Container) {
	link := func(side string) *kit.Button {
		b := kit.NewButton("", "merge", kit.Normal, func() { m.d.open("duplicates", twinView(side, "")) })
		b.Hide()
		acts.Add(b)
		return b
	}
	partners, clients := link(twinPartners), link(twinClients)
	kit.Load(m.d.stage, &m.twins, m.d.firm.Duplicates.Count, func(n app.DuplicateCount, err error) {
		if err != nil {
			return // the section says what is wrong
		}
		for _, side := range []struct {
			b    *kit.Button
			n    int
			many string
		}{{partners, n.Partners, "partners"}, {clients, n.Clients, "clients"}} {
			if side.n > 0 {
				side.b.SetText(plural(side.n, "pair", "pairs") + " of " + side.many + " may be the same")
				side.b.Show()
			}
		}
		acts.Refresh()
	})
}

// countCard is the counts by concept, as a small table.
func (m *imports) countCard(res app.ImportResult) fyne.CanvasObject {
	number := func(n int64, role kit.Role) fyne.CanvasObject {
		text := "—"
		if n > 0 {
			text = grouped(n)
		}
		return kit.Fixed(100, 0, kit.NewText(text, kit.Look{Role: role, Align: fyne.TextAlignTrailing}))
	}
	head := func(s string) fyne.CanvasObject {
		return kit.Fixed(100, 0, kit.NewText(s, kit.Look{Role: kit.RoleMuted, Size: 12, Align: fyne.TextAlignTrailing}))
	}
	table := kit.Down(6, kit.Across(0, kit.Fixed(120, 0, kit.NewText("", kit.Look{})), head("New"), head("Changed"), head("Unchanged"), kit.Space()))
	for _, l := range countLines(res) {
		table.Add(kit.Across(0, kit.Fixed(120, 0, kit.NewText(capital(l.what), kit.Look{})), number(l.created, kit.RoleText), number(l.updated, kit.RoleText),
			number(l.unchanged, kit.RoleMuted), kit.Space()))
	}
	rows := plural(res.Rows, "row", "rows") + " read"
	role := kit.RoleMuted
	if res.Refused > 0 {
		rows += ", " + grouped(res.Refused) + " refused"
		role = kit.RoleError
	}
	table.Add(kit.NewText(rows, kit.Look{Role: role, Size: 12}))
	return kit.Card(table)
}

// outcome puts what is said above the refused rows.
func (m *imports) outcome(top *fyne.Container, res app.ImportResult) fyne.CanvasObject {
	for _, n := range res.Notes {
		top.Add(kit.NewText(n, kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
	}
	head := &fyne.Container{Layout: lane{640}, Objects: []fyne.CanvasObject{kit.Pad(16, 16, 12, 16, top)}}
	if len(res.Problems)+len(res.Known) == 0 {
		return kit.Down(0, head, kit.Space())
	}
	say, list := "Refused: correct them in the file and import it again; rows that are kept already stay as they are.", res.Problems
	columns := []kit.Column{{Key: "row", Title: "Row", Kind: kit.KindNumber, Width: 64}, {Key: "column", Title: "Column", Width: 130},
		{Key: "value", Title: "Value", Width: 150}, {Key: "reason", Title: "Reason", Width: 200, Weight: 1}}
	if len(res.Known) > 0 {
		say, list = "Known before: taken, with what is known in the note of the referral.", append(slices.Clone(res.Problems), res.Known...)
		if len(res.Problems) > 0 {
			say = "Refused, and known before: those are taken, with what is known in their note."
		}
		columns = append(columns, kit.Column{Key: "what", Title: "", Kind: kit.KindChip, Width: 118})
	}
	bar := kit.Across(10, kit.Grow(kit.NewText(say, kit.Look{Role: kit.RoleMuted, Size: 12})),
		kit.NewButton("Save as CSV…", "export", kit.Normal, func() { m.saveRefused(list) }).Small())
	grid := kit.NewGrid(m.d.stage, columns, refusals{list, len(res.Problems)})
	return kit.Down(0, head, kit.NewRule(kit.RoleBorder), kit.Pad(8, 16, 8, 16, bar), kit.Grow(grid))
}

// refusals is the refused rows as a grid asks for them.
type refusals struct {
	list    []app.ImportProblem
	refused int // of them; the others were taken with a note
}

// Len belongs to kit.Source.
func (r refusals) Len() int { return len(r.list) }

// ID belongs to kit.Source.
func (r refusals) ID(i int) int64 { return int64(i) + 1 }

// Row belongs to kit.Source.
func (r refusals) Row(i int, into []kit.Cell) bool {
	p := r.list[i]
	into[0].Text, into[1].Text, into[2].Text, into[3].Text = strconv.Itoa(p.Row), p.Column, p.Value, p.Reason
	if len(into) > 4 {
		into[4] = kit.Cell{Text: "Refused", Hue: kit.Red}
		if i >= r.refused {
			into[4] = kit.Cell{Text: "With a note", Hue: kit.Amber}
		}
	}
	return true
}
