//go:build unix

package apply

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and group of another, or at least its group,
// as far as the user may.
func keepOwner(f *os.File, like fs.FileInfo) {
	stat, ok := like.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	if f.Chown(int(stat.Uid), int(stat.Gid)) != nil {
		f.Chown(-1, int(stat.Gid))
	}
}
