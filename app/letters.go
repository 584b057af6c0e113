package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/code"
	"rapport/app/letter"
	"rapport/app/names"
	"rapport/app/report"
)

// Letters are the use-cases of what is written with templates.
type Letters struct{ f *Firm }

// About is whom and what a letter is about. A referral brings its partner and person; a person brings the partner.
type About struct {
	Partner   ID[Partner]
	Person    ID[Person] // 0: of the referral, else the primary one
	Referral  ID[Referral]
	Statement ID[Statement] // 0: the partner's latest
	Material  ID[MaterialVersion]
	Plain     bool // clients by their code, whatever the partner may see
	NoMoney   bool // fields of money have nothing to say
}

// Written is a template filled in for one partner. Missing names fields that stand in it and have nothing to say; a letter is not finished
// while there are any.
type Written struct {
	Letter
	Missing []string
}

// Write fills a template in. It may be one that is not kept yet. A broken one is refused with its place.
func (u Letters) Write(ctx context.Context, m Template, about About) (Written, error) {
	return read(ctx, u.f, func(b Books) (Written, error) {
		s, err := b.Settings()
		if err != nil {
			return Written{}, err
		}
		return u.f.fill(b, s, letter.NewPress(), m, about)
	})
}

// fill fills a template in with what the books say, by a press that may have read it before.
func (f *Firm) fill(b Books, s Settings, press *letter.Press, m Template, about About) (Written, error) {
	g, err := lookUp(b, f, s, m.Language, about, m.Subject, m.Body)
	if err != nil {
		return Written{}, err
	}
	d := Written{Letter: Letter{Partner: g.partner.ID, Person: g.person.ID, Referral: about.Referral, Template: m.ID, Title: m.Title, Kind: m.Kind, Language: m.Language, Day: f.today(s)}}
	subject, err := press.FillLine(m.Subject, g.v)
	if err != nil {
		return d, asProblem("subject", err)
	}
	body, err := press.Fill(m.Body, g.v)
	if err != nil {
		return d, asProblem("text", err)
	}
	d.Subject, d.Body, d.Missing = subject.Text, body.Text, subject.Missing
	for _, name := range body.Missing {
		if !slices.Contains(d.Missing, name) {
			d.Missing = append(d.Missing, name)
		}
	}
	return d, nil
}

// Example is somebody to try a template on: the partner of the latest referral with it, else any partner, else nobody.
func (u Letters) Example(ctx context.Context) (about About, name, number string, err error) {
	err = u.f.deps.Store.Read(ctx, func(b Books) error {
		err := b.ReferralIDs(Query{}.First(1), func(ids []int32) error {
			rows, err := b.ReferralRows(ids)
			for _, r := range rows {
				about, name, number = About{Partner: r.Partner, Referral: r.ID}, r.PartnerName, r.Number
			}
			return err
		})
		if err != nil || about.Partner != 0 {
			return err
		}
		return b.PartnerIDs(Query{}.First(1), func(ids []int32) error {
			rows, err := b.PartnerRows(ids)
			for _, p := range rows {
				about, name = About{Partner: p.ID}, p.Name
			}
			return err
		})
	})
	return about, name, number, err
}

// Keep records a letter as it was written, in the partner's history. Its day is today when it has none.
func (u Letters) Keep(ctx context.Context, ask Ask, l Letter) (Receipt, error) {
	return u.f.write(ctx, ask, "letter.keep", func(t *tx) error {
		p, err := t.Partner(l.Partner)
		if err != nil {
			return err
		}
		if err := t.checkLetter(&l, p); err != nil {
			return err
		}
		id, err := t.nextID(KindLetter)
		if err != nil {
			return err
		}
		if l.Number, err = t.nextNumber("L", 5); err != nil {
			return err
		}
		l.ID, l.At, l.Who, l.Version = ID[Letter](id), t.now, t.actor, 1
		if err := t.AddLetter(l); err != nil {
			return err
		}
		t.did(KindLetter, id, "Wrote %s to %s: %s", l.Number, p.Name, l.Title)
		t.touch(KindPartner, int64(p.ID))
		return t.image(KindLetter, id, nil, l)
	})
}

func (t *tx) checkLetter(l *Letter, p Partner) error {
	l.Title, l.Subject, l.Body, l.Day = names.Clean(l.Title), strings.TrimSpace(l.Subject), strings.TrimSpace(l.Body), orDay(l.Day, t.today)
	switch {
	case p.State == Merged:
		return No(p.Name+" was merged into another partner.", "Write to that one.")
	case l.Body == "":
		return Bad("text", "There is nothing in this letter.", "Write it.")
	case strings.ContainsAny(l.Subject, "\r\n"):
		return Bad("subject", "A subject is one line.", "Remove the line break.")
	case !slices.Contains(LetterWays(), l.Way):
		return Bad("way", fmt.Sprintf("%q is not what a letter can be kept as.", l.Way), "Choose "+orList(LetterWays())+".")
	case !slices.Contains(TemplateKinds(), l.Kind) || !l.Language.Known():
		return Bad("kind", "This letter has no kind or no language.", "Begin with a template.")
	}
	if l.Person != 0 {
		who, err := t.Person(l.Person)
		if err != nil {
			return err
		}
		if who.Partner != p.ID {
			return No(fmt.Sprintf("%s is not at %s.", who.Name, p.Name), "Choose a person of this partner.")
		}
	}
	if err := t.mayContact(MessageLetter, p, l.Person); err != nil {
		return err
	}
	return orError(within("title", l.Title, 200), orError(within("subject", l.Subject, 500), within("text", l.Body, mostBody)))
}

// Get gives a letter that was kept.
func (u Letters) Get(ctx context.Context, id ID[Letter]) (Letter, error) {
	return read(ctx, u.f, func(b Books) (Letter, error) { return b.Letter(id) })
}

