package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/files"
	"rapport/views/kit"
)

// imports is the guided way of bringing in a file: choose, read, columns, check, done. Nothing is written before the last
// step, and the last step can be taken back.
type imports struct {
	d     *Desk
	flow  importFlow
	page  *kit.Page
	steps *kit.Steps
	body  *kit.Pages
	said  *kit.Text
	back  *kit.Button
	next  *kit.Button
	first fyne.Focusable // takes the keyboard on this step
	slot  kit.Slot
	twins kit.Slot
	stop  func()
	busy  bool
}

func newImports(d *Desk) screen {
	m := &imports{d: d, steps: kit.NewSteps("File", "Reading", "Columns", "Check", "Done"), body: kit.NewPages(), said: kit.NewText("", kit.Caption())}
	m.flow.kind = app.ImportPartners
	m.back = kit.NewButton("Back", "back", kit.Normal, m.goBack)
	m.next = kit.NewButton("Next", "", kit.Primary, m.goOn).Tip("", "Ctrl+Enter")
	head := kit.PageHead(kit.NewText("Import", kit.Title()), kit.NewText("", kit.Look{Hug: true}), kit.Across(0, kit.Fixed(520, 0, m.steps), kit.Space()), m.back, m.next)
	m.page = kit.NewPage(kit.PageSpec{Head: head, Body: m.body, Foot: d.footer(m.said, [][2]string{{"Ctrl+Enter", "next"}})})
	m.draw()
	return m
}

// Content belongs to screen.
func (m *imports) Content() fyne.CanvasObject { return m.page }

// Show belongs to screen; an import stays where it was.
func (m *imports) Show(view) {}

// View belongs to screen.
func (m *imports) View() view { return view{} }

// Changed belongs to screen. A file on its way is not touched by news; an import that was taken back is not shown as done.
func (m *imports) Changed(changes []app.Change) {
	id := m.flow.result.Batch
	if m.flow.step != importDone || id == 0 || m.busy || !concerns(changes, app.KindBatch) {
		return
	}
	kit.Load(m.d.stage, &m.slot, func(ctx context.Context) (app.Batch, error) { return m.d.firm.Imports.Get(ctx, id) }, func(b app.Batch, err error) {
		if err == nil && b.Undone {
			m.flow = importFlow{kind: m.flow.kind}
			m.draw()
		}
	})
}

// Focus belongs to screen.
func (m *imports) Focus() {
	if m.first != nil {
		m.d.root.Focus(m.first)
	}
}

// Close belongs to screen.
func (m *imports) Close() {
	m.slot.Cancel()
	m.twins.Cancel()
	if m.stop != nil {
		m.stop()
	}
}

// importCommands are what moves an import on.
func importCommands(d *Desk) []kit.Command {
	here := func() (*imports, bool) {
		m, ok := d.screens["import"]
		if !ok || !d.is("import") {
			return nil, false
		}
		return m.screen.(*imports), true
	}
	return []kit.Command{
		{ID: "import.next", Title: "Next step of the import", Icon: "forward", Group: "Import", Keys: "Ctrl+Enter",
			When: func() bool { m, ok := here(); return ok && !m.next.Disabled() }, Run: func() {
				if m, ok := here(); ok {
					m.goOn()
				}
			}},
		{ID: "import.file", Title: "Choose a file to import", Icon: "folder", Group: "Import", Keys: "Ctrl+O", Run: func() {
			d.visit("import")
			if m, ok := here(); ok {
				m.chooseFile()
			}
		}},
	}
}

// draw shows the step the import stands at.
func (m *imports) draw() {
	m.steps.Set(m.flow.step)
	m.said.Set("")
	m.first = nil
	kit.Shown(m.next, m.flow.step > importChoose)
	m.next.SetText([]string{"Next", "Next", "Check", "Import", "Import another"}[m.flow.step])
	kit.Shown(m.back, m.flow.step > importChoose && m.flow.step < importDone)
	m.may(true)
	var show fyne.CanvasObject
	switch m.flow.step {
	case importChoose:
		show = m.drawChoose()
	case importRead:
		show = m.drawRead()
	case importColumns:
		show = m.drawColumns()
	case importCheck:
		show = m.drawCheck()
	default:
		show = m.drawDone()
	}
	m.body.Open(show)
	m.page.Refresh()
	if m.d.is("import") {
		m.Focus()
	}
}

// may lets the person go on, or not yet.
func (m *imports) may(yes bool) {
	if yes {
		m.next.Enable()
	} else {
		m.next.Disable()
	}
}

func (m *imports) goBack() {
	if m.busy {
		return
	}
	m.flow.step = max(importChoose, m.flow.step-1)
	m.draw()
}

