package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rapport/app/names"
)

// Clients are the use-cases of clients.
type Clients struct{ f *Firm }

// Get gives one client.
func (u Clients) Get(ctx context.Context, id ID[Client]) (Client, error) {
	return read(ctx, u.f, func(b Books) (Client, error) { return b.Client(id) })
}

// IDs gives the ids of a list in order, in chunks.
func (u Clients) IDs(ctx context.Context, q Query, each func([]int32) error) error {
	return u.f.deps.Store.Read(ctx, func(b Books) error { return b.ClientIDs(q, each) })
}

// Rows gives list rows by id.
func (u Clients) Rows(ctx context.Context, ids []int32) ([]ClientRow, error) {
	return read(ctx, u.f, func(b Books) ([]ClientRow, error) { return b.ClientRows(ids) })
}

// Find gives the client that people mean by text: a number, a reference, or the whole name.
func (u Clients) Find(ctx context.Context, text string) (Client, error) {
	return read(ctx, u.f, func(b Books) (Client, error) {
		c, err := b.ClientByNumber(strings.ToUpper(strings.TrimSpace(text)))
		if err == nil || !IsNotFound(err) {
			return c, err
		}
		fold := names.Fold(text)
		if found, err := b.ClientsByName([]string{fold}); err != nil || found[fold].ID != 0 {
			return found[fold], err
		}
		if found, err := b.ClientsByReference([]string{text}); err != nil || found[text].ID != 0 {
			return found[text], err
		}
		return Client{}, &Problem{Kind: NotFound, Field: "client", Say: fmt.Sprintf("There is no client %q.", text),
			Try: "Check the spelling, or add the client first."}
	})
}

// Twins gives earlier referrals of clients that could be the one typed: who introduced them first, and when.
func (u Clients) Twins(ctx context.Context, name string) ([]ReferralRow, error) {
	return read(ctx, u.f, func(b Books) ([]ReferralRow, error) {
		core := names.Core(name)
		if core == "" {
			return nil, nil
		}
		found, err := sameCore(b, core)
		if err != nil {
			return nil, err
		}
		var ids []int32
		for _, c := range found {
			earlier, err := b.ReferralsOfClient(c.ID)
			if err != nil {
				return nil, err
			}
			for _, r := range earlier {
				ids = append(ids, int32(r.ID))
			}
		}
		return b.ReferralRows(ids)
	})
}

// sameCore gives the clients whose names differ from a core in nothing but legal endings. Names that begin like a very common word are
// looked at up to a limit.
func sameCore(b Books, core string) ([]Client, error) {
	const most = 200
	found, err := b.ClientsFrom(core, most)
	return slices.DeleteFunc(found, func(c Client) bool { return names.Core(c.Name) != core }), err
}

// Add keeps a new client. Without a name it gets a code name.
func (u Clients) Add(ctx context.Context, ask Ask, c Client) (Receipt, error) {
	return u.f.write(ctx, ask, "client.add", func(t *tx) error {
		if err := t.addClient(&c); err != nil {
			return err
		}
		t.did(KindClient, int64(c.ID), "Added client %s", c.Name)
		return nil
	})
}

func (t *tx) addClient(c *Client) error {
	id, err := t.nextID(KindClient)
	if err != nil {
		return err
	}
	c.ID, c.Version = ID[Client](id), 1
	if c.Number, err = t.nextNumber("C", 5); err != nil {
		return err
	}
	if c.Name = names.Clean(c.Name); c.Name == "" {
		c.Name, c.CodeName = CodeName(c.Number), true
	}
	if err := checkClient(c); err != nil {
		return err
	}
	t.warnOdd("name", c.Name)
	if err := t.AddClients([]Client{*c}); err != nil {
		return err
	}
	return t.image(KindClient, id, nil, c)
}

// CodeName is the name of a client whose real one is not kept.
func CodeName(number string) string { return "Client " + number }

func checkClient(c *Client) error {
	if c.Name = names.Clean(c.Name); c.Name == "" {
		return Bad("name", "A client needs a name or a code name.", "Enter one.")
	}
	if err := within("name", c.Name, 200); err != nil {
		return err
	}
	c.Country = strings.ToUpper(strings.TrimSpace(c.Country))
	if err := checkCountry(c.Country); err != nil {
		return err
	}
	return checkContact(&c.Email, &c.Phone)
}

// Edit keeps a changed client.
func (u Clients) Edit(ctx context.Context, ask Ask, c Client) (Receipt, error) {
	return u.f.write(ctx, ask, "client.edit", func(t *tx) error {
		old, err := t.Client(c.ID)
		if err != nil {
			return err
		}
		if old.Version != c.Version {
			return Stale("Client " + old.Name)
		}
		if err := checkClient(&c); err != nil {
			return err
		}
		t.warnOdd("name", c.Name)
		c.Number, c.Reference, c.Version = old.Number, orElse(c.Reference, old.Reference), old.Version+1
		if err := t.putClient(c); err != nil {
			return err
		}
		t.did(KindClient, int64(c.ID), "Changed client %s", c.Name)
		return t.image(KindClient, int64(c.ID), old, c)
	})
}
