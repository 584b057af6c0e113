package assets

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed letters
var letters embed.FS

// Letters are the files of the starter library by piece and language: "won/de.md" is the piece won in German.
func Letters() (map[string]string, error) {
	all := map[string]string{}
	err := fs.WalkDir(letters, "letters", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := letters.ReadFile(path)
		all[strings.TrimPrefix(path, "letters/")] = string(raw)
		return err
	})
	return all, err
}
