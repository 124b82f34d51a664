// Package opstate has DoFns that lose state on the way to a worker, and some
// that keep theirs.
package opstate

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"regexp"
	"sync"
	"sync/atomic"
	"text/template"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/jobvet/jobvet/ratelimit"
	"golang.org/x/time/rate"
)

// unexported has a limiter that its constructor makes.
type unexported struct {
	lim    *rate.Limiter  // want `^opstate: operator \(\*unexported\)\.ProcessElement \(beam\.ParDo, opstate\.go:\d+\) loses its field lim, which newUnexported sets \(opstate\.go:\d+\); only exported fields are shipped, and on a worker it is nil: set it in Setup, on the worker; tests that call the operator directly have to call Setup first$`
	prefix string         // want `^opstate: .* loses its field prefix, which newUnexported sets \(.*\); .* on a worker it is empty: export it$`
	tokens chan struct{}  // want `^opstate: .* loses its field tokens, .* it is nil: set it in Setup, on the worker; tests that call the operator directly have to call Setup first$`
	allow  func() bool    // want `^opstate: .* loses its field allow, .* it is nil: set it in Setup, on the worker; tests that call the operator directly have to call Setup first`
	mu     *sync.Mutex    // want `^opstate: .* loses its field mu,`
	seen   map[string]int // want `^opstate: .* loses its field seen,`
	words  map[string]int // want `^opstate: .* loses its field words, .*: set it in Setup, on the worker; tests that call the operator directly have to call Setup first$`
	hits   beam.Counter   // want `^opstate: .* loses its field hits, .* it is a zero value`
	rule   *regexp.Regexp // want `^opstate: .* loses its field rule, .*: set it in Setup, on the worker; tests that call the operator directly have to call Setup first$`
	skip   int            `json:"skip"` // want `^opstate: .* loses its field skip, which newUnexported\.func2 sets .*: export it$`
	Hidden string         `json:"-"`    // want `^opstate: .* loses its field Hidden, .*; a field with the tag json:"-" is not shipped, and on a worker it is empty: drop the tag$`

	// These are as they were.
	local  sync.Mutex
	once   sync.Once
	count  int
	buf    []string
	list   []string
	index  map[string]int
	n      atomic.Int64
	unread *rate.Limiter
	none   *rate.Limiter
}

func newUnexported(prefix string) *unexported {
	f := &unexported{
		lim:    rate.NewLimiter(10, 1),
		prefix: prefix,
		tokens: make(chan struct{}, 1),
		allow:  func() bool { return true },
		seen:   make(map[string]int),
		words:  map[string]int{"a": 1},
		hits:   beam.NewCounter("a", "b"),
		rule:   regexp.MustCompile("a"),
		count:  0,
		buf:    make([]string, 0, 10),
		list:   []string{},
		index:  map[string]int{},
		unread: rate.NewLimiter(1, 1),
		none:   nil,
		Hidden: "a",
	}
	f.mu = new(sync.Mutex)
	func() { f.skip = 3 }()
	return f
}

func (f *unexported) ProcessElement(ctx context.Context, x string, emit func(string)) {
	f.local.Lock()
	defer f.local.Unlock()
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.lim.Allow() || !f.allow() {
		return
	}
	f.seen[x]++
	f.count++
	f.buf = append(f.buf, x)
	f.list = append(f.list, x)
	if f.index[x] == 0 && f.n.Add(1) > 0 && f.skip > 0 && f.rule != nil && f.Hidden != "" {
		emit(f.prefix)
	}
	f.once.Do(func() {})
	f.hits.Inc(ctx, 1)
	f.help(x)
	if f.none != nil {
		f.none.Allow()
	}
	select {
	case <-f.tokens:
	default:
	}
}

// help is reached from the operator.
func (f *unexported) help(x string) int { return f.words[x] }

// restored builds on the worker what is not shipped.
type restored struct {
	QPS   float64
	Burst int

	lim, bundle, lazy, once1, parsed, built *rate.Limiter
	pattern                                 string
	once                                    sync.Once
	config                                  struct{ qps float64 }
}

func newRestored() *restored {
	f := &restored{
		QPS: 1, Burst: 1,
		lim:    rate.NewLimiter(1, 1), // for local use
		bundle: rate.NewLimiter(1, 1),
		lazy:   rate.NewLimiter(1, 1),
		once1:  rate.NewLimiter(1, 1),
		parsed: rate.NewLimiter(1, 1),
		built:  rate.NewLimiter(1, 1),
	}
	f.pattern = "a"
	f.config.qps = 1
	return f
}

