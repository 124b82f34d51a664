// Package directive reads the //jobvet: comments of a package: declarations of
// operators and of what functions do, and suppressions with a reason.
package directive

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Mark is in the first characters of every directive, right or wrong.
const Mark = "jobvet:"

const prefix = "//" + Mark

// Kind is the word after the prefix.
type Kind string

const (
	Operator    Kind = "operator"    // //jobvet:operator [policy]
	Registers   Kind = "registers"   // //jobvet:registers ARG[,ARG] [policy]
	NonBlocking Kind = "nonblocking" // //jobvet:nonblocking reason
	Blocking    Kind = "blocking"    // //jobvet:blocking reason
	Local       Kind = "local"       // //jobvet:local reason
	Ignore      Kind = "ignore"      // //jobvet:ignore rule[,rule] reason
)

var kinds = [...]Kind{Operator, Registers, NonBlocking, Blocking, Local, Ignore}

// A Directive is one comment.
type Directive struct {
	Kind   Kind
	Args   []int    // Registers: the arguments
	Policy string   // Operator, Registers: the policy word, or ""
	Rules  []string // Ignore: the rules
	Reason string
	Pos    token.Pos

	// Object is the function, method or type in whose comment the directive stands.
	Object types.Object
	// spans are the source ranges that a suppression covers.
	spans []span
	used  map[string]bool // rules of which it suppressed something
}

type span struct{ from, to token.Pos }

// A Problem is a directive that jobvet does not understand, or that has no use.
type Problem struct {
	Pos     token.Pos
	Message string
	// Known says what would be understood, if that is a list.
	Known string
}

// A Set holds the directives of a package.
type Set struct {
	Problems   []Problem
	directives []*Directive
	byObject   map[types.Object][]*Directive
	// covers are the spans of suppressions, sorted by their starts. ends has, for
	// each, the largest end of this and all spans before it.
	covers []cover
	ends   []token.Pos
}

// A cover is one span that a suppression covers.
type cover struct {
	span
	by *Directive
}

// Parse reads the directives of files. rules are the names that an ignore directive
// may give, policies those that an operator may have.
func Parse(fset *token.FileSet, files []*ast.File, info *types.Info, rules, policies []string) *Set {
	p := commentParser{Set: &Set{byObject: make(map[types.Object][]*Directive)}, fset: fset, info: info, rules: rules, policies: policies}
	for _, f := range files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				if mayBe(c) {
					p.comment(f, group, c)
				}
			}
		}
	}
	p.index()
	return p.Set
}

// index sorts the spans of suppressions.
func (s *Set) index() {
	for _, d := range s.directives {
		for _, sp := range d.spans {
			s.covers = append(s.covers, cover{sp, d})
		}
	}
	slices.SortStableFunc(s.covers, func(a, b cover) int { return cmp.Compare(a.from, b.from) })
	end := token.NoPos
	for _, c := range s.covers {
		end = max(end, c.to)
		s.ends = append(s.ends, end)
	}
}

// covering returns the suppressions of findings of the rule at pos.
func (s *Set) covering(pos token.Pos, rule string) []*Directive {
	var list []*Directive
	i, _ := slices.BinarySearchFunc(s.covers, pos+1, func(c cover, pos token.Pos) int { return cmp.Compare(c.from, pos) })
	for i--; i >= 0 && pos < s.ends[i]; i-- {
		if c := s.covers[i]; pos < c.to && (c.by.Kind == Local || slices.Contains(c.by.Rules, rule)) {
			list = append(list, c.by)
		}
	}
	return list
}

// mayBe reports whether a comment looks like a directive, right or wrong.
func mayBe(c *ast.Comment) bool {
	return strings.Contains(c.Text[:min(len(c.Text), len(prefix)+8)], Mark)
}

// Any reports whether there may be directives in the files.
func Any(files []*ast.File) bool {
	for _, f := range files {
		for _, group := range f.Comments {
			if slices.ContainsFunc(group.List, mayBe) {
				return true
			}
		}
	}
	return false
}

// Of returns the directive of a kind in the comment of an object, or nil.
func (s *Set) Of(obj types.Object, kind Kind) *Directive {
	for _, d := range s.byObject[obj] {
		if d.Kind == kind {
			return d
		}
	}
	return nil
}

// Types returns the types, but no aliases, that have a directive of a kind in their
// comments, in source order.
func (s *Set) Types(kind Kind) []*types.TypeName {
	var list []*types.TypeName
	for _, d := range s.directives {
		if tn, ok := d.Object.(*types.TypeName); ok && d.Kind == kind && !tn.IsAlias() && tn.Parent() == tn.Pkg().Scope() && !slices.Contains(list, tn) {
			list = append(list, tn)
		}
	}
	return list
}

