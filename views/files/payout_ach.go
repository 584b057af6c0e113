package files

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/moov-io/ach"

	"rapport/app/bank"
)

// mostACH is what the ten digits of an entry can carry, in cents.
const mostACH = 99_999_999_99

// writeACH writes a NACHA file of credits: what goes to firms as CCD, what goes to persons as PPD.
func writeACH(o bank.Order) (bank.File, error) {
	file := ach.NewFile()
	header := achHeader(o)
	header.SetValidation(companyInFull())
	file.SetHeader(header)
	entry := 0
	for no, kind := range []struct {
		code   string
		person bool
	}{{ach.CCD, false}, {ach.PPD, true}} {
		batch, err := achBatch(o, kind.code, kind.person, no+1, &entry)
		if err != nil {
			return bank.File{}, err
		}
		if batch != nil {
			file.AddBatch(batch)
		}
	}
	if err := file.Create(); err != nil {
		return bank.File{}, err
	}
	var out bytes.Buffer
	if err := ach.NewWriter(&out).Write(file); err != nil {
		return bank.File{}, err
	}
	f, err := readACH(out.Bytes())
	if err == nil && !strings.Contains(string(f.Bytes[13:23]), o.Payer.Company) {
		err = fmt.Errorf("the company identification %s is not in the header of the file", o.Payer.Company)
	}
	return f, err
}

// companyInFull lets the immediate origin take all ten positions of its field (Nacha file header, positions 14 to 23): an identification of
// ten signs, such as a 1 before the employer's number, stands there in full, and one of nine has a blank before it as a routing number has.
func companyInFull() *ach.ValidateOpts { return &ach.ValidateOpts{BypassOriginValidation: true} }

// The files of one day are told apart by one sign.
const achModifiers = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

func achHeader(o bank.Order) ach.FileHeader {
	h := ach.NewFileHeader()
	h.ImmediateDestination, h.ImmediateDestinationName = o.Payer.Routing, bank.ACHText(o.Payer.BankName, 23)
	h.ImmediateOrigin, h.ImmediateOriginName = o.Payer.Company, bank.ACHText(o.Payer.Name, 23)
	h.FileCreationDate, h.FileCreationTime = madeAt(o).Format("060102"), madeAt(o).Format("1504")
	h.FileIDModifier = string(achModifiers[(o.No+len(achModifiers)-1)%len(achModifiers)])
	return h
}

// achBatch is the payments to firms, or to persons; nil when there are none.
func achBatch(o bank.Order, code string, person bool, no int, entry *int) (ach.Batcher, error) {
	h := ach.NewBatchHeader()
	h.ServiceClassCode, h.StandardEntryClassCode, h.BatchNumber = ach.CreditsOnly, code, no
	h.CompanyName, h.CompanyIdentification = bank.ACHText(o.Payer.Name, 16), o.Payer.Company
	h.CompanyEntryDescription, h.EffectiveEntryDate = "COMMISSION", o.Day.Time().Format("060102")
	h.ODFIIdentification = o.Payer.Routing[:8]
	batch, err := ach.NewBatch(h)
	if err != nil {
		return nil, err
	}
	before := *entry
	for _, c := range o.Pay {
		if c.Person != person {
			continue
		}
		if err := above(c, mostACH, "ACH"); err != nil {
			return nil, err
		}
		if c.To.Method != bank.ACH || o.Currency != "USD" {
			return nil, fmt.Errorf("payout %s is not one for ACH", c.Number)
		}
		*entry++
		batch.AddEntry(achEntry(c, h.ODFIIdentification, *entry))
	}
	if *entry == before {
		return nil, nil
	}
	return batch, batch.Create()
}

func achEntry(c bank.Credit, from string, no int) *ach.EntryDetail {
	e := ach.NewEntryDetail()
	e.TransactionCode = ach.CheckingCredit
	if c.To.Savings {
		e.TransactionCode = ach.SavingsCredit
	}
	e.SetRDFI(c.To.Routing)
	e.DFIAccountNumber, e.Amount = c.To.Number, int(c.Minor)
	e.IdentificationNumber, e.IndividualName = bank.ACHText(c.Number, 15), bank.ACHText(c.To.Holder, 22)
	e.SetTraceNumber(from, no)
	return e
}

// readACH reads a file back, which checks its totals and hashes, and adds its entries up.
func readACH(text []byte) (bank.File, error) {
	in := ach.NewReader(bytes.NewReader(text))
	in.SetValidation(companyInFull())
	file, err := in.Read()
	if err != nil {
		return bank.File{}, err
	}
	if err := file.Validate(); err != nil {
		return bank.File{}, err
	}
	f := bank.File{Bytes: text}
	for _, b := range file.Batches {
		for _, e := range b.GetEntries() {
			f.Count++
			f.Minor += int64(e.Amount)
		}
	}
	return f, nil
}
