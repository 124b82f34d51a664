package driver

import (
	"fmt"
	"io"
	"runtime/debug"
)

// printVersion prints what is known of the executable's origin.
func printVersion(w io.Writer, info *debug.BuildInfo) {
	fmt.Fprintf(w, "jobvet %s\n", moduleVersion(info))
	fmt.Fprintf(w, "built with %s\n", info.GoVersion)
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			fmt.Fprintf(w, "revision %s\n", s.Value)
		case s.Key == "vcs.modified" && s.Value == "true":
			fmt.Fprintln(w, "with local changes")
		}
	}
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
