package interleave

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/ratelimit/internal/explore"
)

var (
	one        = Op{Kind: TryAcquire, N: 1}
	now        = Op{Kind: Tick}
	watch      = Op{Kind: OpenWindow}
	reset      = Op{Kind: Reset}
	withLot    = Config{Rate: 1, Burst: 4, Lot: 2}
	faster     = Op{Kind: Reconfigure, To: Config{Rate: 2, Burst: 4, Lot: 2}}
	smaller    = Op{Kind: Reconfigure, To: Config{Rate: 1, Burst: 2}}
	again      = Op{Kind: Reconfigure, To: withLot}
	exact      = Config{Rate: 1, Burst: 2}
	exactAgain = Op{Kind: Reconfigure, To: exact}
	larger     = Op{Kind: Reconfigure, To: Config{Rate: 1, Burst: 3}}
	single     = Config{Rate: 1, Burst: 1}
)

func many(n int16) Op { return Op{Kind: TryAcquire, N: n} }
func at(n int16) Op   { return Op{Kind: TryAcquireAt, N: n} }

func borrow(n int16) Op  { return Op{Kind: Borrow, N: n} }
func acquire(n int16) Op { return Op{Kind: Acquire, N: n} }
func abandon(n int16) Op { return Op{Kind: Abandon, N: n} }
func book(n int16) Op    { return Op{Kind: Book, N: n} }

type scenario struct {
	name    string
	config  Config
	credits int16
	threads [][]Op
	large   bool // left out by -short and by the race detector
}

// scenarios are small enough to be explored wholly and together take every step of
// the model.
var scenarios = []scenario{
	{"one permit each", withLot, 0, [][]Op{{one, one}, {one}, {one}, {watch}}, true},
	{"last credits", withLot, 1, [][]Op{{one, one}, {one}, {many(2)}, {watch}}, true},
	{"several credits", withLot, 2, [][]Op{{many(2)}, {one}, {watch}}, false},
	{"all at once", withLot, 2, [][]Op{{many(4)}, {one}, {many(3)}, {watch}}, false},
	{"time passes", withLot, 2, [][]Op{{one, one}, {many(3)}, {now, now}, {watch}}, false},
	{"idle with credits out", withLot, 2, [][]Op{{one, one, many(4)}, {many(4)}, {now, now}, {watch}}, true},
	{"idle, then each", withLot, 2, [][]Op{{one, one, one}, {many(3)}, {now, now}, {watch}}, true},
	{"caller's clock", withLot, 1, [][]Op{{at(2)}, {one, one}, {now, now}, {watch}}, false},
	{"all of it by the caller's clock", withLot, 2, [][]Op{{at(4)}, {one, at(4)}, {now, now}, {watch}}, false},
	{"give back", withLot, 0, [][]Op{{borrow(3)}, {one}, {at(2)}, {watch}}, false},
	{"give back late", single, 0, [][]Op{{borrow(1)}, {one, one}, {now, now}, {watch}}, false},
	{"give back late with credits out", withLot, 2, [][]Op{{borrow(2)}, {one, many(4)}, {now, now}, {watch}}, true},
	{"two give back", exact, 0, [][]Op{{borrow(1)}, {borrow(1)}, {now, watch, many(2), one}}, false},
	{"wait", exact, 0, [][]Op{{many(2), acquire(2)}, {acquire(1), one}, {now, now, now}, {watch}}, true},
	{"give up", single, 0, [][]Op{{one, abandon(1)}, {acquire(1), one}, {now, now}, {watch}}, false},
	{"give up at once", exact, 0, [][]Op{{abandon(2)}, {acquire(2)}, {abandon(1)}, {one}}, false},
	{"give up with credits out", withLot, 2, [][]Op{{many(4), abandon(3)}, {acquire(2), many(2)}, {now, now}, {watch}}, true},
	{"give back before those who wait", exact, 0, [][]Op{{borrow(2)}, {acquire(2), many(2)}, {now, now}, {watch}}, true},
	{"larger while some wait", exact, 0, [][]Op{{abandon(2)}, {acquire(2)}, {larger, now}, {watch}}, true},
	{"faster", withLot, 2, [][]Op{{one, many(3)}, {faster}, {now}, {watch}}, false},
	{"faster for two", withLot, 1, [][]Op{{one}, {faster}, {one}, {watch}}, true},
	{"smaller", withLot, 1, [][]Op{{one, many(2)}, {smaller}, {now}, {watch}}, false},
	{"change while nothing happens", withLot, 2, [][]Op{{one}, {again}, {many(2)}, {watch}}, true},
	{"two changes", exact, 0, [][]Op{{one}, {exactAgain}, {exactAgain}, {watch}}, false},
	{"reset", withLot, 1, [][]Op{{one}, {reset}, {at(2)}}, false},
	{"book", single, 0, [][]Op{{book(1), book(1), book(1)}, {book(1), book(1)}, {now, now, now}, {watch}}, false},
	{"book for several", exact, 0, [][]Op{{book(2), book(1), book(1)}, {book(2), book(2), one}, {now, now, now}, {watch}}, false},
	{"book with credits out", withLot, 2, [][]Op{{book(3), book(3)}, {many(2), book(2), book(2)}, {now, now}, {watch}}, true},
	{"book while some wait", exact, 0, [][]Op{{many(2), book(1), book(1)}, {acquire(2)}, {abandon(1), now, now}, {watch}}, true},
	{"give back before bookings", exact, 0, [][]Op{{borrow(1)}, {book(2), book(2)}, {now}, {watch, one}}, true},
	{"larger while some are booked", exact, 0, [][]Op{{many(2), book(2), book(2)}, {book(1), book(1)}, {larger, now, now}, {watch}}, true},
	{"reset while some are booked", exact, 0, [][]Op{{many(2), book(2), book(2)}, {book(1)}, {reset, now}}, false},
	{"exact", exact, 0, [][]Op{{one, one}, {many(2)}, {at(1)}, {watch, now}}, false},
}

