package catalog

import (
	"encoding/json"
	"io/fs"
	"reflect"
	"strings"
	"testing"
)

// table wraps members into a table that is complete otherwise.
func table(members string) string {
	return "{\n\"modules\": [\"example.com/q\"],\n\"name\": \"q\",\n" + members + "\n}"
}

// operator wraps members of a registration into a table; they stand on line 5.
func operator(members string) string {
	return table(`"frameworks": [{"name": "Q", "policy": "bounded", "wait": "w", "spawn": "s", "operators": [{` + "\n" + members + "\n}]}]")
}

// call wraps members of a call into a table; they stand on line 5.
func call(members string) string {
	return table(`"calls": [{` + "\n" + members + "\n}]")
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"empty", "", `1: unexpected end of file`},
		{"cut off", "{\n\"modules\": [", `2: unexpected end of file`},
		{"trailing comma", "[\n{},\n]", `3: unexpected comma before ']'`},
		{"missing comma", "{\"a\": 1\n\"b\": 2}", `2: want ',' or '}', found '"'`},
		{"comment", "// mine\n{}", `1: unexpected "//"`},
		{"bare word", "{\"a\": yes}", `1: unexpected "yes"`},
		{"bare key", "{a: 1}", `1: want a key in quotes, found 'a'`},
		{"bad number", "{\"a\": 01}", `1: bad number "01"`},
		{"bad escape", `{"a": "\q"}`, `1: bad string "\q"`},
		{"open string", "{\"a\": \"x\n\"}", `1: the string is not closed on its line`},
		{"two values", "{}\n{}", `2: unexpected '{' after the end of the value`},
		{"deep", strings.Repeat("[", 50), `1: nested too deeply`},
		{"no table", "[]", `1: the file holds no table`},
		{"no object", "[3]", `1: want an object, found a number`},

		{"nothing", "{}", "1: a table needs \"modules\"\n1: a table needs \"name\"\n1: a table needs \"frameworks\", \"calls\", \"others\", \"callbacks\", \"harmless\" or \"flags\""},
		{"unknown key", call(`"call": "~.F", "class": "async", "blocks": true`), `5: unknown key "blocks"; the keys here are call, class, effect, context, options, duration, bound, try, poll, stays, bulk, partial, inverted, delay, cancel, timer, limiter, says, ends, returned, unsure, instead, fills, when, slots, calls, runs, provides, as, reads, closed_by, join, release, makes, passes, capped, sibling, sets, note`},
		{"unknown key of a table", table("\"frameworks\": [],\n\"limiters\": []"), "1: a table needs \"frameworks\", \"calls\", \"others\", \"callbacks\", \"harmless\" or \"flags\"\n5: unknown key \"limiters\"; the keys here are modules, name, version, frameworks, calls, others, callbacks, harmless, unheard, redirects, flags, note"},
		{"duplicate key", call("\"call\": \"~.F\",\n\"call\": \"~.G\", \"class\": \"async\""), `6: duplicate key "call"`},
		{"bad module", "{\"modules\": [\"example.com//q\"], \"name\": \"q\", \"callbacks\": [\"x\"]}", "1: \"example.com//q\" is not a package path\n1: package \"x\" of \"callbacks\" is in none of the table's modules"},
		{"std with others", "{\"modules\": [\"std\", \"x.org/y\"], \"name\": \"q\", \"callbacks\": [\"sort\"]}", "1: the standard library wants a table of its own"},
		{"modules no list", "{\"modules\": \"x.org/y\", \"name\": \"q\", \"callbacks\": []}", "1: \"modules\" wants an array, found a string\n1: a table needs \"modules\"\n1: a table needs \"frameworks\", \"calls\", \"others\", \"callbacks\", \"harmless\" or \"flags\""},
		{"empty string", call(`"call": "~.F", "class": "async", "note": ""`), `5: "note" is empty: leave the key out`},
		{"wrong type", call(`"call": "~.F", "class": "async", "try": "yes"`), `5: "try" wants true or false, found a string`},
		{"no string", call(`"call": 7, "class": "async"`), `5: "call" wants a string, found a number`},

		{"unknown class", call(`"call": "~.F", "class": "slow"`), `5: unknown class "slow"; want blocking, bounded, async, network or nonblocking`},
		{"unknown effect", call(`"call": "~.F", "class": "async", "effect": "wait"`), `5: unknown effect "wait"; want ratewait, rateasync, chanwait, gospawn, timewait, syncwait or jobexit`},
		{"missing class", call(`"call": "~.F"`), `4: a call needs "class"`},
		{"foreign symbol", call(`"call": "time.Sleep", "class": "async"`), `5: symbol "time.Sleep" is in none of the table's modules (example.com/q)`},
		{"foreign symbol of a like module", call(`"call": "example.com/queue.F", "class": "async"`), `5: symbol "example.com/queue.F" is in none of the table's modules (example.com/q)`},
		{"no symbol", call(`"call": "F", "class": "async"`), `5: symbol "F": want "pkg/path.Name"`},
		{"type arguments", call(`"call": "(*~.T[int]).F", "class": "async"`), `5: symbol "(*example.com/q.T[int]).F": write it without type parameters and arguments`},
		{"tilde inside", call(`"call": "example.com/~.F", "class": "async"`), `5: symbol "example.com/~.F": "~" must stand at the beginning of the path`},
		{"tilde of std", "{\"modules\": [\"std\"], \"name\": \"q\", \"calls\": [\n{\"call\": \"~.F\", \"class\": \"async\"}]}", `2: symbol "~.F": "~" cannot stand for the standard library: write the package`},
		{"no symbols", call(`"call": [], "class": "async"`), `5: "call" is empty`},
		{"inverted without try", call(`"call": "~.F", "class": "nonblocking", "inverted": true`), `4: "inverted" belongs to "try"`},
		{"partial without try", call(`"call": "~.F", "class": "nonblocking", "partial": "TakeAll"`), `4: "partial" belongs to "try"`},
		{"cancel without delay", call(`"call": "~.F", "class": "nonblocking", "cancel": "Cancel"`), `4: "cancel" belongs to "delay"`},
		{"unknown bound", call(`"call": "~.F", "class": "nonblocking", "bound": "context"`), `5: unknown bound "context"; want nothing or duration`},
		{"ships what is not serialised", operator(`"call": "~.F", "args": [0], "ships": "value"`), `4: "ships" belongs to a framework that is "serialised"`},
		{"says without effect", call(`"call": "~.F", "class": "nonblocking", "says": "waits in"`), `4: "says" belongs to "effect"`},
		{"ends without exit", call(`"call": "~.F", "class": "nonblocking", "ends": "panic"`), `4: "ends" belongs to the effect jobexit`},
		{"unknown ends", call(`"call": "~.F", "class": "nonblocking", "effect": "jobexit", "ends": "all"`), `5: unknown ends "all"; want goroutine or panic`},
		{"join without runs", call(`"call": "~.F", "class": "async", "join": "Wait"`), `4: "join" belongs to "runs"`},
		{"nonblocking with effect", call(`"call": "~.F", "class": "nonblocking", "effect": "ratewait"`), `4: a nonblocking call has no effect "ratewait"`},
		{"network with effect", call(`"call": "~.F", "class": "network", "effect": "syncwait"`), `4: a network call has no effect: I/O is never a finding`},
		{"negative index", call(`"call": "~.F", "class": "async", "context": -1`), `5: "context" wants an argument index, counted from 0 without the receiver`},
		{"fraction", call(`"call": "~.F", "class": "async", "duration": 0.5`), `5: "duration" wants an argument index, counted from 0 without the receiver`},
		{"order of indices", call(`"call": "~.F", "class": "async", "calls": [1, 0]`), `5: "calls" wants each index once, in increasing order`},
		{"indices twice", call(`"call": "~.F", "class": "async", "runs": [1, 1]`), `5: "runs" wants each index once, in increasing order`},
		{"tier", table(`"frameworks": [{"name": "Q", "tier": -1, "policy": "free", "wait": "w", "spawn": "s", "signatures": [{"func": "func(~.T)"}]}]`), `4: "tier" wants a number from 0 to 99`},
		{"no method list", operator(`"call": "~.F", "args": [0], "hot": "Work"`), `5: "hot" wants an array, found a string`},
		{"one call, no array", table(`"calls": {"call": "~.F", "class": "async"}`), "1: a table needs \"frameworks\", \"calls\", \"others\", \"callbacks\", \"harmless\" or \"flags\"\n4: \"calls\" wants an array, found an object"},
		{"maker of nothing", call(`"call": "~.F", "class": "nonblocking", "makes": {"burst": "0"}`), "5: \"burst\" wants \"$1\" or a number\n5: a maker needs \"first\""},
		{"maker of anything", call(`"call": "~.F", "class": "nonblocking", "makes": {"first": "$0"}`), `5: unknown first "$0"; want rate or interval`},
		{"maker", call(`"call": "~.F", "class": "nonblocking", "makes": "$0"`), `5: want an object, found a string`},
		{"order on a line", call(`"call": ["~.F", "x.F", 7], "class": "slow", "try": 1, "runs": 2, "join": "W", "class": "async"`),
			"4: \"join\" belongs to \"runs\"\n5: symbol \"x.F\" is in none of the table's modules (example.com/q)\n5: \"call\" wants a string, found a number\n" +
				"5: unknown class \"slow\"; want blocking, bounded, async, network or nonblocking\n5: \"try\" wants true or false, found a number\n5: \"runs\" wants an array, found a number\n5: duplicate key \"class\""},
		{"sets anything", call(`"call": "~.F", "class": "nonblocking", "sets": "rate"`), `5: unknown sets "rate"; want burst`},
		{"foreign sibling", call(`"call": "~.F", "class": "async", "sibling": "Try() bool"`), `5: symbol "Try": want "pkg/path.Name"`},

		{"missing in framework", table(`"frameworks": [{"name": "Q", "policy": "bounded"}]`), "4: a framework needs \"wait\"\n4: a framework needs \"spawn\"\n4: a framework needs \"operators\" or \"signatures\""},
		{"unknown policy", table(`"frameworks": [{"name": "Q", "policy": "strict", "wait": "w", "spawn": "s", "signatures": [{"func": "func(~.T)"}]}]`), `4: unknown policy "strict"; want forbid, bounded or free`},
		{"unknown word", table(`"frameworks": [{"name": "Q", "policy": "free", "wait": "w", "spawn": "s", "yield": "return {delay} or {it}", "signatures": [{"func": "func(~.T)"}]}]`), `4: {it} is not {delay}`},
		{"two forms", operator(`"call": "~.F", "args": [0], "field": "~.T.F"`), `4: an operator needs exactly one of "call", "interface", "convert" and "field"`},
		{"no form", operator(`"args": [0]`), `4: an operator needs exactly one of "call", "interface", "convert" and "field"`},
		{"call without args", operator(`"call": "~.F"`), `4: "call" needs "args": which arguments are operators?`},
		{"args without call", operator(`"convert": "~.F", "args": [0]`), `4: "args" and "variadic" belong to "call"`},
		{"interface without hot", operator(`"interface": "~.I", "lifecycle": ["Close"]`), `4: "interface" needs "hot": which of its methods run per element?`},
		{"field without type", operator(`"field": "~.F"`), `5: "field" wants "pkg/path.Type.Field"`},
		{"unknown takes", operator(`"call": "~.F", "args": [0], "takes": "result"`), `5: unknown takes "result"; want returned, created or methods`},
		{"unknown role", operator(`"call": "~.F", "args": [0], "role": "hook"`), `5: unknown role "hook"; want lifecycle`},
		{"no method", operator(`"call": "~.F", "args": [0], "hot": ["Work()"]`), `5: "hot" wants method names, found "Work()"`},
		{"bad channel", table(`"frameworks": [{"name": "Q", "policy": "free", "wait": "w", "spawn": "s", "channels": ["In"], "signatures": [{"func": "func(~.T)"}]}]`), `4: symbol "In": want "pkg/path.Name"`},
		{"signature", table(`"frameworks": [{"name": "Q", "policy": "free", "wait": "w", "spawn": "s", "signatures": [` + "\n" + `{"weak": true}, {"func": "(x) y"}, {"func": "func(Task)"}, {"func": "func(~.T"},` + "\n" + `{"func": "func(~.T, ...) error"}, {"func": "func(...~.T, int)"}, {"func": "func() error x"}, {"func": "func(int,int)"}, {"func": "func() (int"}]}]`),
			"5: a signature needs \"func\"\n" +
				"5: signature \"(x) y\": want \"func(\"\n" +
				"5: signature \"func(Task)\": unknown type \"Task\": want \"pkg/path.Type\" or a predeclared type\n" +
				"5: signature \"func(~.T\": want \", \" or \")\" at \"\"\n" +
				"6: signature \"func(~.T, ...) error\": \"...\" leaves the results open as well\n" +
				"6: signature \"func(...~.T, int)\": want \")\" after the variadic parameter, found \", int)\"\n" +
				"6: signature \"func() error x\": unexpected \" x\"\n" +
				"6: signature \"func(int,int)\": want \", \" or \")\" at \",int)\"\n" +
				"6: signature \"func() (int\": want \", \" or \")\" at \"\""},
	} {
		t.Run(test.name, func(t *testing.T) {
			tables, err := Parse("q.json", []byte(test.in))
			if err == nil {
				t.Fatalf("no error, want %q", test.want)
			}
			if tables != nil {
				t.Error("tables beside the error")
			}
			if got, want := err.Error(), "q.json:"+strings.ReplaceAll(test.want, "\n", "\nq.json:"); got != want {
				t.Errorf("error\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestParseManyErrors(t *testing.T) {
	_, err := Parse("q.json", []byte(call(strings.Repeat("\"x\": 1,\n", 30)+`"y": 1`)))
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != maxErrors+1 || lines[maxErrors] != "q.json: and 23 more errors" {
		t.Errorf("%d lines: %v", len(lines), err)
	}
}

// TestSchema writes every key of the schema and reads it back: a key that the
// reader forgets would be unknown, or lost.
func TestSchema(t *testing.T) {
	zero := 0
	in := &Table{
		Modules: []string{"example.com/q"}, Name: "q", Version: "v1.2.3", Callbacks: []string{"example.com/q/x"}, Harmless: []string{"example.com/q", "~.Pure", "(*~.T).Len"}, Unheard: []string{"~.Count"}, Redirects: []string{"~.Output"}, Flags: []string{"~.Int"}, Note: "Note.",
		Frameworks: []*Framework{{
			Name: "Q", Tier: 2, Policy: Forbid, Spawning: Free, Settings: []*Setting{{Call: Names{"~.Set"}, Arg: 1, Is: "false", Policy: Free}}, Native: "n", Coroutines: &Coroutines{Go: "~.Go", Sleep: "~.Sleep", Except: Names{"~.SideEffect"}}, Wait: "w", Spawn: "s", Exit: "x", Yield: "y", YieldSymbols: []string{"~.Snooze"}, Instead: "i",
			GiveBack: []*GiveBack{{
				Error: "{~.Snooze}({delay})", Results: map[string]string{"*~.Result": "{it}"}, Statement: "{it}.Nack()", Vars: map[string]string{"it": "*~.Job"},
				Each: true, Uses: "AsString", Registered: Names{"~.F"}, Done: []string{"Ack"}, Again: []string{"Nack"}, Claims: []string{"TryClaim"}, Says: "it is snoozed for {delay}",
			}},
			Panic:      &Panic{Recovered: true, Where: "w.go: f", Option: []string{"~.Recover"}},
			Refusal:    &Refusal{Again: "a", Counts: "c", Last: "l", Others: "o"},
			Measured:   "cure/q.md",
			Cures:      []*Cure{{Kind: Throttle, How: "h", Code: "{~.Options}{}", Verdict: Bad, Shown: "s"}},
			ErrorFails: true, Serialised: true, Start: []string{"~.Init"}, Encoders: []string{"~.RegisterCoder"}, Emitters: true, Channels: []string{"(~.Claim).Messages"}, Async: []string{"~.ErrPending"}, PerCall: []string{"~.Context"},
			Operators: []*Registration{
				{Call: Names{"~.F", "(*~.T).G"}, Args: []int{0, 2}, Variadic: true, Takes: TakesReturned, Hot: []string{"Work"}, Bundle: []string{"Start"}, Lifecycle: []string{"Close"}, Ships: ShipsValue, Role: "lifecycle", Note: "Note."},
				{Interface: Names{"~.Worker"}, Hot: []string{"Work"}},
				{Convert: Names{"~.WorkFunc"}},
				{Field: Names{"~.Config.Handler"}},
			},
			Signatures: []*Signature{{Func: "func(context.Context, *~.Job) error", Weak: true}},
		}},
		Calls: []*Call{{
			Call: Names{"(*~.Limiter).Wait"}, Class: BoundedWait, Effect: "ratewait", Context: &zero, Options: []*Option{{Call: Names{"~.Context"}, Context: &zero, Arg: 1, Is: "1"}}, Duration: &zero, Bound: BoundByDuration, Try: true, Poll: true, Stays: StaysAsService, Bulk: "AllowN", Partial: "TakeAll", Inverted: true,
			Delay: true, Cancel: "Cancel", Timer: true, Limiter: true, Says: "waits with", Calls: []int{1}, Runs: []int{2}, Provides: []int{3}, As: true, Reads: &zero, ClosedBy: []string{"Wait"}, Join: "Wait", Release: "Release", Makes: &Maker{First: FirstRate, Burst: "$1"}, Passes: &zero, Capped: true, Sibling: "(*~.Limiter).Allow() bool", Sets: SetsBurst, Returned: true, Unsure: true, Instead: "i", Fills: "RoundTrip", Note: "Note.",
			When:  &When{Set: Names{"~.Limiter.Rate"}, Unset: Names{"~.WithNoWait"}, Context: Names{"(*~.Limiter).SetContext"}},
			Slots: []*Slot{{Receiver: true, Args: []int{0}, Variadic: true, Direct: true, Runs: map[string]string{"Read": "func([]byte) (int, error)"}, Func: "func(int)", Field: Names{"~.Limiter.New"}, Given: []int{0}, Bound: BoundByNothing}},
		}, {
			Call: Names{"~.Panic"}, Class: NonBlocking, Effect: "jobexit", Ends: EndsByPanic,
		}},
		Others: &Call{Class: Network},
	}
	filled(t, reflect.ValueOf(in).Elem())
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Parse("q.json", data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != string(data) {
		t.Errorf("read\n%s\nwant\n%s", again, data)
	}
}

// filled checks that each key of a struct stands somewhere in the sample.
func filled(t *testing.T, v reflect.Value) {
	seen := map[string]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() {
					key := v.Type().Name() + "." + f.Name
					seen[key] = seen[key] || !v.Field(i).IsZero()
					walk(v.Field(i))
				}
			}
		}
	}
	walk(v)
	for key, ok := range seen {
		if !ok {
			t.Errorf("the sample has no %s", key)
		}
	}
}

func TestParseArray(t *testing.T) {
	one := call(`"call": "~.F", "class": "async"`)
	tables, err := Parse("q.json", []byte("["+one+","+strings.ReplaceAll(one, "/q", "/r")+"]"))
	if err != nil || len(tables) != 2 || tables[1].Modules[0] != "example.com/r" {
		t.Errorf("Parse: %d tables, %v", len(tables), err)
	}
}

// TestModulesLast: the order of keys matters only in embedded tables.
func TestModulesLast(t *testing.T) {
	tables, err := Parse("q.json", []byte(`{"calls": [{"call": "~.F", "class": "async"}], "name": "q", "modules": ["example.com/q"]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := tables[0].Calls[0].Symbols(); len(got) != 1 || got[0] != (Symbol{"example.com/q", "", "F"}) {
		t.Errorf("symbols %v", got)
	}
}

func FuzzParse(f *testing.F) {
	files, err := fs.Glob(tableFS(), "tables/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(tableFS(), file)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 3000 {
			f.Add(data)
		}
	}
	for _, s := range []string{"", "{", "[[[", `{"a":"\u12"}`, `{"modules":["std"]}`, "{\"modules\":[\"a.b\"],\"calls\":[{\"call\":[\"~.F\",\"(*~.T).M\"]}]}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, err := Parse("q.json", data)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "q.json:") {
				t.Errorf("error without a position: %v", err)
			}
			return
		}
		if !json.Valid(data) {
			t.Error("read what is no JSON")
		}
		c := Default().Extend(tables)
		for _, table := range c.Tables()[:len(tables)] {
			for _, call := range table.Calls {
				for _, s := range call.Symbols() {
					if c.Table(s.Pkg) == table && c.Call(s) == nil {
						t.Errorf("Call(%v) finds nothing", s)
					}
				}
			}
		}
	})
}

// TestParseGiveBack holds ways to give back against what they need.
func TestParseGiveBack(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`{"error": "{~.Snooze}({delay})", "says": "x"}`, ""},
		{`{"results": {"*~.Result": "&{~.Result}{Again: true}"}, "says": "x"}`, ""},
		{`{"statement": "{it}.Nack()", "vars": {"it": "~.Job"}, "done": ["Ack"], "says": "x"}`, ""},
		{`{"error": "{~.Snooze}"}`, `a way to give back needs "says"`},
		{`{"says": "x"}`, `a way to give back needs "error", "results" or "statement"`},
		{`{"statement": "{it}.Nack()", "says": "x"}`, `{it} is neither {delay} nor {reason} nor in "vars"`},
		{`{"statement": "{m}.Nack()", "vars": {"m": "~.Job"}, "each": true, "says": "x"}`, `"each", "uses", "done" and "again" need a variable "it" in "vars"`},
		{`{"statement": "{it}.Nack()", "vars": {"it": "~.Job", "it": "~.Task"}, "says": "x"}`, `2: duplicate key "it"`},
		{`{"statement": "{it}.Nack()", "vars": ["it"], "says": "x"}`, `2: "vars" wants an object, found an array`},
		{`{"error": "{no/good}.Snooze", "vars": {"it": "job"}, "says": "x"}`, `type "job"`},
		{`{"error": "{~.}", "says": "x"}`, `symbol`},
	} {
		in := `{"modules": ["example.com/q"], "name": "q", "frameworks": [{"name": "Q", "policy": "forbid", "wait": "w", "spawn": "s",
			"operators": [{"call": "~.F", "args": [0]}], "give_back": [` + test.in + `]}]}`
		_, err := Parse("q.json", []byte(in))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q", test.in, err, test.want)
		}
	}
}
