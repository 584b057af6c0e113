package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/report"
)

// PDF prints the review of a quarter with a partner on the firm's letterhead, to be looked at together.
func (u Reviews) PDF(ctx context.Context, partner ID[Partner], quarter calendar.Period) ([]byte, error) {
	r, err := u.Of(ctx, partner, quarter)
	if err != nil {
		return nil, err
	}
	return u.f.deps.Print(r.document())
}

func (r Review) document() report.Document {
	doc := r.settings.sheet("Business review, "+r.Quarter.Label(), r.Made)
	doc.Replace = true
	doc.Meta.Subject = "Business review, " + r.Quarter.Label()
	to := report.Party{Label: "With", Name: r.Partner.Name}
	if r.Person != "" && r.Person != r.Partner.Name {
		to.Lines = append(to.Lines, r.Person)
	}
	to.Lines = append(to.Lines, "Partner number "+r.Partner.Number)
	doc.Parties = []report.Party{to}
	doc.Facts = []report.Fact{{Label: "Period", Value: report.Text(r.Quarter.From.Label() + " – " + r.Quarter.Last().Label())}, {Label: "Prepared", Value: dated(r.Made)}}
	doc.Facts = append(doc.Facts, r.agreementFacts()...)
	for _, s := range []report.Section{r.bothWays(), r.pipeline(), r.wins(), r.givenOn(), r.moneyPart(), r.comparison(), r.promises(true), r.promises(false),
		r.materials(), r.heardPart(), r.giftPart(), r.aims()} {
		if s.Heading != "" {
			doc.Sections = append(doc.Sections, s)
		}
	}
	return doc
}

// agreementFacts say what is agreed and when that ends.
func (r Review) agreementFacts() []report.Fact {
	a := r.Agreement
	if a.ID == 0 {
		return []report.Fact{{Label: "Agreement", Value: report.Text("none")}}
	}
	ends := report.Text("no end")
	if a.To != 0 {
		ends = dated(a.To)
		if left := a.To.Sub(r.Made); left >= 0 && left <= 92 {
			ends = ends.As(report.Warn)
		}
	}
	say := a.Number + ", " + string(a.State)
	if a.Reciprocal() {
		say += ", reciprocal only"
	}
	facts := []report.Fact{{Label: "Agreement", Value: report.Text(say)}, {Label: "Agreement ends", Value: ends}}
	if words, agreed := strings.CutPrefix(a.NoticeWords(), "notice of "); agreed {
		notice := report.Text(words)
		if by := a.NoticeBy(); by != 0 && by >= r.Made && by.Sub(r.Made) <= 92 {
			notice = notice.As(report.Warn)
		}
		facts = append(facts, report.Fact{Label: "Notice", Value: notice})
	}
	if a.Reciprocal() {
		facts = append(facts, report.Fact{Label: "Balance", Value: report.Text(r.owesWords())})
	}
	return facts
}

// owesWords say to the partner who owes whom introductions, of the twelve months.
func (r Review) owesWords() string {
	switch d := r.Year.Received - r.Year.Given; {
	case d > 0:
		return "we owe you " + counted(d, "introduction")
	case d < 0:
		return "you owe us " + counted(-d, "introduction")
	}
	return "even"
}

// materials are those the partner holds; what is not current any more stands out.
func (r Review) materials() report.Section {
	if len(r.Held) == 0 {
		return report.Section{}
	}
	t := &report.Table{Columns: []report.Column{{Title: "Material", Weight: 5}, {Title: "Version", Kind: report.KindCount}, {Title: "Received", Kind: report.KindDay}, {Title: "Stands", Weight: 2},
		{Title: "Valid until", Kind: report.KindDay}}}
	old := 0
	for _, h := range r.Held {
		stands := report.Text(upperFirst(string(h.State)))
		if h.State != HeldCurrent {
			stands, old = stands.As(report.Warn), old+1
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(h.Title), report.Count(int64(h.Held.No)), dated(h.Day), stands, dated(h.Held.Expires)}})
	}
	s := report.Section{Heading: "Materials you hold", Table: t}
	if old > 0 {
		s.Text = append(s.Text, fmt.Sprintf("Not to be used any more: %d of them. We will send you what replaces them.", old))
	}
	return s
}

