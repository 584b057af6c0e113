package app

import "crypto/sha256"

// checkSelfBills holds each self-billing document against its kept bytes and its VAT in the ledger, and numbers against gaps.
func checkSelfBills(b Books, c *Checkup) error {
	last := map[string]int64{}
	return b.SelfBillIDs(Query{}.By("number", false), func(ids []int32) error {
		rows, err := b.SelfBillRows(ids)
		if err != nil {
			return err
		}
		for _, s := range rows {
			c.Checked["self-billing documents"]++
			if s.No != last[s.Series]+1 {
				c.find("number", s.Number, "The number before it is missing.")
			}
			last[s.Series] = s.No
			if err := checkSelfBill(b, c, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkSelfBill(b Books, c *Checkup, s SelfBillRow) error {
	pdf, err := b.SelfBillPDF(s.ID)
	if err != nil {
		return err
	}
	if sha256.Sum256(pdf) != s.SHA256 {
		c.find("document", s.Number, "The kept PDF is not what was issued.")
	}
	if s.VATSeq == 0 {
		if s.VAT != 0 {
			c.find("balance", s.Number, "Its VAT is not in the ledger.")
		}
		return nil
	}
	l, _, err := b.Line(s.VATSeq)
	if err == nil && (l.Kind != VATLine || l.Partner != s.Partner || l.Amount.Currency != s.Currency || l.Amount.Minor != s.VAT) {
		c.find("balance", s.Number, "Its VAT is %d and the ledger holds %d on line %d.", s.VAT, l.Amount.Minor, s.VATSeq)
	}
	return err
}
