package library

import "testing"

func TestAll(t *testing.T) {
	frameworks := make(map[string]int)
	slugs := make(map[string]bool)
	for _, l := range All() {
		frameworks[l.Title] = len(l.Frameworks)
		if l.Slug == "" || slugs[l.Slug] || len(l.Modules()) == 0 {
			t.Errorf("%s: slug %q, modules %q", l.Title, l.Slug, l.Modules())
		}
		slugs[l.Slug] = true
	}
	// One user's choice is one page, in whichever tables it stands.
	for title, want := range map[string]int{"Beam": 1, "river": 1, "Temporal": 2, "Dapr": 5, "gocraft/work": 1, "Dapr workflow": 0} {
		if got := frameworks[title]; got != want {
			t.Errorf("%s: %d frameworks, want %d", title, got, want)
		}
	}
	if slug("Google Pub/Sub") != "google-pub-sub" {
		t.Errorf("slug %q", slug("Google Pub/Sub"))
	}
}
