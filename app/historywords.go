package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Changed is one thing that an act touched.
type Changed struct {
	Thing         Change
	Name          string // "Referral R-2026-0147"
	Made, Removed bool   // with all it held in Fields
	Fields        []FieldChange
}

// FieldChange is one fact of a thing, as it was and as it became; empty is nothing.
type FieldChange struct{ Field, Was, Is string }

// mostSaid is how many characters of a text are shown.
const mostSaid = 400

// changeWriter puts images into words.
type changeWriter struct {
	b     Books
	names map[Change]string // looked up already
}

// said are the fields of one side of an image, in their order.
type said struct {
	keys []string
	of   map[string]string
}

func (w *changeWriter) changed(img Image) (Changed, error) {
	c := Changed{Thing: Change{img.Kind, img.ID}, Made: empty(img.Before), Removed: empty(img.After)}
	was, now := said{of: map[string]string{}}, said{of: map[string]string{}}
	for _, side := range []struct {
		raw  json.RawMessage
		into *said
	}{{img.Before, &was}, {img.After, &now}} {
		if empty(side.raw) {
			continue
		}
		if err := w.say(side.raw, "", "", side.into); err != nil {
			return c, fmt.Errorf("the image of %s %d: %w", img.Kind, img.ID, err)
		}
	}
	c.Name = thingName(img, was, now)
	keys := slices.Clone(now.keys)
	for _, k := range was.keys {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if was.of[k] != now.of[k] {
			c.Fields = append(c.Fields, FieldChange{Field: upperFirst(k), Was: was.of[k], Is: now.of[k]})
		}
	}
	return c, nil
}

// empty tells whether a side of an image holds nothing.
func empty(raw json.RawMessage) bool {
	text := strings.TrimSpace(string(raw))
	return text == "" || text == "null" || text == "[]"
}

// thingName is what a thing is called: by its number, else its name.
func thingName(img Image, was, now said) string {
	kind := upperFirst(keyWords(string(img.Kind)))
	for _, side := range []said{now, was} {
		for _, key := range []string{"number", "name", "title", "what", "code"} {
			if side.of[key] != "" {
				return kind + " " + side.of[key]
			}
		}
		for _, key := range []string{"partner", "client", "referral"} {
			if side.of[key] != "" {
				return kind + ", " + side.of[key]
			}
		}
	}
	if img.Kind == KindSettings {
		return kind
	}
	return fmt.Sprintf("%s %d", kind, img.ID)
}

// say writes a value under its path. What only the program needs is left out.
func (w *changeWriter) say(raw json.RawMessage, path, key string, into *said) error {
	raw = bytes.TrimSpace(raw)
	if slices.Contains([]string{"id", "version", "agreement_version", "of", "Line", "entered_at", "logo", "mark", "hash"}, key) || len(raw) == 0 {
		return nil
	}
	switch raw[0] {
	case '{':
		return w.sayObject(raw, path, into)
	case '[':
		return w.sayList(raw, path, into)
	}
	text, err := w.scalar(raw, key)
	if err == nil && text != "" {
		into.put(path, text)
	}
	return err
}

func (s *said) put(path, text string) {
	if old, ok := s.of[path]; ok {
		s.of[path] = old + ", " + text
		return
	}
	s.keys = append(s.keys, path)
	s.of[path] = text
}

func (w *changeWriter) sayObject(raw json.RawMessage, path string, into *said) error {
	keys, of, err := members(raw)
	if err != nil {
		return err
	}
	if len(keys) == 2 && of["minor"] != nil && of["currency"] != nil {
		var m money.Money
		if err := json.Unmarshal(raw, &m); err != nil || m.Currency == "" {
			return err
		}
		into.put(path, m.String())
		return nil
	}
	for _, k := range keys {
		under := keyWords(k)
		if path != "" {
			under = path + " · " + under
		}
		if err := w.say(of[k], under, k, into); err != nil {
			return err
		}
	}
	return nil
}

// sayList writes plain values in one line, and each of several things under what tells it from the others.
func (w *changeWriter) sayList(raw json.RawMessage, path string, into *said) error {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	for n, one := range list {
		if one = bytes.TrimSpace(one); len(one) == 0 || one[0] != '{' {
			if err := w.say(one, path, "", into); err != nil {
				return err
			}
			continue
		}
		under := fmt.Sprint(n + 1)
		_, of, err := members(one)
		if err != nil {
			return err
		}
		for _, key := range []string{"what", "name", "title", "kind", "partner", "person", "criterion"} {
			if of[key] == nil {
				continue
			}
			if under, err = w.scalar(of[key], key); err != nil {
				return err
			}
			break
		}
		if path != "" {
			under = path + " · " + under
		}
		if err := w.sayObject(one, under, into); err != nil {
			return err
		}
	}
	return nil
}

// scalar is a plain value for people: days and amounts as everywhere, another thing by its name.
func (w *changeWriter) scalar(raw json.RawMessage, key string) (string, error) {
	var value any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&value); err != nil {
		return "", err
	}
	switch v := value.(type) {
	case bool:
		return map[bool]string{true: "yes"}[v], nil
	case json.Number:
		id, err := v.Int64()
		if kind, names := refersTo(key); names && err == nil {
			if id == 0 {
				return "", nil
			}
			return w.nameOf(kind, id)
		}
		return v.String(), nil
	case string:
		return sayText(v, key), nil
	}
	return "", nil
}

func sayText(text, key string) string {
	if d, err := calendar.ParseDay(text); err == nil && len(text) == len("2006-01-02") {
		return d.Label()
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return calendar.DayOf(at, time.UTC).Label() + at.UTC().Format(" 15:04 MST")
	}
	if strings.HasSuffix(key, "rate") {
		if r, err := money.ParseRate(text); err == nil {
			return r.Percent() + " %"
		}
	}
	if cut := []rune(text); len(cut) > mostSaid {
		return string(cut[:mostSaid]) + " …"
	}
	return text
}

// refersTo tells which kind of thing a field names by its id.
func refersTo(key string) (Kind, bool) {
	kind := Kind(strings.ToLower(key))
	switch kind {
	case KindPartner, KindClient, KindPerson, KindReferral, KindAgreement, KindStatement, KindTemplate, KindMaterial:
		return kind, true
	}
	return "", false
}

// keyWords takes a key of a record apart: "review_by" and "ReviewBy" are "review by".
func keyWords(key string) string {
	var out strings.Builder
	for i, r := range key {
		switch {
		case r == '_':
			out.WriteByte(' ')
		case unicode.IsUpper(r) && i > 0:
			out.WriteByte(' ')
			out.WriteRune(unicode.ToLower(r))
		default:
			out.WriteRune(unicode.ToLower(r))
		}
	}
	return out.String()
}

// members gives the fields of an object in their order.
func members(raw json.RawMessage) (keys []string, of map[string]json.RawMessage, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return nil, nil, err
	}
	of = map[string]json.RawMessage{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, nil, err
		}
		name, _ := key.(string)
		keys, of[name] = append(keys, name), value
	}
	return keys, of, nil
}
