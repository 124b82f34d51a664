// Package edit writes changes of Go source: the texts of files, what takes the
// place of which part, the names of other packages and the imports that they
// need. It works on text, because comments survive that, and says nothing of
// what is to be changed.
package edit
