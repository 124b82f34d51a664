package catalog

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// Match reports whether sig has the signature's shape.
func (s *Signature) Match(sig *types.Signature) bool {
	sh := &s.shape
	params, results := sig.Params(), sig.Results()
	if params.Len() < len(sh.params) {
		return false
	}
	if !sh.open {
		if params.Len() != len(sh.params) || results.Len() != len(sh.results) || sig.Variadic() != sh.variadic {
			return false
		}
	}
	for i := range sh.params {
		if !sh.params[i].match(params.At(i).Type()) {
			return false
		}
	}
	for i := range sh.results {
		if !sh.results[i].match(results.At(i).Type()) {
			return false
		}
	}
	return true
}

// A shape is a parsed Signature.Func.
type shape struct {
	params, results []typeShape
	variadic        bool // the last parameter is variadic, and written as a slice
	open            bool // other parameters and the results may be anything
}

// A typeShape is a type in a shape.
type typeShape struct {
	op    string // "", "*", "[]", "<-chan ", "chan<- ", "chan " of elem; or "name", "basic", "_"
	elem  *typeShape
	basic string
	names []Symbol
}

func (t *typeShape) match(typ types.Type) bool {
	switch t.op {
	case "_":
		return true
	case "name":
		return matchName(t.names, typ)
	case "basic":
		typ = types.Unalias(typ)
		if t.basic == "any" {
			iface, ok := typ.(*types.Interface)
			return ok && iface.Empty()
		}
		return types.Identical(typ, types.Universe.Lookup(t.basic).Type())
	}
	switch typ := types.Unalias(typ).(type) {
	case *types.Pointer:
		return t.op == "*" && t.elem.match(typ.Elem())
	case *types.Slice:
		return t.op == "[]" && t.elem.match(typ.Elem())
	case *types.Chan:
		return t.op == chanOps[typ.Dir()] && t.elem.match(typ.Elem())
	}
	return false
}

var chanOps = [...]string{types.SendRecv: "chan ", types.SendOnly: "chan<- ", types.RecvOnly: "<-chan "}

// matchName reports whether typ, or a name on its chain of aliases, is among
// names.
func matchName(names []Symbol, typ types.Type) bool {
	for {
		alias, ok := typ.(*types.Alias)
		if !ok {
			break
		}
		if obj := alias.Obj(); obj.Pkg() != nil && slices.Contains(names, Symbol{Pkg: obj.Pkg().Path(), Name: obj.Name()}) {
			return true
		}
		typ = alias.Rhs()
	}
	named, ok := typ.(*types.Named)
	return ok && slices.Contains(names, symbolOfType(named))
}

// parseShape reads "func(T, ...) R", expanding "~" to each of the modules.
func parseShape(s string, modules []string) (shape, error) {
	p := &shapeParser{rest: s, modules: modules}
	sh, err := p.shape()
	if err != nil {
		return shape{}, fmt.Errorf("signature %q: %w", s, err)
	}
	return sh, nil
}

// parseType reads a type as it is written in a signature.
func parseType(s string, modules []string) (typeShape, error) {
	p := &shapeParser{rest: s, modules: modules}
	t, err := p.typ()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("unexpected %q", p.rest)
	}
	if err != nil {
		return typeShape{}, fmt.Errorf("type %q: %w", s, err)
	}
	return t, nil
}

type shapeParser struct {
	rest    string
	modules []string
}

func (p *shapeParser) eat(prefix string) bool {
	rest, ok := strings.CutPrefix(p.rest, prefix)
	p.rest = rest
	return ok
}

func (p *shapeParser) shape() (sh shape, err error) {
	if !p.eat("func(") {
		return sh, errors.New(`want "func("`)
	}
	if err := p.params(&sh); err != nil {
		return sh, err
	}
	switch {
	case p.rest == "":
		return sh, nil
	case sh.open:
		return sh, errors.New(`"..." leaves the results open as well`)
	}
	if err := p.results(&sh); err != nil {
		return sh, err
	}
	if p.rest != "" {
		return sh, fmt.Errorf("unexpected %q", p.rest)
	}
	return sh, nil
}

// params reads the parameters up to their closing parenthesis.
func (p *shapeParser) params(sh *shape) error {
	for !p.eat(")") {
		if len(sh.params) > 0 && !p.eat(", ") {
			return fmt.Errorf(`want ", " or ")" at %q`, p.rest)
		}
		if p.eat("...") {
			return p.dots(sh)
		}
		t, err := p.typ()
		if err != nil {
			return err
		}
		sh.params = append(sh.params, t)
	}
	return nil
}

// dots reads what follows three dots: a variadic parameter, or nothing if the parameters are
// left open.
func (p *shapeParser) dots(sh *shape) error {
	if p.eat(")") {
		sh.open = true
		return nil
	}
	sh.variadic = true
	t, err := p.typ()
	if err != nil {
		return err
	}
	sh.params = append(sh.params, typeShape{op: "[]", elem: &t})
	if !p.eat(")") {
		return fmt.Errorf("want \")\" after the variadic parameter, found %q", p.rest)
	}
	return nil
}

// results reads one result, or several in parentheses.
func (p *shapeParser) results(sh *shape) error {
	if !p.eat(" (") {
		if !p.eat(" ") {
			return nil
		}
		t, err := p.typ()
		sh.results = append(sh.results, t)
		return err
	}
	for !p.eat(")") {
		if len(sh.results) > 0 && !p.eat(", ") {
			return fmt.Errorf(`want ", " or ")" at %q`, p.rest)
		}
		t, err := p.typ()
		if err != nil {
			return err
		}
		sh.results = append(sh.results, t)
	}
	return nil
}

func (p *shapeParser) typ() (typeShape, error) {
	for _, op := range []string{"*", "[]", "<-chan ", "chan<- ", "chan "} {
		if p.eat(op) {
			elem, err := p.typ()
			return typeShape{op: op, elem: &elem}, err
		}
	}
	end := strings.IndexAny(p.rest, ",) ")
	if end < 0 {
		end = len(p.rest)
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	switch {
	case word == "_":
		return typeShape{op: "_"}, nil
	case word == "any" || isBasic(word):
		return typeShape{op: "basic", basic: word}, nil
	case !strings.Contains(word, "."):
		return typeShape{}, fmt.Errorf("unknown type %q: want \"pkg/path.Type\" or a predeclared type", word)
	}
	names, err := expand(word, p.modules)
	if err != nil {
		return typeShape{}, err
	}
	return typeShape{op: "name", names: names}, nil
}

func isBasic(word string) bool {
	_, ok := types.Universe.Lookup(word).(*types.TypeName)
	return ok && word != "comparable"
}

// expand parses a symbol; a leading "~" stands for each of the modules.
func expand(s string, modules []string) ([]Symbol, error) {
	head, tail, ok := strings.Cut(s, "~")
	if !ok {
		sym, err := ParseSymbol(s)
		return []Symbol{sym}, err
	}
	if head != "" && head != "(" && head != "(*" {
		return nil, fmt.Errorf(`symbol %q: "~" must stand at the beginning of the path`, s)
	}
	syms := make([]Symbol, len(modules))
	for i, m := range modules {
		if m == stdModule {
			return nil, fmt.Errorf(`symbol %q: "~" cannot stand for the standard library: write the package`, s)
		}
		sym, err := ParseSymbol(head + m + tail)
		if err != nil {
			return nil, err
		}
		syms[i] = sym
	}
	return syms, nil
}