func (f *restored) Setup() {
	f.lim = rate.NewLimiter(rate.Limit(f.QPS), f.Burst)
	f.pattern = "b"
	f.config.qps = f.QPS
	build(f)
}

func build(f *restored) { f.built = rate.NewLimiter(1, 1) }

func (f *restored) StartBundle(emit func(string)) error {
	f.bundle = rate.NewLimiter(1, 1)
	return json.Unmarshal(nil, &f.parsed)
}

func (f *restored) ProcessElement(x string, emit func(string)) {
	if f.lazy == nil {
		f.lazy = rate.NewLimiter(1, 1)
	}
	f.once.Do(func() { f.once1 = rate.NewLimiter(1, 1) })
	if f.lim.Allow() && f.bundle.Allow() && f.lazy.Allow() && f.once1.Allow() && f.parsed.Allow() && f.built.Allow() && f.pattern == "" && f.config.qps > 0 {
		emit(x)
	}
}

// fromConfig reads in Setup what is not there.
type fromConfig struct {
	qps float64 // want `^opstate: operator \(\*fromConfig\)\.ProcessElement \(beam\.ParDo, .*\) loses its field qps, .* on a worker it is 0: set it in Setup, on the worker; tests that call the operator directly have to call Setup first$`
	lim *rate.Limiter
}

func (f *fromConfig) Setup() { f.lim = rate.NewLimiter(rate.Limit(f.qps), 1) }

func (f *fromConfig) ProcessElement(x string) { f.lim.Allow() }

// whole is set as a whole.
type whole struct{ lim *rate.Limiter }

func (f *whole) Setup() { *f = whole{lim: rate.NewLimiter(1, 1)} }

func (f *whole) ProcessElement(x string) { f.lim.Allow() }

// chained has its limiter set by a method that the pipeline's author calls.
type chained struct {
	lim *rate.Limiter // want `^opstate: .* loses its field lim, which \(\*chained\)\.withLimiter sets`
}

func (f *chained) withLimiter(l *rate.Limiter) *chained { f.lim = l; return f }

func (f *chained) ProcessElement(x string) { f.lim.Allow() }

// encodes has an encoding of its own.
type encodes struct{ lim *rate.Limiter }

func (e *encodes) MarshalJSON() ([]byte, error) { return nil, nil }

func (e *encodes) UnmarshalJSON([]byte) error { return nil }

func (e *encodes) ProcessElement(x string) { e.lim.Allow() }

// exported has fields whose values are encoded as nothing.
type exported struct {
	Lim   *rate.Limiter  // want `^opstate: operator \(\*exported\)\.ProcessElement .* loses what its field Lim holds, which Pipeline sets \(.*\); a \*rate\.Limiter has no exported fields and no encoding, and a worker gets a zero one, which lets nothing through: build it in Setup from exported fields, or keep a ratelimit\.Limiter in an exported field, which ships itself$`
	Value rate.Limiter   // want `^opstate: .* loses what its field Value holds`
	Opts  options        // want `^opstate: .* loses what its field Opts holds, .*; a opstate\.options has no exported fields and no encoding, and a worker gets a zero one: build it in Setup from exported fields$`
	Where *time.Location // want `^opstate: .* loses what its field Where holds`

	Bundled  *ratelimit.Limiter
	Pattern  *regexp.Regexp
	At       time.Time
	Mu       sync.Mutex
	Mu2      *sync.Mutex
	Zero     *rate.Limiter
	Settings settings
	Qps      float64
	Made     *rate.Limiter
}

type options struct{ n int }

type settings struct{ N int }

func (f *exported) Setup() { f.Made = rate.NewLimiter(1, 1) }

func (f *exported) ProcessElement(x string, emit func(string)) {
	f.Mu.Lock()
	f.Mu2.Lock()
	if f.Lim.Allow() && f.Value.Allow() && f.Opts.n > 0 && f.Bundled.TryAcquire() && f.Zero.Allow() && f.Made.Allow() {
		emit(time.Now().In(f.Where).String() + f.At.String() + f.Pattern.String())
	}
}

