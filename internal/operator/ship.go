package operator

import (
	"go/types"

	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/source"
)

// shipFunc notes a function that a registration ships.
func (f *finder) shipFunc(o source.Origin, r registration) {
	if o.Fn == nil {
		return
	}
	s := &Shipped{Fn: o.Fn, Pos: r.pos}
	if !o.MethodExpr {
		s.Recv = o.Recv
	}
	f.ship(s, r)
}

// shipType notes a type of which a registration ships values.
func (f *finder) shipType(t types.Type, r registration) {
	if n := source.NamedOf(t); n != nil && n.Obj().Pkg() != nil {
		f.ship(&Shipped{Type: n.Origin(), Pos: r.pos}, r)
	}
}

// ship adds s, unless the list has it.
func (f *finder) ship(s *Shipped, r registration) {
	if r.entry == nil || r.entry.Ships == catalog.ShipsNothing {
		return
	}
	for _, old := range f.shipped {
		if old.Fn == s.Fn && old.Recv == s.Recv && old.Type == s.Type && old.Registration == r.entry {
			return
		}
	}
	s.Registration, s.Form = r.entry, r.form
	f.shipped = append(f.shipped, s)
}
