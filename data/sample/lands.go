package sample

import "strings"

// lands are the names of clients by country.
func lands() map[string]land {
	words, firms := strings.Fields, func(list string) []string { return strings.Split(list, "|") }
	return map[string]land{
		"GB": {
			words(`Alice Amara Andrew Anita Arthur Beatrice Callum Catherine Charlotte David Deepa Edward Eilidh Emily Fiona Fraser George
				Grace Hannah Harriet Henry Imogen Isla Jack James Joanna Kofi Laura Liam Lucy Margaret Martin Megan Mohammed Naomi Nigel Olivia
				Oscar Patrick Penelope Peter Rebecca Rhys Rosalind Ruth Samuel Sarah Siobhán Sophie Stephen Tariq Thomas Victoria William Yusuf`),
			words(`Abbott Adeyemi Ainsworth Atherton Barlow Beaumont Bexley Blackwood Bramwell Callaghan Carmichael Chowdhury Cartwright Denholm
				Drummond Eastwood Ellison Fairclough Fenwick Gallagher Garside Goodwin Halloran Hartley Haverstock Hollis Iqbal Jardine Kendrick
				Langley Lockwood Mackenzie Marchetti Merriweather Mistry Nightingale Oakley Ormerod Osei Pargeter Pendleton Penhaligon Pritchard
				Quigley Rafferty Redfern Rutherford Sandhu Saville Shackleton Sinclair Stanhope Tattersall Thackeray Trevithick Underhill Vaughan
				Wainwright Walpole Whitcombe Winterbourne Yardley`),
			firms(`% & Sons Ltd|% Engineering Ltd|% Joinery|% Logistics Ltd|% Dental Practice|% Foods Ltd|% Architects LLP|% Property Group|` +
				`% Veterinary Clinic|% Software Ltd|The % Hotel|% Nurseries|% Motors Ltd|% Family Trust|% Interiors|% Brewing Company|` +
				`% Pharmacy Ltd|% Marine Services Ltd|% Academy Trust|% Design Studio`),
		},
		"DE": {
			words("Anna Bernd Christian Dörte Eva Florian Greta Hans Ilse Jörg Jürgen Käthe Lena Matthias Monika Rainer Sabine Thomas Ulrike Wolfgang"),
			words(`Bäcker Böhm Brückner Döring Fischer Großmann Hübner Jäger Kästner Köhler Krüger Lindner Möller Neumann Pöschl Richter Schäfer
				Schröder Strauß Vogel Weiß Zöllner`),
			firms("% GmbH|% & Co. KG|Bäckerei %|% Maschinenbau GmbH|Autohaus %|Weingut %|% Immobilien GmbH"),
		},
		"ES": {
			words("Alejandro Begoña Carmen Íñigo Javier José Lucía Mª María Nuria Óscar Pilar Raúl Sofía Verónica"),
			words("Álvarez Cañizares Domínguez Fernández García Giménez Ibáñez López Martínez Muñoz Ordóñez Peña Rodríguez Sánchez Zúñiga"),
			firms("Bodegas % S.L.|Construcciones % S.A.|Hotel %|Transportes % S.L.|Clínica %|% e Hijos S.L."),
		},
		"PL": {
			words("Agnieszka Bartłomiej Elżbieta Grażyna Jan Katarzyna Krzysztof Małgorzata Michał Paweł Stanisław Wojciech Żaneta"),
			words("Błaszczyk Dąbrowski Gołąb Jabłoński Kaczmarek Kowalczyk Łuczak Nowakowski Pawłowski Szymański Wiśniewski Wójcik Zając"),
			firms("% Sp. z o.o.|Zakład Stolarski %|% Transport Sp. z o.o.|Apteka %|% Budownictwo S.A."),
		},
		"HU": {
			words("Ágnes Balázs Csaba Erzsébet Gábor Györgyi István Júlia László Márta Péter Zsófia"),
			words("Bíró Erdős Fekete Gál Halász Kovács Lőrincz Molnár Németh Szűcs Tóth Vörös"),
			firms("% Kft.|% és Társa Bt.|% Építő Zrt.|% Borászat"),
		},
		"GR": {
			words("Αλέξανδρος Βασιλική Γεώργιος Δημήτρης Ελένη Ευαγγελία Κωνσταντίνος Μαρία Νικόλαος Σοφία"),
			words("Αντωνίου Βλάχου Γεωργίου Δημητρίου Κωνσταντίνου Μακρή Νικολάου Οικονόμου Παπαδάκη Χριστοδούλου"),
			firms("% Α.Ε.|Ναυτιλιακή %|Ξενοδοχείο %|% & Υιοί Ο.Ε."),
		},
		"BG": {
			words("Александър Борис Виктория Георги Димитър Елена Иван Калина Людмила Мария Николай Светлана"),
			words("Ангелова Борисов Василева Георгиев Димитрова Иванов Колева Николов Петрова Стоянов Тодорова"),
			firms("% ЕООД|Хотел %|% и синове ООД|Строител % АД"),
		},
		"FR": {
			words("Agnès Benoît Chloé Édouard Élodie François Gaëlle Hélène Jérôme Maëlle Noémie Rémi Théo Zoé"),
			words("Béranger Chauvin Desprès Fontaine Girard Lefèvre Mercier Müller-Petit Noël Pâris Rousseau Thévenet"),
			firms("Boulangerie %|% et Fils SARL|Domaine %|Atelier % SAS|Pharmacie %"),
		},
		"SE": {
			words("Åsa Björn Elin Gösta Håkan Ingrid Jonas Karin Linnéa Maj-Britt Örjan Sven"),
			words("Ahlström Bäckström Engström Gräns Håkansson Lindström Nyström Öberg Sjögren Wåhlin"),
			firms("% AB|% Bygg AB|% & Söner HB|Rederi %"),
		},
		"CZ": {
			words("Alžběta Bořivoj Jiří Kateřina Lukáš Markéta Ondřej Radomír Šárka Tomáš Veronika Zdeněk"),
			words("Čermák Dvořáková Hájek Kučera Němcová Procházka Růžička Svoboda Šimková Veselý"),
			firms("% s.r.o.|Pivovar %|Truhlářství %|% Strojírny a.s."),
		},
	}
}