// unencodable has exported fields of types that have no encoding.
type unencodable struct {
	Tokens chan struct{}         // want `^opstate: operator \(\*unencodable\)\.ProcessElement \(beam\.ParDo, .*\) has the exported field Tokens, a channel \(chan struct{}\); no schema can be made of it, and the program panics when it starts, on every runner: unexport the field, and set it in Setup$`
	Take   func() bool           // want `^opstate: .* has the exported field Take, a function \(func\(\) bool\);`
	Lim    limiter               // want `^opstate: .* has the exported field Lim, an interface \(limiter\);`
	Ctx    context.Context       // want `^opstate: .* has the exported field Ctx, an interface \(context\.Context\);`
	Any    any                   `json:"-"` // want `^opstate: .* has the exported field Any, an interface \(any\);`
	Client *http.Client          // want `^opstate: .* has the exported field Client\.Transport, an interface \(http\.RoundTripper\);`
	Tick   *time.Ticker          // want `^opstate: .* has the exported field Tick\.C, a channel \(<-chan time\.Time\);`
	Deep   map[string][]callback // want `^opstate: .* has the exported field Deep\.Call, a function \(func\(\)\);`
	limiter

	Fn   beam.EncodedFunc
	Lims []*ratelimit.Limiter
	ok   chan struct{}
	Tree *tree
}

type tree struct{ Left, Right *tree }

type callback struct{ Call func() }

type limiter interface{ Allow() bool }

func (f *unencodable) ProcessElement(x string, emit func(string)) {}

// jsonOnly is registered without a schema.
type jsonOnly struct {
	Tokens chan struct{} // want `^opstate: .* has the exported field Tokens, a channel .*; it cannot be encoded, and the job is refused when it is submitted:`
	Lim    limiter
	Take   func() bool `json:"-"`
}

func (f *jsonOnly) ProcessElement(x string, emit func(string)) {
	f.Tokens = nil
	f.Lim.Allow()
}

// sum is a combine function.
type sum struct {
	factor int // want `^opstate: operator \(\*sum\)\.AddInput \(beam\.Combine, .*\) loses its field factor,`
}

func (s *sum) CreateAccumulator() int         { return 0 }
func (s *sum) AddInput(acc int, v int) int    { return acc + v*s.factor }
func (s *sum) MergeAccumulators(a, b int) int { return a + b }

// generic is a DoFn of several types.
type generic[T any] struct {
	keep func(T) bool // want `^opstate: operator \(\*generic\)\.ProcessElement .* loses its field keep,`
	Any  T
}

func (g *generic[T]) ProcessElement(x T, emit func(T)) {
	if g.keep(x) {
		emit(x)
	}
}

// base is embedded: its exported fields are shipped.
type base struct {
	Name string
	lim  *rate.Limiter
}

type embeds struct {
	base
	*settings
}

func (e *embeds) ProcessElement(x string) { _ = e.Name + x }

// positional is set without keys.
type positional struct {
	A int
	b int // want `^opstate: .* loses its field b, which Pipeline sets`
}

func (p positional) ProcessElement(x string) int { return p.b }

// data is registered, and no operator.
type data struct{ lim *rate.Limiter }

// plain is never shipped.
type plain struct{ lim *rate.Limiter }

func (p *plain) ProcessElement(x string) { p.lim.Allow() }

// ignored says that it knows.
type ignored struct {
	//jobvet:ignore opstate the zero value is what we want
	lim *rate.Limiter
}

type behind struct{ n int }

func (b *behind) ProcessElement(x string) { _ = b.n }

func (i *ignored) ProcessElement(x string) { _ = i.lim }

// filled has its state set up by methods of what it holds, and in parts.
type filled struct {
	Lim   *rate.Limiter
	Level options
	Ptr   *options

	conf, lazy, once1 conf
	tmpl              template.Template
	arr, cells        [3]int
	i                 int
	once              sync.Once
}

type conf struct {
	n    int
	seen []int
}

func (c *conf) load(n int) { c.reload(n) }

func (c *conf) reload(n int) { c.n = n }

func (c *conf) fill() { c.n = 3 }

func (o *options) set(n int) { o.n = n }

func (o *options) get() int { return o.n }

func newFilled() *filled {
	return &filled{
		Lim: rate.NewLimiter(1, 1), Level: options{1}, Ptr: &options{1},
		conf: conf{n: 1}, lazy: conf{n: 1}, once1: conf{n: 1}, tmpl: *template.New("a"), arr: [3]int{1}, cells: [3]int{1}, i: 1,
	}
}

