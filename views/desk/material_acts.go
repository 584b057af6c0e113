package desk

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // the pictures that are shown
	_ "image/png"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rapport/app"
	"rapport/views/kit"
)

// materialFile is a version as something that can be shown, saved and printed.
func (d *Desk) materialFile(w app.WholeMaterial, v app.MaterialVersion) document {
	name := v.File
	if name == "" {
		name = fileName(w.Row.Number+" "+w.Row.Title+" v"+grouped(int64(v.No)), ".md")
	}
	return document{name: w.Row.Title, note: "version " + grouped(int64(v.No)), file: name, read: func(ctx context.Context) ([]byte, error) {
		f, err := d.firm.Materials.File(ctx, v.ID)
		return f.Bytes, err
	}}
}

// viewVersion shows a text, a picture or the pages of a PDF in the window; other files are opened in the system's program.
func (d *Desk) viewVersion(w app.WholeMaterial, v app.MaterialVersion) {
	x := d.materialFile(w, v)
	switch strings.ToLower(filepath.Ext(v.File)) {
	case "":
		d.viewBody(x, kit.Scrolled(kit.Pad(0, 10, 0, 0, kit.NewText(v.Body, kit.Prose()))))
	case ".pdf":
		d.viewDocument(x)
	case ".png", ".jpg", ".jpeg":
		d.viewPicture(x)
	default:
		d.openKept(x)
	}
}

// viewBody shows a version in the window, with the ways to a file.
func (d *Desk) viewBody(x document, body fyne.CanvasObject) {
	var shut func()
	save := kit.NewButton("Save…", "save", kit.Normal, func() { d.saveDocument(x) })
	head := kit.Across(10, kit.NewText(x.name, kit.Look{Size: 15, Bold: true, Hug: true}), kit.Grow(kit.NewText(x.note, kit.Muted())), save,
		kit.NewButton("Open", "open", kit.Normal, func() { d.openKept(x) }), kit.NewIconButton("x", "Close", "Esc", func() { shut(); d.focus() }))
	shut = d.root.Dialog(760, kit.Down(10, head, kit.Grow(kit.Fixed(0, 520, body))), save)
}

// mostPixels is the largest picture that is shown here; its pixels take four times as many bytes.
const mostPixels = 40_000_000

// viewPicture shows a picture, if it is one and of a size that can be shown.
func (d *Desk) viewPicture(x document) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (image.Image, error) {
		raw, err := x.read(ctx)
		if err != nil {
			return nil, err
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(raw))
		if err != nil || c.Width < 1 || c.Height < 1 || c.Width > mostPixels/c.Height {
			return nil, app.No(x.file+" can't be shown here: it is no picture, or too large.", "Save it, and open it in another program.")
		}
		img, _, err := image.Decode(bytes.NewReader(raw))
		if err != nil {
			return nil, app.No(x.file+" is damaged and can't be shown.", "Add the picture again as a new version.")
		}
		return img, nil
	}, func(img image.Image, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		picture := canvas.NewImageFromImage(img)
		picture.FillMode = canvas.ImageFillContain
		d.viewBody(x, picture)
	})
}

// openKept opens a file in the system's own program, from a private copy. One that would run, or carry a script, is only saved.
func (d *Desk) openKept(x document) {
	runs := []string{".exe", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".msi", ".scr", ".lnk", ".url", ".desktop", ".sh", ".command", ".app", ".jar",
		".html", ".htm", ".xhtml", ".svg", ".docm", ".xlsm", ".pptm"}
	if slices.Contains(runs, strings.ToLower(filepath.Ext(x.file))) {
		d.root.Confirm(kit.Confirm{Title: x.file + " is not opened from here", Do: "Save it…", Safe: true, Run: func() { d.saveDocument(x) },
			Text: "Files of this kind can run something on this computer. Save it where you want, and open it yourself if you know where it comes from."})
		return
	}
	d.openDocument(x)
}

