package proof

import (
	"strings"
	"testing"

	"github.com/jobvet/jobvet/e2e/jobs"
)

func TestAddRows(t *testing.T) {
	const page = "# p\n\n## one\n\ntext\n\n| | bad | good |\n| --- | --- | --- |\n| here | a | b |\n\n## two\n\n| | bad | good |\n"
	j := &JobResults{Job: &jobs.Job{Name: "one"}}
	j.Bad = []*Result{{Cluster: "there", Got: jobs.Hung, Want: []jobs.Ending{jobs.Hung}, Elements: 2}}
	j.Good = []*Result{{Cluster: "there", Got: jobs.Complete, Want: []jobs.Ending{jobs.Complete}, Out: 2, Elements: 2}}
	once, err := addRows(page, j)
	if err != nil {
		t.Fatal(err)
	}
	row := j.row(0) + "\n"
	if want := strings.Replace(page, "| here | a | b |\n", "| here | a | b |\n"+row, 1); once != want {
		t.Errorf("got %s; want %s", once, want)
	}
	if twice, err := addRows(once, j); err != nil || twice != once {
		t.Errorf("added again: %v, %s", err, twice)
	}
	j.Name = "none"
	if _, err := addRows(page, j); err == nil {
		t.Error("a job without a section is added")
	}
}
