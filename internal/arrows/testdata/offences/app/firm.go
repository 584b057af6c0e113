package app

import (
	"fmt"
	_ "math/rand" // refused: import
	_ "net/http"  // refused: import
	"os"          // refused: import
	"time"

	_ "rapport/app/money"
	_ "rapport/data" // refused: import
)

type clock struct{ Now func() time.Time }

func firm(c clock) {
	_ = time.Now()     // refused: call
	then := time.Since // refused: call
	_ = then
	fmt.Println(os.Args) // refused: call
	_ = c.Now()
	_ = fmt.Sprint("allowed")
}
