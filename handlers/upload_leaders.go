package handlers

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"sereda/council"
)

// nameLeaders finds the leaders that a column names; words in it that name
// nobody are a doubt.
func (t *turn) nameLeaders(ctx context.Context, p *plan, lines []LineRead) error {
	leaders, err := t.leadersOf(ctx, p.week)
	if err != nil {
		return err
	}
	for _, line := range lines {
		words := strings.TrimSpace(line.Leaders)
		if slices.Contains(nobody, strings.ToLower(words)) {
			continue
		}
		found, all := t.leadersNamed(words, leaders)
		for i := range line.Entries {
			line.Entries[i].Leaders = found
			if !all {
				line.Entries[i].Doubts = append(line.Entries[i].Doubts, council.Doubt{Question: council.WhichLeader, Text: cut(words, 100)})
			}
		}
	}
	return nil
}

// leadersNamed are those whom a cell names as the template's list does, and
// those its other words name; all is false when these name nobody.
func (t *turn) leadersNamed(words string, leaders []council.Leader) (posts []int64, all bool) {
	var named []int64
	rest := words
	for _, l := range leaders {
		if chosen := templateLeader(l); l.Holder != "" && strings.Contains(rest, chosen) {
			rest = strings.ReplaceAll(rest, chosen, "")
			named = append(named, l.PostID)
		}
	}
	all = true
	if strings.ContainsFunc(rest, unicode.IsLetter) {
		others := t.app.Reader.LeadersIn(rest, leaders)
		named, all = append(named, others...), len(others) > 0
	}
	for _, l := range leaders {
		if slices.Contains(named, l.PostID) {
			posts = append(posts, l.PostID)
		}
	}
	return posts, all
}

// leadersInFull are an entry's leaders as the template's list names them.
func (t *turn) leadersInFull(e council.Entry) string {
	var names []string
	for _, l := range t.leaders {
		if slices.Contains(e.Leaders, l.PostID) {
			names = append(names, templateLeader(l))
		}
	}
	return strings.Join(names, ", ")
}

// nobody are the words for that no leader takes part.
var nobody = []string{"", "-", "–", "—", "ні", "немає", "без участі"}
