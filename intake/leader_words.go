package intake

import (
	"regexp"
	"strings"
)

// leaderPhrase is a leader as a text names one, in any case: "перший заступник
// голови обласної ради Бойко Ю.Д.", "керівництва ради". The head of a
// commission or of another body is none.
var leaderPhrase = regexp.MustCompile(`(?i)(?:` +
	`(?:(?:перш\pL+|міськ\pL+|обласн\pL+|селищн\pL+|сільськ\pL+)\s+)*` +
	`(?:(?:заступник\pL*|заст\.)\s+)?` +
	`(?:(?:міськ|обласн|селищн|сільськ|районн)\pL+\s+)?` +
	`(?:голов(?:а|и|і|у|ою)|керівництв\pL+|керуюч\pL+\s+справами|секретар\pL*\s+(?:міської\s+)?ради)` +
	`(?:\s+(?:обласної|міської|районної|селищної|ради|громади|ОДА|РДА|адміністрації|облдержадміністрації))*` +
	`(?-i:\s+\p{Lu}[\p{Ll}'’]+(?:\s?\p{Lu}\.\s?(?:\p{Lu}\.)?)?)?)`)

var notLeader = regexp.MustCompile(`(?i)^\s*(?:\pL*\s+)?(?:комісі|комітет|правлін|осбб|гуртк|клуб|журі|оргкомітет|спілк|товариств)`)

// leaderWords are the leaders a text says take part, as written.
func leaderWords(text string) []string {
	from := leadersFrom(text)
	if from < 0 {
		return nil
	}
	text = text[from:]
	var all []string
	for _, at := range leaderPhrase.FindAllStringIndex(text, -1) {
		if notLeader.MatchString(text[at[1]:]) || !startsWord(text, at[0]) || !endsWord(text, at[1]) {
			continue
		}
		all = append(all, tidy(text[at[0]:at[1]]))
	}
	return all
}

// leadersFrom is where the first words begin that may name a leader, -1 when
// none do: the expression is slow, and most of a text is something else.
func leadersFrom(text string) int {
	const spaces = " \t\n"
	lower := strings.ToLower(text)
	first := firstStem(lower, "голов", "керівн", "керуюч", "секретар")
	if first < 0 || len(lower) != len(text) {
		return min(first, 0)
	}
	from := strings.LastIndexAny(lower[:first], spaces) + 1
	for from > 0 {
		end := len(strings.TrimRight(lower[:from], spaces))
		start := strings.LastIndexAny(lower[:end], spaces) + 1
		if firstStem(lower[start:end], "перш", "міськ", "обласн", "селищн", "сільськ", "районн", "заст") < 0 {
			break
		}
		from = start
	}
	return from
}

// firstStem is where the first of the stems stands in a text of small letters,
// -1 when none does.
func firstStem(text string, stems ...string) int {
	first := -1
	for _, stem := range stems {
		if at := strings.Index(text, stem); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

func startsWord(text string, at int) bool {
	before := []rune(text[:at])
	return len(before) == 0 || !inWord(before[len(before)-1])
}

func endsWord(text string, at int) bool {
	for _, r := range text[at:] {
		return !inWord(r)
	}
	return true
}
