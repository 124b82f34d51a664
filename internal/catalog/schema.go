package catalog

import "slices"

// A Table describes one library: the framework it is, the calls it offers, or
// both. The embedded catalogue holds one table per file, tables/<name>.json; a
// user's file has the same schema.
//
// Parse reads a table by the tags of these structs: a key without omitempty must
// be there, and a key with words takes one of them. What else a key needs is in
// validate.go.
//
// Symbols are written as go/types prints them, without type parameters:
// "pkg/path.Func", "(pkg/path.Type).Method", "(*pkg/path.Type).Method",
// "pkg/path.Type.Field". A leading "~" stands for each of the Modules in turn.
// Apart from YieldSymbols and the types of a Signature, a table's symbols
// belong to its modules.
type Table struct {
	// Modules are the module paths under which the library is published; "std"
	// is the standard library. In an embedded table the key must be the first,
	// on a line of its own: it is the index from which a table is found
	// without decoding it.
	Modules []string `json:"modules"`
	// Name is the short name, as in "river"; it is also the file's name.
	Name string `json:"name"`
	// Version is the newest version that the table was checked against.
	Version string `json:"version,omitempty"`

	// Frameworks are the contracts the library offers to operators: mostly one;
	// Temporal has two, workflows and activities.
	Frameworks []*Framework `json:"frameworks,omitempty"`
	Calls      []*Call      `json:"calls,omitempty"`
	// Others is what is true of each function with a context that Calls does not list: of
	// the methods of a client, which are hundreds. It names no call.
	Others *Call `json:"others,omitempty"`
	// Callbacks lists packages whose functions call their function-typed
	// arguments before they return ("slices", "sort", ...).
	Callbacks []string `json:"callbacks,omitempty"`
	// Harmless lists what returns whatever other goroutines do, does not notice
	// on which goroutine it runs, and calls no code but that of its arguments:
	// "strings" for the functions of a package, "strings.Builder" for the
	// methods of a type, or a function or method. What Calls says of one of
	// them comes before it.
	Harmless []string `json:"harmless,omitempty"`
	// Unheard lists what is harmless only if nobody uses its result, because the
	// result may tell what other goroutines do.
	Unheard []string `json:"unheard,omitempty"`
	// Redirects lists the functions and variables with which a program makes
	// harmless calls run code of its own: in a package that calls or sets one
	// of them, no call is harmless.
	Redirects []string `json:"redirects,omitempty"`
	// Flags lists the functions that define a flag of the command line. They return a
	// pointer to its value, or get one as the first argument.
	Flags []string `json:"flags,omitempty"`
	// Note is for readers of the table.
	Note string `json:"note,omitempty"`

	index compiled
}

// Names are the symbols that share an entry. In JSON a single one may stand
// without the array.
type Names []string

// Methods are names of methods.
type Methods []string

// A Policy is what a framework tolerates in its operators.
type Policy string

const (
	Forbid  Policy = "forbid"  // an operator must not wait at all
	Bounded Policy = "bounded" // a wait on the operator's own context is accepted
	Free    Policy = "free"    // only waits that nothing ends are worth a word
)

// LimiterDelay is the delay after which to try again, as Go text.
const LimiterDelay = "lim.RetryAfter(1)"

