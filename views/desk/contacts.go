package desk

import (
	"bytes"
	"context"

	"rapport/app"
	"rapport/views/files"
)

// saveContacts writes the people of a partner, or of all, as vCards.
func (d *Desk) saveContacts(of app.ID[app.Partner], name string) {
	d.saveAs(fileName(name, ".vcf"), func(ctx context.Context) ([]byte, error) {
		all, err := d.firm.Partners.Contacts(ctx, of)
		if err != nil {
			return nil, err
		}
		cards := make([]files.Contact, len(all))
		for i, p := range all {
			cards[i] = files.Contact{UID: p.UID, Name: p.Name, Company: p.Company, Role: p.Role, Email: p.Email, Phone: p.Phone, Note: p.Note, Channel: p.Channel, Preferred: p.Primary}
		}
		var buf bytes.Buffer
		err = files.WriteVCards(&buf, cards)
		return buf.Bytes(), err
	})
}
