package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jobvet/jobvet/conformance/internal/tool"
	"github.com/jobvet/jobvet/internal/catalog"
)

// A region is where a mutant stands in a file: from its opening comment to its
// closing one.
type region struct{ from, to int }

// regions finds the mutants in the text of a file, by their number.
func regions(text string) map[int][]region {
	found := make(map[int][]region)
	for i, line := range strings.Split(text, "\n") {
		var id int
		line = strings.TrimSpace(line)
		if _, err := fmt.Sscanf(line, "// planted p%d", &id); err == nil {
			found[id] = append(found[id], region{from: i + 1, to: 1 << 30})
		} else if _, err := fmt.Sscanf(line, "// end of p%d", &id); err == nil && len(found[id]) > 0 {
			found[id][len(found[id])-1].to = i + 1
		}
	}
	return found
}

// A tree is the text of the planted packages.
type tree struct {
	files   map[string]string // by path relative to the workspace
	regions map[string]map[int][]region
}

func (w *workspace) tree() (*tree, error) {
	t := &tree{files: make(map[string]string), regions: make(map[string]map[int][]region)}
	err := filepath.WalkDir(filepath.Join(w.dir, "m"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(w.dir, path)
		rel = filepath.ToSlash(rel)
		t.files[rel] = string(data)
		t.regions[rel] = regions(string(data))
		return err
	})
	return t, err
}

// text is what stands between the comments of a mutant, in all files.
func (t *tree) text(m *mutant) string {
	var b strings.Builder
	for _, file := range []string{m.dir + "/" + m.op.file, m.dir + "/" + helperFile} {
		lines := strings.Split(t.files[file], "\n")
		for _, r := range t.regions[file][m.id] {
			b.WriteString(strings.Join(lines[r.from:min(r.to-1, len(lines))], "\n") + "\n")
		}
	}
	return b.String()
}

// at returns the mutant that stands at a line of a file, 0 if there is none.
func (t *tree) at(file string, line int) int {
	for id, list := range t.regions[file] {
		for _, r := range list {
			if r.from <= line && line <= r.to {
				return id
			}
		}
	}
	return 0
}

// complaint is a line of a compiler's or vet's output.
var complaint = regexp.MustCompile(`(?m)^(?:vet: )?(?:\./)?(m/[^:\s]+\.go):(\d+):(?:\d+:)? (.*)$`)

// blame maps what the go command complains of to the mutants, and to all of a
// package where it is of no one.
func (t *tree) blame(out []byte, mutants map[int]*mutant) map[int]string {
	blamed := make(map[int]string)
	for _, m := range complaint.FindAllStringSubmatch(string(out), -1) {
		line, _ := strconv.Atoi(m[2])
		id := t.at(m[1], line)
		if id > 0 {
			blamed[id] = m[3]
			continue
		}
		for id, other := range mutants {
			if other.dir == filepath.ToSlash(filepath.Dir(m[1])) && blamed[id] == "" {
				blamed[id] = fmt.Sprintf("%s:%s: %s", filepath.Base(m[1]), m[2], m[3])
			}
		}
	}
	return blamed
}

// build compiles the planted packages; what it prints is the complaints.
func (w *workspace) build() ([]byte, error) { return w.goTool("build", "-gcflags=-e", "./m/...") }

// vet runs go vet's own checks.
func (w *workspace) vet() ([]byte, error) { return w.goTool("vet", "./m/...") }

func (w *workspace) goTool(args ...string) ([]byte, error) {
	_, msg, err := w.run("go", args...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if !complaint.Match(msg) {
			return nil, fmt.Errorf("go %s: %v\n%s", args[0], err, msg)
		}
		err = nil
	}
	return msg, err
}

// A measurement is what became of the mutants.
type measurement struct {
	mutants   []*mutant
	unplanted map[int]string // what did not compile before any fix
}

