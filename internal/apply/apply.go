// Package apply applies fixes to files: it merges their edits, formats what they
// touch and nothing else, shows the difference, and writes each file whole or
// not at all.
//
// A Tree is the text that the files are to have. It is worked out first, from the
// texts for which the fixes were made; only Write touches a file.
package apply

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jobvet/jobvet/internal/analysed"
)

// An Edit replaces the bytes from Start to End of a file by New.
type Edit struct {
	File       string // absolute path
	Start, End int
	New        string
}

// A Fix is edits that belong together, in the order in which those at one place
// are to stand. It is applied whole, over all its files, or not at all.
type Fix []Edit

// A Tree is files and what they are to be. It never changes, so that it is safe
// for concurrent use; With returns another one.
type Tree struct {
	files map[string]*file // by the path without symbolic links
	real  map[string]string
}

// A file is a file that fixes change.
type file struct {
	path          string   // without symbolic links
	names         []string // under which it was analysed, the first first
	before, after []byte
	// with are the paths of the files that fixes change together with this
	// one, and of this one.
	with map[string]bool
}

// ErrConflict tells that a fix changes what another one does. It may fit once
// that has been applied and the result has been analysed.
var ErrConflict = errors.New("it changes the same lines as another fix")

// A FileError tells why a file cannot be changed.
type FileError struct {
	File string
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("%s is left as it is: %v", e.File, e.Err) }
func (e *FileError) Unwrap() error { return e.Err }

// ErrChanged tells that a file is not what was analysed any more.
var ErrChanged = errors.New("it was changed meanwhile")

// Over returns a tree of files that are nowhere but in memory: texts by name. It
// cannot be written.
func Over(texts map[string][]byte) *Tree {
	t := &Tree{files: make(map[string]*file), real: make(map[string]string)}
	for name, text := range texts {
		t.real[name] = name
		t.files[name] = &file{path: name, names: []string{name}, before: text, after: text, with: make(map[string]bool)}
	}
	return t
}

// With returns the tree with further fixes, which were made for the files as the tree
// has them. files has the analysed text of each file by its name. For each fix
// there is an error: nil if it is applied, ErrConflict, or a *FileError.
func (t *Tree) With(fixes []Fix, files map[string]*analysed.File) (*Tree, []error) {
	next := &Tree{files: make(map[string]*file), real: maps.Clone(t.real)}
	if next.real == nil {
		next.real = make(map[string]string)
	}
	for path, f := range t.files {
		next.files[path] = f.clone()
	}
	var (
		errs    = make([]error, len(fixes))
		changes = make(map[string][]change)          // by path
		imports = make(map[string]map[string]string) // likewise
	)
	for i, fix := range fixes {
		byPath, err := next.changes(fix, files)
		if err != nil {
			errs[i] = err
			continue
		}
		merged := make(map[string][]change)
		for path, list := range byPath {
			m, ok := merge(changes[path], list)
			if !ok {
				errs[i] = ErrConflict
				break
			}
			merged[path] = m
		}
		if errs[i] != nil {
			continue
		}
		maps.Copy(changes, merged)
		for path := range merged {
			for other := range merged {
				next.files[path].with[other] = true
			}
		}
		for _, e := range fix {
			imports[next.real[e.File]] = files[e.File].Imports
		}
	}
	for path, list := range changes {
		f := next.files[path]
		f.after = tidy(f.after, list, imports[path])
	}
	// A file that was only looked at does not belong to the tree.
	maps.DeleteFunc(next.files, func(_ string, f *file) bool { return len(f.with) == 0 })
	return next, errs
}

// changes returns the changes of a fix by path, after it has made sure that
// each is a change of the text that the tree has.
func (t *Tree) changes(fix Fix, files map[string]*analysed.File) (map[string][]change, error) {
	byPath := make(map[string][]change)
	for _, e := range fix {
		f, err := t.open(e.File)
		if err != nil {
			return nil, err
		}
		told := files[e.File]
		if told == nil || told.Sum != analysed.Sum(f.after) {
			return nil, &FileError{e.File, ErrChanged}
		}
		if e.Start < 0 || e.Start > e.End || e.End > len(f.after) {
			return nil, &FileError{e.File, fmt.Errorf("a fix has an edit from byte %d to %d of %d", e.Start, e.End, len(f.after))}
		}
		byPath[f.path] = append(byPath[f.path], change{e.Start, e.End, e.New})
	}
	for path, list := range byPath {
		sortChanges(list)
		for i := range list[1:] {
			if list[i].overlaps(list[i+1]) {
				return nil, &FileError{path, errors.New("a fix has edits that overlap")}
			}
		}
	}
	return byPath, nil
}

// open returns a file of the tree, which it reads if it is a new one.
func (t *Tree) open(name string) (*file, error) {
	path, ok := t.real[name]
	if !ok {
		var err error
		if path, err = realPath(name); err != nil {
			return nil, &FileError{name, err}
		}
		t.real[name] = path
	}
	f := t.files[path]
	if f == nil {
		text, err := readFile(path)
		if err != nil {
			return nil, &FileError{name, err}
		}
		f = &file{path: path, before: text, after: text, with: make(map[string]bool)}
		t.files[path] = f
	}
	if !slices.Contains(f.names, name) {
		f.names = append(f.names, name)
	}
	return f, nil
}

func (f *file) clone() *file {
	c := *f
	c.names, c.with = slices.Clone(f.names), maps.Clone(f.with)
	return &c
}

// Texts returns what the files are to be, by the names under which they were
// analysed.
func (t *Tree) Texts() map[string][]byte {
	texts := make(map[string][]byte)
	for _, f := range t.files {
		for _, name := range f.names {
			texts[name] = f.after
		}
	}
	return texts
}

// Name returns the name that Write and Diff have for a file of the tree, which
// may have several.
func (t *Tree) Name(name string) string {
	if f := t.files[t.real[name]]; f != nil {
		return f.names[0]
	}
	return name
}

// Len returns how many files are changed.
func (t *Tree) Len() int { return len(t.files) }

// groups returns the files that have to be written together, sorted by path.
func (t *Tree) groups() [][]*file {
	var (
		groups [][]*file
		seen   = make(map[string]bool)
	)
	for _, path := range slices.Sorted(maps.Keys(t.files)) {
		var group []*file
		for todo := []string{path}; len(todo) > 0; todo = todo[1:] {
			if seen[todo[0]] {
				continue
			}
			seen[todo[0]] = true
			f := t.files[todo[0]]
			group = append(group, f)
			todo = append(todo, slices.Sorted(maps.Keys(f.with))...)
		}
		if len(group) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}
