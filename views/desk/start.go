package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// StartOptions are the ways into a file that the program offers before there is one. Each runs away from the screen and
// gives the firm of the file that is open then; nil hides the way.
type StartOptions struct {
	Example func(ctx context.Context, progress func(done, total int64)) (*app.Firm, error)
	New     func(ctx context.Context, s app.Settings) (*app.Firm, error)
	Open    func(ctx context.Context) (*app.Firm, error) // asks for the file; a nil firm without error means the person changed their mind
	Recent  []string                                     // files opened before, the latest first
	Reopen  func(ctx context.Context, path string) (*app.Firm, error)
	Refused error  // why the file used last could not be opened
	Zone    string // of this computer, as an IANA name
}

// Start is the window before there is a file: an example firm, a firm of one's own, or a file that is there already.
type Start struct {
	stage kit.Stage
	root  *kit.Root
	opts  StartOptions
	ready func(*app.Firm, bool)
	pages *kit.Pages
	slot  kit.Slot
	stop  func()
	first *kit.Button
}

// NewStart makes the screen. ready is told, on the screen, of the firm that was opened, and whether the person means to
// bring in a file next.
func NewStart(stage kit.Stage, opts StartOptions, ready func(firm *app.Firm, importNext bool)) *Start {
	slot := kit.NewPages()
	s := startOn(kit.NewRoot(stage, kit.NewCommands(stage), slot), opts, ready)
	slot.Open(s.pages)
	return s
}

// startOn builds the screen on a root that exists.
func startOn(root *kit.Root, opts StartOptions, ready func(*app.Firm, bool)) *Start {
	s := &Start{stage: root.Stage, root: root, opts: opts, ready: ready, pages: kit.NewPages()}
	root.Explain = explain
	s.pages.Open(s.choices())
	return s
}

// Content is what the window shows.
func (s *Start) Content() fyne.CanvasObject { return s.root.Content() }

// Attach binds the keys to the window's canvas.
func (s *Start) Attach(c fyne.Canvas) {
	s.root.Attach(c)
	s.focus()
}

// focus gives the keyboard to the first choice, while the choices are shown.
func (s *Start) focus() {
	if s.first != nil {
		s.root.Focus(s.first)
	}
}

// Close gives up what is under way.
func (s *Start) Close() {
	s.root.Detach()
	s.slot.Cancel()
	if s.stop != nil {
		s.stop()
	}
}

// choices is the page of the ways in.
func (s *Start) choices() fyne.CanvasObject {
	mark := kit.Fixed(44, 44, kit.NewPanel(kit.Face{Fill: kit.RolePrimary, Radius: 10}, kit.Middle(30, kit.NewText("R", kit.Look{Role: kit.RoleOnPrimary, Bold: true, Size: 20, Align: fyne.TextAlignCenter}))))
	column := kit.Down(12,
		kit.Across(14, mark, kit.Grow(kit.Down(2, kit.NewText("Welcome to Rapport", kit.Heading()),
			kit.NewText("Who introduced which client, on which terms, and what is owed for it.", kit.Look{Role: kit.RoleMuted})))))
	if s.opts.Refused != nil {
		column.Add(refusedCard(s.opts.Refused))
	}
	add := func(has bool, kind kit.ButtonKind, title, text, verb, icon string, run func()) {
		if !has {
			return
		}
		b := kit.NewButton(verb, icon, kind, run)
		if s.first == nil {
			s.first = b
		}
		column.Add(kit.Card(kit.Pad(8, 10, 8, 10, kit.Across(14, kit.Grow(kit.Down(2, kit.NewText(title, kit.Look{Bold: true}),
			kit.NewText(text, kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))), b))))
	}
	add(s.opts.Example != nil, kit.Primary, "Look around in an example firm", "Forty partners, two years of introductions, statements to print. It has a file of its own.", "Start with the example", "star", s.example)
	add(s.opts.New != nil, kit.Normal, "Begin with your own firm", "Name, currency and time zone are enough. Lists you keep elsewhere are brought in next.", "New firm…", "building", s.newFirm)
	add(s.opts.Open != nil, kit.Normal, "Open a file", "A firm's file that is on this computer already, or a backup of one.", "Open…", "folder", func() { s.run("Opening the file", s.opts.Open, false) })
	if len(s.opts.Recent) > 0 && s.opts.Reopen != nil {
		column.Add(kit.Pad(6, 0, 0, 0, kit.SectionTitle("Opened before")))
		for _, path := range s.opts.Recent {
			column.Add(kit.Across(0, kit.NewLink(path, func() {
				s.run("Opening the file", func(ctx context.Context) (*app.Firm, error) { return s.opts.Reopen(ctx, path) }, false)
			}), kit.Space()))
		}
	}
	return kit.NewPanel(kit.Face{Fill: kit.RoleBackground}, kit.Middle(620, column))
}

