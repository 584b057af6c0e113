package app

import (
	"errors"
	"regexp"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/shopspring/decimal"
)

var (
	errGone       = errors.New("allowed")
	word          = regexp.MustCompile(`\w`)
	names         = map[string]int{"allowed": 1}
	_       error = errGone
	answer        = sync.OnceValue(func() int { return 42 })

	counter   int        // refused: mutable variable
	lock      sync.Mutex // refused: mutable variable
	cache     = map[string]int{}
	order     = []int{2, 1}
	others    = []int{2, 1}
	switched  = false
	limits    = struct{ most int }{5}
	pointed   = 3
	hook      = func() {}
	shared    = sync.Pool{}     // refused: mutable variable
	count     = &atomic.Int64{} // refused: mutable variable
	positions = [2]int{}
)

func change(names map[string]int) {
	counter++                     // refused: mutable variable
	cache["a"] = 1                // refused: mutable variable
	delete(cache, "a")            // refused: mutable variable
	sort.Ints(order)              // refused: mutable variable
	slices.Sort(others)           // refused: mutable variable
	switched = true               // refused: mutable variable
	limits.most = 4               // refused: mutable variable
	_ = &pointed                  // refused: mutable variable
	decimal.DivisionPrecision = 3 // refused: mutable variable
	for positions[0] = range 3 {  // refused: mutable variable
	}

	names["a"] = 1 // an argument of the same name: allowed
	word := "a local of the same name: allowed"
	word = word[1:]
	_ = slices.Sorted(slices.Values(others))
	_, _ = answer, hook
	lock.Lock()
}
