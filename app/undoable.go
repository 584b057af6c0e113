package app

import (
	"encoding/json"
	"slices"
)

// undoable tells whether an act's rows can be put back by their images.
func undoable(a Audit) bool {
	switch a.Act {
	case "tax.set", "partner.add", "partner.edit", "partner.state", "partner.merge", "person.add", "person.edit", "person.remove", "client.add", "client.edit", "client.merge",
		"agreement.add", "referral.log", "referral.edit", "referral.stage", "referral.split", "referral.consent", "fee.record", "commission.approve", "commission.hold",
		"commission.release", "dispute.open", "dispute.move", "settings.edit", "undo",
		"bank.set", "bank.confirm", "gift.propose", "gift.state", "gate.override", "gate.heed", "partner.tier", "partner.tiers", "delivery.record", "plan.add", "plan.edit", "plan.archive", "plan.remove",
		"checkin.plan", "checkin.log", "checkin.edit", "checkin.state", "promise.add", "promise.state", "promise.edit", "cadence.set", "cadence.remove",
		"task.add", "task.edit", "task.state", "reminder.snooze",
		"onboarding.add", "onboarding.edit", "onboarding.done", "onboarding.waive", "onboarding.reopen", "onboarding.remove", "onboarding.fill",
		"partner.apply", "partner.rate", "credential.add", "credential.edit", "credential.renew", "credential.retire", "goal.add", "goal.edit", "goal.remove",
		"outbound.give", "outbound.edit", "outbound.state", "outbound.chase", "market.add", "market.edit", "market.remove", "target.set", "duplicates.dismiss", "duplicates.reconsider",
		"segment.save", "segment.remove", "view.save", "view.remove", "checkin.round", "newsletter.save", "newsletter.remove",
		"code.add", "code.edit", "code.remove", "landing.write", "landing.down", "lead.accept", "lead.set aside",
		"material.add", "material.version", "material.revise", "material.edit", "material.submit", "material.approve", "material.back", "material.publish", "material.withdraw",
		"template.add", "template.edit", "template.archive", "template.remove", "template.begin", "letter.keep", "partner.logo", "message.write", "message.queue", "message.again", "message.hold", "message.cancel", "message.went", "message.bounced", "message.edit",
		"material.deliver", "material.takeback", "material.leave", "material.recall":
		return len(a.Images) > 0 && !final(a)
	}
	return false
}

// final tells whether a partner was blocked or ended, because what that did to its money and agreements is not put back;
// or a merge was taken back, which is merged anew instead.
func final(a Audit) bool {
	for _, img := range a.Images {
		if (img.Kind == kindMerge || img.Kind == kindClientMerge) && a.Act == "undo" {
			return true
		}
		var p Partner
		for _, side := range []json.RawMessage{img.Before, img.After} {
			if img.Kind == KindPartner && json.Unmarshal(side, &p) == nil && (p.State == Blocked || p.State == Ended) {
				return a.Act == "partner.state"
			}
		}
	}
	return false
}

// same compares two standings of a line.
func (s Standing) same(o Standing) bool {
	return s.State == o.State && s.Statement == o.Statement && s.Note == o.Note && slices.Equal(s.Holds, o.Holds)
}

func (t *tx) restoreSettings(img Image) (json.RawMessage, error) {
	var before Settings
	if err := json.Unmarshal(img.Before, &before); err != nil {
		return nil, err
	}
	var after Settings
	if err := json.Unmarshal(img.After, &after); err != nil {
		return nil, err
	}
	if after.Version != t.settings.Version {
		return nil, Stale("The settings")
	}
	before.Version = t.settings.Version + 1
	if err := t.PutSettings(before); err != nil {
		return nil, err
	}
	return json.Marshal(before)
}
