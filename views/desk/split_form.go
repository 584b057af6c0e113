package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"rapport/app"
	"rapport/views/kit"
)

// mostCredited is how many a referral's credit can be split between in the window.
const mostCredited = 6

// Keys of the form.
const (
	keyMoreCredit = "Ctrl+Shift+A"
	keyLessCredit = "Ctrl+Shift+D"
	keyEvenCredit = "Ctrl+Shift+E"
)

// splitForm asks who is credited for a referral, and with which share.
type splitForm struct {
	d           *Desk
	form        *kit.Form
	rows        [mostCredited]creditRow
	shown       int
	left        *kit.Text
	wrong       *warning
	more, fewer *kit.Button
}

// creditRow is one of those credited.
type creditRow struct {
	line  fyne.CanvasObject
	who   *kit.PickField
	role  *kit.ChoiceField
	share *kit.TextField
}

// splitReferral asks who is credited; once the referral is won it says that this is frozen.
func (d *Desk) splitReferral(f referralFacts) {
	if err := f.row.MaySplit(); err != nil {
		d.refuse(err)
		return
	}
	var slot kit.Slot
	kit.Load(d.stage, &slot, func(ctx context.Context) ([]credit, error) { return readCredits(ctx, d.firm, f.row.ID) },
		func(list []credit, err error) {
			if err == nil && len(list) > mostCredited {
				err = app.No(grouped(len(list))+" are credited for this referral, more than fit into this form.", "Change them with: rapport referral split")
			}
			if err != nil {
				d.refuse(err)
				return
			}
			d.openSplitForm(f, list)
		})
}

func (d *Desk) openSplitForm(f referralFacts, list []credit) {
	s := newSplitForm(d, list)
	d.openForm(formSpec{again: "referral.split", title: "Split the credit for " + f.row.Number, save: "Save split", form: s.form,
		note: f.row.ClientName + ", from " + f.row.PartnerName + ". Each partner is paid its share by its own agreement. It can change until the referral is won.",
		keys: map[string]func(){keyMoreCredit: s.add, keyLessCredit: s.remove, keyEvenCredit: s.even},
		submit: func(ask app.Ask) act {
			shares := s.entered()
			return func(ctx context.Context) (app.Receipt, error) {
				return d.firm.Referrals.Split(ctx, ask, f.row.ID, shares)
			}
		},
		refuse: func(f kit.Fault) bool { s.wrong.say(f.Say + " " + f.Try); return f.Field == "shares" },
	})
}

func newSplitForm(d *Desk, list []credit) *splitForm {
	s := &splitForm{d: d, form: kit.NewForm(), left: kit.NewText("", kit.Look{Hug: true}), wrong: newWarning()}
	s.wrong.form = s.form
	for i := range s.rows {
		s.rows[i] = s.newRow(i)
	}
	s.more = kit.NewLink("Add another", s.add).Tip("", keyMoreCredit)
	s.fewer = kit.NewLink("Take away", s.remove).Tip("The one with the keyboard, else the last", keyLessCredit)
	even := kit.NewLink("Share evenly", s.even).Tip("", keyEvenCredit)
	s.form.Put(kit.Pad(0, 0, 8, 0, kit.Across(14, s.more, s.fewer, even, kit.Space(), s.left))).Put(s.wrong.panel)
	s.form.Put(kit.NewText(keyMoreCredit+" adds one, "+keyLessCredit+" takes one away, "+keyEvenCredit+" shares evenly.", kit.Caption()))
	s.form.OnEdit(s.follow)
	s.set(list)
	return s
}

func (s *splitForm) newRow(i int) creditRow {
	key := "shares." + grouped(i+1)
	r := creditRow{who: kit.NewPickField(s.d.stage, kit.Spec{Key: key + ".partner", Label: "Credited", Required: true}, s.d.findCredited)}
	r.role = kit.NewChoiceField(kit.Spec{Key: key + ".role", Label: "Role"}, pairsOf(app.Sourced, app.Influenced, app.Assisted)...)
	r.share = kit.NewTextField(kit.Spec{Key: key + ".share", Label: "Share, %", Required: true, Check: func() string { return shareProblem(r.share.Value()) }}, "")
	r.line = s.form.RowOf([]float32{0.54, 0.25, 0.21}, r.who, r.role, r.share)
	return r
}

// shareProblem says what is wrong with a share as typed; that one is missing is said elsewhere.
func shareProblem(text string) string {
	if _, err := app.ParseShare(text); err != nil && text != "" {
		return app.AsProblem(err).Say
	}
	return ""
}

