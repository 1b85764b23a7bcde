package simulator

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// tagTypes are the tags there are and the entities they make.
var tagTypes = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote", "code": "code", "pre": "pre",
	"a": "text_link", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}

// openTag is a tag whose end has not been met yet.
type openTag struct {
	name  string
	attrs map[string]string
	at    int // UTF-16 offset in the text without tags
	from  int // byte offset there
}

// htmlReader takes Telegram's HTML apart.
type htmlReader struct {
	src      string
	pos      int
	text     strings.Builder
	units    int // UTF-16 length of text so far
	open     []openTag
	entities []Entity
}

// parseHTML gives the text and its entities. Errors are worded as the real
// server's, byte offsets included.
func parseHTML(src string) (string, []Entity, error) {
	r := &htmlReader{src: src}
	for r.pos < len(r.src) {
		var err error
		switch c := r.src[r.pos]; {
		case c == '&':
			if code, size := characterReference(r.src[r.pos:]); size > 0 {
				r.put(code)
				r.pos += size
				continue
			}
			r.copy()
		case c != '<':
			r.copy()
		case strings.HasPrefix(r.src[r.pos:], "</"):
			err = r.endTag()
		default:
			err = r.startTag()
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(r.open); n > 0 {
		return "", nil, fmt.Errorf("can't find end tag corresponding to start tag \"%s\"", r.open[n-1].name)
	}
	dropLanguages(r.entities)
	sortEntities(r.entities)
	return r.text.String(), r.entities, nil
}

// sortEntities puts outer entities before the inner ones that begin with them.
func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
}

func (r *htmlReader) put(c rune) {
	r.text.WriteRune(c)
	r.units += utf16.RuneLen(c)
}

func (r *htmlReader) copy() {
	c, size := utf8.DecodeRuneInString(r.src[r.pos:])
	r.put(c)
	r.pos += size
}

// characterReference decodes &lt; &gt; &amp; &quot; and numeric references; size 0 means it is none.
func characterReference(s string) (code rune, size int) {
	i := 1
	if strings.HasPrefix(s, "&#") {
		base := 10
		if i = 2; len(s) > 2 && s[2] == 'x' {
			i, base = 3, 16
		}
		start := i
		for i < len(s) && (isDigit(s[i]) || base == 16 && isHex(s[i])) {
			i++
		}
		n, err := strconv.ParseUint(s[start:i], base, 32)
		if err != nil || n == 0 || n >= 0x10ffff || i >= 10 {
			return 0, 0
		}
		code = rune(n)
	} else {
		for i < len(s) && isLetter(s[i]) {
			i++
		}
		known := map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}
		if code = known[s[1:i]]; code == 0 {
			return 0, 0
		}
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	return code, i
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isHex(c byte) bool    { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isSpace(c byte) bool  { return c == ' ' || c >= '\t' && c <= '\r' || c == 0 }

func (r *htmlReader) peek() byte {
	if r.pos < len(r.src) {
		return r.src[r.pos]
	}
	return 0
}

func (r *htmlReader) skipSpaces() {
	for r.pos < len(r.src) && isSpace(r.src[r.pos]) {
		r.pos++
	}
}

// word moves over everything up to a space or any of the stops.
func (r *htmlReader) word(stops string) string {
	start := r.pos
	for r.pos < len(r.src) && !isSpace(r.src[r.pos]) && strings.IndexByte(stops, r.src[r.pos]) < 0 {
		r.pos++
	}
	return r.src[start:r.pos]
}

func (r *htmlReader) startTag() error {
	begin := r.pos
	r.pos++
	name := strings.ToLower(r.word(">"))
	if r.pos >= len(r.src) {
		return fmt.Errorf("unclosed start tag at byte offset %d", begin)
	}
	if tagTypes[name] == "" {
		return fmt.Errorf("unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	tag := openTag{name: name, at: r.units, from: r.text.Len()}
	if err := r.attributes(&tag, begin); err != nil {
		return err
	}
	if name == "span" && tag.attrs["class"] != "tg-spoiler" {
		return fmt.Errorf("tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	r.open = append(r.open, tag)
	return nil
}

func (r *htmlReader) attributes(tag *openTag, begin int) error {
	for {
		r.skipSpaces()
		if r.peek() == '>' {
			r.pos++
			return nil
		}
		name := r.word("=>/\"'")
		if name == "" {
			return fmt.Errorf("empty attribute name in the tag \"%s\" at byte offset %d", tag.name, begin)
		}
		r.skipSpaces()
		value := ""
		if r.peek() == '=' {
			r.pos++
			r.skipSpaces()
			var err error
			if value, err = r.attributeValue(); err != nil {
				return err
			}
		}
		if r.pos >= len(r.src) {
			return fmt.Errorf("unclosed start tag \"%s\" at byte offset %d", tag.name, begin)
		}
		if tag.attrs == nil {
			tag.attrs = map[string]string{}
		}
		tag.attrs[name] = value
	}
}

func (r *htmlReader) attributeValue() (string, error) {
	begin := r.pos
	quote := r.peek()
	if quote != '"' && quote != '\'' {
		for c := r.peek(); isLetter(c) || isDigit(c) || c == '.' || c == '-'; c = r.peek() {
			r.pos++
		}
		if c := r.peek(); r.pos < len(r.src) && !isSpace(c) && c != '>' {
			return "", fmt.Errorf("unexpected end of name token at byte offset %d", begin)
		}
		return strings.ToLower(r.src[begin:r.pos]), nil
	}
	r.pos++
	var value strings.Builder
	for r.pos < len(r.src) && r.src[r.pos] != quote {
		if r.src[r.pos] == '&' {
			if code, size := characterReference(r.src[r.pos:]); size > 0 {
				value.WriteRune(code)
				r.pos += size
				continue
			}
		}
		value.WriteByte(r.src[r.pos])
		r.pos++
	}
	r.pos = min(r.pos+1, len(r.src))
	return value.String(), nil
}

func (r *htmlReader) endTag() error {
	begin := r.pos
	if len(r.open) == 0 {
		return fmt.Errorf("unexpected end tag at byte offset %d", begin)
	}
	r.pos += 2
	name := strings.ToLower(r.word(">"))
	r.skipSpaces()
	if r.peek() != '>' {
		return fmt.Errorf("unclosed end tag at byte offset %d", begin)
	}
	r.pos++
	tag := r.open[len(r.open)-1]
	if name != "" && name != tag.name {
		return fmt.Errorf("unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	r.open = r.open[:len(r.open)-1]
	if r.units == tag.at {
		return nil
	}
	return r.add(tag)
}

// add makes the entity a closed tag stands for.
func (r *htmlReader) add(tag openTag) error {
	e := Entity{Type: tagTypes[tag.name], Offset: tag.at, Length: r.units - tag.at}
	switch tag.name {
	case "a":
		return r.addLink(tag, e)
	case "blockquote":
		if _, ok := tag.attrs["expandable"]; ok {
			e.Type = "expandable_blockquote"
		}
	case "tg-emoji":
		e.CustomEmojiID = tag.attrs["emoji-id"]
		if n, err := strconv.ParseInt(e.CustomEmojiID, 10, 64); err != nil || n == 0 {
			return fmt.Errorf("invalid custom emoji identifier specified")
		}
	case "tg-time":
		e.UnixTime, _ = strconv.ParseInt(tag.attrs["unix"], 10, 64)
		e.DateTimeFormat = tag.attrs["format"]
		if f := e.DateTimeFormat; f != "r" && f != "R" && strings.Trim(f, "tTdDwW") != "" {
			return fmt.Errorf("invalid date format used")
		}
		if e.UnixTime <= 0 {
			return nil
		}
	case "code", "pre":
		if language, ok := strings.CutPrefix(tag.attrs["class"], "language-"); ok && tag.name == "code" {
			e.Language = language
		}
		if r.mergeCode(e) {
			return nil
		}
	}
	r.entities = append(r.entities, e)
	return nil
}

// mergeCode makes pre and code around the same text, one of them with a
// language, one entity.
func (r *htmlReader) mergeCode(e Entity) bool {
	if len(r.entities) == 0 {
		return false
	}
	last := &r.entities[len(r.entities)-1]
	if last.Offset != e.Offset || last.Length != e.Length {
		return false
	}
	switch {
	case e.Type == "pre" && last.Type == "code" && last.Language != "":
		last.Type = "pre"
	case e.Type == "code" && last.Type == "pre" && e.Language != "":
		last.Language = e.Language
	default:
		return false
	}
	return true
}

// dropLanguages keeps languages on blocks only.
func dropLanguages(entities []Entity) {
	for i := range entities {
		if entities[i].Type == "code" {
			entities[i].Language = ""
		}
	}
}

// addLink drops links that lead nowhere, as the real server does.
func (r *htmlReader) addLink(tag openTag, e Entity) error {
	link := tag.attrs["href"]
	if link == "" {
		link = r.text.String()[tag.from:]
	}
	if id, ok := strings.CutPrefix(link, "tg://user?id="); ok {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil
		}
		e.Type, e.User = "text_mention", &Account{ID: n}
	} else if e.URL = checkedLink(link); e.URL == "" {
		return nil
	}
	r.entities = append(r.entities, e)
	return nil
}
