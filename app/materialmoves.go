package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapport/app/calendar"
)

// moveVersion moves a version through the state table; change fills in what the new state says. The receipt reads "label M-0001 Title, version 2".
func (u Materials) moveVersion(ctx context.Context, ask Ask, act string, id ID[MaterialVersion], change func(t *tx, m Material, old MaterialVersion, v *MaterialVersion) (string, error)) (Receipt, error) {
	return u.f.write(ctx, ask, act, func(t *tx) error {
		old, m, err := t.versionAndMaterial(id)
		if err != nil {
			return err
		}
		v := old
		label, err := change(t, m, old, &v)
		if err != nil {
			return err
		}
		what := fmt.Sprintf("Version %d of %s", old.No, m.Title)
		if v.State != old.State {
			if err := materialMoves().check(what, old.State, v.State); err != nil {
				return err
			}
			if err := t.step(KindMaterialVersion, int64(id), string(old.State), string(v.State), Move{Reason: v.Reason}); err != nil {
				return err
			}
		}
		t.did(KindMaterial, int64(m.ID), "%s %s, version %d", label, m.Number+" "+m.Title, v.No)
		return t.putVersion(old, v)
	})
}

// Submit hands a draft in for approval. What it says can't be changed from then on.
func (u Materials) Submit(ctx context.Context, ask Ask, id ID[MaterialVersion]) (Receipt, error) {
	return u.moveVersion(ctx, ask, "material.submit", id, func(_ *tx, m Material, old MaterialVersion, v *MaterialVersion) (string, error) {
		v.State, v.Reason = MaterialApproval, ""
		return "Handed in for approval:", materialMoves().check(fmt.Sprintf("Version %d of %s", old.No, m.Title), old.State, MaterialApproval)
	})
}

// Approve keeps who approved a version, and until when it may be used; 0 leaves its last day as it is. A draft is handed in by it. A published
// version is approved anew, for longer.
func (u Materials) Approve(ctx context.Context, ask Ask, id ID[MaterialVersion], expires calendar.Day) (Receipt, error) {
	return u.moveVersion(ctx, ask, "material.approve", id, func(t *tx, m Material, old MaterialVersion, v *MaterialVersion) (string, error) {
		what := fmt.Sprintf("Version %d of %s", old.No, m.Title)
		switch {
		case old.State == MaterialSuperseded || old.State == MaterialWithdrawn:
			return "", No(fmt.Sprintf("%s is %s.", what, old.State), "Add a new version.")
		case t.settings.FourEyes && samePerson(old.MadeBy, t.actor):
			return "", No(fmt.Sprintf("%s was made by %s, and this firm wants a second pair of eyes.", what, t.actor), "Let somebody else approve it.")
		case expires == 0 && old.Expires != 0 && old.Expires < t.today:
			return "", Bad("expires", fmt.Sprintf("It expired on %s.", old.Expires.Label()), "Enter until when it may be used.")
		}
		if err := t.checkExpiry(expires); err != nil {
			return "", err
		}
		if expires != 0 {
			v.Expires = expires
		}
		if old.State == MaterialDraft {
			v.State = MaterialApproval
		}
		v.Approver, v.Approved, v.Reason = t.actor, t.today, ""
		return "Approved", nil
	})
}

// SendBack makes a draft again of what is in approval, with the reason.
func (u Materials) SendBack(ctx context.Context, ask Ask, id ID[MaterialVersion], reason string) (Receipt, error) {
	return u.moveVersion(ctx, ask, "material.back", id, func(_ *tx, m Material, old MaterialVersion, v *MaterialVersion) (string, error) {
		if reason = strings.TrimSpace(reason); reason == "" {
			return "", Bad("reason", "Sending a version back needs a reason.", "Write what is to be changed.")
		}
		if old.State != MaterialApproval {
			return "", No(fmt.Sprintf("Version %d of %s is %s, not in approval.", old.No, m.Title, old.State), "")
		}
		v.State, v.Reason, v.Approver, v.Approved = MaterialDraft, reason, "", 0
		return "Sent back to draft:", within("reason", reason, 500)
	})
}