func (s scenario) explore(bug Bug, visit explore.Visit) (int, error) {
	const limit = 2_000_000
	return explore.Explore(New(s.config, s.credits, bug, s.threads...), limit, visit)
}

func TestEveryOrderKeepsTheBound(t *testing.T) {
	taken := map[Step]bool{}
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			if s.large && (testing.Short() || raceDetector) {
				t.Skip("large")
			}
			states, err := s.explore(NoBug, func(s Step) { taken[s] = true })
			if err != nil {
				t.Error(err)
			}
			t.Logf("%d states", states)
		})
	}
	for _, s := range Steps() {
		if !taken[s] {
			t.Errorf("no scenario takes the step %q of %s", s.Name, s.Func)
		}
	}
}

// found tells which scenario finds a deliberate mistake.
var found = map[Bug]string{
	ClockFirst:    "idle with credits out",
	NoFloor:       "time passes",
	NoHold:        "idle with credits out",
	Uncharged:     "one permit each",
	NoSeal:        "faster for two",
	KeepCredits:   "smaller",
	LossyCallBack: "one permit each",
	BlindCharge:   "one permit each",
	KeepDue:       "give up",
	GiveAll:       "give back late",
	EarlyClock:    "give back late",
	NoLowered:     "two give back",
	BlindBack:     "give back before bookings",
	Overdue:       "book",
	KeepBooking:   "book",
}

func TestEveryBugIsFound(t *testing.T) {
	if raceDetector {
		t.Skip("one goroutine, and much work")
	}
	for _, bug := range Bugs() {
		i := slices.IndexFunc(scenarios, func(s scenario) bool { return s.name == found[bug] })
		if i < 0 {
			t.Errorf("bug %d has no scenario", bug)
			continue
		}
		states, err := scenarios[i].explore(bug, func(Step) {})
		t.Logf("bug %d: %d states: %v", bug, states, err)
		if err == nil || errors.Is(err, explore.ErrLimit) {
			t.Errorf("bug %d is not found", bug)
		}
	}
}

