package vettool

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"
)

// The go command asks a tool for its version before each run, to know whether
// results in the cache are the tool's. unitchecker answers with a hash of the
// executable, which is most of what a run takes that has everything in the
// cache. The linker's build ID has such a hash already.

// printVersionFull answers -V=full, in the words of the tool that has the name, and
// reports whether it could. unitchecker says the executable's path in place of a name,
// and the go command does not understand a path with a blank. An executable without a
// build ID is told by its hash.
func printVersionFull(w io.Writer, name string) bool {
	exe, err := os.Executable()
	if err != nil {
		return false
	}
	f, err := os.Open(exe)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, buildIDWithin)
	n, _ := io.ReadFull(f, head) // a shorter file is as good
	id, ok := buildID(head[:n])
	if !ok {
		hash := sha256.New()
		hash.Write(head[:n])
		if _, err := io.Copy(hash, f); err != nil {
			return false
		}
		id = hex.EncodeToString(hash.Sum(nil))
	}
	_, err = fmt.Fprintf(w, "%s version devel buildID=%s\n", name, id)
	return err == nil
}

// buildIDWithin is how far from the start of an executable its build ID is.
const buildIDWithin = 64 << 10

// buildID returns the part of the build ID that stands for the content of an
// executable, from the first bytes of its file: the last of four that "go
// build" writes, actionID/.../.../contentID. Others, which -ldflags=-buildid
// gives, tell nothing.
func buildID(head []byte) (string, bool) {
	var id []byte
	if _, after, ok := bytes.Cut(head, []byte("\xff Go build ID: \"")); ok { // other systems
		id, _, ok = bytes.Cut(after, []byte("\"\n \xff"))
		if !ok {
			return "", false
		}
	} else if before, after, ok := bytes.Cut(head, []byte("\x04\x00\x00\x00Go\x00\x00")); ok && len(before) >= 8 { // an ELF note
		size := int(before[len(before)-4]) | int(before[len(before)-3])<<8
		if size > len(after) {
			return "", false
		}
		id = after[:size]
	}
	parts := strings.Split(string(id), "/")
	if len(parts) != 4 {
		return "", false
	}
	for _, p := range parts {
		if len(p) != 20 || strings.ContainsAny(p, " \t\n\"") {
			return "", false
		}
	}
	return parts[3], true
}