func (f *filled) Setup() error {
	f.Lim.SetLimit(1)
	f.Lim.SetBurst(1)
	f.Level.set(1)
	f.Ptr.set(1)
	f.conf.load(1)
	for i := range f.arr {
		f.arr[i] = 1
	}
	copy(f.cells[:], []int{1})
	for f.i = range 3 {
	}
	_, err := f.tmpl.Parse("a")
	return err
}

func (f *filled) ProcessElement(x string) int {
	if f.lazy.n == 0 {
		f.lazy.load(1)
	}
	f.once.Do(f.once1.fill)
	if f.Lim.Allow() {
		_ = f.tmpl.Name()
	}
	return f.Level.get() + f.Ptr.get() + f.conf.n + f.lazy.n + f.once1.n + f.arr[0] + f.cells[0] + f.i
}

// unfilled calls methods that do not set its state up.
type unfilled struct {
	Lim   *rate.Limiter // want `^opstate: .* loses what its field Lim holds`
	Level options       // want `^opstate: .* loses what its field Level holds`

	conf  conf    // want `^opstate: .* loses its field conf,`
	ptr   *conf   // want `^opstate: .* loses its field ptr,`
	cells [3]int  // want `^opstate: .* loses its field cells,`
	total counter // want `^opstate: .* loses its field total,`
}

type counter struct{ n, step int }

func (c *counter) next() int { c.n = c.n + c.step; return c.n }

func (f *unfilled) Setup() {
	f.Lim.SetLimit(1) // its burst is 0
	_ = f.Level.get()
	f.ptr.load(1) // panics
}

func (f *unfilled) ProcessElement(x string) int {
	if f.conf.n == 0 || !f.Lim.Allow() {
		return f.ptr.n
	}
	f.cells[0]++
	return f.total.next() + f.Level.get() + f.cells[1]
}

// ready goes on without what it may have been given.
type ready struct {
	now    func() time.Time // want `^opstate: caution: .* loses its field now,`
	log    *http.Client     // want `^opstate: caution: .* loses its field log,`
	must   *http.Client     // want `^opstate: operator .* loses its field must,`
	check  *http.Client     // want `^opstate: operator .* loses its field check,`
	lim    *rate.Limiter    // want `^opstate: operator .* loses its field lim,`
	suffix string           // want `^opstate: operator .* loses its field suffix,`
}

func newReady() *ready {
	return &ready{time.Now, http.DefaultClient, http.DefaultClient, http.DefaultClient, rate.NewLimiter(1, 1), "a"}
}

func (r *ready) time() time.Time {
	if r.now != nil {
		return r.now()
	}
	return time.Now()
}

func (r *ready) client() *http.Client {
	if nil == r.log {
		return http.DefaultClient
	}
	return r.log
}

func (r *ready) ProcessElement(x string) (string, error) {
	if r.must == nil {
		return "", errors.New("no client")
	}
	if r.check == nil {
		panic("no client")
	}
	if r.lim != nil && !r.lim.Allow() {
		return "", nil
	}
	if r.suffix != "" {
		x += r.suffix
	}
	_, _ = r.client(), r.time()
	return x, nil
}

// printed has a name for its author, and workers print errors.
type printed struct{ name string }

func (p *printed) Error() string { return p.name }

func (p *printed) ProcessElement(ctx context.Context, x string) string {
	if err := ctx.Err(); err != nil {
		return err.Error()
	}
	return x
}

func named(x string, emit func(string)) { emit(x) }

func global(x string, emit func(string)) {
	if pkgLimiter.Allow() {
		emit(x)
	}
}

var pkgLimiter = rate.NewLimiter(1, 1)

func filter(lim *rate.Limiter) func(string, func(string)) {
	return func(x string, emit func(string)) { // want `^opstate: operator filter\.func1 \(beam\.ParDo, .*\) is a closure that has captured lim; functions are shipped by name, and on a worker what it holds is garbage that crashes the process: make it a registered struct with exported fields$`
		if lim.Allow() {
			emit(x)
		}
	}
}

func registered(n int) func(string) int {
	return func(x string) int { return n }
}

var three = registered(3)

