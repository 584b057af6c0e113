package app

import (
	"fmt"
	"strconv"
	"strings"

	"rapport/app/letter"
	"rapport/app/money"
)

// segmentTalk says rules in words; it knows what stands behind the ids in them, and what is not there any more.
type segmentTalk struct {
	b    Books
	s    Settings
	gone []string // sentences
}

// sentence says a whole rule: "Partners that are of type attorney, and have not introduced a client in the last 6 months."
func (k *segmentTalk) sentence(r SegmentRule) (string, error) {
	if len(r.Tests) == 0 {
		return "All partners.", nil
	}
	parts := make([]string, len(r.Tests))
	for i, t := range r.Tests {
		var err error
		if parts[i], err = k.test(t); err != nil {
			return "", err
		}
	}
	if r.Any {
		return "Partners that " + strings.Join(parts, ", or ") + ".", nil
	}
	return "Partners that " + strings.Join(parts, ", and ") + ".", nil
}

// test says one test as what is true of a partner: "have introduced a client in the last 6 months".
func (k *segmentTalk) test(t SegmentTest) (string, error) {
	shown, err := k.values(t)
	if err != nil {
		return "", err
	}
	list := orList(shown)
	either := func(yes, no string) string {
		if t.Not {
			return no
		}
		return yes
	}
	// one of some, or any at all
	some := func(yes, no, any, none string) string {
		if list == "" {
			return either(any, none)
		}
		return either(yes, no) + " " + list
	}
	switch t.Key {
	case ByType:
		return either("are of type ", "are not of type ") + list, nil
	case ByTier:
		return some("are in tier", "are not in tier", "are in a tier", "are in no tier"), nil
	case ByTag:
		return some("are tagged", "are not tagged", "have a tag", "have no tag"), nil
	case ByState, ByArchived:
		if t.Key == ByArchived {
			list = "archived"
		}
		return either("are ", "are not ") + list, nil
	case ByOwner:
		return some("are looked after by", "are not looked after by", "have an owner", "have no owner"), nil
	case ByCountry, ByRegion:
		return either("are in ", "are not in ") + list, nil
	case ByLanguage:
		return either("are written to in ", "are not written to in ") + list, nil
	case ByService:
		return either("have introduced a client for ", "have introduced no client for ") + list + ago(t), nil
	case ByIntroduced:
		return manyOf(t, "have introduced", "client") + ago(t), nil
	case ByWon:
		return manyOf(t, "have won", "referral") + ago(t), nil
	case ByPaid:
		if t.Least > 0 {
			return either("were paid at least ", "were paid less than ") + money.New(t.Least, k.currency(t)).String() + ago(t), nil
		}
		return either("were paid", "were not paid") + ago(t), nil
	case ByContacted:
		if t.Not && !t.Within.IsZero() {
			return "were not in touch for " + t.Within.Count() + " or longer", nil
		}
		return either("were in touch", "were never in touch") + ago(t), nil
	case ByQuiet:
		return either("have gone quiet", "have not gone quiet"), nil
	case ByAgreement:
		return either("have an agreement in force", "have no agreement in force"), nil
	case ByEnding:
		return either("have an agreement that ends within ", "have no agreement that ends within ") + t.Within.Count(), nil
	case ByHolds:
		return some("hold", "do not hold", "hold a material", "hold no material"), nil
	case ByOutdated:
		return some("hold an outdated version of", "hold no outdated version of", "hold an outdated version of a material", "hold no outdated version of any material"), nil
	case ByEmail:
		return either("have an e-mail address", "have no e-mail address"), nil
	case ByContact:
		return either("are marked ", "are not marked ") + list, nil
	case BySegment:
		return either("are in segment ", "are not in segment ") + list, nil
	}
	return "", Bad("test", fmt.Sprintf("%q is not something that can be asked of a partner.", t.Key), "See the keys of segments.")
}