// refusedCard says why the file used last is not shown.
func refusedCard(err error) fyne.CanvasObject {
	p := app.AsProblem(err)
	return kit.NewPanel(kit.Face{Fill: kit.RoleAmber, Radius: 6, Pad: 10}, kit.Across(10, kit.NewIcon("warning", kit.RoleAmberText, 16),
		kit.Grow(kit.Down(2, kit.NewText("The file used last could not be opened", kit.Look{Role: kit.RoleAmberText, Bold: true}),
			kit.NewText(p.Error(), kit.Look{Role: kit.RoleAmberText, Wrap: true, Size: 12})))))
}

// example fills the example firm, with its progress.
func (s *Start) example() {
	s.first = nil
	p := kit.NewProgress("Making the example firm", func() {
		if s.stop != nil {
			s.stop()
		}
	})
	s.pages.Open(kit.NewPanel(kit.Face{Fill: kit.RoleBackground}, kit.Middle(420, p)))
	latest := kit.NewLatest(s.stage)
	s.stop = s.stage.Go(func(ctx context.Context) {
		firm, err := s.opts.Example(ctx, func(done, total int64) {
			latest.Do(func() { p.Set("Making the example firm", float32(done)/float32(max(total, 1))) })
		})
		s.stage.Do(func() { s.arrived(firm, err, false) })
	})
}

// run opens a file away from the screen.
func (s *Start) run(what string, open func(context.Context) (*app.Firm, error), importNext bool) {
	s.first = nil
	s.pages.Open(kit.NewPanel(kit.Face{Fill: kit.RoleBackground}, kit.Middle(420, kit.NewText(what+" …", kit.Look{Role: kit.RoleMuted, Align: fyne.TextAlignCenter}))))
	kit.Load(s.stage, &s.slot, open, func(firm *app.Firm, err error) { s.arrived(firm, err, importNext) })
}

// arrived goes on with the firm, or back to the choices with what went wrong.
func (s *Start) arrived(firm *app.Firm, err error, importNext bool) {
	s.stop = nil
	if err == nil && firm != nil {
		s.ready(firm, importNext)
		return
	}
	s.first = nil
	page := s.choices()
	s.pages.Open(page)
	if err != nil && app.AsProblem(err).Kind != app.Cancel {
		s.say(app.AsProblem(err))
		return
	}
	s.focus()
}

// say tells why a file was not opened.
func (s *Start) say(p *app.Problem) {
	var shut func()
	ok := kit.NewButton("OK", "", kit.Primary, func() { shut(); s.focus() })
	shut = s.root.Dialog(440, kit.Down(10, kit.NewText("That was not done", kit.Look{Size: 15, Bold: true}), kit.NewText(strings.TrimSpace(p.Say+" "+p.Try), kit.Prose()),
		kit.Across(8, kit.Space(), ok)), ok)
}

// newFirm asks for the little that a firm needs to begin.
func (s *Start) newFirm() { askNewFirm(s.root, s.opts, s.ready) }

func askNewFirm(root *kit.Root, opts StartOptions, ready func(firm *app.Firm, importNext bool)) {
	name := kit.NewTextField(kit.Spec{Key: "firm name", Label: "Name of the firm", Required: true, Hint: "As it stands on your letterhead"}, "")
	var currency *kit.TextField
	currency = kit.NewTextField(kit.Spec{Key: "currency", Label: "Currency", Required: true, Hint: "What the firm counts in; it stays",
		Check: func() string { return currencyProblem(strings.ToUpper(currency.Value())) }}, "GBP, EUR, USD …")
	zone := kit.NewTextField(kit.Spec{Key: "zone", Label: "Time zone", Hint: "Days begin and end there: Europe/London, America/New_York …"}, "")
	zone.Set(opts.Zone)
	next := kit.NewCheckField(kit.Spec{Key: "import", Label: "Then"}, "Bring in a list of partners or deals from a file")
	var firm *app.Firm
	root.OpenSheet(kit.SheetSpec{Title: "New firm", Note: "It gets a file of its own. Letterhead and lists come later, in Settings.", Save: "Begin",
		Form: kit.NewForm().Add(name).Beside(currency, zone).Add(next),
		Submit: func() func(context.Context) error {
			in := app.Settings{FirmName: name.Value(), Currency: currencyOf(currency), Zone: zone.Value()}
			return func(ctx context.Context) (err error) {
				firm, err = opts.New(ctx, in)
				return err
			}
		},
		Saved: func() {
			if firm != nil {
				ready(firm, next.Value())
			}
		}})
}
