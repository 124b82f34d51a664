package catalog

import (
	"bytes"
	"embed"
	"io/fs"
	"strings"
)

//go:embed tables/*.json
var tables embed.FS

func tableFS() fs.FS { return tables }

// load indexes the tables of a file system by the heads of their files. What is
// embedded can be read, and a test decodes each table.
func load(fsys fs.FS) *Catalog {
	c := &Catalog{modules: map[string][]*entry{}, inStd: inStd}
	files, _ := fs.ReadDir(fsys, tableDir)
	entries := make([]entry, len(files))
	buf := make([]byte, 0, 512)
	for i, file := range files {
		e := &entries[i]
		e.fsys = fsys
		e.name = strings.TrimSuffix(file.Name(), tableExt)
		buf = readHead(fsys, tableFile(e.name), buf[:0])
		c.add(headModules(string(buf)), e)
	}
	return c // ReadDir sorts
}

const (
	tableDir = "tables"
	tableExt = ".json"
)

func tableFile(name string) string { return tableDir + "/" + name + tableExt }

// readHead reads the first two lines of a file, the brace and the modules, as far as
// that is possible.
func readHead(fsys fs.FS, name string, buf []byte) []byte {
	f, err := fsys.Open(name)
	if err != nil {
		return buf
	}
	defer f.Close()
	for bytes.Count(buf, []byte{'\n'}) < 2 {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err != nil {
			break
		}
	}
	return buf
}

// headModules returns the strings of the "modules" line of a table's head.
func headModules(head string) []string {
	_, line, _ := strings.Cut(head, "\n")
	line, _, _ = strings.Cut(line, "\n")
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), `"modules":`)
	if !ok {
		return nil
	}
	modules := make([]string, 0, 1)
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

// decode decodes an embedded table.
func decode(fsys fs.FS, name string) (*Table, error) {
	file := tableFile(name)
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	tables, err := Parse(file, data)
	if err != nil {
		return nil, err
	}
	return tables[0], nil
}
