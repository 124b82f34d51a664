package changes

import (
	"io"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// parseDiff reads the output of "git diff-index -p" and returns the changed lines of
// each file that is left, by its path. If lines were only deleted, those around the
// place count as changed: what stood there, such as a directive, may have been about
// them.
func parseDiff(r io.Reader) (map[string]*changedLines, error) {
	diffs, _, err := gitdiff.Parse(r)
	if err != nil {
		return nil, err
	}
	files := make(map[string]*changedLines)
	for _, f := range diffs {
		if f.IsDelete || !f.IsBinary && len(f.TextFragments) == 0 {
			continue
		}
		lines := &changedLines{whole: f.IsBinary}
		for _, hunk := range f.TextFragments {
			lines.addHunk(hunk)
		}
		files[f.NewName] = lines
	}
	return files, nil
}

func (c *changedLines) addHunk(hunk *gitdiff.TextFragment) {
	next := int(hunk.NewPosition)
	if hunk.NewLines == 0 {
		next++ // the header names the line before
	}
	deleted := false // lines, and none put in their place
	for _, line := range hunk.Lines {
		switch line.Op {
		case gitdiff.OpDelete:
			deleted = true
			continue
		case gitdiff.OpAdd:
			c.add(next, next)
		default:
			if deleted {
				c.add(next-1, next)
			}
		}
		next++
		deleted = false
	}
	if deleted {
		c.add(next-1, next)
	}
}
