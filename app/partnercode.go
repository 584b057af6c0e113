package app

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/code"
	"rapport/app/names"
	"rapport/app/report"
)

// PartnerCode is what tells by whom a client comes, when it is typed on a referral or follows from a link. Every partner has one of its
// own, made of its number and kept nowhere; more are kept, one for each campaign.
type PartnerCode struct {
	ID       ID[PartnerCode] `json:"id"` // 0: the partner's own
	Partner  ID[Partner]     `json:"partner"`
	Code     string          `json:"code"` // tidy: K7MQ4X
	Campaign string          `json:"campaign,omitempty"`
	Made     calendar.Day    `json:"made,omitempty"`
	Ended    calendar.Day    `json:"ended,omitempty"` // the last day it is passed on; who comes by it later is still credited
	Note     string          `json:"note,omitempty"`
	Version  int64           `json:"version"`
}

// Shown is the code as people read it.
func (c PartnerCode) Shown() string { return code.Shown(c.Code) }

// CodeRow is a code as lists show it.
type CodeRow struct {
	PartnerCode
	PartnerName string
	Link        string // empty while the firm has no pattern
	CodeCount
}

// CodeCount is what came by a code.
type CodeCount struct {
	Referrals int64        // all that carry it
	Won       int64        // of them
	Last      calendar.Day // day of the last introduction
}

// CodeBooks keeps the codes of campaigns and counts what came by any.
type CodeBooks interface {
	AddPartnerCode(PartnerCode) error
	PutPartnerCode(PartnerCode) error
	DeletePartnerCode(ID[PartnerCode]) error
	PartnerCode(ID[PartnerCode]) (PartnerCode, error)
	PartnerCodeNamed(tidy string) (PartnerCode, error)
	PartnerCodes(ID[Partner]) ([]PartnerCode, error) // the newest first; of partner 0 all of them
	CodeCounts(tidy []string) (map[string]CodeCount, error)
}

// Codes are the use-cases of partner codes and links.
type Codes struct{ f *Firm }

// The numbers that codes are made of are even for partners and odd for campaigns.
func ownCode(p ID[Partner]) string           { return code.Of(2 * int64(p)) }
func campaignCode(id ID[PartnerCode]) string { return code.Of(2*int64(id) + 1) }
func partnerOfCode(tidy string) (ID[Partner], bool) {
	n, ok := code.Number(tidy)
	return ID[Partner](n / 2), ok && n%2 == 0 && n > 0
}

// Link is where a code leads; empty while the firm has no pattern.
func (s Settings) Link(tidy string) string {
	return strings.Replace(s.LinkPattern, linkPlace, url.QueryEscape(tidy), 1)
}

// linkPlace stands for the code in the firm's pattern.
const linkPlace = "{code}"

// checkLink refuses a pattern that would not lead anywhere.
func checkLink(pattern *string) error {
	*pattern = strings.TrimSpace(*pattern)
	if *pattern == "" {
		return nil
	}
	try := "Write it like https://firm.example/refer?p={code}."
	if strings.Count(*pattern, linkPlace) != 1 {
		return Bad("link pattern", "The link needs {code} once, where the partner's code goes.", try)
	}
	u, err := url.Parse(strings.Replace(*pattern, linkPlace, "K7MQ4X", 1))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.Contains(u.Host, "K7MQ4X") || strings.ContainsAny(*pattern, " \t\n\"<>") {
		return Bad("link pattern", fmt.Sprintf("%q is not the address of a page.", *pattern), try)
	}
	return within("link pattern", *pattern, 300)
}

// Of gives a partner's codes, its own first.
func (u Codes) Of(ctx context.Context, id ID[Partner]) ([]CodeRow, error) {
	return read(ctx, u.f, func(b Books) ([]CodeRow, error) {
		p, err := b.Partner(id)
		if err != nil {
			return nil, err
		}
		kept, err := b.PartnerCodes(id)
		if err != nil {
			return nil, err
		}
		return codeRows(b, append([]PartnerCode{{Partner: p.ID, Code: ownCode(p.ID)}}, kept...), map[ID[Partner]]string{id: p.Name})
	})
}

