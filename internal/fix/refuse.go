package fix

import (
	"go/types"
	"slices"
	"strings"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/source"
)

// A refusal is code for an element that the limiter refuses: statements, the last of
// which leaves the function or the loop's turn.
type refusal struct {
	before []string
	leave  string
	err    string // the error that the last one returns, "" if it returns none
	says   string
	// back is the framework's give-back that the code uses, with the variables vars; nil
	// if it uses none.
	back *catalog.GiveBack
	vars []string
}

func (r *refusal) text() string { return strings.Join(append(slices.Clone(r.before), r.leave), "\n") }

// reason says in a string literal why an element is refused.
func (s *site) reason() string {
	if s.Rule == effect.SyncWait {
		return `"concurrency limit reached"`
	}
	return `"rate limit reached"`
}

// genericError is the error of a refused element.
func (p *plan) genericError() string { return p.Std("errors", "New") + "(" + p.reason() + ")" }

// refuse returns the refusal that the function at the site can use: a give-back, an
// error, or a visible drop. retry is an expression for the time after which the limiter
// will grant, "" if it does not say. It returns nil if the operator must not ask a
// limiter, if the function must not leave here, or if it could only lose the element
// silently.
func (p *plan) refuse(retry string) *refusal {
	if p.Op.Framework.Instead != "" || p.owes() {
		return nil
	}
	if p.own() && p.may(catalog.GiveBackCure) {
		for _, g := range p.Op.Framework.GiveBack {
			if r := p.giveBack(g, retry); r != nil {
				return r
			}
		}
	}
	if !p.own() && !source.EndsInError(p.Op.Fn.Sig.Results()) {
		return nil // the operator could only forget the error, and the element with it
	}
	if source.EndsInError(p.results()) && !(p.own() && p.Op.Framework.ErrorFails) {
		return p.fail()
	}
	return p.drop()
}

// fail returns the refusal that returns an error.
func (p *plan) fail() *refusal {
	fails := p.Op.Framework.ErrorFails
	if !p.may(catalog.GiveBackCure) || fails && !p.has(catalog.GiveBackCure) {
		return nil // its caller would fail the job with the error
	}
	r := &refusal{err: p.genericError()}
	switch {
	case !p.own() && fails:
		r.says = "a limited caller gets an error, which must not leave the operator: it would fail the job"
	case !p.own():
		r.says = "a limited caller gets an error"
	default:
		r.says = "a limited element is returned with an error, for " + p.Op.Framework.Name + " to retry"
	}
	var ok bool
	if r.leave, ok = p.returns(nil, r.err); !ok {
		return nil
	}
	return r
}

// drop returns the refusal that drops the element visibly, or nil if the function
// would have to return something in its place.
func (p *plan) drop() *refusal {
	n := p.results().Len()
	if !p.may(catalog.Drop) || !p.own() || p.isBundle() || n > 1 || n == 1 && !source.EndsInError(p.results()) {
		return nil
	}
	why := "and " + p.Op.Framework.Name + " has no way to give it back"
	if rather := p.Op.Framework.Rather(); rather != "" {
		why = "in " + p.Op.Framework.Name + ", rather " + rather
	}
	leave, ok := p.returns(nil, "")
	if !ok {
		return nil
	}
	return &refusal{
		before: []string{
			"// TODO: the element is dropped here; " + why + ".",
			p.logs(strings.Trim(p.reason(), `"`) + ": element dropped"),
		},
		leave: leave,
		says:  "a limited element is DROPPED and logged",
	}
}

// isBundle reports whether the operator works on bundles, not on elements.
func (s *site) isBundle() bool {
	return s.fn.Obj != nil && slices.ContainsFunc(s.Op.Framework.Operators, func(r *catalog.Registration) bool {
		return slices.Contains(r.Bundle, s.fn.Obj.Name())
	})
}

// logs is a statement that logs a message, with a logger among the visible variables
// or else with the standard one.
func (p *plan) logs(message string) string {
	for scope := p.Scope(p.Pos); scope != nil && scope != types.Universe; scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || !p.Sees(v) {
				continue
			}
			ptr, ok := v.Type().(*types.Pointer)
			switch {
			case !ok:
			case source.IsNamed(ptr.Elem(), "log/slog", "Logger"):
				return name + `.Warn("` + message + `")`
			case source.IsNamed(ptr.Elem(), "log", "Logger"):
				return name + `.Print("` + message + `")`
			}
		}
	}
	return p.Std("log", "Print") + `("` + message + `")`
}
