package desk

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rapport/app"
	"rapport/app/bank"
	"rapport/app/money"
	"rapport/views/kit"
)

// settings is the section of what the firm says of itself, how it looks, and how its file is looked after.
type settings struct {
	d                                 *Desk
	page                              *kit.Page
	firm, print, lists, file, batches *fyne.Container
	approval, tiers, rates, payouts   *fyne.Container
	people, mail                      *fyne.Container
	said                              *kit.Text
	slot                              kit.Slot
	first, review                     *kit.Button
}

// fileFacts is what is read of the file for this page.
type fileFacts struct {
	info    app.FileInfo
	batches []app.Batch
	rates   []app.RatePair
}

// batchesShown is how many imports are listed.
const batchesShown = 12

func newSettings(d *Desk) screen {
	s := &settings{d: d, people: kit.Down(6), mail: kit.Down(6), approval: kit.Down(6), payouts: kit.Down(6), tiers: kit.Down(6), rates: kit.Down(8), firm: kit.Down(6), print: kit.Down(6), lists: kit.Down(6),
		file: kit.Down(8), batches: kit.Down(8), said: kit.NewText("", kit.Caption())}
	s.first = kit.NewButton("Edit…", "", kit.Normal, d.editFirm).Small()
	s.review = kit.NewButton("Review…", "", kit.Normal, d.reviewTiers).Small()
	var lists *kit.Button
	lists = kit.NewButton("Checklists…", "", kit.Normal, func() { d.root.MenuUnder(lists, d.checklistItems()) }).Small()
	var rules *kit.Button
	rules = kit.NewButton("Rules…", "", kit.Normal, func() { d.root.MenuUnder(rules, d.mailRuleItems()) }).Small()
	column := kit.Down(18,
		s.part("Firm", s.firm, s.first),
		s.part("Statements", s.print, kit.NewButton("Edit…", "", kit.Normal, d.editPrint).Small()),
		s.part("Payouts", s.payouts, kit.NewButton("Edit…", "", kit.Normal, d.editPayer).Small()),
		s.part("Lists", s.lists, kit.NewButton("Edit…", "", kit.Normal, d.editLists).Small()),
		s.part("Recruiting and onboarding", s.people, kit.NewButton("Profile…", "", kit.Normal, d.editProfile).Small(), lists,
			kit.NewButton("Credentials…", "", kit.Normal, d.editCredentialRule).Small()),
		s.part("Partner tiers", s.tiers, kit.NewButton("Edit…", "", kit.Normal, d.editTiers).Small(), s.review),
		s.part("E-mail", s.mail, kit.NewButton("Edit…", "", kit.Normal, d.editMailSettings).Small(), kit.NewButton("Password…", "lock", kit.Normal, func() { d.askMailPassword("", nil) }).Small(),
			kit.NewButton("Send a test…", "", kit.Normal, d.testMail).Small(), rules),
		s.part("Approval", s.approval, kit.NewButton("Edit…", "", kit.Normal, d.editApproval).Small()),
		s.part("Exchange rates", s.rates, kit.NewButton("Enter…", "", kit.Normal, d.addRate).Small(), kit.NewButton("Import ECB file…", "import", kit.Normal, d.importRates).Small()),
		s.part("Appearance", s.appearance()),
		s.part("File", s.file, kit.NewButton("Back up now", "save", kit.Normal, d.backUp).Small(), kit.NewButton("Check file", "shield", kit.Normal, d.checkFile).Small()),
		d.waysPart(s.part),
		s.part("Imports", s.batches, kit.NewButton("Import a file…", "import", kit.Normal, func() { d.visit("import") }).Small()),
		s.part("About", about()))
	lane := &fyne.Container{Layout: lane{720}, Objects: []fyne.CanvasObject{kit.Pad(18, 16, 24, 16, column)}}
	head := kit.PageHead(kit.NewText("Settings", kit.Title()), kit.NewText("", kit.Look{Hug: true}), kit.Across(0, kit.Space()))
	s.page = kit.NewPage(kit.PageSpec{Head: head, Body: kit.Scrolled(lane), Foot: d.footer(s.said, nil)})
	d.onBase = append(d.onBase, s.drawFirm)
	s.drawFirm()
	s.load()
	return s
}

// part is one card of the page.
func (s *settings) part(title string, body fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	head := kit.Across(8, kit.Grow(kit.NewText(title, kit.Look{Size: 15, Bold: true})))
	for _, b := range buttons {
		head.Add(b)
	}
	return kit.Down(6, head, kit.Card(kit.Pad(4, 6, 4, 6, body)))
}

