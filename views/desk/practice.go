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
	row := kit.Across(10, kit.NewIcon("info", kit.RoleBlueText, 14), text, kit.Space(),
		kit.NewLink("How to start with my own", func() { openOwnHelp(d) }))
	return kit.NewPanel(kit.Face{Fill: kit.RoleBlue}, kit.Pad(3, 16, 3, 16, row))
}

// openOwnHelp says how a firm of one's own is begun: a new file, made from the command line.
func openOwnHelp(d *Desk) {
	var shut func()
	done := kit.NewButton("OK", "", kit.Primary, func() { shut() })
	shut = d.root.Dialog(520, kit.Down(10,
		kit.NewText("Start with your own firm", kit.Look{Size: 15, Bold: true}),
		kit.NewText("Your firm has a file of its own; the example stays as it is. Make the file with", kit.Prose()),
		kit.Card(kit.NewText(`rapport new yourfirm.rapport --firm "Your firm" --currency EUR`, kit.Look{Wrap: true})),
		kit.NewText("and open it with: rapport --file yourfirm.rapport. What you keep elsewhere comes in under Import.", kit.Prose()),
		kit.Pad(8, 0, 0, 0, kit.Across(8, kit.Space(), done))), done)
}
