package main

import (
	"fmt"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/jobvet/jobvet/conformance/internal/tool"
	"github.com/jobvet/jobvet/internal/catalog"
)

// A call is a call of the catalogue as it can be written anywhere in a package:
// what it is made on, and the arguments that are no constants, are variables
// of the package.
type call struct {
	name   string // as the catalogue spells it
	rule   string // the rule that reports it; "" for what only becomes a wait
	lim    bool
	text   string            // with $on for the receiver and $ctx for a context
	on     string            // the type of the receiver, "" for functions
	vars   map[string]string // types of the other variables, by name
	pkgs   map[string]string // what must be imported, by path, with the name
	real   map[string]string // the packages' own names
	result result
	number int // of results
	delay  bool
	timer  bool
	try    bool
	not    string // "!" where a try call answers true for a refusal
	again  string // what the non-blocking form is called
}

// A result says what can be done with the results of a call.
type result string

const (
	none        result = "nothing"
	anError     result = "an error"
	aBool       result = "a bool"
	aDuration   result = "a duration"
	aReserve    result = "a reservation" // has a method Delay() time.Duration
	aChannel    result = "a channel"
	aTimer      result = "a timer" // has a field C
	moreAndErr  result = "values and an error"
	somethingel result = "something else"
)

// language are the waits that the language itself has.
func language() []*call {
	made := func(name, text string, r result) *call {
		return &call{name: name, rule: "chanwait", text: text, vars: map[string]string{"$idCh": "chan int"}, result: r}
	}
	return []*call{
		made("ch <- v", "$idCh <- 1", none),
		{name: "<-ch", rule: "chanwait", text: "<-$idCh", vars: map[string]string{"$idCh": "chan int"}, result: somethingel, number: 1},
		made("for range ch", "for v := range $idCh {\n_ = v\nplantedUse()\n}", none),
		made("select", "select {\ncase v := <-$idCh:\n_ = v\ncase $idCh <- 1:\n}", none),
		{name: "go f()", rule: "gospawn", text: "go plantedUse()", result: none},
		{name: "go func", rule: "gospawn", text: "go func() {\nplantedUse()\n}()", result: none},
	}
}

// A refusal says why a call cannot be planted.
type refusal struct{ name, why string }

// calls returns the calls of the catalogue that wait, spawn, or answer for how
// long to wait, of the tables and packages that take accepts.
func calls(take func(table, pkg string) bool) ([]*call, []refusal, error) {
	type candidate struct {
		entry *catalog.Call
		sym   catalog.Symbol
	}
	var list []candidate
	var paths []string
	for _, t := range catalog.Default().Tables() {
		for _, c := range t.Calls {
			if c.Effect == "" && !c.Delay && !c.Timer && !c.Try {
				continue
			}
			for _, s := range c.Symbols() {
				if !take(t.Name, s.Pkg) {
					continue
				}
				list = append(list, candidate{c, s})
				paths = append(paths, s.Pkg)
			}
		}
	}
	slices.Sort(paths)
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedTypes | packages.NeedImports | packages.NeedExportFile,
		Dir:  tool.ModuleDir(),
		Env:  tool.Environ(),
	}, slices.Compact(paths)...)
	if err != nil {
		return nil, nil, err
	}
	known := make(map[string]*types.Package)
	for _, p := range pkgs {
		known[p.PkgPath] = p.Types
	}
	made := language()
	var refused []refusal
	for _, c := range list {
		one, err := newCall(known[c.sym.Pkg], c.entry, c.sym)
		if err != nil {
			refused = append(refused, refusal{c.sym.String(), err.Error()})
			continue
		}
		made = append(made, one)
	}
	slices.SortFunc(made, func(a, b *call) int { return strings.Compare(a.name, b.name) })
	made = slices.CompactFunc(made, func(a, b *call) bool { return a.name == b.name })
	return made, refused, nil
}

func newCall(pkg *types.Package, entry *catalog.Call, sym catalog.Symbol) (*call, error) {
	if pkg == nil || len(pkg.Scope().Names()) == 0 {
		return nil, fmt.Errorf("its package is not to be had")
	}
	c := &call{
		name: sym.String(), rule: entry.Effect, lim: entry.Limiter, delay: entry.Delay, timer: entry.Timer, try: entry.Try,
		again: entry.SiblingSymbol().Name, vars: make(map[string]string), pkgs: make(map[string]string), real: make(map[string]string),
	}
	if entry.Inverted {
		c.not = "!"
	}
	var fn *types.Func
	prefix := ""
	if sym.Recv == "" {
		obj := pkg.Scope().Lookup(sym.Name)
		if v, ok := obj.(*types.Var); ok {
			return nil, fmt.Errorf("%s is a variable", v.Name())
		}
		f, ok := obj.(*types.Func)
		if !ok {
			return nil, fmt.Errorf("not declared in this version")
		}
		fn = f
		prefix = c.qualify(pkg) + "." + sym.Name
	} else {
		recv, err := receiver(pkg, sym)
		if err != nil {
			return nil, err
		}
		obj, _, _ := types.LookupFieldOrMethod(recv, true, pkg, sym.Name)
		f, ok := obj.(*types.Func)
		if !ok {
			return nil, fmt.Errorf("not declared in this version")
		}
		fn = f
		if c.on, err = c.typ(recv); err != nil {
			return nil, err
		}
		prefix = "$on." + sym.Name
	}
	sig := fn.Signature()
	if n := sig.TypeParams().Len(); n > 0 {
		inst, args, err := instantiate(sig, sig.TypeParams())
		if err != nil {
			return nil, err
		}
		sig = inst.(*types.Signature)
		prefix += "[" + args + "]"
	}
	var args []string
	for i := range sig.Params().Len() {
		if sig.Variadic() && i == sig.Params().Len()-1 {
			break
		}
		arg, err := c.argument(i, sig.Params().At(i).Type())
		if err != nil {
			return nil, err
		}
		args = append(args, arg)
	}
	c.text = prefix + "(" + strings.Join(args, ", ") + ")"
	c.number = sig.Results().Len()
	c.result = resultOf(sig.Results())
	return c, nil
}