// Find gives a letter by its number.
func (u Letters) Find(ctx context.Context, number string) (Letter, error) {
	return read(ctx, u.f, func(b Books) (Letter, error) { return b.LetterByNumber(strings.ToUpper(strings.TrimSpace(number))) })
}

// To gives what was written to a partner without what it says, the latest first.
func (u Letters) To(ctx context.Context, id ID[Partner]) ([]Letter, error) {
	return read(ctx, u.f, func(b Books) ([]Letter, error) { return b.LettersTo(id) })
}

// Page lays a letter out for paper: on the firm's letterhead, to its address; of a one-pager with the partner's name and logo beside.
func (u Letters) Page(ctx context.Context, l Letter) (report.LetterPage, error) {
	return read(ctx, u.f, func(b Books) (report.LetterPage, error) {
		s, err := b.Settings()
		if err != nil {
			return report.LetterPage{}, err
		}
		p, err := b.Partner(l.Partner)
		if err != nil {
			return report.LetterPage{}, err
		}
		page := s.page(l)
		var who Person
		if l.Person != 0 {
			if who, err = b.Person(l.Person); err != nil {
				return page, err
			}
		}
		switch l.Kind {
		case OnePager:
			page.Beside = &report.Party{Name: p.Name, Lines: append(contactLines(who, p), l.Language.Code(code.Shown(ownCode(p.ID))))}
			page.BesideLogo, err = b.PartnerLogo(p.ID)
		case LetterPiece, EmailPiece:
			page.To = append([]string{p.Name}, splitLines(p.Address)...)
			if who.Name != "" && who.Name != p.Name {
				page.To = slices.Insert(page.To, 1, l.Language.Formal(who.Name, who.Salutation))
			}
		}
		return page, err
	})
}

// LetterMail is a letter as an e-mail: from whom, to whom, and what it says.
type LetterMail struct {
	From, FromName, To, ToName string
	Subject, Body              string // the body in Markdown
	Language                   letter.Language
	Key                        []byte // the same for the same letter to the same address
	Day                        calendar.Day
}

// Mail gives a letter as an e-mail: to its person, else to the partner.
func (u Letters) Mail(ctx context.Context, l Letter) (LetterMail, error) {
	return read(ctx, u.f, func(b Books) (LetterMail, error) {
		s, err := b.Settings()
		if err != nil {
			return LetterMail{}, err
		}
		p, err := b.Partner(l.Partner)
		if err != nil {
			return LetterMail{}, err
		}
		m := LetterMail{From: s.Email, FromName: s.FirmName, To: p.Email, ToName: p.Name, Subject: l.Subject, Body: l.Body, Language: l.Language, Day: l.Day}
		if l.Person != 0 {
			who, err := b.Person(l.Person)
			if err != nil {
				return m, err
			}
			if who.Email != "" {
				m.To, m.ToName = who.Email, who.Name
			}
		}
		sum := sha256.Sum256([]byte(strings.Join([]string{m.From, m.To, l.Subject, l.Body, l.Day.String()}, "\n")))
		m.Key = sum[:12]
		return m, nil
	})
}

// Branded lays a text of the library out for a partner: with its name, contact and logo below the firm's.
func (u Letters) Branded(ctx context.Context, of ID[MaterialVersion], partner ID[Partner]) (report.LetterPage, error) {
	m, err := read(ctx, u.f, func(b Books) (Letter, error) {
		v, err := b.MaterialVersion(of)
		if err != nil {
			return Letter{}, err
		}
		m, err := b.Material(v.Material)
		if err != nil {
			return Letter{}, err
		}
		if v.Body == "" {
			return Letter{}, No(m.Title+" is a file; only a text of the library can carry a partner's name.", "Write it as a text, or use a one-pager among the templates.")
		}
		if v.State == MaterialWithdrawn {
			return Letter{}, No(fmt.Sprintf("Version %d of %s was withdrawn.", v.No, m.Title), "Use the version in force.")
		}
		people, err := b.People(partner)
		l := Letter{Partner: partner, Number: m.Number, Subject: m.Title, Body: withoutTitle(v.Body, m.Title), Kind: OnePager, Language: letter.English}
		if len(people) > 0 {
			l.Person = people[0].ID
		}
		return l, err
	})
	if err != nil {
		return report.LetterPage{}, err
	}
	return u.Page(ctx, m)
}

// withoutTitle leaves a first heading out that says what the title above it says.
func withoutTitle(body, title string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(body), "\n")
	if strings.HasPrefix(first, "#") && strings.TrimSpace(strings.TrimLeft(first, "#")) == title && strings.TrimSpace(rest) != "" {
		return strings.TrimSpace(rest)
	}
	return body
}

// page is a letter on the firm's paper, to nobody yet.
func (s Settings) page(l Letter) report.LetterPage {
	sheet := s.sheet(l.Subject, l.Day)
	page := report.LetterPage{Meta: sheet.Meta, Paper: sheet.Paper, Letterhead: sheet.Letterhead, Subject: l.Subject, Date: l.Language.Day(l.Day), Body: l.Body}
	page.Meta.Language, page.Meta.Number, page.Meta.PageOf = string(l.Language), l.Number, l.Language.PageOf()
	if l.Kind == TalkingPoints || l.Kind == OnePager {
		page.Date = ""
	}
	return page
}

// contactLines is how a partner is reached, on a page that clients read.
func contactLines(who Person, p Partner) (lines []string) {
	for _, line := range []string{who.Name, orElse(who.Phone, p.Phone), orElse(who.Email, p.Email), p.Website} {
		if line != "" && line != p.Name {
			lines = append(lines, line)
		}
	}
	return lines
}
