package data

import (
	"fmt"
	"path/filepath"
	"strings"

	"rapport/app"
)

// cloudFolder gives the name of the service whose folder the path lies in, "" when none is recognised.
func cloudFolder(path string) string {
	for _, part := range strings.Split(filepath.ToSlash(path), "/") {
		low := strings.ToLower(part)
		switch {
		case strings.HasPrefix(low, "onedrive"):
			return "OneDrive"
		case strings.HasPrefix(low, "dropbox"):
			return "Dropbox"
		case low == "mobile documents", low == "icloud drive", low == "iclouddrive":
			return "iCloud"
		case strings.HasPrefix(low, "google drive"), strings.HasPrefix(low, "googledrive"):
			return "Google Drive"
		case low == "nextcloud", low == "owncloud", low == "syncthing":
			return part
		}
	}
	return ""
}

// onNetwork refuses a place where two computers could write at once without seeing each other's locks.
func onNetwork(path string) error {
	kind := networkKind(filepath.Dir(path))
	if kind == "" {
		return nil
	}
	return trouble(codeNetwork, fmt.Sprintf("%s lies on a network share (%s). A data file there can be damaged by two computers at once, so it was not opened.", path, kind),
		"Keep the file in a folder on this computer, and use the share as the place for backups.", nil)
}

// placeNotice is what the person should know of where the file lies; nil when nothing.
func placeNotice(path string) *app.Problem {
	name := cloudFolder(path)
	if name == "" {
		return nil
	}
	return trouble("", fmt.Sprintf("The file lies in a %s folder. Synchronising an open data file can put an old copy in its place.", name),
		fmt.Sprintf("Move the file to a folder that is not synchronised, and use the %s folder for backups.", name), nil)
}
