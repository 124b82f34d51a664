package fact

import (
	"encoding/json"
	"fmt"
	"go/types"
	"slices"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// Seams is what a package and all that it imports tell of calls through interfaces: who
// calls, and who may be called. Either end may be in a package that knows nothing of
// the other one. They meet in a package that imports both.
type Seams struct {
	// Module is the path of the packages' module, if known.
	Module string `json:"m,omitempty"`
	// Slots are the functions that methods of interfaces may stand for, by the names of
	// the slots.
	Slots map[string]*Slot `json:"s,omitempty"`
	// Operators are those that call methods of interfaces.
	Operators []*Operator `json:"o,omitempty"`
}

// A Slot is what is known of the functions that one method may stand for.
type Slot struct {
	// Fillers are the functions that do something, by their full names.
	Fillers map[string]*Filler `json:"f,omitempty"`
	// Idle tells that there is one of which nothing is known that it does.
	Idle bool `json:"i,omitempty"`
}

// A Filler is a function that a method may stand for.
type Filler struct {
	// Name is its name in messages, and Package the name of its package.
	Name    string    `json:"n"`
	Package string    `json:"p"`
	Effects []*Effect `json:"e"`
}

// An Operator is one of which importers may learn more.
type Operator struct {
	Func       string       `json:"i"` // its name with the path of its package
	Name       string       `json:"n"`
	Form       string       `json:"f"`
	Package    string       `json:"k"` // the name of its package
	Registered finding.Spot `json:"a"`
	Table      string       `json:"t,omitempty"` // the catalogue's table
	Framework  string       `json:"w,omitempty"`
	Policy     string       `json:"y"`
	Guessed    bool         `json:"g,omitempty"`
	Opens      []*Effect    `json:"e"`
}

// Same reports whether two records are of the same operator.
func (o *Operator) Same(p *Operator) bool {
	return o.Func == p.Func && o.Registered == p.Registered && o.Framework == p.Framework
}

// Empty reports whether there is nothing to remember.
func (s *Seams) Empty() bool { return len(s.Slots) == 0 && len(s.Operators) == 0 }

// Slot returns the slot of the name, which is made if there is none.
func (s *Seams) Slot(name string) *Slot {
	if s.Slots == nil {
		s.Slots = make(map[string]*Slot)
	}
	if s.Slots[name] == nil {
		s.Slots[name] = new(Slot)
	}
	return s.Slots[name]
}

// Add notes that the method may stand for a function of the full name.
func (s *Slot) Add(full string, f *Filler) {
	if f == nil || len(f.Effects) == 0 {
		s.Idle = true
		return
	}
	if s.Fillers == nil {
		s.Fillers = make(map[string]*Filler)
	}
	s.Fillers[full] = f
}

// Merge adds what other packages tell.
func (s *Seams) Merge(other *Seams) {
	for name, slot := range other.Slots {
		into := s.Slot(name)
		into.Idle = into.Idle || slot.Idle
		for full, f := range slot.Fillers {
			into.Add(full, f)
		}
	}
	for _, op := range other.Operators {
		s.operator(op)
	}
}

// operator adds an operator, or the calls that a record of it lacks.
func (s *Seams) operator(op *Operator) {
	for _, old := range s.Operators {
		if old.Same(op) {
			for _, e := range op.Opens {
				old.Open(e)
			}
			return
		}
	}
	clone := *op
	clone.Opens = append([]*Effect(nil), op.Opens...)
	s.Operators = append(s.Operators, &clone)
}

// Opening returns the call of a slot that the operator has, or nil.
func (o *Operator) Opening(slot string) *Effect {
	for _, e := range o.Opens {
		if e.Slot == slot {
			return e
		}
	}
	return nil
}

// Open adds a call, unless there is one of the same slot that is bounded alike.
func (o *Operator) Open(e *Effect) {
	for _, old := range o.Opens {
		if old.Slot == e.Slot && old.Bound == e.Bound {
			return
		}
	}
	o.Opens = append(o.Opens, e)
}

// Effects returns what importers need to know of the summary of a function with the
// signature.
func Effects(g *effect.Graph, sum *effect.Summary, sig *types.Signature) []*Effect {
	var list []*Effect
	for _, e := range sum.Effects {
		list = append(list, exporter{graph: g}.effect(e, sig))
	}
	return list
}

// Summary returns what the function does, in the terms of a signature.
func (f *Filler) Summary(sig *types.Signature) *effect.Summary {
	return summary(f.Effects, sig, f.Package)
}

// Calls returns what the function does, in no one's terms.
func (f *Filler) Calls() []*effect.Effect { return bare(f.Effects, f.Package) }

// Calls returns the calls of slots that the operator makes.
func (o *Operator) Calls() []*effect.Effect { return bare(o.Opens, o.Package) }

// bare returns effects of a function of which no parameters are known. If one ends a
// wait, that is the context of who calls the function.
func bare(effects []*Effect, pkg string) []*effect.Effect {
	none := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	var list []*effect.Effect
	for _, e := range effects {
		x := e.effect(none, pkg)
		if effect.BoundKind(e.Bound) == effect.Param {
			x.Bound.Kind = effect.Own
		}
		list = append(list, x)
	}
	return list
}

// Lacks reports whether the method may stand for a function that has no effect of the
// rule.
func (s *Slot) Lacks(rule string) bool {
	if s.Idle {
		return true
	}
	for _, f := range s.Fillers {
		if !slices.ContainsFunc(f.Effects, func(e *Effect) bool { return e.Rule == rule }) {
			return true
		}
	}
	return false
}

// Fills reports whether a function is known to fill a slot.
func (s *Seams) Fills(slot, full string) bool {
	return s.Slots[slot] != nil && s.Slots[slot].Fillers[full] != nil
}

// decodeSeams reads what a fact has of seams.
func decodeSeams(data []byte) (*Seams, error) {
	s := new(Seams)
	if len(data) == 0 {
		return s, nil
	}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("corrupt jobvet fact: %v", err)
	}
	for name, slot := range s.Slots {
		if slot == nil {
			return nil, fmt.Errorf("corrupt jobvet fact: slot %s is null", name)
		}
		for full, f := range slot.Fillers {
			if f == nil || hasNil(f.Effects) {
				return nil, fmt.Errorf("corrupt jobvet fact: %s is null", full)
			}
		}
	}
	for _, op := range s.Operators {
		if op == nil || hasNil(op.Opens) {
			return nil, fmt.Errorf("corrupt jobvet fact: an operator is null")
		}
	}
	return s, nil
}

func hasNil(list []*Effect) bool {
	for _, e := range list {
		if e == nil {
			return true
		}
	}
	return false
}
