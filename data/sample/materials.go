package sample

import (
	"rapport/app"
	"rapport/app/calendar"
)

// piece is one material of the library, by its versions.
type piece struct {
	title    string
	kind     app.MaterialKind
	types    []string
	tags     []string
	versions []edition
}

// edition is one version: when it was published, and to how many of those it is for it was sent.
type edition struct {
	ago     int // days; 0: it is a draft
	says    string
	news    string
	expires int // days from today; 0: none
	sent    int // of those who wait, in order of name; the rest is left out
	waits   bool
	down    string // why it was withdrawn
}

// library is what the firm hands to its partners.
func (s *script) library() {
	for _, p := range pieces() {
		for n, e := range p.versions {
			s.edition(p, n, e)
		}
	}
	s.onPartner("Studio Ferrante", s.ago(20), thomas, func(k *desk, p app.ID[app.Partner]) error {
		w, err := k.piece("Welcome to the partnership")
		if err != nil {
			return err
		}
		_, err = k.Materials.Deliver(k.ctx, k.ask(), app.Handing{Of: w.Row.Shown.ID, Partners: []app.ID[app.Partner]{p}, Way: "e-mail"})
		return err
	})
}

// edition adds a version, and lets it be approved, published, sent and withdrawn.
func (s *script) edition(p piece, n int, e edition) {
	day := workday(s.ago(max(e.ago, 6)))
	s.on(day, priya, func(k *desk) error {
		v := app.NewVersion{Body: e.says, News: e.news}
		if n == 0 {
			_, err := k.Materials.Add(k.ctx, k.ask(), app.Material{Title: p.title, Kind: p.kind, Types: p.types, Tags: p.tags}, v)
			return err
		}
		w, err := k.piece(p.title)
		if err == nil {
			_, err = k.Materials.AddVersion(k.ctx, k.ask(), w.Row.ID, v)
		}
		return err
	})
	if e.ago == 0 {
		return
	}
	s.on(workday(day+1), eleanor, func(k *desk) error { return s.publish(k, p.title, e) })
	s.on(workday(day+4), priya, func(k *desk) error { return k.send(p.title, e) })
	if e.down != "" {
		s.on(workday(day+90), eleanor, func(k *desk) error {
			w, err := k.piece(p.title)
			if err == nil {
				_, err = k.Materials.Withdraw(k.ctx, k.ask(), w.Row.Shown.ID, e.down)
			}
			return err
		})
	}
}

// piece finds a material by its title.
func (d *desk) piece(title string) (app.WholeMaterial, error) {
	m, err := d.Materials.Find(d.ctx, title)
	if err != nil {
		return app.WholeMaterial{}, err
	}
	return d.Materials.Whole(d.ctx, m.ID)
}

func (s *script) publish(k *desk, title string, e edition) error {
	w, err := k.piece(title)
	if err != nil {
		return err
	}
	var until calendar.Day
	if e.expires != 0 {
		until = s.today.AddDays(e.expires)
	}
	id := w.Versions[0].ID
	if _, err := k.Materials.Approve(k.ctx, k.ask(), id, until); err != nil {
		return err
	}
	_, err = k.Materials.Publish(k.ctx, k.ask(), id)
	return err
}

// send hands the version to those who wait for it; the others wait on, or need not get it.
func (d *desk) send(title string, e edition) error {
	w, err := d.piece(title)
	if err != nil || len(w.Waiting) == 0 {
		return err
	}
	var got, left []app.ID[app.Partner]
	for i, r := range w.Waiting {
		if i < e.sent {
			got = append(got, r.Partner)
		} else {
			left = append(left, r.Partner)
		}
	}
	if len(got) > 0 {
		if _, err := d.Materials.Deliver(d.ctx, d.ask(), app.Handing{Of: w.Row.Shown.ID, Partners: got, Way: "e-mail"}); err != nil {
			return err
		}
	}
	if e.waits || len(left) == 0 {
		return nil
	}
	_, err = d.Materials.Leave(d.ctx, d.ask(), w.Row.Shown.ID, left)
	return err
}

func pieces() []piece {
	return []piece{
		{"Welcome to the partnership", app.ProductOverview, nil, []string{"start"}, []edition{
			{ago: 300, sent: 40, says: "# Welcome\n\nWhom to call, how an introduction goes, and what you hear from us and when.\n\n- Introduce by e-mail, with the client in copy.\n- We call within two working days.\n- You hear of every step."}}},
		{"What we do", app.ProductOverview, nil, []string{"start"}, []edition{
			{ago: 310, sent: 40, says: "# What we do\n\nTax, accounts and advice for owner-run firms, from the first invoice to the sale."},
			{ago: 40, sent: 12, waits: true, news: "valuation and succession", says: "# What we do\n\nTax, accounts, valuation and succession for owner-run firms, from the first invoice to the sale."}}},
		{"Whom we serve best", app.ClientProfile, nil, []string{"clients"}, []edition{
			{ago: 280, sent: 30, expires: 18, says: "# The client we serve best\n\nOwner-run, 10 to 120 people, growing, with a question that cannot wait: a purchase, a partner who leaves, a letter from the tax office.\n\nNot a fit: listed companies, and anyone who asks for the fee before the problem."}}},
		{"Why clients stay", app.Differentiators, nil, []string{"clients"}, []edition{
			{ago: 250, sent: 30, says: "# Why clients stay\n\n1. One person answers for everything.\n2. A fixed fee, agreed before work begins.\n3. An answer within one working day."}}},
		{"Answers to objections", app.ObjectionAnswer, nil, []string{"talk"}, []edition{
			{ago: 200, sent: 20, says: "**You are too dear.** – The fee is fixed; compare the year, not the hour.\n\n**We have an accountant.** – Keep them. We do what comes once in ten years.\n\n**Not now.** – Then a note in the calendar; we ask again in the quarter you name."}}},
		{"For solicitors: probate and estates", app.ProductOverview, []string{attorney}, []string{"probate"}, []edition{
			{ago: 150, sent: 10, says: "# Probate and estates\n\nWe value the business, settle inheritance tax and speak with the family, while you keep the client."}}},
		{"For accountants: when to call us", app.Training, []string{accountant}, []string{"talk"}, []edition{
			{ago: 120, sent: 3, waits: true, says: "# Five sentences that mean: call us\n\n- “My brother wants to be paid out.”\n- “We had an offer for the firm.”\n- “We sell to Germany now.”\n- “The tax office wants to see everything.”\n- “I want to be free of it by sixty.”"}}},
		{"Introduction by e-mail", app.TemplatePiece, nil, []string{"talk"}, []edition{
			{ago: 100, sent: 18, says: "Subject: {client}, meet {person}\n\nYou told me about {question}. {person} of {firm} has done this many times. I copy you both and step back."}}},
		{"Disclosure of referral fees", app.Disclosure, nil, []string{"rules"}, []edition{
			{ago: 260, sent: 25, down: "The wording did not name the amount.", says: "We may receive a fee for introducing you."},
			{ago: 160, sent: 22, expires: -5, news: "names the amount", says: "We receive a fee from the firm we introduce you to. It is {share} of what you pay there in the first year. It does not change your price. You may ask us for the amount at any time."}}},
		{"Newsletter in three paragraphs", app.TemplatePiece, nil, []string{"talk"}, []edition{
			{says: "A question we were asked, what we answered, and whom to call."}}},
	}
}
