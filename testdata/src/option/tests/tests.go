// Package tests has a test file that is looked at.
package tests
