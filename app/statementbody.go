package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
	"rapport/app/report"
	"rapport/app/terms"
)

// statementBody is everything a statement prints, read at issue.
type statementBody struct {
	settings Settings
	partner  Partner
	person   Person // primary, may be empty
	payee    string
	currency money.Currency
	lines    []LineRow
	held     []LineRow // up to the period's last day, not on this statement
	disputed []LineRow // on earlier statements, and not paid out until decided
	payments []Payment
	gifts    []GiftRow // at value; no part of the balance
	tiers    []TierWay
	clients  map[int64]string // by line: the client as this partner may see it
}

// statementBody reads the approved lines and the payments up to the period's last day that are on no statement yet.
func (t *tx) statementBody(p Partner, job dueStatement, period calendar.Period) (*statementBody, error) {
	body := &statementBody{settings: t.settings, partner: p, currency: job.Currency, clients: map[int64]string{}}
	err := t.StatementLines(p.ID, job.Currency, calendar.Period{From: orDay(job.First, period.To), To: period.To}, func(l *LineRow) error {
		if l.Standing.State == Held {
			body.held = append(body.held, *l)
		} else {
			body.lines = append(body.lines, *l)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(body.held, func(a, b LineRow) int { return cmp.Compare(a.Seq, b.Seq) })
	paid, err := t.PaymentsToShow(p.ID)
	if err != nil {
		return nil, err
	}
	for _, pay := range paid {
		if pay.Amount.Currency == job.Currency && pay.Day < period.To {
			body.payments = append(body.payments, pay)
		}
	}
	for _, d := range job.disputed {
		rows, err := t.LineRows([]int32{int32(d.Line)})
		if err != nil {
			return nil, err
		}
		body.disputed = append(body.disputed, rows...)
	}
	if body.tiers, err = t.tierWays(p.ID, job.Currency, period.Last()); err != nil {
		return nil, err
	}
	if body.gifts, err = t.giftsDue(p.ID, job.Currency, period.To); err != nil {
		return nil, err
	}
	return body, t.fillBody(body)
}

// fillBody adds the people and the names as this partner may see them.
func (t *tx) fillBody(body *statementBody) error {
	people, err := t.People(body.partner.ID)
	if err != nil {
		return err
	}
	if len(people) > 0 {
		body.person = people[0]
	}
	shown := body.partner.ClientShown
	if shown == "" {
		shown = t.settings.ClientShown
	}
	asked := map[ID[Agreement]]bool{}
	for _, l := range slices.Concat(body.lines, body.held, body.disputed) {
		if l.Referral == 0 {
			continue
		}
		name := l.ClientName
		switch shown {
		case ShownInitials:
			name = names.Initials(l.ClientName)
		case ShownCode:
			r, err := t.Referral(l.Referral)
			if err != nil {
				return err
			}
			c, err := t.Client(r.Client)
			if err != nil {
				return err
			}
			name = c.Number
		}
		body.clients[l.Seq] = name
		if l.Agreement != 0 && body.payee == "" && !asked[l.Agreement] {
			asked[l.Agreement] = true
			a, err := t.Agreement(l.Agreement)
			if err != nil {
				return err
			}
			body.payee = a.PayeeName
		}
	}
	return nil
}

func (s *statementBody) earned() (int64, error) {
	parts := make([]int64, len(s.lines))
	for i, l := range s.lines {
		parts[i] = l.Amount.Minor
	}
	return money.SumMinor(parts...)
}

func (s *statementBody) paid() (int64, error) {
	parts := make([]int64, len(s.payments))
	for i, p := range s.payments {
		parts[i] = p.Amount.Minor
	}
	return money.SumMinor(parts...)
}

// document lays the statement out as a report: the words of domain.md 5.
func (s *statementBody) document(st Statement) report.Document {
	doc := s.settings.sheet("Partner statement", st.Issued)
	doc.Meta.Number, doc.Meta.Subject = st.Number, "Partner statement "+st.Number+", "+st.Period.Label()
	doc.Parties = s.parties()
	doc.Facts = []report.Fact{
		{Label: "Statement", Value: report.Text(st.Number).As(report.Strong)},
		{Label: "Period", Value: report.Text(st.Period.Label())},
		{Label: "Issued", Value: report.Day(st.Issued)},
		{Label: "Currency", Value: report.Text(string(st.Currency))},
		{Label: "Query by", Value: report.Day(st.QueryBy)},
	}
	doc.Footer = []string{
		fmt.Sprintf("Please raise any query by %s. After that day this statement counts as not queried, which is not the same as agreed.", st.QueryBy.Label()),
		Watermark{st.Ledger, st.Head}.Fingerprint(),
	}
	doc.Sections = []report.Section{s.summary(st), s.lineTable(), s.paymentTable(), s.heldTable(), s.payable(st)}
	doc.Sections = slices.DeleteFunc(doc.Sections, func(sec report.Section) bool {
		return sec.Heading == "Payments" && len(s.payments) == 0 || sec.Table != nil && len(sec.Table.Rows) == 0 && sec.Table.Empty == ""
	})
	if len(s.tiers) > 0 {
		doc.Sections = slices.Insert(doc.Sections, len(doc.Sections)-1, s.tierTable())
	}
	if len(s.gifts) > 0 {
		doc.Sections = slices.Insert(doc.Sections, len(doc.Sections)-1, s.giftTable())
	}
	if s.settings.Appendix {
		doc.Sections = append(doc.Sections, s.appendix()...)
	}
	return doc.Worded(english{})
}

// sheet is an empty document on the firm's letterhead and paper.
func (s Settings) sheet(title string, issued calendar.Day) report.Document {
	doc := report.Document{Title: title, Meta: report.Meta{Subject: title, Language: "en", Issued: issued},
		Letterhead: report.Letterhead{FirmName: s.FirmName, Lines: s.letterLines()}}
	if len(s.Logo) > 0 { // none is not an empty picture
		doc.Letterhead.Logo = s.Logo
	}
	if s.Paper == "Letter" {
		doc.Paper = report.Letter
	}
	return doc
}

func (s Settings) letterLines() []string {
	lines := splitLines(s.Address)
	for _, c := range []string{s.Phone, s.Email, s.Website} {
		if c != "" {
			lines = append(lines, c)
		}
	}
	if s.TaxNumber != "" {
		lines = append(lines, "Tax number "+s.TaxNumber)
	}
	return lines
}

func splitLines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (s *statementBody) parties() []report.Party {
	to := report.Party{Label: "Partner", Name: s.partner.Name}
	if s.person.Name != "" && s.person.Name != s.partner.Name {
		to.Lines = append(to.Lines, s.person.Name)
	}
	to.Lines = append(to.Lines, splitLines(s.partner.Address)...)
	to.Lines = append(to.Lines, "Partner number "+s.partner.Number)
	if s.partner.TaxNumber != "" {
		to.Lines = append(to.Lines, "Tax number "+s.partner.TaxNumber)
	}
	from := report.Party{Label: "From", Name: s.settings.FirmName, Lines: splitLines(s.settings.Address)}
	out := []report.Party{to, from}
	if s.payee != "" && s.payee != s.partner.Name {
		out = append(out, report.Party{Label: "Paid to", Name: s.payee})
	}
	return out
}

func (s *statementBody) money(minor int64) report.Cell {
	return report.Money(money.New(minor, s.currency))
}

func (s *statementBody) summary(st Statement) report.Section {
	var earned, back int64
	for _, l := range s.lines {
		if l.Amount.Minor < 0 {
			back += l.Amount.Minor
		} else {
			earned += l.Amount.Minor
		}
	}
	lines := []report.SummaryLine{
		{Label: "Opening balance", Value: s.money(st.Opening)},
		{Label: "Commission earned", Value: s.money(earned)},
	}
	if back != 0 {
		lines = append(lines, report.SummaryLine{Label: "Taken back", Value: s.money(back), Style: report.Negative})
	}
	lines = append(lines,
		report.SummaryLine{Label: "Payments", Value: s.money(-st.Paid), Style: report.Negative},
		report.SummaryLine{Label: "Closing balance", Value: s.money(st.Closing), Style: report.Total})
	return report.Section{Heading: "Summary", Summary: lines}
}

func (s *statementBody) lineTable() report.Section {
	t := &report.Table{
		Columns: []report.Column{
			{Title: "Date", Kind: report.KindDay}, {Title: "Referral", Kind: report.KindText},
			{Title: "Client", Kind: report.KindText, Weight: 3}, {Title: "Basis", Kind: report.KindText, Weight: 3},
			{Title: "Base", Kind: report.KindMoney}, {Title: "Rate", Kind: report.KindPercent},
			{Title: "Amount", Kind: report.KindMoney},
		},
		Empty: "No commission in this period.",
	}
	var sum int64
	for _, l := range s.lines {
		t.Rows = append(t.Rows, s.lineRow(l))
		sum += l.Amount.Minor
	}
	if len(s.lines) > 0 {
		t.Rows = append(t.Rows, report.Row{Style: report.Total, Cells: []report.Cell{report.Text("Total"), {}, {}, {}, {}, {}, s.money(sum)}})
	}
	return report.Section{Heading: "Commission lines", Table: t}
}

func (s *statementBody) lineRow(l LineRow) report.Row {
	basis := basisWords(l.Line)
	style := report.Normal
	if l.Amount.Minor < 0 {
		style = report.Negative
	}
	cells := []report.Cell{report.Day(l.Day), report.Text(l.ReferralNumber), report.Text(s.clients[l.Seq]), report.Text(basis), {}, {}, s.money(l.Amount.Minor)}
	if l.Reverses != 0 {
		cells[3] = cells[3].Noted(fmt.Sprintf("refers to line %d", l.Reverses))
	}
	if l.Base != 0 {
		cells[4] = s.money(l.Base)
	}
	if !l.Rate.IsZero() {
		cells[5] = report.Percent(l.Rate)
	}
	return report.Row{Style: style, Cells: cells}
}

// basisWords says in a few words what a line is for.
func basisWords(l Line) string {
	event := terms.EventOf(l.Reason)
	switch l.Kind {
	case TrueUp:
		return "Tier true-up"
	case FloorTopUp:
		return "Guaranteed minimum"
	case VATLine:
		if why, err := l.Why(); err == nil {
			return why.Label
		}
	case AdjustmentLine, WriteOff, OpeningBalance:
		return strings.ToUpper(string(l.Kind[:1])) + string(l.Kind[1:])
	case Reversal:
		switch event {
		case terms.OnCredited:
			return "Refund or credit note"
		case terms.OnWriteOff:
			return "Fee written off"
		case terms.OnTakenBack:
			return "Fee entered in error"
		}
		return "Reversal"
	}
	switch event {
	case terms.OnWon:
		return "Referral won"
	case terms.OnAccepted:
		return "Referral accepted"
	}
	return "Fee " + event
}

func (s *statementBody) paymentTable() report.Section {
	t := &report.Table{Columns: []report.Column{
		{Title: "Date", Kind: report.KindDay}, {Title: "Method", Kind: report.KindText, Weight: 2},
		{Title: "Reference", Kind: report.KindText, Weight: 3}, {Title: "Amount", Kind: report.KindMoney},
	}}
	var sum int64
	for _, p := range s.payments {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Day(p.Day), report.Text(p.Method), report.Text(p.Reference), s.money(p.Amount.Minor)}})
		sum += p.Amount.Minor
	}
	t.Rows = append(t.Rows, report.Row{Style: report.Total, Cells: []report.Cell{report.Text("Total paid"), {}, {}, s.money(sum)}})
	return report.Section{Heading: "Payments", Table: t}
}

