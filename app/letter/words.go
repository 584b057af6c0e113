package letter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bojanz/currency"

	"rapport/app/calendar"
	"rapport/app/money"
)

// Language is the language of a letter: its days, amounts and set phrases are written in it.
type Language string

// The languages letters are written in.
const (
	English Language = "en"
	German  Language = "de"
	French  Language = "fr"
	Spanish Language = "es"
)

// Languages are all of them.
func Languages() []Language { return []Language{English, German, French, Spanish} }

// Name is what the language is called in English.
func (l Language) Name() string {
	return map[Language]string{English: "English", German: "German", French: "French", Spanish: "Spanish"}[l]
}

// Known tells whether letters are written in it.
func (l Language) Known() bool { return slices.Contains(Languages(), l) }

// LanguageOf is the language to begin with for a country (ISO 3166 alpha-2).
func LanguageOf(country string) Language {
	switch country {
	case "DE", "AT", "CH", "LI":
		return German
	case "FR", "BE", "LU", "MC":
		return French
	case "ES", "MX", "AR", "CL", "CO", "PE", "UY":
		return Spanish
	}
	return English
}

// pick is the one of four texts that is in the language.
func (l Language) pick(en, de, fr, es string) string {
	switch l {
	case German:
		return de
	case French:
		return fr
	case Spanish:
		return es
	}
	return en
}

// Day writes a day: 15 October 2026, 15. Oktober 2026, 15 octobre 2026, 15 de octubre de 2026. No day is no text.
func (l Language) Day(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	month, n := l.month(d), d.DayOfMonth()
	switch {
	case l == German:
		return fmt.Sprintf("%d. %s %d", n, month, d.Year())
	case l == French && n == 1:
		return fmt.Sprintf("1er %s %d", month, d.Year())
	case l == Spanish:
		return fmt.Sprintf("%d de %s de %d", n, month, d.Year())
	}
	return fmt.Sprintf("%d %s %d", n, month, d.Year())
}

