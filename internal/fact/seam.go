package fact

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// Seams is what a package and all that it imports tell of calls through interfaces: who
// calls, and who may be called. Either end may be in a package that knows nothing of
// the other one. They meet in a package that imports both.
//
// Most of it only passes through a package. So its parts stay encoded until somebody
// asks for them. It is not safe for concurrent use.
type Seams struct {
	// Module is the path of the packages' module, if known.
	Module string
	// slots are the functions that methods of interfaces may stand for, by the names of
	// the slots. operators are those that call methods of interfaces, by their keys.
	slots     map[string]*part[Slot]
	operators map[string]*part[Operator]
	// handed are the functions that are given to methods of interfaces.
	handed map[string]*part[Handed]
	// open is what OpenAt tells; nil if nobody asked since the last change.
	open map[string][]string
}

// A Slot is what is known of the functions that one method may stand for.
type Slot struct {
	// Fillers are the functions that do something, by their full names.
	Fillers map[string]*Filler `json:"f,omitempty"`
	// Idle tells that there is one of which nothing is known that it does.
	Idle bool `json:"i,omitempty"`
	// Open tells that a package calls the method of what a place holds: who fills the
	// place has to tell.
	Open bool `json:"o,omitempty"`
	// From are the slots of other places: what they hold gets here, too.
	From []string `json:"s,omitempty"`
}

// A Filler is a function that a method may stand for.
type Filler struct {
	// Name is its name in messages, "" if it only stands for what it calls, and Package the
	// name of its package.
	Name    string    `json:"n"`
	Package string    `json:"p"`
	Module  string    `json:"m,omitempty"` // of its package
	Effects []*Effect `json:"e,omitempty"`
	// Registers are its parameters that become operators.
	Registers []Registration `json:"r,omitempty"`
	// Params are those of its parameters that it calls.
	Params Called `json:"c,omitzero"`
}

// CalledBy returns the parameters of a signature that a function calls.
func CalledBy(sum *effect.Summary, sig *types.Signature) Called {
	return Called{indices(nil, sum.Calls, sig), indices(nil, sum.Spawns, sig), indices(nil, sum.Joins, sig)}
}

// A Handed is a function that a package hands to a method of an interface. Whether the
// method makes it an operator, another package knows.
type Handed struct {
	Slot    string       `json:"s"`
	Param   int          `json:"a"`
	Func    string       `json:"i"`           // its name with the path of its package
	Name    string       `json:"n"`           // in messages
	Package string       `json:"p"`           // the name of its package
	Module  string       `json:"m,omitempty"` // of its package
	At      finding.Spot `json:"w"`           // as seen from the root of Home
	Home    string       `json:"h,omitempty"` // the module of the package that hands it
	Effects []*Effect    `json:"e"`
}

// Key tells what is handed apart.
func (h *Handed) Key() string { return h.Slot + " " + h.Func + " " + h.At.String() }

// Calls returns what the function does, in no one's terms.
func (h *Handed) Calls() []*effect.Effect { return bare(h.Effects, h.Package, h.Module) }

// An Operator is one of which importers may learn more.
type Operator struct {
	Func       string       `json:"i"` // its name with the path of its package
	Name       string       `json:"n"`
	Form       string       `json:"f"`
	Package    string       `json:"k"`           // the name of its package
	Module     string       `json:"m,omitempty"` // of its package
	Registered finding.Spot `json:"a"`           // the file as seen from the root of the module
	Table      string       `json:"t,omitempty"` // the catalogue's table
	Framework  string       `json:"w,omitempty"`
	Policy     string       `json:"y"`
	Guessed    bool         `json:"g,omitempty"`
	Opens      []*Effect    `json:"e"`
}

// Key tells operators apart.
func (o *Operator) Key() string { return o.Func + " " + o.Framework + " " + o.Registered.String() }

// Empty reports whether there is nothing to remember.
func (s *Seams) Empty() bool { return len(s.slots) == 0 && len(s.operators) == 0 && len(s.handed) == 0 }

// Slot returns the slot of the name, or nil, with what gets there from others. It must
// not be changed.
func (s *Seams) Slot(name string) *Slot {
	slot := s.slots[name].get()
	if slot == nil || len(slot.From) == 0 {
		return slot
	}
	all := &Slot{Open: slot.Open, From: slot.From}
	for _, from := range s.Sources(name) {
		if slot := s.slots[from].get(); slot != nil {
			all.merge(&Slot{Fillers: slot.Fillers, Idle: slot.Idle})
		}
	}
	return all
}

// Sources returns the slots from which functions get to one, itself the first.
func (s *Seams) Sources(name string) []string {
	names := []string{name}
	for i := 0; i < len(names); i++ {
		from := s.slots[names[i]].get()
		if from == nil {
			continue
		}
		for _, next := range from.From {
			if !slices.Contains(names, next) {
				names = append(names, next)
			}
		}
	}
	return names
}

// OpenAt returns the names of the methods that packages call of what a place holds.
func (s *Seams) OpenAt(place string) []string {
	if s.open == nil {
		s.open = make(map[string][]string)
		for _, name := range slices.Sorted(maps.Keys(s.slots)) {
			if at, method, ok := strings.Cut(name, " "); ok && s.slots[name].get().Open {
				s.open[at] = append(s.open[at], method)
			}
		}
	}
	return s.open[place]
}