func init() {
	register.DoFn3x0[context.Context, string, func(string)](&unexported{})
	register.DoFn2x0[string, func(string)](&unencodable{})
	register.Function1x1(three)
	beam.RegisterDoFn(reflect.TypeOf((*jsonOnly)(nil)).Elem())
	beam.RegisterType(reflect.TypeOf((*data)(nil)).Elem())
}

// Pipeline puts them together.
func Pipeline(s beam.Scope, col beam.PCollection) {
	beam.ParDo(s, newUnexported("a"), col)
	beam.ParDo(s, newRestored(), col)
	beam.ParDo(s, &fromConfig{qps: 3}, col)
	beam.ParDo(s, &whole{}, col)
	beam.ParDo(s, new(chained).withLimiter(rate.NewLimiter(1, 1)), col)
	beam.ParDo(s, &encodes{lim: rate.NewLimiter(1, 1)}, col)
	lim, _ := ratelimit.New(1, 1)
	beam.ParDo(s, &exported{
		Lim: rate.NewLimiter(1, 1), Value: *rate.NewLimiter(1, 1), Opts: options{3}, Where: time.Local,
		Bundled: lim, Pattern: regexp.MustCompile("a"), At: time.Now(), Mu2: &sync.Mutex{}, Zero: new(rate.Limiter),
		Settings: settings{3}, Qps: 3, Made: rate.NewLimiter(1, 1),
	}, col)
	beam.ParDo(s, &unencodable{}, col)
	beam.ParDo(s, &jsonOnly{Lim: rate.NewLimiter(1, 1)}, col)
	beam.Combine(s, &sum{factor: 3}, col)
	beam.ParDo(s, &generic[int]{keep: func(int) bool { return true }}, col)
	beam.ParDo(s, &embeds{base: base{lim: rate.NewLimiter(1, 1)}}, col)
	beam.ParDo(s, positional{1, 2}, col)
	beam.ParDo(s, &ignored{lim: rate.NewLimiter(1, 1)}, col)
	beam.ParDo(s, &behind{n: 3}, col) //jobvet:ignore opstate n is for the tests
	new(plain).ProcessElement("a")
	(&plain{lim: rate.NewLimiter(1, 1)}).ProcessElement("a")
	_ = &data{lim: rate.NewLimiter(1, 1)}

	beam.ParDo(s, newFilled(), col)
	beam.ParDo(s, &unfilled{
		Lim: rate.NewLimiter(1, 1), Level: options{1}, conf: conf{n: 1}, ptr: &conf{}, cells: [3]int{1}, total: counter{step: 1},
	}, col)
	beam.ParDo(s, newReady(), col)
	beam.ParDo(s, &printed{name: "a"}, col)

	beam.ParDo(s, named, col)
	beam.ParDo(s, global, col)
	beam.ParDo(s, func(x string, emit func(string)) { emit(x) }, col)
	beam.ParDo(s, func(x string) string { // want `^opstate: operator Pipeline\.func\d \(beam\.ParDo, .*\) is a closure that has captured lim, s and col;`
		_, _, _ = lim, s, col
		_ = s2()
		return x
	}, col)
	beam.ParDo(s, filter(rate.NewLimiter(1, 1)), col)
	beam.ParDo(s, three, col)
	f := &exported{}
	beam.ParDo(s, f.ProcessElement, col) // want `^opstate: operator \(\*exported\)\.ProcessElement \(.*\) is shipped as a method value, which holds its receiver; functions are shipped by name, .*: ship f itself$`
	beam.ParDo(s, (*exported).ProcessElement, col)
	beam.ParDo(s, helpers{}.trim, col)
	beam.ParDo(s, new(helpers).trim, col)
	beam.ParDo(s, new(helpers).cut, col)     // want `^opstate: operator \(\*helpers\)\.cut .* is shipped as a method value`
	beam.ParDo(s, step(1).trim, col)         // want `^opstate: operator step\.trim .* is shipped as a method value`
	wrap(s, func(x string) { _ = lim }, col) // want `^opstate: operator .* \(wrap → beam\.ParDo, .*\) is a closure that has captured lim;`
}

// helpers has no state that could be lost.
type helpers struct{ _ [0]func() }

func (helpers) trim(x string) string { return x }

func (*helpers) cut(x string) string { return x }

type step int

func (s step) trim(x string) string { return x[s:] }

func s2() int { return 0 }

func wrap(s beam.Scope, fn func(string), col beam.PCollection) { beam.ParDo(s, fn, col) }
