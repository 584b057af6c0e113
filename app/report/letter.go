package report

// LetterPage is a page of running text before it is paper: whose it is, to whom, and what it says in Markdown.
type LetterPage struct {
	Meta       Meta
	Paper      Paper
	Letterhead Letterhead
	To         []string // the address, one line each; none: not addressed
	Date       string   // as written; empty: none
	Subject    string   // the line in bold above the text; empty: none
	Body       string   // Markdown; raw HTML in it is text

	Beside     *Party // who shares the page with the firm; nil: nobody
	BesideLogo []byte // PNG or JPEG, or nil
}
