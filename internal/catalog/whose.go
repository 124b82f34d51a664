package catalog

import "strings"

// IsStandard reports whether a package path is one of the standard library's.
// That its first element has no dot is not enough: a module may be called
// "shop". A package that a newer Go release adds at the top is not known here
// and is analysed like any other, which costs time but no correctness.
func IsStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	switch first {
	case "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto",
		"database", "debug", "embed", "encoding", "errors", "expvar", "flag", "fmt", "go",
		"hash", "html", "image", "index", "internal", "io", "iter", "log", "maps", "math",
		"mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "simd", "slices",
		"sort", "strconv", "strings", "structs", "sync", "syscall", "testing", "text",
		"time", "unicode", "unique", "unsafe", "uuid", "vendor", "weak", "cmd":
		return true
	}
	return false
}

// IsLibrary reports whether a package is part of a library of the catalogue,
// whose own source is not ours to judge; the standard library is not meant. The
// examples that a library ships are user code, and so is what a table of the user's
// describes in the user's own module (see Within).
func (c *Catalog) IsLibrary(path string) bool {
	if IsStandard(path) || !c.isLibrary(path) {
		return false
	}
	for elem := range strings.SplitSeq(path, "/") {
		switch elem {
		case "example", "examples", "_example", "_examples", "sample", "samples", "demo":
			return false
		}
	}
	return true
}

// IsCause reports whether a package is part of a library because of which a
// third party's package can have effects that count, or register operators.
func (c *Catalog) IsCause(path string) bool {
	return c.IsLibrary(path) && c.Counts(path)
}

// IsFramework reports whether the library of pkgPath has operators.
func (c *Catalog) IsFramework(pkgPath string) bool {
	for t := range c.tablesOf(pkgPath) {
		if len(t.Frameworks) > 0 {
			return true
		}
	}
	return false
}
