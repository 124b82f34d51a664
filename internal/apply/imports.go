package apply

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// dropImports takes out of the new lines of a file the imports that are not used any more,
// but were in the old ones.
func dropImports(old, lines []line, names map[string]string) []line {
	was, err := parser.ParseFile(token.NewFileSet(), "", plain(old), 0)
	if err != nil {
		return lines
	}
	used := qualifiers(was)
	for {
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, "", plain(lines), parser.ParseComments)
		if err != nil {
			return lines
		}
		now := qualifiers(tree)
		dropped := false
		for _, d := range tree.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.IMPORT || dropped {
				continue
			}
			for _, s := range decl.Specs {
				spec := s.(*ast.ImportSpec)
				if name := nameOf(spec, names); used[name] && !now[name] {
					if lines, dropped = dropImport(fset, lines, decl, spec); dropped {
						break
					}
				}
			}
		}
		if !dropped {
			return lines
		}
	}
}

// qualifiers returns the names before a dot that nothing in the file declares.
func qualifiers(tree *ast.File) map[string]bool {
	// Identifiers that the parser could not resolve within the file. Types
	// would tell the same, but a text that was just made has none.
	open := make(map[*ast.Ident]bool)
	for _, id := range tree.Unresolved {
		open[id] = true
	}
	found := make(map[string]bool)
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && open[id] {
				found[id.Name] = true
			}
		}
		return true
	})
	return found
}

// nameOf returns the name under which a file imports a package, "" if it is not
// known.
func nameOf(spec *ast.ImportSpec, names map[string]string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return names[path]
}

// dropImport takes an import out of its declaration, or all of that. It fails
// if something else stands on its lines.
func dropImport(fset *token.FileSet, lines []line, decl *ast.GenDecl, spec *ast.ImportSpec) ([]line, bool) {
	at := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line - 1 }
	column := func(pos token.Pos) int { return fset.PositionFor(pos, false).Column - 1 }
	from, to := spec.Pos(), spec.End()
	if len(decl.Specs) == 1 {
		from, to = decl.Pos(), decl.End()
	}
	first, last := at(from), at(to)
	if spec.Comment != nil && at(spec.Comment.End()) == last {
		to = spec.Comment.End()
	}
	if column(from) != len(indentation(lines[first].text)) || column(to) != len(lines[last].text) {
		return lines, false
	}
	lines = slices.Delete(slices.Clone(lines), first, last+1)
	// A hole where a group of imports was.
	if first > 0 && first < len(lines) && lines[first].text == "" && (lines[first-1].text == "" || first-1 == at(decl.Lparen)) {
		lines = slices.Delete(lines, first, first+1)
	}
	return lines, true
}

// indentation is the white space with which a line begins.
func indentation(s string) string {
	for i, r := range s {
		if r != ' ' && r != '\t' {
			return s[:i]
		}
	}
	return s
}
