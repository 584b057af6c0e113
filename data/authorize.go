package data

import "modernc.org/sqlite"

// authorize forbids, while statements are compiled, what no part of the program may ever do to an open file. The triggers of the
// ledger hold as well; this catches the attempt to drop them. Migrations and backups use connections without it.
func authorize(action sqlite.AuthorizerActionCode, arg1, arg2, _, _ string) sqlite.AuthorizerReturnCode {
	switch action {
	case sqlite.AuthAttach, sqlite.AuthDetach,
		sqlite.AuthCreateTrigger, sqlite.AuthDropTrigger, sqlite.AuthDropTable, sqlite.AuthAlterTable,
		sqlite.AuthDropIndex, sqlite.AuthDropView:
		return sqlite.AuthorizerDeny
	case sqlite.AuthUpdate, sqlite.AuthDelete:
		if appendOnly(arg1) {
			return sqlite.AuthorizerDeny
		}
	case sqlite.AuthPragma:
		if arg2 != "" && protectedPragma(arg1) {
			return sqlite.AuthorizerDeny
		}
	}
	return sqlite.AuthorizerOK
}

// appendOnly names the tables whose rows are never changed or removed.
func appendOnly(table string) bool {
	switch table {
	case "line", "audit", "statement_pdf":
		return true
	}
	return false
}

// protectedPragma names settings that would switch a promise off.
func protectedPragma(name string) bool {
	switch name {
	case "foreign_keys", "ignore_check_constraints", "recursive_triggers", "writable_schema", "query_only", "journal_mode", "synchronous":
		return true
	}
	return false
}
