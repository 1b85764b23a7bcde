package simulator

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed botapi.json
var factsJSON []byte

// facts are the Bot API's methods and types, compiled for checking.
type facts struct {
	methods map[string]*object // by lower-case name
	types   map[string]*object
}

// object is a type's or a method's fields. An object with variants is any one of them.
type object struct {
	name     string
	fields   map[string]*shape
	required []string
	variants []*object
	returns  *shape // of a method
}

// shape is what a value may be; several of the members may hold at once.
type shape struct {
	text     string // the notation, for error texts
	str      bool
	number   bool
	boolean  bool
	onlyTrue bool
	file     bool
	words    map[string]bool
	objects  []*object
	elem     *shape // of a list

	required bool
	min, max int // max 0: no limit
	bytes    bool
	parsed   bool // the limit holds for the text without its markup
}

// isJSON says that in a form the value travels as JSON rather than as plain text.
func (s *shape) isJSON() bool { return s.elem != nil || len(s.objects) > 0 }

// loadFacts compiles the embedded facts once per process: they never change.
var loadFacts = sync.OnceValue(func() *facts {
	var file struct {
		Methods, Types map[string]struct {
			Returns  string
			Subtypes []string
			Fields   map[string]string
		}
	}
	if err := json.Unmarshal(factsJSON, &file); err != nil {
		panic(fmt.Sprintf("simulator: botapi.json: %v", err))
	}
	f := &facts{methods: map[string]*object{}, types: map[string]*object{}}
	for name := range file.Types {
		f.types[name] = &object{name: name}
	}
	for name, t := range file.Types {
		f.fill(f.types[name], t.Fields)
		for _, sub := range t.Subtypes {
			f.types[name].variants = append(f.types[name].variants, f.types[sub])
		}
	}
	for name, m := range file.Methods {
		o := &object{name: name, returns: f.parse(m.Returns)}
		f.fill(o, m.Fields)
		f.methods[strings.ToLower(name)] = o
	}
	return f
})

func (f *facts) fill(o *object, fields map[string]string) {
	o.fields = make(map[string]*shape, len(fields))
	for name, notation := range fields {
		s := f.parse(notation)
		o.fields[name] = s
		if s.required {
			o.required = append(o.required, name)
		}
	}
}

// parse reads a field's notation: "Number|String!", "String 1-64 bytes", "[]User".
func (f *facts) parse(notation string) *shape {
	types, limits, _ := strings.Cut(notation, " ")
	if strings.HasPrefix(types, "'") && strings.Contains(notation, " '") {
		types, limits = notation, "" // a word with a space in it
	}
	s := &shape{text: strings.TrimSuffix(types, "!"), required: strings.HasSuffix(types, "!")}
	for t := range strings.SplitSeq(s.text, "|") {
		f.add(s, t)
	}
	words := strings.Fields(limits)
	if len(words) > 1 { // a bare range is a number's: the real server clamps those
		low, high, _ := strings.Cut(words[0], "-")
		s.min, _ = strconv.Atoi(low)
		s.max, _ = strconv.Atoi(high)
		s.bytes = words[1] == "bytes"
		s.parsed = words[len(words)-1] == "parsed"
	}
	return s
}

func (f *facts) add(s *shape, t string) {
	switch {
	case strings.HasPrefix(t, "[]"):
		if s.elem == nil {
			s.elem = &shape{text: t[2:]}
		}
		f.add(s.elem, t[2:])
	case strings.HasPrefix(t, "'"):
		if s.words == nil {
			s.words = map[string]bool{}
		}
		s.words[strings.Trim(t, "'")] = true
	case t == "String":
		s.str = true
	case t == "Boolean", t == "false":
		s.boolean = true
	case t == "True":
		s.boolean, s.onlyTrue = true, true
	case t == "InputFile":
		s.file = true
	case f.types[t] != nil:
		s.objects = append(s.objects, f.types[t])
	default: // Number, or one of listed numbers
		s.number = true
	}
}
