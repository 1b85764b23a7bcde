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
