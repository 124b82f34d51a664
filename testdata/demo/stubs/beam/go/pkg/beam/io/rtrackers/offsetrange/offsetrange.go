// Package offsetrange stands in for
// github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange.
package offsetrange

type Restriction struct{ Start, End int64 }

func (r Restriction) Size() float64 { return float64(r.End - r.Start) }

type Tracker struct{ rest Restriction }

func NewTracker(rest Restriction) *Tracker { return &Tracker{rest} }

func (t *Tracker) TryClaim(pos any) bool                         { return pos.(int64) < t.rest.End }
func (t *Tracker) GetError() error                               { return nil }
func (t *Tracker) TrySplit(float64) (prim, resid any, err error) { return t.rest, nil, nil }
func (t *Tracker) GetProgress() (done, remaining float64)        { return 0, t.rest.Size() }
func (t *Tracker) IsDone() bool                                  { return true }
func (t *Tracker) GetRestriction() any                           { return t.rest }
