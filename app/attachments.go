package app

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf8"

	"rapport/app/names"
)

// attach keeps files with a thing of a partner (0: of nobody), by the hash of their bytes. They travel with the data file and its backups.
func (t *tx) attach(partner ID[Partner], kind Kind, of int64, files []File) error {
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
		f.Name = fileName(f.Name)
		if err := checkFile("files", f, MostAttachment); err != nil {
			return err
		}
		if err := t.attachOne(partner, kind, of, f); err != nil {
			return err
		}
	}
	return nil
}

// attachOne keeps one file that was checked.
func (t *tx) attachOne(partner ID[Partner], kind Kind, of int64, f File) error {
	a := Attachment{Kind: kind, Of: of, Partner: partner, Day: t.today, Name: f.Name, Size: int64(len(f.Bytes)), SHA256: sha256.Sum256(f.Bytes), At: t.now, Who: t.actor}
	return t.AddAttachment(a, f.Bytes)
}

// checkFile refuses a file without a name or content, and one of more than most bytes.
func checkFile(field string, f File, most int) error {
	switch {
	case f.Name == "":
		return Bad(field, "A file needs a name.", "Rename it.")
	case len(f.Bytes) == 0:
		return Bad(field, f.Name+" is empty.", "Choose the right file.")
	case len(f.Bytes) > most:
		return Bad(field, fmt.Sprintf("%s is larger than %d MB.", f.Name, most>>20), "Send a smaller copy; the data file keeps every attachment.")
	}
	return nil
}

// mostFileName is how many bytes a file's name has at most: file systems take 255, and an ending may follow.
const mostFileName = 200

// fileName is the last part of a path, as a name that can be shown and saved anywhere. Of one that is too long the end stays.
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
	for len(name) > mostFileName {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	return strings.TrimLeft(name, ".")
}
