package sample

import "rapport/app"

// lastWeek is what is on the desk when the firm is looked at.
func (s *script) lastWeek() {
	fresh := func(key, client, country, service string, days int, estimate int64, note string) *deal {
		return &deal{by: s.named[key], client: s.names.called(client, country, personal(service)), service: service, introduced: s.ago(days),
			estimate: estimate * 100, note: note}
	}
	s.tell(fresh("wexford", "Cordelia Winterbourne", "GB", portfolio, 1, 3200, "Sold a business; wants to meet this month."))
	s.tell(fresh("okafor", "Atherton Print Works Ltd", "GB", audit, 1, 11000, ""))
	s.tell(fresh("lukasiewicz", "Szymański Meble Sp. z o.o.", "PL", incorporat, 2, 0, ""))
	s.tell(fresh("finch", "", "GB", estate, 3, 5000, "Name to follow once the client agrees."))
	d := fresh("pemberton", "Quigley Robotics Ltd", "GB", valuation, 4, 9500, "")
	d.to(app.Checking, s.ago(3), "")
	s.tell(d)
	d = fresh("mueller", "Bäckerei Strauß", "DE", payroll, 6, 900, "")
	d.to(app.Accepted, s.ago(2), "")
	s.tell(d)
	d = fresh("kestrel", "Rosalind Beaumont", "GB", estate, 17, 6200, "")
	d.to(app.Accepted, s.ago(14), "")
	d.to(app.Contacted, s.ago(12), "")
	d.to(app.Meeting, s.ago(3), "")
	s.tell(d)
	s.lately()
}

// lately are fees of the last days: received yesterday and not run yet, and run and waiting for approval.
func (s *script) lately() {
	for i, f := range []struct {
		key, client, service string
		fee                  int64
	}{{"ashdown", "Yardley Glassworks Ltd", audit, 8200}, {"oyelaran", "Harriet Merriweather", pension, 2400}, {"wexford", "Fraser Carmichael", portfolio, 1950}} {
		d := s.story(f.key, f.client, "GB", f.service, s.ago(70+i), 21)
		d.bill(s.ago(20+i), f.fee, 0, pay(s.ago(1), f.fee))
		d.fees[1].day = s.ago(1)
		s.tell(d)
	}
	for i, f := range []struct {
		key, client, service string
		fee                  int64
	}{{"okafor", "Langley Precision Ltd", audit, 7350}, {"kestrel", "Estate of Cyril Pargeter", estate, 5100}, {"brightwater", "Naomi Stanhope", taxReturn, 900},
		{"quill", "Imogen Fenwick", taxReturn, 1250}} {
		d := s.story(f.key, f.client, "GB", f.service, s.ago(62+i), 25)
		d.bill(s.ago(24+i), f.fee, 0, pay(s.ago(5+i), f.fee))
		s.tell(d)
	}
}
