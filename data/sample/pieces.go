package sample

import (
	"rapport/app"
	"rapport/app/calendar"
)

// pieces are the referrals with a story: what a firm meets once in a while and a newcomer wants to see.
func (s *script) pieces() {
	s.tierCrossing()
	s.cliffAndLateFee()
	s.cap()
	s.partsAndDisbursements()
	s.foreignFees()
	s.refunds()
	s.writeOff()
	s.splitCredit()
	s.mistakes()
	s.tailAndHolds()
	s.tie()
	s.amended()
}

// story is a won referral of a named client: logged on a day, accepted and met soon after, won some days later.
func (s *script) story(key, client, country, service string, day calendar.Day, winAfter int) *deal {
	p := s.named[key]
	day = workday(day)
	d := &deal{by: p, client: s.names.called(client, country, personal(service)), service: service, introduced: day, logged: day, told: true}
	d.to(app.Accepted, workday(day+2), "")
	d.to(app.Contacted, workday(day+4), "")
	if winAfter > 14 {
		d.to(app.Meeting, workday(day+9), "")
	}
	d.to(app.Won, workday(day.AddDays(winAfter)), "")
	return d
}

// bill plans an invoice and receipts on it, amounts in whole units; the last receipt is what is left.
func (d *deal) bill(day calendar.Day, whole, excluded int64, receipts ...bill) *bill {
	inv := &bill{day: workday(day), kind: invoiced, amount: whole * 100, excluded: excluded * 100}
	d.fees = append(d.fees, inv)
	for _, r := range receipts {
		r.kind, r.of, r.day = received, inv, workday(r.day)
		d.fees = append(d.fees, &r)
	}
	return inv
}

// pay is a receipt on a day.
func pay(day calendar.Day, whole int64) bill { return bill{day: day, amount: whole * 100} }

// plain plans a receipt without an invoice.
func (d *deal) plain(day calendar.Day, whole int64) *bill {
	b := &bill{day: workday(day), kind: received, amount: whole * 100}
	d.fees = append(d.fees, b)
	return b
}

// tierCrossing: three large fees in a row, so that a marginal ladder is climbed within one fee whatever the day is today.
func (s *script) tierCrossing() {
	m := s.month
	d := s.story("okafor", "Halloran Aggregates plc", "GB", valuation, m(10).AddDays(3), 24)
	d.bill(m(9).AddDays(9), 18400, 0, pay(m(9).AddDays(24), 18400))
	s.tell(d)
	d = s.story("okafor", "Penhaligon Marine Group", "GB", audit, m(10).AddDays(10), 30)
	d.bill(m(8).AddDays(3), 16000, 450, pay(m(8).AddDays(21), 16000))
	d.bill(m(7).AddDays(5), 14500, 0, pay(m(7).AddDays(19), 14500))
	s.tell(d)
}

// cliffAndLateFee: the whole fee at the rate of the band reached, and a fee that was found three months late, so that a
// later line is worked out again by a true-up.
func (s *script) cliffAndLateFee() {
	m := s.month
	d := s.story("ostrander", "Whitcombe Family Office", "GB", audit, m(14).AddDays(6), 21)
	d.bill(m(13).AddDays(3), 9000, 0, pay(m(13).AddDays(17), 9000))
	d.bill(m(12).AddDays(1), 3000, 0)
	d.fees[len(d.fees)-1].entered = workday(m(9).AddDays(9))
	d.fees = append(d.fees, &bill{day: workday(m(12).AddDays(2)), entered: workday(m(9).AddDays(9)), kind: received, amount: 300000,
		of: d.fees[len(d.fees)-1], note: "Found in the bank statement"})
	s.tell(d)
	d = s.story("ostrander", "Trevithick Wind Power Ltd", "GB", valuation, m(13).AddDays(8), 20)
	d.bill(m(12).AddDays(5), 5000, 0, pay(m(12).AddDays(19), 5000))
	d.bill(m(10).AddDays(6), 8000, 0, pay(m(10).AddDays(20), 8000))
	d.bill(m(2).AddDays(3), 12000, 0, pay(m(2).AddDays(16), 12000))
	s.tell(d)
	d = s.story("ostrander", "Shackleton Cold Stores", "GB", audit, m(4).AddDays(12), 27)
	d.bill(m(1).AddDays(4), 6200, 0, pay(m(1).AddDays(18), 6200))
	s.tell(d)
	s.tell(&deal{by: s.named["ostrander"], client: s.names.called("Redfern & Vaughan LLP", "GB", false), service: vat, introduced: s.ago(19),
		estimate: 240000, steps: []step{{to: app.Accepted, day: workday(s.ago(16))}, {to: app.Contacted, day: workday(s.ago(11))},
			{to: app.Proposal, day: workday(s.ago(7))}}})
}