// A Framework is a library that runs user functions.
type Framework struct {
	// Name is the name for people: "Beam", "Temporal activity".
	Name   string `json:"name"`
	Tier   int    `json:"tier,omitempty"`
	Policy Policy `json:"policy" words:"forbid, bounded, free"`
	// Spawning is what it tolerates of goroutines that an operator starts, if that is
	// something else than what it tolerates of waits.
	Spawning Policy `json:"spawning,omitempty" words:"forbid, bounded, free"`
	// Settings are calls that change the policy for the operators that the function
	// around the call registers.
	Settings []*Setting `json:"settings,omitempty"`
	// Native tells that operators are replayed: goroutines, channels and waits of Go's
	// own are wrong in them, even if they never wait. It says what to use instead.
	Native string `json:"native,omitempty"`
	// Coroutines are what takes the place of goroutines and sleeps in operators that are
	// replayed, for fixes.
	Coroutines *Coroutines `json:"coroutines,omitempty"`
	// Wait says what a waiting operator does to this framework: a clause that
	// follows "; " in a message ("it stalls the whole bundle").
	Wait string `json:"wait"`
	// Spawn says what becomes of a goroutine that outlives the operator call.
	Spawn string `json:"spawn"`
	// Exit says what becomes of the work when the operator ends its process.
	// If it is empty, a general clause stands in.
	Exit string `json:"exit,omitempty"`
	// Panic says what becomes of a panic on the goroutine that runs an operator, if that is
	// known.
	Panic *Panic `json:"panic,omitempty"`
	// Yield says how an operator gives an element back instead of waiting: a
	// clause that follows "use ratelimit.TryAcquire and " ("resume with
	// sdf.ResumeProcessingIn"). Empty if there is no way back. {delay}
	// in it is the time after which to try again: see YieldAfter.
	Yield string `json:"yield,omitempty"`
	// GiveBack are the ways to do so as Go text, for suggested fixes; the first
	// one that an operator can take is taken. Without any the error that an
	// operator returns is the way back, unless ErrorFails.
	GiveBack []*GiveBack `json:"give_back,omitempty"`
	// YieldSymbols are the functions and types behind Yield and Instead.
	YieldSymbols []string `json:"yield_symbols,omitempty"`
	// Refusal says what becomes of an element that is given back.
	Refusal *Refusal `json:"refusal,omitempty"`
	// Cures are what an operator can do about a limit, the best first. Only those
	// that were measured to be good are fixes that are applied unasked.
	Cures []*Cure `json:"cures,omitempty"`
	// Measured is the page of the documentation with what was measured of them, if
	// there is one: "cure/river.md".
	Measured string `json:"measured,omitempty"`
	// Instead is the whole advice, in place of "use ratelimit.TryAcquire",
	// if an operator must not ask a limiter either: workflow code is
	// replayed, and would get another answer.
	Instead string `json:"instead,omitempty"`
	// ErrorFails tells that an error which an operator returns ends the job or
	// its process, rather than having the element tried again.
	ErrorFails bool `json:"error_fails,omitempty"`
	// Serialised tells that operators are shipped to other processes.
	Serialised bool `json:"serialised,omitempty"`
	// Start are the functions that do not return in a worker: what a program
	// does behind them, workers have not done.
	Start Names `json:"start,omitempty"`
	// Encoders are the functions that give types an encoding of their own.
	Encoders Names `json:"encoders,omitempty"`

	Operators []*Registration `json:"operators,omitempty"`
	// Signatures are shapes: each function of such a shape is an operator, for
	// registrations that jobvet cannot see.
	Signatures []*Signature `json:"signatures,omitempty"`
	// Channels are functions whose channel results belong to the framework,
	// such as (sarama.ConsumerGroupClaim).Messages: waiting on them is its API.
	Channels Names `json:"channels,omitempty"`
	// Async is the framework's own asynchronous API: an operator that refers
	// to one of these symbols may leave a goroutine behind.
	Async Names `json:"async,omitempty"`
	// PerCall are types that are valid only during one operator call and on
	// its own goroutine (goka.Context).
	PerCall Names `json:"per_call,omitempty"`
	// Emitters tells that function-typed parameters of an operator emit its
	// output and are valid only during the call (Beam).
	Emitters bool `json:"emitters,omitempty"`

	table *Table
}

// A Setting is a call whose argument Arg is the constant Is.
type Setting struct {
	Call   Names  `json:"call"`
	Arg    int    `json:"arg,omitempty"`
	Is     string `json:"is"`
	Policy Policy `json:"policy" words:"forbid, bounded, free"`

	symbols []Symbol
}

