package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapport/app/calendar"
	"rapport/app/names"
)

// KnownClient is a client that a new introduction may be of: that the firm had before, or that somebody introduced first.
type KnownClient struct {
	Client Client
	Exact  bool // the same folded name: a referral of that name is of this client
	First  ReferralRow
	By     string // who entered the first introduction; with EnteredAt the evidence of who was first
	Until  calendar.Day
}

// Say is what it comes to, in words: what is known, who was first, by what evidence, and how long that protects.
func (k KnownClient) Say() string {
	var say []string
	if k.Client.Since != 0 {
		say = append(say, fmt.Sprintf("%s (%s) has been a client of the firm since %s.", k.Client.Name, k.Client.Number, k.Client.Since.Label()))
	}
	if r := k.First; r.ID != 0 {
		say = append(say, fmt.Sprintf("%s was introduced before: %s by %s on %s, now %s.", k.Client.Name, r.Number, r.PartnerName, r.Introduced.Label(), r.Stage))
		entered := "It was entered on " + calendar.DayOf(r.EnteredAt, time.UTC).Label()
		if k.By != "" {
			entered += " by " + k.By
		}
		say = append(say, entered+".")
		if k.Until != 0 {
			say = append(say, fmt.Sprintf("That introduction is protected until %s.", k.Until.Label()))
		}
	}
	if len(say) == 0 {
		say = append(say, fmt.Sprintf("There is already a client %s (%s).", k.Client.Name, k.Client.Number))
	}
	return strings.Join(say, " ")
}

// mostKnown bounds how many clients one typed name is held against, and how many of them are told of.
const mostKnown, mostTold = 50, 3

// Known gives the clients a typed name may be: of that name, of one that differs in its legal form, or of one that is almost the same; those of
// the name itself first.
func (u Clients) Known(ctx context.Context, name string) ([]KnownClient, error) {
	return read(ctx, u.f, func(b Books) ([]KnownClient, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		return knownClients(b, s, u.f.today(s), name)
	})
}

func knownClients(b Books, s Settings, today calendar.Day, name string) ([]KnownClient, error) {
	found, err := b.ClientsAlike(names.Alike(name), mostKnown)
	if err != nil {
		return nil, err
	}
	same, err := b.ClientsByName([]string{names.Fold(name)}) // also where many sound alike
	if err != nil {
		return nil, err
	}
	for _, c := range same {
		found = append([]Client{c}, found...)
	}
	var out []KnownClient
	for _, c := range found {
		twice := slices.ContainsFunc(out, func(k KnownClient) bool { return k.Client.ID == c.ID })
		if score, _ := howAlike(Party{Name: name}, Party{Name: c.Name}); score < worthALook || twice || c.CodeName || len(out) == mostTold {
			continue
		}
		k, err := introducedFirst(b, s, today, c)
		if err != nil {
			return nil, err
		}
		k.Exact = names.Fold(c.Name) == names.Fold(name)
		out = append(out, k)
	}
	slices.SortStableFunc(out, func(x, y KnownClient) int { return rankKnown(x) - rankKnown(y) })
	return out, nil
}

func rankKnown(k KnownClient) int {
	if k.Exact {
		return 0
	}
	return 1
}

// introducedFirst adds to a client who introduced it first. One who was not accepted or withdrew introduced nobody, and a duplicate was second.
func introducedFirst(b Books, s Settings, today calendar.Day, c Client) (KnownClient, error) {
	k := KnownClient{Client: c}
	all, err := b.ReferralsOfClient(c.ID)
	if err != nil {
		return k, err
	}
	at := slices.IndexFunc(all, func(r Referral) bool { return r.Stage != NotAccepted && r.Stage != Withdrawn && r.Stage != Duplicate })
	if at < 0 {
		return k, nil
	}
	rows, err := b.ReferralRows([]int32{int32(all[at].ID)})
	if err != nil || len(rows) == 0 {
		return k, err
	}
	k.First = rows[0]
	if until := k.First.Introduced.AddDays(s.ProtectDays); s.ProtectDays > 0 && k.First.Stage != Lost && until >= today {
		k.Until = until
	}
	by, err := b.MadeBy(KindReferral, []int64{int64(k.First.ID)})
	k.By = by[int64(k.First.ID)]
	return k, err
}

// warnKnown says of a new introduction what is known of clients its name may be.
func (t *tx) warnKnown(name string) error {
	known, err := knownClients(t, t.settings, t.today, name)
	for _, k := range known {
		t.warn("%s", k.Say())
	}
	return err
}
