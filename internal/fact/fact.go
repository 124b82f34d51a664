// Package fact defines what jobvet remembers of a package for those that import it. A
// package has one fact, with an entry for each function that waits, calls its
// arguments or registers them. Most packages have none.
//
// The content stays encoded until a call into the package is met: the go command's
// drivers copy the facts of every dependency into each unit, and so they copy bytes.
// Maps are encoded in sorted order, since vet hashes facts to decide what to check
// again.
package fact

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/frame"
)

// Package is the fact of one package.
type Package struct {
	// Waits tells, without decoding, that a function has an effect or registers
	// operators: one of the package, or one of another that the fact carries. Packages
	// that import it may then have effects, too.
	Waits bool
	// Declares tells, without decoding, that there are Types, Fields or State.
	Declares bool
	Data     []byte // of a Content, nil if it is empty
	Seams    []byte // of a Seams, nil if it is empty
}

// These are the bits of a fact's first byte.
const (
	waitsBit = 1 << iota
	declaresBit
	deflateBit
	allBits = 1<<iota - 1
)

// deflateFrom is the size from which facts are compressed. Paths and names repeat.
const deflateFrom = 1 << 10

// MarshalBinary returns the fact as bytes: one for flags, and then, perhaps compressed,
// the length of Data as a uvarint, Data, and Seams.
func (p *Package) MarshalBinary() ([]byte, error) {
	flags := byte(0)
	if p.Waits {
		flags |= waitsBit
	}
	if p.Declares {
		flags |= declaresBit
	}
	body := append(frame.Append(nil, p.Data), p.Seams...)
	if len(body) < deflateFrom {
		return append([]byte{flags}, body...), nil
	}
	var buf bytes.Buffer
	buf.WriteByte(flags | deflateBit)
	w, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// UnmarshalBinary reads what MarshalBinary returned.
func (p *Package) UnmarshalBinary(b []byte) error {
	if len(b) < 2 || b[0]&^allBits != 0 {
		return errors.New("corrupt jobvet fact")
	}
	body := slices.Clone(b[1:])
	if b[0]&deflateBit != 0 {
		var err error
		if body, err = io.ReadAll(flate.NewReader(bytes.NewReader(b[1:]))); err != nil {
			return fmt.Errorf("corrupt jobvet fact: %v", err)
		}
	}
	d := frame.Reader{Rest: body}
	p.Data = d.Bytes()
	if d.Bad {
		return errors.New("corrupt jobvet fact")
	}
	p.Waits, p.Declares, p.Seams = b[0]&waitsBit != 0, b[0]&declaresBit != 0, d.Rest
	return nil
}

// AFact marks Package as a fact.
func (*Package) AFact() {}

// String shows the functions' names. It is what analysistest compares.
func (p *Package) String() string {
	c, err := p.Decode()
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(slices.Sorted(maps.Keys(c.Funcs)))
}

// version grows whenever the meaning of Content changes. Tool binaries with different
// contents do not share vet's cache, so that a mismatch means a corrupt file.
const version = 9

// Content is the decoded fact.
type Content struct {
	Version int `json:"v"`
	// Module is the path of the package's module, if known.
	Module string           `json:"m,omitempty"`
	Funcs  map[string]*Func `json:"f,omitempty"`
	// Types are the types that a directive declares to be operators, with the policy:
	// interfaces and function types.
	Types map[string]string `json:"t,omitempty"`
	// Fields are the fields of the package's structs whose values it registers, by
	// "Type.Field".
	Fields map[string][]Registration `json:"l,omitempty"`
	// Reexports are methods of other packages, by path: importers may call them
	// without importing those packages.
	Reexports map[string]*Reexport `json:"o,omitempty"`
	// State is what importers can make operators lose, nil if there is none.
	State *State `json:"s,omitempty"`
}

// A Reexport is what the fact of one package tells of another one.
type Reexport struct {
	Module string           `json:"m,omitempty"`
	Funcs  map[string]*Func `json:"f"`
}

// Empty reports whether there is nothing to remember.
func (c *Content) Empty() bool {
	return len(c.Funcs) == 0 && len(c.Types) == 0 && len(c.Fields) == 0 && len(c.Reexports) == 0 && c.State.Empty()
}

// waits reports whether one of the functions has an effect or registers
// operators.
func waits(funcs map[string]*Func) bool {
	for _, f := range funcs {
		if len(f.Effects) > 0 || len(f.Registers) > 0 {
			return true
		}
	}
	return false
}

// Encode returns the fact with the content and the seams.
func (c *Content) Encode(s *Seams) *Package {
	c.Version = version
	p := &Package{Waits: waits(c.Funcs), Declares: len(c.Types)+len(c.Fields) > 0 || !c.State.Empty(), Data: encode(c)}
	if !s.Empty() {
		p.Seams = s.encode()
	}
	for _, o := range c.Reexports {
		p.Waits = p.Waits || waits(o.Funcs)
	}
	return p
}

func encode(v any) []byte {
	data, _ := json.Marshal(v) // strings, numbers and maps of them: no error
	return data
}

// DecodeSeams returns the seams of the fact.
func (p *Package) DecodeSeams() (*Seams, error) { return decodeSeams(p.Seams) }

// Decode returns the content of the fact.
func (p *Package) Decode() (*Content, error) {
	c := new(Content)
	if err := json.Unmarshal(p.Data, c); err != nil {
		return nil, fmt.Errorf("corrupt jobvet fact: %v", err)
	}
	if c.Version != version {
		return nil, fmt.Errorf("jobvet fact of version %d, not %d", c.Version, version)
	}
	if err := validate(c.Funcs); err != nil {
		return nil, err
	}
	if err := c.State.validate(); err != nil {
		return nil, err
	}
	for path, o := range c.Reexports {
		if o == nil {
			return nil, fmt.Errorf("corrupt jobvet fact: %s is null", path)
		}
		if err := validate(o.Funcs); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func validate(funcs map[string]*Func) error {
	for name, f := range funcs {
		if f == nil {
			return fmt.Errorf("corrupt jobvet fact: %s is null", name)
		}
		if slices.Contains(f.Effects, nil) {
			return fmt.Errorf("corrupt jobvet fact: an effect of %s is null", name)
		}
	}
	return nil
}

// A Func is what is known of one function. Its key is its name: a method's has the
// type before it ("Limiter.Wait"), and there is a "()" behind it for each time that
// the result of the function is called ("Handler()").
type Func struct {
	Effects []*Effect `json:"e,omitempty"`
	Called
	// Fed are the indices of results that are channels which its goroutines feed.
	Fed []int `json:"d,omitempty"`
	// Kept are variables of the same three kinds that are no parameters of the function.
	Kept *Kept `json:"k,omitempty"`
	// Registers are the parameters that become operators.
	Registers []Registration `json:"r,omitempty"`
	// Operator tells that the package which declares the function has checked it as an
	// operator.
	Operator bool `json:"o,omitempty"`
}

// Called are the indices of the parameters that a function calls before it returns, in a
// goroutine, and in a goroutine that ends before it returns.
type Called struct {
	Calls  []int `json:"c,omitempty"`
	Spawns []int `json:"s,omitempty"`
	Joins  []int `json:"w,omitempty"`
}

// IsZero reports whether there are none.
func (c Called) IsZero() bool { return len(c.Calls)+len(c.Spawns)+len(c.Joins) == 0 }

// Kept are variables that hold functions, by their names: see VarName.
type Kept struct {
	Calls  []string `json:"c,omitempty"`
	Spawns []string `json:"s,omitempty"`
	Joins  []string `json:"w,omitempty"`
}

// Empty reports whether there is nothing to remember of the function.
func (f *Func) Empty() bool {
	return len(f.Effects) == 0 && f.Called.IsZero() && len(f.Fed) == 0 && f.Kept == nil &&
		len(f.Registers) == 0 && !f.Operator
}

// An Effect is one effect, with parameters by index.
type Effect struct {
	Rule      string   `json:"r"`
	Bound     uint8    `json:"b,omitempty"`
	Param     int      `json:"p,omitempty"` // the index of the bound, if that is a parameter
	Subject   *int     `json:"ch,omitempty"`
	Join      uint8    `json:"j,omitempty"`
	JoinedBy  []string `json:"jb,omitempty"`
	Undoes    []string `json:"u,omitempty"`
	Uncertain bool     `json:"s,omitempty"`
	Hangs     bool     `json:"h,omitempty"`
	Native    bool     `json:"n,omitempty"`
	Ends      string   `json:"x,omitempty"`
	Slot      string   `json:"o,omitempty"` // of an open call
	Followed  []string `json:"fo,omitempty"`
	// If is the condition: the number of a boolean parameter, counted from 1, that is true,
	// or the same below 0 if it is false.
	If     int          `json:"q,omitempty"`
	Phrase string       `json:"t"`
	Where  finding.Spot `json:"w"`           // its file as seen from the root of its module
	Module string       `json:"m,omitempty"` // of Where, if it is not that of the package
	Chain  []Hop        `json:"c,omitempty"`
}

// A Hop is one call of a chain. If Skipped is not 0, it stands for that many calls.
type Hop struct {
	Name    string       `json:"n"`
	At      finding.Spot `json:"a"`
	Skipped int          `json:"k,omitempty"`
}

// A Registration tells that a parameter becomes an operator of a framework.
type Registration struct {
	Param     int    `json:"p"`
	Table     string `json:"t,omitempty"` // the catalogue's table
	Framework string `json:"f,omitempty"` // the framework's name in it
	Policy    string `json:"y,omitempty"` // for one declared by a directive
	// Form is the index of the registration in the framework's list, whose methods and
	// form apply to the parameter. It is -1 if there is none.
	Form int `json:"i"`
	// Callback tells that an operator calls the parameter, which has another shape.
	Callback bool `json:"l,omitempty"`
}