// findCredited offers partners, and people at partners: their ids are below zero.
func (d *Desk) findCredited(ctx context.Context, text string) ([]kit.Option, error) {
	if text == "" {
		return d.latestPartners(ctx)
	}
	hits, err := d.firm.Overview.Search(ctx, text, []app.Kind{app.KindPartner, app.KindPerson}, offered)
	out := make([]kit.Option, len(hits))
	for i, h := range hits {
		out[i] = kit.Option{ID: h.ID, Text: h.Name, Note: h.Sub}
		if h.Kind == app.KindPerson {
			out[i] = kit.Option{ID: -h.ID, Text: h.Name + ", " + h.Sub, Note: "person"}
		}
	}
	return out, err
}

// set shows who is credited now. A referral that is wholly one partner's begins with two in equal parts.
func (s *splitForm) set(list []credit) {
	for i, c := range list {
		o := kit.Option{ID: int64(c.Partner), Text: c.who()}
		if c.Person != 0 {
			o.ID = -int64(c.Person)
		}
		s.rows[i].put(o, string(c.Role), app.ShareText(c.Share))
	}
	s.shown = len(list)
	if s.shown == 1 {
		s.shown = 2
		s.rows[1].role.Set(string(app.Influenced))
		s.even()
	}
	s.follow()
}

func (r creditRow) put(o kit.Option, role, share string) {
	r.who.Set(o)
	r.role.Set(role)
	r.share.Set(share)
	r.share.Fail("")
}

// add shows one row more and goes there.
func (s *splitForm) add() {
	if s.shown == mostCredited {
		return
	}
	s.shown++
	s.rows[s.shown-1].put(kit.Option{}, string(app.Influenced), "")
	s.follow()
	s.form.Reveal(s.rows[s.shown-1].who)
}

// remove takes away the row with the keyboard, else the last one.
func (s *splitForm) remove() {
	if s.shown == 1 {
		return
	}
	at := s.current()
	for i := at; i < s.shown-1; i++ {
		next := s.rows[i+1]
		o, chosen := next.who.Value()
		if !chosen {
			o = kit.Option{}
		}
		s.rows[i].put(o, next.role.Value(), next.share.Value())
	}
	s.shown--
	s.follow()
	s.form.Reveal(s.rows[min(at, s.shown-1)].who)
}

// current is the row with the keyboard, else the last one shown.
func (s *splitForm) current() int {
	for i, r := range s.rows[:s.shown] {
		for _, f := range []kit.Field{r.who, r.role, r.share} {
			if c := s.d.root.Canvas(); c != nil && c.Focused() == f.Target() {
				return i
			}
		}
	}
	return s.shown - 1
}

// even gives everybody the same.
func (s *splitForm) even() {
	for i, share := range app.EvenShares(s.shown) {
		s.rows[i].share.Set(app.ShareText(share))
		s.rows[i].share.Fail("")
	}
	s.follow()
}

// follow shows the rows there are and what is left to give.
func (s *splitForm) follow() {
	var given []int64
	for i, r := range s.rows {
		kit.ShowRow(r.line, i < s.shown)
		if share, err := app.ParseShare(r.share.Value()); err == nil && i < s.shown {
			given = append(given, share)
		}
	}
	kit.Shown(s.more, s.shown < mostCredited)
	kit.Shown(s.fewer, s.shown > 1)
	words, role := leftWords(app.ShareLeft(given...))
	s.left.SetLook(kit.Look{Role: role, Hug: true, Bold: true})
	s.left.Set(words)
	s.wrong.say("")
	s.form.Content().Refresh()
}

// leftWords says what is left to give, and how to show it.
func leftWords(left int64) (string, kit.Role) {
	switch {
	case left == 0:
		return "100 % given", kit.RoleSuccess
	case left < 0:
		return shareWords(-left) + " too much", kit.RoleError
	}
	return shareWords(left) + " left", kit.RoleWarning
}

// entered reads the rows.
func (s *splitForm) entered() []app.Attribution {
	out := make([]app.Attribution, s.shown)
	for i, r := range s.rows[:s.shown] {
		o, _ := r.who.Value()
		out[i].Role = app.Role(r.role.Value())
		out[i].Share, _ = app.ParseShare(r.share.Value()) // checked by the field
		if o.ID < 0 {
			out[i].Person = app.ID[app.Person](-o.ID)
		} else {
			out[i].Partner = app.ID[app.Partner](o.ID)
		}
	}
	return out
}