// Calls reports whether the setting is a call of s.
func (x *Setting) Calls(s Symbol) bool { return slices.Contains(x.symbols, s) }

// Coroutines are a framework's own goroutines and sleeps:
//
//	Go(ctx, func(ctx Context) { ... })
//	err := Sleep(ctx, delay)
//
// Context is one of PerCall.
type Coroutines struct {
	Go    string `json:"go"`
	Sleep string `json:"sleep"`
	// Except are registrations of functions that get a context and may use neither.
	Except Names `json:"except,omitempty"`

	except []Symbol
}

// Excepts reports whether a registration by s is one of Except.
func (c *Coroutines) Excepts(s Symbol) bool { return slices.Contains(c.except, s) }

// Names returns the names in it.
func (c *Coroutines) Names() []string {
	if c == nil {
		return nil
	}
	return append([]string{c.Go, c.Sleep}, c.Except...)
}

// A Registration is one way in which a function becomes an operator. Exactly
// one of Call, Interface, Convert and Field is set.
type Registration struct {
	// Call are functions, methods or package variables of func type; their
	// arguments Args are operators.
	Call Names `json:"call,omitempty"`
	// Interface makes every implementing type an operator.
	Interface Names `json:"interface,omitempty"`
	// Convert are named types; what is converted to one, or is an element of a
	// composite literal of one, is an operator.
	Convert Names `json:"convert,omitempty"`
	// Field are struct fields ("~.Config.ErrorHandler") that hold an operator.
	Field Names `json:"field,omitempty"`

	// Args are the 0-based argument indices of Call, the receiver excluded.
	Args []int `json:"args,omitempty"`
	// Variadic tells that the operators are the last of Args and every
	// argument after it.
	Variadic bool `json:"variadic,omitempty"`
	// Takes tells how the operator is found in the value. By default the
	// value's own type tells: a function; a value with Hot methods; a map or
	// slice of either; a reflect.Type of either.
	Takes Takes `json:"takes,omitempty" words:"returned, created, methods"`

	// Hot methods run once per element, message, batch or task.
	Hot Methods `json:"hot,omitempty"`
	// Bundle methods run once per bundle; there a bounded wait is normal.
	Bundle Methods `json:"bundle,omitempty"`
	// Lifecycle methods run once per worker; blocking is fine there.
	Lifecycle Methods `json:"lifecycle,omitempty"`
	// Ships tells what becomes of the value that a call registers, if the
	// framework serialises its operators.
	Ships Ships `json:"ships,omitempty" words:"value, name, schema"`
	// Role "lifecycle" marks a registration whose function is not an operator.
	Role string `json:"role,omitempty" words:"lifecycle"`
	Note string `json:"note,omitempty"`

	symbols   []Symbol
	framework *Framework
}

// Takes tells how a registration finds the operator in the value it is given.
type Takes string

const (
	TakesValue    Takes = ""         // the value is the operator, by its own type
	TakesReturned Takes = "returned" // a function: what it returns is the operator (constructors, middleware)
	TakesCreated  Takes = "created"  // a value: what its Create method returns is the operator
	TakesMethods  Takes = "methods"  // a value: each of its exported methods is an operator; or a function
)

// Ships tells what a registration does with the value that it is given.
type Ships string

const (
	ShipsNothing Ships = ""       // the value stays in its process
	ShipsValue   Ships = "value"  // an encoding of the value, or a function's name, goes to the workers
	ShipsName    Ships = "name"   // the name of the type or function becomes known to workers
	ShipsSchema  Ships = "schema" // likewise, and a schema is made of the type when the program starts
)

