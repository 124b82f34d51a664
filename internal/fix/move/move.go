// Package move moves a limiter to the bundled one as a whole: the variables and
// fields that hold it, its constructors, and its calls in every file of the
// package. Calls that wait go on waiting if no operator reaches them.
//
// The variables that may hold the same limiter are a group. A variable joins it if
// the limiter flows from or to another of the group, by an assignment, an argument,
// a field or a map. If it flows anywhere else, there is no such fix.
package move

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/jobvet/jobvet/internal/fix/edit"
	"github.com/jobvet/jobvet/internal/fix/syntax"
)

// Limiter is the import path of the bundled limiter.
const Limiter = "github.com/jobvet/jobvet/ratelimit"

// A Package is a package in which limiters can be moved.
type Package struct {
	*syntax.Package
	Files *edit.Files
	// IsReported reports whether the call at a position is a wait in an operator.
	IsReported func(call token.Pos) bool
	// Ask returns the edits for such a wait, given the variables that hold the
	// bundled limiter then.
	Ask func(call token.Pos, moved map[*types.Var]bool) ([]analysis.TextEdit, bool)
}

// A mover moves the group of a limiter.
type mover struct {
	*Package
	typ     types.Type // of the limiter
	group   []*types.Var
	joined  map[*types.Var]bool
	changes map[*edit.File]*edit.Change
	waits   []token.Pos       // of calls in operators
	done    map[ast.Expr]bool // values that are changed
	libs    []string          // the packages of the old limiter
	note    string            // says in which way the new one differs
}

// Fix returns the fix that moves the limiter of a call, if there is one. All findings of
// a limiter have the same fix, edit by edit, so that drivers apply it once.
func (p *Package) Fix(call *ast.CallExpr) (analysis.SuggestedFix, bool) {
	none := analysis.SuggestedFix{}
	_, _, sel := p.EntryOf(call)
	if sel == nil {
		return none, false
	}
	v, typ := Holder(p.Info, sel.X), p.Info.TypeOf(sel.X)
	if v == nil || typ == nil {
		return none, false
	}
	m := &mover{
		Package: p, typ: typ, joined: make(map[*types.Var]bool), changes: make(map[*edit.File]*edit.Change), done: make(map[ast.Expr]bool),
	}
	if !m.join(v) {
		return none, false
	}
	for i := 0; i < len(m.group); i++ { // which grows meanwhile
		if !m.variable(m.group[i]) {
			return none, false
		}
	}
	edits, ok := m.finish()
	if !ok || m.isUsedUnseen(filepath.Dir(p.Src.Fset.File(call.Pos()).Name())) {
		return none, false
	}
	message := "Move " + m.group[0].Name() + " to the bundled limiter, in the whole package; what it refuses is given back after the time that it says" + m.note
	return analysis.SuggestedFix{Message: message, TextEdits: edits}, true
}

// at returns the place of a node, at which its change writes names.
func (m *mover) at(n ast.Node) (edit.Place, bool) {
	f := m.Files.At(n.Pos())
	if f == nil {
		return edit.Place{}, false
	}
	if m.changes[f] == nil {
		m.changes[f] = edit.NewChange(f)
	}
	return m.changes[f].At(n.Pos()), true
}

// finish makes the waits in operators ask the new limiter, and returns all edits.
func (m *mover) finish() ([]analysis.TextEdit, bool) {
	var edits []analysis.TextEdit
	for _, wait := range m.waits {
		asked, ok := m.Ask(wait, m.joined)
		if !ok {
			return nil, false
		}
		edits = append(edits, asked...)
	}
	for _, c := range m.changes {
		var others []analysis.TextEdit
		for _, t := range edits {
			if m.Files.At(t.Pos) == c.File {
				others = append(others, t)
			}
		}
		for _, lib := range m.libs {
			c.RemoveImport(lib, others)
		}
		own, ok := c.Finish()
		if !ok {
			return nil, false
		}
		edits = append(edits, own...)
	}
	return merged(edits)
}

// merged returns edits in their order, each once. It fails if two of them overlap.
func merged(edits []analysis.TextEdit) ([]analysis.TextEdit, bool) {
	compare := func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End), bytes.Compare(a.NewText, b.NewText))
	}
	slices.SortStableFunc(edits, compare)
	edits = slices.CompactFunc(edits, func(a, b analysis.TextEdit) bool { return compare(a, b) == 0 })
	for i, t := range edits[1:] {
		if before := edits[i]; t.Pos < before.End || t.Pos == before.Pos && t.End == before.End {
			return nil, false
		}
	}
	return edits, true
}

// isUsedUnseen reports whether another file of the directory may use a variable of the
// group: a test, or a file for another system.
func (m *mover) isUsedUnseen(dir string) bool {
	seen := make(map[string]bool)
	for _, f := range m.Src.Files {
		seen[filepath.Base(m.Src.Fset.Position(f.FileStart).Filename)] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return true
	}
	return slices.ContainsFunc(entries, func(entry os.DirEntry) bool {
		if filepath.Ext(entry.Name()) != ".go" || seen[entry.Name()] {
			return false
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		return err != nil || slices.ContainsFunc(m.group, func(v *types.Var) bool {
			return v.Kind() != types.LocalVar && bytes.Contains(data, []byte(v.Name()))
		})
	})
}

// IsRequired reports whether the module of a file requires that of the bundled
// limiter, and can load it.
func IsRequired(file string) bool {
	module := []byte(strings.TrimSuffix(Limiter, "/ratelimit") + " ")
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if data, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			_, err := os.Stat(filepath.Join(dir, "vendor"))
			return bytes.Contains(data, module) && err != nil
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}