// cap: the third fee of an agreement year is cut, the fourth earns nothing more.
func (s *script) cap() {
	m := s.month
	for _, f := range []struct {
		client string
		month  int
		fee    int64
	}{{"Estate of Enid Garside", 13, 8500}, {"Estate of Walter Lockwood", 11, 9000}, {"Estate of Iris Denholm", 8, 6000},
		{"Estate of Basil Oakley", 6, 4000}} {
		d := s.story("hollins", f.client, "GB", estate, m(f.month).AddDays(4), 18)
		d.bill(m(f.month-1).AddDays(6), f.fee, 0, pay(m(f.month-1).AddDays(22), f.fee))
		s.tell(d)
	}
}

// partsAndDisbursements: an invoice with probate fees in it, received in three parts.
func (s *script) partsAndDisbursements() {
	m := s.month
	d := s.story("kestrel", "Estate of Aurelia Vaughan", "GB", estate, m(7).AddDays(2), 22)
	d.bill(m(6).AddDays(4), 7400, 640, pay(m(6).AddDays(20), 2500), pay(m(5).AddDays(18), 2500), pay(m(3).AddDays(9), 2400))
	s.tell(d)
	d = s.story("kestrel", "Rutherford Castings Ltd", "GB", valuation, m(5).AddDays(9), 25)
	d.bill(m(3).AddDays(2), 11250, 375, pay(m(3).AddDays(19), 3333), pay(m(2).AddDays(12), 3333), pay(m(1).AddDays(8), 4584))
	s.tell(d)
}

// foreignFees: fees in dollars and francs with the rate of their day.
func (s *script) foreignFees() {
	m := s.month
	d := s.story("wexford", "Marguerite Ellsworth-Haye", "GB", portfolio, m(9).AddDays(6), 26)
	for n, rate := range []string{"0.7842", "0.7795", "0.7918"} {
		b := d.plain(m(7-2*n).AddDays(9), 6200)
		b.currency, b.rate = "USD", rate
	}
	s.tell(d)
	d = s.story("bernina", "Familie Zollikofer", "DE", portfolio, m(8).AddDays(3), 30)
	for n, rate := range []string{"1.0412", "1.0387"} {
		b := d.plain(m(6-3*n).AddDays(11), 3900)
		b.currency, b.rate = "CHF", rate
	}
	s.tell(d)
}

// refunds: one after commission was paid, which takes a part back; one credit note before anything was received.
func (s *script) refunds() {
	m := s.month
	d := s.story("ashdown", "Bramwell Textiles Ltd", "GB", audit, m(8).AddDays(7), 28)
	inv := d.bill(m(7).AddDays(11), 9600, 0, pay(m(6).AddDays(8), 9600))
	d.fees = append(d.fees, &bill{day: workday(m(4).AddDays(11)), kind: credited, amount: 120000, of: inv, note: "Part of the work was not needed"})
	s.tell(d)
	d = s.story("mueller", "Großmann Werkzeugbau GmbH", "DE", vat, m(6).AddDays(9), 19)
	inv = d.bill(m(5).AddDays(5), 3400, 0)
	d.fees = append(d.fees, &bill{day: workday(m(5).AddDays(12)), kind: credited, amount: 40000, of: inv, note: "Agreed discount"},
		&bill{day: workday(m(5).AddDays(26)), kind: received, amount: 300000, of: inv})
	s.tell(d)
}

