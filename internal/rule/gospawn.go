package rule

import (
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/operator"
	"github.com/jobvet/jobvet/internal/source"
)

// goSpawn reports goroutines that can outlive the operator call. One that is
// joined is fine where waiting is; one that uses what is valid only on the
// operator's own goroutine is never.
var goSpawn = &Rule{
	Name:  string(effect.GoSpawn),
	Order: 4,
	Levels: PerJoin{ // forbid, bounded, free
		Stranded: PerPolicy{finding.Error, finding.Error, finding.Error},
		Outlives: PerPolicy{finding.Error, finding.Error, finding.None},
		Joined:   PerPolicy{finding.Caution, finding.None, finding.None},
	},
	Judge: func(p *Pass, f *Found) bool {
		if p.Async(f.Op) {
			return false
		}
		if used := p.misused(f.Op, f.Finding); used != "" {
			f.Level, f.Worse, f.Uncertain = finding.Error, true, false
			f.Phrase += " and uses " + used + " there"
		}
		return true
	},
	Unless: effect.RateAsync, // to which the goroutine was moved
	Harm:   func(f *Found) string { return f.Op.Framework.Spawn },
	Advice: func(f *Found) string {
		switch {
		case f.isNative():
			return f.Op.Framework.Native
		case f.Join == effect.Stranded:
			return "give its channel room for all that it sends, or wait for it on every path before returning"
		case f.Join.Ends():
			return "call it directly, if it waits for nothing that comes after it"
		}
		return "wait for it on every path before returning"
	},
	Fix: fixEffect,
}

// misused returns what a goroutine uses that is valid only on the operator's
// own: the emitter or the framework's per-call context.
func (p *Pass) misused(op *operator.Operator, f *effect.Finding) string {
	if op.Fn == nil {
		return ""
	}
	for _, v := range f.Uses {
		if source.ParamIndex(op.Fn.Sig, v) < 0 {
			continue
		}
		if _, ok := v.Type().Underlying().(*types.Signature); ok && op.Framework.Emitters {
			return "the emitter " + v.Name()
		}
		if tn := typeName(v.Type()); tn != nil && p.Catalog.IsPerCall(catalog.SymbolOf(tn)) != nil {
			return "the framework's context " + v.Name()
		}
	}
	return ""
}

func typeName(t types.Type) *types.TypeName {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch t := t.(type) {
	case *types.Alias:
		return t.Obj()
	case *types.Named:
		return t.Obj()
	}
	return nil
}
