package catalog

// inStd reports whether the embedded table of the standard library mentions a
// package. The list is here so that the question decodes nothing; a test
// compares it with the table.
func inStd(pkgPath string) bool {
	switch pkgPath {
	case "bufio",
		"bytes",
		"compress/gzip",
		"container/heap",
		"container/ring",
		"context",
		"database/sql",
		"encoding/csv",
		"encoding/gob",
		"encoding/json",
		"encoding/xml",
		"expvar",
		"fmt",
		"go/ast",
		"html/template",
		"io",
		"io/fs",
		"iter",
		"log",
		"log/slog",
		"maps",
		"math/rand",
		"math/rand/v2",
		"net",
		"net/http",
		"net/http/fcgi",
		"net/http/httputil",
		"os",
		"os/exec",
		"os/signal",
		"path/filepath",
		"reflect",
		"regexp",
		"runtime",
		"runtime/pprof",
		"runtime/trace",
		"slices",
		"sort",
		"strings",
		"sync",
		"sync/atomic",
		"syscall",
		"testing/synctest",
		"text/template",
		"time":
		return true
	}
	return false
}
