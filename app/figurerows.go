package app

import (
	"context"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// FigureRow is one of the things a figure is made of.
type FigureRow struct {
	Kind   Kind // what opens it
	ID     int64
	Day    calendar.Day
	Number string // or the kind of it
	Name   string
	Beside string      // the partner, or what it is about
	Amount money.Money // currency empty: none
}

// mostFigureRows is how many rows of a figure are listed.
const mostFigureRows = 500

// FigureRows are the newest things a figure is made of; More tells that there are others.
type FigureRows struct {
	KPI    KPI
	Period calendar.Period
	Rows   []FigureRow
	More   bool
}

// Rows lists what a figure of a period is made of, the newest first.
func (u Insights) Rows(ctx context.Context, k KPI, p calendar.Period) (FigureRows, error) {
	return read(ctx, u.f, func(b Books) (FigureRows, error) {
		out := FigureRows{KPI: k, Period: p}
		s, err := b.Settings()
		if err == nil {
			out.Rows, err = figureRows(b, s, k, p)
		}
		if out.More = len(out.Rows) > mostFigureRows; out.More {
			out.Rows = out.Rows[:mostFigureRows]
		}
		return out, err
	})
}

func figureRows(b Books, s Settings, k KPI, p calendar.Period) ([]FigureRow, error) {
	in := func(field string) Condition {
		return Condition{Field: field, From: p.From.String(), To: p.Last().String()}
	}
	won := Query{}.With(Is("stage", string(Won)), in("closed"))
	switch k {
	case QualifiedReferrals:
		return referralsOf(b, Query{}.With(in("accepted")), func(r Referral) calendar.Day { return r.Accepted })
	case Acceptance:
		yes, err := referralsOf(b, Query{}.With(in("accepted")), func(r Referral) calendar.Day { return r.Accepted })
		if err != nil {
			return nil, err
		}
		no, err := referralsOf(b, Query{}.With(Is("stage", string(NotAccepted)), in("closed")), closedOn)
		return newestOf(append(yes, no...)), err
	case Conversion:
		return referralsOf(b, Query{}.With(Is("stage", string(Won), string(Lost), string(Withdrawn)), in("closed")), closedOn)
	case SalesCycle, ClientValue, CostPerClient:
		return referralsOf(b, won, closedOn)
	case ActivePartners:
		return referralsOf(b, Query{}.With(in("introduced")), func(r Referral) calendar.Day { return r.Introduced })
	case Revenue:
		return rowsOf(b.FeeIDs, b.FeeRows, Query{}.With(in("day"), Is("kind", string(Received), string(Credited)), Is("currency", string(s.Currency))).By("day", true), feeRow)
	case CommissionCost:
		return rowsOf(b.LineIDs, b.LineRows, Query{}.With(in("day"), Is("currency", string(s.Currency))).By("day", true), lineRow)
	case CheckinsHeld:
		return rowsOf(b.CheckinIDs, b.CheckinRows, Query{}.With(in("day"), Is("state", string(CheckinHeld))).By("day", true), func(c CheckinRow) FigureRow {
			return FigureRow{Kind: KindCheckin, ID: int64(c.ID), Day: c.Day, Number: c.Kind, Name: c.PartnerName, Beside: c.Subject}
		})
	case ReciprocityRate:
		return rowsOf(b.OutboundIDs, b.OutboundRows, Query{}.With(in("given")).By("given", true), func(o OutboundRow) FigureRow {
			return FigureRow{Kind: KindOutbound, ID: int64(o.ID), Day: o.Given, Number: o.Number, Name: o.ClientName, Beside: o.PartnerName}
		})
	case NewPartners:
		ids, err := b.PartnersReached(Active, p)
		if err != nil {
			return nil, err
		}
		short := make([]int32, len(ids))
		for i, id := range ids {
			short[i] = int32(id)
		}
		list, err := b.PartnerRows(short)
		out := make([]FigureRow, len(list))
		for i, x := range list {
			out[i] = FigureRow{Kind: KindPartner, ID: int64(x.ID), Number: x.Number, Name: x.Name, Beside: x.Type}
		}
		return out, err
	}
	return nil, nil
}

func closedOn(r Referral) calendar.Day { return r.Closed }

func feeRow(f FeeRow) FigureRow {
	if f.Kind == Credited {
		f.Amount.Minor = -f.Amount.Minor
	}
	return FigureRow{Kind: KindReferral, ID: int64(f.Referral), Day: f.Day, Number: f.ReferralNumber, Name: f.ClientName, Beside: f.PartnerName, Amount: f.Amount}
}

func lineRow(l LineRow) FigureRow {
	return FigureRow{Kind: KindLine, ID: l.Seq, Day: l.Day, Number: string(l.Line.Kind), Name: orElse(l.ClientName, l.ReferralNumber), Beside: l.PartnerName, Amount: l.Amount}
}

// referralsOf lists referrals by the day that counts.
func referralsOf(b Books, q Query, day func(Referral) calendar.Day) ([]FigureRow, error) {
	list, err := rowsOf(b.ReferralIDs, b.ReferralRows, q.By("closed", true), func(r ReferralRow) FigureRow {
		return FigureRow{Kind: KindReferral, ID: int64(r.ID), Day: day(r.Referral), Number: r.Number, Name: r.ClientName, Beside: r.PartnerName, Amount: r.Fees}
	})
	return newestOf(list), err
}

func newestOf(list []FigureRow) []FigureRow {
	slices.SortStableFunc(list, func(a, b FigureRow) int { return int(b.Day - a.Day) })
	return list
}

// rowsOf reads the first rows of a list, one more than are shown.
func rowsOf[T any](ids func(Query, func([]int32) error) error, rows func([]int32) ([]T, error), q Query, as func(T) FigureRow) ([]FigureRow, error) {
	q.Most = mostFigureRows + 1
	var out []FigureRow
	err := ids(q, func(chunk []int32) error {
		list, err := rows(chunk)
		for _, x := range list {
			out = append(out, as(x))
		}
		return err
	})
	return out, err
}

// Table is the rows as a table.
func (r FigureRows) Table() report.Table {
	t := report.Table{Empty: "There is nothing in this period.", Columns: []report.Column{{Title: "Day", Kind: report.KindDay}, {Title: "Number"}, {Title: "Name", Weight: 3},
		{Title: "Partner", Weight: 3}, {Title: "Amount", Kind: report.KindMoney}, {Title: "Currency"}}}
	for _, x := range r.Rows {
		cells := []report.Cell{report.Text(""), report.Text(x.Number), report.Text(x.Name), report.Text(x.Beside), report.Text(""), report.Text(string(x.Amount.Currency))}
		if x.Day != 0 {
			cells[0] = report.Day(x.Day)
		}
		if x.Amount.Currency != "" {
			cells[4] = report.Money(x.Amount)
		}
		t.Rows = append(t.Rows, report.Row{Cells: cells})
	}
	return t
}
