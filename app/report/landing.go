package report

// LandingPage is a page of the web before it is HTML: a partner's recommendation of the firm with a form for whom it reaches.
type LandingPage struct {
	Language string // BCP 47
	Title    string
	Body     string // Markdown above the form
	After    string // Markdown below it; may be empty
	Firm     LandingParty
	Partner  LandingParty
	Colour   string // of the firm, #RRGGBB; the writer changes it as far as reading needs
	Code     string // as it stands in the form
	Shown    string // the code as people read it

	Disclosure string // Markdown; empty: there is none
	Services   []string
	Target     string // https address that takes the form, or mailto:
	Privacy    string // address of the privacy notice
	Words      LandingWords
}

// LandingParty is the firm or the partner on its page.
type LandingParty struct {
	Name    string
	Logo    []byte   // PNG or JPEG, or nil
	Lines   []string // address, one line each
	Email   string
	Phone   string
	Website string
}

// LandingWords are the set phrases of a page in its language.
type LandingWords struct {
	RecommendedBy, Disclosure, Form, Required, Optional           string
	Name, Email, Phone, Organisation, Service, Any, Message, Send string
	Consent, Privacy, Empty, ByMail, Code                         string
}

// The names of the form's fields, by which what comes back is read.
const (
	LandingName         = "name"
	LandingEmail        = "email"
	LandingPhone        = "phone"
	LandingOrganisation = "organisation"
	LandingService      = "service"
	LandingMessage      = "message"
	LandingConsent      = "consent"
	LandingCode         = "code"
	LandingTrap         = "homepage" // people do not see it; what fills it in is a machine
)
