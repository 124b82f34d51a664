package ratelimit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// encoded is the encoded form of a limiter.
type encoded struct {
	Rate  *float64 `json:"rate"`
	Burst *int     `json:"burst"`
	Exact bool     `json:"exact,omitempty"`
	Name  string   `json:"name,omitempty"`
	// Held is the permits that an unnamed limiter holds, absent if it is full.
	Held *float64 `json:"held,omitempty"`
}

// encoded returns the limiter's configuration and, of an unnamed one, the permits
// it holds. A process-wide limiter is encoded as it was declared: its name stands
// for its state, and a rate that was set at run time is its process's own affair.
func (l *Limiter) encoded() (encoded, error) {
	b := l.bucket()
	if b == nil {
		return encoded{}, ErrZeroLimiter
	}
	d := &b.declared
	if d.name != "" {
		return encoded{Rate: &d.rate, Burst: &d.burst, Exact: d.exact, Name: d.name}, nil
	}
	g, units := b.held()
	e := encoded{Rate: &g.rate, Burst: &g.burst, Exact: d.exact}
	if units < g.full {
		held := float64(units) / float64(g.unit)
		e.Held = &held
	}
	return e, nil
}

// decode makes l the limiter that e describes. On an error l stays as it was.
func (l *Limiter) decode(e encoded) error {
	if e.Rate == nil || e.Burst == nil {
		return fmt.Errorf("%w: encoded limiter lacks its rate or burst", ErrInvalid)
	}
	if e.Name != "" {
		if err := checkName(e.Name); err != nil {
			return err
		}
		if e.Held != nil {
			return fmt.Errorf("%w: encoded limiter %q has a name and permits held", ErrInvalid, e.Name)
		}
	}
	b, err := settings{rate: *e.Rate, burst: *e.Burst, exact: e.Exact, name: e.Name, held: e.Held}.bucket()
	if err != nil {
		return err
	}
	l.gen.Store(b.gen.Load())
	return nil
}

// MarshalJSON encodes the limiter as an object:
//
//	{"rate":10,"burst":20,"exact":true,"held":3.5}
//	{"rate":10,"burst":20,"name":"api"}
//
// with exact, held and name only where they say something: held is the permits
// that an unnamed limiter holds if it is not full. A process-wide limiter is
// encoded as it was declared by New, whatever SetRate and SetBurst did since. A
// Clock is not encoded.
func (l *Limiter) MarshalJSON() ([]byte, error) {
	e, err := l.encoded()
	if err != nil {
		return nil, err
	}
	return json.Marshal(e)
}

// UnmarshalJSON decodes what MarshalJSON encoded. It is as strict as [New]: a rate
// or burst that is missing or out of range, a field that it does not know, null,
// or anything behind the object is an error that leaves l as it was. A limiter
// with a name becomes a handle of the process-wide limiter of that name.
func (l *Limiter) UnmarshalJSON(data []byte) error {
	var e encoded
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return fmt.Errorf("%w: encoded limiter: %w", ErrInvalid, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("%w: encoded limiter: something follows the object", ErrInvalid)
	}
	return l.decode(e)
}

// MarshalText encodes the limiter as text for people, flags and configuration
// files:
//
//	10/s burst=20 exact held=3.5
//	10/s burst=20 name=api
//
// with the same parts as MarshalJSON.
func (l *Limiter) MarshalText() ([]byte, error) {
	e, err := l.encoded()
	if err != nil {
		return nil, err
	}
	text := strconv.AppendFloat(nil, *e.Rate, 'g', -1, 64)
	text = append(text, "/s burst="...)
	text = strconv.AppendInt(text, int64(*e.Burst), 10)
	if e.Exact {
		text = append(text, " exact"...)
	}
	if e.Name != "" {
		text = append(append(text, " name="...), e.Name...)
	}
	if e.Held != nil {
		text = strconv.AppendFloat(append(text, " held="...), *e.Held, 'g', -1, 64)
	}
	return text, nil
}

// perSecond is what the rate's unit divides it by.
var perSecond = map[string]float64{"s": 1, "m": 60, "h": 3600, "d": 86400}

// UnmarshalText decodes what MarshalText encoded: a rate, per s, m, h or d (of 24
// hours), followed in any order by burst=N and, at most once each, exact,
// name=NAME and held=PERMITS. It is as strict as UnmarshalJSON.
func (l *Limiter) UnmarshalText(text []byte) error {
	e, err := parse(string(text))
	if err != nil {
		return fmt.Errorf("%w: limiter %.200q: %w", ErrInvalid, text, err)
	}
	return l.decode(e)
}

func parse(text string) (encoded, error) {
	var e encoded
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return e, fmt.Errorf("no rate")
	}
	number, unit, _ := strings.Cut(fields[0], "/")
	seconds, ok := perSecond[unit]
	if !ok {
		return e, fmt.Errorf("rate %q is not a number per s, m, h or d, like 10/s", fields[0])
	}
	rate, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return e, err
	}
	rate /= seconds
	e.Rate = &rate

	seen := map[string]bool{}
	for _, field := range fields[1:] {
		key, value, hasValue := strings.Cut(field, "=")
		if seen[key] {
			return e, fmt.Errorf("%s is given twice", key)
		}
		seen[key] = true
		switch {
		case key == "exact" && !hasValue:
			e.Exact = true
		case key == "burst":
			burst, err := strconv.Atoi(value)
			if err != nil {
				return e, err
			}
			e.Burst = &burst
		case key == "name" && value != "":
			e.Name = value
		case key == "held":
			held, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return e, err
			}
			e.Held = &held
		default:
			return e, fmt.Errorf("%q is not burst=, exact, name= or held=", field)
		}
	}
	return e, nil
}

// String returns the text form of the limiter.
func (l *Limiter) String() string {
	text, err := l.MarshalText()
	if err != nil {
		return "zero Limiter"
	}
	return string(text)
}

// GobEncode encodes the limiter for encoding/gob, in its text form.
func (l *Limiter) GobEncode() ([]byte, error) { return l.MarshalText() }

// GobDecode decodes what GobEncode encoded, as strictly as UnmarshalText.
func (l *Limiter) GobDecode(data []byte) error { return l.UnmarshalText(data) }
