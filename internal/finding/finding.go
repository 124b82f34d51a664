// Package finding is what jobvet says of a place in a program, as data: one
// record, from the analyzer that makes it to every output. The sentence that
// people read is made of the record, and nothing reads the sentence.
//
// Drivers that know only sentences, such as go vet, nogo and golangci-lint, get
// Message; the jobvet command gets the record, see Encode.
package finding

// A Finding is something that an operator does at one place, or a directive that
// says nothing.
type Finding struct {
	Rule  string `json:"rule"`
	Level Level  `json:"level"`
	// Place is where it is reported, and End where that ends.
	Place Place `json:"at"`
	End   Place `json:"end"`

	// Operator is who does it; nil for a rule that is not about operators.
	Operator *Operator `json:"operator,omitempty"`
	// What says what happens, and Calls through what: the operator's own call
	// first. Where is the place at which it happens if that is in another package, and
	// Module the module of that, if known.
	What   Clause `json:"what"`
	Calls  []Hop  `json:"calls,omitempty"`
	Where  Spot   `json:"where,omitzero"`
	Module string `json:"module,omitempty"`
	// Shown is Where as the command names files, if that is known; only the command
	// sets it.
	Shown Spot `json:"-"`
	// Wired is the place that brings the operator together with what it calls, if
	// both are of other packages.
	Wired Place `json:"wired,omitzero"`

	// Harm says what comes of it, and Advice what to do about it. HasFix tells that
	// the advice is what the first suggested fix does.
	Harm   string `json:"harm,omitempty"`
	Advice string `json:"advice,omitempty"`
	HasFix bool   `json:"has_fix,omitempty"`

	// Others are other operators that do the same there, the nearest first; More
	// is how many there are, which may be more than are listed.
	Others []Operator `json:"others,omitempty"`
	More   int        `json:"more,omitempty"`
	// Ways are others that lead to the same cause. Only the jobvet command knows them,
	// since they may be in several packages.
	Ways []Way `json:"ways,omitempty"`
}

// A Way is how an operator gets to the cause of a finding: by the calls, of which the
// first is at the place. If there is none in the operator's package, the place is that of
// its registration, or brings the operator together with what it calls.
type Way struct {
	Place    Place    `json:"at"`
	Operator Operator `json:"operator"`
	Calls    []Hop    `json:"calls,omitempty"`
}

// An Operator is a user function that a framework calls.
type Operator struct {
	// Func identifies the function, in all packages.
	Func string `json:"func,omitempty"`
	Name string `json:"name"`
	// Form says how it was registered, and Registered where. If Module is set, the
	// file is as seen from the root of that module.
	Form       string `json:"form"`
	Registered Place  `json:"registered"`
	Module     string `json:"module,omitempty"`
	Framework  string `json:"framework"`
	Policy     string `json:"policy"`
}

// A Hop is a call on the way from an operator to what it does, or stands for
// several; then, and if the call is in another package, Place is unknown.
type Hop struct {
	Name  string `json:"name"`
	Place Place  `json:"at,omitzero"`
}

// A Clause is a part of a sentence: what an operator does, behind its name. A
// place that it mentions is kept apart, since it changes when code moves: the text
// goes on with the place in parentheses, and with Rest behind that.
type Clause struct {
	Text string `json:"text"`
	At   Spot   `json:"at,omitzero"`
	Rest string `json:"rest,omitempty"`
}

// String is the clause as text, with the place's file by its name only.
func (c Clause) String() string { return c.text(Spot.name) }

func (c Clause) text(spot func(Spot) string) string {
	if c.At == (Spot{}) {
		return c.Text + c.Rest
	}
	return c.Text + " (" + spot(c.At) + ")" + c.Rest
}

// Rename gives all files of the finding other names. If module is set, the file is as
// seen from the root of that module.
func (f *Finding) Rename(name func(module, file string) string) {
	places := []*Place{&f.Place, &f.End, &f.Wired}
	for i := range f.Calls {
		places = append(places, &f.Calls[i].Place)
	}
	for _, p := range places {
		p.File = name("", p.File)
	}
	if f.What.At != (Spot{}) {
		f.What.At.File = name("", f.What.At.File)
	}
	if f.Operator != nil {
		f.Operator.Registered.File = name(f.Operator.Module, f.Operator.Registered.File)
	}
	for i := range f.Others {
		f.Others[i].Registered.File = name(f.Others[i].Module, f.Others[i].Registered.File)
	}
}

// Same reports whether two records are of the same operator, as different packages may
// tell of it.
func (o *Operator) Same(p *Operator) bool {
	if o.Func == "" || p.Func == "" {
		return *o == *p
	}
	return o.Func == p.Func && o.Framework == p.Framework && o.Policy == p.Policy
}
