package term

import (
	"rapport/app"
	"rapport/app/report"
)

type onboardingCmd struct {
	Show   onboardingShow   `cmd:"" help:"Show a partner's onboarding checklist."`
	List   onboardingList   `cmd:"" help:"List what is overdue of all partners in onboarding."`
	Add    onboardingAdd    `cmd:"" help:"Put an item on a partner's checklist."`
	Edit   onboardingEdit   `cmd:"" help:"Change an item."`
	Done   onboardingDone   `cmd:"" help:"Tick an item off."`
	Waive  onboardingWaive  `cmd:"" help:"Say why an item is not needed."`
	Reopen onboardingReopen `cmd:"" help:"Take a tick or a waiver back."`
	Remove onboardingRemove `cmd:"" help:"Take an item off the checklist."`
	Fill   onboardingFill   `cmd:"" help:"Take the items of the firm's checklist that are not there yet."`
}

type onboardingShow struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (s *onboardingShow) Run(c *call, f *app.Firm) error {
	p, err := f.Partners.Find(c.ctx, s.Partner)
	if err != nil {
		return err
	}
	all, err := f.Onboarding.Of(c.ctx, p.ID)
	if err != nil {
		return err
	}
	cols := []report.Column{{Title: "Item", Kind: report.KindCount}, col("What"), col("State"), col("Due"), col("Done"), col("Owner"), col("Waived because")}
	return rows(c, cols, all, len(all), onboardingDoc, func(r app.OnboardingRow) []report.Cell {
		return []report.Cell{report.Count(int64(r.No)), report.Text(r.What), report.Text(string(r.State)), report.Day(r.Due), report.Day(r.On), report.Text(r.Owner),
			report.Text(r.Waived)}
	})
}

func onboardingDoc(r app.OnboardingRow) map[string]any {
	return map[string]any{"item": r.No, "kind": r.Kind, "what": r.What, "state": r.State, "due": dayText(r.Due), "done": dayText(r.On), "owner": r.Owner,
		"waived": r.Waived, "who": r.Who, "later": r.Later, "by_hand": !r.Told}
}

type onboardingList struct{}

func (l *onboardingList) Run(c *call, f *app.Firm) error {
	all, err := f.Onboarding.Overdue(c.ctx)
	if err != nil {
		return err
	}
	cols := []report.Column{col("Partner"), {Title: "Item", Kind: report.KindCount}, col("What"), col("Due"), col("Owner")}
	return rows(c, cols, all, len(all), func(o app.OnboardingDue) map[string]any {
		doc := onboardingDoc(o.OnboardingRow)
		doc["partner"] = o.Name
		return doc
	}, func(o app.OnboardingDue) []report.Cell {
		return []report.Cell{report.Text(o.Name), report.Count(int64(o.No)), report.Text(o.What), report.Day(o.Due), report.Text(o.Owner)}
	})
}

// onboardingFields are the flags of add and edit.
type onboardingFields struct {
	Owner string `help:"Who does it (default: who looks after the partner)." placeholder:"NAME"`
	Due   day    `help:"By when." placeholder:"DATE"`
	Later bool   `help:"It does not hold up activation."`
}

type onboardingAdd struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	What    string `arg:"" help:"What there is to do."`
	Kind    string `help:"agreement, kickoff, tax, bank, referral (told by the file), materials or own." default:"own"`
	onboardingFields
}

func (a *onboardingAdd) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, a.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Onboarding.Add(c.ctx, c.ask(), p, app.OnboardingItem{Kind: app.OnboardKind(a.Kind), What: a.What, Owner: a.Owner, Due: a.Due.Day, Later: a.Later})
	})
}

// onboardingItem names one item.
type onboardingItem struct {
	Partner string `arg:"" help:"Number or name of the partner."`
	Item    int    `arg:"" help:"Its number in onboarding show."`
}

type onboardingEdit struct {
	onboardingItem
	What string `help:"What there is to do." placeholder:"TEXT"`
	onboardingFields
}

func (e *onboardingEdit) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, e.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		all, err := f.Onboarding.Of(c.ctx, p)
		item := app.OnboardingItem{No: e.Item}
		for _, r := range all {
			if r.No == e.Item {
				item = r.OnboardingItem
			}
		}
		if err != nil {
			return app.Receipt{}, err
		}
		if e.What != "" {
			item.What = e.What
		}
		if e.Owner != "" {
			item.Owner = e.Owner
		}
		if e.Due.Day != 0 {
			item.Due = e.Due.Day
		}
		item.Later = item.Later || e.Later
		return f.Onboarding.Edit(c.ctx, c.ask(), p, item)
	})
}

type onboardingDone struct {
	onboardingItem
	On day `help:"The day it was done (default: today)." placeholder:"DATE"`
}

func (d *onboardingDone) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, d.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Onboarding.Done(c.ctx, c.ask(), p, d.Item, d.On.Day)
	})
}

type onboardingWaive struct {
	onboardingItem
	Reason string `required:"" help:"Why it is not needed." placeholder:"TEXT"`
}

func (w *onboardingWaive) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, w.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Onboarding.Waive(c.ctx, c.ask(), p, w.Item, w.Reason)
	})
}

type onboardingReopen struct{ onboardingItem }

func (o *onboardingReopen) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, o.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Onboarding.Reopen(c.ctx, c.ask(), p, o.Item)
	})
}

type onboardingRemove struct{ onboardingItem }

func (o *onboardingRemove) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, o.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Onboarding.Remove(c.ctx, c.ask(), p, o.Item)
	})
}

type onboardingFill struct {
	Partner string `arg:"" help:"Number or name of the partner."`
}

func (o *onboardingFill) Run(c *call, f *app.Firm) error {
	return onPartner(c, f, o.Partner, func(p app.ID[app.Partner]) (app.Receipt, error) {
		return f.Onboarding.Fill(c.ctx, c.ask(), p)
	})
}
