package app

import (
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/money"
)

// SelfBill is a numbered VAT document that the firm issues in the partner's place for the lines of one statement: an invoice, a credit
// note where more was taken back than earned, or the credit of another one. It is never edited and never deleted.
type SelfBill struct {
	ID        ID[SelfBill]
	Number    string // SB-2026-0001; one gapless series a year
	Series    string // "SB-2026"
	No        int64
	Partner   ID[Partner]
	Statement ID[Statement]
	Currency  money.Currency
	Day       calendar.Day // of issue, which is the tax point
	Rate      money.Rate
	By        VATBy
	Net       int64 // minor units; Gross = Net + VAT
	VAT       int64
	Gross     int64
	Lines     int64        // how many
	Credits   ID[SelfBill] // the document this one takes back; 0 none
	Reason    string       // of a credit
	VATSeq    int64        // ledger line of the VAT; 0 where there is none
	SHA256    [32]byte     // of the PDF's bytes
	IssuedAt  time.Time
}

// SelfBillRow is a document as lists show it.
type SelfBillRow struct {
	SelfBill
	PartnerName     string
	StatementNumber string
	CreditsNumber   string // of the document it takes back
	CreditedBy      string // number of the document that takes it back; empty while it stands
}

// Stands tells whether a document bills its statement: it takes nothing back and was not taken back.
func (r SelfBillRow) Stands() bool { return r.Credits == 0 && r.CreditedBy == "" }

// SelfBillFields are what the list of documents may be filtered by.
func SelfBillFields() []string { return []string{"id", "partner", "statement", "currency", "day"} }

// SelfBillSorts are the sort keys of the list; the first is its own order, newest first by default.
func SelfBillSorts() []string { return []string{"number", "partner", "day", "gross"} }

// SelfBillBooks keeps self-billing documents and their bytes.
type SelfBillBooks interface {
	AddSelfBill(SelfBill, []byte) error // with the exact bytes of its PDF
	SelfBillByNumber(number string) (SelfBill, error)
	SelfBillByHash(sha256 [32]byte) (SelfBill, error)
	SelfBillPDF(ID[SelfBill]) ([]byte, error)
	SelfBillsOf(ID[Statement]) ([]SelfBillRow, error) // by id
	SelfBillIDs(q Query, each func([]int32) error) error
	SelfBillRows([]int32) ([]SelfBillRow, error)
}

// selfBilled tells whether the self-billing agreement is in force on a day.
func (p TaxProfile) selfBilled(on calendar.Day) bool {
	return p.SelfFrom != 0 && p.SelfFrom <= on && (p.SelfTo == 0 || on <= p.SelfTo)
}

// Prefixes of VAT numbers in the EU, where EL is Greece.
const euVAT = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

// words is what a document must say: the profile's own words, or those of the country that gave the VAT number. The sources are HMRC's
// VAT Notice 700/62 and Article 226 (10a) of Council Directive 2006/112/EC. Elsewhere the program knows none.
func (p TaxProfile) words() string {
	country := p.VATNumber[:min(2, len(p.VATNumber))]
	switch {
	case p.Wording != "":
		return p.Wording
	case country == "GB" || country == "XI": // XI is Northern Ireland
		return "The VAT shown is your output tax due to HMRC."
	case country != "" && strings.Contains(euVAT, country):
		return "Self-billing"
	}
	return ""
}
