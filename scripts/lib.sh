# What the other scripts share: where things are, how the program is built, and
# steps that say how long they took. To be sourced from bash.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export GOFLAGS="-buildvcs=false"
export GOWORK=off CGO_ENABLED=1

# The window system the driver is built for. x11 spares two more libraries.
tags() {
	if [ "$(uname -s)" = Darwin ]; then echo migrated_fynedo; else echo x11,migrated_fynedo; fi
}

say() { printf '%s\n' "$*"; }
fail() {
	printf 'rapport: %s\n' "$*" >&2
	exit 1
}

# step NAME COMMAND… runs a command under a headline and notes its time. The
# first step that fails ends the script and is named.
steps=()
step() {
	local name=$1 began=$SECONDS status=0
	shift
	say "── $name"
	"$@" || status=$?
	local took=$((SECONDS - began))
	if [ "$status" -ne 0 ]; then
		say "── $name: failed after $(clock $took)"
		exit "$status"
	fi
	steps+=("$(printf '%7s  %s' "$(clock $took)" "$name")")
	say "   done in $(clock $took), $(clock $SECONDS) in all"
}

clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

summary() {
	say ""
	say "All done in $(clock $SECONDS):"
	printf '%s\n' "${steps[@]}"
}

# need_go refuses an old or missing Go with the place where a new one is.
need_go() {
	command -v go >/dev/null || fail "Go is not installed. Rapport needs Go 1.26 or newer: https://go.dev/dl/"
	local version
	version=$(GOFLAGS="" go env GOVERSION 2>/dev/null) || version=""
	version=${version:-$(go version | cut -d' ' -f3)}
	local minor=${version#go1.}
	minor=${minor%%[!0-9]*}
	[ "${minor:-0}" -ge 26 ] || fail "Go $version is too old. Rapport needs Go 1.26 or newer: https://go.dev/dl/"
}

# build makes ./rapport. The first time it compiles the graphics library and
# the database engine, which takes a few minutes on two cores.
build() {
	[ -x rapport ] || say "   the first build takes a few minutes"
	go build -tags "$(tags)" -o rapport .
}
