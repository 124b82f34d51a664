package draw

import (
	_ "embed"
	"encoding/json"
	"io"
	"strings"
)

//go:embed page.html
var pageText string

// dataMark is where the data go: in a script element, from which encoding/json
// leaves no way out, since it escapes <, > and &.
const dataMark = "{{data}}"

// HTML writes the drawing as a page that needs nothing beside itself.
//
// html/template would do the same, but it is a seventh of the executable, which
// starts once for every package.
func HTML(w io.Writer, d *Drawing) error {
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, strings.Replace(pageText, dataMark, string(data), 1))
	return err
}
