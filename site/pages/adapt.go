package main

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// repository is where a link leads that leaves docs.
const repository = "https://github.com/jobvet/jobvet/"

var (
	// span is a block of code, code in a line, or the target of a link.
	span = regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]+`|\\]\\(([^)\\s:#]+)(#[^)\\s]*)?\\)")
	// fence is the beginning of a block of code that has a name.
	fence = regexp.MustCompile("^```(\\S+) +([^\n]+)\n")
)

// adapt makes a page of docs fit for the site. Links to the rest of the repository
// become addresses; what they lead to must be in it. The name is the page's path
// below docs.
func adapt(root fs.FS, name, text string) (string, error) {
	var bad []string
	text = span.ReplaceAllStringFunc(text, func(s string) string {
		m := span.FindStringSubmatch(s)
		if m[1] == "" {
			return fence.ReplaceAllString(s, "```$1 title=\"$2\"\n")
		}
		target := path.Join("docs", path.Dir(name), m[1])
		if target == "docs/rules" {
			return "](" + strings.TrimSuffix(m[1], "/") + "/index.md)"
		}
		if strings.HasPrefix(target, "docs/") {
			return s // whoever builds the site looks for it
		}
		info, err := fs.Stat(root, target)
		if err != nil {
			bad = append(bad, m[1])
			return s
		}
		kind := "blob"
		if info.IsDir() {
			kind = "tree"
		}
		return "](" + repository + kind + "/main/" + target + m[2] + ")"
	})
	if bad != nil {
		return "", fmt.Errorf("docs/%s links to what is not in the repository: %s", name, strings.Join(bad, ", "))
	}
	return text, nil
}
