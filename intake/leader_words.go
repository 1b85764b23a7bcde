package intake

import "regexp"

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
	if !hasAnyStem(text, "голов", "керівн", "керуюч", "секретар") {
		return nil
	}
	var all []string
	for _, at := range leaderPhrase.FindAllStringIndex(text, -1) {
		if notLeader.MatchString(text[at[1]:]) || !startsWord(text, at[0]) || !endsWord(text, at[1]) {
			continue
		}
		all = append(all, tidy(text[at[0]:at[1]]))
	}
	return all
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
