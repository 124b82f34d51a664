// Package conformance looks every identifier of the catalogue up in the
// libraries themselves. Its test loads the declarations of all the packages
// that the tables mention, at the versions of go.mod.
package conformance
