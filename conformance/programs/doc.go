// Command programs fixes programs that end by themselves, and runs them before
// and after:
//
//	go run ./programs                  (in the directory conformance)
//
// The programs are those of the Go distribution's own test folder that its
// tests run ("// run"), and the tests and examples of the standard library in
// those files of foreign packages (package io_test) that build without their
// siblings. Every function of each becomes an operator, once of policy forbid
// and once of bounded, the real jobvet -fix goes over all of them, and what it
// changed is built and run, on one processor and on all of them. It must end as
// the program did before, with the same status and the same output.
//
// A program that does not end before within the limit, or not in the same way
// when it runs twice, is left out. Output that is not the same twice is not
// compared, nor is that of a program that fails before, as it shows lines and
// stacks.
//
// The last line is "N programs, M changed, H hang, D differ". It ends with
// status 1 if a program hangs or differs, and shows what was changed in it.
package main
