package driver

import (
	"errors"
	"fmt"
)

// checkModes checks the flags that ask for something else than findings: they
// go neither with each other nor with flags that are about findings.
func checkModes(given map[string]bool, opts *options) error {
	mode := ""
	for _, name := range []string{"explain", "graph"} {
		if !given[name] {
			continue
		}
		if mode != "" {
			return fmt.Errorf("-%s does not go with -%s", name, mode)
		}
		mode = name
	}
	if mode == "" {
		return nil
	}
	for _, name := range []string{"operators", "fix", "diff", "json", "format", "baseline", "write-baseline", "since"} {
		if given[name] {
			return fmt.Errorf("-%s does not go with -%s", name, mode)
		}
	}
	switch {
	case given["explain"] && opts.explain == "":
		return errors.New("-explain wants a rule or FILE:LINE")
	case given["graph"] && opts.graph == "":
		return errors.New("-graph wants a file that ends in .dot or .html, or - for DOT on standard output")
	}
	return nil
}
