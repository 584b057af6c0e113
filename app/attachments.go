package app

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"rapport/app/names"
)

// attach keeps files with a thing, by the hash of their bytes. They travel with the data file and its backups.
func (t *tx) attach(kind Kind, of int64, files []File) error {
	if len(files) == 0 {
		return nil
	}
	kept, err := t.Attachments(kind, of)
	if err != nil {
		return err
	}
	if len(kept)+len(files) > MostAttachments {
		return Bad("files", fmt.Sprintf("At most %d files are kept with one thing.", MostAttachments), "Put several pages into one PDF.")
	}
	for _, f := range files {
		name := fileName(f.Name)
		switch {
		case name == "":
			return Bad("files", "A file needs a name.", "Rename it.")
		case len(f.Bytes) == 0:
			return Bad("files", name+" is empty.", "Choose the right file.")
		case len(f.Bytes) > MostAttachment:
			return Bad("files", fmt.Sprintf("%s is larger than %d MB.", name, MostAttachment>>20), "Send a smaller copy; the data file keeps every attachment.")
		}
		a := Attachment{Kind: kind, Of: of, Name: name, Size: int64(len(f.Bytes)), SHA256: sha256.Sum256(f.Bytes), At: t.now, Who: t.actor}
		if err := t.AddAttachment(a, f.Bytes); err != nil {
			return err
		}
	}
	return nil
}

// fileName is the last part of a path, as a name that can be shown and saved anywhere.
func fileName(path string) string {
	name := path[strings.LastIndexAny(path, `/\`)+1:]
	name = names.Clean(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name))
	if letters := []rune(name); len(letters) > 120 {
		name = string(letters[len(letters)-120:])
	}
	return strings.TrimLeft(name, ".")
}
