// Package data is what is kept: the SQLite file of a firm, its backups and its checks.
//
// It decides nothing. It has no rule and no default of the field; it stores what package app hands it and gives
// back exactly that. What it does promise is about the file itself:
//
//   - one writer and four readers, every pragma set in the connection string and read back;
//   - a save that was acknowledged survives a crash and a power cut (write-ahead log, synchronous FULL);
//   - a file that is missing, foreign, newer or damaged is refused with a sentence and left byte for byte as it was;
//   - the ledger is append-only and chained, and a check says so.
//
// Reading order: store.go, opening.go, session.go, migrate.go, then one books_*.go per concept.
package data
