package engine

import (
	"go/types"
	"regexp"
	"strings"
	"sync"

	"github.com/jobvet/jobvet/internal/fact"
)

// fromElsewhere reports whether the package comes from a module of somebody
// else's: from the module cache. Of those only rate limiting counts.
func (p *pass) fromElsewhere() bool {
	if p.Module == nil {
		return p.external()
	}
	return isThirdParty(p.Module.Version)
}

// isThirdParty reports whether a module of this version comes from the module
// cache: those of the user's have none.
func isThirdParty(moduleVersion string) bool {
	return moduleVersion != "" && moduleVersion != "v0.0.0"
}

// external reports whether Bazel fetched the package: its nogo does not tell
// modules, but the sources of other repositories are in a folder of their own.
func (p *pass) external() bool {
	return len(p.Files) > 0 && externalSource().MatchString(p.Fset.Position(p.Files[0].FileStart).Filename)
}

// externalSource matches files of external repositories: below the working
// directory of nogo, where they are generated, and by their absolute paths.
// It is compiled when it is asked for, which the go command's drivers never do.
var externalSource = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|/bin/|/execroot/[^/]+/)external/`)
})

// module returns the path of the package's module, which stands for whose it
// is; that of the package where Bazel fetched it; and "" where nobody knows.
func (p *pass) module() string {
	switch {
	case p.Module != nil:
		return p.Module.Path
	case p.external():
		return p.Pkg.Path()
	}
	return ""
}

// home returns where the package is.
func (p *pass) home() fact.Home {
	h := fact.Home{Module: p.module()}
	if p.Module != nil {
		if folder, ok := strings.CutPrefix(p.Pkg.Path(), p.Module.Path+"/"); ok {
			h.Folder = folder
		}
	}
	return h
}

// known reports whether a package was analysed in full: one of the same
// module, or any where there are no modules. Where no module is told, it is one
// of the same owner, which is what can be seen of an imported package.
func (p *pass) known(pkg *types.Package) bool {
	if p.Module == nil {
		return owner(pkg.Path()) == owner(p.Pkg.Path())
	}
	if p.Module.Path == "" {
		return true
	}
	rest, ok := strings.CutPrefix(pkg.Path(), p.Module.Path)
	return ok && (rest == "" || rest[0] == '/')
}

// sameOwner reports whether a module is by the owner of the one at hand: what
// strangers' code does is less certain, and not the user's to change.
func (p *pass) sameOwner(module string) bool {
	own := p.Pkg.Path()
	if p.Module != nil {
		own = p.Module.Path
	}
	return module == "" || own == "" || owner(module) == owner(own)
}

// owner returns the part of a module path that stands for who publishes it:
// the host and the first element behind it, if there is another behind that.
func owner(module string) string {
	host, rest, _ := strings.Cut(module, "/")
	org, _, more := strings.Cut(rest, "/")
	if !more {
		return host
	}
	return host + "/" + org
}