// Suppressed reports whether a suppression covers a finding of the rule at pos. It
// remembers for Unused which ones do.
func (s *Set) Suppressed(pos token.Pos, rule string) bool {
	covering := s.covering(pos, rule)
	for _, d := range covering {
		d.used[rule] = true
	}
	return len(covering) > 0
}

// Covering returns the suppression, the first in the source, that covers a finding of
// the rule at pos, or nil. It serves explanations, and remembers nothing.
func (s *Set) Covering(pos token.Pos, rule string) *Directive {
	covering := s.covering(pos, rule)
	if len(covering) == 0 {
		return nil
	}
	return slices.MinFunc(covering, func(a, b *Directive) int { return cmp.Compare(a.Pos, b.Pos) })
}

// Unused returns a problem for each suppression that suppressed nothing.
func (s *Set) Unused() []Problem {
	var out []Problem
	for _, d := range s.directives {
		switch d.Kind {
		case Ignore:
			for _, r := range d.Rules {
				if !d.used[r] {
					out = append(out, Problem{Pos: d.Pos, Message: fmt.Sprintf("this //jobvet:ignore suppresses no %s finding: remove it", r)})
				}
			}
		case Local:
			if len(d.used) == 0 && d.Object == nil {
				out = append(out, Problem{Pos: d.Pos, Message: "this //jobvet:local covers nothing that waits: remove it"})
			}
		}
	}
	return out
}

type commentParser struct {
	*Set
	fset            *token.FileSet
	info            *types.Info
	rules, policies []string
}

func (p *commentParser) problem(pos token.Pos, format string, args ...any) {
	p.Problems = append(p.Problems, Problem{Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// unknown notes a word that is none of those known.
func (p *commentParser) unknown(pos token.Pos, message, known string) {
	p.Problems = append(p.Problems, Problem{pos, message, "known are " + known})
}

func (p *commentParser) comment(f *ast.File, group *ast.CommentGroup, c *ast.Comment) {
	rest, ok := strings.CutPrefix(c.Text, prefix)
	if !ok {
		if word, found := strings.CutPrefix(strings.TrimLeft(c.Text[2:], " \t"), "jobvet:"); found && strings.HasPrefix(c.Text, "//") {
			kind, _, _ := strings.Cut(word, " ")
			if slices.Contains(kinds[:], Kind(kind)) {
				p.problem(c.Pos(), "a directive has no space after the slashes: write //jobvet:%s", kind)
			}
		}
		return
	}
	word, text, _ := strings.Cut(rest, " ")
	d := &Directive{Kind: Kind(word), Pos: c.Pos(), used: make(map[string]bool)}
	if !slices.Contains(kinds[:], d.Kind) {
		p.unknown(c.Pos(), fmt.Sprintf("unknown directive //jobvet:%s", word), "operator, registers, nonblocking, blocking, local and ignore")
		return
	}
	text = strings.TrimSpace(text)
	if !p.words(d, text) {
		return
	}
	p.place(f, group, c, d)
}

// words reads what follows the kind, and reports whether it understands it.
func (p *commentParser) words(d *Directive, text string) bool {
	first, rest, _ := strings.Cut(text, " ")
	switch d.Kind {
	case Operator:
		return p.policy(d, text)
	case Registers:
		for arg := range strings.SplitSeq(first, ",") {
			i, err := strconv.Atoi(arg)
			if err != nil || i < 0 {
				p.problem(d.Pos, "//jobvet:registers wants the indices of the arguments that become operators, as in //jobvet:registers 1")
				return false
			}
			d.Args = append(d.Args, i)
		}
		return p.policy(d, strings.TrimSpace(rest))
	case Ignore:
		d.Rules = strings.Split(first, ",")
		for _, r := range d.Rules {
			if !slices.Contains(p.rules, r) {
				p.unknown(d.Pos, fmt.Sprintf("//jobvet:ignore of the unknown rule %q", r), strings.Join(p.rules, ", "))
				return false
			}
		}
		d.Reason = strings.TrimSpace(rest)
	default:
		d.Reason = text
	}
	if d.Reason == "" {
		example := string(d.Kind)
		if d.Kind == Ignore {
			example += " " + first
		}
		p.problem(d.Pos, "//jobvet:%s needs a reason: //jobvet:%s because ...", d.Kind, example)
		return false
	}
	return true
}

func (p *commentParser) policy(d *Directive, word string) bool {
	if word != "" && !slices.Contains(p.policies, word) {
		p.unknown(d.Pos, fmt.Sprintf("//jobvet:%s of the unknown policy %q", d.Kind, word), strings.Join(p.policies, ", "))
		return false
	}
	d.Policy = word
	return true
}

// place finds what a directive is about.
func (p *commentParser) place(f *ast.File, group *ast.CommentGroup, c *ast.Comment, d *Directive) {
	decl, obj := p.documented(f, group)
	d.Object = obj
	switch d.Kind {
	case Operator:
		switch obj.(type) {
		case *types.Func, *types.TypeName:
		default:
			p.problem(d.Pos, "//jobvet:operator stands in the comment of a function, method or type")
			return
		}
	case Registers, NonBlocking, Blocking:
		fn, ok := obj.(*types.Func)
		if !ok {
			p.problem(d.Pos, "//jobvet:%s stands in the comment of a function or method", d.Kind)
			return
		}
		for _, i := range d.Args {
			if i >= fn.Signature().Params().Len() {
				p.problem(d.Pos, "//jobvet:registers %d: there is no such parameter: %s has %d, counted from 0", i, fn.Name(), fn.Signature().Params().Len())
				return
			}
		}
	default:
		if decl != nil {
			d.spans = []span{{decl.Pos(), decl.End()}}
		} else {
			d.spans = p.spans(f, group, c)
		}
	}
	p.directives = append(p.directives, d)
	if obj != nil {
		p.byObject[obj] = append(p.byObject[obj], d)
	}
}

// documented returns the declaration with the doc comment group, and the object that
// it declares.
func (p *commentParser) documented(f *ast.File, group *ast.CommentGroup) (ast.Node, types.Object) {
	// Only the declaration that ends next after the comment can have it.
	at := sort.Search(len(f.Decls), func(i int) bool { return f.Decls[i].End() > group.Pos() })
	for _, decl := range f.Decls[at:min(at+1, len(f.Decls))] {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Doc == group {
				return decl, p.info.Defs[decl.Name]
			}
		case *ast.GenDecl:
			if decl.Doc == group && len(decl.Specs) == 1 {
				return decl, p.specObject(decl.Specs[0])
			}
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Doc == group {
						return spec, p.info.Defs[spec.Name]
					}
				case *ast.ValueSpec:
					if spec.Doc == group {
						return spec, nil
					}
				}
			}
		}
	}
	return nil, nil
}

