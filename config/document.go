package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// document is the settings file while it is read. It is walked by hand rather
// than decoded into a struct, so that every problem is found in one go, in
// plain words, at its line.
type document struct {
	file     string
	problems Problems
	// lines tells where each known setting stands, by path ("week.deadline"),
	// 0 when it is not in the file.
	lines map[string]int
}

// section is one mapping of the document; without a node everything in it is
// at its default.
type section struct {
	doc  *document
	path string
	node *yaml.Node
	keys []string
}

var yamlError = regexp.MustCompile(`(?s)^yaml: (?:line (\d+): )?(.*)$`)

// parse reads the text of the file and returns its root section, which is
// empty when the text is no mapping.
func (d *document) parse(text []byte) *section {
	root := &section{doc: d}
	if !utf8.Valid(text) {
		d.report(0, "", "the file is not in UTF-8; save it as UTF-8")
		return root
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var top, second yaml.Node
	if err := decoder.Decode(&top); errors.Is(err, io.EOF) {
		return root
	} else if err != nil {
		d.reportSyntax(err)
		return root
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		d.report(second.Line, "", "a second document begins here; one file holds one")
	case !errors.Is(err, io.EOF):
		d.reportSyntax(err)
	}
	root.node = d.mapping(top.Content[0], "")
	return root
}

// reportSyntax says what the parser says, with its line as ours.
func (d *document) reportSyntax(err error) {
	line, words := 0, err.Error()
	if m := yamlError.FindStringSubmatch(words); m != nil {
		line, _ = strconv.Atoi(m[1])
		words = m[2]
	}
	d.report(line, "", "not readable as YAML: %s", words)
}

func (d *document) report(line int, setting, format string, args ...any) {
	d.problems = append(d.problems, Problem{
		File: d.file, Line: line, Setting: setting, Text: fmt.Sprintf(format, args...),
	})
}

// reportAt reports a problem of a setting that was read before.
func (d *document) reportAt(setting, format string, args ...any) {
	d.report(d.lines[setting], setting, format, args...)
}

// mapping is the node when it holds settings; nil, with a problem reported,
// when it is something else. Nothing at all is fine: a section whose lines are
// all commented out.
func (d *document) mapping(node *yaml.Node, setting string) *yaml.Node {
	switch {
	case node.Kind == yaml.MappingNode:
		return node
	case !isNull(node):
		d.report(node.Line, setting, "must hold settings, one a line: `name: value`")
	}
	return nil
}

// find is the node of the setting, nil when it is not given.
func (s *section) find(key string) *yaml.Node {
	s.keys = append(s.keys, key)
	s.doc.lines[s.of(key)] = 0
	if s.node == nil {
		return nil
	}
	for i := 0; i+1 < len(s.node.Content); i += 2 {
		if name := s.node.Content[i]; name.Value == key {
			s.doc.lines[s.of(key)] = name.Line
			return resolve(s.node.Content[i+1])
		}
	}
	return nil
}

// section is the section under the key.
func (s *section) section(key string) *section {
	inner := &section{doc: s.doc, path: s.of(key)}
	if node := s.find(key); node != nil {
		inner.node = s.doc.mapping(node, inner.path)
	}
	return inner
}

// list are the items under the key; false when it is not given.
func (s *section) list(key string) ([]*yaml.Node, bool) {
	node := s.find(key)
	switch {
	case node == nil || isNull(node):
		return nil, false
	case node.Kind != yaml.SequenceNode:
		s.doc.report(node.Line, s.of(key), "must be a list, one item a line: `- item`")
		return nil, false
	}
	return node.Content, true
}

// read sets the value when the setting is given and understood.
func read[T any](s *section, key string, into *T, parse func(string) (T, error)) {
	if node := s.find(key); node != nil {
		readNode(s.doc, node, s.of(key), into, parse)
	}
}

func readNode[T any](d *document, node *yaml.Node, setting string, into *T, parse func(string) (T, error)) {
	switch {
	case isNull(node):
		d.report(node.Line, setting, "has no value; without the line the default is used")
		return
	case node.Kind != yaml.ScalarNode:
		d.report(node.Line, setting, "must be one value")
		return
	}
	value, err := parse(node.Value)
	if err != nil {
		d.report(node.Line, setting, "%v", err)
		return
	}
	*into = value
}

// close reports settings nobody asked for and those given twice.
func (s *section) close() {
	if s.node == nil {
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(s.node.Content); i += 2 {
		name := s.node.Content[i]
		first, twice := seen[name.Value]
		switch {
		case twice:
			s.doc.report(name.Line, s.of(name.Value), "is given twice, first on line %d", first)
		case !slices.Contains(s.keys, name.Value):
			s.doc.report(name.Line, s.of(name.Value), "no such setting; here are: %s", strings.Join(s.keys, ", "))
		}
		if !twice {
			seen[name.Value] = name.Line
		}
	}
}

func (s *section) of(key string) string {
	if s.path == "" {
		return key
	}
	return s.path + "." + key
}

func resolve(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

func isNull(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.Tag == "!!null"
}
