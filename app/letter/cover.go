package letter

// MaterialCover is the subject and the text that go with a material where no template was chosen: a file that is attached, or a text that
// follows below.
func (l Language) MaterialCover(file, news, until bool) (subject, body string) {
	subject = l.pick("For you: {{ material.title }}", "Für Sie: {{ material.title }}", "Pour vous : {{ material.title }}", "Para usted: {{ material.title }}")
	body = l.opening()
	if file {
		body += l.pick("please find **{{ material.title }}** (version {{ material.version }}) attached. If you hold an earlier version, please use this one from now on.",
			"anbei erhalten Sie **{{ material.title }}** (Fassung {{ material.version }}). Falls Ihnen eine frühere Fassung vorliegt, verwenden Sie bitte ab jetzt diese.",
			"Veuillez trouver ci-joint **{{ material.title }}** (version {{ material.version }}). Si vous disposez d’une version antérieure, merci d’utiliser désormais celle-ci.",
			"Adjuntamos **{{ material.title }}** (versión {{ material.version }}). Si dispone de una versión anterior, utilice a partir de ahora esta.")
	} else {
		body += l.pick("below you find **{{ material.title }}** (version {{ material.version }}). If you hold an earlier version, please use this one from now on.",
			"unten finden Sie **{{ material.title }}** (Fassung {{ material.version }}). Falls Ihnen eine frühere Fassung vorliegt, verwenden Sie bitte ab jetzt diese.",
			"Vous trouverez ci-dessous **{{ material.title }}** (version {{ material.version }}). Si vous disposez d’une version antérieure, merci d’utiliser désormais celle-ci.",
			"A continuación encontrará **{{ material.title }}** (versión {{ material.version }}). Si dispone de una versión anterior, utilice a partir de ahora esta.")
	}
	if news {
		body += l.pick("\n\nWhat is new: {{ material.news }}", "\n\nNeu darin: {{ material.news }}", "\n\nCe qui change : {{ material.news }}", "\n\nNovedades: {{ material.news }}")
	}
	if until {
		body += l.pick("\n\nIt may be used until {{ material.until }}.", "\n\nSie können es bis zum {{ material.until }} verwenden.", "\n\nCe document peut être utilisé jusqu’au {{ material.until }}.",
			"\n\nPuede utilizarse hasta el {{ material.until }}.")
	}
	return subject, body + l.closing()
}

// RecallCover is the subject and the text that call a material back.
func (l Language) RecallCover() (subject, body string) {
	subject = l.pick("Please stop using: {{ material.title }}", "Bitte nicht mehr verwenden: {{ material.title }}", "À ne plus utiliser : {{ material.title }}", "No utilizar más: {{ material.title }}")
	return subject, l.opening() + l.pick(
		"we withdrew **{{ material.title }}** ({{ material.number }}, version {{ material.version }}) on {{ material.ended }}: {{ material.reason }}\n\n"+
			"Please do not show, send or quote it any more, delete the copies you have, and tell us when you have done so.",
		"wir haben **{{ material.title }}** ({{ material.number }}, Fassung {{ material.version }}) am {{ material.ended }} zurückgezogen: {{ material.reason }}\n\n"+
			"Bitte zeigen, versenden und zitieren Sie es nicht mehr, löschen Sie Ihre Kopien und geben Sie uns kurz Bescheid, sobald das geschehen ist.",
		"Nous avons retiré **{{ material.title }}** ({{ material.number }}, version {{ material.version }}) le {{ material.ended }} : {{ material.reason }}\n\n"+
			"Merci de ne plus le montrer, l’envoyer ni le citer, de supprimer vos copies et de nous le confirmer une fois que c’est fait.",
		"Hemos retirado **{{ material.title }}** ({{ material.number }}, versión {{ material.version }}) el {{ material.ended }}: {{ material.reason }}\n\n"+
			"Le rogamos que no lo muestre, envíe ni cite más, que elimine las copias que tenga y que nos lo confirme cuando lo haya hecho.") + l.closing()
}

func (l Language) opening() string {
	return l.pick("{{ greeting }},\n\n", "{{ greeting }},\n\n", "{{ greeting }},\n\n", "{{ greeting }}:\n\n")
}

func (l Language) closing() string {
	return "\n\n" + l.pick("With kind regards", "Mit freundlichen Grüßen", "Nous vous prions d’agréer nos salutations distinguées.", "Reciba un cordial saludo,") +
		"\n\n{{ sender.name }}  \n{{ firm.name }}\n"
}
