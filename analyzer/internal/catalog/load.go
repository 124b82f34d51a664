package catalog

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed tables/*.json
var tables embed.FS

func tableFS() fs.FS { return tables }

// load indexes the tables of a file system by the heads of their files.
func load(fsys fs.FS) *Catalog {
	c := &Catalog{modules: map[string][]*entry{}, inStd: inStd}
	files, err := fs.ReadDir(fsys, "tables")
	if err != nil {
		panic(err)
	}
	buf := make([]byte, 0, 1024)
	for _, file := range files {
		name := path.Join("tables", file.Name())
		buf = readHead(fsys, name, buf[:0])
		c.add(headModules(buf), &entry{
			name:  strings.TrimSuffix(file.Name(), ".json"),
			table: sync.OnceValue(func() *Table { return mustDecode(fsys, name) }),
		})
	}
	return c // ReadDir sorts
}

// readHead reads the first two lines of a file: the brace and the modules.
func readHead(fsys fs.FS, name string, buf []byte) []byte {
	f, err := fsys.Open(name)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	for bytes.Count(buf, []byte("\n")) < 2 {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			break
		}
		if err != nil {
			panic(err)
		}
	}
	return buf
}

// headModules returns the strings of the "modules" line of a table's head.
func headModules(head []byte) []string {
	_, line, _ := strings.Cut(string(head), "\n")
	line, _, _ = strings.Cut(line, "\n")
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), `"modules":`)
	if !ok {
		return nil
	}
	var modules []string
	for {
		_, after, ok := strings.Cut(rest, `"`)
		if !ok {
			return modules
		}
		m, after, ok := strings.Cut(after, `"`)
		if !ok {
			return modules
		}
		modules, rest = append(modules, m), after
	}
}

// mustDecode decodes an embedded table; a test decodes them all.
func mustDecode(fsys fs.FS, name string) *Table {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		panic(err)
	}
	tables, err := Parse(name, data)
	if err != nil {
		panic(fmt.Sprintf("embedded catalogue: %v", err))
	}
	return tables[0]
}
