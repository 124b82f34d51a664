package rule

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// chanWait reports channel operations that nothing bounds, and under a policy
// that forbids waiting those that only a context bounds.
var chanWait = &Rule{
	Name:  string(effect.ChanWait),
	Order: 3,
	Levels: PerBound{ // forbid, bounded, free
		Hangs:    PerPolicy{finding.Error, finding.Error, finding.Error},
		Nothing:  PerPolicy{finding.Error, finding.Error, finding.Caution},
		Foreign:  PerPolicy{finding.Caution, finding.Caution, finding.None},
		Context:  PerPolicy{finding.Caution, finding.None, finding.None},
		Duration: PerPolicy{finding.None, finding.None, finding.None},
	},
	Harm: harmOfWaiting,
	Advice: func(f *Found) string {
		switch {
		case f.isNative():
			return f.Op.Framework.Native
		case f.Op.Policy == catalog.Forbid && f.Bound.Kind != effect.Nothing:
			return "do not wait here: add a default case"
		case hasContext(f.Op):
			return "add a case for the Done channel of the operator's context, if nobody is left waiting then"
		}
		return "add a default case, or a timer that ends the wait, if nobody is left waiting then"
	},
	Fix: fixEffect,
}
