// Package early tells what can be known about a package before it is parsed: where
// it comes from, what it imports, the facts of its imports, and what its
// text declares at the top level.
//
// A vet tool is started for every dependency, and this is enough to answer for most
// of them. The answers here may be too careful, never wrong: a
// package that is said to have no functions that take functions has none.
package early

import (
	"bytes"
	"fmt"

	"golang.org/x/tools/go/analysis"
)

// A Package is a package that has not been parsed. Its methods are not safe
// for concurrent use.
type Package struct {
	Path string
	// ModulePath and ModuleVersion are empty if they are not known, as in
	// the standard library; in the main module the version is empty, too.
	ModulePath, ModuleVersion string
	// ImportMap maps each import path in the files to the path of the package
	// that it stands for. It may have more than the files import.
	ImportMap map[string]string
	// Files are the names of the Go files.
	Files    []string
	ReadFile func(name string) ([]byte, error)
	// Fact reads the fact of an import.
	Fact func(path string, f analysis.Fact) (found bool, err error)
	// FuncTypes returns which of the types that an import exports are
	// function types, or may be, and whether that is known.
	FuncTypes func(path string) (names []string, known bool)

	texts [][]byte
	decls *declarations
}

// Contains reports whether the text of a file contains s.
func (p *Package) Contains(s string) (bool, error) {
	if err := p.read(); err != nil {
		return false, err
	}
	for _, text := range p.texts {
		if bytes.Contains(text, []byte(s)) {
			return true, nil
		}
	}
	return false, nil
}

// Selects reports whether a file may have a selector of the name, x.name, as a
// value or as the function of a call: one that has arguments, or that has none.
func (p *Package) Selects(name string, arguments bool) (bool, error) {
	if err := p.read(); err != nil {
		return false, err
	}
	for _, text := range p.texts {
		if bytes.Contains(text, []byte(name)) && selects(text, name, arguments) {
			return true, nil
		}
	}
	return false, nil
}

func selects(text []byte, name string, arguments bool) bool {
	l := lexer{src: text}
	for t := l.next(); t.kind != end; {
		if !t.is('.') {
			t = l.next()
			continue
		}
		if t = l.next(); !t.isWord(name) {
			continue
		}
		if t = l.next(); !t.is('(') {
			return true
		}
		if t = l.next(); t.is(')') != arguments {
			return true
		}
	}
	return false
}

// TakesFunctions reports whether an exported function, or an exported method
// of any type, may have a parameter of function type.
func (p *Package) TakesFunctions() (bool, error) {
	d, err := p.declared()
	if err != nil {
		return false, err
	}
	return d.takesFunctions(p), nil
}

// ExportedFuncTypes returns the exported types that may be function types,
// sorted.
func (p *Package) ExportedFuncTypes() ([]string, error) {
	d, err := p.declared()
	if err != nil {
		return nil, err
	}
	return d.funcTypes(p), nil
}

func (p *Package) declared() (*declarations, error) {
	if p.decls != nil {
		return p.decls, nil
	}
	if err := p.read(); err != nil {
		return nil, err
	}
	d := &declarations{types: make(map[string][]typeRef)}
	for i, text := range p.texts {
		if err := d.scan(text); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Files[i], err)
		}
	}
	p.decls = d
	return d, nil
}

func (p *Package) read() error {
	if p.texts != nil {
		return nil
	}
	texts := make([][]byte, len(p.Files))
	for i, name := range p.Files {
		text, err := p.ReadFile(name)
		if err != nil {
			return err
		}
		texts[i] = text
	}
	p.texts = texts
	return nil
}
