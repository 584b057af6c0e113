package app

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"rapport/app/calendar"
	"rapport/app/letter"
	"rapport/app/money"
	"rapport/app/names"
)

// Parse reads a test as it is typed: "type = attorney, accountant", "not introduced >= 2 in 6 months", "paid >= 1000 EUR in 1 year",
// "holds = M-0001", "ending in 90 days", "quiet". Materials and segments are named by number, title or name.
func (u Segments) Parse(ctx context.Context, text string) (SegmentTest, error) {
	return read(ctx, u.f, func(b Books) (SegmentTest, error) {
		s, err := b.Settings()
		if err != nil {
			return SegmentTest{}, err
		}
		return parseTest(b, s, text)
	})
}

func parseTest(b Books, s Settings, text string) (t SegmentTest, err error) {
	rest := names.Clean(text)
	if after, not := strings.CutPrefix(rest, "not "); not {
		t.Not, rest = true, after
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r == ' ' || r == '=' || r == '>' })
	if end < 0 {
		end = len(rest)
	}
	kind, ok := segmentKind(SegmentKey(strings.ToLower(rest[:end])))
	if !ok {
		return t, Bad("test", fmt.Sprintf("%q is not something that can be asked of a partner.", rest[:end]), "Choose "+orList(segmentKeys())+".")
	}
	t.Key, rest = kind.Key, strings.TrimSpace(rest[end:])
	if kind.Has(TakesSpan) {
		if rest, err = t.span(rest); err != nil {
			return t, err
		}
	}
	if number, is := strings.CutPrefix(rest, ">="); is {
		return t, t.least(kind, s, strings.TrimSpace(number))
	}
	list, is := strings.CutPrefix(rest, "=")
	if rest != "" && !is {
		return t, Bad("test", fmt.Sprintf("%q is not understood behind %s.", rest, t.Key), "Write for example type = attorney, introduced >= 2 in 6 months, or quiet.")
	}
	for _, v := range strings.Split(list, ",") {
		if v = strings.TrimSpace(v); v == "" {
			continue
		}
		if v, err = namedValue(b, t.Key, v); err != nil {
			return t, err
		}
		t.Values = append(t.Values, v)
	}
	return t, nil
}

// span takes "in 6 months" off the end.
func (t *SegmentTest) span(text string) (string, error) {
	before, after, found := strings.Cut(" "+text, " in ")
	if !found {
		return text, nil
	}
	every, err := calendar.ParseEvery(after)
	if err != nil {
		return "", Bad("test", upperFirst(err.Error())+".", "Write a span such as 6 months or 90 days.")
	}
	t.Within = every
	return strings.TrimSpace(before), nil
}

