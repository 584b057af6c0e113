package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/views/files"
	"rapport/views/kit"
)

// FolderWriter is an Outside that can put the files of a page of the web into a folder of their own; ~ is the person's own folder.
type FolderWriter interface {
	WriteFolder(ctx context.Context, parent, name string, list []files.WebFile) (changed bool, err error)
}

// landingForm asks which pages are written and where; beside it stands what a page says.
type landingForm struct {
	d              *Desk
	partner        app.ID[app.Partner]
	kind           string // its type
	which, lang    *kit.ChoiceField
	folder         *kit.TextField
	form           *kit.Form
	head, wrong    *kit.Text
	said           *kit.RunningText
	slot           kit.Slot
	preview        fyne.CanvasObject
	one, all, like string // the values of which
}

// writeLanding asks for the landing pages of a partner, or of several.
func (d *Desk) writeLanding(f partnerFacts) {
	w := newLandingForm(d, f)
	d.root.OpenSheet(kit.SheetSpec{Title: "Landing pages", Note: "A page of the web for every code: one file and its pictures, in a folder ready to be uploaded.", Form: w.form, Beside: w.preview, Save: "Write pages",
		Submit: func() func(context.Context) error {
			return func(context.Context) error {
				if _, ok := d.opts.Outside.(FolderWriter); !ok {
					return noOutside()
				}
				return nil
			}
		},
		Saved: func() { w.run(); d.focus() }})
	w.look()
}

func newLandingForm(d *Desk, f partnerFacts) *landingForm {
	w := &landingForm{d: d, partner: f.row.ID, kind: f.row.Type, one: "partner", like: "type", all: "all",
		head: kit.NewText("", kit.Look{Size: 15, Bold: true, Wrap: true}), wrong: kit.NewText("", kit.Look{Role: kit.RoleError, Wrap: true}), said: kit.NewRunningText()}
	whose := []kit.Pair{{Value: w.one, Text: "every code of " + f.row.Name}}
	if w.kind != "" {
		whose = append(whose, kit.Pair{Value: w.like, Text: "active partners: " + w.kind})
	}
	w.which = kit.NewChoiceField(kit.Spec{Key: "which", Label: "Pages of"}, append(whose, kit.Pair{Value: w.all, Text: "all active partners"})...)
	languages := []kit.Pair{{Value: "", Text: "by the partner's country"}}
	for _, l := range letter.Languages() {
		languages = append(languages, kit.Pair{Value: string(l), Text: l.Name()})
	}
	w.lang = kit.NewChoiceField(kit.Spec{Key: "language", Label: "Language"}, languages...)
	w.lang.OnChange(w.look)
	w.folder = kit.NewTextField(kit.Spec{Key: "folder", Label: "Folder", Required: true, Hint: "Every page gets its own in it; ~ is your own folder"}, "")
	w.folder.Set("~/Documents/Landing pages")
	w.form = kit.NewForm().Add(w.which, w.lang, w.folder)
	w.preview = kit.Pad(16, 18, 16, 18, kit.Down(10, w.wrong, w.head, w.said))
	return w
}

// ask is which pages the fields mean.
func (w *landingForm) ask() app.LandingAsk {
	in := app.LandingAsk{Language: letter.Language(w.lang.Value())}
	switch w.which.Value() {
	case w.one:
		in.Partner = w.partner
	case w.like:
		in.Type = w.kind
	}
	return in
}

// look shows what the partner's page says, or why there is none.
func (w *landingForm) look() {
	in := app.LandingAsk{Language: letter.Language(w.lang.Value())}
	kit.Load(w.d.stage, &w.slot, func(ctx context.Context) (app.LandingMade, error) {
		codes, err := w.d.firm.Codes.Of(ctx, w.partner)
		if err != nil {
			return app.LandingMade{}, err
		}
		in.Code = codes[0].Code
		return w.d.firm.Landings.Page(ctx, in)
	}, func(m app.LandingMade, err error) {
		kit.Shown(w.wrong, err != nil)
		if err != nil {
			w.wrong.Set(app.AsProblem(err).Error())
		}
		w.head.Set(m.Page.Title)
		w.said.Set(landingProse(m.Page))
	})
}

// landingProse is a page as running text, with its form as one line.
func landingProse(p report.LandingPage) []report.Block {
	if p.Title == "" {
		return nil
	}
	parts := []string{p.Body}
	if p.Disclosure != "" {
		parts = append(parts, "## "+p.Words.Disclosure, p.Disclosure)
	}
	fields := []string{p.Words.Name, p.Words.Email, p.Words.Phone, p.Words.Organisation}
	if len(p.Services) > 0 {
		fields = append(fields, p.Words.Service)
	}
	parts = append(parts, "## "+p.Words.Form, "*"+strings.Join(append(fields, p.Words.Message), " · ")+"*", p.After)
	return report.Prose(strings.Join(parts, "\n\n"))
}

// run writes the pages in the background and says what became of them.
func (w *landingForm) run() {
	d, in, folder, key := w.d, w.ask(), w.folder.Value(), app.Ask{Key: w.d.opts.NewKey()}
	out := d.opts.Outside.(FolderWriter)
	var all []app.LandingOutcome
	d.runJob("Writing landing pages", func(ctx context.Context, progress func(done, total int64)) (err error) {
		all, _, err = d.firm.Landings.Run(ctx, key, in, func(m app.LandingMade) ([32]byte, bool, error) {
			list, err := files.WriteLanding(m.Page)
			if err != nil {
				return [32]byte{}, false, err
			}
			changed, err := out.WriteFolder(ctx, folder, m.Folder, list)
			return files.Sum(list), changed, err
		}, func(done, total int) { progress(int64(done), int64(total)) })
		return err
	}, func(err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.tellPages(all, folder)
	})
}

// mostTold is how many refusals are listed.
const mostTold = 8

// tellPages says what became of the pages, and which have to go.
func (d *Desk) tellPages(all []app.LandingOutcome, folder string) {
	written, refused := 0, []string{}
	for _, o := range all {
		switch {
		case o.Down:
			refused = append(refused, "Take the page of "+o.Partner+" down: "+o.Refused)
		case o.Refused != "":
			refused = append(refused, o.Partner+": "+o.Refused)
		case o.Changed:
			written++
		}
	}
	text := plural(written, "page", "pages") + " written to " + folder + ", " + grouped(len(all)-len(refused)-written) + " as they were"
	if len(refused) == 0 {
		d.root.Toast(kit.Toast{Text: text})
		return
	}
	if more := len(refused) - mostTold; more > 0 {
		refused = append(refused[:mostTold], "And "+grouped(more)+" more.")
	}
	d.root.Confirm(kit.Confirm{Title: text, Text: strings.Join(refused, "\n"), Safe: true, Do: "OK", Run: func() {}})
}

// landingLine is a page of the partner that is on the web, with what is to be done with it.
func (p *partnerPane) landingLine(l app.LandingRow) fyne.CanvasObject {
	d := p.d
	below := join(l.Language.Name(), "written "+l.Day.Label(), l.Disclosed)
	if l.Do != app.LandingCurrent {
		below = capital(string(l.Do)) + ": " + l.Why
	}
	return quietLine("Page "+l.Folder, below, nil, kit.NewIconButton("trash", "The page "+l.Folder+" is off the web", "", func() {
		ask := app.Ask{Key: d.opts.NewKey()}
		d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Landings.Down(ctx, ask, l.ID) }, nil)
	}).Small())
}
