package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/letter"
)

// Newsletters are the use-cases of mailings to a segment.
type Newsletters struct{ f *Firm }

// Get gives one newsletter.
func (u Newsletters) Get(ctx context.Context, id ID[Newsletter]) (Newsletter, error) {
	return read(ctx, u.f, func(b Books) (Newsletter, error) { return b.Newsletter(id) })
}

// Find gives the newsletter with a number.
func (u Newsletters) Find(ctx context.Context, number string) (Newsletter, error) {
	return read(ctx, u.f, func(b Books) (Newsletter, error) {
		return b.NewsletterByNumber(strings.ToUpper(strings.TrimSpace(number)))
	})
}

// IDs gives the ids of the newsletters whose subjects hold a query's words, the newest first.
func (u Newsletters) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error {
		all, err := b.Newsletters()
		var ids []int32
		for _, n := range all {
			if strings.Contains(strings.ToLower(n.Number+" "+n.Subject), strings.ToLower(q.Search)) {
				ids = append(ids, int32(n.ID))
			}
		}
		if err != nil || len(ids) == 0 {
			return err
		}
		return each(ids)
	})
}

// Rows gives newsletters as lists show them, in the order asked.
func (u Newsletters) Rows(ctx context.Context, ids []int32) ([]NewsletterRow, error) {
	return read(ctx, u.f, func(b Books) (rows []NewsletterRow, err error) {
		for _, id := range ids {
			r := NewsletterRow{States: map[MessageState]int{}}
			if r.Newsletter, err = b.Newsletter(ID[Newsletter](id)); IsNotFound(err) {
				continue
			} else if err != nil {
				return nil, err
			}
			s, err := b.Segment(r.Segment)
			if orMissing(err) != nil {
				return nil, err
			}
			r.SegmentName = s.Name
			mails, err := messagesWhere(b, Query{}.With(Is("run", r.Run())))
			if err != nil {
				return nil, err
			}
			for _, m := range mails {
				r.States[m.State]++
			}
			rows = append(rows, r)
		}
		return rows, nil
	})
}

// Got gives the messages of a newsletter: who got it, when, and how far it is with the others.
func (u Newsletters) Got(ctx context.Context, id ID[Newsletter]) ([]MessageRow, error) {
	return read(ctx, u.f, func(b Books) ([]MessageRow, error) {
		n, err := b.Newsletter(id)
		if err != nil {
			return nil, err
		}
		return messagesWhere(b, Query{}.With(Is("run", n.Run())).By("partner", false))
	})
}

// Save keeps a newsletter: a new one, or with its id a changed one. One that somebody got is not changed; copy it instead.
func (u Newsletters) Save(ctx context.Context, ask Ask, n Newsletter) (Receipt, error) {
	return u.f.write(ctx, ask, "newsletter.save", func(t *tx) error {
		if err := t.checkNewsletter(&n); err != nil {
			return err
		}
		if n.ID == 0 {
			id, err := t.nextID(KindNewsletter)
			if err != nil {
				return err
			}
			if n.Number, err = t.nextNumber("N", 4); err != nil {
				return err
			}
			n.ID, n.Sent, n.MadeAt, n.Who, n.Version = ID[Newsletter](id), 0, t.now, t.actor, 1
			if err := t.AddNewsletter(n); err != nil {
				return err
			}
			t.did(KindNewsletter, id, "Added newsletter %s, %s", n.Number, n.Subject)
			return t.image(KindNewsletter, id, nil, n)
		}
		old, err := t.Newsletter(n.ID)
		if err != nil {
			return err
		}
		if old.Version != n.Version {
			return Stale("Newsletter " + old.Number)
		}
		if old.Sent != 0 {
			return No(fmt.Sprintf("Newsletter %s was sent on %s and is kept as it was.", old.Number, old.Sent.Label()), "Make a new one from it.")
		}
		n.Number, n.Sent, n.MadeAt, n.Who, n.Version = old.Number, old.Sent, old.MadeAt, old.Who, old.Version+1
		if err := t.PutNewsletter(n); err != nil {
			return err
		}
		t.did(KindNewsletter, int64(n.ID), "Changed newsletter %s, %s", n.Number, n.Subject)
		return t.image(KindNewsletter, int64(n.ID), old, n)
	})
}

func (t *tx) checkNewsletter(n *Newsletter) error {
	n.Subject = strings.TrimSpace(n.Subject)
	switch {
	case n.Subject == "":
		return Bad("subject", "A newsletter needs a subject.", "Write it; it may have fields too.")
	case strings.ContainsAny(n.Subject, "\r\n"):
		return Bad("subject", "A subject is one line.", "Remove the line break.")
	case !n.Language.Known():
		return Bad("language", fmt.Sprintf("Letters can't be written in %q.", n.Language), "Choose "+orList(words(letter.Languages()))+".")
	case len(n.Blocks) == 0:
		return Bad("text", "There is nothing in this newsletter.", "Write it.")
	}
	if n.Segment != 0 {
		if _, err := t.Segment(n.Segment); err != nil {
			return err
		}
	}
	return orError(within("subject", n.Subject, 300), orError(broken("subject", n.Subject), t.checkBlocks(n.Blocks)))
}

