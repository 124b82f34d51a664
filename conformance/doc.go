// Package conformance looks every identifier of the catalogue up in the
// libraries themselves: go test ./... in this directory loads the declarations
// of all the packages that the tables mention, at the versions of go.mod, and
// compares names, receivers, argument indices, types and methods.
//
// After a change of a table:
//
//	go test -run TestPins -update . && go mod tidy && go test ./...
//
// For a new version of a library, go get it, and let
// go test -v -run TestReview -review . list what the tables may lack.
package conformance
