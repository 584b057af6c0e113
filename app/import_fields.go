package app

// The kinds of file that are imported.
const (
	ImportPartners  = "partners"
	ImportPeople    = "people"
	ImportClients   = "clients"
	ImportReferrals = "referrals"
	ImportFees      = "fees"
	ImportCheckins  = "checkins"
	ImportOutbound  = "outbound"
	ImportLeads     = "leads" // what people wrote in a form; staged until accepted
	ImportDeals     = "deals" // one row per opportunity, as customer programs export them
)

// The kinds of value an import field holds.
const (
	FieldText   = "text"
	FieldDay    = "day"
	FieldMoney  = "money"
	FieldChoice = "choice"
)

// ImportKind is one kind of file, as people choose it.
type ImportKind struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Hint  string `json:"hint"`
}

// ImportField is one thing a column of a file can hold.
type ImportField struct {
	Key      string   `json:"key"`
	Title    string   `json:"title"`
	Required bool     `json:"required"`
	Kind     string   `json:"kind"` // text, day, money or choice
	Hint     string   `json:"hint,omitempty"`
	Aliases  []string `json:"-"` // headings it is known by, folded, the surest first
}

// Kinds lists what can be imported, in the order in which a firm starts.
func (Imports) Kinds() []ImportKind {
	return []ImportKind{
		{ImportPartners, "Partners", "One row per partner: name, type, address, contact."},
		{ImportPeople, "People", "One row per person at a partner that is kept already."},
		{ImportClients, "Clients", "One row per client: name, contact, industry."},
		{ImportReferrals, "Referrals", "One row per introduction by a partner that is kept already."},
		{ImportFees, "Fees", "One row per invoice, receipt, credit or write-off on a won referral."},
		{ImportCheckins, "Check-ins", "One row per contact with a partner that is kept already: day, kind, note."},
		{ImportOutbound, "Outbound referrals", "One row per client you introduced to a partner that is kept already."},
		{ImportLeads, "Leads", "What people wrote in the form of a landing page: a list, or the mails themselves. Nothing enters before you accept it."},
		{ImportDeals, "Deals", "One row per opportunity of a customer program: makes partners, clients, referrals and fees."},
	}
}

// Fields lists what the columns of a kind can hold; none for a kind that is not known.
func (Imports) Fields(kind string) []ImportField { return importFields(kind) }

func importFields(kind string) []ImportField {
	switch kind {
	case ImportPartners:
		return partnerColumns()
	case ImportPeople:
		return peopleColumns()
	case ImportClients:
		return clientColumns()
	case ImportReferrals:
		return referralColumns()
	case ImportFees:
		return feeColumns()
	case ImportCheckins:
		return checkinColumns()
	case ImportOutbound:
		return outboundImportColumns()
	case ImportLeads:
		return leadColumns()
	case ImportDeals:
		return dealColumns()
	}
	return nil
}

func textField(key, title, hint string, aliases ...string) ImportField {
	return ImportField{Key: key, Title: title, Kind: FieldText, Hint: hint, Aliases: aliases}
}

func (f ImportField) as(kind string) ImportField { f.Kind = kind; return f }

func (f ImportField) needed() ImportField { f.Required = true; return f }

func referenceField(aliases ...string) ImportField {
	return textField("reference", "Reference", "The other program's number; it recognises the row when the file comes again.",
		append(aliases, "reference", "ref", "id", "external id", "record id", "number", "nummer", "referenz", "numero", "referencia")...)
}

func emailField() ImportField {
	return textField("email", "E-mail", "", "email", "e mail", "mail", "email address", "e mail address", "e mail adresse", "courriel",
		"adresse e mail", "correo", "correo electronico")
}

func phoneField() ImportField {
	return textField("phone", "Phone", "", "phone", "telephone", "phone number", "tel", "mobile", "telefon", "telefonnummer", "telefono", "movil")
}

func noteField() ImportField {
	return textField("note", "Note", "", "note", "notes", "comment", "comments", "remark", "remarks", "description", "notiz", "bemerkung",
		"kommentar", "remarque", "commentaire", "nota", "comentario", "observaciones")
}

func countryField() ImportField {
	return textField("country", "Country", "Two letters, such as DE.", "country", "country code", "land", "pays", "pais")
}

func currencyField() ImportField {
	return textField("currency", "Currency", "A code such as EUR; without it the currency chosen for the file.", "currency", "currency code",
		"currency iso code", "ccy", "wahrung", "waehrung", "devise", "monnaie", "moneda", "divisa")
}

func partnerField() ImportField {
	return textField("partner", "Partner", "Name, number, reference or code of the partner.", "partner", "partner name", "partner account",
		"referral partner", "referrer", "referred by", "referral source", "introducer", "introduced by", "sales agent", "agent", "broker",
		"lead source", "source", "vermittler", "empfehler", "empfohlen von", "partnername", "partenaire", "apporteur", "apporteur d affaires",
		"prescripteur", "socio", "colaborador", "referido por", "agente", "referral code", "partner code", "empfehlungscode").needed()
}

