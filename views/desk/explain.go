package desk

import (
	"rapport/app"
	"rapport/views/kit"
)

// explain puts an error into the words the window shows. At a field there is one line, so the way out goes with it.
func explain(err error) kit.Fault {
	p := app.AsProblem(err)
	f := kit.Fault{Field: p.Field, Say: p.Say, Try: p.Try}
	if p.Cause != nil {
		f.Detail = p.Cause.Error()
	}
	if p.Field != "" {
		f.Say, f.Try = p.Error(), ""
	}
	return f
}

// refuse says why something was not done, over the window: what happened, what was kept, what to do.
func (d *Desk) refuse(err error) {
	p := app.AsProblem(err)
	if p.Kind == app.Cancel {
		d.root.Toast(kit.Toast{Text: p.Say})
		return
	}
	var shut func()
	done := kit.NewButton("OK", "", kit.Primary, func() { shut() })
	body := kit.Down(10, kit.NewText("That was not done", kit.Look{Size: 15, Bold: true}), kit.NewText(p.Say, kit.Prose()))
	if p.Try != "" {
		body.Add(kit.NewText(p.Try, kit.Prose()))
	}
	acts := kit.Across(8, kit.Space(), done)
	if p.Gate != "" {
		acts = kit.Across(8, kit.Space(), kit.NewButton("Set the rule aside…", "", kit.Normal, func() { shut(); d.setAsideOf(p.Of, p.Gate, nil) }), done)
	}
	body.Add(kit.Pad(8, 0, 0, 0, acts))
	shut = d.root.Dialog(440, body, done)
}
