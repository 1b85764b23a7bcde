package simulator

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"
)

// errShape says where a value departs from the specification.
type errShape struct{ path, problem string }

func (e *errShape) Error() string {
	if e.path == "" {
		return e.problem
	}
	return e.path + ": " + e.problem
}

// under prefixes the path of a problem found deeper.
func under(name string, err error) error {
	var e *errShape
	if !errors.As(err, &e) {
		return err
	}
	if e.path != "" && e.path[0] != '[' {
		name += "."
	}
	return &errShape{name + e.path, e.problem}
}

func wrong(s *shape, v any) error {
	return &errShape{"", fmt.Sprintf("expected %s, got %s", s.text, kindOf(v))}
}

func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "String"
	case float64:
		return "Number"
	case bool:
		return "Boolean"
	case []any:
		return "Array"
	case map[string]any:
		return "Object"
	default:
		return fmt.Sprintf("%T", v)
	}
}

// check holds a decoded JSON value against a shape.
func (s *shape) check(v any) error {
	switch v := v.(type) {
	case string:
		return s.checkString(v)
	case float64:
		if !s.number {
			return wrong(s, v)
		}
	case bool:
		if !s.boolean || s.onlyTrue && !v {
			return wrong(s, v)
		}
	case []any:
		return s.checkList(v)
	case map[string]any:
		return s.checkObject(v)
	default:
		return wrong(s, v)
	}
	return nil
}

func (s *shape) checkString(v string) error {
	if s.words != nil && !s.str {
		if !s.words[v] {
			return &errShape{"", fmt.Sprintf("%q is not one of %s", v, s.text)}
		}
		return nil
	}
	if !s.str && !s.file {
		return wrong(s, v)
	}
	if s.max == 0 || s.parsed {
		return nil
	}
	n, unit := utf8.RuneCountInString(v), "characters"
	if s.bytes {
		n, unit = len(v), "bytes"
	}
	if n < s.min || n > s.max {
		return &errShape{"", fmt.Sprintf("%d %s where %d-%d are allowed", n, unit, s.min, s.max)}
	}
	return nil
}

func (s *shape) checkList(v []any) error {
	if s.elem == nil {
		return wrong(s, v)
	}
	if s.max > 0 && (len(v) < s.min || len(v) > s.max) {
		return &errShape{"", fmt.Sprintf("%d items where %d-%d are allowed", len(v), s.min, s.max)}
	}
	for i, item := range v {
		if err := s.elem.check(item); err != nil {
			return under(fmt.Sprintf("[%d]", i), err)
		}
	}
	return nil
}

func (s *shape) checkObject(v map[string]any) error {
	if len(s.objects) == 0 {
		return wrong(s, v)
	}
	return oneOf(s.objects, v)
}

// oneOf wants v to be one of the objects; of several failures it reports the
// one of the object that knows most of v's fields, the likely intended one.
func oneOf(objects []*object, v map[string]any) error {
	var worst error
	most := math.MinInt
	for _, o := range objects {
		err := o.check(v)
		if err == nil {
			return nil
		}
		if n := o.known(v); n > most {
			worst, most = err, n
		}
	}
	return worst
}

// known counts the fields of v the object has; a wrong discriminator counts against it.
func (o *object) known(v map[string]any) int {
	n := 0
	for name, value := range v {
		s := o.fields[name]
		switch {
		case s == nil:
		case s.words != nil && s.check(value) != nil:
			n -= 5
		default:
			n++
		}
	}
	return n
}

func (o *object) check(v map[string]any) error {
	if len(o.variants) > 0 {
		return oneOf(o.variants, v)
	}
	for _, name := range o.required {
		if _, ok := v[name]; !ok {
			return &errShape{"", fmt.Sprintf("%s lacks required field %q", o.name, name)}
		}
	}
	for name, value := range v {
		s := o.fields[name]
		if s == nil {
			return &errShape{"", fmt.Sprintf("%s has no field %q", o.name, name)}
		}
		if err := s.check(value); err != nil {
			return under(name, err)
		}
	}
	return nil
}

// missing returns the first required parameter that is absent, in a stable order.
func (o *object) missing(has func(string) bool) string {
	var absent []string
	for _, name := range o.required {
		if !has(name) {
			absent = append(absent, name)
		}
	}
	slices.Sort(absent)
	if len(absent) == 0 {
		return ""
	}
	return absent[0]
}
