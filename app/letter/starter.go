package letter

import (
	"fmt"
	"strings"
)

// Starter is a piece of the starter library: the head of its file, and what it says.
type Starter struct {
	Title, Kind, Subject, Type, Note, Body string
}

// ReadStarter reads a piece as it stands in its file: lines of "name: value" between two lines of dashes, then the text.
func ReadStarter(text string) (Starter, error) {
	head, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !ok || !strings.HasPrefix(text, "---\n") {
		return Starter{}, fmt.Errorf("it has no head between two lines of dashes")
	}
	s := Starter{Body: strings.TrimSpace(body)}
	into := map[string]*string{"title": &s.Title, "kind": &s.Kind, "subject": &s.Subject, "for": &s.Type, "note": &s.Note}
	for _, line := range strings.Split(head, "\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || into[name] == nil {
			return s, fmt.Errorf("its head has the line %q", line)
		}
		*into[name] = strings.TrimSpace(value)
	}
	return s, nil
}