// manyOf says how many: "have introduced a client", "have introduced fewer than 3 clients".
func manyOf(t SegmentTest, did, what string) string {
	switch {
	case t.Least <= 1 && t.Not:
		return did + " no " + what
	case t.Least <= 1:
		return did + " a " + what
	case t.Not:
		return fmt.Sprintf("%s fewer than %d %ss", did, t.Least, what)
	}
	return fmt.Sprintf("%s at least %d %ss", did, t.Least, what)
}

func ago(t SegmentTest) string {
	if t.Within.IsZero() {
		return ""
	}
	return " in the last " + t.Within.Count()
}

func (k *segmentTalk) currency(t SegmentTest) money.Currency {
	if len(t.Values) > 0 {
		return money.Currency(t.Values[0])
	}
	return k.s.Currency
}

// values are the values of a test as people read them. What is not there any more is noted.
func (k *segmentTalk) values(t SegmentTest) ([]string, error) {
	out := make([]string, len(t.Values))
	for i, v := range t.Values {
		var err error
		switch t.Key {
		case ByHolds, ByOutdated:
			out[i], err = k.material(v)
		case BySegment:
			out[i], err = k.segment(v)
		case ByTag, ByContact, ByTier:
			out[i] = "“" + v + "”"
		case ByLanguage:
			out[i] = letter.Language(v).Name()
		case ByRegion:
			out[i] = "the region " + v
		default:
			out[i] = v
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (k *segmentTalk) material(id string) (string, error) {
	n, _ := strconv.ParseInt(id, 10, 64)
	m, err := k.b.Material(ID[Material](n))
	if IsNotFound(err) {
		k.gone = append(k.gone, "A material it asks for is not in the library any more.")
		return "a material that is gone", nil
	}
	return "“" + m.Title + "”", err
}

func (k *segmentTalk) segment(id string) (string, error) {
	n, _ := strconv.ParseInt(id, 10, 64)
	s, err := k.b.Segment(ID[Segment](n))
	if IsNotFound(err) {
		k.gone = append(k.gone, "A segment it asks for is not there any more.")
		return "that is gone", nil
	}
	return "“" + s.Name + "”", err
}

// missing says which tags, types, tiers, owners, service lines, materials and segments of a rule are not there any more.
func (k *segmentTalk) missing(r SegmentRule) ([]string, error) {
	k.gone = nil
	for _, t := range r.Tests {
		if _, err := k.values(t); err != nil {
			return nil, err
		}
		for _, v := range t.Values {
			if err := k.known(t.Key, v); err != nil {
				return nil, err
			}
		}
	}
	return k.gone, nil
}

// known notes a value that nothing has any more.
func (k *segmentTalk) known(key SegmentKey, v string) error {
	kept, say := map[SegmentKey]func() []string{
		ByType: func() []string { return k.s.PartnerTypes },
		ByTier: func() []string {
			var all []string
			for _, t := range k.s.PartnerTiers {
				all = append(all, t.Name)
			}
			return all
		},
		ByService: func() []string { return k.s.Services },
	}[key], map[SegmentKey]string{ByType: "No partner is of type %s any more.", ByTier: "There is no tier %s any more.", ByTag: "No partner is tagged “%s” any more.",
		ByOwner: "No partner is looked after by %s any more.", ByService: "There is no service line %s any more."}[key]
	if say == "" {
		return nil
	}
	if kept != nil {
		for _, one := range kept() {
			if one == v {
				return nil
			}
		}
		if key == ByTier {
			k.gone = append(k.gone, fmt.Sprintf(say, v))
			return nil
		}
	}
	here, err := firstIDs(k.b.PartnerIDs, Query{Among: &Choice{Archived: true, Tests: []ChoiceTest{{Key: key, Values: []string{v}}}}}, 1)
	if err == nil && len(here) == 0 {
		k.gone = append(k.gone, fmt.Sprintf(say, v))
	}
	return err
}
