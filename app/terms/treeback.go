package terms

import (
	"strconv"
	"strings"

	"rapport/app/money"
)

// takesBack tells whether the line takes back another one.
func (r *Reason) takesBack() bool {
	return r.Event == OnCredited || r.Event == OnWriteOff || r.Event == OnTakenBack
}

// rerated: the event as it stands now, less what its line and earlier corrections say.
func (t *tree) rerated() {
	r := t.r
	if head := t.head(); head != "" {
		t.say(head)
	}
	if r.Amended != 0 {
		t.say(upper(t.line()), " is worked out again, because version ", strconv.Itoa(r.Amended), " of the terms changed them backwards")
	} else {
		t.say(upper(t.line()), " is worked out again, because something of an earlier day was entered later")
	}
	if r.Base != 0 && len(r.Bands) == 0 {
		t.say("Base ", t.money(r.Base))
	}
	t.measured()
	t.slices()
	t.say(t.bare(r.Result), " less ", t.bare(r.OfAmount), " already on the ledger = ", t.money(r.Result-r.OfAmount))
	if r.Cut != 0 {
		t.say("less ", t.bare(r.Cut), " over the most that is paid = ", t.money(r.Amount()))
	}
}

func (t *tree) floor() {
	r := t.r
	t.say(upper(r.Label))
	t.say("Earned in ", r.Window, ": ", t.money(r.Before))
	t.say(t.bare(r.Floor), " less ", t.bare(r.Before), " = ", t.money(r.Result))
}

// reversal: the line's own amount and base, and the share that is taken back.
func (t *tree) reversal() {
	r := t.r
	t.say(map[string]string{OnCredited: "Fee credited or refunded", OnWriteOff: "Invoice written off",
		OnTakenBack: "Fee taken back"}[r.Event], t.gross())
	if r.Window != "" {
		t.lowered()
		return
	}
	if r.Nothing != "" {
		t.say("Nothing, because ", r.Nothing.sentence(r))
		return
	}
	inProportion := " is taken back in proportion"
	if r.OfBase == 0 {
		inProportion = " is taken back"
	}
	t.say(upper(t.line()), inProportion)
	if r.Label != "" {
		t.deep("It was ", r.Label)
	}
	if r.OfBase == 0 {
		t.deep("It paid ", t.money(r.OfAmount))
	} else {
		t.deep("It paid ", t.money(r.OfAmount), " on ", t.money(r.OfBase))
		t.deep("Taken back now: ", t.bare(size(r.Base)), " of ", t.bare(r.OfBase))
	}
	if r.Taken != 0 {
		t.deep("Commission taken back before: ", t.money(r.Taken))
	}
	t.say("Commission ", t.money(r.Result))
}

// lowered: the rule pays by the total of a window, and that is less now.
func (t *tree) lowered() {
	r := t.r
	t.say(upper(t.line()), " counted towards ", r.Window, ": ", r.Label)
	t.deep("Measured there before: ", t.bare(r.Before), ", which pays ", t.bare(r.Due0))
	t.deep("without what is taken back: ", t.bare(r.After), ", which pays ", t.bare(r.Due1))
	t.say("Commission ", t.money(r.Result))
}

// gross is " 500.00 EUR" of what was credited.
func (t *tree) gross() string {
	if t.r.Gross == 0 {
		return ""
	}
	return " " + t.show(money.New(t.r.Gross, t.r.GrossIn))
}

func (t *tree) adjustment() {
	r := t.r
	if r.Label != "" {
		t.say(upper(r.Label))
	}
	if r.Of != 0 {
		t.say("Correction of ", t.line(), ", which says ", t.money(r.OfAmount))
	}
	t.say("Entered by hand: ", t.money(r.Result))
}

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
