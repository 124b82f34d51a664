package driver

import "context"

// foreignPackages returns the packages among those that the patterns name whose
// files are not the user's to change: those of other modules, vendored or not,
// and of the Go distribution.
func (c *Command) foreignPackages(ctx context.Context, opts *options) (map[string]bool, error) {
	list, err := c.listFiles(ctx, opts, []string{"-find", "-e", "-json=ImportPath,Standard,Module"}, opts.patterns)
	if err != nil {
		return nil, err
	}
	foreign := make(map[string]bool)
	for _, p := range list {
		if !p.own() {
			foreign[p.ImportPath] = true
		}
	}
	return foreign, nil
}
