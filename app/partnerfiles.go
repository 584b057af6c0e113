package app

import "context"

// Attach keeps files with a partner as such: a signed letter, a brochure of theirs.
func (u Partners) Attach(ctx context.Context, ask Ask, id ID[Partner], files ...File) (Receipt, error) {
	return u.f.write(ctx, ask, "partner.attach", func(t *tx) error {
		p, err := t.Partner(id)
		if err != nil {
			return err
		}
		if p.State == Merged {
			return No(p.Name+" was merged into another partner.", "Use the partner that survived.")
		}
		if len(files) == 0 {
			return Bad("files", "There is no file.", "Choose one.")
		}
		if err := t.attach(id, KindPartner, int64(id), files); err != nil {
			return err
		}
		t.noUndo = true
		t.did(KindPartner, int64(id), "Kept %s with %s", counted(len(files), "file"), p.Name)
		return nil
	})
}

// Files gives the newest files of a partner: its own, and those of its check-ins, credentials and disputes.
func (u Partners) Files(ctx context.Context, id ID[Partner], most int) ([]Attachment, error) {
	return read(ctx, u.f, func(b Books) ([]Attachment, error) { return b.AttachmentsOf(id, most) })
}