// A Signature is the shape of a function that is an operator.
type Signature struct {
	// Func is the shape: "func(context.Context, *~.Task) error". A parameter
	// list that ends in "..." leaves the other parameters and the results open.
	// "_" stands for any type. Type arguments of named types are ignored, and
	// an alias matches by each name on its chain.
	Func string `json:"func"`
	// Weak marks a shape that helpers and clients have as well: findings in
	// such a function are at most cautions.
	Weak bool `json:"weak,omitempty"`

	shape     shape
	framework *Framework
}

// A Class is the reference's word for what a call does.
type Class string

const (
	Blocking    Class = "blocking"    // sleeps or waits with no bound of its own
	BoundedWait Class = "bounded"     // waits until a context or a maximum ends it
	Async       Class = "async"       // work or waiting goes elsewhere: goroutine, timer, channel, future
	Network     Class = "network"     // may do I/O with a back end; never a finding
	NonBlocking Class = "nonblocking" // returns at once
)

// Ends tells what a call ends that does not return.
type Ends string

const (
	EndsProcess   Ends = ""          // the process
	EndsGoroutine Ends = "goroutine" // the goroutine that it runs on, as runtime.Goexit does
	// EndsByPanic is a panic: frameworks recover one on their own goroutine,
	// and on another it ends the process.
	EndsByPanic Ends = "panic"
	// EndsUnrecovered is a panic on the goroutine at hand, which its caller may recover. No
	// table has it.
	EndsUnrecovered Ends = "unrecovered"
)

// A Panic says what a framework does with a panic on the goroutine that runs an operator. By
// default that ends the process.
type Panic struct {
	// Recovered tells that it recovers it, and Where is the file and the function of the
	// library that do.
	Recovered bool   `json:"recovered,omitempty"`
	Where     string `json:"where,omitempty"`
	// Option are the functions and variables by which a program has it recovered.
	Option []string `json:"option,omitempty"`

	options []Symbol
}

// Names are the functions and variables that it names.
func (p *Panic) Names() []string {
	if p == nil {
		return nil
	}
	return p.Option
}

// Ends reports whether a panic ends the process. uses reports whether the program uses a
// function or variable.
func (p *Panic) Ends(uses func(Symbol) bool) bool {
	return p != nil && !p.Recovered && !slices.ContainsFunc(p.options, uses)
}

// A Bound is what ends a context.
type Bound string

const (
	BoundByNothing  Bound = "nothing"
	BoundByDuration Bound = "duration"
)

// Stays is a reason for a goroutine to outlive the operator that starts it.
type Stays string

const (
	StaysAsService Stays = "service" // it serves others, as a rule until the process ends
	StaysAsRenewal Stays = "renewal" // it keeps the element that the operator has handed on, until it is told to stop
)

// Sets is what of a limiter a call changes.
type Sets string

// SetsBurst is a call that changes how many permits the limiter can hold.
const SetsBurst Sets = "burst"