// submitMaterial hands a draft in.
func (d *Desk) submitMaterial(w app.WholeMaterial) {
	ask, id := app.Ask{Key: d.opts.NewKey()}, pending(w).ID
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Submit(ctx, ask, id) }, nil)
}

// publishMaterial puts an approved version into use; it can be undone until somebody got it.
func (d *Desk) publishMaterial(w app.WholeMaterial) {
	ask, id := app.Ask{Key: d.opts.NewKey()}, pending(w).ID
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.Publish(ctx, ask, id) }, func(app.Receipt) { d.tellPublished(w.Row.ID) })
}

// leaveOut says that a partner need not get a version.
func (d *Desk) leaveOut(w app.WholeMaterial, p app.ID[app.Partner]) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) {
		return d.firm.Materials.Leave(ctx, ask, w.Row.Shown.ID, []app.ID[app.Partner]{p})
	}, nil)
}

// takeBackMaterial removes a delivery that was entered by mistake; it can be undone.
func (d *Desk) takeBackMaterial(h app.HeldRow) {
	ask := app.Ask{Key: d.opts.NewKey()}
	d.do(func(ctx context.Context) (app.Receipt, error) { return d.firm.Materials.TakeBack(ctx, ask, h.ID) }, nil)
}

// recall is what is to be told of a withdrawal, and whom.
type recall struct {
	message string
	holders []app.HeldRow
}

// recallMaterial shows the message to the holders of a withdrawn version, to be copied, and keeps that they were told.
func (d *Desk) recallMaterial(m app.Material, v app.MaterialVersion) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (r recall, err error) {
		if r.holders, err = d.firm.Materials.HoldersOf(ctx, v.ID); err == nil {
			r.message, err = d.firm.Materials.RecallMessage(ctx, v.ID)
		}
		return r, err
	}, func(r recall, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		d.showRecall(m, v, r)
	})
}

func (d *Desk) showRecall(m app.Material, v app.MaterialVersion, r recall) {
	var shut func()
	var to []string
	var open []app.ID[app.Partner]
	lines := kit.Down(6)
	for _, h := range r.holders {
		if h.Email != "" && !slices.Contains(to, h.Email) {
			to = append(to, h.Email)
		}
		if h.Recalled == 0 && !slices.Contains(open, h.Partner) {
			open = append(open, h.Partner)
		}
		lines.Add(quietLine(h.PartnerName, join(h.PersonName, h.Email, heldWords(d, h)), nil))
	}
	write := kit.NewButton("Write e-mails…", "mail", kit.Primary, func() { shut(); d.mailMaterial(m, v) })
	done := kit.NewButton("They were told", "check", kit.Normal, func() {
		shut()
		ask := app.Ask{Key: d.opts.NewKey()}
		d.do(func(ctx context.Context) (app.Receipt, error) {
			return d.firm.Materials.Recalled(ctx, ask, v.ID, open, 0)
		}, nil)
	})
	kit.Shown(done, len(open) > 0)
	kit.Shown(write, len(open) > 0)
	head := kit.Across(10, kit.Grow(kit.NewText("Withdrawn: "+m.Title+", version "+grouped(int64(v.No)), kit.Look{Size: 15, Bold: true, Wrap: true})),
		kit.NewIconButton("x", "Close", "Esc", func() { shut(); d.focus() }))
	who := kit.NewText("Nobody holds it.", kit.Look{Role: kit.RoleMuted})
	if len(r.holders) > 0 {
		who = kit.NewText("Got it, and are to be told:", kit.Look{Role: kit.RoleMuted})
	}
	shut = d.root.Dialog(700, kit.Down(10, head, who, kit.Fixed(0, 140, kit.Scrolled(lines)), kit.NewText(r.message, kit.Prose()),
		kit.Across(8, kit.NewButton("Copy the message", "copy", kit.Normal, func() { kit.CopyText(r.message) }),
			kit.NewButton("Copy the addresses", "copy", kit.Normal, func() { kit.CopyText(strings.Join(to, ", ")) }), kit.Space(), done, write)), write)
}
