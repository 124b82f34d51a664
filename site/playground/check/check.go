// Package check is what the playground does with a file of Go: it type-checks and
// analyses it, and applies fixes. It reads no file and starts nothing.
package check

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/jobvet/jobvet/internal/analysed"
	"github.com/jobvet/jobvet/internal/apply"
	"github.com/jobvet/jobvet/internal/engine"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/nearest"
)

// name is the name of the file that is checked.
const name = "job.go"

// MaxSize is how many bytes a file may have.
const MaxSize = 256 << 10

// A Checker checks files. It must not be used concurrently.
type Checker struct {
	fset    *token.FileSet
	types   map[string][]byte         // what code may import, as gcexportdata has it
	imports map[string]*types.Package // what was imported
	engine  *analysis.Analyzer
}

// New returns a checker that knows the packages of a file of command pack.
func New(packed io.Reader) (*Checker, error) {
	z, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	c := &Checker{fset: token.NewFileSet(), imports: make(map[string]*types.Package)}
	if err := gob.NewDecoder(z).Decode(&c.types); err != nil {
		return nil, err
	}
	c.engine = engine.New(engine.Options{Level: finding.Hint}).Analyzer()
	// As the jobvet command has it: findings as records, and operators.
	for flag, value := range map[string]string{"identify": "playground", "operators": "true"} {
		if err := c.engine.Flags.Set(flag, value); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// A Place is a place in the file, with what there is to say of it. Lines and
// columns count from 1, columns in bytes.
type Place struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// A Finding is what jobvet has to say of a place.
type Finding struct {
	Place
	EndLine   int     `json:"endLine"`
	EndColumn int     `json:"endColumn"`
	Rule      string  `json:"rule"`
	Level     string  `json:"level"`
	Harm      string  `json:"harm,omitempty"`
	Advice    string  `json:"advice,omitempty"`
	Way       []Place `json:"way,omitempty"`
	// Fix says what the fix does; "" if there is none.
	Fix string `json:"fix,omitempty"`

	edits apply.Fix
}

// An Operator is a function that a framework calls.
type Operator struct {
	Place
	Framework string `json:"framework"`
	Policy    string `json:"policy"`
}

// A Result is all there is to say of a file. If there are errors, it was not analysed.
type Result struct {
	Errors    []Place    `json:"errors,omitempty"`
	Findings  []Finding  `json:"findings,omitempty"`
	Operators []Operator `json:"operators,omitempty"`
	Unseen    []Place    `json:"unseen,omitempty"`
	// Notes are places that could not be understood, because the playground has only
	// parts of the libraries. The rest was analysed.
	Notes []Place `json:"notes,omitempty"`

	told map[string]*analysed.File
}

// Check checks a file.
func (c *Checker) Check(text string) *Result {
	if len(text) > MaxSize {
		return failed("this is %d bytes of code; the playground takes %d", len(text), MaxSize)
	}
	file, err := parser.ParseFile(c.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return &Result{Errors: syntaxErrors(err)}
	}
	defer c.fset.RemoveFile(c.fset.File(file.FileStart))
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Instances: make(map[*ast.Ident]types.Instance),
		Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object), Implicits: make(map[ast.Node]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection), Scopes: make(map[ast.Node]*types.Scope), FileVersions: make(map[*ast.File]string),
	}
	var errs, notes []Place
	conf := types.Config{Importer: c, Sizes: types.SizesFor("gc", "amd64")}
	conf.Error = func(err error) {
		e := types.Error{}
		switch {
		case !errors.As(err, &e) || e.Soft: // such as an import that nothing uses
		case c.beyond(file, info, e.Pos):
			notes = append(notes, c.place(e.Pos, e.Msg))
		default:
			errs = append(errs, c.place(e.Pos, e.Msg))
		}
	}
	pkg, _ := conf.Check("example.com/playground/"+file.Name.Name, c.fset, []*ast.File{file}, info)
	if len(errs) > 0 {
		errs = append(notes, errs...) // an import that is not known comes before what follows from it
		return &Result{Errors: errs[:min(len(errs), maxErrors)]}
	}
	r := c.analyse(&analysis.Pass{
		Analyzer: c.engine, Fset: c.fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info, TypesSizes: conf.Sizes,
		Module:            &analysis.Module{Path: "example.com/playground", GoVersion: "1.26"},
		ReadFile:          func(string) ([]byte, error) { return []byte(text), nil },
		ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ExportPackageFact: func(analysis.Fact) {},
		ExportObjectFact:  func(types.Object, analysis.Fact) {},
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
	})
	r.Notes = notes
	return r
}

