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

	Pictures []NewsPicture // that travel with it; a block names one as cid:Name
	Whole    bool          // the page carries its pictures inside itself: a file by itself and not a mail
}

// NewsPicture is a picture that travels with a newsletter.
type NewsPicture struct {
	Name  string // without a path, such as M-0007.png
	Bytes []byte
}

// NewsBlock is one part of a newsletter. Kind is one of app's: heading, text, picture, button, material, quote, figure, divider, disclosure.
type NewsBlock struct {
	Kind  string
	Text  string // of a text, material and disclosure Markdown, else one line
	Label string // one line
	Link  string // https: or http:; of a picture also cid:
}
