package operator

import (
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// shipFunc notes a function that a registration ships.
func (f *finder) shipFunc(o source.Origin, w way) {
	if o.Fn == nil {
		return
	}
	s := &Shipped{Fn: o.Fn, Pos: w.pos}
	if !o.MethodExpr {
		s.Recv = o.Recv
	}
	f.ship(s, w)
}

// shipType notes a type of this package whose values a registration ships.
func (f *finder) shipType(t types.Type, w way) {
	n := source.NamedOf(t)
	if n != nil && n.Obj().Pkg() == f.Source.Types {
		f.ship(&Shipped{Type: n.Origin(), Pos: w.pos}, w)
	}
}

// ship adds s, unless it is known to be shipped alike.
func (f *finder) ship(s *Shipped, w way) {
	if w.reg == nil || w.reg.Ships == catalog.ShipsNothing {
		return
	}
	for _, old := range f.shipped {
		if old.Fn == s.Fn && old.Recv == s.Recv && old.Type == s.Type && old.Registration == w.reg {
			return
		}
	}
	s.Registration, s.Form = w.reg, w.form
	f.shipped = append(f.shipped, s)
}
