package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/code"
	"rapport/app/letter"
	"rapport/app/names"
	"rapport/app/report"
	"rapport/app/terms"
)

// LandingStarter is the piece of the starter library that pages are made with unless another template is chosen.
const LandingStarter = "landing"

// LandingAsk is which pages are meant.
type LandingAsk struct {
	Code     string          // of this one; else
	Partner  ID[Partner]     // of all codes of this partner that are passed on; else
	Type     string          // of the own codes of the active partners of this type; empty: of all
	Language letter.Language // empty: of each partner's country
	Template ID[Template]    // a one-pager; 0: the starter piece
}

// LandingMade is a page that can be written.
type LandingMade struct {
	Landing
	PartnerName string
	Page        report.LandingPage
}

// Page makes the page of a code.
func (u Landings) Page(ctx context.Context, in LandingAsk) (LandingMade, error) {
	return read(ctx, u.f, func(b Books) (LandingMade, error) { return u.f.landingPage(b, in) })
}

// landingPage fills the template in and gathers the rest, or says what is missing.
func (f *Firm) landingPage(b Books, in LandingAsk) (LandingMade, error) {
	s, err := b.Settings()
	if err != nil {
		return LandingMade{}, err
	}
	c, p, err := codeMeant(b, in.Code)
	if err != nil {
		return LandingMade{}, err
	}
	if err := mayLand(s, c, p, f.today(s)); err != nil {
		return LandingMade{}, err
	}
	l := in.Language
	if l == "" {
		l = letter.LanguageOf(p.Country)
	}
	m, err := landingTemplate(b, in.Template, l)
	if err != nil {
		return LandingMade{}, err
	}
	wording, title, err := disclosureFor(b, p, l, f.today(s))
	if err != nil {
		return LandingMade{}, err
	}
	g, err := lookUp(b, f, s, l, About{Partner: p.ID}, m.Subject, m.Body, wording.Body)
	if err != nil {
		return LandingMade{}, err
	}
	g.publicOnly(c)
	made := LandingMade{Landing: Landing{Partner: p.ID, Code: c.Code, Language: l, Folder: landingFolder(p.Name, c.Code, l)}, PartnerName: p.Name}
	made.Template = m.ID
	if err := g.disclosure(&made, wording, title); err != nil {
		return made, err
	}
	return made, g.landing(&made, c, m)
}

// mayLand refuses the page of a code that is not passed on.
func mayLand(s Settings, c PartnerCode, p Partner, today calendar.Day) error {
	switch {
	case p.State != Active && p.State != Onboarding:
		return No(fmt.Sprintf("%s is %s; nobody should come by its page.", p.Name, p.State), "Take a page that is on the web down.")
	case c.Ended != 0 && c.Ended < today:
		return No(fmt.Sprintf("The code %s ended on %s.", c.Shown(), c.Ended.Label()), "Take another of its codes, or give this one a later end.")
	case s.landingTarget() == "":
		return Bad("landing form", "There is nowhere the form could go.", "Enter the address of a form service, or the firm's e-mail address, in Settings.")
	case s.Landing.Privacy == "":
		return Bad("landing privacy", "The page has no privacy notice to lead to.", "Enter the notice's address in Settings, under landing pages.")
	}
	return nil
}

// publicOnly leaves the fields that anybody may read, with the code of the page in them.
func (g *facts) publicOnly(c PartnerCode) {
	open := []string{"greeting", "today", "sender.name", "partner.name", "partner.type", "partner.email", "partner.phone", "partner.website", "partner.address",
		"person.name", "person.first", "person.formal", "person.role", "person.email", "person.phone", "agreement.terms",
		"firm.name", "firm.address", "firm.email", "firm.phone", "firm.website"}
	maps.DeleteFunc(g.v.One, func(name, _ string) bool { return !slices.Contains(open, name) })
	g.v.Many = map[string][]map[string]string{}
	g.put("partner.code", c.Shown())
	g.put("partner.link", g.s.Link(c.Code))
}

// landingTemplate gives the one-pager that was chosen, or the starter piece in a language.
func landingTemplate(b Books, id ID[Template], l letter.Language) (found Template, err error) {
	if id != 0 {
		m, err := b.Template(id)
		if err == nil && m.Kind != OnePager {
			err = Bad("template", fmt.Sprintf("%s is of kind %s.", m.Title, m.Kind), "A page is made with a one-pager.")
		}
		if err == nil && m.Language != l {
			err = Bad("template", fmt.Sprintf("%s is in %s, and the page is to be in %s.", m.Title, m.Language.Name(), l.Name()), "Choose a template in the page's language.")
		}
		return m, err
	}
	err = b.TemplateIDs(Query{}.With(Is("kind", string(OnePager)), Is("language", string(l)), Is("archived", "no")), func(ids []int32) error {
		rows, err := b.TemplateRows(ids)
		for _, m := range rows {
			if m.Starter == LandingStarter {
				found = m
			}
		}
		return err
	})
	if err == nil && found.ID == 0 {
		err = Bad("template", fmt.Sprintf("There is no text for landing pages in %s.", l.Name()), "Add the starter library among the templates, or choose a one-pager of your own.")
	}
	return found, err
}

