package council_test

import (
	"strings"
	"testing"

	"sereda/council"
)

func TestWhichLinksEverybodyMayBeSentTo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		" https://rada.example.org/protokol-7 ":             "https://rada.example.org/protokol-7",
		"HTTPS://rada.example.org/a?b=1#c":                  "https://rada.example.org/a?b=1#c",
		"https://rada.example.org/протокол":                 "https://rada.example.org/%D0%BF%D1%80%D0%BE%D1%82%D0%BE%D0%BA%D0%BE%D0%BB",
		"http://rada.example.org/7":                         "",
		"rada.example.org/7":                                "",
		"javascript:alert(1)":                               "",
		"https://":                                          "",
		"https://localhost/7":                               "",
		"https://me:secret@rada.example.org/7":              "",
		"https://rada.example.org/7 і ще":                   "",
		"https://rada.example.org/\n7":                      "",
		"https://a.example.org/" + strings.Repeat("a", 500): "",
	} {
		got, ok := council.PublicLink(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q gives %q, %t", text, got, ok)
		}
	}
}

// TestAFileOfMinutesIsWhatItsNameSays: a browser is told the kind by the name.
func TestAFileOfMinutesIsWhatItsNameSays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, content string
		want          bool
	}{
		{"minutes-7.pdf", "%PDF-1.7\n", true},
		{"Протокол.PDF", "%PDF-1.7\n", true},
		{"minutes-7.docx", "PK\x03\x04…", true},
		{"minutes-7.pdf", "PK\x03\x04…", false},
		{"minutes-7.docx", "%PDF-1.7\n", false},
		{"minutes-7.pdf", "<script>", false},
		{"minutes-7.pdf", "", false},
		{"minutes-7.html", "%PDF-1.7\n", false},
	} {
		if got := council.IsMinutesFile(tt.name, []byte(tt.content)); got != tt.want {
			t.Errorf("%q as %s: %t", tt.content, tt.name, got)
		}
	}
}