// Publish puts an approved version into use in the place of the one before, and notes for whom it is meant: they wait until they got it.
func (u Materials) Publish(ctx context.Context, ask Ask, id ID[MaterialVersion]) (Receipt, error) {
	return u.moveVersion(ctx, ask, "material.publish", id, func(t *tx, m Material, old MaterialVersion, v *MaterialVersion) (string, error) {
		what := fmt.Sprintf("Version %d of %s", old.No, m.Title)
		switch {
		case old.State != MaterialApproval && old.State != MaterialDraft:
			return "", No(fmt.Sprintf("%s is %s.", what, old.State), "Add a new version to publish.")
		case old.Approved == 0:
			return "", No(what+" was not approved.", "Let it be approved first.")
		case old.Expires != 0 && old.Expires < t.today:
			return "", Bad("expires", fmt.Sprintf("%s expired on %s.", what, old.Expires.Label()), "Approve it until a later day.")
		}
		if err := t.supersede(m); err != nil {
			return "", err
		}
		v.State, v.Published = MaterialPublished, t.today
		waiting, err := t.meantFor(m, old.ID)
		if err != nil {
			return "", err
		}
		if waiting == 0 {
			t.warn("It is meant for nobody yet: no active partner is of its types and service lines.")
		} else {
			t.warn("To be sent to %s.", counted(waiting, "partner"))
		}
		return "Published", nil
	})
}

// supersede ends the version in use.
func (t *tx) supersede(m Material) error {
	all, err := t.MaterialVersions(m.ID)
	if err != nil {
		return err
	}
	for _, old := range all {
		if old.State != MaterialPublished {
			continue
		}
		v := old
		v.State, v.Ended = MaterialSuperseded, t.today
		if err := t.DeleteMaterialSends(old.ID); err != nil {
			return err
		}
		if err := t.step(KindMaterialVersion, int64(v.ID), string(old.State), string(v.State), Move{}); err != nil {
			return err
		}
		if err := t.putVersion(old, v); err != nil {
			return err
		}
	}
	return nil
}

// meantFor notes whom a version is for and who does not have it, and counts them.
func (t *tx) meantFor(m Material, id ID[MaterialVersion]) (int, error) {
	audience, err := audienceOf(t, t.settings, t.today, m)
	if err != nil {
		return 0, err
	}
	held, err := t.VersionHolders(id)
	if err != nil {
		return 0, err
	}
	has := map[ID[Partner]]bool{}
	for _, h := range held {
		has[h.Partner] = true
	}
	var sends []MaterialSend
	for _, p := range audience {
		if !has[p] {
			sends = append(sends, MaterialSend{Of: id, Partner: p, State: SendWaiting})
		}
	}
	return len(sends), t.PutMaterialSends(sends)
}

// audienceOf gives the partners that a material is meant for.
func audienceOf(b Books, s Settings, today calendar.Day, m Material) ([]ID[Partner], error) {
	audience, err := b.MaterialAudience(m.Types, m.Services)
	if err != nil || m.Segment == 0 {
		return audience, err
	}
	in, err := partnersIn(b, s, today, m.Segment, false)
	if err != nil {
		return nil, err
	}
	slices.Sort(in)
	return slices.DeleteFunc(audience, func(p ID[Partner]) bool {
		_, found := slices.BinarySearch(in, p)
		return !found
	}), nil
}

