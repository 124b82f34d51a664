package driver

import (
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/textfile"
)

// frameworks returns the names of the frameworks among imported packages, sorted, as
// the catalogue has them.
func (o *options) frameworks(imports []string) []string {
	known := catalog.Default()
	for _, s := range o.settings {
		if s.Name != "catalog" {
			continue
		}
		if data, err := textfile.Read(s.Value); err == nil {
			if tables, err := catalog.Parse(s.Value, data); err == nil {
				known = known.Extend(tables)
			}
		}
	}
	var names []string
	for _, path := range imports {
		if !known.Owns(path) {
			continue
		}
		if t := known.Table(path); t != nil && len(t.Frameworks) > 0 {
			names = append(names, t.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
