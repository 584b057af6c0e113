package letter

import "testing"

func TestHowPeopleAreAddressed(t *testing.T) {
	for _, c := range []struct {
		name, as       string
		en, de, fr, es string
	}{
		{"", "", "Dear colleagues", "Sehr geehrte Damen und Herren", "Madame, Monsieur", "Estimados señores"},
		{"Anna Becker", "", "Dear Anna Becker", "Guten Tag Anna Becker", "Bonjour Anna Becker", "Buenos días, Anna Becker"},
		{"Anna Becker", AsMs, "Dear Ms Becker", "Sehr geehrte Frau Becker", "Madame", "Estimada Sra. Anna Becker"},
		{"Prof. Dr. Ludwig van der Berg", AsMr, "Dear Prof Dr van der Berg", "Sehr geehrter Herr Prof. Dr. van der Berg", "Monsieur", "Estimado Sr. Prof. Dr. Ludwig van der Berg"},
		{"Dr. Anna Becker", ByFirst, "Dear Anna", "Hallo Anna", "Bonjour Anna", "Hola, Anna"},
		{"Cher", AsMs, "Dear Ms Cher", "Sehr geehrte Frau Cher", "Madame", "Estimada Sra. Cher"},
		{"Anna Becker", "Liebe Anna,", "Liebe Anna", "Liebe Anna", "Liebe Anna", "Liebe Anna"},
		{"", AsMs, "Dear colleagues", "Sehr geehrte Damen und Herren", "Madame, Monsieur", "Estimados señores"},
	} {
		for l, want := range map[Language]string{English: c.en, German: c.de, French: c.fr, Spanish: c.es} {
			if got := l.Greet(c.name, c.as); got != want {
				t.Errorf("%s %q as %q: %q, want %q", l, c.name, c.as, got, want)
			}
		}
	}
	for _, c := range [][4]string{{"en", "Anna Becker", AsMs, "Ms Anna Becker"}, {"en", "Dr. Anna Becker", AsMs, "Dr. Anna Becker"}, {"de", "Dr. Jan Lowe", AsMr, "Herrn Dr. Jan Lowe"}, {"fr", "Anna Becker", AsMs, "Madame Anna Becker"},
		{"es", "Juan Pérez", AsMr, "Sr. Juan Pérez"}, {"de", "Anna Becker", "Liebe Anna", "Anna Becker"}, {"de", "Anna Becker", "", "Anna Becker"}} {
		if got := Language(c[0]).Formal(c[1], c[2]); got != c[3] {
			t.Errorf("%v: %q", c, got)
		}
	}
}
