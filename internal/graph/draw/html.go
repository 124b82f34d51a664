package draw

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

// HTML writes the drawing as a page that needs nothing beside itself.
func HTML(w io.Writer, d *Drawing) error {
	// The template escapes the data for the script element that holds them.
	page, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	return page.Execute(w, d)
}
