package apply

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A Written is what Write did.
type Written struct {
	// Files are the names of the files that are written, in order.
	Files []string
	// Errs tell why others are not: *FileErrors, or ctx's error.
	Errs []error
}

// Write writes the files of the tree. Files that fixes change together are
// written all or not at all. A file that cannot be written, or is not what was
// analysed any more, stays as it is; so do all, from then on, when ctx ends.
//
// The new text is written to a temporary file beside the file, made durable,
// and put in its place, so that a full disk, a crash or a kill leaves either
// text whole. Mode and, if the user may, owner and group are those of the file;
// what else a system attaches to files (access lists, extended attributes) is
// not kept. A file with several hard links is one file of its own afterwards,
// and the other names keep the old text: only writing in place could keep them
// together, and that could cut the file.
func (t *Tree) Write(ctx context.Context) Written { return t.write(ctx, disk{swap, writeAll}) }

// A disk is how files are written and put in place.
type disk struct {
	// swap puts the file temp in the place of path, and returns the name that
	// the file has now that was there, "" if it has none.
	swap  func(temp, path string) (old string, err error)
	write func(f *os.File, text []byte) error
}

func writeAll(f *os.File, text []byte) error {
	_, err := f.Write(text)
	return err
}

func (t *Tree) write(ctx context.Context, d disk) Written {
	var (
		w    Written
		done [][]*placed
	)
	for _, group := range t.groups() {
		if err := ctx.Err(); err != nil {
			w.Errs = append(w.Errs, err)
			break
		}
		list, err := d.writeGroup(group)
		if err != nil {
			w.Errs = append(w.Errs, err)
			continue
		}
		done = append(done, list)
	}
	// Whoever had a file open when it was replaced has written to the old one
	// since. The old files are there up to now, to see that.
	for _, list := range done {
		if err := settle(list); err != nil {
			w.Errs = append(w.Errs, err)
			continue
		}
		for _, p := range list {
			w.Files = append(w.Files, p.names[0])
		}
	}
	return w
}

// A placed is a file whose new text is ready in temp or, if swapped, in place.
type placed struct {
	*file
	temp    string
	swapped bool
	old     string // where the file is that was there, if it can be had
}

// writeGroup writes files all or not at all.
func (d disk) writeGroup(group []*file) (list []*placed, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(append([]error{err}, undo(list)...)...)
			list = nil
		}
	}()
	for _, f := range group {
		temp, err := d.prepare(f)
		if err != nil {
			return list, &FileError{f.names[0], err}
		}
		list = append(list, &placed{file: f, temp: temp})
	}
	for _, p := range list {
		if err := p.unchanged(p.path); err != nil {
			return list, err
		}
		p.old, err = d.swap(p.temp, p.path)
		if err != nil {
			return list, &FileError{p.names[0], cause(err)}
		}
		p.swapped = true
		syncDir(filepath.Dir(p.path))
		if p.old != "" {
			if err := p.unchanged(p.old); err != nil {
				return list, err
			}
		}
	}
	return list, nil
}

// prepare writes the new text of a file to a temporary one beside it.
func (d disk) prepare(f *file) (name string, err error) {
	info, err := writable(f.path)
	if err != nil {
		return "", err
	}
	// The go command takes no file for source whose name begins with a dot.
	temp, err := os.CreateTemp(filepath.Dir(f.path), ".jobvet-*")
	if err != nil {
		return "", fmt.Errorf("no file can be made beside it: %w", cause(err))
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
			err = cause(err)
		}
	}()
	if err := d.write(temp, f.after); err != nil {
		return "", err
	}
	keepOwner(temp, info)
	if err := temp.Chmod(info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)); err != nil {
		return "", err
	}
	if err := temp.Sync(); err != nil {
		return "", err
	}
	return temp.Name(), temp.Close()
}

// writable reports why a file must not be written. To replace a file takes no
// more than a directory that may be written, but who makes a file read-only
// means the file.
func writable(path string) (fs.FileInfo, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.Mode()&0o222 == 0 { // which does not stop the superuser
		err = errors.New("it is read-only")
	}
	return info, cause(err)
}

// unchanged reports an error if the file at path has another text than the one
// that was analysed.
func (f *file) unchanged(path string) error {
	text, err := readFile(path)
	switch {
	case err != nil:
		return &FileError{f.names[0], err}
	case !bytes.Equal(text, f.before):
		return &FileError{f.names[0], ErrChanged}
	}
	return nil
}

// settle removes the old files of a group, or puts them back if one has been
// written to.
func settle(list []*placed) error {
	for _, p := range list {
		if p.old == "" {
			continue
		}
		if err := p.unchanged(p.old); err != nil {
			return errors.Join(append([]error{err}, undo(list)...)...)
		}
	}
	for _, p := range list {
		if p.old != "" {
			os.Remove(p.old)
		}
	}
	return nil
}

// undo puts old files back and removes temporary ones. If there is no old
// file, or if somebody has written to the new one, the new one stays.
func undo(list []*placed) []error {
	var errs []error
	for _, p := range list {
		if !p.swapped {
			os.Remove(p.temp)
			continue
		}
		err := errors.New("its old text is not there any more")
		if p.old != "" {
			if err = p.putBack(); err == nil {
				continue
			}
		}
		errs = append(errs, fmt.Errorf("%s stays fixed without the other files of its fix: %w", p.names[0], err))
	}
	return errs
}

func (p *placed) putBack() error {
	text, err := readFile(p.path)
	if err == nil && !bytes.Equal(text, p.after) {
		err = fmt.Errorf("%w; what was there before is in %s", ErrChanged, p.old)
	}
	if err != nil {
		return err
	}
	return cause(os.Rename(p.old, p.path))
}

// syncDir makes the names in a directory durable, if the system can.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync()
		d.Close()
	}
}