// Call notes that a package calls the method of a slot of a place.
func (s *Seams) Call(slot string) { s.change(slot, &Slot{Open: true}) }

// Flow notes that what one slot is filled with gets to another one.
func (s *Seams) Flow(from, to string) {
	s.Call(from)
	s.change(to, &Slot{Open: true, From: []string{from}})
}

// change adds to what is known of a slot.
func (s *Seams) change(slot string, add *Slot) {
	into := new(Slot)
	if old := s.slots[slot].get(); old != nil {
		*into = *old
		into.Fillers, into.From = maps.Clone(old.Fillers), slices.Clone(old.From)
	}
	into.merge(add)
	put(&s.slots, slot, into)
	s.open = nil
}

// Operators returns the operators in a fixed order. They must not be changed.
func (s *Seams) Operators() []*Operator { return values(s.operators) }

// Handed returns what is handed to methods in a fixed order. It must not be changed.
func (s *Seams) Handed() []*Handed { return values(s.handed) }

// Has reports whether a function is known to be handed to a method.
func (s *Seams) Has(h *Handed) bool { return s.handed[h.Key()] != nil }

// Hand notes that a function is handed to a method.
func (s *Seams) Hand(h *Handed) { put(&s.handed, h.Key(), h) }

// Operator returns the operator of the key, or nil. It must not be changed.
func (s *Seams) Operator(key string) *Operator { return s.operators[key].get() }

// Fill notes that a method may stand for a function of the full name. If f is nil, nothing
// is known that the function does.
func (s *Seams) Fill(slot, full string, f *Filler) {
	if old := s.slots[slot].get(); old != nil && (old.Fillers[full] != nil || old.Idle && f.empty()) {
		return
	}
	add := new(Slot)
	add.add(full, f)
	s.change(slot, add)
}

// FillFrom notes that what fills one slot fills another one, too.
func (s *Seams) FillFrom(slot string, from *Slot) {
	s.change(slot, &Slot{Fillers: from.Fillers, Idle: from.Idle})
}

// Open notes calls that an operator makes.
func (s *Seams) Open(op *Operator) {
	into := *op
	into.Opens = slices.Clone(op.Opens)
	if old := s.Operator(op.Key()); old != nil {
		into.Opens = slices.Clone(old.Opens)
		for _, e := range op.Opens {
			into.Open(e)
		}
	}
	put(&s.operators, op.Key(), &into)
}

// Merge adds what other packages tell.
func (s *Seams) Merge(other *Seams) {
	for name, p := range other.slots {
		switch old := s.slots[name]; {
		case old == nil:
			share(&s.slots, name, p)
		case !old.same(p) && p.get() != nil:
			s.change(name, p.get())
		}
	}
	for key, p := range other.operators {
		switch old := s.operators[key]; {
		case old == nil:
			share(&s.operators, key, p)
		case !old.same(p) && p.get() != nil:
			s.Open(p.get())
		}
	}
	for key, p := range other.handed {
		if s.handed[key] == nil {
			share(&s.handed, key, p)
		}
	}
}

func (f *Filler) empty() bool {
	return f == nil || len(f.Effects)+len(f.Registers) == 0 && f.Params.IsZero()
}

// merge adds what another slot has. What is known of a function stays.
func (s *Slot) merge(add *Slot) {
	for full, f := range add.Fillers {
		if s.Fillers[full] == nil {
			s.add(full, f)
		}
	}
	s.Idle, s.Open = s.Idle || add.Idle, s.Open || add.Open
	for _, from := range add.From {
		if !slices.Contains(s.From, from) {
			s.From = append(s.From, from)
		}
	}
	slices.Sort(s.From)
}

// add notes that the method may stand for a function of the full name.
func (s *Slot) add(full string, f *Filler) {
	if f.empty() {
		s.Idle = true
		return
	}
	if s.Fillers == nil {
		s.Fillers = make(map[string]*Filler)
	}
	s.Fillers[full] = f
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
func Effects(g *effect.Graph, home Home, sum *effect.Summary, sig *types.Signature) []*Effect {
	var list []*Effect
	for _, e := range sum.Effects {
		list = append(list, exporter{graph: g, home: home}.effect(e, sig))
	}
	return list
}

// Summary returns what the function does, in the terms of a signature.
func (f *Filler) Summary(sig *types.Signature) *effect.Summary {
	sum := summary(f.Effects, sig, f.Package, f.Module)
	sum.Calls, sum.Spawns, sum.Joins = params(sig, f.Params.Calls), params(sig, f.Params.Spawns), params(sig, f.Params.Joins)
	return sum
}

// Calls returns what the function does, in no one's terms.
func (f *Filler) Calls() []*effect.Effect { return bare(f.Effects, f.Package, f.Module) }

// Calls returns the calls of slots that the operator makes.
func (o *Operator) Calls() []*effect.Effect { return bare(o.Opens, o.Package, o.Module) }

// bare returns effects of a function of which no parameters are known. If one ends a
// wait, that is the context of who calls the function.
func bare(effects []*Effect, pkg, module string) []*effect.Effect {
	none := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	var list []*effect.Effect
	for _, e := range effects {
		x := e.effect(none, pkg, module)
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
	known := s.Slot(slot)
	return known != nil && known.Fillers[full] != nil
}
