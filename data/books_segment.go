package data

import (
	"fmt"
	"strings"

	"rapport/app"
	"rapport/app/names"
)

const segmentColumns = "id, name, folded, note, rule, made_at, version"

const segmentFields = "g.id, g.name, g.note, g.rule, g.made_at, g.version"

func readSegment(r *row) app.Segment {
	s := app.Segment{ID: app.ID[app.Segment](r.num()), Name: r.text(), Note: r.text()}
	r.json(&s.Rule)
	s.MadeAt, s.Version = r.time(), r.num()
	return s
}

func segmentArgs(dst []any, s *app.Segment) []any {
	return append(dst, int64(s.ID), s.Name, names.Fold(s.Name), s.Note, document(s.Rule), stamp(s.MadeAt), s.Version)
}

// AddSegment keeps a segment.
func (b *books) AddSegment(s app.Segment) error {
	return insert(b, "segment", segmentColumns, []app.Segment{s}, segmentArgs)
}

// PutSegment changes a segment.
func (b *books) PutSegment(s app.Segment) error {
	return b.putOne("This segment", "segment", int64(s.ID), updateText("segment", segmentColumns), append(segmentArgs(nil, &s), s.Version-1)...)
}

// DeleteSegment removes a segment that nothing goes by.
func (b *books) DeleteSegment(id app.ID[app.Segment]) error {
	return b.deleteOne("This segment", "segment", int64(id))
}

// Segment gives one segment.
func (b *books) Segment(id app.ID[app.Segment]) (app.Segment, error) {
	return need(b, "This segment", readSegment, "SELECT "+segmentFields+" FROM segment g WHERE g.id = $1", int64(id))
}

// SegmentByName gives the segment with a folded name.
func (b *books) SegmentByName(folded string) (app.Segment, error) {
	return need(b, "This segment", readSegment, "SELECT "+segmentFields+" FROM segment g WHERE g.folded = $1", folded)
}

// Segments gives all of them by name.
func (b *books) Segments() ([]app.Segment, error) {
	return all(b, readSegment, "SELECT "+segmentFields+" FROM segment g ORDER BY g.folded")
}

// SegmentUses gives what goes by a segment.
func (b *books) SegmentUses(id app.ID[app.Segment]) ([]app.SegmentUse, error) {
	return all(b, func(r *row) app.SegmentUse {
		return app.SegmentUse{Kind: app.Kind(r.text()), ID: r.num(), Name: r.text()}
	},
		`SELECT 'cadence', id, 'how often there is contact with it' FROM cadence WHERE segment_id = $1
		UNION ALL SELECT 'material', id, 'material ' || number || ', ' || title FROM material WHERE segment_id = $1
		UNION ALL SELECT 'newsletter', id, 'newsletter ' || number || ', ' || subject FROM newsletter WHERE segment_id = $1 AND sent = ''
		UNION ALL SELECT 'segment', id, 'segment “' || name || '”' FROM segment WHERE EXISTS (SELECT 1 FROM json_each(rule, '$.tests') AS one
			WHERE one.value ->> 'key' = 'segment' AND EXISTS (SELECT 1 FROM json_each(one.value, '$.values') AS v WHERE v.value = CAST($1 AS TEXT)))
		ORDER BY 1, 3`, int64(id))
}

// among keeps the rows of the partners that a choice is of.
func (s *selection) among(l list, c *app.Choice) error {
	expr := l.partner
	if f, ok := l.fields["partner"]; ok && expr == "" {
		s.join(f.join)
		expr = f.expr
	}
	if expr == "" {
		return app.Bad("segment", fmt.Sprintf("A list of %s can't be narrowed to a segment.", l.what), "Segments are of partners; leave it out here.")
	}
	test, err := s.choice(c)
	if err == nil {
		s.where = append(s.where, expr+" IN (SELECT z.id FROM partner z WHERE z.state <> 'merged' AND "+test+")")
	}
	return err
}

// choice is what is true of a partner z of whom a choice is.
func (s *selection) choice(c *app.Choice) (string, error) {
	var parts []string
	for _, t := range c.Tests {
		part, err := s.test(t)
		if err != nil {
			return "", err
		}
		if t.Not {
			part = "NOT " + part
		}
		parts = append(parts, part)
	}
	word, none := " AND ", "1"
	if c.Any {
		word, none = " OR ", "0"
	}
	if len(parts) == 0 {
		parts = []string{none}
	}
	text := "(" + strings.Join(parts, word) + ")"
	if !c.Archived {
		text = "(z.archived = 0 AND " + text + ")"
	}
	return text, nil
}

// test is one test of a partner z. Spans that are open begin before the first day.
func (s *selection) test(t app.ChoiceTest) (string, error) {
	if t.Key == app.BySegment {
		parts := []string{"0"}
		for _, of := range t.Of {
			part, err := s.choice(of)
			if err != nil {
				return "", err
			}
			parts = append(parts, part)
		}
		return "(" + strings.Join(parts, " OR ") + ")", nil
	}
	text, ok := segmentTests()[t.Key]
	if len(t.Values) == 0 && segmentAny()[t.Key] != "" {
		text = segmentAny()[t.Key]
	}
	if !ok {
		return "", app.Bad("test", fmt.Sprintf("Partners are not kept by %q.", t.Key), "")
	}
	var pairs []string
	for _, p := range []struct {
		mark  string
		value func() any
	}{
		{"$values", func() any { return document(listOf(t.Values)) }}, {"$from", func() any { return t.From.String() }}, {"$to", func() any { return t.To.String() }},
		{"$day", func() any { return t.Day.String() }}, {"$least", func() any { return t.Least }},
	} {
		if strings.Contains(text, p.mark) {
			pairs = append(pairs, p.mark, s.arg(p.value()))
		}
	}
	return "(" + strings.NewReplacer(pairs...).Replace(text) + ")", nil
}

