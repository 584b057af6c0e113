package data

import (
	"rapport/app"
	"rapport/app/names"
)

const clientColumns = "id, number, reference, name, folded, words, code_name, person, email, phone, country, industry, note, version, since, alike, mail_key, domain, phone_key"

const clientFields = "c.id, c.number, c.reference, c.name, c.code_name, c.person, c.email, c.phone, c.country, c.industry, c.note, c.since, c.version"

func readClient(r *row) app.Client {
	return app.Client{ID: app.ID[app.Client](r.num()), Number: r.text(), Reference: r.text(), Name: r.text(), CodeName: r.yes(), Person: r.yes(),
		Email: r.text(), Phone: r.text(), Country: r.text(), Industry: r.text(), Note: r.text(), Since: r.day(), Version: r.num()}
}

func clientArgs(dst []any, c *app.Client) []any {
	return append(dst, int64(c.ID), c.Number, c.Reference, c.Name, names.Fold(c.Name), names.Fold(c.Number+" "+c.Reference), c.CodeName, c.Person, c.Email,
		c.Phone, c.Country, c.Industry, c.Note, c.Version, c.Since.String(), clientAlike(c.Name, c.CodeName), names.MailKey(c.Email), names.Domain(c.Email),
		names.PhoneKey(c.Phone))
}

// clientAlike is the key of a client's name; a code name is like no other.
func clientAlike(name string, code bool) string {
	if code {
		return ""
	}
	return names.Alike(name)
}

func clientID(c *app.Client) int64 { return int64(c.ID) }

// Client gives one client.
func (b *books) Client(id app.ID[app.Client]) (app.Client, error) {
	return need(b, "This client", readClient, "SELECT "+clientFields+" FROM client c WHERE c.id = $1", int64(id))
}

// ClientByNumber gives the client with a people-facing number.
func (b *books) ClientByNumber(number string) (app.Client, error) {
	return need(b, "Client "+number, readClient, "SELECT "+clientFields+" FROM client c WHERE c.number = $1", number)
}

// ClientsByName gives clients by folded name.
func (b *books) ClientsByName(folded []string) (map[string]app.Client, error) {
	return byText(b, folded, "SELECT c.folded, "+clientFields+" FROM client c WHERE c.folded IN ", "", readClient, clientID)
}

// ClientsFrom gives the clients whose folded name is the given one or goes on from it with another word, in the order of their names.
func (b *books) ClientsFrom(folded string, limit int) ([]app.Client, error) {
	return all(b, readClient, "SELECT "+clientFields+" FROM client c WHERE c.folded >= $1 AND c.folded < $2 ORDER BY c.folded, c.id LIMIT $3",
		folded, folded+"!", limit) // "!" follows the space
}

// ClientsByReference gives clients by external reference.
func (b *books) ClientsByReference(refs []string) (map[string]app.Client, error) {
	return byReference(b, refs, "client", "c", clientFields, readClient, clientID)
}

// AddClients adds clients whose ids and numbers are set.
func (b *books) AddClients(cs []app.Client) error {
	if err := insert(b, "client", clientColumns, cs, clientArgs); err != nil {
		return err
	}
	if err := indexAdded(b, "client", cs, clientID); err != nil {
		return err
	}
	return noted(b, app.KindClient, cs, func(v *app.Client) (int64, string) { return int64(v.ID), v.Note })
}

// PutClient changes a client.
func (b *books) PutClient(c app.Client) error {
	tables := []indexed{{"client", "id"}, {"referral", "client_id"}, {"outbound", "client_id"}}
	if renamed, err := b.renamed("client", int64(c.ID), c.Name); err != nil {
		return err
	} else if !renamed {
		tables = tables[:1]
	}
	return b.reindexing(int64(c.ID), tables, func() error {
		err := b.putOne("This client", "client", int64(c.ID), updateText("client", clientColumns), append(clientArgs(nil, &c), c.Version-1)...)
		return b.reworded(err, app.KindClient, int64(c.ID), c.Note)
	})
}

// DeleteClient removes a client that nothing refers to.
func (b *books) DeleteClient(id app.ID[app.Client]) error {
	if err := b.unindex("client", "id", int64(id)); err != nil {
		return err
	}
	return b.deleteOne("This client", "client", int64(id))
}

func clientList() list {
	return list{
		what: "clients", from: "client c", id: "c.id", own: app.Sort{Key: "name"},
		found: "c.id IN (SELECT rowid FROM client_search WHERE client_search MATCH $n)",
		fields: map[string]field{
			"id": {expr: "c.id", kind: numberField}, "code_name": {expr: "c.code_name", kind: yesField}, "industry": {expr: "c.industry"},
			"country": {expr: "c.country"},
		},
		sorts: map[string]sorting{
			"name": {by: []string{"c.folded"}}, "number": {by: []string{"c.number"}},
			"referrals": {by: []string{"(SELECT count(*) FROM referral r WHERE r.client_id = c.id)"}},
		},
	}
}

// ClientIDs lists clients.
func (b *books) ClientIDs(q app.Query, each func([]int32) error) error {
	return b.ids(clientList(), q, each)
}

// ClientRows reads clients as lists show them.
func (b *books) ClientRows(ids []int32) ([]app.ClientRow, error) {
	const text = "SELECT " + clientFields + `, (SELECT count(*) FROM referral r WHERE r.client_id = c.id),
		(SELECT p.name FROM referral r CROSS JOIN partner p ON p.id = r.partner_id WHERE r.client_id = c.id ORDER BY r.introduced, r.id LIMIT 1)
		FROM client c WHERE c.id IN `
	return byIDs(b, ids, text, func(r *row) app.ClientRow {
		return app.ClientRow{Client: readClient(r), Referrals: int(r.num()), Partner: r.text()}
	}, func(c *app.ClientRow) int64 { return int64(c.ID) })
}
