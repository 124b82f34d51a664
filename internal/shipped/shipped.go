// Package shipped finds state that an operator loses when it is shipped. Frameworks
// that run operators in other processes encode only their exported fields, and send
// functions by name.
package shipped

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A Config is the input of the search.
type Config struct {
	Source    *source.Package
	Catalog   *catalog.Catalog
	Operators []*operator.Operator
	Shipped   []*operator.Shipped
	// State returns what a package tells of the state that its importers set, or nil.
	State func(pkg *types.Package) *fact.State
	// Tell is what importers need to know of an operator.
	Tell func(op *operator.Operator) *fact.Operator
	// Spot is a place of this package for importers, and Module the path of its module.
	Spot   func(pos token.Pos) finding.Spot
	Module string
}

// A Kind tells how state is lost.
type Kind uint8

const (
	Lost        Kind = iota // a field is not encoded
	Opaque                  // a field is encoded as nothing
	Unencodable             // a field cannot be encoded
	Captured                // a function has captured variables
	MethodValue             // a function is bound to a receiver
	Global                  // only code that workers do not run sets a variable
	Flag                    // the command line sets a variable
)

// A Finding is state that an operator loses.
type Finding struct {
	Kind Kind
	// Op is the operator that loses it. If another package registers the operator, Op is
	// nil, and Told is what that package tells of it.
	Op   *operator.Operator
	Told *fact.Operator
	// Type is the type of which a field is lost, or nil.
	Type *types.Named
	Pos  token.Pos
	// Where is the place of a field that another package declares, its file as seen from
	// the root of Module.
	Where  finding.Spot
	Module string
	// Set is the place that sets the state, if that is not Pos. A directive there
	// counts as well.
	Set token.Pos
	// Phrase says what is lost, Harm what that does, and Advice what to do about it.
	// They are the clauses of a message.
	Phrase, Harm, Advice string
	// Seen, if valid, is a place that the message names after Phrase, and Rest is the
	// text after that.
	Seen token.Pos
	Rest string
	// Uncertain tells that the code on the worker is ready for the loss.
	Uncertain bool
	// Move is set if the worker can make what is lost in the same way.
	Move *Move
}

// A Move is the one place that sets a field: an element of a composite literal, whose
// expression means the same on a worker. So a method can set the field there.
type Move struct {
	Type  *types.Named
	Field *types.Var
	Lit   *ast.CompositeLit
	Set   *ast.KeyValueExpr
	// Method is the name of the method that sets a worker up.
	Method string
}

// Find returns the state that the operators of the package lose, in source order.
func Find(cfg Config) []*Finding {
	f := &finder{Config: cfg}
	f.types()
	states := f.states()
	if len(cfg.Shipped) == 0 && len(states) == 0 {
		return nil
	}
	f.reachWorkers()
	f.fields()
	f.functionValues()
	launched := f.launched()
	f.globals(launched)
	f.flags()
	if len(states) > 0 {
		f.abroad(states, launched)
	}
	slices.SortStableFunc(f.found, func(a, b *Finding) int { return int(a.Pos) - int(b.Pos) })
	return f.found
}

type finder struct {
	Config
	subjects  []*subject
	functions []*operator.Shipped
	// worker holds the functions that may run on a worker, each with the operator from
	// which it was reached first. readers are those among them that are reached
	// without interfaces of other packages, such as error. setUp are those that
	// lifecycle and bundle methods reach.
	worker, readers, setUp map[*source.Func]*operator.Operator
	found                  []*Finding
}

// A subject is a type of this package whose values are shipped.
type subject struct {
	named  *types.Named
	fields *types.Struct
	op     *operator.Operator
	// methods are those that run on a worker, setUp those among them that are not hot.
	methods, setUp []*source.Func
	// schema tells that the program makes a schema of the type when it starts.
	schema bool
}

// types collects the types that are shipped and have a method that runs on a worker.
func (f *finder) types() {
	byType := make(map[*types.Named]*subject)
	for _, s := range f.Shipped {
		if s.Type == nil {
			f.functions = append(f.functions, s)
			continue
		}
		st, ok := s.Type.Underlying().(*types.Struct)
		if !ok || s.Type.Obj().Pkg() != f.Source.Types {
			continue
		}
		sub := byType[s.Type]
		if sub == nil {
			sub = &subject{named: s.Type, fields: st}
		}
		sub.schema = sub.schema || s.Registration.Ships == catalog.ShipsSchema
		f.addMethods(sub, s.Registration)
		for _, op := range f.Operators {
			if sub.op == nil && op.Fn != nil && slices.Contains(sub.methods, op.Fn) {
				sub.op = op
			}
		}
		if byType[s.Type] == nil && sub.op != nil {
			byType[s.Type] = sub
			f.subjects = append(f.subjects, sub)
		}
	}
}

// addMethods adds the methods that run on a worker because of a registration.
func (f *finder) addMethods(sub *subject, reg *catalog.Registration) {
	for i, list := range [][]string{reg.Hot, reg.Bundle, reg.Lifecycle} {
		for _, name := range list {
			fn := f.method(sub.named, name)
			if fn == nil || slices.Contains(sub.methods, fn) {
				continue
			}
			sub.methods = append(sub.methods, fn)
			if i > 0 {
				sub.setUp = append(sub.setUp, fn)
			}
		}
	}
}

// method returns a method of a type, if this package declares it, or nil.
func (f *finder) method(t types.Type, name string) *source.Func {
	if fn := source.Method(types.NewPointer(t), name, f.Source.Types); fn != nil {
		return f.Source.Of(fn)
	}
	return nil
}

// operatorOf returns the operator whose function is fn, or nil.
func (f *finder) operatorOf(fn *source.Func) *operator.Operator {
	for _, op := range f.Operators {
		if op.Fn == fn {
			return op
		}
	}
	return nil
}

// name returns a function's name for messages.
func name(fn *source.Func) string {
	if fn == nil {
		return "a package variable"
	}
	return fn.Name()
}