// disclosure puts the wording on the page that clients have to read when the partner gains by recommending.
func (g *facts) disclosure(made *LandingMade, wording MaterialVersion, title string) error {
	why, err := g.mustDisclose()
	if err != nil {
		return err
	}
	if wording.ID == 0 {
		if why == "" {
			return nil
		}
		return Bad("disclosure", fmt.Sprintf("%s, and clients have to be told so (SEC rule 206(4)-1(b)(1), SRA Code 5.1, ABA rule 7.2(b), AICPA 1.520); no disclosure in %s is published.", why, g.l.Name()),
			fmt.Sprintf("Publish a material of kind disclosure as a text, with the tag %q or none.", g.l.Name()))
	}
	text, err := letter.Fill(wording.Body, g.v)
	if err != nil {
		return asProblem("disclosure", err)
	}
	if len(text.Missing) > 0 {
		return Bad("disclosure", fmt.Sprintf("The disclosure %s names %s, of which nothing is known or nothing may be said here.", title, orList(text.Missing)), "Correct its wording, or choose simpler terms.")
	}
	made.Disclosure, made.Page.Disclosure = wording.ID, text.Text
	return nil
}

// mustDisclose says why a page needs a disclosure: the firm wants one on each, or the partner gains something by its agreement. Empty: it needs none.
func (g *facts) mustDisclose() (string, error) {
	list, err := partnerAgreements(g.b, g.partner.ID)
	if err != nil {
		return "", err
	}
	today := g.f.today(g.s)
	for _, a := range list {
		if v, ok := a.At(today); ok && a.ever() && a.From <= today && (a.To == 0 || a.To >= today) && gains(v.Terms) {
			return fmt.Sprintf("By %s, %s gains by recommending the firm", a.Number, g.partner.Name), nil
		}
	}
	if g.s.Landing.Disclosed {
		return "The firm wants every page to say what " + g.partner.Name + " gains", nil
	}
	return "", nil
}

// gains tells whether an agreement gives its partner anything: money, gifts, or introductions in return.
func gains(t terms.Terms) bool {
	return slices.ContainsFunc(t.Rules, func(r terms.Rule) bool { return r.Kind != terms.NoPayment })
}

// disclosureFor gives the wording that is in force for a partner: in its language before one without a language, for its type before one for all.
func disclosureFor(b Books, p Partner, l letter.Language, today calendar.Day) (best MaterialVersion, title string, err error) {
	fit := 0
	err = b.MaterialIDs(Query{}.With(Is("kind", string(Disclosure)), Is("state", string(MaterialPublished))), func(ids []int32) error {
		rows, err := b.MaterialRows(ids)
		for _, m := range rows {
			n := disclosureFit(m.Material, p, l)
			if n <= fit || !m.Shown.usable(today) || m.Shown.File != "" {
				continue
			}
			fit, title, best = n, m.Title, m.Shown
		}
		return err
	})
	if err != nil || best.ID == 0 {
		return best, title, err
	}
	best, err = b.MaterialVersion(best.ID)
	return best, title, err
}

// disclosureFit says how well a wording fits; 0 not at all. A tag with the name of a language binds it to that language.
func disclosureFit(m Material, p Partner, l letter.Language) int {
	fit := 1
	for _, tag := range m.Tags {
		for _, other := range letter.Languages() {
			switch {
			case !strings.EqualFold(tag, string(other)) && !strings.EqualFold(tag, other.Name()):
			case other != l:
				return 0
			default:
				fit += 2
			}
		}
	}
	switch {
	case len(m.Types) == 0:
		return fit
	case slices.Contains(m.Types, p.Type):
		return fit + 1
	}
	return 0
}

// landing fills the text in; a line of three dashes in it is where the form stands.
func (g *facts) landing(made *LandingMade, c PartnerCode, m Template) error {
	title, err := letter.FillLine(m.Subject, g.v)
	if err != nil {
		return asProblem("subject", err)
	}
	body, err := letter.Fill(m.Body, g.v)
	if err != nil {
		return asProblem("text", err)
	}
	if missing := append(title.Missing, body.Missing...); len(missing) > 0 {
		return Bad("template", fmt.Sprintf("%s names %s, of which nothing is known or nothing may be said to everybody.", m.Title, orList(missing)),
			"Take it out of the template, or enter it at the partner.")
	}
	before, after, _ := strings.Cut(body.Text, "\n---\n")
	logo, err := g.b.PartnerLogo(g.partner.ID)
	if err != nil {
		return err
	}
	p, s := &made.Page, g.s
	p.Language, p.Title, p.Body, p.After = string(g.l), orElse(title.Text, m.Title), strings.TrimSpace(before), strings.TrimSpace(after)
	p.Firm = report.LandingParty{Name: s.FirmName, Logo: s.Logo, Lines: splitLines(s.Address), Email: s.Email, Phone: s.Phone, Website: s.Website}
	p.Partner = report.LandingParty{Name: g.partner.Name, Logo: logo, Website: g.partner.Website}
	p.Colour, p.Code, p.Shown = orElse(s.Landing.Colour, landingColour), c.Code, c.Shown()
	p.Services, p.Target, p.Privacy = s.Services, s.landingTarget(), s.Landing.Privacy
	p.Words = landingWords(g.l, s.FirmName, g.partner.Name)
	return nil
}

// landingFolder is the name of a page's folder: plain letters, so that every server takes it, and the code, so that no other page has it.
func landingFolder(name, tidy string, l letter.Language) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, names.Fold(name))
	parts := strings.FieldsFunc(plain, func(r rune) bool { return r == '-' })
	plain = strings.Join(parts, "-")
	plain = strings.Trim(plain[:min(len(plain), 40)], "-")
	return strings.TrimPrefix(plain+"-"+strings.ToLower(code.Tidy(tidy))+"-"+string(l), "-")
}
