package rxgo

import (
	"context"
	"time"

	"github.com/reactivex/rxgo/v2"
)

func joiner(ctx context.Context, a, b interface{}) (interface{}, error) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.Join, `
	return a, nil
}

func extract(x interface{}) time.Time { time.Sleep(1); return time.Time{} } // want `timewait: operator .*\(rxgo\.Observable\.Join, `

func keyOf(ctx context.Context, x interface{}) (interface{}, error) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.ToMapWithValueSelector, `
	return x, nil
}

func valueOf(ctx context.Context, x interface{}) (interface{}, error) {
	time.Sleep(1) // want `timewait: operator .*\(rxgo\.Observable\.ToMapWithValueSelector, `
	return x, nil
}

func join(o rxgo.Observable) {
	o.Join(joiner, o, extract, nil)
	o.ToMapWithValueSelector(keyOf, valueOf)
}
