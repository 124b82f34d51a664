package early

import (
	_ "embed"
	"go/version"
	"strings"
)

// standardTable has a line for each package of the standard library, sorted: its
// path and, each behind a blank, its exported types that may be function
// types, on any system. Before them stands the Go release whose source it was
// made from.
//
//go:generate go run ./genstandard
//go:embed standard.txt
var standardTable string

// StandardFuncTypes returns the exported types that may be function types of a
// package of the standard library, on any system, sorted, and whether they are
// known: they are for the release that the table was made from and for earlier
// ones, from which the packages that users import lost no type. The release is
// as runtime.Version has it; of one with experiments nothing is known.
func StandardFuncTypes(path, release string) (names []string, known bool) {
	made, lines, _ := strings.Cut(standardTable, "\n")
	if lang := version.Lang(release); lang == "" || version.Compare(lang, made) > 0 {
		return nil, false
	}
	for line := range strings.SplitSeq(lines, "\n") {
		if rest, ok := strings.CutPrefix(line, path); ok && (rest == "" || rest[0] == ' ') {
			return strings.Fields(rest), true
		}
	}
	return nil, false
}
