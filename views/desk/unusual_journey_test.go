package desk

import (
	"strconv"
	"strings"
	"testing"

	"rapport/app"
	"rapport/app/terms"
	"rapport/views/kit"
)

// tabTo goes on by Tab until the button of a text has the keyboard.
func (b *bench) tabTo(t *testing.T, text string) {
	t.Helper()
	for range 60 {
		if button, ok := b.Focused().(*kit.Button); ok && button.Text() == text {
			return
		}
		b.keys("Tab")
	}
	t.Fatalf("Tab never came to %q:\n%s", text, b.Dump())
}

// From an empty firm: a plan of every unusual kind out of the catalogue, a partner for each, an agreement under its plan, and the signature; then
// one won client each, one fee of 1,000.00, and a commission run. Nothing is touched but the keyboard. What pays nothing leaves a line that says so; a
// division waits for the client's consent, and an affiliate's share for its thirty days.
func TestEveryUnusualKindByKeyboard(t *testing.T) {
	w := newWorld(t)
	b := open(t, w, 1280, 900)
	cases := []struct {
		plan, partner string
		kinds         string
		lines         string // after the run: kind, amount, state
	}{
		{"Amounts at three milestones", "Ash Consulting", "milestone milestone milestone", "milestone 1000.00 accrued"},
		{"A retainer for a year and a small share", "Birch Development", "retainer revenue share", "earning 50.00 accrued"},
		{"Fee for each post, 5 % and a quarterly bonus", "Cedar Posts", "fixed fee for services revenue share bonus", "bonus 0.00 void; earning 50.00 held"},
		{"Division of the fee between law firms", "Dogwood LLP", "fee division", "earning 250.00 held"},
		{"A fixed fee for each workshop", "Elder Workshops", "fixed fee for services", ""},
		{"A donation for each client", "Fir Foundation", "charity donation", "earning 250.00 accrued"},
		{"Thanks with small gifts", "Gorse & Co", "gift only", "earning 0.00 void"},
		{"Introductions both ways", "Hazel LLP", "reciprocal only", "earning 0.00 void"},
		{"No payment permitted", "Ivy Claims", "no payment permitted", "earning 0.00 void"},
	}
	for _, c := range cases {
		b.keys("G", "L", "Y")
		b.Type(c.plan)
		b.settle()
		b.keys("Enter", "Enter")
		b.keys("Ctrl+S")
		b.keys("G", "P", "Ctrl+Shift+N")
		b.Type(c.partner)
		b.keys("Ctrl+S", "A", "Tab", "Tab", "Tab", "Tab")
		b.Type(c.plan)
		b.settle()
		b.keys("Enter", "Ctrl+S")
		b.keys("Enter")
		b.tabTo(t, "Sign")
		b.keys("Enter")
		b.Type("both")
		b.keys("Ctrl+S")
		p, err := w.firm.Partners.Find(w.ctx, c.partner)
		w.check(err)
		list, err := w.firm.Agreements.Of(w.ctx, p.ID)
		if w.check(err); len(list) != 1 || list[0].State != app.AgreementActive {
			t.Fatalf("%s: %+v\n%s", c.plan, list, b.Dump())
		}
		if got := kindsOf(list[0].Versions[0].Terms); got != c.kinds {
			t.Errorf("%s: the agreement is %q", c.plan, got)
		}
		b.keys("G", "P")
		b.onPartner(t, c.partner)
		b.keys("R")
		b.Type("Client of " + c.partner)
		b.keys("Enter", "Ctrl+S")
		b.at(t, "R", func() bool { f, ok := b.d.referral(); return ok && f.row.PartnerName == c.partner })
		b.keys("W", "Ctrl+S", "F")
		b.Type("1000")
		b.keys("Ctrl+S")
	}
	b.keys("G", "C", "C")
	for _, c := range cases {
		p, err := w.firm.Partners.Find(w.ctx, c.partner)
		w.check(err)
		if got := w.booked(p.ID); got != c.lines {
			t.Errorf("%s pays %q, wanted %q", c.plan, got, c.lines)
		}
	}
}

// booked are the lines of a partner: kind, amount, state.
func (w *world) booked(id app.ID[app.Partner]) string {
	var out []string
	err := w.firm.Commissions.IDs(w.ctx, app.Query{}.With(app.Is("partner", strconv.FormatInt(int64(id), 10))), func(ids []int32) error {
		rows, err := w.firm.Commissions.Rows(w.ctx, ids)
		for _, l := range rows {
			out = append(out, string(l.Kind)+" "+l.Amount.Plain()+" "+string(l.Standing.State))
		}
		return err
	})
	w.check(err)
	return strings.Join(out, "; ")
}

// kindsOf are the kinds of the rules, in order.
func kindsOf(tm terms.Terms) string {
	var out []string
	for _, r := range tm.Rules {
		out = append(out, string(r.Kind))
	}
	return strings.Join(out, " ")
}
