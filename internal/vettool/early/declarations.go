package early

import (
	"bytes"
	"go/ast"
	"maps"
	"slices"
	"strconv"
)

// declarations are what the files of a package declare at the top level.
type declarations struct {
	// types maps the name of a type to how its declaration begins.
	types map[string][]typeRef
	// params are how the parameters of exported functions and methods begin,
	// without those that certainly are not function types.
	params []typeRef
}

// A typeRef is the beginning of a type, which is all that counts: a type is a
// function type if it begins with func, or with the name of one.
type typeRef struct {
	file      *imports // where it stands
	qualifier string   // the package's name, or ""
	name      string   // "" for other types
	function  bool     // it begins with func, or cannot be told
}

// imports are the imports of one file.
type imports struct {
	named   map[string]string // import path by local name
	unnamed []string          // import paths whose packages' names are not known
	dot     []string
}

// takesFunctions reports whether a parameter may have a function type.
func (d *declarations) takesFunctions(p *Package) bool {
	r := resolver{p: p, d: d, seen: make(map[string]bool)}
	return slices.ContainsFunc(d.params, r.isFunction)
}

// funcTypes returns the exported types that may be function types, sorted.
func (d *declarations) funcTypes(p *Package) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(d.types)) {
		r := resolver{p: p, d: d, seen: make(map[string]bool)}
		if ast.IsExported(name) && slices.ContainsFunc(d.types[name], r.isFunction) {
			names = append(names, name)
		}
	}
	return names
}

// A resolver follows the names of types.
type resolver struct {
	p    *Package
	d    *declarations
	seen map[string]bool // the package's own types that were looked at
}

func (r *resolver) isFunction(t typeRef) bool {
	switch {
	case t.function:
		return true
	case t.name == "":
		return false
	case t.qualifier != "":
		if path, ok := t.file.named[t.qualifier]; ok {
			return r.imported(path, t.name)
		}
		// The package's name is in the package: any of these may be meant.
		return slices.ContainsFunc(t.file.unnamed, func(path string) bool { return r.imported(path, t.name) })
	case slices.ContainsFunc(t.file.dot, func(path string) bool { return r.imported(path, t.name) }):
		return true
	case r.seen[t.name]:
		return false
	}
	r.seen[t.name] = true
	return slices.ContainsFunc(r.d.types[t.name], r.isFunction)
}

func (r *resolver) imported(path, name string) bool {
	if path == "unsafe" {
		return false
	}
	if mapped, ok := r.p.ImportMap[path]; ok {
		path = mapped
	}
	names, known := r.p.FuncTypes(path)
	return !known || slices.Contains(names, name)
}

// scan adds the declarations of a file.
func (d *declarations) scan(src []byte) error {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	s := scanner{lexer: lexer{src: src}, declarations: d, file: &imports{named: make(map[string]string)}}
	return s.run()
}

// A scanner reads the declarations of one file.
type scanner struct {
	lexer
	*declarations
	file *imports
	body func(from, to int) // if not nil, is told where the inside of a body is
}

func (s *scanner) run() error {
	for {
		t := s.next()
		var err error
		switch {
		case t.kind == end:
			return nil
		case t.kind == semi:
			continue
		case t.isWord("func"):
			err = s.function()
		case t.isWord("type"):
			err = s.specs(s.typeSpec)
		case t.isWord("import"):
			err = s.specs(s.importSpec)
		case t.isWord("package"), t.isWord("var"), t.isWord("const"):
			err = s.rest(s.next())
		default:
			return errSyntax
		}
		if err != nil {
			return err
		}
	}
}

// specs reads what follows import or type: one specification, or several in
// parentheses. spec gets the first token and reads up to the semicolon or the
// closing parenthesis, which it returns.
func (s *scanner) specs(spec func(token) (token, error)) error {
	t := s.next()
	if !t.is('(') {
		_, err := spec(t)
		return err
	}
	for {
		switch t = s.next(); {
		case t.is(')'):
			return nil
		case t.kind == semi:
			continue
		case t.kind == end:
			return errSyntax
		}
		t, err := spec(t)
		if err != nil || t.is(')') {
			return err
		}
	}
}

// rest skips to the end of a declaration whose next token is t.
func (s *scanner) rest(t token) error {
	_, err := s.finish(t)
	return err
}

// finish skips to the semicolon, or to the parenthesis that closes a group.
func (s *scanner) finish(t token) (token, error) {
	for {
		switch {
		case t.kind == semi, t.is(')'):
			return t, nil
		case t.kind == end:
			return t, errSyntax
		case t.is('('), t.is('['), t.is('{'):
			if err := s.skip(); err != nil {
				return t, err
			}
		}
		t = s.next()
	}
}

