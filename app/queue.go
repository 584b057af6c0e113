package app

import (
	"context"
	"fmt"
	"slices"

	"rapport/app/calendar"
	"rapport/app/money"
)

// QueueItem is one group of things that wait for somebody, or for a day.
type QueueItem struct {
	Kind  Kind         // what waits: lines, disputes or partners
	What  string       // "to approve", "held: hold period", "approved", "dispute in review"
	For   string       // a sentence: for whom or for what it waits
	Count int64        // how many
	Sums  []Sums       // by currency
	Since calendar.Day // the earliest event day among them
	Next  calendar.Day // the next date that lets one go, or by which one is due; 0 none
	Query Query        // gives exactly these in the list of their kind
}

// Queue gives what waits for whom: what is to be approved, what is held for each reason, what waits for a statement, disputes,
// and bank details to confirm.
// A line held for two reasons is in both groups.
func (u Commissions) Queue(ctx context.Context) ([]QueueItem, error) {
	return read(ctx, u.f, func(b Books) ([]QueueItem, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		groups := queue{}
		if err := groups.state(b, Accrued, toApprove, approverWords(s)); err != nil {
			return nil, err
		}
		err = b.Standings(Query{}.With(Is("state", string(Held))), func(l *LineRow) error {
			groups.held(l)
			return nil
		})
		if err != nil {
			return nil, err
		}
		if err := groups.state(b, Approved, "approved", "The next statement run."); err != nil {
			return nil, err
		}
		if err := groups.disputes(b); err != nil {
			return nil, err
		}
		if err := groups.bankDetails(b, s); err != nil {
			return nil, err
		}
		out := make([]QueueItem, len(groups))
		for i, g := range groups {
			out[i] = *g
		}
		return out, nil
	})
}

const toApprove = "to approve"

// queue is groups in the order they were first met.
type queue []*QueueItem

func (q *queue) group(kind Kind, what, waits string, query Query) *QueueItem {
	for _, g := range *q {
		if g.What == what {
			return g
		}
	}
	g := &QueueItem{Kind: kind, What: what, For: waits, Query: query}
	*q = append(*q, g)
	return g
}

// state groups all lines of a state, by the kept totals.
func (q *queue) state(b Books, state LineState, what, waits string) error {
	query := Query{}.With(Is("state", string(state)))
	sums, err := b.LineSums(query)
	if err != nil || len(sums) == 0 {
		return err
	}
	g := q.group(KindLine, what, waits, query)
	for _, s := range sums {
		g.Count, g.Sums = g.Count+s.Count, append(g.Sums, s)
	}
	return b.LineIDs(query.By("day", false), func(ids []int32) error {
		if g.Since != 0 {
			return nil
		}
		rows, err := b.LineRows(ids[:1])
		if err == nil && len(rows) > 0 {
			g.Since = rows[0].Day
		}
		return err
	})
}

// held puts a held line where it waits, once for each reason.
func (q *queue) held(l *LineRow) {
	var kinds []string
	for _, h := range l.Standing.Holds {
		what := "held: " + h.Kind
		if h.Kind == HoldManual {
			what = h.Kind
		}
		g := q.group(KindLine, what, holdWaits(h.Kind), Query{}.With(Is("state", string(Held)), Is("hold", h.Kind)))
		g.until(h.Until)
		if !slices.Contains(kinds, h.Kind) {
			g.count(l.Amount, l.Day)
		}
		kinds = append(kinds, h.Kind)
	}
}

// disputes groups the disputes that wait for an outcome, by state.
func (q *queue) disputes(b Books) error {
	for _, state := range UndecidedStates() {
		waits := "Somebody of the firm to decide it."
		if state == DisputeWaiting {
			waits = "The partner's answer."
		}
		query := Query{}.With(Is("state", string(state)))
		err := b.DisputeIDs(query, func(ids []int32) error {
			rows, err := b.DisputeRows(ids)
			for _, d := range rows {
				g := q.group(KindDispute, "dispute "+string(state), waits, query)
				g.count(d.Amount, d.RaisedOn)
				g.until(d.Deadline)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// bankDetails groups the partners whose latest bank details nobody has confirmed.
func (q *queue) bankDetails(b Books, s Settings) error {
	var ids []string
	g := QueueItem{Kind: KindPartner, What: "bank details to confirm", For: "Somebody to call the payee back."}
	err := b.PartnerIDs(Query{}, func(some []int32) error {
		for _, id := range some {
			all, err := b.BankDetails(ID[Partner](id))
			if err != nil {
				return err
			}
			for i, d := range all { // by currency, the newest first
				if d.Confirmed() || i > 0 && all[i-1].Currency == d.Currency {
					continue
				}
				set := calendar.DayOf(d.SetAt, s.zone())
				if g.Count++; g.Since == 0 || set < g.Since {
					g.Since = set
				}
				if text := fmt.Sprint(id); !slices.Contains(ids, text) {
					ids = append(ids, text)
				}
			}
		}
		return nil
	})
	if g.Count > 0 {
		g.Query = Query{}.With(Is("id", ids...))
		*q = append(*q, &g)
	}
	return err
}

// until notes a date that lets something of the group go.
func (g *QueueItem) until(day calendar.Day) {
	if day != 0 && (g.Next == 0 || day < g.Next) {
		g.Next = day
	}
}

// count adds a thing to its group.
func (g *QueueItem) count(m money.Money, day calendar.Day) {
	g.Count++
	if g.Since == 0 || day < g.Since {
		g.Since = day
	}
	i := slices.IndexFunc(g.Sums, func(s Sums) bool { return s.Currency == m.Currency })
	if i < 0 {
		i, g.Sums = len(g.Sums), append(g.Sums, Sums{Currency: m.Currency})
	}
	g.Sums[i].Minor, g.Sums[i].Count = g.Sums[i].Minor+m.Minor, g.Sums[i].Count+1
}

// holdWaits says what a line held for a reason waits for.
func holdWaits(kind string) string {
	switch kind {
	case HoldPeriod:
		return "Its own date; the first run from that day on lets it go."
	case HoldBlocked:
		return "The partner to be unblocked, and then somebody to release it line by line."
	case HoldDispute:
		return "The outcome of the dispute."
	case HoldCredential:
		return "The credential to be renewed, or somebody to release it."
	case HoldManual:
		return "Somebody to release it, or its own date."
	}
	return "Somebody to clear it."
}

// approverWords says who may approve.
func approverWords(s Settings) string {
	say := "An approver."
	if len(s.Approvers) > 0 {
		words := make([]string, len(s.Approvers))
		for i, a := range s.Approvers {
			if words[i] = a.Name; a.UpTo > 0 {
				words[i] += fmt.Sprintf(" (up to %s)", money.New(a.UpTo, s.Currency))
			}
		}
		say = orList(words) + "."
	}
	if s.FourEyes {
		say += " Not who entered the fee or ran the commission."
	}
	return say
}
