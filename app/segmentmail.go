package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/letter"
	"rapport/app/names"
)

// ToSegment writes one message to each partner in a segment with a template, as drafts to be looked at. Each gets the piece in the language of
// its country where there is one under the same title or of the same starter. Who opted out, may not be written to, has no address, or has
// something to say that the template names and nobody knows, is left out and told. progress may be nil.
func (u Messages) ToSegment(ctx context.Context, ask Ask, m Template, segment ID[Segment], progress func(done, total int)) (Receipt, MessageRun, error) {
	s, list, left, err := u.lettersFor(ctx, m, segment, progress)
	if err != nil {
		return Receipt{}, MessageRun{Left: left}, err
	}
	if len(list) == 0 {
		say := "There is nobody in this segment to write to."
		if len(left) > 0 {
			say += " " + left[0].Why
		}
		return Receipt{}, MessageRun{Left: left}, No(say, "Look at who is in it, and at what they asked for.")
	}
	r, res, err := u.Write(ctx, ask, m.Title+" to "+s.Name, list, nil)
	res.Left = append(left, res.Left...)
	for _, l := range left {
		r.Warnings = append(r.Warnings, l.Name+" was left out: "+l.Why)
	}
	return r, res, err
}

// lettersFor fills the template in for everybody in a segment.
func (u Messages) lettersFor(ctx context.Context, m Template, segment ID[Segment], progress func(done, total int)) (s Segment, list []MailItem, left []NotWritten, err error) {
	var partners []Partner
	var pieces []Template
	err = u.f.deps.Store.Read(ctx, func(b Books) error {
		if s, err = b.Segment(segment); err != nil {
			return err
		}
		if pieces, err = samePiece(b, m); err != nil {
			return err
		}
		partners, err = partnersWhole(b, u.f, segment)
		return err
	})
	if err != nil {
		return s, nil, nil, err
	}
	for i, p := range partners {
		if progress != nil {
			progress(i, len(partners))
		}
		if p.Contact == OptedOut {
			left = append(left, NotWritten{p.ID, p.Name, p.Name + " opted out of mailings."})
			continue
		}
		w, err := u.f.Letters.Write(ctx, inLanguage(pieces, m, letter.LanguageOf(p.Country)), About{Partner: p.ID})
		if err != nil {
			return s, nil, left, err
		}
		if len(w.Missing) > 0 {
			left = append(left, NotWritten{p.ID, p.Name, "Nothing is known of " + strings.Join(w.Missing, ", ") + "."})
			continue
		}
		list = append(list, MailItem{Message: Message{Partner: p.ID, Kind: MessageLetter, Subject: orElse(w.Subject, w.Title), Body: w.Body, Language: w.Language}})
	}
	return s, list, left, nil
}

// partnersWhole gives who is in a segment today, by name.
func partnersWhole(b Books, f *Firm, segment ID[Segment]) ([]Partner, error) {
	s, err := b.Settings()
	if err != nil {
		return nil, err
	}
	ids, err := partnersIn(b, s, f.today(s), segment, false)
	if err != nil {
		return nil, err
	}
	if len(ids) > mostWritten {
		return nil, No(fmt.Sprintf("%s are more than one mailing takes.", counted(len(ids), "partner")), fmt.Sprintf("Choose a segment of %d at most.", mostWritten))
	}
	out := make([]Partner, len(ids))
	for i, id := range ids {
		if out[i], err = b.Partner(id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// samePiece gives a template in all languages it is in: those of its starter, or of its title.
func samePiece(b Books, m Template) ([]Template, error) {
	if m.Starter == "" {
		return b.TemplatesByTitle(names.Fold(m.Title))
	}
	var out []Template
	return out, b.TemplateIDs(Query{}.With(Is("archived", "no")), func(ids []int32) error {
		rows, err := b.TemplateRows(ids)
		for _, t := range rows {
			if t.Starter == m.Starter {
				out = append(out, t)
			}
		}
		return err
	})
}

func inLanguage(pieces []Template, m Template, l letter.Language) Template {
	if m.Language == l {
		return m
	}
	i := slices.IndexFunc(pieces, func(t Template) bool { return t.Language == l && !t.Archived })
	if i < 0 {
		return m
	}
	return pieces[i]
}
