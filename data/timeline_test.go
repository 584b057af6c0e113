package data

import (
	"context"
	"slices"
	"strings"
	"testing"

	"rapport/app"
)

// What a partner has much of is read in the order of an index, so that twenty years cost what one page costs. The others are a few dozen in
// a life. The control is a source without its index.
func TestATimelineIsReadInTheOrderOfAnIndex(t *testing.T) {
	few := []app.MomentKind{app.MomentState, app.MomentTier, app.MomentAgreement, app.MomentCredential, app.MomentApplication, app.MomentOnboarding}
	ses, done, err := inMemory(context.Background(), steps(t))
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	sorts := func(text string) (all []string) {
		err := ses.each(context.Background(), "EXPLAIN QUERY PLAN "+text, []any{1, "", 0, "", 1}, func(r *row) error {
			r.num()
			r.num()
			r.num()
			if detail := r.text(); strings.HasPrefix(detail, "SCAN ") || detail == "USE TEMP B-TREE FOR ORDER BY" {
				all = append(all, detail)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		return all
	}
	for _, kind := range app.MomentKinds() {
		if bad := sorts(momentsText(momentsOf(kind))); len(bad) > 0 && !slices.Contains(few, kind) {
			t.Errorf("%s: %v", kind, bad)
		}
	}
	if bad := sorts(momentsText(moments{"credential n WHERE n.partner_id = $1", "n.id", "n.id", "n.expires", "''"})); len(bad) == 0 {
		t.Error("a source without an index is not noticed")
	}
}
