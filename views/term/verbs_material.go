package term

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapport/app"
	"rapport/app/report"
	"rapport/views/paper"
)

type materialCmd struct {
	Add      materialAdd      `cmd:"" help:"Keep a new material: a file, or a text in Markdown. Its first version is a draft."`
	Version  materialVersion  `cmd:"" help:"Add the next version, a draft."`
	Edit     materialEdit     `cmd:"" help:"Change title, kind, tags or whom a material is for."`
	Submit   materialSubmit   `cmd:"" help:"Hand a draft in for approval."`
	Approve  materialApprove  `cmd:"" help:"Approve a version, or the published one for longer."`
	Back     materialBack     `cmd:"" help:"Make a draft again of what is in approval."`
	Publish  materialPublish  `cmd:"" help:"Put an approved version into use."`
	Withdraw materialWithdraw `cmd:"" help:"Take a version out of use, and list who holds it."`
	Deliver  materialDeliver  `cmd:"" help:"Record who got a version."`
	Takeback materialTakeback `cmd:"" help:"Remove a delivery that was recorded by mistake."`
	Mail     materialMail     `cmd:"" help:"Write the e-mails that bring a version to partners, or call a withdrawn one back."`
	Leave    materialLeave    `cmd:"" help:"Take partners off those a version is still to be sent to."`
	Recalled materialRecalled `cmd:"" help:"Record that holders were told of a withdrawal."`
	List     materialList     `cmd:"" help:"List the materials."`
	Show     materialShow     `cmd:"" help:"Show a material, its versions, and who waits for it."`
	Holders  materialHolders  `cmd:"" help:"Who holds a material; without one, who holds an outdated, expired or withdrawn version."`
	Search   materialSearch   `cmd:"" help:"Search titles, tags, texts and files."`
	Brand    materialBrand    `cmd:"" help:"Write a text of the library as a PDF with a partner's name, contact and logo."`
	Export   materialExport   `cmd:"" help:"Write a version into a folder: its file, or its text as Markdown."`
}

// materialFields are the flags of add and edit.
type materialFields struct {
	Kind     string   `help:"product overview, client profile, differentiators, objection answers, template, training or disclosure." placeholder:"KIND"`
	Tags     []string `help:"A tag; may be repeated." placeholder:"TAG" name:"tag"`
	Types    []string `help:"A type of partner it is for (default: all); may be repeated." placeholder:"TYPE" name:"for"`
	Services []string `help:"A service line it is about (default: all); may be repeated." placeholder:"SERVICE" name:"service" sep:"none"`
	Owner    string   `help:"Who looks after it." placeholder:"NAME"`
	Note     string   `help:"A note." placeholder:"TEXT"`
	inSegment
}

func (g materialFields) over(m app.Material) app.Material {
	for _, f := range []struct {
		into *string
		text string
	}{{&m.Owner, g.Owner}, {&m.Note, g.Note}} {
		if f.text != "" {
			*f.into = f.text
		}
	}
	if g.Kind != "" {
		m.Kind = app.MaterialKind(g.Kind)
	}
	for _, f := range []struct {
		into *[]string
		list []string
	}{{&m.Tags, g.Tags}, {&m.Types, g.Types}, {&m.Services, g.Services}} {
		if len(f.list) > 0 {
			*f.into = f.list
		}
	}
	return m
}

// versionFields are the flags of add and version.
type versionFields struct {
	Text    string `help:"What it says, in Markdown." placeholder:"TEXT"`
	Attach  string `help:"The file it is." placeholder:"FILE"`
	News    string `help:"What is new in it." placeholder:"TEXT"`
	Expires day    `help:"The last day it may be used." placeholder:"DATE"`
}

func (g versionFields) read() (app.NewVersion, error) {
	v := app.NewVersion{News: g.News, Body: g.Text, Expires: g.Expires.Day}
	if g.Attach == "" {
		return v, nil
	}
	f, err := fileWithin("file", g.Attach, app.MostMaterial)
	v.File = &f
	return v, err
}

type materialAdd struct {
	Title string `arg:"" optional:"" help:"Its title (default: the name of the file)."`
	materialFields
	versionFields
}

func (a *materialAdd) Run(c *call, f *app.Firm) error {
	v, err := a.read()
	if err != nil {
		return err
	}
	m, err := a.limited(c, f, a.over(app.Material{Title: a.Title, Kind: app.ProductOverview}))
	if err != nil {
		return err
	}
	r, err := f.Materials.Add(c.ctx, c.ask(), m, v)
	return c.receipt(r, err, nil)
}

type materialVersion struct {
	Material string `arg:"" help:"Number or title."`
	versionFields
}

func (a *materialVersion) Run(c *call, f *app.Firm) error {
	v, err := a.read()
	if err != nil {
		return err
	}
	return found(c, f.Materials.Find, a.Material, func(m app.Material) (app.Receipt, error) {
		return f.Materials.AddVersion(c.ctx, c.ask(), m.ID, v)
	})
}

type materialEdit struct {
	Material string `arg:"" help:"Number or title."`
	Title    string `help:"Its title." placeholder:"TEXT"`
	materialFields
}