// bothWays compares what went either way with the time before.
func (r Review) bothWays() report.Section {
	count := func(title string) report.Column { return report.Column{Title: title, Kind: report.KindCount} }
	t := &report.Table{Columns: []report.Column{{Title: "", Weight: 4}, count(r.Quarter.Label()), count(calendar.QuarterOf(r.Quarter.From - 1).Label()), count("Twelve months")}}
	for _, line := range []struct {
		what string
		of   func(Reciprocity) int64
	}{
		{"Introduced by you", func(x Reciprocity) int64 { return x.Received }}, {"Became our clients", func(x Reciprocity) int64 { return x.Won }},
		{"Introduced by us", func(x Reciprocity) int64 { return x.Given }}, {"Became your clients", func(x Reciprocity) int64 { return x.Engaged }},
	} {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(line.what), countOrNone(line.of(r.Now)), countOrNone(line.of(r.Before)), countOrNone(line.of(r.Year))}})
	}
	if r.Now.Received+r.Now.Given+r.Before.Received+r.Before.Given+r.Year.Received+r.Year.Given+r.Now.Won+r.Now.Engaged+r.Before.Won+r.Before.Engaged+r.Year.Won+r.Year.Engaged == 0 {
		t = nil
	}
	return report.Section{Heading: "Both ways", Text: []string{r.balanceWords()}, Table: t}
}

// balanceWords say to the partner who owes whom.
func (r Review) balanceWords() string {
	x := r.Year
	say := "In the twelve months to " + r.Quarter.Last().Label()
	switch d := x.Received - x.Given; {
	case x.Received+x.Given == 0:
		return "Nobody was introduced either way in the twelve months to " + r.Quarter.Last().Label() + "."
	case d > 0:
		say += fmt.Sprintf(" you introduced %s to us and we introduced %d to you: we owe you %s.", counted(x.Received, "client"), x.Given, counted(d, "introduction"))
	case d < 0:
		say += fmt.Sprintf(" you introduced %s to us and we introduced %d to you: you owe us %s.", counted(x.Received, "client"), x.Given, counted(-d, "introduction"))
	default:
		say += fmt.Sprintf(" we introduced %s to each other: even.", counted(x.Given, "client")+" each")
	}
	if len(x.Fees) > 0 {
		say += " Your introductions brought us " + MoneyWords(x.Fees) + " in fees."
	}
	if len(x.Sent) > 0 {
		say += " We estimate ours at " + MoneyWords(x.Sent) + " for you."
	}
	if len(x.Known) > 0 {
		say += " As far as we know, " + MoneyWords(x.Known) + " came of them."
	}
	return say
}

// listed is a table with what it says, or one sentence instead of its heads where there are no rows.
func (r Review) listed(heading, none, say string, t *report.Table) report.Section {
	switch {
	case len(t.Rows) == 0:
		return report.Section{Heading: heading, Text: []string{none}}
	case say == "":
		return report.Section{Heading: heading, Table: t}
	}
	return report.Section{Heading: heading, Text: []string{say}, Table: t}
}

// standing says of which day a list is that goes on behind the quarter.
func (r Review) standing() string { return "As it stands on " + r.Made.Label() + "." }

// pipeline is what is open of the partner's introductions, the furthest first.
func (r Review) pipeline() report.Section {
	rows := slices.Clone(r.Pipeline)
	far := Stages()
	slices.SortStableFunc(rows, func(a, b ReferralRow) int { return cmp.Compare(slices.Index(far, b.Stage), slices.Index(far, a.Stage)) })
	t := &report.Table{Columns: referralHeads("Stage")}
	for _, row := range rows {
		t.Rows = append(t.Rows, report.Row{Cells: r.referralCells(row, report.Text(upperFirst(string(row.Stage))), row.Estimate)})
	}
	return r.listed("Open, introduced by you", "Nothing of yours is open.", r.standing(), t)
}