// least reads how many or how much.
func (t *SegmentTest) least(kind SegmentKind, s Settings, text string) error {
	if kind.Has(TakesMoney) {
		currency := s.Currency
		if amount, code, found := strings.Cut(text, " "); found {
			c, err := money.ParseCurrency(strings.TrimSpace(code))
			if err != nil {
				return Bad("test", err.Error(), "")
			}
			currency, text = c, amount
		}
		m, err := money.ParseAmount(text, currency, money.Point)
		if err != nil {
			return Bad("test", err.Error(), "Write it as 1000 or 1000.00 EUR.")
		}
		t.Values, t.Least = []string{string(currency)}, m.Minor
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || !kind.Has(TakesCount) {
		return Bad("test", fmt.Sprintf("%q is not a number that can be asked for.", text), "Write for example introduced >= 2.")
	}
	t.Least = n
	return nil
}

// namedValue gives the id of a material or segment, the code of a language, and everything else as it is.
func namedValue(b Books, key SegmentKey, text string) (string, error) {
	switch key {
	case ByHolds, ByOutdated:
		m, err := materialNamed(b, text)
		return strconv.FormatInt(int64(m.ID), 10), err
	case BySegment:
		s, err := segmentNamed(b, text)
		return strconv.FormatInt(int64(s.ID), 10), err
	case ByCountry:
		return strings.ToUpper(text), nil
	case ByLanguage:
		for _, l := range letter.Languages() {
			if strings.EqualFold(text, l.Name()) {
				return string(l), nil
			}
		}
	}
	return text, nil
}

// Typed gives the tests of a rule as Parse reads them, in their order.
func (u Segments) Typed(ctx context.Context, r SegmentRule) ([]string, error) {
	return read(ctx, u.f, func(b Books) ([]string, error) {
		out := make([]string, len(r.Tests))
		for i, t := range r.Tests {
			var err error
			if out[i], err = typedTest(b, t); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

func typedTest(b Books, t SegmentTest) (string, error) {
	text := string(t.Key)
	if t.Not {
		text = "not " + text
	}
	kind, _ := segmentKind(t.Key)
	switch {
	case kind.Has(TakesMoney) && t.Least > 0:
		m := money.New(t.Least, money.Currency(strings.Join(t.Values, "")))
		text += " >= " + m.Plain() + " " + string(m.Currency)
	case t.Least > 0:
		text += fmt.Sprintf(" >= %d", t.Least)
	case len(t.Values) > 0:
		values := make([]string, len(t.Values))
		for i, v := range t.Values {
			var err error
			if values[i], err = valueName(b, t.Key, v); err != nil {
				return "", err
			}
		}
		text += " = " + strings.Join(values, ", ")
	}
	if !t.Within.IsZero() {
		text += " in " + t.Within.Count()
	}
	return text, nil
}

// valueName is the other way round of namedValue. What is gone keeps its id, which Parse refuses.
func valueName(b Books, key SegmentKey, value string) (string, error) {
	n, _ := strconv.ParseInt(value, 10, 64)
	switch key {
	case ByHolds, ByOutdated:
		m, err := b.Material(ID[Material](n))
		return orElse(m.Number, value), orMissing(err)
	case BySegment:
		s, err := b.Segment(ID[Segment](n))
		return orElse(s.Name, value), orMissing(err)
	case ByLanguage:
		return letter.Language(value).Name(), nil
	}
	return value, nil
}

// SegmentIdea is a test that could be asked here, as it is typed.
type SegmentIdea struct {
	Test string // "tag = gold"
	Is   string // "Tag"
}

// Ideas gives tests that can be asked of this firm's partners: every key with its own values where there are few.
func (u Segments) Ideas(ctx context.Context) ([]SegmentIdea, error) {
	tags, err := u.f.Partners.Tags(ctx)
	if err != nil {
		return nil, err
	}
	return read(ctx, u.f, func(b Books) ([]SegmentIdea, error) {
		s, err := b.Settings()
		if err != nil {
			return nil, err
		}
		values := map[SegmentKey][]string{ByType: s.PartnerTypes, ByTag: tags, ByState: words(PartnerStates()), ByRegion: Regions(), ByService: s.Services,
			ByContact: words(ContactRules()[1:])}
		for _, t := range s.PartnerTiers {
			values[ByTier] = append(values[ByTier], t.Name)
		}
		for _, l := range letter.Languages() {
			values[ByLanguage] = append(values[ByLanguage], l.Name())
		}
		if err := keptThings(b, values); err != nil {
			return nil, err
		}
		var out []SegmentIdea
		for _, k := range SegmentKinds() {
			if !k.Has(TakesValues) || len(values[k.Key]) == 0 && k.Key == ByCountry {
				out = append(out, SegmentIdea{k.Example(), k.Title})
			}
			for _, v := range values[k.Key] {
				out = append(out, SegmentIdea{string(k.Key) + " = " + v, k.Title})
			}
		}
		return out, nil
	})
}

// keptThings adds the materials and segments there are.
func keptThings(b Books, values map[SegmentKey][]string) error {
	all, err := b.Segments()
	for _, s := range all {
		values[BySegment] = append(values[BySegment], s.Name)
	}
	if err != nil {
		return err
	}
	return b.MaterialIDs(Query{}, func(ids []int32) error {
		rows, err := b.MaterialRows(ids)
		for _, m := range rows {
			values[ByHolds], values[ByOutdated] = append(values[ByHolds], m.Number), append(values[ByOutdated], m.Number)
		}
		return err
	})
}

func languageKnown(text string) bool { return letter.Language(text).Known() }
