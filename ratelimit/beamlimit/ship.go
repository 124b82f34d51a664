package beamlimit

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/jobvet/jobvet/ratelimit"
)

// A shippedLimiter is a limiter as it is sent to a worker.
type shippedLimiter struct {
	// Bundled is a limiter of this module, JSON another one with its type.
	Bundled *ratelimit.Limiter
	JSON    []byte
	Type    *beam.EncodedType
}

func ship(limiter ratelimit.Strategy) (shippedLimiter, error) {
	if l, ok := limiter.(*ratelimit.Limiter); ok {
		if l == nil || l.Name() == "" {
			return shippedLimiter{}, errors.New("beamlimit: the limiter has no name, and each instance would have one of its own: make it with ratelimit.Name")
		}
		return shippedLimiter{Bundled: l}, nil
	}
	t := reflect.TypeOf(limiter)
	m, ok := limiter.(json.Marshaler)
	if !ok || t.Kind() != reflect.Pointer || !t.Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return shippedLimiter{}, fmt.Errorf("beamlimit: a limiter of type %v cannot be sent to a worker: it is no pointer that encodes itself as JSON and decodes itself", t)
	}
	data, err := m.MarshalJSON()
	if err != nil {
		return shippedLimiter{}, fmt.Errorf("beamlimit: %w", err)
	}
	return shippedLimiter{JSON: data, Type: &beam.EncodedType{T: t.Elem()}}, nil
}

func (l shippedLimiter) unship() (ratelimit.Strategy, error) {
	if l.Type == nil {
		return l.Bundled, nil
	}
	v := reflect.New(l.Type.T).Interface()
	if err := json.Unmarshal(l.JSON, v); err != nil {
		return nil, fmt.Errorf("beamlimit: %w", err)
	}
	limiter, ok := v.(ratelimit.Strategy)
	if !ok {
		return nil, fmt.Errorf("beamlimit: %T is no limiter", v)
	}
	return limiter, nil
}
