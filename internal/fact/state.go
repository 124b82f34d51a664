package fact

import (
	"fmt"
	"slices"

	"github.com/jobvet/jobvet/internal/finding"
)

// State is what importers can make the operators of a package, and those of its imports,
// lose, because they run in another process than the code that sets it.
type State struct {
	// Vars are exported variables that an operator reads and that no code of the package
	// sets, by their names: see VarName.
	Vars map[string]*Loss `json:"v,omitempty"`
	// Sets are the variables that a function sets, by the function's key: an operator
	// reads them, and only functions that importers call set them.
	Sets map[string][]*Loss `json:"s,omitempty"`
	// Settled are variables that code sets which workers run, too, by path and name.
	Settled []string `json:"k,omitempty"`
	// Fields are exported fields that do not get to a worker, by their names: "Fn.Lim".
	Fields map[string]*Loss `json:"f,omitempty"`
	// Types are types that the package does not register, by their names, with what
	// their values lose if another package does.
	Types map[string][]*Loss `json:"t,omitempty"`
}

// Empty reports whether there is nothing to remember.
func (s *State) Empty() bool {
	return s == nil || len(s.Vars)+len(s.Sets)+len(s.Settled)+len(s.Fields)+len(s.Types) == 0
}

// A Loss is one thing that an operator loses.
type Loss struct {
	// Name is that of the variable, with path, or of the type that has the field.
	Name string `json:"n"`
	// Operator is the one that loses it; nil if the package registers none.
	Operator *Operator `json:"o,omitempty"`
	// Text says what is lost, Harm what that does, and Advice what to do about it.
	Text      string `json:"p,omitempty"`
	Harm      string `json:"h,omitempty"`
	Advice    string `json:"a,omitempty"`
	Uncertain bool   `json:"u,omitempty"`
	// Zero tells that a pointer to a zero value is not a loss.
	Zero bool `json:"z,omitempty"`
	// Schema tells that only a registration loses it that makes a schema.
	Schema bool `json:"c,omitempty"`
	// Where is the place of a field, its file as seen from the root of Module.
	Where  finding.Spot `json:"w,omitzero"`
	Module string       `json:"m,omitempty"`
}

func (s *State) validate() error {
	if s == nil {
		return nil
	}
	for name, list := range s.Sets {
		if slices.Contains(list, nil) {
			return fmt.Errorf("corrupt jobvet fact: a variable that %s sets is null", name)
		}
	}
	for name, list := range s.Types {
		if slices.Contains(list, nil) {
			return fmt.Errorf("corrupt jobvet fact: what %s loses is null", name)
		}
	}
	return nil
}