const oneOfValues = "IN (SELECT value FROM json_each($values))"

// segmentTests are the tests by key, of a partner z.
func segmentTests() map[app.SegmentKey]string {
	const introduced = "SELECT count(*) FROM referral r INDEXED BY referral_partner WHERE r.partner_id = z.id"
	const outdated = `EXISTS (SELECT 1 FROM material_delivery d INDEXED BY material_delivery_partner CROSS JOIN material_version u ON u.id = d.version_id WHERE d.partner_id = z.id`
	const old = ` AND (u.state IN ('superseded', 'withdrawn') OR u.state = 'published' AND u.expires <> '' AND u.expires < $day) AND` + heldLast + ")"
	return map[app.SegmentKey]string{
		app.ByType: "z.type " + oneOfValues, app.ByTag: "EXISTS (SELECT 1 FROM json_each(z.tags) AS tag WHERE tag.value " + oneOfValues + ")", app.ByState: "z.state " + oneOfValues,
		app.ByOwner: "z.owner " + oneOfValues, app.ByCountry: "z.country " + oneOfValues, app.ByRegion: "z.country " + oneOfValues, app.ByLanguage: "z.country " + oneOfValues,
		app.ByTier: "coalesce(" + tierToday + ", '') " + oneOfValues, app.ByContact: "z.contact " + oneOfValues, app.ByArchived: "z.archived = 1", app.ByQuiet: "CAST(z.id AS TEXT) " + oneOfValues,
		app.ByEmail:      "z.email <> '' OR EXISTS (SELECT 1 FROM person e WHERE e.partner_id = z.id AND e.email <> '')",
		app.ByIntroduced: "(" + introduced + " AND r.introduced >= $from) >= $least",
		app.ByWon:        "(" + introduced + " AND r.stage = 'won' AND r.closed >= $from) >= $least",
		app.ByService:    "EXISTS (SELECT 1 FROM referral r INDEXED BY referral_partner WHERE r.partner_id = z.id AND r.introduced >= $from AND r.service " + oneOfValues + ")",
		app.ByPaid:       "(SELECT coalesce(sum(y.amount_minor), 0) FROM payment y INDEXED BY payment_partner WHERE y.partner_id = z.id AND y.day >= $from AND y.currency " + oneOfValues + ") >= $least",
		app.ByContacted: `EXISTS (SELECT 1 FROM checkin i INDEXED BY checkin_held WHERE i.partner_id = z.id AND i.state = 'held' AND i.day >= $from AND i.kind ` + oneOfValues + `)
			OR '` + app.ReferralReceived + `' ` + oneOfValues + ` AND EXISTS (SELECT 1 FROM referral r INDEXED BY referral_partner WHERE r.partner_id = z.id AND r.introduced >= $from)`,
		app.ByAgreement: "EXISTS (SELECT 1 FROM agreement a WHERE a.partner_id = z.id AND a.state = 'active' AND a.from_day <= $day AND (a.to_day = '' OR a.to_day >= $day))",
		app.ByEnding:    "EXISTS (SELECT 1 FROM agreement a WHERE a.partner_id = z.id AND a.state = 'active' AND a.to_day >= $from AND a.to_day <= $to)",
		app.ByHolds:     "EXISTS (SELECT 1 FROM material_delivery d INDEXED BY material_delivery_partner WHERE d.partner_id = z.id AND CAST(d.material_id AS TEXT) " + oneOfValues + ")",
		app.ByOutdated:  outdated + " AND CAST(d.material_id AS TEXT) " + oneOfValues + old,
	}
}

// segmentAny are the tests that ask for any value where none is said.
func segmentAny() map[app.SegmentKey]string {
	return map[app.SegmentKey]string{
		app.ByTag: "z.tags <> '[]'", app.ByOwner: "z.owner <> ''", app.ByTier: "coalesce(" + tierToday + ", '') <> ''",
		app.ByHolds: "EXISTS (SELECT 1 FROM material_delivery d INDEXED BY material_delivery_partner WHERE d.partner_id = z.id)",
		app.ByOutdated: `EXISTS (SELECT 1 FROM material_delivery d INDEXED BY material_delivery_partner CROSS JOIN material_version u ON u.id = d.version_id
			WHERE d.partner_id = z.id AND (u.state IN ('superseded', 'withdrawn') OR u.state = 'published' AND u.expires <> '' AND u.expires < $day) AND` + heldLast + ")",
	}
}

// tierToday is the tier that partner z has on a day: that of the last step whose day had come and whose last day is not over.
const tierToday = `(SELECT s.to_state FROM step s WHERE s.kind = 'partner tier' AND s.subject = z.id AND s.day <= $day
	AND (s.note NOT LIKE 'until ____-__-__%' OR substr(s.note, 7, 10) >= $day) ORDER BY s.day DESC, s.id DESC LIMIT 1)`
