// Package graph is what one analysis of each package writes down of its
// functions, their calls, its operators and all that these reach, whether it
// is a finding or not. Merged over packages it answers what a list of findings
// cannot: why something is not reported, and what a job looks like as a whole.
//
// The analyzer writes a Package as JSON, in a diagnostic of category Category;
// the command reads and merges them.
package graph

import (
	"encoding/json"
	"fmt"

	"github.com/jobvet/jobvet/internal/finding"
)

// Category is the category of the diagnostics that hold a Package.
const Category = "graph"

// A Package is the graph of one package.
type Package struct {
	Path string `json:"path"`
	// ThirdParty tells that the package is from a module of somebody else's:
	// only rate limiting counts there.
	ThirdParty bool `json:"third_party,omitempty"`
	// Skipped says why the package was not looked at, "" if it was.
	Skipped   string      `json:"skipped,omitempty"`
	Funcs     []*Func     `json:"funcs,omitempty"`
	Operators []*Operator `json:"operators,omitempty"`
	// Linked are operators of other packages, with what they reach by way of this one.
	Linked []*Operator `json:"linked,omitempty"`
}

// A Func is a function or a function literal.
type Func struct {
	// ID is unique: the path of the package and the name.
	ID   string `json:"id"`
	Name string `json:"name"`
	finding.Place
	End  int  `json:"end"` // its last line
	Test bool `json:"test,omitempty"`
	// Lifecycle names the operator of whose type this is a method that the
	// framework runs once per worker; "" for others.
	Lifecycle string `json:"lifecycle,omitempty"`
	// Trusted is the directive that says that the function does not wait, or
	// not in a job.
	Trusted string   `json:"trusted,omitempty"`
	Calls   []Call   `json:"calls,omitempty"`
	Effects []Effect `json:"effects,omitempty"`
	Sites   []Site   `json:"sites,omitempty"`
}

// A Call leads to a function whose source is analysed.
type Call struct {
	To   string `json:"to"` // ID of a Func, possibly of a package that is not at hand
	Name string `json:"name"`
	Line int    `json:"l"`
	// Spawned tells that it runs in a goroutine; Idle that it is only passed
	// to a function that is not seen to call it.
	Spawned bool `json:"go,omitempty"`
	Idle    bool `json:"idle,omitempty"`
	// Through is the function that To is passed to; Interface the method
	// through which it is called.
	Through   string `json:"through,omitempty"`
	Interface string `json:"iface,omitempty"`
}

// An Effect is something that a function does itself.
type Effect struct {
	Rule   string `json:"rule"`
	Phrase string `json:"phrase"`
	Line   int    `json:"l"`
	Col    int    `json:"c,omitempty"`
	// Bound says what ends it, as a clause; "" where that is no question.
	Bound string `json:"bound,omitempty"`
	// Ignored says why the effect does not count at all, "" if it does.
	Ignored string `json:"ignored,omitempty"`
	// Given is the parameter that is the channel it waits on, if it is one:
	// whether that counts, the caller says.
	Given string `json:"given,omitempty"`
}

// A Site is a call or channel operation without an effect of its own.
type Site struct {
	Line int    `json:"l"`
	Kind string `json:"k"`
	Name string `json:"n"`
	Note string `json:"x,omitempty"`
}

// An Operator is a function that a framework calls.
type Operator struct {
	Func          string `json:"func"` // ID of a Func
	Name          string `json:"name"`
	Form          string `json:"form"`
	Framework     string `json:"framework"`
	Policy        string `json:"policy"`
	finding.Place        // of the registration
	// Weak tells that it is guessed from its shape.
	Weak    bool     `json:"weak,omitempty"`
	Reaches []*Reach `json:"reaches,omitempty"`
}

// A Reach is an effect that an operator reaches, reported or not.
type Reach struct {
	Rule   string `json:"rule"`
	Phrase string `json:"phrase"`
	// Level is "error", "caution" or "hint", and "" where it is no finding.
	Level string `json:"level,omitempty"`
	// Worse tells that the rule found more than the effect alone, which Phrase says.
	Worse bool `json:"worse,omitempty"`
	// Bound says what ends it, in the operator's terms.
	Bound string `json:"bound,omitempty"`
	// Why says why the level is what it is, where the rule alone does not.
	Why string `json:"why,omitempty"`
	// Suppressed is the directive that keeps it from being reported.
	Suppressed string `json:"suppressed,omitempty"`
	// Place is where it is reported: where it happens, if that is in the operator's
	// package and Moved is unknown. Where is the place of a wait in another package,
	// Moved that of one in this package which was moved to a goroutine.
	finding.Place
	Where  finding.Spot  `json:"where,omitzero"`
	Module string        `json:"module,omitempty"` // of Where, if known
	Moved  finding.Place `json:"moved,omitzero"`
	Chain  []Hop         `json:"chain,omitempty"`
	// Wired tells that Place brings the operator together with what it calls: both are
	// of other packages. HasFix tells that what is reported for a wait in another package
	// has a fix.
	Wired  bool `json:"wired,omitempty"`
	HasFix bool `json:"has_fix,omitempty"`
}

// At reports whether the effect is at a place of another package, which has the path.
func (r *Reach) At(p finding.Place, pkg string) bool {
	return r.Where != (finding.Spot{}) && r.Where.Base() == p.Spot() && (r.Module == "" || r.Where.Package(r.Module) == pkg)
}

// A Hop is one call of a chain, or stands for several; then At is unknown. To is the
// ID of the function that is called; "" if the caller is in another package than the
// operator.
type Hop struct {
	Name string       `json:"n"`
	At   finding.Spot `json:"a,omitzero"`
	To   string       `json:"to,omitempty"`
}

// String is "name (file.go:12)".
func (h Hop) String() string { return h.Name + " (" + h.At.String() + ")" }

// Encode returns the package as text for a diagnostic.
func (p *Package) Encode() string {
	data, _ := json.Marshal(p) // the types above marshal
	return string(data)
}

// Decode reads what Encode wrote.
func Decode(text string) (*Package, error) {
	p := new(Package)
	if err := json.Unmarshal([]byte(text), p); err != nil {
		return nil, fmt.Errorf("corrupt graph: %w", err)
	}
	return p, nil
}
