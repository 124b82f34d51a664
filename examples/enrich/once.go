package enrich

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
)

// once makes a function of elements E splittable without anything to split: its
// work on an element is one step, done or to be resumed.
type once[E any] struct{}

func (once[E]) CreateInitialRestriction(E) offsetrange.Restriction {
	return offsetrange.Restriction{Start: 0, End: 1}
}

func (once[E]) SplitRestriction(_ E, r offsetrange.Restriction) []offsetrange.Restriction {
	return []offsetrange.Restriction{r}
}

func (once[E]) RestrictionSize(_ E, r offsetrange.Restriction) float64 { return r.Size() }

func (once[E]) CreateTracker(r offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(r))
}
