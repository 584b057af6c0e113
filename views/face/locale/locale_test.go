package locale

import "testing"

func TestOnlyTheBareLocalesAreReplaced(t *testing.T) {
	for value, want := range map[string]bool{"C": true, "C.UTF-8": true, "POSIX": true, "": false, "en_GB.UTF-8": false, "C_X": false, "de_DE": false} {
		if got := replace(value); got != want {
			t.Errorf("replace(%q) = %v", value, got)
		}
	}
}
