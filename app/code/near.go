package code

// Near gives the codes that a mistyped one may have been meant for: one letter is wrong, or two neighbours are exchanged. There are about
// seven for six letters; most of them are nobody's.
func Near(tidy string) (out []string) {
	if len(tidy) != body+1 {
		return nil
	}
	try := func(at []byte) {
		if _, ok := Number(string(at)); ok && string(at) != tidy {
			out = append(out, string(at))
		}
	}
	for i := range tidy {
		for _, c := range []byte(letters) {
			typed := []byte(tidy)
			typed[i] = c
			try(typed)
		}
		if i > 0 && tidy[i] != tidy[i-1] {
			typed := []byte(tidy)
			typed[i], typed[i-1] = typed[i-1], typed[i]
			try(typed)
		}
	}
	return out
}

// In finds the first code in a running text that its check letter proves; empty when there is none. A word of six such letters passes the check
// once in twenty-nine times, so a code found like this has to be somebody's to count.
func In(text string) string {
	for i := 0; i+body < len(text); i++ {
		if i > 0 && wordy(text[i-1]) {
			continue
		}
		end := i + body + 1
		if text[i+3] == '-' {
			end++
		}
		if end > len(text) || end < len(text) && wordy(text[end]) {
			continue
		}
		if tidy := Tidy(text[i:end]); Looks(tidy) {
			if _, ok := Number(tidy); ok {
				return tidy
			}
		}
	}
	return ""
}

func wordy(c byte) bool {
	return c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}
