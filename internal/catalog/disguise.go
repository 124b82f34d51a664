package catalog

import (
	_ "embed"
	"encoding/json"
	"go/types"
	"iter"
	"sync"
)

// A disguise is a method of a user's interface that a limiter of the catalogue
// implements: interface{ Wait(context.Context) error }.
type disguise struct {
	Method string `json:"method"`
	Func   string `json:"func"` // the method's shape
	Like   string `json:"like"` // the catalogued call that it stands for

	shape shape
	like  Symbol
}

//go:embed disguises.json
var disguisesJSON []byte

var disguises = sync.OnceValue(func() []*disguise {
	var list []*disguise
	if err := json.Unmarshal(disguisesJSON, &list); err != nil {
		panic(err) // a test decodes the embedded file
	}
	for _, d := range list {
		var err error
		if d.shape, err = parseShape(d.Func, nil); err != nil {
			panic(err)
		}
		if d.like, err = ParseSymbol(d.Like); err != nil {
			panic(err)
		}
	}
	return list
})

// Disguised returns what a method of a user's interface does if a catalogued
// limiter has a method of the same name and shape, else nil.
func (c *Catalog) Disguised(method string, sig *types.Signature) *Call {
	for _, d := range disguises() {
		if d.Method == method && (&Signature{shape: d.shape}).Match(sig) {
			return c.Call(d.like)
		}
	}
	return nil
}

// Disguises yields the names of the methods that Disguised knows, and whether
// they take arguments.
func Disguises() iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for _, d := range disguises() {
			if !yield(d.Method, len(d.shape.params) > 0) {
				return
			}
		}
	}
}
