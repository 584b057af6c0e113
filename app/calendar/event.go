package calendar

import "time"

// Event is one entry of a calendar file that other programs read.
type Event struct {
	UID       string // the same for ever, so that a second import updates
	Sequence  int    // grows with every change
	Changed   time.Time
	Day       Day
	At        Clock          // none: the whole day
	Zone      *time.Location // of At
	Minutes   int            // how long it takes; 0: half an hour
	Notice    Lead           // other programs point it out so long before; 0: not
	Summary   string
	Every     Every // how often it comes again
	First     Day   // from which Every counts
	Until     Day   // the last day it may fall on
	Cancelled bool
}
