package documents

import (
	"strings"
	"unicode/utf8"
)

// piece is a part of a line that is not broken: a word with the space after it.
type piece struct {
	text string
	bold bool
}

// measure is the width of a text in mm.
type measure func(text string, bold bool) float64

// pieces cuts a text where lines may end: after a space and after a hyphen.
// No-break spaces hold.
func pieces(text string, bold bool) []piece {
	var found []piece
	for text != "" {
		end := strings.IndexAny(text, " -")
		if end < 0 {
			return append(found, piece{text, bold})
		}
		end++
		for end < len(text) && text[end] == ' ' {
			end++
		}
		found = append(found, piece{text[:end], bold})
		text = text[end:]
	}
	return found
}

// wrap fills lines: the first as wide as first, the others as rest. A word
// wider than a line is cut. There is always a line, if an empty one.
func wrap(all []piece, first, rest float64, width measure) [][]piece {
	lines := [][]piece{nil}
	room := first
	newLine := func() {
		lines = append(lines, nil)
		room = rest
	}
	for _, p := range all {
		last := len(lines) - 1
		if width(strings.TrimRight(p.text, " "), p.bold) > room && len(lines[last]) > 0 {
			newLine()
			last++
		}
		for {
			head, tail := cut(p, room, width)
			lines[last] = append(lines[last], head)
			room -= width(head.text, head.bold)
			if tail.text == "" {
				break
			}
			newLine()
			last++
			p = tail
		}
	}
	return lines
}

// cut splits a piece that is wider than the room; at least one letter stays.
func cut(p piece, room float64, width measure) (head, tail piece) {
	if width(strings.TrimRight(p.text, " "), p.bold) <= room {
		return p, piece{}
	}
	end := 0
	for end < len(p.text) {
		_, size := utf8.DecodeRuneInString(p.text[end:])
		if end > 0 && width(p.text[:end+size], p.bold) > room {
			break
		}
		end += size
	}
	return piece{p.text[:end], p.bold}, piece{p.text[end:], p.bold}
}
