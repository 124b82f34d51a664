package rule

import "github.com/jobvet/jobvet/internal/effect"

// isNative reports whether an operator that is replayed uses goroutines, channels or
// waits of Go's own. The framework does not know of them: whether they wait or not, they
// may go another way each time.
func (f *Found) isNative() bool {
	if f.Op.Framework.Native == "" || f.Op.Policy != f.Op.Framework.Policy {
		return false
	}
	switch f.Finding.Rule {
	case effect.GoSpawn, effect.ChanWait, effect.TimeWait, effect.SyncWait:
		return true
	}
	return false
}
