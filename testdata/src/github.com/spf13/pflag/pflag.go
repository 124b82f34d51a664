// Package pflag is a stub of github.com/spf13/pflag: as much of its API as the tests need.
package pflag

type FlagSet struct{}

func Int(name string, value int, usage string) *int { return nil }

func (f *FlagSet) StringVarP(p *string, name, shorthand string, value string, usage string) {}
