package analyzer

import (
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// A rule is one kind of finding. Each has a file of its own, and a page in
// docs/rules.
type rule struct {
	name string
	// level tells how serious an effect is under a policy; levelNone where it
	// is no finding. It is nil for rules that are not about effects.
	level func(catalog.Policy, *effect.Finding) Level
	// harm says what the effect does to the framework, and advice what to do
	// about it: the two clauses behind a message's semicolon.
	harm   func(*catalog.Framework, *effect.Finding) string
	advice func(*operator.Operator, *effect.Finding) string
}

// levelNone is the level of what is no finding.
const levelNone Level = -1

// rules returns all rules, in the order of the documentation.
func rules() []*rule {
	return []*rule{
		rateWait(),
		rateAsync(),
		chanWait(),
		goSpawn(),
		timeWait(),
		syncWait(),
		jobExit(),
		{name: opStateRule},
		bulkAcquire(),
		{name: directiveRule},
	}
}

func ruleNames(rules []*rule) []string {
	var names []string
	for _, r := range rules {
		names = append(names, r.name)
	}
	return names
}

func (j *jobvet) rule(name effect.Rule) *rule {
	for _, r := range j.rules {
		if r.name == string(name) {
			return r
		}
	}
	return nil
}

// url is the page of a rule.
func url(rule string) string { return homepage + "/blob/main/docs/rules/" + rule + ".md" }

// harmOfWaiting is what a wait does to a framework.
func harmOfWaiting(f *catalog.Framework, _ *effect.Finding) string { return f.Wait }

// hasContext reports whether the operator gets a context that it could wait on.
func hasContext(op *operator.Operator) bool {
	sig := signature(op)
	return sig != nil && source.TakesContext(sig)
}

// signature is that of the operator, or nil where it does not show.
func signature(op *operator.Operator) *types.Signature {
	if op.Fn == nil {
		return source.ResultSignature(op.Obj, op.Results)
	}
	return op.Fn.Sig
}
