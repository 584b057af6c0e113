// Package term is the command line: verbs over the same use-cases as the window, as text or as JSON.
//
// Exit status: 0 done, 1 refused with a sentence, 2 wrong usage, 3 the data file cannot be used.
package term