// analyse runs the engine and reads what it says.
func (c *Checker) analyse(pass *analysis.Pass) *Result {
	r := &Result{told: make(map[string]*analysed.File)}
	var err error
	pass.Report = func(d analysis.Diagnostic) {
		if e := r.add(c.fset, d); err == nil {
			err = e
		}
	}
	if _, e := c.engine.Run(pass); e != nil {
		err = e
	}
	if err != nil {
		return failed("jobvet failed: %v", err)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return comparePlaces(a.Place, b.Place) })
	slices.SortStableFunc(r.Operators, func(a, b Operator) int { return comparePlaces(a.Place, b.Place) })
	return r
}

func comparePlaces(a, b Place) int {
	if a.Line != b.Line {
		return a.Line - b.Line
	}
	return a.Column - b.Column
}

// add reads a diagnostic, as package report does for the jobvet command.
func (r *Result) add(fset *token.FileSet, d analysis.Diagnostic) error {
	switch d.Category {
	case finding.PackageCategory:
	case finding.OperatorCategory:
		op, err := finding.DecodeListed(d.Message)
		if err != nil {
			return err
		}
		r.Operators = append(r.Operators, Operator{at(op.Place, op.Name+" ("+op.Form+")"), op.Framework, op.Policy})
	case finding.UnseenCategory:
		u, err := finding.DecodeUnseen(d.Message)
		if err != nil {
			return err
		}
		r.Unseen = append(r.Unseen, at(u.Place, "jobvet cannot see what "+u.Form+" registers here"))
	case analysed.Category:
		f, err := analysed.Decode(d.Message)
		if err != nil {
			return err
		}
		r.told[f.Name] = f
	default:
		f, err := finding.Decode(d.Message)
		if err != nil {
			return err
		}
		r.Findings = append(r.Findings, newFinding(fset, f, d.SuggestedFixes))
	}
	return nil
}

func at(p finding.Place, message string) Place { return Place{p.Line, p.Col, message} }

func newFinding(fset *token.FileSet, f *finding.Finding, fixes []analysis.SuggestedFix) Finding {
	j := Finding{
		Place: at(f.Place, f.Head()), EndLine: f.End.Line, EndColumn: f.End.Col,
		Rule: f.Rule, Level: f.Level.String(), Harm: f.Harm, Advice: f.Advice,
	}
	for _, s := range f.Way() {
		j.Way = append(j.Way, at(s.Place, s.Message))
	}
	if len(fixes) > 0 {
		j.Fix = fixes[0].Message
		for _, e := range fixes[0].TextEdits {
			file := fset.File(e.Pos)
			j.edits = append(j.edits, apply.Edit{File: name, Start: file.Offset(e.Pos), End: file.Offset(e.End), New: string(e.NewText)})
		}
	}
	return j
}

// ErrNoFix tells that there is nothing to fix.
var ErrNoFix = errors.New("there is no fix for this")

// Fix applies the fix of one finding of Check, by its index, and returns the new
// text.
func (c *Checker) Fix(text string, index int) (string, error) {
	r := c.Check(text)
	if index < 0 || index >= len(r.Findings) || r.Findings[index].edits == nil {
		return text, ErrNoFix
	}
	return c.with(text, r, []apply.Fix{r.Findings[index].edits})
}

