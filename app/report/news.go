package report

// News is a newsletter to one recipient before it is a page: everything in it is filled in and plain, but for texts in Markdown.
type News struct {
	Language string // BCP 47
	Subject  string
	Firm     string   // whose it is
	Address  []string // by post, line by line
	Blocks   []NewsBlock
	Why      string // the recipient gets it
	Leave    string // words of the link to get it no more
	LeaveTo  string // where that leads: mailto: or https:; empty in a preview
}

// NewsBlock is one part of a newsletter. Kind is one of app's: heading, text, picture, button, material, quote, figure, divider, disclosure.
type NewsBlock struct {
	Kind  string
	Text  string // of a text, material and disclosure Markdown, else one line
	Label string // one line
	Link  string // https: or http:
}
