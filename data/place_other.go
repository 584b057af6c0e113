//go:build !linux

package data

import (
	"errors"
	"os"
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

// mayMakeFiles tells why no file can be made in a folder; nil when one can.
func mayMakeFiles(dir string) error {
	f, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// freeSpace is not known here; the operation itself then says when the disk is full.
func freeSpace(string) (bytes int64, ok bool) { return 0, false }
