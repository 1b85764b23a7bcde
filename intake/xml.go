package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xmlToken is a kind of token.
type xmlToken int

const (
	xmlStart xmlToken = iota
	xmlEnd
	xmlText
)

// maxXMLToken bounds a tag and a piece of text, in bytes.
const maxXMLToken = 1 << 20

var errXML = errors.New("not well-formed XML")

// xmlScanner reads the tags and texts of an office file's part. It knows what
// those hold: UTF-8, no document types, names that are told apart without
// their prefixes. It does not check that tags match; the readers above it
// survive whatever comes. (encoding/xml takes ten times as long and would not
// keep to the time a file may take.)
type xmlScanner struct {
	in *bufio.Reader
	// token is the present tag without its brackets, or the text as written.
	token []byte
	// closes tells that the present tag closes itself: its end comes next.
	closes bool
	// plain tells that the text is a CDATA section, without entities.
	plain bool
	// quote is the open quote of the tag being read, up to looked.
	quote  byte
	looked int
}

func newXMLScanner(r io.Reader) *xmlScanner { return &xmlScanner{in: bufio.NewReaderSize(r, 64<<10)} }

// next reads the next token. The token's texts last until the next call.
func (x *xmlScanner) next() (xmlToken, error) {
	if x.closes {
		x.closes = false
		return xmlEnd, nil
	}
	for {
		first, err := x.in.ReadByte()
		if err != nil {
			return 0, err
		}
		if first != '<' {
			_ = x.in.UnreadByte() // just read
			x.plain = false
			return xmlText, x.readText()
		}
		kind, found, err := x.readTag()
		if err != nil || found {
			return kind, err
		}
	}
}

// readText reads up to the next tag.
func (x *xmlScanner) readText() error {
	x.token = x.token[:0]
	err := x.readTo('<')
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	x.token = x.token[:len(x.token)-1]
	return x.in.UnreadByte()
}

// readTo appends to the token up to the mark, which is included.
func (x *xmlScanner) readTo(mark byte) error {
	for {
		piece, err := x.in.ReadSlice(mark)
		if len(x.token)+len(piece) > maxXMLToken {
			return refuse(FileTooLong)
		}
		x.token = append(x.token, piece...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// readTag reads a tag; comments and instructions are passed over.
func (x *xmlScanner) readTag() (kind xmlToken, found bool, err error) {
	x.token, x.quote, x.looked = x.token[:0], 0, 0
	for {
		if err := x.readTo('>'); err != nil {
			return 0, false, unexpected(err)
		}
		if x.tagEnds() {
			break
		}
	}
	x.token = x.token[:len(x.token)-1]
	switch {
	case len(x.token) == 0:
		return 0, false, errXML
	case x.token[0] == '/':
		x.token = x.token[1:]
		return xmlEnd, true, nil
	case bytes.HasPrefix(x.token, []byte("![CDATA[")):
		x.plain, x.token = true, x.token[len("![CDATA["):len(x.token)-2]
		return xmlText, true, nil
	case bytes.HasPrefix(x.token, []byte("!--")), x.token[0] == '?':
		return 0, false, nil
	case x.token[0] == '!':
		return 0, false, errXML // a document type: its entities could be a bomb
	}
	if rest, closes := bytes.CutSuffix(x.token, []byte("/")); closes {
		x.closes, x.token = true, rest
	}
	return xmlStart, true, nil
}

// tagEnds tells that the ">" just read ends the tag: one in a comment, a CDATA
// section or a value does not.
func (x *xmlScanner) tagEnds() bool {
	for _, section := range []struct{ begins, ends string }{{"!--", "-->"}, {"![CDATA[", "]]>"}, {"?", "?>"}} {
		if bytes.HasPrefix(x.token, []byte(section.begins)) {
			return len(x.token) >= len(section.begins)+len(section.ends) && bytes.HasSuffix(x.token, []byte(section.ends))
		}
	}
	for ; x.looked < len(x.token); x.looked++ {
		switch b := x.token[x.looked]; {
		case x.quote == 0 && (b == '"' || b == '\''):
			x.quote = b
		case b == x.quote:
			x.quote = 0
		}
	}
	return x.quote == 0
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// name is the present tag's name without its prefix.
func (x *xmlScanner) name() string { return local(x.token) }

// local is a name without its prefix. Names that are known cost no memory.
func local(tag []byte) string {
	end := bytes.IndexAny(tag, " \t\r\n")
	if end < 0 {
		end = len(tag)
	}
	tag = tag[:end]
	return knownName(tag[bytes.IndexByte(tag, ':')+1:])
}

// attr is the value of an attribute of the present tag, given without its
// prefix; "" when it has none.
func (x *xmlScanner) attr(name string) string {
	rest := x.token
	for {
		end := bytes.IndexByte(rest, '=')
		if end < 0 {
			return ""
		}
		key := bytes.TrimSpace(rest[:end])
		key = key[bytes.LastIndexAny(key, " \t\r\n:")+1:]
		rest = bytes.TrimLeft(rest[end+1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		length := bytes.IndexByte(rest[1:], rest[0])
		if length < 0 {
			return ""
		}
		if string(key) == name {
			return unescape(rest[1 : 1+length])
		}
		rest = rest[length+2:]
	}
}

// text is the present text with its entities resolved.
func (x *xmlScanner) text() string {
	if x.plain {
		return string(x.token)
	}
	return unescape(x.token)
}

// unescape resolves the entities every XML has; others stay as they are.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	var b strings.Builder
	for len(raw) > 0 {
		at := bytes.IndexByte(raw, '&')
		if at < 0 {
			b.Write(raw)
			break
		}
		b.Write(raw[:at])
		raw = raw[at:]
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		if end < 0 {
			b.WriteByte('&')
			raw = raw[1:]
			continue
		}
		b.WriteString(entity(string(raw[1:end])))
		raw = raw[end+1:]
	}
	return b.String()
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

func entity(name string) string {
	if text, known := entities[name]; known {
		return text
	}
	digits, base := strings.TrimPrefix(name, "#"), 10
	if rest, hex := strings.CutPrefix(digits, "x"); hex {
		digits, base = rest, 16
	}
	code, err := strconv.ParseInt(digits, base, 32)
	if err != nil || !strings.HasPrefix(name, "#") || !utf8.ValidRune(rune(code)) {
		return "&" + name + ";"
	}
	return string(rune(code))
}

// knownName is the name as a string; the compiler allocates nothing for those
// it can compare.
func knownName(name []byte) string {
	switch string(name) {
	case "t":
		return "t"
	case "r":
		return "r"
	case "p":
		return "p"
	case "c":
		return "c"
	case "v":
		return "v"
	case "row":
		return "row"
	case "rPr":
		return "rPr"
	case "pPr":
		return "pPr"
	case "tc":
		return "tc"
	case "tr":
		return "tr"
	case "si":
		return "si"
	}
	return string(name)
}
