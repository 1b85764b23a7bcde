package handlers

import (
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram takes 4,096 characters after the entities are parsed, counted at
// worst in UTF-16 units. The rest is room for what a screen adds.
const (
	messageCharacters = 3900
	screenCharacters  = 3000
	// screenLines keeps a page short enough to read on a phone.
	screenLines = 25
)

// section is a heading with what stands under it. Heading and items are HTML,
// each with its tags closed, so that a text may be cut between any two of them.
type section struct {
	heading string
	items   []string
}

// split packs sections into as few texts as it takes, each of at most limit
// characters and lines items. It cuts between items, takes the heading along
// with its first item, and repeats it, with continued behind it, where a
// section goes on.
func split(sections []section, limit, lines int, continued string) []string {
	s := splitter{limit: limit, lines: lines}
	for _, section := range sections {
		if len(section.items) == 0 {
			s.add("\n\n"+section.heading, "\n\n"+section.heading)
		}
		again := "\n\n" + section.heading + continued
		for i, item := range section.items {
			first := "\n" + item
			if i == 0 {
				first = "\n\n" + section.heading + first
			}
			s.add(first, again+"\n"+item)
		}
	}
	return s.texts()
}

type splitter struct {
	limit, lines int
	done         []string
	page         strings.Builder
	size, items  int
}

// add puts a block on the page, or in its other wording at the top of the next.
func (s *splitter) add(here, onNext string) {
	size := visible(here)
	if s.items > 0 && (s.size+size > s.limit || s.items == s.lines) {
		s.done = append(s.done, strings.TrimSpace(s.page.String()))
		s.page.Reset()
		s.size, s.items = 0, 0
		if !strings.HasPrefix(here, "\n\n") {
			here, size = onNext, visible(onNext)
		}
	}
	s.page.WriteString(here)
	s.size += size
	s.items++
}

func (s *splitter) texts() []string {
	return append(s.done, strings.TrimSpace(s.page.String()))
}

// visible counts what Telegram counts: UTF-16 units without tags and with
// characters in place of their names.
func visible(text string) int {
	n := 0
	for _, r := range html.UnescapeString(untagged(text)) {
		n += utf16.RuneLen(r)
	}
	return n
}

func untagged(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, text, _ = strings.Cut(rest, ">")
	}
}

// sentence gives a text a capital letter.
func sentence(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(r)) + text[size:]
}
