// Package edit writes changes of Go source: edits of files, names of other packages,
// and the imports that these need. It works on text, because comments survive that. It
// does not decide which changes to make.
package edit
