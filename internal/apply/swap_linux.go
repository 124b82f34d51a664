package apply

import "golang.org/x/sys/unix"

// swap exchanges two files in one step: what was at path is at temp then,
// whoever put it there in the last moment. Some file systems cannot do it.
func swap(temp, path string) (old string, err error) {
	if err := unix.Renameat2(unix.AT_FDCWD, temp, unix.AT_FDCWD, path, unix.RENAME_EXCHANGE); err != nil {
		return link(temp, path)
	}
	return temp, nil
}
