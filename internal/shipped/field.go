package shipped

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A field is a field of a subject, with what the package does with it.
type field struct {
	*subject
	v    *types.Var
	in   *types.Named // the type that declares it: the subject, or one that it embeds
	kind Kind
	tag  bool // it is exported, and its tag leaves it out

	set      token.Pos // where code that does not run on a worker first sets it
	setIn    *source.Func
	emptyMap token.Pos // the same, for an empty map
	emptyIn  *source.Func
	restored bool               // code on a worker sets it
	read     *operator.Operator // the operator that reads it on a worker
	filled   bool               // code on a worker puts elements into it
	expected bool               // code on a worker goes on if it is nil

	// These are for a Move: what sets the field in literals, and how often code that
	// does not run on a worker uses the field otherwise.
	literals []*Move
	others   int

	// through are the embedded fields that lead to it.
	through []*types.Var
}

// fields finds the fields that are lost, whole or in part.
func (f *finder) fields() {
	for _, fld := range f.watched() {
		if fld.lost() {
			f.lose(fld)
		}
	}
}

// lost reports whether code sets a field that an operator misses on a worker.
func (fld *field) lost() bool { return fld.set.IsValid() && fld.missed() }

// missed reports whether an operator reads a field on a worker that nothing there sets.
func (fld *field) missed() bool { return !fld.restored && fld.read != nil }

// watched returns the endangered fields, with what the package does with them.
func (f *finder) watched() []*field {
	list := f.endangered()
	if len(list) == 0 {
		return nil
	}
	w := &watcher{finder: f, fields: make(map[*types.Var]*field), embedded: make(map[*types.Var]*types.Named)}
	for _, fld := range list {
		w.fields[fld.v] = fld
		for _, e := range fld.through {
			w.embedded[e] = source.NamedOf(e.Type())
		}
	}
	for _, file := range f.Source.Files {
		w.file(file)
	}
	for _, fld := range list {
		if !fld.set.IsValid() && fld.filled {
			fld.set, fld.setIn = fld.emptyMap, fld.emptyIn
		}
	}
	return list
}

// endangered returns the fields whose value does not get to a worker. It reports those
// that have no encoding at all.
func (f *finder) endangered() []*field {
	var list []*field
	own := f.ownEncoders()
	for _, s := range f.subjects {
		if marshals(s.named) || restores(s.named) {
			continue
		}
		for i := range s.fields.NumFields() {
			v := s.fields.Field(i)
			fld := &field{subject: s, v: v, in: s.named, tag: v.Exported() && untagged(s.fields, i)}
			if v.Exported() && !own && f.cannotEncode(fld) {
				continue
			}
			var lost bool
			if fld.kind, lost = fld.fate(); lost {
				list = append(list, fld)
			}
		}
		list = f.inside(s, s.named, nil, list)
	}
	return list
}

// inside adds the endangered fields of the structs of the package that a subject embeds,
// or that in does, to which through leads. A struct that others have, too, is left out: what sets its fields may be for those.
func (f *finder) inside(s *subject, in *types.Named, through []*types.Var, list []*field) []*field {
	for e := range in.Underlying().(*types.Struct).Fields() {
		n := source.NamedOf(e.Type())
		if !e.Embedded() || n == nil || n.Obj().Pkg() != f.Source.Types || slices.Contains(through, e) || f.isShared(n, in) {
			continue
		}
		inner, ok := n.Underlying().(*types.Struct)
		if !ok {
			continue
		}
		way := append(slices.Clip(through), e)
		for i := range inner.NumFields() {
			v := inner.Field(i)
			fld := &field{subject: s, v: v, in: n.Origin(), through: way, tag: v.Exported() && untagged(inner, i)}
			known := slices.ContainsFunc(list, func(old *field) bool { return old.v == v })
			var lost bool
			if fld.kind, lost = fld.fate(); lost && !known {
				list = append(list, fld)
			}
		}
		list = f.inside(s, n, way, list)
	}
	return list
}

// isShared reports whether a type of the package has a field of the type n, but for in
// and types that are shipped.
func (f *finder) isShared(n, in *types.Named) bool {
	shipped := func(t types.Type) bool {
		return slices.ContainsFunc(f.subjects, func(s *subject) bool { return types.Identical(s.named, t) })
	}
	scope := f.Source.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || shipped(tn.Type()) || types.Identical(tn.Type(), in) {
			continue
		}
		st, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for fld := range st.Fields() {
			if source.NamedOf(fld.Type()) == n {
				return true
			}
		}
	}
	return false
}

// fate returns how a field is lost, if it is.
func (fld *field) fate() (Kind, bool) {
	switch {
	case fld.v.Embedded(): // its exported fields are shipped
		n := opaque(fld.v.Type())
		return Lost, n != nil && n.Obj().Pkg() != fld.in.Obj().Pkg() // else its fields are looked at
	case fld.v.Exported() && !fld.tag:
		return Opaque, opaque(fld.v.Type()) != nil
	}
	return Lost, true
}

// ownEncoders reports whether the package gives some type an encoding of its own. If
// it does, it does not show of which types a schema can be made.
func (f *finder) ownEncoders() bool {
	asked := make(map[*catalog.Framework]bool)
	for _, op := range f.Operators {
		fw := op.Framework
		if asked[fw] || !fw.Serialised || fw.Table() == nil {
			continue
		}
		asked[fw] = true
		symbols := fw.Symbols(fw.Encoders)
		for _, obj := range f.Source.Info.Uses {
			if fn, ok := obj.(*types.Func); ok && isOneOf(fn, symbols) {
				return true
			}
		}
	}
	return false
}

