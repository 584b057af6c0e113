package app

import (
	"context"
	"fmt"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
	"rapport/app/terms"
)

// TierWay is how far a partner has come through the steps of tiers or of a bonus, or through the firm's partner tiers, in the window that
// holds a day. It counts what is worked out by now.
type TierWay struct {
	Of       string         // "A-0001, 2026": the agreement, or "Partner tier", and the window
	Currency money.Currency // of SoFar and ToGo; empty where referrals are counted
	SoFar    int64          // fees in minor units, or referrals
	Reached  string         // what holds at that: "8 %", "Silver"; empty: nothing yet
	Next     string         // "10 % from 50,000.00"; empty: the highest is reached
	ToGo     int64          // until then
}

// Amount writes what is counted: "12,500.00", or "3 referrals".
func (w TierWay) Amount(n int64) string {
	if w.Currency == "" {
		return counted(n, "referral")
	}
	return money.New(n, w.Currency).Amount()
}

// Tiers gives how far a partner has come in the windows that hold a day (0 today), in agreements in one currency.
func (u Statements) Tiers(ctx context.Context, id ID[Partner], currency money.Currency, day calendar.Day) ([]TierWay, error) {
	return read(ctx, u.f, func(b Books) ([]TierWay, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		t := &tx{Books: b, f: u.f, settings: s, today: u.f.today(s)}
		return t.tierWays(id, currency, orDay(day, t.today))
	})
}

// tierWays gives the ways through the agreements in force on a day, and through the firm's partner tiers.
func (t *tx) tierWays(id ID[Partner], currency money.Currency, day calendar.Day) (out []TierWay, err error) {
	list, err := t.partnerAgreements(id)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		v, ok := a.At(day)
		if !ok || v.Terms.Currency != currency || !a.ever() || a.From > day || a.To != 0 && a.To < day {
			continue
		}
		ways, err := t.agreementWays(a.Agreement, v.Terms, day)
		if err != nil {
			return nil, err
		}
		out = append(out, ways...)
	}
	way, ok, err := t.partnerTierWay(id, day)
	if ok && (way.Currency == "" || way.Currency == currency) {
		out = append(out, way)
	}
	return out, err
}

// agreementWays gives the way through each rule with tiers or steps of one agreement.
func (t *tx) agreementWays(a Agreement, tm terms.Terms, day calendar.Day) (out []TierWay, err error) {
	e, err := terms.Compile(tm, a.From)
	if err != nil {
		return nil, err
	}
	for i := range tm.Rules {
		r, number := &tm.Rules[i], i+1
		if r.Kind != terms.Tiered && r.Kind != terms.Bonus {
			continue
		}
		window := e.WindowOf(number, day)
		tally, _, err := t.Tally(a.ID, number, window.From)
		if err != nil {
			return nil, err
		}
		way := TierWay{Of: a.Number + ", " + windowWords(window), SoFar: tally.Measured}
		if r.Measure == terms.ByRevenue {
			way.Currency = tm.Currency
		} else if r.Mode == terms.Retro {
			way.SoFar /= allOfIt // counted in parts of a credit
		}
		way.through(r.Tiers, tm.Currency)
		out = append(out, way)
	}
	return out, nil
}

// windowWords names a window: "2026", "since 1 Jan 2024".
func windowWords(p calendar.Period) string {
	if p.To > calendar.MustDate(9000, 1, 1) {
		return "since " + p.From.Label()
	}
	return p.Label()
}

// through finds the step that is reached and the one after it.
func (w *TierWay) through(steps []terms.Tier, c money.Currency) {
	for _, s := range steps {
		pays := s.Rate.Percent() + " %"
		if s.Flat != 0 {
			pays = money.New(s.Flat, c).String()
		}
		if s.From <= w.SoFar {
			w.Reached = pays
			continue
		}
		w.Next, w.ToGo = pays+" from "+w.Amount(s.From), s.From-w.SoFar
		return
	}
}

// partnerTierWay is the way through the firm's partner tiers; false where the partner has none and none is reached by a rule.
func (t *tx) partnerTierWay(id ID[Partner], day calendar.Day) (TierWay, bool, error) {
	steps, err := t.Steps(KindTier, int64(id))
	if err != nil {
		return TierWay{}, false, err
	}
	way := TierWay{Of: "Partner tier", Reached: tierOn(steps, day)}
	for _, level := range t.settings.PartnerTiers {
		if level.AtLeast == 0 {
			continue
		}
		n, err := t.tierMeasure(id, level, day)
		if err != nil {
			return way, false, err
		}
		way.Of, way.SoFar, way.Currency = "Partner tier, "+string(level.Window), n, ""
		if level.Measure == terms.ByRevenue {
			way.Currency = t.settings.Currency
		}
		if n < level.AtLeast {
			way.Next, way.ToGo = fmt.Sprintf("%s from %s", level.Name, way.Amount(level.AtLeast)), level.AtLeast-n
			return way, true, nil
		}
	}
	return way, way.Reached != "" || way.SoFar > 0, nil
}

// tierTable shows the partner what is reached and the way to the next step. It is left out where no terms have steps.
func (s *statementBody) tierTable() report.Section {
	t := &report.Table{Columns: []report.Column{
		{Title: "Tiers of", Kind: report.KindText, Weight: 3}, {Title: "So far", Align: report.Right}, {Title: "Reached", Kind: report.KindText, Weight: 2},
		{Title: "Next", Kind: report.KindText, Weight: 3}, {Title: "To go", Align: report.Right},
	}}
	for _, w := range s.tiers {
		next, left := "the highest is reached", ""
		if w.Next != "" {
			next, left = w.Next, w.Amount(w.ToGo)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(w.Of), report.Text(w.Amount(w.SoFar)), report.Text(orElse(w.Reached, "none yet")),
			report.Text(next), report.Text(left)}})
	}
	return report.Section{Heading: "Tiers", Table: t, Text: []string{"Counted from what was worked out by the day of issue."}}
}
