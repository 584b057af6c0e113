package sample

import (
	"rapport/app"
	"rapport/app/calendar"
	"rapport/app/money"
	"rapport/app/terms"
)

// partner is one entry of the roll of partners and what the program gave it.
type partner struct {
	key      string
	name     string
	kind     string
	state    app.PartnerState // as it stands today
	land     string           // where its clients are
	currency money.Currency
	tags     string // parted by spaces
	address  string // lines parted by /
	phone    string
	domain   string
	people   []app.ID[app.Person]
	staff    []person
	joined   int // months ago; 24 and more: before the firm kept its books here
	weight   int // how many of the ordinary referrals, relative to the others
	wins     int // percent of the referrals that come so far
	sends    []string
	terms    terms.Terms
	pays     int // payment days of the agreement
	payee    string
	expires  calendar.Day // last day of the agreement; 0 open

	id           app.ID[app.Partner]
	agreement    app.ID[app.Agreement]
	since, until calendar.Day // when it referred
}

// person is somebody at a partner.
type person struct{ name, role string }

// roll is the list of the partners with a full entry: those that refer or once did.
func roll() []*partner {
	tax := []string{taxReturn, taxReturn, vat, books, payroll}
	firm := []string{audit, valuation, vat, payroll, books, incorporat}
	wealth := []string{portfolio, portfolio, pension, estate, taxReturn}
	family := []string{estate, estate, portfolio, taxReturn}
	start := []string{incorporat, incorporat, books, taxReturn, payroll}
	marginal := byRevenue(terms.Marginal, terms.CalendarYear, band(0, "5"), band(15000, "7.5"), band(40000, "10"))
	cliff := byRevenue(terms.Cliff, terms.AgreementYear, band(0, "5"), band(15000, "8"), band(40000, "10"))
	wonCount := byCount(terms.ByWonCount, terms.CalendarYear, grade(0, 180), grade(3, 260), grade(6, 380))
	accepted := byCount(terms.ByAcceptedCount, terms.Quarter, grade(0, 30), grade(5, 45))
	return []*partner{
		{key: "ashdown", name: "Ashdown Bookkeeping", kind: accountant, land: "GB", tags: "core yorkshire", joined: 31, weight: 6, wins: 60, sends: firm,
			address: "22 Park Square East/Leeds LS1 2NH/United Kingdom", phone: "+44 113 496 0171", domain: "ashdownbooks.example",
			staff: []person{{"Helen Ashdown", "Owner"}, {"Marcus Doyle", "Senior bookkeeper"}}, terms: rules(percentOnce("10")), pays: 30},
		{key: "mueller", name: "Müller & Söhne Steuerberatung", kind: accountant, land: "DE", currency: eur, tags: "core germany cross-border", joined: 28, weight: 7, wins: 55, sends: tax,
			address: "Prinzregentenstraße 61/81675 München/Germany", phone: "+49 89 99998 140", domain: "mueller-soehne.example",
			staff: []person{{"Jürgen Müller", "Partner"}, {"Sophie Müller", "Steuerberaterin"}}, terms: rules(revenueShare("8", 12)), pays: 30},
		{key: "nunez", name: "Ángel Núñez Asesores", kind: accountant, land: "ES", currency: eur, tags: "spain cross-border", joined: 22, weight: 4, wins: 50, sends: tax,
			address: "Calle de Alcalá 218/28028 Madrid/Spain", domain: "nunezasesores.example",
			staff: []person{{"Ángel Núñez", "Socio"}}, terms: halfEven(rules(percentOnce("8.75"))), pays: 30},
		{key: "lukasiewicz", name: "Biuro Rachunkowe Łukasiewicz", kind: accountant, land: "PL", currency: eur, tags: "poland cross-border", joined: 26, weight: 4, wins: 50, sends: start,
			address: "ul. Floriańska 14/31-021 Kraków/Poland", domain: "lukasiewicz.example",
			staff: []person{{"Małgorzata Łukasiewicz", "Właścicielka"}, {"Paweł Zięba", "Księgowy"}}, terms: rules(revenueShare("6", 24)), pays: 30},
		{key: "okafor", name: "Okafor & Daughters", kind: accountant, land: "GB", tags: "core midlands", joined: 30, weight: 11, wins: 70, sends: firm,
			address: "8 Colmore Row/Birmingham B3 2BJ/United Kingdom", phone: "+44 121 496 0185", domain: "okafordaughters.example",
			staff: []person{{"Ngozi Okafor", "Managing partner"}, {"Adaeze Okafor", "Tax"}, {"Ifeoma Okafor", "Audit"}}, terms: rules(marginal), pays: 30},
		{key: "brightwater", name: "Brightwater Tax", kind: accountant, land: "GB", tags: "south-west", joined: 25, weight: 5, wins: 55, sends: wealth,
			address: "3 Queen Square/Bristol BS1 4JP/United Kingdom", phone: "+44 117 496 0132", domain: "brightwatertax.example",
			staff: []person{{"Owen Brightwater", "Director"}}, terms: rules(flatOnWin(250)), pays: 14},
		{key: "ory", name: "Őry Könyvelőiroda", kind: accountant, land: "HU", currency: eur, tags: "hungary cross-border", joined: 14, weight: 3, wins: 45, sends: start,
			address: "Bartók Béla út 32/1111 Budapest/Hungary", domain: "oryiroda.example",
			staff: []person{{"Őry Zsófia", "Ügyvezető"}}, terms: tail(rules(percentOnce("8")), terms.TailOpen, 0), pays: 30},
		{key: "papadopoulou", name: "Ιωάννα Παπαδοπούλου", kind: attorney, land: "GR", currency: eur, tags: "greece confidential", joined: 24, weight: 4, wins: 55, sends: family,
			address: "Σόλωνος 41/106 72 Αθήνα/Greece", domain: "papadopoulou-law.example",
			staff: []person{{"Ιωάννα Παπαδοπούλου", "Δικηγόρος"}}, terms: rules(revenueShare("7.5", 12)), pays: 45},
		{key: "delacroix", name: "Delacroix Avocats", kind: attorney, land: "FR", currency: eur, tags: "france reciprocal", joined: 27, weight: 4, wins: 60, sends: family,
			address: "15 rue de la Paix/75002 Paris/France", domain: "delacroix-avocats.example",
			staff: []person{{"Hélène Delacroix", "Associée"}, {"Benoît Carré", "Avocat"}}, terms: rules(terms.Rule{Kind: terms.ReciprocalOnly})},
		{key: "finch", name: "Finch & Marlowe Solicitors", kind: attorney, land: "GB", tags: "core london", joined: 33, weight: 5, wins: 65, sends: family,
			address: "5 Gray's Inn Square/London WC1R 5AH/United Kingdom", phone: "+44 20 7946 0177", domain: "finchmarlowe.example",
			staff: []person{{"Dorothy Finch", "Senior partner"}, {"Edmund Marlowe", "Private client"}}, terms: rules(terms.Rule{Kind: terms.NoPayment})},
		{key: "kestrel", name: "Kestrel Law", kind: attorney, land: "GB", tags: "north-west", joined: 29, weight: 6, wins: 60, sends: append(family, valuation),
			address: "40 Deansgate/Manchester M3 2EG/United Kingdom", phone: "+44 161 496 0148", domain: "kestrellaw.example",
			staff: []person{{"Ruth Kestrel", "Partner"}, {"Amit Bose", "Corporate"}},
			terms: rules(only(revenueShare("2.5", 0), portfolio), percentOnce("10"), only(revenueShare("4", 12), estate, taxReturn)), pays: 30},
		{key: "ivanova", name: "Мария Иванова", kind: attorney, land: "BG", currency: eur, tags: "bulgaria confidential", joined: 17, weight: 3, wins: 50, sends: start,
			address: "бул. Витоша 28/1000 София/Bulgaria", domain: "ivanova-law.example",
			staff: []person{{"Мария Иванова", "Адвокат"}}, terms: rules(flatOnWin(300)), pays: 30},
		{key: "hollins", name: "Hollins Probate", kind: attorney, land: "GB", tags: "yorkshire probate", joined: 26, weight: 0, wins: 60, sends: family,
			address: "61 Campo Lane/Sheffield S1 2EG/United Kingdom", phone: "+44 114 496 0119", domain: "hollinsprobate.example",
			staff: []person{{"Gareth Hollins", "Principal"}}, terms: capped(rules(percentOnce("12")), 2400, terms.AgreementYear), pays: 30},
		{key: "stirling", name: "Stirling Advocates", kind: attorney, state: app.Ended, land: "GB", tags: "scotland", joined: 32, weight: 4, wins: 60, sends: wealth,
			address: "19 Heriot Row/Edinburgh EH3 6HP/United Kingdom", phone: "+44 131 496 0126", domain: "stirlingadvocates.example",
			staff: []person{{"Catriona Stirling", "Advocate"}}, terms: tail(rules(revenueShare("6", 0)), terms.TailWon, 12), pays: 30},
		{key: "ostrander", name: "Ostrander Wealth", kind: adviser, land: "GB", tags: "core london", joined: 16, weight: 0, wins: 60, sends: firm,
			address: "77 Cannon Street/London EC4N 6AF/United Kingdom", phone: "+44 20 7946 0164", domain: "ostranderwealth.example",
			staff: []person{{"Grant Ostrander", "Founder"}, {"Leila Haddad", "Adviser"}}, terms: rules(cliff), pays: 30},
		{key: "wexford", name: "Wexford Advisory Partners", kind: adviser, land: "GB", tags: "core london", joined: 35, weight: 8, wins: 65, sends: wealth,
			address: "30 St James's Square/London SW1Y 4JH/United Kingdom", phone: "+44 20 7946 0158", domain: "wexfordadvisory.example",
			staff: []person{{"Sinéad Wexford", "Managing director"}, {"Tom Alder", "Adviser"}}, terms: rules(revenueShare("3", 0)), pays: 30},
		{key: "bernina", name: "Bernina Vermögensberatung", kind: adviser, land: "DE", currency: eur, tags: "switzerland", joined: 20, weight: 3, wins: 50, sends: wealth,
			address: "Bahnhofstrasse 52/8001 Zürich/Switzerland", domain: "bernina-vermoegen.example",
			staff: []person{{"Urs Bühlmann", "Partner"}}, terms: rules(revenueShare("5", 24)), pays: 30},
		{key: "northgate", name: "Northgate Pensions", kind: adviser, state: app.Paused, land: "GB", tags: "north-east", joined: 27, weight: 4, wins: 45, sends: wealth,
			address: "12 Grey Street/Newcastle upon Tyne NE1 6AE/United Kingdom", domain: "northgatepensions.example",
			staff: []person{{"Brian Northgate", "Director"}}, terms: rules(percentOnce("9")), pays: 30},
		{key: "lindqvist", name: "Lindqvist Rådgivning", kind: adviser, land: "SE", currency: eur, tags: "sweden cross-border", joined: 11, weight: 3, wins: 50, sends: tax,
			address: "Stortorget 9/211 22 Malmö/Sweden", domain: "lindqvist.example",
			staff: []person{{"Åsa Lindqvist", "Rådgivare"}}, terms: onInvoiceTerms("7"), pays: 30},
		{key: "oyelaran", name: "Tamsin Oyelaran", kind: adviser, land: "GB", tags: "south-coast", joined: 25, weight: 4, wins: 60, sends: wealth,
			address: "9 Brunswick Terrace/Brighton BN3 1HA/United Kingdom", domain: "oyelaran.example",
			staff: []person{{"Tamsin Oyelaran", "Independent adviser"}}, terms: rules(percentOnce("10")), pays: 14},
		{key: "calder", name: "Calder Financial Planning", kind: adviser, state: app.Blocked, land: "GB", tags: "yorkshire", joined: 26, weight: 4, wins: 55, sends: wealth,
			address: "4 Crossley Street/Halifax HX1 1UG/United Kingdom", domain: "calderplanning.example",
			staff: []person{{"Neil Calder", "Director"}}, terms: rules(revenueShare("6", 24)), pays: 30},
		{key: "pemberton", name: "Pemberton Consulting", kind: consultant, land: "GB", tags: "core london", joined: 28, weight: 8, wins: 65, sends: firm,
			address: "100 Borough High Street/London SE1 1LB/United Kingdom", phone: "+44 20 7946 0142", domain: "pembertonconsulting.example",
			staff: []person{{"Rosalind Pemberton", "Principal"}, {"Jonas Weir", "Consultant"}}, terms: rules(wonCount), pays: 30},
		{key: "quill", name: "Quill & Partners", kind: consultant, land: "GB", tags: "east-anglia", joined: 24, weight: 3, wins: 60, sends: tax,
			address: "18 Trumpington Street/Cambridge CB2 1QA/United Kingdom", domain: "quillpartners.example",
			staff: []person{{"Martha Quill", "Partner"}}, terms: floored(rules(revenueShare("5", 12)), 300, terms.Quarter), pays: 30},
		{key: "dvorak", name: "Dvořák Consulting", kind: consultant, land: "CZ", currency: eur, tags: "czechia cross-border", joined: 19, weight: 4, wins: 50, sends: firm,
			address: "Vinohradská 88/130 00 Praha 3/Czechia", domain: "dvorakconsulting.example",
			staff: []person{{"Lukáš Dvořák", "Jednatel"}}, terms: onInvoiceTerms("6"), pays: 30},
		{key: "oneill", name: "O’Neill Advisory", kind: consultant, land: "GB", tags: "northern-ireland", joined: 23, weight: 4, wins: 55, sends: firm,
			address: "27 Donegall Square North/Belfast BT1 5GB/United Kingdom", domain: "oneilladvisory.example",
			staff: []person{{"Ciarán O’Neill", "Director"}}, terms: rules(flatOnWin(150), revenueShare("4", 12)), pays: 30},
		{key: "meridian", name: "Meridian Business Agency", kind: agency, land: "GB", tags: "london", joined: 21, weight: 5, wins: 45, sends: start,
			address: "2 Mare Street/London E8 4RP/United Kingdom", phone: "+44 20 7946 0119", domain: "meridianagency.example",
			staff: []person{{"Carla Mendes", "Account lead"}}, terms: held(rules(flatOnWin(200)), 30), pays: 14},
		{key: "castell", name: "Castell Relocation", kind: agency, land: "GB", tags: "wales", joined: 22, weight: 5, wins: 50, sends: tax,
			address: "55 Cathedral Road/Cardiff CF11 9HE/United Kingdom", domain: "castell.example",
			staff: []person{{"Rhiannon Castell", "Owner"}}, terms: held(rules(percentOnce("10")), 45), pays: 30},
		{key: "harbour", name: "Harbour Introductions", kind: agency, state: app.Ended, land: "GB", tags: "south-coast", joined: 24, weight: 3, wins: 35, sends: start,
			address: "1 Gunwharf Quays/Portsmouth PO1 3TZ/United Kingdom", domain: "harbourintros.example",
			staff: []person{{"Simon Harbour", "Director"}}, terms: rules(flatOnWin(175)), pays: 30},
		{key: "moneynook", name: "The Money Nook", kind: affiliate, land: "GB", tags: "online", joined: 24, weight: 8, wins: 30, sends: tax,
			domain: "moneynook.example", staff: []person{{"Jess Lam", "Editor"}}, terms: rules(flatAccepted(40)), pays: 14},
		{key: "taxbyte", name: "TaxByte Podcast", kind: affiliate, land: "GB", tags: "online", joined: 18, weight: 6, wins: 30, sends: start,
			address: "1209 Congress Avenue/Austin TX 78701/United States", domain: "taxbyte.example", staff: []person{{"Dev Patel", "Host"}}, terms: rules(accepted), pays: 14},
		{key: "soletrader", name: "Simply Sole Trader", kind: affiliate, state: app.Paused, land: "GB", tags: "online", joined: 20, weight: 4, wins: 30, sends: tax,
			domain: "simplysoletrader.example", staff: []person{{"Gemma Frost", "Founder"}}, terms: rules(flatAccepted(25)), pays: 14},
	}
}

func onInvoiceTerms(percent string) terms.Terms { return rules(onInvoice(percentOnce(percent))) }
