package data

import _ "rapport/views/words"

func inTests() { go watch() }
