// Package arrows holds the tests that keep the layout of the program: which
// package may import which, where goroutines start, what may change while the
// program runs, and how long a file may be. table_test.go is the layout as
// data; testdata/offences is a small tree with one of each offence, so that a
// check which no longer sees anything is noticed.
package arrows
