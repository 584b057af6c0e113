package files

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"

	"rapport/app/bank"
	"rapport/app/money"
)

// The message is ISO 20022 pain.001.001.09 as the EPC's customer-to-bank guidelines for SEPA credit transfers (EPC132-08, 2023) narrow it:
// one debtor, IBANs only, charges shared, names of 70 letters, structured addresses.

type painDocument struct {
	XMLName xml.Name    `xml:"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09 Document"`
	Header  painHeader  `xml:"CstmrCdtTrfInitn>GrpHdr"`
	Payment painPayment `xml:"CstmrCdtTrfInitn>PmtInf"`
}

type painHeader struct {
	ID    string   `xml:"MsgId"`
	Made  string   `xml:"CreDtTm"`
	Count string   `xml:"NbOfTxs"`
	Sum   string   `xml:"CtrlSum"`
	By    painName `xml:"InitgPty"`
}

type painName struct {
	Name    string       `xml:"Nm"`
	Address *painAddress `xml:"PstlAdr,omitempty"`
}

type painAddress struct {
	Street   string `xml:"StrtNm,omitempty"`
	Building string `xml:"BldgNb,omitempty"`
	Postcode string `xml:"PstCd,omitempty"`
	Town     string `xml:"TwnNm,omitempty"`
	Region   string `xml:"CtrySubDvsn,omitempty"`
	Country  string `xml:"Ctry,omitempty"`
}

type painPayment struct {
	ID      string         `xml:"PmtInfId"`
	Method  string         `xml:"PmtMtd"`
	Count   string         `xml:"NbOfTxs"`
	Sum     string         `xml:"CtrlSum"`
	Level   string         `xml:"PmtTpInf>SvcLvl>Cd"`
	Day     string         `xml:"ReqdExctnDt>Dt"`
	From    painName       `xml:"Dbtr"`
	Account string         `xml:"DbtrAcct>Id>IBAN"`
	Bank    painBank       `xml:"DbtrAgt>FinInstnId"`
	Charges string         `xml:"ChrgBr"`
	Pay     []painTransfer `xml:"CdtTrfTxInf"`
}

// painBank is a bank by its BIC, or by saying that the IBAN tells.
type painBank struct {
	BIC   string     `xml:"BICFI,omitempty"`
	Other *painOther `xml:"Othr"`
}

type painOther struct {
	ID string `xml:"Id"`
}

type painAgent struct {
	Bank painBank `xml:"FinInstnId"`
}

type painText struct {
	Free string `xml:"Ustrd"`
}

type painTransfer struct {
	ID      string     `xml:"PmtId>EndToEndId"`
	Amount  painAmount `xml:"Amt>InstdAmt"`
	Bank    *painAgent `xml:"CdtrAgt"`
	To      painName   `xml:"Cdtr"`
	Account string     `xml:"CdtrAcct>Id>IBAN"`
	Text    *painText  `xml:"RmtInf"`
}

type painAmount struct {
	Currency string `xml:"Ccy,attr"`
	Value    string `xml:",chardata"`
}

// mostSEPA is the largest single SEPA credit transfer, in cents.
const mostSEPA = 999_999_999_99

func writeSEPA(o bank.Order) (bank.File, error) {
	doc, err := painOf(o)
	if err != nil {
		return bank.File{}, err
	}
	body, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return bank.File{}, err
	}
	text := append([]byte(xml.Header), append(body, '\n')...)
	return readSEPA(text)
}

func painOf(o bank.Order) (painDocument, error) {
	var doc painDocument
	parts := make([]int64, len(o.Pay))
	for i, c := range o.Pay {
		if err := above(c, mostSEPA, "SEPA"); err != nil {
			return doc, err
		}
		if c.To.Method != bank.SEPA || o.Currency != "EUR" {
			return doc, fmt.Errorf("payout %s is not one for SEPA", c.Number)
		}
		parts[i] = c.Minor
		doc.Payment.Pay = append(doc.Payment.Pay, transferOf(c))
	}
	total, err := money.SumMinor(parts...)
	if err != nil {
		return doc, err
	}
	count, sum, name := strconv.Itoa(len(o.Pay)), money.New(total, "EUR").Plain(), bank.SEPAText(o.Payer.Name, 70)
	doc.Header = painHeader{ID: o.Number, Made: madeAt(o).Format("2006-01-02T15:04:05Z"), Count: count, Sum: sum, By: painName{Name: name}}
	p := &doc.Payment
	p.ID, p.Method, p.Count, p.Sum, p.Level, p.Day, p.Charges = o.Number+"-1", "TRF", count, sum, "SEPA", o.Day.String(), "SLEV"
	p.From, p.Account = painName{name, addressOf(o.Payer.Address)}, o.Payer.IBAN
	p.Bank = painBank{BIC: o.Payer.BIC}
	if o.Payer.BIC == "" {
		p.Bank.Other = &painOther{"NOTPROVIDED"}
	}
	return doc, nil
}

func transferOf(c bank.Credit) painTransfer {
	t := painTransfer{ID: c.Number, Amount: painAmount{"EUR", money.New(c.Minor, "EUR").Plain()},
		To: painName{bank.SEPAText(c.To.Holder, 70), addressOf(c.To.Address)}, Account: c.To.IBAN}
	if c.To.BIC != "" {
		t.Bank = &painAgent{painBank{BIC: c.To.BIC}}
	}
	if text := bank.SEPAText(c.Reference, 140); text != "" {
		t.Text = &painText{text}
	}
	return t
}

func addressOf(a bank.Address) *painAddress {
	if a.Empty() {
		return nil
	}
	return &painAddress{bank.SEPAText(a.Street, 70), bank.SEPAText(a.Building, 16), bank.SEPAText(a.Postcode, 16), bank.SEPAText(a.Town, 35),
		bank.SEPAText(a.Region, 35), a.Country}
}

// readSEPA reads the payments of a file back and adds them up.
func readSEPA(text []byte) (bank.File, error) {
	var doc struct {
		Pay []painTransfer `xml:"CstmrCdtTrfInitn>PmtInf>CdtTrfTxInf"`
	}
	if err := xml.NewDecoder(bytes.NewReader(text)).Decode(&doc); err != nil {
		return bank.File{}, err
	}
	f := bank.File{Bytes: text}
	for _, t := range doc.Pay {
		m, err := money.ParseAmount(t.Amount.Value, money.Currency(t.Amount.Currency), money.Point)
		if err != nil {
			return f, err
		}
		f.Count++
		f.Minor += m.Minor
	}
	return f, nil
}
