package sample

import (
	"rapport/app"
	"rapport/app/letter"
)

// mailing is the firm's segments, a newsletter that is being written, and e-mails that went out through the mail program.
func (s *script) mailing() {
	s.on(workday(s.ago(26)), priya, func(k *desk) error {
		for _, one := range []struct{ name, test, note string }{
			{"Quiet for half a year", "not introduced in 6 months", "To be asked how things are, before the quarter ends."},
			{"Law firms", "type = attorney", "Who gets the notes on what changed in the law."},
		} {
			seg := app.Segment{Name: one.name, Note: one.note}
			for _, text := range []string{one.test, "state = active"} {
				t, err := k.Segments.Parse(k.ctx, text)
				if err != nil {
					return err
				}
				seg.Rule.Tests = append(seg.Rule.Tests, t)
			}
			r, err := k.Segments.Save(k.ctx, k.ask(), seg)
			if err != nil {
				return err
			}
			seg.ID = app.ID[app.Segment](r.ID)
			if one.name == "Law firms" {
				if err := k.newsletter(seg.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, m := range []struct {
		ago                    int
		partner, subject, body string
		language               letter.Language
	}{
		{41, "Müller & Söhne Steuerberatung", "Vielen Dank für Ihre Empfehlung", "Guten Tag,\n\nvielen Dank für Ihre Empfehlung. Wir melden uns innerhalb von zwei Werktagen bei Ihrem Mandanten.", letter.German},
		{33, "Kestrel Law", "Our quarterly review", "Dear colleagues,\n\nwe would like to look back on the quarter with you, over lunch if that suits. Would one of the next two Thursdays do?", letter.English},
		{19, "Pemberton Consulting", "What we do for your clients", "Dear colleagues,\n\nas agreed, here in a few lines what we do for clients such as yours, and how an introduction works.", letter.English},
	} {
		s.onPartner(m.partner, s.ago(m.ago), priya, func(k *desk, p app.ID[app.Partner]) error {
			item := app.MailItem{Message: app.Message{Partner: p, Kind: app.MessageLetter, Subject: m.subject, Body: m.body, Language: m.language}}
			_, run, err := k.Messages.Write(k.ctx, k.ask(), "", []app.MailItem{item}, nil)
			if err != nil {
				return err
			}
			if _, err := k.Messages.HandOver(k.ctx, k.ask(), run.Made[0].ID); err != nil {
				return err
			}
			_, err = k.Messages.Went(k.ctx, k.ask(), 0, run.Made[0].ID)
			return err
		})
	}
}

// newsletter keeps one that nobody got yet.
func (d *desk) newsletter(to app.ID[app.Segment]) error {
	blocks, err := d.Newsletters.Blocks(d.ctx, "# What changed this quarter\n\n{{ greeting }}, three things your clients may ask you about.\n\n- Notice periods in commercial leases\n- Electronic signatures before a notary\n- "+
		"Fees that are agreed in advance\n\n:figure 2 days | from your introduction to our first call\n\n:quote They called my client the same afternoon. | A partner in Leeds\n\n---\n\n:disclosure We pay partners for introductions where the law allows it, and tell the client.")
	if err != nil {
		return err
	}
	_, err = d.Newsletters.Save(d.ctx, d.ask(), app.Newsletter{Subject: "What changed this quarter", Language: letter.English, Segment: to, Blocks: blocks})
	return err
}
