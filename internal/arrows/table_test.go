package arrows

// A layer is one row of the table: a folder, what its files may import of this
// module (inside) and of everything else (outside), and what they may not do.
//
// A pattern names one import path, or with "/..." at its end that path and all
// below. In inside the module's name is left out.
type layer struct {
	dir     string   // as a pattern; the longest one that fits a folder counts
	inside  []string // packages of this module
	outside []string // nil allows everything that never does not name
	never   []string // wins over outside
	quiet   []string // functions that may not be called, as path.Name
	exact   bool     // no + - * / on minor units here
}

var (
	clock = []string{"time.Now", "time.Since", "time.Until", "time.Sleep", "time.After",
		"time.AfterFunc", "time.Tick", "time.NewTimer", "time.NewTicker"}
	printing = []string{"fmt.Print", "fmt.Printf", "fmt.Println"}
	drawing  = []string{"fyne.io/...", "github.com/jung-kurt/gofpdf/..."}
	sql      = []string{"database/sql/...", "modernc.org/..."}
	driver   = []string{"fyne.io/fyne/v2/app"}
	pure     = []string{
		"bytes", "cmp", "context", "encoding", "encoding/base32", "encoding/base64", "encoding/binary",
		"encoding/csv", "encoding/hex", "encoding/json", "errors", "fmt", "hash", "hash/fnv",
		"crypto/sha256", "crypto/subtle", "image", "image/color", "image/jpeg", "image/png", "io", "iter", "maps", "math", "math/big", "math/bits",
		"net/mail", "net/url", "reflect", "regexp", "slices", "sort", "strconv", "strings",
		"sync", "sync/atomic", "text/template", "time", "unicode", "unicode/utf8",
		"github.com/shopspring/decimal", "github.com/bojanz/currency", "github.com/bojanz/address",
		"github.com/jacoelho/banking/...", "github.com/teambition/rrule-go", "github.com/boombuler/barcode/qr",
		"github.com/mozillazg/go-unidecode", "github.com/hbollon/go-edlib", "github.com/osteele/liquid", "github.com/yuin/goldmark/...", "golang.org/x/text/...",
	}
)

// The table of the architecture. A folder without a row is an offence.
var table = []layer{
	{dir: "app", inside: []string{"app/..."}, outside: pure, quiet: both(clock, printing)},
	{dir: "app/...", inside: []string{"app/*"}, outside: pure, quiet: both(clock, printing)},

	{dir: "data/...", inside: []string{"app/...", "data/..."}, never: drawing},
	{dir: "data/sample/...", inside: []string{"app/...", "data/...", "assets/..."}, never: drawing},

	{dir: "views/chart/...", inside: []string{"app/report", "assets/..."}, never: both(sql, drawing), quiet: clock},
	{dir: "views/kit/...", inside: []string{"app/money", "app/calendar", "app/report", "views/chart/...", "views/kit/...", "views/words/...", "assets/..."},
		never: sql},
	{dir: "views/desk/...", inside: []string{"app/...", "views/desk/...", "views/kit/...", "views/paper/...", "views/files/...", "views/words/...", "assets/..."},
		never: sql, exact: true},
	{dir: "views/face/...", inside: []string{"app/...", "views/...", "assets/..."}, never: sql},
	{dir: "views/paper/...", inside: []string{"app/report", "app/money", "app/calendar", "views/chart/...", "views/paper/...", "views/words/...", "assets/..."},
		never: both(sql, []string{"fyne.io/..."}), quiet: clock},
	{dir: "views/files/...", inside: []string{"app/report", "app/money", "app/calendar", "app/bank", "views/files/...", "views/words/...", "assets/..."},
		never: both(sql, drawing), quiet: clock},
	{dir: "views/term/...", inside: []string{"app/...", "views/term/...", "views/paper/...", "views/files/...", "views/words/...", "assets/..."},
		never: both(sql, []string{"fyne.io/..."})},
	{dir: "views/words/...", inside: []string{"app/money", "app/calendar", "views/words/...", "assets/..."}, never: both(sql, drawing), quiet: clock},

	{dir: "assets/...", inside: []string{"assets/..."}, never: both(sql, drawing), quiet: clock},
	{dir: ".", inside: []string{"..."}, never: both(sql, drawing), exact: true},

	// Not in the program: checks, pictures and measurements of it.
	{dir: "internal/...", inside: []string{"..."}},
	{dir: "e2e/...", inside: []string{"..."}},
	{dir: "bench/...", inside: []string{"..."}},
}

// screenThreads is where goroutines start and come back to the screen.
const screenThreads = "views/kit/..."

// longest is the most lines a file may have; a file is read in one sitting.
const longest = 400

// An exception is one file that may do what its folder may not, and why. One
// that is not needed any more is an offence.
type exception struct{ file, offence, why string }

var exceptions = []exception{
	{"internal/postoffice/office.go", goStatement, "a mail server for tests answers while the test goes on"},
}

func both(a, b []string) []string { return append(append([]string{}, a...), b...) }
