package desk

import (
	"context"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// droppable says what may be dropped on the window.
const droppable = "Drop a CSV or Excel list to import it, a .rapport file to open it, or a statement's PDF to see whether it is yours. In Materials any file becomes a new piece."

// Drop takes files that were dropped on the window: a list is imported, a firm's file opened, a PDF verified.
func (d *Desk) Drop(paths []string) {
	if d.root.Covered() {
		d.root.Toast(kit.Toast{Text: "Close what is open first, then drop the file again."})
		return
	}
	if len(paths) != 1 {
		d.refuse(app.No("One file can be taken at a time.", droppable))
		return
	}
	path := paths[0]
	if d.is("materials") {
		d.readDropped(path, func(name string, raw []byte) { d.newMaterial(app.File{Name: name, Bytes: raw}) })
		return
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv", ".txt", ".xlsx", ".vcf", ".eml", ".mbox":
		d.readDropped(path, d.importDropped)
	case ".pdf":
		d.readDropped(path, d.verifyPDF)
	case ".rapport":
		d.offerFile(path)
	default:
		d.refuse(notDroppable(path))
	}
}

func notDroppable(path string) error {
	return app.No(filepath.Base(path)+" is nothing Rapport can take.", droppable)
}

// readDropped reads a dropped file away from the screen.
func (d *Desk) readDropped(path string, then func(name string, raw []byte)) {
	if d.opts.Outside == nil {
		d.refuse(noOutside())
		return
	}
	type file struct {
		name string
		raw  []byte
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (file, error) {
		name, raw, err := d.opts.Outside.ReadFile(ctx, path)
		return file{name, raw}, err
	}, func(f file, err error) {
		if err != nil {
			d.refuse(err)
			return
		}
		then(f.name, f.raw)
	})
}

func (d *Desk) importDropped(name string, raw []byte) {
	d.visit("import")
	d.screens["import"].screen.(*imports).dropped(name, raw)
}

// offerFile asks before the window goes over to another file.
func (d *Desk) offerFile(path string) {
	if d.opts.Ways == nil {
		d.refuse(noOutside())
		return
	}
	d.root.Confirm(kit.Confirm{Title: "Open " + filepath.Base(path) + "?", Do: "Open it", Safe: true, Run: func() { d.openRecent(path) },
		Text: "The window goes over to it. Everything in " + d.settings.FirmName + " is saved, and its file is closed."})
}

// verified is a PDF that was held against the statements and self-billed documents; partner is empty when it is none of them.
type verified struct {
	app.Statement
	partner, what string
}

// verifyPDF says whether a PDF is one of the firm's statements, unaltered, and which.
func (d *Desk) verifyPDF(name string, raw []byte) {
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) (verified, error) {
		if b, err := d.firm.SelfBills.Verify(ctx, raw); !app.IsNotFound(err) {
			s, also := d.firm.Statements.Get(ctx, b.Statement)
			s.SHA256 = b.SHA256
			return verified{s, b.PartnerName, b.Number + " for statement " + b.StatementNumber}, errors.Join(err, also)
		}
		s, err := d.firm.Statements.Verify(ctx, raw)
		if err != nil {
			return verified{}, err
		}
		rows, err := d.firm.Statements.Rows(ctx, []int32{int32(s.ID)})
		if err != nil || len(rows) == 0 {
			return verified{}, err
		}
		return verified{s, rows[0].PartnerName, "statement " + s.Number}, nil
	}, func(v verified, err error) {
		switch {
		case app.IsNotFound(err):
			d.showVerdict(name, app.AsProblem(err), verified{})
		case err != nil:
			d.refuse(err)
		default:
			d.showVerdict(name, nil, v)
		}
	})
}

// showVerdict shows what became of a check, with the way to the statement.
func (d *Desk) showVerdict(name string, not *app.Problem, v verified) {
	var shut func()
	done := kit.NewButton("Close", "", kit.Normal, func() { shut(); d.focus() })
	head := func(icon string, role kit.Role, title string) fyne.CanvasObject {
		return kit.Across(8, kit.NewIcon(icon, role, 18), kit.Grow(kit.NewText(title, kit.Look{Size: 15, Bold: true, Wrap: true})))
	}
	if not != nil {
		shut = d.root.Dialog(520, kit.Down(10, head("warning", kit.RoleError, name+" is not one of your statements"), kit.NewText(not.Say, kit.Prose()),
			kit.NewText(not.Try, kit.Prose()), kit.Across(8, kit.Space(), done)), done)
		return
	}
	show := kit.NewButton("Show it", "", kit.Primary, func() { shut(); d.open("statements", view{ID: int64(v.ID)}) })
	print := hex.EncodeToString(v.SHA256[:16]) + "\n" + hex.EncodeToString(v.SHA256[16:])
	body := kit.Down(10, head("check", kit.RoleSuccess, name+" is "+v.what+", unaltered"))
	for _, line := range factLines([2]string{"Partner", v.partner}, [2]string{"Period", v.Period.Label()}, [2]string{"State", capital(string(v.State))},
		[2]string{"Fingerprint", print}) {
		body.Add(line)
	}
	body.Add(kit.Across(8, kit.Space(), done, show))
	shut = d.root.Dialog(520, body, show)
}

// Drop takes files that were dropped before there is a firm: only a firm's file can be.
func (s *Start) Drop(paths []string) {
	if s.root.Covered() || s.opts.Reopen == nil {
		return
	}
	if len(paths) != 1 || strings.ToLower(filepath.Ext(paths[0])) != ".rapport" {
		s.say(app.AsProblem(app.No("There is no firm yet that could take this.", "Drop a .rapport file to open it, or begin with one of these ways.")))
		return
	}
	s.run("Opening the file", func(ctx context.Context) (*app.Firm, error) { return s.opts.Reopen(ctx, paths[0]) }, false)
}
