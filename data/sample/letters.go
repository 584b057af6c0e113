package sample

import (
	"fmt"

	"rapport/app"
	"rapport/app/letter"
	"rapport/assets"
)

// letters are the starter library of templates, and what was written with it lately.
func (s *script) letters() {
	s.on(workday(s.ago(150)), priya, func(k *desk) error {
		files, err := assets.Letters()
		if err != nil {
			return err
		}
		all, err := app.ReadStarters(files)
		if err == nil {
			_, err = k.Templates.Begin(k.ctx, k.ask(), all)
		}
		return err
	})
	for _, l := range []struct {
		ago           int
		who           string
		partner       string
		title         string
		language      letter.Language
		way           string
		aboutReferral bool
	}{
		{41, thomas, "Müller & Söhne Steuerberatung", "Dank für eine Empfehlung", letter.German, "e-mail draft", true},
		{33, priya, "Kestrel Law", "Invitation to the quarterly review", letter.English, "e-mail draft", false},
		{18, thomas, "Pemberton Consulting", "What we do for your clients", letter.English, "PDF", false},
	} {
		s.onPartner(l.partner, s.ago(l.ago), l.who, func(k *desk, p app.ID[app.Partner]) error {
			about := app.About{Partner: p}
			if l.aboutReferral {
				err := k.Referrals.IDs(k.ctx, app.Query{}.With(app.Is("partner", fmt.Sprint(int64(p)))).First(1), func(ids []int32) error {
					for _, id := range ids {
						about.Referral = app.ID[app.Referral](id)
					}
					return nil
				})
				if err != nil {
					return err
				}
			}
			return k.write(l.title, l.language, l.way, about)
		})
	}
}

// write fills a template in and keeps the letter.
func (d *desk) write(title string, language letter.Language, way string, about app.About) error {
	m, err := d.Templates.Find(d.ctx, title, language)
	if err != nil {
		return err
	}
	w, err := d.Letters.Write(d.ctx, m, about)
	if err != nil {
		return err
	}
	w.Way = way
	_, err = d.Letters.Keep(d.ctx, d.ask(), w.Letter)
	return err
}