func referralHeads(third string) []report.Column {
	return []report.Column{{Title: "Introduced", Kind: report.KindDay}, {Title: "Referral"}, {Title: "Client", Weight: 3}, {Title: "Service", Weight: 2}, {Title: third},
		{Title: "Amount", Kind: report.KindMoney}, {Title: ""}}
}

func (r Review) referralCells(row ReferralRow, third report.Cell, amount money.Money) []report.Cell {
	return []report.Cell{dated(row.Introduced), report.Text(row.Number).As(report.Muted), report.Text(r.shown[row.Client]), report.Text(row.Service), third,
		amountCell(amount), report.Text(string(amount.Currency)).As(report.Muted)}
}

// dated is a day as people write it.
func dated(d calendar.Day) report.Cell { return report.Day(d).Worded(english{}) }

// amountCell is an amount, empty for none.
func amountCell(m money.Money) report.Cell {
	if m.Currency == "" {
		return report.Cell{}
	}
	return report.Money(m)
}

// wins are the referrals won in the quarter, with the fees that came in for them.
func (r Review) wins() report.Section {
	t := &report.Table{Columns: referralHeads("Won")}
	t.Columns[5].Title = "Fees"
	for _, row := range r.Wins {
		t.Rows = append(t.Rows, report.Row{Cells: r.referralCells(row, dated(row.Closed), row.Fees)})
	}
	return r.listed("Won, introduced by you", "Nothing was won in this quarter.", "", t)
}

// givenOn are our introductions that are open, or ended in the quarter.
func (r Review) givenOn() report.Section {
	t := &report.Table{Columns: referralHeads("State")}
	t.Columns[0].Title = "Given"
	for _, o := range r.Given {
		state := report.Text(upperFirst(string(o.State)))
		if o.Reason != "" {
			state = state.Noted(o.Reason)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{dated(o.Given), report.Text(o.Number).As(report.Muted), report.Text(r.shown[o.Client]), report.Text(o.Service),
			state, amountCell(o.Worth()), report.Text(string(o.Worth().Currency)).As(report.Muted)}})
	}
	return r.listed("Introduced by us", "Nothing of ours is open, and nothing ended in this quarter.", r.standing(), t)
}

// moneyPart is what was earned, paid and is owed, by currency; nothing where the agreement pays none.
func (r Review) moneyPart() report.Section {
	if len(r.Money) == 0 {
		return report.Section{}
	}
	sum := func(title string) report.Column { return report.Column{Title: title, Kind: report.KindMoney} }
	t := &report.Table{Columns: []report.Column{{Title: "Currency", Weight: 3}, sum("Earned"), sum("Paid"), sum("Owed now"), sum("On the next statement"), sum("To be approved")}}
	for _, m := range r.Money {
		cells := []report.Cell{report.Text(string(m.Currency))}
		for _, n := range []int64{m.Earned, m.Paid, m.Owed, m.Approved, m.Accrued} {
			cells = append(cells, report.Money(money.New(n, m.Currency)))
		}
		t.Rows = append(t.Rows, report.Row{Cells: cells})
	}
	return report.Section{Heading: "Commission", Table: t, Text: []string{"Earned and paid in " + r.Quarter.Label() + "; the rest stands as of " + r.Made.Label() + "."}}
}

// comparison holds conversion and cycle beside the other partners; nothing while none of the partner's referrals has ended.
func (r Review) comparison() report.Section {
	if r.Own.Ended == 0 {
		return report.Section{}
	}
	t := &report.Table{Columns: []report.Column{{Title: "", Weight: 3}, {Title: "You", Weight: 2}, {Title: "Our other partners", Weight: 2}}, Rows: []report.Row{
		{Cells: []report.Cell{report.Text("Won of what closed"), report.Text(r.Own.Rate()), report.Text(r.Others.Rate())}},
		{Cells: []report.Cell{report.Text("From introduction to win, median"), report.Text(r.Own.Cycle()), report.Text(r.Others.Cycle())}}}}
	return report.Section{Heading: "Beside our other partners", Table: t, Text: []string{"In the twelve months to " + r.Quarter.Last().Label() + "."}}
}