// rounds is how often FixAll looks for fixes, as jobvet -fix does.
const rounds = 5

// FixAll applies all fixes, as jobvet -fix does, and returns the new text.
func (c *Checker) FixAll(text string) (string, error) {
	fixed := text
	for range rounds {
		r := c.Check(fixed)
		var fixes []apply.Fix
		for _, f := range r.Findings {
			if f.edits != nil {
				fixes = append(fixes, f.edits)
			}
		}
		if fixes == nil {
			break
		}
		next, err := c.with(fixed, r, fixes)
		if err != nil {
			return text, err
		}
		fixed = next
	}
	if fixed == text {
		return text, ErrNoFix
	}
	return fixed, nil
}

// with applies those fixes that do not touch the lines of others before them.
func (c *Checker) with(text string, r *Result, fixes []apply.Fix) (string, error) {
	tree, errs := apply.Over(map[string][]byte{name: []byte(text)}).With(fixes, r.told)
	applied := false
	for _, err := range errs {
		applied = applied || err == nil
		if err != nil && !errors.Is(err, apply.ErrConflict) {
			return text, err
		}
	}
	if !applied {
		return text, ErrNoFix
	}
	fixed := string(tree.Texts()[name])
	if errs := c.Check(fixed).Errors; errs != nil {
		return text, fmt.Errorf("the code does not build with its fix: %s", errs[0].Message)
	}
	return fixed, nil
}

// Import returns a package that code imports.
func (c *Checker) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := c.imports[path]; p != nil && p.Complete() {
		return p, nil
	}
	data, ok := c.types[path]
	if !ok {
		known := slices.Collect(maps.Keys(c.types))
		slices.Sort(known)
		return nil, fmt.Errorf("the playground has the standard library and parts of the libraries that jobvet knows, but no %s%s",
			path, nearest.Hint(path, "", known))
	}
	return gcexportdata.Read(bytes.NewReader(data), c.fset, c.imports, path)
}

// beyond reports whether an error is about what the playground does not have: a package,
// or a name of a library, of which it has the part that jobvet's tests use.
func (c *Checker) beyond(file *ast.File, info *types.Info, pos token.Pos) bool {
	path, _ := astutil.PathEnclosingInterval(file, pos, pos)
	for _, n := range path {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return true
		case *ast.SelectorExpr:
			if pos == n.Sel.Pos() {
				return c.isPart(ownerOf(info, n.X))
			}
		case *ast.CompositeLit:
			return n.Type != nil && c.isPart(ownerOf(info, n.Type)) // its own type is not known yet
		}
	}
	return false
}

// ownerOf returns the package that an expression names, or that of its type.
func ownerOf(info *types.Info, x ast.Expr) *types.Package {
	if id, ok := x.(*ast.Ident); ok {
		if name, ok := info.Uses[id].(*types.PkgName); ok {
			return name.Imported()
		}
	}
	t := info.TypeOf(x)
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj().Pkg()
	}
	return nil
}

// isPart reports whether a package is one of which the playground has only a part.
func (c *Checker) isPart(p *types.Package) bool {
	if p == nil {
		return false
	}
	first, _, _ := strings.Cut(p.Path(), "/")
	return strings.Contains(first, ".") && c.types[p.Path()] != nil
}

// maxErrors is how many errors are shown.
const maxErrors = 5

func syntaxErrors(err error) []Place {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		return []Place{{Message: err.Error()}}
	}
	list.RemoveMultiples()
	var errs []Place
	for _, e := range list[:min(len(list), maxErrors)] {
		errs = append(errs, Place{e.Pos.Line, e.Pos.Column, e.Msg})
	}
	return errs
}

func (c *Checker) place(pos token.Pos, message string) Place {
	p := c.fset.PositionFor(pos, false)
	return Place{p.Line, p.Column, message}
}

func failed(format string, args ...any) *Result {
	return &Result{Errors: []Place{{Message: fmt.Sprintf(format, args...)}}}
}
