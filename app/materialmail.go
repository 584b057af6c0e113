package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/letter"
)

// MaterialMailing is a version to be mailed: one in use with what it says, one that was withdrawn as its recall.
type MaterialMailing struct {
	Of       ID[MaterialVersion]
	Partners []ID[Partner] // none: all who wait for it, or of a withdrawn one all who got it and were not told
	Cover    ID[Template]  // the text that goes with it; 0: a few plain lines in the partner's language
	Queue    bool          // else the messages wait for a look
}

// Mail writes the messages that bring a version to partners, or call it back. Who has such a message already is left out and told. That they
// got it, or were told, is kept when the message was sent. progress may be nil.
func (u Materials) Mail(ctx context.Context, ask Ask, mail MaterialMailing, progress func(done, total int)) (Receipt, MessageRun, error) {
	var run string
	var left []NotWritten
	items, err := read(ctx, u.f, func(b Books) (items []MailItem, err error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		w := &materialMailer{u: u, b: b, s: s, mail: mail, press: letter.NewPress()}
		items, err = w.all(ctx)
		run, left = w.run, w.left
		return items, err
	})
	if err != nil {
		return Receipt{}, MessageRun{}, err
	}
	if len(items) == 0 {
		say := "There is nobody to write to."
		if len(left) > 0 {
			say += " " + left[0].Why
		}
		return Receipt{}, MessageRun{Left: left}, No(say, "Name the partners that are to get it.")
	}
	r, res, err := u.f.Messages.Write(ctx, ask, run, items, progress)
	res.Left = append(left, res.Left...)
	for _, l := range left {
		r.Warnings = append(r.Warnings, l.Name+" was left out: "+l.Why)
	}
	return r, res, err
}

// materialMailer puts the messages of one version together.
type materialMailer struct {
	u     Materials
	b     Books
	s     Settings
	mail  MaterialMailing
	press *letter.Press
	v     MaterialVersion
	m     Material
	kind  MessageKind
	run   string
	left  []NotWritten
}

// receiver is a partner a version goes to, and the person meant; 0: the first who has an address.
type receiver struct {
	partner ID[Partner]
	person  ID[Person]
}

func (w *materialMailer) all(ctx context.Context) (items []MailItem, err error) {
	if w.v, err = w.b.MaterialVersion(w.mail.Of); err != nil {
		return nil, err
	}
	if w.m, err = w.b.Material(w.v.Material); err != nil {
		return nil, err
	}
	w.kind, w.run = MessageMaterial, fmt.Sprintf("%s, version %d", w.m.Title, w.v.No)
	if w.v.State == MaterialWithdrawn {
		w.kind, w.run = MessageRecall, "Recall of "+w.run
	}
	if err := w.v.mayBeMailed(w.m, w.u.f.today(w.s)); err != nil {
		return nil, err
	}
	to, err := w.receivers()
	if err != nil {
		return nil, err
	}
	var files []File
	if w.kind == MessageMaterial && w.v.File != "" {
		f, err := w.v.asFile(w.b)
		if err != nil {
			return nil, err
		}
		files = []File{f}
	}
	for _, r := range to {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		item, err := w.item(r)
		if err != nil {
			return nil, err
		}
		if item.Body != "" {
			item.Files = files
			items = append(items, item)
		}
	}
	return items, nil
}

// mayBeMailed refuses a version that is not, or not any more, to be handed out, unless it is to be called back.
func (v MaterialVersion) mayBeMailed(m Material, today calendar.Day) error {
	what := fmt.Sprintf("Version %d of %s", v.No, m.Title)
	switch {
	case v.Published == 0:
		return No(fmt.Sprintf("%s is %s, not published.", what, v.Stands(today)), "Publish it first.")
	case v.State != MaterialWithdrawn && !v.usable(today):
		return No(fmt.Sprintf("%s can't be sent any more: %s.", what, v.span(today)), "Send the version in use.")
	}
	return nil
}

// receivers are those named, else all who wait for the version or are to be told of its withdrawal.
func (w *materialMailer) receivers() (to []receiver, err error) {
	if w.kind == MessageRecall {
		held, err := w.b.VersionHolders(w.v.ID)
		for _, h := range held {
			r := receiver{h.Partner, h.Person}
			if h.Recalled == 0 && (len(w.mail.Partners) == 0 || slices.Contains(w.mail.Partners, h.Partner)) && !slices.Contains(to, r) {
				to = append(to, r)
			}
		}
		return to, err
	}
	if len(w.mail.Partners) > 0 {
		for _, p := range w.mail.Partners {
			to = append(to, receiver{partner: p})
		}
		return to, nil
	}
	waiting, err := w.b.MaterialSends(w.v.ID)
	for _, r := range waiting {
		to = append(to, receiver{partner: r.Partner})
	}
	return to, err
}