// promises are those open, ours or theirs; none is no section.
func (r Review) promises(ours bool) report.Section {
	t := &report.Table{Columns: []report.Column{{Title: "What", Weight: 5}, {Title: "Promised", Kind: report.KindDay}, {Title: "Due", Kind: report.KindDay}}}
	for _, p := range r.Promises {
		if p.Ours != ours {
			continue
		}
		due := dated(p.Due)
		if p.Overdue(r.Made) {
			due = due.As(report.Warn)
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(upperFirst(r.masked(p.What))), dated(p.Made), due}})
	}
	if len(t.Rows) == 0 {
		return report.Section{}
	}
	return report.Section{Heading: map[bool]string{true: "What we promised", false: "What you promised"}[ours], Table: t}
}

// masked is free text in which clients are named as this partner may see them.
func (r Review) masked(text string) string {
	for _, c := range r.full {
		text = strings.ReplaceAll(text, c.name, c.shown)
	}
	return text
}

func (r Review) heardPart() report.Section {
	if len(r.Heard) == 0 {
		return report.Section{}
	}
	t := &report.Table{Columns: []report.Column{{Title: "Day", Kind: report.KindDay}, {Title: "About"}, {Title: "What you told us", Weight: 6}}}
	for _, n := range r.Heard {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{dated(n.Day), report.Text(upperFirst(string(n.Kind))), report.Text(r.masked(n.Said)).Noted(strings.Join(n.Tags, ", "))}})
	}
	return report.Section{Heading: "The market", Table: t}
}

func (r Review) giftPart() report.Section {
	if len(r.Gifts) == 0 {
		return report.Section{}
	}
	t := &report.Table{Columns: []report.Column{{Title: "Day", Kind: report.KindDay}, {Title: "To", Weight: 2}, {Title: "Gift", Weight: 3}, {Title: "Value", Kind: report.KindMoney}, {Title: ""}}}
	for _, g := range r.Gifts {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{dated(g.Given), report.Text(g.PersonName), report.Text(g.What), report.Money(g.Value),
			report.Text(string(g.Value.Currency)).As(report.Muted)}})
	}
	return report.Section{Heading: "Gifts", Table: t}
}

// aims are what was wanted of the quarter beside what came, and what is wanted of the next.
func (r Review) aims() report.Section {
	next := calendar.QuarterOf(r.Quarter.To)
	count := func(title string) report.Column { return report.Column{Title: title, Kind: report.KindCount} }
	t := &report.Table{Columns: []report.Column{{Title: "", Weight: 4}, count("Introductions from you"), count("Introductions from us")}}
	row := func(what string, received, given report.Cell) {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Text(what), received, given}})
	}
	if r.Aim.ID != 0 {
		row("Target of "+r.Quarter.Label(), report.Count(r.Aim.Received), report.Count(r.Aim.Given))
	}
	row("Came in "+r.Quarter.Label(), report.Count(r.Now.Received), report.Count(r.Now.Given))
	if r.Next.ID != 0 {
		row("Target of "+next.Label(), report.Count(r.Next.Received), report.Count(r.Next.Given))
		t.Rows[len(t.Rows)-1].Style = report.Total
	} else {
		row("Target of "+next.Label()+", to be agreed", report.Text("______"), report.Text("______"))
	}
	s := report.Section{Heading: "Next quarter", Table: t}
	for _, g := range []Target{r.Aim, r.Next} {
		if g.Note != "" {
			s.Text = append(s.Text, g.Period.Label()+": "+r.masked(g.Note))
		}
	}
	return s
}
