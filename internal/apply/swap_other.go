//go:build !linux

package apply

func swap(temp, path string) (old string, err error) { return link(temp, path) }
