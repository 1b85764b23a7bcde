package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sereda/council"
)

// Mentions is a hint for the question which leaders take part: the posts (their
// ids, in the given order) whose titles stand in an entry's title in any case:
// "за участю міського голови", "заступником голови". Of several posts with one
// title those whose holder's surname stands there too, else all of them;
// "керівництво ради" is every leader. A leader's order or office is no
// participation: "доручення міського голови", "приймальня міського голови".
func Mentions(title string, leaders []council.Leader) []int64 {
	words := wordsOf(title)
	found := make(map[int64]bool)
	for i := 0; i < len(words); {
		if i > 0 && isPaperOrOffice(words[i-1]) {
			i += max(1, longestTitle(words[i:], leaders, nil))
			continue
		}
		if isLeadership(words, i) {
			for _, l := range leaders {
				found[l.PostID] = true
			}
		}
		var named []council.Leader
		length := longestTitle(words[i:], leaders, &named)
		for _, l := range byHolder(named, words) {
			found[l.PostID] = true
		}
		i += max(1, length)
	}
	var ids []int64
	for _, l := range leaders {
		if found[l.PostID] {
			ids = append(ids, l.PostID)
		}
	}
	return ids
}

// longestTitle is how many words the longest leader's title at the beginning of
// words takes, 0 when none stands there; named gets the leaders with it.
func longestTitle(words []string, leaders []council.Leader, named *[]council.Leader) int {
	longest := 0
	var found []council.Leader
	for _, l := range leaders {
		length := titleLength(words, wordsOf(l.Title))
		switch {
		case length == 0 || length < longest:
		case length > longest:
			longest, found = length, []council.Leader{l}
		default:
			found = append(found, l)
		}
	}
	if named != nil {
		*named = found
	}
	return longest
}

// titleLength is how many words a post's title takes at the beginning of words.
// The adjectives of the place may be left out: "секретар ради", "заступник
// голови". "Голова" alone is anybody's.
func titleLength(words, title []string) int {
	taken, nouns := 0, 0
	for _, part := range title {
		switch {
		case taken < len(words) && sameWord(words[taken], part):
			taken++
			nouns++
		case isOfPlace(part):
			// "обласної" for "міської" is another council's post.
			if taken < len(words) && isOfPlace(words[taken]) {
				return 0
			}
		default:
			return 0
		}
	}
	if nouns < 2 && len(title) > 1 {
		return 0
	}
	return taken
}

func isOfPlace(word string) bool {
	return slices.ContainsFunc([]string{"міськ", "селищн", "сільськ", "обласн", "районн"},
		func(stem string) bool { return strings.HasPrefix(word, stem) })
}

func isPaperOrOffice(word string) bool {
	return slices.ContainsFunc([]string{"доручен", "розпоряджен", "рішен", "наказ", "приймальн", "помічник", "радник", "апарат"},
		func(stem string) bool { return strings.HasPrefix(word, stem) })
}

// isLeadership tells that the council's leadership as a whole stands at i.
func isLeadership(words []string, i int) bool {
	if !strings.HasPrefix(words[i], "керівництв") {
		return false
	}
	if i+1 == len(words) {
		return true
	}
	next := words[i+1]
	return isOfPlace(next) || slices.Contains([]string{"ради", "громади", "міста", "у", "в", "на", "з", "та", "і"}, next)
}

// byHolder narrows leaders of one title to those whose surname stands in words.
func byHolder(named []council.Leader, words []string) []council.Leader {
	if len(named) < 2 {
		return named
	}
	var sure []council.Leader
	for _, l := range named {
		if slices.ContainsFunc(wordsOf(l.Holder), func(name string) bool {
			return utf8.RuneCountInString(name) > 3 && slices.ContainsFunc(words, func(w string) bool { return sameWord(w, name) })
		}) {
			sure = append(sure, l)
		}
	}
	if len(sure) == 0 {
		return named
	}
	return sure
}

// endings are what declension puts after the stem of a noun or an adjective of
// a post's title, or of a surname.
var endings = strings.Fields(`а у і и о е ю я ь ою ею єю ом ем єм ові еві єві ам ами ах ів
	ий ій ого ому им ім ої ими их ська ську ської ською`)

// sameWord tells that two folded words are one word in two cases.
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	as, bs := []rune(a), []rune(b)
	common := 0
	for common < len(as) && common < len(bs) && as[common] == bs[common] {
		common++
	}
	isEnding := func(rest []rune) bool { return len(rest) == 0 || slices.Contains(endings, string(rest)) }
	// The stem may be shorter than what the two forms share: "міськ-ий", "міськ-им".
	for stem := common; stem >= max(3, common-2); stem-- {
		if isEnding(as[stem:]) && isEnding(bs[stem:]) {
			return true
		}
	}
	return false
}
