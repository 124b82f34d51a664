package driver

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// versionText is what is known of the running executable's origin.
func versionText() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
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
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	return moduleVersion(info)
}

// moduleVersion returns the version of jobvet in a build.
func moduleVersion(info *debug.BuildInfo) string {
	if info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
