package desk

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// Options is what the desk needs from outside besides the firm.
type Options struct {
	NewKey   func() app.Key                        // 16 random bytes: the key a form carries
	Outside  Outside                               // files and the system's own programs; nil where there are none
	Look     kit.Appearance                        // as the person left it
	KeepLook func(kit.Appearance)                  // told when they change it; may be nil
	Ways     *StartOptions                         // to other files; nil where there are none
	Enter    func(*app.Firm, bool)                 // goes over to another firm, and on to its import; told on the screen
	Columns  func(list string) []kit.ColState      // of a list, as the person left them; may be nil
	KeepCols func(list string, now []kit.ColState) // told when they change them; may be nil
	Machine  Machine                               // reminders on this computer; nil where there are none
	Title    func(string)                          // told what the window is called; may be nil
}

// Outside is the machine around the window: what a screen may ask of it. All of it may wait and runs away from the screen.
type Outside interface {
	// SaveFile asks where to and writes; the path is empty when the person changed their mind.
	SaveFile(ctx context.Context, name string, content []byte) (path string, err error)
	// PickFile asks for a file with one of the extensions (".csv") and reads it; the name is empty when they changed their mind.
	PickFile(ctx context.Context, title string, extensions ...string) (name string, content []byte, err error)
	// ReadFile takes in a file of a path, such as one that was dropped.
	ReadFile(ctx context.Context, path string) (name string, content []byte, err error)
	// OpenFile shows a file in the system's own program.
	OpenFile(ctx context.Context, path string) error
	// ShowFile gives content to the system's own viewer, by way of a file in a temporary folder.
	ShowFile(ctx context.Context, name string, content []byte) error
}

// Desk is the window: sidebar, one page at a time, and what lies over them.
type Desk struct {
	firm  *app.Firm
	stage kit.Stage
	root  *kit.Root
	opts  Options
	look  kit.Appearance

	settings app.Settings
	today    calendar.Day

	body     fyne.CanvasObject
	pages    *kit.Pages
	side     *sidebar
	banner   *fyne.Container
	screens  map[string]*mounted
	here     place
	past     []place
	future   []place
	acts     acts
	jobs     jobs
	practice practice
	unsaved  unsaved
	warned   fyne.CanvasObject // the banner of the window's state; may be nil

	reminding reminding
	peeked    peeking
	baseSlot  kit.Slot
	waySlot   kit.Slot // another file is being opened
	unwatch   func()
	unclock   func()
	onBase    []func()
}

// New makes the desk of a firm on a stage. Give Content to the window, then call Attach with its canvas.
func New(stage kit.Stage, firm *app.Firm, opts Options) *Desk {
	slot := kit.NewPages()
	root := kit.NewRoot(stage, kit.NewCommands(stage), slot)
	d := onRoot(root, firm, opts)
	slot.Open(d.body)
	return d
}

// onRoot builds the desk on a root that exists.
func onRoot(root *kit.Root, firm *app.Firm, opts Options) *Desk {
	d := &Desk{firm: firm, stage: root.Stage, root: root, opts: opts, look: opts.Look, screens: map[string]*mounted{}}
	d.root.Explain = explain
	d.today = calendar.DayOf(d.stage.Now(), time.UTC)
	d.pages = kit.NewPages()
	d.banner = kit.Down(0)
	d.banner.Hide()
	d.side = newSidebar(d)
	d.body = kit.Shell(d.banner, d.side.content, d.pages)
	d.root.Commands.Add(d.commands()...)
	d.unwatch = firm.Watch(func(changes []app.Change) {
		d.stage.Do(func() {
			d.changed(changes)
			d.remindOf(changes)
		})
	})
	d.loadBase()
	d.loadUnsaved()
	d.clock()
	d.visit(sections()[0].id)
	return d
}

// Content is what the window shows.
func (d *Desk) Content() fyne.CanvasObject { return d.root.Content() }

// Attach binds the keys to the window's canvas.
func (d *Desk) Attach(c fyne.Canvas) {
	d.root.Attach(c)
	d.focus()
}

// Close stops listening and gives up what the screens hold.
func (d *Desk) Close() {
	d.unwatch()
	d.unclock()
	d.baseSlot.Cancel()
	d.reminding.slot.Cancel()
	d.root.Detach()
	d.jobs.close()
	for _, m := range d.screens {
		m.screen.Close()
	}
}

// title is what the window is called.
func (d *Desk) title() string {
	if d.settings.FirmName == "" {
		return "Rapport"
	}
	return d.settings.FirmName + " – Rapport"
}

// Fault shows that something broke in a callback or in work; what was not saved then is not saved.
func (d *Desk) Fault(reason any, detail string) {
	d.stage.Do(func() {
		d.setBanner(kit.NewBanner(kit.BannerSpec{Kind: kit.Red, Detail: fmt.Sprintf("%v\n%s", reason, detail),
			Text:  "Something went wrong inside Rapport. What was saved before is safe; what was being done was not saved.",
			Close: func() { d.baseChanged() }}))
	})
}

// base is what every screen needs to know of the firm.
type base struct {
	settings app.Settings
	today    calendar.Day
}

// loadBase reads the settings and the firm's day.
func (d *Desk) loadBase() {
	kit.Load(d.stage, &d.baseSlot, func(ctx context.Context) (base, error) {
		s, err := d.firm.Setup.Settings(ctx)
		if err != nil {
			return base{}, err
		}
		day, err := d.firm.Today(ctx)
		return base{s, day}, err
	}, func(b base, err error) {
		if err != nil {
			d.setBanner(kit.NewBanner(kit.BannerSpec{Kind: kit.Red, Text: "The firm's settings could not be read. " + explain(err).Say,
				Action: "Try again", Run: d.loadBase}))
			return
		}
		d.settings, d.today = b.settings, b.today
		d.baseChanged()
		d.tick()
		d.feedSoon()
	})
}

func (d *Desk) baseChanged() {
	d.side.setFirm(d.settings.FirmName)
	if d.opts.Title != nil {
		d.opts.Title(d.title())
	}
	if d.settings.Example {
		d.setBanner(exampleBanner(d))
	} else {
		d.setBanner(nil)
	}
	for _, tell := range d.onBase {
		tell()
	}
	d.side.load()
}

// setBanner shows a banner over everything, or none.
func (d *Desk) setBanner(b fyne.CanvasObject) {
	d.warned = b
	d.drawBanner()
}

// drawBanner shows that banner, and below it what was not saved.
func (d *Desk) drawBanner() {
	d.banner.RemoveAll()
	for _, b := range []fyne.CanvasObject{d.warned, d.unsavedBanner()} {
		if b != nil {
			d.banner.Add(b)
		}
	}
	d.banner.Hidden = len(d.banner.Objects) == 0
	d.body.Refresh()
}

// clock looks once a minute whether a new day has begun.
func (d *Desk) clock() {
	d.unclock = d.stage.After(time.Minute, func() {
		d.newDay()
		d.tick()
		d.clock()
	})
}

func (d *Desk) newDay() {
	var slot kit.Slot
	kit.Load(d.stage, &slot, d.firm.Today, func(day calendar.Day, err error) {
		if err == nil && day != d.today {
			d.today = day
			d.baseChanged()
			d.changed(nil)
			d.tick()
		}
	})
}