func ownerField() ImportField {
	return textField("owner", "Owner", "Who looks after it in the firm.", "owner", "account owner", "responsible", "relationship manager",
		"manager", "betreuer", "verantwortlich", "zustandig", "responsable", "propietario")
}

func partnerColumns() []ImportField {
	return []ImportField{
		referenceField("partner id", "account id", "partner reference"),
		textField("name", "Name", "", "name", "partner", "partner name", "company", "company name", "organisation", "organization", "account name",
			"firm", "sales agent", "firma", "unternehmen", "partnername", "nom", "societe", "raison sociale", "partenaire", "nombre", "empresa",
			"razon social", "socio").needed(),
		textField("type", "Type", "One of the firm's partner types.", "type", "partner type", "category", "art", "typ", "kategorie", "categorie",
			"tipo", "categoria").as(FieldChoice),
		textField("tags", "Tags", "Separated by commas or semicolons.", "tags", "tag", "labels", "schlagworte", "etiquettes", "etiquetas"),
		emailField(), phoneField(),
		textField("website", "Website", "", "website", "web site", "url", "web", "homepage", "webseite", "site web", "sitio web", "pagina web"),
		textField("address", "Address", "", "address", "street", "postal address", "billing address", "adresse", "anschrift", "direccion"),
		countryField(),
		textField("tax_number", "Tax number", "", "tax number", "tax id", "vat number", "vat id", "vat", "ein", "tin", "ust id", "ust idnr",
			"steuernummer", "numero de tva", "tva", "nif", "cif", "rfc"),
		currencyField(), ownerField(), noteField(),
	}
}

func peopleColumns() []ImportField {
	partner := partnerField()
	partner.Aliases = append(partner.Aliases, "company", "company name", "organisation", "organization", "account", "account name", "firm",
		"firma", "unternehmen", "societe", "empresa")
	return []ImportField{
		referenceField("contact id", "person id"),
		partner,
		textField("name", "Name", "", "name", "full name", "person", "contact", "contact name", "contact person", "ansprechpartner", "kontakt",
			"nom", "nom complet", "interlocuteur", "nombre", "nombre completo", "contacto").needed(),
		textField("role", "Role", "", "role", "title", "job title", "position", "function", "funktion", "rolle", "fonction", "poste", "cargo", "puesto"),
		emailField(), phoneField(),
		textField("primary", "Primary", "yes for the person to write to first.", "primary", "primary contact", "main contact", "hauptkontakt",
			"contact principal", "contacto principal").as(FieldChoice),
		textField("channel", "Preferred channel", "How the person wants to be reached: e-mail, phone, message, post or in person.", "preferred channel", "channel",
			"preferred contact method", "contact preference", "bevorzugter kontaktweg", "kontaktweg", "canal prefere", "canal preferido").as(FieldChoice),
		textField("salutation", "Form of address", "Ms, Mr, first name, or the greeting itself such as “Liebe Anna”.", "salutation", "form of address", "anrede", "civilite", "tratamiento", "greeting"),
		noteField(),
	}
}

func clientColumns() []ImportField {
	return []ImportField{
		referenceField("client id", "customer id", "account id", "client reference"),
		textField("name", "Name", "", "name", "client", "client name", "customer", "customer name", "account", "account name", "company",
			"company name", "kunde", "kundenname", "mandant", "firma", "nom", "client nom", "societe", "nombre", "cliente", "empresa").needed(),
		textField("person", "Natural person", "yes for a person, no for an organisation.", "person", "natural person", "individual",
			"naturliche person", "personne physique", "persona fisica").as(FieldChoice),
		emailField(), phoneField(), countryField(),
		textField("industry", "Industry", "", "industry", "sector", "branche", "secteur", "sector de actividad", "industria"),
		textField("since", "Client since", "The day from which it is a client of the firm; today for new ones without.", "since", "client since", "customer since",
			"kunde seit", "mandant seit", "client depuis", "cliente desde").as(FieldDay),
		noteField(),
	}
}

func clientField() ImportField {
	return textField("client", "Client", "Name, number or reference; empty gives a code name.", "client", "client name", "customer",
		"customer name", "account", "account name", "company", "company name", "kunde", "kundenname", "mandant", "firma", "societe", "cliente",
		"empresa", "cuenta")
}

func serviceField() ImportField {
	return textField("service", "Service", "", "service", "service line", "product", "product name", "practice area", "leistung",
		"dienstleistung", "produkt", "produit", "prestation", "servicio", "producto")
}