func about() fyne.CanvasObject {
	return kit.Down(4, kit.NewText("Rapport keeps who introduced which client, on which terms, and what is owed for it.", kit.Prose()),
		kit.NewText("Everything is in one file on this computer. Nothing leaves it unless you send it.", kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
}

// Content belongs to screen.
func (s *settings) Content() fyne.CanvasObject { return s.page }

// Show belongs to screen.
func (s *settings) Show(view) { s.load() }

// View belongs to screen.
func (s *settings) View() view { return view{} }

// Changed belongs to screen.
func (s *settings) Changed(changes []app.Change) {
	if concerns(changes, app.KindBatch, app.KindRate) || changes == nil {
		s.load()
	}
}

// Focus belongs to screen.
func (s *settings) Focus() { s.d.root.Focus(s.first) }

// Close belongs to screen.
func (s *settings) Close() { s.slot.Cancel() }

// load reads what is shown of the file.
func (s *settings) load() {
	kit.Load(s.d.stage, &s.slot, func(ctx context.Context) (f fileFacts, err error) {
		if f.info, err = s.d.firm.Setup.Info(ctx); err != nil {
			return f, err
		}
		if f.rates, err = s.d.firm.Rates.Pairs(ctx); err != nil {
			return f, err
		}
		f.batches, err = s.d.firm.Imports.Batches(ctx, batchesShown)
		return f, err
	}, func(f fileFacts, err error) {
		if err != nil {
			replace(s.file, s.d.root.Broken(err, s.load))
			return
		}
		s.drawFile(f.info)
		s.drawBatches(f.batches)
		s.drawRates(f.rates)
		s.page.Refresh()
	})
}

// factLines shows labels and values; a value of several lines keeps them.
func factLines(pairs ...[2]string) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(pairs))
	for _, p := range pairs {
		value := p[1]
		if value == "" {
			value = "—"
		}
		for i, line := range strings.Split(value, "\n") {
			label := map[bool]string{true: p[0]}[i == 0]
			out = append(out, kit.Across(8, kit.Fixed(170, 0, kit.NewText(label, kit.Look{Role: kit.RoleMuted, Size: 12})), kit.Grow(kit.NewText(line, kit.Look{}))))
		}
	}
	return out
}

// inLines writes words with commas, a few a line.
func inLines(words []string) string {
	var lines []string
	for some := range slices.Chunk(words, 4) {
		lines = append(lines, strings.Join(some, ", "))
	}
	return strings.Join(lines, ",\n")
}

// drawFirm shows the settings as they are now.
func (s *settings) drawFirm() {
	f := s.d.settings
	replace(s.firm, factLines([2]string{"Name", f.FirmName}, [2]string{"Address", f.Address}, [2]string{"E-mail", f.Email}, [2]string{"Phone", f.Phone},
		[2]string{"Website", f.Website}, [2]string{"Tax number", f.TaxNumber}, [2]string{"Currency", string(f.Currency)}, [2]string{"Time zone", f.Zone}, [2]string{"Partner links lead to", f.LinkPattern})...)
	lines := factLines([2]string{"Paper", f.Paper}, [2]string{"Numbers begin with", f.StatementPrefix}, [2]string{"Days to query", grouped(f.QueryDays)},
		[2]string{"Clients are shown", shownWords(f.ClientShown)}, [2]string{"Explanation of each line", map[bool]string{true: "printed", false: "not printed"}[f.Appendix]})
	replace(s.print, append(lines, s.logo())...)
	replace(s.tiers, tierFacts(f)...)
	replace(s.people, peopleFacts(f)...)
	replace(s.mail, mailFacts(f)...)
	kit.Shown(s.review, len(f.PartnerTiers) > 0)
	replace(s.approval, approvalFacts(f)...)
	replace(s.lists, factLines([2]string{"Partner types", inLines(f.PartnerTypes)}, [2]string{"Services", inLines(f.Services)})...)
	p := f.Payouts.Payer
	from := strings.TrimSpace(bank.PaperIBAN(p.IBAN) + " " + p.BIC)
	if p.IBAN == "" {
		from = ""
	}
	replace(s.payouts, factLines([2]string{"Least balance paid", money.New(f.Payouts.Least[f.Currency], f.Currency).String()}, [2]string{"Paid from", from},
		[2]string{"Address", p.Address.Line()}, [2]string{"ACH", strings.TrimSpace(p.Routing + " " + p.Company)})...)
	s.page.Refresh()
}

