package term

import (
	"strings"

	"github.com/alecthomas/kong"
)

// signed prepares arguments for the grammar, which takes every word that begins with a dash for a flag: the value of a
// flag may begin with one (--sort -amount), and so may an amount that stands alone (-12.50). Such an amount, and the
// plain words behind it, go to the end.
func signed(args []string, model *kong.Application) []string {
	takes := valued(model.Node, map[string]bool{})
	var front, behind []string
	for i := 0; i < len(args); i++ {
		word, last := args[i], i+1 == len(args)
		switch {
		case word == "--":
			behind = append(behind, args[i+1:]...)
			i = len(args)
		case takes[word] && !last && !strings.HasPrefix(args[i+1], "--"):
			front = append(front, word+"="+args[i+1])
			i++
		case negative(word), len(behind) > 0 && !strings.HasPrefix(word, "-"):
			behind = append(behind, word)
		default:
			front = append(front, word)
		}
	}
	if behind != nil {
		front = append(append(front, "--"), behind...)
	}
	return front
}

// valued adds the long flags of a command and of those below it that want a value.
func valued(n *kong.Node, into map[string]bool) map[string]bool {
	for _, f := range n.Flags {
		if !f.IsBool() {
			into["--"+f.Name] = true
		}
	}
	for _, below := range n.Children {
		valued(below, into)
	}
	return into
}

// negative tells -12.50 and -.50 from the flags -h and --json.
func negative(word string) bool {
	return len(word) > 1 && word[0] == '-' && strings.ContainsRune("0123456789.,", rune(word[1]))
}
