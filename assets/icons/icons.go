// Package icons holds the stroke icons of the window: 24 px grid, 1.8 px
// strokes, round caps, one colour written as "currentColor" so that the
// widgets can paint them in the colour of a role.
package icons

import (
	"embed"
	"sort"
	"strings"
)

//go:embed *.svg
var files embed.FS

// SVG gives the source of an icon, or nil if there is none of that name.
func SVG(name string) []byte {
	b, err := files.ReadFile(name + ".svg")
	if err != nil {
		return nil
	}
	return b
}

// Names lists every icon, sorted.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".svg"))
	}
	sort.Strings(names)
	return names
}
