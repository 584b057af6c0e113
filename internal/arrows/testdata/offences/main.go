package main

import (
	_ "database/sql" // refused: import

	_ "rapport/data"
	_ "rapport/views/face"
)

func main() {
	go func() {}() // refused: go statement
}
