// Package kit is what the window is made of: our own widgets on Fyne, one theme,
// and the only door between workers and the screen.
//
// # Contents
//
//	theme.go            Role, Appearance, Apply, Color, Px: colours and sizes by what they are for
//	stage.go            Stage, LiveStage, StepStage, Slot, Load, Latest: work away from the screen
//	root.go surface.go  Root: what a window stands on; layers, keys, focus, Guard, Explain
//	command.go keys.go  Command, Commands: registry and the one dispatcher of keys
//	grid*.go            Grid, Source, Column, Cell, Selection: lists of any length
//	form.go sheet.go    Form, Sheet and the fields: Text, Multiline, Phone, Email, Money, Date,
//	                    PickOne, PickMany, Choice, Check
//	palette.go menu.go              OpenPalette, Menu, MenuUnder
//	toast.go tooltip.go confirm.go  Toast, Confirm, Dialog
//	states.go progress.go           EmptyState, NothingFits, Broken, Banner, Progress, Steps, Bar
//	paper.go search.go  PaperView: pages as pictures; Search: the field over a list
//	button.go chip.go nav.go entry.go text.go panel.go  the small widgets
//	arrange.go shell.go Across, Down, Grow, Pad, Shell, Page, Pages
//	detail.go timeline.go  Head, Section, Pane, Facts, NextStep, Timeline, NewNoteField
//	kittest/            windows without a display: pictures, text dumps, keys
//
// # A list screen
//
//	func list(r *kit.Root, open func(int64)) fyne.CanvasObject {
//		grid := kit.NewGrid(r.Stage, []kit.Column{
//			{Key: "received", Title: "Received", Kind: kit.KindDay, Width: 104, Sortable: true},
//			{Key: "partner", Title: "Partner", Weight: 1, Width: 100, Sortable: true},
//			{Key: "status", Title: "Status", Kind: kit.KindChip, Width: 110},
//			{Key: "fee", Title: "Fee", Kind: kit.KindMoney, Width: 90},
//		}, nil) // no source yet: bars
//		grid.OnOpen = open
//		search := kit.NewSearch(r.Stage, "Search referrals", reload)
//		head := kit.PageHead(kit.NewText("Referrals", kit.Title()), count, search.Input,
//			r.ButtonFor("referral.new", kit.Primary))
//		kit.Load(r.Stage, &slot, fetch, func(rows kit.Source, err error) {
//			if err != nil {
//				grid.ShowInstead(r.Broken(err, reload))
//				return
//			}
//			grid.Replace(rows)
//		})
//		return kit.NewPage(kit.PageSpec{Head: head, Body: grid, Foot: foot, Detail: pane})
//	}
//
// # A form
//
//	form := kit.NewForm()
//	partner := kit.NewPickField(r.Stage, kit.Spec{Key: "partner", Label: "Partner", Required: true}, findPartners)
//	fee := kit.NewMoneyField(kit.Spec{Key: "fee", Label: "Estimate"}, "GBP", money.Point)
//	day := kit.NewDateField(r.Stage, kit.Spec{Key: "day", Label: "Received", Required: true})
//	form.Section("Who").Add(partner).Section("What").Beside(fee, day)
//	r.OpenSheet(kit.SheetSpec{Title: "New referral", Form: form, Save: "Save referral",
//		Submit: func() func(context.Context) error {
//			row := collect(partner.Value(), fee, day.Value()) // reads fields, on the screen
//			return func(ctx context.Context) error { return firm.Log(ctx, row) }
//		},
//		Saved: func() { r.Toast(kit.Toast{Text: "Referral saved"}) },
//	})
//
// Everything here runs on the screen's goroutine, except what is given to
// Stage.Go and Load. Nothing outside this package starts a goroutine.
package kit