// goOn does what the step leads to.
func (m *imports) goOn() {
	if m.busy || m.next.Disabled() {
		return
	}
	switch m.flow.step {
	case importChoose:
		if m.flow.raw == nil {
			m.chooseFile()
			return
		}
		m.open(func() { m.flow.step = importRead })
	case importRead:
		m.guess()
	case importColumns:
		m.complete()
	case importCheck:
		m.run()
	default:
		m.flow = importFlow{kind: m.flow.kind}
		m.draw()
	}
}

// chooseFile asks for a file and opens it.
func (m *imports) chooseFile() {
	if m.busy {
		return
	}
	if m.d.opts.Outside == nil {
		m.d.refuse(app.No("This window has no way to files.", "Use the command line: rapport import."))
		return
	}
	m.busy = true
	type picked struct {
		name string
		raw  []byte
	}
	kit.Load(m.d.stage, &m.slot, func(ctx context.Context) (picked, error) {
		name, raw, err := m.d.opts.Outside.PickFile(ctx, "Choose a CSV, XLSX, vCard or mail file", ".csv", ".txt", ".tsv", ".xlsx", ".vcf", ".eml", ".mbox")
		return picked{name, raw}, err
	}, func(p picked, err error) {
		m.busy = false
		switch {
		case err != nil:
			m.d.refuse(err)
		case p.name != "":
			m.take(p.name, p.raw)
		}
	})
}

// take begins the import of the file that was chosen.
func (m *imports) take(name string, raw []byte) {
	m.flow.name, m.flow.raw, m.flow.options = name, raw, files.Options{}
	m.open(func() { m.flow.step = importRead })
}

// begin starts over with a kind of file, unless an import is under way.
func (m *imports) begin(kind string) {
	if !m.busy && (m.flow.step == importChoose || m.flow.step == importDone) {
		m.flow = importFlow{kind: kind}
		m.draw()
	}
}

// dropped begins the import of a file that was dropped on the window: what it holds is asked first.
func (m *imports) dropped(name string, raw []byte) {
	if m.busy {
		m.d.root.Toast(kit.Toast{Text: "An import is under way; wait until it is done, then drop " + name + " again."})
		return
	}
	m.flow = importFlow{kind: m.flow.kind, name: name, raw: raw}
	m.draw()
}

// open reads the file as the options say, and shows what stands in the way.
func (m *imports) open(then func()) {
	name, raw, o := m.flow.name, m.flow.raw, m.flow.options
	m.busy = true
	m.said.Set("Reading " + name + " …")
	kit.Load(m.d.stage, &m.slot, func(context.Context) (*files.Table, error) {
		t, err := files.Open(name, raw, o)
		if err != nil {
			return nil, app.Bad("", err.Error(), "")
		}
		return t, nil
	}, func(t *files.Table, err error) {
		m.busy = false
		m.said.Set("")
		if err != nil {
			m.d.refuse(err)
			return
		}
		m.flow.opened(t)
		then()
		m.draw()
	})
}

// guess makes the plan for the file.
func (m *imports) guess() {
	kind, table := m.flow.kind, m.flow.table
	type guessed struct {
		plan app.ImportPlan
		asks []app.ImportQuestion
	}
	m.busy = true
	kit.Load(m.d.stage, &m.slot, func(ctx context.Context) (guessed, error) {
		plan, asks, err := m.d.firm.Imports.Guess(ctx, kind, table)
		return guessed{plan, asks}, err
	}, func(g guessed, err error) {
		m.busy = false
		if err != nil {
			m.d.refuse(err)
			return
		}
		m.flow.plan, m.flow.asks, m.flow.fields = g.plan, g.asks, m.d.firm.Imports.Fields(kind)
		m.flow.identify()
		m.flow.step = importColumns
		m.draw()
	})
}

// complete settles what the columns leave open, asks what only a person knows, and checks the whole file.
func (m *imports) complete() {
	plan, table := m.flow.plan, m.flow.table
	type settled struct {
		plan app.ImportPlan
		asks []app.ImportQuestion
	}
	m.busy = true
	kit.Load(m.d.stage, &m.slot, func(ctx context.Context) (settled, error) {
		p, asks, err := m.d.firm.Imports.Complete(ctx, plan, table)
		return settled{p, asks}, err
	}, func(s settled, err error) {
		m.busy = false
		if err != nil {
			m.d.refuse(err)
			return
		}
		m.flow.plan, m.flow.asks = s.plan, s.asks
		m.flow.identify()
		if len(s.asks) > 0 {
			m.draw()
			m.said.Set(plural(len(s.asks), "question is", "questions are") + " open")
			return
		}
		m.dryRun()
	})
}
