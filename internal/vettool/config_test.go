package vettool

import "testing"

func TestReadable(t *testing.T) {
	for _, tt := range []struct {
		release, own string
		want         bool
	}{
		{"go1.26.8", "go1.26.8", true},
		{"go1.26.9", "go1.26.1", true}, // the format does not change within a release
		{"go1.24", "go1.26.0", true},
		{"go1.27.0", "go1.26.8", false},
		{"go1.27rc1", "go1.26.8", false},
		{"go1.27-custom", "go1.26.8", false},
		{"devel go1.28-abcdef", "go1.26.8", false},
		{"devel go1.28-abcdef", "devel go1.28-abcdef", true},
		{"go1.26.8", "devel go1.28-abcdef", false},
		{"", "go1.26.8", true}, // not a go command
	} {
		if got := Readable(tt.release, tt.own); got != tt.want {
			t.Errorf("Readable(%q, %q) = %t", tt.release, tt.own, got)
		}
	}
}
