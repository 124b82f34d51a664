// Package formats holds what jobvet prints for other programs against their
// schemas. It is a module of its own, so that jobvet itself does not depend on
// validators.
package formats
