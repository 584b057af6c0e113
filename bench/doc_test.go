//go:build bench

// Package bench measures the program beside what it is held against, both in one run, and prints one table of ratios.
//
//	make bench                    or
//	go test -count=1 -v -tags x11,migrated_fynedo,bench ./bench
//
// RAPPORT_BENCH chooses the size: S 200 partners, 5,000 referrals, 20,000 fee events; M (as it is) 2,000, 100,000, 400,000;
// L 10,000, 1,000,000, 4,000,000. RAPPORT_BIN names the built program; without it one without a window is built.
//
// Ours and theirs take turns, round by round, so that a slow minute of the machine falls on both, and the least of each side counts: what
// else runs on the machine only ever adds. No time is asserted: figures belong to the machine and the day, ratios to the program.
//
// RAPPORT_FIRMS names a folder where made firms are kept for the next time; one of size L takes a while.
package bench
