package catalog

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"strings"
)

// A Symbol names a package-level function, variable or type, a method, or a
// field of a named struct type. Pointers and type arguments are not part of
// it, so that one Symbol stands for a method and all of its instantiations.
type Symbol struct {
	Pkg  string // import path
	Recv string // the type of a method or field; empty for package-level names
	Name string
}

// IsZero reports whether s names nothing.
func (s Symbol) IsZero() bool { return s == Symbol{} }

// String returns s in the form that ParseSymbol reads.
func (s Symbol) String() string {
	switch {
	case s.IsZero():
		return ""
	case s.Recv == "":
		return s.Pkg + "." + s.Name
	}
	return "(" + s.Pkg + "." + s.Recv + ")." + s.Name
}

// Member returns the symbol of a method or field of the type s.
func (s Symbol) Member(name string) Symbol {
	return Symbol{Pkg: s.Pkg, Recv: s.Name, Name: name}
}

// SymbolOf returns the symbol of a function, a method, a package-level
// variable or a type. A method of an interface belongs to the interface that
// declares it, an instantiated method to its origin, an alias to what it
// stands for. Locals, fields and methods of unnamed types have no symbol.
func SymbolOf(obj types.Object) Symbol {
	if obj == nil || obj.Pkg() == nil {
		return Symbol{}
	}
	switch obj := obj.(type) {
	case *types.Func:
		recv := obj.Signature().Recv()
		if recv == nil {
			return Symbol{Pkg: obj.Pkg().Path(), Name: obj.Name()}
		}
		if t := symbolOfType(recv.Type()); !t.IsZero() {
			return t.Member(obj.Name())
		}
	case *types.Var:
		if packageLevel(obj) {
			return Symbol{Pkg: obj.Pkg().Path(), Name: obj.Name()}
		}
	case *types.TypeName:
		if obj.IsAlias() {
			if s := symbolOfType(obj.Type()); !s.IsZero() {
				return s
			}
		}
		if packageLevel(obj) {
			return Symbol{Pkg: obj.Pkg().Path(), Name: obj.Name()}
		}
	}
	return Symbol{}
}

// symbolOfType returns the symbol of a named type or of a pointer to one.
func symbolOfType(t types.Type) Symbol {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return Symbol{}
	}
	if obj := named.Obj(); obj.Pkg() != nil && packageLevel(obj) {
		return Symbol{Pkg: obj.Pkg().Path(), Name: obj.Name()}
	}
	return Symbol{}
}

func packageLevel(obj types.Object) bool {
	return obj.Parent() == obj.Pkg().Scope()
}

// ParseSymbol reads "pkg/path.Func", "(pkg/path.Type).Method",
// "(*pkg/path.Type).Method" and, for fields, "pkg/path.Type.Field".
func ParseSymbol(s string) (Symbol, error) {
	sym, err := parseSymbol(s)
	if err != nil {
		return Symbol{}, fmt.Errorf("symbol %q: %w", s, err)
	}
	return sym, nil
}

func parseSymbol(s string) (Symbol, error) {
	if strings.ContainsAny(s, "[]") {
		return Symbol{}, errors.New("write it without type parameters and arguments")
	}
	if inner, ok := strings.CutPrefix(s, "("); ok {
		typ, method, ok := strings.Cut(inner, ").")
		if !ok {
			return Symbol{}, errors.New(`want "(pkg/path.Type).Method"`)
		}
		t, err := parseQualified(strings.TrimPrefix(typ, "*"))
		if err != nil {
			return Symbol{}, err
		}
		if !token.IsIdentifier(method) {
			return Symbol{}, fmt.Errorf("%q is not a method name", method)
		}
		return t.Member(method), nil
	}
	sym, err := parseQualified(s)
	if err != nil {
		return Symbol{}, err
	}
	// In "pkg/path.Type.Field" the type is exported; "gopkg.in/yaml.v3.Node"
	// is a type of the package yaml.v3.
	if t, err := parseQualified(sym.Pkg); err == nil && token.IsExported(t.Name) {
		return t.Member(sym.Name), nil
	}
	return sym, nil
}

// parseQualified reads "pkg/path.Name".
func parseQualified(s string) (Symbol, error) {
	dot := strings.LastIndexByte(s, '.')
	if dot <= strings.LastIndexByte(s, '/') {
		return Symbol{}, errors.New(`want "pkg/path.Name"`)
	}
	sym := Symbol{Pkg: s[:dot], Name: s[dot+1:]}
	if !token.IsIdentifier(sym.Name) {
		return Symbol{}, fmt.Errorf("%q is not a Go name", sym.Name)
	}
	if err := checkPath(sym.Pkg); err != nil {
		return Symbol{}, err
	}
	return sym, nil
}

// checkPath reports what is wrong with an import or module path.
func checkPath(path string) error {
	if path == "" {
		return errors.New("the package path is missing")
	}
	if strings.HasPrefix(path, "~") {
		return errors.New(`"~" stands for the module only in a table`)
	}
	for elem := range strings.SplitSeq(path, "/") {
		if elem == "" || elem == "." || elem == ".." {
			return fmt.Errorf("%q is not a package path", path)
		}
	}
	for _, r := range path {
		ok := r > ' ' && r < 0x7f && !strings.ContainsRune("!\"#$%&'()*,:;<=>?[\\]^`{|}@", r)
		if !ok {
			return fmt.Errorf("%q is not a package path: it contains %q", path, r)
		}
	}
	return nil
}
