package sample

import "rapport/app/calendar"

// service is a service line: what a client of it pays, how the fees come in, and when in the year it is asked for.
type service struct {
	name  string
	from  int64 // pounds or euros of one fee, from … to
	to    int64
	bill  billing
	owner string
	busy  [12]int // weight of the months January to December
}

// billing is how the fees of a service come in.
type billing int

const (
	once      billing = iota // one invoice, one receipt
	again                    // the same a year later
	inParts                  // one invoice with disbursements, received in two or three parts
	twoBills                 // an interim and a final invoice
	quarterly                // by direct debit each quarter, without an invoice of its own
)

// The services by name; the partners' entries and the pieces use these names.
const (
	taxReturn  = "Tax return"
	audit      = "Audit"
	payroll    = "Payroll"
	books      = "Bookkeeping"
	vat        = "VAT advice"
	estate     = "Estate planning"
	portfolio  = "Portfolio management"
	pension    = "Pension advice"
	valuation  = "Business valuation"
	incorporat = "Company formation"
)

func services() []service {
	steady := [12]int{9, 9, 9, 8, 8, 8, 6, 5, 9, 10, 9, 5}
	fiscal := [12]int{16, 9, 11, 13, 6, 5, 5, 4, 8, 10, 13, 9}
	yearly := [12]int{9, 12, 14, 11, 8, 6, 4, 3, 8, 10, 9, 4}
	return []service{
		{taxReturn, 450, 2600, again, priya, fiscal},
		{audit, 6500, 24000, twoBills, eleanor, yearly},
		{payroll, 380, 1650, quarterly, priya, steady},
		{books, 450, 1900, quarterly, priya, steady},
		{vat, 850, 3600, once, eleanor, fiscal},
		{estate, 2400, 9500, inParts, thomas, steady},
		{portfolio, 650, 4800, quarterly, thomas, steady},
		{pension, 1400, 4800, once, thomas, fiscal},
		{valuation, 3800, 18500, inParts, eleanor, yearly},
		{incorporat, 420, 1300, inParts, eleanor, steady},
	}
}

func serviceNames() []string {
	var list []string
	for _, v := range services() {
		list = append(list, v.name)
	}
	return list
}

func serviceNamed(name string) service {
	for _, v := range services() {
		if v.name == name {
			return v
		}
	}
	panic("sample: no service " + name)
}

// fee draws one fee of a service in minor units: most are round, some have odd pence.
func (s *script) fee(v service) int64 {
	step := int64(10)
	if v.from >= 2000 {
		step = 50
	}
	minor := (v.from + s.rng.Int64N((v.to-v.from)/step+1)*step) * 100
	if s.chance(20) {
		minor += s.rng.Int64N(100)
	}
	return minor
}

// bills plans the fees that follow a win.
func (s *script) bills(d *deal, v service, won calendar.Day) {
	fee := s.fee(v)
	switch v.bill {
	case once, again:
		s.invoiceAndPay(d, s.later(won, 10, 35), fee, 0, 1)
		if v.bill == again && s.chance(70) {
			s.invoiceAndPay(d, s.later(won.AddMonths(12), 5, 30), fee*int64(s.between(98, 110))/100, 0, 1)
		}
	case inParts:
		s.invoiceAndPay(d, s.later(won, 12, 40), fee, fee*int64(s.between(2, 9))/100, s.between(1, 3))
	case twoBills:
		s.invoiceAndPay(d, s.later(won, 15, 40), fee*2/5, 0, 1)
		s.invoiceAndPay(d, s.later(won, 70, 120), fee-fee*2/5, fee*3/100, s.between(1, 2))
	case quarterly:
		day := s.later(won, 20, 90)
		for n := range s.between(3, 8) {
			d.fees = append(d.fees, &bill{day: workday(day.AddMonths(3 * n)), kind: received, amount: fee, note: "Direct debit"})
		}
	}
}

// invoiceAndPay plans an invoice and its receipts. A few clients pay late, and one in fifty never pays the last part.
func (s *script) invoiceAndPay(d *deal, day calendar.Day, fee, excluded int64, parts int) {
	inv := &bill{day: day, kind: invoiced, amount: fee, excluded: excluded}
	d.fees = append(d.fees, inv)
	left := fee
	for n := range parts {
		part := left
		if n+1 < parts {
			part = fee / int64(parts)
		}
		left -= part
		day = s.later(day, 9, 38)
		if s.chance(8) {
			day = s.later(day, 20, 45)
		}
		if n+1 == parts && s.chance(2) {
			d.fees = append(d.fees, &bill{day: s.later(day, 100, 140), kind: writtenOff, amount: part, of: inv, note: "Not recoverable"})
			return
		}
		d.fees = append(d.fees, &bill{day: day, kind: received, amount: part, of: inv})
	}
}
