package engine

import (
	"github.com/jobvet/jobvet/internal/catalog"
	"github.com/jobvet/jobvet/internal/directive"
	"github.com/jobvet/jobvet/internal/fact"
	"github.com/jobvet/jobvet/internal/vettool/early"
)

// NoFacts reports whether run would certainly export no fact for a package. It
// asks what run and relevant ask, of the text where they ask the types.
func (e *Engine) NoFacts(p *early.Package) (bool, error) {
	if e.isStandard(p.Path, p.ModulePath) {
		return true, nil
	}
	cat, err := e.catalogFor(p.ModulePath, p.ModuleVersion)
	if err != nil {
		return false, err
	}
	if isLibrary(cat, p.Path) {
		return true, nil
	}
	if !isThirdParty(p.ModuleVersion) {
		return false, nil
	}
	for _, path := range p.ImportMap {
		var f fact.Package
		found, err := p.Fact(path, &f)
		if err != nil || found && f.Waits || cat.IsCause(path) {
			return false, err
		}
	}
	if takes, err := p.TakesFunctions(); err != nil || takes {
		return false, err
	}
	for method, arguments := range catalog.Disguises() {
		if selects, err := p.Selects(method, arguments); err != nil || selects {
			return false, err
		}
	}
	directives, err := p.Contains(directive.Mark)
	return !directives, err
}
