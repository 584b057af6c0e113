// Package locale gives the process a locale that Fyne can read. It is imported for its effect, before Fyne: with LANG=C.UTF-8
// Fyne prints three lines of complaint at every start. Only os and strings may be imported here, so that this runs first.
package locale

import (
	"os"
	"strings"
)

func init() {
	for _, name := range []string{"LANG", "LC_ALL", "LC_MESSAGES"} {
		if replace(os.Getenv(name)) {
			_ = os.Setenv(name, "en_US.UTF-8") // without it there are the three lines and nothing worse
		}
	}
}

// replace tells whether a locale is one Fyne can't read.
func replace(value string) bool {
	base, _, _ := strings.Cut(value, ".")
	return base == "C" || base == "POSIX"
}
