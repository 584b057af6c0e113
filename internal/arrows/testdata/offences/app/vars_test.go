package app

var inTests int

func swap() {
	inTests = 1      // a test may keep what it likes of its own
	hook = func() {} // refused: mutable variable
}
