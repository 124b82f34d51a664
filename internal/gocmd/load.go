package gocmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/nearest"
)

// A Load is how packages are loaded.
type Load int

const (
	// Auto is Vet, or Source if much would have to be compiled.
	Auto Load = iota
	// Vet lets go vet run the tool, with types from what the compiler made of the
	// packages' imports.
	Vet
	// Source type-checks all packages from their source, in this process.
	Source
)

// loads are the names of the ways.
var loads = [...]string{Auto: "auto", Vet: "vet", Source: "source"}

func (l Load) String() string { return loads[l] }

// LoadNames returns the names of the ways, the default first.
func LoadNames() []string { return slices.Clone(loads[:]) }

// ParseLoad returns the way that has a name.
func ParseLoad(name string) (Load, error) {
	for l, n := range loads {
		if n == name {
			return Load(l), nil
		}
	}
	return 0, fmt.Errorf("%q is none of %s%s", name, strings.Join(loads[:], ", "), nearest.Hint(name, "", loads[:]))
}

// An unfitError tells why packages cannot be checked from their source. If it is
// empty, go vet says it at once, since it would not check them either.
type unfitError struct{ why string }

func (e *unfitError) Error() string { return e.why }
