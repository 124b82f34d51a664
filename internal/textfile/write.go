package textfile

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"
)

// Write replaces a file as a whole, or makes it: a reader never sees half of it. A
// file that was there keeps its mode, and a link stays one.
func Write(file string, data []byte) (err error) {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(file); err == nil {
		mode = info.Mode().Perm()
		if file, err = filepath.EvalSymlinks(file); err != nil {
			return err
		}
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	_, err = io.Copy(tmp, bytes.NewReader(data))
	err = cmp.Or(err, tmp.Chmod(mode), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}