// Remove takes a newsletter away that nobody got.
func (u Newsletters) Remove(ctx context.Context, ask Ask, id ID[Newsletter]) (Receipt, error) {
	return u.f.write(ctx, ask, "newsletter.remove", func(t *tx) error {
		old, err := t.Newsletter(id)
		if err != nil {
			return err
		}
		if err := t.dropNewsletter(id); err != nil {
			return err
		}
		t.did(KindNewsletter, int64(id), "Removed newsletter %s, %s", old.Number, old.Subject)
		return t.image(KindNewsletter, int64(id), old, nil)
	})
}

func (t *tx) dropNewsletter(id ID[Newsletter]) error {
	n, err := t.Newsletter(id)
	if err != nil {
		return err
	}
	if n.Sent != 0 {
		return No(fmt.Sprintf("Newsletter %s was sent on %s and stays with what was sent.", n.Number, n.Sent.Label()), "Make a new one from it.")
	}
	return t.DeleteNewsletter(id)
}

// Audience is who would get a newsletter now, and who not, with the reason.
type Audience struct {
	To   []Message // filled in, not kept
	Left []NotWritten
}

// Audience works out who would get a newsletter, without sending anything.
func (u Newsletters) Audience(ctx context.Context, id ID[Newsletter]) (a Audience, err error) {
	_, err = u.f.write(ctx, Ask{Preview: true}, "newsletter.send", func(t *tx) error {
		n, err := t.Newsletter(id)
		if err != nil {
			return err
		}
		a, err = t.sendNews(n, MessageDraft, nil)
		return err
	})
	return a, err
}

// Send writes a newsletter to everybody in its segment that has not got it: as drafts that wait for a look, or queued for the next sending. Who
// opted out, has no address, or is told of with something that nobody knows, is left out. progress may be nil.
func (u Newsletters) Send(ctx context.Context, ask Ask, id ID[Newsletter], as MessageState, progress func(done, total int)) (r Receipt, a Audience, err error) {
	r, err = u.f.write(ctx, ask, "newsletter.send", func(t *tx) error {
		n, err := t.Newsletter(id)
		if err != nil {
			return err
		}
		if a, err = t.sendNews(n, as, progress); err != nil {
			return err
		}
		if len(a.To) == 0 {
			return nobodyLeft(n, a)
		}
		old := n
		n.Sent, n.Version = max(n.Sent, t.today), n.Version+1
		if old.Sent != 0 {
			n.Sent = old.Sent
		}
		if err := t.PutNewsletter(n); err != nil {
			return err
		}
		if len(a.Left) > 0 {
			t.warn("%s left out; see the newsletter for each.", counted(len(a.Left), "partner"))
		}
		t.did(KindNewsletter, int64(id), "Wrote newsletter %s to %s", n.Number, counted(len(a.To), "partner"))
		t.noUndo = true
		return t.image(KindNewsletter, int64(id), old, n)
	})
	return r, a, err
}

func nobodyLeft(n Newsletter, a Audience) error {
	say := "There is nobody left who would get newsletter " + n.Number + "."
	if len(a.Left) > 0 {
		say += " " + a.Left[0].Why
	}
	return No(say, "Look at who is in its segment, and at who got it before.")
}

// sendNews writes the messages of a newsletter.
func (t *tx) sendNews(n Newsletter, as MessageState, progress func(done, total int)) (a Audience, err error) {
	if n.Segment == 0 {
		return a, Bad("segment", "It is not said who gets this newsletter.", "Choose a segment.")
	}
	partners, err := partnersWhole(t, t.f, n.Segment)
	if err != nil {
		return a, err
	}
	got, err := t.gotNews(n)
	if err != nil {
		return a, err
	}
	press := letter.NewPress()
	for i, p := range partners {
		if progress != nil {
			progress(i, len(partners))
		}
		if day, has := got[p.ID]; has {
			a.Left = append(a.Left, NotWritten{p.ID, p.Name, fmt.Sprintf("%s has it since %s.", p.Name, day.Label())})
			continue
		}
		m, err := t.newsTo(press, n, p, as)
		if no := AsProblem(err); no != nil && (no.Kind == Refused || no.Kind == Invalid) {
			a.Left = append(a.Left, NotWritten{p.ID, p.Name, no.Say})
			continue
		}
		if err != nil {
			return a, err
		}
		a.To = append(a.To, m)
	}
	return a, nil
}

// gotNews gives who has a newsletter, or may have it, or will: not those it failed for or was cancelled.
func (t *tx) gotNews(n Newsletter) (map[ID[Partner]]calendar.Day, error) {
	mails, err := messagesWhere(t, Query{}.With(Is("run", n.Run())))
	got := map[ID[Partner]]calendar.Day{}
	for _, m := range mails {
		if !slices.Contains([]MessageState{MessageCancelled, MessageFailed}, m.State) {
			got[m.Partner] = m.Day
		}
	}
	return got, err
}

// newsTo writes a newsletter to one partner.
func (t *tx) newsTo(press *letter.Press, n Newsletter, p Partner, as MessageState) (Message, error) {
	page, body, err := newsPage(t, t.f, t.settings, press, n, About{Partner: p.ID})
	if err != nil {
		return Message{}, err
	}
	page.LeaveTo = t.settings.Unsubscribe(p)
	m := Message{Partner: p.ID, Kind: MessageNewsletter, Run: n.Run(), Subject: page.Subject, Body: body, Language: n.Language, State: as}
	if m.HTML, err = t.f.deps.News(page); err != nil {
		return m, err
	}
	item := MailItem{Message: m}
	for _, p := range page.Pictures {
		item.Files = append(item.Files, File(p))
	}
	return t.writeMessage(item)
}
