// Package face opens the desk in a window, with Fyne's driver for this system; it is the only importer of that driver, and
// empty in a build with the tag headless. Run opens the window, Picture paints it without a display.
package face
