package data

import (
	"rapport/app"
	"rapport/app/letter"
)

const newsletterColumns = "id, number, subject, language, segment_id, blocks, sent, made_at, who, version"

func readNewsletter(r *row) app.Newsletter {
	n := app.Newsletter{ID: app.ID[app.Newsletter](r.num()), Number: r.text(), Subject: r.text(), Language: letter.Language(r.text()), Segment: app.ID[app.Segment](r.num())}
	r.json(&n.Blocks)
	n.Sent, n.MadeAt, n.Who, n.Version = r.day(), r.time(), r.text(), r.num()
	return n
}

func newsletterArgs(dst []any, n *app.Newsletter) []any {
	return append(dst, int64(n.ID), n.Number, n.Subject, string(n.Language), int64(n.Segment), document(n.Blocks), n.Sent.String(), stamp(n.MadeAt), n.Who, n.Version)
}

// AddNewsletter keeps a newsletter.
func (b *books) AddNewsletter(n app.Newsletter) error {
	return b.reworded(insert(b, "newsletter", newsletterColumns, []app.Newsletter{n}, newsletterArgs), app.KindNewsletter, int64(n.ID), newsletterSaid(n)...)
}

// newsletterSaid is what search finds a newsletter by.
func newsletterSaid(n app.Newsletter) []string {
	said := []string{n.Number, n.Subject}
	for _, block := range n.Blocks {
		said = append(said, block.Label, block.Text)
	}
	return said
}

// PutNewsletter changes a newsletter.
func (b *books) PutNewsletter(n app.Newsletter) error {
	err := b.putOne("This newsletter", "newsletter", int64(n.ID), updateText("newsletter", newsletterColumns), append(newsletterArgs(nil, &n), n.Version-1)...)
	return b.reworded(err, app.KindNewsletter, int64(n.ID), newsletterSaid(n)...)
}

// DeleteNewsletter removes a newsletter.
func (b *books) DeleteNewsletter(id app.ID[app.Newsletter]) error {
	return b.deleteOne("This newsletter", "newsletter", int64(id))
}

// Newsletter gives one newsletter.
func (b *books) Newsletter(id app.ID[app.Newsletter]) (app.Newsletter, error) {
	return need(b, "This newsletter", readNewsletter, "SELECT "+newsletterColumns+" FROM newsletter WHERE id = $1", int64(id))
}

// NewsletterByNumber gives the newsletter with a people-facing number.
func (b *books) NewsletterByNumber(number string) (app.Newsletter, error) {
	return need(b, "Newsletter "+number, readNewsletter, "SELECT "+newsletterColumns+" FROM newsletter WHERE number = $1", number)
}

// Newsletters gives all of them, the newest first.
func (b *books) Newsletters() ([]app.Newsletter, error) {
	return all(b, readNewsletter, "SELECT "+newsletterColumns+" FROM newsletter ORDER BY id DESC")
}
