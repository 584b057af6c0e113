package desk

import (
	"slices"
	"testing"

	"rapport/app"
)

// A self-billed document is issued, opened, and taken back with a reason; what was taken back can be issued again.
func TestSelfBilledDocumentFromTheWindow(t *testing.T) {
	b := open(t, selfBilledWorld(t), 1280, 800)
	out := &machine{}
	b.d.opts.Outside = out
	b.onStatement(t, app.StatementIssued)
	r, _ := b.d.statement()
	run := func(id string) { b.d.root.Commands.Run(id); b.settle() }
	documents := func() (numbers []string) {
		all, err := b.w.firm.SelfBills.Of(b.w.ctx, r.ID)
		b.w.check(err)
		for _, s := range all {
			numbers = append(numbers, s.Number)
		}
		return numbers
	}
	run("statement.selfbill")
	if len(documents()) != 0 {
		t.Fatal("issued before it was asked for")
	}
	b.keys("Ctrl+S")
	b.settle()
	run("statement.selfbill")
	if got := documents(); !slices.Equal(got, []string{"SB-2026-0001"}) || !slices.Equal(out.shown, []string{"SB-2026-0001.pdf"}) {
		t.Errorf("issued %q, shown %q", got, out.shown)
	}
	run("statement.selfcredit")
	b.Type("wrong rate")
	b.keys("Ctrl+S")
	b.settle()
	run("statement.selfbill")
	b.keys("Ctrl+S")
	b.settle()
	if got := documents(); !slices.Equal(got, []string{"SB-2026-0001", "SB-2026-0002", "SB-2026-0003"}) {
		t.Errorf("documents %q", got)
	}
}
