package terms

import "strings"

// covers tells whether a rule applies to a service line; a rule without services applies to all.
func (r Rule) covers(service string) bool {
	for _, s := range r.Services {
		if strings.EqualFold(s, service) {
			return true
		}
	}
	return len(r.Services) == 0
}

// Covers tells whether any rule applies to a service line.
func (t Terms) Covers(service string) bool {
	for _, r := range t.Rules {
		if r.covers(service) {
			return true
		}
	}
	return false
}

// Overlaps tells whether two plans could both pay for the same service line.
func (t Terms) Overlaps(o Terms) bool {
	for _, a := range t.Rules {
		for _, b := range o.Rules {
			if len(a.Services) == 0 || len(b.Services) == 0 {
				return true
			}
			for _, s := range a.Services {
				if b.covers(s) {
					return true
				}
			}
		}
	}
	return false
}
