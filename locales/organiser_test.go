package locales_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"sereda/locales"
)

func TestUkrainianPluralsOfTheDigest(t *testing.T) {
	t.Parallel()
	texts, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string][]string{
		"digest.entries": {"У плані 0 заходів", "У плані 1 захід", "У плані 2 заходи", "У плані 5 заходів", "У плані 11 заходів",
			"У плані 12 заходів", "У плані 21 захід", "У плані 24 заходи", "У плані 101 захід", "У плані 111 заходів"},
		"digest.count.missing": {"⏳ Не подали 0 підрозділів", "⏳ Не подав 1 підрозділ", "⏳ Не подали 2 підрозділи", "⏳ Не подали 5 підрозділів",
			"⏳ Не подали 11 підрозділів", "⏳ Не подали 12 підрозділів", "⏳ Не подав 21 підрозділ", "⏳ Не подали 24 підрозділи",
			"⏳ Не подав 101 підрозділ", "⏳ Не подали 111 підрозділів"},
		"broadcast.sent": {"✅ Надсилаю 0 особам.", "✅ Надсилаю 1 особі.", "✅ Надсилаю 2 особам.", "✅ Надсилаю 5 особам.", "✅ Надсилаю 11 особам.",
			"✅ Надсилаю 12 особам.", "✅ Надсилаю 21 особі.", "✅ Надсилаю 24 особам.", "✅ Надсилаю 101 особі.", "✅ Надсилаю 111 особам."},
	} {
		var got []string
		for _, n := range []int{0, 1, 2, 5, 11, 12, 21, 24, 101, 111} {
			got = append(got, texts.Text(key, locales.Data{"Count": n}))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

// A message of one form that names Count would be shown as its key: Count
// chooses among forms that are not there.
func TestCountStandsInPluralMessagesOnly(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("organiser.uk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var messages map[string]any
	if err := yaml.Unmarshal(raw, &messages); err != nil {
		t.Fatal(err)
	}
	for key, message := range messages {
		if text, single := message.(string); single && strings.Contains(text, ".Count") {
			t.Errorf("%s has one form, yet names Count", key)
		}
	}
}
