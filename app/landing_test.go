package app_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/letter"
	"rapport/app/report"
	"rapport/app/terms"
)

// landingDesk is a firm with all it needs for landing pages, and one active partner without an agreement.
func landingDesk(t *testing.T) (*desk, app.ID[app.Partner]) {
	d := open(t).on("2026-06-30")
	d.settings(func(s *app.Settings) {
		s.Email, s.Landing.Privacy, s.LinkPattern = "hello@harcourt.example", "https://harcourt.example/privacy", "https://harcourt.example/r?p={code}"
	})
	d.ok(d.Templates.Begin(ctx(), app.Ask{}, starters(t)))
	p := d.partner("Harcourt & Lowe")
	d.becomes(p, app.PartnerCheck, app.Onboarding)
	return d, p
}

// becomes moves a partner through states.
func (d *desk) becomes(p app.ID[app.Partner], states ...app.PartnerState) {
	d.t.Helper()
	for _, to := range states {
		d.ok(d.Partners.SetState(ctx(), app.Ask{}, p, to, app.Move{Reason: "waived: well known"}))
	}
}

// wording publishes a wording.
func (d *desk) wording(title, text string, tags ...string) app.ID[app.MaterialVersion] {
	d.t.Helper()
	m := app.ID[app.Material](d.ok(d.Materials.Add(ctx(), app.Ask{}, app.Material{Title: title, Kind: app.Disclosure, Tags: tags}, app.NewVersion{Body: text})).ID)
	whole, err := d.Materials.Whole(ctx(), m)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	id := whole.Versions[0].ID
	d.ok(d.Materials.Approve(ctx(), app.Ask{}, id, 0))
	d.ok(d.Materials.Publish(ctx(), app.Ask{}, id))
	return id
}

// writes stands for a folder: a page is written where it is not there as it is.
type writes map[string][32]byte

func (w writes) page(m app.LandingMade) ([32]byte, bool, error) {
	sum := sha256.Sum256(fmt.Append(nil, m.Page))
	same := w[m.Folder] == sum
	w[m.Folder] = sum
	return sum, !same, nil
}

func TestALandingPageSaysWhatAnybodyMayKnow(t *testing.T) {
	d, p := landingDesk(t)
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Code: "SPRING", Campaign: "Spring"}))
	made, err := d.Landings.Page(ctx(), app.LandingAsk{Code: "spring", Language: letter.German})
	if err != nil {
		t.Fatal(err)
	}
	page := made.Page
	if page.Title != "Harcourt & Lowe empfiehlt Harcourt LLP" || page.Code != "SPRING" || page.Target != "mailto:hello@harcourt.example" || made.Folder != "harcourt-lowe-spring-de" ||
		!strings.Contains(page.Words.Consent, "Harcourt & Lowe") || !strings.Contains(page.Body, "## Was dann geschieht") || !strings.HasPrefix(page.After, "## Was Sie uns sagen") || page.Disclosure != "" {
		t.Errorf("%+v", made)
	}
	// What only the partner may read is refused, and named.
	for _, secret := range []string{"balance", "referral.client", "agreement.number", "partner.referrals", "statement.closing"} {
		m := app.ID[app.Template](d.ok(d.Templates.Add(ctx(), app.Ask{}, app.Template{Title: secret, Kind: app.OnePager, Language: letter.English, Subject: "A page", Body: "It is {{ " + secret + " }}."})).ID)
		_, err := d.Landings.Page(ctx(), app.LandingAsk{Code: "spring", Template: m})
		if err == nil || !strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", secret, err)
		}
	}
}

