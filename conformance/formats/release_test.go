package formats

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"
)

// What a release is made of is there, and its archives have the names that the action
// looks for (TestActionInstalls). Everything else .ci/release tries, which takes longer.
func TestRelease(t *testing.T) {
	root := "../.."
	text, err := os.ReadFile(filepath.Join(root, ".goreleaser.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Project string `yaml:"project_name"`
		Builds  []struct {
			Main string
		}
		Archives []struct {
			Name  string `yaml:"name_template"`
			Files []struct{ Src string }
		}
		Checksum struct {
			Name string `yaml:"name_template"`
		}
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	if len(config.Builds) != 1 || len(config.Archives) != 1 || config.Checksum.Name != "checksums.txt" {
		t.Fatalf("%+v", config)
	}
	files := []string{config.Builds[0].Main}
	for _, f := range config.Archives[0].Files {
		if !strings.HasPrefix(f.Src, "completions/") { // they are made
			files = append(files, f.Src)
		}
	}
	for _, f := range files {
		if _, err := os.Stat(filepath.Join(root, f)); err != nil {
			t.Error(err)
		}
	}
	name, err := template.New("name").Parse(config.Archives[0].Name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := name.Execute(&b, map[string]string{"ProjectName": config.Project, "Version": "1.2.3", "Os": "linux", "Arch": "amd64"}); err != nil {
		t.Fatal(err)
	}
	if b.String() != "jobvet_1.2.3_linux_amd64" {
		t.Errorf("the archive's name is %s", &b)
	}
}

// The image has a Go that can build jobvet, the same in both stages.
func TestDockerfile(t *testing.T) {
	text, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	needs := regexp.MustCompile(`(?m)^go (\d+\.\d+)\.\d+$`).FindStringSubmatch(string(mod))
	stages := regexp.MustCompile(`(?m)^FROM (golang:(\d+\.\d+)\.\d+-\w+)`).FindAllStringSubmatch(string(text), -1)
	if needs == nil || len(stages) != 2 {
		t.Fatalf("go.mod needs %q, the stages are %q", needs, stages)
	}
	if stages[0][1] != stages[1][1] || stages[0][2] != needs[1] {
		t.Errorf("the stages are %s and %s; go.mod needs %s", stages[0][1], stages[1][1], needs[1])
	}
}