// cannotEncode reports a field whose type has no encoding. It answers whether this is
// one.
func (f *finder) cannotEncode(fld *field) bool {
	var bad types.Type
	path := fld.v.Name()
	harm := "no schema can be made of it, and the program panics when it starts, on every runner"
	if fld.schema {
		bad, path = f.unencodable(fld.v.Type(), path, make(map[types.Type]bool))
	} else if !fld.tag {
		// Without a schema the field is encoded when the job is submitted.
		switch fld.v.Type().Underlying().(type) {
		case *types.Chan, *types.Signature:
			bad = fld.v.Type()
			harm = "it cannot be encoded, and the job is refused when it is submitted"
		}
	}
	if bad == nil {
		return false
	}
	f.found = append(f.found, &Finding{
		Kind: Unencodable, Op: fld.op, Type: fld.named, Pos: fld.v.Pos(), Set: fld.v.Pos(),
		Phrase: fmt.Sprintf("has the exported field %s, %s", path, f.kindOf(bad)),
		Harm:   harm,
		Advice: "unexport the field, and set it in " + f.setup(fld.subject),
	})
	return true
}

func (f *finder) kindOf(t types.Type) string {
	text := types.TypeString(t, func(p *types.Package) string {
		if p == f.Source.Types {
			return ""
		}
		return p.Name()
	})
	switch t.Underlying().(type) {
	case *types.Chan:
		return "a channel (" + text + ")"
	case *types.Signature:
		return "a function (" + text + ")"
	}
	return "an interface (" + text + ")"
}

// setup names the method in which a worker sets up an operator.
func (f *finder) setup(s *subject) string {
	for _, shipped := range f.Shipped {
		if shipped.Type == s.named && len(shipped.Registration.Lifecycle) > 0 {
			return shipped.Registration.Lifecycle[0]
		}
	}
	return "a method that runs on the worker"
}

// lose adds the finding of a field that is set, but does not get to the worker.
func (f *finder) lose(fld *field) {
	finding := f.loss(fld)
	finding.Phrase += ", which " + name(fld.setIn) + " sets"
	finding.Set, finding.Seen = fld.set, fld.set
	if fld.kind == Lost && !finding.Uncertain {
		finding.Move = f.move(fld)
	}
	f.found = append(f.found, finding)
}

// loss returns the finding of a field that does not get to the worker, whoever sets it.
func (f *finder) loss(fld *field) *Finding {
	t := fld.v.Type()
	finding := &Finding{Kind: fld.kind, Op: fld.read, Type: fld.named, Pos: fld.v.Pos()}
	build := "build it in " + f.setup(fld.subject) + " from exported fields"
	limiter := f.isLimiter(t)
	if limiter {
		build += ", or keep a ratelimit.Limiter in an exported field, which ships itself"
	}
	if fld.kind == Opaque {
		finding.Phrase = "loses what its field " + fld.v.Name() + " holds"
		finding.Harm = fmt.Sprintf("%s has no exported fields and no encoding, and a worker gets a zero one", f.typeName(t))
		if limiter {
			finding.Harm += ", which lets nothing through"
		}
		finding.Advice = build
		return finding
	}
	finding.Phrase = "loses its field " + fld.v.Name()
	finding.Harm = "only exported fields are shipped, and on a worker it is " + zero(t)
	if fld.v.Embedded() {
		finding.Harm = fmt.Sprintf("of what is embedded only exported fields are shipped, %s has none, and on a worker it is %s", f.typeName(t), zero(t))
	}
	if fld.tag {
		finding.Harm = `a field with the tag json:"-" is not shipped, and on a worker it is ` + zero(t)
	}
	finding.Uncertain = fld.expected && !limiter && !f.isData(t)
	switch {
	case limiter || !f.isData(t):
		finding.Advice = build
	case fld.tag:
		finding.Advice = "drop the tag"
	default:
		finding.Advice = "export it"
	}
	return finding
}

func (f *finder) typeName(t types.Type) string {
	return "a " + types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// isData reports whether an exported field of the type is shipped whole.
func (f *finder) isData(t types.Type) bool {
	if marshals(t) {
		return true
	}
	if opaque(t) != nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Pointer:
		_, nested := u.Elem().Underlying().(*types.Pointer)
		return !nested && f.isData(u.Elem())
	case *types.Slice:
		return f.isData(u.Elem())
	case *types.Array:
		return f.isData(u.Elem())
	case *types.Map:
		_, ok := u.Key().Underlying().(*types.Basic)
		return ok && f.isData(u.Elem())
	case *types.Struct:
		for fld := range u.Fields() {
			if !fld.Exported() || !f.isData(fld.Type()) {
				return false
			}
		}
		return true
	}
	return false
}

// zero describes the zero value of a type, for a message.
func zero(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsString != 0:
			return "empty"
		case u.Info()&types.IsBoolean != 0:
			return "false"
		case u.Info()&types.IsNumeric != 0:
			return "0"
		}
	case *types.Struct, *types.Array:
		return "a zero value"
	}
	return "nil"
}
