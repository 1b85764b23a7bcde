package handlers_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// A button's word that two dialogues take would lead to one of them only.
func TestEveryButtonHasOneMeaning(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	registers := regexp.MustCompile(`a\.presses\["([a-z]+)"\]\s*=`)
	where := map[string]string{}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range registers.FindAllSubmatch(source, -1) {
			word := string(found[1])
			if other, taken := where[word]; taken {
				t.Errorf("%q is registered in %s and in %s", word, other, name)
			}
			where[word] = name
		}
	}
}
