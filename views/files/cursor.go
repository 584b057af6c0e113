package files

// Headings names the columns of the table, in order.
func (t *Table) Headings() []string { return t.Header }

// Each calls row for every row with its line, its cells (used again for the
// next row), and what is wrong with it: flaw is a sentence, column the place of
// it from 1, or 0 for the whole row. It stops at the first error of row and
// returns it.
func (t *Table) Each(row func(line int, cells []string, column int, flaw string) error) error {
	for r, err := range t.Rows() {
		if err != nil {
			return err
		}
		column, flaw := 0, ""
		if r.Problem != nil {
			column, flaw = r.Problem.Column, r.Problem.Say
		}
		if err := row(r.Line, r.Cells, column, flaw); err != nil {
			return err
		}
	}
	return nil
}
