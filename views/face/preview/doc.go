// Package preview draws the pages of a PDF with PDFium, compiled to WebAssembly: no program outside, and a file that cannot
// reach anything. It is no part of a build with the tag headless.
package preview