// A Call is a function or method and what it does to its caller.
type Call struct {
	Call  Names `json:"call,omitempty"`
	Class Class `json:"class" words:"blocking, bounded, async, network, nonblocking"`
	// Effect is the rule that reports the call, empty if none does.
	Effect string `json:"effect,omitempty" words:"ratewait, rateasync, chanwait, gospawn, timewait, syncwait, jobexit"`
	// Context is the index of the context argument that ends the wait.
	Context *int `json:"context,omitempty"`
	// Options are calls that make, among the call's arguments and what they hold, a value
	// which bounds the wait.
	Options []*Option `json:"options,omitempty"`
	// Duration is the index of the argument that is the length of the wait.
	Duration *int `json:"duration,omitempty"`

	// Bound is what ends the context that the call makes. By default that is what
	// ends the contexts among its arguments.
	Bound Bound `json:"bound,omitempty" words:"nothing, duration"`

	// Try marks a non-blocking acquisition: spinning on it is a wait, and one
	// per element of a batch is better taken in bulk.
	Try bool `json:"try,omitempty"`
	// Poll marks a call by which a loop waits: it asks whether something has happened, or
	// lets other goroutines run.
	Poll bool `json:"poll,omitempty"`
	// Stays tells why a goroutine that makes the call is meant to go on when its operator
	// has returned.
	Stays Stays `json:"stays,omitempty" words:"service, renewal"`
	// Bulk is, for a Try that takes one permit, the method of the same receiver
	// that takes several at once, all or none.
	Bulk string `json:"bulk,omitempty"`
	// Partial marks a Try that takes as many permits as there are and answers with
	// their number: it is the method of the same receiver that takes all or none.
	Partial string `json:"partial,omitempty"`
	// Inverted marks a Try that answers true when the caller is limited.
	Inverted bool `json:"inverted,omitempty"`
	// Delay marks a call whose result is, or holds, a time to wait that the
	// limiter or back-off demands: sleeping on it is a rate-limit wait.
	Delay bool `json:"delay,omitempty"`
	// Cancel is, for a Delay that is asked of a reservation, the method of the same
	// receiver that gives the reservation back. It takes and returns nothing.
	Cancel string `json:"cancel,omitempty"`
	// Timer marks a call whose result is, or holds, a timer's channel.
	Timer bool `json:"timer,omitempty"`
	// Limiter marks methods of rate limiters, as opposed to concurrency limits.
	Limiter bool `json:"limiter,omitempty"`

	// Says is what an operator does that makes the call, up to the call's name:
	// "turns waiting on with". By default the effect says it.
	Says string `json:"says,omitempty"`
	// Ends tells what a call with the effect jobexit ends.
	Ends Ends `json:"ends,omitempty" words:"goroutine, panic"`

	// Returned tells that what is said is said of the function that the call returns: of
	// a middleware.
	Returned bool `json:"returned,omitempty"`
	// Unsure tells that the call has the effect only now and then: at most a caution.
	Unsure bool `json:"unsure,omitempty"`
	// Instead is the advice, if that of the rule is no use.
	Instead string `json:"instead,omitempty"`
	// Fills is the method that has the effect, of the value that the call makes: what runs
	// it is a slot that is filled with the value.
	Fills string `json:"fills,omitempty"`
	// When tells how the value of a method has to be made for the call to have the effect.
	When *When `json:"when,omitempty"`
	// Slots are what others have put into the value or the arguments, and the call runs.
	Slots []*Slot `json:"slots,omitempty"`

	// Calls are the indices of function arguments called before it returns;
	// Runs of those run in another goroutine.
	Calls []int `json:"calls,omitempty"`
	Runs  []int `json:"runs,omitempty"`
	// Provides are the indices of constructors, or of values, that the call gives to a container,
	// which passes their results to others by type. If the last is of a variadic parameter, it
	// stands for all that follow.
	Provides []int `json:"provides,omitempty"`
	// As marks an option of such a call: its arguments point to the interfaces as which the
	// result is known.
	As bool `json:"as,omitempty"`
	// Reads is the index of the reader that the call reads to its end.
	Reads *int `json:"reads,omitempty"`
	// ClosedBy are the methods of the same receiver that close what the call returns: who
	// reads or writes that has ended then.
	ClosedBy []string `json:"closed_by,omitempty"`
	// Join is the method of the same receiver that waits for what Runs started.
	Join string `json:"join,omitempty"`

	// Release is the method of the same receiver that gives back what the call
	// took, for a concurrency limit.
	Release string `json:"release,omitempty"`

	// Makes tells of a constructor what limiter it makes, and Passes of a
	// function which of its arguments it returns (Must).
	Makes  *Maker `json:"makes,omitempty"`
	Passes *int   `json:"passes,omitempty"`
	// Capped marks a wait that fails at once, each time, if it asks for more
	// permits than the limiter's burst.
	Capped bool `json:"capped,omitempty"`

	// Sibling is the library's own non-blocking form, with its signature:
	// "(*~/rate.Limiter).AllowN(t time.Time, n int) bool".
	Sibling string `json:"sibling,omitempty"`
	// Sets is what of the limiter the call changes.
	Sets Sets   `json:"sets,omitempty" words:"burst"`
	Note string `json:"note,omitempty"`

	symbols []Symbol
	sibling []Symbol
}

