package proof

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPagesQuote holds the rules' pages to the proof that is beside them.
func TestPagesQuote(t *testing.T) {
	const docs = "../../docs"
	proof, err := os.ReadFile(filepath.Join(docs, "proof.md"))
	if err != nil {
		t.Fatal(err)
	}
	quotes := Quote(string(proof))
	if len(quotes) < 8 {
		t.Errorf("the proof has jobs of only %d rules", len(quotes))
	}
	for rule, quote := range quotes {
		page, err := os.ReadFile(filepath.Join(docs, "rules", rule+".md"))
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.Contains(string(page), quote) {
			t.Errorf("the page of %s does not quote the proof as it is; run: go run . -quote ../docs/proof.md", rule)
		}
	}
}

func TestInsert(t *testing.T) {
	const page = "# r\n\n## Bad\n\nx\n\n## Suppress\n\ny\n"
	once, err := Insert(page, Quoted+"\n1\n")
	if err != nil {
		t.Fatal(err)
	}
	if want := "# r\n\n## Bad\n\nx\n\n" + Quoted + "\n1\n\n## Suppress\n\ny\n"; once != want {
		t.Errorf("got %q; want %q", once, want)
	}
	twice, err := Insert(once, Quoted+"\n1\n")
	if err != nil || twice != once {
		t.Errorf("inserted again: %v, %q; want %q", err, twice, once)
	}
	if _, err := Insert("# r\n", Quoted); err == nil {
		t.Error("a page without the section Suppress is accepted")
	}
}
