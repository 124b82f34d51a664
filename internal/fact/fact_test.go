package fact

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"strings"
	"testing"

	"github.com/jobvet/jobvet/internal/finding"
)

func content() *Content {
	two := 2
	return &Content{
		Module: "example.com/shop",
		Funcs: map[string]*Func{
			"Throttle": {Effects: []*Effect{{
				Rule: "ratewait", Bound: 2, Param: 1, Subject: &two, Uncertain: true,
				Phrase: "blocks in (*rate.Limiter).Wait", Where: finding.Spot{File: "lim.go", Line: 7},
				Chain: []Hop{{Name: "wait", At: finding.Spot{File: "lim.go", Line: 3}}},
			}}},
			"Each":      {Called: Called{Calls: []int{1}, Spawns: []int{2}}},
			"Add":       {Registers: []Registration{{Param: 1, Table: "github.com/riverqueue/river", Framework: "river", Form: 3}}},
			"(*T).Work": {Operator: true},
			"Handler()": {Called: Called{Calls: []int{0}}},
		},
		Reexports: map[string]*Reexport{"example.com/store": {
			Module: "example.com/store",
			Funcs:  map[string]*Func{"Store.Each": {Called: Called{Calls: []int{0}}}},
		}},
		State: &State{
			Sets:    map[string][]*Loss{"Configure": {{Name: "example.com/shop:limiter", Operator: &Operator{Func: "example.com/shop.Fn"}}}},
			Settled: []string{"example.com/store:limiter"},
			Types:   map[string][]*Loss{"Fn": {{Name: "Fn", Text: "loses its field lim", Where: finding.Spot{File: "fn.go", Line: 3}}}},
		},
	}
}

func TestRoundTrip(t *testing.T) {
	got, err := content().Encode(new(Seams)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	want := content()
	want.Version = version
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Places are text, and no more than a line of a file.
func TestPlacesInFacts(t *testing.T) {
	data := string(content().Encode(new(Seams)).Data)
	for _, want := range []string{`"w":"lim.go:7"`, `"a":"lim.go:3"`} {
		if !strings.Contains(data, want) {
			t.Errorf("the fact lacks %s: %s", want, data)
		}
	}
	broken := strings.Replace(data, "lim.go:7", "lim.go", 1)
	if _, err := (&Package{Data: []byte(broken)}).Decode(); err == nil {
		t.Error("a place without a line was decoded")
	}
}

// vet hashes facts: the same content must be the same bytes, also through gob.
func TestDeterministic(t *testing.T) {
	var first []byte
	for range 50 {
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(content().Encode(new(Seams))); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = buf.Bytes()
		} else if !bytes.Equal(first, buf.Bytes()) {
			t.Fatal("the same content has different encodings")
		}
	}
}

func TestCorrupt(t *testing.T) {
	for _, test := range []struct{ data, want string }{
		{"", "corrupt jobvet fact"},
		{"{", "corrupt jobvet fact"},
		{"[]", "corrupt jobvet fact"},
		{`{"v":99}`, "version 99"},
		{`{}`, "version 0"},
		{`{"v":9,"f":{"F":null}}`, "F is null"},
		{`{"v":9,"f":{"F":{"e":[null]}}}`, "an effect of F is null"},
		{`{"v":9,"o":{"p":null}}`, "p is null"},
		{`{"v":9,"o":{"p":{"f":{"T.M":null}}}}`, "T.M is null"},
		{`{"v":9,"s":{"s":{"F":[null]}}}`, "a variable that F sets is null"},
		{`{"v":9,"s":{"t":{"T":[null]}}}`, "what T loses is null"},
	} {
		_, err := (&Package{Data: []byte(test.data)}).Decode()
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want %q", test.data, err, test.want)
		}
	}
}

// Waits is known without decoding, of what the fact carries as well.
func TestWaits(t *testing.T) {
	wait := map[string]*Func{"T.M": {Effects: []*Effect{{Rule: "timewait"}}}}
	call := map[string]*Func{"T.M": {Called: Called{Calls: []int{0}}}}
	for _, test := range []struct {
		c    Content
		want bool
	}{
		{Content{Funcs: wait}, true},
		{Content{Funcs: call}, false},
		{Content{Funcs: call, Reexports: map[string]*Reexport{"p": {Funcs: wait}}}, true},
		{Content{Reexports: map[string]*Reexport{"p": {Funcs: call}}}, false},
	} {
		if got := test.c.Encode(new(Seams)).Waits; got != test.want {
			t.Errorf("%+v: waits %t", test.c, got)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(content().Encode(new(Seams)).Data)
	f.Add([]byte(`{"v":9,"f":{"F":{"e":[null]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := (&Package{Data: data}).Decode()
		if err != nil {
			return
		}
		again, err := c.Encode(new(Seams)).Decode()
		if err != nil || !bytes.Equal(c.Encode(new(Seams)).Data, again.Encode(new(Seams)).Data) {
			t.Errorf("%q: %+v becomes %+v, %v", data, c, again, err)
		}
	})
}
