//go:build !linux

package data

import (
	"path/filepath"
	"strings"
)

// networkKind recognises a share by its name (\\server\share); mounted shares are not told apart here.
func networkKind(dir string) string {
	if strings.HasPrefix(filepath.VolumeName(dir), `\\`) {
		return "share"
	}
	return ""
}

// freeSpace is not known here; the operation itself then says when the disk is full.
func freeSpace(string) (bytes int64, ok bool) { return 0, false }
