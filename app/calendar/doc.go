// Package calendar counts in civil days: no clock, no time zone, no hours.
//
// A business date never moves because somebody travels or the clocks change;
// an instant becomes a Day once, in the firm's zone (DayOf). Periods are
// half-open, so that a day is in exactly one of two neighbours.
//
// The package does no input or output and keeps no state. Every error it
// returns is a sentence that can be shown to a person as it is.
package calendar
