package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/jobvet/jobvet/docs"
	"github.com/jobvet/jobvet/internal/finding"
	"github.com/jobvet/jobvet/internal/paths"
	"github.com/jobvet/jobvet/internal/rule"
	"github.com/jobvet/jobvet/internal/vettool"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// sourceRoot is the name by which SARIF files call the repository's root.
	sourceRoot = "%SRCROOT%"
	// fingerprintName has the version of how fingerprints are made.
	fingerprintName = "jobvet/v1"
)

// sarifLevels are SARIF's names of the levels.
var sarifLevels = [...]string{finding.Hint: "note", finding.Caution: "warning", finding.Error: "error"}

// printSARIF prints a log for code scanning services and viewers.
func printSARIF(w io.Writer, r *Report) error {
	pages := docs.Rules()
	index := make(map[string]int)
	for i, page := range pages {
		index[page.Name] = i
	}
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name:            "jobvet",
			Version:         r.Version,
			SemanticVersion: semanticVersion(r.Version),
			InformationURI:  "https://github.com/jobvet/jobvet",
			Rules:           sarifRules(pages),
		}},
		Invocations: []sarifInvocation{{
			ExecutionSuccessful: r.Status() != Failed,
			ExitCode:            int(r.Status()),
			WorkingDirectory:    r.directory(r.dir),
		}},
		AutomationDetails: sarifAutomation{ID: "jobvet/"},
		OriginalURIBaseIDs: map[string]sarifArtifactLocation{
			sourceRoot: {URI: fileURI(r.root) + "/"},
		},
		ColumnKind: "utf16CodeUnits",
		Results:    []sarifResult{},
	}
	for _, n := range r.notices() {
		inv := &run.Invocations[0]
		inv.ToolExecutionNotifications = append(inv.ToolExecutionNotifications,
			sarifNotification{sarifLevels[n.level], sarifText(n.text)})
	}
	for i := range r.Findings {
		result := r.sarifResult(&r.Findings[i])
		if i, ok := index[result.RuleID]; ok {
			result.RuleIndex = &i
		}
		run.Results = append(run.Results, result)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRules(pages []docs.Rule) []sarifRule {
	var list []sarifRule
	for _, page := range pages {
		highest := finding.Error
		if r := rule.Lookup(page.Name); r != nil {
			highest = r.Highest()
		}
		list = append(list, sarifRule{
			ID:                   page.Name,
			ShortDescription:     sarifText(page.Summary()),
			FullDescription:      sarifText(page.Description()),
			HelpURI:              page.URL(),
			Help:                 sarifMessage{Text: page.Description(), Markdown: page.Standalone()},
			DefaultConfiguration: sarifConfiguration{sarifLevels[highest]},
			Properties:           map[string]any{"tags": []string{"reliability", "concurrency"}, "precision": "high"},
		})
	}
	return list
}

func (r *Report) sarifResult(f *Result) sarifResult {
	out := sarifResult{
		RuleID:              f.Rule,
		Level:               sarifLevels[f.Level],
		Message:             sarifText(sentences(f.Finding)),
		PartialFingerprints: map[string]string{fingerprintName: f.Fingerprint},
		Fixes:               r.sarifFixes(f),
		Properties:          sarifProperties{f.HasFix},
	}
	site := r.location(f.Place, f.End, "")
	site.LogicalLocations = []sarifLogicalLocation{{FullyQualifiedName: f.Package, Kind: "package"}}
	out.Locations = []sarifLocation{site}

	// The way from the registration to what happens is a code flow. Viewers that
	// show none show the related locations.
	if way := f.Way(); len(way) > 0 {
		steps := []sarifThreadFlowLocation{}
		for _, step := range way {
			steps = append(steps, sarifThreadFlowLocation{r.step(step)})
		}
		last := r.location(f.Place, f.End, f.Text())
		for _, step := range f.happens() {
			last = r.location(step.Place, finding.Place{}, f.Text())
		}
		steps = append(steps, sarifThreadFlowLocation{last})
		out.CodeFlows = []sarifCodeFlow{{ThreadFlows: []sarifThreadFlow{{Locations: steps}}}}
	}
	for i, step := range slices.Concat(f.Way(), f.happens(), f.OtherWays(), f.Also()) {
		loc := r.step(step)
		id := i + 1
		loc.ID = &id
		out.RelatedLocations = append(out.RelatedLocations, loc)
	}
	return out
}

// sentences are what viewers show of a finding: what happens first, since some show only
// that, and what to do.
func sentences(f *finding.Finding) string {
	s := f.Text()
	for _, d := range f.Details() {
		s += "\n" + d.Label + ": " + d.Text
	}
	return s
}

func (r *Report) step(s finding.Step) sarifLocation {
	return r.location(s.Place, finding.Place{}, s.Message)
}

func (r *Report) location(pos, end finding.Place, message string) sarifLocation {
	loc := sarifLocation{PhysicalLocation: sarifPhysicalLocation{ArtifactLocation: r.artifact(pos.File)}}
	if pos.Line > 0 {
		src := r.lines.file(paths.Absolute(r.dir, pos.File))
		region := &sarifRegion{StartLine: pos.Line, StartColumn: src.column(pos.Line, pos.Col)}
		if end.File == pos.File && pos.Compare(end) < 0 {
			region.EndLine, region.EndColumn = end.Line, src.column(end.Line, end.Col)
		}
		loc.PhysicalLocation.Region = region
	}
	if message != "" {
		m := sarifText(message)
		loc.Message = &m
	}
	return loc
}

// artifact names a file: relative to the repository, or by an absolute URI.
func (r *Report) artifact(file string) sarifArtifactLocation {
	path, local := r.fromRoot(file)
	if local {
		return sarifArtifactLocation{URI: (&url.URL{Path: path}).String(), URIBaseID: sourceRoot}
	}
	return sarifArtifactLocation{URI: fileURI(path)}
}

// directory names a directory, whose URI ends with a slash.
func (r *Report) directory(dir string) sarifArtifactLocation {
	a := r.artifact(dir)
	a.URI += "/"
	return a
}

// fileURI returns the URI of an absolute path, without a slash at its end.
func fileURI(path string) string {
	path = strings.TrimSuffix(filepath.ToSlash(path), "/")
	if path != "" && !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/src
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// sarifText is a plain message. Go's type arguments, "Job[T](x)", must not look
// like the links of section 3.11.6.
func sarifText(s string) sarifMessage {
	return sarifMessage{Text: linkLike().ReplaceAllString(s, `\[$1\]$2`)}
}

var linkLike = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[([^\[\]]*)\](\()`) })

// semanticVersion returns a module version as semantic versioning has it, or
// "" for a build without one.
func semanticVersion(v string) string {
	v, ok := strings.CutPrefix(v, "v")
	if !ok {
		return ""
	}
	return v
}

// sarifFixes returns the fixes that can be applied to the files as they are.
func (r *Report) sarifFixes(f *Result) []sarifFix {
	var fixes []sarifFix
	for _, fix := range f.Fixes {
		if changes := r.changes(fix.Edits); changes != nil {
			fixes = append(fixes, sarifFix{Description: sarifText(fix.Message), ArtifactChanges: changes})
		}
	}
	return fixes
}

// changes returns edits by file, or nil if one of them cannot be made.
func (r *Report) changes(edits []vettool.Edit) []sarifArtifactChange {
	var list []sarifArtifactChange
	byFile := make(map[string]int)
	for _, e := range edits {
		src := r.lines.file(e.Filename)
		if !src.editable() || e.Start > e.End {
			return nil
		}
		line, col, ok := src.place(e.Start)
		endLine, endCol, endOK := src.place(e.End)
		if !ok || !endOK {
			return nil
		}
		i, ok := byFile[e.Filename]
		if !ok {
			i = len(list)
			byFile[e.Filename] = i
			list = append(list, sarifArtifactChange{ArtifactLocation: r.artifact(e.Filename)})
		}
		rep := sarifReplacement{DeletedRegion: sarifRegion{line, col, endLine, endCol}}
		if e.New != "" {
			rep.InsertedContent = &sarifContent{e.New}
		}
		list[i].Replacements = append(list[i].Replacements, rep)
	}
	return list
}
