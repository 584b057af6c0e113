package terms

import (
	"encoding/json"
	"strconv"
	"strings"

	"rapport/app/calendar"
)

// Compact is the reason as a ledger line keeps it: JSON without what is empty, byte for byte what encoding/json would write. It is
// written by hand because every line of a run has one; a test fills each field in turn and compares the two.
func (r *Reason) Compact() string {
	var room [1024]byte // of most reasons
	w := append(jsonWriter(room[:0]), '{')
	w = w.text("label", r.Label)
	w = w.text("cur", string(r.Currency))
	w = w.text("event", r.Event)
	w = w.someNumber("gross", r.Gross)
	w = w.someText("gcur", string(r.GrossIn))
	w = w.someNumber("excl", r.Excluded)
	w = w.someText("fx", r.Rate)
	w = w.someDay("fxday", r.RateDay)
	w = w.someText("fxsrc", r.RateFrom)
	w = w.someNumber("share", r.Share)
	w = w.someNumber("inv", r.Before0)
	w = w.someNumber("base", r.Base)
	w = w.someText("win", r.Window)
	w = w.someNumber("before", r.Before)
	w = w.someNumber("after", r.After)
	w = w.bands(r.Bands)
	w = w.someText("exact", r.Exact)
	w = w.someText("round", r.Rounding)
	w = w.number("result", r.Result)
	w = w.someNumber("cap", r.Cap)
	w = w.someText("capwin", r.CapIn)
	if r.CapLeft != nil {
		w = w.number("capleft", *r.CapLeft)
	}
	w = w.someNumber("cut", r.Cut)
	w = w.someNumber("floor", r.Floor)
	w = w.someNumber("of", r.Of)
	w = w.someNumber("ofbase", r.OfBase)
	w = w.someNumber("ofamt", r.OfAmount)
	w = w.someNumber("amended", int64(r.Amended))
	w = w.someNumber("used", r.Used)
	w = w.someNumber("taken", r.Taken)
	w = w.someNumber("due0", r.Due0)
	w = w.someNumber("due1", r.Due1)
	w = w.someDay("from", r.From)
	w = w.someDay("until", r.Until)
	w = w.someDay("ended", r.Ended)
	w = w.someText("tail", string(r.Tail))
	w = w.someText("zero", string(r.Nothing))
	w = w.losers(r.Losers)
	w = w.ofKinds(r)
	return string(append(w, '}'))
}

// EventOf is the event of a reason as a line keeps it, read without the rest. A quote inside a text is escaped, so the name cannot be
// mistaken.
func EventOf(kept string) string {
	_, rest, _ := strings.Cut(kept, `"event":"`)
	event, _, _ := strings.Cut(rest, `"`)
	return event
}

// LabelOf is the label of a reason as a line keeps it, read without the rest: it comes first.
func LabelOf(kept string) string {
	rest, found := strings.CutPrefix(kept, `{"label":"`)
	label, _, _ := strings.Cut(rest, `"`)
	if !found {
		return ""
	}
	if !strings.Contains(label, `\`) {
		return label
	}
	var r Reason
	_ = json.Unmarshal([]byte(kept), &r) // one that can't be read has none
	return r.Label
}

// ofKinds writes what only some kinds of rule say.
func (w jsonWriter) ofKinds(r *Reason) jsonWriter {
	w = w.someNumber("share0", r.Share0)
	w = w.someNumber("cost", r.Cost)
	w = w.someNumber("rcap", r.RuleCap)
	w = w.someText("rcapwin", r.RuleIn)
	w = w.someNumber("rcut", r.RuleCut)
	w = w.someNumber("step", r.Reached)
	w = w.someNumber("next", r.Next)
	if r.Counts {
		w = append(w.name("counts"), "true"...)
	}
	w = w.someNumber("qty", r.Quantity)
	w = w.someNumber("each", r.Each)
	w = w.someNumber("served", int64(r.Served))
	w = w.someNumber("ofdays", int64(r.OfDays))
	w = w.someDay("first", r.First)
	w = w.someDay("last", r.Last)
	return w.someText("payee", string(r.Payee))
}

// jsonWriter appends the members of an object.
type jsonWriter []byte

func (w jsonWriter) name(name string) jsonWriter {
	if w[len(w)-1] != '{' {
		w = append(w, ',')
	}
	return append(append(append(w, '"'), name...), '"', ':')
}

func (w jsonWriter) number(name string, n int64) jsonWriter {
	return strconv.AppendInt(w.name(name), n, 10)
}

func (w jsonWriter) someNumber(name string, n int64) jsonWriter {
	if n == 0 {
		return w
	}
	return w.number(name, n)
}

func (w jsonWriter) text(name, text string) jsonWriter {
	w = w.name(name)
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(text) // a text cannot fail
			return append(w, quoted...)
		}
	}
	return append(append(append(w, '"'), text...), '"')
}

func (w jsonWriter) someText(name, text string) jsonWriter {
	if text == "" {
		return w
	}
	return w.text(name, text)
}

func (w jsonWriter) someDay(name string, day calendar.Day) jsonWriter {
	return w.someText(name, day.String())
}

func (w jsonWriter) bands(bands []Band) jsonWriter {
	if len(bands) == 0 {
		return w
	}
	w = append(w.name("bands"), '[')
	for i := range bands {
		b := &bands[i]
		w = w.element(i).someNumber("from", b.From).someNumber("to", b.To).number("slice", b.Slice)
		w = append(w.text("rate", b.Rate.String()).text("exact", b.Exact), '}')
	}
	return append(w, ']')
}

func (w jsonWriter) losers(losers []Loser) jsonWriter {
	if len(losers) == 0 {
		return w
	}
	w = append(w.name("losers"), '[')
	for i := range losers {
		l := &losers[i]
		w = append(w.element(i).text("rule", l.Rule).someNumber("no", int64(l.No)).number("amount", l.Amount), '}')
	}
	return append(w, ']')
}

// element begins an object of a list.
func (w jsonWriter) element(i int) jsonWriter {
	if i > 0 {
		w = append(w, ',')
	}
	return append(w, '{')
}
