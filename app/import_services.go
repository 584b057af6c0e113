package app

import (
	"slices"
	"strings"

	"rapport/app/names"
)

// mostServices is how many services forms offer at most by what imports bring; a list any longer helps nobody choose.
const mostServices = 40

// serves notes the service of a referral that is made or changed.
func (im *importer) serves(service string) {
	if service != "" && !slices.Contains(im.services, service) && len(im.services) <= mostServices {
		im.services = append(im.services, service)
	}
}

// offer adds the services that came in to those the forms offer. They stay when the import is taken back.
func (im *importer) offer() error {
	s := im.t.settings
	var added []string
	for _, service := range im.services {
		same := func(known string) bool { return names.Fold(known) == names.Fold(service) }
		if !slices.ContainsFunc(s.Services, same) && !slices.ContainsFunc(added, same) {
			added = append(added, service)
		}
	}
	switch {
	case len(added) == 0:
		return nil
	case len(s.Services)+len(added) > mostServices:
		im.note("The file names many services, so none was added to those that forms offer; the settings have their list.")
		return nil
	}
	im.note("New among the services that forms offer: %s.", strings.Join(added, ", "))
	if im.dry {
		return nil
	}
	now := s
	now.Services, now.Version = append(slices.Clone(s.Services), added...), s.Version+1
	if err := im.t.PutSettings(now); err != nil {
		return err
	}
	return im.t.image(KindSettings, 1, s, now)
}
