package catalog

import (
	_ "embed"
	"encoding/json"
	"go/types"
	"iter"
	"slices"
	"sync"
)

// A disguise is a method of a user's interface behind which a method of the catalogue
// stands: interface{ Wait(context.Context) error }.
type disguise struct {
	Method string `json:"method"`
	Func   string `json:"func"` // the method's shape
	Like   string `json:"like"` // the catalogued call that it stands for

	shape shape
	like  Symbol
}

//go:embed disguises.json
var disguisesJSON []byte

// A disguiseList has the disguises of limiters, and those of what registers operators.
type disguiseList struct {
	Calls         []*disguise `json:"calls"`
	Registrations []*disguise `json:"registrations"`
}

// disguises are those of the embedded file, which a test parses.
var disguises = sync.OnceValue(func() *disguiseList {
	list, err := parseDisguises(disguisesJSON)
	if err != nil {
		return new(disguiseList)
	}
	return list
})

func parseDisguises(data []byte) (*disguiseList, error) {
	list := new(disguiseList)
	if err := json.Unmarshal(data, list); err != nil {
		return nil, err
	}
	for _, d := range slices.Concat(list.Calls, list.Registrations) {
		var err error
		if d.shape, err = parseShape(d.Func, nil); err != nil {
			return nil, err
		}
		if d.like, err = ParseSymbol(d.Like); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// like returns what a method of a user's interface may stand for, or no symbol.
func like(list []*disguise, method string, sig *types.Signature) Symbol {
	for _, d := range list {
		if d.Method == method && (&Signature{shape: d.shape}).Match(sig) {
			return d.like
		}
	}
	return Symbol{}
}

// Disguised returns what a method of a user's interface does if a catalogued
// limiter has a method of the same name and shape, else nil.
func (c *Catalog) Disguised(method string, sig *types.Signature) *Call {
	return c.Call(like(disguises().Calls, method, sig))
}

// DisguisedRegistrations returns what a method of a user's interface registers if a
// framework has a method of the same name and shape.
func (c *Catalog) DisguisedRegistrations(method string, sig *types.Signature) []*Registration {
	return c.ByCall(like(disguises().Registrations, method, sig))
}

// Disguises yields the names of the methods that Disguised knows, and whether
// they take arguments.
func Disguises() iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for _, d := range disguises().Calls {
			if !yield(d.Method, len(d.shape.params) > 0) {
				return
			}
		}
	}
}