func TestLimit(t *testing.T) {
	if _, err := explore.Explore(New(withLot, 0, NoBug, []Op{one}, []Op{one}), 10, func(Step) {}); !errors.Is(err, explore.ErrLimit) {
		t.Errorf("more than 10 states: %v", err)
	}
}

// elsewhere are functions with steps that the model leaves out, because they take
// the same steps as one that it has, or only read.
var elsewhere = map[string]string{
	"bucket.takeUpTo":        "charges as bucket.charge does",
	"bucket.requeue":         "is bucket.turnover, and bucket.push for each request",
	"bucket.evict":           "is bucket.drop for some requests; what it spills is charged as by bucket.charge",
	"bucket.look":            "only reads",
	"bucket.due":             "only reads",
	"Bookings.refuse":        "is bucket.turnover, and only reads",
	"bucket.retryAfter":      "only reads",
	"bucket.held":            "only reads",
	"Limiter.TryAcquireUpTo": "is generation.spend, Limiter.follow, bucket.settle and bucket.takeUpTo",
}

// TestStepsAreThoseOfTheCode fails when the code's steps and the model's differ,
// and when the code accesses an atomic variable without naming the step.
func TestStepsAreThoseOfTheCode(t *testing.T) {
	atomics := map[string]bool{"gen": true, "word": true, "next": true, "credits": true, "moving": true, "lowered": true}
	accesses := map[string]bool{"Load": true, "Store": true, "Swap": true, "Add": true, "CompareAndSwap": true}
	code := map[string][]string{}
	files := token.NewFileSet()
	for _, name := range []string{"limiter.go", "gcra.go", "credits.go", "reconfigure.go", "wait.go", "queue.go", "booked.go", "bookings.go"} {
		file, err := parser.ParseFile(files, "../../"+name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		named := map[int]bool{} // lines
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			for _, group := range file.Comments {
				if group.Pos() < fn.Pos() || group.End() > fn.End() {
					continue
				}
				for _, comment := range group.List {
					for _, part := range strings.Split(comment.Text, "step: ")[1:] {
						step := strings.TrimRight(part, ", ")
						named[files.Position(comment.Pos()).Line] = true
						if steps := code[funcName(fn)]; !slices.Contains(steps, step) {
							code[funcName(fn)] = append(steps, step)
						}
					}
				}
			}
			// Making something is not a step: nobody else can see it yet.
			if name := funcName(fn); name == "handle" || name == "Limiter.bucket" {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				method, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || !accesses[method.Sel.Name] {
					return true
				}
				if field, ok := method.X.(*ast.SelectorExpr); ok && atomics[field.Sel.Name] {
					if at := files.Position(call.End()); !named[at.Line] {
						t.Errorf("%v: an atomic access without a step comment", at)
					}
				}
				return true
			})
		}
	}
	model := map[string][]string{}
	for _, s := range Steps() {
		model[s.Func] = append(model[s.Func], s.Name)
	}
	for _, fn := range slices.Sorted(maps.Keys(code)) {
		if elsewhere[fn] == "" && !slices.Equal(code[fn], model[fn]) {
			t.Errorf("%s: the code's steps are %q, the model's %q", fn, code[fn], model[fn])
		}
	}
	for fn := range model {
		if code[fn] == nil {
			t.Errorf("%s: only the model has it", fn)
		}
	}
	for fn := range elsewhere {
		if code[fn] == nil {
			t.Errorf("%s: is not in the code", fn)
		}
	}
}

// funcName returns a function's name with that of its receiver's type.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if generic, ok := typ.(*ast.IndexExpr); ok {
		typ = generic.X
	}
	return typ.(*ast.Ident).Name + "." + fn.Name.Name
}
