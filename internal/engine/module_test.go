package engine

import "testing"

func TestExternalSource(t *testing.T) {
	for name, want := range map[string]bool{
		"external/rules_go++go_deps+com_github_x/a.go":                true,
		"bazel-out/k8-fastbuild/bin/external/com_github_x/a.pb.go":    true,
		"/home/me/.cache/bazel/1f/execroot/_main/external/com_x/a.go": true,
		"jobs/a.go":          false,
		"jobs/external/a.go": false,
		"bazel-out/k8-fastbuild/bin/jobs/a.pb.go": false,
		"/home/me/external/a.go":                  false,
	} {
		if got := externalSource().MatchString(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