func stageField() ImportField {
	return textField("stage", "Stage", "Such as new, contacted, proposal, won or lost.", "stage", "deal stage", "status", "sales stage",
		"opportunity stage", "phase", "pipeline stage", "state", "stufe", "zustand", "vertriebsphase", "etape", "statut", "etat", "etapa",
		"fase", "estado").as(FieldChoice)
}

func introducedField() ImportField {
	return textField("introduced", "Introduced", "The day of the introduction.", "introduced", "introduced on", "introduction date",
		"referral date", "referred on", "engage date", "created", "created date", "create date", "created at", "created on", "date created",
		"open date", "date opened", "start date", "date", "day", "datum", "empfohlen am", "erstellt am", "angelegt am", "eingang",
		"date de creation", "date d introduction", "cree le", "fecha", "fecha de creacion", "fecha de alta").as(FieldDay)
}

func closedField() ImportField {
	return textField("closed", "Closed", "The day it was won or lost.", "closed", "closed on", "close date", "closed date", "date closed",
		"won on", "won date", "end date", "abgeschlossen am", "abschlussdatum", "abschluss", "date de cloture", "cloture", "fecha de cierre",
		"cierre").as(FieldDay)
}

func reasonField() ImportField {
	return textField("reason", "Reason", "Why it was lost.", "reason", "lost reason", "loss reason", "closed lost reason", "grund", "verlustgrund",
		"motif", "raison", "motivo", "razon")
}

func referralColumns() []ImportField {
	return []ImportField{
		referenceField("referral id", "opportunity id", "deal id", "lead id"),
		partnerField(),
		textField("person", "Person", "Who at the partner made it.", "person", "contact", "contact name", "ansprechpartner", "contacto"),
		clientField(), serviceField(), stageField(), introducedField().needed(), closedField(), reasonField(),
		textField("estimate", "Estimate", "What it may bring.", "estimate", "estimated value", "expected value", "value", "amount", "deal value",
			"expected revenue", "schatzwert", "wert", "betrag", "erwarteter wert", "estimation", "valeur", "montant", "estimacion", "valor",
			"importe").as(FieldMoney),
		currencyField(), ownerField(), noteField(),
	}
}

func dealColumns() []ImportField {
	return []ImportField{
		referenceField("opportunity id", "opportunity", "deal id", "deal", "lead id"),
		partnerField(), clientField(), serviceField(), stageField().needed(), introducedField(), closedField(),
		textField("value", "Value", "The fee received when won; an estimate before.", "value", "close value", "deal value", "won value", "amount",
			"fee", "revenue", "price", "wert", "betrag", "umsatz", "honorar", "valeur", "montant", "honoraires", "valor", "importe",
			"honorarios").as(FieldMoney),
		currencyField(), reasonField(),
	}
}

func feeColumns() []ImportField {
	return []ImportField{
		referenceField("fee id", "payment id", "transaction id", "receipt number"),
		textField("referral", "Referral", "Number or reference of the referral.", "referral", "referral number", "referral id", "referral reference",
			"opportunity id", "opportunity", "deal id", "deal", "matter", "empfehlung", "vermittlung", "recommandation", "referido",
			"recomendacion").needed(),
		textField("kind", "Kind", "invoiced, received, credited or written off; received when there is no such column.", "kind", "type",
			"event", "fee kind", "art", "typ", "nature", "tipo", "clase").as(FieldChoice),
		textField("day", "Day", "The day it happened.", "day", "date", "payment date", "paid on", "received on", "invoice date", "value date",
			"posting date", "datum", "zahlungsdatum", "rechnungsdatum", "buchungsdatum", "jour", "date de paiement", "date de facture", "fecha",
			"fecha de pago", "fecha de factura").as(FieldDay).needed(),
		textField("amount", "Amount", "", "amount", "fee", "value", "total", "net amount", "sum", "betrag", "honorar", "summe", "montant",
			"honoraires", "importe", "monto", "honorarios").as(FieldMoney).needed(),
		currencyField(),
		textField("excluded", "Excluded", "Disbursements, taxes and pass-through costs inside the amount.", "excluded", "disbursements",
			"disbursement", "expenses", "tax", "vat amount", "auslagen", "steuer", "debours", "suplidos", "impuestos").as(FieldMoney),
		textField("invoice", "Invoice", "The firm's invoice number.", "invoice", "invoice number", "invoice no", "rechnung", "rechnungsnummer",
			"rechnungsnr", "facture", "numero de facture", "factura", "numero de factura"),
		textField("rate", "Exchange rate", "From the currency of the amount.", "rate", "exchange rate", "fx rate", "kurs", "wechselkurs",
			"taux de change", "tipo de cambio"),
		textField("rate_to", "Into currency", "The currency the exchange rate leads to.", "rate to", "base currency", "to currency"),
		noteField(),
	}
}
