package terms

import (
	"encoding/json"
	"strconv"

	"rapport/app/calendar"
)

// Compact is the reason as a ledger line keeps it: JSON without what is empty, byte for byte what encoding/json would write. It is
// written by hand because every line of a run has one; a test fills each field in turn and compares the two.
func (r *Reason) Compact() string {
	w := jsonWriter(make([]byte, 0, 768))
	w = append(w, '{')
	w.text("label", r.Label)
	w.text("cur", string(r.Currency))
	w.text("event", r.Event)
	w.someNumber("gross", r.Gross)
	w.someText("gcur", string(r.GrossIn))
	w.someNumber("excl", r.Excluded)
	w.someText("fx", r.Rate)
	w.someDay("fxday", r.RateDay)
	w.someText("fxsrc", r.RateFrom)
	w.someNumber("share", r.Share)
	w.someNumber("inv", r.Before0)
	w.someNumber("base", r.Base)
	w.someText("win", r.Window)
	w.someNumber("before", r.Before)
	w.someNumber("after", r.After)
	w.bands(r.Bands)
	w.someText("exact", r.Exact)
	w.someText("round", r.Rounding)
	w.number("result", r.Result)
	w.someNumber("cap", r.Cap)
	w.someText("capwin", r.CapIn)
	if r.CapLeft != nil {
		w.number("capleft", *r.CapLeft)
	}
	w.someNumber("cut", r.Cut)
	w.someNumber("floor", r.Floor)
	w.someNumber("of", r.Of)
	w.someNumber("ofbase", r.OfBase)
	w.someNumber("ofamt", r.OfAmount)
	w.someNumber("used", r.Used)
	w.someNumber("taken", r.Taken)
	w.someNumber("due0", r.Due0)
	w.someNumber("due1", r.Due1)
	w.someDay("from", r.From)
	w.someDay("until", r.Until)
	w.someDay("ended", r.Ended)
	w.someText("tail", string(r.Tail))
	w.someText("zero", string(r.Nothing))
	w.losers(r.Losers)
	return string(append(w, '}'))
}

// jsonWriter appends the members of an object.
type jsonWriter []byte

func (w *jsonWriter) name(name string) {
	if last := (*w)[len(*w)-1]; last != '{' {
		*w = append(*w, ',')
	}
	*w = append(append(append(*w, '"'), name...), '"', ':')
}

func (w *jsonWriter) number(name string, n int64) {
	w.name(name)
	*w = strconv.AppendInt(*w, n, 10)
}

func (w *jsonWriter) someNumber(name string, n int64) {
	if n != 0 {
		w.number(name, n)
	}
}

func (w *jsonWriter) text(name, text string) {
	w.name(name)
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(text) // a text cannot fail
			*w = append(*w, quoted...)
			return
		}
	}
	*w = append(append(append(*w, '"'), text...), '"')
}

func (w *jsonWriter) someText(name, text string) {
	if text != "" {
		w.text(name, text)
	}
}

func (w *jsonWriter) someDay(name string, day calendar.Day) { w.someText(name, day.String()) }

// list writes the elements of a list that is not empty.
func (w *jsonWriter) list(name string, n int, element func(i int)) {
	if n == 0 {
		return
	}
	w.name(name)
	for i := range n {
		*w = append(*w, "[,"[min(i, 1)], '{')
		element(i)
		*w = append(*w, '}')
	}
	*w = append(*w, ']')
}

func (w *jsonWriter) bands(bands []Band) {
	w.list("bands", len(bands), func(i int) {
		b := &bands[i]
		w.someNumber("from", b.From)
		w.someNumber("to", b.To)
		w.number("slice", b.Slice)
		w.text("rate", b.Rate.String())
		w.text("exact", b.Exact)
	})
}

func (w *jsonWriter) losers(losers []Loser) {
	w.list("losers", len(losers), func(i int) {
		l := &losers[i]
		w.text("rule", l.Rule)
		w.someNumber("no", int64(l.No))
		w.number("amount", l.Amount)
	})
}
