package data

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
)

// row reads the columns of one row from left to right. The first error is kept and the rest reads as nothing.
type row struct {
	values []driver.Value
	at     int
	err    error
}

func (r *row) next() driver.Value {
	if r.at >= len(r.values) {
		r.fail("a column that is not there", nil)
		return nil
	}
	v := r.values[r.at]
	r.at++
	return v
}

func (r *row) fail(what string, v any) {
	if r.err == nil {
		r.err = fmt.Errorf("column %d: want %s, found %v", r.at, what, v)
	}
}

// num reads a whole number; NULL is 0.
func (r *row) num() int64 {
	v := r.next()
	n, ok := v.(int64)
	if !ok && v != nil {
		r.fail("a whole number", v)
	}
	return n
}

// text reads text; NULL is empty.
func (r *row) text() string {
	switch v := r.next().(type) {
	case string:
		return v
	case nil:
		return ""
	default:
		r.fail("text", v)
		return ""
	}
}

// yes reads 0 or 1.
func (r *row) yes() bool { return r.num() != 0 }

// bytes reads a blob. The bytes are the reader's own.
func (r *row) bytes() []byte {
	v := r.next()
	b, ok := v.([]byte)
	if !ok && v != nil {
		r.fail("bytes", v)
	}
	return b
}

// day reads a day; the empty text is no day.
func (r *row) day() calendar.Day {
	text := r.text()
	day, err := optionalDay(text)
	if err != nil {
		r.fail("a day", text)
	}
	return day
}

func optionalDay(text string) (calendar.Day, error) {
	if text == "" {
		return 0, nil
	}
	return calendar.ParseDay(text)
}

// time reads a moment.
func (r *row) time() time.Time {
	text := r.text()
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		r.fail("a time", text)
	}
	return t.UTC()
}

// hash reads 32 bytes.
func (r *row) hash() (h [32]byte) {
	b := r.bytes()
	if len(b) != len(h) {
		r.fail("a hash of 32 bytes", len(b))
	}
	copy(h[:], b)
	return h
}

// key reads a request key; NULL is none.
func (r *row) key() (k app.Key) {
	copy(k[:], r.bytes())
	return k
}

// currency reads a currency code.
func (r *row) currency() money.Currency { return money.Currency(r.text()) }

// money reads minor units and the currency beside them.
func (r *row) money() money.Money { return money.Money{Minor: r.num(), Currency: r.currency()} }

// rate reads an exact decimal.
func (r *row) rate() money.Rate {
	var rate money.Rate
	if text := r.text(); text != "" && text != "0" {
		if err := rate.UnmarshalText([]byte(text)); err != nil {
			r.fail("a rate", text)
		}
	}
	return rate
}

// json reads a document into v.
func (r *row) json(v any) {
	text := r.text()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		r.fail("JSON", err)
	}
}

// into reads one column into a variable of a plain kind.
func (r *row) into(v any) error {
	switch p := v.(type) {
	case *int64:
		*p = r.num()
	case *int:
		*p = int(r.num())
	case *string:
		*p = r.asText()
	case *[]byte:
		*p = r.bytes()
	default:
		r.fail("a variable of a plain kind", v)
	}
	return r.err
}

// asText reads any value as text: what SQLite says of itself comes in either form.
func (r *row) asText() string {
	switch v := r.next().(type) {
	case nil:
		return ""
	case []byte:
		return string(v)
	default:
		return fmt.Sprint(v)
	}
}

// optional is NULL for no id.
func optional[N ~int64](id N) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// document is v as JSON text. The types kept this way hold text, numbers and lists only, so it cannot fail.
func document(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // caught at the gate as an internal fault; nothing is written
	}
	return string(text)
}

// stamp is how a moment is written into columns: UTC, RFC 3339.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
