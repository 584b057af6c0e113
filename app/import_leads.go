package app

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"rapport/app/code"
	"rapport/app/names"
	"rapport/app/report"
)

// leadImport takes rows of what people wrote in a form. Each is staged as a lead; nothing else is made of it. One that came before is known by
// all it says.
type leadImport struct {
	im             *importer
	marks          map[[32]byte]Lead
	codes          map[string]codeOwner
	unknown, doubt int64
}

func newLeadImport(im *importer) *leadImport {
	return &leadImport{im: im, codes: map[string]codeOwner{}}
}

func leadColumns() []ImportField {
	email := emailField()
	email.Aliases = append(append([]string{report.LandingEmail}, email.Aliases...), "your email", "ihre e mail adresse", "votre e mail", "su correo", "reply to", "mail from")
	phone := phoneField()
	phone.Aliases = append(phone.Aliases, "your phone", "contact number", "ihre telefonnummer", "votre telephone")
	return []ImportField{
		textField("name", "Name", "", report.LandingName, "full name", "your name", "contact name", "contact", "ihr name", "nom", "votre nom", "nom complet", "nombre", "su nombre", "nombre completo"),
		email, phone,
		textField("organisation", "Company", "", report.LandingOrganisation, "organization", "company", "company name", "firm", "firma", "unternehmen", "societe", "entreprise", "empresa"),
		textField("service", "Service", "", "service", "topic", "what is it about", "interested in", "leistung", "thema", "worum geht es", "sujet", "de quoi s agit il", "asunto", "de que se trata"),
		textField("message", "Message", "", report.LandingMessage, "your message", "comments", "comment", "enquiry", "inquiry", "question", "nachricht", "ihre nachricht", "votre message", "mensaje", "su mensaje", "mail text"),
		textField("code", "Code", "The partner's code; without it one in the message is looked for.", report.LandingCode, "referral code", "partner code", "p", "ref", "empfehlungscode", "codigo"),
		textField("day", "Day", "When it was sent; today when there is no such column.", "day", "date", "submitted", "submitted at", "submission date", "created", "created at", "timestamp", "time",
			"mail date", "datum", "gesendet am", "date d envoi", "fecha").as(FieldDay),
		textField("consent", "Consent", "yes where the person agreed to be answered.", report.LandingConsent, "agreed", "gdpr", "privacy", "einwilligung", "consentement", "consentimiento").as(FieldChoice),
		textField("trap", "Trap", "The field that people do not see; what fills it in is a machine.", report.LandingTrap, "honeypot"),
	}
}

// cells are the row's values by heading, in the order of the file.
func (r *importRow) cellsNamed(each func(heading, value string)) {
	for i, h := range r.im.headings {
		if i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
			each(h, strings.TrimSpace(r.cells[i]))
		}
	}
}

func (u *leadImport) prepare(rows []importRow) (err error) {
	var marks [][32]byte
	for i := range rows {
		marks = append(marks, u.lead(&rows[i]).Mark)
		rows[i].bad = nil
	}
	u.marks, err = u.im.t.LeadsByMark(marks)
	return err
}

// lead is what a row says.
func (u *leadImport) lead(r *importRow) Lead {
	l := Lead{State: LeadNew, Name: r.text("name"), Email: r.text("email"), Phone: r.text("phone"), Organisation: r.text("organisation"), Service: r.text("service"),
		Message: r.lines("message", mostMessage), Typed: r.text("code"), Day: orDay(r.day("day"), u.im.t.today), Source: u.im.plan.FileName, Version: 1}
	var all strings.Builder
	r.cellsNamed(func(heading, value string) { fmt.Fprintf(&all, "%s: %s\n", heading, value) })
	l.Evidence = all.String()
	if len(l.Evidence) > mostEvidence {
		l.Evidence = strings.ToValidUTF8(l.Evidence[:mostEvidence], "") + "\n[…]"
	}
	dated := ""
	if r.cell("day") != "" {
		dated = l.Day.String()
	}
	l.Mark = sha256.Sum256([]byte(strings.Join([]string{names.Fold(l.Name), names.MailKey(l.Email), names.PhoneKey(l.Phone), names.Fold(l.Organisation), names.Fold(l.Service),
		names.Fold(l.Message), code.Tidy(l.Typed), dated}, "\x00")))
	return l
}

// mostMessage and mostEvidence are how much of a lead is kept: of its message in characters, of all that came in bytes.
const mostMessage, mostEvidence = 10_000, 40_000

func (u *leadImport) take(r *importRow) error {
	l := u.lead(r)
	if r.bad != nil {
		return r.bad
	}
	if l.Email == "" && l.Phone == "" {
		return Bad("email", "There is neither an e-mail address nor a telephone number; nobody could be answered.", "Choose the right columns, or leave the row out.")
	}
	key := "mark " + string(l.Mark[:])
	if old, ok := u.marks[l.Mark]; ok {
		u.im.unchanged(KindLead, int64(old.ID))
		return nil
	}
	if line, ok := u.im.seen[key]; ok {
		return Bad("message", fmt.Sprintf("The same is in row %d already.", line), "Nothing is lost; it is taken once.")
	}
	if err := checkContact(&l.Email, &l.Phone); err != nil {
		return err
	}
	if l.Day > u.im.t.today {
		l.Day = u.im.t.today // clocks of other machines
	}
	if given := names.Fold(r.text("consent")); given != "" {
		yes, known := yesMeant(given)
		l.Consent = yes || !known || given == "on"
	}
	if l.Doubt = leadDoubt(l, r.text("trap")); l.Doubt != "" {
		u.doubt++
	}
	if err := u.attribute(&l); err != nil {
		return err
	}
	id, err := u.im.newID(KindLead)
	if err != nil {
		return err
	}
	l.ID, l.At, l.Who = ID[Lead](id), u.im.t.now, u.im.t.actor
	u.im.mark(r.line, key)
	u.im.out.leads = append(u.im.out.leads, l)
	return nil
}

// attribute finds whose code it came by: the one in its field, else one in the message.
func (u *leadImport) attribute(l *Lead) error {
	typed := l.Typed
	if typed == "" {
		typed = code.In(l.Message)
	}
	if typed == "" {
		u.unknown++
		return nil
	}
	found, met := u.codes[typed]
	if !met {
		c, p, err := codeMeant(u.im.t, typed)
		if err != nil && !IsNotFound(err) {
			return err
		}
		if err == nil {
			found = codeOwner{c.Code, &p}
		}
		u.codes[typed] = found
	}
	if found.partner == nil {
		u.unknown++
		return nil
	}
	l.Code, l.Partner = found.code, found.partner.ID
	return nil
}

// leadDoubt says why a lead may not come from a person.
func leadDoubt(l Lead, trap string) string {
	links := strings.Count(l.Message, "http://") + strings.Count(l.Message, "https://") + strings.Count(l.Message, "[url")
	switch {
	case trap != "":
		return "It filled in the field that people do not see."
	case links > 2:
		return fmt.Sprintf("Its message has %d links.", links)
	case strings.Contains(l.Name, "://"):
		return "Its name is an address of the web."
	}
	return ""
}

func (u *leadImport) finish() (notes []string) {
	if n := u.unknown; n > 0 {
		notes = append(notes, fmt.Sprintf("%s by nobody's code; choose the partner when you accept.", counted(n, "lead")))
	}
	if n := u.doubt; n > 0 {
		notes = append(notes, fmt.Sprintf("%s may be spam; each says why.", counted(n, "lead")))
	}
	return notes
}
