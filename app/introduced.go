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

// First gives what was known of a referral's client when it came: who introduced it first, by what evidence, and how long that protects. First
// is the referral itself where nobody came before it.
func (u Referrals) First(ctx context.Context, id ID[Referral]) (KnownClient, error) {
	return read(ctx, u.f, func(b Books) (KnownClient, error) {
		r, err := b.Referral(id)
		if err != nil {
			return KnownClient{}, err
		}
		c, err := b.Client(r.Client)
		if err != nil {
			return KnownClient{}, err
		}
		s, err := b.Settings()
		if err != nil {
			return KnownClient{}, err
		}
		known, err := introducedFirst(b, s, u.f.today(s), []Client{c})
		if err != nil {
			return KnownClient{}, err
		}
		if k := known[0]; k.Client.Since > r.Introduced {
			k.Client.Since = 0 // it became one by this or a later introduction
			return k, nil
		}
		return known[0], nil
	})
}

func knownClients(b Books, s Settings, today calendar.Day, name string) ([]KnownClient, error) {
	key := names.Alike(name)
	near, err := b.ClientsAlike([]string{key}, mostKnown)
	if err != nil {
		return nil, err
	}
	found := near[key]
	same, err := b.ClientsByName([]string{names.Fold(name)}) // also where many sound alike
	if err != nil {
		return nil, err
	}
	for _, c := range same {
		found = append([]Client{c}, found...)
	}
	var told []Client
	for _, c := range found {
		twice := slices.ContainsFunc(told, func(k Client) bool { return k.ID == c.ID })
		if score, _ := howAlike(Party{Name: name}, Party{Name: c.Name}); score >= worthALook && !twice && !c.CodeName && len(told) < mostTold {
			told = append(told, c)
		}
	}
	out, err := introducedFirst(b, s, today, told)
	for i := range out {
		out[i].Exact = names.Fold(out[i].Client.Name) == names.Fold(name)
	}
	slices.SortStableFunc(out, func(x, y KnownClient) int { return rankKnown(x) - rankKnown(y) })
	return out, err
}

func rankKnown(k KnownClient) int {
	if k.Exact {
		return 0
	}
	return 1
}

// introducedFirst adds to clients who introduced each of them first. One who was not accepted or withdrew introduced nobody, and a duplicate was
// second.
func introducedFirst(b Books, s Settings, today calendar.Day, clients []Client) ([]KnownClient, error) {
	if len(clients) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(clients))
	for i, c := range clients {
		ids[i] = int64(c.ID)
	}
	firsts, err := b.FirstIntroductions(ids)
	if err != nil {
		return nil, err
	}
	rows, by, err := rowsAndMakers(b, firsts)
	out := make([]KnownClient, len(clients))
	for i, c := range clients {
		out[i] = KnownClient{Client: c, First: rows[firsts[c.ID]], By: by[int64(firsts[c.ID])]}
		if r := out[i].First; r.ID != 0 && s.ProtectDays > 0 && r.Stage != Lost && r.Introduced.AddDays(s.ProtectDays) >= today {
			out[i].Until = r.Introduced.AddDays(s.ProtectDays)
		}
	}
	return out, err
}

// rowsAndMakers reads referrals and who entered each.
func rowsAndMakers(b Books, of map[ID[Client]]ID[Referral]) (map[ID[Referral]]ReferralRow, map[int64]string, error) {
	if len(of) == 0 {
		return nil, nil, nil
	}
	var small []int32
	var large []int64
	for _, id := range of {
		small, large = append(small, int32(id)), append(large, int64(id))
	}
	read, err := b.ReferralRows(small)
	if err != nil {
		return nil, nil, err
	}
	rows := map[ID[Referral]]ReferralRow{}
	for _, r := range read {
		rows[r.ID] = r
	}
	by, err := b.MadeBy(KindReferral, large)
	return rows, by, err
}

// warnKnown says of a new introduction what is known of clients its name may be.
func (t *tx) warnKnown(name string) error {
	known, err := knownClients(t, t.settings, t.today, name)
	for _, k := range known {
		t.warn("%s", k.Say())
	}
	return err
}
