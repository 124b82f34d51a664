package rule

import (
	"github.com/jobvet/jobvet/internal/effect"
	"github.com/jobvet/jobvet/internal/finding"
)

// syncWait reports waits for other goroutines and processes: they last as long
// as what is waited for, which this analysis does not know.
var syncWait = &Rule{
	Name:  string(effect.SyncWait),
	Order: 6,
	Levels: PerBound{ // forbid, bounded, free
		Hangs:    PerPolicy{finding.Error, finding.Error, finding.Error},
		Nothing:  PerPolicy{finding.Caution, finding.Caution, finding.None},
		Foreign:  PerPolicy{finding.Caution, finding.Caution, finding.None},
		Context:  PerPolicy{finding.Caution, finding.None, finding.None},
		Duration: PerPolicy{finding.Caution, finding.None, finding.None},
	},
	Harm: harmOfWaiting,
	Advice: func(f *Found) string {
		if f.isNative() {
			return f.Op.Framework.Native
		}
		return "make sure that what it waits for ends, and soon"
	},
	Fix: fixEffect,
}
