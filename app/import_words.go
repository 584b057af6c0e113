package app

import "rapport/app/names"

// stageMeant is the stage that other programs' words mean, folded; false for words it does not know.
func stageMeant(folded string) (Stage, bool) {
	switch folded {
	case "logged", "new", "open", "lead", "prospect", "prospecting", "registered", "received", "neu", "offen", "eingegangen", "nouveau",
		"nouvelle", "ouvert", "ouverte", "prospection", "nuevo", "nueva", "abierto", "abierta", "prospeccion":
		return Logged, true
	case "checking", "in review", "under review", "review", "conflict check", "prufung", "in prufung", "verification", "en revision":
		return Checking, true
	case "accepted", "qualified", "qualification", "approved", "angenommen", "qualifiziert", "acceptee", "accepte", "qualifie", "qualifiee",
		"aceptado", "aceptada", "calificado", "calificada":
		return Accepted, true
	case "contacted", "engaging", "engaged", "contact made", "in contact", "in progress", "working", "discovery", "kontaktiert", "in bearbeitung",
		"contacte", "contactee", "en cours", "contactado", "contactada", "en curso", "en proceso":
		return Contacted, true
	case "meeting", "met", "meeting scheduled", "meeting held", "appointment", "demo", "demo scheduled", "presentation", "termin", "gesprach",
		"rendez vous", "reunion", "cita":
		return Meeting, true
	case "proposal", "proposal sent", "quote", "quoted", "quotation", "negotiation", "negotiating", "in negotiation", "proposal price quote",
		"negotiation review", "contract sent", "verbal", "angebot", "verhandlung", "in verhandlung", "proposition", "devis", "negociation",
		"propuesta", "negociacion", "presupuesto":
		return Proposal, true
	case "won", "closed won", "win", "signed", "gewonnen", "abgeschlossen gewonnen", "gagne", "gagnee", "ganado", "ganada", "cerrado ganado",
		"cerrada ganada":
		return Won, true
	case "lost", "closed lost", "dead", "verloren", "abgeschlossen verloren", "perdu", "perdue", "perdido", "perdida", "cerrado perdido",
		"cerrada perdida":
		return Lost, true
	case "not accepted", "rejected", "declined", "refused", "disqualified", "unqualified", "abgelehnt", "refuse", "refusee", "rejete", "rejetee",
		"rechazado", "rechazada":
		return NotAccepted, true
	case "duplicate", "dublette", "doublon", "duplicado", "duplicada":
		return Duplicate, true
	case "withdrawn", "cancelled", "canceled", "zuruckgezogen", "annule", "annulee", "retire", "retiree", "retirado", "retirada", "cancelado",
		"cancelada":
		return Withdrawn, true
	}
	return "", false
}

// feeKindMeant is the kind of fee event that other programs' words mean, folded.
func feeKindMeant(folded string) (FeeKind, bool) {
	switch folded {
	case "received", "receipt", "payment", "paid", "collected", "cash receipt", "zahlung", "zahlungseingang", "bezahlt", "paiement",
		"encaissement", "paye", "pago", "cobro", "pagado":
		return Received, true
	case "invoiced", "invoice", "billed", "bill", "rechnung", "facture", "facturation", "factura":
		return Invoiced, true
	case "credited", "credit", "credit note", "credit memo", "refund", "gutschrift", "erstattung", "avoir", "remboursement", "abono",
		"nota de credito", "reembolso":
		return Credited, true
	case "written off", "write off", "writeoff", "bad debt", "abgeschrieben", "abschreibung", "forderungsausfall", "perte", "incobrable":
		return WrittenOff, true
	}
	return "", false
}

// yesMeant reads yes or no, folded.
func yesMeant(folded string) (yes, ok bool) {
	switch folded {
	case "yes", "y", "true", "1", "x", "ja", "wahr", "oui", "vrai", "si", "verdadero":
		return true, true
	case "no", "n", "false", "0", "nein", "falsch", "non", "faux", "falso":
		return false, true
	}
	return false, false
}

// lostReasonMeant is the reason of the closed list that a text names; anything else is "other", the text its note.
func lostReasonMeant(text string) (reason, note string) { return reasonMeant(text, LostReasons()) }

// reasonMeant is the reason of a closed list that a text names; anything else is "other", the text its note.
func reasonMeant(text string, list []string) (reason, note string) {
	folded := names.Fold(text)
	for _, r := range list {
		if names.Fold(r) == folded {
			return r, ""
		}
	}
	return "other", text
}

// stageNames are the words for stages that a file may use.
func stageNames() []string {
	var out []string
	for _, s := range []Stage{Logged, Checking, Accepted, Contacted, Meeting, Proposal, Won, Lost, NotAccepted, Withdrawn} {
		out = append(out, string(s))
	}
	return out
}
