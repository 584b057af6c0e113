package desk

import (
	"fyne.io/fyne/v2"

	"rapport/views/kit"
)

// The steps of the practice list, in order.
const (
	stepPalette = iota
	stepWon
	stepUndo
	stepRun
	stepStatement
	steps
)

// practice is the list a newcomer ticks off with the example firm. It ticks itself off from what really happens, and
// begins anew with the window.
type practice struct {
	done [steps]bool
	tell func()
}

func (p *practice) tick(step int) {
	if !p.done[step] {
		p.done[step] = true
		if p.tell != nil {
			p.tell()
		}
	}
}

// left counts the steps still to do.
func (p *practice) left() (n int) {
	for _, done := range p.done {
		if !done {
			n++
		}
	}
	return n
}

// practiceWords are what each step says, and the keys that do it.
func practiceWords() [steps][2]string {
	return [steps][2]string{
		stepPalette:   {"Find anything", "Ctrl+K"},
		stepWon:       {"Mark a referral in Proposal as won", "W"},
		stepUndo:      {"Undo it", "Ctrl+Z"},
		stepRun:       {"Bring commission up to date", "C"},
		stepStatement: {"Run last month's statements", ""},
	}
}

// exampleBanner says that this is not the person's own firm.
func exampleBanner(d *Desk) fyne.CanvasObject {
	text := kit.NewText("Example data – everything here is made up, and may be changed and deleted.", kit.Look{Role: kit.RoleBlueText, Size: 12, Hug: true})
	row := kit.Across(10, kit.NewIcon("info", kit.RoleBlueText, 14), text, kit.Space())
	if d.opts.Ways != nil {
		row.Add(kit.NewLink("Start with my own", d.newFirm))
	}
	return kit.NewPanel(kit.Face{Fill: kit.RoleBlue}, kit.Pad(3, 16, 3, 16, row))
}
