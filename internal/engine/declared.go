package engine

import (
	"cmp"
	"go/types"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/operator"
)

// This file tells what directives say of operators: those of this package, and those
// at the types of packages that it imports, by their facts.

// policies are the words that a directive may give an operator.
var policies = [...]string{string(catalog.Forbid), string(catalog.Bounded), string(catalog.Free)}

// declaredOperator returns what a directive says of a function or type, or nil.
func (p *pass) declaredOperator(obj types.Object) *operator.Declaration {
	if tn, ok := obj.(*types.TypeName); ok && obj.Pkg() != p.Pkg {
		if policy := p.importedTypes(tn.Pkg())[tn.Name()]; policy != "" {
			return &operator.Declaration{Policy: catalog.Policy(policy)}
		}
		return nil
	}
	d := p.Directives.Of(obj, directive.Operator)
	if d == nil {
		d = p.Directives.Of(obj, directive.Registers)
	}
	if d == nil {
		return nil
	}
	return &operator.Declaration{Policy: cmp.Or(catalog.Policy(d.Policy), catalog.Forbid), Args: d.Args}
}

// declaredTypes returns the types of a package of which a directive says that they, or
// all that has them, are operators: of this package, or of one that it imports.
func (p *pass) declaredTypes(pkg *types.Package) []*types.TypeName {
	if pkg == p.Pkg {
		return p.Directives.Types(directive.Operator)
	}
	var list []*types.TypeName
	for _, name := range slices.Sorted(maps.Keys(p.importedTypes(pkg))) {
		if tn, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
			list = append(list, tn)
		}
	}
	return list
}

// importedTypes returns the types of another package that directives declare, with
// their policies.
func (p *pass) importedTypes(pkg *types.Package) map[string]string {
	if c := p.declares(pkg); c != nil {
		return c.Types
	}
	return nil
}

// declares returns the fact of another package if that tells of types or fields. It
// decodes no other.
func (p *pass) declares(pkg *types.Package) *fact.Content {
	if f := p.packageFact(pkg); f != nil && f.Declares {
		return p.content(pkg)
	}
	return nil
}

// registeredFields returns the fields and variables of another package whose values it
// registers.
func (p *pass) registeredFields(pkg *types.Package) []*operator.Field {
	c := p.declares(pkg)
	if c == nil {
		return nil
	}
	var list []*operator.Field
	for _, name := range slices.Sorted(maps.Keys(c.Fields)) {
		if v := fact.FindVar(pkg, name); v != nil {
			list = append(list, &operator.Field{Var: v, Name: name, Facts: c.Fields[name]})
		}
	}
	return list
}

func exportedFields(fields []*operator.Field) map[string][]fact.Registration {
	told := make(map[string][]fact.Registration)
	for _, f := range fields {
		told[f.Name] = f.Facts
	}
	return told
}

// exportedTypes returns the exported types of this package that make operators of
// others' values, with their policies.
func (p *pass) exportedTypes() map[string]string {
	told := make(map[string]string)
	for _, tn := range p.declaredTypes(p.Pkg) {
		switch tn.Type().Underlying().(type) {
		case *types.Interface, *types.Signature:
			if tn.Exported() {
				told[tn.Name()] = string(p.declaredOperator(tn).Policy)
			}
		}
	}
	return told
}