// A When is a condition on how a value was made: on the options and arguments of its
// constructor, the methods that set it up, and its fields. What does not show is taken
// not to be there.
type When struct {
	// Set are fields, methods and options, all of which have to be set, to something else
	// than a constant zero.
	Set Names `json:"set,omitempty"`
	// Unset are fields that must not be set to a constant zero, and methods and options
	// that must not be there.
	Unset Names `json:"unset,omitempty"`
	// Context are the methods, among those that made the value, whose first argument is
	// the context that ends the wait.
	Context Names `json:"context,omitempty"`

	set, unset, context []Symbol
}

// A Slot is a place in a library's value that others fill with code of their own, such as
// the transport of an HTTP client.
type Slot struct {
	// Receiver tells that it is in the value of the method, Args in which arguments.
	Receiver bool  `json:"receiver,omitempty"`
	Args     []int `json:"args,omitempty"`
	// Variadic tells that it may be in each argument after the last of Args, too.
	Variadic bool `json:"variadic,omitempty"`
	// Direct tells that only an argument counts that has a type of the user's itself.
	Direct bool `json:"direct,omitempty"`
	// Runs are the methods that are run of what fills the slot, with their shapes:
	// {"Read": "func([]byte) (int, error)"}.
	Runs map[string]string `json:"runs,omitempty"`
	// Func is the shape of the functions that are run: handlers, interceptors.
	Func string `json:"func,omitempty"`
	// Field is the field whose function is run.
	Field Names `json:"field,omitempty"`
	// Given are the arguments of the call that the methods get. Without any, nothing is
	// known of what they get.
	Given []int `json:"given,omitempty"`
	// Bound is what ends the context that the methods get, if the call gets none.
	Bound Bound `json:"bound,omitempty" words:"nothing"`

	runs  []Method
	fn    *Method
	field []Symbol
}

// A Method is a method that a slot runs.
type Method struct {
	Name  string
	shape shape
}

// An Option is a call by which a wait is bounded: by the context in the argument
// Context, or not at all if the argument Arg is the constant Is: then there is no wait.
type Option struct {
	Call    Names  `json:"call"`
	Context *int   `json:"context,omitempty"`
	Arg     int    `json:"arg,omitempty"`
	Is      string `json:"is,omitempty"`

	symbols []Symbol
}

// Made reports whether the option is a call of s.
func (o *Option) Made(s Symbol) bool { return slices.Contains(o.symbols, s) }

// limits reports whether the call waits for a rate limiter, or is how one does:
// asks it again and again, sleeps for the delay that it demands.
func (c *Call) limits() bool {
	return c.Effect == "ratewait" || c.Effect == "rateasync" || c.Try || c.Delay
}

// Sleeps reports whether the call does nothing but wait, for as long as its only
// argument says.
func (c *Call) Sleeps() bool {
	return c.Effect == "timewait" && c.Class == Blocking && c.Duration != nil && c.Calls == nil
}

// Unlimited is the rate from which on a limiter is taken to have no limit.
const Unlimited = 1e15

// First is what the first argument of a limiter's constructor is.
type First string

const (
	FirstRate     First = "rate"     // in permits per second
	FirstInterval First = "interval" // from one permit to the next, a time.Duration
)

// A Maker tells what limiter a constructor makes, in the terms of the bundled
// one.
type Maker struct {
	// First is what the constructor's first argument is.
	First First `json:"first" words:"rate, interval"`
	// Burst is the burst: "$1" or a number. A function that makes a rate only,
	// such as rate.Every, has none.
	Burst string `json:"burst,omitempty"`
}
