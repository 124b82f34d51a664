package apply

import "os"

// link is swap for systems that cannot exchange two names: the old file gets a second
// name before the new one takes its place. Without hard links it
// gets none.
func link(temp, path string) (old string, err error) {
	old = temp + ".old"
	if err := os.Link(path, old); err != nil {
		old = ""
	}
	if err := os.Rename(temp, path); err != nil {
		if old != "" {
			os.Remove(old)
		}
		return "", err
	}
	return old, nil
}
