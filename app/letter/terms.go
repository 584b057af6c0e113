package letter

import (
	"fmt"
	"strings"

	"rapport/app/money"
	"rapport/app/terms"
)

// Terms is what an agreement pays, in words that fit into a sentence. In English all of it is said; in another language what one rule without
// conditions pays, and of richer terms nothing: half of them would mislead.
func (l Language) Terms(t terms.Terms) string {
	if l == English {
		return t.Words()
	}
	if len(t.Rules) == 1 && t.Cap == nil && t.Floor == nil {
		return l.rule(t.Rules[0], t.Currency)
	}
	return ""
}

// rule says what a rule pays when that is the whole of it, else nothing.
func (l Language) rule(r terms.Rule, c money.Currency) string {
	bare := r.When.IsZero() && len(r.Services) == 0 && r.Lasts == 0 && r.Cap == nil && r.Floor == nil && r.Payee == (terms.Payee{}) && r.Basis != terms.OnMargin
	if !bare {
		return ""
	}
	flat := l.Money(money.New(r.Flat, c))
	switch r.Kind {
	case terms.PercentOnce:
		return l.Percent(r.Rate) + l.pick("", " der ersten Rechnung", " de la première facture", " de la primera factura")
	case terms.RevenueShare:
		text := l.Percent(r.Rate) + l.pick("", " der "+l.fees(r.Basis)+" Honorare", " des honoraires "+l.fees(r.Basis), " de los honorarios "+l.fees(r.Basis))
		if r.Months == 0 {
			return text + l.pick("", ", ohne zeitliche Grenze", ", sans limite de durée", ", sin límite de tiempo")
		}
		return text + fmt.Sprintf(l.pick("", " während %d Monaten", " pendant %d mois", " durante %d meses"), r.Months)
	case terms.FlatOnWin:
		return flat + l.pick("", " je erteiltem Auftrag", " par mission confiée", " por encargo recibido")
	case terms.FlatPerReferral:
		return flat + l.pick("", " je angenommener Empfehlung", " par recommandation acceptée", " por recomendación aceptada")
	case terms.ReciprocalOnly, terms.NoPayment:
		return l.pick("", "keine Zahlung", "aucun paiement", "ningún pago")
	case terms.GiftOnly:
		return l.pick("", "Aufmerksamkeiten, kein Geld", "des attentions, sans paiement", "obsequios, sin pago en dinero")
	}
	return ""
}

func (l Language) fees(b terms.Basis) string {
	if strings.EqualFold(string(b), string(terms.OnInvoice)) {
		return l.pick("", "berechneten", "facturés", "facturados")
	}
	return l.pick("", "vereinnahmten", "encaissés", "cobrados")
}
