package terms

// Covers tells whether any rule applies to a service line.
func (t Terms) Covers(service string) bool {
	for i := range t.Rules {
		if t.Rules[i].serves(service) {
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
				if b.serves(s) {
					return true
				}
			}
		}
	}
	return false
}
