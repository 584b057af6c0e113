package paper

import "strings"

// fonts are the three cuts of the family and their faces, shared by every
// document a Printer makes. A face is made on first use.
type fonts struct {
	cuts  [styles]*trueType
	faces [styles][blocks]face
}

// face is the face that draws a block of 128 characters.
func (f *fonts) face(s style, block int) (*face, error) {
	c := &f.faces[s][block]
	c.once.Do(func() { c.prepare(f.cuts[s], s, block) })
	return c, c.err
}

// width is the length of a line of text, in thousandths of the size.
func (f *fonts) width(s style, text string) (sum int) {
	advance := &f.cuts[s].advance
	for _, r := range text {
		sum += int(advance[r])
	}
	return sum
}

// wrap breaks text into lines no longer than most, in thousandths of the size:
// at its own line breaks, else after a space that no % follows, else after a hyphen or slash,
// else inside a word that is longer than the line. An empty text has no lines.
func (f *fonts) wrap(s style, text string, most int) []string {
	if text == "" {
		return nil
	}
	if strings.IndexByte(text, '\n') < 0 && f.width(s, text) <= most {
		return []string{text}
	}
	var lines []string
	for part := range strings.SplitSeq(strings.TrimRight(text, "\n "), "\n") {
		lines = f.wrapLine(lines, s, part, most)
	}
	return lines
}

func (f *fonts) wrapLine(lines []string, s style, text string, most int) []string {
	advance := &f.cuts[s].advance
	start, width := 0, 0
	space, joint := 0, 0 // after the last space, hyphen or slash
	for i, r := range text {
		w := int(advance[r])
		for width+w > most && r != ' ' && i > start { // again, if what is carried over is too long still
			end := i
			if space > start {
				end = space
			} else if joint > start {
				end = joint
			}
			lines = append(lines, strings.TrimRight(text[start:end], " "))
			start, width = end, f.width(s, text[end:i])
		}
		width += w
		switch r {
		case ' ':
			if !strings.HasPrefix(text[i+1:], "%") {
				space = i + 1
			}
		case '-', '/', '–', '—', '_', '@':
			joint = i + len(string(r))
		}
	}
	return append(lines, strings.TrimRight(text[start:], " "))
}

// longestWord is the width of the widest part that wrap need not break.
func (f *fonts) longestWord(s style, text string) (most int) {
	for word := range strings.FieldsSeq(text) {
		most = max(most, f.width(s, word))
	}
	return most
}

// eachRun cuts text into runs that one face draws, and passes each with its
// codes and its width in thousandths of the size.
func (f *fonts) eachRun(s style, text string, use func(block int, codes string, width int)) {
	if plain(text) {
		use(0, text, f.width(s, text))
		return
	}
	advance := &f.cuts[s].advance
	codes := make([]byte, 0, len(text))
	current, width := 0, 0
	for _, r := range text {
		block, code := place(r)
		if r == ' ' {
			block = current
		}
		if block != current && len(codes) > 0 {
			use(current, string(codes), width)
			codes, width = codes[:0], 0
		}
		current = block
		codes = append(codes, code)
		width += int(advance[r])
	}
	if len(codes) > 0 {
		use(current, string(codes), width)
	}
}