func (s *scanner) importSpec(t token) (token, error) {
	name := ""
	if t.kind == word {
		name = string(t.text)
		t = s.next()
	} else if t.is('.') {
		name = "."
		t = s.next()
	}
	if t.kind != text {
		return t, errSyntax
	}
	path, err := strconv.Unquote(string(t.text))
	if err != nil {
		return t, errSyntax
	}
	switch name {
	case "":
		s.file.unnamed = append(s.file.unnamed, path)
	case ".":
		s.file.dot = append(s.file.dot, path)
	default:
		s.file.named[name] = path
	}
	return s.finish(s.next())
}

func (s *scanner) typeSpec(t token) (token, error) {
	if t.kind != word {
		return t, errSyntax
	}
	name := string(t.text)
	t = s.next()
	if t.is('[') {
		if s.peekNext(']') {
			s.types[name] = append(s.types[name], typeRef{file: s.file})
			return s.finish(t) // a slice
		}
		// Type parameters, or an array: its element is taken for the type.
		if err := s.skip(); err != nil {
			return t, err
		}
		t = s.next()
	}
	if t.is('=') {
		t = s.next()
	}
	parens := 0
	for ; t.is('('); parens++ {
		t = s.next()
	}
	ref, t := s.typeRef(t)
	s.types[name] = append(s.types[name], ref)
	for range parens {
		closing, err := s.finish(t)
		if err != nil || !closing.is(')') {
			return t, errSyntax
		}
		t = s.next()
	}
	return s.finish(t)
}

// isTypeKeyword reports whether a word begins a type that is neither a function
// nor named.
func isTypeKeyword(t token) bool {
	switch string(t.text) {
	case "struct", "interface", "map", "chan":
		return true
	}
	return false
}

// peekNext reports whether the next character, beyond blanks, is c.
func (s *scanner) peekNext(c byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(s.src[s.pos:], " \t\r\n"), []byte{c})
}

// typeRef reads the beginning of a type, whose first token is t, and returns
// the token behind it.
func (s *scanner) typeRef(t token) (typeRef, token) {
	ref := typeRef{file: s.file}
	if t.kind != word || isTypeKeyword(t) {
		return ref, t
	}
	if t.isWord("func") {
		ref.function = true
		return ref, s.next()
	}
	ref.name = string(t.text)
	t = s.next()
	if t.is('.') {
		if t = s.next(); t.kind == word {
			ref.qualifier, ref.name = ref.name, string(t.text)
			t = s.next()
		}
	}
	return ref, t
}

// function reads a function or method behind the word func.
func (s *scanner) function() error {
	t := s.next()
	if t.is('(') { // receiver
		if err := s.skip(); err != nil {
			return err
		}
		t = s.next()
	}
	if t.kind != word {
		return errSyntax
	}
	exported := ast.IsExported(string(t.text))
	t = s.next()
	if t.is('[') {
		if err := s.skip(); err != nil {
			return err
		}
		t = s.next()
	}
	if !t.is('(') {
		return errSyntax
	}
	if exported {
		if err := s.parameters(); err != nil {
			return err
		}
	} else if err := s.skip(); err != nil {
		return err
	}
	return s.resultsAndBody()
}

// parameters reads a parameter list behind its opening parenthesis. It cannot
// tell a parameter's name from its type and takes both for types, which does
// no harm unless the name is also that of a function type.
func (s *scanner) parameters() error {
	prev := token{kind: symbol, char: '('}
	for t := s.next(); ; {
		// A pointer, slice, map or channel is not a function, whatever its element.
		composed := prev.is('*') || prev.is(']') || prev.kind == dots || prev.kind == arrow || prev.isWord("chan")
		prev = t
		switch {
		case t.kind == end:
			return errSyntax
		case t.is(')'):
			return nil
		case t.is('('):
			// A type in parentheses is rare enough not to be told; those of a
			// function type have been seen to.
			if !composed {
				s.params = append(s.params, typeRef{function: true})
			}
			if err := s.skip(); err != nil {
				return err
			}
			prev = token{kind: symbol, char: ')'}
		case t.is('['), t.is('{'):
			open := t.char
			if err := s.skip(); err != nil {
				return err
			}
			prev = token{kind: symbol, char: map[byte]byte{'[': ']', '{': '}'}[open]}
		case t.kind == word && !isTypeKeyword(t):
			ref, behind := s.typeRef(t)
			if !composed {
				s.params = append(s.params, ref)
			} else if ref.function && behind.is('(') {
				if err := s.skip(); err != nil {
					return err
				}
				behind = s.next()
			}
			t = behind
			continue
		}
		t = s.next()
	}
}

// resultsAndBody skips what follows a parameter list.
func (s *scanner) resultsAndBody() error {
	prev := token{}
	for {
		t := s.next()
		switch {
		case t.kind == semi:
			return nil // no body
		case t.kind == end:
			return errSyntax
		case t.is('('), t.is('['), t.is('{'):
			from := s.pos
			if err := s.skip(); err != nil {
				return err
			}
			if t.is('{') && !prev.isWord("struct") && !prev.isWord("interface") {
				if s.body != nil {
					s.body(from, s.pos-1)
				}
				return nil
			}
		}
		prev = t
	}
}
