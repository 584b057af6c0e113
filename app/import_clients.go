package app

import "rapport/app/names"

// clientImport takes rows of clients. A client is recognised by its reference, else by its folded name.
type clientImport struct {
	im     *importer
	byRef  map[string]Client
	byName map[string]Client
}

func newClientImport(im *importer) *clientImport { return &clientImport{im: im} }

func (u *clientImport) prepare(rows []importRow) (err error) {
	if u.byRef, err = u.im.t.ClientsByReference(column(rows, "reference")); err != nil {
		return err
	}
	u.byName, err = u.im.t.ClientsByName(foldAll(column(rows, "name")))
	return err
}

func (u *clientImport) take(r *importRow) error {
	ref, name := r.text("reference"), r.text("name")
	old, known := u.byRef[ref], ref != "" && u.byRef[ref].ID != 0
	if !known {
		old = u.byName[names.Fold(name)]
		known = old.ID != 0 && (ref == "" || old.Reference == "")
	}
	if !known {
		old = Client{Version: 1, Since: u.im.t.today} // the list is of the firm's clients
	}
	keys := identity(ref, name, int64(old.ID))
	if err := u.im.twice("name", orElse(ref, name), keys); err != nil {
		return err
	}
	c, changed := fillClient(r, old)
	if r.bad != nil {
		return r.bad
	}
	if changed {
		if err := checkClient(&c); err != nil {
			return err
		}
	}
	u.im.mark(r.line, append(keys, "name "+names.Fold(name))...)
	switch {
	case !known:
		return u.im.addClient(&c)
	case !changed:
		u.im.unchanged(KindClient, int64(c.ID))
	default:
		c.Version = old.Version + 1
		u.im.change(KindClient, int64(c.ID), old, c, func() error { return u.im.t.PutClient(c) })
	}
	return nil
}

// addClient queues a new client.
func (im *importer) addClient(c *Client) error {
	id, err := im.newID(KindClient)
	c.ID = ID[Client](id)
	im.t.warnOdd("name", c.Name)
	im.out.clients = append(im.out.clients, c)
	return err
}

func fillClient(r *importRow, c Client) (Client, bool) {
	changed := set(&c.Reference, r.text("reference"))
	if name := r.text("name"); set(&c.Name, name) {
		c.CodeName, changed = false, true
	}
	changed = set(&c.Email, r.text("email")) || changed
	changed = set(&c.Phone, r.text("phone")) || changed
	changed = set(&c.Country, r.country("country")) || changed
	changed = set(&c.Industry, r.text("industry")) || changed
	changed = set(&c.Note, r.lines("note", 10000)) || changed
	if since := r.day("since"); since != 0 && since != c.Since {
		c.Since, changed = since, true
	}
	if yes, given := r.yes("person"); given && yes != c.Person {
		c.Person, changed = yes, true
	}
	return c, changed
}

func (u *clientImport) finish() []string { return nil }
