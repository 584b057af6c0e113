package storetest

import (
	"errors"
	"testing"

	"rapport/app"
)

func newsletters(_ *testing.T, d *desk) {
	firm(d)
	one := app.Newsletter{ID: 1, Number: "N-0001", Subject: "News", Language: "de", Segment: 3, MadeAt: now(), Who: "ann", Version: 1, Blocks: []app.NewsBlock{
		{Kind: app.NewsButton, Label: "Read", Link: "https://x.example"}, {Kind: app.NewsMaterial, Material: 4, Text: "t"}}}
	two := app.Newsletter{ID: 2, Number: "N-0002", Subject: "More", Language: "en", Sent: day("2026-03-01"), Segment: 3, MadeAt: now(), Who: "ann", Version: 1, Blocks: []app.NewsBlock{{Kind: app.NewsDivider}}}
	d.write(func(b app.Books) error {
		return errors.Join(b.AddSegment(segment(3, "All", app.SegmentTest{Key: app.ByQuiet})), b.AddNewsletter(one), b.AddNewsletter(two))
	})
	same(d, "round trip", got(d, func(b app.Books) (app.Newsletter, error) { return b.Newsletter(1) }), one)
	same(d, "by number", got(d, func(b app.Books) (app.Newsletter, error) { return b.NewsletterByNumber("N-0002") }), two)
	same(d, "the newest first", got(d, func(b app.Books) ([]app.Newsletter, error) { return b.Newsletters() }), []app.Newsletter{two, one})
	same(d, "the one that is not sent goes by the segment", got(d, func(b app.Books) ([]app.SegmentUse, error) { return b.SegmentUses(3) }),
		[]app.SegmentUse{{Kind: app.KindNewsletter, ID: 1, Name: "newsletter N-0001, News"}})
	missing(d, func(b app.Books) (app.Newsletter, error) { return b.Newsletter(9) })
	missing(d, func(b app.Books) (app.Newsletter, error) { return b.NewsletterByNumber("N-0009") })
	one.Subject, one.Version = "Neu", 2
	d.write(func(b app.Books) error { return b.PutNewsletter(one) })
	d.refused(app.Conflict, func(b app.Books) error { return b.PutNewsletter(one) })
	d.write(func(b app.Books) error { return b.DeleteNewsletter(1) })
	d.refused(app.NotFound, func(b app.Books) error { return b.DeleteNewsletter(1) })
}