// item fills the text in for one receiver; it is empty for one who is left out.
func (w *materialMailer) item(to receiver) (item MailItem, err error) {
	p, err := w.b.Partner(to.partner)
	if err != nil {
		return item, err
	}
	leave := func(why string, args ...any) {
		w.left = append(w.left, NotWritten{p.ID, p.Name, fmt.Sprintf(why, args...)})
	}
	earlier, err := messagesWhere(w.b, Query{}.With(Is("material", fmt.Sprint(int64(w.v.ID))), Is("partner", fmt.Sprint(int64(p.ID))), Is("kind", string(w.kind))))
	if err != nil {
		return item, err
	}
	for _, m := range earlier {
		if m.State.standing() && (to.person == 0 || m.Person == to.person) {
			leave("%s is %s.", m.Number, m.State)
			return item, nil
		}
	}
	cover := materialCover(letter.LanguageOf(p.Country), w.kind, w.v)
	if w.mail.Cover != 0 {
		if cover, err = w.b.Template(w.mail.Cover); err != nil {
			return item, err
		}
	}
	written, err := w.u.f.fill(w.b, w.s, w.press, cover, About{Partner: p.ID, Person: to.person, Material: w.v.ID})
	if err != nil {
		return item, err
	}
	if len(written.Missing) > 0 {
		leave("Nothing is known of %s.", strings.Join(written.Missing, ", "))
		return item, nil
	}
	item.Message = Message{Partner: p.ID, Person: to.person, Kind: w.kind, Material: w.v.ID, Language: cover.Language, Subject: orElse(written.Subject, w.run), Body: written.Body, State: queuedIf(w.mail.Queue)}
	if w.kind == MessageMaterial && w.v.Body != "" {
		item.Body += "\n\n---\n\n" + w.v.Body
	}
	return item, nil
}

// materialCover is the text that goes with a version where no template was chosen.
func materialCover(l letter.Language, kind MessageKind, v MaterialVersion) Template {
	m := Template{Title: "Material", Kind: EmailPiece, Language: l}
	m.Subject, m.Body = l.MaterialCover(v.File != "", v.News != "", v.Expires != 0)
	if kind == MessageRecall {
		m.Title = "Recall"
		m.Subject, m.Body = l.RecallCover()
	}
	return m
}

// materialStill refuses to let a message leave whose version may not be handed out any more.
func (t *tx) materialStill(m Message) error {
	if m.Material == 0 || m.Kind != MessageMaterial {
		return nil
	}
	v, of, err := t.versionAndMaterial(m.Material)
	if err != nil {
		return err
	}
	if v.State == MaterialWithdrawn {
		return No(fmt.Sprintf("Version %d of %s was withdrawn on %s.", v.No, of.Title, v.Ended.Label()), "Cancel the message.")
	}
	return v.mayBeMailed(of, t.today)
}

// materialSent keeps what a message about a material did: the partner got the version, or was told of its withdrawal.
func (t *tx) materialSent(m Message) error {
	switch {
	case m.Material == 0:
		return nil
	case m.Kind == MessageMaterial:
		v, of, err := t.versionAndMaterial(m.Material)
		if err != nil {
			return err
		}
		return t.handTo(of, v, Handing{Of: v.ID, Person: m.Person, Day: m.Day, Way: MaterialWays()[0], Note: m.Number}, m.Partner)
	case m.Kind == MessageRecall:
		return t.recalledBy(m, 0, m.Day)
	}
	return nil
}

// materialBounced takes back what a message did that did not arrive.
func (t *tx) materialBounced(m Message) error {
	switch {
	case m.Material == 0:
		return nil
	case m.Kind == MessageRecall:
		return t.recalledBy(m, m.Day, 0)
	case m.Kind != MessageMaterial:
		return nil
	}
	held, err := t.VersionHolders(m.Material)
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Partner == m.Partner && h.Note == m.Number {
			if err := orError(t.dropDelivery(h.ID), t.image(KindMaterialDelivery, int64(h.ID), h.MaterialDelivery, nil)); err != nil {
				return err
			}
		}
	}
	return nil
}

// recalledBy changes the day on which those that a recall went to were told.
func (t *tx) recalledBy(m Message, from, to calendar.Day) error {
	held, err := t.VersionHolders(m.Material)
	if err != nil {
		return err
	}
	for _, h := range held {
		if h.Partner != m.Partner || h.Recalled != from || h.Person != 0 && m.Person != 0 && h.Person != m.Person {
			continue
		}
		d := h.MaterialDelivery
		d.Recalled, d.Version = to, d.Version+1
		if err := orError(t.PutMaterialDelivery(d), t.image(KindMaterialDelivery, int64(d.ID), h.MaterialDelivery, d)); err != nil {
			return err
		}
	}
	return nil
}