func (e *materialEdit) Run(c *call, f *app.Firm) error {
	return found(c, f.Materials.Find, e.Material, func(m app.Material) (app.Receipt, error) {
		m, err := e.limited(c, f, e.over(m))
		if err != nil {
			return app.Receipt{}, err
		}
		if e.Title != "" {
			m.Title = e.Title
		}
		return f.Materials.Edit(c.ctx, c.ask(), m)
	})
}

// oneVersion names a version of a material.
type oneVersion struct {
	Material string `arg:"" help:"Number or title."`
	Version  int    `help:"Which version (default: the published one, else the newest)." placeholder:"N" name:"version-no"`
}

// act does something with the version.
func (o oneVersion) act(c *call, f *app.Firm, do func(app.WholeMaterial, app.MaterialVersion) (app.Receipt, error)) error {
	w, v, err := o.find(c.ctx, f)
	if err != nil {
		return err
	}
	r, err := do(w, v)
	return c.receipt(r, err, nil)
}

func (o oneVersion) find(ctx context.Context, f *app.Firm) (app.WholeMaterial, app.MaterialVersion, error) {
	m, err := f.Materials.Find(ctx, o.Material)
	if err != nil {
		return app.WholeMaterial{}, app.MaterialVersion{}, err
	}
	w, err := f.Materials.Whole(ctx, m.ID)
	if err != nil {
		return w, app.MaterialVersion{}, err
	}
	v, err := w.VersionNo(o.Version)
	return w, v, err
}

// pending is the version that is on its way, unless one was named.
func (o oneVersion) pending(c *call, f *app.Firm, do func(app.ID[app.MaterialVersion]) (app.Receipt, error)) error {
	return o.act(c, f, func(w app.WholeMaterial, v app.MaterialVersion) (app.Receipt, error) {
		if newest := w.Versions[0]; o.Version == 0 && (newest.State == app.MaterialDraft || newest.State == app.MaterialApproval) {
			v = newest
		}
		return do(v.ID)
	})
}

type materialSubmit struct{ oneVersion }

func (s *materialSubmit) Run(c *call, f *app.Firm) error {
	return s.pending(c, f, func(v app.ID[app.MaterialVersion]) (app.Receipt, error) { return f.Materials.Submit(c.ctx, c.ask(), v) })
}

type materialApprove struct {
	oneVersion
	Expires day `help:"The last day it may be used." placeholder:"DATE"`
}

func (a *materialApprove) Run(c *call, f *app.Firm) error {
	return a.pending(c, f, func(v app.ID[app.MaterialVersion]) (app.Receipt, error) {
		return f.Materials.Approve(c.ctx, c.ask(), v, a.Expires.Day)
	})
}

type materialBack struct {
	oneVersion
	Reason string `required:"" help:"What is to be changed." placeholder:"TEXT"`
}

func (b *materialBack) Run(c *call, f *app.Firm) error {
	return b.pending(c, f, func(v app.ID[app.MaterialVersion]) (app.Receipt, error) {
		return f.Materials.SendBack(c.ctx, c.ask(), v, b.Reason)
	})
}

type materialPublish struct{ oneVersion }

func (p *materialPublish) Run(c *call, f *app.Firm) error {
	return p.pending(c, f, func(v app.ID[app.MaterialVersion]) (app.Receipt, error) {
		return f.Materials.Publish(c.ctx, c.ask(), v)
	})
}

type materialWithdraw struct {
	oneVersion
	Reason string `required:"" help:"Why it must not be used any more; holders are told." placeholder:"TEXT"`
}

func (m *materialWithdraw) Run(c *call, f *app.Firm) error {
	w, v, err := m.find(c.ctx, f)
	if err != nil {
		return err
	}
	r, err := f.Materials.Withdraw(c.ctx, c.ask(), v.ID, m.Reason)
	if err != nil {
		return err
	}
	var held []app.HeldRow
	for _, h := range w.Holders {
		if h.Of == v.ID {
			h.State = app.HeldWithdrawn
			held = append(held, h)
		}
	}
	extra := map[string]any{"holders": docs(held, heldDoc)}
	if r.Preview || v.Published == 0 {
		return c.receipt(r, nil, extra)
	}
	say, err := f.Materials.RecallMessage(c.ctx, v.ID)
	if extra["message"] = say; err != nil {
		return err
	}
	if err := c.receipt(r, nil, extra); err != nil || c.flags.JSON || len(held) == 0 {
		return err
	}
	if err := heldTable(c, held); err != nil {
		return err
	}
	fmt.Fprintf(c.Out, "\nTo be sent to them:\n\n%s\n", say)
	return nil
}

type materialDeliver struct {
	Material string   `arg:"" help:"Number or title."`
	Partners []string `arg:"" help:"Numbers or names of the partners."`
	Version  int      `help:"Which version (default: the published one)." placeholder:"N" name:"version-no"`
	Person   string   `help:"Who at the partner got it." placeholder:"NAME"`
	Way      string   `help:"e-mail, meeting, post, link or other." default:"e-mail"`
	On       day      `help:"The day it was handed over (default: today)." placeholder:"DATE"`
	Note     string   `help:"A note." placeholder:"TEXT"`
}

