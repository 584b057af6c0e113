package app

import (
	"rapport/app/letter"
	"rapport/app/report"
)

// landingWords are the set phrases of a landing page. firm and partner are named in the consent.
func landingWords(l letter.Language, firm, partner string) report.LandingWords {
	switch l {
	case letter.German:
		return report.LandingWords{RecommendedBy: "Empfohlen von", Disclosure: "Zu dieser Empfehlung", Form: "Schreiben Sie uns", Required: "Felder mit * werden gebraucht.", Optional: "freiwillig",
			Name: "Name", Email: "E-Mail-Adresse", Phone: "Telefon", Organisation: "Unternehmen", Service: "Worum geht es?", Any: "Bitte wählen", Message: "Ihre Nachricht", Send: "Absenden",
			Consent: "Ich bin einverstanden, dass " + firm + " meine Angaben zur Beantwortung meiner Anfrage verwendet und " + partner + " mitteilt, dass ich mich gemeldet habe. Das kann ich jederzeit widerrufen.",
			Privacy: "Datenschutzhinweise", Empty: "Bitte leer lassen", ByMail: "Lieber per E-Mail? Schreiben Sie an", Code: "Code"}
	case letter.French:
		return report.LandingWords{RecommendedBy: "Recommandé par", Disclosure: "À propos de cette recommandation", Form: "Écrivez-nous", Required: "Les champs marqués d’un * sont obligatoires.", Optional: "facultatif",
			Name: "Nom", Email: "Adresse e-mail", Phone: "Téléphone", Organisation: "Entreprise", Service: "De quoi s’agit-il ?", Any: "Veuillez choisir", Message: "Votre message", Send: "Envoyer",
			Consent: "J’accepte que " + firm + " utilise ces informations pour répondre à ma demande et fasse savoir à " + partner + " que je l’ai contacté. Je peux revenir sur cet accord à tout moment.",
			Privacy: "Politique de confidentialité", Empty: "Ne rien saisir ici", ByMail: "Plutôt par e-mail ? Écrivez à", Code: "Code"}
	case letter.Spanish:
		return report.LandingWords{RecommendedBy: "Recomendado por", Disclosure: "Sobre esta recomendación", Form: "Escríbanos", Required: "Los campos con * son obligatorios.", Optional: "opcional",
			Name: "Nombre", Email: "Correo electrónico", Phone: "Teléfono", Organisation: "Empresa", Service: "¿De qué se trata?", Any: "Elija una opción", Message: "Su mensaje", Send: "Enviar",
			Consent: "Acepto que " + firm + " utilice estos datos para responder a mi consulta y comunique a " + partner + " que me he puesto en contacto. Puedo retirar este consentimiento en cualquier momento.",
			Privacy: "Política de privacidad", Empty: "Déjelo vacío", ByMail: "¿Prefiere el correo? Escriba a", Code: "Código"}
	}
	return report.LandingWords{RecommendedBy: "Recommended by", Disclosure: "About this recommendation", Form: "Write to us", Required: "Fields marked * are needed.", Optional: "optional",
		Name: "Name", Email: "E-mail address", Phone: "Telephone", Organisation: "Company", Service: "What is it about?", Any: "Please choose", Message: "Your message", Send: "Send",
		Consent: "I agree that " + firm + " uses these details to answer my request, and tells " + partner + " that I have been in touch. I can withdraw this at any time.",
		Privacy: "Privacy notice", Empty: "Please leave empty", ByMail: "Rather by e-mail? Write to", Code: "Code"}
}
