package desk

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/views/files"
	"rapport/views/kit"
)

// drawChoose asks what the file holds, and for the file.
func (m *imports) drawChoose() fyne.CanvasObject {
	rows := kit.Down(8, kit.NewText("What does the file hold?", kit.Look{Size: 15, Bold: true}),
		kit.NewText("A CSV or XLSX file with headings, one row for each thing, or for people a vCard file. Nothing is changed before you have seen what would happen.", kit.Look{Role: kit.RoleMuted, Wrap: true}))
	kinds := make([]kit.Pair, 0, 6)
	hints := map[string]string{}
	for _, k := range m.d.firm.Imports.Kinds() {
		kinds = append(kinds, kit.Pair{Value: k.Key, Text: k.Title})
		hints[k.Key] = k.Hint
	}
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "One row is", Hint: hints[m.flow.kind]}, kinds...)
	kind.Set(m.flow.kind)
	needs := kit.NewText("", kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true})
	tell := func() { needs.Set(fieldsWords(m.d.firm.Imports.Fields(m.flow.kind))) }
	kind.OnChange(func() {
		m.flow.kind = kind.Value()
		kind.SetHint(hints[m.flow.kind])
		tell()
	})
	tell()
	choose := kit.NewButton("Choose a file…", "folder", kit.Primary, m.chooseFile).Tip("", "Ctrl+O")
	rows.Add(kit.Pad(10, 0, 0, 0, kind))
	rows.Add(needs)
	buttons := kit.Across(8)
	if m.flow.raw != nil {
		choose.SetKind(kit.Normal)
		choose.SetText("Another file…")
		buttons.Add(kit.NewButton("Go on with "+m.flow.name, "forward", kit.Primary, m.goOn).Tip("", "Ctrl+Enter"))
	}
	buttons.Add(choose)
	buttons.Add(kit.Space())
	rows.Add(kit.Pad(8, 0, 0, 0, buttons))
	m.first = kind.Target()
	return kit.Middle(620, rows)
}

// fieldsWords lists what the columns of a kind can hold, the needed ones first.
func fieldsWords(fields []app.ImportField) string {
	var needed, other []string
	for _, f := range fields {
		if f.Required {
			needed = append(needed, f.Title)
		} else {
			other = append(other, strings.ToLower(f.Title))
		}
	}
	return "Needed: " + strings.Join(needed, ", ") + ". Also read: " + strings.Join(other, ", ") + "."
}