// logo shows the picture of the letterhead, with the way to another one.
func (s *settings) logo() fyne.CanvasObject {
	row := kit.Across(8, kit.Fixed(170, 0, kit.NewText("Logo", kit.Look{Role: kit.RoleMuted, Size: 12})))
	if raw := s.d.settings.Logo; len(raw) > 0 {
		img := canvas.NewImageFromResource(fyne.NewStaticResource("logo", raw))
		img.FillMode = canvas.ImageFillContain
		row.Add(kit.NewPanel(kit.Face{Fill: kit.RoleOnPrimary, Stroke: kit.RoleBorder, Radius: 6, Pad: 6}, kit.Fixed(150, 52, img)))
	} else {
		row.Add(kit.NewText("none: the firm's name alone", kit.Look{Hug: true}))
	}
	row.Add(kit.Space())
	row.Add(kit.NewButton("Choose…", "", kit.Normal, s.d.chooseLogo).Small())
	if len(s.d.settings.Logo) > 0 {
		row.Add(kit.NewButton("Remove", "", kit.Normal, func() { s.d.setLogo(nil) }).Small())
	}
	return row
}

// appearance is the choices of colours, size and rows; each takes effect at once.
func (s *settings) appearance() fyne.CanvasObject {
	d := s.d
	modes := kit.NewChoiceField(kit.Spec{Key: "mode", Label: "Colours"}, kit.Pair{Value: "0", Text: "As the system"}, kit.Pair{Value: "1", Text: "Light"}, kit.Pair{Value: "2", Text: "Dark"})
	modes.Set(string(rune('0' + int(d.look.Mode))))
	modes.OnChange(func() { d.setLook(func(l *kit.Appearance) { l.Mode = kit.Mode(modes.Value()[0] - '0') }) })
	zoom := kit.NewChoiceField(kit.Spec{Key: "zoom", Label: "Size"}, kit.Pair{Value: "0.8", Text: "80 %"}, kit.Pair{Value: "1", Text: "100 %"},
		kit.Pair{Value: "1.2", Text: "120 %"}, kit.Pair{Value: "1.5", Text: "150 %"}, kit.Pair{Value: "2", Text: "200 %"})
	sizes := map[string]float32{"0.8": 0.8, "1": 1, "1.2": 1.2, "1.5": 1.5, "2": 2}
	for text, size := range sizes {
		if size == d.look.Zoom || text == "1" && d.look.Zoom == 0 {
			zoom.Set(text)
		}
	}
	zoom.OnChange(func() { d.setLook(func(l *kit.Appearance) { l.Zoom = sizes[zoom.Value()] }) })
	rows := kit.NewChoiceField(kit.Spec{Key: "rows", Label: "Rows"}, kit.Pair{Value: "", Text: "Compact"}, kit.Pair{Value: "wide", Text: "Comfortable"})
	if d.look.Comfortable {
		rows.Set("wide")
	}
	rows.OnChange(func() { d.setLook(func(l *kit.Appearance) { l.Comfortable = rows.Value() != "" }) })
	still := kit.NewCheck("Less motion", d.look.Still, func(on bool) { d.setLook(func(l *kit.Appearance) { l.Still = on }) })
	return kit.Down(2, modes, zoom, rows, still)
}

// settingsCommands are what the section offers everywhere.
func settingsCommands(d *Desk) []kit.Command {
	const group = groupFile
	return []kit.Command{
		{ID: "file.backup", Title: "Back up now", Icon: "save", Group: group, Keys: "Ctrl+B", Run: d.backUp},
		{ID: "file.check", Title: "Check the file", Icon: "shield", Group: group, Run: d.checkFile},
		{ID: "settings.firm", Title: "Edit the firm's name, address and letterhead", Icon: "building", Group: group, Run: d.editFirm},
		{ID: "settings.print", Title: "Edit how statements are printed", Icon: "statements", Group: group, Run: d.editPrint},
		{ID: "settings.approval", Title: "Edit who may approve", Icon: "shield", Group: group, Run: d.editApproval},
		{ID: "settings.payouts", Title: "Edit what payouts are paid from", Icon: "money", Group: group, Run: d.editPayer},
		{ID: "rate.add", Title: "Enter an exchange rate", Icon: "money", Group: group, Run: d.addRate},
		{ID: "rate.import", Title: "Import the ECB's reference rates …", Icon: "import", Group: group, Run: d.importRates},
		{ID: "settings.tiers", Title: "Edit the partner tiers", Icon: "flag", Group: group, Run: d.editTiers},
		{ID: "settings.profile", Title: "Edit the profile of the ideal partner", Icon: "star", Group: group, Run: d.editProfile},
		{ID: "settings.checklist", Title: "Edit the usual onboarding checklist", Icon: "check", Group: group, Run: func() { d.editChecklist("") }},
		{ID: "settings.credentials", Title: "Edit what follows when a credential lapses", Icon: "shield", Group: group, Run: d.editCredentialRule},
		{ID: "settings.lists", Title: "Edit partner types and services", Icon: "list", Group: group, Run: d.editLists},
	}
}