// Who gains by recommending has to say so: without a published wording there is no page.
func TestAPageIsRefusedWithoutItsDisclosure(t *testing.T) {
	d, p := landingDesk(t)
	page := func(l letter.Language) (app.LandingMade, error) {
		return d.Landings.Page(ctx(), app.LandingAsk{Code: d.codes(p)[0].Code, Language: l})
	}
	agreement := d.sign(p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.FlatOnWin, Flat: 50000}}})
	if _, err := page(letter.English); err == nil || app.AsProblem(err).Field != "disclosure" || !strings.Contains(err.Error(), "no disclosure in English is published") {
		t.Fatalf("%v", err)
	}
	d.wording("Für Mandanten", "{{ partner.name }} erhält eine Vergütung.", "german")
	if _, err := page(letter.English); err == nil {
		t.Error("a wording in German stands on an English page")
	}
	any := d.wording("To clients", "{{ partner.name }} receives {{ agreement.terms }}.")
	for _, c := range []struct {
		l    letter.Language
		want string
	}{{letter.English, "Harcourt & Lowe receives "}, {letter.German, "Harcourt & Lowe erhält eine Vergütung."}} {
		made, err := page(c.l)
		if err != nil || !strings.HasPrefix(made.Page.Disclosure, c.want) {
			t.Errorf("%s: %q %v", c.l, made.Page.Disclosure, err)
		}
	}
	// New terms make the page one to be written again, and so does the end of the agreement.
	folder := writes{}
	write := func() {
		t.Helper()
		if _, _, err := d.Landings.Run(ctx(), app.Ask{}, app.LandingAsk{Partner: p, Language: letter.English}, folder.page, nil); err != nil {
			t.Fatal(err)
		}
	}
	stands := func(do app.LandingDo, why string) {
		t.Helper()
		rows, err := d.Landings.List(ctx())
		if err != nil || len(rows) != 1 || rows[0].Do != do || !strings.Contains(rows[0].Why, why) {
			t.Errorf("%+v %v", rows, err)
		}
	}
	write()
	stands(app.LandingCurrent, "")
	d.now = d.now.AddDate(0, 0, 10)
	d.check(d.amend(agreement, d.today().String()))
	stands(app.LandingAgain, "Other terms hold since")
	if today, err := d.Overview.Today(ctx()); err != nil || today.WriteAgain != 1 || today.TakeDown != 0 {
		t.Errorf("%d %d %v", today.WriteAgain, today.TakeDown, err)
	}
	write()
	stands(app.LandingCurrent, "")
	// A wording that is withdrawn makes the page one to be written again, and no new one is made.
	d.ok(d.Materials.Withdraw(ctx(), app.Ask{}, any, "wrong"))
	rows, err := d.Landings.List(ctx())
	if err != nil || len(rows) != 1 || rows[0].Do != app.LandingAgain || !strings.Contains(rows[0].Why, "withdrawn") {
		t.Errorf("%+v %v", rows, err)
	}
	if _, err := page(letter.English); err == nil {
		t.Error("a page with a withdrawn wording")
	}
}

func TestAPartnerWithoutGainNeedsNoDisclosure(t *testing.T) {
	d, p := landingDesk(t)
	d.sign(p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.NoPayment}}})
	ask := app.LandingAsk{Code: d.codes(p)[0].Code}
	if _, err := d.Landings.Page(ctx(), ask); err != nil {
		t.Error(err)
	}
	d.settings(func(s *app.Settings) { s.Landing.Disclosed = true })
	if _, err := d.Landings.Page(ctx(), ask); err == nil {
		t.Error("the firm wants a disclosure on every page")
	}
}

// A run writes what changed, keeps evidence of it once, and tells of partners whose page should go.
func TestARunOfPages(t *testing.T) {
	d, p := landingDesk(t)
	q := d.partner("Birch Law")
	d.becomes(q, app.PartnerCheck, app.Onboarding)
	for _, id := range []app.ID[app.Partner]{p, q} {
		d.sign(id, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.NoPayment}}})
		d.becomes(id, app.Active)
	}
	folder := writes{}
	run := func() (changed int, out []app.LandingOutcome, r app.Receipt) {
		out, r, err := d.Landings.Run(ctx(), app.Ask{}, app.LandingAsk{}, folder.page, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range out {
			if o.Changed {
				changed++
			}
		}
		return changed, out, r
	}
	if n, out, r := run(); n != 2 || len(out) != 2 || !strings.Contains(r.Label, "2 landing pages") {
		t.Fatalf("%d %+v %+v", n, out, r)
	}
	if n, _, r := run(); n != 0 || r.Label != "" || r.Audit != 0 {
		t.Errorf("written again: %d %+v", n, r)
	}
	d.settings(func(s *app.Settings) { s.Landing.Colour = "#107040" })
	if n, _, _ := run(); n != 2 {
		t.Errorf("%d pages have the new colour", n)
	}
	d.becomes(q, app.Ended)
	rows, err := d.Landings.List(ctx())
	if err != nil || len(rows) != 2 || rows[0].Do != app.LandingTake || rows[0].Partner != q || rows[1].Do != app.LandingCurrent {
		t.Fatalf("%+v %v", rows, err)
	}
	if _, _, err := d.Landings.Run(ctx(), app.Ask{}, app.LandingAsk{Partner: q}, folder.page, nil); err == nil || !strings.Contains(err.Error(), "is ended") {
		t.Errorf("%v", err)
	}
	down := d.ok(d.Landings.Down(ctx(), app.Ask{}, rows[0].ID))
	if rows, _ := d.Landings.List(ctx()); rows[1].Do != app.LandingDown {
		t.Errorf("%+v", rows)
	}
	d.ok(d.History.Undo(ctx(), app.Ask{}, down.Audit))
	if rows, _ := d.Landings.List(ctx()); rows[0].Do != app.LandingTake {
		t.Errorf("%+v", rows)
	}
	d.clean()
}

