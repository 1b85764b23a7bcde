package simulator

import (
	"regexp"
	"strings"
	"testing"
)

func TestEveryNotationInTheFactsIsUnderstood(t *testing.T) {
	t.Parallel()
	f := loadFacts()
	plain := regexp.MustCompile(`^(String|Number|Boolean|True|InputFile|false|\d+|'.*')$`)
	var check func(o *object, name string, s *shape)
	check = func(o *object, name string, s *shape) {
		if s.elem != nil {
			check(o, name, s.elem)
		}
		for kind := range strings.SplitSeq(s.text, "|") {
			kind = strings.TrimLeft(kind, "[]")
			if !plain.MatchString(kind) && f.types[kind] == nil {
				t.Errorf("%s.%s: %q", o.name, name, kind)
			}
		}
	}
	for _, objects := range []map[string]*object{f.types, f.methods} {
		for _, o := range objects {
			for name, s := range o.fields {
				check(o, name, s)
			}
		}
	}
	for name := range methods() {
		if f.methods[strings.ToLower(name)] == nil {
			t.Errorf("the Bot API has no method %s", name)
		}
	}
	if len(f.methods) < 180 || len(f.types) < 390 {
		t.Errorf("%d methods, %d types", len(f.methods), len(f.types))
	}
}

func TestWhatTheSimulatorSendsIsCheckedToo(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	s.enqueue(update{kind: "message"}, map[string]any{"message_id": 1, "date": 2, "letter": "x"}, messageLife)
	want := `the simulator's update message: message: Message lacks required field "chat"`
	if v := s.Violations(); len(v) != 1 || v[0] != want {
		t.Errorf("violations %q", v)
	}
}
