// Package catalog is what jobvet knows of other people's libraries, as data:
// which functions become operators, and which calls wait.
package catalog