func (l Language) month(d calendar.Day) string {
	all := l.pick("January February March April May June July August September October November December",
		"Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
	return strings.Fields(all)[d.Month()-1]
}

// Period writes a period: a month by its name, anything else from day to day.
func (l Language) Period(p calendar.Period) string {
	if p == calendar.MonthPeriod(p.From) {
		if l == Spanish {
			return fmt.Sprintf("%s de %d", l.month(p.From), p.From.Year())
		}
		return fmt.Sprintf("%s %d", l.month(p.From), p.From.Year())
	}
	return fmt.Sprintf("%s %s %s", l.Day(p.From), l.pick("to", "bis", "au", "a"), l.Day(p.Last()))
}

// Money writes an amount with its currency: 1,240.00 EUR, 1.240,00 EUR. Spaces inside do not break a line.
func (l Language) Money(m money.Money) string {
	a, err := currency.NewAmountFromInt64(m.Minor, string(m.Currency))
	if err != nil {
		return m.String()
	}
	f := currency.NewFormatter(currency.NewLocale(string(l.region())))
	f.CurrencyDisplay = currency.DisplayNone
	return strings.TrimSpace(f.Format(a)) + "\u00a0" + string(m.Currency)
}

// region is the country whose way to write numbers is used: in Spanish 1.240 has its point only in some.
func (l Language) region() Language {
	return Language(l.pick("en", "de", "fr", "es"))
}

// Percent writes a rate as a percentage.
func (l Language) Percent(r money.Rate) string {
	text := r.Percent()
	if l != English {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text + "\u00a0%"
}

// Greeting is the words a letter begins with, without the comma or colon behind them; the name may be empty.
func (l Language) Greeting(person string) string {
	if person == "" {
		return l.pick("Dear colleagues", "Sehr geehrte Damen und Herren", "Madame, Monsieur", "Estimados señores")
	}
	return l.pick("Dear ", "Guten Tag ", "Bonjour ", "Buenos días, ") + person
}

// And joins texts as a list is read.
func (l Language) And(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + l.pick(" and ", " und ", " et ", " y ") + list[last]
}

// Stage says how a referral stands. The stages are those of an inbound referral; another word is given back as it is.
func (l Language) Stage(stage string) string {
	return l.word(stage, map[string][4]string{
		"logged":       {"received", "eingegangen", "reçue", "recibida"},
		"checking":     {"being checked", "in Prüfung", "en cours de vérification", "en comprobación"},
		"accepted":     {"accepted", "angenommen", "acceptée", "aceptada"},
		"contacted":    {"we have been in touch", "wir haben Kontakt aufgenommen", "nous avons pris contact", "hemos establecido contacto"},
		"meeting":      {"we have met", "ein Gespräch hat stattgefunden", "un entretien a eu lieu", "hemos mantenido una reunión"},
		"proposal":     {"our proposal is being considered", "unser Angebot wird geprüft", "notre proposition est à l’étude", "nuestra propuesta está en estudio"},
		"won":          {"we are instructed", "der Auftrag ist erteilt", "la mission nous est confiée", "hemos recibido el encargo"},
		"lost":         {"not continued", "nicht weitergeführt", "sans suite", "sin continuidad"},
		"not accepted": {"not taken on", "nicht übernommen", "non retenue", "no asumida"},
		"duplicate":    {"known to us already", "uns bereits bekannt", "déjà connue de nous", "ya conocida por nosotros"},
		"withdrawn":    {"withdrawn", "zurückgezogen", "retirée", "retirada"},
	})
}

// Reason says why a referral was lost: the firm's closed list; another text is given back as it is.
func (l Language) Reason(reason string) string {
	return l.word(reason, map[string][4]string{
		"no response":          {"we could not reach them", "wir konnten niemanden erreichen", "nous n’avons pas pu obtenir de réponse", "no hemos obtenido respuesta"},
		"chose competitor":     {"they chose another firm", "die Wahl fiel auf ein anderes Haus", "le choix s’est porté sur un autre cabinet", "se eligió otra firma"},
		"price":                {"the fee did not fit the budget", "das Honorar passte nicht zum Budget", "les honoraires dépassaient le budget prévu", "los honorarios no encajaban en el presupuesto"},
		"not a fit":            {"our services were not what was needed", "unsere Leistungen passten nicht zum Bedarf", "nos services ne répondaient pas au besoin", "nuestros servicios no respondían a la necesidad"},
		"conflict of interest": {"our professional rules did not allow us to act", "unsere Berufsregeln ließen eine Übernahme nicht zu", "nos règles professionnelles ne nous permettaient pas d’intervenir", "nuestras normas profesionales no nos permitían intervenir"},
		"timing":               {"the timing was not right", "der Zeitpunkt passte nicht", "le moment n’était pas propice", "no era el momento adecuado"},
		"client withdrew":      {"the client decided not to go on", "der Mandant hat das Vorhaben nicht weiterverfolgt", "le client a renoncé à son projet", "el cliente decidió no continuar"},
		"referred onward":      {"another adviser is better placed to help", "eine andere Stelle kann hier besser helfen", "un autre conseil est mieux placé pour l’aider", "otro asesor está en mejor posición para ayudar"},
		"other":                {"it did not come about", "es kam nicht zustande", "le projet n’a pas abouti", "no llegó a materializarse"},
	})
}

func (l Language) word(key string, table map[string][4]string) string {
	w, ok := table[key]
	if !ok {
		return key
	}
	return l.pick(w[0], w[1], w[2], w[3])
}

// PageOf is how a page says which it is.
func (l Language) PageOf() string {
	return l.pick("Page {page} of {pages}", "Seite {page} von {pages}", "Page {page} sur {pages}", "Página {page} de {pages}")
}

// First is the first word of a name, titles left out.
func First(name string) string {
	for _, word := range strings.Fields(name) {
		if !strings.HasSuffix(word, ".") {
			return word
		}
	}
	return name
}

// Code is a partner's code with its word, on a page that clients read.
func (l Language) Code(code string) string {
	return l.pick("Code ", "Code ", "Code ", "Código ") + code
}

// WhyNews says why somebody gets a firm's newsletter.
func (l Language) WhyNews(firm string) string {
	return l.pick("You receive this newsletter as a partner of "+firm+".", "Sie erhalten diesen Rundbrief als Partner von "+firm+".",
		"Vous recevez cette lettre en tant que partenaire de "+firm+".", "Recibe este boletín como socio de "+firm+".")
}

// Unsubscribe is how a newsletter offers to end it.
func (l Language) Unsubscribe() string {
	return l.pick("Unsubscribe from this newsletter", "Diesen Rundbrief abbestellen", "Se désabonner de cette lettre", "Darse de baja de este boletín")
}