// writeOff: commission was earned when the invoice went out, and the client did not pay all of it.
func (s *script) writeOff() {
	m := s.month
	d := s.story("dvorak", "Procházka Sklárny s.r.o.", "CZ", audit, m(9).AddDays(5), 26)
	inv := d.bill(m(8).AddDays(6), 4800, 0, pay(m(7).AddDays(2), 3200))
	d.fees = append(d.fees, &bill{day: workday(m(3).AddDays(14)), kind: writtenOff, amount: 160000, of: inv, note: "Insolvent"})
	s.tell(d)
}

// splitCredit: two partners brought the client in together, 60 to 40.
func (s *script) splitCredit() {
	m := s.month
	d := s.story("ashdown", "Fairclough Mill Estates", "GB", audit, m(6).AddDays(4), 33)
	d.shares = []share{{s.named["ashdown"], app.Sourced, 6000}, {s.named["kestrel"], app.Influenced, 4000}}
	d.bill(m(4).AddDays(7), 14875, 0, pay(m(4).AddDays(25), 14875))
	s.tell(d)
}

// mistakes: a receipt entered twice and taken back, once before and once after commission was worked out.
func (s *script) mistakes() {
	m := s.month
	d := s.story("wexford", "Rosalind Thackeray", "GB", pension, m(7).AddDays(5), 20)
	d.plain(m(5).AddDays(6), 2150)
	twice := d.plain(m(5).AddDays(7), 2150)
	s.tell(d)
	s.takeBack(workday(m(4).AddDays(8)), twice)
	d = s.story("oneill", "Antrim Linen Company", "GB", vat, m(4).AddDays(3), 17)
	d.plain(m(3).AddDays(9), 1875)
	twice = d.plain(m(3).AddDays(9), 1875)
	s.tell(d)
	s.takeBack(workday(m(3).AddDays(10)), twice)
}

func (s *script) takeBack(day calendar.Day, b *bill) {
	s.on(day, priya, func(k *desk) error {
		_, err := k.Fees.Void(k.ctx, k.ask(), b.id, "Entered twice")
		return err
	})
}

// tailAndHolds: a client of an ended partner who still pays, money that waits out its hold period, and a blocked partner's.
func (s *script) tailAndHolds() {
	m := s.month
	d := s.story("stirling", "Isobel Drummond", "GB", portfolio, m(17).AddDays(5), 24)
	for n := range 6 {
		d.plain(m(16-3*n).AddDays(12), 1850)
	}
	s.tell(d)
	for _, f := range []struct {
		key, client, country, service string
		won, paid                     int
		fee                           int64
	}{
		{"castell", "Dr Leonie Brandt", "GB", taxReturn, 66, 20, 1640}, {"castell", "Hyun-woo and Soo-jin Park", "GB", taxReturn, 58, 9, 1180},
		{"calder", "Gwendolyn Saville", "GB", portfolio, 240, 38, 2450}, {"calder", "Raymond Tattersall", "GB", pension, 90, 26, 3100},
		{"calder", "Estate of Mavis Goodwin", "GB", estate, 75, 10, 4275},
	} {
		d := s.story(f.key, f.client, f.country, f.service, s.ago(f.won+20), 20)
		d.plain(s.ago(f.paid), f.fee)
		s.tell(d)
	}
	s.tell(s.story("meridian", "Tern & Gull Coffee Ltd", "GB", incorporat, s.ago(34), 20))
}

// tie: 8.75 % of 1,254.00 is 109.725; half even makes 109.72 of it, where half up would make 109.73.
func (s *script) tie() {
	m := s.month
	d := s.story("nunez", "Bodegas Ibáñez y Peña S.L.", "ES", vat, m(7).AddDays(10), 18)
	d.bill(m(6).AddDays(8), 1254, 0, pay(m(6).AddDays(23), 1254))
	s.tell(d)
}

// amended: a fee before the better terms and one after.
func (s *script) amended() {
	m := s.month
	for _, f := range []struct {
		client string
		month  int
		fee    int64
	}{{"Eilidh Sinclair", 13, 2600}, {"Arthur Whitcombe", 8, 3100}} {
		d := s.story("oyelaran", f.client, "GB", pension, m(f.month).AddDays(3), 18)
		d.plain(m(f.month-1).AddDays(8), f.fee)
		s.tell(d)
	}
}
