package simulator

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxText    = 4096    // characters of a message
	maxCaption = 1024    // characters under a file
	maxSource  = 1 << 15 // bytes of a text with its markup
)

// formatted reads a text parameter with its parse mode or entities and gives
// what people will see; limit is in characters.
func (s *Server) formatted(c *call, name, entitiesName string, limit int) (string, []Entity, error) {
	text := c.str(name)
	if len(text) > maxSource {
		return "", nil, misuse("text is too long")
	}
	var entities []Entity
	var err error
	switch strings.ToLower(c.str("parse_mode")) {
	case "html":
		if text, entities, err = parseHTML(text); err != nil {
			return "", nil, misuse("can't parse entities: %s", capital(err.Error()))
		}
	case "":
		entities, err = givenEntities(c.raw[entitiesName], text)
	default:
		err = misuse("the simulator reads HTML only, not %s", c.str("parse_mode"))
	}
	if err != nil {
		return "", nil, err
	}
	entities = s.mentioned(entities)
	text, entities = trim(text, entities)
	if utf8.RuneCountInString(text) > limit {
		if name == "caption" {
			return "", nil, misuse("message caption is too long")
		}
		return "", nil, misuse("message is too long")
	}
	return text, detect(text, entities), nil
}

// capital is how the real server words these errors, unlike Go.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// mentioned fills in the people mentions lead to; mentions of nobody the bot knows are dropped.
func (s *Server) mentioned(entities []Entity) []Entity {
	kept := entities[:0]
	for _, e := range entities {
		if e.User != nil {
			u := s.people[e.User.ID]
			if u == nil {
				continue
			}
			e.User = &u.account
		}
		kept = append(kept, e)
	}
	return kept
}

// givenEntities reads entities the bot computed itself.
func givenEntities(raw json.RawMessage, text string) ([]Entity, error) {
	if raw == nil {
		return nil, nil
	}
	var entities []Entity
	if err := json.Unmarshal(raw, &entities); err != nil {
		return nil, misuse("can't parse entities: %v", err)
	}
	units := utf16.Encode([]rune(text))
	for _, e := range entities {
		end := e.Offset + e.Length
		if e.Offset < 0 || e.Length <= 0 || end > len(units) {
			return nil, misuse("entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d",
				e.Offset, end)
		}
		if lowSurrogate(units[e.Offset]) || end < len(units) && lowSurrogate(units[end]) {
			return nil, misuse("entity beginning at UTF-16 offset %d cuts a UTF-16 symbol", e.Offset)
		}
	}
	return entities, nil
}

func lowSurrogate(u uint16) bool { return u >= 0xdc00 && u < 0xe000 }

// utf16Len is a text's length the way entities count.
func utf16Len(s string) int {
	n := 0
	for _, c := range s {
		n += max(utf16.RuneLen(c), 1)
	}
	return n
}

// trim takes the spaces off both ends, as the server does, and moves entities along.
func trim(text string, entities []Entity) (string, []Entity) {
	right := strings.TrimRightFunc(text, unicode.IsSpace)
	trimmed := strings.TrimLeftFunc(right, unicode.IsSpace)
	if len(trimmed) == len(text) {
		return text, entities
	}
	shift, size := utf16Len(right[:len(right)-len(trimmed)]), utf16Len(trimmed)
	var kept []Entity
	for _, e := range entities {
		begin, end := max(e.Offset-shift, 0), min(e.Offset+e.Length-shift, size)
		if begin < end {
			e.Offset, e.Length = begin, end-begin
			kept = append(kept, e)
		}
	}
	return trimmed, kept
}

// detect adds the entities Telegram finds by itself: commands, mentions,
// hashtags, links and addresses.
func detect(text string, entities []Entity) []Entity {
	if !strings.ContainsAny(text, "/@#.") {
		return entities
	}
	offset, found := 0, len(entities)
	for len(text) > 0 {
		n := strings.IndexFunc(text, separator)
		if n < 0 {
			n = len(text)
		}
		word := strings.TrimRight(text[:n], ".,:;!?")
		if kind := wordKind(word); kind != "" && !covered(entities[:found], offset) {
			entities = append(entities, Entity{Type: kind, Offset: offset, Length: utf16Len(word)})
		}
		if n < len(text) {
			_, size := utf8.DecodeRuneInString(text[n:])
			n += size
		}
		offset += utf16Len(text[:n])
		text = text[n:]
	}
	if len(entities) > found {
		sortEntities(entities)
	}
	return entities
}

func separator(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("()<>«»\"'", c) }

func covered(entities []Entity, offset int) bool {
	for _, e := range entities {
		switch e.Type {
		case "code", "pre", "text_link", "text_mention":
			if offset >= e.Offset && offset < e.Offset+e.Length {
				return true
			}
		}
	}
	return false
}

func wordKind(word string) string {
	if len(word) < 2 {
		return ""
	}
	rest := word[1:]
	switch word[0] {
	case '/':
		name, bot, named := strings.Cut(rest, "@")
		if latin(name) && (!named || latin(bot)) {
			return "bot_command"
		}
		return ""
	case '@':
		if latin(rest) && len(rest) >= 4 {
			return "mention"
		}
		return ""
	case '#':
		if !strings.ContainsFunc(rest, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
			return "hashtag"
		}
		return ""
	}
	if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") {
		return "url"
	}
	if user, host, ok := strings.Cut(word, "@"); ok && user != "" && strings.Contains(host, ".") {
		return "email"
	}
	return ""
}

func latin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool {
		return c != '_' && (c >= utf8.RuneSelf || !isLetter(byte(c)) && !isDigit(byte(c)))
	})
}

// checkedLink is the link as the server keeps it, or nothing for what is no link.
func checkedLink(link string) string {
	link = strings.TrimSpace(link)
	if !strings.Contains(link, "://") {
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "tg", "ton", "tonsite":
	default:
		return ""
	}
	if u.Path == "" && u.Scheme != "tg" {
		u.Path = "/"
	}
	return u.String()
}
