package app

import (
	"fmt"

	"rapport/app/money"
	"rapport/app/report"
)

// findDisputed adds the lines on earlier statements of this partner and currency that are in dispute.
func (t *tx) findDisputed(body *statementBody) error {
	words := make([]string, 0, 3)
	for _, s := range UndecidedStates() {
		words = append(words, string(s))
	}
	q := Query{}.With(Is("state", words...), Is("partner", fmt.Sprint(int64(body.partner.ID))))
	return t.DisputeIDs(q, func(ids []int32) error {
		rows, err := t.DisputeRows(ids)
		if err != nil {
			return err
		}
		for _, d := range rows {
			if d.Amount.Currency != body.currency || d.LineState != OnStatement {
				continue
			}
			lines, err := t.LineRows([]int32{int32(d.Line)})
			if err != nil {
				return err
			}
			body.disputed = append(body.disputed, lines...)
		}
		return nil
	})
}

// heldTable lists the lines that are held, with each reason and date: they are not in the balance. It is left out when there are none.
func (s *statementBody) heldTable() report.Section {
	t := &report.Table{Columns: []report.Column{
		{Title: "Date", Kind: report.KindDay}, {Title: "Referral", Kind: report.KindText}, {Title: "Client", Kind: report.KindText, Weight: 3},
		{Title: "Held because of", Kind: report.KindText, Weight: 4}, {Title: "Amount", Kind: report.KindMoney},
	}}
	for _, l := range s.held {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Day(l.Day), report.Text(l.ReferralNumber), report.Text(s.clients[l.Seq]),
			report.Text(partnerWords(l.Standing.Holds)), s.money(l.Amount.Minor)}})
	}
	return report.Section{Heading: "Held, not in the balance", Table: t}
}

// partnerWords says why a line is held, as a partner may read it: the firm's own notes are left out.
func partnerWords(holds []HoldReason) string {
	say := ""
	for _, h := range holds {
		if say != "" {
			say += "; "
		}
		switch h.Kind {
		case HoldDispute:
			say += "dispute " + h.Note
		case HoldManual:
			say += "review by the firm"
		default:
			say += h.Kind
		}
		if h.Until != 0 {
			say += " until " + h.Until.Label()
		}
	}
	return say
}

// lessDisputed is what of the closing balance is not payable now, because lines on earlier statements are in dispute.
func (s *statementBody) lessDisputed() (int64, error) {
	parts := make([]int64, 0, len(s.disputed))
	for _, l := range s.disputed {
		parts = append(parts, max(0, l.Amount.Minor))
	}
	return money.SumMinor(parts...)
}
