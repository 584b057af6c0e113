package desk

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/views/kit"
)

// showAgreement shows an agreement with every version of its terms, and what can be done with it.
func (d *Desk) showAgreement(f partnerFacts, a app.Signed) {
	acts := kit.Wrapped(12)
	for _, item := range d.agreementItems(f, a) {
		acts.Add(kit.NewLink(item.Title, func() { d.unpeek(); item.Run() }))
	}
	var page fyne.CanvasObject = kit.Down(10, d.agreementHead(a), d.versionCards(f, a), acts)
	if len(a.Versions) > 3 {
		page = kit.Fixed(0, paneHeight, kit.Scrolled(page))
	}
	d.over(page)
}

func (d *Desk) agreementHead(a app.Signed) fyne.CanvasObject {
	facts := kit.NewFacts().Set("In force", agreementSpan(a.Agreement)).Set("Currency", string(latestTerms(a).Currency))
	if a.PaymentDays > 0 {
		facts.Set("Paid", fmt.Sprintf("%d days after the statement", a.PaymentDays))
	}
	if a.PayeeName != "" {
		facts.Set("Paid to", a.PayeeName)
	}
	if a.Note != "" {
		facts.Set("Note", a.Note)
	}
	return kit.Down(10, kit.Across(6, kit.Grow(kit.NewText(join(a.Number, a.Title), kit.Look{Bold: true, Size: 16, Wrap: true})),
		kit.NewChip(capital(string(a.State)), agreementHue(a.State))), facts)
}

// versionCards are the versions with their terms in words, the newest first.
func (d *Desk) versionCards(f partnerFacts, a app.Signed) fyne.CanvasObject {
	all := kit.Down(8)
	for i, v := range slices.Backward(a.Versions) {
		speaks, hue := versionSpeaks(a, i, d.today)
		all.Add(kit.Card(kit.Down(6,
			kit.Across(6, kit.Grow(kit.NewText(fmt.Sprintf("Version %d", v.No), kit.Look{Role: kit.RoleMuted, Size: 11})), kit.NewChip(speaks, hue)),
			kit.NewText(namedPeople(termsSentence(v.Terms), f.people), kit.Look{Wrap: true}),
			kit.NewText(signedWords(v), kit.Look{Role: kit.RoleMuted, Size: 11, Wrap: true}))))
	}
	return all
}

// versionSpeaks says of which days a version speaks.
func versionSpeaks(a app.Signed, i int, today calendar.Day) (string, kit.Hue) {
	v := a.Versions[i]
	now, _ := a.At(today)
	switch {
	case v.State == app.VersionDraft:
		return "Draft", kit.Amber
	case v.Effective > today:
		return "From " + v.Effective.Label(), kit.Blue
	case v.ID == now.ID:
		return "Since " + v.Effective.Label(), kit.Green
	}
	next := slices.IndexFunc(a.Versions[i+1:], func(w app.AgreementVersion) bool { return w.State != app.VersionDraft })
	return v.Effective.Label() + " – " + a.Versions[i+1+next].Effective.AddDays(-1).Label(), kit.Grey
}

// signedWords says who signed a version, and when.
func signedWords(v app.AgreementVersion) string {
	words := "Not signed"
	if v.SignedBy != "" {
		words = "Signed by " + v.SignedBy + " on " + v.SignedOn.Label()
	}
	if v.Retroactive {
		words += "; also for what was worked out before"
	}
	return words
}
