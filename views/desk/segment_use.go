package desk

import (
	"context"
	"strconv"
	"strings"

	"rapport/app"
	"rapport/views/kit"
)

// writeToSegment asks for a template and writes one message to each partner of a segment, to be looked at before it goes.
func (d *Desk) writeToSegment(s app.SegmentRow) {
	preview := newLetterPreview()
	by := kit.NewPickField(d.stage, kit.Spec{Key: "template", Label: "Template", Required: true, Hint: "By title or language"}, d.findAnyTemplate)
	var slot kit.Slot
	by.OnChange(func() {
		o, ok := by.Value()
		if !ok {
			return
		}
		kit.Load(d.stage, &slot, func(ctx context.Context) (app.Written, error) {
			return d.triedOnFirst(ctx, s, app.ID[app.Template](o.ID))
		}, func(w app.Written, err error) {
			if err != nil {
				preview.fail(err)
				return
			}
			preview.show(w)
		})
	})
	d.openForm(formSpec{title: "Write to " + s.Name, note: plural(int64(s.Count), "partner", "partners") + ". Each message waits as a draft among the messages; who opted out, or can't be written to, is left out and named.",
		form: kit.NewForm().Add(by), beside: preview.content, save: "Write drafts", submit: func(ask app.Ask) act {
			o, _ := by.Value()
			return func(ctx context.Context) (app.Receipt, error) {
				m, err := d.firm.Templates.Get(ctx, app.ID[app.Template](o.ID))
				if err != nil {
					return app.Receipt{}, err
				}
				r, _, err := d.firm.Messages.ToSegment(ctx, ask, m, s.ID, nil)
				return r, err
			}
		}})
}

// triedOnFirst fills a template in for the first partner of a segment.
func (d *Desk) triedOnFirst(ctx context.Context, s app.SegmentRow, id app.ID[app.Template]) (app.Written, error) {
	m, err := d.firm.Templates.Get(ctx, id)
	if err != nil {
		return app.Written{}, err
	}
	first, err := latest(ctx, 1, app.Query{}.With(ofSegment(s.Segment).Cond), d.firm.Partners.IDs, d.firm.Partners.Rows)
	if err != nil || len(first) == 0 {
		return app.Written{Letter: app.Letter{Subject: m.Subject, Body: m.Body}}, err
	}
	return d.firm.Letters.Write(ctx, m, app.About{Partner: first[0].ID})
}

// findAnyTemplate offers the templates in use by title or language.
func (d *Desk) findAnyTemplate(ctx context.Context, text string) ([]kit.Option, error) {
	rows, err := latest(ctx, 400, app.Query{}.With(app.Is("archived", "no")), d.firm.Templates.IDs, d.firm.Templates.Rows)
	var out []kit.Option
	for _, m := range rows {
		if strings.Contains(strings.ToLower(m.Title+" "+m.Language.Name()), strings.ToLower(text)) && len(out) < 40 {
			out = append(out, kit.Option{ID: int64(m.ID), Text: m.Title, Note: m.Language.Name() + ", " + string(m.Kind)})
		}
	}
	return out, err
}

// planRound asks when a round of check-ins with a segment begins.
func (d *Desk) planRound(s app.SegmentRow) {
	kind := kit.NewChoiceField(kit.Spec{Key: "kind", Label: "By"}, pairsOf(app.CheckinKinds()...)...)
	from := kit.NewDateField(d.stage, kit.Spec{Key: "day", Label: "From", Required: true})
	from.Set(d.today.AddDays(1))
	perDay := kit.NewTextField(kit.Spec{Key: "per day", Label: "On a working day", Hint: "How many; nothing: all on the first"}, "")
	perDay.Set("5")
	about := kit.NewTextField(kit.Spec{Key: "subject", Label: "What it is about"}, "")
	owner := kit.NewTextField(kit.Spec{Key: "owner", Label: "Who holds them", Hint: "Nothing: who looks after each partner"}, "")
	d.openForm(formSpec{title: "A round of check-ins with " + s.Name, note: plural(int64(s.Count), "partner", "partners") + ". Who asked not to be contacted, or has one planned, is left out and named.",
		form: kit.NewForm().Beside(from, perDay).Add(kind, about, owner), save: "Plan round", submit: func(ask app.Ask) act {
			n, err := strconv.Atoi(orText(perDay.Value(), "0"))
			if err != nil {
				n = -1 // refused as such
			}
			r := app.Round{Segment: s.ID, Kind: kind.Value(), From: dayOf(from), PerDay: n, Subject: about.Value(), Owner: owner.Value()}
			return func(ctx context.Context) (app.Receipt, error) { return d.firm.Checkins.PlanRound(ctx, ask, r) }
		}})
}

// owedToSegment shows what is owed to the partners of a segment as it prints.
func (d *Desk) owedToSegment(s app.SegmentRow) {
	d.viewDocument(document{name: "Owed to " + s.Name, note: d.today.Label(), file: fileName("owed "+s.Name+" "+d.today.String(), ".pdf"), read: func(ctx context.Context) ([]byte, error) {
		return d.firm.Overview.LiabilityPDF(ctx, d.today, s.ID)
	}})
}
