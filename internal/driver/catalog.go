package driver

import (
	"crypto/sha256"
	"fmt"

	"github.com/jobvet/jobvet/internal/textfile"
)

// setCatalog makes the analyzer read a catalogue file: once here, to tell
// mistakes in it at once, and then in the vettool. It passes on the hash of the
// file as well, because flags are all that vet's cache knows of a tool's
// configuration.
func (c *Command) setCatalog(opts *options, file string) error {
	data, err := textfile.Read(file)
	if err != nil {
		return fmt.Errorf("-catalog: %w", err)
	}
	if err := c.setFlag(opts, "catalog", file); err != nil {
		return err
	}
	return c.setFlag(opts, "cataloghash", fmt.Sprintf("%x", sha256.Sum256(data)))
}