func (d *materialDeliver) Run(c *call, f *app.Firm) error {
	ids, err := partnerIDs(c, f, d.Partners)
	if err != nil {
		return err
	}
	h := app.Handing{Partners: ids, Way: d.Way, Day: d.On.Day, Note: d.Note}
	if d.Person != "" {
		if h.Person, err = c.person(f, ids[0], d.Person); err != nil {
			return err
		}
	}
	return oneVersion{d.Material, d.Version}.act(c, f, func(_ app.WholeMaterial, v app.MaterialVersion) (app.Receipt, error) {
		h.Of = v.ID
		return f.Materials.Deliver(c.ctx, c.ask(), h)
	})
}

type materialTakeback struct {
	ID int64 `arg:"" help:"The delivery's number in material holders."`
}

func (t *materialTakeback) Run(c *call, f *app.Firm) error {
	r, err := f.Materials.TakeBack(c.ctx, c.ask(), app.ID[app.MaterialDelivery](t.ID))
	return c.receipt(r, err, nil)
}

type materialLeave struct {
	Material string   `arg:"" help:"Number or title."`
	Partners []string `arg:"" optional:"" help:"Numbers or names of the partners; without any, all who wait."`
}

func (l *materialLeave) Run(c *call, f *app.Firm) error {
	ids, err := partnerIDs(c, f, l.Partners)
	if err != nil {
		return err
	}
	return oneVersion{Material: l.Material}.act(c, f, func(w app.WholeMaterial, v app.MaterialVersion) (app.Receipt, error) {
		for _, p := range w.Waiting {
			if len(l.Partners) == 0 {
				ids = append(ids, p.Partner)
			}
		}
		return f.Materials.Leave(c.ctx, c.ask(), v.ID, ids)
	})
}

type materialRecalled struct {
	Material string   `arg:"" help:"Number or title."`
	Partners []string `arg:"" help:"Numbers or names of the partners that were told."`
	Version  int      `required:"" help:"The withdrawn version." placeholder:"N" name:"version-no"`
	On       day      `help:"The day they were told (default: today)." placeholder:"DATE"`
}

func (m *materialRecalled) Run(c *call, f *app.Firm) error {
	ids, err := partnerIDs(c, f, m.Partners)
	if err != nil {
		return err
	}
	return oneVersion{m.Material, m.Version}.act(c, f, func(_ app.WholeMaterial, v app.MaterialVersion) (app.Receipt, error) {
		return f.Materials.Recalled(c.ctx, c.ask(), v.ID, ids, m.On.Day)
	})
}

type materialBrand struct {
	Material string `arg:"" help:"Number or title."`
	Partner  string `arg:"" help:"Number or name of the partner."`
	Version  int    `help:"Which version (default: the published one, else the newest)." placeholder:"N" name:"version-no"`
	Out      string `required:"" help:"The PDF file to write." placeholder:"FILE"`
}

func (b *materialBrand) Run(c *call, f *app.Firm) error {
	_, v, err := oneVersion{b.Material, b.Version}.find(c.ctx, f)
	if err != nil {
		return err
	}
	p, err := f.Partners.Find(c.ctx, b.Partner)
	if err != nil {
		return err
	}
	page, err := f.Letters.Branded(c.ctx, v.ID, p.ID)
	if err != nil {
		return err
	}
	printer, err := paper.New()
	if err != nil {
		return err
	}
	file, err := printer.PrintLetter(page)
	if err == nil {
		err = c.save(b.Out, file)
	}
	return c.receipt(app.Receipt{Label: "Wrote " + b.Out + " for " + p.Name, Preview: c.flags.Preview}, err, map[string]any{"file": b.Out})
}

type materialExport struct {
	oneVersion
	Out string `help:"The folder (default: the one you are in)." default:"." placeholder:"DIR"`
}

func (e *materialExport) Run(c *call, f *app.Firm) error {
	_, v, err := e.find(c.ctx, f)
	if err != nil {
		return err
	}
	file, err := f.Materials.File(c.ctx, v.ID)
	if err != nil {
		return err
	}
	path := filepath.Join(e.Out, file.Name)
	if _, err := os.Lstat(path); err == nil {
		return app.Bad("out", path+" is there already and was left alone.", "Choose another folder.")
	}
	if !c.flags.Preview {
		if err := os.MkdirAll(e.Out, 0o700); err != nil {
			return notWritten(e.Out, err)
		}
	}
	err = c.save(path, file.Bytes)
	return c.receipt(app.Receipt{Label: fmt.Sprintf("Wrote %d bytes to %s", len(file.Bytes), path), Preview: c.flags.Preview}, err, map[string]any{"file": path})
}

// listText is a list on one line; nothing means everybody.
func listText(list []string, none string) string {
	if len(list) == 0 {
		return none
	}
	return strings.Join(list, ", ")
}

func countCol(title string) report.Column { return report.Column{Title: title, Kind: report.KindCount} }
