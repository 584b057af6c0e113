package data

import (
	"context"
	"slices"
	"strings"
	"testing"

	"rapport/app"
)

// walked are the tables a segment's tests walk from end to end, beside the partners themselves.
func walked(t *testing.T, ses *session, text string, args []any) (all []string) {
	err := ses.each(context.Background(), "EXPLAIN QUERY PLAN "+text, args, func(r *row) error {
		r.num()
		r.num()
		r.num()
		detail := r.text()
		table, scan := strings.CutPrefix(detail, "SCAN ")
		scan = scan || strings.Contains(detail, " AUTOMATIC ")
		table, _, _ = strings.Cut(table, " ")
		if scan && !slices.Contains([]string{"z", "p", "json_each", "tag", "value"}, table) {
			all = append(all, table)
		}
		return nil
	})
	if err != nil {
		t.Errorf("%v\n%s", err, text)
	}
	return all
}

// Who is in a segment is found by walking the partners once and everything else by index. The control is a test without an index.
func TestSegmentsWalkNothingButPartners(t *testing.T) {
	ses, done, err := inMemory(context.Background(), steps(t))
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for _, k := range app.SegmentKinds() {
		for _, values := range [][]string{nil, {"x", "y"}} {
			s, err := partnerList().filtered(app.Query{Among: &app.Choice{Tests: []app.ChoiceTest{{Key: k.Key, Values: values, Least: 1}}}})
			if err != nil {
				t.Fatal(err)
			}
			if bad := walked(t, ses, "SELECT p.id FROM "+s.tail(), s.args); len(bad) > 0 {
				t.Errorf("%s walks %v", k.Key, bad)
			}
		}
	}
	if bad := walked(t, ses, "SELECT z.id FROM partner z WHERE EXISTS (SELECT 1 FROM referral r WHERE r.note > z.name)", nil); len(bad) == 0 {
		t.Error("a test without an index is not noticed")
	}
}