// measure plants the copies, fixes them and looks at what comes out.
func (w *workspace) measure(copies [][]*mutant, log func(string, ...any)) (*measurement, error) {
	res := &measurement{unplanted: make(map[int]string)}
	byID := make(map[int]*mutant)
	for i, list := range copies {
		dir := fmt.Sprintf("m/%d_%s", i, filepath.Base(list[0].op.pkg.dir))
		if err := render(w, list[0].op.pkg, dir, list); err != nil {
			return nil, err
		}
		for _, m := range list {
			byID[m.id] = m
		}
	}

	// What does not compile as it was planted is taken out.
	var t *tree
	for try := 0; ; try++ {
		out, err := w.build()
		if err != nil {
			return nil, err
		}
		if t, err = w.tree(); err != nil {
			return nil, err
		}
		blamed := t.blame(out, byID)
		log("planted %d statements in %d packages, %d do not compile", len(byID), len(copies), len(blamed))
		if len(blamed) == 0 {
			break
		}
		if try == 4 {
			return nil, fmt.Errorf("what is planted does not compile:\n%s", out)
		}
		for i, list := range copies {
			n := len(list)
			copies[i] = slices.DeleteFunc(slices.Clone(list), func(m *mutant) bool { return blamed[m.id] != "" })
			if len(copies[i]) == n {
				continue
			}
			if err := os.RemoveAll(filepath.Join(w.dir, list[0].dir)); err != nil {
				return nil, err
			}
			if len(copies[i]) > 0 {
				if err := render(w, list[0].op.pkg, list[0].dir, copies[i]); err != nil {
					return nil, err
				}
			}
		}
		for id := range blamed {
			res.unplanted[id] = fmt.Sprintf("%s as %s: %s", byID[id].call.name, byID[id].shape.name, blamed[id])
			delete(byID, id)
		}
	}
	vetted, err := w.vet()
	if err != nil {
		return nil, err
	}
	before := t.blame(vetted, byID)

	for _, id := range slices.Sorted(maps.Keys(byID)) {
		m := byID[id]
		m.before = t.text(m)
		res.mutants = append(res.mutants, m)
	}
	found, err := w.lint("./m/...")
	if err != nil {
		return nil, err
	}
	for id, rules := range t.rules(found) {
		byID[id].reported = rules
	}
	log("%d are reported", len(t.rules(found)))

	left, err := w.lint("-fix", "-cure=give-back,drop", "./m/...")
	if err != nil {
		return nil, err
	}
	fixed, err := w.tree()
	if err != nil {
		return nil, err
	}
	for id, rules := range fixed.rules(left) {
		byID[id].left = rules
	}
	for _, m := range res.mutants {
		m.after = fixed.text(m)
	}
	built, err := w.build()
	if err != nil {
		return nil, err
	}
	vetted, err = w.vet()
	if err != nil {
		return nil, err
	}
	log("fixed, built and vetted")
	for id, why := range fixed.blame(vetted, byID) {
		if before[id] == "" {
			byID[id].problem = "vet: " + why
		}
	}
	for id, why := range fixed.blame(built, byID) {
		byID[id].problem = why
	}
	if len(bytes.TrimSpace(built)) == 0 {
		if _, err := w.lint("-fix", "-cure=give-back,drop", "./m/..."); err != nil {
			return nil, err
		}
		again, err := w.tree()
		if err != nil {
			return nil, err
		}
		for _, m := range res.mutants {
			if again.text(m) != m.after && m.problem == "" {
				m.problem = "fixed again it becomes\n" + again.text(m)
			}
		}
		for file, text := range again.files {
			if fixed.files[file] != text {
				log("%s is not stable", file)
			}
		}
	}
	for _, m := range res.mutants {
		if m.problem == "" && m.silent() {
			m.problem = "the element is lost silently"
		}
	}
	return res, nil
}

// rules are the rules that report something in a mutant, by its number.
func (t *tree) rules(r *tool.Report) map[int][]string {
	found := make(map[int][]string)
	for _, f := range r.Findings {
		rule := f.Rule
		if strings.HasPrefix(f.Message, rule+": caution: ") || strings.HasPrefix(f.Message, rule+": hint: ") {
			rule += " (no error)"
		}
		if id := t.at(f.File, f.Line); id > 0 && !slices.Contains(found[id], rule) {
			found[id] = append(found[id], rule)
		}
	}
	for _, rules := range found {
		slices.Sort(rules)
	}
	return found
}

// visible are the traces of an element that is returned with an error, or
// dropped visibly.
var visible = regexp.MustCompile(`(rate|concurrency) limit reached`)

// called is what a way to give an element back calls first, or its comment.
var called = regexp.MustCompile(`^//.*|\.([A-Z]\w*)`)

// givesBack reports whether a text gives an element back in the way of a
// framework.
func givesBack(text string) bool {
	for _, t := range catalog.Default().Tables() {
		for _, f := range t.Frameworks {
			for _, way := range f.GiveBack {
				for _, code := range way.Texts() {
					if word := called.FindString(code); word != "" && strings.Contains(text, word) {
						return true
					}
				}
			}
		}
	}
	return false
}

// errorsLeft reports whether an error is left, and not just a caution: a wait
// that its context ends is one where a framework forbids waits.
func (m *mutant) errorsLeft() bool {
	return slices.ContainsFunc(m.left, func(rule string) bool { return !strings.HasSuffix(rule, " (no error)") })
}

// silent reports whether a fix asks the limiter and does nothing for an
// element that it refuses.
func (m *mutant) silent() bool {
	if m.after == m.before || m.shape.handled || !m.call.lim || m.call.again == "" {
		return false
	}
	asks := strings.Contains(m.after, "."+m.call.again[:min(len(m.call.again), 3)]) && !strings.Contains(m.before, "."+m.call.again[:min(len(m.call.again), 3)])
	return asks && !visible.MatchString(m.after) && !givesBack(m.after)
}