func (p *commentParser) specObject(spec ast.Spec) types.Object {
	if ts, ok := spec.(*ast.TypeSpec); ok {
		return p.info.Defs[ts.Name]
	}
	return nil
}

// spans returns what a suppression inside of a function covers. If it stands behind
// code, that is its line and the simple statement that ends there; if it stands on a
// line of its own, the statement on the line after the comment.
func (p *commentParser) spans(f *ast.File, group *ast.CommentGroup, c *ast.Comment) []span {
	tf := p.fset.File(c.Pos())
	s := surroundings{file: tf, comment: c, line: tf.Line(c.Pos())}
	ast.Inspect(f, s.visit)
	if s.trailing {
		return append(s.ending, span{tf.LineStart(s.line), c.End()})
	}
	if s.next != nil && tf.Line(s.next.Pos()) == tf.Line(group.End())+1 {
		return []span{{s.next.Pos(), s.next.End()}}
	}
	return nil
}

// surroundings is the code around a comment.
type surroundings struct {
	file     *token.File
	comment  *ast.Comment
	line     int
	trailing bool     // there is code on the line, before the comment
	ending   []span   // the simple statements that end on the line
	next     ast.Node // the first statement after the comment
}

func (s *surroundings) visit(n ast.Node) bool {
	switch n := n.(type) {
	case nil, *ast.Comment, *ast.CommentGroup:
		return false
	case *ast.File:
		return true
	case *ast.BlockStmt:
	case ast.Stmt, ast.Decl, ast.Spec, *ast.Field:
		if isSimple(n) && s.file.Line(n.End()) == s.line {
			s.ending = append(s.ending, span{n.Pos(), n.End()})
		}
		if n.Pos() > s.comment.End() && (s.next == nil || n.Pos() < s.next.Pos()) {
			s.next = n
		}
	}
	if s.file.Line(n.Pos()) == s.line && n.Pos() < s.comment.Pos() || s.file.Line(n.End()) == s.line && n.End() <= s.comment.Pos() {
		s.trailing = true
	}
	return true
}

// isSimple reports whether n is a statement without a body of its own.
func isSimple(n ast.Node) bool {
	switch n.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.DeclStmt, *ast.ValueSpec:
		return true
	}
	return false
}