func (s *statementBody) payable(st Statement) report.Section {
	disputed, err := s.lessDisputed()
	if err != nil {
		disputed = st.Closing // more than can be added up: nothing is payable until it is decided
	}
	now := max(0, st.Closing-disputed)
	sec := report.Section{Summary: []report.SummaryLine{{Label: "Amount payable now (" + string(s.currency) + ")", Value: s.money(now), Style: report.Total}}}
	if st.Closing < 0 {
		sec.Text = []string{"The balance is negative: more was taken back or paid than was earned. It is carried to the next statement and set against what is earned there."}
	}
	for _, l := range s.disputed {
		sec.Text = append(sec.Text, fmt.Sprintf("Line %d of %s (%s) is in dispute (%s) and not payable until that is decided.",
			l.Seq, l.Amount, orElse(l.ReferralNumber, "on the account"), partnerWords(l.Standing.Holds)))
	}
	return sec
}

// appendix explains each line, for partners who ask.
func (s *statementBody) appendix() []report.Section {
	out := []report.Section{{Heading: "How each line was worked out", NewPage: true}}
	for _, l := range s.lines {
		tree, err := explain(l)
		if err != nil {
			continue
		}
		sec := report.Section{Heading: fmt.Sprintf("Line %d · %s · %s", l.Seq, l.ReferralNumber, s.clients[l.Seq])}
		for i, step := range tree {
			depth := step.Depth
			if i > 0 {
				depth++ // the rule stands out, the working below it
			}
			sec.Tree = append(sec.Tree, report.TreeLine{Depth: depth, Text: step.Text})
		}
		out = append(out, sec)
	}
	return out
}
