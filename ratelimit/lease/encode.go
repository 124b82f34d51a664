package lease

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jobvet/jobvet/ratelimit"
)

// encoded is the encoded form of a limiter: which one it is.
type encoded struct {
	Lease  string  `json:"lease"`
	Prefix string  `json:"prefix"`
	Rate   float64 `json:"rate"`
	Burst  int     `json:"burst"`
}

// MarshalJSON encodes which limiter it is, so that a struct that a framework ships as JSON, such as a Beam DoFn, may have
// one as an exported field:
//
//	{"lease":"mail","prefix":"jobvet:lease:","rate":1000,"burst":200}
//
// It has no connection and no permits. On the worker, the decoded limiter is that of the same prefix, name, rate and
// burst which [New] has made in that process, such as in the DoFn's Setup, before or after it
// was decoded; it refuses until there is one.
func (l *Limiter) MarshalJSON() ([]byte, error) {
	if l.decoded != nil {
		return json.Marshal(l.decoded)
	}
	w := l.worker.Load()
	if w == nil {
		return nil, errNone
	}
	return json.Marshal(encoded{Lease: w.name, Prefix: w.prefix, Rate: w.rate, Burst: w.burst})
}

var errNone = errors.New("lease: a limiter that is closed, or the zero Limiter, cannot be encoded")

// UnmarshalJSON makes l what MarshalJSON has encoded.
func (l *Limiter) UnmarshalJSON(data []byte) error {
	e := new(encoded)
	if err := json.Unmarshal(data, e); err != nil {
		return fmt.Errorf("%w: encoded lease: %w", ratelimit.ErrInvalid, err)
	}
	made, err := newLimit(e.Rate, e.Burst)
	if err != nil {
		return err
	}
	if _, err := apply(e.Lease, &made, []Option{Prefix(e.Prefix)}); err != nil {
		return err
	}
	l.worker.Store(nil)
	l.decoded = e
	return nil
}

// GobEncode encodes the limiter as MarshalJSON does.
func (l *Limiter) GobEncode() ([]byte, error) { return l.MarshalJSON() }

// GobDecode decodes what GobEncode has encoded.
func (l *Limiter) GobDecode(data []byte) error { return l.UnmarshalJSON(data) }
