package rule

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// timeWait reports sleeps: time.Sleep, bare receives from timers, and the
// back-off libraries that sleep between attempts.
var timeWait = &Rule{
	Name:  string(effect.TimeWait),
	Order: 5,
	Levels: PerBound{ // forbid, bounded, free
		Hangs:    PerPolicy{finding.Error, finding.Error, finding.Error},
		Nothing:  PerPolicy{finding.Error, finding.Error, finding.None},
		Foreign:  PerPolicy{finding.Caution, finding.Caution, finding.None},
		Context:  PerPolicy{finding.Caution, finding.None, finding.None},
		Duration: PerPolicy{finding.Caution, finding.None, finding.None},
	},
	Harm: harmOfWaiting,
	Advice: func(f *Found) string {
		switch op := f.Op; {
		case op.Framework.Instead != "":
			return "do not sleep: " + op.Framework.Instead
		case op.Policy == catalog.Bounded && hasContext(op):
			return "wait for a timer in a select that also watches the operator's context"
		case op.Policy == op.Framework.Policy && op.Framework.IsGood(catalog.GiveBackCure):
			return "do not sleep: " + op.Framework.YieldAfter("delay")
		}
		return "do not sleep"
	},
	Fix: fixEffect,
}
