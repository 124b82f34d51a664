package rule

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
)

// Levels are a table of levels: by policy, and by what they depend on beside that.
// It is one of PerPolicy, PerBound and PerJoin.
type Levels interface {
	// Of returns the level of an effect under a policy.
	Of(catalog.Policy, *effect.Finding) finding.Level
	// Question says what the rows are answers to; "" if there is one row.
	Question() string
	Rows() []Row
}

// A Row is the levels in one case.
type Row struct {
	Case string
	PerPolicy
}

// PerPolicy are levels that depend on nothing but the policy.
type PerPolicy struct{ Forbid, Bounded, Free finding.Level }

// Of returns the level under a policy.
func (l PerPolicy) Of(p catalog.Policy, _ *effect.Finding) finding.Level {
	switch p {
	case catalog.Forbid:
		return l.Forbid
	case catalog.Bounded:
		return l.Bounded
	}
	return l.Free
}

// Question is "".
func (l PerPolicy) Question() string { return "" }

// Rows is the one row.
func (l PerPolicy) Rows() []Row { return []Row{{"", l}} }

// PerBound are levels that depend on what ends a wait.
type PerBound struct {
	Hangs    PerPolicy // nothing does on some path, and nobody else can
	Nothing  PerPolicy // nothing does
	Foreign  PerPolicy // a context that is not the operator's own
	Context  PerPolicy // the operator's own context, or one of which nothing is known
	Duration PerPolicy // a time limit
}

// Of returns the level of a wait under a policy.
func (l PerBound) Of(p catalog.Policy, f *effect.Finding) finding.Level {
	switch {
	case f.Hangs:
		return l.Hangs.Of(p, f)
	case f.Native:
		return finding.None
	}
	switch f.Bound.Kind {
	case effect.Nothing:
		return l.Nothing.Of(p, f)
	case effect.Foreign:
		return l.Foreign.Of(p, f)
	case effect.Duration:
		return l.Duration.Of(p, f)
	}
	return l.Context.Of(p, f)
}

// Question is what ends the wait.
func (l PerBound) Question() string { return "what ends the wait" }

// Rows are what may end it, what is worst first.
func (l PerBound) Rows() []Row {
	return []Row{
		{"nothing on some path, and nobody else can end it", l.Hangs},
		{"nothing", l.Nothing},
		{"a context that is not the operator's own", l.Foreign},
		{"the operator's own context", l.Context},
		{"a time limit", l.Duration},
	}
}

// PerJoin are levels that depend on the end of a goroutine.
type PerJoin struct {
	Stranded PerPolicy // it may wait for ever
	Outlives PerPolicy // it can outlive the call
	Joined   PerPolicy // it ends before the call returns, or is told to end by then
}

// Of returns the level of a goroutine under a policy.
func (l PerJoin) Of(p catalog.Policy, f *effect.Finding) finding.Level {
	switch {
	case f.Join.Ends():
		return l.Joined.Of(p, f)
	case f.Join == effect.Stranded:
		return l.Stranded.Of(p, f)
	}
	return l.Outlives.Of(p, f)
}

// Question is when the goroutine ends.
func (l PerJoin) Question() string { return "when the goroutine ends" }

// Rows are when it may end.
func (l PerJoin) Rows() []Row {
	return []Row{
		{"never, if nobody is left at the other end of its channel", l.Stranded},
		{"maybe after the call returns", l.Outlives},
		{"before the call returns, or it is told to end by then", l.Joined},
	}
}

// ByBound reports whether it matters to the rule what ends a wait.
func (r *Rule) ByBound() bool { _, ok := r.Levels.(PerBound); return ok }

// ByJoin reports whether it matters to the rule when a goroutine ends.
func (r *Rule) ByJoin() bool { _, ok := r.Levels.(PerJoin); return ok }

// Judge returns what the rule makes of an effect that an operator reaches, or nil
// if the framework does not mind.
func (p *Pass) Judge(op *operator.Operator, e *effect.Finding) *Found {
	r := p.Rule(e.Rule)
	if r == nil {
		return nil
	}
	f := &Found{Rule: r, Op: op, Finding: e, Level: r.Levels.Of(op.PolicyOf(e.Rule), e)}
	if f.isNative() {
		f.Level = finding.Error
	}
	if r.Judge != nil && !r.Judge(p, f) || f.Level == finding.None {
		return nil
	}
	f.Undoubted = f.Level
	if e.Uncertain && !f.isNative() || op.Guessed {
		f.Level = min(f.Level, finding.Caution)
	}
	return f
}