func TestACancelledRunSaysWhereItStands(t *testing.T) {
	d, p := landingDesk(t)
	d.sign(p, "2026-01-01", terms.Terms{Currency: "EUR", Rules: []terms.Rule{{Kind: terms.NoPayment}}})
	d.ok(d.Codes.Add(ctx(), app.Ask{}, app.PartnerCode{Partner: p, Code: "SPRING"}))
	stop, cancel := context.WithCancel(ctx())
	folder := writes{}
	_, _, err := d.Landings.Run(stop, app.Ask{}, app.LandingAsk{Partner: p}, func(m app.LandingMade) ([32]byte, bool, error) {
		cancel()
		return folder.page(m)
	}, nil)
	if p := app.AsProblem(err); err == nil || p.Kind != app.Cancel || !strings.Contains(p.Say, "1 page written") || !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	out, _, err := d.Landings.Run(ctx(), app.Ask{}, app.LandingAsk{Partner: p}, folder.page, nil)
	if err != nil || len(out) != 2 || out[0].Changed || !out[1].Changed {
		t.Errorf("%+v %v", out, err)
	}
}

func TestWhereAPageLeads(t *testing.T) {
	d, _ := landingDesk(t)
	for _, c := range []struct {
		what string
		set  func(*app.LandingSettings)
	}{
		{"a form that is not encrypted", func(s *app.LandingSettings) { s.Form = "http://forms.example/f" }},
		{"a script", func(s *app.LandingSettings) { s.Form = "javascript:alert(1)" }},
		{"a mail with a copy to somebody", func(s *app.LandingSettings) { s.Form = "mailto:a@b.example?cc=x@y.example" }},
		{"no address", func(s *app.LandingSettings) { s.Privacy = "our site" }},
		{"a password", func(s *app.LandingSettings) { s.Privacy = "https://me:secret@firm.example/" }},
		{"a colour by name", func(s *app.LandingSettings) { s.Colour = "red" }},
		{"a colour with more in it", func(s *app.LandingSettings) { s.Colour = "#12345;" }},
	} {
		s, err := d.Setup.Settings(ctx())
		if err != nil {
			t.Fatal(err)
		}
		c.set(&s.Landing)
		if _, err := d.Setup.Edit(ctx(), app.Ask{}, s); err == nil {
			t.Errorf("%s was taken", c.what)
		}
	}
	d.settings(func(s *app.Settings) {
		s.Landing = app.LandingSettings{Form: "https://forms.example/f", Privacy: "https://firm.example/p", Colour: "#abcDEF"}
	})
}

func TestColoursAreMadeReadable(t *testing.T) {
	white, dark := report.Colour{R: 255, G: 255, B: 255}, report.Colour{R: 23, G: 25, B: 30}
	if c := white.Contrast(report.Colour{}); c < 20.99 || c > 21.01 {
		t.Errorf("white on black is %v", c)
	}
	for _, text := range []string{"#2F5BD7", "#FFFF00", "#000000", "#FFFFFF", "#777777", "#0000FF", "#FF0000", "#010203"} {
		c, err := report.ParseColour(text)
		if err != nil || c.String() != text {
			t.Fatalf("%s: %v", text, err)
		}
		for _, on := range []report.Colour{white, dark} {
			got := c.Readable(on, 4.5)
			if got.Contrast(on) < 4.5 {
				t.Errorf("%s on %s is %s with %.2f", text, on, got, got.Contrast(on))
			}
			if c.Contrast(on) >= 4.5 && got != c {
				t.Errorf("%s on %s needed no change, and is %s", text, on, got)
			}
		}
	}
}
