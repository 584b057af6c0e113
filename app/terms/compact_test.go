package terms_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"rapport/app/money"
	"rapport/app/terms"

	"pgregory.net/rapid"
)

// sameAsLibrary compares what a line keeps with what encoding/json writes.
func sameAsLibrary(t interface{ Errorf(string, ...any) }, r *terms.Reason) {
	want, err := json.Marshal(r)
	if err != nil || r.Compact() != string(want) {
		t.Errorf("kept    %s\nlibrary %s %v", r.Compact(), want, err)
	}
}

func TestCompactWritesEveryField(t *testing.T) {
	full := reflect.TypeFor[terms.Reason]()
	for i := range full.NumField() {
		var r terms.Reason
		fill(t, reflect.ValueOf(&r).Elem().Field(i), `Größe <1 & "2"`+"\u2028\x01\xff")
		if reflect.ValueOf(r).IsZero() {
			t.Errorf("%s was not filled", full.Field(i).Name)
		}
		sameAsLibrary(t, &r)
	}
}

// fill gives a value other than the zero to a field, and to every field inside it.
func fill(t *testing.T, v reflect.Value, text string) {
	t.Helper()
	if rate, ok := v.Addr().Interface().(*money.Rate); ok {
		if err := rate.UnmarshalText([]byte("-0.125")); err != nil {
			t.Fatal(err)
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(1234567)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem())) // a zero that is written all the same
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2)) // one empty, one full
		fill(t, v.Index(1), text)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), text)
		}
	default:
		t.Fatalf("%s: write it in Compact, and fill it here", v.Type())
	}
}

func TestCompactWritesAnyReasonAsTheLibraryDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Make[terms.Reason]().Draw(t, "reason")
		for _, d := range []*int32{(*int32)(&r.RateDay), (*int32)(&r.From), (*int32)(&r.Until), (*int32)(&r.Ended), (*int32)(&r.First), (*int32)(&r.Last)} {
			*d = int32(rapid.IntRange(0, 3_652_059).Draw(t, "day"))
		}
		sameAsLibrary(t, &r)
	})
}

func TestLabelOfAndEventOfReadWhatCompactWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := terms.Reason{Label: rapid.SampledFrom([]string{"", `a "event":"won" b`, `\"event":"won"`}).Draw(t, "label") + rapid.String().Draw(t, "more"),
			Event: rapid.SampledFrom([]string{"", terms.OnReceived, terms.OnWriteOff, "paid"}).Draw(t, "event")}
		if got := terms.EventOf(r.Compact()); got != r.Event {
			t.Errorf("%q, want %q, of %s", got, r.Event, r.Compact())
		}
		if got := terms.LabelOf(r.Compact()); got != strings.ToValidUTF8(r.Label, "\ufffd") {
			t.Errorf("%q, want %q, of %s", got, r.Label, r.Compact())
		}
	})
}
