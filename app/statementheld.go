package app

import (
	"rapport/app/money"
	"rapport/app/report"
)

// undecided gives the open disputes of lines on statements, by whose account it is.
func (t *tx) undecided() (map[liabilityKey][]DisputeRow, error) {
	words := make([]string, 0, 3)
	for _, s := range UndecidedStates() {
		words = append(words, string(s))
	}
	of := map[liabilityKey][]DisputeRow{}
	err := t.DisputeIDs(Query{}.With(Is("state", words...)), func(ids []int32) error {
		rows, err := t.DisputeRows(ids)
		for _, d := range rows {
			if k := (liabilityKey{d.Partner, d.Amount.Currency}); d.LineState == OnStatement {
				of[k] = append(of[k], d)
			}
		}
		return err
	})
	return of, err
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
