package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/names"
	"rapport/app/report"
)

// Gifts are the use-cases of gifts and other rewards that are not money.
type Gifts struct{ f *Firm }

// Of gives a partner's gifts, the newest first.
func (u Gifts) Of(ctx context.Context, partner ID[Partner]) ([]GiftRow, error) {
	return read(ctx, u.f, func(b Books) ([]GiftRow, error) { return b.Gifts(partner) })
}

// Propose keeps a gift that somebody would like to give.
func (u Gifts) Propose(ctx context.Context, ask Ask, g Gift) (Receipt, error) {
	return u.f.write(ctx, ask, "gift.propose", func(t *tx) error {
		who, err := t.checkGift(&g)
		if err != nil {
			return err
		}
		id, err := t.nextID(KindGift)
		if err != nil {
			return err
		}
		g.ID, g.State, g.Proposed, g.By, g.Version = ID[Gift](id), GiftProposed, t.today, t.actor, 1
		g.Approver, g.Given, g.Statement = "", 0, 0
		if err := t.AddGift(g); err != nil {
			return err
		}
		t.did(KindGift, id, "Proposed %s (%s, %s) for %s", g.What, g.Kind, g.Value, who.Name)
		t.touch(KindPartner, int64(g.Partner))
		return t.image(KindGift, id, nil, g)
	})
}

func (t *tx) checkGift(g *Gift) (Person, error) {
	g.What, g.Note = names.Clean(g.What), strings.TrimSpace(g.Note)
	switch {
	case g.Person == 0:
		return Person{}, Bad("person", "A gift is to a named person.", "Choose somebody at the partner, or add the person first.")
	case !slices.Contains(GiftKinds(), g.Kind):
		return Person{}, Bad("kind", fmt.Sprintf("%q is not a kind of gift.", g.Kind), "Choose "+orList(GiftKinds())+".")
	case g.What == "":
		return Person{}, Bad("what", "Say what is given.", "Write it as the person will know it.")
	case g.Value.Currency == "" || !g.Value.Currency.Known() || g.Value.Minor <= 0 || g.Value.Minor > money.Max:
		return Person{}, Bad("value", "A gift has a value above zero in a currency.", "Enter what it costs, or what it would cost elsewhere.")
	}
	who, err := t.Person(g.Person)
	if err != nil {
		return who, err
	}
	if g.Partner == 0 {
		g.Partner = who.Partner
	}
	t.warnOdd("gift", g.What)
	if who.Partner != g.Partner {
		return who, Bad("person", who.Name+" is at another partner.", "Choose somebody of this one.")
	}
	if err := within("what", g.What, 200); err != nil {
		return who, err
	}
	return who, within("note", g.Note, 1000)
}

// Mark moves a gift through its table: approved, sent, received, declined.
func (u Gifts) Mark(ctx context.Context, ask Ask, id ID[Gift], to GiftState, m Move) (Receipt, error) {
	return u.f.write(ctx, ask, "gift.state", func(t *tx) error {
		old, err := t.Gift(id)
		if err != nil {
			return err
		}
		if err := giftMoves().check("This gift", old.State, to); err != nil {
			return err
		}
		g := old
		g.State, g.Version = to, old.Version+1
		switch to {
		case GiftApproved:
			if err := t.mayApprove("This gift", g.Value, g.By); err != nil {
				return err
			}
			g.Approver = t.actor
		case GiftSent:
			if g.Given = orDay(m.Day, t.today); g.Given > t.today || g.Given < g.Proposed {
				return Bad("day", fmt.Sprintf("%s is before it was proposed, or lies in the future.", g.Given), "Enter the day it was sent.")
			}
		}
		if m.Note != "" {
			g.Note = strings.TrimSpace(g.Note + "\n" + m.Note)
		}
		if err := t.PutGift(g); err != nil {
			return err
		}
		t.did(KindGift, int64(id), "%s (%s) is now %s", g.What, g.Value, to)
		t.touch(KindPartner, int64(g.Partner))
		if err := t.step(KindGift, int64(id), string(old.State), string(to), m); err != nil {
			return err
		}
		return t.image(KindGift, int64(id), old, g)
	})
}

// restoreGift puts a gift back to where it stood. One that a statement shows stays as it is printed there.
func (t *tx) restoreGift(img Image) (json.RawMessage, error) {
	var before, after Gift
	if len(img.After) > 0 {
		now, err := t.Gift(ID[Gift](img.ID))
		if err != nil {
			return nil, err
		}
		if now.Statement != 0 {
			return nil, No("A statement shows this gift.", "Void that statement first, while it was not sent.")
		}
		if err := json.Unmarshal(img.After, &after); err != nil {
			return nil, err
		}
	}
	if len(img.Before) > 0 {
		if err := json.Unmarshal(img.Before, &before); err != nil {
			return nil, err
		}
	}
	if before.State != "" && after.State != "" {
		if err := t.step(KindGift, img.ID, string(after.State), string(before.State), Move{Note: "undone"}); err != nil {
			return nil, err
		}
	}
	return restore(img, "gift", t.Gift, func(g *Gift) *int64 { return &g.Version }, t.PutGift, t.AddGift, t.DeleteGift)
}

// giftsDue are the gifts that were sent before a day and that no statement shows. Their value is shown, not owed.
func (t *tx) giftsDue(partner ID[Partner], currency money.Currency, before calendar.Day) ([]GiftRow, error) {
	all, err := t.Gifts(partner)
	var out []GiftRow
	for _, g := range slices.Backward(all) {
		if (g.State == GiftSent || g.State == GiftReceived) && g.Statement == 0 && g.Value.Currency == currency && g.Given < before {
			out = append(out, g)
		}
	}
	return out, err
}

// giftTable is the section of a statement that shows gifts at value.
func (s *statementBody) giftTable() report.Section {
	t := &report.Table{Columns: []report.Column{
		{Title: "Date", Kind: report.KindDay}, {Title: "To", Kind: report.KindText, Weight: 2}, {Title: "Kind", Kind: report.KindText},
		{Title: "Gift", Kind: report.KindText, Weight: 3}, {Title: "Value", Kind: report.KindMoney},
	}}
	for _, g := range s.gifts {
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{report.Day(g.Given), report.Text(g.PersonName), report.Text(g.Kind), report.Text(g.What), s.money(g.Value.Minor)}})
	}
	return report.Section{Heading: "Gifts, at value", Table: t, Text: []string{"Gifts are named for your records; they are no part of the balance."}}
}
