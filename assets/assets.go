// Package assets holds the files that are built into the program: fonts and
// the example firm's logo. Callers must not change the bytes they are given.
package assets

import _ "embed"

// Noto Sans 2.000, © 2015 Google Inc., under the SIL Open Font License 1.1
// (fonts/LICENSE.txt).
var (
	//go:embed fonts/NotoSans-Regular.ttf
	fontRegular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	fontBold []byte
	//go:embed fonts/NotoSans-Italic.ttf
	fontItalic []byte
)

//go:embed logo/harcourt-lowe.png
var exampleLogo []byte

// FontRegular is the upright cut of the text font, a TrueType file.
func FontRegular() []byte { return fontRegular }

// FontBold is its bold cut.
func FontBold() []byte { return fontBold }

// FontItalic is its italic cut.
func FontItalic() []byte { return fontItalic }

// ExampleLogo is the logo of the example firm, a PNG picture.
func ExampleLogo() []byte { return exampleLogo }