// drawRead shows how the file is read, with its first rows.
func (m *imports) drawRead() fyne.CanvasObject {
	g := m.flow.table.Guess
	form := kit.NewForm()
	choice := func(key, label, now string, list []string, set func(o *files.Options, v string)) *kit.ChoiceField {
		pairs := make([]kit.Pair, len(list))
		for i, v := range list {
			pairs[i] = kit.Pair{Value: v, Text: delimiterWords(v)}
		}
		f := kit.NewChoiceField(kit.Spec{Key: key, Label: label}, pairs...)
		f.Set(now)
		f.OnChange(func() { set(&m.flow.options, f.Value()); m.open(func() {}) })
		return f
	}
	encoding := func() kit.Field {
		return choice("encoding", "Encoding", g.Encoding, files.Encodings(), func(o *files.Options, v string) { o.Encoding = v })
	}
	read := plural(m.flow.table.Count, "row", "rows") + ", headings in line " + strconv.Itoa(m.flow.table.HeaderLine)
	switch g.Kind {
	case files.XLSX:
		form.Add(choice("sheet", "Sheet", g.Sheet, g.Sheets, func(o *files.Options, v string) { o.Sheet = v }))
	case files.VCard:
		form.Add(encoding())
		read = plural(m.flow.table.Count, "contact", "contacts")
	default:
		form.Beside(encoding(), choice("delimiter", "Between the values", g.Delimiter, files.Delimiters(), func(o *files.Options, v string) { o.Delimiter = v }))
	}
	about := kit.Down(4, kit.NewText(m.flow.name+": "+read, kit.Look{Bold: true}))
	for _, n := range g.Notes {
		about.Add(kit.NewText(n, kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
	}
	if !g.Confident {
		about.Add(kit.NewText("Look at the first rows: are the letters and columns right?", kit.Look{Role: kit.RoleWarning, Size: 12, Wrap: true}))
	}
	m.first = m.next
	return kit.Down(0, kit.Pad(14, 16, 0, 16, about), kit.Fixed(0, 100, form.Content()), kit.NewRule(kit.RoleBorder), kit.Grow(m.sampleGrid()))
}

// delimiterWords names a delimiter that cannot be seen.
func delimiterWords(v string) string {
	switch v {
	case "\t":
		return "Tab"
	case ",":
		return "Comma ,"
	case ";":
		return "Semicolon ;"
	case "|":
		return "Bar |"
	}
	return v
}

// sampleGrid shows the first rows as they are read.
func (m *imports) sampleGrid() fyne.CanvasObject {
	var columns []kit.Column
	for i, h := range m.flow.table.Headings() {
		columns = append(columns, kit.Column{Key: "c" + strconv.Itoa(i), Title: h, Width: 120, Weight: 1, HideBelow: float32(i) * 118})
	}
	return kit.NewGrid(m.d.stage, columns, textRows{m.flow.sample})
}

// textRows is rows of text as a grid asks for them.
type textRows struct{ rows [][]string }

// Len belongs to kit.Source.
func (s textRows) Len() int { return len(s.rows) }

// ID belongs to kit.Source.
func (s textRows) ID(i int) int64 { return int64(i) + 1 }

// Row belongs to kit.Source.
func (s textRows) Row(i int, into []kit.Cell) bool {
	for c := range into {
		if c < len(s.rows[i]) {
			into[c].Text = s.rows[i][c]
		}
	}
	return true
}

// drawColumns asks which column is what, and what only a person knows of the file.
func (m *imports) drawColumns() fyne.CanvasObject {
	form := kit.NewForm()
	if len(m.flow.asks) > 0 {
		form.Section("To be answered")
		for _, q := range m.flow.asks {
			form.Add(m.question(q))
		}
	}
	form.Section("Which column holds what")
	var row []kit.Field
	for _, f := range m.flow.fields {
		row = append(row, m.columnField(f))
		if len(row) == 2 {
			form.Beside(row...)
			row = nil
		}
	}
	if len(row) > 0 {
		form.Beside(row[0], m.currencyField()).Section("How it is read").Add(m.allOrNothing())
	} else {
		form.Section("How it is read").Beside(m.currencyField(), m.allOrNothing())
	}
	form.Beside(m.daysField(), m.decimalField())
	if left := m.flow.unused(); len(left) > 0 {
		form.Put(kit.NewText("Not read: "+strings.Join(left, ", ")+".", kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
	}
	m.first = form.First()
	return &fyne.Container{Layout: lane{760}, Objects: []fyne.CanvasObject{form.Content()}}
}

// question asks one thing; an answer is taken at once.
func (m *imports) question(q app.ImportQuestion) kit.Field {
	pairs := make([]kit.Pair, len(q.Choices))
	for i, c := range q.Choices {
		pairs[i] = kit.Pair{Value: c, Text: c}
	}
	hint := ""
	if len(q.Samples) > 0 {
		hint = "In the file: " + strings.Join(q.Samples, ", ")
	}
	f := kit.NewChoiceField(kit.Spec{Key: "ask " + q.About + q.Field, Label: q.Say, Required: true, Hint: hint}, pairs...).Unset()
	f.OnChange(func() { m.flow.answer(q, f.Value()) })
	return f
}

// columnField asks which column holds a field.
func (m *imports) columnField(field app.ImportField) kit.Field {
	pairs := []kit.Pair{{Value: "", Text: "— not in this file —"}}
	for _, h := range m.flow.table.Headings() {
		pairs = append(pairs, kit.Pair{Value: h, Text: h})
	}
	f := kit.NewChoiceField(kit.Spec{Key: field.Key, Label: field.Title, Required: field.Required}, pairs...)
	f.Set(m.flow.plan.Columns[field.Key])
	tell := func() {
		if s := m.flow.samplesOf(f.Value()); s != "" {
			f.SetHint("Such as " + s)
		} else {
			f.SetHint(field.Hint)
		}
	}
	f.OnChange(func() { m.flow.setColumn(field.Key, f.Value()); tell() })
	tell()
	return f
}

// daysField shows how days are taken to be written, and lets a person say otherwise.
func (m *imports) daysField() kit.Field {
	pairs := []kit.Pair{{Value: "", Text: "As the file tells"}}
	for _, f := range calendar.Formats() {
		pairs = append(pairs, kit.Pair{Value: f, Text: f})
	}
	f := kit.NewChoiceField(kit.Spec{Key: "days", Label: "Days are written", Hint: "Guessed from all rows"}, pairs...)
	f.Set(m.flow.plan.DateFormat)
	f.OnChange(func() { m.flow.plan.DateFormat = f.Value() })
	return f
}

// decimalField does the same for the sign that begins the decimals.
func (m *imports) decimalField() kit.Field {
	f := kit.NewChoiceField(kit.Spec{Key: "decimals", Label: "Decimals begin with", Hint: "Guessed from all rows"},
		kit.Pair{Value: money.AskDecimal.String(), Text: "As the file tells"}, kit.Pair{Value: money.Point.String(), Text: "a point: 1,234.50"},
		kit.Pair{Value: money.Comma.String(), Text: "a comma: 1.234,50"})
	f.Set(m.flow.plan.Decimal.String())
	f.OnChange(func() { m.flow.answer(app.ImportQuestion{About: app.AskDecimals}, f.Value()) })
	return f
}

func (m *imports) currencyField() kit.Field {
	f := kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Hint: "Of amounts that do not name one"}, string(m.d.settings.Currency))
	now := m.flow.plan.Currency
	if now == "" {
		now = m.d.settings.Currency
	}
	f.Set(string(now))
	f.OnChange(func() { m.flow.plan.Currency = money.Currency(strings.ToUpper(f.Value())) })
	return f
}

func (m *imports) allOrNothing() kit.Field {
	f := kit.NewCheckField(kit.Spec{Key: "all", Label: "When a row is refused"}, "Import nothing at all")
	f.Set(m.flow.plan.AllOrNothing)
	f.OnChange(func() { m.flow.plan.AllOrNothing = f.Value() })
	return f
}

// lane keeps one column from becoming wider than it reads well.
type lane struct{ width float32 }

// MinSize belongs to fyne.Layout.
func (l lane) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout belongs to fyne.Layout.
func (l lane) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(fyne.NewSize(min(s.Width, kit.Px(l.width)), s.Height))
}
