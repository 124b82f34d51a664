package main

import (
	"slices"
	"testing"
	"testing/fstest"
)

func TestCheck(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	site := fstest.MapFS{
		"index.html":   file(`<h1 id="top">x</h1><a href="a/">a</a><a href="a/#there">a</a><a href="#top">x</a><img src="p.svg"><a href="https://example.com/">x</a>`),
		"a/index.html": file(`<p id="there"></p><a href="..">up</a><a href="../p.svg#x">p</a><a href="/">root</a>`),
		"p.svg":        file(""),
	}
	bad, local, foreign, err := check(site)
	if err != nil || bad != nil || local != 7 || foreign != 1 {
		t.Errorf("%q, %d, %d, %v", bad, local, foreign, err)
	}
	site["b/index.html"] = file(`<a href="../c/">c</a><a href="../a/#nowhere">a</a><script src="gone.js"></script>`)
	bad, _, _, _ = check(site)
	want := []string{
		"b/index.html: ../a/#nowhere: there is no such place on the page",
		"b/index.html: ../c/: there is no such file",
		"b/index.html: gone.js: there is no such file",
	}
	if !slices.Equal(bad, want) {
		t.Errorf("%q", bad)
	}
}