// Withdraw takes a version out of use, or gives a draft up, with the reason. Who holds it is to be told; see Whole and RecallMessage.
func (u Materials) Withdraw(ctx context.Context, ask Ask, id ID[MaterialVersion], reason string) (Receipt, error) {
	return u.moveVersion(ctx, ask, "material.withdraw", id, func(t *tx, m Material, old MaterialVersion, v *MaterialVersion) (string, error) {
		if reason = strings.TrimSpace(reason); reason == "" {
			return "", Bad("reason", "Withdrawing a version needs a reason.", "Write why it must not be used any more; holders are told.")
		}
		if err := within("reason", reason, 500); err != nil {
			return "", err
		}
		if err := materialMoves().check(fmt.Sprintf("Version %d of %s", old.No, m.Title), old.State, MaterialWithdrawn); err != nil {
			return "", err
		}
		v.State, v.Ended, v.Reason = MaterialWithdrawn, t.today, reason
		if err := t.DeleteMaterialSends(id); err != nil {
			return "", err
		}
		held, err := heldLatest(t, m.ID, id)
		if len(held) > 0 {
			t.warn("%s it; tell them.", holdersWords(len(held)))
		}
		return "Withdrew", err
	})
}

func holdersWords(n int) string {
	if n == 1 {
		return "1 partner holds"
	}
	return fmt.Sprintf("%d partners hold", n)
}

// heldLatest are the partners whose latest version of a material is this one.
func heldLatest(b Books, m ID[Material], of ID[MaterialVersion]) ([]HeldRow, error) {
	all, err := b.MaterialHolders(m)
	var out []HeldRow
	for _, h := range all {
		if h.Of == of {
			out = append(out, h)
		}
	}
	return out, err
}

// restoreLibrary puts back what an act of the library touched.
func (t *tx) restoreLibrary(img Image) (json.RawMessage, error) {
	switch img.Kind {
	case KindMaterialVersion:
		return t.restoreVersion(img)
	case KindMaterialDelivery:
		return t.restoreMaterialDelivery(img)
	case kindMaterialSend:
		return t.restoreSends(img)
	}
	return restore(img, "material", t.Material, func(m *Material) *int64 { return &m.Version }, t.PutMaterial, t.AddMaterial, t.DeleteMaterial)
}

// restoreVersion puts a version back, with whom it is meant for. One that somebody got stays published.
func (t *tx) restoreVersion(img Image) (json.RawMessage, error) {
	var before, after MaterialVersion
	if len(img.Before) > 0 && len(img.After) > 0 {
		if err := orError(json.Unmarshal(img.Before, &before), json.Unmarshal(img.After, &after)); err != nil {
			return nil, err
		}
	}
	if before.State != after.State {
		if err := t.step(KindMaterialVersion, img.ID, string(after.State), string(before.State), Move{Note: "undone"}); err != nil {
			return nil, err
		}
		if err := t.meantAgain(before, after); err != nil {
			return nil, err
		}
	}
	again := func(MaterialVersion) error {
		return No("A version that was taken back is added anew.", "Add it again.")
	}
	return restore(img, "version", t.MaterialVersion, func(v *MaterialVersion) *int64 { return &v.Version }, t.PutMaterialVersion, again, t.dropVersion)
}

// meantAgain keeps those who wait in step with a version that is published again, or is not any more.
func (t *tx) meantAgain(before, after MaterialVersion) error {
	switch {
	case after.State == MaterialPublished:
		held, err := t.VersionHolders(after.ID)
		if err != nil {
			return err
		}
		if before.Published == 0 && len(held) > 0 {
			return No(fmt.Sprintf("Version %d was handed out since.", after.No), "Withdraw it instead.")
		}
		return t.DeleteMaterialSends(after.ID)
	case before.State == MaterialPublished:
		m, err := t.Material(before.Material)
		if err != nil {
			return err
		}
		_, err = t.meantFor(m, before.ID)
		return err
	}
	return nil
}

// dropVersion removes a draft that was just made, with its file.
func (t *tx) dropVersion(id ID[MaterialVersion]) error {
	if err := t.DeleteMaterialVersion(id); err != nil {
		return err
	}
	return t.DeleteAttachments(KindMaterialVersion, int64(id))
}