// receiver returns a type that has the method: the type that declares it, or
// one that embeds it where that is not exported.
func receiver(pkg *types.Package, sym catalog.Symbol) (types.Type, error) {
	names := []string{sym.Recv}
	if recv, ok := pkg.Scope().Lookup(sym.Recv).(*types.TypeName); !ok {
		return nil, fmt.Errorf("not declared in this version")
	} else if !recv.Exported() {
		names = pkg.Scope().Names()
	}
	for _, name := range names {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || !tn.Exported() {
			continue
		}
		t := tn.Type()
		if named, ok := types.Unalias(t).(*types.Named); ok && named.TypeParams().Len() > 0 {
			inst, _, err := instantiate(named, named.TypeParams())
			if err != nil {
				return nil, err
			}
			t = inst
		}
		if !types.IsInterface(t) {
			t = types.NewPointer(t)
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, sym.Name)
		if fn, ok := obj.(*types.Func); ok && catalog.SymbolOf(fn) == sym {
			return t, nil
		}
	}
	return nil, fmt.Errorf("its receiver is not exported")
}

// instantiate takes the first basic types that the constraints allow.
func instantiate(t types.Type, params *types.TypeParamList) (types.Type, string, error) {
	for _, basic := range []types.Type{types.Typ[types.Int], types.Typ[types.String], types.Universe.Lookup("any").Type()} {
		var args []types.Type
		var text []string
		for range params.Len() {
			args = append(args, basic)
			text = append(text, basic.String())
		}
		if inst, err := types.Instantiate(nil, t, args, true); err == nil {
			return inst, strings.Join(text, ", "), nil
		}
	}
	return nil, "", fmt.Errorf("no simple type arguments")
}

// argument is an expression for an argument of a type.
func (c *call) argument(i int, t types.Type) (string, error) {
	switch types.TypeString(t, nil) {
	case "context.Context":
		return "$ctx", nil
	case "time.Duration":
		return "plantedDelay", nil
	case "time.Time":
		return "time.Now()", nil
	}
	if b, ok := t.(*types.Basic); ok {
		switch {
		case b.Info()&types.IsNumeric != 0:
			return "1", nil
		case b.Info()&types.IsString != 0:
			return `"key"`, nil
		case b.Info()&types.IsBoolean != 0:
			return "true", nil
		}
	}
	text, err := c.typ(t)
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("$idArg%d", i)
	c.vars[name] = text
	return name, nil
}

// typ is the text of a type; the packages in it are noted for import.
func (c *call) typ(t types.Type) (string, error) {
	bad := ""
	text := types.TypeString(t, func(p *types.Package) string {
		if strings.Contains("/"+p.Path()+"/", "/internal/") {
			bad = p.Path()
		}
		return c.qualify(p)
	})
	if bad != "" {
		return "", fmt.Errorf("it takes a type of %s", bad)
	}
	if m := unexported.FindString(text); m != "" {
		return "", fmt.Errorf("it takes %s", m)
	}
	return text, nil
}

var unexported = regexp.MustCompile(`\bin_\w+\.[a-z_]\w*`)

// qualify returns the name under which a package is imported.
func (c *call) qualify(p *types.Package) string {
	name := p.Name()
	if first, _, _ := strings.Cut(p.Path(), "/"); strings.Contains(first, ".") {
		name = "in_" + regexp.MustCompile(`\W`).ReplaceAllString(p.Path(), "_") // no part of it is unique
	}
	c.pkgs[p.Path()] = name
	c.real[p.Path()] = p.Name()
	return name
}

func resultOf(results *types.Tuple) result {
	n := results.Len()
	if n == 0 {
		return none
	}
	last := results.At(n - 1).Type()
	isError := types.Identical(last, types.Universe.Lookup("error").Type())
	switch {
	case n > 1 && isError:
		return moreAndErr
	case n > 1:
		return somethingel
	case isError:
		return anError
	case types.TypeString(last, nil) == "time.Duration":
		return aDuration
	}
	switch u := last.Underlying().(type) {
	case *types.Basic:
		if u.Kind() == types.Bool {
			return aBool
		}
		return somethingel
	case *types.Chan:
		return aChannel
	}
	if m, _, _ := types.LookupFieldOrMethod(last, true, nil, "Delay"); m != nil {
		if fn, ok := m.(*types.Func); ok && fn.Signature().Params().Len() == 0 {
			return aReserve
		}
	}
	if f, _, _ := types.LookupFieldOrMethod(last, true, nil, "C"); f != nil {
		if v, ok := f.(*types.Var); ok && v.IsField() {
			return aTimer
		}
	}
	return somethingel
}

// sorted are the keys of a map in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
