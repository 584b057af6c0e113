package letter

import (
	"strings"
	"unicode"
)

// The forms of address that greetings are made of in every language. Any other text is the words of the greeting themselves.
const (
	AsMs    = "Ms"
	AsMr    = "Mr"
	ByFirst = "first name"
)

// Salutations are the forms of address that are known.
func Salutations() []string { return []string{AsMs, AsMr, ByFirst} }

// Greet is the words a letter to a person begins with, by how the person is addressed; without that, or without a person, as Greeting.
func (l Language) Greet(person, salutation string) string {
	titles, _, last := nameParts(person)
	switch {
	case person == "" || salutation == "":
		return l.Greeting(person)
	case salutation == ByFirst:
		return l.pick("Dear ", "Hallo ", "Bonjour ", "Hola, ") + First(person)
	case salutation == AsMs:
		return l.pick("Dear "+orTitle(titles, "Ms")+" "+last, "Sehr geehrte Frau "+before(titles, last), "Madame", "Estimada Sra. "+person)
	case salutation == AsMr:
		return l.pick("Dear "+orTitle(titles, "Mr")+" "+last, "Sehr geehrter Herr "+before(titles, last), "Monsieur", "Estimado Sr. "+person)
	}
	return strings.TrimRight(salutation, " ,:")
}

// Formal is a person's name with the form of address before it, as it stands in a sentence or above an address: Ms Anna Becker, Frau Dr. Anna Becker.
func (l Language) Formal(person, salutation string) string {
	form := ""
	switch salutation {
	case AsMs:
		form = l.pick("Ms", "Frau", "Madame", "Sra.")
	case AsMr:
		form = l.pick("Mr", "Herrn", "Monsieur", "Sr.")
	}
	if titles, _, _ := nameParts(person); l == English && titles != "" {
		form = "" // Dr Anna Becker
	}
	return before(form, person)
}

// nameParts cuts a name into the titles before it, the first name, and the last with what belongs to it: van, de la, von.
func nameParts(name string) (titles, first, last string) {
	words := strings.Fields(name)
	n := 0
	for n < len(words)-1 && strings.HasSuffix(words[n], ".") {
		n++
	}
	titles, words = strings.Join(words[:n], " "), words[n:]
	if len(words) == 0 {
		return titles, "", ""
	}
	from := len(words) - 1
	for from > 1 && unicode.IsLower([]rune(words[from-1])[0]) {
		from--
	}
	return titles, words[0], strings.Join(words[from:], " ")
}

// orTitle is what stands before a last name in English: a title in the place of Ms and Mr, without its point.
func orTitle(titles, form string) string {
	if titles == "" {
		return form
	}
	return strings.ReplaceAll(titles, ".", "")
}

func before(first, rest string) string { return strings.TrimSpace(first + " " + rest) }
