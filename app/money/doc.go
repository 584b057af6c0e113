// Package money counts in whole minor units (cents) with their currency.
//
// There is no floating point here and no rounding but round128: a rate, a
// share and an exchange rate are exact decimals, and whatever they multiply
// comes back to whole minor units in one place, in a named Mode.
//
// The package does no input or output and keeps no state. Every error it
// returns is a sentence that can be shown to a person as it is.
package money
