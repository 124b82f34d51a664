package fix

import (
	"go/types"
	"maps"
	"strings"
)

// A yield is how an operator of a framework gives back an element that it must
// not work on yet. In its texts, "{delay}" is the time after which to try
// again, "{it}" the parameter that has Method, and any other name in braces
// what another package declares; "~" stands for the framework's module.
type yield struct {
	// Err is the error to return.
	Err string
	// Values are what to return for results of these types.
	Values map[string]string
	// Stmt runs before the operator returns; Method is a method of the
	// parameter that it is about.
	Stmt, Method string
	// Says is what happens to a limited element.
	Says string
}

// yields are the frameworks with a way of their own, by name. In the others
// the operator's error is the way back.
var yields = map[string]*yield{
	"Beam": {
		Values: map[string]string{"~/go/pkg/beam/core/sdf.ProcessContinuation": "{~/go/pkg/beam/core/sdf.ResumeProcessingIn}({delay})"},
		Says:   "a limited element is resumed after a second",
	},
	"river": {
		Err:  "{~.JobSnooze}({delay})",
		Says: "a limited job is snoozed for a second",
	},
	"gue": {
		Err:  `{~.ErrRescheduleJobIn}({delay}, "rate limit reached")`,
		Says: "a limited job is rescheduled in a second",
	},
	"machinery": {
		Err:  `{~/tasks.NewErrRetryTaskLater}("rate limit reached", {delay})`,
		Says: "a limited task is retried after a second",
	},
	"Inngest step": {
		Err:  `{~.RetryAtError}({errors.New}("rate limit reached"), {time.Now}().Add({delay}))`,
		Says: "a limited step is retried after a second",
	},
	"Temporal activity": {
		Err:  `{~/temporal.NewApplicationErrorWithOptions}("rate limit reached", "RateLimited", {~/temporal.ApplicationErrorOptions}{NextRetryDelay: {delay}})`,
		Says: "a limited activity is retried after a second",
	},
	"NATS": {
		Stmt: "{it}.NakWithDelay({delay})", Method: "NakWithDelay",
		Says: "a limited message is delivered again after a second",
	},
	"Google Pub/Sub": {
		Stmt: "{it}.Nack()", Method: "Nack",
		Says: "a limited message is delivered again",
	},
	"NSQ": {
		Stmt: "{it}.RequeueWithoutBackoff({delay})", Method: "RequeueWithoutBackoff",
		Says: "a limited message is requeued for a second",
	},
	"Numaflow": {
		Values: map[string]string{
			"~/pkg/mapper.Messages":            "{~/pkg/mapper.MessagesBuilder}().Append({~/pkg/mapper.MessageToNack}(nil))",
			"~/pkg/sourcetransformer.Messages": "{~/pkg/sourcetransformer.MessagesBuilder}().Append({~/pkg/sourcetransformer.MessageToNack}(nil))",
		},
		Says: "a limited message is given back to Numaflow",
	},
	"CloudEvents": {
		Values: map[string]string{"~/protocol.Result": "{~.ResultNACK}"},
		Says:   "a limited event is refused, so that it is delivered again",
	},
	"Dapr": {
		Values: map[string]string{"bool": "true"},
		Err:    `{errors.New}("rate limit reached")`,
		Says:   "a limited event is retried",
	},
}

// A refusal is what to do with an element that the limiter refuses.
type refusal struct {
	// stmts leave the function; value is the error that they return, "" if
	// they return none.
	stmts []string
	err   string
	// before are those of stmts that come before the return.
	before []string
	// special tells that the framework's own way is used.
	special bool
	// drops tells that the element is lost.
	drops bool
	says  string
}

func (r *refusal) text() string { return strings.Join(r.stmts, "\n") }

// genericError is the error of a refused element.
func (e *edit) genericError() string {
	return e.name("errors", "errors", "New") + `("rate limit reached")`
}

// refuse returns what the function at the site can do with a refused element,
// or nil: nothing, without losing it silently.
func (e *edit) refuse() *refusal {
	results := e.fn.Sig.Results()
	if e.Op.Framework.Instead != "" {
		return nil // it must not ask a limiter either
	}
	if e.own() {
		imports, broken := maps.Clone(e.imports), e.broken
		if r := e.yielded(results); r != nil && !e.broken {
			return r
		}
		e.imports, e.broken = imports, broken
	}
	n := results.Len()
	returnsError := n > 0 && isError(results.At(n-1).Type())
	fails := e.Op.Framework.ErrorFails
	if returnsError && !(e.own() && fails) {
		r := &refusal{err: e.genericError()}
		r.stmts = []string{e.returns(results, nil, r.err)}
		switch {
		case !e.own() && fails:
			r.says = "a limited caller gets an error, which must not leave the operator: it would fail the job"
		case !e.own():
			r.says = "a limited caller gets an error"
		default:
			r.says = "a limited element is returned with an error, for " + e.Op.Framework.Name + " to retry"
		}
		return r
	}
	// What is left is to drop the element: never where something would have to
	// be returned in its place.
	if !e.own() || e.isBundle() || n > 1 || n == 1 && !returnsError {
		return nil
	}
	why := "and " + e.Op.Framework.Name + " has no way to give it back"
	if e.Op.Framework.Yield != "" {
		why = "in " + e.Op.Framework.Name + ", rather " + e.Op.Framework.Yield
	}
	return &refusal{
		stmts: []string{
			"// TODO: the element is dropped here; " + why + ".",
			e.logs("rate limit reached: element dropped"),
			e.returns(results, nil, ""),
		},
		drops: true,
		says:  "a limited element is DROPPED and logged",
	}
}

