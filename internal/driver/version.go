package driver

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// next is the version that this source is, or becomes when it is released. It is
// the top one of CHANGELOG.md; the pages name it.
const next = "v0.1.0"

// versionText is what is known of the running executable's origin.
func versionText() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "jobvet " + buildVersion() + "\n"
	}
	return versionOf(info)
}

func versionOf(info *debug.BuildInfo) string {
	var b strings.Builder
	fmt.Fprintf(&b, "jobvet %s\n", moduleVersion(info))
	fmt.Fprintf(&b, "built with %s\n", info.GoVersion)
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			fmt.Fprintf(&b, "revision %s\n", s.Value)
		case s.Key == "vcs.modified" && s.Value == "true":
			fmt.Fprintln(&b, "with local changes")
		}
	}
	return b.String()
}

// buildVersion returns the version of the running executable.
func buildVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return moduleVersion(info)
	}
	return next + "-devel"
}

// moduleVersion returns the version of jobvet in a build: that of the module if
// the go command knows it, which takes a release or a repository.
func moduleVersion(info *debug.BuildInfo) string {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	return next + "-devel"
}