// All gives every code that somebody came by or that was made for a campaign, by partner.
func (u Codes) All(ctx context.Context) ([]CodeRow, error) {
	return read(ctx, u.f, func(b Books) ([]CodeRow, error) {
		kept, err := b.PartnerCodes(0)
		if err != nil {
			return nil, err
		}
		called := map[ID[Partner]]string{}
		var own []PartnerCode
		err = b.PartnerIDs(Query{}, func(ids []int32) error {
			rows, err := b.PartnerRows(ids)
			for _, p := range rows {
				if called[p.ID] = p.Name; p.State != Merged {
					own = append(own, PartnerCode{Partner: p.ID, Code: ownCode(p.ID)})
				}
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		rows, err := codeRows(b, append(own, kept...), called)
		rows = slices.DeleteFunc(rows, func(r CodeRow) bool { return r.ID == 0 && r.Referrals == 0 })
		slices.SortStableFunc(rows, func(a, b CodeRow) int {
			return cmp.Or(cmp.Compare(names.Fold(a.PartnerName), names.Fold(b.PartnerName)), cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.ID, b.ID))
		})
		return rows, err
	})
}

func codeRows(b Books, codes []PartnerCode, called map[ID[Partner]]string) ([]CodeRow, error) {
	s, err := b.Settings()
	if err != nil {
		return nil, err
	}
	tidy := make([]string, len(codes))
	for i, c := range codes {
		tidy[i] = c.Code
	}
	counts, err := b.CodeCounts(tidy)
	rows := make([]CodeRow, len(codes))
	for i, c := range codes {
		rows[i] = CodeRow{PartnerCode: c, PartnerName: called[c.Partner], Link: s.Link(c.Code), CodeCount: counts[c.Code]}
	}
	return rows, err
}

// Find gives the code that people mean by text, with whose it is.
func (u Codes) Find(ctx context.Context, text string) (CodeRow, error) {
	return read(ctx, u.f, func(b Books) (CodeRow, error) {
		c, p, err := codeMeant(b, text)
		if err != nil {
			return CodeRow{}, err
		}
		rows, err := codeRows(b, []PartnerCode{c}, map[ID[Partner]]string{c.Partner: p.Name})
		if err != nil {
			return CodeRow{}, err
		}
		return rows[0], nil
	})
}

// codeMeant gives a code by what people typed, and the partner that counts by it: of one that was merged its survivor.
func codeMeant(b Books, text string) (PartnerCode, Partner, error) {
	tidy := code.Tidy(text)
	c, err := b.PartnerCodeNamed(tidy)
	if IsNotFound(err) {
		id, ok := partnerOfCode(tidy)
		if !ok {
			return c, Partner{}, noCode(text, tidy)
		}
		c, err = PartnerCode{Partner: id, Code: tidy}, nil
	}
	if err != nil {
		return c, Partner{}, err
	}
	p, err := b.Partner(c.Partner)
	for err == nil && p.State == Merged {
		p, err = b.Partner(p.MergedInto)
	}
	if IsNotFound(err) {
		err = noCode(text, "")
	}
	c.Partner = p.ID
	return c, p, err
}

// noCode says that a text is no partner's code, and whether it looks mistyped.
func noCode(text, tidy string) error {
	say := fmt.Sprintf("No partner has the code %q.", text)
	if _, right := code.Number(tidy); code.Looks(tidy) && !right {
		say = fmt.Sprintf("The code %s is mistyped: its letters don't fit together.", code.Shown(tidy))
	}
	return &Problem{Kind: NotFound, Field: "code", Say: say, Try: "Ask for it once more, or choose the partner."}
}

// codeHit finds the partner whose code a text is.
func codeHit(b Books, text string) ([]Hit, error) {
	c, p, err := codeMeant(b, text)
	if IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []Hit{{Kind: KindPartner, ID: int64(p.ID), Name: p.Name, Sub: "code " + c.Shown()}}, nil
}

// QR is what a camera reads of a code: where it leads.
func (r CodeRow) QR() (report.QR, error) {
	if r.Link == "" {
		return report.QR{}, No("The firm has no page that codes lead to.", "Enter its address in Settings, or with `code link`.")
	}
	return report.QR{Text: r.Link, Label: r.PartnerName + ", " + r.Shown()}, nil
}

// Cards gives a sheet of a code's business cards to cut out, as PDF.
func (u Codes) Cards(ctx context.Context, text string) ([]byte, error) {
	row, err := u.Find(ctx, text)
	if err != nil {
		return nil, err
	}
	q, err := row.QR()
	if err != nil {
		return nil, err
	}
	s, err := u.f.Setup.Settings(ctx)
	if err != nil {
		return nil, err
	}
	doc := s.sheet("Business cards", u.f.today(s))
	card := report.Card{Label: "Recommended by", Name: row.PartnerName, Strong: row.Shown(), Foot: row.Link, QR: q}
	doc.Cards = slices.Repeat([]report.Card{card}, cardsOnSheet)
	return u.f.deps.Print(doc)
}

// cardsOnSheet is how many cards a sheet of either size holds.
const cardsOnSheet = 10
