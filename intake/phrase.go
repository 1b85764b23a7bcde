package intake

import "sereda/council"

// phrase is a text with its days and times, looked for only as far as somebody
// asked.
type phrase struct {
	text   string
	week   council.Week
	cursor *cursor
	found  []found
}

func newPhrase(text string, week council.Week) *phrase {
	// Most tokens are words of some letters, two bytes each.
	whole := &tokens{text: text, cut: make([]token, 0, len(text)/8+4)}
	return &phrase{text: text, week: week, cursor: &cursor{tokens: whole}}
}

// first is the first day or time; false when there is none.
func (p *phrase) first() (found, bool) {
	if len(p.found) == 0 && !p.next() {
		return found{}, false
	}
	return p.found[0], true
}

// all are the days and times, in their order.
func (p *phrase) all() []found {
	for p.next() {
	}
	return p.found
}

// next finds one more; false when there is none.
func (p *phrase) next() bool {
	c := p.cursor
	for c.more() {
		start := c.at
		f, ok := c.foundHere(p.text, p.week, p.found)
		if !ok || c.at == start {
			c.at = start + 1
			continue
		}
		f.start, f.end = c.cut[start].start, c.cut[c.at-1].end
		f.text = p.text[f.start:f.end]
		p.found = append(p.found, f)
		return true
	}
	return false
}
