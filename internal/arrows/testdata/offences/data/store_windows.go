//go:build windows

package data

func watchWindows() {
	go watch() // refused: go statement
}