// isBundle reports whether the operator works on bundles, not on elements.
func (s *site) isBundle() bool {
	if s.fn.Obj == nil {
		return false
	}
	switch s.fn.Obj.Name() {
	case "StartBundle", "FinishBundle":
		return true
	}
	return false
}

// yielded is the refusal of a framework that has a way of its own.
func (e *edit) yielded(results *types.Tuple) *refusal {
	y := yields[e.Op.Framework.Name]
	if y == nil {
		return nil
	}
	values := make(map[int]string)
	for i := range results.Len() {
		for typ, text := range y.Values {
			if e.isType(results.At(i).Type(), typ) {
				v, ok := e.expand(text, "")
				if !ok {
					return nil
				}
				values[i] = v
			}
		}
	}
	if len(y.Values) > 0 && len(values) == 0 {
		return nil
	}
	r := &refusal{special: true, says: y.Says}
	if y.Err != "" {
		n := results.Len()
		if n == 0 || !isError(results.At(n-1).Type()) {
			return nil
		}
		var ok bool
		if r.err, ok = e.expand(y.Err, ""); !ok {
			return nil
		}
	}
	if y.Stmt != "" {
		it := ""
		for v := range e.fn.Sig.Params().Variables() {
			if hasMethod(v.Type(), y.Method, e.pass.Pkg) && v.Name() != "_" && v.Name() != "" {
				if _, obj := e.lookup(v.Name()); obj == v {
					it = v.Name()
				}
			}
		}
		stmt, ok := e.expand(y.Stmt, it)
		if it == "" || !ok {
			return nil
		}
		if fn, _, _ := types.LookupFieldOrMethod(e.param(it), true, e.pass.Pkg, y.Method); fn.(*types.Func).Signature().Results().Len() > 0 {
			stmt = "_ = " + stmt
		}
		for i := range results.Len() {
			if !isError(results.At(i).Type()) {
				return nil
			}
		}
		r.before = []string{stmt}
	}
	r.stmts = append(r.before, e.returns(results, values, r.err))
	return r
}

func (s *site) param(name string) types.Type {
	for v := range s.fn.Sig.Params().Variables() {
		if v.Name() == name {
			return v.Type()
		}
	}
	return nil
}

// returns is the return statement with the given values, an error in the last
// place if there is one, and zero values for all else.
func (e *edit) returns(results *types.Tuple, values map[int]string, errText string) string {
	if results.Len() == 0 {
		return "return"
	}
	var list []string
	for i := range results.Len() {
		switch v, ok := values[i]; {
		case ok:
			list = append(list, v)
		case errText != "" && i == results.Len()-1:
			list = append(list, errText)
		default:
			list = append(list, e.zero(results.At(i).Type()))
		}
	}
	return "return " + strings.Join(list, ", ")
}

// isType reports whether a type has the given name, as the table writes it.
func (e *edit) isType(t types.Type, name string) bool {
	if !strings.Contains(name, ".") {
		b, ok := t.(*types.Basic)
		return ok && b.Name() == name
	}
	var obj *types.TypeName
	switch t := t.(type) {
	case *types.Named:
		obj = t.Obj()
	case *types.Alias:
		obj = t.Obj()
	}
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	for _, sym := range e.Op.Framework.Table().Expand(name) {
		if sym.Pkg == obj.Pkg().Path() && sym.Name == obj.Name() {
			return true
		}
	}
	return false
}

// expand fills in a text of the table of yields. It fails where the package
// does not reach what the text names.
func (e *edit) expand(text, it string) (string, bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		word, after, closed := strings.Cut(rest, "}")
		if !closed || strings.ContainsAny(word, " :(") {
			b.WriteString("{")
			text = rest
			continue
		}
		switch {
		case word == "it":
			b.WriteString(it)
		case word == "delay":
			b.WriteString(e.name("time", "time", "Second"))
		default:
			name, ok := e.symbol(word)
			if !ok {
				return "", false
			}
			b.WriteString(name)
		}
		text = after
	}
}

// symbol is how a declaration of another package is written.
func (e *edit) symbol(name string) (string, bool) {
	if !strings.HasPrefix(name, "~") {
		pkg, member, _ := strings.Cut(name, ".")
		return e.name(pkg, pkg, member), true
	}
	for _, sym := range e.Op.Framework.Table().Expand(name) {
		if pkg := e.reached(sym.Pkg); pkg != nil && pkg.Scope().Lookup(sym.Name) != nil {
			return e.name(sym.Pkg, pkg.Name(), sym.Name), true
		}
	}
	return "", false
}

// reached returns a package that this one imports, itself or through others.
func (x *Fixer) reached(path string) *types.Package {
	seen := make(map[*types.Package]bool)
	queue := []*types.Package{x.pass.Pkg}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if p.Path() == path {
			return p
		}
		for _, imp := range p.Imports() {
			if !seen[imp] {
				seen[imp] = true
				queue = append(queue, imp)
			}
		}
	}
	return nil
}

// logs is a statement that logs a message: with a logger among the function's
// variables, else with the standard one.
func (e *edit) logs(message string) string {
	scope := e.file.scope(e.pass.TypesInfo, e.Pos)
	for s := scope; s != nil && s != types.Universe; s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok {
				continue
			}
			if _, obj := e.lookup(name); obj != v {
				continue
			}
			ptr, ok := v.Type().(*types.Pointer)
			switch {
			case !ok:
			case isNamed(ptr.Elem(), "log/slog", "Logger"):
				return name + `.Warn("` + message + `")`
			case isNamed(ptr.Elem(), "log", "Logger"):
				return name + `.Print("` + message + `")`
			}
		}
	}
	return e.name("log", "log", "Print") + `("` + message + `")`
}
