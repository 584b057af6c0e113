//go:build race

package app_test

// slow divides the number of cases under the race detector, which runs the store ten times slower.
const slow = 6
