package desk

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/money"
	"rapport/views/kit"
)

// drawScore shows how near the partner comes to the ideal, with each reason, and its applications.
func (p *partnerPane) drawScore(f partnerFacts) {
	var lines []fyne.CanvasObject
	if f.score.Rated() {
		lines = append(lines, kit.NewText(f.score.Words()+" of 100", kit.Look{Bold: true}))
		for _, r := range f.score.Reasons {
			lines = append(lines, kit.NewText(r.Words(), kit.Look{Role: kit.RoleMuted, Size: 12, Wrap: true}))
		}
	}
	for _, a := range f.applications {
		var open func()
		if a.Decision == "" {
			open = func() { p.d.editApplication(f) }
		}
		lines = append(lines, quietLine("Applied "+dayWords(a.Applied, p.d.today), applicationWords(p.d, a), open))
	}
	if f.row.State != app.Merged {
		links := kit.Across(12, kit.NewLink("Rate by the profile", func() { p.d.ratePartner(f) }))
		if f.mayApply() {
			links.Add(kit.NewLink("It applied", func() { p.d.editApplication(f) }))
		}
		links.Add(kit.Space())
		lines = append(lines, links)
	}
	replace(p.score, lines...)
	p.box.section("Profile", len(lines) > 0)
}

// applicationWords say what became of an application.
func applicationWords(d *Desk, a app.Application) string {
	if a.Decision == "" {
		return "to be reviewed by " + dayWords(a.ReviewBy, d.today)
	}
	parts := []string{a.Decision + " " + dayWords(a.Decided, d.today) + " by " + a.Who}
	if a.Reason != "" {
		parts = append(parts, a.Reason)
	}
	if a.MayReapply != 0 {
		parts = append(parts, "may apply again from "+a.MayReapply.Label())
	}
	return strings.Join(parts, " · ")
}

// drawCredentials lists licences, insurance and screenings that count, and how they stand.
func (p *partnerPane) drawCredentials(f partnerFacts) {
	var lines []fyne.CanvasObject
	for _, c := range f.credentials {
		if c.State == app.CredentialRetired {
			continue
		}
		hue := map[app.CredentialState]kit.Hue{app.CredentialValid: kit.Green, app.CredentialExpires: kit.Amber}[c.State]
		if c.State == app.CredentialLapsed || c.State == app.CredentialFailed {
			hue = kit.Red
		}
		line := quietLine(c.What, credentialWords(c), func() { p.d.editCredential(f, c) })
		line.Add(kit.NewChip(capital(string(c.State)), hue))
		lines = append(lines, line)
	}
	if f.row.State != app.Merged {
		lines = append(lines, kit.Across(0, kit.NewLink("Add a credential", func() { p.d.editCredential(f, app.CredentialRow{}) }), kit.Space()))
	}
	replace(p.credentials, lines...)
	p.box.section("Credentials", len(lines) > 0)
}

func credentialWords(c app.CredentialRow) string {
	var parts []string
	for _, s := range []string{c.Issuer, c.Number, c.Jurisdiction, c.Result} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if c.Cover.Minor != 0 {
		parts = append(parts, c.Cover.String())
	}
	if c.Expires != 0 {
		parts = append(parts, map[bool]string{true: "next due ", false: "until "}[c.Kind == app.Screening]+c.Expires.Label())
	}
	if n := len(c.Files); n > 0 {
		parts = append(parts, plural(int64(n), "file", "files"))
	}
	return strings.Join(parts, " · ")
}

// editCredential asks for a licence, an insurance or a screening; what became of one that is kept: changed, renewed, or it does not count
// any more.
func (d *Desk) editCredential(f partnerFacts, c app.CredentialRow) {
	text := func(key, label, hint, value string) *kit.TextField {
		t := kit.NewTextField(kit.Spec{Key: key, Label: label, Hint: hint}, "")
		t.Set(value)
		return t
	}
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "Kind"}, pairsOf(app.CredentialKinds()...)...)
	what := text("what", "What it is", "Chartered accountant, Professional indemnity, Sanctions list …", c.What)
	issuer, number := text("issuer", "Issued by", "Regulator, insurer, or who screened", c.Issuer), text("number", "Number", "", c.Number)
	where := text("jurisdiction", "Where it holds", "", c.Jurisdiction)
	cover := kit.NewMoneyField(kit.Spec{Key: "cover", Label: "Sum insured"}, d.settings.Currency, money.Point)
	result := kit.NewChoiceField(kit.Spec{Key: "result", Label: "Result"}, pairsOf(app.ScreeningResults()...)...)
	day := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "Issued or done on"})
	expires := kit.NewDateField(d.stage, kit.Spec{Key: "expires", Label: "Last day, or next due"})
	note := kit.NewMultilineField(kit.Spec{Key: "note", Label: "Note"}, "", 2)
	way := kit.NewChoiceField(kit.Spec{Key: "way", Label: "What to do"}, kit.Pair{Value: "edit", Text: "Correct it"}, kit.Pair{Value: "renew", Text: "It was renewed"},
		kit.Pair{Value: "retire", Text: "It does not count any more"})
	if c.ID != 0 {
		kind.Set(string(c.Kind))
		if c.Result != "" {
			result.Set(c.Result)
		}
		if c.Cover.Minor != 0 {
			cover.Set(c.Cover)
		}
	}
	day.Set(c.Day)
	expires.Set(c.Expires)
	note.Set(c.Note)
	form := kit.NewForm().Add(way, kind, what).Beside(issuer, number).Add(where, cover, result).Beside(day, expires).Add(note)
	follow := func() {
		k := app.CredentialKind(kind.Value())
		kit.Shown(where, k == app.Licence)
		kit.Shown(cover, k == app.Insurance)
		kit.Shown(result, k == app.Screening)
		form.Content().Refresh()
	}
	kit.Shown(way, c.ID != 0)
	kit.Shown(kind, c.ID == 0)
	kind.OnChange(follow)
	follow()
	title := "Add a credential"
	if c.ID != 0 {
		title = c.What
	}
	d.credentialFiles(c, form)
	d.openForm(formSpec{title: title, note: f.row.Name, form: form, save: "Save", submit: func(ask app.Ask) act {
		one := c.Credential
		one.Partner, one.Kind, one.What, one.Issuer, one.Number = f.row.ID, app.CredentialKind(kind.Value()), what.Value(), issuer.Value(), number.Value()
		one.Jurisdiction, one.Day, one.Expires, one.Note, one.Result, one.Cover = where.Value(), dayOf(day), dayOf(expires), note.Value(), "", money.Money{}
		if one.Kind == app.Screening {
			one.Result = result.Value()
		}
		if one.Kind == app.Insurance {
			one.Cover = moneyOf(cover)
		}
		return d.credentialAct(ask, one, way.Value())
	}})
}

func (d *Desk) credentialAct(ask app.Ask, one app.Credential, way string) act {
	return func(ctx context.Context) (app.Receipt, error) {
		switch {
		case one.ID == 0:
			return d.firm.Credentials.Add(ctx, ask, one)
		case way == "renew":
			return d.firm.Credentials.Renew(ctx, ask, one.ID, one)
		case way == "retire":
			return d.firm.Credentials.Retire(ctx, ask, one.ID)
		}
		return d.firm.Credentials.Edit(ctx, ask, one)
	}
}
