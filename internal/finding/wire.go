package finding

import (
	"encoding/json"
	"errors"
	"fmt"
)

// The analyzer tells the jobvet command more than findings, all of it in
// diagnostics, which is what go vet hands on. Each kind has a category of its own;
// that of a finding is its rule.
const (
	// PackageCategory is for the path of the package: go vet does not say of which
	// package it has no results, or nothing to report.
	PackageCategory = "package"
	// OperatorCategory is for an encoded Listed, one for each operator.
	OperatorCategory = "operator"
	// UnseenCategory is for an encoded Unseen, one for each registration that cannot be
	// followed.
	UnseenCategory = "unseen"
)

// A Listed is an operator as one of the package's, with the place of the function, or of
// the registration if the function is of another package.
type Listed struct {
	Operator
	Place Place `json:"at"`
	// Rank tells how much the registration tells: the lower, the more.
	Rank int `json:"rank,omitempty"`
}

// Declared reports whether the function is of the package that lists it.
func (l *Listed) Declared() bool { return l.Place != l.Registered }

// An Unseen is a registration that cannot be followed: what it registers does not show.
type Unseen struct {
	Form  string `json:"form"` // what registers: "cron.Cron.AddJob"
	Place Place  `json:"at"`
}

// Encode returns the registration as the message of a diagnostic for the jobvet command.
func (u *Unseen) Encode() string { return encode(u) }

// DecodeUnseen reads what Unseen.Encode wrote.
func DecodeUnseen(message string) (*Unseen, error) {
	u := new(Unseen)
	if err := json.Unmarshal([]byte(message), u); err != nil {
		return nil, fmt.Errorf("corrupt registration: %w", err)
	}
	return u, nil
}

// Encode returns the finding as the message of a diagnostic for the jobvet
// command.
func (f *Finding) Encode() string { return encode(f) }

// Encode returns the operator as the message of a diagnostic for the jobvet
// command.
func (l *Listed) Encode() string { return encode(l) }

func encode(v any) string {
	data, _ := json.Marshal(v) // strings, numbers and levels: no error
	return string(data)
}

// Decode reads what Finding.Encode wrote.
func Decode(message string) (*Finding, error) {
	f := new(Finding)
	if err := json.Unmarshal([]byte(message), f); err != nil {
		return nil, fmt.Errorf("corrupt finding: %w", err)
	}
	if f.Rule == "" || f.Level == None {
		return nil, errors.New("corrupt finding: it has no rule or no level")
	}
	return f, nil
}

// DecodeListed reads what Listed.Encode wrote.
func DecodeListed(message string) (*Listed, error) {
	l := new(Listed)
	if err := json.Unmarshal([]byte(message), l); err != nil {
		return nil, fmt.Errorf("corrupt operator: %w", err)
	}
	return l, nil
}
