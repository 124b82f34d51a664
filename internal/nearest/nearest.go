// Package nearest finds the name that a misspelt one was meant to be.
package nearest

// To returns the name among known that is closest to the given one, by the number of
// letters to insert, delete or replace (V. I. Levenshtein, 1965). It returns "" if none
// is close: about a third of the letters may be wrong, but not all.
func To(name string, known []string) string {
	best, least := "", min(max(1, (len(name)+1)/3)+1, len(name))
	for _, k := range known {
		if d := distance(name, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// Hint returns To as the end of a message, "; did you mean x?", with a prefix before
// the name; "" if there is none.
func Hint(name, prefix string, known []string) string {
	if n := To(name, known); n != "" {
		return "; did you mean " + prefix + n + "?"
	}
	return ""
}

// distance is the edit distance of two names, by bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1) // from the beginning of a to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
