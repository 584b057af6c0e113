//go:build race

package sample_test

// raced tells that the race detector is on, under which filling is ten times as slow.
const raced = true
